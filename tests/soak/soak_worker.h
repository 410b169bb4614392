#pragma once

// One thread of a soak: a connection with the extension, a connection with the oracle's plain
// tables, and queries that both must answer alike.

#include <atomic>
#include <cstdint>
#include <map>
#include <mutex>
#include <string>
#include <vector>

#include "tests/support/database.h"
#include "tests/support/query_check.h"
#include "tests/support/query_data.h"
#include "tests/support/query_generator.h"

namespace zoho_desk::testing {

// What all threads count together. Thread-safe.
class SoakTally {
 public:
  std::atomic<int64_t> queries{0};
  std::atomic<int64_t> rows{0};
  std::atomic<int64_t> abandoned{0};    // ended before their last row
  std::atomic<int64_t> interrupted{0};  // by a progress handler
  std::atomic<int64_t> failed{0};

  void CountError(const std::string& message);
  void AddWrong(const std::string& description);

  // Messages with how often they came; digits are replaced, so that they are few.
  std::map<std::string, int64_t> errors() const;
  std::vector<std::string> wrong() const;

 private:
  mutable std::mutex mutex_;
  std::map<std::string, int64_t> errors_;
  std::vector<std::string> wrong_;
};

class SoakWorker {
 public:
  // `data` and `tally` must outlive this object. `profiles`: of the SoakDesk; every connection
  // takes one of them.
  SoakWorker(const QueryData& data, const Json& dump, std::vector<std::string> profiles,
             uint64_t seed, SoakTally& tally);

  void RunUntil(const std::atomic<bool>& stop);

 private:
  // How a query is ended.
  enum class Way { kToTheEnd, kAbandon, kInterrupt };

  Database Open();
  void RunOne(const GeneratedQuery& query);
  QueryResult Run(const std::string& sql, Way way);
  // Empty, or what is wrong with rows that came before a query ended early.
  static std::string ForeignRows(const GeneratedQuery& query, const TextRows& actual,
                                 const TextRows& expected, const TextRows& all);

  const QueryData& data_;
  const std::vector<std::string> profiles_;
  SoakTally& tally_;
  Dice dice_;
  Database extension_;
  Database plain_;
};

}  // namespace zoho_desk::testing
