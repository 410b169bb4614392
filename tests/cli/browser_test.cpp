// zoho-desk login --browser: consent, the redirect to this machine, and pasting it.

#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include <csignal>
#include <mutex>

#include "cli/consent_flow.h"
#include "tests/cli/cli_fixture.h"
#include "tests/http/raw_server.h"

namespace zoho_desk::testing {
namespace {

using sandbox::Answer;

// What a redirect says, parameter by parameter.
using Parameters = std::map<std::string, std::string>;

class Browser : public CliTest {
 protected:
  // A program that hands the address it is told to open to the test.
  void SetUp() override {
    const fs::path program = home() / "bin/xdg-open";
    std::ofstream(program) << "#!/bin/sh\nprintf '%s\\n' \"$#\" \"$1\" >" << opened_ << "\n";
    fs::permissions(program, fs::perms::owner_all);
    ASSERT_EQ(mkfifo(opened_.c_str(), 0600), 0);
  }

  Variables WithDisplay() const { return Environment({{"DISPLAY", ":99"}}); }

  // Waits for the browser to be opened.
  std::string OpenedUrl() const {
    std::ifstream pipe(opened_);
    std::string count;
    std::string url;
    std::getline(pipe, count);
    std::getline(pipe, url);
    EXPECT_EQ(count, "1");
    return url;
  }
  // The address that the program prints.
  static std::string PrintedUrl(Session& login) {
    EXPECT_TRUE(login.Expect("/oauth/v2/auth?")) << login.output();
    EXPECT_TRUE(login.Expect("Waiting for the browser"));
    const std::string& text = login.output();
    const size_t start = text.find("http", text.find("give consent there"));
    return text.substr(start, text.find_first_of("\r\n", start) - start);
  }

  static Parameters Query(const std::string& url) {
    Parameters parameters;
    for (const auto& [name, value] : sandbox::ParseQuery(url.substr(url.find('?') + 1)))
      parameters[name] = value;
    return parameters;
  }

  // Answers the consent page, and returns the address that the browser is sent to.
  std::string Decide(const std::string& url, const std::string& answer) {
    const std::string target = url.substr(url.find("/oauth/")) + "&sandbox_consent=" + answer;
    return sandbox::Send(server().port(), "GET", target, {}).header("location");
  }

  static int PortOf(const std::string& url) {
    return std::stoi(url.substr(url.find("localhost:") + 10));
  }
  static Answer Visit(const std::string& url) {
    return sandbox::Send(PortOf(url), "GET", url.substr(url.find('/', url.find("//") + 2)), {});
  }

  // Starts a login for one table that waits for the browser, client id and secret given.
  std::unique_ptr<TerminalSession> Start(const Variables& environment,
                                         Words more = {"--port", "0"}) {
    Words arguments{"login", "--browser", "--tables", "tickets"};
    arguments.insert(arguments.end(), more.begin(), more.end());
    auto login = std::make_unique<TerminalSession>(arguments, environment);
    EXPECT_TRUE(login->Expect("Client id: "));
    login->Enter(id());
    EXPECT_TRUE(login->Expect("Client secret (not shown): "));
    login->Enter(secret());
    return login;
  }

  const std::string opened_ = (home() / "opened").string();
};

TEST_F(Browser, ConsentBringsAProfileForTheChosenTablesOnly) {
  auto login = Start(WithDisplay());
  const std::string url = OpenedUrl();
  const std::string redirect = Decide(url, "accept");
  const std::string code = Query(redirect)["code"];
  const Answer page = Visit(redirect);
  EXPECT_EQ(page.status, 200);
  EXPECT_THAT(page.body, AllOf(HasSubstr("Close this window"), Not(HasSubstr(code))));
  EXPECT_EQ(page.header("cache-control"), "no-store");
  EXPECT_EQ(page.header("referrer-policy"), "no-referrer");
  EXPECT_TRUE(login->Expect("Checked: zoho_desk_tickets can be read."));
  EXPECT_EQ(login->Wait(), 0) << login->output();
  EXPECT_TRUE(Profile().contains("refresh_token"));
  for (const std::string& text : {secret(), code, Profile()["refresh_token"].get<std::string>()})
    EXPECT_EQ(login->output().find(text), std::string::npos) << login->output();

  const Json status = Json::parse(Run({"status", "--json"}).out);
  EXPECT_EQ(status["scopes"], Json({"Desk.basic.READ", "Desk.tickets.READ", "Desk.search.READ"}));
}

TEST_F(Browser, IsStartedWithoutTheSecrets) {
  const fs::path seen = home() / "seen";
  std::ofstream(home() / "bin/xdg-open")
      << "#!/bin/sh\nenv >" << seen << "\nprintf '%s\\n' \"$#\" \"$1\" >" << opened_ << "\n";
  const Variables secrets{{"ZOHO_DESK_CLIENT_SECRET", secret()},
                          {"ZOHO_DESK_REFRESH_TOKEN", "1000.a-refresh-token"},
                          {"ZOHO_DESK_ACCESS_TOKEN", "1000.an-access-token"},
                          {"ZOHO_DESK_CODE", "1000.a-code"}};
  Variables environment = WithDisplay();
  environment["ZOHO_DESK_CLIENT_ID"] = id();
  environment.insert(secrets.begin(), secrets.end());
  TerminalSession login({"login", "--browser", "--tables", "tickets", "--port", "0"}, environment);
  EXPECT_NE(OpenedUrl(), "");
  const std::string inherited = ReadFile(seen);
  EXPECT_THAT(inherited, HasSubstr("ZOHO_DESK_CLIENT_ID="));
  for (const auto& [name, secret] : secrets)
    EXPECT_EQ(inherited.find(secret), std::string::npos) << name;
}

TEST_F(Browser, AddressCarriesStateAndChallengeButNoSecret) {
  auto login = Start(WithDisplay());
  const std::string url = OpenedUrl();
  const Parameters query = Query(url);
  EXPECT_EQ(query.at("client_id"), id());
  EXPECT_EQ(query.at("redirect_uri"),
            "http://localhost:" + std::to_string(PortOf(query.at("redirect_uri"))) + "/callback");
  EXPECT_EQ(query.at("access_type"), "offline");
  EXPECT_EQ(query.at("prompt"), "consent");
  EXPECT_EQ(query.at("code_challenge_method"), "S256");
  EXPECT_EQ(query.at("code_challenge").size(), 43U);
  EXPECT_EQ(query.at("state").size(), 43U);
  EXPECT_EQ(url.find(secret()), std::string::npos);
  EXPECT_EQ(login->Visible().find(secret()), std::string::npos);
  login->Send("\x03");
  EXPECT_EQ(login->Wait(), 130);
  // Another login has another state and another verifier.
  auto second = Start(WithDisplay());
  const Parameters other = Query(OpenedUrl());
  EXPECT_NE(other.at("state"), query.at("state"));
  EXPECT_NE(other.at("code_challenge"), query.at("code_challenge"));
}

TEST_F(Browser, OnlyTheAnswerWithTheStateCounts) {
  auto login = Start(WithDisplay());
  const std::string redirect = Decide(OpenedUrl(), "accept");
  const std::string base = redirect.substr(0, redirect.find('?'));
  for (const char* query :
       {"?code=1000.forged&state=wrong", "?code=1000.forged", "?state=wrong", "",
        "?error=access_denied&state=wrong", "?error=access_denied", "?error=Run:+curl+evil"})
    EXPECT_EQ(Visit(base + query).status, 400) << query;
  const std::string origin = base.substr(0, base.rfind('/'));
  EXPECT_EQ(Visit(origin + "/").status, 404);
  EXPECT_EQ(Visit(origin + "/favicon.ico").status, 404);
  EXPECT_EQ(sandbox::Send(PortOf(base), "POST", "/callback?code=c", {}).status, 405);
  EXPECT_EQ(Requests("token"), 0);
  EXPECT_EQ(Visit(redirect).status, 200);
  EXPECT_EQ(login->Wait(), 0) << login->output();
  EXPECT_THAT(login->output(), AllOf(HasSubstr("still waiting"), Not(HasSubstr("curl"))));
}

TEST_F(Browser, RefusedConsentEndsTheLogin) {
  auto login = Start(WithDisplay());
  EXPECT_EQ(Visit(Decide(OpenedUrl(), "reject")).status, 200);
  EXPECT_TRUE(login->Expect("consent was refused in the browser"));
  EXPECT_EQ(login->Wait(), 1);
  EXPECT_FALSE(fs::exists(config_file()));
}

TEST_F(Browser, NoForeignServerGetsTheCode) {
  auto login = Start(WithDisplay());
  std::string redirect = Decide(OpenedUrl(), "accept");
  const size_t server_at = redirect.find("accounts-server=");
  Visit(redirect.substr(0, server_at) + "accounts-server=https://accounts.zoho.com.evil.example");
  EXPECT_TRUE(login->Expect("accounts.zoho.com.evil.example"));
  EXPECT_EQ(login->Wait(), 1);
  EXPECT_EQ(Requests("token"), 0);
  EXPECT_FALSE(fs::exists(config_file()));
}

// The accounts server of the user's data centre is asked, through a proxy that shows which it is.
TEST_F(Browser, TheCodeGoesToTheUsersDataCentre) {
  std::mutex mutex;
  std::set<std::string> asked;
  const http::RawServer proxy([&](http::Connection& connection) {
    const auto request = connection.ReadRequest();
    const std::lock_guard lock(mutex);
    asked.insert(request ? request->substr(0, request->find(" HTTP")) : "nothing");
  });
  auto login = Start(Environment({{"ZOHO_DESK_API_BASE", ""},
                                  {"ZOHO_DESK_ACCOUNTS_BASE", ""},
                                  {"ZOHO_DESK_DC", "us"},
                                  {"https_proxy", proxy.Url()}}));
  const std::string url = PrintedUrl(*login);
  EXPECT_TRUE(url.starts_with("https://accounts.zoho.com/oauth/v2/auth?")) << url;
  login->Enter("?code=1000.code&location=eu&accounts-server=https%3A%2F%2Faccounts.zoho.eu&state=" +
               Query(url)["state"]);
  EXPECT_TRUE(login->Expect("accounts.zoho.eu"));
  EXPECT_EQ(login->Wait(), 1) << login->output();
  const std::lock_guard lock(mutex);
  EXPECT_EQ(asked, std::set<std::string>{"CONNECT accounts.zoho.eu:443"});
}

TEST(MoveTo, TakesTheDeskHostAlongUnlessOneIsSet) {
  auth::Config config;
  config.data_center = "us";
  config.accounts_base = "https://accounts.zoho.com";
  config.api_base = "https://desk.zoho.com";
  auth::Config own = config;
  own.api_base = "https://desk.example";
  const auth::Consent consent{
      .code = "c", .data_center = "ca", .accounts_base = "https://accounts.zohocloud.ca"};
  cli::MoveTo(config, consent);
  EXPECT_EQ(config.data_center, "ca");
  EXPECT_EQ(config.accounts_base, "https://accounts.zohocloud.ca");
  EXPECT_EQ(config.api_base, "https://desk.zohocloud.ca");
  cli::MoveTo(own, consent);
  EXPECT_EQ(own.accounts_base, "https://accounts.zohocloud.ca");
  EXPECT_EQ(own.api_base, "https://desk.example");
}

TEST_F(Browser, SilentConnectionsDoNotHoldTheAnswerUp) {
  auto login = Start(WithDisplay());
  const std::string redirect = Decide(OpenedUrl(), "accept");
  std::vector<int> silent;
  for (int i = 0; i < 40; ++i) {  // more than it keeps
    const int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(static_cast<uint16_t>(PortOf(redirect)));
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    ASSERT_EQ(connect(fd, reinterpret_cast<const sockaddr*>(&address), sizeof address), 0);
    ASSERT_EQ(send(fd, "GET /", 5, 0), 5);
    silent.push_back(fd);
  }
  EXPECT_EQ(Visit(redirect).status, 200);
  EXPECT_EQ(login->Wait(), 0) << login->output();
  for (const int fd : silent)
    close(fd);
}

TEST_F(Browser, WithoutADisplayTheAddressIsPrintedAndTheAnswerPasted) {
  auto login = Start(Environment());
  const std::string redirect = Decide(PrintedUrl(*login), "accept");
  const std::string code = Query(redirect)["code"];
  EXPECT_FALSE(login->echoes());
  login->Enter("http://localhost/callback?code=" + code);
  EXPECT_TRUE(login->Expect("it has no state. Paste the whole address"));
  login->Enter(redirect);
  EXPECT_TRUE(login->Expect("Next:"));
  EXPECT_EQ(login->Wait(), 0) << login->output();
  EXPECT_EQ(login->output().find(code), std::string::npos) << login->output();
  EXPECT_TRUE(Profile().contains("refresh_token"));
}

TEST_F(Browser, NoBrowserMeansNone) {
  auto login = Start(WithDisplay(), {"--no-browser", "--port", "0"});
  EXPECT_EQ(Visit(Decide(PrintedUrl(*login), "accept")).status, 200);
  EXPECT_EQ(login->Wait(), 0) << login->output();
}

// A container, or a machine where only pipes are at hand.
TEST_F(Browser, WorksWithoutATerminal) {
  PipeSession login(
      {"login", "--browser", "--tables", "tickets", "--port", "0"},
      Environment({{"ZOHO_DESK_CLIENT_ID", id()}, {"ZOHO_DESK_CLIENT_SECRET", secret()}}));
  login.CloseInput();
  EXPECT_EQ(Visit(Decide(PrintedUrl(login), "accept")).status, 200);
  EXPECT_EQ(login.Wait(), 0) << login.output();
}

TEST_F(Browser, ATakenPortIsNamedAndPastingStaysPossible) {
  const http::RawServer taken([](http::Connection& connection) { connection.WaitForClose(); });
  const std::string url = taken.Url();
  const std::string port = url.substr(url.rfind(':') + 1, url.rfind('/') - url.rfind(':') - 1);
  auto login = Start(WithDisplay(), {"--port", port});
  EXPECT_TRUE(login->Expect("cannot listen on port " + port));
  EXPECT_TRUE(login->Expect("--port"));
  EXPECT_EQ(login->Wait(), 1);

  auto pasted = Start(WithDisplay(), {"--port", port, "--no-browser"});
  EXPECT_TRUE(pasted->Expect("cannot listen on port " + port));
  pasted->Enter(Decide(PrintedUrl(*pasted), "accept"));
  EXPECT_EQ(pasted->Wait(), 0) << pasted->output();
}

TEST_F(Browser, TheRedirectUriToRegisterIsShown) {
  auto login = Start(Environment(), {"--no-browser"});
  EXPECT_THAT(login->output(), AllOf(HasSubstr("Server-based Applications"),
                                     HasSubstr("http://localhost:8765/callback")));
}

TEST_F(Browser, CtrlCEndsTheWait) {
  auto login = Start(Environment());
  PrintedUrl(*login);
  login->Send("\x03");
  EXPECT_TRUE(login->Expect("zoho-desk login: interrupted"));
  EXPECT_TRUE(login->echoes());
  EXPECT_EQ(login->Wait(), 130);
}

}  // namespace
}  // namespace zoho_desk::testing
