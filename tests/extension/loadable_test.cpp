// build/zoho_desk.so as users meet it: in the sqlite3 shell and in Python.

#include "tests/extension/loadable.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>

namespace zoho_desk::testing {
namespace {

using ::testing::AnyOf;
using ::testing::HasSubstr;

constexpr const char* kTicketsSql =
    "SELECT id, ticketNumber, subject, status, createdTime FROM zoho_desk_tickets ORDER BY id";

// The same rows from the data set.
Json ExpectedTickets(const Desk& desk) {
  Json rows = Json::array();
  for (const Json& record : desk.records("tickets")) {
    rows.push_back({{"id", record.at("id")},
                    {"ticketNumber", std::stoll(record.at("ticketNumber").get<std::string>())},
                    {"subject", record.at("subject")},
                    {"status", record.at("status")},
                    {"createdTime", record.at("createdTime")}});
  }
  std::sort(rows.begin(), rows.end(), [](const Json& a, const Json& b) {
    return a["id"].get<std::string>() < b["id"].get<std::string>();
  });
  return rows;
}

void ExpectEveryTicket(const CommandResult& result, const Desk& desk) {
  ASSERT_EQ(result.exit_code, 0) << result.Text();
  const Json rows = Json::parse(result.out);
  const Json expected = ExpectedTickets(desk);
  ASSERT_EQ(rows.size(), expected.size());
  for (size_t i = 0; i < rows.size(); ++i)
    EXPECT_EQ(rows[i], expected[i]);
}

// Runs SQL in Python with the module loaded and prints the rows as JSON objects, or the error.
CommandResult Python(const std::string& sql,
                     const std::map<std::string, std::string>& environment = {}) {
  constexpr const char* kProgram = R"(
import json, sqlite3, sys
db = sqlite3.connect(":memory:")
db.enable_load_extension(True)
db.load_extension(sys.argv[1])
db.enable_load_extension(False)
db.row_factory = sqlite3.Row
try:
    print(json.dumps([dict(row) for row in db.execute(sys.argv[2])]))
except sqlite3.DatabaseError as error:
    print(type(error).__name__, error)
    sys.exit(3)
)";
  return RunCommand({"/usr/bin/python3", "-c", kProgram, ModulePath(), sql}, environment);
}

class Loadable : public ::testing::Test {
 protected:
  void SetUp() override { desk_.TakeRequests(); }
  std::string FirstId() const { return desk_.records("tickets").at(0).at("id").get<std::string>(); }

  Desk& desk_ = Desk::Shared();
  TemporaryDirectory directory_;
};

TEST_F(Loadable, GivesTheShellEveryTicket) {
  ExpectEveryTicket(Shell({kTicketsSql}), desk_);
}

TEST_F(Loadable, GivesPythonEveryTicket) {
  ExpectEveryTicket(Python(kTicketsSql), desk_);
}

TEST_F(Loadable, LoadsUnderAnyFileName) {
  for (const char* name : {"zoho_desk.so", "libzoho_desk.so", "desk-2.1.so", "x"}) {
    const std::filesystem::path copy = directory_.path() / name;
    std::filesystem::copy_file(ModulePath(), copy);
    const CommandResult result =
        RunCommand(ShellCommand({"SELECT count(*) > 0 AS n FROM zoho_desk_tables"}, copy));
    ASSERT_EQ(result.exit_code, 0) << name << ": " << result.Text();
    EXPECT_EQ(Json::parse(result.out), Json::parse(R"([{"n":1}])")) << name;
  }
}

TEST_F(Loadable, MayBeLoadedTwice) {
  const std::string load = ".load '" + ModulePath() + "'";
  const std::string lookup = "SELECT id FROM zoho_desk_tickets WHERE id = '" + FirstId() + "'";
  const CommandResult result = Shell({lookup, load, lookup});
  ASSERT_EQ(result.exit_code, 0) << result.Text();
  const std::string row = "[{\"id\":\"" + FirstId() + "\"}]\n";
  EXPECT_EQ(result.out, row + row);
}

TEST_F(Loadable, KeepsItsSettingsWhenLoadedAgain) {
  const std::string load = "SELECT load_extension('" + ModulePath() + "')";
  const CommandResult result =
      Shell({"SELECT zoho_desk_set('timeout', 7)", ".load '" + ModulePath() + "'", load,
             "SELECT count(*) AS n FROM (SELECT id, load_extension('" + ModulePath() +
                 "') FROM zoho_desk_tickets LIMIT 150)",
             "SELECT value FROM zoho_desk_settings WHERE name = 'timeout'"});
  ASSERT_EQ(result.exit_code, 0) << result.Text();
  EXPECT_THAT(result.out, HasSubstr(R"([{"n":150}])"));
  EXPECT_THAT(result.out, HasSubstr(R"([{"value":"7"}])"));
}

TEST_F(Loadable, LoadsThroughTheSqlFunction) {
  const CommandResult result = RunCommand(
      {"sqlite3", "-batch", "-bail", ":memory:", "SELECT load_extension('" + ModulePath() + "');",
       "SELECT zoho_desk_version()"});
  ASSERT_EQ(result.exit_code, 0) << result.Text();
  EXPECT_EQ(result.out, "\n" ZOHO_DESK_VERSION "\n");
}

TEST_F(Loadable, TellsPythonWhichSettingsAreMissing) {
  const CommandResult result =
      Python("SELECT id FROM zoho_desk_tickets", NoCredentials(directory_));
  EXPECT_EQ(result.exit_code, 3) << result.Text();
  EXPECT_THAT(result.out, AnyOf(HasSubstr("DatabaseError"), HasSubstr("OperationalError")));
  for (const char* name :
       {"ZOHO_DESK_CLIENT_ID", "ZOHO_DESK_CLIENT_SECRET", "ZOHO_DESK_REFRESH_TOKEN"})
    EXPECT_THAT(result.out, HasSubstr(name));
  EXPECT_TRUE(desk_.TakeRequests().empty());
}

TEST_F(Loadable, ExplainsItselfWithoutCredentials) {
  const CommandResult result = Shell({"PRAGMA table_xinfo('zoho_desk_tickets')",
                                      "EXPLAIN QUERY PLAN SELECT * FROM zoho_desk_tickets"},
                                     NoCredentials(directory_));
  EXPECT_EQ(result.exit_code, 0) << result.Text();
  EXPECT_THAT(result.out, HasSubstr("\"ticketNumber\""));
  EXPECT_THAT(result.out, HasSubstr("zoho_desk_tickets VIRTUAL TABLE INDEX"));
  EXPECT_TRUE(desk_.TakeRequests().empty());
}

TEST_F(Loadable, CannotBeMadeATableOfADatabase) {
  const CommandResult result =
      Shell({"CREATE VIRTUAL TABLE t USING zoho_desk_tickets", "SELECT 1"});
  EXPECT_NE(result.exit_code, 0);
  EXPECT_THAT(result.err, HasSubstr("no such module: zoho_desk_tickets"));
}

TEST_F(Loadable, IsRefusedInViewsOfADatabaseFile) {
  // A file from somebody else must not spend the reader's API credits.
  const std::string file = directory_.path() / "views.db";
  const CommandResult made = RunCommand(
      ShellCommand({"CREATE VIEW v AS SELECT id FROM zoho_desk_tickets"}, ModulePath(), file));
  ASSERT_EQ(made.exit_code, 0) << made.Text();
  const CommandResult used = RunCommand(ShellCommand({"SELECT * FROM v"}, ModulePath(), file));
  EXPECT_NE(used.exit_code, 0);
  EXPECT_THAT(used.err, HasSubstr("unsafe use of virtual table \"zoho_desk_tickets\""));
  EXPECT_TRUE(desk_.TakeRequests().empty());
}

TEST_F(Loadable, LooksUpKeysThroughTemporaryViews) {
  const CommandResult result =
      Shell({"CREATE TEMP VIEW v AS SELECT id, subject FROM zoho_desk_tickets",
             "SELECT id FROM v WHERE id = '" + FirstId() + "'"});
  ASSERT_EQ(result.exit_code, 0) << result.Text();
  EXPECT_EQ(result.out, "[{\"id\":\"" + FirstId() + "\"}]\n");
  EXPECT_EQ(desk_.TakeRequests(), std::vector<std::string>{"/api/v1/tickets/" + FirstId()});
}

TEST_F(Loadable, SharesOneTokenAmongProcesses) {
  const std::map<std::string, std::string> cache{{"XDG_CACHE_HOME", directory_.path()}};
  const auto command = ShellCommand({"SELECT count(*) AS n FROM zoho_desk_tickets"});
  ChildProcess first(command, cache);
  ChildProcess second(command, cache);
  const std::string expected =
      "[{\"n\":" + std::to_string(desk_.records("tickets").size()) + "}]\n";
  EXPECT_EQ(first.Wait().out, expected);
  EXPECT_EQ(second.Wait().out, expected);
  const auto log = desk_.server().Log();
  EXPECT_EQ(std::count_if(log.begin(), log.end(),
                          [](const auto& entry) { return entry.route == "token"; }),
            1);
}

}  // namespace
}  // namespace zoho_desk::testing
