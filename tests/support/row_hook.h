#pragma once

// Something that happens in the middle of a scan.

#include <gtest/gtest.h>

#include <functional>

#include "tests/support/database.h"

namespace zoho_desk::testing {

// Adds the SQL function on_row() to a connection: call it once per row, and at the nth row the
// action runs. Must outlive the connection's use of the function.
class RowHook {
 public:
  RowHook(const Database& database, int row, std::function<void()> action)
      : row_(row), action_(std::move(action)) {
    EXPECT_EQ(sqlite3_create_function_v2(database.handle(), "on_row", 0, SQLITE_UTF8, this, Call,
                                         nullptr, nullptr, nullptr),
              SQLITE_OK);
  }
  RowHook(const RowHook&) = delete;
  RowHook& operator=(const RowHook&) = delete;

 private:
  static void Call(sqlite3_context* context, int /*argc*/, sqlite3_value** /*argv*/) {
    auto& hook = *static_cast<RowHook*>(sqlite3_user_data(context));
    if (++hook.calls_ == hook.row_)
      hook.action_();
    sqlite3_result_int(context, hook.calls_);
  }

  int row_;
  std::function<void()> action_;
  int calls_ = 0;
};

}  // namespace zoho_desk::testing
