#pragma once

// What reading rows by a route costs: the requests that bring them, and those for the columns that
// the route's rows lack. Pure; the planner compares routes by it, and zoho_desk_plan shows it.

#include <cstdint>
#include <optional>

#include "resources/resource.h"
#include "vtab/plan.h"

namespace zoho_desk::vtab {

// Prices of Zoho Desk, in API credits.
inline constexpr double kCreditsPerPage = 3;       // at a depth of up to 2,000 rows
inline constexpr double kCreditsPerRecord = 1;     // get-by-id
inline constexpr double kCreditsPerDeepPage = 10;  // below that
inline constexpr double kCheapDepth = 2000;
inline constexpr double kPagesOfAWalk = 50;  // through a list of unknown length

// Nothing is known about a portal's size before asking. A few thousand rows make SQLite prefer
// lookups for a handful of keys and one scan for many.
inline constexpr double kAssumedRows = 5000;
inline constexpr double kAssumedFewRows = 10;    // of tables like departments
inline constexpr double kAssumedListLength = 5;  // of IN

// How many lists a scan reads: where Zoho answers for one parent at a time, by the operator on the
// parent's column, if there is a term. `rows` is how many rows they have in all, where it is the
// parents that tell; else it stays as it is.
double AssumedLists(const resources::Resource& resource, std::optional<TermOp> op, double& rows);

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
RouteCost CostOfRows(const resources::Resource& resource, resources::Route route,
                     uint64_t columns_used, double rows, double pages);

// Pages of a scan below the depth at which a list gets dear: only where it is read for what its
// rows alone carry, since no search can take over then.
double DeepPages(const resources::Resource& resource, resources::Route route, uint64_t columns_used,
                 double rows, double page_rows);

}  // namespace zoho_desk::vtab
