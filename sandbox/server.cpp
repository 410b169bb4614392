// Server: what tests and docs/ hold, and main.cpp. It joins the HTTP server to Api and adds nothing
// of its own; what reads the data set holds its lock as a request does.

#include "sandbox/server.h"

#include <nlohmann/json.hpp>

#include "sandbox/api.h"
#include "sandbox/http_server.h"

namespace zoho_desk::sandbox {

Server::Server(const Options& options)
    : options_(options),
      api_(std::make_unique<Api>(options)),
      http_(std::make_unique<HttpServer>(
          [this](const HttpRequest& request) { return api_->Handle(request); },
          [this] { return api_->settings().gzip; }, [this] { api_->traffic().CountAbandoned(); })) {
}

Server::~Server() {
  Stop();
}

bool Server::Start() {
  if (!http_->Bind(options_.port))
    return false;
  api_->SetBaseUrl(base_url());  // before the first request may ask for it
  http_->Start();
  return true;
}

void Server::Stop() {
  http_->Stop();
}

int Server::port() const {
  return http_->port();
}
std::string Server::base_url() const {
  return "http://127.0.0.1:" + std::to_string(port());
}
const Credentials& Server::credentials() const {
  return api_->oauth().credentials();
}
std::string Server::org_id() const {
  return std::to_string(api_->organizations().front().id);
}

std::string Server::EnvironmentLines() const {
  std::string lines;
  const auto add = [&](const char* name, const std::string& value) {
    lines += std::string("export ") + name + "=" + value + "\n";
  };
  add("ZOHO_DESK_API_BASE", base_url());
  add("ZOHO_DESK_ACCOUNTS_BASE", base_url());
  add("ZOHO_DESK_CLIENT_ID", credentials().client_id);
  add("ZOHO_DESK_CLIENT_SECRET", credentials().client_secret);
  add("ZOHO_DESK_REFRESH_TOKEN", credentials().refresh_token);
  add("ZOHO_DESK_ORG_ID", org_id());
  return lines;
}

nlohmann::json Server::Dump() const {
  return nlohmann::json::parse(DumpText());
}

nlohmann::json Server::Dump(std::string_view resource) const {
  return nlohmann::json::parse(DumpText(resource));
}

std::string Server::DumpText() const {
  const auto lock = api_->LockData();
  return sandbox::DumpText(api_->world(), api_->organizations().front().id);
}

std::string Server::DumpText(std::string_view resource) const {
  const ResourceSpec* spec = FindResource(resource);
  if (spec == nullptr)
    return "null";
  const auto lock = api_->LockData();
  return DumpResource(api_->world(), *spec);
}

std::vector<RecordKey> Server::Records(std::string_view resource) const {
  const ResourceSpec* spec = FindResource(resource);
  const auto lock = api_->LockData();
  return spec == nullptr ? std::vector<RecordKey>() : RecordKeys(api_->world(), *spec);
}

std::vector<std::optional<std::string>> Server::Values(std::string_view resource,
                                                       std::string_view field) const {
  const ResourceSpec* spec = FindResource(resource);
  const FieldSpec* found = spec == nullptr ? nullptr : FindField(*spec, field);
  if (found == nullptr)
    return {};
  const auto lock = api_->LockData();
  return FieldValues(api_->world(), *spec, *found);
}

nlohmann::json Server::Record(std::string_view resource, std::string_view id) const {
  const ResourceSpec* spec = FindResource(resource);
  if (spec == nullptr)
    return nullptr;
  const auto lock = api_->LockData();
  const std::string text = DumpRecord(api_->world(), *spec, id);
  return text.empty() ? nlohmann::json() : nlohmann::json::parse(text);
}

std::string Server::Schedule(const DataChange& change) {
  return api_->Schedule({change});
}
void Server::ClearChanges() {
  api_->Schedule({}, true);
}

ChangedIds Server::Changed(std::string_view resource) const {
  const ResourceSpec* spec = FindResource(resource);
  const auto lock = api_->LockData();
  return spec == nullptr ? ChangedIds() : ChangesOf(api_->world(), spec->res);
}

void Server::AdvanceDataClock(int64_t seconds) {
  api_->AdvanceDataClock(seconds);
}

std::vector<LogEntry> Server::Log() const {
  return api_->log().Entries();
}
TrafficSummary Server::traffic() const {
  return api_->traffic().summary();
}
void Server::ResetLog() {
  api_->ResetLog();
}
void Server::SetObserver(std::function<void(const LogEntry&)> observer) {
  api_->SetObserver(std::move(observer));
}
Settings Server::settings() const {
  return api_->settings();
}
void Server::Change(const std::function<void(Settings&)>& change) {
  api_->Change(change);
}
void Server::SetCreditsLeft(int64_t credits) {
  api_->SetCredits(credits);
}
int64_t Server::credits_left() const {
  return api_->credits_left();
}
void Server::Inject(Fault fault) {
  api_->faults().Add(std::move(fault));
}
void Server::ClearFaults() {
  api_->faults().Clear();
}
void Server::ExpireTokens() {
  api_->oauth().ExpireAll();
}
void Server::ResetThrottle() {
  api_->oauth().ResetThrottle();
}
void Server::AdvanceClock(int64_t seconds) {
  api_->oauth().AdvanceClock(seconds);
}
std::string Server::IssueCode() {
  return api_->oauth().IssueCode();
}
std::string Server::IssueRefreshToken() {
  return api_->oauth().IssueRefreshToken();
}

}  // namespace zoho_desk::sandbox
