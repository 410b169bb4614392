// Every filter and every sort order of every resource reaches a request that the sandbox takes.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "resources/resource.h"
#include "tests/support/desk.h"
#include "tests/support/query_data.h"

namespace zoho_desk::testing {
namespace {

using resources::Column;
using resources::Filter;
using resources::FilterKind;
using resources::Resource;
using resources::SortKey;
using ::testing::Contains;
using ::testing::HasSubstr;

class EveryFilter : public ::testing::TestWithParam<const Resource*> {
 protected:
  // A value that the server takes, as SQL: of some record, or of a closed set.
  std::string ValueOf(const Filter& filter) const {
    if (!filter.values.empty())
      return Quoted(filter.values.front().sql);
    const Column& column =
        GetParam()->columns[static_cast<size_t>(GetParam()->FindColumn(filter.column))];
    for (const Json& record : desk_.records(std::string(GetParam()->name))) {
      const SqlValue value = ExpectedColumn(record, column);
      const auto* text = std::get_if<std::string>(&value);
      if (std::holds_alternative<int64_t>(value) ||
          (text != nullptr && text->size() >= static_cast<size_t>(filter.min_length) &&
           text->size() <= static_cast<size_t>(filter.max_length) &&
           text->find_first_not_of("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 "
                                   "@.:-") == std::string::npos))
        return SqlText(value);
    }
    return "'nothing of this value'";
  }

  // WHERE terms that the filter takes, each with what the request says for them.
  std::vector<std::string> TermsOf(const Filter& filter) const {
    const std::string column = "t.\"" + std::string(filter.column) + "\"";
    std::vector<std::string> terms;
    switch (filter.kind) {
      case FilterKind::kEqual:
        terms = {column + " = " + ValueOf(filter)};
        break;
      case FilterKind::kEqualList:
        terms = {column + " = " + ValueOf(filter),
                 column + " IN (" + ValueOf(filter) + ", NULL, " + ValueOf(filter) + ")"};
        break;
      case FilterKind::kBoolean:
        terms = {column + " = 1", column + " = 0"};
        break;
      case FilterKind::kTimeRange:
      case FilterKind::kEpochRange:
        terms = {column + " >= '2026-10-01' AND " + column + " < '2026-10-08'",
                 column + " BETWEEN '2026-10-01' AND '2026-10-02 10:00'"};
        break;
      case FilterKind::kPrefix:
        terms = {column + " LIKE 'Boehm%'"};
    }
    if (!filter.null_value.empty())
      terms.push_back(column + " IS NULL");
    return terms;
  }

  std::vector<std::string> Ask(const std::string& sql) {
    desk_.TakeRequests();
    const QueryResult result = database_.Query(sql);
    EXPECT_TRUE(result.ok()) << sql << ": " << result.error;
    return desk_.TakeRequests();
  }

  Desk& desk_ = Desk::Shared();
  Database database_ = Database::WithExtension();
};

// Keys are got by id. What searches take is tried next to a parameter that only they have.
TEST_P(EveryFilter, ReachesTheRequest) {
  const std::string key(GetParam()->key.front());
  for (const Filter& filter : GetParam()->filters) {
    if (filter.column == key)
      continue;
    const std::string search = filter.route == resources::kSearch ? " AND searchText = 'zzz'" : "";
    for (const std::string& term : TermsOf(filter)) {
      const std::string sql = "SELECT " + key + " FROM " + TableName(*GetParam()) + " AS t WHERE " +
                              term + search + " LIMIT 2";
      EXPECT_THAT(Ask(sql), Contains(HasSubstr(std::string(filter.param) + "="))) << sql;
    }
  }
}

TEST_P(EveryFilter, SortsByWhatTheServerSortsBy) {
  // Lists of many parents have no common order.
  const resources::ListRoute& list = GetParam()->list;
  const std::string one_list =
      list.IsOfEachParent() ? " WHERE " + std::string(list.parent.column) + " = '1'" : "";
  for (const SortKey& key : GetParam()->sorts) {
    for (const char* direction : {"", " DESC"}) {
      const std::string sql = "SELECT " + std::string(GetParam()->key.front()) + " FROM " +
                              TableName(*GetParam()) + one_list + " ORDER BY " +
                              std::string(key.column) + direction + " LIMIT 2";
      EXPECT_THAT(Ask(sql),
                  Contains(HasSubstr("sortBy=" + std::string(*direction == '\0' ? "" : "-") +
                                     std::string(key.param))))
          << sql;
    }
  }
}

std::vector<const Resource*> ResourcesWithFilters() {
  std::vector<const Resource*> found;
  for (const Resource* resource : resources::AllResources()) {
    if (!resource->filters.empty() || !resource->sorts.empty())
      found.push_back(resource);
  }
  return found;
}

INSTANTIATE_TEST_SUITE_P(Tables, EveryFilter, ::testing::ValuesIn(ResourcesWithFilters()),
                         [](const auto& suite) { return std::string(suite.param->name); });

}  // namespace
}  // namespace zoho_desk::testing
