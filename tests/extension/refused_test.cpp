// Portals that forbid a part of what a query reads: a contact, a module, the search. What the user
// may see comes whole; what he may not is an error that names it, or is left out on request.

#include <gmock/gmock.h>

#include "tests/extension/own_desk.h"

namespace zoho_desk::testing {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;

sandbox::Fault Forbid(const std::string& path, const std::string& code,
                      const std::string& query = "", int status = 403) {
  return {.match = path,
          .query = query,
          .times = -1,
          .status = status,
          .body = R"({"errorCode":")" + code + R"(","message":"Said by Zoho."})"};
}

class Refused : public OwnDesk {
 protected:
  Refused() : OwnDesk(Small()) {}

  static sandbox::Options Small() {
    sandbox::Options options;
    options.SetRows("tickets", 120);
    options.SetRows("contacts", 300);
    return options;
  }

  int64_t Asked(const std::string& path) {
    const auto log = server().Log();
    return std::count_if(log.begin(), log.end(),
                         [&](const auto& entry) { return entry.path == path; });
  }

  // A contact that some tickets have, and how many do.
  std::pair<std::string, size_t> SharedContact() const {
    std::map<std::string, size_t> counts;
    for (const Json& ticket : desk_.records("tickets")) {
      if (ticket.at("contactId").is_string())
        ++counts[ticket.at("contactId").get<std::string>()];
    }
    return *std::max_element(counts.begin(), counts.end(),
                             [](const auto& a, const auto& b) { return a.second < b.second; });
  }

  size_t TicketsWithoutContact() const {
    const Json& tickets = desk_.records("tickets");
    return static_cast<size_t>(
        std::count_if(tickets.begin(), tickets.end(),
                      [](const Json& ticket) { return !ticket.at("contactId").is_string(); }));
  }

  static constexpr const char* kJoin =
      "SELECT t.id, c.id FROM zoho_desk_tickets t LEFT JOIN zoho_desk_contacts c "
      "ON c.id = t.contactId";
};

// Neither search nor list: contacts are got one by one.
TEST_F(Refused, ContactEndsAJoinWithItsNameOrIsLeftOut) {
  const auto [contact, tickets] = SharedContact();
  server().Inject(Forbid("/contacts/search", "SCOPE_MISMATCH"));
  server().Inject(Forbid("/contacts", "SCOPE_MISMATCH", "from="));
  server().Inject(Forbid("/contacts/" + contact, "FORBIDDEN"));
  const QueryResult result = Query(kJoin);
  EXPECT_EQ(result.code, SQLITE_AUTH);
  EXPECT_THAT(result.error,
              AllOf(HasSubstr("id = '" + contact + "'"), HasSubstr("ZOHO_DESK_SKIP_REFUSED=1")));
  const QueryResult rest = QueryWith({{"ZOHO_DESK_SKIP_REFUSED", "1"}}, kJoin);
  ExpectEveryTicket(rest);
  size_t without = 0;
  for (const SqlRow& row : rest.rows)
    without += std::holds_alternative<std::monostate>(row[1]) ? 1U : 0U;
  EXPECT_EQ(without, tickets + TicketsWithoutContact());
  const QueryResult marks = Query(
      "SELECT count(*) FROM zoho_desk_requests WHERE error LIKE 'left out%FORBIDDEN%' AND path "
      "LIKE '%" +
      contact + "%'");
  EXPECT_EQ(std::get<int64_t>(marks.rows.at(0).at(0)), 1);
}

// The list shows the call, and only its record has the description.
TEST_F(Refused, RecordEndsAScanWithItsNameOrItsRowIsLeftOut) {
  const std::string call = desk_.records("calls").at(0).at("id").get<std::string>();
  const std::map<std::string, std::string> queries = {
      {"scan", "SELECT id, description FROM zoho_desk_calls"},
      {"filter", "SELECT id FROM zoho_desk_calls WHERE description IS NULL OR description <> ''"},
      {"join",
       "SELECT k.id, p.name FROM zoho_desk_calls k LEFT JOIN zoho_desk_departments p "
       "ON p.id = k.departmentId WHERE k.description IS NULL OR length(k.description) >= 0"},
      {"aggregate", "SELECT id FROM zoho_desk_calls GROUP BY id HAVING count(description) >= 0"}};
  std::map<std::string, std::vector<SqlRow>> without;
  for (const auto& [name, sql] : queries) {
    const QueryResult all = Query(sql);
    ASSERT_TRUE(all.ok()) << all.error;
    for (const SqlRow& row : all.rows) {
      if (row.at(0) != SqlValue(call))
        without[name].push_back(row);
    }
    EXPECT_EQ(without[name].size() + 1, all.rows.size()) << name;
  }
  server().Inject(Forbid("/calls/" + call, "FORBIDDEN"));
  for (const auto& [name, sql] : queries) {
    const QueryResult refused = Query(sql);
    EXPECT_EQ(refused.code, SQLITE_AUTH) << name;
    EXPECT_THAT(refused.error, HasSubstr("id = '" + call + "'")) << name;
    const QueryResult rest = QueryWith({{"ZOHO_DESK_SKIP_REFUSED", "1"}}, sql);
    EXPECT_TRUE(rest.ok()) << rest.error;
    EXPECT_EQ(rest.rows, without[name]) << name;
  }
  const QueryResult marks = Query(
      "SELECT count(*) FROM zoho_desk_requests WHERE error LIKE 'left out%FORBIDDEN%' AND path "
      "LIKE '%" +
      call + "%'");
  EXPECT_EQ(std::get<int64_t>(marks.rows.at(0).at(0)), static_cast<int64_t>(queries.size()));
}

TEST_F(Refused, ModuleEndsAScanWithItsNameOrIsLeftOut) {
  constexpr const char* kSql = "SELECT DISTINCT module FROM zoho_desk_views";
  const size_t all = Query(kSql).rows.size();
  server().Inject(Forbid("/views", "LICENSE_ACCESS_LIMITED", "module=contracts"));
  const QueryResult result = Query(kSql);
  EXPECT_EQ(result.code, SQLITE_AUTH);
  EXPECT_THAT(result.error, AllOf(HasSubstr("only module = 'contracts' was asked for"),
                                  HasSubstr("ZOHO_DESK_SKIP_REFUSED=1")));
  const QueryResult rest = QueryWith({{"ZOHO_DESK_SKIP_REFUSED", "1"}}, kSql);
  EXPECT_TRUE(rest.ok()) << rest.error;
  EXPECT_EQ(rest.rows.size(), all - 1);
}

TEST_F(Refused, WholeTableIsAnErrorWhateverTheSetting) {
  server().Inject(Forbid("/api/v1/tickets", "FORBIDDEN"));
  const QueryResult result =
      QueryWith({{"ZOHO_DESK_SKIP_REFUSED", "1"}}, "SELECT id FROM zoho_desk_tickets");
  EXPECT_EQ(result.code, SQLITE_AUTH);
  EXPECT_TRUE(result.rows.empty());
}

TEST_F(Refused, DepartmentThatIsGoneSinceItWasListedHasNoRows) {
  const std::string gone = desk_.records("departments").at(0).at("id").get<std::string>();
  const QueryResult before =
      Query("SELECT id FROM zoho_desk_skills WHERE departmentId <> '" + gone + "'");
  server().Inject(Forbid("/skills", "URL_NOT_FOUND", "departmentId=" + gone, 404));
  const QueryResult after = Query("SELECT id FROM zoho_desk_skills");
  EXPECT_TRUE(after.ok()) << after.error;
  EXPECT_EQ(after.rows.size(), before.rows.size());
}

// Every reason for which a search may be forbidden while the list is not.
TEST_F(Refused, SearchGivesWayToTheListOnceForAllLookups) {
  const std::string sql =
      "SELECT a.id, b.id FROM zoho_desk_contacts a CROSS JOIN zoho_desk_contacts b "
      "ON b.email = a.email WHERE a.email IS NOT NULL";
  const QueryResult expected = Query(sql);
  ASSERT_TRUE(expected.ok()) << expected.error;
  int timeout = 100;
  for (const auto& [code, status] :
       {std::pair("SCOPE_MISMATCH", 403), std::pair("FORBIDDEN", 403),
        std::pair("LICENSE_ACCESS_LIMITED", 403), std::pair("URL_NOT_FOUND", 404)}) {
    SCOPED_TRACE(code);
    server().ClearFaults();
    server().ResetLog();
    server().Inject(Forbid("/contacts/search", code, "", status));
    // Settings of its own make a session of its own.
    const QueryResult result = QueryWith({{"ZOHO_DESK_TIMEOUT", std::to_string(++timeout)}}, sql);
    ASSERT_TRUE(result.ok()) << result.error;
    EXPECT_EQ(result.rows.size(), expected.rows.size());
    // By a lookup, and for the number of rows of the list that feeds the join.
    EXPECT_LE(Asked("/api/v1/contacts/search"), 2);
    EXPECT_LE(Asked("/api/v1/contacts"), 10);
  }
}

// In the words of a live server, without a code.
TEST_F(Refused, RightThatIsMissingCostsOneTokenHoweverOftenItIsMissed) {
  server().Inject({.match = "/api/v1/contracts",
                   .times = -1,
                   .status = 403,
                   .body = R"({"errorMessage":"Insufficient previlleges to perform this"})"});
  for (int i = 0; i < 12; ++i) {
    const QueryResult result =
        QueryWith({{"ZOHO_DESK_TIMEOUT", std::to_string(60 + i)}},  // a process of its own, nearly
                  "SELECT id FROM zoho_desk_contracts");
    EXPECT_EQ(result.code, SQLITE_AUTH);
    EXPECT_THAT(result.error, HasSubstr("Insufficient previlleges"));
  }
  EXPECT_EQ(TokenCalls(), 2);
  ExpectEveryTicket(Query("SELECT id FROM zoho_desk_tickets"));
}

}  // namespace
}  // namespace zoho_desk::testing
