#pragma once

// What the tests of long scans share: a sandbox with thousands of records, and comparisons that
// tell in a line what a result lacks. The oracle is the sandbox's own list of ids, times and fields
// (sandbox::Server::Records, Values, Record); a dump of all its data would take longer than the
// scans.

#include <gtest/gtest.h>

#include <cstdint>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "sandbox/server.h"
#include "tests/support/database.h"
#include "tests/support/desk.h"

namespace zoho_desk::testing {

using Ids = std::vector<std::string>;

// A data set with that many records of one table, by default without bursts and gaps.
sandbox::Options WithRows(const std::string& resource, uint32_t rows,
                          const sandbox::TimeShape& shape = {});

// What a query cost.
struct Price {
  int64_t requests = 0;  // API calls that were answered or refused
  int64_t credits = 0;
  int64_t dearest = 0;  // credits of the dearest call
  int64_t refused = 0;  // 4xx
};

// A running sandbox; the process's environment leads to it for as long as it lives.
class ScaleDesk {
 public:
  explicit ScaleDesk(sandbox::Options options);

  sandbox::Server& server() { return *server_; }
  // Ids by ascending createdTime.
  Ids AllIds(const std::string& resource = "tickets") const;
  // Ids of the records whose field has this value.
  Ids IdsWhere(const std::string& resource, const std::string& field,
               const std::string& value) const;
  // Ids of the records that are in both lists.
  static Ids InBoth(const Ids& a, const Ids& b);
  // Runs a query on a new connection, with an empty request log at its start.
  QueryResult Query(const std::string& sql);
  Price TakePrice();

 private:
  TemporaryDirectory home_;
  std::unique_ptr<sandbox::Server> server_;
  std::unique_ptr<Front> front_;
  std::unique_ptr<ScopedEnvironment> scope_;
};

// The first column of every row.
Ids FirstColumn(const QueryResult& result);

// The query succeeded, and the first column holds each of these ids once and nothing else.
::testing::AssertionResult HasEachOnce(const QueryResult& result, const Ids& expected);
// The same where some rows may be there or not: those of `expected` once, those of `allowed` at
// most once, no others.
::testing::AssertionResult HasEachOnce(const QueryResult& result, const Ids& expected,
                                       const Ids& allowed);

// The column never falls (or never rises) from row to row.
::testing::AssertionResult IsOrdered(const QueryResult& result, size_t column, bool descending);

// Every call cost at most 3 credits, and all together the price of full pages of 100 rows plus a
// tenth of a credit per 100 rows. `extra`: credits on top, for what does not grow with the rows.
::testing::AssertionResult IsFlat(const Price& price, size_t rows, int64_t extra);

}  // namespace zoho_desk::testing
