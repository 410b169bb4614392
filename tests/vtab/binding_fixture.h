#pragma once

// A resource with a filter, sort order and parameter of every kind, and what binds plans on it.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "vtab/binding.h"
#include "vtab/table_layout.h"

namespace zoho_desk::vtab {

using resources::Column;
using resources::ColumnType;
using resources::Filter;
using resources::FilterKind;
using resources::kGet;
using resources::kList;
using resources::kSearch;
using resources::Resource;
using Route = resources::Route;

inline constexpr uint8_t kEvery = kList | kSearch | kGet;
inline constexpr Column kColumns[] = {
    {"id", ColumnType::kId, kEvery, ""},          {"ownerId", ColumnType::kId, kEvery, ""},
    {"status", ColumnType::kText, kEvery, ""},    {"kind", ColumnType::kText, kEvery, ""},
    {"number", ColumnType::kInteger, kEvery, ""}, {"open", ColumnType::kBoolean, kEvery, ""},
    {"made", ColumnType::kTime, kEvery, ""},      {"due", ColumnType::kTime, kEvery, ""},
    {"rated", ColumnType::kTime, kEvery, ""},     {"name", ColumnType::kText, kEvery, ""},
    {"team", ColumnType::kText, kEvery, ""},
};
inline constexpr resources::FilterValue kKinds[] = {{"Open", "OPEN"}, {"On Hold", "HOLD"}};
inline constexpr Filter kFilters[] = {
    {.column = "ownerId",
     .param = "owner",
     .route = kSearch,
     .kind = FilterKind::kEqualList,
     .max_items = 3,
     .null_value = "${empty}"},
    {.column = "status",
     .param = "status",
     .route = kSearch,
     .kind = FilterKind::kEqualList,
     .max_items = 2,
     .min_length = 2,
     .max_length = 6},
    {.column = "team",
     .param = "team",
     .route = kSearch,
     .kind = FilterKind::kEqualList,
     .max_items = 2},
    {.column = "kind",
     .param = "kind",
     .route = kSearch,
     .kind = FilterKind::kEqualList,
     .values = kKinds,
     .max_items = 5},
    {.column = "number",
     .param = "number",
     .route = kSearch,
     .kind = FilterKind::kEqualList,
     .max_items = 5},
    {.column = "open", .param = "isOpen", .route = kSearch, .kind = FilterKind::kBoolean},
    {.column = "made", .param = "madeRange", .route = kSearch, .kind = FilterKind::kTimeRange},
    {.column = "rated",
     .param = "ratedFrom",
     .route = kSearch,
     .kind = FilterKind::kEpochRange,
     .upper_param = "ratedTo",
     .is_stamp = true},
    {.column = "due",
     .param = "dueFrom",
     .route = kSearch,
     .kind = FilterKind::kEpochRange,
     .upper_param = "dueTo"},
    {.column = "name",
     .param = "name",
     .route = kSearch,
     .kind = FilterKind::kPrefix,
     .min_length = 3,
     .max_length = 8},
    {.column = "name", .param = "implied", .kind = FilterKind::kPrefix, .star = false},
};
inline constexpr resources::SortKey kSorts[] = {{"made", "createdTime", kList | kSearch}};
inline constexpr resources::Parameter kParameters[] = {
    {.name = "viewId", .param = "view", .kind = resources::ParameterKind::kId},
    {.name = "text", .param = "_all", .route = kSearch},
    {.name = "window",
     .param = "from1",
     .kind = resources::ParameterKind::kTimeRange,
     .upper_param = "to1"},
};
inline constexpr std::string_view kKey[] = {"id"};
inline constexpr Resource kThings = {
    .name = "things",
    .key = kKey,
    .list = {.path = "/things", .max_limit = 100},
    .get = {.path = "/things/{id}"},
    .search = {.path = "/things/search", .by_id = true},
    .filters = kFilters,
    .sorts = kSorts,
    .parameters = kParameters,
    .columns = kColumns,
};

inline int ColumnOf(std::string_view name) {
  const TableLayout layout(kThings);
  for (int column = 0; column < layout.size(); ++column) {
    if (layout.NameOf(column) == name)
      return column;
  }
  ADD_FAILURE() << name;
  return -1;
}

inline BoundTerm Texts(std::initializer_list<const char*> texts) {
  BoundTerm term;
  for (const char* text : texts)
    term.emplace_back(std::string(text));
  return term;
}

inline Binding MustBind(const ScanPlan& plan, const std::vector<BoundTerm>& arguments,
                        const Resource& resource = kThings) {
  auto binding = Bind(plan, resource, arguments);
  EXPECT_TRUE(binding.ok()) << binding.error().message;
  return binding.ok() ? std::move(binding).value() : Binding();
}

// A search with one term.
inline Binding Search(std::string_view column, TermOp op, BoundTerm values) {
  return MustBind({.route = Route::kSearch, .terms = {{ColumnOf(column), op}}},
                  {std::move(values)});
}

// Nothing is sent and rows may exist: SQLite decides.
inline void ExpectLeftToSqlite(const Binding& binding) {
  EXPECT_FALSE(binding.no_rows);
  EXPECT_THAT(binding.request.params, testing::IsEmpty());
  EXPECT_THAT(binding.request.alternatives, testing::IsEmpty());
}

}  // namespace zoho_desk::vtab
