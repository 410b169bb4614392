#include "client/connection.h"

#include <algorithm>

#include "auth/setting_sources.h"

namespace zoho_desk::client {

Result<std::shared_ptr<Session>> Connection::SessionFor(
    const std::optional<std::string>& profile) const {
  return CurrentSession(settings_, profile);
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
