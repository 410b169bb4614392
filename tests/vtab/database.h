#pragma once

// An in-memory database for one test.

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "common/text.h"
#include "vtab/sqlite.h"
#include "vtab/value.h"

namespace zoho_desk::vtab {

class Database {
 public:
  Database() {
    sqlite3* db = nullptr;
    EXPECT_EQ(sqlite3_open(":memory:", &db), SQLITE_OK);
    db_.reset(db);
  }

  sqlite3* get() const { return db_.get(); }

  // Runs SQL to its end. Each row is its values joined by "|", NULL as "NULL".
  std::vector<std::string> Query(const std::string& sql) {
    std::vector<std::string> rows;
    sqlite3_stmt* statement = nullptr;
    code_ = sqlite3_prepare_v2(get(), sql.c_str(), -1, &statement, nullptr);
    if (code_ == SQLITE_OK) {
      while ((code_ = sqlite3_step(statement)) == SQLITE_ROW)
        rows.push_back(Row(statement));
    }
    message_ = code_ == SQLITE_DONE ? "" : sqlite3_errmsg(get());
    sqlite3_finalize(statement);
    return rows;
  }

  // One value; fails the test if there is not exactly one row.
  std::string Value(const std::string& sql) {
    const auto rows = Query(sql);
    EXPECT_EQ(message_, "") << sql;
    EXPECT_EQ(rows.size(), 1U) << sql;
    return rows.empty() ? "" : rows.front();
  }

  // SQLITE_DONE after success, and the message after anything else.
  int code() const { return code_; }
  const std::string& message() const { return message_; }

 private:
  struct Close {
    void operator()(sqlite3* db) const { EXPECT_EQ(sqlite3_close(db), SQLITE_OK); }
  };

  static std::string Row(sqlite3_stmt* statement) {
    std::vector<std::string> values;
    for (int i = 0; i < sqlite3_column_count(statement); ++i)
      values.push_back(TextOf(statement, i).value_or("NULL"));
    return Joined(values, "|");
  }

  std::unique_ptr<sqlite3, Close> db_;
  int code_ = SQLITE_OK;
  std::string message_;
};

}  // namespace zoho_desk::vtab
