// Messages, events, conversations, tags and followers of tickets, as the facts of their tables
// describe them: what must agree with the ticket and with one another. All other values are by
// form.
//
// Unkind on purpose: two events may be equal in all they say, and comments of a conversation may
// have no id.

#include <algorithm>
#include <array>
#include <map>
#include <string>

#include "sandbox/facts.h"
#include "sandbox/form_values.h"
#include "sandbox/model.h"
#include "sandbox/resources/tables.h"
#include "sandbox/resources/tickets_fields.h"
#include "sandbox/vocabulary.h"

namespace zoho_desk::sandbox {
namespace {

enum Salt : uint32_t { kWhat = 100, kTwin, kWait, kWho, kNoId };

uint32_t PlaceOf(const Row& r) {
  return r.index % World::kMaxChildren;
}

// Messages.

bool IsAnswer(const Row& r) {
  return PlaceOf(r) % 2 == 1;
}

void TwoDigits(Writer& w, uint64_t number) {
  w.Text(number < 10 ? "0" : "");
  w.TextNumber(number);
}

// "00:05:14"
void RespondedIn(const Row& r, Writer& w) {
  if (!IsAnswer(r))
    return w.Null();
  const uint64_t seconds = r.Hash(kWait) % 100'000;
  w.BeginString();
  TwoDigits(w, seconds / 3600);
  w.Text(":");
  TwoDigits(w, seconds / 60 % 60);
  w.Text(":");
  TwoDigits(w, seconds % 60);
  w.EndString();
}

void ResponderId(const Row& r, Writer& w) {
  const MaybeRow department = TicketDepartment(r.world, r.Parent().index);
  WriteId(r.world, Res::kAgents,
          IsAnswer(r) ? AgentOf(r.world, department, r.Hash(kWho)) : MaybeRow(), w);
}

constexpr auto kThreadMakers = std::to_array<Maker>({
    {"direction", [](const Row& r, Writer& w) { w.String(IsAnswer(r) ? "out" : "in"); }},
    {"respondedIn", RespondedIn},
    {"responderId", ResponderId},
});

// Events.

// The event that this one is equal to, often itself.
Row EventOf(const Row& r) {
  return PlaceOf(r) > 1 && r.OneIn(6, kTwin) ? At(r.world, r.res, r.index - 1) : r;
}

bool IsChange(const Row& event) {
  return PlaceOf(event) > 0 && !event.OneIn(4, kWhat);
}

void WriteProperty(std::string_view name, std::string_view type, Writer& w) {
  w.Key("propertyName");
  w.String(name);
  w.Key("propertyType");
  w.String(type);
  w.Key("systemProperty");
  w.Bool(true);
  w.Key("propertyValue");
}

void WriteAgentValue(const Row& event, uint64_t hash, Writer& w) {
  const MaybeRow agent = AgentOf(event.world, {}, hash);
  if (!agent)
    return w.Null();
  w.BeginObject();
  w.Key("name");
  WriteAgentName(At(event.world, Res::kAgents, *agent), w);
  w.Key("id");
  WriteId(event.world, Res::kAgents, agent, w);
  w.Key("type");
  w.String("Agent");
  w.EndObject();
}

// A status, or for some an owner, which was another before or none.
void WriteTransition(const Row& event, Writer& w) {
  constexpr auto kStatuses =
      std::to_array<std::string_view>({"Open", "On Hold", "Escalated", "Closed"});
  const uint64_t hash = event.Hash(kWhat) >> 8;
  const bool is_owner = hash % 3 == 0;
  w.BeginObject();
  WriteProperty(is_owner ? "Case Owner" : "Status", "ValueTransition", w);
  w.BeginObject();
  w.Key("previousValue");
  if (hash % 5 == 0)
    w.Null();
  else if (is_owner)
    WriteAgentValue(event, hash >> 16, w);
  else
    w.String(kStatuses[(hash >> 16) % kStatuses.size()]);
  w.Key("updatedValue");
  if (is_owner)
    WriteAgentValue(event, hash >> 24, w);
  else
    w.String(kStatuses[(hash >> 24) % kStatuses.size()]);
  w.EndObject();
  w.EndObject();
}

void WriteEventInfo(const Row& event, Writer& w) {
  w.BeginArray();
  w.BeginObject();
  WriteProperty("Channel", "Text", w);
  w.String("Email");
  w.EndObject();
  if (IsChange(event))
    WriteTransition(event, w);
  w.EndArray();
}

const FieldForm& FormOfEvent(std::string_view field) {
  static const auto& forms = *new std::map<std::string, FieldForm, std::less<>>([] {
    std::map<std::string, FieldForm, std::less<>> read;
    for (const Facts& known : Member(AllFacts().find("ticket_history")->second, "fields"))
      read.emplace(Text(known, "name"), FormOf(known));
    return read;
  }());
  return forms.find(field)->second;
}

void WriteEvent(const Row& r, std::string_view field, Writer& w) {
  const Row event = EventOf(r);
  if (field == "eventTime")
    w.Time(event.created());
  else if (field == "eventInfo")
    WriteEventInfo(event, w);
  else if (field == "eventName" && PlaceOf(event) == 0)
    w.String("TicketCreated");
  else if (field == "eventName" && IsChange(event))
    w.String("TicketUpdated");
  else
    WriteByForm(FormOfEvent(field), event, w);
}

// Conversations.

Res ThreadKind() {
  static const Res kind = *FindKind("ticket_threads");
  return kind;
}

// The message or comment that it shows: messages come first.
Row PartOf(const Row& r) {
  const auto threads = static_cast<uint32_t>(TicketThreadCount(r.Parent()));
  return PlaceOf(r) < threads ? At(r.world, ThreadKind(), r.index)
                              : At(r.world, Res::kTicketComments, r.index - threads);
}

void WritePart(const Row& r, std::string_view field, Writer& w) {
  const Row part = PartOf(r);
  const bool is_thread = part.res == ThreadKind();
  if (field == "type")
    return w.String(is_thread ? "thread" : "comment");
  if (field == "id" && !is_thread && part.OneIn(5, kNoId))
    return w.Omit();
  const FieldSpec* spec =
      FindField(*FindResource(is_thread ? "ticket_threads" : "ticket_comments"), field);
  if (spec == nullptr || (spec->where & kList) == 0 || !spec->include.empty())
    w.Omit();
  else
    spec->write(part, w);
}

bool PartExists(const Row& r) {
  const Row part = PartOf(r);
  return r.world.Exists(part.res, part.index);
}

// Tags and followers.

Row TagOf(const Row& r) {
  static const Res kind = *FindKind("tags");
  return At(r.world, kind, *TicketTag(r.Parent()));
}

constexpr auto kTagMakers = std::to_array<Maker>({
    {"id", [](const Row& r, Writer& w) { w.Digits(TagOf(r).id()); }},
    {"name",
     [](const Row& r, Writer& w) { FindField(*FindResource("tags"), "name")->write(TagOf(r), w); }},
});

// Every other follower follows in the second of two ways.
Row FollowerOf(const Row& r) {
  const uint32_t agents = std::max(1U, r.world.Size(Res::kAgents));
  return At(r.world, Res::kAgents, (r.index / World::kMaxChildren + PlaceOf(r) / 2) % agents);
}

constexpr auto kFollowerMakers = std::to_array<Maker>({
    {"id", [](const Row& r, Writer& w) { w.Digits(FollowerOf(r).id()); }},
    {"firstName", [](const Row& r, Writer& w) { WriteOrNull(w, AgentGivenName(FollowerOf(r))); }},
    {"lastName", [](const Row& r, Writer& w) { w.String(AgentFamilyName(FollowerOf(r))); }},
    {"email", [](const Row& r, Writer& w) { WriteAgentEmail(FollowerOf(r), w); }},
    {"photoURL", [](const Row& r, Writer& w) { WriteAgentPhoto(FollowerOf(r), w); }},
    {"following",
     [](const Row& r, Writer& w) { w.String(PlaceOf(r) % 2 == 0 ? "tickets" : "contacts"); }},
});

}  // namespace

const Behaviour kTicketConversations{.only = PartExists, .write_any = WritePart};
const Behaviour kTicketFollowers{.makers = kFollowerMakers};
const Behaviour kTicketHistory{.write_any = WriteEvent};
const Behaviour kTicketTags{.makers = kTagMakers};
const Behaviour kTicketThreads{.makers = kThreadMakers};

}  // namespace zoho_desk::sandbox
