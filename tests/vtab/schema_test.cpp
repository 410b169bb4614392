#include "vtab/schema.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <string>

#include "tests/vtab/database.h"
#include "vtab/resource_module.h"
#include "vtab/table_layout.h"

namespace zoho_desk::vtab {
namespace {

using resources::Column;
using resources::ColumnType;
using resources::Resource;

TEST(Schema, DeclaresOnlyTypesThatCompareRight) {
  EXPECT_STREQ(DeclaredType(ColumnType::kId), "TEXT");
  EXPECT_STREQ(DeclaredType(ColumnType::kText), "TEXT");
  EXPECT_STREQ(DeclaredType(ColumnType::kTime), "TEXT");
  EXPECT_STREQ(DeclaredType(ColumnType::kDate), "TEXT");
  EXPECT_STREQ(DeclaredType(ColumnType::kJson), "TEXT");
  EXPECT_STREQ(DeclaredType(ColumnType::kInteger), "INTEGER");
  EXPECT_STREQ(DeclaredType(ColumnType::kBoolean), "INTEGER");
  EXPECT_STREQ(DeclaredType(ColumnType::kReal), "REAL");
}

TEST(Schema, SpellsOutASmallTable) {
  constexpr Column kColumns[] = {
      {"module", ColumnType::kText, resources::kList, ""},
      {"id", ColumnType::kId, resources::kList, ""},
      {.name = "made",
       .type = ColumnType::kTime,
       .routes = resources::kList,
       .doc = "",
       .not_null = true},
      {"count", ColumnType::kInteger, resources::kSearch, ""},
      {"detail", ColumnType::kJson, resources::kGet, ""},
      {.name = "tucked",
       .type = ColumnType::kReal,
       .routes = resources::kList,
       .doc = "",
       .hidden = true},
  };
  constexpr std::string_view kKey[] = {"module", "id"};
  constexpr resources::Parameter kParameters[] = {{.name = "viewId", .param = "viewId"},
                                                  {.name = "text", .param = "_all"}};
  const std::string with_parameters =
      CreateTableSql({.name = "x", .key = kKey, .parameters = kParameters, .columns = kColumns});
  // Arguments of x(...) are the HIDDEN columns from the left.
  EXPECT_THAT(with_parameters, testing::HasSubstr("\"count\" INTEGER, \"viewId\" TEXT HIDDEN, "
                                                  "\"text\" TEXT HIDDEN, \"_profile\" TEXT HIDDEN, "
                                                  "\"_source\" INTEGER HIDDEN NOT NULL, "
                                                  "\"detail\" TEXT HIDDEN, "));
  EXPECT_EQ(CreateTableSql({.name = "x", .key = kKey, .columns = kColumns}),
            "CREATE TABLE x(\"module\" TEXT NOT NULL, \"id\" TEXT NOT NULL, "
            "\"made\" TEXT NOT NULL, \"count\" INTEGER, \"_profile\" TEXT HIDDEN, "
            "\"_source\" INTEGER HIDDEN NOT NULL, \"detail\" TEXT HIDDEN, "
            "\"tucked\" REAL HIDDEN, \"_raw\" TEXT HIDDEN, "
            "PRIMARY KEY(\"module\", \"id\", \"_source\")) WITHOUT ROWID");
}

class SchemaOf : public testing::TestWithParam<const Resource*> {};

// SQLite itself says what it understood.
TEST_P(SchemaOf, IsWhatSqliteUnderstands) {
  const Resource& resource = *GetParam();
  Database db;
  const resources::Resource* const table = &resource;
  ASSERT_EQ(RegisterResources(db.get(), {&table, 1}), SQLITE_OK);
  const auto rows = db.Query(
      "SELECT name, type, \"notnull\", hidden, pk FROM "
      "pragma_table_xinfo('" +
      TableName(resource) + "')");
  ASSERT_EQ(db.message(), "");
  const TableLayout layout(resource);
  ASSERT_EQ(rows.size(), resource.columns.size() + resource.parameters.size() + 3);
  for (size_t i = 0; i < resource.columns.size(); ++i) {
    const Column& column = resource.columns[i];
    const auto key = std::find(resource.key.begin(), resource.key.end(), column.name);
    const bool is_key = key != resource.key.end();
    const std::string expected = std::string(column.name) + "|" + DeclaredType(column.type) + "|" +
                                 (is_key || column.not_null ? "1" : "0") + "|" +
                                 (column.IsHidden() ? "1" : "0") + "|" +
                                 (is_key ? std::to_string(key - resource.key.begin() + 1) : "0");
    EXPECT_EQ(rows[static_cast<size_t>(layout.OfColumn(static_cast<int>(i)))], expected);
  }
  for (size_t i = 0; i < resource.parameters.size(); ++i) {
    EXPECT_EQ(rows[static_cast<size_t>(layout.OfParameter(static_cast<int>(i)))],
              std::string(resource.parameters[i].name) + "|TEXT|0|1|0");
  }
  EXPECT_EQ(rows[static_cast<size_t>(layout.OfProfile())], "_profile|TEXT|0|1|0");
  EXPECT_EQ(rows[static_cast<size_t>(layout.OfSource())],
            "_source|INTEGER|1|1|" + std::to_string(resource.key.size() + 1));
  EXPECT_EQ(rows.back(), "_raw|TEXT|0|1|0");
}

// SQLite tells one by one which of the first 63 columns a query reads. Newer versions count the
// columns of the key among those of every query.
TEST_P(SchemaOf, HasTheProfileAmongTheColumnsThatSqliteTellsApart) {
  const TableLayout layout(*GetParam());
  EXPECT_LT(layout.OfSource(), 63);
}

// SQLite hands the arguments of zoho_desk_x(...) to HIDDEN columns from the left. Where not all
// parameters fit before `_profile`, those before it already belong to both the list and the search,
// which no request can carry together.
TEST_P(SchemaOf, HandsItsArgumentsToTheParameters) {
  const Resource& resource = *GetParam();
  const TableLayout layout(resource);
  bool list = false;
  bool search = false;
  for (size_t i = 0; i < resource.parameters.size(); ++i) {
    const int column = layout.OfParameter(static_cast<int>(i));
    EXPECT_EQ(layout.NameOf(column), resource.parameters[i].name);
    if (column < layout.OfProfile()) {
      (resource.parameters[i].route == resources::kSearch ? search : list) = true;
    } else {
      EXPECT_TRUE(list && search) << resource.parameters[i].name;
    }
  }
}

TEST_P(SchemaOf, HasNoRowid) {
  const Resource& resource = *GetParam();
  Database db;
  const resources::Resource* const table = &resource;
  ASSERT_EQ(RegisterResources(db.get(), {&table, 1}), SQLITE_OK);
  db.Query("EXPLAIN SELECT rowid FROM " + TableName(resource));
  EXPECT_THAT(db.message(), testing::HasSubstr("no such column: rowid"));
}

INSTANTIATE_TEST_SUITE_P(AllResources, SchemaOf,
                         testing::ValuesIn(resources::AllResources().begin(),
                                           resources::AllResources().end()),
                         [](const auto& instance) { return std::string(instance.param->name); });

}  // namespace
}  // namespace zoho_desk::vtab
