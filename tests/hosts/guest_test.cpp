// What a guest owes its host, in every version of SQLite: it leaves nothing for the host to trip
// over, does nothing while SQLite plans, and serves no statement but the program's own.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/hosts/hosts.h"
#include "tests/paths.h"

namespace zoho_desk::testing {
namespace {

using ::testing::AnyOf;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::ValuesIn;

constexpr const char* kModule = ZOHO_DESK_BINARY_DIR "/zoho_desk.so";

std::vector<Host> Hosts() {
  return EveryHost(ZOHO_DESK_RUNNERS, ZOHO_DESK_BINARY_DIR "/zoho_desk_runner");
}

class Guest : public ::testing::TestWithParam<Host> {
 protected:
  static std::vector<Answer> Ask(const std::vector<std::string>& statements) {
    return AskHost(GetParam(), "--module", kModule, statements);
  }
};
// Its answers take a while, so that queries wait.
class SlowGuest : public Guest {
 protected:
  SlowGuest() : desk_(Slow()) {}

  static sandbox::Options Slow() {
    sandbox::Options options;
    options.settings.latency_ms = 60;
    return options;
  }
  Desk desk_;
};

TEST_P(SlowGuest, SurvivesEveryWayInWhichHostsCleanUp) {
  const CommandResult result =
      RunCommand({GetParam().runner, "--sweeps", kModule, "SELECT id FROM zoho_desk_tickets"});
  ASSERT_EQ(result.exit_code, 0) << result.Text();
  std::istringstream lines(result.out);
  int count = 0;
  for (std::string line; std::getline(lines, line); ++count)
    EXPECT_THAT(line, ::testing::EndsWith(" 0 0")) << "a way, foreign statements, sqlite3_close";
  EXPECT_EQ(count, 20);
}

// Its schema is empty, as in most sessions of a shell.
TEST_P(SlowGuest, ShowsInNoTraceWhileItWaits) {
  for (const char* sql :
       {"SELECT count(*) FROM zoho_desk_tickets", "SELECT zoho_desk_count('tickets')"}) {
    const CommandResult result = RunCommand({GetParam().runner, "--traces", kModule, sql});
    EXPECT_EQ(result.out, std::string(sql) + "\n") << result.Text();
  }
}

class GuestOfADesk : public Guest {
 protected:
  GuestOfADesk() { desk_.TakeRequests(); }
  Desk desk_;
};

// With STAT4 SQLite calls functions while it prepares, to guess what a term will find.
TEST_P(GuestOfADesk, DoesNothingWhileSqlitePlans) {
  std::vector<std::string> statements = {
      "CREATE TABLE t(x INTEGER)",
      "WITH RECURSIVE c(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM c LIMIT 500) "
      "INSERT INTO t SELECT i % 50 FROM c",
      "CREATE INDEX i ON t(x)", "ANALYZE",
      "EXPLAIN SELECT * FROM t WHERE x > zoho_desk_count('tickets')",
      "EXPLAIN QUERY PLAN SELECT * FROM t WHERE x = zoho_desk_set('timeout', '7')",
      "SELECT count(*) FROM zoho_desk_plan("
      "'SELECT * FROM t WHERE x = zoho_desk_set(''timeout'', ''8'')')",
      "SELECT value FROM zoho_desk_settings WHERE name = 'timeout'",
      "SELECT count(*) FROM zoho_desk_requests",
      // What runs has its effects.
      "SELECT count(*) FROM t WHERE x = zoho_desk_set('timeout', '9')",
      "SELECT value FROM zoho_desk_settings WHERE name = 'timeout'"};
  const std::vector<Answer> answers = Ask(statements);
  for (size_t i = 0; i < answers.size(); ++i)
    EXPECT_EQ(answers[i].end, "ok") << statements[i];
  EXPECT_EQ(answers[7].rows, TextRows{{"'60'"}});
  EXPECT_EQ(answers[8].rows, TextRows{{"0"}});
  EXPECT_EQ(answers[9].rows, TextRows{{"10"}});
  EXPECT_EQ(answers[10].rows, TextRows{{"'9'"}});
  EXPECT_THAT(desk_.TakeRequests(), IsEmpty());
}

TEST_P(GuestOfADesk, IsGuardedAgainstTheSchemaAllTheSame) {
  for (const std::string call :
       {"zoho_desk_count('tickets')", "zoho_desk_set('timeout', '7')", "zoho_desk_last_error()"}) {
    const std::vector<Answer> answers =
        Ask({"CREATE TABLE c(x, CHECK(" + call + " IS NOT NULL))", "CREATE TABLE t(x)",
             "CREATE INDEX i ON t(x) WHERE " + call + " > 0", "CREATE VIEW v AS SELECT " + call,
             "SELECT * FROM v", "CREATE TRIGGER g AFTER INSERT ON t BEGIN SELECT " + call + "; END",
             "INSERT INTO t VALUES(1)", "CREATE TABLE d(x DEFAULT (" + call + "))",
             "INSERT INTO d DEFAULT VALUES"});
    const auto refused = AnyOf(HasSubstr("unsafe use of"), HasSubstr("prohibited in"));
    for (const size_t i : {0U, 2U, 4U, 6U})
      EXPECT_THAT(answers[i].end, refused) << call << ", statement " << i;
  }
  EXPECT_THAT(desk_.TakeRequests(), IsEmpty());
}

// An FTS index with content= reads its table by statements of its own, which SQLite takes for the
// user's; from a file, a trigger would copy what they find.
TEST_P(GuestOfADesk, IsNotReadByAnFtsIndex) {
  const std::vector<std::string> indexes = {
      "CREATE VIRTUAL TABLE f USING fts5(subject, content='zoho_desk_tickets', "
      "content_rowid='ticketNumber')",
      "CREATE VIRTUAL TABLE f USING fts4(subject, content='zoho_desk_tickets')",
      "CREATE VIRTUAL TABLE f USING fts5(value, content='zoho_desk_settings')"};
  for (const std::string& index : indexes) {
    const std::string column = index.find("value") != std::string::npos ? "value" : "subject";
    const std::vector<Answer> answers =
        Ask({index, "CREATE TABLE notes(x)", "CREATE TABLE cache(k, v)",
             "CREATE TRIGGER copy AFTER INSERT ON notes BEGIN INSERT INTO cache SELECT rowid, " +
                 column + " FROM f; END",
             "INSERT INTO notes VALUES (1)", "SELECT count(v) FROM cache",
             "SELECT " + column + " FROM f", "INSERT INTO f(f) VALUES ('rebuild')",
             "SELECT value FROM zoho_desk_settings LIMIT 1"});
    EXPECT_THAT(answers[0].end, AnyOf("ok", HasSubstr("no such module"))) << index;
    EXPECT_THAT(answers[4].end, HasSubstr("error")) << index;
    EXPECT_EQ(answers[5].rows, TextRows{{"0"}}) << index;
    EXPECT_THAT(answers[6].end, HasSubstr("error")) << index;
    EXPECT_THAT(answers[6].rows, IsEmpty()) << index;
    EXPECT_THAT(answers[7].end, HasSubstr("error")) << index;
    EXPECT_EQ(answers[8].end, "ok") << "the program itself may";
  }
  EXPECT_THAT(desk_.TakeRequests(), IsEmpty());
}

INSTANTIATE_TEST_SUITE_P(Sqlite, SlowGuest, ValuesIn(Hosts()), NameOfTest);
INSTANTIATE_TEST_SUITE_P(Sqlite, GuestOfADesk, ValuesIn(Hosts()), NameOfTest);

}  // namespace
}  // namespace zoho_desk::testing
