// /tickets: list, get-by-id, search; /ticketsCount. Neither page carries every column: the list has
// sentiment, source and channelCode, which search lacks; search has modifiedTime, cf, description
// and more, which the list lacks. Search and get-by-id tell isRead, but the list does not take
// include=isRead. Rarely read columns come last: SQLite tells of each of the first 63 columns
// whether a query reads it, and lumps the rest together.

#include "resources/all.h"

namespace zoho_desk::resources {
namespace {

using enum ColumnType;

constexpr uint8_t kEvery = kList | kSearch | kGet;

// Search rows call an agent's email emailId and add a zuid; they lack the contact's isSpam and the
// subject of the source ticket.
constexpr ObjectKey kAssigneeKeys[] = {
    {"id"}, {"firstName"}, {"lastName"}, {"email", "emailId"}, {"photoURL"}};
constexpr ObjectKey kContactKeys[] = {{"id"},    {"firstName"}, {"lastName"}, {"email"},
                                      {"phone"}, {"mobile"},    {"type"},     {"account"}};
constexpr ObjectKey kSourceTicketKeys[] = {{"id"}};

// A ticket that is closed or put on hold gets another status: that is a change of the ticket, which
// sets modifiedTime, and later ones set it to later times.
constexpr std::string_view kChange = "modifiedTime";

constexpr std::string_view kStatusTypeValues[] = {"Open", "On Hold", "Closed"};
constexpr std::string_view kStatusValues[] = {"Open", "On Hold", "Escalated", "Closed"};
constexpr std::string_view kPriorityValues[] = {"High", "Medium", "Low"};

constexpr Column kColumns[] = {
    {.name = "id",
     .type = kId,
     .routes = kEvery,
     .doc = "Ticket id, the key; not the number people quote.",
     .not_null = true},
    {"productId", kId, kEvery, "Product the ticket is about: id of zoho_desk_products."},
    {"phone", kText, kEvery, "Phone number given on the ticket."},
    {"subject", kText, kEvery, "Subject line."},
    {"dueDate", kTime, kEvery, "When the ticket is due to be resolved (UTC)."},
    {"channel", kText, kEvery,
     "How the ticket came in, such as Email, Phone or Web; each portal has its own set, see "
     "zoho_desk_channels."},
    {"language", kText, kEvery, "Language of the ticket."},
    {.name = "priority",
     .type = kText,
     .routes = kEvery,
     .doc = "Priority by name; the portal defines the set.",
     .values = kPriorityValues},
    {"assigneeId", kId, kEvery,
     "Agent who owns the ticket: id of zoho_desk_agents; NULL while unassigned."},
    {"email", kText, kEvery, "E-mail address given on the ticket."},
    {"ticketNumber", kInteger, kEvery, "Serial number that agents and customers quote."},
    {"customerResponseTime", kTime, kEvery, "When the customer last wrote (UTC)."},
    {.name = "statusType",
     .type = kText,
     .routes = kEvery,
     .doc = "What the status amounts to: Open, On Hold or Closed.",
     .values = kStatusTypeValues},
    {"relationshipType", kText, kList | kSearch,
     "How the ticket relates to another one, if it does."},
    {"contactId", kId, kEvery, "Contact who raised the ticket: id of zoho_desk_contacts."},
    {"isArchived", kBoolean, kEvery, "1 if the ticket has been archived."},
    {"departmentId", kId, kEvery,
     "Department that handles the ticket: id of zoho_desk_departments."},
    {"threadCount", kInteger, kEvery, "Number of messages in the conversation."},
    {.name = "onholdTime",
     .type = kTime,
     .routes = kEvery,
     .doc = "When the ticket was put on hold (UTC).",
     .not_after = kChange},
    {"lastThread", kJson, kList | kSearch,
     "Latest message in brief: channel, isDraft, isForward and direction (in or out)."},
    {.name = "closedTime",
     .type = kTime,
     .routes = kEvery,
     .doc = "When the ticket was closed (UTC); NULL while it is open.",
     .not_after = kChange},
    {"commentCount", kInteger, kEvery, "Number of comments."},
    {"accountId", kId, kEvery, "Account of the contact: id of zoho_desk_accounts."},
    {"responseDueDate", kTime, kEvery, "When the next reply is due (UTC)."},
    {"webUrl", kText, kEvery, "Link to the ticket in the agent's browser."},
    {"teamId", kId, kEvery, "Team the ticket is assigned to: id of zoho_desk_teams."},
    {.name = "createdTime",
     .type = kTime,
     .routes = kEvery,
     .doc = "When the ticket was made (UTC).",
     .not_null = true},
    {"isSpam", kBoolean, kEvery, "1 if marked as spam."},
    {.name = "status",
     .type = kText,
     .routes = kEvery,
     .doc = "Status by name; portals add their own, so statusType is the safer test for open or "
            "closed.",
     .values = kStatusValues},
    {"lockedTime", kTime, kEvery, "When the ticket was locked against changes (UTC)."},
    {"subCategory", kText, kEvery, "Second level of the category."},
    {"category", kText, kEvery, "Category by name."},
    {"layoutId", kId, kEvery, "Layout of the ticket form: id of zoho_desk_layouts."},
    {.name = "product",
     .type = kJson,
     .routes = kEvery,
     .doc = "The product: id and productName.",
     .list_include = "products",
     .get_include = "products"},
    {.name = "contact",
     .type = kJson,
     .routes = kEvery,
     .doc = "The contact: id, names, email, phone, mobile, type and account.",
     .list_include = "contacts",
     .get_include = "contacts",
     .keys = kContactKeys},
    {.name = "assignee",
     .type = kJson,
     .routes = kEvery,
     .doc = "The owning agent: id, names, e-mail and photo.",
     .list_include = "assignee",
     .get_include = "assignee",
     .keys = kAssigneeKeys},
    {.name = "department",
     .type = kJson,
     .routes = kEvery,
     .doc = "The department: id and name.",
     .list_include = "departments",
     .get_include = "departments"},
    {.name = "isRead",
     .type = kBoolean,
     .routes = kSearch | kGet,
     .doc = "1 if the ticket has been read.",
     .get_include = "isRead"},
    {.name = "team",
     .type = kJson,
     .routes = kEvery,
     .doc = "The team: id, name and logoUrl.",
     .list_include = "team",
     .get_include = "team"},
    {"createdBy", kId, kSearch | kGet, "Who made the ticket: usually an id of zoho_desk_agents."},
    {"cf", kJson, kSearch | kGet,
     "Custom fields as one object keyed by API name (cf_...); read one with json_extract or ->>."},
    {"description", kText, kSearch | kGet, "Text of the request, plain or HTML."},
    {"classification", kText, kSearch | kGet,
     "Kind of request by name, such as Question or Problem; the portal defines the set."},
    {.name = "sourceTicket",
     .type = kJson,
     .routes = kSearch | kGet,
     .doc = "The locked ticket that this one follows up: its id.",
     .keys = kSourceTicketKeys},
    {"entitySkills", kJson, kSearch | kGet,
     "Skills the ticket asks for: array of ids of zoho_desk_skills."},
    {.name = "modifiedTime",
     .type = kTime,
     .routes = kSearch | kGet,
     .doc = "When the ticket last changed (UTC); list rows lack it, so filters on it go through "
            "search.",
     .not_null = true},
    {"resolution", kText, kSearch | kGet, "How the ticket was solved, plain or HTML."},
    {"isOverDue", kBoolean, kSearch | kGet, "1 if dueDate has passed."},
    {"modifiedBy", kId, kSearch | kGet,
     "Who last changed the ticket: usually an id of zoho_desk_agents."},
    {"secondaryContacts", kJson, kSearch | kGet,
     "Further contacts on the ticket: array of ids of zoho_desk_contacts."},
    {"isEscalated", kBoolean, kSearch | kGet, "1 if the ticket was escalated."},
    {"slaId", kId, kSearch | kGet, "Id of the service level agreement in force."},
    {"sharedDepartments", kJson, kSearch | kGet,
     "Departments the ticket is shared with: array of id, name and type."},
    {"childTicketCount", kInteger, kSearch, "Number of child tickets."},
    {"parentTicket", kJson, kSearch, "The parent ticket: id."},

    // Get-by-id only.
    {"isFollowing", kBoolean, kGet, "1 if the token's agent follows the ticket."},
    {"tagCount", kInteger, kGet, "Number of tags on the ticket."},
    {"followerCount", kInteger, kGet, "Number of agents who follow the ticket."},
    {"approvalCount", kInteger, kGet, "Number of approvals asked for."},
    {"timeEntryCount", kInteger, kGet, "Number of time entries."},
    {"channelRelatedInfo", kJson, kGet,
     "Details of a ticket made from a community topic: topicId, topicType, forumStatus, "
     "sourceLink."},
    {"isDeleted", kBoolean, kGet, "1 if the ticket was deleted."},
    {"isTrashed", kBoolean, kGet, "1 if the ticket is in the recycle bin."},
    {"isResponseOverdue", kBoolean, kGet, "1 if responseDueDate has passed."},
    {"taskCount", kInteger, kGet, "Number of tasks on the ticket."},
    {"attachmentCount", kInteger, kGet, "Number of attachments."},
    {"layoutDetails", kJson, kGet, "The layout: id and layoutName."},
    {"sharedCount", kInteger, kGet,
     "Number of departments the ticket is shared with; not every server sends it."},
    {.name = "skillsInfo",
     .type = kJson,
     .routes = kGet,
     .doc = "Skills the ticket asks for with their types and weights, as an array of objects.",
     .get_include = "skills"},
    {.name = "contractId",
     .type = kId,
     .routes = kGet,
     .doc = "Contract the ticket falls under: id of zoho_desk_contracts.",
     .get_include = "contract"},

    // In list rows but not in search rows: visible, they would double the price of SELECT *, and
    // every row past the list's ceiling would need a request of its own.
    {.name = "sentiment",
     .type = kText,
     .routes = kList | kGet,
     .doc = "Tone of the latest message: POSITIVE, NEUTRAL or NEGATIVE.",
     .hidden = true},
    {.name = "source",
     .type = kJson,
     .routes = kList | kGet,
     .doc = "Where the ticket was made: type (SYSTEM, INTEGRATION or INSTANT_MESSAGE), appName, "
            "extId, "
            "permalink.",
     .hidden = true},
    {.name = "channelCode",
     .type = kText,
     .routes = kList | kGet,
     .doc = "Code of the integrated channel: code of zoho_desk_channels.",
     .hidden = true},
    // The same values as cf under labels that change: hidden in favour of cf.
    {.name = "customFields",
     .type = kJson,
     .routes = kSearch | kGet,
     .doc = "The values of cf again, keyed by the label people see; labels change, so prefer cf.",
     .hidden = true},
};

// No limit documented: so many ids keep the request line short.
constexpr int kMaxItems = 100;

// `${open}` is the one status type whose spelling Zoho documents.
constexpr FilterValue kStatusTypes[] = {{"Open", "${open}"}};

// A filter of the search that takes several values, called as its column.
constexpr Filter SearchList(std::string_view column) {
  return {.column = column,
          .param = column,
          .route = kSearch,
          .kind = FilterKind::kEqualList,
          .max_items = kMaxItems};
}

// Left out: the list's dueDate and closedTime, named windows that newer servers may refuse, and its
// `filters`, conditions written in JSON. Search matches subject and description with wildcards, but
// whether it does so on the whole text or word by word is undocumented, so neither = nor LIKE is
// sure to find its rows.
constexpr Filter kFilters[] = {
    {.column = "departmentId",
     .param = "departmentIds",
     .kind = FilterKind::kEqualList,
     .max_items = 20},
    // Calls, events and tasks cap the parameter of this name at 20; here no cap is documented.
    {.column = "assigneeId",
     .param = "assignee",
     .kind = FilterKind::kEqualList,
     .max_items = 20,
     .null_value = "Unassigned"},
    {.column = "teamId",
     .param = "teamIds",
     .kind = FilterKind::kEqualList,
     .max_items = kMaxItems},
    {.column = "status", .param = "status", .kind = FilterKind::kEqualList, .max_items = kMaxItems},
    {.column = "priority",
     .param = "priority",
     .kind = FilterKind::kEqualList,
     .max_items = 20,
     .max_length = 120},
    {.column = "channel",
     .param = "channel",
     .kind = FilterKind::kEqualList,
     .max_items = kMaxItems},

    SearchList("id"),
    SearchList("ticketNumber"),
    {.column = "departmentId", .param = "departmentId", .route = kSearch},
    SearchList("assigneeId"),
    SearchList("contactId"),
    SearchList("accountId"),
    SearchList("productId"),
    SearchList("priority"),
    {.column = "status",
     .param = "status",
     .route = kSearch,
     .kind = FilterKind::kEqualList,
     .max_items = kMaxItems,
     .exclusive_group = 1},
    {.column = "statusType",
     .param = "status",
     .route = kSearch,
     .values = kStatusTypes,
     .exclusive_group = 1},
    {.column = "channel", .param = "channel", .route = kSearch, .null_value = "${empty}"},
    {.column = "category", .param = "category", .route = kSearch, .null_value = "${empty}"},
    {.column = "email",
     .param = "email",
     .route = kSearch,
     .kind = FilterKind::kEqualList,
     .max_items = 30,
     .min_length = 3,
     .null_value = "${empty}",
     .exclusive_group = 2},
    {.column = "email",
     .param = "email",
     .route = kSearch,
     .kind = FilterKind::kPrefix,
     .min_length = 3,
     .exclusive_group = 2},
    {.column = "phone",
     .param = "phone",
     .route = kSearch,
     .kind = FilterKind::kEqualList,
     .max_items = 30,
     .min_length = 3,
     .null_value = "${empty}"},
    {.column = "createdTime",
     .param = "createdTimeRange",
     .route = kSearch,
     .kind = FilterKind::kTimeRange,
     .is_stamp = true},
    {.column = "modifiedTime",
     .param = "modifiedTimeRange",
     .route = kSearch,
     .kind = FilterKind::kTimeRange,
     .is_stamp = true},
    {.column = "dueDate",
     .param = "dueDateRange",
     .route = kSearch,
     .kind = FilterKind::kTimeRange},
    {.column = "customerResponseTime",
     .param = "customerResponseTimeRange",
     .route = kSearch,
     .kind = FilterKind::kTimeRange,
     .is_stamp = true},
};

// dueDate and customerResponseTime are sort keys too, but NULL in some rows, and where the server
// puts those is undocumented.
constexpr SortKey kSorts[] = {
    {"createdTime", "createdTime", kList | kSearch},
    {"modifiedTime", "modifiedTime", kSearch},
};

constexpr std::string_view kDays[] = {"15", "30", "90"};

constexpr Parameter kParameters[] = {
    {.name = "viewId",
     .param = "viewId",
     .doc = "Only tickets of this saved view: id of zoho_desk_views.",
     .kind = ParameterKind::kId},
    {.name = "receivedInDays",
     .param = "receivedInDays",
     .doc = "Only tickets whose customer wrote within so many days: 15, 30 or 90.",
     .kind = ParameterKind::kChoice,
     .values = kDays},
    {.name = "searchText",
     .param = "_all",
     .route = kSearch,
     .doc = "Only tickets in which any field holds this text: 3 to 100 characters, * stands for "
            "anything.",
     .min_length = 3},
    {.name = "contactName",
     .param = "contactName",
     .route = kSearch,
     .doc = "Only tickets whose contact has this name; * stands for anything.",
     .max_length = 200},
    {.name = "accountName",
     .param = "accountName",
     .route = kSearch,
     .doc = "Only tickets whose account has this name: 3 to 500 characters, * stands for "
            "anything, ${empty} for none.",
     .min_length = 3,
     .max_length = 500},
    {.name = "productName",
     .param = "productName",
     .route = kSearch,
     .doc = "Only tickets whose product has this name: 3 to 500 characters, * stands for "
            "anything, ${empty} for none.",
     .min_length = 3,
     .max_length = 500},
    {.name = "tag",
     .param = "tag",
     .route = kSearch,
     .doc = "Only tickets with this tag: 3 to 100 characters, * stands for anything, ${empty} for "
            "none.",
     .min_length = 3},
    {.name = "customField",
     .param = "customField1",
     .route = kSearch,
     .doc = "Only tickets with this value in a custom field, as cf_name:value; * stands for "
            "anything.",
     .kind = ParameterKind::kFieldTest,
     .max_length = 1000},
};

}  // namespace

constinit const Resource kTickets = {
    .name = "tickets",
    .doc = "One support request that the token's agent may see.",
    .topic = Topic::kTickets,
    .limits =
        "The list ends at 5,000 rows; longer scans go through search in slices of createdTime, "
        "which needs Desk.search.READ. Archived tickets are not in this table.",
    .key = kIdKey,
    .list =
        {
            .path = "/api/v1/tickets",
            .max_limit = 100,
            .max_from = 4999,
            .scopes = "Desk.tickets.READ",
        },
    .get = {.path = "/api/v1/tickets/{id}", .scopes = "Desk.tickets.READ"},
    .search = {.path = "/api/v1/tickets/search",
               .scopes = "Desk.tickets.READ,Desk.search.READ",
               .max_limit = 100,
               .max_from = 999,
               .by_id = true},
    .count = {.path = "/api/v1/ticketsCount"},
    .filters = kFilters,
    .sorts = kSorts,
    .parameters = kParameters,
    .columns = kColumns,
};

}  // namespace zoho_desk::resources
