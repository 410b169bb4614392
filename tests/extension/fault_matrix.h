#pragma once

// The fault matrix: what can go wrong between here and Zoho Desk, at each moment of a query, once
// and for ever, and how the query must then end. The table is data (fault_matrix_cases.cpp),
// written by hand from what ought to happen; fault_matrix_test.cpp runs every cell.

#include <sqlite3.h>

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "tests/extension/fault_front.h"
#include "tests/extension/own_desk.h"

namespace zoho_desk::testing {

enum class Moment { kFirstPage, kMiddlePage, kById, kToken };
inline constexpr Moment kMoments[] = {Moment::kFirstPage, Moment::kMiddlePage, Moment::kById,
                                      Moment::kToken};
std::string_view NameOf(Moment moment);  // "FirstPage"

// How a query may end. The request at that moment is sent once, but in the ends with "again".
enum class End {
  kRows,             // exactly the right rows
  kRowsAgain,        // the same, after the request was sent again
  kErrorAtOnce,      // an error, without another try
  kErrorAfterTries,  // an error, after every try the settings allow
  kNoCase,           // the fault cannot happen at that moment, or not so
};
std::string_view TextOf(End end);  // for docs/RELIABILITY.md

struct Expected {
  End end = End::kNoCase;
  std::vector<std::string> says{};  // parts of the error's message
  int code = SQLITE_ERROR;
};
// What the fault may come to if it happens once, and if it stays.
struct Ends {
  Expected once;
  Expected always;
};

// One run: the desk, the settings of the query, and what is to be checked after it.
struct Cell {
  Moment moment;
  int64_t times;  // how often the fault happens; -1: always
  Desk& desk;
  Variables settings{};
  std::unique_ptr<FaultFront> front{};  // stands before the desk if the fault needs it
  std::vector<std::function<void()>> checks{};

  // The fault at this moment, that often.
  void Inject(sandbox::Fault fault);
  // A server in front of the desk breaks in that way, at this moment and that often.
  void Break(FaultFront::Kind kind);
};

struct FaultCase {
  std::string id;    // "Http500"
  std::string name;  // in docs/RELIABILITY.md
  std::function<void(Cell&)> inject;
  Ends api;                        // first page, page in the middle, get-by-id
  Ends token;                      // token call
  std::map<Moment, Ends> other{};  // where one of them differs

  const Ends& EndsAt(Moment moment) const;
};

const std::vector<FaultCase>& FaultCases();

// What happened, kept for the table of docs/RELIABILITY.md.
struct Outcome {
  End end = End::kNoCase;
  std::string error{};
};
using Outcomes = std::map<std::pair<std::string, Moment>, std::pair<Outcome, Outcome>>;

// Writes the generated part of docs/RELIABILITY.md, from the runs of every cell.
void UpdateDocument(const Outcomes& outcomes);
// Where the document and the runs differ, for those cells that ran; empty if nowhere.
std::string DifferenceToDocument(const Outcomes& outcomes);

}  // namespace zoho_desk::testing
