// ListSource: which lists a scan reads, and how each is opened. Called by Next and by what asks
// ahead. Every parent that the query leaves gets its lists, in order and once.

#include <algorithm>

#include "client/list_source.h"
#include "client/record.h"
#include "client/scan.h"

namespace zoho_desk::client {
namespace {

using resources::kList;
using resources::kSearch;
using resources::Resource;

// Its page, and the one that shows that it was the last.
constexpr int64_t kCallsPerPart = 2;

// Where answers do not tell (facts/platform.md, "Limits").
constexpr int64_t kCreditsPerList = 3;

}  // namespace

void ListSource::PlanParts() {
  planned_ = true;
  if (const auto refusal = session_->RefusedSearch(resource().search.path)) {
    search_is_refused_ = true;
    if (Searches() && FallBackToList(*refusal).ok())
      return;
  }
  const resources::Parent& parent = resource().list.parent;
  const auto& wanted = request_.parents;
  if (parent.param.empty() || Searches()) {
    AddParts({});
  } else if (!parent.values.empty()) {
    for (const resources::ParentValue& value : parent.values) {
      if (!wanted || std::find(wanted->begin(), wanted->end(), value.column) != wanted->end())
        AddParts(value.param);
    }
  } else if (wanted) {
    for (const std::string& id : *wanted) {
      if (IsPossibleId(id))
        AddParts(id);
    }
  } else if (!parent.all_value.empty()) {
    AddParts(parent.all_value);
  } else {
    const Resource* table = resources::FindResource(parent.table);
    parents_ = std::make_unique<Scan>(
        session_, ScanRequest{.resource = table, .is_for_details = true}, budget_);
  }
  reads_many_ = parts_.size() > 1 || parents_ != nullptr;
  if (reads_many_ && short_pages_ == nullptr)
    short_pages_ = &own_short_pages_;
  const auto concurrency = static_cast<size_t>(session_->config().concurrency);
  if (StartsPartsTogether() && request_.reads_all_rows && concurrency > 1)
    most_ = 2 * concurrency;
}

void ListSource::AddParts(std::string_view parent) {
  const size_t alternatives = std::max<size_t>(1, request_.alternatives.size());
  for (size_t i = 0; i < alternatives; ++i)
    parts_.push_back({.parent = std::string(parent), .alternative = i});
  if (!request_.is_for_details)
    budget_.Allow(static_cast<int64_t>(alternatives) * kCallsPerPart);
}

// Parents are read as their lists are started, so that a query that stops early pays for few.
Status ListSource::FillParts(const CancelCheck& cancelled) {
  while (parents_ && parts_.size() < std::max<size_t>(1, most_)) {
    ZD_ASSIGN_OR_RETURN(const bool more, parents_->Next(cancelled));
    if (!more)
      parents_.reset();
    else if (!parents_->TellsOfNone(resource()))
      AddParts(parents_->RowKey());
  }
  return Ok();
}

// A list for each record of a large table is soon dearer than anybody means a query to be. Large
// are those that have a search: departments are few.
Status ListSource::CheckCredits() const {
  if (!resource().list.IsOfEachParent() ||
      resources::FindResource(resource().list.parent.table)->search.path.empty())
    return Ok();
  const int64_t most = session_->config().max_credits;
  const int64_t spent = budget_.credits > 0 ? budget_.credits : kCreditsPerList * budget_.used;
  if (most == 0 || spent < most)
    return Ok();
  const std::string column(resource().list.parent.column);
  const std::string table(resource().list.parent.table);
  return Error{.code = Code::kRateLimited,
               .message = TableName(resource()) + ": the query has spent " + std::to_string(spent) +
                          " credits, and each of the " + table +
                          " takes a request of its own; the " + std::to_string(delivered_) +
                          " rows read so far are not the whole result. Name fewer with WHERE " +
                          column + " IN (SELECT id FROM " + TableName(table) +
                          " WHERE ...), or raise ZOHO_DESK_MAX_CREDITS (now " +
                          std::to_string(most) + "; 0: no limit)",
               .table = TableName(resource())};
}

bool ListSource::HasMoreParts() const {
  return !parts_.empty() || parents_ ||
         std::any_of(streams_.begin() + (streams_.empty() ? 0 : 1), streams_.end(),
                     [](const Stream& stream) { return !stream.is_slice; });
}

ListSource::Stream ListSource::OpenPart(Part part) {
  const resources::Parent& parent = resource().list.parent;
  Stream stream;
  stream.lane = &lanes_.For(Searches() ? kSearch : kList);
  ListPager::Options options{
      .route = Searches() ? SearchPages(resource()) : ListPages(resource(), part.parent),
      .order = OrderFor(stream.lane->route),
      .stop = request_.stop,
      .expected_rows = is_superset_ ? 0 : request_.expected_rows,
      .short_pages = short_pages_};
  if (!parent.param.empty() && !Searches()) {
    if (!resource().list.TakesParentInPath())
      options.params.emplace_back(parent.param, part.parent);
    stream.parent = part.parent;
    for (const resources::ParentValue& known : parent.values) {
      if (known.param == part.parent)
        stream.parent = known.column;
    }
    if (part.parent != parent.all_value)
      options.part = {std::string(parent.column), stream.parent};
    // Below the path of a record that is not there nothing can be; a query parameter may be wrong.
    options.part_was_listed =
        !parent.table.empty() && (resource().list.TakesParentInPath() || !request_.parents);
  }
  if (route_ == request_.route)
    options.params.insert(options.params.end(), request_.params.begin(), request_.params.end());
  AddAlternative(part, options.params);
  if (Searches() && options.params.empty())
    options.params.emplace_back("createdTimeRange", kAllTimes);
  stream.lane->AskForColumns(options.params, options.headers);
  stream.part = std::move(part);
  if (CanSlice())
    options.depth = depth_;
  // A key that has the parent in it is unique within the parent, any other in the whole table.
  const bool has_parent = std::find(resource().key.begin(), resource().key.end(), parent.column) !=
                          resource().key.end();
  if (has_parent && stream.part.parent != seen_of_) {
    seen_ = std::make_shared<SeenKeys>();
    seen_of_ = stream.part.parent;
  }
  stream.seen = seen_;
  stream.pager = std::make_unique<ListPager>(*session_, stream.lane->projection, std::move(options),
                                             *stream.seen, budget_);
  return stream;
}

}  // namespace zoho_desk::client
