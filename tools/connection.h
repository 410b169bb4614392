#pragma once

// An in-memory database with the extension in it, for programs that write documents.

#include <sqlite3.h>

#include "extension/zoho_desk.h"

namespace zoho_desk::tools {

// Used on one thread at a time.
class Connection {
 public:
  Connection() {
    sqlite3_open(":memory:", &db_);
    sqlite3_zohodesk_init(db_, nullptr, nullptr);
  }
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;
  ~Connection() { sqlite3_close(db_); }

  sqlite3* db() const { return db_; }

 private:
  sqlite3* db_ = nullptr;
};

}  // namespace zoho_desk::tools
