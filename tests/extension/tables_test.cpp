// Every column of every row of every table, against the sandbox's data set.

#include <gtest/gtest.h>

#include <algorithm>
#include <map>

#include "resources/resource.h"
#include "tests/support/desk.h"

namespace zoho_desk::testing {
namespace {

using resources::Column;
using resources::ColumnType;
using resources::Resource;

std::string ColumnList(const Resource& resource) {
  std::string list;
  for (const Column& column : resource.columns)
    list += (list.empty() ? "\"" : ", \"") + std::string(column.name) + "\"";
  return list;
}

// Key values joined, as text.
std::string KeyOf(const Resource& resource, const Json& record) {
  std::string key;
  for (const std::string_view name : resource.key)
    key += ToString(ExpectedColumn(
               record, resource.columns[static_cast<size_t>(resource.FindColumn(name))])) +
           "/";
  return key;
}

std::string KeyOf(const Resource& resource, const SqlRow& row) {
  std::string key;
  for (const std::string_view name : resource.key)
    key += ToString(row[static_cast<size_t>(resource.FindColumn(name))]) + "/";
  return key;
}

// The same JSON, but that an embedded object may have more or fewer keys than the data set shows:
// which keys an embedded contact, agent or owner has differs between list, search and get-by-id.
bool IsSameJson(const Json& actual, const Json& expected) {
  if (!actual.is_object() || !expected.is_object())
    return actual == expected;
  size_t shared = 0;
  for (const auto& [key, value] : actual.items()) {
    const auto other = expected.find(key);
    if (other == expected.end())
      continue;
    ++shared;
    if (!IsSameJson(value, *other))
      return false;
  }
  return shared == std::min(actual.size(), expected.size()) ||
         (shared > 0 && actual.contains("id"));
}

// JSON compares as JSON, everything else by type and value.
void ExpectSame(const SqlValue& actual, const SqlValue& expected, const Column& column,
                const std::string& key) {
  if (column.type == ColumnType::kJson && std::holds_alternative<std::string>(actual) &&
      std::holds_alternative<std::string>(expected)) {
    EXPECT_TRUE(IsSameJson(Json::parse(std::get<std::string>(actual)),
                           Json::parse(std::get<std::string>(expected))))
        << column.name << " of " << key << ": " << ToString(actual) << ", not "
        << ToString(expected);
    return;
  }
  EXPECT_EQ(ToString(actual), ToString(expected)) << column.name << " of " << key;
}

class EveryTable : public ::testing::TestWithParam<std::string> {
 protected:
  const Resource& resource() const { return *resources::FindResource(GetParam()); }
  const Json& records() const { return desk_.records(GetParam()); }
  std::string table() const { return TableName(GetParam()); }

  Desk& desk_ = Desk::Shared();
};

TEST_P(EveryTable, HasEveryColumnOfEveryRow) {
  std::map<std::string, const Json*> expected;
  for (const Json& record : records())
    ASSERT_TRUE(expected.emplace(KeyOf(resource(), record), &record).second);
  ASSERT_FALSE(expected.empty());

  const Database database = Database::WithExtension();
  const QueryResult result =
      database.Query("SELECT " + ColumnList(resource()) + " FROM " + table());
  ASSERT_TRUE(result.ok()) << result.error;
  EXPECT_EQ(result.rows.size(), expected.size());
  for (const SqlRow& row : result.rows) {
    const std::string key = KeyOf(resource(), row);
    const auto record = expected.find(key);
    ASSERT_NE(record, expected.end()) << "unknown or repeated row " << key;
    for (size_t i = 0; i < row.size(); ++i)
      ExpectSame(row[i], ExpectedColumn(*record->second, resource().columns[i]),
                 resource().columns[i], key);
    expected.erase(record);
  }
}

TEST_P(EveryTable, LooksUpARowByKeyWithTheSameValues) {
  const Json& record = records().at(records().size() / 2);
  std::string where;
  for (const std::string_view name : resource().key) {
    const Column& column = resource().columns[static_cast<size_t>(resource().FindColumn(name))];
    where += (where.empty() ? " WHERE \"" : " AND \"") + std::string(name) +
             "\" = " + ToString(ExpectedColumn(record, column));
  }
  const Database database = Database::WithExtension();
  const QueryResult result =
      database.Query("SELECT " + ColumnList(resource()) + " FROM " + table() + where);
  ASSERT_TRUE(result.ok()) << result.error;
  ASSERT_EQ(result.rows.size(), 1U);
  for (size_t i = 0; i < resource().columns.size(); ++i)
    ExpectSame(result.rows[0][i], ExpectedColumn(record, resource().columns[i]),
               resource().columns[i], where);
}

TEST_P(EveryTable, LeavesHiddenColumnsOutOfSelectStar) {
  const Database database = Database::WithExtension();
  const QueryResult result = database.Query("SELECT * FROM " + table() + " LIMIT 1");
  ASSERT_TRUE(result.ok()) << result.error;
  std::vector<std::string> visible;
  for (const Column& column : resource().columns) {
    if (!column.IsHidden())
      visible.emplace_back(column.name);
  }
  EXPECT_EQ(result.columns, visible);
}

TEST_P(EveryTable, HasTheRecordAsReceivedInRaw) {
  // The key, or where rows do not have it, what they have.
  const auto& columns = resource().columns;
  const auto column = std::find_if(columns.begin(), columns.end(), [](const auto& one) {
    return one.IsField() && one.type != resources::ColumnType::kJson;
  });
  const std::string name(column->name);
  const Database database = Database::WithExtension();
  const QueryResult result =
      database.Query("SELECT CAST(json_extract(_raw, '$." + name + "') AS TEXT), CAST(\"" + name +
                     "\" AS TEXT), json_type(_raw) FROM " + table());
  ASSERT_TRUE(result.ok()) << result.error;
  ASSERT_EQ(result.rows.size(), records().size());
  for (const SqlRow& row : result.rows) {
    EXPECT_EQ(row[0], row[1]);
    EXPECT_EQ(std::get<std::string>(row[2]), "object");
  }
}

TEST_P(EveryTable, RefusesToBeWritten) {
  const Database database = Database::WithExtension();
  const QueryResult result = database.Query("DELETE FROM " + table());
  EXPECT_FALSE(result.ok());
  EXPECT_NE(result.error.find("may not be modified"), std::string::npos) << result.error;
}

std::vector<std::string> ResourceNames() {
  std::vector<std::string> names;
  for (const Resource* resource : resources::AllResources())
    names.emplace_back(resource->name);
  return names;
}

INSTANTIATE_TEST_SUITE_P(Resources, EveryTable, ::testing::ValuesIn(ResourceNames()),
                         [](const auto& suite) { return suite.param; });

TEST(Tables, AnswerToTheirAliases) {
  Desk::Shared();
  const Database database = Database::WithExtension();
  for (const auto& [alias, name] : std::map<std::string, std::string>{
           {"zoho_desk_articleFeedbacks", "zoho_desk_article_feedbacks"},
           {"zoho_desk_helpCenters", "zoho_desk_help_centers"}}) {
    const QueryResult by_alias = database.Query("SELECT id FROM " + alias + " ORDER BY id");
    const QueryResult by_name = database.Query("SELECT id FROM " + name + " ORDER BY id");
    ASSERT_TRUE(by_alias.ok()) << by_alias.error;
    EXPECT_FALSE(by_alias.rows.empty());
    EXPECT_EQ(by_alias.Text(), by_name.Text());
  }
}

}  // namespace
}  // namespace zoho_desk::testing
