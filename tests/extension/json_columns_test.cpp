// Every JSON column, read by every request that can bring it: one shape, one value.

#include <algorithm>
#include <map>

#include "resources/resource.h"
#include "tests/support/desk.h"

namespace zoho_desk::testing {
namespace {

using resources::Column;
using resources::ColumnType;
using resources::Resource;

constexpr size_t kRecords = 20;  // that are got by id

class JsonColumns : public ::testing::TestWithParam<const Resource*> {
 protected:
  std::string Table() const { return TableName(*GetParam()); }

  // "column of id" to value.
  using Values = std::map<std::string, std::string>;
  void Read(const std::string& where, Values& values) const {
    std::string names = "id";
    for (const Column& column : GetParam()->columns) {
      if (column.type == ColumnType::kJson)
        names.append(", ").append(column.name);
    }
    const QueryResult result = database_.Query("SELECT " + names + " FROM " + Table() + where);
    EXPECT_TRUE(result.ok()) << result.error;
    for (const SqlRow& row : result.rows) {
      for (size_t i = 1; i < row.size(); ++i)
        values[result.columns[i] + " of " + std::get<std::string>(row[0])] = ToString(row[i]);
    }
  }
  static void ExpectAlike(const Values& some, const Values& all, const std::string& route) {
    for (const auto& [key, value] : some) {
      const auto other = all.find(key);
      if (other != all.end()) {
        EXPECT_EQ(value, other->second) << key << " by " << route;
      }
    }
  }

  const Database database_ = Database::WithExtension();
  Desk& desk_ = Desk::Shared();
};

TEST_P(JsonColumns, HaveOneShapeWhateverAnswered) {
  Values by_list;
  Read("", by_list);
  if (!GetParam()->search.path.empty()) {
    const int modified = GetParam()->FindColumn("modifiedTime");
    ASSERT_GE(modified, 0);
    Values by_search;
    Read(" WHERE modifiedTime >= '2000-01-01'", by_search);
    ExpectAlike(by_search, by_list, "search");
  }
  Values by_id;
  const Json& records = desk_.records(std::string(GetParam()->name));
  for (size_t i = 0; i < std::min(kRecords, records.size()); ++i)
    Read(" WHERE id = '" + records[i]["id"].get<std::string>() + "'", by_id);
  EXPECT_FALSE(by_id.empty());
  ExpectAlike(by_id, by_list, "id");
}

std::vector<const Resource*> WithJsonAndIds() {
  std::vector<const Resource*> found;
  for (const Resource* resource : resources::AllResources()) {
    const bool has_json =
        std::any_of(resource->columns.begin(), resource->columns.end(),
                    [](const Column& column) { return column.type == ColumnType::kJson; });
    if (has_json && resource->key.size() == 1 && resource->key.front() == "id")
      found.push_back(resource);
  }
  return found;
}

INSTANTIATE_TEST_SUITE_P(Tables, JsonColumns, ::testing::ValuesIn(WithJsonAndIds()),
                         [](const auto& param) { return std::string(param.param->name); });

// The keys that the guide promises, with the values of the data set.
TEST(JsonKeys, OfAnAssigneeAreTheSameInListAndSearch) {
  Desk& desk = Desk::Shared();
  std::map<std::string, std::string> emails;
  for (const Json& ticket : desk.records("tickets")) {
    if (ticket["assignee"].is_object())
      emails[ticket["id"]] = ticket["assignee"]["email"];
  }
  ASSERT_FALSE(emails.empty());
  const Database database = Database::WithExtension();
  for (const char* where : {"", " AND modifiedTime >= '2000-01-01'"}) {
    const QueryResult result = database.Query(
        "SELECT id, assignee ->> '$.email', (SELECT group_concat(key) FROM json_each(assignee)) "
        "FROM zoho_desk_tickets WHERE assignee IS NOT NULL" +
        std::string(where));
    ASSERT_TRUE(result.ok()) << result.error;
    EXPECT_EQ(result.rows.size(), emails.size());
    for (const SqlRow& row : result.rows) {
      EXPECT_EQ(std::get<std::string>(row[1]), emails[std::get<std::string>(row[0])]);
      EXPECT_EQ(std::get<std::string>(row[2]), "id,firstName,lastName,email,photoURL");
    }
  }
}

}  // namespace
}  // namespace zoho_desk::testing
