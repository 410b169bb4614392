// Ctrl-C in the sqlite3 shell. interrupt_test.cpp measures the same in process, more precisely.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <csignal>

#include "tests/extension/loadable.h"
#include "tests/extension/silent_desk.h"

namespace zoho_desk::testing {
namespace {

TEST(LoadableInterrupt, ControlCEndsAQueryThatWaitsForAnAnswer) {
  const TemporaryDirectory home;
  SilentDesk silent(1);
  auto environment = silent.environment();
  environment["XDG_CONFIG_HOME"] = home.path();
  ChildProcess shell(ShellCommand({"SELECT count(*) FROM zoho_desk_tickets"}), environment);
  ASSERT_TRUE(silent.WaitForRequest()) << shell.Wait(std::chrono::seconds(1)).Text();

  const auto start = std::chrono::steady_clock::now();
  shell.Signal(SIGINT);
  const CommandResult result = shell.Wait(std::chrono::seconds(30));
  // Generous, for busy machines; without the interrupt it is the five seconds of the timeout.
  EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(1));
  EXPECT_GT(result.exit_code, 0) << result.Text();
  EXPECT_LT(result.exit_code, 128) << "the signal must end the query, not the shell";
  EXPECT_THAT(result.err, ::testing::HasSubstr("interrupted"));
}

}  // namespace
}  // namespace zoho_desk::testing
