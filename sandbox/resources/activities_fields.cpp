// The field tables of tasks, calls and events, and the values their filters look at, for
// activities.cpp. A filter and the field it is about call the same function.

#include <array>

#include "sandbox/custom_fields.h"
#include "sandbox/resources/activities.h"
#include "sandbox/resources/tables.h"
#include "sandbox/vocabulary.h"

namespace zoho_desk::sandbox::activity {
namespace {

constexpr int64_t kHour = 3'600'000;

enum Salt : uint32_t {
  kSubject = 100,
  kStart,
  kOwner,
  kPriority,
  kState,
  kCreator,
  kEditor,
  kReminder,
  kDone,
  kText,
  kFlags,
  kDuration,
  kDirection,
  kCategory,
  kTeam,
  kCallId,
  kDue,
  kDepartment,
};

constexpr auto kCustom = std::to_array<CustomField>({
    {"cf_travel_minutes", "Travel minutes", CustomType::kNumber},
    {"cf_on_site", "On site", CustomType::kBool},
    {"cf_outcome", "Outcome", CustomType::kText},
});
constexpr auto kPriorities =
    std::to_array<std::string_view>({"", "Low", "Normal", "High", "Sofort"});
constexpr auto kCallStates = std::to_array<std::string_view>(
    {"Completed", "Completed", "Scheduled", "Missed", "Canceled", "In Progress"});
constexpr auto kTaskStates = std::to_array<std::string_view>(
    {"Not Started", "In Progress", "Completed", "Completed", "Deferred", "Waiting for \"parts\""});
constexpr auto kEventStates =
    std::to_array<std::string_view>({"Planned", "Completed", "Completed"});
constexpr auto kCategories =
    std::to_array<std::string_view>({"", "null", "Visit", "Rückruf", "Review"});

bool FromOldSample(const Row& r) {
  return r.index % 3 == 0;
}

MaybeRow OwnerOf(const Row& r) {
  return r.OneIn(7, kOwner) ? MaybeRow() : AgentOf(r.world, DepartmentOf(r), r.Hash(kOwner));
}
MaybeRow TeamOfActivity(const Row& r) {
  return r.OneIn(2, kTeam) ? MaybeRow() : TeamOf(r.world, DepartmentOf(r), r.Hash(kTeam));
}

std::string_view Module(const Row& r) {
  return r.res == Res::kCalls ? "calls" : r.res == Res::kTasks ? "tasks" : "events";
}

void TimeOrNull(int64_t time, Writer& w) {
  if (time == 0)
    w.Null();
  else
    w.Time(time);
}

void TicketId(const Row& r, Writer& w) {
  WriteId(r.world, Res::kTickets, ActivityTicket(r), w);
}
void ContactId(const Row& r, Writer& w) {
  WriteId(r.world, Res::kContacts, ActivityContact(r), w);
}

void Description(const Row& r, Writer& w) {
  const uint64_t hash = r.Hash(kText);
  if (hash % 4 == 0)
    return w.Null();
  w.BeginString();
  AppendProse(w, hash, hash % 61 == 2 ? 150 : 2);
  w.EndString();
}

void Reminder(const Row& r, Writer& w) {
  w.BeginArray();
  if (r.OneIn(3, kReminder)) {
    w.BeginObject();
    w.Key("reminderType");
    w.String("RELATIVE");
    w.Key("alertType");
    w.BeginArray();
    w.String("EMAIL");
    w.String("POPUP");
    w.EndArray();
    w.Key("relativeReminderInMin");
    w.String("15");
    w.Key("reminderTime");
    w.Null();
    w.EndObject();
  }
  w.EndArray();
}

void TicketObject(const Row& r, Writer& w) {
  const MaybeRow index = ActivityTicket(r);
  if (!index)
    return w.Null();
  const Row ticket = At(r.world, Res::kTickets, *index);
  w.BeginObject();
  w.Key("ticketNumber");
  w.Digits(TicketNumber(*index));
  w.Key("subject");
  WriteTicketSubject(ticket, w);
  w.Key("isArchived");
  w.Bool(TicketIsArchived(ticket));
  w.Key("dueDate");
  WriteTicketDueDate(ticket, w);
  w.Key("channel");
  w.String(TicketChannel(ticket));
  w.Key("closedTime");
  WriteTicketClosedTime(ticket, w);
  w.Key("phone");
  WriteTicketPhone(ticket, w);
  w.Key("createdTime");
  w.Time(ticket.created());
  w.Key("id");
  w.Digits(ticket.id());
  w.Key("assignee");
  WriteAgentRef(r.world, TicketAssignee(r.world, *index), w);
  w.Key("isSpam");
  w.Bool(TicketIsSpam(ticket));
  w.Key("status");
  w.String(TicketStatus(ticket));
  w.EndObject();
}

void ContactObject(const Row& r, Writer& w) {
  const MaybeRow index = ActivityContact(r);
  if (!index)
    return w.Null();
  const Row contact = At(r.world, Res::kContacts, *index);
  w.BeginObject();
  w.Key("firstName");
  WriteOrNull(w, ContactGivenName(contact));
  w.Key("lastName");
  w.String(ContactFamilyName(contact));
  w.Key("accountId");
  WriteId(r.world, Res::kAccounts, ContactAccount(r.world, *index), w);
  w.Key("phone");
  WriteContactPhone(contact, w);
  w.Key("mobile");
  WriteContactMobile(contact, w);
  w.Key("id");
  w.Digits(contact.id());
  w.Key("isSpam");
  w.Bool(ContactIsSpam(contact));
  w.Key("email");
  WriteContactEmail(contact, w);
  w.EndObject();
}

// Writes a field that only the old sample has.
void OnlyInSample(const Row& r, Writer& w, FieldFn write) {
  if (FromOldSample(r))
    write(r, w);
  else
    w.Omit();
}

constexpr int kListSearch = kList | kSearch;

const auto kCommon = std::to_array<FieldSpec>({
    {"id", kAll, {}, FieldId},
    {"subject", kAll, {}, Subject},
    {"status", kAll, {}, StateField},
    {"statusType", kAll, {}, [](const Row& r, Writer& w) { w.String(StateType(r)); }},
    {"priority", kAll, {}, Priority},
    {"departmentId", kAll, {}, DepartmentId},
    {"ticketId", kAll, {}, TicketId},
    {"contactId", kAll, {}, ContactId},
    {"ownerId", kAll, {}, OwnerId},
    {"creatorId", kAll, {}, [](const Row& r, Writer& w) { WriteAgentId(r, kCreator, w); }},
    {"createdTime", kAll, {}, FieldCreated},
    {"modifiedTime", kAll, {}, FieldModified},
    {"completedTime", kAll, {},
     [](const Row& r, Writer& w) { TimeOrNull(Closed(r) ? r.modified() : 0, w); }},
    // Epoch milliseconds in a string; its form is undocumented.
    {"activityTime", kAll, {},
     [](const Row& r, Writer& w) { w.Digits(static_cast<uint64_t>(r.modified())); }},
    {"layoutId", kAll, {},
     [](const Row& r, Writer& w) {
       WriteId(r.world, Res::kLayouts, LayoutOf(r.world, Module(r), r.Hash(kFlags)), w);
     }},
    {"isTrashed", kAll, {}, FieldFalse},
    {"isSpam", kAll, {}, [](const Row& r, Writer& w) { w.Bool(r.OneIn(40, kFlags)); }},
    {"isCommented", kListSearch, {}, [](const Row& r, Writer& w) { w.Bool(r.OneIn(4, kFlags)); }},
    {"webUrl", kAll, {}, [](const Row& r, Writer& w) { WriteWebUrl(w, Module(r), r.id()); }},
    {"modifiedBy", kAll, {},
     [](const Row& r, Writer& w) { WriteAgentRef(r.world, r.Pick(Res::kAgents, kEditor), w); }},
    {"cf", kGet, {}, [](const Row& r, Writer& w) { WriteCf(r, kCustom, w); }},
    {"customFields", kGet, {}, [](const Row& r, Writer& w) { WriteCustomFields(r, kCustom, w); }},
    {"description", kGet, {}, Description},
    {"reminder", kGet, {}, Reminder},
    {"ticket", kListGet, "tickets", TicketObject},
    {"contact", kListGet, "contacts", ContactObject},
    {"assignee", kListGet, "assignee",
     [](const Row& r, Writer& w) { WriteAgentRef(r.world, OwnerOf(r), w); }},
    {"team", kListGet, "teams", [](const Row& r, Writer& w) { WriteTeamRef(r.world, TeamOfActivity(r), w); }},
    {"activityType", kListSearch, {},
     [](const Row& r, Writer& w) {
       OnlyInSample(r, w, [](const Row& row, Writer& out) { out.String(Module(row)); });
     }},
    {"teamId", kListSearch, {},
     [](const Row& r, Writer& w) {
       OnlyInSample(r, w, [](const Row& row, Writer& out) {
         WriteId(row.world, Res::kTeams, TeamOfActivity(row), out);
       });
     }},
});

void Duration(const Row& r, Writer& w) {
  w.Digits(r.Hash(kDuration) % 7200);
}
void SampleNull(const Row& r, Writer& w) {
  OnlyInSample(r, w, FieldNull);
}
void SampleInbound(const Row& r, Writer& w) {
  OnlyInSample(r, w, [](const Row&, Writer& out) { out.String("inbound"); });
}

const auto kCallOnly = std::to_array<FieldSpec>({
    {"startTime", kAll, {}, StartField},
    {"direction",
     kAll,
     {},
     [](const Row& r, Writer& w) { w.String(r.OneIn(2, kDirection) ? "outbound" : "inbound"); }},
    {"callId",
     kAll,
     {},
     [](const Row& r, Writer& w) {
       if (r.OneIn(4, kCallId))
         w.Digits(r.world.Id(Res::kMisc, r.index));
       else
         w.Null();
     }},
    {"duration", kGet | kNamed, {}, Duration},
    {"dueDate", kListSearch, {}, SampleNull},
    {"category",
     kListSearch,
     {},
     [](const Row& r, Writer& w) { OnlyInSample(r, w, CategoryField); }},
});

const auto kEventOnly = std::to_array<FieldSpec>({
    {"startTime", kAll, {}, StartField},
    {"category", kAll, {}, CategoryField},
    {"duration", kGet | kNamed, {}, Duration},
    {"dueDate", kListSearch, {}, SampleNull},
    {"direction", kListSearch, {}, SampleInbound},
});

const auto kTaskOnly = std::to_array<FieldSpec>({
    {"dueDate", kAll, {}, DueField},
    {"category", kAll, {}, CategoryField},
    // Repeats the due date; the beginning of the epoch if there is none.
    {"startTime",
     kListSearch,
     {},
     [](const Row& r, Writer& w) {
       OnlyInSample(r, w, [](const Row& row, Writer& out) { out.Time(Due(row)); });
     }},
    {"direction", kListSearch, {}, SampleInbound},
    {"project", kListGet, "projects", FieldNull},
});

const auto kCallFields = Concat(kCommon, kCallOnly);
const auto kEventFields = Concat(kCommon, kEventOnly);
const auto kTaskFields = Concat(kCommon, kTaskOnly);

}  // namespace

std::span<const FieldSpec> CallFields() {
  return kCallFields;
}
std::span<const FieldSpec> EventFields() {
  return kEventFields;
}
std::span<const FieldSpec> TaskFields() {
  return kTaskFields;
}

bool CustomFieldOf(const Row& r, std::string_view name, Writer& w) {
  return WriteCustomField(r, kCustom, name, w);
}

bool Closed(const Row& r) {
  return State(r) == "Completed" || State(r) == "Canceled";
}

std::string_view State(const Row& r) {
  const uint64_t hash = r.Hash(kState);
  switch (r.res) {
    case Res::kCalls:
      return kCallStates[hash % kCallStates.size()];
    case Res::kTasks:
      return kTaskStates[hash % kTaskStates.size()];
    default:
      return kEventStates[hash % kEventStates.size()];
  }
}

std::string_view StateType(const Row& r) {
  return Closed(r) ? "Closed" : "Open";
}

int64_t Start(const Row& r) {
  if (const auto given = r.GivenTime("startTime"))
    return *given;
  const int64_t hours = static_cast<int64_t>(r.Hash(kStart) % 200) - 20;
  return r.created() + hours * kHour;
}

int64_t Due(const Row& r) {  // 0: none
  if (const auto given = r.GivenTime("dueDate"))
    return *given;
  return r.OneIn(5, kDue) ? 0 : r.created() + static_cast<int64_t>(r.Hash(kDue) % 400) * kHour;
}

MaybeRow DepartmentOf(const Row& r) {
  const MaybeRow ticket = ActivityTicket(r);
  return ticket ? TicketDepartment(r.world, *ticket) : r.Pick(Res::kDepartments, kDepartment);
}

void Subject(const Row& r, Writer& w) {
  w.BeginString();
  AppendSubject(w, r.Hash(kSubject));
  w.EndString();
}

void DepartmentId(const Row& r, Writer& w) {
  WriteId(r.world, Res::kDepartments, DepartmentOf(r), w);
}

void OwnerId(const Row& r, Writer& w) {
  WriteId(r.world, Res::kAgents, OwnerOf(r), w);
}

void Priority(const Row& r, Writer& w) {
  WriteOrNull(w, kPriorities[r.Hash(kPriority) % kPriorities.size()]);
}

void StateField(const Row& r, Writer& w) {
  w.String(State(r));
}

void StartField(const Row& r, Writer& w) {
  w.Time(Start(r));
}

void DueField(const Row& r, Writer& w) {
  TimeOrNull(Due(r), w);
}

void CategoryField(const Row& r, Writer& w) {
  WriteOrNull(w, kCategories[r.Hash(kCategory) % kCategories.size()]);
}

void TicketNumberField(const Row& r, Writer& w) {
  if (const MaybeRow ticket = ActivityTicket(r))
    w.Digits(TicketNumber(*ticket));
  else
    w.Null();
}

void AllText(const Row& r, Writer& w) {
  Subject(r, w);
  StateField(r, w);
  TicketNumberField(r, w);
}

}  // namespace zoho_desk::sandbox::activity
