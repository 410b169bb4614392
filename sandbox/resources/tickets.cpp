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

constexpr auto kTicketsRules = std::to_array<Rule>({
    {.param = "assignee", .filter = Test(AssigneeTest)},
    {.param = "receivedInDays", .filter = Test(ReceivedInDays)},
    {.param = "accountName", .filter = Glob(TicketAccountName)},
    {.param = "productName", .filter = Glob(TicketProductName)},
    {.param = "_all", .filter = Contains(TicketAllText)},
    {.param = "dueDateRange", .filter = TimeRange(TicketDueMillis)},
    {.param = "search:status", .filter = Test(StatusTest)},
    {.param = "customerResponseTimeRange", .filter = TimeRange(TicketResponseMillis)},
    {.param = "tag", .filter = Glob(TicketTags)},
    {.param = "contactName", .filter = Glob(TicketContactName)},
});

constexpr auto kTicketsSort = std::to_array<SortKey>({
    {"recentThread", SortType::kText, TicketResponseTime},
});

}  // namespace

const Behaviour kTickets{
    .fields = TicketFields(),
    .rules = kTicketsRules,
    .sort_keys = kTicketsSort,
    .count_style = CountStyle::kNumber,
    .view_module = "tickets",
    .custom_field = WriteTicketCustomField,
};

// As facts/archived_tickets.json describes them.
const Behaviour kArchivedTickets{
    .of = &kTickets,
    .only = [](const Row& r) { return TicketIsArchived(r); },
};

}  // namespace zoho_desk::sandbox
