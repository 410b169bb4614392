#pragma once

// What one SQLite connection has of its own: what zoho_desk_set has set on it, the profiles its
// queries name, its open scans and the statement they belong to. Two connections of a program do
// not disturb each other.

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "auth/sql_settings.h"
#include "client/open_scans.h"
#include "client/session.h"
#include "client/statement.h"
#include "common/status.h"

namespace zoho_desk::client {

// Like the connection, used on one thread at a time.
class Connection {
 public:
  OpenScans& open_scans() { return open_scans_; }

  // The statement that has used the tables last. A new one takes its place when vtab/ finds that
  // SQLite runs another (vtab/statement_use.h).
  const std::shared_ptr<Statement>& statement() const { return statement_; }
  const std::shared_ptr<Statement>& BeginStatement(Statement::Run run) {
    return statement_ = std::make_shared<Statement>(open_scans_, run);
  }

  // The session for `profile`, else for the connection's own profile, as the settings are now.
  Result<std::shared_ptr<Session>> SessionFor(const std::optional<std::string>& profile) const;

  // The last error that a table or function of this connection has returned, as JSON; nullopt if
  // there was none: {"kind", "table", "status", "errorCode", "retryAfter" (seconds), "message"},
  // with null for what is unknown. The kinds are the names of Code (common/status.h):
  // "rate_limited". `table` names the table or function.
  void NoteError(std::string_view table, const Error& error);
  const std::optional<std::string>& last_error() const { return last_error_; }

  // A number from 1 on that stands for a profile as long as the connection lives.
  int64_t NumberOf(std::string_view profile);

  // The profiles a query may name.
  static Result<std::vector<std::string>> Profiles();

  // zoho_desk_settings and zoho_desk_set: auth/sql_settings.h.
  Result<std::vector<auth::ShownSetting>> Settings() const;
  Result<std::optional<std::string>> Set(std::string_view name,
                                         const std::optional<std::string>& value);

 private:
  auth::SqlSettings settings_;
  OpenScans open_scans_;
  std::shared_ptr<Statement> statement_ =
      std::make_shared<Statement>(open_scans_, Statement::Run());
  std::vector<std::string> profiles_;
  std::optional<std::string> last_error_;
};

}  // namespace zoho_desk::client
