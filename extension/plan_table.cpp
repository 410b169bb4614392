// zoho_desk_plan('SELECT ...'): what a statement will ask Zoho Desk, and the expected price, before
// it runs. Registered by the entry point. The statement is prepared behind EXPLAIN QUERY PLAN,
// which does not run it; meanwhile every plan the tables make is watched (vtab/plan_watch.h), and
// EXPLAIN's rows tell which of them SQLite chose, in which order and loops. Nothing is asked,
// except by zoho_desk_plan(..., 'count'): how many records scans will find.

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "client/count.h"
#include "client/record.h"
#include "client/session.h"
#include "common/text.h"
#include "common/url.h"
#include "extension/plan_conditions.h"
#include "extension/plan_constants.h"
#include "extension/plan_query.h"
#include "extension/plan_tree.h"
#include "extension/registrations.h"
#include "extension/sql_text.h"
#include "vtab/explain.h"
#include "vtab/plan_watch.h"
#include "vtab/planner.h"
#include "vtab/row_table.h"
#include "vtab/statement_use.h"
#include "vtab/table_layout.h"
#include "vtab/value.h"

namespace zoho_desk::extension {
namespace {

using vtab::Certainty;
using vtab::RowValue;
using vtab::ScanExplanation;

constexpr const char* kName = "zoho_desk_plan";
constexpr int64_t kMostKeptRows = 2000;  // client/scan: an inner scan is read again from them
constexpr size_t kColumns = 16;          // before the arguments
constexpr std::array<const char*, 4> kCertainty = {"exact", "at most", "counted", "guess"};
constexpr double kKeysPerSearch = 100;  // client/record_source: ids in a search, at most
constexpr double kFewLookups = 3;       // client/table_memory: before a table is read instead

// One use of a table in the statement.
struct TableUse {
  size_t step = 0;  // of the tree
  std::string name;
  const resources::Resource* resource = nullptr;
  ScanExplanation scan;
  StepLoops loops;
  // Of reading the table instead of asking it for each row; -1: it cannot be read so.
  int64_t whole_requests = -1;
  int64_t whole_credits = -1;
  // Of all runs; -1: unknown, because the size of a table of the user's is.
  int64_t total_requests = -1;
  int64_t total_credits = -1;
};

// Asks Zoho how many records scans will find, once for the same question.
class Counter {
 public:
  Counter(vtab::StatementUse& use, const client::Connection& connection)
      : use_(use), connection_(connection) {}

  // nullopt if that cannot be asked.
  Result<std::optional<int64_t>> Count(const vtab::OfferedScan& scan) {
    const auto asked = vtab::CountableBy(scan);
    if (!asked)
      return std::optional<int64_t>();
    const std::string question = asked->profile.value_or("") + " " +
                                 std::string(scan.resource->search.path) + "?" +
                                 ToQueryString(asked->params);
    if (const auto known = counts_.find(question); known != counts_.end())
      return std::optional(known->second);
    ZD_ASSIGN_OR_RETURN(const auto session, connection_.SessionFor(asked->profile));
    use_.SetTimeout(session->config().statement_timeout_ms);
    auto count = client::CountMatches(*session, *scan.resource, asked->params, use_.budget(),
                                      [this] { return use_.MustEnd(); });
    use_.LetGo();
    if (!count.ok())
      return use_.Explained(std::move(count).error(), kName);
    counts_[question] = *count;
    return std::optional(*count);
  }

 private:
  vtab::StatementUse& use_;
  const client::Connection& connection_;
  std::map<std::string, int64_t> counts_;
};

// Puts the plans that were watched together with those that SQLite chose, and adds the price up. It
// chooses nothing itself: vtab/planner has done so.
class Planner {
 public:
  explicit Planner(std::vector<PlanStep> steps) : tree_(std::move(steps)) {}

  // `counter` may be null: nothing is asked.
  Status Run(std::string_view sql, const vtab::PlanWatch& watch, Counter* counter) {
    const std::vector<std::string> names = NamesIn(sql);
    for (size_t step = 0; step < tree_.steps().size(); ++step) {
      VirtualScan found;
      const vtab::OfferedScan* scan = nullptr;
      if (ReadVirtualScan(tree_.steps()[step], found))
        scan = watch.Find(found.number, found.text);
      if (scan == nullptr)
        continue;
      std::optional<int64_t> matches;
      if (counter != nullptr) {
        ZD_ASSIGN_OR_RETURN(matches, counter->Count(*scan));
      }
      uses_.push_back({.step = step,
                       .name = found.name,
                       .resource = scan->resource,
                       .scan = vtab::Explain(*scan, matches, names),
                       .loops = tree_.LoopsOf(step)});
      ZD_RETURN_IF_ERROR(PriceWhole(uses_.back(), *scan, counter));
    }
    for (const UnofferedCondition& condition : UnofferedConditions(sql))
      AddCondition(condition);
    const std::vector<std::string> compared = NamesInConditions(sql);
    const bool may_read_nothing = HasLimitZero(sql);
    for (TableUse& use : uses_) {
      if (use.scan.certainty == Certainty::kExact && use.scan.requests > 0 &&
          (may_read_nothing || MayContradict(use, compared)))
        use.scan.certainty = Certainty::kAtMost;
      Total(use);
    }
    return Ok();
  }

  vtab::Rows Rows() const {
    vtab::Rows rows;
    for (const TableUse& use : uses_)
      rows.push_back(RowOf(use, static_cast<int64_t>(rows.size()) + 1));
    if (uses_.size() > 1)
      rows.push_back(TotalRow());
    return rows;
  }

 private:
  static bool SpeaksOf(const UnofferedCondition& condition, const TableUse& use) {
    return std::any_of(
        condition.columns.begin(), condition.columns.end(), [&](const ColumnMention& mention) {
          return (mention.table.empty() || EqualIgnoringCase(mention.table, use.name)) &&
                 use.resource->FindColumn(mention.column) >= 0;
        });
  }

  // Of a column that is fixed and compared again, SQLite may see before it reads that no row can
  // satisfy both.
  static bool MayContradict(const TableUse& use, const std::vector<std::string>& compared) {
    const auto is_compared_again = [&](const std::string& column) {
      return std::count_if(compared.begin(), compared.end(), [&](const std::string& name) {
               return EqualIgnoringCase(name, column);
             }) > 1;
    };
    return std::any_of(use.scan.fixed.begin(), use.scan.fixed.end(), is_compared_again);
  }

  void AddCondition(const UnofferedCondition& condition) {
    for (TableUse& use : uses_) {
      if (!SpeaksOf(condition, use) || (condition.is_or && use.loops.in_or))
        continue;
      use.scan.left.push_back({condition.text, condition.reason});
      use.scan.rows_passed_on /= 2;
      if (use.scan.stops_early && use.scan.certainty == Certainty::kExact)
        use.scan.certainty = Certainty::kGuess;
    }
  }

  // Rows that a loop is expected to yield each time it runs; -1: unknown.
  double RowsOfLoop(size_t step) const {
    double rows = 0;
    bool known = false;
    for (const TableUse& use : uses_) {
      const auto& outer = use.loops.outer;
      const bool is_arm = use.step > step && use.loops.in_or && tree_.IsOr(step) &&
                          std::find(outer.begin(), outer.end(), step) == outer.end() &&
                          use.step < NextLoop(step);
      if (use.step != step && !is_arm)
        continue;
      rows += use.scan.rows_passed_on;
      known = true;
    }
    return known ? rows : -1;
  }

  // An inner scan whose terms, all on columns, change with the outer row.
  static Status PriceWhole(TableUse& use, const vtab::OfferedScan& scan, Counter* counter) {
    const resources::Resource& resource = *scan.resource;
    const vtab::TableLayout layout(resource);
    const vtab::ScanPlan& plan = scan.result.plan;
    const bool is_inner = !use.loops.outer.empty() || use.loops.per_enclosing_row;
    if (!is_inner || use.scan.is_constant || !resource.list.parent.param.empty() ||
        std::any_of(plan.terms.begin(), plan.terms.end(), [&](const vtab::PlanTerm& term) {
          return layout.at(term.column).kind != vtab::TableColumn::Kind::kColumn;
        }))
      return Ok();
    ZD_ASSIGN_OR_RETURN(auto planned, vtab::Plan(resource, {.columns_used = plan.columns_used}));
    if (!planned)
      return Ok();
    const vtab::OfferedScan whole{.resource = &resource, .result = std::move(*planned)};
    std::optional<int64_t> matches;
    if (counter != nullptr) {
      ZD_ASSIGN_OR_RETURN(matches, counter->Count(whole));
    }
    const ScanExplanation priced = vtab::Explain(whole, matches);
    if (priced.details.empty()) {
      use.whole_requests = priced.requests;
      use.whole_credits = priced.credits;
    }
    return Ok();
  }

  // The first step behind it that has the same parent.
  size_t NextLoop(size_t step) const {
    size_t next = step + 1;
    while (next < tree_.steps().size() && tree_.steps()[next].parent != tree_.steps()[step].parent)
      ++next;
    return next;
  }

  // How often a use runs; -1: unknown.
  double RunsOf(const TableUse& use) const {
    if (use.loops.recurs || (use.loops.per_enclosing_row && use.loops.outer.empty()))
      return -1;
    double runs = 1;
    for (const size_t outer : use.loops.outer) {
      const double rows = RowsOfLoop(outer);
      if (rows < 0)
        return -1;
      runs *= std::max(1.0, rows);
    }
    return runs;
  }

  void Total(TableUse& use) const {
    ScanExplanation& scan = use.scan;
    const bool runs_once = use.loops.outer.empty() && !use.loops.per_enclosing_row;
    if (!runs_once && scan.certainty == Certainty::kExact && !scan.is_constant)
      scan.certainty = Certainty::kAtMost;
    if (use.loops.may_not_run && scan.certainty == Certainty::kExact)
      scan.certainty = Certainty::kAtMost;
    // The same scan again is read from what has come, while it is small.
    if (runs_once || (scan.is_constant && scan.rows <= kMostKeptRows)) {
      use.total_requests = scan.requests;
      use.total_credits = scan.credits;
      return;
    }
    const double runs = RunsOf(use);
    if (runs < 0)
      return;
    scan.certainty = Certainty::kGuess;
    if (scan.looks_up_by_search && runs > 3) {
      use.total_requests = static_cast<int64_t>(std::ceil(runs / kKeysPerSearch));
      use.total_credits = 3 * use.total_requests;
      return;
    }
    const auto total = [&](int64_t each, int64_t whole) {
      const double lookups = runs * static_cast<double>(each);
      const double most =
          kFewLookups * static_cast<double>(std::min(each, whole)) + static_cast<double>(whole);
      return static_cast<int64_t>(std::ceil(whole < 0 ? lookups : std::min(lookups, most)));
    };
    use.total_requests = total(scan.requests, use.whole_requests);
    use.total_credits = total(scan.credits, use.whole_credits);
  }

  std::string RunsText(const TableUse& use) const {
    if (use.loops.inner)
      return "per row of " + tree_.NameOf(use.loops.outer.back());
    return use.loops.per_enclosing_row ? "per row of the enclosing query" : "once";
  }

  static std::string NoteOf(const TableUse& use) {
    std::string note = use.scan.note;
    const auto add = [&](const std::string& more) { AppendToList(note, more, "; "); };
    const bool runs_once = use.loops.outer.empty() && !use.loops.per_enclosing_row;
    if (!runs_once && use.scan.looks_up)
      add(std::string("each key is asked for once") +
          (use.scan.looks_up_by_search ? ", up to a hundred in one search of 3 credits" : ""));
    else if (!runs_once && use.scan.is_constant)
      add("asked for once and kept, if it is no more than " + std::to_string(kMostKeptRows) +
          " rows");
    if (use.whole_requests >= 0 && !use.scan.looks_up_by_search)
      add("the table is read as a whole once that is cheaper (" +
          std::to_string(use.whole_requests) + " requests)");
    if (use.total_requests < 0)
      add("how often it runs depends on rows that are not Zoho's");
    if (use.loops.may_not_run && use.scan.requests > 0)
      add("may be cut short by a LIMIT around it");
    return note;
  }

  std::vector<RowValue> RowOf(const TableUse& use, int64_t number) const {
    const auto text = [](const std::string& value) {
      return value.empty() ? RowValue{} : RowValue{value};
    };
    const auto integer = [](int64_t value) { return value < 0 ? RowValue{} : RowValue{value}; };
    const ScanExplanation& scan = use.scan;
    const std::string table = TableName(*use.resource);
    std::string left;
    for (const vtab::LeftTerm& term : scan.left)
      AppendToList(left, term.term + ": " + term.reason, "; ");
    const std::string sort =
        scan.sort.empty() && use.loops.sorts ? "by SQLite after the last row" : scan.sort;
    return {number,
            table,
            use.name == table ? RowValue{} : RowValue{use.name},
            RunsText(use),
            scan.route,
            text(Joined(scan.pushed, "; ")),
            text(left),
            text(sort),
            text(scan.details),
            scan.rows,
            scan.requests,
            scan.credits,
            integer(use.total_requests),
            integer(use.total_credits),
            std::string(kCertainty[static_cast<size_t>(scan.certainty)]),
            text(NoteOf(use))};
  }

  // Of what is known. A sum is as sure as the least sure part of it.
  std::vector<RowValue> TotalRow() const {
    int64_t requests = 0;
    int64_t credits = 0;
    Certainty certainty = Certainty::kExact;
    std::vector<std::string> unknown;
    for (size_t i = 0; i < uses_.size(); ++i) {
      const TableUse& use = uses_[i];
      certainty = std::max(certainty, use.scan.certainty);
      requests += std::max<int64_t>(0, use.total_requests);
      credits += std::max<int64_t>(0, use.total_credits);
      if (use.total_requests < 0)
        unknown.push_back(std::to_string(i + 1));
    }
    std::vector<RowValue> row(kColumns);
    row[1] = std::string("total");
    row[12] = requests;
    row[13] = credits;
    row[14] =
        unknown.empty() ? kCertainty[static_cast<size_t>(certainty)] : std::string("at least");
    if (!unknown.empty())
      row[15] = "without step " + Joined(unknown);
    return row;
  }

  PlanTree tree_;
  std::vector<TableUse> uses_;
};

// Called in xFilter. SQLite lets a virtual table prepare and step statements on its own connection
// meanwhile; ours only explains, so it reads and changes nothing.
Result<vtab::Rows> MakeRows(sqlite3* db, vtab::RowArguments arguments, vtab::PlanWatch& watch,
                            client::Connection& connection) {
  if (!arguments[0]) {
    return Error{Code::kInvalidArgument,
                 std::string(kName) + ": the statement is NULL; give it as text"};
  }
  ZD_ASSIGN_OR_RETURN(const std::string_view sql, OneRowStatement(*arguments[0], kName));
  const std::optional<std::string>& mode = arguments[1];
  if (mode && *mode != "count") {
    return Error{Code::kInvalidArgument,
                 std::string(kName) +
                     ": the second argument is 'count', which asks Zoho how many "
                     "records there are (3 credits a table), or is left out"};
  }
  const std::string computed = WithConstants(db, sql);
  // While SQLite prepares and explains: it may prepare again in between.
  const vtab::PlanWatching watching(watch);
  ZD_ASSIGN_OR_RETURN(std::vector<PlanStep> steps, QueryPlan(db, computed, kName));
  ZD_ASSIGN_OR_RETURN(const auto use, vtab::StatementUse::Begin(db, connection, kName));
  Counter counter(*use, connection);
  Planner planner(std::move(steps));
  ZD_RETURN_IF_ERROR(planner.Run(sql, watch, mode ? &counter : nullptr));
  return planner.Rows();
}

}  // namespace

int RegisterPlanTable(sqlite3* db, const std::shared_ptr<client::Connection>& connection,
                      std::shared_ptr<vtab::PlanWatch> watch) {
  return vtab::RegisterRowFunction(
      db, {.name = kName,
           .create_sql =
               "CREATE TABLE x(step INTEGER, table_name TEXT, alias TEXT, runs TEXT, route TEXT, "
               "pushed TEXT, left_to_sqlite TEXT, sort TEXT, details TEXT, rows INTEGER, "
               "requests INTEGER, credits INTEGER, total_requests INTEGER, total_credits INTEGER, "
               "certainty TEXT, note TEXT, statement TEXT HIDDEN, mode TEXT HIDDEN)",
           .first_argument = kColumns,
           .arguments = 2,
           .needed = 1,
           .usage = "zoho_desk_plan('SELECT ...')",
           .make_rows = [connection, watch = std::move(watch)](sqlite3* handle,
                                                               vtab::RowArguments arguments) {
             return MakeRows(handle, arguments, *watch, *connection);
           }});
}

}  // namespace zoho_desk::extension
