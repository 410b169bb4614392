#pragma once

// What tests of the planner share: terms of tables by column name, and the plan for them.

#include <gtest/gtest.h>

#include <algorithm>
#include <string_view>
#include <vector>

#include "vtab/planner.h"
#include "vtab/table_layout.h"

namespace zoho_desk::vtab {

using resources::FindResource;
using resources::Resource;
using Op = PlannerTerm::Op;
using Route = resources::Route;

// The table column of that name, parameters included.
inline int ColumnOf(const Resource& resource, std::string_view name) {
  const TableLayout layout(resource);
  for (int column = 0; column < layout.size(); ++column) {
    if (layout.NameOf(column) == name)
      return column;
  }
  ADD_FAILURE() << name;
  return -1;
}

// A usable `column op value`.
inline PlannerTerm Term(const Resource& resource, std::string_view column, Op op) {
  return {.column = ColumnOf(resource, column), .op = op, .usable = true};
}
inline PlannerTerm Equal(const Resource& resource, std::string_view column) {
  return Term(resource, column, Op::kEqual);
}
inline PlannerTerm Unusable(PlannerTerm term) {
  term.usable = false;
  return term;
}
inline constexpr PlannerTerm kLimitTerm = {.op = Op::kLimit, .usable = true};
inline constexpr PlannerTerm kOffsetTerm = {.op = Op::kOffset, .usable = true};

inline PlannerResult PlanFor(const Resource& resource, std::vector<PlannerTerm> terms,
                             std::vector<PlannerOrder> order_by = {},
                             uint64_t columns_used = 0x15) {
  auto result =
      Plan(resource, {.terms = terms, .order_by = order_by, .columns_used = columns_used});
  EXPECT_TRUE(result.ok() && result->has_value());
  return result.ok() && *result ? std::move(**result) : PlannerResult();
}

// Whether a term on that column shapes the request.
inline bool Pushes(const PlannerResult& result, const Resource& resource, std::string_view column) {
  return std::any_of(result.plan.terms.begin(), result.plan.terms.end(), [&](const PlanTerm& term) {
    return term.column == ColumnOf(resource, column);
  });
}

// colUsed of those columns.
inline uint64_t Used(const Resource& resource, std::initializer_list<std::string_view> names) {
  uint64_t mask = 0;
  for (const std::string_view name : names) {
    const int column = ColumnOf(resource, name);
    mask |= uint64_t{1} << static_cast<unsigned>(std::min(column, 63));
  }
  return mask;
}

}  // namespace zoho_desk::vtab
