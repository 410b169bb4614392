// Tags of tickets and the tickets of tags, as facts/tags.json and facts/tag_tickets.json describe
// them: tags are listed one department at a time, with the number of the tickets that have them.

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
  w.Digits(TicketsOfTag(r.world, r.index).size());
}

constexpr auto kMakers = std::to_array<Maker>({
    {"name", Name},
    {"ticketCount", TicketCount},
});

constexpr auto kRules = std::to_array<Rule>({{.param = "searchVal", .filter = Contains(Name)}});

constexpr auto kSortKeys = std::to_array<SortKey>({{"count", SortType::kNumber, TicketCount}});

// The last tag that was asked for, since each of its rows has many fields.
struct KnownTag {
  uint64_t seed;
  int64_t clock;
  uint32_t count;
  uint32_t tag;
  bool operator==(const KnownTag&) const = default;
};

// The ticket that a row of tag_tickets shows, as lists have it.
void WriteTicket(const Row& r, std::string_view field, Writer& w) {
  thread_local KnownTag known{};
  thread_local std::vector<uint32_t> tickets;
  const KnownTag wanted{r.world.seed(), r.world.clock(), r.world.LiveCount(Res::kTickets),
                        r.Parent().index};
  if (known != wanted || tickets.empty())
    tickets = TicketsOfTag(r.world, wanted.tag);
  known = wanted;
  const uint32_t place = r.index % World::kMaxChildren;
  const FieldSpec* spec = FindField(*FindResource("tickets"), field);
  if (spec == nullptr || place >= tickets.size())
    w.Null();
  else
    spec->write(At(r.world, Res::kTickets, tickets[place]), w);
}

}  // namespace

const Behaviour kTagTickets{.write_any = WriteTicket};
const Behaviour kTags{.makers = kMakers, .rules = kRules, .sort_keys = kSortKeys};

}  // namespace zoho_desk::sandbox
