// Every cell of the fault matrix: a query on a small portal, with one fault at one moment. It must
// end in exactly the right rows or in an error that names the cause, soon, and leave nothing
// behind.
//
//   zoho_desk_fault_matrix_tests            runs every cell, and compares with docs/RELIABILITY.md
//                                           (over HTTP/2, see tests/support/front.h, it does not)
//   zoho_desk_fault_matrix_tests --update   runs every cell, and writes its tables there

#include "tests/extension/fault_matrix.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <thread>

#include "client/request_log.h"
#include "http/curl_transport.h"
#include "resources/resource.h"
#include "tests/support/certificate.h"
#include "tests/support/secret_watch.h"

namespace zoho_desk::testing {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

// Far beyond what any cell takes, also on a busy machine: a cell that needs longer hangs.
constexpr std::chrono::seconds kBound{60};
constexpr size_t kPageRows = 100;
// Connections that libcurl keeps, and what the test program itself opens at first use.
constexpr size_t kKeptDescriptors = 40;

Outcomes& TheOutcomes() {
  static auto* outcomes = new Outcomes;
  return *outcomes;
}

size_t CountEntries(const char* directory) {
  const std::filesystem::directory_iterator entries(directory);
  return static_cast<size_t>(std::distance(begin(entries), end(entries)));
}
size_t Threads() {
  return CountEntries("/proc/self/task");
}
size_t Descriptors() {
  return CountEntries("/proc/self/fd");
}

// Threads that have ended leave the list a moment later.
bool ThreadsReturnTo(size_t count) {
  const auto end = std::chrono::steady_clock::now() + kBound;
  while (Threads() > count && std::chrono::steady_clock::now() < end)
    std::this_thread::yield();
  return Threads() <= count;
}

sandbox::Options SmallPortal() {
  sandbox::Options options;
  for (const resources::Resource* resource : resources::AllResources())
    options.SetRows(resource->name, resource->name == "tickets" ? 250 : 1);
  return options;
}

std::string FirstId(Desk& desk) {
  return desk.records("tickets").at(0).at("id").get<std::string>();
}

std::string SqlOf(Moment moment, Desk& desk) {
  std::string sql = "SELECT id, subject, createdTime FROM zoho_desk_tickets";
  if (moment == Moment::kById)
    sql += " WHERE id = '" + FirstId(desk) + "'";
  return sql;
}

// The rows are tickets of the sandbox with their own values, each once, and that many.
void ExpectTickets(const QueryResult& result, Desk& desk, size_t count) {
  std::map<std::string, SqlRow> expected;
  for (const Json& record : desk.records("tickets")) {
    const auto text = [&](const char* key) { return SqlValue(record.at(key).get<std::string>()); };
    expected[record.at("id").get<std::string>()] = {text("id"), text("subject"),
                                                    text("createdTime")};
  }
  std::set<std::string> seen;
  for (const SqlRow& row : result.rows) {
    const auto& id = std::get<std::string>(row.at(0));
    ASSERT_TRUE(expected.contains(id)) << id << " does not exist";
    EXPECT_EQ(ToString(row), ToString(expected[id]));
    EXPECT_TRUE(seen.insert(id).second) << id << " comes twice";
  }
  EXPECT_EQ(seen.size(), count);
}

// How often the request at that moment was sent.
int64_t TriesAt(Moment moment) {
  const auto log = client::RequestLogSnapshot();
  return std::count_if(log.begin(), log.end(), [&](const client::RequestLogEntry& entry) {
    const auto has = [&](std::string_view part) {
      return entry.path.find(part) != std::string::npos;
    };
    switch (moment) {
      case Moment::kFirstPage:
        return has("/tickets?") && has("from=0&");
      case Moment::kMiddlePage:
        return has("/tickets?") && has("from=99&");
      case Moment::kById:
        return has("/tickets/");
      case Moment::kToken:
        break;
    }
    return has("/oauth/v2/token");
  });
}

void ExpectNoSecretsInLog() {
  for (const client::RequestLogEntry& entry : client::RequestLogSnapshot())
    ExpectNoSecrets(entry.path + " " + entry.error, "the request log");
}

struct Run {
  FaultCase fault;
  Moment moment = Moment::kFirstPage;
  bool always = false;

  const Expected& expected() const {
    const Ends& ends = fault.EndsAt(moment);
    return always ? ends.always : ends.once;
  }
  std::string name() const {
    return std::string(NameOf(moment)) + "_" + fault.id + (always ? "_Always" : "_Once");
  }
  friend void PrintTo(const Run& run, std::ostream* out) { *out << run.name(); }
};

std::vector<Run> AllRuns() {
  std::vector<Run> runs;
  for (const Moment moment : kMoments) {
    for (const FaultCase& fault : FaultCases()) {
      for (const bool always : {false, true}) {
        const Run run{fault, moment, always};
        if (run.expected().end != End::kNoCase)
          runs.push_back(run);
      }
    }
  }
  return runs;
}

class FaultMatrix : public ::testing::TestWithParam<Run> {
 protected:
  static bool IsError(End end) { return end == End::kErrorAtOnce || end == End::kErrorAfterTries; }

  // Runs the query of the cell and notes how it ended.
  QueryResult Query(Cell& cell) {
    const ScopedEnvironment scope(cell.settings);
    client::ClearRequestLog();
    const auto start = std::chrono::steady_clock::now();
    QueryResult result = Database::WithExtension().Query(SqlOf(cell.moment, cell.desk));
    EXPECT_LT(std::chrono::steady_clock::now() - start, kBound);
    const bool again = TriesAt(cell.moment) > 1;
    const End end = result.ok() ? (again ? End::kRowsAgain : End::kRows)
                                : (again ? End::kErrorAfterTries : End::kErrorAtOnce);
    auto& outcomes = TheOutcomes()[{GetParam().fault.id, cell.moment}];
    (GetParam().always ? outcomes.second : outcomes.first) = {end, result.error};
    EXPECT_EQ(TextOf(end), TextOf(GetParam().expected().end)) << result.error;
    return result;
  }

  static void ExpectErrorThatSays(const QueryResult& result, const Expected& expected) {
    EXPECT_EQ(result.code, expected.code);
    EXPECT_THAT(result.error, HasSubstr("zoho_desk_tickets"));
    EXPECT_THAT(result.error, Not(HasSubstr("\n")));
    for (const std::string& part : expected.says)
      EXPECT_THAT(result.error, HasSubstr(part));
  }

  void RunCell() {
    Desk desk(SmallPortal());
    Cell cell{.moment = GetParam().moment, .times = GetParam().always ? -1 : 1, .desk = desk};
    cell.settings = {{"ZOHO_DESK_RETRIES", GetParam().always ? "1" : "2"},
                     {"ZOHO_DESK_TIMEOUT", "20"},
                     {"ZOHO_DESK_CONCURRENCY", "2"}};
    GetParam().fault.inject(cell);
    const QueryResult result = Query(cell);
    if (IsError(GetParam().expected().end)) {
      ExpectErrorThatSays(result, GetParam().expected());
      ExpectTickets(result, desk, cell.moment == Moment::kMiddlePage ? kPageRows : 0);
    } else {
      EXPECT_TRUE(result.ok()) << result.error;
      ExpectTickets(result, desk,
                    cell.moment == Moment::kById ? 1 : desk.records("tickets").size());
    }
    ExpectNoSecretsInLog();
    for (const auto& check : cell.checks)
      check();
    const http::TransportCounts left = http::CountTransfers();
    EXPECT_EQ(left.active, 0U) << "transfers are still under way";
    EXPECT_EQ(left.queued, 0U) << "transfers still wait";
  }
};

TEST_P(FaultMatrix, EndsInTheRightRowsOrAnErrorThatNamesTheCause) {
  const size_t threads = Threads();
  RunCell();
  EXPECT_TRUE(ThreadsReturnTo(threads)) << "threads are left behind";
}

INSTANTIATE_TEST_SUITE_P(Cells, FaultMatrix, ::testing::ValuesIn(AllRuns()),
                         [](const auto& suite) { return suite.param.name(); });

TEST(FaultMatrixTable, HasFaultsEnoughAndNamesEachOnce) {
  std::set<std::string> ids;
  for (const FaultCase& fault : FaultCases())
    EXPECT_TRUE(ids.insert(fault.id).second) << fault.id;
  EXPECT_GE(ids.size(), 25U);
}

// After all cells: what the process holds, and what docs/RELIABILITY.md says.
class AtTheEnd : public ::testing::Environment {
 public:
  void SetUp() override { descriptors_ = Descriptors(); }
  void TearDown() override {
    EXPECT_LE(Descriptors(), descriptors_ + kKeptDescriptors) << "descriptors leak";
    if (!compares_ || FrontOfThisRun() != FrontKind::kNone ||
        ::testing::UnitTest::GetInstance()->Failed())
      return;
    EXPECT_EQ(DifferenceToDocument(TheOutcomes()), "")
        << "docs/RELIABILITY.md is out of date: zoho_desk_fault_matrix_tests --update";
  }
  void DoNotCompare() { compares_ = false; }

 private:
  size_t descriptors_ = 0;
  bool compares_ = true;
};

}  // namespace

void Cell::Inject(sandbox::Fault fault) {
  switch (moment) {
    case Moment::kFirstPage:
      fault.match = "/api/v1/tickets";
      fault.query = "from=0&";
      break;
    case Moment::kMiddlePage:
      fault.match = "/api/v1/tickets";
      fault.query = "from=99&";
      break;
    case Moment::kById:
      fault.match = "/api/v1/tickets/";
      break;
    case Moment::kToken:
      fault.match = "/oauth/v2/token";
      break;
  }
  fault.times = times;
  desk.server().Inject(std::move(fault));
}

void Cell::Break(FaultFront::Kind kind) {
  front = std::make_unique<FaultFront>(desk.server().port());
  settings[moment == Moment::kToken ? "ZOHO_DESK_ACCOUNTS_BASE" : "ZOHO_DESK_API_BASE"] =
      front->base_url();
  front->BreakAfter(moment == Moment::kMiddlePage ? 1 : 0, kind, times);
}

namespace {

int Main(int argc, char** argv) {
  const bool updates = argc > 1 && std::string_view(argv[1]) == "--update";
  ::testing::InitGoogleTest(&argc, argv);
  std::thread([] {}).join();  // with the first thread the thread sanitizer starts one of its own
  TheTrustedServer();         // before the first request
  auto* const end = new AtTheEnd;
  ::testing::AddGlobalTestEnvironment(end);
  if (updates)
    end->DoNotCompare();
  const int failed = RUN_ALL_TESTS();
  if (updates && failed == 0)
    UpdateDocument(TheOutcomes());
  return failed;
}

}  // namespace
}  // namespace zoho_desk::testing

int main(int argc, char** argv) {
  return zoho_desk::testing::Main(argc, argv);
}
