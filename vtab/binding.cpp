// Called by xFilter, and by explain with the literals of a statement. A term that cannot be sent as
// it stands is left to SQLite, and then LIMIT is no hint any more; no_rows is set only where SQL's
// own comparison can match nothing.

#include "vtab/binding.h"

#include <algorithm>
#include <span>
#include <utility>

#include "client/record.h"
#include "common/text.h"
#include "common/time_text.h"
#include "vtab/bound_parameters.h"
#include "vtab/filter_match.h"
#include "vtab/known_values.h"
#include "vtab/possible_value.h"
#include "vtab/table_layout.h"

namespace zoho_desk::vtab {
namespace {

using resources::ColumnType;
using resources::Filter;
using resources::FilterKind;
using resources::Resource;

class Binder {
 public:
  Binder(const ScanPlan& plan, const Resource& resource)
      : plan_(plan), resource_(resource), layout_(resource), route_(plan.route) {
    client::ScanRequest& request = binding_.request;
    request.resource = &resource;
    request.has_parameters =
        std::any_of(plan.terms.begin(), plan.terms.end(), [&](const PlanTerm& term) {
          return layout_.at(term.column).kind == TableColumn::Kind::kParameter;
        });
    request.columns = ColumnsUsed(plan.columns_used, resource);
    request.reads_all_rows = plan.reads_all_rows;
    if (plan.route == resources::kSearch)
      request.route = resources::kSearch;
    else if (plan.route == resources::kGet)
      request.route = resources::kGet;
  }

  Result<Binding> Run(std::span<const BoundTerm> arguments) {
    const auto wanted = static_cast<size_t>(
        std::count_if(plan_.terms.begin(), plan_.terms.end(),
                      [](const PlanTerm& term) { return term.op != TermOp::kIsNull; }));
    const size_t hints = (plan_.has_limit ? 1U : 0U) + (plan_.has_offset ? 1U : 0U);
    if (arguments.size() != wanted + hints)
      return Error{Code::kInternal, "zoho_desk: a plan and its arguments do not match"};
    ZD_RETURN_IF_ERROR(BindParameters(arguments));
    if (alternatives_.empty() || plan_.matches_nothing) {
      binding_.no_rows = true;
      return std::move(binding_);
    }
    size_t next = 0;
    for (const PlanTerm& term : plan_.terms) {
      if (term.op == TermOp::kIsNull)
        BindNull(term);
      else
        ZD_RETURN_IF_ERROR(BindTerm(term, arguments[next++]));
    }
    FinishRanges();
    FinishLists();
    if (plan_.route == resources::kList && !resource_.search.path.empty())
      BindSearchParams(arguments);
    BindSort();
    if (left_to_sqlite_)
      binding_.request.reads_all_rows = false;
    else
      BindLimit(arguments.subspan(next));
    return std::move(binding_);
  }

 private:
  struct List {
    const Filter* filter;
    std::vector<std::string> values;
  };
  struct Range {
    const Filter* filter;
    TimeBounds bounds{};
  };

  Status BindTerm(const PlanTerm& term, const BoundTerm& arguments) {
    const TableColumn column = layout_.at(term.column);
    if (column.kind == TableColumn::Kind::kParameter)
      return Ok();  // BindParameters
    if (column.kind == TableColumn::Kind::kProfile)
      return BindProfile(arguments);
    const resources::Column& spec = resource_.columns[static_cast<size_t>(column.index)];
    if (term.op == TermOp::kEqual || term.op == TermOp::kIn)
      AddHint(HintFor(resource_, spec, arguments), binding_.hint);
    const std::string_view name = term.op == TermOp::kSince ? spec.not_after : spec.name;
    const BoundTerm values = PossibleValues(spec.type, term.op, arguments);
    if (values.empty())
      binding_.no_rows = true;
    else if (plan_.route == resources::kGet)
      BindKeys(values);
    else if (plan_.walks && layout_.OfColumn(resource_.FindColumn(name)) == plan_.sort_column)
      BindStop(term, resource_.FindColumn(name), values);
    else if (route_ == resources::kList && spec.name == resource_.list.parent.column)
      BindParents(values);
    else if (const Filter* filter = FindFilter(resource_, route_, name, term.op))
      BindFilter(*filter, spec.type, term.op, values);
    return Ok();
  }

  // In order, each once.
  static std::vector<std::string> TextsEqualTo(const BoundTerm& values) {
    std::vector<std::string> texts;
    for (const BoundValue& value : values) {
      if (auto text = TextEqualTo(value))
        texts.push_back(std::move(*text));
    }
    std::sort(texts.begin(), texts.end());
    texts.erase(std::unique(texts.begin(), texts.end()), texts.end());
    return texts;
  }

  void BindKeys(const BoundTerm& values) {
    auto& keys = binding_.request.keys;
    keys = TextsEqualTo(values);
    std::erase_if(keys, [&](const auto& key) { return !client::IsPossibleKey(resource_, key); });
    binding_.no_rows = keys.empty();
  }

  void BindParents(const BoundTerm& values) {
    binding_.request.parents = TextsEqualTo(values);
    binding_.no_rows = binding_.request.parents->empty();
  }

  Status BindParameters(std::span<const BoundTerm> arguments) {
    BoundParameters parameters(resource_);
    size_t next = 0;
    for (const PlanTerm& term : plan_.terms) {
      if (term.op == TermOp::kIsNull)
        continue;
      const BoundTerm& values = arguments[next++];
      const TableColumn column = layout_.at(term.column);
      if (column.kind == TableColumn::Kind::kParameter)
        parameters.Add(static_cast<size_t>(column.index), values);
    }
    ZD_ASSIGN_OR_RETURN(alternatives_, parameters.Alternatives());
    if (alternatives_.size() == 1)
      binding_.request.params = std::exchange(alternatives_.front().params, {});
    return Ok();
  }

  Status BindProfile(const BoundTerm& values) {
    if (values.empty() || std::holds_alternative<NullValue>(values.front())) {
      binding_.no_rows = true;
      return Ok();
    }
    auto name = TextEqualTo(values.front());
    if (!name) {
      return Error{Code::kInvalidArgument, TableName(resource_) + ": " +
                                               std::string(kProfileColumnName) +
                                               " takes the name of a profile, as text"};
    }
    binding_.profile = std::move(*name);
    return Ok();
  }

  void BindNull(const PlanTerm& term) {
    const TableColumn column = layout_.at(term.column);
    const std::string_view name = resource_.columns[static_cast<size_t>(column.index)].name;
    if (const Filter* filter = FindFilter(resource_, route_, name, TermOp::kIsNull))
      binding_.request.params.emplace_back(filter->param, filter->null_value);
  }

  void BindFilter(const Filter& filter, ColumnType type, TermOp op, const BoundTerm& values) {
    switch (filter.kind) {
      case FilterKind::kTimeRange:
      case FilterKind::kEpochRange:
        BindRange(filter, op, values);
        return;
      case FilterKind::kPrefix:
        if (const auto prefix = PrefixOf(values.front(), filter))
          binding_.request.params.emplace_back(filter.param, *prefix + (filter.star ? "*" : ""));
        else
          left_to_sqlite_ = true;
        return;
      default:
        BindEqual(filter, type, values);
    }
  }

  void BindEqual(const Filter& filter, ColumnType type, const BoundTerm& values) {
    if (auto list = ListFor(filter, type, values))
      lists_.push_back({&filter, *std::move(list)});
    else
      left_to_sqlite_ = true;
  }

  // What the parameter says, in order, each once; nullopt if that cannot be said of one of them.
  static std::optional<std::vector<std::string>> ListFor(const Filter& filter, ColumnType type,
                                                         const BoundTerm& values) {
    std::vector<std::string> list;
    for (const BoundValue& value : values) {
      auto text = ParameterFor(filter, type, value);
      if (!text)
        return std::nullopt;
      list.push_back(*std::move(text));
    }
    std::sort(list.begin(), list.end());
    list.erase(std::unique(list.begin(), list.end()), list.end());
    return list;
  }

  void BindRange(const Filter& filter, TermOp op, const BoundTerm& values) {
    const auto* text = std::get_if<std::string>(&values.front());
    if (text == nullptr) {
      left_to_sqlite_ = true;  // a number: compared under rules that depend on where it comes from
      return;
    }
    const TimeBounds bounds = BoundsFor(op, *text);
    auto range = std::find_if(ranges_.begin(), ranges_.end(),
                              [&](const Range& known) { return known.filter == &filter; });
    if (range == ranges_.end())
      range = ranges_.insert(ranges_.end(), Range{&filter});
    range->bounds.from = std::max(range->bounds.from, bounds.from);
    range->bounds.to = std::min(range->bounds.to, bounds.to);
  }

  void FinishRanges() {
    for (const Range& range : ranges_) {
      if (range.bounds.from > range.bounds.to) {
        binding_.no_rows = true;
        return;
      }
      const Filter& filter = *range.filter;
      const auto sent = SendableRange(filter, range.bounds);
      if (!sent) {
        left_to_sqlite_ = true;
        continue;
      }
      auto& params = binding_.request.params;
      if (filter.kind == FilterKind::kEpochRange) {
        params.emplace_back(filter.param, std::to_string(sent->from));
        params.emplace_back(filter.upper_param, std::to_string(sent->to));
      } else {
        params.emplace_back(filter.param,
                            FormatUtcMillis(sent->from) + "," + FormatUtcMillis(sent->to));
      }
    }
  }

  // What a search that takes over from the list is asked for: the terms it can take. A term that it
  // cannot take, or not as it stands, is left out: its rows are a superset then.
  void BindSearchParams(std::span<const BoundTerm> arguments) {
    std::vector<int> groups;
    size_t next = 0;
    for (const PlanTerm& term : plan_.terms) {
      const BoundTerm* values = term.op == TermOp::kIsNull ? nullptr : &arguments[next++];
      const TableColumn column = layout_.at(term.column);
      if (column.kind != TableColumn::Kind::kColumn)
        continue;
      const resources::Column& spec = resource_.columns[static_cast<size_t>(column.index)];
      const Filter* filter = FindFilter(resource_, resources::kSearch, spec.name, term.op);
      const bool taken =
          filter != nullptr && filter->exclusive_group != 0 &&
          std::find(groups.begin(), groups.end(), filter->exclusive_group) != groups.end();
      if (filter == nullptr || taken)
        continue;
      const auto text =
          values == nullptr
              ? std::optional<std::string>(filter->null_value)
              : EqualListFor(*filter, spec.type, PossibleValues(spec.type, term.op, *values));
      if (!text)
        continue;
      groups.push_back(filter->exclusive_group);
      binding_.request.search_params.emplace_back(filter->param, *text);
    }
  }

  // nullopt if the filter is of another kind or cannot take all the values at once.
  static std::optional<std::string> EqualListFor(const Filter& filter, ColumnType type,
                                                 const BoundTerm& values) {
    if (filter.kind != FilterKind::kEqual && filter.kind != FilterKind::kEqualList &&
        filter.kind != FilterKind::kBoolean)
      return std::nullopt;
    const auto list = ListFor(filter, type, values);
    const auto most = static_cast<size_t>(std::max(1, filter.max_items));
    if (!list || list->empty() || list->size() > most)
      return std::nullopt;
    return Joined(*list, ",");
  }

  // Comma lists; one that is too long is split over several requests, at most one of them.
  void FinishLists() {
    bool split = plan_.sort_column >= 0;  // parts of a split list come back in no common order
    for (const List& list : lists_) {
      const auto most = static_cast<size_t>(std::max(1, list.filter->max_items));
      if (list.values.size() <= most) {
        binding_.request.params.emplace_back(list.filter->param, Joined(list.values, ","));
        continue;
      }
      if (split) {
        left_to_sqlite_ = true;
        continue;
      }
      split = true;
      std::vector<Alternative> parts;
      for (std::span rest(list.values); !rest.empty();) {
        const std::span part = rest.first(std::min(most, rest.size()));
        parts.push_back(
            {.params = {{std::string(list.filter->param), Joined(part, ",")}}, .echo = {}});
        rest = rest.subspan(part.size());
      }
      Multiply(alternatives_, parts);
    }
    FinishAlternatives();
  }

  void FinishAlternatives() {
    for (Alternative& alternative : alternatives_) {
      if (alternatives_.size() > 1)
        binding_.request.alternatives.push_back(std::move(alternative.params));
      binding_.parameter_values.push_back(std::move(alternative.echo));
    }
  }

  void BindStop(const PlanTerm& term, int column, const BoundTerm& values) {
    const auto* text = std::get_if<std::string>(&values.front());
    if (text == nullptr) {
      left_to_sqlite_ = true;
      return;
    }
    const TimeBounds bounds = BoundsFor(term.op, *text);
    binding_.request.stop = client::ScanRequest::Stop{
        column, plan_.descending, FormatUtcMillis(plan_.descending ? bounds.from : bounds.to)};
  }

  void BindSort() {
    if (plan_.sort_column < 0)
      return;
    binding_.request.sort_is_ours = plan_.sort_is_ours;
    const TableColumn column = layout_.at(plan_.sort_column);
    const std::string_view name = resource_.columns[static_cast<size_t>(column.index)].name;
    for (const resources::SortKey& key : resource_.sorts) {
      if (key.column == name && (key.routes & route_) != 0)
        binding_.request.sort = (plan_.descending ? "-" : "") + std::string(key.param);
    }
  }

  // How many rows SQLite will read, if it said so: the size of the first page.
  void BindLimit(std::span<const BoundTerm> rest) {
    int64_t wanted = 0;
    for (const BoundTerm& argument : rest) {
      const int64_t* value = argument.empty() ? nullptr : std::get_if<int64_t>(&argument.front());
      if (value == nullptr)
        return;
      if (&argument == &rest.front() && plan_.has_limit && *value < 0)
        return;
      wanted += std::min<int64_t>(std::max<int64_t>(*value, 0), 1'000'000);
    }
    if (plan_.has_limit)
      binding_.request.expected_rows = std::max<int64_t>(wanted, 1);
    else if (OnlySortColumnIsRead())
      binding_.request.expected_rows = 1;
  }

  // MIN and MAX of the sort column look like an ordered scan that reads nothing else and stops at
  // one row.
  bool OnlySortColumnIsRead() const {
    if (plan_.sort_column < 0 || plan_.walks)
      return false;
    const int sort = layout_.at(plan_.sort_column).index;
    return binding_.request.columns == std::vector<int>{sort};
  }

  const ScanPlan& plan_;
  const Resource& resource_;
  TableLayout layout_;
  resources::Route route_;
  Binding binding_;
  std::vector<Alternative> alternatives_;  // of the lists that make the scan; none: no rows
  std::vector<List> lists_;
  std::vector<Range> ranges_;
  bool left_to_sqlite_ = false;  // a planned term is not sent: more rows are read than LIMIT says
};

}  // namespace

Result<Binding> Bind(const ScanPlan& plan, const resources::Resource& resource,
                     std::span<const BoundTerm> arguments) {
  return Binder(plan, resource).Run(arguments);
}

}  // namespace zoho_desk::vtab
