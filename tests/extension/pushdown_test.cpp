// What each query asks Zoho Desk for, request by request: routes, parameters, page sizes, credits.
// The sandbox refuses any parameter the API does not document, so every request here is also a
// legal one. A list that has fewer rows than were asked for is asked once more for what follows.

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "tests/support/desk.h"
#include "tests/support/sqlite_version.h"

namespace zoho_desk::testing {
namespace {

struct Case {
  const char* name;
  std::string sql;
  std::vector<std::string> requests;  // in any order: several may be under way
  int64_t credits;
};

const std::string kAllTimes = "createdTimeRange=1970-01-01T00:00:00.000Z,2099-12-31T23:59:59.000Z";
const std::string kOpenEnd = ",2099-12-31T23:59:59.000Z";
const std::string kOpenStart = "1970-01-01T00:00:00.000Z,";

// Ids that the tables below need, taken from the data set.
std::string Id(const std::string& resource, size_t index) {
  return Desk::Shared().records(resource).at(index).at("id").get<std::string>();
}

// Without another order, what a search can continue is asked for newest first.
bool IsInOrderOfTime(const std::string& path, const std::string& query) {
  static const std::set<std::string> kResources = {
      "accounts", "articles", "calls", "contacts", "events", "products/search", "tasks", "tickets"};
  const std::string name = path.substr(0, path.find('/'));
  const bool has_own = query.find("sortBy=") != std::string::npos ||
                       query.find("viewId=") != std::string::npos || query.rfind("id=", 0) == 0;
  return !has_own && (kResources.contains(name) || kResources.contains(path));
}

std::string Page(const std::string& path, std::string query, int limit, int from = 0) {
  if (IsInOrderOfTime(path, query))
    query += (query.empty() ? "" : "&") + std::string("sortBy=-createdTime");
  return "/api/v1/" + path + "?" + (query.empty() ? "" : query + "&") +
         "from=" + std::to_string(from) + "&limit=" + std::to_string(limit);
}

// A page of a scan that needs several; they overlap by a row.
std::string Walk(const std::string& path, const std::string& query, int from = 0) {
  return Page(path, query, 100, from);
}

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

std::vector<Case> TicketCases() {
  const std::string department = Id("departments", 1);
  const std::string agent = Id("agents", 2);
  const std::string contact = Id("contacts", 5);
  const std::string account = Id("accounts", 5);
  const auto one = [](const std::string& where) {
    return "SELECT subject FROM zoho_desk_tickets WHERE " + where + " LIMIT 5";
  };
  return {
      {"Status", one("status = 'Open'"), {Page("tickets", "status=Open", 5)}, 3},
      {"StatusList",
       one("status IN ('Open', 'Closed')"),
       {Page("tickets", "status=Closed,Open", 5)},
       3},
      {"TwentyStatuses",
       one("status IN ('a','b','c','d','e','f','g','h','i','j','k','l','m','n','o','p','q','r','s',"
           "'Open')"),
       {Page("tickets", "status=Open,a,b,c,d,e,f,g,h,i,j,k,l,m,n,o,p,q,r,s", 5)},
       3},
      // SQLite turns the OR into a list.
      {"StatusOr",
       one("(status = 'Open' OR status = 'Closed')"),
       {LimitComesWithRanges() ? Page("tickets", "status=Closed,Open", 5)
                               : Walk("tickets", "status=Closed,Open")},
       3},
      {"StatusWithComma",
       "SELECT count(*) FROM zoho_desk_tickets WHERE status = 'a,b'",
       {Walk("tickets", ""), Walk("tickets", "", 99), Walk("tickets", "", 198),
        Walk("tickets", "", 249)},
       12},
      {"StatusNull", one("status = NULL"), {}, 0},
      {"Priority", one("priority = 'Low'"), {Page("tickets", "priority=Low", 5)}, 3},
      {"Channel", one("channel = 'Email'"), {Page("tickets", "channel=Email", 5)}, 3},
      {"Department",
       one("departmentId = '" + department + "'"),
       {Page("tickets", "departmentIds=" + department, 5)},
       3},
      {"DepartmentAsNumber",
       one("departmentId = " + department),
       {Page("tickets", "departmentIds=" + department, 5)},
       3},
      {"Assignee",
       one("assigneeId = '" + agent + "'"),
       {Page("tickets", "assignee=" + agent, 5)},
       3},
      {"Unassigned",
       one("assigneeId IS NULL"),
       {LimitComesWithRanges() ? Walk("tickets", "assignee=Unassigned")
                               : Page("tickets", "assignee=Unassigned", 5)},
       3},
      {"SeveralFilters",
       one("status = 'Open' AND priority = 'Low' AND departmentId = " + department),
       {Page("tickets", "departmentIds=" + department + "&status=Open&priority=Low", 5),
        Walk("tickets", "departmentIds=" + department + "&status=Open&priority=Low", 1)},
       6},
      {"Contact",
       one("contactId = '" + contact + "'"),
       {Page("tickets/search", "contactId=" + contact, 5)},
       3},
      {"Account",
       one("accountId = '" + account + "'"),
       {Page("tickets/search", "accountId=" + account, 5)},
       3},
      {"TicketNumber",
       one("ticketNumber = 105"),
       {Page("tickets/search", "ticketNumber=105", 5)},
       3},
      {"TicketNumberText",
       one("ticketNumber = '105'"),
       {Page("tickets/search", "ticketNumber=105", 5)},
       3},
      {"ModifiedSince",
       one("modifiedTime >= '2026-10-01'"),
       {Page("tickets/search", "modifiedTimeRange=2026-09-30T23:59:59.000Z" + kOpenEnd, 5)},
       3},
      {"ModifiedBetween",
       one("modifiedTime BETWEEN '2026-01-01' AND '2026-06-01T12:00:00.000Z'"),
       {Page("tickets/search",
             "modifiedTimeRange=2025-12-31T23:59:59.000Z,2026-06-01T12:00:01.000Z",
             LimitComesWithRanges() ? 5 : 100)},
       3},
      {"ModifiedSinceWithASpace",
       one("modifiedTime > '2026-10-01 10:00:00'"),
       {Page("tickets/search", "modifiedTimeRange=2026-09-30T23:59:59.000Z" + kOpenEnd, 5)},
       3},
      {"ModifiedSinceComputed",
       one("modifiedTime >= strftime('%Y-%m-%dT%H:%M:%SZ', '2026-10-08', '-7 days')"),
       {Page("tickets/search", "modifiedTimeRange=2026-10-01T00:00:00.000Z" + kOpenEnd, 5)},
       3},
      {"TimeBelowTheFirst",
       one("modifiedTime < '1'"),
       {Page("tickets/search", "modifiedTimeRange=" + kOpenStart + "1970-01-01T00:00:00.000Z", 5)},
       3},
      {"TimesThatNoneIsBetween",
       one("modifiedTime > '2026-06-01' AND modifiedTime < '2026-01-01'"),
       {},
       0},
      {"CustomerResponse",
       one("customerResponseTime < '2026-01-01'"),
       {Page("tickets/search",
             "customerResponseTimeRange=" + kOpenStart + "2026-01-01T00:00:00.999Z", 5)},
       3},
      {"ViewParameter", one("viewId = '1' AND 0"), {}, 0},
      {"SearchText", one("searchText = 'kiosk'"), {Page("tickets/search", "_all=kiosk", 5)}, 3},
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

std::vector<Case> OtherTableCases() {
  const std::string department = Id("departments", 1);
  const std::string agent = Id("agents", 2);
  const std::string account = Id("accounts", 5);
  const std::string contact = Id("contacts", 5);
  const auto limit = [](const std::string& table, const std::string& where) {
    return "SELECT 1 FROM " + TableName(table) + " WHERE " + where + " LIMIT 5";
  };
  return {
      {"ContactsEmail",
       limit("contacts", "email = 'nobody@example.com'"),
       {Page("contacts/search", "email=nobody%40example.com", 5)},
       3},
      {"ContactsEmailPrefix",
       "SELECT 1 FROM zoho_desk_contacts WHERE email LIKE 'zzz%' LIMIT 5",
       {Walk("contacts/search", "email=zzz%2A")},
       3},
      {"ContactsShortPrefixIsLeft",
       "SELECT 1 FROM zoho_desk_contacts WHERE email LIKE 'z%' AND 0",
       {},
       0},
      {"AccountsPrefix",
       limit("accounts", "accountName LIKE 'zzz%'"),
       {Walk("accounts/search", "accountName=zzz%2A")},
       3},
      {"AccountsModified",
       limit("accounts", "modifiedTime > '2026-01-01T00:00:00.000Z'"),
       {Page("accounts/search", "modifiedTimeRange=2025-12-31T23:59:59.001Z" + kOpenEnd, 5)},
       3},
      {"ProductsModified",
       limit("products", "modifiedTime > '2026-01-01T00:00:00.000Z'"),
       {Page("products/search", "modifiedTimeRange=2025-12-31T23:59:59.001Z" + kOpenEnd, 5)},
       3},
      {"CallsOwner",
       limit("calls", "ownerId = '" + agent + "'"),
       {Page("calls", "assignee=" + agent, 5)},
       3},
      {"CallsDepartment",
       limit("calls", "departmentId = '" + department + "'"),
       {Page("calls", "departmentIds=" + department, 5)},
       3},
      {"EventsOwners",
       limit("events", "ownerId IN ('" + agent + "')"),
       {Page("events", "assignee=" + agent, 5)},
       3},
      {"TasksOwner",
       limit("tasks", "ownerId = '" + agent + "'"),
       {Page("tasks", "assignee=" + agent, 5)},
       3},
      {"ContractsAccount",
       limit("contracts", "accountId = '" + account + "'"),
       {Page("contracts", "accountId=" + account, 5),
        Page("contracts", "accountId=" + account, 100, 1)},
       6},
      {"RatingGood",
       limit("customer_feedback", "rating = 'GOOD'"),
       {Page("customerHappiness", "department=allDepartment&rating=good", 5)},
       3},
      {"RatingUnknown",
       "SELECT 1 FROM zoho_desk_customer_feedback WHERE rating = 'great' AND 0",
       {},
       0},
      {"RatingOfContact",
       limit("customer_feedback", "contactId = '" + contact + "'"),
       {Page("customerHappiness", "department=allDepartment&contactId=" + contact, 5),
        Page("customerHappiness", "department=allDepartment&contactId=" + contact, 50, 2)},
       6},
      {"RatingRange",
       limit("customer_feedback", "ratedTime >= '2026-01-01T00:00:00.000Z'"),
       {Page("customerHappiness",
             "department=allDepartment&startTime=1767225599000&endTime=4102444799000", 5)},
       3},
      {"ArticlesStatus",
       limit("articles", "status IN ('Draft', 'Review')"),
       {Page("articles", "status=Draft,Review", 5, 1)},
       3},
      {"ArticlesModified",
       limit("articles", "modifiedTime >= '2026-01-01T00:00:00.000Z'"),
       {Page("articles", "modifiedTimeRange=2025-12-31T23:59:59.000Z" + kOpenEnd, 5, 1)},
       3},
      {"FeedbackRangeReplacesTheDefault",
       limit("article_feedbacks", "createdTime >= '2026-01-01T00:00:00.000Z'"),
       {Page("articleFeedbacks", "timeRange=2025-12-31T23:59:59.000Z" + kOpenEnd, 5, 1)},
       3},
      {"AgentsActive",
       limit("agents", "status = 'ACTIVE'"),
       {Page("agents", "status=ACTIVE", 10)},
       3},
      {"AgentsConfirmed",
       limit("agents", "isConfirmed = 1"),
       {Page("agents", "isConfirmed=true", 10)},
       3},
      {"AgentsNotTruthy",
       "SELECT 1 FROM zoho_desk_agents WHERE isConfirmed = 7 LIMIT 5",
       {Page("agents", "", 200), Page("agents", "", 200, 12)},
       6},
      {"DepartmentsEnabled",
       limit("departments", "isEnabled = 1"),
       {Page("departments", "isEnabled=true", 5)},
       3},
      {"RolesDefault", limit("roles", "isDefault = 0"), {Page("roles", "isDefault=false", 5)}, 3},
      {"ProfilesVisible",
       limit("profiles", "isVisible = 1"),
       {Page("profiles", "visible=true", 5)},
       3},
      {"SkillsOfDepartment",
       limit("skills", "departmentId = '" + department + "' AND status = 'ACTIVE'"),
       {Page("skills", "departmentId=" + department + "&status=ACTIVE", 5),
        Page("skills", "departmentId=" + department + "&status=ACTIVE", 100, 3)},
       6},
      {"LayoutsOfModule",
       limit("layouts", "module = 'Contacts'"),
       {Page("layouts", "status=all&module=contacts", 5),
        Page("layouts", "status=all&module=contacts", 99, 3)},
       6},
      {"ViewsOfModule", limit("views", "module = 'tasks'"), {"/api/v1/views?module=tasks"}, 3},
      {"GroupsNewest",
       "SELECT name FROM zoho_desk_groups ORDER BY createdTime DESC LIMIT 2",
       {Page("groups", "sortBy=-createdTime", 2, 1)},
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
