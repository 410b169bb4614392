#include "tests/soak/soak_worker.h"

#include <algorithm>
#include <chrono>
#include <thread>
namespace zoho_desk::testing {
namespace {

constexpr int kQueriesPerGenerator = 100;
constexpr size_t kReopenOneIn = 40;
constexpr size_t kAbandonOneIn = 25;
constexpr size_t kInterruptOneIn = 50;
// Of the progress handler that interrupts: a query that computes comes here sooner than one that
// waits, hence a random number of calls.
constexpr int kProgressSteps = 2000;
constexpr size_t kMostProgressCalls = 40;
// While a failed token call stands, queries fail without a request: do not spin.
constexpr auto kPauseAfterError = std::chrono::milliseconds(100);

std::string WithoutNumbers(const std::string& text) {
  std::string out;
  for (const char c : text) {
    if (c < '0' || c > '9')
      out += c;
    else if (out.empty() || out.back() != '#')
      out += '#';
  }
  return out;
}

// Status codes are what tells errors apart.
std::string Shortened(const std::string& message) {
  const size_t status = message.find("HTTP ");
  const size_t rest = status == std::string::npos ? 0 : std::min(status + 8, message.size());
  return WithoutNumbers(message.substr(0, status == std::string::npos ? 0 : status)) +
         (status == std::string::npos ? "" : message.substr(status, rest - status)) +
         WithoutNumbers(message.substr(rest));
}

int StopWhenCounted(void* left) {
  return --*static_cast<int*>(left) < 0 ? 1 : 0;
}

}  // namespace

void SoakTally::CountError(const std::string& message) {
  const std::lock_guard lock(mutex_);
  ++errors_[Shortened(message)];
}

void SoakTally::AddWrong(const std::string& description) {
  const std::lock_guard lock(mutex_);
  wrong_.push_back(description);
}

std::map<std::string, int64_t> SoakTally::errors() const {
  const std::lock_guard lock(mutex_);
  return errors_;
}

std::vector<std::string> SoakTally::wrong() const {
  const std::lock_guard lock(mutex_);
  return wrong_;
}

SoakWorker::SoakWorker(const QueryData& data, const Json& dump, std::vector<std::string> profiles,
                       uint64_t seed, SoakTally& tally)
    : data_(data),
      profiles_(std::move(profiles)),
      tally_(tally),
      dice_(seed),
      extension_(Open()),
      plain_(Database::Plain()) {
  CreatePlainTables(plain_, dump);
}

Database SoakWorker::Open() {
  Database database = Database::WithExtension();
  database.Run("SELECT zoho_desk_set('profile', '" + dice_.Pick(profiles_) + "')");
  return database;
}

void SoakWorker::RunUntil(const std::atomic<bool>& stop) {
  while (!stop) {
    QueryGenerator generator(data_, dice_.Below(1'000'000));
    for (int i = 0; i < kQueriesPerGenerator && !stop; ++i) {
      if (dice_.OneIn(kReopenOneIn))
        extension_ = Open();
      RunOne(generator.Next());
    }
  }
}

void SoakWorker::RunOne(const GeneratedQuery& query) {
  if (query.oldest_sqlite > sqlite3_libversion_number())
    return;
  const Way way = dice_.OneIn(kAbandonOneIn)     ? Way::kAbandon
                  : dice_.OneIn(kInterruptOneIn) ? Way::kInterrupt
                                                 : Way::kToTheEnd;
  const QueryResult expected = plain_.Query(query.sql);
  const QueryResult all = query.rows_of.empty() ? QueryResult() : plain_.Query(query.rows_of);
  if (!expected.ok() || !all.ok()) {
    tally_.AddWrong("not a valid query: " + expected.error + all.error + "\n" + query.sql);
    return;
  }
  const QueryResult actual = Run(query.sql, way);
  ++tally_.queries;
  tally_.rows += static_cast<int64_t>(actual.rows.size());

  const TextRows actual_rows = ToTextRows(actual.rows);
  const TextRows expected_rows = ToTextRows(expected.rows);
  const TextRows all_rows = ToTextRows(all.rows);
  const std::string difference = actual.ok()
                                     ? Difference(query, actual_rows, expected_rows, all_rows)
                                     : ForeignRows(query, actual_rows, expected_rows, all_rows);
  if (!difference.empty())
    tally_.AddWrong(query.sql + "\n" + difference);
  if (actual.code == SQLITE_ROW) {
    ++tally_.abandoned;
  } else if (actual.code == SQLITE_INTERRUPT && way == Way::kInterrupt) {
    ++tally_.interrupted;
  } else if (!actual.ok()) {
    ++tally_.failed;
    tally_.CountError(actual.error);
    std::this_thread::sleep_for(kPauseAfterError);
  }
}

// SQLITE_ROW is the code of a query that was abandoned.
QueryResult SoakWorker::Run(const std::string& sql, Way way) {
  if (way == Way::kToTheEnd)
    return extension_.Query(sql);
  if (way == Way::kInterrupt) {
    int calls_left = static_cast<int>(dice_.Below(kMostProgressCalls));
    sqlite3_progress_handler(extension_.handle(), kProgressSteps, StopWhenCounted, &calls_left);
    QueryResult result = extension_.Query(sql);
    sqlite3_progress_handler(extension_.handle(), 0, nullptr, nullptr);
    return result;
  }
  return extension_.Query(sql, dice_.Below(3));
}

std::string SoakWorker::ForeignRows(const GeneratedQuery& query, const TextRows& actual,
                                    const TextRows& expected, const TextRows& all) {
  TextRows rows = actual;
  TextRows allowed = query.rows_of.empty() ? expected : all;
  std::sort(rows.begin(), rows.end());
  std::sort(allowed.begin(), allowed.end());
  return std::includes(allowed.begin(), allowed.end(), rows.begin(), rows.end())
             ? ""
             : "  a row that is none of the result's came before the query ended early\n";
}

}  // namespace zoho_desk::testing
