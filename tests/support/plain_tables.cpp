#include "tests/support/plain_tables.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <ctime>
#include <regex>
#include <stdexcept>

namespace zoho_desk::testing {
namespace {

using resources::Column;
using resources::ColumnType;
using resources::Resource;

bool AllDigits(const std::string& text) {
  return !text.empty() && text.find_first_not_of("0123456789") == std::string::npos;
}

std::string Iso(int64_t epoch_millis, bool date_only) {
  const std::time_t seconds = epoch_millis / 1000;
  std::tm utc{};
  gmtime_r(&seconds, &utc);
  char text[64];
  const int length =
      date_only ? std::snprintf(text, sizeof text, "%04d-%02d-%02d", utc.tm_year + 1900,
                                utc.tm_mon + 1, utc.tm_mday)
                : std::snprintf(text, sizeof text, "%04d-%02d-%02dT%02d:%02d:%02d.%03dZ",
                                utc.tm_year + 1900, utc.tm_mon + 1, utc.tm_mday, utc.tm_hour,
                                utc.tm_min, utc.tm_sec, static_cast<int>(epoch_millis % 1000));
  return {text, static_cast<size_t>(length)};
}

SqlValue FromString(const std::string& text, ColumnType type) {
  switch (type) {
    case ColumnType::kTime:
    case ColumnType::kDate:
      if (text.size() == 13 && AllDigits(text))
        return Iso(std::stoll(text), type == ColumnType::kDate);
      return text;
    case ColumnType::kInteger:
      if (AllDigits(text) && text.size() < 19 && std::to_string(std::stoll(text)) == text)
        return static_cast<int64_t>(std::stoll(text));
      return text;
    case ColumnType::kReal: {
      size_t used = 0;
      try {
        const double value = std::stod(text, &used);
        if (used == text.size() && std::isfinite(value))
          return value;
      } catch (const std::exception&) {
      }
      return text;
    }
    case ColumnType::kBoolean:
      if (text == "true" || text == "false")
        return int64_t{text == "true"};
      return text;
    case ColumnType::kJson:
      return Json(text).dump();
    default:
      return text;
  }
}

std::string CreateSql(const Resource& resource) {
  std::string sql = "CREATE TABLE " + TableName(resource) + "(";
  for (const Column& column : resource.columns) {
    const char* type = column.type == ColumnType::kReal ? "REAL"
                       : column.type == ColumnType::kInteger || column.type == ColumnType::kBoolean
                           ? "INTEGER"
                           : "TEXT";
    sql += "\"" + std::string(column.name) + "\" " + type + ", ";
  }
  sql += "PRIMARY KEY(";
  for (const std::string_view key : resource.key)
    sql += (key == resource.key.front() ? "\"" : ", \"") + std::string(key) + "\"";
  return sql + ")) WITHOUT ROWID";
}

void Bind(sqlite3_stmt* statement, int index, const SqlValue& value) {
  if (const auto* integer = std::get_if<int64_t>(&value))
    sqlite3_bind_int64(statement, index, *integer);
  else if (const auto* real = std::get_if<double>(&value))
    sqlite3_bind_double(statement, index, *real);
  else if (const auto* text = std::get_if<std::string>(&value))
    sqlite3_bind_text64(statement, index, text->data(), text->size(), SQLITE_TRANSIENT,
                        SQLITE_UTF8);
  else
    sqlite3_bind_null(statement, index);
}

}  // namespace

SqlValue ExpectedValue(const Json* value, ColumnType type) {
  if (value == nullptr || value->is_null())
    return std::monostate{};
  if (value->is_string() && value->get_ref<const std::string&>().empty() &&
      type != ColumnType::kText && type != ColumnType::kJson)
    return std::monostate{};  // no text is a value of these types
  if (value->is_string())
    return FromString(value->get<std::string>(), type);
  if (value->is_object() || value->is_array() || type == ColumnType::kJson)
    return value->dump();
  if (value->is_boolean()) {
    if (type == ColumnType::kText || type == ColumnType::kId)
      return value->dump();
    return int64_t{value->get<bool>()};
  }
  if (type == ColumnType::kText || type == ColumnType::kId)
    return value->dump();
  if (type == ColumnType::kReal || value->is_number_float())
    return value->get<double>();
  const auto integer = value->get<int64_t>();
  if ((type == ColumnType::kTime || type == ColumnType::kDate) &&
      (integer == 0 || integer >= 100'000'000'000))
    return Iso(integer, type == ColumnType::kDate);
  return integer;
}

// The derivations, a second time: over parsed JSON and by patterns.
SqlValue ExpectedSeconds(const std::string& text) {
  static const std::regex hours(R"((?:(\d+) days? )?(\d+):(\d\d) hrs)");
  static const std::regex clock(R"((\d+):(\d\d):(\d\d))");
  std::smatch part;
  const auto number = [&](size_t i) {
    return part[i].matched ? int64_t{std::stoi(part[i])} : int64_t{0};
  };
  if (std::regex_match(text, part, hours))
    return (number(1) * 24 + number(2)) * 3600 + number(3) * 60;
  if (std::regex_match(text, part, clock))
    return number(1) * 3600 + number(2) * 60 + number(3);
  throw std::logic_error("no duration: " + text);
}

SqlValue ExpectedDerivation(const Json& whole, const resources::Derivation& derivation) {
  using Kind = resources::Derivation::Kind;
  const std::string member(derivation.member);
  Json value;
  if (derivation.kind == Kind::kSeconds)
    return whole.is_null() ? SqlValue() : ExpectedSeconds(whole.get<std::string>());
  if (derivation.kind == Kind::kMember && whole.is_object())
    value = whole.value(member, Json());
  if (derivation.kind == Kind::kTransition && whole.is_array()) {
    for (size_t i = whole.size(); i-- > 0;) {
      if (whole[i].at("propertyType") == "ValueTransition")
        value = member == "propertyName" ? whole[i].at(member) : whole[i]["propertyValue"][member];
    }
  }
  if (value.is_object())
    value = value.at("name");
  return value.is_null() ? SqlValue() : SqlValue(value.get<std::string>());
}

SqlValue ExpectedColumn(const Json& record, const Column& column) {
  if (const resources::Derivation& derivation = column.derivation; !derivation.column.empty())
    return ExpectedDerivation(record.value(derivation.column, Json()), derivation);
  auto it = record.find(column.name);
  if (column.from_request && it == record.end())
    it = record.find("_fanout");
  if (it == record.end() && !column.alias.empty())
    it = record.find(column.alias);
  return ExpectedValue(it == record.end() ? nullptr : &*it, column.type);
}

void CreatePlainTable(const Database& database, const Resource& resource, const Json& records) {
  database.Run(CreateSql(resource));
  std::string sql = "INSERT INTO " + TableName(resource) + " VALUES(?";
  for (size_t i = 1; i < resource.columns.size(); ++i)
    sql += ",?";
  sqlite3_stmt* statement = nullptr;
  ASSERT_EQ(sqlite3_prepare_v2(database.handle(), (sql + ")").c_str(), -1, &statement, nullptr),
            SQLITE_OK);
  database.Run("BEGIN");
  for (const Json& record : records) {
    for (size_t i = 0; i < resource.columns.size(); ++i)
      Bind(statement, static_cast<int>(i) + 1, ExpectedColumn(record, resource.columns[i]));
    EXPECT_EQ(sqlite3_step(statement), SQLITE_DONE)
        << resource.name << ": " << sqlite3_errmsg(database.handle());
    sqlite3_reset(statement);
  }
  sqlite3_finalize(statement);
  database.Run("COMMIT");
}

void CreatePlainTables(const Database& database, const Json& dump) {
  for (const Resource* resource : resources::AllResources())
    CreatePlainTable(database, *resource,
                     dump.at("resources").value(resource->name, Json::array()));
}

}  // namespace zoho_desk::testing
