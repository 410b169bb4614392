#pragma once

// A sandbox in this process and an environment that points the extension at it. One per test
// program: tests share the data set, which no test changes, and start from an empty request log.

#include <gtest/gtest.h>

#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "sandbox/server.h"
#include "tests/support/database.h"
#include "tests/support/front.h"
#include "tests/support/plain_tables.h"
#include "tests/support/temporary_directory.h"

namespace zoho_desk::testing {

// Sets environment variables for a scope and puts the old values back.
class ScopedEnvironment {
 public:
  explicit ScopedEnvironment(const std::map<std::string, std::string>& variables);
  ScopedEnvironment(const ScopedEnvironment&) = delete;
  ScopedEnvironment& operator=(const ScopedEnvironment&) = delete;
  ~ScopedEnvironment();

 private:
  std::map<std::string, std::string> old_;  // empty: was unset
};

// A running sandbox, its data set, and the settings that lead to it. Sets the process's ZOHO_DESK_*
// and XDG_* variables as long as it lives.
class Desk {
 public:
  explicit Desk(sandbox::Options options = {});

  // The one that tests share; started at first use.
  static Desk& Shared();

  sandbox::Server& server() { return *server_; }
  // Where clients reach it; its own base_url() is the way past the front.
  const std::string& base_url() const { return front_->base_url(); }
  // The whole data set and the records of one resource, as they are at the first call: most tests
  // look at a table or two, and the whole takes longer than such a test. Not for several threads.
  const Json& dump() const;
  const Json& records(const std::string& resource) const;
  // The same data in plain tables: those that `sql` names, and those that were asked for before.
  const Database& PlainTables(const std::string& sql);
  std::map<std::string, std::string> environment() const;

  // What the extension asked since the last call, token calls left out:
  // "/api/v1/tickets?from=0&limit=100".
  std::vector<std::string> TakeRequests();

 private:
  TemporaryDirectory home_;
  std::unique_ptr<sandbox::Server> server_;
  std::unique_ptr<Front> front_;
  mutable std::map<std::string, Json> records_;
  mutable Json dump_;
  std::optional<Database> plain_tables_;
  std::set<std::string> plain_;  // their resources
  std::unique_ptr<ScopedEnvironment> scope_;
};

}  // namespace zoho_desk::testing
