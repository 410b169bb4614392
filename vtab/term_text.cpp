// Called by explain.cpp. Literals are repeated in part and on one line.

#include "vtab/term_text.h"

#include <string_view>

#include "common/safe_text.h"

namespace zoho_desk::vtab {
namespace {

using Op = PlannerTerm::Op;

constexpr size_t kLongestValue = 60;  // bytes of a literal that are repeated

}  // namespace

std::string ValueText(const std::optional<BoundValue>& value) {
  if (!value || std::holds_alternative<BlobValue>(*value))
    return "?";
  if (const auto* integer = std::get_if<int64_t>(&*value))
    return std::to_string(*integer);
  if (const auto* real = std::get_if<double>(&*value))
    return std::to_string(*real);
  if (const auto* text = std::get_if<std::string>(&*value)) {
    std::string quoted = "'";
    for (const char c : OneLine(*text, kLongestValue))
      quoted += c == '\'' ? "''" : std::string(1, c);
    return quoted + "'";
  }
  return "NULL";
}

std::string TextOf(const OfferedTerm& offered, const TableLayout& layout) {
  const PlannerTerm& term = offered.term;
  if (IsLimit(term))
    return (term.op == Op::kLimit ? "LIMIT " : "OFFSET ") + ValueText(offered.value);
  const std::string name(layout.NameOf(term.column));
  if (term.op == Op::kIn)
    return name + " IN (...)";
  if (offered.op.ends_with("NULL"))
    return name + " " + std::string(offered.op);
  return name + " " + std::string(offered.op) + " " + ValueText(offered.value);
}

}  // namespace zoho_desk::vtab
