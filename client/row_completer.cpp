// RowCompleter: asked by Scan for a value that the row's own answer lacks. Tries the ways from the
// cheapest to the dearest; one that is refused is not tried again by this scan. NULL means that no
// way knows the row or the record lacks the field; where a refused way might have known, the
// refusal is the error (docs/DECISIONS.md, "Completing rows").

#include "client/row_completer.h"

#include <algorithm>

#include "client/lane.h"
#include "client/list_walk.h"
#include "client/page_limit.h"
#include "client/record.h"
#include "common/log.h"

namespace zoho_desk::client {
namespace {

using resources::kGet;
using resources::kList;
using resources::kSearch;
using resources::Route;

// The cheapest first.
constexpr Route kWays[] = {kSearch, kGet, kList};

}  // namespace

RowCompleter::RowCompleter(std::shared_ptr<Session> session, const resources::Resource& resource,
                           std::span<const int> columns, Route main_route, RequestBudget& budget,
                           std::shared_ptr<ListWalk>& walk)
    : session_(std::move(session)),
      resource_(resource),
      main_route_(main_route),
      budget_(budget),
      walk_(walk) {
  for (const int column : columns) {
    if (column == kRawColumn)
      continue;
    const resources::Column& spec = resource.columns[static_cast<size_t>(column)];
    const bool may_be_absent = main_route == resources::kSearch && resource.search.rows_unknown;
    if (((spec.routes & main_route) != 0 && !may_be_absent) || !spec.IsField())
      continue;
    is_needed_ = true;
    for (const Route way : kWays) {
      if (CanUse(way, column))
        ways_[way].columns.push_back(column);
    }
  }
}

RowCompleter::~RowCompleter() = default;

bool RowCompleter::CanUse(Route way, int column) const {
  return way != main_route_ &&
         Fills(resource_, resource_.columns[static_cast<size_t>(column)], way);
}

PageDetails::PageDetails() = default;
PageDetails::~PageDetails() = default;

Result<Cell> RowCompleter::Column(PageDetails& page, size_t row_index, int column,
                                  size_t rows_ahead, const CancelCheck& cancelled) {
  const Row row{page, row_index, rows_ahead};
  const Error* refused = nullptr;
  for (const Route way : kWays) {
    if (!CanUse(way, column))
      continue;
    auto& refusal = ways_[way].refused;
    if (way == kSearch && !refusal)
      refusal = session_->RefusedSearch(resource_.search.path);
    if (!refusal) {
      auto outcome = Fetch(way, row, cancelled);
      if (outcome.ok()) {
        if (*outcome == Outcome::kFound)
          return Value(way, row, column);
        if (*outcome == Outcome::kGone)
          return Cell::Null();
        continue;
      }
      const Error& error = outcome.error();
      if (way == kSearch ? !session_->NotesRefusedSearch(resource_.search.path, error)
                         : error.refusal.kind != Refusal::Kind::kScope)
        return std::move(outcome).error();
      refusal = std::make_shared<const Error>(std::move(outcome).error());
      LogWarning(refusal->message + "; taking a dearer way where there is one");
    }
    refused = refusal.get();
  }
  if (refused != nullptr)
    return *refused;
  return Cell::Null();
}

Cell RowCompleter::Value(Route way, const Row& row, int column) const {
  if (way == kList)
    return walk_->Value(row.key(), column);
  const int slot = ways_.at(way).projection->SlotOf(column);
  if (way == kSearch)
    return row.page.batch->at(row.page.batch_rows.at(row.key()), slot);
  return row.page.records.at(row.index)->at(0, slot);
}

Result<RowCompleter::Outcome> RowCompleter::Fetch(Route way, const Row& row,
                                                  const CancelCheck& cancelled) {
  if (!ways_[way].projection)
    ways_[way].projection.emplace(resource_, ways_[way].columns);
  switch (way) {
    case kSearch:
      return FetchFromSearch(row, cancelled);
    case kGet:
      return FetchFromGet(row, cancelled);
    case kList:
      break;
  }
  return FetchFromList(row, cancelled);
}

Result<RowCompleter::Outcome> RowCompleter::FetchFromSearch(const Row& row,
                                                            const CancelCheck& cancelled) {
  PageDetails& page = row.page;
  if (row.index < page.batch_begin || row.index >= page.batch_end) {
    size_t count = 0;
    for (int told = 0;;) {
      const std::string path(resource_.search.path);
      const int most = session_->LargestPage(path, resource_.search.max_limit);
      count = std::min(page.keys.size() - row.index,
                       static_cast<size_t>(told > 0 ? std::min(most, told) : most));
      const std::span<const std::string> ids(&page.keys[row.index], count);
      auto rows = SearchRecords(*session_, *ways_[kSearch].projection, ids, budget_, cancelled);
      if (rows.ok()) {
        page.batch = std::move(rows).value();
        break;
      }
      session_->LearnsLargestPage(path, static_cast<int>(count), rows.error());
      told = LimitTold(rows.error(), static_cast<int>(count));
      if (told == 0)
        return std::move(rows).error();
    }
    page.batch_begin = row.index;
    page.batch_end = row.index + count;
    page.batch_rows.clear();
    const int key_slot =
        ways_[kSearch].projection->SlotOf(resource_.FindColumn(resource_.key.back()));
    for (size_t i = 0; i < page.batch->size(); ++i)
      page.batch_rows.emplace(std::string(page.batch->at(i, key_slot).text()), i);
  }
  // A search index may lag behind: a record it does not know may still exist.
  return page.batch_rows.contains(row.key()) ? Outcome::kFound : Outcome::kUnknown;
}

Result<RowCompleter::Outcome> RowCompleter::FetchFromGet(const Row& row,
                                                         const CancelCheck& cancelled) {
  PageDetails& page = row.page;
  const auto request = [&](size_t index) {
    return std::make_unique<RecordRequest>(*session_, *ways_[kGet].projection, ways_[kGet].columns,
                                           page.keys[index], budget_, page.parent);
  };
  if (!page.records.contains(row.index)) {
    if (!page.ahead.contains(row.index)) {
      auto own = request(row.index);
      if (auto started = own->Start(cancelled); !started.ok()) {
        const size_t wanted = std::min(row.ahead, page.keys.size() - row.index - 1) + 1;
        return WithCost(std::move(started).error(), budget_,
                        "What is read of each row takes a request of its own",
                        static_cast<int64_t>(wanted));
      }
      page.ahead[row.index] = std::move(own);
    }
    const auto window = static_cast<size_t>(session_->config().concurrency);
    const size_t end = std::min(page.keys.size(), row.index + std::min(window, row.ahead + 1));
    for (size_t next = row.index + 1; next < end; ++next) {
      if (page.records.contains(next) || page.ahead.contains(next))
        continue;
      auto started = request(next);
      if (!started->Start(cancelled).ok())
        break;  // its turn will tell why
      page.ahead[next] = std::move(started);
    }
    auto record = page.ahead[row.index]->Wait(cancelled);
    page.ahead.erase(row.index);
    if (!record.ok())
      return std::move(record).error();
    if (!*record && !session_->config().skip_refused) {
      LogWarning(TableName(resource_) + ": record " + row.key() +
                 " disappeared while the query ran; its remaining columns are NULL");
    }
    Keep(page, row.index, std::move(record).value());
  }
  return page.records[row.index] ? Outcome::kFound : Outcome::kGone;
}

// Rows are read in order: large records of those before are not needed any more, unless the page is
// read again.
void RowCompleter::Keep(PageDetails& page, size_t index, std::optional<Page> record) {
  const auto bytes = [](const std::optional<Page>& kept) { return kept ? kept->bytes() : 0; };
  page.record_bytes += bytes(record);
  page.records[index] = std::move(record);
  while (page.record_bytes > kMostKeptBytes && page.records.begin()->first != index) {
    page.record_bytes -= bytes(page.records.begin()->second);
    page.records.erase(page.records.begin());
  }
}

Result<RowCompleter::Outcome> RowCompleter::FetchFromList(const Row& row,
                                                          const CancelCheck& cancelled) {
  if (!walk_ || !walk_->IsOf(resource_, ways_[kList].columns))
    walk_ = std::make_shared<ListWalk>(session_, resource_, ways_[kList].columns, budget_);
  ZD_ASSIGN_OR_RETURN(const bool found, walk_->Find(row.key(), cancelled));
  return found ? Outcome::kFound : Outcome::kUnknown;
}

}  // namespace zoho_desk::client
