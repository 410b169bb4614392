// Two organisations in one query: the hidden column _profile.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/extension/two_portals.h"

namespace zoho_desk::testing {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;

using Variables = std::map<std::string, std::string>;

class Profiles : public TwoPortals {};

// Else the tests below would see no mixture.
TEST_F(Profiles, HaveEqualIdsInTheseTests) {
  const std::string shared = Oracle()
                                 .Query(
                                     "SELECT count(*) FROM acme_tickets a JOIN globex_tickets g "
                                     "ON g.id = a.id AND g.status <> a.status")
                                 .Text();
  EXPECT_GT(std::stoi(shared), 20) << shared;
}

TEST_F(Profiles, ArePickedPerTable) {
  for (const char* profile : {"acme", "globex"}) {
    const std::string where = std::string(" WHERE _profile = '") + profile + "'";
    ExpectRight("SELECT id, subject, status FROM zoho_desk_tickets" + where);
    ExpectRight("SELECT id, accountName, _profile FROM zoho_desk_accounts" + where);
    ExpectRight("SELECT count(*) FROM zoho_desk_contacts" + where);
    ExpectRight("SELECT id, name FROM zoho_desk_departments" + where + " ORDER BY name, id");
    ExpectRight("SELECT code FROM zoho_desk_channels" + where);
    ExpectRight("SELECT module, id, name FROM zoho_desk_views" + where);
  }
}

TEST_F(Profiles, OfAListAreAskedOneByOne) {
  for (const char* columns : {"_profile, id, status", "id", "count(*)", "DISTINCT id",
                              "DISTINCT status", "count(DISTINCT id)", "min(createdTime)"}) {
    ExpectRight(std::string("SELECT ") + columns +
                " FROM zoho_desk_tickets WHERE _profile IN ('acme', 'globex')");
  }
  ExpectRight(
      "SELECT _profile, id FROM zoho_desk_tickets WHERE _profile = 'globex' OR "
      "_profile = 'acme'");
  ExpectRight(
      "SELECT _profile, status, count(*) FROM zoho_desk_tickets "
      "WHERE _profile IN ('acme', 'globex') GROUP BY _profile, status");
  ExpectRight(
      "WITH names(n) AS (VALUES ('acme'), ('globex'), ('acme')) SELECT id FROM "
      "zoho_desk_tickets WHERE _profile IN (SELECT n FROM names)");
}

TEST_F(Profiles, AreMergedInOrder) {
  const std::string both = " FROM zoho_desk_tickets WHERE _profile IN ('acme', 'globex') ";
  ExpectRight("SELECT createdTime, _profile, id" + both +
              "ORDER BY createdTime DESC, _profile, id LIMIT 9");
  ExpectRight("SELECT createdTime" + both + "ORDER BY createdTime DESC LIMIT 9");
  ExpectRight("SELECT createdTime" + both + "ORDER BY createdTime LIMIT 5 OFFSET 5");
  ExpectRight("SELECT max(createdTime)" + both);
  ExpectRight(
      "SELECT createdTime FROM zoho_desk_tickets WHERE _profile = 'globex' "
      "ORDER BY createdTime DESC LIMIT 4");
}

TEST_F(Profiles, AreFilteredEachByItself) {
  ExpectRight(
      "SELECT _profile, id FROM zoho_desk_tickets WHERE _profile IN ('acme', 'globex') AND "
      "status = 'Open'");
  // Each part of the OR is a scan of its own, and SQLite drops rows whose key it has had.
  ExpectRight(
      "SELECT _profile, id, status FROM zoho_desk_tickets WHERE (_profile = 'acme' AND "
      "channel = 'Email') OR (_profile = 'globex' AND channel = 'Email')");
  ExpectRight(
      "SELECT _profile, id FROM zoho_desk_tickets WHERE (_profile = 'acme' AND "
      "subject LIKE '%a%') OR _profile = 'globex'");
  ExpectRight(
      "SELECT _profile, id FROM zoho_desk_tickets WHERE _profile IN ('acme', 'globex') AND "
      "(status = 'Open' OR channel = 'Phone')");
  ExpectRight(
      "SELECT _profile, id, status FROM zoho_desk_tickets WHERE _profile IN ('acme', "
      "'globex') AND id IN (SELECT id FROM zoho_desk_tickets WHERE _profile = 'globex' AND "
      "status = 'Open')");
  ExpectRight(
      "SELECT id FROM zoho_desk_tickets WHERE _profile = 'acme' UNION ALL "
      "SELECT id FROM zoho_desk_tickets WHERE _profile = 'globex'");
  ExpectRight(
      "SELECT id FROM zoho_desk_tickets WHERE _profile = 'acme' EXCEPT "
      "SELECT id FROM zoho_desk_tickets WHERE _profile = 'globex'");
}

TEST_F(Profiles, AreJoined) {
  ExpectRight(
      "SELECT a.id, b.id, a.accountName FROM zoho_desk_accounts a JOIN zoho_desk_accounts b "
      "ON b.accountName = a.accountName WHERE a._profile = 'acme' AND "
      "b._profile = 'globex'");
  // The same ids in both: lookups must not answer from the other's.
  ExpectRight(
      "SELECT a.id, a.status, g.status FROM zoho_desk_tickets a JOIN zoho_desk_tickets g "
      "ON g.id = a.id WHERE a._profile = 'acme' AND g._profile = 'globex'");
  ExpectRight(
      "SELECT a.id, a.status, g.status FROM zoho_desk_tickets a LEFT JOIN "
      "zoho_desk_tickets g ON g.id = a.id AND g._profile = 'globex' "
      "WHERE a._profile = 'acme'");
  ExpectRight(
      "SELECT t._profile, t.id, c.lastName FROM zoho_desk_tickets t JOIN "
      "zoho_desk_contacts c ON c._profile = t._profile AND c.id = t.contactId "
      "WHERE t._profile IN ('globex', 'acme')");
  ExpectRight(
      "SELECT t._profile, t.id, c.lastName FROM zoho_desk_tickets t LEFT JOIN "
      "zoho_desk_contacts c ON c._profile = t._profile AND c.id = t.contactId "
      "WHERE t._profile IN ('globex', 'acme')");
  ExpectRight(
      "SELECT n.p, d.id, d.name FROM (SELECT 'acme' p UNION ALL SELECT 'globex' UNION ALL "
      "SELECT 'acme') n JOIN zoho_desk_departments d ON d._profile = n.p");
  ExpectRight(
      "SELECT id FROM zoho_desk_tickets a WHERE _profile = 'acme' AND NOT EXISTS "
      "(SELECT 1 FROM zoho_desk_tickets g WHERE g._profile = 'globex' AND g.id = a.id)");
}

// Alternating profiles and equal ids: a cursor's memory of records, its replay of a scan, and what
// joins fetch together.
TEST_F(Profiles, AreRememberedApart) {
  const QueryResult shared = Oracle().Query(
      "SELECT a.id FROM acme_tickets a JOIN globex_tickets g USING (id) "
      "WHERE g.status <> a.status LIMIT 6");
  ASSERT_THAT(shared.rows, SizeIs(6));
  std::string wanted;
  for (int round = 0; round < 2; ++round) {
    for (const SqlRow& row : shared.rows) {
      for (const char* profile : {"acme", "globex"})
        wanted += (wanted.empty() ? "('" : ", ('") + std::string(profile) + "', " +
                  ToString(row[0]) + ")";
    }
  }
  Query("CREATE TEMP TABLE wanted(p, i)");
  Query("INSERT INTO wanted VALUES " + wanted);
  Oracle().Run(
      "DROP TABLE IF EXISTS wanted; DROP TABLE IF EXISTS names; CREATE TEMP TABLE wanted(p, i); "
      "INSERT INTO wanted VALUES " +
      wanted);
  acme_.TakeRequests();
  globex_.TakeRequests();
  ExpectRight(
      "SELECT p, i, status FROM wanted CROSS JOIN zoho_desk_tickets t ON t._profile = p AND "
      "t.id = i");
  EXPECT_THAT(acme_.TakeRequests(), SizeIs(6)) << "each record once";
  EXPECT_THAT(globex_.TakeRequests(), SizeIs(6));
  ExpectRight("SELECT p, i, d.id FROM wanted CROSS JOIN zoho_desk_departments d ON d._profile = p");
}

TEST_F(Profiles, FetchTogetherForThemselvesAlone) {
  acme_.TakeRequests();
  globex_.TakeRequests();
  ExpectRight(
      "SELECT t._profile, t.id, c.lastName, c.email FROM zoho_desk_tickets t JOIN "
      "zoho_desk_contacts c ON c._profile = t._profile AND c.id = t.contactId "
      "WHERE t._profile IN ('acme', 'globex')");
  // Dozens of contacts each, by searches for many.
  EXPECT_LT(acme_.TakeRequests().size(), 20U);
  EXPECT_LT(globex_.TakeRequests().size(), 20U);
  ExpectRight(
      "SELECT t.id, c.lastName, c.email FROM zoho_desk_tickets t JOIN zoho_desk_contacts c "
      "ON c._profile = t._profile AND c.id = t.contactId WHERE t._profile = 'globex'");
  EXPECT_THAT(acme_.TakeRequests(), IsEmpty());
}

// Outer and inner table of different profiles whose ids are equal: which keys will follow is told
// by the outer one, their records come from the inner one.
TEST_F(Profiles, FetchTogetherWhatAnotherProfileNames) {
  ExpectRight(
      "SELECT t.id, c.lastName FROM zoho_desk_tickets t JOIN zoho_desk_contacts c ON "
      "c.id = t.contactId WHERE t._profile = 'acme' AND c._profile = 'globex'");
  ExpectRight(
      "SELECT t.id, c.lastName, g.lastName FROM zoho_desk_tickets t JOIN "
      "zoho_desk_contacts c ON c.id = t.contactId AND c._profile = 'acme' LEFT JOIN "
      "zoho_desk_contacts g ON g.id = t.contactId AND g._profile = 'globex' "
      "WHERE t._profile = 'acme'");
}

TEST_F(Profiles, AreCachedApart) {
  const ScopedEnvironment cached(Variables{{"ZOHO_DESK_CACHE_TTL", "600"}});
  for (int round = 0; round < 2; ++round) {
    for (const char* profile : {"acme", "globex"})
      ExpectRight(std::string("SELECT id, status FROM zoho_desk_tickets WHERE _profile = '") +
                  profile + "'");
    EXPECT_EQ(acme_.TakeRequests().empty(), round == 1);
    EXPECT_EQ(globex_.TakeRequests().empty(), round == 1);
  }
}

TEST_F(Profiles, AreInTheQueryPlan) {
  const auto plan = [this](const std::string& sql) {
    return Query("EXPLAIN QUERY PLAN " + sql).Text();
  };
  EXPECT_THAT(plan("SELECT id FROM zoho_desk_tickets WHERE _profile = 'acme'"),
              HasSubstr("list _profile=? all-rows "));
  EXPECT_THAT(plan("SELECT id FROM zoho_desk_tickets WHERE _profile IN ('acme', 'b')"),
              HasSubstr("list _profile=? "));
  EXPECT_THAT(plan("SELECT id FROM zoho_desk_tickets WHERE id = '7' AND _profile = 'acme'"),
              HasSubstr("get _profile=? id=? "));
  EXPECT_THAT(plan("SELECT id FROM zoho_desk_tickets"), Not(HasSubstr("_profile")));
  EXPECT_THAT(acme_.TakeRequests(), IsEmpty());
}

TEST_F(Profiles, AreNamedInTheLogOfRequests) {
  Query("SELECT id FROM zoho_desk_departments WHERE _profile IN ('acme', 'globex')");
  const QueryResult log = Query(
      "SELECT profile, count(*) FROM (SELECT profile FROM zoho_desk_requests WHERE table_name = "
      "'zoho_desk_departments' ORDER BY id DESC LIMIT 4) GROUP BY 1");
  EXPECT_EQ(log.Text(), "'acme'|2\n'globex'|2\n");
}

// Errors.

TEST_F(Profiles, ThatDoNotExistAreAnErrorThatListsThoseThatDo) {
  for (const char* name : {"initech", "Acme", ""}) {
    const QueryResult result =
        Query(std::string("SELECT id FROM zoho_desk_tickets WHERE _profile = '") + name + "'");
    EXPECT_EQ(result.code, SQLITE_ERROR);
    EXPECT_THAT(result.error, AllOf(HasSubstr(std::string("no profile '") + name + "'"),
                                    HasSubstr("(it has acme, globex)"), HasSubstr("login")));
  }
  EXPECT_FALSE(Query("SELECT id FROM zoho_desk_tickets WHERE _profile IN ('acme', 'x')").ok());
  EXPECT_THAT(Query("SELECT id FROM zoho_desk_tickets WHERE _profile = x'41'").error,
              HasSubstr("_profile takes the name of a profile"));
}

TEST_F(Profiles, OfNullAreNoRows) {
  const QueryResult result = Query("SELECT id FROM zoho_desk_tickets WHERE _profile = NULL");
  EXPECT_TRUE(result.ok());
  EXPECT_THAT(result.rows, IsEmpty());
}

TEST_F(Profiles, AreNamedInTheErrorsOfTheirPortal) {
  globex_.server().Inject({.match = "/api/v1/tickets",
                           .times = -1,
                           .status = 403,
                           .body = R"({"errorCode":"FORBIDDEN","message":"No."})"});
  ExpectRight("SELECT id FROM zoho_desk_tickets WHERE _profile = 'acme'");
  for (const char* sql :
       {"SELECT id FROM zoho_desk_tickets WHERE _profile IN ('acme', 'globex')",
        "SELECT id FROM zoho_desk_tickets WHERE _profile = 'globex'",
        "SELECT id FROM zoho_desk_tickets WHERE _profile = 'globex' AND id = '7'"}) {
    const QueryResult result = Query(sql);
    EXPECT_EQ(result.code, SQLITE_AUTH);
    EXPECT_THAT(result.error, HasSubstr("zoho_desk_tickets of profile 'globex': Zoho Desk answered "
                                        "HTTP 403"));
  }
}

TEST_F(Profiles, WithoutCredentialsSayWhichLoginToMake) {
  Json half = Profile(globex_);
  half.erase("refresh_token");
  WriteProfiles({{"acme", Profile(acme_)}, {"globex", half}});
  const QueryResult result = Query("SELECT id FROM zoho_desk_tickets WHERE _profile = 'globex'");
  EXPECT_EQ(result.code, SQLITE_AUTH);
  EXPECT_THAT(result.error, AllOf(HasSubstr("'globex'"), HasSubstr("ZOHO_DESK_REFRESH_TOKEN"),
                                  Not(HasSubstr("ZOHO_DESK_CLIENT")),
                                  HasSubstr("zoho-desk login --profile globex")));
}

// SQLite compares these where no table can see it; read as one scan of one profile they would be
// silently short.
TEST_F(Profiles, ThatSqliteKeepsToItselfAreAnErrorNotAShortResult) {
  Query("SELECT zoho_desk_set('profile', 'acme')");
  Query("CREATE TEMP TABLE names AS SELECT 'globex' AS p");
  for (const char* sql :
       {"SELECT id FROM zoho_desk_tickets WHERE lower(_profile) = 'globex'",
        "SELECT id FROM zoho_desk_tickets WHERE _profile || '' = 'globex'",
        "SELECT id FROM zoho_desk_tickets WHERE NOT (_profile = 'acme')",
        "SELECT id FROM zoho_desk_tickets WHERE _profile IS 'globex'",
        "SELECT id FROM zoho_desk_tickets WHERE _profile <> 'acme'",
        "SELECT id FROM zoho_desk_tickets WHERE _profile LIKE 'glob%'",
        "SELECT id FROM zoho_desk_tickets WHERE _profile > 'acme'",
        "SELECT id FROM zoho_desk_tickets t CROSS JOIN names ON t._profile = p",
        "WITH t AS MATERIALIZED (SELECT _profile AS p, id FROM zoho_desk_tickets) "
        "SELECT id FROM t WHERE p = 'globex'",
        "SELECT _profile, id FROM zoho_desk_tickets"}) {
    const QueryResult result = Query(sql);
    EXPECT_FALSE(result.ok()) << sql;
    EXPECT_THAT(result.rows, IsEmpty()) << sql;
    EXPECT_THAT(result.error, HasSubstr("_profile")) << sql;
  }
  const QueryResult result = Query("SELECT _profile FROM zoho_desk_tickets");
  EXPECT_THAT(result.error, HasSubstr("_profile = 'acme'")) << "the one in use";
}

TEST_F(Profiles, AreTakenFromALocalTableInEitherOrder) {
  Query("CREATE TEMP TABLE names AS SELECT 'globex' AS p UNION ALL SELECT 'acme'");
  Oracle().Run(
      "DROP TABLE IF EXISTS wanted; DROP TABLE IF EXISTS names; CREATE TEMP TABLE names AS SELECT "
      "'globex' AS p UNION ALL SELECT 'acme'");
  ExpectRight("SELECT id, p FROM zoho_desk_accounts a JOIN names ON a._profile = p");
  ExpectRight("SELECT id, p FROM names LEFT JOIN zoho_desk_accounts a ON a._profile = p");
}

// The connection's own profile.

TEST_F(Profiles, AreSetForTheConnectionAlone) {
  const Database other = Database::WithExtension();
  const std::string count = "SELECT count(*) FROM zoho_desk_tickets";
  EXPECT_EQ(Query("SELECT zoho_desk_set('profile', 'globex')").Text(), "'globex'\n");
  EXPECT_EQ(other.Query("SELECT zoho_desk_set('profile', 'acme')").Text(), "'acme'\n");
  EXPECT_EQ(Query(count).Text(), Oracle().Query("SELECT count(*) FROM globex_tickets").Text());
  EXPECT_EQ(other.Query(count).Text(), Oracle().Query("SELECT count(*) FROM acme_tickets").Text());
  EXPECT_EQ(Query("SELECT zoho_desk_count('tickets')").Text(), Query(count).Text());
  EXPECT_EQ(other.Query("SELECT zoho_desk_count('tickets')").Text(), other.Query(count).Text());
  ExpectRight("SELECT id FROM zoho_desk_tickets WHERE _profile = 'acme'");
  Query("SELECT zoho_desk_set('profile', NULL)");
  EXPECT_EQ(Query(count).code, SQLITE_AUTH) << "nothing is left that leads to a portal";
}

// The environment's login is that of the environment's profile, never a part of another one.
TEST_F(Profiles, TakeNothingFromTheEnvironmentsLogin) {
  WriteProfiles({{"globex", Profile(globex_)}});
  const ScopedEnvironment login(acme_.environment());
  const ScopedEnvironment files(
      Variables{{"XDG_CONFIG_HOME", globex_.environment().at("XDG_CONFIG_HOME")}});
  EXPECT_EQ(Query("SELECT count(*) FROM zoho_desk_tickets").Text(),
            Oracle().Query("SELECT count(*) FROM acme_tickets").Text());
  ExpectRight("SELECT id, status FROM zoho_desk_tickets WHERE _profile = 'globex'");
  EXPECT_EQ(Query("SELECT count(*) FROM zoho_desk_tickets WHERE _profile = 'default'").Text(),
            Oracle().Query("SELECT count(*) FROM acme_tickets").Text());
  Query("SELECT zoho_desk_set('profile', 'globex')");
  EXPECT_EQ(Query("SELECT count(*) FROM zoho_desk_tickets").Text(),
            Oracle().Query("SELECT count(*) FROM globex_tickets").Text());
}

TEST_F(Profiles, AreReadWithoutBeingNamedWhereThereIsButOne) {
  WriteProfiles({{"acme", Profile(acme_)}});
  const ScopedEnvironment picked(Variables{{"ZOHO_DESK_PROFILE", "acme"}});
  EXPECT_EQ(Query("SELECT DISTINCT _profile FROM zoho_desk_tickets").Text(), "'acme'\n");
}

TEST_F(Profiles, AreCountedEachByItselfInPlans) {
  const auto counted = [&](const std::string& where) {
    return Query(
               "SELECT rows FROM zoho_desk_plan('SELECT subject, modifiedTime FROM "
               "zoho_desk_tickets" +
               where + "', 'count')")
        .Text();
  };
  Query("SELECT zoho_desk_set('profile', 'globex')");
  for (const std::string profile : {"acme", "globex"}) {
    EXPECT_EQ(counted(" WHERE _profile = ''" + profile + "''"),
              Oracle().Query("SELECT count(*) FROM " + profile + "_tickets").Text());
  }
  EXPECT_THAT(acme_.TakeRequests(), SizeIs(1));
  EXPECT_THAT(globex_.TakeRequests(), SizeIs(1));
  EXPECT_EQ(counted(""), Oracle().Query("SELECT count(*) FROM globex_tickets").Text());
  EXPECT_THAT(acme_.TakeRequests(), IsEmpty());
}

TEST_F(Profiles, LeaveArgumentsOfTablesWhatTheyAre) {
  const QueryResult view = Query(
      "SELECT id FROM zoho_desk_views WHERE _profile = 'acme' AND module = 'tickets' LIMIT 1");
  ASSERT_TRUE(view.ok()) << view.error;
  ASSERT_THAT(view.rows, SizeIs(1));
  const std::string id = ToString(view.rows[0][0]);
  acme_.TakeRequests();
  const QueryResult result =
      Query("SELECT count(*) FROM zoho_desk_tickets(" + id + ") WHERE _profile = 'acme'");
  EXPECT_TRUE(result.ok()) << result.error;
  ASSERT_FALSE(acme_.server().Log().empty());
  EXPECT_THAT(acme_.TakeRequests().front(), HasSubstr("viewId=" + id.substr(1, id.size() - 2)));
}

}  // namespace
}  // namespace zoho_desk::testing
