// script/console as a newcomer runs it.
//
// The script lies in a tree of its own with the programs of this build and a script/setup that does
// nothing: the real one would build the project while its tests run.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <csignal>
#include <fstream>

#include "tests/cli/driver.h"
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

TEST_F(Console, RefusesOptionsBehindTheSqlBeforeAnythingRuns) {
  Desk& desk = Desk::Shared();
  desk.TakeRequests();
  for (const char* option : {"--sandbox", "--mode", "-h"}) {
    const CommandResult result = RunCommand({root_ / "script/console", kFiveTickets, option});
    EXPECT_EQ(result.exit_code, 2) << result.Text();
    EXPECT_THAT(result.err, ::testing::HasSubstr(std::string(option) + " stands behind the SQL"));
  }
  EXPECT_THAT(desk.TakeRequests(), ::testing::IsEmpty());
  // What holds a blank is SQL wherever it stands.
  const CommandResult comment = RunCommand(
      {root_ / "script/console", "--sandbox", "--mode", "list", "SELECT 6*7", "--and a comment"},
      environment());
  EXPECT_EQ(comment.out, "6*7\n42\n") << comment.Text();
}

// Whether a process with this word in its command line runs.
bool Runs(const std::string& word) {
  for (const auto& process : fs::directory_iterator("/proc")) {
    std::ifstream file(process.path() / "cmdline", std::ios::binary);
    const std::string line{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
    if (line.find(word) != std::string::npos)
      return true;
  }
  return false;
}

class ConsoleOnATerminal : public Console {
 protected:
  // One that has answered a query.
  void Open(TerminalSession& console) const {
    ASSERT_TRUE(console.Expect("SELECT name, description FROM zoho_desk_tables"));
    ASSERT_TRUE(console.Expect("sqlite> ")) << console.output();
    Ask(console);
  }
  // A query that every prompt must answer.
  static void Ask(TerminalSession& console) {
    console.Enter("SELECT 'rows: ' || count(*) FROM zoho_desk_organizations;");
    ASSERT_TRUE(console.Expect("rows: 1")) << console.output();
    ASSERT_TRUE(console.Expect("sqlite> "));
  }
  std::string sandbox() const { return root_ / "build/zoho-desk-sandbox"; }
};

TEST_F(ConsoleOnATerminal, CtrlCAtThePromptLeavesTheSandboxAlive) {
  TerminalSession console(root_ / "script/console", {"--sandbox"}, environment());
  Open(console);
  console.Send("\x03");
  Ask(console);
  console.Enter(".quit");
  EXPECT_EQ(console.Wait(), 0) << console.output();
  EXPECT_FALSE(Runs(sandbox()));
  EXPECT_TRUE(fs::is_empty(home_.path()));
}

TEST_F(ConsoleOnATerminal, CtrlCInAQueryEndsTheQueryAlone) {
  TerminalSession console(root_ / "script/console", {"--sandbox", "--mode", "list"}, environment());
  Open(console);
  console.Enter(
      "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) "
      "SELECT 'be' || 'gun' UNION ALL SELECT count(*) FROM zoho_desk_organizations, n;");
  ASSERT_TRUE(console.Expect("begun")) << console.output();
  console.Send("\x03");
  EXPECT_TRUE(console.Expect("interrupted")) << console.output();
  EXPECT_TRUE(console.Expect("sqlite> "));
  Ask(console);
  console.Enter(".quit");
  EXPECT_EQ(console.Wait(), 1) << "sqlite3 tells that a statement failed: " << console.output();
}

TEST_F(ConsoleOnATerminal, KilledItTakesTheSandboxAndItsFolderAlong) {
  TerminalSession console(root_ / "script/console", {"--sandbox"}, environment());
  Open(console);
  EXPECT_TRUE(Runs(sandbox()));
  EXPECT_FALSE(fs::is_empty(home_.path()));
  console.Signal(SIGKILL);
  // Ends once the last process that holds the terminal has ended: the sandbox and its keeper too.
  EXPECT_EQ(console.Wait(), 128 + SIGKILL);
  EXPECT_FALSE(Runs(sandbox()));
  EXPECT_TRUE(fs::is_empty(home_.path()));
}

}  // namespace
}  // namespace zoho_desk::testing
