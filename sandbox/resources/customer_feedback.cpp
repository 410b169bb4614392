// Customer happiness ratings, as facts/customer_feedback.json describes them. `department`
// is required (an id or allDepartment), at most one of the four id filters may be sent, and the
// time bounds are epoch milliseconds. Beyond id, rating and ratedTime the fields are
// inferred from the filters.

#include <array>

#include "sandbox/model.h"
#include "sandbox/params.h"
#include "sandbox/resources/tables.h"
#include "sandbox/vocabulary.h"

namespace zoho_desk::sandbox {
namespace {

constexpr int64_t kHour = 3'600'000;
constexpr int64_t kDay = 24 * kHour;

enum Salt : uint32_t { kRating = 100, kText, kTicket };

constexpr auto kRatings = std::to_array<std::string_view>({"GOOD", "GOOD", "GOOD", "OK", "BAD"});
constexpr auto kFilterRatings =
    std::to_array<std::string_view>({"good", "good", "good", "ok", "bad"});

size_t Rating(const Row& r) {
  return r.Hash(kRating) % kRatings.size();
}
MaybeRow TicketOf(const Row& r) {
  return r.Pick(Res::kTickets, kTicket);
}

// What hangs on the rated ticket.
MaybeRow ByTicket(const Row& r, MaybeRow (*relation)(const World&, uint32_t)) {
  const MaybeRow ticket = TicketOf(r);
  return ticket ? relation(r.world, *ticket) : MaybeRow();
}

void TicketId(const Row& r, Writer& w) {
  WriteId(r.world, Res::kTickets, TicketOf(r), w);
}
void ContactId(const Row& r, Writer& w) {
  WriteId(r.world, Res::kContacts, ByTicket(r, TicketContact), w);
}
void AccountId(const Row& r, Writer& w) {
  WriteId(r.world, Res::kAccounts, ByTicket(r, TicketAccount), w);
}
void AgentId(const Row& r, Writer& w) {
  WriteId(r.world, Res::kAgents, ByTicket(r, TicketAssignee), w);
}
void DepartmentId(const Row& r, Writer& w) {
  WriteId(r.world, Res::kDepartments, ByTicket(r, TicketDepartment), w);
}

void Comment(const Row& r, Writer& w) {
  if (r.OneIn(3, kText))
    return w.Null();
  w.BeginString();
  AppendRemark(w, r.Hash(kText) >> 3);
  w.EndString();
}

void Ticket(const Row& r, Writer& w) {
  const MaybeRow index = TicketOf(r);
  if (!index)
    return w.Null();
  w.BeginObject();
  w.Key("id");
  w.Digits(r.world.Id(Res::kTickets, *index));
  w.Key("ticketNumber");
  w.Digits(TicketNumber(*index));
  w.Key("subject");
  WriteTicketSubject(At(r.world, Res::kTickets, *index), w);
  w.EndObject();
}

void Contact(const Row& r, Writer& w) {
  const MaybeRow index = ByTicket(r, TicketContact);
  if (!index)
    return w.Null();
  const Row contact = At(r.world, Res::kContacts, *index);
  w.BeginObject();
  w.Key("id");
  w.Digits(contact.id());
  w.Key("firstName");
  WriteOrNull(w, ContactGivenName(contact));
  w.Key("lastName");
  w.String(ContactFamilyName(contact));
  w.EndObject();
}

bool DepartmentTest(const Row& r, const Value& value, const Parsed&) {
  return value.text == "allDepartment" ||
         r.world.RowOf(Res::kDepartments, value.text) == ByTicket(r, TicketDepartment);
}

bool NotBefore(const Row& r, const Value& value, const Parsed&) {
  return r.created() >= value.low;
}
bool NotAfter(const Row& r, const Value& value, const Parsed&) {
  return r.created() <= value.high;
}

// [begin, end) of a named period. Weeks begin on Sunday; months are those of the UTC calendar.
bool InDuration(const Row& r, const Value& value, const Parsed&) {
  const std::string& name = value.text;
  const int64_t now = r.world.now();
  const int64_t rated = r.created();
  const int64_t today = now - now % kDay;
  const int64_t week = today - ((today / kDay + 4) % 7) * kDay;
  const auto within = [&](int64_t begin, int64_t end) { return rated >= begin && rated < end; };
  if (name == "TODAY")
    return within(today, today + kDay);
  if (name == "YESTERDAY")
    return within(today - kDay, today);
  if (name == "THIS_WEEK")
    return within(week, week + 7 * kDay);
  if (name == "LAST_WEEK")
    return within(week - 7 * kDay, week);
  if (name == "LAST_7_DAYS")
    return within(now - 7 * kDay, INT64_MAX);
  if (name == "LAST_30_DAYS")
    return within(now - 30 * kDay, INT64_MAX);
  if (name == "LAST_1_HOUR")
    return within(now - kHour, INT64_MAX);
  if (name == "LAST24HOURS")
    return within(now - kDay, INT64_MAX);
  if (name == "LAST_100_RATINGS")
    return r.index + 100 >= r.world.Size(r.res);
  if (name == "CUSTOM_IN_DATE")
    return true;  // startDate and endDate, which filter by themselves
  const int64_t month = StartOfMonth(now);
  return name == "THIS_MONTH" ? within(month, INT64_MAX)
                              : within(StartOfMonth(month - kDay), month);
}

const auto kFields = std::to_array<FieldSpec>({
    {"id", kList, {}, FieldId},
    {"rating", kList, {}, [](const Row& r, Writer& w) { w.String(kRatings[Rating(r)]); }},
    {"ratedTime", kList, {}, FieldCreated},
    {"feedback", kList, {}, Comment},
    {"ticketId", kList, {}, TicketId},
    {"contactId", kList, {}, ContactId},
    {"accountId", kList, {}, AccountId},
    {"agentId", kList, {}, AgentId},
    {"departmentId", kList, {}, DepartmentId},
    {"ticket", kList, "tickets", Ticket},
    {"contact", kList, "contacts", Contact},
    {"agent", kList, "agents",
     [](const Row& r, Writer& w) { WriteAgentRef(r.world, ByTicket(r, TicketAssignee), w); }},
});

constexpr auto kCustomerFeedbackRules = std::to_array<Rule>({
    {.param = "department", .filter = Test(DepartmentTest)},
    {.param = "startTime", .filter = Test(NotBefore)},
    {.param = "endTime", .filter = Test(NotAfter)},
    {.param = "startDate", .filter = Test(NotBefore)},
    {.param = "endDate", .filter = Test(NotAfter)},
    {.param = "rating",
     .filter = Equals([](const Row& r, Writer& w) { w.String(kFilterRatings[Rating(r)]); })},
    {.param = "duration", .filter = Test(InDuration)},
});

constexpr auto kCustomerFeedbackSort = std::to_array<SortKey>({
    {"ratedTime", SortType::kCreated},
});

}  // namespace

const Behaviour kCustomerFeedback{
    .fields = kFields,
    .rules = kCustomerFeedbackRules,
    .sort_keys = kCustomerFeedbackSort,
};

}  // namespace zoho_desk::sandbox
