// A process that has used the extension forks, and both go on. Whatever the other threads of the
// parent were doing at that moment, the child has sessions, connections and locks of its own.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <condition_variable>
#include <mutex>
#include <thread>

#include "extension/zoho_desk.h"
#include "tests/extension/forked_child.h"
#include "tests/extension/own_desk.h"
#include "tests/extension/silent_desk.h"

namespace zoho_desk::testing {
namespace {

using ::testing::HasSubstr;

constexpr const char* kTickets = "SELECT id, subject FROM zoho_desk_tickets";
constexpr const char* kContacts = "SELECT id FROM zoho_desk_contacts ORDER BY id";

class Fork : public OwnDesk {
 protected:
  Fork() {
    const QueryResult tickets = Query(kTickets);
    ExpectEveryTicket(tickets);
    tickets_ = tickets.Text();
    contacts_ = Query(kContacts).Text();
    EXPECT_NE(contacts_, "");
  }

  std::string tickets_;  // the right rows
  std::string contacts_;
};

TEST_F(Fork, LeavesAUsedSessionToTheParentAndTheChildQueriesOnItsOwn) {
  ForkedChild child([] {
    std::string text;
    for (int i = 0; i < 5; ++i)
      text = Query(kTickets).Text();
    return text;
  });
  for (int i = 0; i < 5; ++i)
    EXPECT_EQ(Query(kContacts).Text(), contacts_);
  EXPECT_EQ(child.Result(), tickets_);
}

TEST_F(Fork, ManyChildrenAtOnceGetTheRightRows) {
  std::vector<std::unique_ptr<ForkedChild>> children;
  for (int i = 0; i < 6; ++i) {
    const char* const sql = i % 2 == 0 ? kTickets : kContacts;
    children.push_back(std::make_unique<ForkedChild>([sql] { return Query(sql).Text(); }));
  }
  for (size_t i = 0; i < children.size(); ++i)
    EXPECT_EQ(children[i]->Result(), i % 2 == 0 ? tickets_ : contacts_);
  EXPECT_EQ(TokenCalls(), 1);
}

TEST_F(Fork, AChildOfAChildQueriesToo) {
  ForkedChild child([] {
    const std::string own = Query(kTickets).Text();
    ForkedChild grandchild([] { return Query(kTickets).Text(); });
    return grandchild.Result() == own ? own : "the grandchild's rows differ";
  });
  EXPECT_EQ(child.Result(), tickets_);
}

TEST_F(Fork, AnInheritedConnectionAnswersInTheChild) {
  const Database database = Database::WithExtension();
  EXPECT_EQ(database.Query(kTickets).Text(), tickets_);
  ForkedChild child([&] { return database.Query(kContacts).Text(); });
  EXPECT_EQ(child.Result(), contacts_);
  EXPECT_EQ(database.Query(kTickets).Text(), tickets_);
}

TEST_F(Fork, TheChildsRequestLogListsItsOwnRequests) {
  ForkedChild child([] {
    const std::string before = Query("SELECT count(*) FROM zoho_desk_requests").Text();
    Query(kContacts);
    return before + Query("SELECT DISTINCT table_name FROM zoho_desk_requests").Text();
  });
  EXPECT_EQ(child.Result(), "0\n'zoho_desk_contacts'\n");
}

// A statement in the middle of a scan with pages under way.
class ForkInAScan : public Fork {
 protected:
  ForkInAScan() {
    server().Change([](sandbox::Settings& settings) { settings.latency_ms = 20; });
    EXPECT_EQ(sqlite3_prepare_v2(database_.handle(), kTickets, -1, &statement_, nullptr),
              SQLITE_OK);
    Step();
  }
  ~ForkInAScan() override { sqlite3_finalize(statement_); }

  int Step() {
    const int rc = sqlite3_step(statement_);
    if (rc == SQLITE_ROW)
      rows_ += "'" + std::string(Text(0)) + "'|'" + Text(1) + "'\n";
    return rc;
  }
  const char* Text(int column) {
    return reinterpret_cast<const char*>(sqlite3_column_text(statement_, column));
  }
  // What the parent gets in the end.
  void ExpectTheRest() {
    int rc = SQLITE_ROW;
    while (rc == SQLITE_ROW)
      rc = Step();
    EXPECT_EQ(rc, SQLITE_DONE) << sqlite3_errmsg(database_.handle());
    EXPECT_EQ(rows_, tickets_);
  }

  const Database database_ = Database::WithExtension();
  sqlite3_stmt* statement_ = nullptr;
  std::string rows_;
};

TEST_F(ForkInAScan, TheChildCannotGoOnWithIt) {
  ForkedChild child([&] {
    int rc = SQLITE_ROW;
    while (rc == SQLITE_ROW)
      rc = Step();
    const std::string message = sqlite3_errmsg(database_.handle());
    return std::to_string(rc) + " " + std::to_string(sqlite3_reset(statement_)) + " " + message;
  });
  EXPECT_THAT(child.Result(), HasSubstr("1 1 zoho_desk_tickets: this query began before the "
                                        "process forked; run it again in the child"));
  ExpectTheRest();
}

TEST_F(ForkInAScan, TheChildMayRunTheStatementAgain) {
  ForkedChild child([&] {
    sqlite3_reset(statement_);
    rows_.clear();
    while (Step() == SQLITE_ROW) {
    }
    return rows_;
  });
  EXPECT_EQ(child.Result(), tickets_);
  ExpectTheRest();
}

TEST_F(ForkInAScan, TheChildMayClose) {
  ForkedChild child([&] {
    const int finalized = sqlite3_finalize(statement_);
    statement_ = nullptr;
    return std::to_string(finalized) + Query(kContacts).Text();
  });
  EXPECT_EQ(child.Result(), "0" + contacts_);
  ExpectTheRest();
}

TEST_F(ForkInAScan, TheChildMayJustExit) {
  const pid_t pid = fork();
  ASSERT_GE(pid, 0);
  if (pid == 0)
    _exit(7);
  int status = 0;
  ASSERT_EQ(waitpid(pid, &status, 0), pid);
  EXPECT_EQ(WEXITSTATUS(status), 7);
  ExpectTheRest();
}

// Holds back the first request whose path begins so, until it is told to go on.
class Gate {
 public:
  explicit Gate(std::string path) : path_(std::move(path)) {}

  void Pass(const std::string& path) {
    std::unique_lock lock(mutex_);
    if (!path.starts_with(path_) || arrived_)
      return;
    arrived_ = true;
    changed_.notify_all();
    changed_.wait(lock, [this] { return open_; });
  }
  bool WaitForRequest() {
    std::unique_lock lock(mutex_);
    return changed_.wait_for(lock, std::chrono::seconds(20), [this] { return arrived_; });
  }
  void Open() {
    const std::lock_guard lock(mutex_);
    open_ = true;
    changed_.notify_all();
  }

 private:
  const std::string path_;
  std::mutex mutex_;
  std::condition_variable changed_;
  bool arrived_ = false;
  bool open_ = false;
};

// A Desk of one ticket that stands at a gate with one request.
class GatedDesk {
 public:
  explicit GatedDesk(const std::string& path) : gate(path) {}

  std::map<std::string, std::string> environment(const TemporaryDirectory& cache) const {
    std::string base = server_.Url();
    base.pop_back();
    return {{"ZOHO_DESK_API_BASE", base},
            {"ZOHO_DESK_ACCOUNTS_BASE", base},
            {"ZOHO_DESK_ACCESS_TOKEN", ""},
            {"ZOHO_DESK_ORG_ID", ""},
            {"XDG_CACHE_HOME", cache.path().string()}};
  }

  Gate gate;

 private:
  void Serve(http::Connection& connection) {
    while (const auto request = connection.ReadRequest()) {
      const size_t start = request->find(' ') + 1;
      const std::string path = request->substr(start, request->find(' ', start) - start);
      gate.Pass(path);
      const char* body = R"({"data":[{"id":"77","subject":"A ticket"}]})";
      if (path.starts_with("/oauth/"))
        body = R"({"access_token":"gated-desk-token","expires_in":3600})";
      connection.Answer(body, "200 OK\r\nContent-Type: application/json");
    }
  }

  http::RawServer server_{[this](http::Connection& connection) { Serve(connection); }};
};

// The path at whose request another thread of the parent waits when the process forks.
class ForkDuring : public ::testing::TestWithParam<const char*> {};

TEST_P(ForkDuring, TheRequestOfAnotherThreadTheChildQueriesOnItsOwn) {
  constexpr const char* kSql = "SELECT id, subject FROM zoho_desk_tickets";
  constexpr const char* kRow = "'77'|'A ticket'\n";
  const Desk desk;  // its settings, but for those of the gate
  GatedDesk gated(GetParam());
  const TemporaryDirectory cache;
  const ScopedEnvironment scope(gated.environment(cache));
  std::string of_thread;
  std::thread thread([&] { of_thread = Database::WithExtension().Query(kSql).Text(); });
  EXPECT_TRUE(gated.gate.WaitForRequest());
  ForkedChild child([&] { return Database::WithExtension().Query(kSql).Text(); });
  gated.gate.Open();
  EXPECT_EQ(child.Result(), kRow);
  thread.join();
  EXPECT_EQ(of_thread, kRow);
}

INSTANTIATE_TEST_SUITE_P(Moments, ForkDuring,
                         ::testing::Values("/oauth/v2/token", "/api/v1/organizations",
                                           "/api/v1/tickets"),
                         [](const auto& suite) {
                           const std::string path = suite.param;
                           return path.substr(path.rfind('/') + 1);
                         });

}  // namespace
}  // namespace zoho_desk::testing
