#include "client/record_source.h"

#include <algorithm>

#include "client/seen_keys.h"
#include "common/log.h"

namespace zoho_desk::client {
namespace {

using resources::kGet;
using resources::kSearch;

// Up to this many keys, get-by-id (1 credit each) costs no more than a search (3 credits).
constexpr size_t kFewKeys = 3;

}  // namespace

// Many keys whose columns search rows carry are searched for by lists of ids; others are got one by
// one.
RecordSource::RecordSource(Session& session, const ScanRequest& request, Lanes& lanes,
                           RequestBudget& budget, RecordMemory* memory)
    : session_(session), request_(request), lanes_(lanes), budget_(budget), memory_(memory) {
  std::deque<std::string> keys;
  for (const std::string& key : request_.keys) {
    if (IsPossibleKey(resource(), key))
      keys.push_back(key);
  }
  const bool search_has_all =
      !resource().search.rows_unknown &&
      std::all_of(request_.columns.begin(), request_.columns.end(),
                  [&](int column) { return CarriesColumn(resource(), column, kSearch); });
  const bool by_search = keys.size() > kFewKeys && resource().search.by_id && search_has_all;
  (by_search ? search_keys_ : get_keys_) = std::move(keys);
}

Result<std::optional<RecordSource::Batch>> RecordSource::Next(const CancelCheck& cancelled) {
  while (!search_keys_.empty()) {
    ZD_ASSIGN_OR_RETURN(auto batch, SearchKeys(cancelled));
    if (batch)
      return batch;
  }
  return GetKeys(cancelled);
}

Result<std::optional<RecordSource::Batch>> RecordSource::SearchKeys(const CancelCheck& cancelled) {
  Lane& lane = lanes_.For(kSearch);
  const size_t count =
      std::min(search_keys_.size(), static_cast<size_t>(resource().search.max_limit));
  const std::vector<std::string> keys(search_keys_.begin(),
                                      search_keys_.begin() + static_cast<std::ptrdiff_t>(count));
  auto page = SearchRecords(session_, lane.projection, keys, budget_, cancelled);
  if (!page.ok()) {
    if (page.error().error_code != "SCOPE_MISMATCH")
      return std::move(page).error();
    LogWarning(page.error().message + "; getting the records one by one instead");
    get_keys_.assign(search_keys_.begin(), search_keys_.end());
    search_keys_.clear();
    return std::optional<Batch>();
  }
  search_keys_.erase(search_keys_.begin(),
                     search_keys_.begin() + static_cast<std::ptrdiff_t>(count));
  const int slot = lane.projection.SlotOf(resource().FindColumn(resource().key.back()));
  SeenKeys found;
  Batch batch{.lane = &lane};
  for (size_t row = 0; row < page->size(); ++row) {
    const std::string_view key = page->at(row, slot).text();
    if (std::binary_search(keys.begin(), keys.end(), key) && found.Insert(key))
      batch.rows.push_back(row);
  }
  // A search index may lag behind: what it does not know is asked for by id.
  for (const std::string& key : keys) {
    if (found.Insert(key))
      get_keys_.push_back(key);
  }
  if (batch.rows.empty())
    return std::optional<Batch>();
  batch.page = std::make_shared<const std::optional<Page>>(std::move(page).value());
  return std::optional<Batch>(std::move(batch));
}

// Keys beside the first that will be read too; a join asks for one key at a time.
Status RecordSource::StartAhead(Lane& lane, const CancelCheck& cancelled) {
  const auto most = static_cast<size_t>(session_.config().concurrency);
  for (size_t i = 0; i < get_keys_.size() && ahead_.size() < most; ++i) {
    const std::string& key = get_keys_[i];
    if (ahead_.contains(key) || (memory_ != nullptr && memory_->Find(lane.own_columns, key)))
      continue;
    auto request =
        std::make_unique<RecordRequest>(session_, lane.projection, lane.own_columns, key, budget_);
    ZD_RETURN_IF_ERROR(request->Start(cancelled));
    ahead_.emplace(key, std::move(request));
  }
  return Ok();
}

Result<std::optional<RecordSource::Batch>> RecordSource::GetKeys(const CancelCheck& cancelled) {
  Lane& lane = lanes_.For(kGet);
  while (!get_keys_.empty()) {
    const std::string key = get_keys_.front();
    RememberedRecord record = memory_ != nullptr ? memory_->Find(lane.own_columns, key) : nullptr;
    if (!record) {
      ZD_RETURN_IF_ERROR(StartAhead(lane, cancelled));
      ZD_ASSIGN_OR_RETURN(auto page, ahead_.at(key)->Wait(cancelled));
      ahead_.erase(key);
      record = std::make_shared<const std::optional<Page>>(std::move(page));
      if (memory_ != nullptr)
        memory_->Remember(lane.own_columns, key, record);
    }
    get_keys_.pop_front();
    if (*record)
      return std::optional<Batch>(Batch{&lane, std::move(record), {0}});
  }
  return std::optional<Batch>();
}

}  // namespace zoho_desk::client
