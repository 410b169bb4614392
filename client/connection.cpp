// Connection: held by the tables of one SQLite connection (vtab/resource_module) and by the
// functions of extension/. Sessions belong to the process, everything here to the connection alone.
// The last error is kept for zoho_desk_last_error() as JSON of bounded size, without secrets.

#include "client/connection.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "auth/setting_sources.h"
#include "common/safe_text.h"

namespace zoho_desk::client {
namespace {

const char* KindOf(Code code) {
  switch (code) {
    case Code::kAuth:
      return "auth";
    case Code::kNotFound:
      return "not_found";
    case Code::kRateLimited:
      return "rate_limited";
    case Code::kInvalidArgument:
      return "invalid_argument";
    case Code::kNetwork:
      return "network";
    case Code::kTimeout:
      return "timeout";
    case Code::kServer:
      return "server";
    case Code::kBadResponse:
      return "bad_response";
    case Code::kCancelled:
      return "cancelled";
    case Code::kInternal:
      break;
  }
  return "internal";
}

}  // namespace

Result<std::shared_ptr<Session>> Connection::SessionFor(
    const std::optional<std::string>& profile) const {
  return CurrentSession(settings_, profile);
}

void Connection::NoteError(std::string_view table, const Error& error) {
  nlohmann::ordered_json json{
      {"kind", KindOf(error.code)}, {"table", table},
      {"status", nullptr},          {"errorCode", nullptr},
      {"retryAfter", nullptr},      {"message", OneLine(error.message, kLongestMessage)}};
  if (error.http_status != 0)
    json["status"] = error.http_status;
  if (!error.error_code.empty())
    json["errorCode"] = OneLine(error.error_code, kLongestMessage);
  if (error.retry_after_ms)
    json["retryAfter"] = (*error.retry_after_ms + 999) / 1000;
  last_error_ = json.dump();
}

int64_t Connection::NumberOf(std::string_view profile) {
  const auto known = std::find(profiles_.begin(), profiles_.end(), profile);
  if (known != profiles_.end())
    return known - profiles_.begin() + 1;
  profiles_.emplace_back(profile);
  return static_cast<int64_t>(profiles_.size());
}

Result<std::vector<std::string>> Connection::Profiles() {
  return auth::KnownProfiles(auth::ProcessEnvironment());
}

Result<std::vector<auth::ShownSetting>> Connection::Settings() const {
  return auth::ShowSettings(auth::ProcessEnvironment(), settings_);
}

Result<std::optional<std::string>> Connection::Set(std::string_view name,
                                                   const std::optional<std::string>& value) {
  return auth::SetSetting(auth::ProcessEnvironment(), settings_, name, value);
}

}  // namespace zoho_desk::client
