// The recycle bin, as facts/recycle_bin.json describes it: what was deleted in the last 60 days, of
// several kinds.

#include <array>

#include "sandbox/model.h"
#include "sandbox/resources/tables.h"

namespace zoho_desk::sandbox {
namespace {

enum Salt : uint32_t { kKind = 100, kWhen };

// What a record calls its kind, and what a request calls it; empty: no request names it.
struct Deleted {
  std::string_view type;
  std::string_view module;
};
constexpr auto kKinds = std::to_array<Deleted>({
    {"Tickets", "tickets"},
    {"Contacts", "contacts"},
    {"Time Entry", "timeEntry"},
    {"Calls", "calls"},
    {"Attachments", ""},
});

const Deleted& KindOfDeleted(const Row& r) {
  return kKinds[r.Hash(kKind) % kKinds.size()];
}

void DeletedTime(const Row& r, Writer& w) {
  constexpr uint64_t kSeconds = 60 * 86'400;
  w.Time(r.world.now() - static_cast<int64_t>(r.Hash(kWhen) % kSeconds) * 1000);
}

constexpr auto kMakers = std::to_array<Maker>({
    {"type", [](const Row& r, Writer& w) { w.String(KindOfDeleted(r).type); }},
    {"deletedTime", DeletedTime},
});

constexpr auto kRules = std::to_array<Rule>({
    {.param = "module",
     .filter = Equals([](const Row& r, Writer& w) { w.String(KindOfDeleted(r).module); })},
});

constexpr auto kSortKeys = std::to_array<SortKey>({
    {"deletedTime", SortType::kText, DeletedTime},
});

}  // namespace

const Behaviour kRecycleBin{.makers = kMakers, .rules = kRules, .sort_keys = kSortKeys};

}  // namespace zoho_desk::sandbox
