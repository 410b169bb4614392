// SandboxSession: made by ExampleRunner and FillIn. Nothing of the machine gets into a document: no
// setting of the caller's, no file outside a directory of its own, no time of day.

#include "tools/sandbox_session.h"

#include <unistd.h>

#include <cstdlib>
#include <fstream>
#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "tools/stopped_clock.h"

namespace zoho_desk::tools {
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

// Nobody reads the environment meanwhile.
void Set(const std::map<std::string, std::string>& environment) {
  for (const auto& [name, value] : environment)
    setenv(name.c_str(), value.c_str(), 1);  // NOLINT(concurrency-mt-unsafe)
}

nlohmann::json Profile(const sandbox::Server& server) {
  const sandbox::Credentials& credentials = server.credentials();
  return {{"client_id", credentials.client_id},
          {"client_secret", credentials.client_secret},
          {"refresh_token", credentials.refresh_token},
          {"org_id", server.org_id()},
          {"api_base", server.base_url()},
          {"accounts_base", server.base_url()}};
}

}  // namespace

SandboxSession::SandboxSession() {
  std::string pattern = std::filesystem::temp_directory_path() / "zoho_desk_docs_XXXXXX";
  if (mkdtemp(pattern.data()) != nullptr)
    home_ = pattern;
  server_.Start();
  const sandbox::Credentials& credentials = server_.credentials();
  UnsetSettings();
  Set({
      {"ZOHO_DESK_CLIENT_ID", credentials.client_id},
      {"ZOHO_DESK_CLIENT_SECRET", credentials.client_secret},
      {"ZOHO_DESK_REFRESH_TOKEN", credentials.refresh_token},
      {"ZOHO_DESK_ORG_ID", server_.org_id()},
      {"ZOHO_DESK_API_BASE", server_.base_url()},
      {"ZOHO_DESK_ACCOUNTS_BASE", server_.base_url()},
      {"ZOHO_DESK_CONCURRENCY", "1"},
      {"XDG_CONFIG_HOME", (home_ / "config").string()},
      {"XDG_CACHE_HOME", (home_ / "cache").string()},
  });
  StopTheClock(sandbox::kDefaultNow);
}

SandboxSession::~SandboxSession() {
  server_.Stop();
  std::error_code ignored;
  std::filesystem::remove_all(home_, ignored);
}

void SandboxSession::UseProfiles() {
  globex_ = std::make_unique<sandbox::Server>(sandbox::Options{.seed = 2});
  globex_->Start();
  const std::filesystem::path path = home_ / "config" / "zoho_desk" / "config.json";
  std::filesystem::create_directories(path.parent_path());
  const nlohmann::json profiles = {{"acme", Profile(server_)}, {"globex", Profile(*globex_)}};
  std::ofstream(path) << nlohmann::json{{"profiles", profiles}}.dump();
  std::filesystem::permissions(
      path, std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
  UnsetSettings();
  Set({{"ZOHO_DESK_PROFILE", "acme"}, {"ZOHO_DESK_CONCURRENCY", "1"}});
}

std::string SandboxSession::Shown(std::string text) const {
  const std::string own = (home_ / "config").string();
  for (size_t at = text.find(own); at != std::string::npos; at = text.find(own, at))
    text.replace(at, own.size(), "/home/you/.config");
  return text;
}

}  // namespace zoho_desk::tools
