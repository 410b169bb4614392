// RecordSource: driven by Scan for lookups by key. A key's record comes at most once, by whichever
// way: from the statement's memory, by a search for many ids, or by get-by-id. Before a key counts
// as missing, get-by-id has said so, because a search index lags behind.

#include "client/record_source.h"

#include <algorithm>
#include <unordered_set>

#include "client/page_limit.h"
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
  search_has_all_ = !resource().search.rows_unknown &&
                    std::all_of(request_.columns.begin(), request_.columns.end(), [&](int column) {
                      return CarriesColumn(resource(), column, kSearch);
                    });
  const bool by_search = keys.size() > kFewKeys && resource().search.by_id && search_has_all_ &&
                         !session_.RefusedSearch(resource().search.path);
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
  const size_t count = std::min(search_keys_.size(), SearchSize());
  const std::vector<std::string> keys(search_keys_.begin(),
                                      search_keys_.begin() + static_cast<std::ptrdiff_t>(count));
  auto page = SearchRecords(session_, lane.projection, keys, budget_, cancelled);
  if (!page.ok()) {
    session_.LearnsLargestPage(std::string(resource().search.path), static_cast<int>(count),
                               page.error());
    told_limit_ = LimitTold(page.error(), static_cast<int>(count));
    if (told_limit_ > 0)
      return std::optional<Batch>();  // fewer at a time
    if (!session_.NotesRefusedSearch(resource().search.path, page.error())) {
      const size_t size = SearchSize();
      return WithCost(std::move(page).error(), budget_,
                      std::to_string(search_keys_.size()) + " records are left to search for",
                      static_cast<int64_t>((search_keys_.size() + size - 1) / size));
    }
    LogWarning(page.error().message + "; getting the records one by one instead");
    get_keys_.assign(search_keys_.begin(), search_keys_.end());
    search_keys_.clear();
    return std::optional<Batch>();
  }
  told_limit_ = 0;
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

// How many records one search is asked for.
size_t RecordSource::SearchSize() const {
  const resources::SearchRoute& search = resource().search;
  const int most = session_.LargestPage(std::string(search.path), search.max_limit);
  return static_cast<size_t>(told_limit_ > 0 ? std::min(most, told_limit_) : most);
}

// Keys beside the first that will be read too; a join asks for one key at a time.
Status RecordSource::StartAhead(Lane& lane, const CancelCheck& cancelled) {
  const auto most = static_cast<size_t>(session_.config().concurrency);
  for (size_t i = 0; i < get_keys_.size() && ahead_.size() < most; ++i) {
    const std::string& key = get_keys_[i];
    if (ahead_.contains(key) || (memory_ != nullptr && memory_->Find(key) != nullptr))
      continue;
    auto request =
        std::make_unique<RecordRequest>(session_, lane.projection, lane.own_columns, key, budget_);
    if (auto started = request->Start(cancelled); !started.ok()) {
      if (!ahead_.empty())
        return Ok();  // their turn will tell why
      return WithCost(std::move(started).error(), budget_,
                      std::to_string(get_keys_.size()) + " records are left to get",
                      static_cast<int64_t>(get_keys_.size()));
    }
    ahead_.emplace(key, std::move(request));
  }
  return Ok();
}

Result<std::optional<RecordSource::Batch>> RecordSource::GetKeys(const CancelCheck& cancelled) {
  while (!get_keys_.empty()) {
    const std::string key = get_keys_.front();
    ZD_ASSIGN_OR_RETURN(const RememberedRecord* known, Find(key, cancelled));
    RememberedRecord record;
    if (known != nullptr) {
      record = *known;
    } else {
      Lane& lane = lanes_.For(kGet);
      ZD_RETURN_IF_ERROR(StartAhead(lane, cancelled));
      ZD_ASSIGN_OR_RETURN(auto page, ahead_.at(key)->Wait(cancelled));
      ahead_.erase(key);
      record = {kGet, std::make_shared<const std::optional<Page>>(std::move(page)), 0};
      if (memory_ != nullptr)
        memory_->Remember(key, record);
    }
    get_keys_.pop_front();
    if (*record.page)
      return std::optional<Batch>(
          Batch{&lanes_.For(record.route), std::move(record.page), {record.row}});
  }
  return std::optional<Batch>();
}

// What is remembered of the key, after fetching it together with others if that is cheaper.
Result<const RememberedRecord*> RecordSource::Find(const std::string& key,
                                                   const CancelCheck& cancelled) {
  if (memory_ == nullptr)
    return static_cast<const RememberedRecord*>(nullptr);
  ++memory_->lookups;
  if (const RememberedRecord* known = memory_->Find(key))
    return known;
  const bool is_join = get_keys_.size() == 1 && memory_->scans() != nullptr;
  if (is_join)
    ZD_RETURN_IF_ERROR(FetchTogether(key, cancelled));
  return memory_->Find(key);
}

Status RecordSource::FetchTogether(const std::string& key, const CancelCheck& cancelled) {
  const bool searches = memory_->fetches_together && search_has_all_ && resource().search.by_id &&
                        !session_.RefusedSearch(resource().search.path);
  ZD_RETURN_IF_ERROR(searches ? StartSearches(key, cancelled) : StartGets(key, cancelled));
  auto& batches = memory_->batches;
  const auto found = std::find_if(batches.begin(), batches.end(), [&](const auto& candidate) {
    return std::find(candidate.keys.begin(), candidate.keys.end(), key) != candidate.keys.end();
  });
  if (found == batches.end())
    return Ok();
  const RecordMemory::Batch batch = std::move(*found);
  batches.erase(found);
  auto remembered = batch.call->WaitAnd(
      cancelled, [&](ApiAnswer answer) { return Remember(batch, std::move(answer)); });
  if (remembered.ok() || !batch.get_path.empty())
    return remembered;
  const int asked = static_cast<int>(batch.keys.size());
  session_.LearnsLargestPage(std::string(resource().search.path), asked, remembered.error());
  if (LimitTold(remembered.error(), asked) > 0)
    return Ok();  // this key by itself, the next ones fewer at a time
  if (!session_.NotesRefusedSearch(resource().search.path, remembered.error()))
    return remembered;
  memory_->fetches_together = false;
  batches.clear();
  LogWarning(remembered.error().message + "; getting the records one by one instead");
  return Ok();
}

Status RecordSource::Remember(const RecordMemory::Batch& batch, ApiAnswer answer) {
  if (!batch.get_path.empty()) {
    ZD_ASSIGN_OR_RETURN(auto record, RecordOf(lanes_.For(kGet).projection, batch.get_path,
                                              batch.keys.front(), std::move(answer)));
    memory_->Remember(batch.keys.front(),
                      {kGet, std::make_shared<const std::optional<Page>>(std::move(record)), 0});
    return Ok();
  }
  const Lane& lane = lanes_.For(kSearch);
  ZD_ASSIGN_OR_RETURN(Page rows, SearchRows(lane.projection, std::move(answer)));
  const auto page = std::make_shared<const std::optional<Page>>(std::move(rows));
  const int slot = lane.projection.SlotOf(resource().FindColumn(resource().key.back()));
  for (size_t row = 0; row < (*page)->size(); ++row)
    memory_->Remember(std::string((*page)->at(row, slot).text()), {kSearch, page, row});
  return Ok();
}

// Gets the key, unless it is on its way, and keys that will follow it: no more than were looked up
// so far, in case WHERE drops most outer rows.
Status RecordSource::StartGets(const std::string& key, const CancelCheck& cancelled) {
  auto& batches = memory_->batches;
  const auto most =
      std::min(memory_->lookups - 1, static_cast<size_t>(session_.config().concurrency));
  if (batches.size() >= most)
    return Ok();
  std::unordered_set<std::string_view> under_way;
  for (const auto& batch : batches)
    under_way.insert(batch.keys.begin(), batch.keys.end());
  std::vector<std::string> wanted{key};
  for (std::string& next : memory_->scans()->KeysAfter(key, 4 * most, cancelled))
    wanted.push_back(std::move(next));
  const Lane& lane = lanes_.For(kGet);
  for (const std::string& next : wanted) {
    if (batches.size() >= most)
      break;
    if (under_way.contains(next) || memory_->Find(next) != nullptr ||
        !IsPossibleKey(resource(), next))
      continue;
    ApiCall call = RecordCall(resource(), lane.own_columns, next);
    RecordMemory::Batch batch{.keys = {next}, .get_path = call.path};
    batch.call = std::make_unique<PendingCall>(session_, std::move(call), budget_);
    if (!batch.call->Start(cancelled).ok())
      break;  // its turn will tell why
    batches.push_back(std::move(batch));
  }
  return Ok();
}

// Searches for the key, unless it is on its way, and for keys that will follow it.
Status RecordSource::StartSearches(const std::string& key, const CancelCheck& cancelled) {
  auto& batches = memory_->batches;
  const auto most_batches = static_cast<size_t>(session_.config().concurrency);
  const size_t batch_size = SearchSize();
  if (batches.size() >= most_batches)
    return Ok();
  std::vector<std::string> wanted;
  std::unordered_set<std::string_view> under_way;
  for (const auto& batch : batches)
    under_way.insert(batch.keys.begin(), batch.keys.end());
  const bool is_under_way = under_way.contains(key);
  if (memory_->batches_sent > 0 && memory_->lookups <= kFewKeys * memory_->batches_sent) {
    // WHERE drops most outer rows: one by one is cheaper.
    memory_->fetches_together = is_under_way;
    return Ok();
  }
  if (!is_under_way)
    wanted.push_back(key);
  const size_t room = (most_batches - batches.size()) * batch_size;
  const auto following = memory_->scans()->KeysAfter(key, room, cancelled);
  for (const std::string& next : following) {
    if (!under_way.contains(next) && memory_->Find(next) == nullptr &&
        IsPossibleKey(resource(), next))
      wanted.push_back(next);
  }
  for (size_t begin = 0; begin < wanted.size() && batches.size() < most_batches;
       begin += batch_size) {
    const size_t count = std::min(batch_size, wanted.size() - begin);
    if (count <= kFewKeys)
      break;
    RecordMemory::Batch batch;
    batch.keys.assign(wanted.begin() + static_cast<std::ptrdiff_t>(begin),
                      wanted.begin() + static_cast<std::ptrdiff_t>(begin + count));
    batch.call =
        std::make_unique<PendingCall>(session_, SearchCall(resource(), batch.keys), budget_);
    if (!batch.call->Start(cancelled).ok())
      break;  // the keys' turn will tell why
    batches.push_back(std::move(batch));
    ++memory_->batches_sent;
  }
  return Ok();
}

}  // namespace zoho_desk::client
