// What keeps a login from going wrong: answers that are no answers, profiles of a sandbox, killed
// runs, core files.

#include <regex>

#include "tests/cli/cli_fixture.h"

namespace zoho_desk::testing {
namespace {

class LoginGuards : public CliTest {};

TEST_F(LoginGuards, AnOrganizationsIdThatIsNoNumberIsRefusedAndNotStored) {
  for (const char* odd : {R"("8\u001b]0;owned\u0007")", R"("81 0")", R"("")", "null"}) {
    server().Inject({.match = "/api/v1/organizations",
                     .status = 200,
                     .body = std::string(R"({"data":[{"id":)") + odd + R"(,"companyName":"A"}]})"});
    const CommandResult login = Run({"login"}, Answers(server().IssueCode()));
    EXPECT_EQ(login.exit_code, 1) << login.Text();
    EXPECT_THAT(login.err,
                ::testing::AnyOf(HasSubstr("id is no number"), HasSubstr("row 1 has no \"id\"")));
    EXPECT_EQ(login.Text().find_first_of("\x1b\x07"), std::string::npos);
    EXPECT_FALSE(fs::exists(config_file()));
  }
}

TEST_F(LoginGuards, OnATerminalEveryQuestionIsAskedThreeTimes) {
  TerminalSession login({"login", "--self-client", "--tables", "tickets"}, Environment());
  for (int i = 0; i < 2; ++i) {
    EXPECT_TRUE(login.Expect("Client id: "));
    login.Enter("");
    EXPECT_TRUE(login.Expect("the client id is empty"));
  }
  EXPECT_TRUE(login.Expect("Client id: "));
  login.Enter(id());
  for (int i = 0; i < 2; ++i) {
    EXPECT_TRUE(login.Expect("Client secret (not shown): "));
    login.Enter("");
    EXPECT_TRUE(login.Expect("the client secret is empty"));
  }
  EXPECT_TRUE(login.Expect("Client secret (not shown): "));
  login.Enter(secret());
  for (int i = 0; i < 2; ++i) {
    EXPECT_TRUE(login.Expect("Code (not shown): "));
    login.Enter("");
    EXPECT_TRUE(login.Expect("the code is empty"));
  }
  EXPECT_TRUE(login.Expect("Code (not shown): "));
  login.Enter(server().IssueCode());
  EXPECT_EQ(login.Wait(), 0) << login.output();

  TerminalSession other(
      {"login", "--refresh-token", "--tables", "tickets"},
      Environment({{"ZOHO_DESK_CLIENT_ID", id()}, {"ZOHO_DESK_CLIENT_SECRET", secret()}}));
  for (int i = 0; i < 3; ++i) {
    EXPECT_TRUE(other.Expect("Refresh token (not shown): "));
    other.Enter("");
    EXPECT_TRUE(other.Expect("the refresh token is empty"));
  }
  EXPECT_EQ(other.Wait(), 1) << other.output();
}

TEST_F(LoginGuards, OneMadeOnASandboxIsNoStartForTheNext) {
  LogIn();
  ASSERT_EQ(Profile()["accounts_base"], server().base_url());
  const auto tokens = Requests("token");
  TerminalSession login({"login", "--self-client", "--tables", "tickets"},
                        Environment({{"ZOHO_DESK_ACCOUNTS_BASE", ""}, {"ZOHO_DESK_API_BASE", ""}}));
  EXPECT_TRUE(login.Expect("Data centre [us]: ")) << login.output();
  login.Enter("eu");
  EXPECT_TRUE(login.Expect("Open https://api-console.zoho.eu"));
  EXPECT_TRUE(login.Expect("Client id: ")) << "nor is its client proposed";
  login.Send("\x03");
  EXPECT_EQ(login.Wait(), 130);
  EXPECT_EQ(Requests("token"), tokens);
}

TEST_F(LoginGuards, WritesNoCoreFile) {
  TerminalSession login({"login", "--self-client", "--tables", "tickets"}, Environment());
  EXPECT_TRUE(login.Expect("Client id: "));
  const std::string limits = ReadFile("/proc/" + std::to_string(login.pid()) + "/limits");
  EXPECT_TRUE(std::regex_search(limits, std::regex(R"(Max core file size +0 +0 )"))) << limits;
}

TEST_F(LoginGuards, LeavesNoTemporaryFileOfAKilledRun) {
  LogIn();
  const std::string leftover = config_file().string() + ".Ab12Cd.tmp";
  std::ofstream(leftover) << secret();
  EXPECT_EQ(Run({"profiles"}).exit_code, 0);
  EXPECT_FALSE(fs::exists(leftover));
}

}  // namespace
}  // namespace zoho_desk::testing
