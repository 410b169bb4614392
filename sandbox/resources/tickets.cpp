// Tickets, as facts/tickets.json describes them.
//
// Where sources differ: `dueDate` and `closedTime` filters exist only in an older
// description and are refused; `include=isRead` is refused on the list, whose description omits it;
// `fields=` may name modifiedTime, cf_* and other single-line columns that list rows leave out.

#include <algorithm>
#include <charconv>

#include "sandbox/model.h"
#include "sandbox/resources/tables.h"
#include "sandbox/resources/tickets_fields.h"

namespace zoho_desk::sandbox {
namespace {

// assignee=Unassigned selects tickets without one.
bool AssigneeTest(const Row& r, const Value& value, const Parsed&) {
  const MaybeRow assignee = TicketAssignee(r.world, r.index);
  return std::any_of(value.items.begin(), value.items.end(), [&](const std::string& item) {
    return item == "Unassigned" ? !assignee
                                : assignee && assignee == r.world.RowOf(Res::kAgents, item);
  });
}

bool ReceivedInDays(const Row& r, const Value& value, const Parsed&) {
  if (value.text == "-1")
    return true;
  int64_t days = 0;
  std::from_chars(value.text.data(), value.text.data() + value.text.size(), days);
  const int64_t received = TicketResponseMillis(r);
  return received != 0 && received >= r.world.now() - days * 86'400'000;
}

bool StatusTest(const Row& r, const Value& value, const Parsed&) {
  return StatusMacroMatches(value, TicketStatus(r), TicketStatusType(r));
}

constexpr auto kListParams = std::to_array<ParamSpec>({
    {.name = "include",
     .kind = Kind::kInclude,
     .list = true,
     .choices = "contacts|products|departments|team|assignee"},
    {.name = "departmentIds",
     .kind = Kind::kId,
     .filter = Equals(TicketDepartmentId),
     .list = true,
     .max_items = 20},
    {.name = "priority",
     .filter = Equals(TicketPriority),
     .list = true,
     .max = 120,
     .max_items = 20},
    {.name = "departmentId", .kind = Kind::kId, .filter = Equals(TicketDepartmentId)},
    {.name = "limit", .kind = Kind::kLimit, .min = 1, .max = 100},
    {.name = "channel", .filter = Equals(TicketChannelName), .list = true},
    {.name = "from", .kind = Kind::kFrom, .max = 4999},
    {.name = "sortBy", .kind = Kind::kSort},
    {.name = "assignee", .filter = Test(AssigneeTest), .list = true},
    {.name = "teamIds", .kind = Kind::kId, .filter = Equals(TicketTeamId), .list = true},
    {.name = "receivedInDays",
     .kind = Kind::kChoice,
     .filter = Test(ReceivedInDays),
     .choices = "15|30|90|-1"},
    {.name = "status", .filter = Equals(TicketStatusName), .list = true},
    {.name = "viewId", .kind = Kind::kView},
    {.name = "fields", .kind = Kind::kFields, .list = true, .max_items = 30},
    {.name = "filters", .kind = Kind::kFilterJson, .max = 4500, .max_items = 25},
});

constexpr auto kGetParams = std::to_array<ParamSpec>({
    {.name = "include",
     .kind = Kind::kInclude,
     .list = true,
     .choices = "contacts|products|departments|team|assignee|contract|isRead|skills"},
});

constexpr auto kOwnSearchParams = std::to_array<ParamSpec>({
    {.name = "email", .filter = Glob(TicketEmail), .list = true, .max_items = 30},
    {.name = "phone", .filter = Glob(WriteTicketPhone), .list = true, .max_items = 30},
    {.name = "ticketNumber", .kind = Kind::kInt, .filter = Equals(TicketNumberText), .list = true},
    {.name = "accountName", .filter = Glob(TicketAccountName), .min = 3, .max = 500},
    {.name = "subject", .filter = Glob(WriteTicketSubject), .min = 3, .max = 1000},
    {.name = "departmentId", .kind = Kind::kId, .filter = Equals(TicketDepartmentId)},
    {.name = "productName", .filter = Glob(TicketProductName), .min = 3, .max = 500},
    {.name = "_all", .filter = Contains(TicketAllText), .min = 3, .max = 100},
    {.name = "dueDateRange",
     .kind = Kind::kIsoRange,
     .filter = {.match = Match::kRange, .time = TicketDueMillis}},
    {.name = "id", .kind = Kind::kId, .filter = kByKey, .list = true},
    {.name = "productId", .kind = Kind::kId, .filter = Equals(TicketProductId), .list = true},
    {.name = "contactId", .kind = Kind::kId, .filter = Equals(TicketContactId), .list = true},
    {.name = "priority", .filter = Equals(TicketPriority), .list = true},
    {.name = "assigneeId", .kind = Kind::kId, .filter = Equals(TicketAssigneeId), .list = true},
    {.name = "accountId", .kind = Kind::kId, .filter = Equals(TicketAccountId), .list = true},
    {.name = "status", .filter = Test(StatusTest), .list = true},
    {.name = "channel", .filter = Glob(TicketChannelName)},
    {.name = "customerResponseTimeRange",
     .kind = Kind::kIsoRange,
     .filter = {.match = Match::kRange, .time = TicketResponseMillis}},
    {.name = "description", .filter = Glob(TicketDescription), .max = 65535},
    {.name = "tag", .filter = Glob(TicketTags), .min = 3, .max = 100},
    {.name = "contactName", .filter = Glob(TicketContactName), .max = 200},
    {.name = "category", .filter = Glob(TicketCategory)},
});
constexpr auto kSearchParams =
    Concat(Concat(kOwnSearchParams, SearchParams()), CustomFieldParams<10>());

constexpr auto kOwnCountParams = std::to_array<ParamSpec>({
    {.name = "contactId", .kind = Kind::kId, .filter = Equals(TicketContactId), .list = true},
    {.name = "departmentId", .kind = Kind::kId, .filter = Equals(TicketDepartmentId), .list = true},
    {.name = "createdTimeRange", .kind = Kind::kIsoRange, .filter = kByCreated},
    {.name = "modifiedTimeRange", .kind = Kind::kIsoRange, .filter = kByModified},
    {.name = "category", .filter = Equals(TicketCategory), .list = true},
    {.name = "assigneeId", .kind = Kind::kId, .filter = Equals(TicketAssigneeId), .list = true},
});
constexpr auto kCountParams = Concat(kOwnCountParams, CustomFieldParams<3>());

constexpr auto kListSort = std::to_array<SortKey>({
    {"createdTime", SortType::kCreated},
    {"dueDate", SortType::kText, WriteTicketDueDate},
    {"recentThread", SortType::kText, TicketResponseTime},
});

constexpr auto kSearchSort = std::to_array<SortKey>({
    {"relevance", SortType::kCreated},
    {"modifiedTime", SortType::kModified},
    {"createdTime", SortType::kCreated},
    {"customerResponseTime", SortType::kText, TicketResponseTime},
});

}  // namespace

const ResourceSpec kTickets{
    .res = Res::kTickets,
    .name = "tickets",
    .fields = TicketFields(),
    .list = {.path = "/api/v1/tickets",
             .scopes = "Desk.tickets.READ",
             .params = kListParams,
             .sort_keys = kListSort,
             .default_limit = 25},
    .get = {.path = "/api/v1/tickets/{id}", .scopes = "Desk.tickets.READ", .params = kGetParams},
    .search = {.path = "/api/v1/tickets/search",
               .scopes = "Desk.tickets.READ&Desk.search.READ",
               .params = kSearchParams,
               .sort_keys = kSearchSort},
    .count = {.path = "/api/v1/ticketsCount",
              .scopes = "Desk.tickets.READ&Desk.search.READ",
              .params = kCountParams,
              .count_style = CountStyle::kNumber},
    .view_module = "tickets",
    .custom_field = WriteTicketCustomField,
};

}  // namespace zoho_desk::sandbox
