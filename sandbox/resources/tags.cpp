// Tags of tickets, as facts/tags.json describes them: listed one department at a time, with the
// number of the tickets that have them.

#include <algorithm>
#include <array>

#include "sandbox/model.h"
#include "sandbox/resources/tables.h"
#include "sandbox/resources/tickets_fields.h"
#include "sandbox/vocabulary.h"

namespace zoho_desk::sandbox {
namespace {

void Name(const Row& r, Writer& w) {
  const uint32_t number = r.index / std::max(1U, r.world.Size(Res::kDepartments));
  if (number < kTicketTagNames)
    return w.String(TagName(number));
  w.BeginString();
  w.Text(ProductNoun(number));
  w.Text("-");
  w.TextNumber(number);
  w.EndString();
}

void TicketCount(const Row& r, Writer& w) {
  uint64_t count = 0;
  r.world.ForEach(Res::kTickets, [&](uint32_t ticket) {
    count += TicketTag(At(r.world, Res::kTickets, ticket)) == r.index ? 1U : 0U;
  });
  w.Digits(count);
}

constexpr auto kMakers = std::to_array<Maker>({
    {"name", Name},
    {"ticketCount", TicketCount},
});

constexpr auto kRules = std::to_array<Rule>({{.param = "searchVal", .filter = Contains(Name)}});

constexpr auto kSortKeys = std::to_array<SortKey>({{"count", SortType::kNumber, TicketCount}});

}  // namespace

const Behaviour kTags{.makers = kMakers, .rules = kRules, .sort_keys = kSortKeys};

}  // namespace zoho_desk::sandbox
