#include "tests/support/desk.h"

#include <unistd.h>

#include <cstdlib>
#include <stdexcept>

#include "sandbox/api.h"
#include "tests/support/secret_watch.h"

namespace zoho_desk::testing {
namespace {

void SetOrUnset(const std::string& name, const std::string& value) {
  if (value.empty())
    unsetenv(name.c_str());
  else
    setenv(name.c_str(), value.c_str(), 1);
}

// Not when the process ends: a request that still comes then would meet destroyed statics of the
// server's library.
class StopAtEnd : public ::testing::EmptyTestEventListener {
 public:
  explicit StopAtEnd(sandbox::Server& server) : server_(server) {}
  void OnTestProgramEnd(const ::testing::UnitTest& /*unit_test*/) override { server_.Stop(); }

 private:
  sandbox::Server& server_;
};

}  // namespace

ScopedEnvironment::ScopedEnvironment(const std::map<std::string, std::string>& variables) {
  for (const auto& [name, value] : variables) {
    const char* old = std::getenv(name.c_str());
    old_[name] = old != nullptr ? old : "";
    SetOrUnset(name, value);
  }
}

ScopedEnvironment::~ScopedEnvironment() {
  for (const auto& [name, value] : old_)
    SetOrUnset(name, value);
}

Desk::Desk(sandbox::Options options) {
  options.settings.throttle_tokens = -1;  // sessions of many tests share the refresh token
  if (options.organizations.empty())
    options.organizations.push_back(
        {.id = 7001, .company_name = "Prüf & Söhne", .portal_name = "pruef", .is_default = true});
  server_ = std::make_unique<sandbox::Server>(options);
  if (!server_->Start())
    throw std::runtime_error("the sandbox did not start");
  front_ = std::make_unique<Front>(server_->port());
  WatchFor(server_->credentials().client_secret);
  // The dump of the data set has no portals.
  for (const sandbox::Organization& organization : options.organizations)
    records_["organizations"].push_back(Json::parse(sandbox::OrganizationRecord(organization)));
  scope_ = std::make_unique<ScopedEnvironment>(environment());
}

// Outlives every test. Its directory must be removed, and not by a child that a test has forked.
Desk& Desk::Shared() {
  static auto* const desk = new Desk;
  static const pid_t owner = getpid();
  static const int registered = std::atexit([] {
    std::error_code ignored;
    if (getpid() == owner)
      std::filesystem::remove_all(desk->home_.path(), ignored);
  });
  EXPECT_EQ(registered, 0);
  [[maybe_unused]] static const bool stops_at_end = [] {
    ::testing::UnitTest::GetInstance()->listeners().Append(new StopAtEnd(*desk->server_));
    return true;
  }();
  return *desk;
}

const Json& Desk::dump() const {
  if (dump_.is_null()) {
    dump_ = Json::parse(server_->DumpText());
    dump_["resources"]["organizations"] = records("organizations");
  }
  return dump_;
}

const Json& Desk::records(const std::string& resource) const {
  const auto [records, is_new] = records_.try_emplace(resource);
  if (is_new)
    records->second = Json::parse(server_->DumpText(resource));
  return records->second;
}

const Database& Desk::PlainTables(const std::string& sql) {
  if (!plain_tables_)
    plain_tables_.emplace(Database::Plain());
  for (const resources::Resource* resource : resources::AllResources()) {
    const std::string name(resource->name);
    if (sql.find(TableName(*resource)) != std::string::npos && plain_.insert(name).second)
      CreatePlainTable(*plain_tables_, *resource, records(name));
  }
  return *plain_tables_;
}

std::map<std::string, std::string> Desk::environment() const {
  const sandbox::Credentials& credentials = server_->credentials();
  return {{"ZOHO_DESK_CLIENT_ID", credentials.client_id},
          {"ZOHO_DESK_CLIENT_SECRET", credentials.client_secret},
          {"ZOHO_DESK_REFRESH_TOKEN", credentials.refresh_token},
          {"ZOHO_DESK_ACCESS_TOKEN", ""},
          {"ZOHO_DESK_ORG_ID", server_->org_id()},
          {"ZOHO_DESK_DC", ""},
          {"ZOHO_DESK_PROFILE", ""},
          {"ZOHO_DESK_RETRIES", ""},
          {"ZOHO_DESK_MAX_REQUESTS", ""},
          {"ZOHO_DESK_CONCURRENCY", ""},
          {"ZOHO_DESK_CACHE_TTL", ""},
          {"ZOHO_DESK_PROGRESS", ""},
          {"ZOHO_DESK_TIMEOUT", ""},
          {"ZOHO_DESK_API_BASE", base_url()},
          {"ZOHO_DESK_ACCOUNTS_BASE", base_url()},
          {"XDG_CONFIG_HOME", (home_.path() / "config").string()},
          {"XDG_CACHE_HOME", (home_.path() / "cache").string()}};
}

std::vector<std::string> Desk::TakeRequests() {
  std::vector<std::string> requests;
  for (const sandbox::LogEntry& entry : server_->Log()) {
    if (entry.route != "token")
      requests.push_back(entry.query.empty() ? entry.path : entry.path + "?" + entry.query);
  }
  server_->ResetLog();
  return requests;
}

}  // namespace zoho_desk::testing
