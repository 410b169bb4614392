// The progress line of the real module in the sqlite3 shell, on a terminal of its own.

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <poll.h>
#include <pty.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <csignal>

#include "tests/extension/loadable.h"
#include "tests/extension/own_desk.h"
#include "tests/support/screen.h"

namespace zoho_desk::testing {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

// A program whose standard input, output and error are a terminal.
class OnTerminal {
 public:
  explicit OnTerminal(const std::vector<std::string>& command, unsigned short columns = 120) {
    winsize size{.ws_row = 24, .ws_col = columns, .ws_xpixel = 0, .ws_ypixel = 0};
    std::vector<char*> words;
    for (const std::string& word : command)
      words.push_back(const_cast<char*>(word.c_str()));
    words.push_back(nullptr);
    pid_ = forkpty(&terminal_, nullptr, nullptr, &size);
    if (pid_ == 0) {
      execvp(words[0], words.data());
      _exit(127);
    }
  }
  OnTerminal(const OnTerminal&) = delete;
  OnTerminal& operator=(const OnTerminal&) = delete;
  ~OnTerminal() {
    if (pid_ > 0) {
      kill(pid_, SIGKILL);
      waitpid(pid_, nullptr, 0);
    }
    close(terminal_);
  }

  // Until the output holds the text; false if it ends without.
  bool Expect(const std::string& text) {
    while (output_.find(text) == std::string::npos) {
      if (!Read())
        return false;
    }
    return true;
  }
  void PressCtrlC() const { EXPECT_EQ(write(terminal_, "\x03", 1), 1); }

  // To its end; returns the exit code.
  int Wait() {
    while (Read()) {
    }
    int status = 0;
    waitpid(pid_, &status, 0);
    pid_ = -1;
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  }
  const std::string& output() const { return output_; }
  std::string Seen() const {
    Screen screen;
    screen.Write(output_);
    return screen.Text();
  }

 private:
  bool Read() {
    pollfd file{terminal_, POLLIN, 0};
    if (poll(&file, 1, 30'000) <= 0)
      return false;
    std::array<char, 4096> chunk{};
    const ssize_t count = read(terminal_, chunk.data(), chunk.size());
    if (count <= 0)  // EIO: it has ended
      return false;
    output_.append(chunk.data(), static_cast<size_t>(count));
    return true;
  }

  pid_t pid_ = -1;
  int terminal_ = -1;
  std::string output_;
};

sandbox::Options SlowDesk() {
  sandbox::Options options;
  options.SetRows("tickets", 350);
  options.settings.latency_ms = 350;
  return options;
}

class LoadableProgress : public OwnDesk {
 protected:
  LoadableProgress() : OwnDesk(SlowDesk()) {}

  static std::vector<std::string> Command(const std::string& sql) {
    return {"sqlite3", "-batch", "-bail", ":memory:", ".load '" + ModulePath() + "'", sql};
  }

  // Nothing ahead: the scan waits for each page.
  const ScopedEnvironment slow_{{{"ZOHO_DESK_CONCURRENCY", "1"}, {"ZOHO_DESK_PROGRESS", ""}}};
};

TEST_F(LoadableProgress, ShowsBetweenRowsAndLeavesNothingBehind) {
  OnTerminal shell(
      Command("SELECT 'row ' || id FROM zoho_desk_tickets WHERE modifiedTime IS NOT NULL"));
  EXPECT_EQ(shell.Wait(), 0) << shell.output();
  EXPECT_THAT(shell.output(), HasSubstr("\rzoho_desk_tickets: "));
  EXPECT_THAT(shell.output(), HasSubstr(" of 350 rows, "));
  const std::string seen = shell.Seen();
  EXPECT_THAT(seen, Not(HasSubstr("zoho_desk")));
  std::string line;
  size_t rows = 0;
  for (std::istringstream lines(seen); std::getline(lines, line); ++rows)
    EXPECT_TRUE(line.starts_with("row ") && line.find_first_not_of("0123456789", 4) == line.npos)
        << line;
  EXPECT_EQ(rows, 350U);
}

TEST_F(LoadableProgress, FitsANarrowTerminal) {
  OnTerminal shell(Command("SELECT count(*) FROM zoho_desk_tickets"), 40);
  EXPECT_EQ(shell.Wait(), 0) << shell.output();
  EXPECT_EQ(shell.Seen(), "350\n");
  EXPECT_THAT(shell.output(), HasSubstr("\rzoho_desk_tickets: "));
  EXPECT_THAT(shell.output(), Not(HasSubstr("credit")));
}

TEST_F(LoadableProgress, VanishesAtCtrlC) {
  OnTerminal shell(Command("SELECT id FROM zoho_desk_tickets"));
  ASSERT_TRUE(shell.Expect("\rzoho_desk_tickets: ")) << shell.output();
  shell.PressCtrlC();
  EXPECT_NE(shell.Wait(), 0);
  EXPECT_THAT(shell.Seen(), HasSubstr("interrupted"));
  EXPECT_THAT(shell.Seen(), Not(HasSubstr("credit")));
}

TEST_F(LoadableProgress, VanishesBeforeAnError) {
  server().Inject({.match = "/api/v1/tickets",
                   .query = "from=297",
                   .status = 403,
                   .body = R"({"errorCode":"FORBIDDEN"})"});
  OnTerminal shell(Command("SELECT count(*) FROM zoho_desk_tickets"));
  EXPECT_NE(shell.Wait(), 0);
  EXPECT_THAT(shell.output(), HasSubstr("\rzoho_desk_tickets: "));
  EXPECT_THAT(shell.Seen(), HasSubstr("FORBIDDEN"));
  EXPECT_THAT(shell.Seen(), Not(HasSubstr("credits")));
}

TEST_F(LoadableProgress, IsOffWithoutATerminalInOtherHostsAndBySetting) {
  const std::string sql = "SELECT count(*) FROM zoho_desk_tickets";
  EXPECT_THAT(RunCommand(Command(sql)).err, IsEmpty());

  OnTerminal python({"/usr/bin/python3", "-c",
                     "import sqlite3; db = sqlite3.connect(':memory:')\n"
                     "db.enable_load_extension(True); db.load_extension('" +
                         ModulePath() + "')\nprint(db.execute('" + sql + "').fetchone()[0])"});
  EXPECT_EQ(python.Wait(), 0);
  EXPECT_EQ(python.output(), "350\r\n");

  const ScopedEnvironment off(Variables{{"ZOHO_DESK_PROGRESS", "0"}});
  OnTerminal shell(Command(sql));
  EXPECT_EQ(shell.Wait(), 0);
  EXPECT_EQ(shell.output(), "350\r\n");
}

TEST_F(LoadableProgress, IsOnBySetting) {
  const ScopedEnvironment on(Variables{{"ZOHO_DESK_PROGRESS", "1"}});
  const CommandResult result = RunCommand(Command("SELECT count(*) FROM zoho_desk_tickets"));
  EXPECT_EQ(result.out, "350\n");
  EXPECT_THAT(result.err, HasSubstr("\rzoho_desk_tickets: "));
}

}  // namespace
}  // namespace zoho_desk::testing
