// build/zoho_desk.so in programs with other versions of SQLite, those that script/sqlite-versions
// has built. Each runs generated queries, and those that fall into SQLite's traps, over the
// extension and over plain tables.

#include "tests/hosts/hosts.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>
#include <sstream>

#include "tests/extension/sqlite_trap_queries.h"
#include "tests/paths.h"
#include "tests/support/process.h"
#include "tests/support/query_check.h"
#include "tests/support/query_desk.h"
#include "tests/support/query_generator.h"

namespace zoho_desk::testing {
namespace {

constexpr const char* kModule = ZOHO_DESK_BINARY_DIR "/zoho_desk.so";
constexpr uint64_t kFirstSeed = 1001;  // not those of differential_test.cpp
constexpr uint64_t kSeeds = 24;
constexpr int kQueriesPerSeed = 25;

class Hosts : public ::testing::TestWithParam<Host> {
 protected:
  // The answers to `statements` by this SQLite; `kind` says over what.
  static std::vector<Answer> Ask(const char* kind, const std::string& path,
                                 const std::vector<std::string>& statements) {
    return AskHost(GetParam(), kind, path, statements);
  }

  TemporaryDirectory directory_;
};

using OldHosts = Hosts;

class TakenHosts : public Hosts {
 protected:
  // The answers to the queries over the extension are those over plain tables, both by this SQLite.
  void ExpectLikePlainTables(const Json& dump, const std::vector<GeneratedQuery>& queries) const;
};

TEST_P(OldHosts, AreRefusedClearly) {
  const Desk desk;
  const std::filesystem::path queries = directory_.path() / "queries";
  std::ofstream(queries) << "SELECT 1\x1e";
  const CommandResult result = RunCommand({GetParam().runner, "--module", kModule, queries});
  EXPECT_EQ(result.exit_code, 1) << result.Text();
  EXPECT_THAT(result.err, ::testing::HasSubstr("zoho_desk needs SQLite 3.31 or newer; this is " +
                                               GetParam().version));
}

TEST_P(TakenHosts, AreTheVersionsTheyClaim) {
  EXPECT_EQ(RunCommand({GetParam().runner, "--version"}).out, GetParam().version + "\n");
  const Desk desk;
  const std::vector<Answer> answers =
      Ask("--module", kModule, {"SELECT sqlite_version(), zoho_desk_debug()"});
  ASSERT_EQ(answers[0].end, "ok");
  ASSERT_EQ(answers[0].rows.size(), 1U);
  EXPECT_EQ(answers[0].rows[0][0], "'" + GetParam().version + "'");
  EXPECT_THAT(answers[0].rows[0][1], ::testing::HasSubstr("SQLite " + GetParam().version));
}

// The generated queries that this SQLite understands.
std::vector<GeneratedQuery> QueriesFor(const Host& host, const Json& dump) {
  const QueryData data(dump);
  std::vector<GeneratedQuery> queries;
  for (uint64_t seed = kFirstSeed; seed < kFirstSeed + kSeeds; ++seed) {
    QueryGenerator generator(data, seed);
    for (int i = 0; i < kQueriesPerSeed; ++i) {
      GeneratedQuery query = generator.Next();
      if (query.oldest_sqlite <= host.number)
        queries.push_back(std::move(query));
    }
  }
  return queries;
}

std::vector<GeneratedQuery> TrapsFor(const Host& host) {
  std::vector<GeneratedQuery> queries;
  for (TrapQuery& trap : TrapQueries()) {
    if (trap.query.oldest_sqlite <= host.number)
      queries.push_back(std::move(trap.query));
  }
  return queries;
}

void TakenHosts::ExpectLikePlainTables(const Json& dump,
                                       const std::vector<GeneratedQuery>& queries) const {
  const std::filesystem::path file = directory_.path() / "plain.db";
  const Database plain = Database::Plain();
  CreatePlainTables(plain, dump);
  plain.Run("VACUUM INTO '" + file.string() + "'");

  std::vector<std::string> statements;
  std::vector<std::string> unlimited;
  for (const GeneratedQuery& query : queries) {
    statements.push_back(query.sql);
    unlimited.push_back(query.rows_of.empty() ? "SELECT 1" : query.rows_of);
  }
  const std::vector<Answer> expected = Ask("--database", file, statements);
  const std::vector<Answer> all = Ask("--database", file, unlimited);
  const std::vector<Answer> actual = Ask("--module", kModule, statements);
  for (size_t i = 0; i < queries.size(); ++i) {
    ASSERT_EQ(expected[i].end, "ok") << "not a valid query: " << statements[i];
    ASSERT_EQ(all[i].end, "ok") << "not a valid query: " << unlimited[i];
    const std::string difference =
        actual[i].end != "ok"
            ? actual[i].end
            : Difference(queries[i], actual[i].rows, expected[i].rows, all[i].rows);
    EXPECT_EQ(difference, "") << "SQLite " << GetParam().version << ", query " << i << "\n"
                              << statements[i];
  }
}

TEST_P(TakenHosts, AnswerGeneratedQueriesLikePlainTables) {
  const QueryDesk desk;
  const Json& dump = desk.desk.dump();
  ExpectLikePlainTables(dump, QueriesFor(GetParam(), dump));
}

TEST_P(TakenHosts, AnswerTrapQueriesLikePlainTables) {
  const QueryDesk desk;
  ExpectLikePlainTables(desk.desk.dump(), TrapsFor(GetParam()));
}

// Plain tables have no parameters: the SQLite that this program links is the measure.
TEST_P(TakenHosts, TakeParametersLikeThisSqlite) {
  const QueryDesk desk;
  const std::vector<std::string> statements = {
      "SELECT id, searchText FROM zoho_desk_departments('*a*') ORDER BY id",
      "SELECT DISTINCT id FROM zoho_desk_departments WHERE searchText IN ('*a*', '*b*') ORDER BY "
      "id",
      "SELECT count(*), sum(isLightAgent = 1) FROM zoho_desk_agents WHERE isLightAgent = 1",
      "SELECT t.id FROM zoho_desk_tickets AS t, zoho_desk_views AS v WHERE t.viewId = v.id AND "
      "v.module = 'tickets' AND v.isCustomView = 0 ORDER BY t.id LIMIT 5",
      "SELECT id FROM zoho_desk_departments WHERE searchText LIKE 'a%'",
      "SELECT id FROM zoho_desk_departments WHERE +searchText = 'a'",
      "SELECT id FROM zoho_desk_agents WHERE isLightAgent = 'maybe'",
  };
  const Database here = Database::WithExtension();
  const std::vector<Answer> answers = Ask("--module", kModule, statements);
  for (size_t i = 0; i < statements.size(); ++i) {
    const QueryResult expected = here.Query(statements[i]);
    EXPECT_EQ(answers[i].rows, ToTextRows(expected.rows)) << statements[i];
    EXPECT_EQ(answers[i].end, expected.ok() ? "ok" : "error: " + expected.error) << statements[i];
  }
}

// Before 3.38 SQLite does not tell a list from a value that comes from another table, and asks for
// each value by itself.
TEST_P(TakenHosts, MeanTheSameByAParameterThatIsGivenTwice) {
  const QueryDesk desk;
  std::vector<std::string> views;
  for (const Json& view : desk.desk.records("views")) {
    if (view.at("_fanout") == "tickets" && views.size() < 2)
      views.push_back("'" + view.at("id").get<std::string>() + "'");
  }
  ASSERT_EQ(views.size(), 2U);
  const std::string select = "SELECT id FROM zoho_desk_tickets WHERE ";
  const std::string a = "viewId = " + views[0];
  const std::string b = "viewId = " + views[1];
  const std::string list = "viewId IN (" + views[0] + ", " + views[1] + ")";
  const std::vector<Answer> answers =
      Ask("--module", kModule,
          {select + a, select + b, select + a + " AND " + b + " ORDER BY id",
           "SELECT id FROM zoho_desk_tickets(" + views[0] + ") WHERE " + b,
           select + list + " AND " + b + " ORDER BY id", select + b + " ORDER BY id",
           select + a + " OR " + b, select + list});
  for (const Answer& answer : answers)
    EXPECT_EQ(answer.end, "ok");
  EXPECT_EQ(answers[2].rows, TextRows());
  EXPECT_EQ(answers[3].rows, TextRows());
  EXPECT_EQ(answers[4].rows, answers[5].rows);
  std::multiset<std::vector<std::string>> either(answers[0].rows.begin(), answers[0].rows.end());
  for (const auto& row : answers[1].rows) {
    if (!either.contains(row))
      either.insert(row);
  }
  for (const size_t both : {size_t{6}, size_t{7}}) {
    std::multiset<std::vector<std::string>> rows(answers[both].rows.begin(),
                                                 answers[both].rows.end());
    if (GetParam().number < 3038000) {
      const std::set<std::vector<std::string>> once(rows.begin(), rows.end());
      rows = {once.begin(), once.end()};
    }
    EXPECT_EQ(rows, either) << "statement " << both;
  }
}

// The same portal under two names: every id is there twice.
TEST_P(TakenHosts, ReadSeveralProfilesLikeThisSqlite) {
  QueryDesk desk;
  sandbox::Server& server = desk.desk.server();
  const Json profile{{"client_id", server.credentials().client_id},
                     {"client_secret", server.credentials().client_secret},
                     {"refresh_token", server.credentials().refresh_token},
                     {"org_id", server.org_id()},
                     {"api_base", server.base_url()},
                     {"accounts_base", server.base_url()}};
  const std::filesystem::path directory =
      std::filesystem::path(desk.desk.environment().at("XDG_CONFIG_HOME")) / "zoho_desk";
  std::filesystem::create_directories(directory);
  std::ofstream(directory / "config.json")
      << Json{{"profiles", {{"a", profile}, {"b", profile}}}}.dump();
  std::filesystem::permissions(directory / "config.json", std::filesystem::perms::owner_read |
                                                              std::filesystem::perms::owner_write);
  const std::vector<std::string> statements = {
      "SELECT count(*), count(DISTINCT id) FROM zoho_desk_tickets WHERE _profile IN ('a', 'b')",
      "SELECT DISTINCT id FROM zoho_desk_tickets WHERE _profile IN ('a', 'b') ORDER BY id",
      "SELECT _profile, id FROM zoho_desk_tickets WHERE (_profile = 'a' AND status = 'Open') OR "
      "(_profile = 'b' AND status = 'Open') ORDER BY id, _profile",
      "SELECT _profile, id FROM zoho_desk_tickets WHERE _profile IN ('a', 'b') AND "
      "(status = 'Open' OR channel = 'Phone') ORDER BY id, _profile",
      "SELECT t._profile, t.id, c.id FROM zoho_desk_tickets t JOIN zoho_desk_contacts c ON "
      "c.id = t.contactId AND c._profile = t._profile WHERE t._profile IN ('b', 'a') "
      "ORDER BY t.id, t._profile LIMIT 9",
      "SELECT createdTime FROM zoho_desk_tickets WHERE _profile IN ('a', 'b') "
      "ORDER BY createdTime DESC LIMIT 7 OFFSET 2",
      "SELECT id FROM zoho_desk_tickets WHERE status = 'Open' OR channel = 'Phone' ORDER BY id",
      "SELECT id FROM zoho_desk_tickets WHERE lower(_profile) = 'a'",
      "SELECT id FROM zoho_desk_tickets WHERE _profile <> 'a'",
      "SELECT id FROM zoho_desk_tickets WHERE _profile = 'c'",
      "SELECT id FROM zoho_desk_tickets WHERE tag = 'x' AND _profile = 'a'",
  };
  const Database here = Database::WithExtension();
  const std::vector<Answer> answers = Ask("--module", kModule, statements);
  const auto tickets = std::to_string(desk.desk.records("tickets").size());
  EXPECT_EQ(answers[0].rows,
            (TextRows{{std::to_string(2 * desk.desk.records("tickets").size()), tickets}}));
  for (size_t i = 0; i < statements.size(); ++i) {
    const QueryResult expected = here.Query(statements[i]);
    EXPECT_EQ(answers[i].rows, ToTextRows(expected.rows)) << statements[i];
    EXPECT_EQ(answers[i].end, expected.ok() ? "ok" : "error: " + expected.error) << statements[i];
  }
}

INSTANTIATE_TEST_SUITE_P(Sqlite, OldHosts,
                         ::testing::ValuesIn(HostsWhere(
                             ZOHO_DESK_RUNNERS, [](int number) { return number < kOldestSqlite; })),
                         NameOfTest);
INSTANTIATE_TEST_SUITE_P(Sqlite, TakenHosts,
                         ::testing::ValuesIn(HostsWhere(ZOHO_DESK_RUNNERS,
                                                        [](int number) {
                                                          return number >= kOldestSqlite;
                                                        })),
                         NameOfTest);
GTEST_ALLOW_UNINSTANTIATED_PARAMETERIZED_TEST(OldHosts);
GTEST_ALLOW_UNINSTANTIATED_PARAMETERIZED_TEST(TakenHosts);

}  // namespace
}  // namespace zoho_desk::testing
