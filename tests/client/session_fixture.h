#pragma once

// A session on a FakeTransport, with credentials whose every secret can be searched for.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>
#include <string>

#include "auth/config.h"
#include "client/request_log.h"
#include "client/session.h"
#include "tests/client/fake_transport.h"

namespace zoho_desk::client {

inline constexpr const char* kTokenPath = "/oauth/v2/token";
inline constexpr const char* kOrganizations = "/api/v1/organizations";

// A fixed access token; nothing can be renewed.
inline auth::Config TokenConfig() {
  auth::Config config;
  config.access_token = "1000.fixed-s3cr3t";
  config.org_id = "777";
  config.api_base = "https://desk.test";
  config.accounts_base = "https://accounts.test";
  config.retries = 0;
  return config;
}

// A refresh token, no cache file.
inline auth::Config RefreshConfig() {
  auth::Config config = TokenConfig();
  config.access_token.clear();
  config.client_id = "1000.client";
  config.client_secret = "client-s3cr3t";
  config.refresh_token = "1000.refresh-s3cr3t";
  return config;
}

inline Answer Token(const std::string& token) {
  return Json(R"({"access_token":")" + token + R"(","expires_in":3600,"token_type":"Bearer"})");
}

class SessionFixture : public testing::Test {
 protected:
  void SetUp() override { ClearRequestLog(); }
  void TearDown() override { ClearRequestLog(); }

  // Starts a session anew; without a call, tests get one on TokenConfig().
  void Use(auth::Config config) {
    session_ = std::make_shared<Session>(std::move(config), transport_);
  }
  std::shared_ptr<Session> session() {
    if (!session_)
      Use(TokenConfig());
    return session_;
  }

  Result<ApiAnswer> Get(ApiCall call = {.table = "zoho_desk_things", .path = "/api/v1/things"}) {
    return session()->Get(std::move(call), budget_, cancelled_);
  }

  FakeTransport transport_;
  RequestBudget budget_;
  CancelCheck cancelled_;

 private:
  std::shared_ptr<Session> session_;
};

}  // namespace zoho_desk::client
