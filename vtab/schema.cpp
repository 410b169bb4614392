#include "vtab/schema.h"

#include <algorithm>

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
  std::string sql = "CREATE TABLE x(";
  for (const resources::Column& column : resource.columns) {
    const bool is_key =
        std::find(resource.key.begin(), resource.key.end(), column.name) != resource.key.end();
    sql += Quoted(column.name) + " " + DeclaredType(column.type);
    if (is_key || column.not_null)
      sql += " NOT NULL";
    if (column.IsHidden())
      sql += " HIDDEN";
    sql += ", ";
  }
  sql += Quoted(kRawColumnName) + " TEXT HIDDEN, PRIMARY KEY(";
  for (const std::string_view key : resource.key)
    sql += (key == resource.key.front() ? "" : ", ") + Quoted(key);
  return sql + ")) WITHOUT ROWID";
}

}  // namespace zoho_desk::vtab
