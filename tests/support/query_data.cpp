#include "tests/support/query_data.h"

#include <algorithm>
#include <cstdio>
#include <set>
#include <stdexcept>

namespace zoho_desk::testing {
namespace {

using resources::Column;
using resources::Resource;

// Keys of embedded objects that list, search and get-by-id show alike.
bool IsStableKey(const std::string& key) {
  return key == "id" || key == "productName" || key == "accountName" || key == "direction" ||
         key.starts_with("cf_");
}

void AddJsonKeys(const Json& record, QueryColumn& column) {
  const auto value = record.find(column.spec->name);
  if (value == record.end() || !value->is_object())
    return;
  for (const auto& [key, inner] : value->items()) {
    if (IsStableKey(key) && !inner.is_structured() &&
        std::find(column.json_keys.begin(), column.json_keys.end(), key) == column.json_keys.end())
      column.json_keys.push_back(key);
  }
}

QueryColumn ColumnOf(const Column& spec, const Json& records) {
  QueryColumn column;
  column.spec = &spec;
  std::set<std::string> seen;
  for (const Json& record : records) {
    if (column.IsJson()) {
      AddJsonKeys(record, column);
      continue;
    }
    SqlValue value = ExpectedColumn(record, spec);
    if (!std::holds_alternative<std::monostate>(value) && seen.insert(ToString(value)).second)
      column.values.push_back(std::move(value));
  }
  return column;
}

bool IsPushable(const Resource& resource, std::string_view name) {
  const auto names = [&](const auto& spec) { return spec.column == name; };
  return std::find(resource.key.begin(), resource.key.end(), name) != resource.key.end() ||
         std::any_of(resource.filters.begin(), resource.filters.end(), names) ||
         std::any_of(resource.sorts.begin(), resource.sorts.end(), names) ||
         resource.list.parent.column == name;
}

void Sort(const QueryColumn& column, QueryTable& table) {
  const Resource& resource = *table.resource;
  const std::string_view name = column.spec->name;
  if (column.IsJson()) {
    if (!column.json_keys.empty() && (column.spec->routes & resources::kList) != 0)
      table.json.push_back(&column);
    return;
  }
  if (std::find(resource.key.begin(), resource.key.end(), name) != resource.key.end())
    table.key.push_back(&column);
  if (IsPushable(resource, name))
    table.pushable.push_back(&column);
  if (std::any_of(resource.sorts.begin(), resource.sorts.end(),
                  [&](const auto& sort) { return sort.column == name; }))
    table.sortable.push_back(&column);
  const bool on_page = column.spec->from_request || (column.spec->routes & resources::kList) != 0 ||
                       ((column.spec->routes & resources::kSearch) != 0 && resource.search.by_id);
  (on_page ? table.cheap : table.costly).push_back(&column);
}

}  // namespace

const QueryColumn& QueryTable::column(std::string_view wanted) const {
  for (const QueryColumn& column : columns) {
    if (column.spec->name == wanted)
      return column;
  }
  throw std::logic_error("no column " + std::string(wanted) + " in " + name);
}

QueryData::QueryData(const Json& dump) {
  for (const Resource* resource : resources::AllResources()) {
    const std::string name(resource->name);
    const auto records = dump.at("resources").find(name);
    if (records == dump.at("resources").end())
      continue;
    QueryTable& table = tables_[name];
    table.name = TableName(name);
    table.resource = resource;
    table.rows = records->size();
    for (const Column& column : resource->columns)
      table.columns.push_back(ColumnOf(column, *records));
    for (const QueryColumn& column : table.columns)
      Sort(column, table);
    if (table.sortable.empty())
      table.sortable = table.key;
  }
}

const QueryTable& QueryData::table(std::string_view name) const {
  const auto table = tables_.find(name);
  if (table == tables_.end())
    throw std::logic_error("no table " + std::string(name));
  return table->second;
}

std::string Quoted(std::string_view text) {
  std::string sql = "'";
  for (const char c : text)
    sql += c == '\'' ? "''" : std::string(1, c);
  return sql + "'";
}

std::string SqlText(const SqlValue& value) {
  if (const auto* text = std::get_if<std::string>(&value))
    return Quoted(*text);
  if (const auto* real = std::get_if<double>(&value)) {
    char digits[40];
    std::snprintf(digits, sizeof digits, "%.17g", *real);
    const std::string text(digits);
    return text.find_first_of(".e") == std::string::npos ? text + ".0" : text;
  }
  return ToString(value);
}

}  // namespace zoho_desk::testing
