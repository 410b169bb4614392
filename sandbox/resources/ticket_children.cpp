// Comments and metrics of tickets, as facts/ticket_comments.json and facts/ticket_metrics.json
// describe them: the values that must agree with the ticket, its people and one another.
//
// Where sources differ: counts and agents' ids in metrics are numbers in some answers and text in
// others, and now and then a ticket's metrics are all null.

#include <algorithm>
#include <array>

#include "sandbox/model.h"
#include "sandbox/resources/tables.h"
#include "sandbox/resources/tickets_fields.h"
#include "sandbox/vocabulary.h"

namespace zoho_desk::sandbox {
namespace {

enum Salt : uint32_t {
  kWho = 100,
  kText,
  kForm,
  kFiles,
  kMention,
  kPublic,
  kTimes,
  kCounts,
  kBlank
};

constexpr int64_t kMinute = 60'000;
constexpr uint64_t kMinutesPerDay = 24 * 60;

// Comments.

// The customer writes about one comment in four.
MaybeRow ContactWho(const Row& r) {
  return r.OneIn(4, kWho) ? TicketContact(r.world, r.Parent().index) : MaybeRow();
}
MaybeRow AgentWho(const Row& r) {
  return AgentOf(r.world, TicketDepartment(r.world, r.Parent().index), r.Hash(kWho));
}

void CommenterId(const Row& r, Writer& w) {
  if (const MaybeRow contact = ContactWho(r))
    WriteId(r.world, Res::kContacts, contact, w);
  else
    WriteId(r.world, Res::kAgents, AgentWho(r), w);
}

void WriteNames(std::string_view given, std::string_view family, Writer& w) {
  w.Key("firstName");
  WriteOrNull(w, given);
  w.Key("lastName");
  w.String(family);
}

void WriteAgent(const Row& agent, Writer& w) {
  w.BeginObject();
  w.Key("photoURL");
  WriteAgentPhoto(agent, w);
  WriteNames(AgentGivenName(agent), AgentFamilyName(agent), w);
  w.Key("name");
  WriteAgentName(agent, w);
  w.Key("roleName");
  w.String("Support");
  w.Key("id");
  w.Digits(agent.id());
  w.Key("type");
  w.String("AGENT");
  w.Key("email");
  WriteAgentEmail(agent, w);
  w.EndObject();
}

void WriteContact(const Row& contact, Writer& w) {
  w.BeginObject();
  w.Key("photoURL");
  w.Null();
  WriteNames(ContactGivenName(contact), ContactFamilyName(contact), w);
  w.Key("name");
  WriteContactName(contact, w);
  w.Key("roleName");
  w.Null();
  w.Key("id");
  w.Digits(contact.id());
  w.Key("type");
  w.String("END_USER");
  w.Key("email");
  WriteContactEmail(contact, w);
  w.EndObject();
}

void Commenter(const Row& r, Writer& w) {
  if (const MaybeRow contact = ContactWho(r))
    return WriteContact(At(r.world, Res::kContacts, *contact), w);
  if (const MaybeRow agent = AgentWho(r))
    return WriteAgent(At(r.world, Res::kAgents, *agent), w);
  w.Null();
}

void Impersonated(const Row& r, Writer& w) {
  const MaybeRow contact = TicketContact(r.world, r.Parent().index);
  if (ContactWho(r) || !contact || !r.OneIn(8, kPublic))
    return w.Null();
  WriteContact(At(r.world, Res::kContacts, *contact), w);
}

bool IsHtml(const Row& r) {
  return !r.OneIn(3, kForm);
}

void PlainText(const Row& r, Writer& w) {
  w.BeginString();
  AppendProse(w, r.Hash(kText), 1 + static_cast<uint32_t>(r.Hash(kText) >> 60) % 3);
  w.EndString();
}

void Content(const Row& r, Writer& w) {
  if (!IsHtml(r))
    return PlainText(r, w);
  w.BeginString();
  AppendHtml(w, r.Hash(kText), 1);
  w.EndString();
}

void EncodedContent(const Row& r, Writer& w) {
  if (r.OneIn(2, kForm))
    w.Null();
  else
    Content(r, w);
}

void Attachments(const Row& r, Writer& w) {
  w.BeginArray();
  if (r.OneIn(5, kFiles)) {
    const uint64_t id = r.world.Id(Res::kMisc, r.index);
    w.BeginObject();
    w.Key("previewurl");
    w.Null();
    w.Key("size");
    w.Digits(r.Hash(kFiles) >> 44);
    w.Key("name");
    w.String("Foto & \"Typenschild\".jpg");
    w.Key("id");
    w.Digits(id);
    w.Key("href");
    WriteWebUrl(w, "attachments", id);
    w.EndObject();
  }
  w.EndArray();
}

constexpr auto kComments = std::to_array<Maker>({
    {"commentedTime", FieldCreated},
    {"isPublic", [](const Row& r, Writer& w) { w.Bool(ContactWho(r) || r.OneIn(2, kPublic)); }},
    {"contentType", [](const Row& r, Writer& w) { w.String(IsHtml(r) ? "html" : "plainText"); }},
    {"content", Content},
    {"encodedContent", EncodedContent},
    {"plainText", PlainText},
    {"commenterId", CommenterId},
    {"commenter", Commenter},
    {"impersonatedUser", Impersonated},
    {"attachments", Attachments},
    {"modifiedTime", FieldModified},
});

// Metrics.

// Writes nothing but null for a ticket whose metrics are blank.
template <void (*kWrite)(const Row& r, Writer& w)>
void Unless(const Row& r, Writer& w) {
  if (r.OneIn(13, kBlank))
    w.Null();
  else
    kWrite(r, w);
}

// A number, or text.
void Count(const Row& r, Writer& w, uint64_t count) {
  if (r.OneIn(5, kCounts))
    w.Int(static_cast<int64_t>(count));
  else
    w.Digits(count);
}

// "12:05 hrs", "3 days 01:00 hrs"
void Duration(Writer& w, int64_t millis) {
  auto minutes = static_cast<uint64_t>(std::max<int64_t>(millis, 0) / kMinute);
  w.BeginString();
  if (const uint64_t days = minutes / kMinutesPerDay; days > 1) {
    w.TextNumber(days);
    w.Text(" days ");
    minutes %= kMinutesPerDay;
  }
  w.Text(minutes / 60 < 10 ? "0" : "");
  w.TextNumber(minutes / 60);
  w.Text(minutes % 60 < 10 ? ":0" : ":");
  w.TextNumber(minutes % 60);
  w.Text(" hrs");
  w.EndString();
}

uint64_t Outgoing(const Row& r) {
  return TicketThreadCount(r.Parent()) / 2;
}

void FirstResponse(const Row& r, Writer& w) {
  if (Outgoing(r) == 0)
    w.Null();
  else
    Duration(w, static_cast<int64_t>(r.Hash(kTimes) % 3'000) * kMinute);
}

void TotalResponse(const Row& r, Writer& w) {
  if (Outgoing(r) == 0)
    w.Null();
  else
    Duration(w, static_cast<int64_t>(r.Hash(kTimes) % 3'000 * Outgoing(r)) * kMinute);
}

void ResolutionTime(const Row& r, Writer& w) {
  const Row ticket = r.Parent();
  if (TicketStatusType(ticket) == "Closed")
    Duration(w, TicketClosedTime(ticket) - ticket.created());
  else
    w.Null();
}

// The ticket's assignee, with a share of its age.
void AgentsHandled(const Row& r, Writer& w) {
  const Row ticket = r.Parent();
  w.BeginArray();
  if (const MaybeRow index = TicketAssignee(r.world, ticket.index)) {
    const Row agent = At(r.world, Res::kAgents, *index);
    w.BeginObject();
    w.Key("agentId");
    Count(r, w, agent.id());
    w.Key("agentName");
    WriteAgentName(agent, w);
    w.Key("handlingTime");
    Duration(w, (ticket.modified() - ticket.created()) / 3);
    w.EndObject();
  }
  w.EndArray();
}

void StagingData(const Row& r, Writer& w) {
  const Row ticket = r.Parent();
  w.BeginArray();
  w.BeginObject();
  w.Key("status");
  w.String(TicketStatus(ticket));
  w.Key("handledTime");
  Duration(w, (ticket.modified() - ticket.created()) / 2);
  w.EndObject();
  w.EndArray();
}

constexpr auto kMetrics = std::to_array<Maker>({
    {"firstResponseTime", Unless<FirstResponse>},
    {"totalResponseTime", Unless<TotalResponse>},
    {"resolutionTime", Unless<ResolutionTime>},
    {"reassignCount", Unless<[](const Row& r, Writer& w) {
       Count(r, w, TicketAssignee(r.world, r.Parent().index) ? r.Hash(kTimes) % 4 : 0);
     }>},
    {"outgoingCount", Unless<[](const Row& r, Writer& w) { Count(r, w, Outgoing(r)); }>},
    {"threadCount",
     Unless<[](const Row& r, Writer& w) { Count(r, w, TicketThreadCount(r.Parent())); }>},
    {"responseCount", Unless<[](const Row& r, Writer& w) { Count(r, w, Outgoing(r)); }>},
    {"reopenCount", Unless<[](const Row& r, Writer& w) {
       Count(r, w, TicketStatusType(r.Parent()) == "Closed" ? 0 : r.Hash(kTimes) >> 8 & 1);
     }>},
    {"agentsHandled", Unless<AgentsHandled>},
    {"stagingData", Unless<StagingData>},
});

}  // namespace

const Behaviour kTicketComments{.makers = kComments};
const Behaviour kTicketMetrics{.makers = kMetrics};

}  // namespace zoho_desk::sandbox
