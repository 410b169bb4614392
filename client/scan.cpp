#include "client/scan.h"

#include <algorithm>
#include <limits>

#include "client/record.h"
#include "common/log.h"

namespace zoho_desk::client {
namespace {

using resources::kGet;
using resources::kList;
using resources::kSearch;
using resources::Resource;

// Rows kept for reading a scan again (the inner side of a join). More are not kept: memory is
// bounded by pages in flight.
constexpr size_t kMostKeptRows = 2000;

// Up to this many keys, get-by-id (1 credit each) costs no more than a search (3 credits).
constexpr size_t kFewKeys = 3;

// Searches without a criterion are not documented; this one excludes nothing.
constexpr std::string_view kAllTimes = "1970-01-01T00:00:00.000Z,2099-12-31T23:59:59.000Z";

bool CarriesColumn(const Resource& resource, int column, uint8_t route) {
  return column == kRawColumn ||
         (resource.columns[static_cast<size_t>(column)].routes & route) != 0;
}

// The columns of a query that answers of that route carry.
std::vector<int> ColumnsOf(const Resource& resource, std::span<const int> columns, uint8_t route) {
  std::vector<int> carried;
  for (const int column : columns) {
    if (CarriesColumn(resource, column, route))
      carried.push_back(column);
  }
  return carried;
}

// "name: value" -> {name, value}
http::Header SplitHeader(std::string_view text) {
  const size_t colon = text.find(": ");
  return {std::string(text.substr(0, colon)), std::string(text.substr(colon + 2))};
}

// A walk must see the column it stops at.
ScanRequest WithStopColumn(ScanRequest request) {
  if (request.stop && std::find(request.columns.begin(), request.columns.end(),
                                request.stop->column) == request.columns.end())
    request.columns.push_back(request.stop->column);
  return request;
}

}  // namespace

Scan::Lane::Lane(const std::shared_ptr<Session>& session, const ScanRequest& request,
                 uint8_t route_bit, RequestBudget& budget)
    : bit(route_bit),
      own_columns(ColumnsOf(*request.resource, request.columns, route_bit)),
      projection(*request.resource, own_columns),
      completer(session, *request.resource, request.columns, route_bit, budget) {}

Scan::Scan(std::shared_ptr<Session> session, ScanRequest request, RequestBudget& budget,
           RecordMemory* memory)
    : session_(std::move(session)),
      request_(WithStopColumn(std::move(request))),
      budget_(budget),
      memory_(memory) {}

Scan::~Scan() = default;

Scan::Lane& Scan::LaneFor(uint8_t route_bit) {
  auto& lane = lanes_[route_bit == kList ? 0 : route_bit == kSearch ? 1 : 2];
  if (!lane)
    lane = std::make_unique<Lane>(session_, request_, route_bit, budget_);
  return *lane;
}

Result<bool> Scan::Next(const CancelCheck& cancelled) {
  if (failed_)
    return false;
  if (!started_) {
    started_ = true;
    page_index_ = 0;
    row_index_ = 0;
  } else if (page_index_ < pages_.size()) {
    ++row_index_;
  }
  for (;;) {
    if (page_index_ < pages_.size() && row_index_ < current().rows.size()) {
      ++delivered_;
      return true;
    }
    if (page_index_ < pages_.size()) {
      ++page_index_;
      row_index_ = 0;
    }
    if (page_index_ < pages_.size())
      continue;
    if (!keeps_pages_) {
      pages_.clear();
      page_index_ = 0;
    }
    if (exhausted_)
      return false;
    auto loaded = LoadPage(cancelled);
    if (!loaded.ok()) {
      failed_ = true;
      return std::move(loaded).error();
    }
    exhausted_ = !*loaded;
  }
}

bool Scan::Rewind() {
  if (!keeps_pages_ || failed_)
    return false;
  started_ = false;
  delivered_ = 0;
  return true;
}

std::string Scan::RowKey() const {
  const LoadedPage& page = current();
  const int slot = page.lane->projection.SlotOf(resource().FindColumn(resource().key.back()));
  return std::string((*page.page)->at(page.rows[row_index_], slot).text());
}

void Scan::AddPage(Lane& lane, std::shared_ptr<const std::optional<Page>> page,
                   std::vector<size_t> rows) {
  auto loaded = std::make_unique<LoadedPage>();
  loaded->lane = &lane;
  loaded->page = std::move(page);
  loaded->rows = std::move(rows);
  loaded->fan_out_column = fan_out_column_;
  if (lane.completer.is_needed()) {
    const int slot = lane.projection.SlotOf(resource().FindColumn(resource().key.back()));
    for (const size_t row : loaded->rows)
      loaded->details.keys.emplace_back((*loaded->page)->at(row, slot).text());
  }
  kept_rows_ += loaded->rows.size();
  if (kept_rows_ > kMostKeptRows && keeps_pages_) {
    keeps_pages_ = false;
    pages_.clear();
    page_index_ = 0;
  }
  pages_.push_back(std::move(loaded));
}

Result<bool> Scan::LoadPage(const CancelCheck& cancelled) {
  return request_.route == ScanRequest::Route::kRecords ? LoadRecords(cancelled)
                                                        : LoadListPage(cancelled);
}

// Decides which lists to page through, in order.
Status Scan::PlanParts(const CancelCheck& cancelled) {
  planned_ = true;
  const resources::FanOut& fan_out = resource().list.fan_out;
  const auto& fixed = request_.fan_out_value;
  std::vector<std::string> values;
  if (fan_out.param.empty() || request_.route == ScanRequest::Route::kSearch) {
    values.emplace_back();
  } else if (!fan_out.values.empty()) {
    for (const resources::FanOutValue& value : fan_out.values) {
      if (!fixed || *fixed == value.column)
        values.emplace_back(value.param);
    }
  } else if (fixed) {
    if (IsPossibleId(*fixed))
      values.push_back(*fixed);
  } else if (!fan_out.all_value.empty()) {
    values.emplace_back(fan_out.all_value);
  } else {
    ZD_RETURN_IF_ERROR(PlanParentIds(values, cancelled));
  }
  for (const std::string& value : values) {
    if (request_.split.empty())
      parts_.push_back({value, std::nullopt});
    for (const auto& alternative : request_.split)
      parts_.push_back({value, alternative});
  }
  return Ok();
}

Status Scan::PlanParentIds(std::vector<std::string>& values, const CancelCheck& cancelled) {
  const Resource* parent = resources::FindResource(resource().list.fan_out.from_resource);
  Scan parents(session_, {.resource = parent}, budget_);
  for (;;) {
    ZD_ASSIGN_OR_RETURN(const bool more, parents.Next(cancelled));
    if (!more)
      return Ok();
    values.push_back(parents.RowKey());
  }
}

std::unique_ptr<ListPager> Scan::NextPager() {
  const resources::FanOut& fan_out = resource().list.fan_out;
  const bool searches = request_.route == ScanRequest::Route::kSearch;
  const Part part = std::move(parts_.front());
  parts_.pop_front();
  ListPager::Options options{.route = searches ? SearchPages(resource()) : ListPages(resource()),
                             .expected_rows = request_.expected_rows,
                             .stop = request_.stop};
  if (!fan_out.param.empty() && !searches) {
    options.params.emplace_back(fan_out.param, part.fan_out);
    fan_out_column_ = part.fan_out;
    for (const resources::FanOutValue& known : fan_out.values) {
      if (known.param == part.fan_out)
        fan_out_column_ = known.column;
    }
  }
  options.params.insert(options.params.end(), request_.params.begin(), request_.params.end());
  if (part.split)
    options.params.push_back(*part.split);
  if (searches && options.params.empty())
    options.params.emplace_back("createdTimeRange", kAllTimes);
  Lane& lane = LaneFor(searches ? kSearch : kList);
  std::string include;
  for (const int column : searches ? std::vector<int>{} : lane.own_columns) {
    if (column == kRawColumn)
      continue;
    const resources::Column& spec = resource().columns[static_cast<size_t>(column)];
    if (!spec.list_include.empty())
      AppendUnique(include, spec.list_include);
    if (!spec.list_header.empty())
      options.headers.push_back(SplitHeader(spec.list_header));
  }
  if (!include.empty())
    options.params.emplace_back("include", include);
  if (!request_.sort.empty())
    options.params.emplace_back("sortBy", request_.sort);
  // A composite key is unique within its fan-out value, a single id in the whole table.
  if (!seen_ || resource().key.size() > 1)
    seen_.emplace();
  return std::make_unique<ListPager>(*session_, lane.projection, std::move(options), *seen_,
                                     budget_);
}

// The token may not search, or the search goes no deeper: the list returns a superset of the
// search's rows, and rows that the search has delivered are dropped as seen.
Status Scan::FallBackToList(Error refusal) {
  const std::string order =
      request_.sort.starts_with('-') ? request_.sort.substr(1) : request_.sort;
  const bool can_sort =
      order.empty() || std::any_of(resource().sorts.begin(), resource().sorts.end(),
                                   [&](const resources::SortKey& key) {
                                     return key.param == order && (key.routes & kList) != 0;
                                   });
  if (request_.has_parameters || !can_sort)
    return refusal;
  LogWarning(refusal.message + "; reading the list instead, which costs more requests");
  request_.route = ScanRequest::Route::kList;
  if (!request_.params.empty() || !request_.split.empty()) {
    // SQLite will drop rows that the search would not have returned.
    request_.expected_rows = 0;
    request_.reads_all_rows = false;
  }
  request_.params.clear();
  request_.split.clear();
  pager_.reset();
  parts_.clear();
  parts_.push_back({});
  return Ok();
}

Result<bool> Scan::LoadListPage(const CancelCheck& cancelled) {
  if (!planned_)
    ZD_RETURN_IF_ERROR(PlanParts(cancelled));
  for (;;) {
    if (!pager_) {
      if (parts_.empty())
        return false;
      pager_ = NextPager();
    }
    auto more = pager_->NextPage(cancelled);
    const bool searches = request_.route == ScanRequest::Route::kSearch;
    if (!more.ok()) {
      const std::string& code = more.error().error_code;
      if (!searches || (code != "SCOPE_MISMATCH" && code != kCeilingReached))
        return more;
      ZD_RETURN_IF_ERROR(FallBackToList(std::move(more).error()));
      continue;
    }
    if (*more) {
      AddPage(LaneFor(searches ? kSearch : kList),
              std::make_shared<const std::optional<Page>>(std::move(pager_->page())),
              std::move(pager_->new_rows()));
      return true;
    }
    pager_.reset();
  }
}

// Many keys whose columns search rows carry are searched for by lists of ids; others are got one by
// one.
void Scan::PlanKeys() {
  planned_ = true;
  std::vector<std::string> keys;
  for (const std::string& key : request_.keys) {
    if (IsPossibleKey(resource(), key))
      keys.push_back(key);
  }
  const bool search_has_all =
      std::all_of(request_.columns.begin(), request_.columns.end(),
                  [&](int column) { return CarriesColumn(resource(), column, kSearch); });
  const bool by_search = keys.size() > kFewKeys && resource().search.by_id && search_has_all;
  auto& target = by_search ? search_keys_ : get_keys_;
  target.assign(keys.begin(), keys.end());
}

Result<bool> Scan::LoadRecords(const CancelCheck& cancelled) {
  if (!planned_)
    PlanKeys();
  while (!search_keys_.empty()) {
    ZD_ASSIGN_OR_RETURN(const bool found, SearchKeys(cancelled));
    if (found)
      return true;
  }
  return GetKeys(cancelled);
}

Result<bool> Scan::SearchKeys(const CancelCheck& cancelled) {
  Lane& lane = LaneFor(kSearch);
  const size_t count =
      std::min(search_keys_.size(), static_cast<size_t>(resource().search.max_limit));
  const std::vector<std::string> keys(search_keys_.begin(),
                                      search_keys_.begin() + static_cast<std::ptrdiff_t>(count));
  auto page = SearchRecords(*session_, lane.projection, keys, budget_, cancelled);
  if (!page.ok()) {
    if (page.error().error_code != "SCOPE_MISMATCH")
      return std::move(page).error();
    LogWarning(page.error().message + "; getting the records one by one instead");
    get_keys_.assign(search_keys_.begin(), search_keys_.end());
    search_keys_.clear();
    return false;
  }
  search_keys_.erase(search_keys_.begin(),
                     search_keys_.begin() + static_cast<std::ptrdiff_t>(count));
  const int slot = lane.projection.SlotOf(resource().FindColumn(resource().key.back()));
  SeenKeys found;
  std::vector<size_t> rows;
  for (size_t row = 0; row < page->size(); ++row) {
    const std::string_view key = page->at(row, slot).text();
    if (std::binary_search(keys.begin(), keys.end(), key) && found.Insert(key))
      rows.push_back(row);
  }
  // A search index may lag behind: what it does not know is asked for by id.
  for (const std::string& key : keys) {
    if (found.Insert(key))
      get_keys_.push_back(key);
  }
  if (rows.empty())
    return false;
  AddPage(lane, std::make_shared<const std::optional<Page>>(std::move(page).value()),
          std::move(rows));
  return true;
}

Result<bool> Scan::GetKeys(const CancelCheck& cancelled) {
  Lane& lane = LaneFor(kGet);
  while (!get_keys_.empty()) {
    const std::string key = std::move(get_keys_.front());
    get_keys_.pop_front();
    RememberedRecord record = memory_ != nullptr ? memory_->Find(lane.own_columns, key) : nullptr;
    if (!record) {
      RecordRequest request(*session_, lane.projection, lane.own_columns, key, budget_);
      ZD_ASSIGN_OR_RETURN(auto page, request.Wait(cancelled));
      record = std::make_shared<const std::optional<Page>>(std::move(page));
      if (memory_ != nullptr)
        memory_->Remember(lane.own_columns, key, record);
    }
    if (*record) {
      AddPage(lane, std::move(record), {0});
      return true;
    }
  }
  return false;
}

size_t Scan::RowsAhead() const {
  if (!request_.reads_all_rows)
    return 0;
  if (request_.expected_rows == 0)
    return std::numeric_limits<size_t>::max() - 1;
  return static_cast<size_t>(std::max<int64_t>(0, request_.expected_rows - delivered_));
}

Result<Cell> Scan::Column(int column, const CancelCheck& cancelled) {
  LoadedPage& page = *pages_[page_index_];
  if (column != kRawColumn && resource().columns[static_cast<size_t>(column)].from_request)
    return Cell::Text(page.fan_out_column);
  if (!CarriesColumn(resource(), column, page.lane->bit))
    return page.lane->completer.Column(page.details, row_index_, column, RowsAhead(), cancelled);
  const int slot = page.lane->projection.SlotOf(column);
  const Cell cell = slot < 0 ? Cell::Null() : (*page.page)->at(page.rows[row_index_], slot);
  if (cell.kind == Cell::Kind::kNull && FillsFromRequest(column))
    return Cell::Text(page.fan_out_column);
  return cell;
}

// Rows need not repeat the value that was asked for: then the request says it.
bool Scan::FillsFromRequest(int column) const {
  const resources::FanOut& fan_out = resource().list.fan_out;
  return current().lane->bit == kList && column != kRawColumn && !fan_out.param.empty() &&
         current().fan_out_column != fan_out.all_value &&
         resource().columns[static_cast<size_t>(column)].name == fan_out.column;
}

}  // namespace zoho_desk::client
