// Statistics of contacts and accounts, as facts/contact_statistics.json and
// facts/account_statistics.json describe them: counted over their tickets.

#include <array>
#include <map>

#include "sandbox/model.h"
#include "sandbox/resources/tables.h"

namespace zoho_desk::sandbox {
namespace {

using Test = bool (*)(const Row& ticket);

// Calls `fn` with each ticket of the contact or account.
template <typename Fn>
void ForEachTicket(const Row& r, Fn fn) {
  const Row parent = r.Parent();
  r.world.ForEach(Res::kTickets, [&](uint32_t index) {
    const MaybeRow owner = parent.res == Res::kContacts ? TicketContact(r.world, index)
                                                        : TicketAccount(r.world, index);
    if (owner == parent.index)
      fn(At(r.world, Res::kTickets, index));
  });
}

template <Test kTest>
void Count(const Row& r, Writer& w) {
  uint64_t count = 0;
  ForEachTicket(r, [&](const Row& ticket) { count += kTest(ticket) ? 1U : 0U; });
  w.Digits(count);
}

void ByChannel(const Row& r, Writer& w) {
  std::map<std::string_view, uint64_t> counts;
  ForEachTicket(r, [&](const Row& ticket) { ++counts[TicketChannel(ticket)]; });
  w.BeginObject();
  for (const auto& [channel, count] : counts) {
    w.Key(channel);
    w.Digits(count);
  }
  w.EndObject();
}

constexpr auto kMakers = std::to_array<Maker>({
    {"totalTickets", Count<[](const Row&) { return true; }>},
    {"openTickets", Count<[](const Row& ticket) { return TicketStatusType(ticket) == "Open"; }>},
    {"closedTickets",
     Count<[](const Row& ticket) { return TicketStatusType(ticket) == "Closed"; }>},
    {"onholdTickets",
     Count<[](const Row& ticket) { return TicketStatusType(ticket) == "On Hold"; }>},
    {"spamTickets", Count<[](const Row& ticket) { return TicketIsSpam(ticket); }>},
    {"channelWiseCount", ByChannel},
});

}  // namespace

const Behaviour kContactStatistics{.makers = kMakers};
const Behaviour kAccountStatistics{.makers = kMakers};

}  // namespace zoho_desk::sandbox
