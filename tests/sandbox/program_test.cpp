// The program itself: what it prints, how it ends.

#include <gtest/gtest.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <csignal>
#include <cstdio>
#include <fstream>
#include <string>
#include <vector>

#include "tests/sandbox/client.h"
#include "tests/support/temporary_directory.h"

extern char** environ;

namespace zoho_desk::sandbox {
namespace {

// A child process whose standard output is read from here.
class Program {
 public:
  explicit Program(std::vector<std::string> args) {
    args.insert(args.begin(), ZOHO_DESK_SANDBOX_PROGRAM);
    std::vector<char*> argv;
    for (std::string& arg : args)
      argv.push_back(arg.data());
    argv.push_back(nullptr);
    std::array<int, 2> pipe_ends{};
    EXPECT_EQ(pipe(pipe_ends.data()), 0);
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, pipe_ends[1], STDOUT_FILENO);
    posix_spawn_file_actions_addclose(&actions, pipe_ends[0]);
    EXPECT_EQ(posix_spawn(&pid_, argv[0], &actions, nullptr, argv.data(), environ), 0);
    posix_spawn_file_actions_destroy(&actions);
    close(pipe_ends[1]);
    out_ = fdopen(pipe_ends[0], "r");
  }
  ~Program() {
    if (pid_ > 0) {
      kill(pid_, SIGKILL);
      waitpid(pid_, nullptr, 0);
    }
    fclose(out_);
  }
  Program(const Program&) = delete;
  Program& operator=(const Program&) = delete;

  // The next line without its end; empty at the end of the output.
  std::string Line() {
    std::string line;
    for (int c = fgetc(out_); c != EOF && c != '\n'; c = fgetc(out_))
      line += static_cast<char>(c);
    return line;
  }
  std::string All() {
    std::string text;
    for (int c = fgetc(out_); c != EOF; c = fgetc(out_))
      text += static_cast<char>(c);
    return text;
  }
  void Signal(int number) const { kill(pid_, number); }
  // The exit status; -1 if a signal killed it.
  int Wait() {
    int status = 0;
    waitpid(pid_, &status, 0);
    pid_ = 0;
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  }

 private:
  pid_t pid_ = 0;
  FILE* out_ = nullptr;
};

TEST(Program, PrintsAnEnvironmentAndStopsOnSigterm) {
  Program program({"--quiet", "--rows", "tickets=3,contacts=1", "--org-id", "4711"});
  std::map<std::string, std::string> environment;
  for (int i = 0; i < 6; ++i) {
    const std::string line = program.Line();
    ASSERT_TRUE(line.starts_with("export ZOHO_DESK_")) << line;
    const size_t equals = line.find('=');
    environment[line.substr(7, equals - 7)] = line.substr(equals + 1);
  }
  EXPECT_EQ(environment["ZOHO_DESK_ORG_ID"], "4711");
  const std::string base = environment["ZOHO_DESK_API_BASE"];
  EXPECT_EQ(environment["ZOHO_DESK_ACCOUNTS_BASE"], base);
  const int port = std::stoi(base.substr(base.rfind(':') + 1));
  const Answer token =
      Send(port, "POST",
           "/oauth/v2/token?" +
               ToQueryString({{"grant_type", "refresh_token"},
                              {"refresh_token", environment["ZOHO_DESK_REFRESH_TOKEN"]},
                              {"client_id", environment["ZOHO_DESK_CLIENT_ID"]},
                              {"client_secret", environment["ZOHO_DESK_CLIENT_SECRET"]}}),
           {});
  const Answer tickets =
      Send(port, "GET", "/api/v1/tickets",
           {{"orgId", "4711"},
            {"Authorization", "Zoho-oauthtoken " + token.json().value("access_token", "")}});
  EXPECT_EQ(tickets.json()["data"].size(), 3U);
  program.Signal(SIGTERM);
  EXPECT_EQ(program.Wait(), 0);
}

TEST(Program, DumpsTheDataOfItsSeed) {
  Program program({"--dump", "-", "--seed", "5", "--rows", "tickets=40"});
  Options options{.seed = 5};
  ASSERT_TRUE(options.SetRows("tickets", 40));
  EXPECT_EQ(program.All(), Server(options).DumpText());
  EXPECT_EQ(program.Wait(), 0);
}

// Of another resource nothing changes, whatever the new one is called.
TEST(Program, ServesOneMoreTableAndChangesNoOther) {
  for (const std::string name : {"aardvarks", "teapots", "zebras"}) {
    const testing::TemporaryDirectory folder;
    const std::string file = folder.path() / "facts.json";
    std::ofstream(file) << R"({"resource":")" << name << R"(","list":{"path":"/api/v1/)" << name
                        << R"(","scopes":["Desk.basic.READ"],"data_key":"data","paginated":true,
                            "max_limit":50,"empty":204,"params":[]},"get":null,"search":null,
                            "count":null,"fields":[{"name":"id","form":"int64-as-string",
                            "in":["list"]},{"name":"colour","form":"string","in":["list"]}]})";
    Program program({"--facts", file, "--dump", "-"});
    Json resources = Json::parse(program.All())["resources"];
    ASSERT_EQ(program.Wait(), 0);
    EXPECT_EQ(resources[name].size(), 60U);
    resources.erase(name);
    EXPECT_EQ(resources, Server().Dump()["resources"]) << name;
  }
}

TEST(Program, TakesShapesOfTime) {
  Program program({"--dump", "-", "--rows", "tickets=400,tasks=50", "--bursts",
                   "tickets=300,tasks=20@3+10@30", "--gaps", "tickets=900@350"});
  Options options;
  ASSERT_TRUE(options.SetRows("tickets", 400));
  ASSERT_TRUE(options.SetRows("tasks", 50));
  ASSERT_TRUE(options.SetTimes("tickets", {.bursts = {{300}}, .gaps = {{900, 350}}}));
  ASSERT_TRUE(options.SetTimes("tasks", {.bursts = {{20, 3}, {10, 30}}}));
  EXPECT_EQ(program.All(), Server(options).DumpText());
  EXPECT_EQ(program.Wait(), 0);
}

TEST(Program, HelpNamesTheWaysSearchesDiffer) {
  Program program({"--help"});
  const std::string help = program.All();
  for (const char* flag :
       {"--bursts", "--gaps", "--search-window", "--search-count", "--search-count-cap",
        "--range-bounds", "--ties-follow-sort", "--index-lag", "--fault-rate"})
    EXPECT_NE(help.find(flag), std::string::npos) << flag;
}

TEST(Program, RefusesArgumentsItCannotUse) {
  EXPECT_EQ(Program({"--rows", "tickets=many"}).Wait(), 2);
  EXPECT_EQ(Program({"--rows", "tickets=1000001"}).Wait(), 2);
  EXPECT_EQ(Program({"--now", "yesterday"}).Wait(), 2);
  EXPECT_EQ(Program({"--bursts", "tickets=many"}).Wait(), 2);
  EXPECT_EQ(Program({"--bursts", "tickets=251"}).Wait(), 2);
  EXPECT_EQ(Program({"--facts", "/dev/null"}).Wait(), 2);
  EXPECT_EQ(Program({"--gaps", "rooms=5"}).Wait(), 2);
  EXPECT_NE(Program({"--range-bounds", "odd"}).Wait(), 0);
  EXPECT_NE(Program({"--fault-rate", "2"}).Wait(), 0);
  EXPECT_NE(Program({"--no-such-flag"}).Wait(), 0);
}

TEST(Program, TellsItsVersion) {
  Program program({"--version"});
  EXPECT_TRUE(program.Line().starts_with("zoho-desk-sandbox "));
  EXPECT_EQ(program.Wait(), 0);
}

}  // namespace
}  // namespace zoho_desk::sandbox
