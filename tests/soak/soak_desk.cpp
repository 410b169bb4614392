#include "tests/soak/soak_desk.h"

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <stdexcept>

#include "http/curl_transport.h"
#include "tests/support/query_desk.h"

namespace zoho_desk::testing {
namespace {

constexpr int64_t kTokenLifeS = 20;  // many renewals
// A login renews its token before its turn, as it must when the API refuses it, no more than nine
// times in ten minutes: so many logins as a team of users has.
constexpr size_t kLoginsPerHttp = 8;

// The sandbox's process: tells where it is, then serves until the other end of `until_closed` is
// closed, which the end of the soak does, however it ends.
void Serve(double fault_rate, uint64_t seed, int out, int until_closed) {
  sandbox::Options options = QueryDesk::Options();
  options.settings.token_ttl_s = kTokenLifeS;
  Desk desk(options);
  Json hello{
      {"environment", desk.environment()}, {"port", desk.server().port()}, {"dump", desk.dump()}};
  for (size_t i = 0; i < 2 * kLoginsPerHttp; ++i)
    hello["refresh_tokens"].push_back(desk.server().IssueRefreshToken());
  desk.server().Change([&](sandbox::Settings& settings) {
    settings.fault_rate = fault_rate;
    settings.fault_seed = static_cast<int64_t>(seed);
  });
  FILE* const stream = fdopen(out, "w");
  std::fputs(hello.dump().c_str(), stream);
  std::fclose(stream);
  char unused = 0;
  while (read(until_closed, &unused, 1) > 0) {
  }
}

std::string ReadAll(int fd) {
  std::string text;
  std::array<char, 65536> buffer{};
  for (ssize_t count = 0; (count = read(fd, buffer.data(), buffer.size())) > 0;)
    text.append(buffer.data(), static_cast<size_t>(count));
  close(fd);
  return text;
}

Json Profile(const Json& environment, const Json& refresh_token, const std::string& base) {
  return {{"client_id", environment["ZOHO_DESK_CLIENT_ID"]},
          {"client_secret", environment["ZOHO_DESK_CLIENT_SECRET"]},
          {"refresh_token", refresh_token},
          {"org_id", environment["ZOHO_DESK_ORG_ID"]},
          {"api_base", base},
          {"accounts_base", base}};
}

void WriteProfiles(const std::filesystem::path& config, const Json& profiles) {
  namespace fs = std::filesystem;
  const fs::path file = config / "zoho_desk" / "config.json";
  fs::create_directories(file.parent_path());
  std::ofstream(file) << Json{{"profiles", profiles}}.dump();
  fs::permissions(file, fs::perms::owner_read | fs::perms::owner_write);
}

}  // namespace

SoakDesk::SoakDesk(double fault_rate, uint64_t seed) {
  std::array<int, 2> hello{};
  std::array<int, 2> life{};
  // The front, a program that starts later, must not keep the life of the sandbox open.
  if (pipe2(hello.data(), O_CLOEXEC) != 0 || pipe2(life.data(), O_CLOEXEC) != 0)
    throw std::runtime_error("cannot make a pipe");
  child_ = fork();
  if (child_ < 0)
    throw std::runtime_error("cannot fork");
  if (child_ == 0) {
    close(hello[0]);
    close(life[1]);
    Serve(fault_rate, seed, hello[1], life[0]);
    _exit(0);
  }
  close(hello[1]);
  close(life[0]);
  until_closed_ = life[1];
  Json answer = Json::parse(ReadAll(hello[0]), nullptr, false);
  if (!answer.is_object())
    throw std::runtime_error("the sandbox did not start");
  const Json& environment = answer["environment"];
  base_url_ = environment["ZOHO_DESK_API_BASE"].get<std::string>();
  http2_ = std::make_unique<Front>(answer["port"].get<int>(), FrontKind::kHttp2);
  Json profiles;
  for (const Json& refresh_token : answer["refresh_tokens"]) {
    const bool is_http2 = profiles.size() >= kLoginsPerHttp;
    std::vector<std::string>& names = is_http2 ? http2_profiles_ : http1_profiles_;
    names.push_back((is_http2 ? "h2-" : "h1-") + std::to_string(names.size() + 1));
    profiles[names.back()] =
        Profile(environment, refresh_token, is_http2 ? http2_->base_url() : base_url_);
  }
  WriteProfiles(home_.path(), profiles);
  std::map<std::string, std::string> settings;
  for (const auto& [name, value] : environment.items())
    settings[name] = "";
  settings["XDG_CONFIG_HOME"] = home_.path();
  settings["XDG_CACHE_HOME"] = home_.path();
  settings["ZOHO_DESK_TIMEOUT"] = "2";  // a stalled answer takes longer
  scope_ = std::make_unique<ScopedEnvironment>(settings);
  dump_ = std::move(answer["dump"]);
}

SoakDesk::~SoakDesk() {
  close(until_closed_);
  waitpid(child_, nullptr, 0);
}

SoakTraffic SoakDesk::Traffic() const {
  SoakTraffic traffic;
  const auto answer = http::CurlTransport().Send({.url = base_url_ + "/_sandbox/status"}, {});
  const Json status = answer.ok() ? Json::parse(answer->body, nullptr, false) : Json();
  if (!status.is_object())
    return traffic;
  traffic.requests = status.value("fault_draws", int64_t{0});
  for (const auto& [kind, count] : status["faults"].items())
    traffic.faults[kind] = count.get<int64_t>();
  return traffic;
}

}  // namespace zoho_desk::testing
