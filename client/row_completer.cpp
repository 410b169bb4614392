// RowCompleter: asked by Scan for a value that the row's own answer lacks. Tries the ways from the
// cheapest to the dearest; one that is refused is not tried again by this scan. NULL means that no
// way knows the row or the record lacks the field; where a refused way might have known, the
// refusal is the error (docs/DECISIONS.md, "Completing rows").

#include "client/row_completer.h"

#include <algorithm>

#include "client/list_walk.h"
#include "client/page_limit.h"
#include "client/record.h"
#include "common/log.h"

namespace zoho_desk::client {
namespace {

constexpr std::array<uint8_t, 3> kRouteBits = {resources::kSearch, resources::kGet,
                                               resources::kList};

}  // namespace

RowCompleter::RowCompleter(std::shared_ptr<Session> session, const resources::Resource& resource,
                           std::span<const int> columns, uint8_t main_route, RequestBudget& budget,
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
    if (((spec.routes & main_route) != 0 && !may_be_absent) || spec.from_request)
      continue;
    is_needed_ = true;
    for (size_t way = 0; way < kWayCount; ++way) {
      if (CanUse(static_cast<Way>(way), column))
        columns_[way].push_back(column);
    }
  }
}

RowCompleter::~RowCompleter() = default;

bool RowCompleter::CanUse(Way way, int column) const {
  const uint8_t bit = kRouteBits[way];
  const bool available = way == kByGet      ? !resource_.get.path.empty()
                         : way == kBySearch ? resource_.search.by_id
                                            : true;
  return available && bit != main_route_ &&
         (resource_.columns[static_cast<size_t>(column)].routes & bit) != 0;
}

PageDetails::PageDetails() = default;
PageDetails::~PageDetails() = default;

Result<Cell> RowCompleter::Column(PageDetails& page, size_t row_index, int column,
                                  size_t rows_ahead, const CancelCheck& cancelled) {
  const Row row{page, row_index, rows_ahead};
  const Error* refused = nullptr;
  for (const Way way : {kBySearch, kByGet, kByList}) {
    if (!CanUse(way, column))
      continue;
    if (way == kBySearch && !refused_[way])
      refused_[way] = session_->RefusedSearch(resource_.search.path);
    if (!refused_[way]) {
      auto outcome = Fetch(way, row, cancelled);
      if (outcome.ok()) {
        if (*outcome == Outcome::kFound)
          return Value(way, row, column);
        if (*outcome == Outcome::kGone)
          return Cell::Null();
        continue;
      }
      const Error& error = outcome.error();
      if (way == kBySearch ? !session_->NotesRefusedSearch(resource_.search.path, error)
                           : error.refusal.kind != Refusal::Kind::kScope)
        return std::move(outcome).error();
      refused_[way] = std::make_shared<const Error>(std::move(outcome).error());
      LogWarning(refused_[way]->message + "; taking a dearer way where there is one");
    }
    refused = refused_[way].get();
  }
  if (refused != nullptr)
    return *refused;
  return Cell::Null();
}

Cell RowCompleter::Value(Way way, const Row& row, int column) const {
  if (way == kByList)
    return walk_->Value(row.key(), column);
  const int slot = projections_[way]->SlotOf(column);
  if (way == kBySearch)
    return row.page.batch->at(row.page.batch_rows.at(row.key()), slot);
  return row.page.records.at(row.index)->at(0, slot);
}

Result<RowCompleter::Outcome> RowCompleter::Fetch(Way way, const Row& row,
                                                  const CancelCheck& cancelled) {
  if (!projections_[way])
    projections_[way].emplace(resource_, columns_[way]);
  switch (way) {
    case kBySearch:
      return FetchFromSearch(row, cancelled);
    case kByGet:
      return FetchFromGet(row, cancelled);
    case kByList:
    case kWayCount:
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
      auto rows = SearchRecords(*session_, *projections_[kBySearch], ids, budget_, cancelled);
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
        projections_[kBySearch]->SlotOf(resource_.FindColumn(resource_.key.back()));
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
    return std::make_unique<RecordRequest>(*session_, *projections_[kByGet], columns_[kByGet],
                                           page.keys[index], budget_);
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
  if (!walk_ || !walk_->IsOf(resource_, columns_[kByList]))
    walk_ = std::make_shared<ListWalk>(session_, resource_, columns_[kByList], budget_);
  ZD_ASSIGN_OR_RETURN(const bool found, walk_->Find(row.key(), cancelled));
  return found ? Outcome::kFound : Outcome::kUnknown;
}

}  // namespace zoho_desk::client
