// What each query asks Zoho Desk for, request by request: routes, parameters, page sizes, credits.
// The sandbox refuses any parameter the API does not document, so every request here is also a
// legal one. A list that has fewer rows than were asked for is asked once more for what follows.

#include <gtest/gtest.h>

#include <algorithm>

#include "tests/extension/pushdown_cases.h"
#include "tests/support/sqlite_version.h"

namespace zoho_desk::testing {
namespace {

std::vector<Case> RouteCases() {
  const std::string ticket = Id("tickets", 3);
  const std::string other = Id("tickets", 9);
  const std::string contact = Id("contacts", 5);
  return {
      {"GetById",
       "SELECT subject FROM zoho_desk_tickets WHERE id = '" + ticket + "'",
       {"/api/v1/tickets/" + ticket},
       1},
      {"GetByNumber",
       "SELECT subject FROM zoho_desk_tickets WHERE id = " + ticket,
       {"/api/v1/tickets/" + ticket},
       1},
      {"GetFewById",
       "SELECT subject FROM zoho_desk_tickets WHERE id IN ('" + ticket + "', '" + other + "')",
       {"/api/v1/tickets/" + ticket, "/api/v1/tickets/" + other},
       2},
      {"GetOneOfAListOnce",
       "SELECT subject FROM zoho_desk_tickets WHERE id IN ('" + ticket + "', " + ticket + ", NULL)",
       {"/api/v1/tickets/" + ticket},
       1},
      {"SearchManyById",
       "SELECT subject FROM zoho_desk_tickets WHERE id IN ('" + ticket + "', '" + other + "', '" +
           Id("tickets", 20) + "', '" + Id("tickets", 30) + "')",
       {Page("tickets/search",
             "id=" + ticket + "," + other + "," + Id("tickets", 20) + "," + Id("tickets", 30), 4)},
       3},
      {"GetWithInclude",
       "SELECT owner FROM zoho_desk_contacts WHERE id = '" + contact + "'",
       {"/api/v1/contacts/" + contact + "?include=owner"},
       1},
      {"GetByCode",
       "SELECT name FROM zoho_desk_channels WHERE code = 'EMAIL'",
       {"/api/v1/channels/EMAIL"},
       1},
      {"NullKey", "SELECT subject FROM zoho_desk_tickets WHERE id = NULL", {}, 0},
      {"ImpossibleKey", "SELECT subject FROM zoho_desk_tickets WHERE id = 'x'", {}, 0},
      {"ImpossibleNumber",
       "SELECT subject FROM zoho_desk_tickets WHERE ticketNumber = '#233'",
       {},
       0},
      {"ImpossibleNumbers",
       "SELECT subject FROM zoho_desk_tickets WHERE ticketNumber IN ('#233', 'x', NULL, x'00')",
       {},
       0},
      {"EmptyList", "SELECT subject FROM zoho_desk_tickets WHERE id IN ()", {}, 0},
      {"ListForListColumns",
       "SELECT subject FROM zoho_desk_tickets LIMIT 5",
       {Page("tickets", "", 5)},
       3},
      {"SearchForSearchColumns",
       "SELECT description, cf FROM zoho_desk_tickets LIMIT 5",
       {Page("tickets/search", kAllTimes, 5)},
       3},
      {"SearchForAccountsAddress",
       "SELECT city, country FROM zoho_desk_accounts LIMIT 5",
       {Page("accounts/search", kAllTimes, 5)},
       3},
      {"SearchForContactsModifiedTime",
       "SELECT modifiedTime FROM zoho_desk_contacts LIMIT 5",
       {Page("contacts/search", kAllTimes, 5)},
       3},
      {"SearchForProductsCf",
       "SELECT cf FROM zoho_desk_products LIMIT 5",
       {Page("products/search", kAllTimes, 5)},
       3},
      {"IncludeOnlyWhatIsRead",
       "SELECT contact, team FROM zoho_desk_tickets WHERE source IS 1 LIMIT 1",
       {Walk("tickets", "include=contacts,team"), Walk("tickets", "include=contacts,team", 99),
        Walk("tickets", "include=contacts,team", 198),
        Walk("tickets", "include=contacts,team", 249)},
       12},
  };
}

std::vector<Case> OrderCases() {
  return {
      {"NewestTen",
       "SELECT subject FROM zoho_desk_tickets ORDER BY createdTime DESC LIMIT 10",
       {Page("tickets", "sortBy=-createdTime", 10)},
       3},
      {"OldestTen",
       "SELECT subject FROM zoho_desk_tickets ORDER BY createdTime LIMIT 10",
       {Page("tickets", "sortBy=createdTime", 10)},
       3},
      {"LimitAndOffset",
       "SELECT subject FROM zoho_desk_tickets ORDER BY createdTime LIMIT 10 OFFSET 20",
       {Page("tickets", "sortBy=createdTime", 30)},
       3},
      {"Max",
       "SELECT max(createdTime) FROM zoho_desk_tickets",
       {Page("tickets", "sortBy=-createdTime", CountsKeysAsRead() ? 100 : 1)},
       3},
      {"MinOfSearchColumn",
       "SELECT min(modifiedTime) FROM zoho_desk_tickets",
       {Page("tickets/search", kAllTimes + "&sortBy=modifiedTime", CountsKeysAsRead() ? 100 : 1)},
       3},
      {"FilterAndOrder",
       "SELECT subject FROM zoho_desk_tickets WHERE status = 'Open' ORDER BY createdTime DESC "
       "LIMIT 3",
       {Page("tickets", "status=Open&sortBy=-createdTime", 3)},
       3},
      {"SortedTextIsLeftToSqlite",
       "SELECT subject FROM zoho_desk_contracts JOIN (SELECT 1 AS subject) ORDER BY contractName "
       "LIMIT 1",
       {Page("contracts", "", 100), Page("contracts", "", 100, 30)},
       6},
      {"WalkToABound",
       "SELECT subject FROM zoho_desk_calls WHERE createdTime >= '2026-10-01' ORDER BY createdTime "
       "DESC LIMIT 3",
       {Page("calls", "sortBy=-createdTime", 3)},
       3},
      {"WalkUpToABound",
       "SELECT count(*) FROM zoho_desk_events WHERE createdTime < '2025-12-01'",
       {Page("events", "sortBy=createdTime", 100)},
       3},
      {"ArticlesNewest",
       "SELECT title FROM zoho_desk_articles ORDER BY modifiedTime DESC LIMIT 2",
       {Page("articles", "sortBy=-modifiedTime", 2, 1)},
       3},
      {"RatingsNewest",
       "SELECT rating FROM zoho_desk_customer_feedback ORDER BY ratedTime DESC LIMIT 2",
       {Page("customerHappiness", "department=allDepartment&sortBy=-ratedTime", 2)},
       3},
  };
}

std::vector<Case> JoinCases() {
  const std::string contact = Id("contacts", 5);
  return {
      {"UnusedLeftJoin",
       "SELECT t.subject FROM zoho_desk_tickets AS t LEFT JOIN zoho_desk_contacts AS c ON c.id = "
       "t.contactId LIMIT 2",
       {Walk("tickets", "")},
       3},
      {"SameKeyIsFetchedOnce",
       "SELECT count(c.email) FROM (SELECT 1 UNION ALL SELECT 2 UNION ALL SELECT 3) CROSS JOIN "
       "zoho_desk_contacts AS c WHERE c.id = '" +
           contact + "'",
       {"/api/v1/contacts/" + contact},
       1},
      {"SameScanIsReadOnce",
       "SELECT count(*) FROM (SELECT 1 UNION ALL SELECT 2 UNION ALL SELECT 3) CROSS JOIN "
       "zoho_desk_roles",
       {Page("roles", "", 500), Page("roles", "", 500, 10)},
       6},
  };
}

std::vector<Case> AllCases() {
  std::vector<Case> all;
  for (const auto& part :
       {RouteCases(), TicketCases(), OrderCases(), OtherTableCases(), JoinCases()})
    all.insert(all.end(), part.begin(), part.end());
  return all;
}

TEST(Pushdown, HasAtLeastSixtyCases) {
  EXPECT_GE(AllCases().size(), 60U);
}

TEST(Pushdown, AsksForExactlyWhatTheQueryNeeds) {
  Desk& desk = Desk::Shared();
  for (const Case& test : AllCases()) {
    const Database database = Database::WithExtension();  // each query a statement of its own
    desk.TakeRequests();
    const QueryResult result = database.Query(test.sql);
    EXPECT_TRUE(result.ok()) << test.name << ": " << result.error;
    int64_t credits = 0;
    for (const sandbox::LogEntry& entry : desk.server().Log())
      credits += entry.weight;
    std::vector<std::string> actual = desk.TakeRequests();
    std::vector<std::string> expected = test.requests;
    std::sort(actual.begin(), actual.end());
    std::sort(expected.begin(), expected.end());
    EXPECT_EQ(actual, expected) << test.name << ": " << test.sql << "\n"
                                << database.Query("EXPLAIN QUERY PLAN " + test.sql).Text();
    EXPECT_EQ(credits, test.credits) << test.name;
  }
}

}  // namespace
}  // namespace zoho_desk::testing
