// build/zoho_desk.so in a Python program with many threads and processes: load, query, close and
// fork at the same time.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/extension/loadable.h"

namespace zoho_desk::testing {
namespace {

// `tickets` gives rows that the test knows; `left` what the process holds: threads, open files that
// are no sockets, and whether the sockets are within the module's pool of connections.
constexpr const char* kCommon = R"py(
import multiprocessing, os, sqlite3, sys, threading, time
lock = threading.Lock()
wrong = []
def connect(**options):
    db = sqlite3.connect(":memory:", **options)
    db.enable_load_extension(True)
    db.load_extension(sys.argv[1])
    db.enable_load_extension(False)
    return db
def tickets(db):
    return db.execute("SELECT count(*), count(DISTINCT id), min(id), max(id), "
                      "group_concat(subject) FROM zoho_desk_tickets").fetchone()
def check(db, expected):
    answer = tickets(db)
    if answer != expected:
        with lock:
            wrong.append(answer)
def run(count, target):
    threads = [threading.Thread(target=target, args=(i,)) for i in range(count)]
    for thread in threads: thread.start()
    for thread in threads: thread.join()
def left():
    files, sockets = 0, 0
    for fd in os.listdir("/proc/self/fd"):
        try: name = os.readlink("/proc/self/fd/" + fd)
        except OSError: continue
        if name.startswith("socket:"): sockets += 1
        else: files += 1
    return len(os.listdir("/proc/self/task")), files, sockets <= 36
def leaves_nothing():
    # A joined thread is in the list of tasks for another moment.
    for _ in range(2000):
        if left() == (1, files, True): return True
        time.sleep(0.005)
    return left()
first = tickets(connect())
files = left()[1]
)py";

class LoadableThreads : public ::testing::Test {
 protected:
  // What the program prints, once it has ended well.
  static std::string Run(const std::string& program) {
    const CommandResult result =
        RunCommand({"/usr/bin/python3", "-c", kCommon + program, ModulePath()});
    EXPECT_EQ(result.exit_code, 0) << result.Text();
    return result.out;
  }
  std::string Count() const { return std::to_string(desk_.records("tickets").size()); }

  Desk& desk_ = Desk::Shared();
};

TEST_F(LoadableThreads, WithAConnectionEachGetTheRightRowsAndLeaveNothing) {
  EXPECT_EQ(Run(R"py(
def work(i):
    db = connect()
    for _ in range(3): check(db, first)
    db.close()
for _ in range(4): run(16, work)
print(first[0], first[1], wrong, leaves_nothing())
)py"),
            Count() + " " + Count() + " [] True\n");
}

TEST_F(LoadableThreads, ThatShareAConnectionGetTheRightRows) {
  EXPECT_EQ(Run(R"py(
shared = connect(check_same_thread=False)
run(8, lambda i: [check(shared, first) for _ in range(3)])
print(first[0], wrong)
)py"),
            Count() + " []\n");
}

TEST_F(LoadableThreads, ThatLoadQueryAndCloseAtTheSameTimeGetTheRightRows) {
  EXPECT_EQ(Run(R"py(
def work(i):
    for n in range(6):
        db = connect()
        if (i + n) % 3 == 0:
            check(db, first)
        elif (i + n) % 3 == 1:
            db.execute("SELECT id FROM zoho_desk_tickets").fetchone()  # pages under way
        db.close()
for _ in range(2): run(16, work)
print(first[0], wrong, leaves_nothing())
)py"),
            Count() + " [] True\n");
}

// Whatever used the module before the fork. (Threads that are inside SQLite itself when the process
// forks are another matter: SQLite forbids that, and the children may hang in it.)
TEST_F(LoadableThreads, ThatAreDoneAreNoDangerToWhatMultiprocessingForks) {
  EXPECT_EQ(Run(R"py(
def in_child(_):
    return tickets(connect())
run(8, lambda i: check(connect(), first))
kept = connect()
answers = []
for _ in range(4):
    with multiprocessing.get_context("fork").Pool(4) as pool:
        under_way = pool.map_async(in_child, range(8))
        for _ in range(3): check(kept, first)
        answers += under_way.get(timeout=40)
print(first[0], len(answers), set(answers) == {first}, wrong)
)py"),
            Count() + " 32 True []\n");
}

}  // namespace
}  // namespace zoho_desk::testing
