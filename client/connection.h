#pragma once

// What one SQLite connection has of its own: what zoho_desk_set has set on it, the profiles its
// queries name, and its open scans. Two connections of a program do not disturb each other.

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "auth/sql_settings.h"
#include "client/open_scans.h"
#include "client/session.h"
#include "common/status.h"

namespace zoho_desk::client {

// Like the connection, used on one thread at a time.
class Connection {
 public:
  OpenScans& open_scans() { return open_scans_; }

  // The session for `profile`, else for the connection's own profile, as the settings are now.
  Result<std::shared_ptr<Session>> SessionFor(const std::optional<std::string>& profile) const;

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
  std::vector<std::string> profiles_;
};

}  // namespace zoho_desk::client
