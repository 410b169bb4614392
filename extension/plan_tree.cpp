// Reads EXPLAIN QUERY PLAN's rows as nested loops; called by zoho_desk_plan to multiply prices. It
// knows the wording of SQLite 3.31 and newer. Words it does not know are a step that runs once: a
// new wording may cost a price, never a query.

#include "extension/plan_tree.h"

#include <algorithm>
#include <charconv>
#include <string_view>

namespace zoho_desk::extension {
namespace {

constexpr std::string_view kVirtual = " VIRTUAL TABLE INDEX ";

// Steps that read rows, one loop inside the other in the order they are listed.
bool IsLoop(std::string_view detail) {
  return (detail.starts_with("SCAN ") && detail != "SCAN CONSTANT ROW") ||
         detail.starts_with("SEARCH ") || detail.starts_with("MULTI-INDEX OR");
}

// "SCAN TABLE zoho_desk_tickets AS t ..." -> "t": as 3.36 and newer say it.
std::string NameIn(std::string_view detail) {
  detail.remove_prefix(std::min(detail.size(), detail.find(' ') + 1));
  if (detail.starts_with("TABLE "))
    detail.remove_prefix(6);
  if (detail.starts_with("SUBQUERY "))
    detail.remove_prefix(9);
  if (const size_t alias = detail.find(" AS "); alias != std::string_view::npos)
    return std::string(detail.substr(alias + 4));
  return std::string(detail);
}

}  // namespace

bool ReadVirtualScan(const PlanStep& step, VirtualScan& scan) {
  const std::string_view detail = step.detail;
  const size_t at = detail.rfind(kVirtual);
  if (at == std::string_view::npos || !detail.starts_with("S"))
    return false;
  const std::string_view index = detail.substr(at + kVirtual.size());
  const auto [end, error] = std::from_chars(index.data(), index.data() + index.size(), scan.number);
  if (error != std::errc{} || end == index.data() + index.size() || *end != ':')
    return false;
  scan.text = index.substr(static_cast<size_t>(end - index.data()) + 1);
  scan.name = NameIn(detail.substr(0, at));
  return true;
}

size_t PlanTree::ParentOf(size_t step) const {
  const auto parent = std::find_if(steps_.begin(), steps_.end(), [&](const PlanStep& other) {
    return other.id == steps_[step].parent && other.id != 0;
  });
  return static_cast<size_t>(parent - steps_.begin());
}

StepLoops PlanTree::LoopsOf(size_t step) const {
  StepLoops loops;
  bool is_loop = true;  // whether `at` is one of the nested loops among its siblings
  for (size_t at = step; at < steps_.size();) {
    if (is_loop)
      AddLoops(at, at, loops);
    loops.inner = loops.inner || (is_loop && !loops.outer.empty());
    const std::string_view detail = steps_[at].detail;
    const bool is_correlated = detail.starts_with("CORRELATED ");
    // It is listed before or behind the loops whose rows it runs for.
    if (is_correlated)
      AddLoops(at, steps_.size(), loops);
    loops.recurs = loops.recurs || detail.starts_with("RECURSIVE STEP");
    loops.per_enclosing_row = loops.per_enclosing_row || is_correlated || loops.recurs;
    loops.may_not_run = loops.may_not_run || detail.starts_with("COMPOUND QUERY") ||
                        detail.starts_with("MERGE ") || detail.starts_with("CO-ROUTINE ");
    loops.in_or = loops.in_or || detail.starts_with("MULTI-INDEX OR");
    // The arms of an OR run at its place among the loops around it; subqueries at one of their own.
    at = ParentOf(at);
    is_loop = at < steps_.size() && (steps_[at].detail.starts_with("MULTI-INDEX OR") ||
                                     steps_[at].detail.starts_with("INDEX "));
  }
  loops.sorts = std::any_of(steps_.begin(), steps_.end(), [&](const PlanStep& other) {
    return other.parent == steps_[step].parent && other.detail.starts_with("USE TEMP B-TREE FOR") &&
           other.detail.ends_with("ORDER BY");
  });
  return loops;
}

// Puts the siblings of a step that loop, up to `end`, around what is there.
void PlanTree::AddLoops(size_t step, size_t end, StepLoops& loops) const {
  std::vector<size_t> around;
  for (size_t other = 0; other < end; ++other) {
    if (steps_[other].parent == steps_[step].parent && IsLoop(steps_[other].detail))
      around.push_back(other);
  }
  loops.outer.insert(loops.outer.begin(), around.begin(), around.end());
}

bool PlanTree::IsOr(size_t step) const {
  return steps_[step].detail.starts_with("MULTI-INDEX OR");
}

std::string PlanTree::NameOf(size_t step) const {
  const std::string_view detail = steps_[step].detail;
  if (IsOr(step))
    return "an OR";
  VirtualScan scan;
  if (ReadVirtualScan(steps_[step], scan))
    return scan.name;
  std::string name = NameIn(detail);
  return name.substr(0, name.find(' '));
}

}  // namespace zoho_desk::extension
