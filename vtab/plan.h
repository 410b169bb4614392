#pragma once

// How one scan of a table will be answered: chosen by the planner in xBestIndex, carried to xFilter
// as text (idxStr), which EXPLAIN QUERY PLAN shows to the user. Its grammar:
// docs/DECISIONS.md, "The plan in idxStr".

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "resources/resource.h"

namespace zoho_desk::vtab {

// Operators of pushed WHERE terms.
enum class TermOp : uint8_t {
  kEqual,
  kIn,  // all values of the list in one argument (sqlite3_vtab_in)
  kLess,
  kLessEqual,
  kGreater,
  kGreaterEqual,
  kLike,
  kIsNull,  // has no argument
  kSince,   // a lower bound, which holds for the column that resources::Column::not_after names
};

struct PlanTerm {
  int column = 0;  // table column (table_layout.h)
  TermOp op = TermOp::kEqual;
  bool operator==(const PlanTerm&) const = default;
};

struct ScanPlan {
  resources::Route route = resources::kList;
  // Terms that shape the request. xFilter receives one argument for each in this order, kIsNull
  // left out.
  std::vector<PlanTerm> terms;
  // Server order, -1: as the server likes. A table column with a SortKey.
  int sort_column = -1;
  bool descending = false;
  // Range terms on sort_column are not sent: the scan walks in server order and ends at their bound
  // (client::ScanRequest::stop).
  bool walks = false;
  // The server order is for the walk alone: SQL does not rely on it.
  bool sort_is_ours = false;
  // Arguments after those of the terms: LIMIT and OFFSET, as hints for the page size only.
  bool has_limit = false;
  bool has_offset = false;
  // Every row the server returns will be read (no WHERE term is left to SQLite): details may be
  // fetched ahead.
  bool reads_all_rows = false;
  // A term is true of no row, as its literal shows: nothing is asked.
  bool matches_nothing = false;
  // SQLite's colUsed over table columns: bit i for column i, bit 63 for all columns from 63 on.
  uint64_t columns_used = 0;

  bool operator==(const ScanPlan&) const = default;
};

// "search modifiedTime>=? sort=-createdTime limit=? per-row=get left=subject columns=1f". `left`
// names the columns of the terms SQLite evaluates alone; include=, per-row= and left= are for the
// reader only.
std::string ToText(const ScanPlan& plan, const resources::Resource& resource,
                   const std::vector<int>& left);

// Reads what ToText wrote of a plan that can be carried out; nullopt for anything else, be it a
// repeated word.
std::optional<ScanPlan> PlanFromText(std::string_view text, const resources::Resource& resource);

// The columns of a colUsed mask: indexes into resource.columns, client::kRawColumn for `_raw`.
// Parameters, `_profile` and `_source`, which no answer carries, are left out.
std::vector<int> ColumnsUsed(uint64_t columns_used, const resources::Resource& resource);

}  // namespace zoho_desk::vtab
