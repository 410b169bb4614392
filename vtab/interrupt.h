#pragma once

// Lets a query that waits for the network notice sqlite3_interrupt (Ctrl-C) and progress handlers,
// by means that every version has (sqlite3_is_interrupted needs 3.41), that an authorizer does not
// see and that leave nothing for the host to find.
//
// - The interrupt: SQLite compiles nothing for an interrupted query, not even a blank, of which it
//   otherwise makes no statement.
// - Progress handlers get their turn only while SQLite runs opcodes: some 4,500 a time, so that
//   those set to 20,000 or less are called every 100 ms. A small SELECT runs them, compiled as
//   SQLite compiles its own. (A build without test controls, SQLITE_UNTESTABLE, asks the authorizer
//   about it, and a trace shows it once a wait.)

#include <chrono>
#include <memory>

#include "vtab/sqlite.h"

namespace zoho_desk::vtab {

// One per cursor or call of a function, used on the connection's thread.
class InterruptProbe {
 public:
  explicit InterruptProbe(sqlite3* db) : db_(db) {}

  // True once the query should end. Costs some 300 microseconds, hence asks SQLite every 10 ms at
  // most, and says false in between.
  bool IsInterrupted();

  // Call before the host has its turn again: it may finalize whatever statement it finds.
  void LetGo() { statement_.reset(); }

 private:
  struct Finalize {
    void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
  };
  bool HandlersEndIt();

  sqlite3* db_;
  std::unique_ptr<sqlite3_stmt, Finalize> statement_;  // half run, as long as a wait
  std::chrono::steady_clock::time_point next_{};       // when to ask again
};

}  // namespace zoho_desk::vtab
