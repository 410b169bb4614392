// Traps of loading: the real build/zoho_desk.so in a program that opens, closes and forks.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/extension/loadable.h"

namespace zoho_desk::testing {
namespace {

using ::testing::HasSubstr;

// Runs a Python program with the module's path as its argument.
CommandResult Python(const std::string& program) {
  return RunCommand({"/usr/bin/python3", "-c", program, ModulePath()});
}

constexpr const char* kOpen = R"py(
import os, sqlite3, sys
def connect():
    db = sqlite3.connect(":memory:")
    db.enable_load_extension(True)
    db.load_extension(sys.argv[1])
    db.enable_load_extension(False)
    return db
def tickets(db):
    return db.execute("SELECT count(*), count(DISTINCT id) FROM zoho_desk_tickets").fetchone()
def is_mapped():
    return "zoho_desk.so" in open("/proc/self/maps").read()
)py";

class LoadableTraps : public ::testing::Test {
 protected:
  std::string AllTickets() const {
    const std::string all = std::to_string(desk_.records("tickets").size());
    return "(" + all + ", " + all + ")\n";
  }

  Desk& desk_ = Desk::Shared();
};

// Unloading would pull the code out from under curl's state, or a thread.
TEST_F(LoadableTraps, TheModuleStaysMappedWhenItsLastConnectionCloses) {
  const CommandResult result = Python(std::string(kOpen) + R"py(
db = connect()
tickets(db)
db.close()
print(is_mapped())
print(tickets(connect()))
)py");
  ASSERT_EQ(result.exit_code, 0) << result.Text();
  EXPECT_EQ(result.out, "True\n" + AllTickets());
}

TEST_F(LoadableTraps, LoadingServesThatConnectionOnly) {
  const CommandResult result = Python(std::string(kOpen) + R"py(
connect()
try:
    tickets(sqlite3.connect(":memory:"))
except sqlite3.OperationalError as error:
    print(error)
)py");
  ASSERT_EQ(result.exit_code, 0) << result.Text();
  EXPECT_EQ(result.out, "no such table: zoho_desk_tickets\n");
}

// Connections that a child inherits would mix up the answers of parent and child.
TEST_F(LoadableTraps, AForkedChildGetsItsOwnAnswers) {
  const CommandResult result = Python(std::string(kOpen) + R"py(
print(tickets(connect()), flush=True)
child = os.fork()
answers = {tickets(connect()) for _ in range(5)}
if child == 0:
    os._exit(0 if len(answers) == 1 else 1)
print(os.waitpid(child, 0)[1], *answers)
)py");
  ASSERT_EQ(result.exit_code, 0) << result.Text();
  EXPECT_EQ(result.out, AllTickets() + "0 " + AllTickets());
}

// With extension loading off in SQL, which is what programs should do after loading.
TEST_F(LoadableTraps, SqlCannotLoadOnceTheProgramForbidsIt) {
  const CommandResult result = Python(std::string(kOpen) + R"py(
try:
    connect().execute("SELECT load_extension(?)", (sys.argv[1],))
except sqlite3.OperationalError as error:
    print(error)
)py");
  ASSERT_EQ(result.exit_code, 0) << result.Text();
  EXPECT_THAT(result.out, HasSubstr("not authorized"));
}

}  // namespace
}  // namespace zoho_desk::testing
