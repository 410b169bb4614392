#include "client/connection.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace zoho_desk::client {
namespace {

// No profile file; the credentials are never sent.
class ConnectionTest : public testing::Test {
 protected:
  ConnectionTest() {
    for (const auto& [name, value] : kVariables) {
      if (const char* old = std::getenv(name.c_str()))
        old_[name] = old;
      setenv(name.c_str(), value.c_str(), 1);
    }
  }
  ~ConnectionTest() override {
    for (const auto& [name, value] : kVariables) {
      if (const auto old = old_.find(name); old != old_.end())
        setenv(name.c_str(), old->second.c_str(), 1);
      else
        unsetenv(name.c_str());
    }
  }

  static std::shared_ptr<Session> SessionOf(const Connection& connection) {
    auto session = connection.SessionFor(std::nullopt);
    EXPECT_TRUE(session.ok()) << session.error().message;
    return session.ok() ? *session : nullptr;
  }

 private:
  inline static const std::map<std::string, std::string> kVariables{
      {"ZOHO_DESK_ACCESS_TOKEN", "s3cret-of-connection-test"},
      {"XDG_CONFIG_HOME", "/dev/null"},
      {"ZOHO_DESK_PROFILE", ""},
      {"ZOHO_DESK_TIMEOUT", ""}};
  std::map<std::string, std::string> old_;
};

TEST_F(ConnectionTest, SharesASessionWithEqualSettings) {
  Connection one;
  Connection two;
  EXPECT_EQ(SessionOf(one), SessionOf(two));
  ASSERT_TRUE(one.Set("timeout", "7").ok());
  EXPECT_NE(SessionOf(one), SessionOf(two));
  EXPECT_EQ(SessionOf(one)->config().timeout_ms, 7000);
  ASSERT_TRUE(two.Set("timeout", "7").ok());
  EXPECT_EQ(SessionOf(one), SessionOf(two));
}

TEST_F(ConnectionTest, NumbersProfilesByName) {
  Connection connection;
  EXPECT_EQ(connection.NumberOf("acme"), 1);
  EXPECT_EQ(connection.NumberOf("globex"), 2);
  EXPECT_EQ(connection.NumberOf("acme"), 1);
}

// A program may set anything in a loop; what it uses stays.
TEST_F(ConnectionTest, KeepsFewSessionsThatNobodyUses) {
  Connection connection;
  const std::shared_ptr<Session> used = SessionOf(connection);
  std::vector<std::weak_ptr<Session>> idle;
  for (int retries = 0; retries <= 10; ++retries) {
    for (int timeout = 1; timeout <= 5; ++timeout) {
      ASSERT_TRUE(connection.Set("retries", std::to_string(retries)).ok());
      ASSERT_TRUE(connection.Set("timeout", std::to_string(timeout)).ok());
      idle.push_back(SessionOf(connection));
    }
  }
  const auto alive = static_cast<size_t>(std::count_if(
      idle.begin(), idle.end(), [](const auto& session) { return !session.expired(); }));
  EXPECT_LE(alive, kMostIdleSessions + 1);
  EXPECT_GE(alive, kMostIdleSessions / 2);
  EXPECT_FALSE(idle.back().expired()) << "the newest stays";
  ASSERT_TRUE(connection.Set("retries", std::nullopt).ok());
  ASSERT_TRUE(connection.Set("timeout", std::nullopt).ok());
  EXPECT_EQ(SessionOf(connection), used);
}

}  // namespace
}  // namespace zoho_desk::client
