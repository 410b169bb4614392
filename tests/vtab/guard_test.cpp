// The border to SQLite: every way to fail becomes a code and a message.

#include "vtab/guard.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <new>
#include <stdexcept>
#include <string>

#include "common/safe_text.h"

namespace zoho_desk::vtab {
namespace {

class GuardTest : public testing::Test {
 protected:
  void TearDown() override { sqlite3_free(slot_); }
  std::string message() const { return slot_ == nullptr ? "" : slot_; }

  char* slot_ = nullptr;
};

TEST_F(GuardTest, PassesSuccessWithoutAMessage) {
  EXPECT_EQ(Guard(&slot_, [] { return Ok(); }), SQLITE_OK);
  EXPECT_EQ(slot_, nullptr);
}

TEST_F(GuardTest, GivesErrorsTheirCodeAndMessage) {
  struct Case {
    Code code;
    int expected;
  };
  for (const Case& c :
       {Case{Code::kAuth, SQLITE_AUTH}, Case{Code::kCancelled, SQLITE_INTERRUPT},
        Case{Code::kNotFound, SQLITE_ERROR}, Case{Code::kRateLimited, SQLITE_ERROR},
        Case{Code::kInvalidArgument, SQLITE_ERROR}, Case{Code::kNetwork, SQLITE_ERROR},
        Case{Code::kTimeout, SQLITE_ERROR}, Case{Code::kServer, SQLITE_ERROR},
        Case{Code::kBadResponse, SQLITE_ERROR}, Case{Code::kInternal, SQLITE_ERROR}}) {
    const std::string text = "zoho_desk_tickets: cause " + std::to_string(static_cast<int>(c.code));
    EXPECT_EQ(Guard(&slot_, [&]() -> Status { return Error{c.code, text}; }), c.expected) << text;
    EXPECT_EQ(message(), text);
  }
}

TEST_F(GuardTest, StopsExceptions) {
  EXPECT_EQ(Guard(&slot_, []() -> Status { throw std::runtime_error("lost"); }), SQLITE_ERROR);
  EXPECT_EQ(message(), "zoho_desk: internal error: lost");
  EXPECT_EQ(Guard(&slot_, []() -> Status { throw 7; }), SQLITE_ERROR);
  EXPECT_EQ(message(), "zoho_desk: internal error");
  EXPECT_EQ(Guard(&slot_, []() -> Status { throw std::bad_alloc(); }), SQLITE_NOMEM);
}

TEST_F(GuardTest, TakesMessagesForTextNotForFormats) {
  SetMessage(&slot_, "100%s of %d %n");
  EXPECT_EQ(message(), "100%s of %d %n");
}

// The last place before SQLite, whichever layer forgot.
TEST_F(GuardTest, LetsNoSecretAndNoControlCharacterPass) {
  RememberSecret("s3cret-of-the-guard");
  SetMessage(&slot_, "a s3cret-of-the-guard\r\n\x1b[31mb \xff \xc3\xa4");
  EXPECT_EQ(message(), "a ***   [31mb ? \xc3\xa4");
}

TEST_F(GuardTest, FreesTheMessageBefore) {
  const sqlite3_int64 before = sqlite3_memory_used();
  for (int i = 0; i < 100; ++i)
    SetMessage(&slot_, std::string(10'000, 'x'));
  EXPECT_LT(sqlite3_memory_used() - before, 100'000);
}

}  // namespace
}  // namespace zoho_desk::vtab
