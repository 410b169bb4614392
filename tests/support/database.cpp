#include "tests/support/database.h"

#include <gtest/gtest.h>

#include <cstdio>

#include "common/text.h"
#include "extension/zoho_desk.h"
#include "tests/support/secret_watch.h"

namespace zoho_desk::testing {
namespace {

SqlValue ValueOf(sqlite3_stmt* statement, int column) {
  switch (sqlite3_column_type(statement, column)) {
    case SQLITE_INTEGER:
      return static_cast<int64_t>(sqlite3_column_int64(statement, column));
    case SQLITE_FLOAT:
      return sqlite3_column_double(statement, column);
    case SQLITE_NULL:
      return std::monostate{};
    default: {
      const auto* text = reinterpret_cast<const char*>(sqlite3_column_text(statement, column));
      return std::string(text, static_cast<size_t>(sqlite3_column_bytes(statement, column)));
    }
  }
}

}  // namespace

std::string ToString(const SqlValue& value) {
  if (const auto* integer = std::get_if<int64_t>(&value))
    return std::to_string(*integer);
  if (const auto* real = std::get_if<double>(&value)) {
    char text[40];
    const int length = std::snprintf(text, sizeof text, "%.17gr", *real);
    return {text, static_cast<size_t>(length)};
  }
  if (const auto* text = std::get_if<std::string>(&value))
    return "'" + *text + "'";
  return "NULL";
}

std::string ToString(const SqlRow& row) {
  std::string text;
  for (const SqlValue& value : row)
    AppendToList(text, ToString(value), "|");
  return text;
}

std::string QueryResult::Text() const {
  std::string text = error.empty() ? "" : "error: " + error + "\n";
  for (const SqlRow& row : rows)
    text += ToString(row) + "\n";
  return text;
}

Database Database::Plain() {
  sqlite3* handle = nullptr;
  EXPECT_EQ(sqlite3_open(":memory:", &handle), SQLITE_OK);
  Database database;
  database.db_.reset(handle);
  return database;
}

Database Database::WithExtension() {
  Database database = Plain();
  char* message = nullptr;
  EXPECT_EQ(sqlite3_zohodesk_init(database.handle(), &message, nullptr), SQLITE_OK) << message;
  sqlite3_free(message);
  return database;
}

QueryResult Database::Query(const std::string& sql, size_t most_rows) const {
  QueryResult result;
  sqlite3_stmt* statement = nullptr;
  result.code = sqlite3_prepare_v2(handle(), sql.c_str(), -1, &statement, nullptr);
  if (result.code != SQLITE_OK) {
    result.error = sqlite3_errmsg(handle());
    ExpectNoSecrets(result.error, sql);
    return result;
  }
  for (int i = 0; i < sqlite3_column_count(statement); ++i)
    result.columns.emplace_back(sqlite3_column_name(statement, i));
  while ((result.code = sqlite3_step(statement)) == SQLITE_ROW && result.rows.size() < most_rows) {
    SqlRow row;
    for (int i = 0; i < sqlite3_column_count(statement); ++i)
      row.push_back(ValueOf(statement, i));
    result.rows.push_back(std::move(row));
  }
  if (result.code == SQLITE_DONE)
    result.code = SQLITE_OK;
  else if (result.code != SQLITE_ROW)
    result.error = sqlite3_errmsg(handle());
  sqlite3_finalize(statement);
  ExpectNoSecrets(result.Text(), sql);
  return result;
}

void Database::Run(const std::string& sql) const {
  char* message = nullptr;
  EXPECT_EQ(sqlite3_exec(handle(), sql.c_str(), nullptr, nullptr, &message), SQLITE_OK)
      << sql << ": " << message;
  sqlite3_free(message);
}

}  // namespace zoho_desk::testing
