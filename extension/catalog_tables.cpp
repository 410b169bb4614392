#include <algorithm>
#include <string>

#include "extension/registrations.h"
#include "resources/resource.h"
#include "vtab/row_table.h"
#include "vtab/schema.h"

namespace zoho_desk::extension {
namespace {

using resources::Column;
using resources::Resource;
using vtab::RowValue;

RowValue TextOrNull(std::string_view text) {
  return text.empty() ? RowValue{} : RowValue{std::string(text)};
}

std::string KeyText(const Resource& resource) {
  std::string text;
  for (const std::string_view key : resource.key)
    text.append(text.empty() ? "" : ", ").append(key);
  return text;
}

vtab::Rows TableRows() {
  vtab::Rows rows;
  for (const Resource* resource : resources::AllResources()) {
    const auto page = resource->list.max_limit;
    rows.push_back({"zoho_desk_" + std::string(resource->name),
                    resource->alias.empty() ? RowValue{}
                                            : RowValue{"zoho_desk_" + std::string(resource->alias)},
                    std::string(resource->doc), KeyText(*resource),
                    std::string(resource->list.path), TextOrNull(resource->get.path),
                    TextOrNull(resource->search.path), std::string(resource->list.scopes),
                    page == 0 ? RowValue{} : RowValue{int64_t{page}},
                    TextOrNull(resource->list.fan_out.column), TextOrNull(resource->limits)});
  }
  return rows;
}

// "list, search, get": the answers that carry the column.
std::string RoutesText(const Column& column) {
  std::string text;
  const auto add = [&](uint8_t bit, const char* name) {
    if ((column.routes & bit) != 0)
      text.append(text.empty() ? "" : ", ").append(name);
  };
  add(resources::kList, "list");
  add(resources::kSearch, "search");
  add(resources::kGet, "get");
  return column.from_request ? "request" : text;
}

vtab::Rows ColumnRows() {
  vtab::Rows rows;
  for (const Resource* resource : resources::AllResources()) {
    const std::string table = "zoho_desk_" + std::string(resource->name);
    int64_t position = 0;
    for (const Column& column : resource->columns) {
      rows.push_back(
          {table, position++, std::string(column.name),
           std::string(vtab::DeclaredType(column.type)), std::string(column.doc),
           RoutesText(column), int64_t{column.IsHidden()},
           TextOrNull(column.list_include.empty() ? column.get_include : column.list_include)});
    }
    rows.push_back({table, position, std::string(vtab::kRawColumnName), std::string("TEXT"),
                    std::string("The record's JSON as received."), std::string("list, search, get"),
                    int64_t{1}, RowValue{}});
  }
  return rows;
}

constexpr vtab::RowTable kTables = {
    .name = "zoho_desk_tables",
    .create_sql =
        "CREATE TABLE x(name TEXT NOT NULL, alias TEXT, description TEXT, key TEXT, "
        "list_path TEXT, get_path TEXT, search_path TEXT, scopes TEXT, "
        "page_size INTEGER, fan_out_column TEXT, limits TEXT)",
    .make_rows = TableRows,
};

constexpr vtab::RowTable kColumns = {
    .name = "zoho_desk_columns",
    .create_sql =
        "CREATE TABLE x(table_name TEXT NOT NULL, position INTEGER NOT NULL, "
        "name TEXT NOT NULL, type TEXT, description TEXT, routes TEXT, hidden INTEGER, "
        "include TEXT)",
    .make_rows = ColumnRows,
};

}  // namespace

int RegisterCatalogTables(sqlite3* db) {
  const int rc = vtab::RegisterRowTable(db, kTables);
  return rc == SQLITE_OK ? vtab::RegisterRowTable(db, kColumns) : rc;
}

}  // namespace zoho_desk::extension
