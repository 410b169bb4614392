#pragma once

// What a statement leaves out because Zoho refuses to show it: single records, and parts of a table
// (a department, a module) that are asked for one by one. Only with ZOHO_DESK_SKIP_REFUSED=1; else
// the refusal is the query's error.

#include <cstdint>
#include <memory>
#include <string>
#include <utility>

#include "common/status.h"

namespace zoho_desk::client {

// A partition of a table that a request asks for alone, or a single record: what a refusal may
// concern without concerning the rest.
struct Part {
  std::string column{};  // "module"
  std::string value{};   // "contracts"

  bool empty() const { return column.empty(); }
};

// Whether the refusal may concern what was asked for alone, and not the whole table: permission,
// edition, or no reason given.
bool MayConcernAPartOnly(const Refusal& refusal);

// What to do about it, for the end of its message.
std::string WayRound(const Part& part);

// Not thread-safe. One per statement; its end says in one warning how much was left out.
class LeftOut {
 public:
  // `request` is its id in the request log, which then says what became of it.
  void Add(const Error& refusal, int64_t request);

 private:
  struct Total {
    explicit Total(std::string message) : first(std::move(message)) {}
    Total(const Total&) = delete;
    Total& operator=(const Total&) = delete;
    ~Total();
    int64_t count = 0;
    std::string first;
  };
  std::unique_ptr<Total> total_;  // null: nothing yet
};

}  // namespace zoho_desk::client
