#include "sandbox/server.h"

#include <nlohmann/json.hpp>

#include "sandbox/api.h"
#include "sandbox/dump.h"
#include "sandbox/http_server.h"

namespace zoho_desk::sandbox {

Server::Server(const Options& options)
    : options_(options),
      api_(std::make_unique<Api>(options)),
      http_(std::make_unique<HttpServer>(
          [this](const HttpRequest& request) { return api_->Handle(request); },
          [this] { return api_->settings().gzip; })) {}

Server::~Server() {
  Stop();
}

bool Server::Start() {
  if (!http_->Start(options_.port))
    return false;
  api_->SetBaseUrl(base_url());
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
  const ResourceSpec* spec = FindResource(resource);
  if (spec == nullptr)
    return nullptr;
  return nlohmann::json::parse(DumpResource(api_->world(), *spec));
}

std::string Server::DumpText() const {
  return sandbox::DumpText(api_->world(), api_->organizations().front().id);
}

std::vector<LogEntry> Server::Log() const {
  return api_->log().Entries();
}
void Server::ResetLog() {
  api_->log().Reset();
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

}  // namespace zoho_desk::sandbox
