#pragma once

// Token sources on a fake accounts server and a clock that obeys.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <vector>

#include "auth/token_source.h"
#include "tests/auth/auth_fixtures.h"

namespace zoho_desk::auth {

inline constexpr int64_t kSecond = 1000;
inline constexpr int64_t kMinute = 60 * kSecond;

class TokenSourceTest : public ::testing::Test {
 protected:
  std::unique_ptr<TokenSource> Make(const Config& config) {
    return std::make_unique<TokenSource>(
        config, transport_, [this](const TokenCall& call) { calls_.push_back(call); },
        clock_.clock());
  }

  void AnswerWith(http::Response answer) {
    transport_.set_answer(
        [answer](const http::Request&) -> Result<http::Response> { return answer; });
  }
  void FailWith(Code code) {
    transport_.set_answer([code](const http::Request&) -> Result<http::Response> {
      return Error{code, "no connection to accounts.zoho.eu"};
    });
  }

  static std::string Token(const Result<std::string>& result) {
    EXPECT_TRUE(result.ok()) << result.error().message;
    return result.ok() ? *result : "";
  }
  static Error Failure(const Result<std::string>& result) {
    EXPECT_FALSE(result.ok());
    return result.ok() ? Error{} : result.error();
  }

  FakeClock clock_;
  FakeTransport transport_{NumberedTokens()};
  std::vector<TokenCall> calls_;
  TempDir dir_;
};

}  // namespace zoho_desk::auth
