#pragma once

// What reading rows by a route costs: the requests that bring them, and those for the columns that
// the route's rows lack. Pure; the planner compares routes by it, and zoho_desk_plan shows it.

#include <cstdint>

#include "resources/resource.h"

namespace zoho_desk::vtab {

// Prices of Zoho Desk, in API credits.
inline constexpr double kCreditsPerPage = 3;       // at a depth of up to 2,000 rows
inline constexpr double kCreditsPerRecord = 1;     // get-by-id
inline constexpr double kCreditsPerDeepPage = 10;  // below that
inline constexpr double kCheapDepth = 2000;
inline constexpr double kPagesOfAWalk = 50;  // through a list of unknown length

// Numbers of requests of each kind. Not whole: they are expectations.
struct RouteCost {
  double pages = 0;     // of the list or the search
  double searches = 0;  // by the ids of a page's rows, for columns that only search rows carry
  double gets = 0;      // of one record
  double walks = 0;     // through the list, for columns that only its rows carry

  double requests() const { return pages + searches + gets + walks * kPagesOfAWalk; }
  double credits() const {
    return (pages + searches + walks * kPagesOfAWalk) * kCreditsPerPage + gets * kCreditsPerRecord;
  }
};

// For so many rows in so many pages. `columns_used` is SQLite's mask over table columns.
RouteCost CostOfRows(const resources::Resource& resource, resources::RouteBit route,
                     uint64_t columns_used, double rows, double pages);

// Pages of a scan below the depth at which a list gets dear: only where it is read for what its
// rows alone carry, since no search can take over then.
double DeepPages(const resources::Resource& resource, resources::RouteBit route,
                 uint64_t columns_used, double rows, double page_rows);

}  // namespace zoho_desk::vtab
