#pragma once

// What the decoding benchmarks work on: one page of the ticket search as the sandbox sends it.

#include <string>
#include <vector>

namespace zoho_desk::bench {

inline constexpr int kTicketsPerPage = 100;

// The body of GET /api/v1/tickets/search?limit=100, made once. Throws std::runtime_error if
// the sandbox refuses to answer.
const std::string& TicketPage();

// Indexes into kTickets.columns of the visible columns that such a page carries.
std::vector<int> AllColumns();
// id, subject and createdTime.
std::vector<int> ThreeColumns();

}  // namespace zoho_desk::bench
