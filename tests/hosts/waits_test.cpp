// Whatever a query waits for, sqlite3_interrupt and a progress handler end it within a tenth of a
// second, in every version of SQLite. Each test has the host program run a query that would wait
// for a long time at one place.

#include <arpa/inet.h>
#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/file.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <fstream>
#include <memory>

#include "tests/hosts/hosts.h"
#include "tests/http/raw_server.h"
#include "tests/paths.h"
#include "tests/support/desk.h"
#include "tests/support/process.h"

namespace zoho_desk::testing {
namespace {

using ::testing::Combine;
using ::testing::ValuesIn;
using Environment = std::map<std::string, std::string>;

constexpr const char* kModule = ZOHO_DESK_BINARY_DIR "/zoho_desk.so";
constexpr const char* kTickets = "SELECT id, subject FROM zoho_desk_tickets";
#ifdef __SANITIZE_THREAD__
constexpr int64_t kLimitMs = 1000;  // it makes everything many times slower
#else
constexpr int64_t kLimitMs = 100;
#endif
// A busy machine holds the test up now and then; a query that is slow to end is so every time.
constexpr int kTries = 12;

// What stands in the way of a query, for as long as it lives.
class Obstacle {
 public:
  Obstacle() = default;
  Obstacle(const Obstacle&) = delete;
  Obstacle& operator=(const Obstacle&) = delete;
  virtual ~Obstacle() = default;
  virtual Environment environment() const = 0;
};

// A Desk that never answers requests whose path begins so, or answers them in its own way.
class SelectiveDesk : public Obstacle {
 public:
  explicit SelectiveDesk(std::string path, std::string answer = {})
      : path_(std::move(path)), answer_(std::move(answer)) {}

  Environment environment() const override {
    std::string base = server_.Url();
    base.pop_back();
    return {{"ZOHO_DESK_API_BASE", base},
            {"ZOHO_DESK_ACCOUNTS_BASE", base},
            {"ZOHO_DESK_CONCURRENCY", "1"},
            {"ZOHO_DESK_ORG_ID", ""},
            {"XDG_CACHE_HOME", cache_.path().string()}};
  }

 private:
  void Serve(http::Connection& connection) {
    while (const auto request = connection.ReadRequest()) {
      const size_t start = request->find(' ') + 1;
      const std::string path = request->substr(start, request->find(' ', start) - start);
      if (path.starts_with(path_)) {
        if (answer_.empty() || answer_.ends_with("...")) {
          connection.Write(answer_);
          return connection.WaitForClose();
        }
        connection.Write(answer_);
        continue;
      }
      const char* body = R"({"data":[{"id":"77","subject":"A ticket"}]})";
      if (path.starts_with("/oauth/"))
        body = R"({"access_token":"selective-desk-token","expires_in":3600})";
      connection.Answer(body, "200 OK\r\nContent-Type: application/json");
    }
  }

  const std::string path_;
  const std::string answer_;  // empty, or ends in "...": nothing more comes
  const TemporaryDirectory cache_;
  http::RawServer server_{[this](http::Connection& connection) { Serve(connection); }};
};

// Another process holds the lock under which a token is renewed.
class LockedCache : public Obstacle {
 public:
  explicit LockedCache(const std::string& runner) {
    const std::filesystem::path queries = cache_.path() / "queries";
    std::ofstream(queries) << kTickets << '\x1e';
    const CommandResult result = RunCommand({runner, "--module", kModule, queries}, environment());
    EXPECT_EQ(result.exit_code, 0) << result.Text();
    for (const auto& file : std::filesystem::recursive_directory_iterator(cache_.path())) {
      if (file.path().extension() == ".lock")
        lock_ = open(file.path().c_str(), O_RDWR | O_CLOEXEC);
      else if (file.path().extension() == ".json")
        std::filesystem::remove(file.path());
    }
    EXPECT_EQ(flock(lock_, LOCK_EX | LOCK_NB), 0);
  }
  ~LockedCache() override { close(lock_); }

  Environment environment() const override { return {{"XDG_CACHE_HOME", cache_.path().string()}}; }

 private:
  const TemporaryDirectory cache_;
  int lock_ = -1;
};

// A port that answers no request for a connection: its queue is full.
class DeafPort : public Obstacle {
 public:
  DeafPort() {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    auto* const any = reinterpret_cast<sockaddr*>(&address);
    socklen_t size = sizeof address;
    EXPECT_EQ(bind(listener_, any, size), 0);
    EXPECT_EQ(listen(listener_, 0), 0);
    getsockname(listener_, any, &size);
    port_ = ntohs(address.sin_port);
    for (const int filler : fillers_)
      static_cast<void>(connect(filler, any, size));  // one comes through, the others hang
  }
  ~DeafPort() override {
    for (const int filler : fillers_)
      close(filler);
    close(listener_);
  }

  Environment environment() const override {
    const std::string base = "http://127.0.0.1:" + std::to_string(port_);
    return {{"ZOHO_DESK_API_BASE", base}, {"ZOHO_DESK_ACCESS_TOKEN", "deaf-port-token"}};
  }

 private:
  static int Socket() { return socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0); }
  const int listener_ = Socket();
  const std::array<int, 4> fillers_{Socket(), Socket(), Socket(), Socket()};
  int port_ = 0;
};

// Takes connections and says nothing, not even TLS.
class SilentTls : public Obstacle {
 public:
  Environment environment() const override {
    std::string base = server_.Url();
    base.replace(0, 4, "https");
    base.pop_back();
    return {{"ZOHO_DESK_API_BASE", base}, {"ZOHO_DESK_ACCESS_TOKEN", "silent-tls-token"}};
  }

 private:
  http::RawServer server_{[](http::Connection& connection) { connection.WaitForClose(); }};
};

// A name whose look-up never ends: the host programs see to that.
class UnknownName : public Obstacle {
 public:
  Environment environment() const override {
    return {{"ZOHO_DESK_API_BASE", "https://desk.invalid"},
            {"ZOHO_DESK_ACCESS_TOKEN", "unknown-name-token"}};
  }
};

struct Moment {
  const char* name;
  std::unique_ptr<Obstacle> (*make)(const std::string& runner);
  const char* sql = kTickets;
  bool beside = false;  // another thread of the host waits there, and the query for that thread
};

void PrintTo(const Moment& moment, std::ostream* out) {
  *out << moment.name;
}

template <const char* kPath>
std::unique_ptr<Obstacle> SilentFor(const std::string&) {
  return std::make_unique<SelectiveDesk>(kPath);
}
template <typename Kind>
std::unique_ptr<Obstacle> Make(const std::string&) {
  return std::make_unique<Kind>();
}

constexpr char kTokenPath[] = "/oauth/v2/token";
constexpr char kOrganizationsPath[] = "/api/v1/organizations";
constexpr char kListPath[] = "/api/v1/tickets";
constexpr char kSearchPath[] = "/api/v1/tickets/";  // and by id

std::unique_ptr<Obstacle> HalfAPage(const std::string&) {
  return std::make_unique<SelectiveDesk>(
      kListPath,
      "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 500\r\n\r\n"
      R"({"data":[{"id":"1","subject":"...)");
}
std::unique_ptr<Obstacle> Busy(const std::string&) {
  return std::make_unique<SelectiveDesk>(
      kListPath, "HTTP/1.1 503 Busy\r\nRetry-After: 20\r\nContent-Length: 0\r\n\r\n");
}
std::unique_ptr<Obstacle> BusyAccounts(const std::string&) {
  return std::make_unique<SelectiveDesk>(kTokenPath,
                                         "HTTP/1.1 500 Busy\r\nContent-Length: 0\r\n\r\n");
}
std::unique_ptr<Obstacle> Locked(const std::string& runner) {
  return std::make_unique<LockedCache>(runner);
}

constexpr const char* kJoin =
    "SELECT b.id, b.tagCount FROM zoho_desk_tickets AS a CROSS JOIN zoho_desk_tickets AS b ON b.id "
    "= a.id";

constexpr Moment kMoments[] = {
    {"Dns", Make<UnknownName>},
    {"Connect", Make<DeafPort>},
    {"Tls", Make<SilentTls>},
    {"FirstPage", SilentFor<kListPath>},
    {"HalfAPage", HalfAPage},
    {"RetryPause", Busy},
    {"Token", SilentFor<kTokenPath>},
    {"TokenOfAnotherThread", SilentFor<kTokenPath>, kTickets, true},
    {"TokenRetryPause", BusyAccounts},
    {"TokenFileLock", Locked},
    {"Organization", SilentFor<kOrganizationsPath>},
    {"OrganizationOfAnotherThread", SilentFor<kOrganizationsPath>, kTickets, true},
    {"TurnAfterAnotherThread", SilentFor<kListPath>, kTickets, true},
    {"JoinBatch", SilentFor<kSearchPath>, kJoin},
    {"Count", SilentFor<kListPath>, "SELECT zoho_desk_count('tickets')"},
};

// A line of the host program.
struct Ending {
  std::string how;
  int code = 0;
  int64_t after_ms = 0;  // from the wish to the end
  int64_t gap_ms = 0;    // the longest between two calls of the progress handler
  std::string message;
};

Ending ParseEnding(const std::string& line) {
  std::istringstream stream(line);
  Ending ending;
  stream >> ending.how >> ending.code >> ending.after_ms >> ending.gap_ms;
  std::getline(stream, ending.message);
  return ending;
}

class Waits : public ::testing::TestWithParam<std::tuple<Host, Moment>> {
 protected:
  static const Host& host() { return std::get<0>(GetParam()); }
  static const Moment& moment() { return std::get<1>(GetParam()); }

  const Desk desk_;  // its settings, but for those of the obstacle
};

TEST_P(Waits, EndWithinATenthOfASecond) {
  const auto obstacle = moment().make(host().runner);
  std::map<std::string, int64_t> fastest;
  for (int i = 0; i < kTries; ++i) {
    const CommandResult result = RunCommand(
        {host().runner, moment().beside ? "--waits-beside" : "--waits", kModule, moment().sql},
        obstacle->environment());
    ASSERT_EQ(result.exit_code, 0) << result.Text();
    std::istringstream lines(result.out);
    int64_t slowest = 0;
    int count = 0;
    for (std::string line; std::getline(lines, line); ++count) {
      const Ending ending = ParseEnding(line);
      ASSERT_EQ(ending.code, 9 /* SQLITE_INTERRUPT */) << line;
      EXPECT_THAT(ending.message, ::testing::HasSubstr("interrupted"));
      slowest = std::max({slowest, ending.after_ms, ending.gap_ms});
      auto& best = fastest.try_emplace(ending.how, INT64_MAX).first->second;
      best = std::min(best, std::max(ending.after_ms, ending.gap_ms));
    }
    ASSERT_EQ(count, 2) << result.Text();
    if (slowest <= kLimitMs)
      break;
  }
  EXPECT_LE(fastest["interrupt"], kLimitMs);
  EXPECT_LE(fastest["handler"], kLimitMs);
}

INSTANTIATE_TEST_SUITE_P(
    Sqlite, Waits,
    Combine(ValuesIn(EveryHost(ZOHO_DESK_RUNNERS, ZOHO_DESK_BINARY_DIR "/zoho_desk_runner")),
            ValuesIn(kMoments)),
    [](const auto& suite) {
      return NameOf(std::get<0>(suite.param)) + "_" + std::get<1>(suite.param).name;
    });

}  // namespace
}  // namespace zoho_desk::testing
