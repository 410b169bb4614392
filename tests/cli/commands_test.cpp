// zoho-desk profiles, status and logout; interruption; --help and the man page.

#include <csignal>
#include <regex>

#include "auth/private_file.h"
#include "tests/cli/cli_fixture.h"
#include "tests/extension/silent_desk.h"
#include "tests/paths.h"

namespace zoho_desk::testing {
namespace {

constexpr const char* kTwoProfiles = R"({"profiles": {
    "default": {"client_id": "1000.ID", "client_secret": "s3cret-client",
                "refresh_token": "1000.s3cret-refresh", "dc": "eu", "org_id": "17"},
    "work": {"access_token": "1000.s3cret-access"},
    "half": {"client_id": "1000.ID", "client_secret": "s3cret-client"}}})";

class Profiles : public CliTest {};

TEST_F(Profiles, AreListedWithoutSecrets) {
  WriteConfig(kTwoProfiles);
  const CommandResult list = Run({"profiles"});
  EXPECT_EQ(list.exit_code, 0) << list.Text();
  EXPECT_EQ(list.out.find("s3cret"), std::string::npos) << list.out;
  EXPECT_THAT(list.out, AllOf(HasSubstr("* default  eu  17            refresh token\n"),
                              HasSubstr("  work     us                access token\n"),
                              HasSubstr("  half     us                no refresh_token\n")));
  const CommandResult other = Run({"profiles"}, "", {{"ZOHO_DESK_PROFILE", "work"}});
  EXPECT_THAT(other.out, AllOf(HasSubstr("* work"), HasSubstr("  default")));
}

TEST_F(Profiles, AreListedAsJson) {
  WriteConfig(kTwoProfiles);
  const CommandResult list = Run({"profiles", "--json"});
  EXPECT_EQ(list.out.find("s3cret"), std::string::npos);
  const Json rows = Json::parse(list.out);
  ASSERT_EQ(rows.size(), 3U);
  EXPECT_EQ(rows[0], Json({{"name", "default"},
                           {"current", true},
                           {"dc", "eu"},
                           {"org_id", "17"},
                           {"credentials", "refresh token"}}));
}

TEST_F(Profiles, NoneSendsThePersonToLogin) {
  const CommandResult list = Run({"profiles"});
  EXPECT_EQ(list.exit_code, 0);
  EXPECT_THAT(list.out, HasSubstr("Run 'zoho-desk login'"));
  EXPECT_EQ(Json::parse(Run({"profiles", "--json"}).out), Json::array());
}

TEST_F(Profiles, OneCanBeRemoved) {
  LogIn({"--profile", "work"});
  LogIn();
  ASSERT_EQ(std::distance(fs::directory_iterator(cache()), {}), 2);
  const CommandResult removed = Run({"profiles", "remove", "work"});
  EXPECT_EQ(removed.exit_code, 0) << removed.Text();
  EXPECT_THAT(removed.out, HasSubstr("zoho-desk logout"));  // it was not revoked
  EXPECT_TRUE(Profile("work").is_null());
  EXPECT_TRUE(Profile().contains("refresh_token"));
  EXPECT_EQ(std::distance(fs::directory_iterator(cache()), {}), 1);  // its token went along
  EXPECT_EQ(Requests("revoke"), 0);

  const CommandResult again = Run({"profiles", "remove", "work"});
  EXPECT_EQ(again.exit_code, 1);
  EXPECT_THAT(again.err, HasSubstr("there is no profile 'work'"));
  EXPECT_EQ(Run({"profiles", "remove"}).exit_code, 2);
}

TEST_F(Profiles, AFileThatOthersMayReadIsRefused) {
  WriteConfig(kTwoProfiles, fs::perms::owner_all | fs::perms::others_read);
  for (const Words& command :
       {Words{"profiles"}, Words{"profiles", "remove", "work"}, Words{"status"}, Words{"logout"}}) {
    const CommandResult result = Run(command);
    EXPECT_EQ(result.exit_code, 1);
    EXPECT_THAT(result.err, HasSubstr("chmod 600"));
    EXPECT_EQ(result.Text().find("s3cret"), std::string::npos);
  }
}

class Status : public CliTest {};

TEST_F(Status, TellsWhoseLoginItIsAndWhatItMayDo) {
  LogIn();
  const Json agent = Json::parse(server().DumpText())["resources"]["agents"][0];
  server().Change([](sandbox::Settings& settings) {
    settings.scopes = {"Desk.basic.READ", "Desk.tickets.ALL"};
  });
  fs::remove_all(cache());
  server().SetCreditsLeft(5000);
  const CommandResult status = Run({"status"}, "", {{"ZOHO_DESK_CONCURRENCY", "7"}});
  EXPECT_EQ(status.exit_code, 0) << status.Text();
  EXPECT_THAT(status.out,
              AllOf(HasSubstr("profile 'default' in " + config_file().string()),
                    HasSubstr("<" + agent["emailId"].get<std::string>() + ">"),
                    HasSubstr(server().org_id() + " (Lantern Works, ENTERPRISE)"),
                    HasSubstr("Desk.basic.READ, Desk.tickets.ALL"), HasSubstr("(in 58 min)"),
                    HasSubstr("Credits left:  4998"), HasSubstr("7 requests at once")));
  EXPECT_EQ(status.out.find(secret()), std::string::npos);
  EXPECT_EQ(status.out.find(CachedToken()), std::string::npos);
}

TEST_F(Status, SpeaksJson) {
  LogIn({"--profile", "work"});
  const CommandResult status = Run({"status", "--profile", "work", "--json"});
  EXPECT_EQ(status.exit_code, 0) << status.Text();
  const Json json = Json::parse(status.out);
  EXPECT_EQ(json["profile"], "work");
  EXPECT_EQ(json["organization"]["id"], server().org_id());
  EXPECT_EQ(json["api_base"], server().base_url());
  EXPECT_EQ(json["concurrency"], 4);
  EXPECT_EQ(json["credits_left"], server().credits_left());
  EXPECT_FALSE(json["user"]["email"].is_null());
  EXPECT_EQ(json["scopes"].size(), sandbox::AllScopes().size());
  EXPECT_THAT(json["token_expires"].get<std::string>(), HasSubstr("Z"));
}

TEST_F(Status, SaysWhatZohoDoesNotTell) {
  LogIn();
  const std::string token = CachedToken();
  server().Inject({.match = "/api/v1/myinfo",
                   .times = -1,
                   .status = 403,
                   .body = R"({"errorCode":"SCOPE_MISMATCH","message":"No."})"});
  const CommandResult status = Run(
      {"status"}, "", {{"ZOHO_DESK_ACCESS_TOKEN", token}, {"ZOHO_DESK_ORG_ID", server().org_id()}});
  EXPECT_EQ(status.exit_code, 0) << status.Text();
  EXPECT_THAT(status.out,
              AllOf(HasSubstr("Login:         environment"), HasSubstr("User:          unknown"),
                    HasSubstr("Scopes:        unknown"), HasSubstr("not renewed")));
  EXPECT_THAT(status.err, HasSubstr("SCOPE_MISMATCH"));
  EXPECT_EQ(status.Text().find(token), std::string::npos);
}

TEST_F(Status, FailsIfTheLoginDoesNotWork) {
  const CommandResult none = Run({"status"});
  EXPECT_EQ(none.exit_code, 1);
  EXPECT_THAT(none.err, AllOf(HasSubstr("zoho-desk status: "), HasSubstr("run 'zoho-desk login'")));
  const CommandResult missing = Run({"status", "--profile", "work"});
  EXPECT_EQ(missing.exit_code, 1);
  EXPECT_THAT(missing.err, HasSubstr("zoho-desk login --profile work"));
  LogIn();
  fs::remove_all(cache());
  const CommandResult revoked = Run({"status"}, "", {{"ZOHO_DESK_REFRESH_TOKEN", "1000.gone"}});
  EXPECT_EQ(revoked.exit_code, 1);
  EXPECT_THAT(revoked.err, AllOf(HasSubstr("invalid_code"), Not(HasSubstr("1000.gone"))));
}

TEST_F(Status, NamesTheLoginsOfOtherNames) {
  LogIn({"--profile", "work"});
  const CommandResult status = Run({"status"});
  EXPECT_EQ(status.exit_code, 1);
  EXPECT_THAT(status.err, AllOf(HasSubstr("run 'zoho-desk login'"), HasSubstr("'work'"),
                                HasSubstr("ZOHO_DESK_PROFILE")));
}

TEST_F(Status, ShowsNothingThatSteersATerminal) {
  LogIn();
  const std::string me = R"({"id":"1","firstName":"A\u009b\u007f","lastName":"B\u202eC\u001b[2J"})";
  for (const char* form : {"", "--json"}) {
    server().Inject({.match = "/api/v1/myinfo", .status = 200, .body = me});
    Words words{"status"};
    if (*form != '\0')
      words.emplace_back(form);
    const CommandResult status = Run(words);
    EXPECT_EQ(status.exit_code, 0) << status.Text();
    for (const char* steering : {"\xc2\x9b", "\x7f", "\xe2\x80\xae", "\x1b"})
      EXPECT_EQ(status.out.find(steering), std::string::npos) << form;
    if (*form != '\0') {
      EXPECT_EQ(Json::parse(status.out)["user"]["name"],
                "A\xc2\x9b\x7f B\xe2\x80\xae"
                "C\x1b[2J");
    }
  }
}

TEST_F(Status, TellsThatTheOrganizationIsNotTheUsers) {
  LogIn();
  const CommandResult status = Run({"status"}, "", {{"ZOHO_DESK_ORG_ID", "17"}});
  EXPECT_THAT(status.err, HasSubstr("the organisation 17 is none of those"));
}

// 76,000 levels are more than a main thread's stack holds if each takes a frame.
TEST_F(Status, SurvivesDeepAnswers) {
  LogIn();
  const std::string deep = std::string(76'000, '[') + std::string(76'000, ']') + "}";
  const std::string id = server().org_id();
  for (const std::string key : {"companyName", "x"}) {
    server().Inject({.match = "/api/v1/organizations",
                     .times = -1,
                     .status = 200,
                     .body = R"({"data":[{"id":")" + id + R"(",")" + key + "\":" + deep + "]}"});
    server().Inject({.match = "/api/v1/myinfo",
                     .times = -1,
                     .status = 200,
                     .body = R"({"id":"1",")" + key + "\":" + deep});
    const CommandResult status = Run({"status"});
    EXPECT_EQ(status.exit_code, 0) << status.Text();
    EXPECT_THAT(status.out, HasSubstr(id));
    EXPECT_EQ(status.err.find("nested too deeply") != std::string::npos, key == "companyName");
    const CommandResult doctor = Run({"doctor"});
    EXPECT_EQ(doctor.exit_code, 1) << doctor.Text();  // its question without a token got a 200
    EXPECT_THAT(doctor.out, HasSubstr("organisation"));
    server().ClearFaults();
  }
}

class Logout : public CliTest {
 protected:
  // Whether Zoho still takes it.
  bool Works(const std::string& refresh_token) {
    const std::string form = ToFormBody({{"grant_type", "refresh_token"},
                                         {"refresh_token", refresh_token},
                                         {"client_id", id()},
                                         {"client_secret", secret()}});
    return sandbox::Send(server().port(), "POST", "/oauth/v2/token",
                         {{"Content-Type", "application/x-www-form-urlencoded"}}, form)
        .json()
        .contains("access_token");
  }
};

TEST_F(Logout, RevokesAndForgets) {
  LogIn({"--profile", "work"});
  LogIn();
  const std::string refresh = Profile()["refresh_token"];
  const std::string other = Profile("work")["refresh_token"];
  ASSERT_TRUE(Works(refresh));
  const CommandResult logout = Run({"logout"});
  EXPECT_EQ(logout.exit_code, 0) << logout.Text();
  EXPECT_THAT(logout.out, HasSubstr("Revoked the refresh token."));
  EXPECT_FALSE(Works(refresh));
  EXPECT_TRUE(Works(other));
  // The sandbox's addresses, good for that login alone, have gone as well.
  EXPECT_EQ(Profile(), Json({{"client_id", id()}, {"dc", "us"}, {"org_id", server().org_id()}}));
  EXPECT_THAT(FilesWith(refresh), IsEmpty());
  EXPECT_EQ(std::distance(fs::directory_iterator(cache()), {}), 1);  // the other profile's
  EXPECT_EQ(logout.Text().find(refresh), std::string::npos);
  for (const auto& entry : server().Log())
    EXPECT_EQ(entry.query.find(refresh), std::string::npos);  // nor in any address

  const CommandResult again = Run({"logout"});
  EXPECT_EQ(again.exit_code, 0) << again.Text();
  EXPECT_THAT(again.out, HasSubstr("is not logged in"));
}

TEST_F(Logout, WaitingForAnotherWriterEndsWithASignal) {
  LogIn();
  const auto writer = auth::LockFile(config_file().string() + ".lock", {}, 0);
  ASSERT_TRUE(writer.ok());
  PipeSession logout({"logout"}, Environment());
  EXPECT_TRUE(logout.Expect("Revoked the refresh token."));
  logout.Signal(SIGTERM);
  EXPECT_TRUE(logout.Expect("interrupted"));
  EXPECT_EQ(logout.Wait(), 128 + SIGTERM);
}

TEST_F(Logout, OfATokenThatIsGoneSaysSo) {
  LogIn();
  const std::string refresh = Profile()["refresh_token"];
  sandbox::Send(server().port(), "POST", "/oauth/v2/token/revoke?token=" + refresh, {});
  const CommandResult logout = Run({"logout"});
  EXPECT_EQ(logout.exit_code, 0) << logout.Text();
  EXPECT_THAT(logout.err, HasSubstr("no such refresh token (any more)"));
  EXPECT_FALSE(Profile().contains("refresh_token"));
}

TEST_F(Logout, KeepsEverythingIfZohoCannotBeReached) {
  LogIn();
  const Json before = Profile();
  server().Inject({.match = "/oauth/v2/token/revoke", .status = 503, .body = "{}"});
  const CommandResult logout = Run({"logout"});
  EXPECT_EQ(logout.exit_code, 1);
  EXPECT_THAT(logout.err, AllOf(HasSubstr("HTTP 503"), HasSubstr("logout --local")));
  EXPECT_EQ(Profile(), before);
  EXPECT_FALSE(CachedToken().empty());
}

TEST_F(Logout, LocalForgetsWithoutARequest) {
  LogIn();
  const std::string refresh = Profile()["refresh_token"];
  const CommandResult logout = Run({"logout", "--local"});
  EXPECT_EQ(logout.exit_code, 0) << logout.Text();
  EXPECT_EQ(Requests("revoke"), 0);
  EXPECT_TRUE(Works(refresh));
  EXPECT_THAT(FilesWith(refresh), IsEmpty());
}

TEST_F(Logout, IsAboutTheProfileWhateverTheEnvironmentSays) {
  LogIn();
  const std::string refresh = Profile()["refresh_token"];
  const CommandResult logout =
      Run({"logout"}, "", {{"ZOHO_DESK_REFRESH_TOKEN", server().credentials().refresh_token}});
  EXPECT_EQ(logout.exit_code, 0) << logout.Text();
  EXPECT_THAT(logout.err, HasSubstr("the environment still has ZOHO_DESK_REFRESH_TOKEN"));
  EXPECT_FALSE(Works(refresh));
  EXPECT_TRUE(Works(server().credentials().refresh_token));
  EXPECT_EQ(Run({"logout", "--profile", "none"}).exit_code, 1);
}

// Every command that waits for the network ends on Ctrl-C.
class Interrupt : public CliTest {};

TEST_F(Interrupt, EndsEveryWaitForTheNetwork) {
  LogIn();
  for (const Words& command : {Words{"status"}, Words{"logout"}, Words{"doctor"},
                               Words{"login", "--self-client", "--tables", "tickets"},
                               Words{"login", "--refresh-token", "--tables", "tickets"}}) {
    SilentDesk desk;
    Variables environment = Environment(desk.environment());
    if (command[0] == "login" || command[0] == "logout")
      environment["ZOHO_DESK_ACCESS_TOKEN"] = "";
    environment["ZOHO_DESK_TIMEOUT"] = "60";
    environment["ZOHO_DESK_CLIENT_ID"] = id();
    environment["ZOHO_DESK_CLIENT_SECRET"] = secret();
    environment["ZOHO_DESK_CODE"] = "1000.code";
    if (command[0] == "login" && command[1] == "--refresh-token")
      environment["ZOHO_DESK_REFRESH_TOKEN"] = "1000.token";
    TerminalSession session(command, environment);
    ASSERT_TRUE(desk.WaitForRequest()) << command[0] << session.output();
    session.Send("\x03");
    EXPECT_TRUE(session.Expect("zoho-desk " + command[0] + ": interrupted")) << session.output();
    EXPECT_EQ(session.Wait(), 130) << command[0];
  }
  EXPECT_TRUE(Profile().contains("refresh_token"));  // nothing half done
}

class Help : public CliTest {
 protected:
  static std::set<std::string> Matches(const std::string& text, const std::regex& pattern) {
    std::set<std::string> found;
    for (std::sregex_iterator match(text.begin(), text.end(), pattern), end; match != end; ++match)
      found.insert((*match)[1]);
    return found;
  }
};

TEST_F(Help, AnUnknownCommandIsNamed) {
  for (const char* word : {"logn", "LOGIN", "profile"}) {
    const CommandResult result = Run({word, "--json"});
    EXPECT_EQ(result.exit_code, 2);
    EXPECT_THAT(result.err, HasSubstr("there is no command '" + std::string(word) + "'"));
  }
}

TEST_F(Help, TellsTheVersion) {
  const CommandResult version = Run({"--version"});
  EXPECT_EQ(version.exit_code, 0);
  EXPECT_EQ(version.out, "zoho-desk " ZOHO_DESK_VERSION "\n");
}

TEST_F(Help, EveryCommandHasExamples) {
  const CommandResult help = Run({"--help"});
  EXPECT_EQ(help.exit_code, 0);
  for (const char* command : {"login", "profiles", "status", "logout", "doctor"}) {
    EXPECT_THAT(help.out, HasSubstr(std::string("\n  ") + command));
    const CommandResult own = Run({command, "--help"});
    EXPECT_EQ(own.exit_code, 0);
    EXPECT_THAT(own.out, HasSubstr("Example"));
    EXPECT_THAT(own.out, HasSubstr(std::string("\n  zoho-desk ") + command));
  }
}

// The man page is written by hand; its options are those of --help, command by command.
TEST_F(Help, ManPageHasTheOptionsOfEachCommand) {
  const std::string page = ReadFile(ZOHO_DESK_SOURCE_DIR "/docs/zoho-desk.1");
  for (const std::string command : {"login", "profiles", "status", "logout", "doctor"}) {
    const size_t start = page.find("\n.Ss " + command + "\n");
    ASSERT_NE(start, std::string::npos) << command;
    const size_t end = std::min(page.find("\n.Ss ", start + 1), page.find("\n.Sh ", start + 1));
    const std::string section = page.substr(start, end - start);
    std::set<std::string> documented = Matches(section, std::regex(R"(\n\.It Fl -([a-z][a-z-]*))"));
    documented.insert("help");
    EXPECT_EQ(documented,
              Matches(Run({command, "--help"}).out, std::regex(R"(\n  (?:-h,)?--([a-z][a-z-]*))")))
        << command;
  }
}

TEST_F(Help, ManPageIsWellFormed) {
  const CommandResult lint = RunCommand(
      {"mandoc", "-T", "lint", "-W", "warning", ZOHO_DESK_SOURCE_DIR "/docs/zoho-desk.1"});
  EXPECT_EQ(lint.exit_code, 0) << lint.Text();
  EXPECT_THAT(lint.out, IsEmpty());
}

}  // namespace
}  // namespace zoho_desk::testing
