// The conversation in which a login gets its code; called by login. One loop waits for the browser,
// the keyboard and signals together, without a thread. Any page or program on this machine can send
// something that looks like an answer: none but one with this login's state ends the wait.

#include "cli/consent_flow.h"

#include <poll.h>

#include <chrono>
#include <cstdlib>
#include <optional>
#include <utility>
#include <vector>

#include "auth/consent.h"
#include "auth/data_center.h"
#include "auth/pkce.h"
#include "cli/interrupt.h"
#include "cli/loopback_server.h"
#include "cli/program.h"
#include "cli/settings.h"

namespace zoho_desk::cli {
namespace {

using Clock = std::chrono::steady_clock;

constexpr auto kPatience = std::chrono::minutes(10);
constexpr int kPollMs = 1000;  // silent connections are looked after this often
constexpr size_t kStateBytes = 32;
constexpr const char* kCallbackPath = "/callback";

bool HasDisplay() {
  const auth::Environment environment = auth::ProcessEnvironment();
  const auto is_set = [&](const char* name) {
    const auto value = environment(name);
    return value && !value->empty();
  };
  return is_set("DISPLAY") || is_set("WAYLAND_DISPLAY");
}

// Waits for the answer to one login, from the browser or from the keyboard.
class Waiter {
 public:
  Waiter(Console& console, std::optional<LoopbackServer>& server, std::string state,
         const auth::Config& config)
      : console_(console), server_(server), state_(std::move(state)), config_(config) {}

  Result<auth::Consent> Wait();

 private:
  LoopbackServer::Page OnRequest(std::string_view target);
  void OnLine(const std::string& line);
  Result<auth::Consent> Read(std::string_view redirect) const {
    return auth::ReadRedirect(redirect, state_, config_,
                              {.only_configured = HasOwnAccountsServer(config_)});
  }

  Console& console_;
  std::optional<LoopbackServer>& server_;
  const std::string state_;
  const auth::Config& config_;
  std::optional<Result<auth::Consent>> outcome_;
  bool told_ = false;  // of a request that is none of ours; anybody can make many
};

LoopbackServer::Page Waiter::OnRequest(std::string_view target) {
  if (target.substr(0, target.find('?')) != kCallbackPath)
    return {404, "There is nothing here."};
  if (outcome_)
    return {200, "This login has been answered already."};
  auto consent = Read(target);
  if (consent.ok()) {
    outcome_ = std::move(consent);
    return {200, "Received. Close this window and go back to the terminal."};
  }
  if (consent.error().code == Code::kInvalidArgument) {
    if (!std::exchange(told_, true)) {
      console_.Complain(
          "A page that is not the answer to this login came back from the browser; still waiting. "
          "Ctrl-C ends the login.");
    }
    return {400, "This is not the answer to the login that is waiting."};
  }
  outcome_ = std::move(consent);
  return {200, "The login has ended. The terminal says why."};
}

void Waiter::OnLine(const std::string& line) {
  if (line.empty())
    return;
  auto consent = Read(line);
  if (!consent.ok() && consent.error().code == Code::kInvalidArgument) {
    console_.Complain(consent.error().message +
                      ". Paste the whole address that the browser ended at.");
    return;
  }
  outcome_ = std::move(consent);
}

Result<auth::Consent> Waiter::Wait() {
  const auto end = Clock::now() + kPatience;
  while (Clock::now() < end) {
    std::vector<pollfd> files{{InterruptFd(), POLLIN, 0}};
    if (!console_.input_ended())
      files.push_back({Console::kInput, POLLIN, 0});
    const size_t sockets = files.size();
    if (server_)
      server_->AddTo(files);
    else if (console_.input_ended())
      return Error{Code::kInvalidArgument, "standard input ended before the address was pasted"};
    poll(files.data(), files.size(), kPollMs);
    if (InterruptSignal() != 0)
      return Error{Code::kCancelled, "interrupted"};
    if (sockets > 1 && files[1].revents != 0) {
      if (const auto line = console_.Take())
        OnLine(*line);
    }
    if (server_)
      server_->Serve([this](std::string_view target) { return OnRequest(target); });
    if (outcome_)
      return std::move(*outcome_);
  }
  return Error{Code::kTimeout,
               "no answer came from the browser within ten minutes; run the login again"};
}

}  // namespace

std::string ApiConsole(const auth::Config& config) {
  constexpr std::string_view kAccounts = "accounts.";
  const auth::DataCenter* const center = auth::FindDataCenter(config.data_center);
  const std::string_view host = center != nullptr ? center->accounts_host : "accounts.zoho.com";
  return "https://api-console." + std::string(host.substr(kAccounts.size()));
}

std::string RedirectUri(int port) {
  return "http://localhost:" + std::to_string(port) + kCallbackPath;
}

void ExplainSelfClient(Console& console, const auth::Config& config, const std::string& scopes) {
  console.Say("");
  console.Say("1. Open " + ApiConsole(config) + " and sign in.");
  console.Say(
      "   Choose Self Client (GET STARTED or ADD CLIENT first, if you see that) and CREATE.");
  console.Say("2. Its tab Client Secret shows the client id and the client secret.");
  console.Say("3. In its tab Generate Code enter:");
  console.Say("     Scope:              " + scopes);
  console.Say("     Time Duration:      10 minutes");
  console.Say("     Scope Description:  anything, SQL for instance");
  console.Say("   Click CREATE, choose your Zoho Desk portal if you are asked, and copy the code.");
  console.Say("");
}

void ExplainBrowserClient(Console& console, const auth::Config& config, int port) {
  console.Say("");
  console.Say("1. Open " + ApiConsole(config) + " and sign in.");
  console.Say("   Choose Server-based Applications (ADD CLIENT first, if you see that).");
  console.Say("2. Enter any name, any homepage URL, and exactly this Authorized Redirect URI:");
  console.Say("     " + RedirectUri(port));
  console.Say("3. Click CREATE. The tab Client Secret shows the client id and the client secret.");
  console.Say("");
}

void MoveTo(auth::Config& config, const auth::Consent& consent) {
  const auth::DataCenter* const center = auth::FindDataCenter(consent.data_center);
  if (center != nullptr && !HasOwnDeskHost(config))
    config.api_base = "https://" + std::string(center->desk_host);
  config.data_center = consent.data_center;
  config.accounts_base = consent.accounts_base;
}

Result<auth::AuthorizationCode> AskInBrowser(Console& console, auth::Config& config,
                                             const std::string& scopes, int port,
                                             bool open_browser) {
  ZD_ASSIGN_OR_RETURN(std::string state, auth::RandomText(kStateBytes));
  ZD_ASSIGN_OR_RETURN(std::string verifier, auth::MakeCodeVerifier());
  std::optional<LoopbackServer> server;
  auto listening = LoopbackServer::Listen(port);
  if (listening.ok()) {
    server = std::move(listening).value();
    port = server->port();
  } else if (open_browser) {
    return std::move(listening).error();
  } else {
    console.Complain(listening.error().message);  // the address can still be pasted
  }
  auth::AuthorizationCode code{.redirect_uri = RedirectUri(port)};
  const std::string url =
      auth::ConsentUrl(config, {.redirect_uri = code.redirect_uri,
                                .scopes = scopes,
                                .state = state,
                                .code_challenge = auth::CodeChallenge(verifier)});
  // The address that may be pasted holds the code. Before anything asks for it: nothing shows then.
  const HiddenInput hidden(Console::kInput);
  const bool opened = open_browser && HasDisplay() && StartProgram({"xdg-open", url});
  console.Say(opened ? "Your browser opens. If it does not, open this address:"
                     : "Open this address in a browser, and give consent there:");
  console.Say("");
  console.Say(url);
  console.Say("");
  console.Say(
      "Waiting for the browser. If it runs on another machine, it ends at a page it cannot");
  console.Say("open: copy that page's address, paste it here (it does not show) and press Enter.");
  ZD_ASSIGN_OR_RETURN(auth::Consent consent, Waiter(console, server, state, config).Wait());
  code.code = std::move(consent.code);
  code.code_verifier = std::move(verifier);
  MoveTo(config, consent);
  return code;
}

}  // namespace zoho_desk::cli
