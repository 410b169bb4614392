#include "common/time_text.h"

#include "client/json_value.h"
#include "tests/fuzz/targets.h"
#include "vtab/pushed_value.h"

namespace zoho_desk::fuzz {
namespace {

void CheckBounds(const std::string& text) {
  using vtab::TermOp;
  for (const TermOp op : {TermOp::kEqual, TermOp::kLess, TermOp::kLessEqual, TermOp::kGreater,
                          TermOp::kGreaterEqual}) {
    const auto bounds = vtab::BoundsFor(op, text);
    Require(bounds.from <= bounds.to, "a range is not empty");
    for (const bool is_stamp : {false, true}) {
      const auto sent = vtab::SendableRange({.is_stamp = is_stamp}, bounds);
      Require(!sent || (sent->from >= vtab::kEarliest && sent->to <= vtab::kLatest),
              "a range is one the API can name");
    }
  }
}

void CheckCells(std::string_view text) {
  using resources::ColumnType;
  for (const ColumnType type : {ColumnType::kTime, ColumnType::kDate, ColumnType::kInteger,
                                ColumnType::kReal, ColumnType::kBoolean}) {
    std::string made;
    const client::Cell from_string = client::FromJsonString(text, type, made);
    if (from_string.kind == client::Cell::Kind::kText && made.empty())
      Require(from_string.text() == text, "text that is no value stays as it is");
    if (!client::IsJsonNumber(text))
      continue;
    std::string made_of_number;
    static_cast<void>(client::FromJsonNumber(text, type, made_of_number));
    Require(made_of_number.empty() || ParseIsoMillis(made_of_number), "what is made is a time");
  }
}

}  // namespace

bool RunTimeText(std::string_view input) {
  CheckBounds(std::string(input));
  CheckCells(input);
  const auto millis = ParseIsoMillis(input);
  if (!millis)
    return false;
  const std::string text = FormatUtcMillis(*millis);
  const int64_t first = *ParseIsoMillis("0000-01-01");
  const int64_t last = *ParseIsoMillis("9999-12-31T23:59:59.999Z");
  if (*millis >= first && *millis <= last)  // a zone may lead out of these years
    Require(ParseIsoMillis(text) == millis, "a time survives its text: " + text);
  return true;
}

}  // namespace zoho_desk::fuzz
