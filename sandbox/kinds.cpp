// Kinds: made once, for World and for the tables. What is made from a kind's name is made from
// nothing else, so one more kind changes no record of another.

#include "sandbox/kinds.h"

#include <algorithm>
#include <array>

#include "sandbox/facts.h"
#include "sandbox/model.h"
#include "sandbox/resources/tickets_fields.h"

namespace zoho_desk::sandbox {
namespace {

// Of a ticket: its number of events is made from it.
constexpr uint32_t kEventSalt = 99;
constexpr uint64_t kIdBase = 218'450'000'000'000'000;

// By Res.
constexpr auto kNamed = std::to_array<RecordKind>({
    {.name = "accounts", .rows = 40, .number = 1},
    {.name = "agents", .rows = 12, .number = 2},
    {.name = "article_feedbacks",
     .rows = 70,
     .span_days = 800,
     .recent_rows_are_dense = true,
     .number = 3},
    {.name = "articles", .rows = 60, .number = 4},
    {.name = "calls", .rows = 120, .span_days = 400, .number = 5},
    {.name = "channels", .rows = 14, .number = 6},
    {.name = "contacts", .rows = 120, .number = 7},
    {.name = "contracts", .rows = 30, .number = 8},
    {.name = "customer_feedback",
     .rows = 80,
     .span_days = 800,
     .recent_rows_are_dense = true,
     .number = 9},
    {.name = "departments", .rows = 5, .span_days = 2'000, .number = 10},
    {.name = "events", .rows = 120, .span_days = 400, .number = 11},
    {.name = "groups", .rows = 55, .number = 12},
    {.name = "help_centers", .rows = 3, .span_days = 2'000, .number = 13},
    {.name = "labels", .rows = 52, .number = 14},
    {.name = "layouts", .rows = 20, .span_days = 2'000, .number = 15},
    {.name = "products", .rows = 35, .number = 16},
    {.name = "profiles", .rows = 7, .span_days = 2'000, .number = 17},
    {.name = "roles", .rows = 10, .span_days = 2'000, .number = 18},
    {.name = "skills", .rows = 24, .number = 19},
    {.name = "tasks", .rows = 120, .span_days = 400, .number = 20},
    {.name = "teams", .rows = 8, .number = 21},
    {.name = "ticket_comments"},
    {.name = "ticket_metrics"},
    {.name = "tickets", .rows = 250, .span_days = 400, .number = 22},
    {.name = "users", .rows = 70, .number = 23},
    {.name = "views", .rows = 32, .span_days = 2'000, .number = 24},
    {.name = "categories", .rows = 12, .number = 25},
    {.name = "skill_types", .rows = 4, .number = 26},
    {.name = "slas", .rows = 3, .number = 27},
    {.name = "support_plans", .rows = 3, .number = 28},
    {.name = "translations", .number = 29},
    {.name = "misc", .number = 30},
});
static_assert(kNamed.size() == static_cast<size_t>(Res::kCount));

// Of the kinds that only facts describe: how many records a parent has.
struct Children {
  std::string_view name;
  uint32_t (*count)(const World& world, uint32_t parent);
};
template <uint64_t (*kCount)(const Row& ticket)>
uint32_t CountOf(const World& world, uint32_t ticket) {
  return static_cast<uint32_t>(kCount({world, Res::kTickets, ticket}));
}
// One at least, for its creation; now and then several pages.
uint32_t EventCount(const World& world, uint32_t ticket) {
  const uint64_t hash = world.Hash(Res::kTickets, ticket, kEventSalt);
  return static_cast<uint32_t>(hash % 29 == 0 ? 45 + (hash >> 8) % 120 : 1 + (hash >> 8) % 9);
}
constexpr auto kChildren = std::to_array<Children>({
    {"account_slas", [](const World& world, uint32_t) { return world.Size(Res::kSlas); }},
    {"tag_tickets",
     [](const World& world, uint32_t tag) {
       return static_cast<uint32_t>(TicketsOfTag(world, tag).size());
     }},
    {"team_members",
     [](const World& world, uint32_t team) {
       return static_cast<uint32_t>(TeamMembers(world, team).size());
     }},
    {"ticket_approvals", CountOf<TicketApprovalCount>},
    {"ticket_attachments", CountOf<TicketAttachmentCount>},
    {"ticket_conversations", TicketConversationCount},
    {"ticket_followers", CountOf<TicketFollowerCount>},
    {"ticket_history", EventCount},
    {"ticket_tags", CountOf<TicketTagCount>},
    {"ticket_threads", CountOf<TicketThreadCount>},
    {"ticket_time_entries", CountOf<TicketTimeEntryCount>},
});

uint64_t HashOf(std::string_view name) {  // FNV-1a, then spread over all bits
  uint64_t x = 0xcbf29ce484222325;
  for (const char c : name)
    x = (x ^ static_cast<unsigned char>(c)) * 0x100000001b3;
  x = (x ^ (x >> 32)) * 0x94d049bb133111eb;
  return x ^ (x >> 29);
}

// The kind of the records that a list needs the ids of, in the path or as a parameter; none: it
// needs none, or something else.
std::optional<Res> ParentOf(const std::vector<RecordKind>& kinds, const Facts& facts,
                            std::string_view placement) {
  const Facts& parent = Member(facts, "parent");
  if (Text(parent, "placement") != placement || Text(parent, "column") != "id" ||
      !Member(parent, "batch").is_null())
    return std::nullopt;
  const auto table = std::find_if(kinds.begin(), kinds.end(), [&](const RecordKind& candidate) {
    return candidate.name == Text(parent, "table");
  });
  if (table == kinds.end())
    return std::nullopt;
  const auto its_facts = AllFacts().find(table->name);
  const bool is_child = its_facts != AllFacts().end() &&
                        Text(Member(its_facts->second, "parent"), "placement") == "path";
  return is_child ? std::nullopt : std::optional(static_cast<Res>(table - kinds.begin()));
}

// Whether the list says the ids of its records, and asks for nothing but `parent`.
bool IsPlainList(const Facts& facts, std::string_view parent) {
  const Facts& list = Member(facts, "list");
  const Facts& params = Member(list, "params");
  const Facts& fields = Member(facts, "fields");
  const Facts& key = Member(facts, "key");
  const Facts id = key.is_null() ? Facts("id") : key.empty() ? Facts() : key.back();
  const bool has_positions = id == "position";
  const auto is_id = [&](const Facts& field) {
    return field["name"] == id && Text(field, "form") == "int64-as-string" &&
           Contains(Member(field, "in"), "list") &&
           (Member(facts, "get").is_null() || Contains(Member(field, "in"), "get"));
  };
  const auto is_unknown = [&](const Facts& param) {
    return True(param, "required") && Text(param, "name") != parent;
  };
  return list.is_object() && !Member(list, "scopes").empty() && !True(list, "search_only") &&
         std::none_of(params.begin(), params.end(), is_unknown) &&
         (True(list, "single_object") ||
          (!Text(list, "data_key").empty() &&
           (has_positions || std::any_of(fields.begin(), fields.end(), is_id))));
}

// Whether a list has the records of one of a few words.
bool IsListedByWords(const Facts& facts) {
  const Facts& parent = Member(facts, "parent");
  return Text(parent, "placement") == "query" && !ParentWords(facts).empty();
}

const Children* ChildrenOf(std::string_view name) {
  const auto known = std::find_if(kChildren.begin(), kChildren.end(),
                                  [&](const Children& children) { return children.name == name; });
  return known == kChildren.end() ? nullptr : &*known;
}

// Whether the facts alone are enough for a table: a list in one place, or one for each record of a
// kind that has no parent itself. The portals are Api's own, rows that the parent counts must agree
// with it (kChildren), and rows of another table have its values.
bool NeedsNoCode(const std::vector<RecordKind>& kinds, const Facts& facts) {
  const Facts& parent = Member(facts, "parent");
  const bool is_counted = ChildrenOf(Text(facts, "resource")) != nullptr;
  if (Text(facts, "resource") == "organizations" || (GetIsOfAnother(facts) && !is_counted) ||
      !IsPlainList(facts, Text(parent, "param")))
    return false;
  if (parent.is_null())
    return !True(facts["list"], "single_object");
  return ParentOf(kinds, facts, "query").has_value() || IsListedByWords(facts) ||
         (ParentOf(kinds, facts, "path").has_value() &&
          (Member(facts, "guard").is_null() || is_counted));
}

// More than a page, unless that is large.
uint32_t RowsOf(const Facts& list) {
  const Facts& page = Member(list, "max_limit");
  return page.is_number() ? std::min(page.get<uint32_t>(), 100U) + 10 : 12;
}

void ReadParent(const std::vector<RecordKind>& kinds, RecordKind& kind) {
  const auto facts = AllFacts().find(kind.name);
  if (facts == AllFacts().end())
    return;
  kind.parent = ParentOf(kinds, facts->second, "path");
  kind.listed_by = ParentOf(kinds, facts->second, "query");
  kind.single = True(facts->second["list"], "single_object");
  if (kind.parent)
    kind.rows = 0;
  if (const Children* known = ChildrenOf(kind.name))
    kind.children = known->count;
}

void Place(RecordKind& kind) {
  if (kind.number > 0) {
    kind.seed = (kind.number - 1) << 56;
    kind.first_id = kIdBase + kind.number * 10'000'000'000;
    kind.id_step = 1'000;
  } else {
    kind.seed = HashOf(kind.name);
    kind.first_id = kIdBase + (10 + kind.seed % 1'000'000) * kIdsPerKind;
    kind.id_step = 100;
  }
}

std::vector<RecordKind> MakeKinds() {
  std::vector<RecordKind> kinds(kNamed.begin(), kNamed.end());
  const auto add = [&](bool with_parent) {
    const std::vector<RecordKind> known = kinds;
    for (const auto& [name, facts] : AllFacts()) {
      const bool is_known =
          std::any_of(known.begin(), known.end(),
                      [&name = name](const RecordKind& kind) { return kind.name == name; });
      if (!is_known && Member(facts, "parent").is_null() != with_parent &&
          NeedsNoCode(known, facts))
        kinds.push_back({.name = name, .rows = RowsOf(facts["list"])});
    }
  };
  add(false);
  add(true);
  add(true);  // of those
  for (RecordKind& kind : kinds) {
    ReadParent(kinds, kind);
    Place(kind);
  }
  return kinds;
}

}  // namespace

std::span<const RecordKind> Kinds() {
  static const std::vector<RecordKind>& kinds = *new std::vector<RecordKind>(MakeKinds());
  return kinds;
}

std::optional<Res> FindKind(std::string_view name) {
  const auto kinds = Kinds();
  const auto found = std::find_if(kinds.begin(), kinds.end(),
                                  [&](const RecordKind& kind) { return kind.name == name; });
  return found == kinds.end() ? std::nullopt
                              : std::optional(static_cast<Res>(found - kinds.begin()));
}

}  // namespace zoho_desk::sandbox
