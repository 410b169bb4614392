#pragma once

// The examples of docs/examples.sql, and what they become: each is run through the extension on a
// sandbox in this process, and the sandbox says what it was asked.

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "common/status.h"

namespace zoho_desk::tools {

class SandboxSession;

struct Example {
  std::string task;  // one sentence
  std::string sql;   // one statement with its semicolon; {table.column} stands for a value,
                     // {table.column+1} for that of the next row
};

// By table name ("zoho_desk_tickets"), in the file's order. examples.sql itself describes its form.
using Examples = std::map<std::string, std::vector<Example>>;
Result<Examples> ReadExamples(std::string_view text);

struct ExampleRun {
  std::string sql;  // with the values filled in
  size_t rows = 0;
  // "GET /api/v1/tickets?status=Open&from=0&limit=10", decoded, in the order they were sent.
  std::vector<std::string> requests;
  std::vector<int64_t> credits;  // of each
};

// Deterministic: the data set is the sandbox's own, requests are sent one at a time, and 'now' is
// the data set's present. Changes the process's environment and SQLite's default VFS; one at a
// time.
class ExampleRunner {
 public:
  ExampleRunner();
  ExampleRunner(const ExampleRunner&) = delete;
  ExampleRunner& operator=(const ExampleRunner&) = delete;
  ~ExampleRunner();

  // What date('now') is in the examples.
  static std::string Today();

  // Errors are those of the query, or a placeholder that has no value.
  Result<ExampleRun> Run(const Example& example);

 private:
  Result<std::string> FillIn(const std::string& sql);
  Result<std::string> ValueOf(const std::string& place);

  std::unique_ptr<SandboxSession> sandbox_;
  std::map<std::string, std::string> values_;  // by "table.column"
};

}  // namespace zoho_desk::tools
