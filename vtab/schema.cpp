// The declaration of a table: for xConnect, and for the catalogue (extension/catalog_tables). Its
// types decide how SQLite compares. By its key SQLite tells rows apart in an OR, and trusts it to
// be unique; WITHOUT ROWID, because rows have no number that stays theirs.

#include "vtab/schema.h"

#include <algorithm>

#include "vtab/table_layout.h"

namespace zoho_desk::vtab {
namespace {

std::string Quoted(std::string_view name) {
  return "\"" + std::string(name) + "\"";
}

}  // namespace

const char* DeclaredType(resources::ColumnType type) {
  switch (type) {
    case resources::ColumnType::kInteger:
    case resources::ColumnType::kBoolean:
      return "INTEGER";
    case resources::ColumnType::kReal:
      return "REAL";
    default:
      return "TEXT";
  }
}

std::string CreateTableSql(const resources::Resource& resource) {
  const TableLayout layout(resource);
  std::string sql = "CREATE TABLE x(";
  for (int i = 0; i < layout.size(); ++i) {
    const TableColumn entry = layout.at(i);
    sql += Quoted(layout.NameOf(i));
    if (entry.kind == TableColumn::Kind::kSource) {
      sql += " INTEGER HIDDEN NOT NULL, ";
      continue;
    }
    if (entry.kind != TableColumn::Kind::kColumn) {
      sql += " TEXT HIDDEN, ";
      continue;
    }
    const resources::Column& column = resource.columns[static_cast<size_t>(entry.index)];
    const bool is_key =
        std::find(resource.key.begin(), resource.key.end(), column.name) != resource.key.end();
    sql += std::string(" ") + DeclaredType(column.type);
    if (is_key || column.not_null)
      sql += " NOT NULL";
    if (column.IsHidden())
      sql += " HIDDEN";
    sql += ", ";
  }
  sql += "PRIMARY KEY(";
  for (const std::string_view key : resource.key)
    sql += Quoted(key) + ", ";
  return sql + Quoted(kSourceColumnName) + ")) WITHOUT ROWID";
}

}  // namespace zoho_desk::vtab
