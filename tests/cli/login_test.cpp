// zoho-desk login with a self client's code or a refresh token, as scripts and people do it.

#include <csignal>

#include "tests/cli/cli_fixture.h"

namespace zoho_desk::testing {
namespace {

class Login : public CliTest {
 protected:
  using CliTest::CliTest;
};

TEST_F(Login, StoresAProfileAndPrintsACommandThatWorks) {
  const std::string code = server().IssueCode();
  const CommandResult login = Run({"login"}, Answers(code));
  ASSERT_EQ(login.exit_code, 0) << login.Text();

  const Json profile = Profile();
  EXPECT_EQ(profile["client_id"], id());
  EXPECT_EQ(profile["client_secret"], secret());
  EXPECT_EQ(profile["dc"], "us");
  EXPECT_EQ(profile["org_id"], server().org_id());
  EXPECT_EQ(profile["api_base"], server().base_url());
  EXPECT_NE(profile["refresh_token"], server().credentials().refresh_token);
  EXPECT_THAT(login.out, HasSubstr("Checked: zoho_desk_tickets can be read."));

  // The code's exchange was the only token call: the query below uses the token it brought.
  EXPECT_EQ(Requests("token"), 1);
  const size_t next = login.out.find("\nNext:\n");
  ASSERT_NE(next, std::string::npos) << login.Text();
  const CommandResult query =
      RunCommand({"sh", "-c", login.out.substr(next + 7)}, {{"HOME", home().string()},
                                                            {"XDG_CONFIG_HOME", ""},
                                                            {"XDG_CACHE_HOME", ""},
                                                            {"ZOHO_DESK_PROFILE", ""}});
  EXPECT_EQ(query.exit_code, 0) << query.Text();
  EXPECT_THAT(query.out, HasSubstr("ticketNumber"));
  EXPECT_EQ(Requests("token"), 1);
}

TEST_F(Login, KeepsSecretsOutOfEverythingButTheProfile) {
  const std::string code = server().IssueCode();
  const CommandResult login = Run({"login"}, Answers(code));
  ASSERT_EQ(login.exit_code, 0) << login.Text();
  const std::string refresh = Profile()["refresh_token"];
  const std::string access = CachedToken();
  for (const std::string& text : {code, secret(), refresh, access}) {
    ASSERT_GT(text.size(), 20U);
    EXPECT_EQ(login.Text().find(text), std::string::npos) << login.Text();
  }
  EXPECT_THAT(FilesWith(code), IsEmpty());
  EXPECT_EQ(FilesWith(secret()), std::set<std::string>{".config/zoho_desk/config.json"});
  EXPECT_EQ(FilesWith(refresh), std::set<std::string>{".config/zoho_desk/config.json"});
  EXPECT_EQ(FilesWith(access).size(), 1U);
  const auto others = fs::perms::group_all | fs::perms::others_all;
  for (const fs::path& path : {config_file(), config_file().parent_path(), cache()})
    EXPECT_EQ(fs::status(path).permissions() & others, fs::perms::none) << path;
}

TEST_F(Login, OnATerminalAsksForEverythingAndShowsNoSecret) {
  const std::string code = server().IssueCode();
  TerminalSession login({"login"}, Environment({{"ZOHO_DESK_ACCOUNTS_BASE", ""}}));
  // The data centre is asked for only where no accounts server is set.
  EXPECT_TRUE(login.Expect("  eu  https://desk.zoho.eu"));
  EXPECT_TRUE(login.Expect("Data centre [us]: "));
  login.Enter("mars");
  EXPECT_TRUE(login.Expect("no data centre 'mars'"));
  EXPECT_TRUE(login.Expect("Data centre [us]: "));
  login.Enter("eu");
  EXPECT_TRUE(login.Expect("Tables, separated by commas [all]: "));
  login.Enter("tickets");
  EXPECT_TRUE(login.Expect("1 or 2 [1]: "));
  login.Enter("");
  EXPECT_TRUE(login.Expect("Open https://api-console.zoho.eu"));
  EXPECT_TRUE(login.Expect("Client id: "));
  EXPECT_TRUE(login.echoes());
  login.Send("\x03");
  EXPECT_EQ(login.Wait(), 130);

  TerminalSession second({"login"}, Environment());
  EXPECT_TRUE(second.Expect("Tables, separated by commas [all]: "));
  second.Enter("no_such_table");
  EXPECT_TRUE(second.Expect("there is no table 'no_such_table'"));
  EXPECT_TRUE(second.Expect("Tables, separated by commas [all]: "));
  second.Enter("zoho_desk_tickets, contacts");
  EXPECT_TRUE(second.Expect("1 or 2 [1]: "));
  second.Enter("tickets");
  EXPECT_TRUE(second.Expect("'tickets' is neither 1 nor 2"));
  EXPECT_TRUE(second.Expect("1 or 2 [1]: "));
  second.Enter("1");
  EXPECT_TRUE(
      second.Expect("Scope:              "
                    "Desk.basic.READ,Desk.tickets.READ,Desk.search.READ,Desk.contacts.READ\r"));
  EXPECT_TRUE(second.Expect("Client id: "));
  second.Enter(id());
  EXPECT_TRUE(second.Expect("Client secret (not shown): "));
  EXPECT_FALSE(second.echoes());
  second.Enter(secret());
  EXPECT_TRUE(second.Expect("Code (not shown): "));
  EXPECT_FALSE(second.echoes());
  for (const std::string& text : {secret(), code})
    EXPECT_EQ(second.Visible().find(text), std::string::npos);
  second.Enter(code);
  EXPECT_TRUE(second.Expect("Next:"));
  EXPECT_EQ(second.Wait(), 0) << second.output();
  for (const std::string& text : {secret(), code, Profile()["refresh_token"].get<std::string>()})
    EXPECT_EQ(second.output().find(text), std::string::npos) << second.output();
}

TEST_F(Login, OnATerminalAWrongCodeIsAskedForAgain) {
  TerminalSession login({"login", "--self-client", "--tables", "tickets"}, Environment());
  EXPECT_TRUE(login.Expect("Client id: "));
  login.Enter(id());
  EXPECT_TRUE(login.Expect("Client secret (not shown): "));
  login.Enter(secret());
  EXPECT_TRUE(login.Expect("Code (not shown): "));
  login.Enter("1000.wrong");
  EXPECT_TRUE(login.Expect("refused the code (invalid_code)"));
  EXPECT_TRUE(login.Expect("Code (not shown): "));
  login.Enter(server().IssueCode());
  EXPECT_EQ(login.Wait(), 0) << login.output();
  EXPECT_TRUE(Profile().contains("refresh_token"));
}

TEST_F(Login, CtrlCAtAQuestionLeavesTheTerminalAsItWas) {
  for (const char* key : {"\x03", ""}) {
    TerminalSession login({"login", "--self-client", "--tables", "tickets"}, Environment());
    EXPECT_TRUE(login.Expect("Client id: "));
    login.Enter(id());
    EXPECT_TRUE(login.Expect("Client secret (not shown): "));
    EXPECT_FALSE(login.echoes());
    if (*key != '\0')
      login.Send(key);
    else
      login.Signal(SIGTERM);
    EXPECT_TRUE(login.Expect("zoho-desk login: interrupted"));
    EXPECT_TRUE(login.echoes());
    EXPECT_EQ(login.Wait(), *key != '\0' ? 130 : 143);
  }
  EXPECT_FALSE(fs::exists(config_file()));
}

TEST_F(Login, TakesSecretsFromTheEnvironment) {
  const CommandResult login = Run({"login"}, "",
                                  {{"ZOHO_DESK_CLIENT_ID", id()},
                                   {"ZOHO_DESK_CLIENT_SECRET", secret()},
                                   {"ZOHO_DESK_CODE", server().IssueCode()}});
  EXPECT_EQ(login.exit_code, 0) << login.Text();
  EXPECT_EQ(Profile()["client_id"], id());
  EXPECT_THAT(login.err, IsEmpty());
}

TEST_F(Login, SaysWhenTheEnvironmentWinsOverWhatWasStored) {
  const CommandResult login =
      Run({"login"}, Answers(server().IssueCode()),
          {{"ZOHO_DESK_ACCESS_TOKEN", "1000.other"}, {"ZOHO_DESK_ORG_ID", "17"}});
  EXPECT_EQ(login.exit_code, 0) << login.Text();
  EXPECT_THAT(login.err, HasSubstr("Unset ZOHO_DESK_ACCESS_TOKEN, ZOHO_DESK_ORG_ID "));
}

TEST_F(Login, TakesARefreshTokenThatIsThereAlready) {
  const std::string token = server().credentials().refresh_token;
  const CommandResult login =
      Run({"login", "--refresh-token"}, id() + "\n" + secret() + "\n" + token + "\n");
  EXPECT_EQ(login.exit_code, 0) << login.Text();
  EXPECT_EQ(Profile()["refresh_token"], token);
  EXPECT_EQ(login.Text().find(token), std::string::npos);
}

TEST_F(Login, SecretsAreNotTakenAsArguments) {
  for (const char* option : {"--client-secret", "--code", "--password"}) {
    const CommandResult login = Run({"login", option, "x"});
    EXPECT_EQ(login.exit_code, 2) << option;
  }
  EXPECT_EQ(Run({"login", "--refresh-token", "1000.token"}).exit_code, 2);
}

TEST_F(Login, RefusedAnswersNameCauseAndNextStepAndStoreNothing) {
  struct Case {
    std::string input;
    std::string message;
  };
  const std::string late = server().IssueCode();
  server().AdvanceClock(181);
  const Case cases[] = {
      {id() + "\nwrong\n" + server().IssueCode() + "\n",
       "check the client id and the client secret"},
      {"1000.OTHER\n" + secret() + "\n" + server().IssueCode() + "\n", "data centre"},
      {Answers(late), "make a new one"},
      {Answers("1000.unknown"), "make a new one"},
      {id() + "\n" + secret() + "\n", "standard input ended before an answer to: Code"},
      {"", "standard input ended before an answer to: Client id"},
      {id() + "\n\n", "the client secret is empty"},
      {id() + "\n" + secret() + "\ntwo words\n", "the code has blanks"},
      {id() + "\n" + secret() + "\ncaf\xc3\xa9\n", "the code has blanks or special characters"},
  };
  for (const auto& [input, message] : cases) {
    const CommandResult login = Run({"login"}, input);
    EXPECT_EQ(login.exit_code, 1) << login.Text();
    EXPECT_THAT(login.err, AllOf(HasSubstr("zoho-desk login: "), HasSubstr(message)));
    EXPECT_FALSE(fs::exists(config_file()));
  }
  EXPECT_EQ(shown_.find(secret()), std::string::npos);
}

TEST_F(Login, WrongArgumentsEndBeforeAnyQuestion) {
  for (const Words& arguments : std::vector<Words>{{"login", "--tables", "tickets,nothing"},
                                                   {"login", "--dc", "mars"},
                                                   {"login", "--profile", "a/b"},
                                                   {"login", "--profile", ""},
                                                   {"login", "--port", "65536"},
                                                   {"login", "--org-id", "x"},
                                                   {"login", "--browser", "--self-client"},
                                                   {"login", "extra"},
                                                   {"sing"},
                                                   {}}) {
    const CommandResult result = Run(arguments);
    EXPECT_EQ(result.exit_code, 2) << result.Text();
  }
  EXPECT_TRUE(server().Log().empty());
}

TEST_F(Login, KeepsOtherProfilesAndSettings) {
  WriteConfig(R"({"note": [1], "profiles": {"default": {"dc": "eu", "concurrency": 8,
      "access_token": "1000.old", "org_id": "17"}, "other": {"client_id": "x"}}})");
  LogIn();
  const Json config = Config();
  EXPECT_EQ(config["note"], Json::array({1}));
  EXPECT_EQ(config["profiles"]["other"], Json({{"client_id", "x"}}));
  EXPECT_EQ(Profile()["concurrency"], 8);
  EXPECT_EQ(Profile()["dc"], "eu");
  EXPECT_EQ(Profile()["org_id"], server().org_id());
  EXPECT_FALSE(Profile().contains("access_token"));  // it would win over the new login
}

TEST_F(Login, StoresUnderTheNamedProfile) {
  LogIn({"--profile", "work"});
  EXPECT_TRUE(Profile("work").contains("refresh_token"));
  EXPECT_TRUE(Profile().is_null());
  EXPECT_THAT(shown_, HasSubstr("  ZOHO_DESK_PROFILE=work sqlite3 "));
  const CommandResult login =
      Run({"login"}, Answers(server().IssueCode()), {{"ZOHO_DESK_PROFILE", "home"}});
  EXPECT_EQ(login.exit_code, 0) << login.Text();
  EXPECT_TRUE(Profile("home").contains("refresh_token"));
}

TEST_F(Login, ADataCentreOnTheCommandLineReplacesTheProfilesHosts) {
  WriteConfig(R"({"profiles": {"default": {"dc": "in", "api_base": "https://old.example",
                                           "accounts_base": "https://old.example"}}})");
  LogIn({"--dc", "jp"});
  EXPECT_EQ(Profile()["dc"], "jp");
  EXPECT_EQ(Profile()["accounts_base"], server().base_url());  // of the environment
}

TEST_F(Login, RefusesAProfileFileThatOthersMayReadBeforeAnyQuestion) {
  WriteConfig("{\"profiles\": {}}", fs::perms::owner_all | fs::perms::group_read);
  const CommandResult login = Run({"login"}, Answers(server().IssueCode()));
  EXPECT_EQ(login.exit_code, 1);
  EXPECT_THAT(login.err, HasSubstr("chmod 600"));
  EXPECT_TRUE(server().Log().empty());
}

TEST_F(Login, NeedsAPlaceForTheProfile) {
  const CommandResult login = Run({"login"}, "", {{"HOME", ""}});
  EXPECT_EQ(login.exit_code, 1);
  EXPECT_THAT(login.err, HasSubstr("set HOME or XDG_CONFIG_HOME"));
}

TEST_F(Login, WorksWithoutATokenCacheAndSaysSo) {
  std::ofstream(home() / ".cache") << "a file where the directory should be";
  const CommandResult login = Run({"login"}, Answers(server().IssueCode()));
  EXPECT_EQ(login.exit_code, 0) << login.Text();
  EXPECT_THAT(login.err, HasSubstr("to keep access tokens"));
}

TEST_F(Login, AFailedCheckSaysThatTheProfileIsThere) {
  server().Inject({.match = "/api/v1/tickets",
                   .status = 403,
                   .body = R"({"errorCode":"FORBIDDEN","message":"No."})"});
  const CommandResult login = Run({"login"}, Answers(server().IssueCode()));
  EXPECT_EQ(login.exit_code, 1);
  EXPECT_THAT(login.err, AllOf(HasSubstr("the profile is stored"), HasSubstr("FORBIDDEN"),
                               HasSubstr("zoho-desk doctor")));
  EXPECT_TRUE(Profile().contains("refresh_token"));
}

TEST_F(Login, ControlCharactersOfTheServerDoNotReachTheTerminal) {
  server().Inject(
      {.match = "/api/v1/organizations",
       .status = 200,
       .body = R"({"data":[{"id":810350427,"companyName":"\u001b[2JEvil\u009b\n\u202e"}]})"});
  const CommandResult login = Run({"login"}, Answers(server().IssueCode()));
  EXPECT_EQ(login.exit_code, 0) << login.Text();
  EXPECT_THAT(login.out, HasSubstr("810350427 ( [2JEvil   )"));
}

class LoginToSeveral : public Login {
 protected:
  LoginToSeveral()
      : Login({.organizations = {{.id = 77, .company_name = "Alpha", .portal_name = "a"},
                                 {.id = 78, .company_name = "Beta", .portal_name = "b"}}}) {}
};

TEST_F(LoginToSeveral, OrganizationIsAskedFor) {
  const CommandResult piped = Run({"login"}, Answers(server().IssueCode()) + "77\n");
  EXPECT_EQ(piped.exit_code, 0) << piped.Text();
  EXPECT_THAT(piped.out, AllOf(HasSubstr("77 (Alpha, ENTERPRISE)"), HasSubstr("78 (Beta")));
  EXPECT_EQ(Profile()["org_id"], "77");

  const CommandResult wrong = Run({"login"}, Answers(server().IssueCode()) + "79\n");
  EXPECT_EQ(wrong.exit_code, 1);
  EXPECT_THAT(wrong.err, HasSubstr("--org-id"));

  TerminalSession login({"login", "--self-client", "--tables", "tickets"}, Environment());
  EXPECT_TRUE(login.Expect("Client id"));
  login.Enter("");  // the stored one
  EXPECT_TRUE(login.Expect("Enter for the stored one (not shown): "));
  login.Enter("");
  EXPECT_TRUE(login.Expect("Code (not shown): "));
  login.Enter(server().IssueCode());
  EXPECT_TRUE(login.Expect("Id of the one to query [77]: "));
  login.Enter("79");
  EXPECT_TRUE(login.Expect("'79' is none of them"));
  EXPECT_TRUE(login.Expect("Id of the one to query [77]: "));
  login.Enter("");
  EXPECT_EQ(login.Wait(), 0) << login.output();
}

TEST_F(LoginToSeveral, OrganizationCanBeNamed) {
  EXPECT_EQ(Run({"login", "--org-id", "77"}, Answers(server().IssueCode())).exit_code, 0);
  EXPECT_EQ(Profile()["org_id"], "77");
  const CommandResult wrong = Run({"login", "--org-id", "79"}, Answers(server().IssueCode()));
  EXPECT_EQ(wrong.exit_code, 1);
  EXPECT_THAT(wrong.err, AllOf(HasSubstr("77 (Alpha"), HasSubstr("78 (Beta")));
}

TEST_F(Login, AUserWithoutPortalCannotLogIn) {
  server().Inject({.match = "/api/v1/organizations", .status = 200, .body = R"({"data":[]})"});
  const CommandResult login = Run({"login"}, Answers(server().IssueCode()));
  EXPECT_EQ(login.exit_code, 1);
  EXPECT_THAT(login.err, HasSubstr("belongs to no Zoho Desk portal"));
  EXPECT_FALSE(fs::exists(config_file()));
}

TEST_F(Login, SurvivesDeepAnswers) {
  const std::string deep = std::string(76'000, '[') + std::string(76'000, ']');
  server().Inject({.match = "/api/v1/organizations",
                   .times = 1,
                   .status = 200,
                   .body = R"({"data":[{"id":"1","companyName":)" + deep + "}]}"});
  const CommandResult refused = Run({"login"}, Answers(server().IssueCode()));
  EXPECT_EQ(refused.exit_code, 1);
  EXPECT_THAT(refused.err, HasSubstr("nested too deeply"));
  server().Inject({.match = "/oauth/v2/token",
                   .times = 1,
                   .status = 200,
                   .body = R"({"access_token":"1","x":)" + deep + "}"});
  const CommandResult token = Run({"login"}, Answers(server().IssueCode()));
  EXPECT_EQ(token.exit_code, 1);
  EXPECT_THAT(token.err, HasSubstr("nested too deeply"));
}

TEST_F(Login, AThrottledOrBrokenAccountsServerIsNamed) {
  server().Inject({.match = "/oauth/v2/token",
                   .status = 400,
                   .body = R"({"error":"Access Denied","error_description":"too many requests"})"});
  EXPECT_THAT(Run({"login"}, Answers(server().IssueCode())).err, HasSubstr("try again in 10 min"));
  server().Inject({.match = "/oauth/v2/token",
                   .status = 502,
                   .content_type = "text/html",
                   .body = "<html>" + secret()});
  const CommandResult broken = Run({"login"}, Answers(server().IssueCode()));
  EXPECT_EQ(broken.exit_code, 1);
  EXPECT_THAT(broken.err, HasSubstr("HTTP 502"));
  EXPECT_EQ(shown_.find(secret()), std::string::npos);
}

}  // namespace
}  // namespace zoho_desk::testing
