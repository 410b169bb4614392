// The field table of tickets, and the values their filters look at, for tickets.cpp. List, search
// and get call the same functions: where routes differ, the table says so.

#include "sandbox/resources/tickets_fields.h"

#include <algorithm>
#include <array>

#include "sandbox/custom_fields.h"
#include "sandbox/model.h"
#include "sandbox/resources/tables.h"
#include "sandbox/resources/tickets_objects.h"
#include "sandbox/vocabulary.h"

namespace zoho_desk::sandbox {
namespace {

using namespace ticket;  // NOLINT(google-build-using-namespace): nested objects and salts

constexpr auto kCustom = std::to_array<CustomField>({
    {"cf_order_reference", "Order reference", CustomType::kText},
    {"cf_units_affected", "Units affected", CustomType::kNumber},
    {"cf_under_warranty", "Under warranty", CustomType::kBool},
    {"cf_visit_date", "Visit date", CustomType::kDate},
    {"cf_region", "Region", CustomType::kPick},
});

constexpr auto kPriorities =
    std::to_array<std::string_view>({"", "Low", "Medium", "Medium", "High", "Blocker"});
constexpr auto kLanguages =
    std::to_array<std::string_view>({"English", "German", "Japanese", "Hebrew", "French", ""});
constexpr auto kCategories =
    std::to_array<std::string_view>({"", "Hardware", "Software", "Défaut de livraison", "General"});
constexpr auto kSubCategories =
    std::to_array<std::string_view>({"", "", "Screen", "Battery", "Sub \"B\""});
constexpr auto kClassifications =
    std::to_array<std::string_view>({"", "Question", "Problem", "Feature", "Others"});
constexpr auto kTagNames =
    std::to_array<std::string_view>({"vip", "warranty", "été-2026", "backorder", "rma"});
static_assert(kTagNames.size() == kTicketTagNames);
uint32_t TagNumber(const Row& ticket) {
  return static_cast<uint32_t>((ticket.Hash(kTagSalt) >> 8) % kTagNames.size());
}
constexpr auto kSentiments =
    std::to_array<std::string_view>({"", "POSITIVE", "NEUTRAL", "NEGATIVE"});
constexpr int64_t kHour = 3'600'000;

// The same hash on every route decides, so a ticket's nested objects and its ids agree.
MaybeRow Product(const Row& r) {
  return r.OneIn(3, kProduct) ? MaybeRow() : r.Pick(Res::kProducts, kProduct);
}
MaybeRow ContactOf(const Row& r) {
  return TicketContact(r.world, r.index);
}
MaybeRow AccountOf(const Row& r) {
  return TicketAccount(r.world, r.index);
}
MaybeRow DepartmentOf(const Row& r) {
  return TicketDepartment(r.world, r.index);
}
MaybeRow AssigneeOf(const Row& r) {
  return TicketAssignee(r.world, r.index);
}
MaybeRow Layout(const Row& r) {
  return LayoutOf(r.world, "tickets", r.Hash(kLock));
}

void WriteTimeOrNull(Writer& w, int64_t millis) {
  if (millis == 0)
    w.Null();
  else
    w.Time(millis);
}

void Count(const Row& r, Writer& w, uint32_t salt, uint64_t below) {
  w.Digits(r.Hash(salt) % below);
}

template <uint64_t (*kCount)(const Row& ticket)>
void WriteCount(const Row& r, Writer& w) {
  w.Digits(kCount(r));
}

template <size_t N>
std::string_view Choice(const Row& r, const std::array<std::string_view, N>& words, uint32_t salt) {
  return words[r.Hash(salt) % N];
}

// One ticket in 97 carries a body of more than 10 kB.
void Description(const Row& r, Writer& w) {
  const uint64_t hash = r.Hash(kSpecialText);
  if (hash % 9 == 0)
    return w.Null();
  w.BeginString();
  AppendHtml(w, hash, hash % 97 == 5 ? 80 : 1 + static_cast<uint32_t>(hash >> 40) % 3);
  w.EndString();
}

void Resolution(const Row& r, Writer& w) {
  if (TicketStatusType(r) != "Closed")
    return w.Null();
  w.BeginString();
  AppendProse(w, r.Hash(kSpecialText) >> 5, 2);
  w.EndString();
}

bool IsOverdue(const Row& r) {
  const int64_t due = TicketDueMillis(r);
  return due != 0 && due < r.world.now() && TicketStatusType(r) != "Closed";
}

MaybeRow Contract(const Row& r) {
  return r.OneIn(6, kSla) ? r.Pick(Res::kContracts, kSla) : MaybeRow();
}

const auto kFields = std::to_array<FieldSpec>({
    {"id", kAll, {}, FieldId},
    {"ticketNumber", kAll, {}, TicketNumberText},
    {"subject", kAll, {}, WriteTicketSubject},
    {"status", kAll, {}, TicketStatusName},
    {"statusType", kAll, {}, [](const Row& r, Writer& w) { w.String(TicketStatusType(r)); }},
    {"priority", kAll, {}, TicketPriority},
    {"channel", kAll, {}, TicketChannelName},
    {"channelCode", kListGet, {}, FieldNull},
    {"departmentId", kAll, {}, TicketDepartmentId},
    {"contactId", kAll, {}, TicketContactId},
    {"accountId", kAll, {}, TicketAccountId},
    {"productId", kAll, {}, TicketProductId},
    {"assigneeId", kAll, {}, TicketAssigneeId},
    {"teamId", kAll, {}, TicketTeamId},
    {"email", kAll, {}, TicketEmail},
    {"phone", kAll, {}, WriteTicketPhone},
    {"category", kAll, {}, TicketCategory},
    {"subCategory", kAll, {},
     [](const Row& r, Writer& w) { WriteOrNull(w, Choice(r, kSubCategories, kCategory)); }},
    {"language", kAll, {},
     [](const Row& r, Writer& w) { WriteOrNull(w, Choice(r, kLanguages, kLanguage)); }},
    {"sentiment", kListGet, {},
     [](const Row& r, Writer& w) { WriteOrNull(w, Choice(r, kSentiments, kSentiment)); }},
    {"relationshipType", kList | kSearch, {},
     [](const Row& r, Writer& w) { WriteOrNull(w, r.OneIn(9, kRelationship) ? "Child" : "None"); }},
    {"createdTime", kAll, {}, FieldCreated},
    {"dueDate", kAll, {}, WriteTicketDueDate},
    {"closedTime", kAll, {}, WriteTicketClosedTime},
    {"customerResponseTime", kAll, {}, TicketResponseTime},
    {"responseDueDate", kAll, {},
     [](const Row& r, Writer& w) {
       WriteTimeOrNull(w, r.OneIn(3, kSla) ? 0 : r.created() + 2 * kHour);
     }},
    {"onholdTime", kAll, {},
     [](const Row& r, Writer& w) {
       WriteTimeOrNull(w, TicketStatusType(r) == "On Hold" ? r.modified() : 0);
     }},
    {"lockedTime", kAll, {},
     [](const Row& r, Writer& w) { WriteTimeOrNull(w, r.OneIn(30, kLock) ? r.modified() : 0); }},
    {"threadCount", kAll, {}, WriteCount<TicketThreadCount>},
    {"commentCount", kAll, {},
     [](const Row& r, Writer& w) {
       w.Digits(r.world.Children(Res::kTicketComments, r.index).size());
     }},
    {"isArchived", kAll | kNotNamed, {},
     [](const Row& r, Writer& w) { w.Bool(TicketIsArchived(r)); }},
    {"isSpam", kAll, {}, [](const Row& r, Writer& w) { w.Bool(TicketIsSpam(r)); }},
    {"lastThread", kList | kSearch, {}, LastThread},
    {"source", kListGet, {}, Source},
    {"webUrl", kAll, {}, [](const Row& r, Writer& w) { WriteWebUrl(w, "tickets", r.id()); }},
    {"layoutId", kAll, {},
     [](const Row& r, Writer& w) { WriteId(r.world, Res::kLayouts, Layout(r), w); }},
    {"product", kAll, "products",
     [](const Row& r, Writer& w) { WriteProductRef(r.world, Product(r), w); }},
    {"contact", kAll, "contacts", [](const Row& r, Writer& w) { ContactObject(r, w, true); },
     [](const Row& r, Writer& w) { ContactObject(r, w, false); }},
    {"assignee", kAll, "assignee", [](const Row& r, Writer& w) { AssigneeObject(r, w, false); },
     [](const Row& r, Writer& w) { AssigneeObject(r, w, true); }},
    {"department", kAll, "departments",
     [](const Row& r, Writer& w) { WriteDepartmentRef(r.world, DepartmentOf(r), w); }},
    {"isRead", kAll, "isRead", [](const Row& r, Writer& w) { w.Bool(r.OneIn(2, kRead)); }},
    {"team", kAll, "team",
     [](const Row& r, Writer& w) { WriteTeamRef(r.world, TicketTeam(r.world, r.index), w); }},
    {"isFollowing", kGet, {},
     [](const Row& r, Writer& w) { w.String(r.OneIn(8, kFollow) ? "true" : "false"); }},
    {"createdBy", kGet | kSearch | kNamed, {},
     [](const Row& r, Writer& w) {
       WriteId(r.world, Res::kAgents, r.Pick(Res::kAgents, kCreator), w);
     }},
    {"modifiedBy", kGet | kSearch | kNamed, {},
     [](const Row& r, Writer& w) { WriteId(r.world, Res::kAgents, AssigneeOf(r), w); }},
    {"modifiedTime", kGet | kSearch | kNamed, {}, FieldModified},
    {"tagCount", kGet, {}, WriteCount<TicketTagCount>},
    {"followerCount", kGet, {}, WriteCount<TicketFollowerCount>},
    {"cf", kGet | kSearch, {}, [](const Row& r, Writer& w) { WriteCf(r, kCustom, w); }},
    {"customFields", kGet | kSearch, {},
     [](const Row& r, Writer& w) { WriteCustomFields(r, kCustom, w); }},
    {"description", kGet | kSearch, {}, Description},
    {"classification", kGet | kSearch | kNamed, {},
     [](const Row& r, Writer& w) { WriteOrNull(w, Choice(r, kClassifications, kClassification)); }},
    {"sourceTicket", kGet | kSearch, {},
     [](const Row& r, Writer& w) { SourceTicket(r, w, false); },
     [](const Row& r, Writer& w) { SourceTicket(r, w, true); }},
    {"entitySkills", kGet | kSearch, {}, EntitySkills},
    {"resolution", kGet | kSearch, {}, Resolution},
    {"approvalCount", kGet, {}, WriteCount<TicketApprovalCount>},
    {"timeEntryCount", kGet, {}, WriteCount<TicketTimeEntryCount>},
    {"isOverDue", kGet | kSearch | kNamed, {},
     [](const Row& r, Writer& w) { w.Bool(IsOverdue(r)); }},
    {"channelRelatedInfo", kGet, {}, ChannelRelatedInfo},
    {"isDeleted", kGet, {}, [](const Row&, Writer& w) { w.String("false"); }},
    {"isTrashed", kGet, {}, FieldFalse},
    {"isResponseOverdue", kGet, {},
     [](const Row& r, Writer& w) { w.Bool(TicketStatusType(r) == "Open" && !r.OneIn(3, kSla)); }},
    {"secondaryContacts", kGet | kSearch, {}, SecondaryContacts},
    {"taskCount", kGet, {}, [](const Row& r, Writer& w) { Count(r, w, kParent, 3); }},
    {"attachmentCount", kGet, {}, WriteCount<TicketAttachmentCount>},
    {"isEscalated", kGet | kSearch | kNamed, {},
     [](const Row& r, Writer& w) { w.Bool(TicketStatus(r) == "Escalated"); }},
    {"slaId", kGet | kSearch | kNamed, {},
     [](const Row& r, Writer& w) {
       WriteId(r.world, Res::kSlas, r.OneIn(3, kSla) ? MaybeRow() : r.Pick(Res::kSlas, kSla), w);
     }},
    {"sharedDepartments", kGet | kSearch, {}, SharedDepartments},
    {"layoutDetails", kGet, {},
     [](const Row& r, Writer& w) { WriteLayoutDetails(r.world, Layout(r), w); }},
    {"sharedCount", kGet, {},
     [](const Row& r, Writer& w) {
       if (r.OneIn(2, kLock))
         w.Omit();
       else
         Count(r, w, kLock, 3);
     }},
    {"skillsInfo", kGet, "skills", SkillsInfo},
    {"contractId", kGet, "contract",
     [](const Row& r, Writer& w) { WriteId(r.world, Res::kContracts, Contract(r), w); }},
    {"childTicketCount", kSearch, {},
     [](const Row& r, Writer& w) { w.Digits(r.OneIn(12, kRelationship) ? 2 : 0); }},
    {"parentTicket", kSearch, {}, ParentTicket},
});

}  // namespace

std::span<const FieldSpec> TicketFields() {
  return kFields;
}

bool WriteTicketCustomField(const Row& row, std::string_view api_name, Writer& w) {
  return WriteCustomField(row, kCustom, api_name, w);
}

uint64_t TicketApprovalCount(const Row& r) {
  return r.Hash(kSla) % 2;
}
uint64_t TicketAttachmentCount(const Row& r) {
  return r.Hash(kShared) % 4;
}
uint64_t TicketFollowerCount(const Row& r) {
  return r.Hash(kFollow) % 5;
}
uint64_t TicketTagCount(const Row& r) {
  return TicketTag(r) ? 1 : 0;
}
uint64_t TicketThreadCount(const Row& r) {
  return r.Hash(kThreads) % 14;
}
uint64_t TicketTimeEntryCount(const Row& r) {
  return r.Hash(kSla) % 7;
}
uint32_t TicketConversationCount(const World& world, uint32_t ticket) {
  return static_cast<uint32_t>(TicketThreadCount({world, Res::kTickets, ticket})) +
         world.ChildCount(Res::kTicketComments, ticket);
}

int64_t TicketResponseMillis(const Row& r) {
  const uint64_t hash = r.Hash(kResponse);
  if (hash % 4 == 0)
    return 0;
  const int64_t room = r.world.now() - r.created();
  return r.created() + std::min(room, static_cast<int64_t>(hash >> 8) % (72 * kHour));
}

void TicketResponseTime(const Row& r, Writer& w) {
  WriteTimeOrNull(w, TicketResponseMillis(r));
}
void TicketNumberText(const Row& r, Writer& w) {
  w.Digits(TicketNumber(r.index));
}
void TicketStatusName(const Row& r, Writer& w) {
  w.String(TicketStatus(r));
}
void TicketPriority(const Row& r, Writer& w) {
  WriteOrNull(w, Choice(r, kPriorities, kPriority));
}
void TicketChannelName(const Row& r, Writer& w) {
  w.String(TicketChannel(r));
}
void TicketCategory(const Row& r, Writer& w) {
  WriteOrNull(w, Choice(r, kCategories, kCategory));
}
void TicketDescription(const Row& r, Writer& w) {
  Description(r, w);
}
void TicketContactId(const Row& r, Writer& w) {
  WriteId(r.world, Res::kContacts, ContactOf(r), w);
}
void TicketAccountId(const Row& r, Writer& w) {
  WriteId(r.world, Res::kAccounts, AccountOf(r), w);
}
void TicketProductId(const Row& r, Writer& w) {
  WriteId(r.world, Res::kProducts, Product(r), w);
}
void TicketAssigneeId(const Row& r, Writer& w) {
  WriteId(r.world, Res::kAgents, AssigneeOf(r), w);
}

void TicketDepartmentId(const Row& r, Writer& w) {
  WriteId(r.world, Res::kDepartments, DepartmentOf(r), w);
}

void TicketTeamId(const Row& r, Writer& w) {
  WriteId(r.world, Res::kTeams, TicketTeam(r.world, r.index), w);
}

void TicketEmail(const Row& r, Writer& w) {
  if (const MaybeRow contact = ContactOf(r))
    WriteContactEmail(At(r.world, Res::kContacts, *contact), w);
  else
    w.Null();
}

void TicketAccountName(const Row& r, Writer& w) {
  if (const MaybeRow account = AccountOf(r))
    WriteAccountName(r.world, *account, w);
  else
    w.Null();
}

void TicketContactName(const Row& r, Writer& w) {
  if (const MaybeRow contact = ContactOf(r))
    WriteContactName(At(r.world, Res::kContacts, *contact), w);
  else
    w.Null();
}

void TicketProductName(const Row& r, Writer& w) {
  if (const MaybeRow product = Product(r))
    WriteProductName(r.world, *product, w);
  else
    w.Null();
}

void TicketTags(const Row& r, Writer& w) {
  if (r.OneIn(3, kTagSalt))
    w.String(TagName(TagNumber(r)));
  else
    w.Null();
}

std::string_view TagName(uint32_t number) {
  return kTagNames[number];
}

std::optional<uint32_t> TicketTag(const Row& ticket) {
  const MaybeRow department = TicketDepartment(ticket.world, ticket.index);
  if (!department || !ticket.OneIn(3, kTagSalt))
    return std::nullopt;
  return TagNumber(ticket) * ticket.world.Size(Res::kDepartments) + *department;
}

std::vector<uint32_t> TicketsOfTag(const World& world, uint32_t tag) {
  std::vector<uint32_t> tickets;
  world.ForEach(Res::kTickets, [&](uint32_t ticket) {
    if (TicketTag({world, Res::kTickets, ticket}) == tag)
      tickets.push_back(ticket);
  });
  return tickets;
}

void TicketAllText(const Row& r, Writer& w) {
  WriteTicketSubject(r, w);
  TicketNumberText(r, w);
  TicketEmail(r, w);
  TicketContactName(r, w);
  TicketAccountName(r, w);
  TicketCategory(r, w);
}

}  // namespace zoho_desk::sandbox
