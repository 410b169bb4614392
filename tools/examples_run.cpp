// ExampleRunner: used by tables_doc.cpp and by the tests of the examples. Each example runs on a
// connection of its own against the session's sandbox, and what it asked is read from the sandbox's
// log, not from the extension's.

#include "common/text.h"
#include "common/time_text.h"
#include "resources/resource.h"
#include "tools/connection.h"
#include "tools/examples.h"
#include "tools/sandbox_session.h"

namespace zoho_desk::tools {
namespace {

// Runs one statement on a connection of its own. The number of rows; the first row's first value
// goes to `first`.
Result<size_t> Query(const std::string& sql, std::string* first = nullptr) {
  const Connection connection;
  sqlite3_stmt* statement = nullptr;
  int rc = sqlite3_prepare_v2(connection.db(), sql.c_str(), -1, &statement, nullptr);
  size_t rows = 0;
  while (rc == SQLITE_OK && sqlite3_step(statement) == SQLITE_ROW) {
    // Read everything, as a shell would: reading is what asks for details.
    for (int column = 0; column < sqlite3_column_count(statement); ++column) {
      const unsigned char* text = sqlite3_column_text(statement, column);
      if (rows == 0 && column == 0 && first != nullptr && text != nullptr)
        *first = reinterpret_cast<const char*>(text);
    }
    ++rows;
  }
  rc = sqlite3_finalize(statement);
  if (rc != SQLITE_OK || sqlite3_errcode(connection.db()) != SQLITE_OK)
    return Error{Code::kInternal, sqlite3_errmsg(connection.db())};
  return rows;
}

int HexDigit(char c) {
  return c >= '0' && c <= '9' ? c - '0' : c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

std::string Decoded(std::string_view url) {
  std::string text;
  for (size_t i = 0; i < url.size(); ++i) {
    const int high = url[i] == '%' && i + 2 < url.size() ? HexDigit(url[i + 1]) : -1;
    const int low = high >= 0 ? HexDigit(url[i + 2]) : -1;
    if (low < 0) {
      text += url[i];
      continue;
    }
    text += static_cast<char>(high * 16 + low);
    i += 2;
  }
  return text;
}

}  // namespace

ExampleRunner::ExampleRunner() : sandbox_(std::make_unique<SandboxSession>()) {}

std::string ExampleRunner::Today() {
  return FormatUtcDate(sandbox::kDefaultNow);
}

ExampleRunner::~ExampleRunner() = default;

Result<std::string> ExampleRunner::ValueOf(const std::string& place) {
  const auto known = values_.find(place);
  if (known != values_.end())
    return known->second;
  const size_t dot = place.find('.');
  const size_t plus = place.find('+');
  const std::string column = place.substr(dot + 1, plus - dot - 1);
  const std::string offset = plus == std::string::npos ? "0" : place.substr(plus + 1);
  const resources::Resource* resource = resources::FindResource(place.substr(0, dot));
  if (resource == nullptr)
    return Error{Code::kNotFound, "{" + place + "} is of no table"};
  std::string order;
  for (const std::string_view key : resource->key)
    AppendToList(order, key, ", ");
  std::string value;
  ZD_RETURN_IF_ERROR(Query("SELECT " + column + " FROM " + TableName(*resource) + " WHERE " +
                               column + " IS NOT NULL ORDER BY " + order + " LIMIT 1 OFFSET " +
                               offset,
                           &value));
  if (value.empty())
    return Error{Code::kNotFound, "{" + place + "} has no value"};
  values_[place] = value;
  return value;
}

Result<std::string> ExampleRunner::FillIn(const std::string& sql) {
  std::string text;
  size_t at = 0;
  for (;;) {
    const size_t open = sql.find('{', at);
    const size_t close = sql.find('}', open);
    if (close == std::string::npos)
      return text + sql.substr(at);
    ZD_ASSIGN_OR_RETURN(const std::string value, ValueOf(sql.substr(open + 1, close - open - 1)));
    text += sql.substr(at, open - at) + value;
    at = close + 1;
  }
}

Result<ExampleRun> ExampleRunner::Run(const Example& example) {
  ExampleRun run;
  ZD_ASSIGN_OR_RETURN(run.sql, FillIn(example.sql));
  sandbox_->server().ResetLog();
  ZD_ASSIGN_OR_RETURN(run.rows, Query(run.sql));
  for (const sandbox::LogEntry& entry : sandbox_->server().Log()) {
    if (entry.route == "token")
      continue;
    run.requests.push_back(entry.method + " " + entry.path +
                           (entry.query.empty() ? "" : "?" + Decoded(entry.query)));
    run.credits.push_back(entry.weight);
  }
  return run;
}

}  // namespace zoho_desk::tools
