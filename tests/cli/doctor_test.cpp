// zoho-desk doctor: what it finds, and what it says about it.

#include <httplib.h>

#include <thread>

#include "common/time_text.h"
#include "resources/resource.h"
#include "tests/cli/cli_fixture.h"
#include "tests/http/raw_server.h"
#include "tests/paths.h"
#include "tests/support/certificate.h"

namespace zoho_desk::testing {
namespace {

class Doctor : public CliTest {
 protected:
  // The verdict on each check with its text, from --json; checks may come more than once.
  struct Finding {
    std::string check;
    std::string verdict;
    std::string detail;
  };
  std::vector<Finding> Examine(const Variables& changes = {}, const Words& more = {}) {
    Words arguments{"doctor", "--json"};
    arguments.insert(arguments.end(), more.begin(), more.end());
    const CommandResult result = Run(arguments, "", changes);
    const Json json = Json::parse(result.out, nullptr, false);
    EXPECT_TRUE(json.is_object()) << result.Text();
    std::vector<Finding> findings;
    bool healthy = true;
    for (const Json& row : json.value("findings", Json::array())) {
      findings.push_back({row["check"], row["verdict"], row["detail"]});
      healthy = healthy && row["verdict"] != "problem";
    }
    EXPECT_EQ(json.value("healthy", false), healthy);
    EXPECT_EQ(result.exit_code, healthy ? 0 : 1) << result.Text();
    return findings;
  }
  // The details of that check's findings with that verdict, a line each.
  static std::string Details(const std::vector<Finding>& findings, const std::string& check,
                             const std::string& verdict) {
    std::string details;
    for (const Finding& finding : findings) {
      if (finding.check == check && finding.verdict == verdict)
        details += finding.detail + "\n";
    }
    return details;
  }
  static std::set<std::string> Problems(const std::vector<Finding>& findings) {
    std::set<std::string> checks;
    for (const Finding& finding : findings) {
      if (finding.verdict == "problem")
        checks.insert(finding.check);
    }
    return checks;
  }
  using Checks = std::set<std::string>;
};

TEST_F(Doctor, FindsNothingWrongAfterALogin) {
  LogIn();
  const CommandResult doctor = Run({"doctor"});
  EXPECT_EQ(doctor.exit_code, 0) << doctor.Text();
  EXPECT_THAT(doctor.out, HasSubstr("No problems found."));
  const auto findings = Examine();
  EXPECT_EQ(Problems(findings), Checks{});
  EXPECT_THAT(Details(findings, "versions", "ok"),
              AllOf(HasSubstr("zoho-desk " ZOHO_DESK_VERSION), HasSubstr("libcurl")));
  EXPECT_THAT(Details(findings, "sqlite", "ok"), HasSubstr("version 3."));
  EXPECT_THAT(Details(findings, "module", "ok"),
              HasSubstr(ZOHO_DESK_BINARY_DIR "/zoho_desk.so loads"));
  EXPECT_THAT(Details(findings, "profile", "ok"), HasSubstr(config_file().string()));
  EXPECT_THAT(Details(findings, "network", "ok"),
              AllOf(HasSubstr("accounts server"), HasSubstr("Zoho Desk " + server().base_url())));
  EXPECT_THAT(Details(findings, "organisation", "ok"), HasSubstr("Lantern Works"));
  EXPECT_THAT(Details(findings, "tables", "ok"), AllOf(HasSubstr("tickets"), HasSubstr("views")));
  for (const std::string& text :
       {secret(), Profile()["refresh_token"].get<std::string>(), CachedToken()})
    EXPECT_EQ(shown_.find(text), std::string::npos);
}

TEST_F(Doctor, MissingCredentialsLeadToLogin) {
  const auto findings = Examine();
  EXPECT_EQ(Problems(findings), Checks{"credentials"});
  EXPECT_THAT(Details(findings, "credentials", "problem"), HasSubstr("zoho-desk login"));
}

TEST_F(Doctor, AProfileThatOthersMayReadIsAProblem) {
  LogIn();
  fs::permissions(config_file(), fs::perms::group_read, fs::perm_options::add);
  const auto findings = Examine();
  EXPECT_EQ(Problems(findings), Checks{"profile"});
  EXPECT_THAT(Details(findings, "profile", "problem"), HasSubstr("chmod 600"));
}

TEST_F(Doctor, AWrongSettingIsAProblem) {
  const auto findings = Examine({{"ZOHO_DESK_CONCURRENCY", "900"}});
  EXPECT_EQ(Problems(findings), Checks{"settings"});
  EXPECT_THAT(Details(findings, "settings", "problem"), HasSubstr("ZOHO_DESK_CONCURRENCY"));
}

TEST_F(Doctor, ACachedTokenThatOthersMayReadIsAProblem) {
  LogIn();
  for (const auto& file : fs::directory_iterator(cache()))
    fs::permissions(file.path(), fs::perms::others_read, fs::perm_options::add);
  const auto findings = Examine();
  EXPECT_EQ(Problems(findings), Checks{"cache"});
  EXPECT_THAT(Details(findings, "cache", "problem"), HasSubstr("chmod 600 " + cache().string()));
  fs::permissions(cache(), fs::perms::others_all, fs::perm_options::add);
  EXPECT_THAT(Details(Examine(), "cache", "problem"), HasSubstr("chmod 700 " + cache().string()));
}

TEST_F(Doctor, HostsThatDoNotAnswerAreProblems) {
  LogIn();
  const std::string nobody = "http://127.0.0.1:" + std::to_string(http::UnusedPort());
  const auto findings =
      Examine({{"ZOHO_DESK_API_BASE", nobody}, {"ZOHO_DESK_ACCOUNTS_BASE", nobody}});
  EXPECT_TRUE(Problems(findings).contains("network"));
  EXPECT_THAT(Details(findings, "network", "problem"), HasSubstr("cannot connect to 127.0.0.1"));
  EXPECT_THAT(Details(findings, "clock", "note"), HasSubstr("did not tell"));
}

TEST_F(Doctor, HostsThatAreNotZohosAreProblems) {
  LogIn();
  server().Inject({.match = "/api/v1/organizations",
                   .status = 200,
                   .content_type = "text/html",
                   .body = "<html>Log in to the guest network</html>"});
  server().Inject({.match = "/oauth/serverinfo", .status = 404, .content_type = "text/html"});
  const auto findings = Examine();
  EXPECT_EQ(Problems(findings), Checks{"network"});
  EXPECT_THAT(
      Details(findings, "network", "problem"),
      AllOf(HasSubstr("answers HTTP 200"), HasSubstr("answers HTTP 404"), HasSubstr("login page")));
}

// As the Date header has it.
std::string HttpDate(int64_t millis) {
  const std::time_t seconds = millis / 1000;
  std::array<char, 64> text{};
  std::strftime(text.data(), text.size(), "%a, %d %b %Y %H:%M:%S GMT", std::gmtime(&seconds));
  return text.data();
}

// libcurl quotes the subject of a certificate that is good for another host.
TEST_F(Doctor, TheNameInACertificateDoesNotSteerTheTerminal) {
  LogIn();
  const Identity hostile(
      "mal\x1b]0;owned\x07\xc2\x9b"
      "2J\xe2\x80\xaetsoh",
      "email:a@b.test", 3600);
  hostile.WriteCertificate(home() / "ca.pem");
  httplib::SSLServer other(hostile.certificate.get(), hostile.key.get());
  const int port = other.bind_to_any_port("127.0.0.1");
  ASSERT_GT(port, 0);
  std::thread thread([&other] { other.listen_after_bind(); });
  while (!other.is_running())  // stop() has no effect before
    std::this_thread::yield();
  const Variables changes{{"ZOHO_DESK_API_BASE", "https://127.0.0.1:" + std::to_string(port)},
                          {"SSL_CERT_FILE", (home() / "ca.pem").string()},
                          {"ZOHO_DESK_ACCESS_TOKEN", "1000.an-access-token"}};
  const CommandResult text = Run({"doctor"}, "", changes);
  const CommandResult json = Run({"doctor", "--json"}, "", changes);
  other.stop();
  thread.join();
  for (const std::string& shown : {text.Text(), json.Text()}) {
    EXPECT_THAT(shown, AllOf(HasSubstr("certificate subject name"), HasSubstr("owned")));
    for (const char* steering : {"\x1b", "\x07", "\xc2\x9b", "\xe2\x80\xae"})
      EXPECT_THAT(shown, Not(HasSubstr(steering)));
  }
}

TEST_F(Doctor, AClockThatIsWrongIsAProblem) {
  LogIn();
  const auto with = [&](int64_t offset_s) {
    server().Inject({.match = "/oauth/serverinfo",
                     .headers = {{"Date", HttpDate(NowMillis() + offset_s * 1000)}}});
    return Examine();
  };
  EXPECT_THAT(Details(with(0), "clock", "ok"), HasSubstr("agrees"));
  EXPECT_THAT(Details(with(7200), "clock", "problem"), HasSubstr(" s behind Zoho's"));
  EXPECT_THAT(Details(with(-7200), "clock", "problem"), HasSubstr(" s ahead of Zoho's"));
}

TEST_F(Doctor, ARevokedTokenIsAProblem) {
  LogIn();
  const std::string refresh = Profile()["refresh_token"];
  sandbox::Send(server().port(), "POST", "/oauth/v2/token/revoke?token=" + refresh, {});
  fs::remove_all(cache());
  const auto findings = Examine();
  EXPECT_EQ(Problems(findings), Checks{"credentials"});
  EXPECT_THAT(Details(findings, "credentials", "problem"), HasSubstr("run 'zoho-desk login'"));
}

TEST_F(Doctor, AnotherOrganizationIsAProblem) {
  LogIn();
  const auto findings = Examine({{"ZOHO_DESK_ORG_ID", "17"}});
  EXPECT_EQ(Problems(findings), Checks{"organisation"});
  EXPECT_THAT(Details(findings, "organisation", "problem"),
              AllOf(HasSubstr("17"), HasSubstr("Lantern Works")));
}

TEST_F(Doctor, TablesOutsideTheScopesAreAProblemWhenTheyAreWanted) {
  server().Change([](sandbox::Settings& settings) {
    settings.scopes = {"Desk.basic.READ", "Desk.tickets.READ"};
  });
  LogIn({"--tables", "tickets"});
  const auto found = Examine();
  EXPECT_EQ(Problems(found), Checks{});
  EXPECT_THAT(Details(found, "tables", "ok"),
              AllOf(HasSubstr("tickets"), HasSubstr("channels"), Not(HasSubstr("contacts"))));
  EXPECT_THAT(Details(found, "tables", "note"), HasSubstr("contacts"));
  EXPECT_THAT(Details(found, "tables", "warning"), HasSubstr("not searchable: tickets;"));
  EXPECT_EQ(Problems(Examine({}, {"--tables", "tickets,zoho_desk_channels"})), Checks{});
  const auto wanted = Examine({}, {"--tables", "tickets,contacts"});
  EXPECT_EQ(Problems(wanted), Checks{"tables"});
  EXPECT_THAT(Details(wanted, "tables", "problem"),
              AllOf(HasSubstr("contacts;"), HasSubstr("zoho-desk login --tables")));
}

TEST_F(Doctor, ProbesEveryTable) {
  LogIn();
  server().ResetLog();
  const auto found = Examine({}, {"--probe"});
  EXPECT_EQ(Problems(found), Checks{}) << Details(found, "tables", "problem");
  std::set<std::string> asked;
  for (const auto& entry : server().Log()) {
    if (entry.route == "list" && !entry.scheme.empty()) {  // one request is sent without a token
      EXPECT_TRUE(entry.status == 200 || entry.status == 204) << entry.path << "?" << entry.query;
      asked.insert(entry.resource);
    }
  }
  EXPECT_EQ(asked.size(), resources::AllResources().size());
  const auto wrong = Examine({{"ZOHO_DESK_ACCESS_TOKEN", "1000.wrong"}}, {"--probe"});
  EXPECT_EQ(Problems(wrong), Checks{"organisation"});
}

TEST_F(Doctor, ProbingFindsWhatScopesDoNotTell) {
  LogIn();
  server().Inject({.match = "/api/v1/contracts",
                   .status = 403,
                   .body = R"({"errorCode":"LICENSE_ACCESS_LIMITED","message":"No contracts."})"});
  server().Inject({.match = "/api/v1/skills",
                   .status = 403,
                   .body = R"({"errorCode":"SCOPE_MISMATCH","message":"No."})"});
  const auto found = Examine({}, {"--probe"});
  EXPECT_EQ(Problems(found), Checks{"tables"});
  EXPECT_THAT(Details(found, "tables", "problem"), HasSubstr("LICENSE_ACCESS_LIMITED"));
  EXPECT_THAT(Details(found, "tables", "note"), HasSubstr("skills"));
}

// The words of a live server, which do not tell a missing right from a dead token.
TEST_F(Doctor, ProbingWhatIsRefusedRenewsTheTokenOnceAtMost) {
  for (const char* refused : {"/api/v1/", "/api/v1/t"}) {  // everything, and several tables
    server().ClearFaults();
    LogIn();
    server().Inject({.match = refused,
                     .times = -1,
                     .status = 403,
                     .body = R"({"errorMessage":"Insufficient previlleges to perform this"})"});
    server().ResetLog();
    EXPECT_FALSE(Problems(Examine({}, {"--probe"})).empty()) << refused;
    const auto log = server().Log();
    const auto count = [&log](std::string_view start) {
      return std::count_if(log.begin(), log.end(),
                           [&](const auto& entry) { return entry.path.starts_with(start); });
    };
    EXPECT_GE(count(refused), 2) << "the test's own premise";
    EXPECT_LE(count("/oauth/v2/token"), 1) << refused;
  }
}

TEST_F(Doctor, WithAnAccessTokenScopesAreUnknown) {
  LogIn();
  const auto found = Examine({{"ZOHO_DESK_ACCESS_TOKEN", CachedToken()}});
  EXPECT_EQ(Problems(found), Checks{});
  EXPECT_THAT(Details(found, "tables", "note"), HasSubstr("--probe"));
  EXPECT_THAT(Details(found, "credentials", "note"), HasSubstr("not renewed"));
}

TEST_F(Doctor, AMissingOrOldShellIsAWarning) {
  LogIn();
  const auto missing = Examine({{"PATH", (home() / "bin").string()}});
  EXPECT_EQ(Problems(missing), Checks{});
  EXPECT_THAT(Details(missing, "sqlite", "warning"), HasSubstr("apt install sqlite3"));
  EXPECT_THAT(Details(missing, "module", "note"), HasSubstr("not loaded"));

  const auto pretend = [&](const std::string& script) {
    std::ofstream(home() / "bin/sqlite3") << "#!/bin/sh\n" << script << "\n";
    fs::permissions(home() / "bin/sqlite3", fs::perms::owner_all);
    return Examine();
  };
  EXPECT_THAT(Details(pretend("echo 3.29.0 2019-07-10"), "sqlite", "warning"),
              HasSubstr("needs 3.31 or newer"));
  EXPECT_THAT(Details(pretend("echo 3.34.1 2021-01-20"), "sqlite", "warning"),
              HasSubstr("from 3.38 on"));
  const auto refused =
      pretend("[ $1 = --version ] && echo 3.40.1 && exit; echo 'Error: not authorized'; exit 1");
  EXPECT_THAT(Details(refused, "sqlite", "ok"), HasSubstr("3.40.1"));
  EXPECT_THAT(Details(refused, "module", "problem"), HasSubstr("Error: not authorized"));
  const auto other = pretend("[ $1 = --version ] && echo 3.40.1 && exit; echo 0.0.9");
  EXPECT_THAT(Details(other, "module", "warning"), HasSubstr("is version 0.0.9"));
}

TEST_F(Doctor, TheShellIsStartedWithoutTheSecrets) {
  const fs::path seen = home() / "seen";
  std::ofstream(home() / "bin/sqlite3") << "#!/bin/sh\nenv >>" << seen << "\necho 3.40.1\n";
  fs::permissions(home() / "bin/sqlite3", fs::perms::owner_all);
  Examine({{"ZOHO_DESK_CLIENT_ID", id()},
           {"ZOHO_DESK_CLIENT_SECRET", secret()},
           {"ZOHO_DESK_REFRESH_TOKEN", server().credentials().refresh_token},
           {"ZOHO_DESK_ACCESS_TOKEN", "1000.an-access-token"},
           {"ZOHO_DESK_CODE", "1000.a-code"}});
  const std::string environment = ReadFile(seen);
  EXPECT_THAT(environment, HasSubstr("ZOHO_DESK_API_BASE="));
  for (const std::string& text : {secret(), server().credentials().refresh_token,
                                  std::string("1000.an-access-token"), std::string("1000.a-code")})
    EXPECT_EQ(environment.find(text), std::string::npos);
}

TEST_F(Doctor, AModuleThatIsNotThereIsAProblem) {
  const fs::path program = home() / "elsewhere/zoho-desk";
  fs::create_directories(program.parent_path());
  fs::copy_file(ZOHO_DESK_BINARY_DIR "/zoho-desk", program);
  Variables environment = Environment();
  environment["XDG_CONFIG_HOME"] = environment["XDG_CACHE_HOME"] = "";
  const CommandResult doctor = RunCommand({program, "doctor"}, environment);
  EXPECT_EQ(doctor.exit_code, 1);
  EXPECT_THAT(doctor.out, HasSubstr("zoho_desk.so is not where this program is"));
}

}  // namespace
}  // namespace zoho_desk::testing
