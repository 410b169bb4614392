#include "docs/sandbox_session.h"

#include <unistd.h>

#include <cstdlib>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "docs/stopped_clock.h"

namespace zoho_desk::docs {
namespace {

// The caller's own settings would show in the requests.
void UnsetSettings() {
  std::vector<std::string> names;
  for (char** variable = environ; *variable != nullptr; ++variable) {
    const std::string_view text = *variable;
    if (text.starts_with("ZOHO_DESK_"))
      names.emplace_back(text.substr(0, text.find('=')));
  }
  for (const std::string& name : names)
    unsetenv(name.c_str());  // NOLINT(concurrency-mt-unsafe): nobody reads
}

}  // namespace

SandboxSession::SandboxSession() {
  std::string pattern = std::filesystem::temp_directory_path() / "zoho_desk_docs_XXXXXX";
  if (mkdtemp(pattern.data()) != nullptr)
    home_ = pattern;
  server_.Start();
  const sandbox::Credentials& credentials = server_.credentials();
  const std::map<std::string, std::string> environment = {
      {"ZOHO_DESK_CLIENT_ID", credentials.client_id},
      {"ZOHO_DESK_CLIENT_SECRET", credentials.client_secret},
      {"ZOHO_DESK_REFRESH_TOKEN", credentials.refresh_token},
      {"ZOHO_DESK_ORG_ID", server_.org_id()},
      {"ZOHO_DESK_API_BASE", server_.base_url()},
      {"ZOHO_DESK_ACCOUNTS_BASE", server_.base_url()},
      {"ZOHO_DESK_CONCURRENCY", "1"},
      {"XDG_CONFIG_HOME", (home_ / "config").string()},
      {"XDG_CACHE_HOME", (home_ / "cache").string()}};
  UnsetSettings();
  for (const auto& [name, value] : environment)
    setenv(name.c_str(), value.c_str(), 1);  // NOLINT(concurrency-mt-unsafe): nobody reads
  StopTheClock(sandbox::kDefaultNow);
}

SandboxSession::~SandboxSession() {
  server_.Stop();
  std::error_code ignored;
  std::filesystem::remove_all(home_, ignored);
}

}  // namespace zoho_desk::docs
