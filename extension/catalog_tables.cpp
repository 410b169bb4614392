// zoho_desk_tables and zoho_desk_columns: resources/ as rows, for people and programs that look for
// what there is. Registered by the entry point; the rows are made when a query begins
// (vtab/row_table.h). They come from what the planner and the client read themselves, so the
// catalogue cannot promise something else.

#include <string>
#include <utility>
#include <vector>

#include "common/text.h"
#include "extension/registrations.h"
#include "resources/describe.h"
#include "resources/resource.h"
#include "vtab/row_table.h"
#include "vtab/schema.h"
#include "vtab/table_layout.h"

namespace zoho_desk::extension {
namespace {

using resources::Column;
using resources::Resource;
using vtab::RowValue;

RowValue TextOrNull(std::string_view text) {
  return text.empty() ? RowValue{} : RowValue{std::string(text)};
}

// Called in xFilter, on any thread, as ColumnRows: what both read is constant.
vtab::Rows TableRows() {
  vtab::Rows rows;
  for (const Resource* resource : resources::AllResources()) {
    const auto page = resource->list.max_limit;
    rows.push_back({TableName(*resource),
                    resource->alias.empty() ? RowValue{} : RowValue{TableName(resource->alias)},
                    std::string(resource->doc), Joined(resource->key),
                    std::string(resource->list.path), TextOrNull(resource->get.path),
                    TextOrNull(resource->search.path), std::string(resource->list.scopes),
                    page == 0 ? RowValue{} : RowValue{int64_t{page}},
                    TextOrNull(resource->list.parent.column), TextOrNull(resource->limits)});
  }
  return rows;
}

// `position` is the column's number for SQLite: cid of PRAGMA table_xinfo.
std::vector<RowValue> ColumnRow(const Resource& resource, const vtab::TableLayout& layout,
                                int position) {
  std::vector<RowValue> row = {TableName(resource), int64_t{position},
                               std::string(layout.NameOf(position))};
  const vtab::TableColumn entry = layout.at(position);
  const auto index = static_cast<size_t>(entry.index);
  const auto add = [&](std::initializer_list<RowValue> values) { row.insert(row.end(), values); };
  switch (entry.kind) {
    case vtab::TableColumn::Kind::kColumn: {
      const Column& column = resource.columns[index];
      add({std::string(vtab::DeclaredType(column.type)), resources::DocOf(column),
           resources::RoutesOf(column), int64_t{column.IsHidden()},
           TextOrNull(column.list_include.empty() ? column.get_include : column.list_include),
           TextOrNull(resources::PushedOperators(resource, column))});
      break;
    }
    case vtab::TableColumn::Kind::kParameter: {
      const resources::Parameter& parameter = resource.parameters[index];
      const bool search = parameter.route == resources::kSearch;
      add({std::string("TEXT"), std::string(parameter.doc), std::string("parameter"), int64_t{1},
           RowValue{}, std::string(search ? "search: =" : "list: =")});
      break;
    }
    case vtab::TableColumn::Kind::kProfile:
      add({std::string("TEXT"),
           std::string("The profile whose login is asked; _profile = '...' picks one."),
           std::string("profile"), int64_t{1}, RowValue{}, std::string("list, search, get: = IN")});
      break;
    case vtab::TableColumn::Kind::kSource:
      add({std::string("INTEGER"),
           std::string("Keeps rows of different profiles apart; of no use to queries."),
           std::string("profile"), int64_t{1}, RowValue{}, RowValue{}});
      break;
    case vtab::TableColumn::Kind::kRaw:
      add({std::string("TEXT"), std::string("The record's JSON as received."),
           std::string("list, search, get"), int64_t{1}, RowValue{}, RowValue{}});
      break;
  }
  return row;
}

vtab::Rows ColumnRows() {
  vtab::Rows rows;
  for (const Resource* resource : resources::AllResources()) {
    const vtab::TableLayout layout(*resource);
    for (int position = 0; position < layout.size(); ++position)
      rows.push_back(ColumnRow(*resource, layout, position));
  }
  return rows;
}

constexpr vtab::RowTable kTables = {
    .name = "zoho_desk_tables",
    .create_sql =
        "CREATE TABLE x(name TEXT NOT NULL, alias TEXT, description TEXT, key TEXT, "
        "list_path TEXT, get_path TEXT, search_path TEXT, scopes TEXT, "
        "page_size INTEGER, parent_column TEXT, limits TEXT)",
    .make_rows = TableRows,
};

constexpr vtab::RowTable kColumns = {
    .name = "zoho_desk_columns",
    .create_sql =
        "CREATE TABLE x(table_name TEXT NOT NULL, position INTEGER NOT NULL, "
        "name TEXT NOT NULL, type TEXT, description TEXT, routes TEXT, hidden INTEGER, "
        "include TEXT, pushed TEXT)",
    .make_rows = ColumnRows,
};

}  // namespace

int RegisterCatalogTables(sqlite3* db) {
  const int rc = vtab::RegisterRowTable(db, kTables);
  return rc == SQLITE_OK ? vtab::RegisterRowTable(db, kColumns) : rc;
}

}  // namespace zoho_desk::extension
