// xBestIndex, called by resource_module.cpp: SQLite's offer becomes the planner's terms, and the
// plan is written back. A comparison counts as one for the planner only if the server compares as
// SQLite does, and SQLite re-checks every term on a column whatever the server returned (the
// superset rule).

#include "vtab/index_info.h"

#include <algorithm>
#include <bit>
#include <new>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "vtab/arguments.h"
#include "vtab/filter_match.h"
#include "vtab/planner.h"
#include "vtab/possible_value.h"
#include "vtab/table_layout.h"

namespace zoho_desk::vtab {
namespace {

using resources::Resource;

// IN lists in one argument and LIMIT came with 3.38; an older host has no such functions in its
// table.
bool HasVtabIn() {
  return sqlite3_libversion_number() >= kVtabInSqlite;
}

PlannerTerm::Op OpOf(unsigned char op) {
  switch (op) {
    case SQLITE_INDEX_CONSTRAINT_EQ:
      return PlannerTerm::Op::kEqual;
    case SQLITE_INDEX_CONSTRAINT_LT:
      return PlannerTerm::Op::kLess;
    case SQLITE_INDEX_CONSTRAINT_LE:
      return PlannerTerm::Op::kLessEqual;
    case SQLITE_INDEX_CONSTRAINT_GT:
      return PlannerTerm::Op::kGreater;
    case SQLITE_INDEX_CONSTRAINT_GE:
      return PlannerTerm::Op::kGreaterEqual;
    case SQLITE_INDEX_CONSTRAINT_LIKE:
      return PlannerTerm::Op::kLike;
    case SQLITE_INDEX_CONSTRAINT_ISNULL:
      return PlannerTerm::Op::kIsNull;
    case SQLITE_INDEX_CONSTRAINT_LIMIT:
      return PlannerTerm::Op::kLimit;
    case SQLITE_INDEX_CONSTRAINT_OFFSET:
      return PlannerTerm::Op::kOffset;
    default:
      return PlannerTerm::Op::kOther;
  }
}

// Whether a comparison compares bytes, as the server does. 'email' COLLATE NOCASE equals 'EMAIL',
// but a server asked for 'email' would not return it. Ids are digits, which have no case.
bool ComparesBytes(sqlite3_index_info& info, int term, const Resource& resource,
                   const TableColumn& column) {
  const std::string_view collation = sqlite3_vtab_collation(&info, term);
  const bool is_id =
      column.kind == TableColumn::Kind::kColumn &&
      resource.columns[static_cast<size_t>(column.index)].type == resources::ColumnType::kId;
  return collation == "BINARY" || (is_id && collation == "NOCASE");
}

// Before 3.35 SQLite's own check of an IN list lets NULL pass when the virtual table was offered
// the list as `=`, so a row that we return beyond what was asked would stay. There, only columns
// that are never NULL take `=`.
bool ChecksNullInLists(const Resource& resource, const TableColumn& column) {
  if (sqlite3_libversion_number() >= kNullSafeInSqlite ||
      column.kind == TableColumn::Kind::kParameter || column.kind == TableColumn::Kind::kProfile)
    return true;
  return column.kind == TableColumn::Kind::kColumn &&
         std::find(resource.key.begin(), resource.key.end(),
                   resource.columns[static_cast<size_t>(column.index)].name) != resource.key.end();
}

// The other side of a constraint, if it is a literal.
std::optional<BoundValue> LiteralOf(sqlite3_index_info& info, int index) {
  sqlite3_value* value = nullptr;
  if (!HasVtabIn() || sqlite3_vtab_rhs_value(&info, index, &value) != SQLITE_OK || value == nullptr)
    return std::nullopt;
  return ReadValue(value);
}

// Whether the literal of a comparison of bytes shows that it is true of no row.
bool MatchesNothing(sqlite3_index_info& info, int index, const Resource& resource,
                    const TableColumn& column) {
  const auto& constraint = info.aConstraint[index];
  const bool is = constraint.op == SQLITE_INDEX_CONSTRAINT_IS;
  const PlannerTerm::Op op = is ? PlannerTerm::Op::kEqual : OpOf(constraint.op);
  if (constraint.usable == 0 || column.kind != TableColumn::Kind::kColumn ||
      (op != PlannerTerm::Op::kEqual && !IsRange(op)))
    return false;
  const auto literal = LiteralOf(info, index);
  if (!literal || (is && std::holds_alternative<NullValue>(*literal)))
    return false;
  const auto type = resource.columns[static_cast<size_t>(column.index)].type;
  return !CanMatch(type, PlanOp(op), *literal);
}

PlannerTerm TermOf(sqlite3_index_info& info, int index, const Resource& resource,
                   const TableLayout& layout) {
  const auto& constraint = info.aConstraint[index];
  PlannerTerm term{.op = OpOf(constraint.op), .usable = constraint.usable != 0};
  if (term.op == PlannerTerm::Op::kLimit || term.op == PlannerTerm::Op::kOffset)
    return term;
  if (constraint.iColumn < 0 || constraint.iColumn >= layout.size()) {
    term.op = PlannerTerm::Op::kOther;
    return term;
  }
  term.column = constraint.iColumn;
  const TableColumn column = layout.at(term.column);
  const bool compares_bytes = ComparesBytes(info, index, resource, column);
  term.matches_nothing = compares_bytes && MatchesNothing(info, index, resource, column);
  if (term.op == PlannerTerm::Op::kEqual) {
    if ((column.kind != TableColumn::Kind::kParameter &&
         column.kind != TableColumn::Kind::kProfile && !compares_bytes) ||
        !ChecksNullInLists(resource, column))
      term.op = PlannerTerm::Op::kOther;
    else if (HasVtabIn() && term.usable && sqlite3_vtab_in(&info, index, -1) != 0)
      term.op = PlannerTerm::Op::kIn;
  } else {
    term.from_like = !compares_bytes;
  }
  return term;
}

// SQLite wants argvIndex from 1 on without a gap, and only of usable terms, and frees idxStr that
// comes from its allocator. `omit`, which it takes for a hint, is for parameters and `_profile`:
// rows echo those, and there is nothing to re-check.
void WriteBack(const TableLayout& layout, const std::vector<PlannerTerm>& terms,
               const PlannerResult& result, sqlite3_index_info& info) {
  const ScanPlan& plan = result.plan;
  size_t argument = 0;
  for (const PlanTerm& term : plan.terms) {
    if (term.op == TermOp::kIsNull)
      continue;
    const int index = result.arguments[argument++];
    auto& usage = info.aConstraintUsage[index];
    usage.argvIndex = static_cast<int>(argument);
    // Columns keep omit=0: SQLite re-checks them, so a server that matches more than SQL would is
    // harmless.
    if (layout.at(term.column).kind != TableColumn::Kind::kColumn)
      usage.omit = 1;
    if (term.op == TermOp::kIn && terms[static_cast<size_t>(index)].op == PlannerTerm::Op::kIn)
      sqlite3_vtab_in(&info, index, 1);
  }
  // LIMIT and OFFSET are read, never omitted: hints for the size of the first page. Before 3.46
  // SQLite hands them over where obeying them would lose rows.
  for (; argument < result.arguments.size(); ++argument)
    info.aConstraintUsage[result.arguments[argument]].argvIndex = static_cast<int>(argument) + 1;
  info.idxStr = sqlite3_mprintf("%s", result.text.c_str());
  if (info.idxStr == nullptr)
    throw std::bad_alloc();
  info.needToFreeIdxStr = 1;
  info.idxNum = std::countr_zero(static_cast<unsigned>(plan.route));  // shown by EXPLAIN only
  info.orderByConsumed = result.order_consumed ? 1 : 0;
  info.estimatedCost = result.cost;
  info.estimatedRows = result.rows;
  // Promised of one key only: SQLite then drops a LEFT JOIN whose columns nobody reads.
  if (result.at_most_one)
    info.idxFlags |= SQLITE_INDEX_SCAN_UNIQUE;
}

std::string_view SqlOf(unsigned char op) {
  switch (op) {
    case SQLITE_INDEX_CONSTRAINT_EQ:
      return "=";
    case SQLITE_INDEX_CONSTRAINT_LT:
      return "<";
    case SQLITE_INDEX_CONSTRAINT_LE:
      return "<=";
    case SQLITE_INDEX_CONSTRAINT_GT:
      return ">";
    case SQLITE_INDEX_CONSTRAINT_GE:
      return ">=";
    case SQLITE_INDEX_CONSTRAINT_NE:
      return "<>";
    case SQLITE_INDEX_CONSTRAINT_LIKE:
      return "LIKE";
    case SQLITE_INDEX_CONSTRAINT_GLOB:
      return "GLOB";
    case SQLITE_INDEX_CONSTRAINT_REGEXP:
      return "REGEXP";
    case SQLITE_INDEX_CONSTRAINT_MATCH:
      return "MATCH";
    case SQLITE_INDEX_CONSTRAINT_IS:
      return "IS";
    case SQLITE_INDEX_CONSTRAINT_ISNOT:
      return "IS NOT";
    case SQLITE_INDEX_CONSTRAINT_ISNULL:
      return "IS NULL";
    case SQLITE_INDEX_CONSTRAINT_ISNOTNULL:
      return "IS NOT NULL";
    default:
      return {};
  }
}

// What zoho_desk_plan shows of a constraint.
OfferedTerm OfferedBy(sqlite3_index_info& info, int index, const PlannerTerm& term) {
  const auto& constraint = info.aConstraint[index];
  OfferedTerm offered{.term = term, .op = SqlOf(constraint.op)};
  if (constraint.op == SQLITE_INDEX_CONSTRAINT_EQ && term.op == PlannerTerm::Op::kOther &&
      term.column >= 0) {
    offered.collation = sqlite3_vtab_collation(&info, index);
    offered.hindrance = offered.collation != "BINARY" ? OfferedTerm::Hindrance::kCollation
                                                      : OfferedTerm::Hindrance::kOldSqlite;
  }
  offered.value = LiteralOf(info, index);
  return offered;
}

}  // namespace

Result<bool> PlanScan(const Resource& resource, sqlite3_index_info& info, PlanWatch* watch) {
  const TableLayout layout(resource);
  std::vector<PlannerTerm> terms;
  terms.reserve(static_cast<size_t>(info.nConstraint));
  for (int i = 0; i < info.nConstraint; ++i)
    terms.push_back(TermOf(info, i, resource, layout));
  std::vector<PlannerOrder> order_by;
  order_by.reserve(static_cast<size_t>(info.nOrderBy));
  for (int i = 0; i < info.nOrderBy; ++i)
    order_by.push_back({info.aOrderBy[i].iColumn, info.aOrderBy[i].desc != 0});
  ZD_ASSIGN_OR_RETURN(
      const auto result,
      Plan(resource, {.terms = terms, .order_by = order_by, .columns_used = info.colUsed}));
  if (!result)
    return false;
  WriteBack(layout, terms, *result, info);
  if (watch != nullptr && watch->is_on()) {
    OfferedScan scan{.resource = &resource, .order_by = order_by, .result = *result};
    for (int i = 0; i < info.nConstraint; ++i)
      scan.terms.push_back(OfferedBy(info, i, terms[static_cast<size_t>(i)]));
    info.idxNum = watch->Add(std::move(scan));
  }
  return true;
}

}  // namespace zoho_desk::vtab
