// script/console as a newcomer runs it.
//
// The script lies in a tree of its own with the programs of this build and a script/setup that does
// nothing: the real one would build the project while its tests run.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>

#include "tests/extension/loadable.h"
#include "tests/paths.h"

namespace zoho_desk::testing {
namespace {

namespace fs = std::filesystem;

class Console : public ::testing::Test {
 protected:
  void SetUp() override {
    fs::create_directories(root_ / "script");
    fs::create_directories(root_ / "build");
    fs::copy_file(ZOHO_DESK_SOURCE_DIR "/script/console", root_ / "script/console");
    std::ofstream(root_ / "script/setup") << "#!/bin/sh\n";
    fs::permissions(root_ / "script/setup", fs::perms::owner_all);
    for (const char* name : {"zoho_desk.so", "zoho-desk-sandbox"})
      fs::create_symlink(fs::path(ZOHO_DESK_BINARY_DIR) / name, root_ / "build" / name);
  }

  // A home without a profile, so that the console falls back to the sandbox.
  std::map<std::string, std::string> environment() const {
    auto variables = NoCredentials(home_);
    variables["TMPDIR"] = home_.path();
    return variables;
  }

  TemporaryDirectory tree_;
  TemporaryDirectory home_;
  const fs::path root_ = tree_.path();
};

constexpr const char* kFiveTickets =
    "SELECT ticketNumber, subject, status FROM zoho_desk_tickets LIMIT 5";

TEST_F(Console, PrintsTheRowsOfAQueryAndLeavesNothingBehind) {
  ChildProcess console({root_ / "script/console", "--mode", "json", "--sandbox", kFiveTickets},
                       environment());
  const CommandResult result = console.Wait();
  ASSERT_EQ(result.exit_code, 0) << result.Text();
  const Json rows = Json::parse(result.out);
  ASSERT_EQ(rows.size(), 5U);
  for (const Json& row : rows) {
    EXPECT_EQ(row.size(), 3U);
    EXPECT_GT(row.at("ticketNumber").get<int>(), 0);
  }
  EXPECT_THAT(console.Leftovers(), ::testing::IsEmpty());
  EXPECT_TRUE(fs::is_empty(home_.path()));
}

TEST_F(Console, FallsBackToTheSandboxWithoutCredentials) {
  const CommandResult result = RunCommand({root_ / "script/console", kFiveTickets}, environment());
  ASSERT_EQ(result.exit_code, 0) << result.Text();
  EXPECT_THAT(result.out, ::testing::HasSubstr("ticketNumber"));
  // The box around the header and five rows.
  EXPECT_EQ(std::count(result.out.begin(), result.out.end(), '\n'), 9) << result.out;
}

TEST_F(Console, PrefersTheUsersCredentials) {
  Desk& desk = Desk::Shared();
  desk.TakeRequests();
  const CommandResult result =
      RunCommand({root_ / "script/console", "--mode", "json", kFiveTickets});
  ASSERT_EQ(result.exit_code, 0) << result.Text();
  EXPECT_EQ(Json::parse(result.out).size(), 5U);
  EXPECT_EQ(desk.TakeRequests().size(), 1U);
}

TEST_F(Console, FailsWithTheQuerysError) {
  ChildProcess console({root_ / "script/console", "--sandbox", "SELECT nonsense FROM nowhere"},
                       environment());
  const CommandResult result = console.Wait();
  EXPECT_NE(result.exit_code, 0);
  EXPECT_THAT(result.err, ::testing::HasSubstr("no such table: nowhere"));
  EXPECT_THAT(console.Leftovers(), ::testing::IsEmpty());
}

}  // namespace
}  // namespace zoho_desk::testing
