// Kinds: made once, for World and for the tables. What is made from a kind's name is made from
// nothing else, so one more kind changes no record of another.

#include "sandbox/kinds.h"

#include <algorithm>
#include <array>

#include "sandbox/facts.h"

namespace zoho_desk::sandbox {
namespace {

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

uint64_t HashOf(std::string_view name) {  // FNV-1a, then spread over all bits
  uint64_t x = 0xcbf29ce484222325;
  for (const char c : name)
    x = (x ^ static_cast<unsigned char>(c)) * 0x100000001b3;
  x = (x ^ (x >> 32)) * 0x94d049bb133111eb;
  return x ^ (x >> 29);
}

// Whether the facts alone are enough for a table: a list of records with ids, all of them in one
// place. The portals are Api's own.
bool NeedsNoCode(const Facts& facts) {
  const Facts& list = Member(facts, "list");
  const Facts& params = Member(list, "params");
  const Facts& fields = Member(facts, "fields");
  const auto is_id = [&](const Facts& field) {
    return Text(field, "name") == "id" && Contains(Member(field, "in"), "list") &&
           (Member(facts, "get").is_null() || Contains(Member(field, "in"), "get"));
  };
  return list.is_object() && Text(facts, "resource") != "organizations" &&
         Member(facts, "parent").is_null() && !True(list, "single_object") &&
         !Member(list, "scopes").empty() && !True(list, "search_only") &&
         !Text(list, "data_key").empty() &&
         std::none_of(params.begin(), params.end(),
                      [](const Facts& param) { return True(param, "required"); }) &&
         std::any_of(fields.begin(), fields.end(), is_id);
}

// More than a page, unless that is large.
uint32_t RowsOf(const Facts& list) {
  const Facts& page = Member(list, "max_limit");
  return page.is_number() ? std::min(page.get<uint32_t>(), 100U) + 10 : 12;
}

void ReadParent(std::vector<RecordKind>& kinds, RecordKind& kind) {
  const auto facts = AllFacts().find(kind.name);
  if (facts == AllFacts().end())
    return;
  const Facts& parent = Member(facts->second, "parent");
  if (Text(parent, "placement") != "path")
    return;
  const auto table = std::find_if(kinds.begin(), kinds.end(), [&](const RecordKind& candidate) {
    return candidate.name == Text(parent, "table");
  });
  if (table == kinds.end())
    return;
  kind.parent = static_cast<Res>(table - kinds.begin());
  kind.single = True(facts->second["list"], "single_object");
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
  for (const auto& [name, facts] : AllFacts()) {
    const bool known =
        std::any_of(kNamed.begin(), kNamed.end(),
                    [&name = name](const RecordKind& kind) { return kind.name == name; });
    if (!known && NeedsNoCode(facts))
      kinds.push_back({.name = name, .rows = RowsOf(facts["list"])});
  }
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
