#include "client/row_completer.h"

#include <algorithm>

#include "client/record.h"
#include "client/scan.h"
#include "common/log.h"

namespace zoho_desk::client {
namespace {

constexpr std::array<uint8_t, 3> kRouteBits = {resources::kSearch, resources::kGet,
                                               resources::kList};

}  // namespace

RowCompleter::RowCompleter(std::shared_ptr<Session> session, const resources::Resource& resource,
                           std::span<const int> columns, uint8_t main_route, RequestBudget& budget)
    : session_(std::move(session)), resource_(resource), main_route_(main_route), budget_(budget) {
  for (const int column : columns) {
    if (column == kRawColumn)
      continue;
    const resources::Column& spec = resource.columns[static_cast<size_t>(column)];
    if ((spec.routes & main_route) != 0 || spec.from_request)
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

void RowCompleter::StartPage(std::vector<std::string> keys) {
  keys_ = std::move(keys);
  batch_.reset();
  batch_rows_.clear();
  batch_begin_ = batch_end_ = 0;
  StartRow(0);
}

void RowCompleter::StartRow(size_t index) {
  row_ = index;
  record_.reset();
  list_.reset();
}

Result<Cell> RowCompleter::Column(int column, const CancelCheck& cancelled) {
  const Error* refused = nullptr;
  for (const Way way : {kBySearch, kByGet, kByList}) {
    if (!CanUse(way, column))
      continue;
    if (!refused_[way]) {
      auto outcome = Fetch(way, cancelled);
      if (outcome.ok()) {
        if (*outcome == Outcome::kFound)
          return Value(way, column, cancelled);
        if (*outcome == Outcome::kGone)
          return Cell::Null();
        continue;
      }
      if (outcome.error().error_code != "SCOPE_MISMATCH")
        return std::move(outcome).error();
      refused_[way] = std::move(outcome).error();
      LogWarning(refused_[way]->message + "; taking a dearer way where there is one");
    }
    refused = &*refused_[way];
  }
  if (refused != nullptr)
    return *refused;
  return Cell::Null();
}

Result<Cell> RowCompleter::Value(Way way, int column, const CancelCheck& cancelled) {
  if (way == kByList)
    return list_->Column(column, cancelled);
  const int slot = projections_[way]->SlotOf(column);
  return way == kBySearch ? batch_->at(batch_rows_.at(key()), slot) : (*record_)->at(0, slot);
}

Result<RowCompleter::Outcome> RowCompleter::Fetch(Way way, const CancelCheck& cancelled) {
  if (!projections_[way])
    projections_[way].emplace(resource_, columns_[way]);
  switch (way) {
    case kBySearch:
      return FetchFromSearch(cancelled);
    case kByGet:
      return FetchFromGet(cancelled);
    case kByList:
    case kWayCount:
      break;
  }
  return FetchFromList(cancelled);
}

Result<RowCompleter::Outcome> RowCompleter::FetchFromSearch(const CancelCheck& cancelled) {
  if (row_ < batch_begin_ || row_ >= batch_end_) {
    const size_t count =
        std::min(keys_.size() - row_, static_cast<size_t>(resource_.search.max_limit));
    const std::span<const std::string> ids(&keys_[row_], count);
    ZD_ASSIGN_OR_RETURN(
        batch_, SearchRecords(*session_, *projections_[kBySearch], ids, budget_, cancelled));
    batch_begin_ = row_;
    batch_end_ = row_ + count;
    batch_rows_.clear();
    const int key_slot =
        projections_[kBySearch]->SlotOf(resource_.FindColumn(resource_.key.back()));
    for (size_t i = 0; i < batch_->size(); ++i)
      batch_rows_.emplace(std::string(batch_->at(i, key_slot).text()), i);
  }
  // A search index may lag behind: a record it does not know may still exist.
  return batch_rows_.contains(key()) ? Outcome::kFound : Outcome::kUnknown;
}

Result<RowCompleter::Outcome> RowCompleter::FetchFromGet(const CancelCheck& cancelled) {
  if (!record_) {
    ZD_ASSIGN_OR_RETURN(record_, FetchRecord(*session_, *projections_[kByGet], columns_[kByGet],
                                             key(), budget_, cancelled));
    if (!*record_) {
      LogWarning(TableName(resource_) + ": record " + key() +
                 " disappeared while the query ran; its remaining columns are NULL");
    }
  }
  return *record_ ? Outcome::kFound : Outcome::kGone;
}

Result<RowCompleter::Outcome> RowCompleter::FetchFromList(const CancelCheck& cancelled) {
  if (list_)
    return Outcome::kFound;
  auto list = std::make_unique<Scan>(
      session_,
      ScanRequest{
          .resource = &resource_, .columns = columns_[kByList], .key = {}, .fan_out_value = {}},
      budget_);
  for (;;) {
    ZD_ASSIGN_OR_RETURN(const bool more, list->Next(cancelled));
    if (!more)
      return Outcome::kUnknown;
    if (list->RowKey() == key())
      break;
  }
  list_ = std::move(list);
  return Outcome::kFound;
}

}  // namespace zoho_desk::client
