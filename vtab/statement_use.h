#pragma once

// A cursor's, or a function call's, part in the statement that it belongs to (client/statement.h),
// and what it does while it waits for Zoho: notice interrupts and the statement's deadline.

#include <cstdint>
#include <memory>
#include <string_view>

#include "client/connection.h"
#include "client/statement.h"
#include "common/status.h"
#include "vtab/interrupt.h"
#include "vtab/sqlite.h"

namespace zoho_desk::vtab {

// One per cursor or call, used on the connection's thread.
class StatementUse {
 public:
  // Error if nobody but the program may be answered and it is not the program that asks (caller.h):
  // `what` begins the message.
  static Result<std::unique_ptr<StatementUse>> Begin(sqlite3* db, client::Connection& connection,
                                                     std::string_view what);

  client::RequestBudget& budget() { return statement_->budget(); }
  client::Memories& memories() { return *memories_; }
  const client::Statement& statement() const { return *statement_; }

  bool TakesHint() { return statement_->TakesHint(); }

  // ZOHO_DESK_STATEMENT_TIMEOUT of the login that is asked.
  void SetTimeout(int64_t milliseconds) { timeout_ms_ = milliseconds; }

  // A CancelCheck: true once the wait should end.
  bool MustEnd() { return statement_->WaitsLongerThan(timeout_ms_) || probe_.IsInterrupted(); }

  // Before the host has its turn.
  void LetGo() {
    statement_->EndWait();
    probe_.LetGo();
  }

  // What an error says to the user: that it was the deadline, where a wait ended by it.
  Error Explained(Error error, std::string_view what) const;

 private:
  StatementUse(sqlite3* db, std::shared_ptr<client::Statement> statement)
      : statement_(std::move(statement)), memories_(statement_->SharedMemories()), probe_(db) {}

  std::shared_ptr<client::Statement> statement_;
  std::shared_ptr<client::Memories> memories_;  // uses the statement
  InterruptProbe probe_;
  int64_t timeout_ms_ = 0;
};

}  // namespace zoho_desk::vtab
