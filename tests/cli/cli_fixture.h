#pragma once

// A sandbox, an empty home, and the program run in it.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <set>

#include "sandbox/server.h"
#include "tests/cli/driver.h"
#include "tests/sandbox/client.h"
#include "tests/support/desk.h"

namespace zoho_desk::testing {

namespace fs = std::filesystem;
using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

inline std::string ReadFile(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

class CliTest : public ::testing::Test {
 protected:
  explicit CliTest(const sandbox::Options& options = {}) : server_(options) {
    EXPECT_TRUE(server_.Start());
    fs::create_directory(home() / "bin");
  }

  const fs::path& home() const { return home_.path(); }
  fs::path config_file() const { return home() / ".config/zoho_desk/config.json"; }
  fs::path cache() const { return home() / ".cache/zoho_desk"; }
  sandbox::Server& server() { return server_; }
  std::string id() const { return server_.credentials().client_id; }
  std::string secret() const { return server_.credentials().client_secret; }

  // Leads to the sandbox, and has no credentials. `bin` in the home comes first in PATH.
  Variables Environment(const Variables& changes = {}) const {
    Variables variables{{"HOME", home().string()},
                        {"PATH", (home() / "bin").string() + ":" + std::getenv("PATH")},
                        {"ZOHO_DESK_API_BASE", server_.base_url()},
                        {"ZOHO_DESK_ACCOUNTS_BASE", server_.base_url()},
                        {"ZOHO_DESK_RETRIES", "0"}};
    for (const auto& [name, value] : changes)
      variables[name] = value;
    return variables;
  }

  CommandResult Run(const Words& arguments, const std::string& input = {},
                    const Variables& changes = {}) {
    return Recorded(RunZohoDesk(arguments, Environment(changes), input));
  }
  CommandResult Recorded(CommandResult result) {
    shown_ += result.Text();
    return result;
  }

  // What a script pipes into a login.
  std::string Answers(const std::string& code) const {
    return id() + "\n" + secret() + "\n" + code + "\n";
  }

  // A login that works, by a self client's code.
  void LogIn(const Words& more = {}) {
    Words arguments{"login"};
    arguments.insert(arguments.end(), more.begin(), more.end());
    const CommandResult result = Run(arguments, Answers(server_.IssueCode()));
    ASSERT_EQ(result.exit_code, 0) << result.Text();
  }

  void WriteConfig(const std::string& text,
                   fs::perms mode = fs::perms::owner_read | fs::perms::owner_write) const {
    fs::create_directories(config_file().parent_path());
    std::ofstream(config_file()) << text;
    fs::permissions(config_file(), mode);
  }
  Json Config() const { return Json::parse(ReadFile(config_file()), nullptr, false); }
  Json Profile(const std::string& name = "default") const {
    const Json config = Config();
    return config.is_object() ? config["profiles"].value(name, Json()) : Json();
  }
  // The one access token in the cache.
  std::string CachedToken() const {
    for (const auto& file : fs::directory_iterator(cache())) {
      if (file.path().extension() == ".json")
        return Json::parse(ReadFile(file.path())).value("access_token", "");
    }
    return {};
  }

  // Files under the home that hold this text, relative to it.
  std::set<std::string> FilesWith(const std::string& text) const {
    std::set<std::string> files;
    for (const auto& entry : fs::recursive_directory_iterator(home())) {
      if (entry.is_regular_file() && ReadFile(entry.path()).find(text) != std::string::npos)
        files.insert(fs::relative(entry.path(), home()).string());
    }
    return files;
  }

  int64_t Requests(const std::string& route) const {
    int64_t count = 0;
    for (const auto& entry : server_.Log())
      count += entry.route == route ? 1 : 0;
    return count;
  }

  TemporaryDirectory home_;
  sandbox::Server server_;
  std::string shown_;  // by the commands run so far
};

}  // namespace zoho_desk::testing
