// The tables of docs/RELIABILITY.md, and whether the document holds what the runs gave.

#include <algorithm>
#include <fstream>
#include <regex>
#include <sstream>
#include <stdexcept>

#include "tests/extension/fault_matrix.h"
#include "tests/paths.h"

namespace zoho_desk::testing {
namespace {

constexpr const char* kPath = ZOHO_DESK_SOURCE_DIR "/docs/RELIABILITY.md";
constexpr std::string_view kBegin = "<!-- fault matrix: begin";
constexpr std::string_view kEnd = "<!-- fault matrix: end";
constexpr std::string_view kNoCase = "-";

bool RanInFull(const FaultCase& fault, Moment moment, const std::pair<Outcome, Outcome>& ran) {
  const Ends& ends = fault.EndsAt(moment);
  return (ends.once.end == End::kNoCase) == (ran.first.end == End::kNoCase) &&
         (ends.always.end == End::kNoCase) == (ran.second.end == End::kNoCase);
}

// The two ends of a cell in a word or two; the document says what they mean.
std::string CellText(const std::pair<Outcome, Outcome>& outcomes) {
  const auto& [once, always] = outcomes;
  if (once.end == End::kRowsAgain && always.end == End::kErrorAfterTries)
    return "retried";
  if (once.end == always.end || always.end == End::kNoCase)
    return std::string(TextOf(once.end));
  return std::string(TextOf(once.end)) + "; always: " + std::string(TextOf(always.end));
}

// Without what differs from run to run.
std::string Steady(std::string text) {
  static const std::regex host(R"((127\.0\.0\.1|desk[0-9]+\.matrix\.test):[0-9]+)");
  static const std::regex id(R"([0-9]{15,})");
  static const std::regex time(R"(20[0-9]{2}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}Z)");
  static const std::regex openssl(R"(OpenSSL/[^)]*)");
  static const std::regex seconds(R"(within [0-9.]+ s)");
  static const std::regex bytes(R"(with [0-9]+ bytes)");
  text = std::regex_replace(text, openssl, "OpenSSL's words");
  text = std::regex_replace(text, seconds, "within N s");
  text = std::regex_replace(text, bytes, "with N bytes");
  text = std::regex_replace(text, host, "HOST");
  text = std::regex_replace(text, id, "ID");
  text = std::regex_replace(text, time, "TIME");
  std::replace(text.begin(), text.end(), '|', '/');
  return text;
}

std::string Row(const FaultCase& fault, const Outcomes& outcomes) {
  std::string row = "| " + fault.name + " |";
  for (const Moment moment : kMoments) {
    const auto found = outcomes.find({fault.id, moment});
    row += " " + (found == outcomes.end() ? std::string(kNoCase) : CellText(found->second)) + " |";
  }
  return row + "\n";
}

// The error of the first moment that has one, seen from the page in the middle outwards.
std::string ErrorOf(const FaultCase& fault, const Outcomes& outcomes) {
  for (const Moment moment :
       {Moment::kMiddlePage, Moment::kFirstPage, Moment::kById, Moment::kToken}) {
    const auto found = outcomes.find({fault.id, moment});
    if (found == outcomes.end())
      continue;
    const auto& [once, always] = found->second;
    if (!always.error.empty() || !once.error.empty())
      return Steady(always.error.empty() ? once.error : always.error);
  }
  return {};
}

std::string MessageRow(const FaultCase& fault, const Outcomes& outcomes) {
  const std::string error = ErrorOf(fault, outcomes);
  return error.empty() ? "" : "| " + fault.name + " | " + error + " |\n";
}

std::string Tables(const Outcomes& outcomes) {
  std::string text =
      "| What goes wrong | First page | Page in the middle | Record by id | Token call |\n"
      "|---|---|---|---|---|\n";
  for (const FaultCase& fault : FaultCases())
    text += Row(fault, outcomes);
  text +=
      "\nThe message of each, from the page in the middle if it can happen there:\n\n"
      "| What goes wrong | Message |\n|---|---|\n";
  for (const FaultCase& fault : FaultCases())
    text += MessageRow(fault, outcomes);
  return text;
}

std::string Document() {
  std::ifstream file(kPath);
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

std::vector<std::string> Columns(const std::string& row) {
  std::vector<std::string> columns;
  std::istringstream in(row);
  for (std::string column; std::getline(in, column, '|');)
    columns.push_back(column);
  return columns;
}

}  // namespace

std::string_view NameOf(Moment moment) {
  switch (moment) {
    case Moment::kFirstPage:
      return "FirstPage";
    case Moment::kMiddlePage:
      return "MiddlePage";
    case Moment::kById:
      return "GetById";
    case Moment::kToken:
      break;
  }
  return "TokenCall";
}

std::string_view TextOf(End end) {
  switch (end) {
    case End::kRows:
      return "rows";
    case End::kRowsAgain:
      return "rows, asked again";
    case End::kErrorAtOnce:
      return "error";
    case End::kErrorAfterTries:
      return "error, asked again";
    case End::kNoCase:
      break;
  }
  return kNoCase;
}

void UpdateDocument(const Outcomes& outcomes) {
  std::string document = Document();
  const size_t begin = document.find(kBegin);
  const size_t end = document.find(kEnd);
  if (begin == std::string::npos || end == std::string::npos || end < begin)
    throw std::runtime_error(std::string(kPath) + " lacks the marks of the generated part");
  const size_t start = document.find('\n', begin) + 1;
  document.replace(start, end - start, "\n" + Tables(outcomes) + "\n");
  std::ofstream(kPath) << document;
}

std::string DifferenceToDocument(const Outcomes& outcomes) {
  const std::string document = Document();
  std::string difference;
  for (const FaultCase& fault : FaultCases()) {
    const size_t begin = document.find("| " + fault.name + " |");
    if (begin == std::string::npos) {
      difference += "no row for " + fault.name + "\n";
      continue;
    }
    const auto columns = Columns(document.substr(begin, document.find('\n', begin) - begin));
    for (size_t i = 0; i < std::size(kMoments); ++i) {
      const auto found = outcomes.find({fault.id, kMoments[i]});
      if (found == outcomes.end() || !RanInFull(fault, kMoments[i], found->second))
        continue;
      const std::string now = " " + CellText(found->second) + " ";
      if (columns.size() < i + 3 || columns[i + 2] != now)
        difference += fault.name + ", " + std::string(NameOf(kMoments[i])) + ": now" + now + "\n";
    }
    const auto middle = outcomes.find({fault.id, Moment::kMiddlePage});
    if (middle != outcomes.end() && RanInFull(fault, Moment::kMiddlePage, middle->second)) {
      const std::string row = MessageRow(fault, outcomes);
      if (!row.empty() && document.find(row) == std::string::npos)
        difference += "another message now: " + row;
    }
  }
  return difference;
}

}  // namespace zoho_desk::testing
