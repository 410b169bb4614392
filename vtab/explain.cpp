// For zoho_desk_plan (extension/plan_table). Prices come from the planner's and binding's own code.

#include "vtab/explain.h"

#include <algorithm>
#include <cmath>
#include <map>

#include "client/count.h"
#include "client/lane.h"
#include "client/record.h"
#include "common/text.h"
#include "vtab/binding.h"
#include "vtab/filter_match.h"
#include "vtab/known_values.h"
#include "vtab/route_cost.h"
#include "vtab/table_layout.h"
#include "vtab/term_reason.h"
#include "vtab/term_text.h"

namespace zoho_desk::vtab {
namespace {

using resources::Column;
using resources::Resource;
using resources::Route;
using Op = PlannerTerm::Op;

constexpr int64_t kFewKeys = 3;      // up to so many, get-by-id is no dearer than a search
constexpr int kTrackedColumns = 63;  // of which SQLite says one by one whether they are read
constexpr int64_t kRowsPerPage = 100;
constexpr int64_t kMostLimit = 1'000'000;  // no sum overflows

class Explainer {
 public:
  explicit Explainer(const OfferedScan& scan, std::optional<int64_t> matches = std::nullopt,
                     std::span<const std::string> names = {})
      : scan_(scan),
        resource_(*scan.resource),
        layout_(resource_),
        plan_(scan.result.plan),
        route_(plan_.route),
        matches_(matches),
        names_(names) {}

  ScanExplanation Run() {
    const bool is_record = plan_.route == resources::kGet;
    out_.route = is_record ? "get by id" : route_ == resources::kSearch ? "search" : "list";
    DescribeTerms();
    DescribeSort();
    DescribeDetails();
    BindLiterals();
    if (!out_.note.empty())
      return std::move(out_);
    if (is_record)
      PriceRecords();
    else
      PricePages();
    out_.rows_passed_on = static_cast<double>(out_.rows) * ShareKeptBySqlite();
    AddHint(HintsFor(scan_), out_.note);
    return std::move(out_);
  }

  std::optional<CountQuestion> Countable() {
    const ScanExplanation explained = Run();
    if (!binding_ || plan_.route == resources::kGet || explained.certainty != Certainty::kGuess ||
        resource_.search.path.empty() || resource_.search.rows_unknown ||
        !binding_->request.alternatives.empty())
      return std::nullopt;
    const client::ScanRequest& request = binding_->request;
    if (route_ == resources::kSearch)
      return CountQuestion{request.params, binding_->profile};
    return client::SearchCountsList(request)
               ? std::optional(CountQuestion{request.search_params, binding_->profile})
               : std::nullopt;
  }

 private:
  void DescribeTerms() {
    for (size_t i = 0; i < scan_.terms.size(); ++i) {
      const OfferedTerm& offered = scan_.terms[i];
      // SQLite derives such ranges from LIKE, which it offers too.
      if ((offered.term.from_like && IsRange(offered.term.op)) ||
          (!IsLimit(offered.term) && offered.term.column < 0))
        continue;
      const std::string text = TextOf(offered, layout_);
      if (offered.term.op == Op::kEqual && offered.value)
        out_.fixed.emplace_back(layout_.NameOf(offered.term.column));
      const bool is_hint = std::find(scan_.result.arguments.begin(), scan_.result.arguments.end(),
                                     static_cast<int>(i)) != scan_.result.arguments.end();
      if (IsLimit(offered.term)) {
        if (is_hint)
          out_.pushed.push_back(text);
        continue;
      }
      if (std::string reason = ReasonLeft(scan_, i); !reason.empty())
        out_.left.push_back({text, std::move(reason)});
      else if (plan_.walks && offered.term.column == plan_.sort_column && IsRange(offered.term.op))
        out_.pushed.push_back(text + " (rows come in that order; reading stops there)");
      else
        out_.pushed.push_back(text + AskedAs(i));
    }
  }

  // What Zoho is asked instead, with more rows as the answer.
  std::string AskedAs(size_t term) const {
    if (const auto sent = PlanTermOf(scan_, term); !sent || sent->op != TermOp::kSince)
      return {};
    const int later = ColumnSince(resource_, layout_, scan_.terms[term].term);
    return " (by " + std::string(layout_.NameOf(later)) +
           ": what has changed since; SQLite picks the rows)";
  }

  void DescribeSort() {
    if (plan_.sort_column >= 0) {
      out_.sort = std::string(layout_.NameOf(plan_.sort_column)) +
                  (plan_.descending ? " DESC" : "") + ", by Zoho";
      return;
    }
    if (scan_.order_by.empty())
      return;
    std::vector<std::string> names;
    for (const PlannerOrder& order : scan_.order_by) {
      if (order.column >= 0)
        names.emplace_back(layout_.NameOf(order.column));
    }
    out_.sort = Joined(names) + ", by SQLite after the last row: " +
                (names.size() > 1 ? "Zoho sorts by one column" : "Zoho cannot sort by it here");
  }

  // Columns that share the last bit of SQLite's mask, of which it says only that one is read.
  bool IsLumped(int index) const {
    return layout_.size() > kTrackedColumns + 1 && layout_.OfColumn(index) >= kTrackedColumns;
  }

  bool IsNamed(const Column& column) const {
    return std::any_of(names_.begin(), names_.end(),
                       [&](const auto& name) { return EqualIgnoringCase(name, column.name); });
  }

  void DescribeDetails() {
    std::map<Route, std::vector<std::string>> names;
    std::vector<std::string> lumped;
    bool named_lumped = false;
    for (const int index : ColumnsUsed(plan_.columns_used, resource_)) {
      if (index == client::kRawColumn || client::CarriesColumn(resource_, index, route_))
        continue;
      const Column& column = resource_.columns[static_cast<size_t>(index)];
      if (!column.IsField())
        continue;
      lumped_ = lumped_ || IsLumped(index);
      if (IsLumped(index) && !IsNamed(column)) {
        lumped.emplace_back(column.name);
        continue;
      }
      named_lumped = named_lumped || IsLumped(index);
      names[client::FilledBy(resource_, column)].emplace_back(column.name);
    }
    const auto add = [&](const std::string& part) { AppendToList(out_.details, part, "; "); };
    constexpr std::pair<Route, const char*> kHow[] = {
        {resources::kSearch, " by search: 3 credits for 100 rows"},
        {resources::kGet, " by id: a request and a credit for each row"},
        {resources::kList, " from the list: it is read once, until each row is met"}};
    for (const auto& [way, how] : kHow) {
      if (names.contains(way))
        add(Joined(names[way]) + how);
    }
    if (lumped_ && !named_lumped)
      add("one or more of " + Joined(lumped, ", ") +
          " (SQLite does not say which), probably by id: a request and a credit for each row");
  }

  // What the literals among the values become; the rest is known at run time only.
  void BindLiterals() {
    if (plan_.matches_nothing || HasLimitZero())
      return NothingIsAsked();
    std::vector<BoundTerm> arguments;
    for (const int index : scan_.result.arguments) {
      const OfferedTerm& offered = scan_.terms[static_cast<size_t>(index)];
      if (!offered.value || offered.term.op == Op::kIn)
        return;
      arguments.push_back({*offered.value});
    }
    out_.is_constant = true;
    auto binding = Bind(plan_, resource_, arguments);
    if (!binding.ok()) {
      out_.certainty = Certainty::kExact;
      out_.note = "ends in an error before any request: " + binding.error().message;
    } else if (binding->no_rows) {
      NothingIsAsked();
    } else {
      binding_ = std::move(*binding);
    }
  }

  bool HasLimitZero() const {
    return std::any_of(scan_.terms.begin(), scan_.terms.end(), [](const OfferedTerm& offered) {
      return offered.term.op == Op::kLimit && ValueText(offered.value) == "0";
    });
  }

  void NothingIsAsked() {
    out_.is_constant = true;
    out_.certainty = Certainty::kExact;
    out_.note = "no row can match: nothing is asked";
  }

  bool SearchCarriesAll() const {
    const std::vector<int> columns = ColumnsUsed(plan_.columns_used, resource_);
    return resource_.search.by_id && !resource_.search.rows_unknown &&
           std::all_of(columns.begin(), columns.end(), [&](int column) {
             return client::CarriesColumn(resource_, column, resources::kSearch);
           });
  }

  void SetCost(const RouteCost& cost) {
    const auto up = [](double number) { return static_cast<int64_t>(std::ceil(number)); };
    const RouteCost whole{.pages = std::ceil(cost.pages),
                          .searches = std::ceil(cost.searches),
                          .gets = std::ceil(cost.gets),
                          .walks = std::ceil(cost.walks)};
    out_.requests = up(whole.requests());
    out_.credits = up(whole.credits());
  }

  void PriceRecords() {
    out_.rows = scan_.result.rows;
    out_.looks_up = plan_.terms.back().op == TermOp::kEqual;
    out_.looks_up_by_search = out_.looks_up && SearchCarriesAll();
    const bool by_search = out_.rows > kFewKeys && SearchCarriesAll();
    const auto rows = static_cast<double>(out_.rows);
    RouteCost cost{.pages = 1};
    if (!by_search) {
      cost = CostOfRows(resource_, route_, plan_.columns_used, rows, 1);
      cost.gets += rows;  // the records themselves, not a page
      cost.pages = 0;
    } else {
      out_.details.clear();  // search rows carry every column
    }
    SetCost(cost);
    if (out_.looks_up) {
      out_.certainty = !out_.details.empty() ? Certainty::kGuess
                       : binding_            ? Certainty::kExact
                                             : Certainty::kAtMost;
      return;
    }
    out_.note = "a list of " + std::to_string(out_.rows) + " assumed: a credit each" +
                (SearchCarriesAll() ? " up to 3, else 3 credits for 100" : "");
  }

  // Whether the parent column can have that value: any other costs no request.
  bool CanExist(const std::string& value) const {
    const auto known = resource_.list.parent.values;
    if (known.empty())
      return client::IsPossibleId(value);
    return std::any_of(known.begin(), known.end(),
                       [&](const resources::ParentValue& one) { return one.column == value; });
  }

  // How many lists are read; `is_known` if that is no guess.
  int64_t Lists(bool& is_known) const {
    const resources::Parent& parent = resource_.list.parent;
    is_known = true;
    if (route_ != resources::kList || parent.param.empty())
      return 1;
    const int column = layout_.OfColumn(resource_.FindColumn(parent.column));
    const auto term = std::find_if(plan_.terms.begin(), plan_.terms.end(),
                                   [&](const PlanTerm& one) { return one.column == column; });
    const bool is_named = term != plan_.terms.end();
    if (is_named && binding_) {
      const auto& parents = *binding_->request.parents;
      return std::count_if(parents.begin(), parents.end(),
                           [&](const std::string& value) { return CanExist(value); });
    }
    is_known =
        is_named ? term->op == TermOp::kEqual : !parent.values.empty() || !parent.all_value.empty();
    double rows = 0;
    return static_cast<int64_t>(
        AssumedLists(resource_, is_named ? std::optional(term->op) : std::nullopt, rows));
  }

  // LIMIT plus OFFSET as the statement says it; 0 if it does not.
  int64_t LimitAndOffset() const {
    int64_t wanted = 0;
    bool has_limit = false;
    for (const OfferedTerm& offered : scan_.terms) {
      if (!IsLimit(offered.term))
        continue;
      const int64_t* value = offered.value ? std::get_if<int64_t>(&*offered.value) : nullptr;
      if (value == nullptr || *value < 0)
        return 0;
      has_limit = has_limit || offered.term.op == Op::kLimit;
      wanted += std::min(*value, kMostLimit);
    }
    return has_limit ? wanted : 0;
  }

  // Rows after which SQLite stops reading; 0: unknown. `is_sure`: no term makes it read more.
  double RowsWanted(bool& is_sure) const {
    is_sure = plan_.has_limit && binding_.has_value();
    if (is_sure)
      return static_cast<double>(binding_->request.expected_rows);
    if (!scan_.order_by.empty() && !scan_.result.order_consumed)
      return 0;
    return std::ceil(static_cast<double>(LimitAndOffset()) / ShareKeptBySqlite());
  }

  void PricePages() {
    const bool searches = route_ == resources::kSearch;
    const auto page_rows =
        static_cast<double>(searches ? resource_.search.max_limit : resource_.list.max_limit);
    const bool is_paged = searches || resource_.list.paginated;
    bool lists_are_known = true;
    const int64_t lists = Lists(lists_are_known);
    if (lists == 0)
      return NothingIsAsked();
    bool is_sure = false;
    const double wanted = RowsWanted(is_sure);
    out_.stops_early = wanted > 0;
    const bool stops_on_first_page =
        is_sure && wanted > 0 && (!is_paged || wanted <= page_rows) && lists == 1;
    const auto planned = static_cast<double>(matches_.value_or(scan_.result.rows));
    const double rows = is_sure && wanted > 0 ? wanted
                        : wanted > 0          ? std::min(wanted, planned)
                                              : planned;
    auto pages = static_cast<double>(lists);
    if (is_paged && rows > page_rows * pages)
      pages = std::max(pages, 1 + std::ceil((rows - page_rows) / (page_rows - 1)));
    out_.rows = static_cast<int64_t>(rows);
    const double deep_pages = DeepPages(resource_, route_, plan_.columns_used, rows, page_rows);
    // A list ends in a page without anything new (of many, only the first does); searches count.
    if (!searches && is_paged && wanted == 0 && (binding_ || !resource_.list.IsOfEachParent()))
      pages += 1;
    // Rows of the search that takes over may lack what only the list carries.
    if (deep_pages > 0 && resource_.search.rows_unknown)
      pages += std::ceil(rows / page_rows);
    RouteCost cost = CostOfRows(resource_, route_, plan_.columns_used, rows, pages);
    if (pages > client::kPagesBeforeCount && binding_ && client::IsWorthCounting(binding_->request))
      cost.searches += 1;  // for the count, so that the pages can go out together
    if (lumped_ && stops_on_first_page) {
      cost.gets = rows;
      cost.searches = pages;
    }
    SetCost(cost);
    out_.credits += static_cast<int64_t>(deep_pages * (kCreditsPerDeepPage - kCreditsPerPage));
    if (!lists_are_known) {
      const int64_t pages_of_parents = 1 + lists / kRowsPerPage;
      out_.requests += pages_of_parents;
      out_.credits += pages_of_parents * static_cast<int64_t>(kCreditsPerPage);
      out_.note = "a list for each of " + std::to_string(lists) + " " +
                  std::string(resource_.list.parent.table) + " assumed";
      return;
    }
    const bool is_bounded = stops_on_first_page || (!is_paged && wanted == 0);
    if (is_bounded && binding_)
      out_.certainty = out_.details.empty() ? Certainty::kExact : Certainty::kAtMost;
    if (!is_paged && !out_.details.empty())
      out_.certainty = Certainty::kGuess;
    if (matches_ && out_.certainty == Certainty::kGuess)
      out_.certainty = plan_.walks ? Certainty::kAtMost : Certainty::kCounted;
    if (out_.certainty == Certainty::kGuess)
      out_.note = std::to_string(out_.rows) + " rows assumed: Zoho is not asked beforehand";
  }

  double ShareKeptBySqlite() const {
    std::vector<PlannerTerm> left;
    for (size_t i = 0; i < scan_.terms.size(); ++i) {
      const OfferedTerm& offered = scan_.terms[i];
      const auto sent = PlanTermOf(scan_, i);
      if (offered.term.usable && !offered.term.from_like && (!sent || sent->op == TermOp::kSince))
        left.push_back(offered.term);
    }
    return ShareKept(resource_, layout_, left);
  }

  const OfferedScan& scan_;
  const Resource& resource_;
  TableLayout layout_;
  const ScanPlan& plan_;
  Route route_;
  std::optional<Binding> binding_;  // if every value is a literal
  std::optional<int64_t> matches_;
  std::span<const std::string> names_;
  bool lumped_ = false;  // details are needed for a column that is not known
  ScanExplanation out_;
};

}  // namespace

ScanExplanation Explain(const OfferedScan& scan, std::optional<int64_t> matches,
                        std::span<const std::string> names) {
  return Explainer(scan, matches, names).Run();
}

std::optional<CountQuestion> CountableBy(const OfferedScan& scan) {
  return Explainer(scan).Countable();
}

}  // namespace zoho_desk::vtab
