#pragma once

// Lets a query that waits for the network notice sqlite3_interrupt (Ctrl-C) and progress handlers.
//
// SQLite guarantees that a statement started while an interrupted one is still running is
// interrupted too, so stepping a small nested statement asks the question on every version
// (sqlite3_is_interrupted needs 3.41). The statement runs about 4,500 opcodes, which also gives
// progress handlers their turn: those set to 20,000 opcodes or less are called every 100 ms.

#include <chrono>
#include <memory>

#include "vtab/sqlite.h"

namespace zoho_desk::vtab {

// One per cursor, used on the connection's thread; destroyed before the connection closes.
class InterruptProbe {
 public:
  explicit InterruptProbe(sqlite3* db) : db_(db) {}

  // True once the query should end. Costs some 50 microseconds, hence asks SQLite every 10 ms at
  // most, and says false in between.
  bool IsInterrupted();

 private:
  struct Finalize {
    void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
  };
  sqlite3* db_;
  std::unique_ptr<sqlite3_stmt, Finalize> statement_;
  std::chrono::steady_clock::time_point next_{};  // when to ask again
  bool prepared_ = false;
};

}  // namespace zoho_desk::vtab
