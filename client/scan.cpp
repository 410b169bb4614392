// Scan: driven by a cursor (vtab/resource_module), by ListWalk, and by ListSource for the ids of
// parents. Rows come in the order of the source's pages, each with the page that owns its text;
// after an error of Next there are no more. What other scans see of it: open_scans.cpp.

#include "client/scan.h"

#include <algorithm>
#include <limits>

#include "client/derived.h"
#include "client/list_source.h"
#include "client/record.h"
#include "client/record_source.h"
#include "client/time_slices.h"

namespace zoho_desk::client {
namespace {

using resources::kList;

// Rows kept for reading a scan again (the inner side of a join), if they take no more than
// kMostKeptBytes. More are not kept: memory is bounded by pages in flight.
constexpr size_t kMostKeptRows = 2000;
// Of a list that is read in the place of many searches.
constexpr size_t kMostKeptForManyReads = 100'000;
constexpr size_t kMostBytesForManyReads = 4 * kMostKeptBytes;

// Calls that a scan may take besides those for its rows: pages asked for ahead, what was deleted
// meanwhile.
constexpr int64_t kCallsPerScan = 100;
// Its share of a page, or a page of its own, and a record by id.
constexpr int64_t kCallsPerRow = 2;

// Rows of the outer table of a join that are read before more pages are asked for: LIMIT 10 needs
// none.
constexpr size_t kJoinReadAheadAt = 16;

const resources::Derivation& DerivationOf(const ScanRequest& request, int column) {
  return request.resource->columns[static_cast<size_t>(column)].derivation;
}

// A scan in an order must see the time that tells it, one of parents what counts their children,
// and one of derived columns what they are made from.
ScanRequest WithOwnColumns(ScanRequest request) {
  const auto add = [&](int column) {
    if (std::find(request.columns.begin(), request.columns.end(), column) == request.columns.end())
      request.columns.push_back(column);
  };
  for (size_t i = 0; i < request.columns.size(); ++i) {
    const int column = request.columns[i];
    if (column != kRawColumn && !DerivationOf(request, column).column.empty())
      add(request.resource->FindColumn(DerivationOf(request, column).column));
  }
  if (request.route == resources::kGet)
    return request;
  for (const resources::Resource* child : resources::AllResources()) {
    if (child->list.parent.table != request.resource->name)
      continue;
    for (const std::string_view guard : child->list.parent.guards)
      add(request.resource->FindColumn(guard));
  }
  if (request.stop)
    add(request.stop->column);
  if (const auto order = OrderOf(request); order && order->column >= 0)
    add(order->column);
  if (const auto slices = SlicesFor(request))
    add(slices->order.column);
  return request;
}

}  // namespace

Scan::Scan(std::shared_ptr<Session> session, ScanRequest request, RequestBudget& budget,
           RecordMemory* memory, OpenScans* open_scans, ShortPages* short_pages)
    : session_(std::move(session)),
      request_(WithOwnColumns(std::move(request))),
      lanes_(session_, *request_.resource, request_.columns, budget, memory),
      budget_(budget) {
  if (!request_.is_for_details)
    budget_.Allow(kCallsPerScan + kCallsPerRow * static_cast<int64_t>(request_.keys.size()));
  if (request_.route == resources::kGet) {
    records_ = std::make_unique<RecordSource>(*session_, request_, lanes_, budget, memory);
    return;
  }
  list_ = std::make_unique<ListSource>(session_, request_, lanes_, budget, short_pages);
  ShowTo(open_scans);
}

Scan::Scan(std::shared_ptr<const Scan> whole, const std::vector<Position>& rows,
           RequestBudget& budget)
    : session_(whole->session_),
      request_(whole->request_),
      lanes_(session_, *request_.resource, request_.columns, budget, nullptr),
      budget_(budget),
      whole_(std::move(whole)),
      exhausted_(true) {
  size_t page = std::numeric_limits<size_t>::max();
  for (const Position& row : rows) {
    const LoadedPage& from = *whole_->pages_[row.page];
    if (row.page != page) {
      page = row.page;
      pages_.push_back(std::make_unique<LoadedPage>());
      LoadedPage& to = *pages_.back();
      to.lane = from.lane;
      to.page = from.page;
      to.parent = from.parent;
      to.first_position = from.first_position;
      to.alternative = from.alternative;
    }
    pages_.back()->rows.push_back(from.rows[row.row]);
  }
}

Scan::~Scan() {
  ShowTo(nullptr);
}

void Scan::ShowTo(OpenScans* open_scans) {
  if (open_scans_ != nullptr)
    open_scans_->Remove(*this);
  open_scans_ = list_ ? open_scans : nullptr;
  if (open_scans_ != nullptr)
    open_scans_->Add(*this);
}

void Scan::Begin(const CancelCheck& cancelled) {
  if (list_)
    list_->Begin(cancelled);
}

Result<bool> Scan::Next(const CancelCheck& cancelled) {
  if (failed_)
    return false;
  derived_.clear();
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
      if (!request_.is_for_details)
        budget_.Allow(kCallsPerRow);
      ReadAhead(cancelled);
      auto shown = IsShown(cancelled);
      if (!shown.ok()) {
        failed_ = true;
        return std::move(shown).error();
      }
      if (*shown)
        return true;
      --delivered_;
      ++row_index_;
      continue;
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

// Whoever has read half a page will probably read the next. In a join each row may have to wait for
// its partners: it begins sooner, and after the first page at once.
void Scan::ReadAhead(const CancelCheck& cancelled) {
  if (read_ahead_at_ == 0 || page_index_ + 1 != pages_.size())
    return;
  size_t at = read_ahead_at_;
  if (feeds_join_)
    at = loaded_pages_ > 1 ? 0 : std::min(at, kJoinReadAheadAt);
  if (row_index_ < at)
    return;
  read_ahead_at_ = 0;
  list_->StartAhead(cancelled, feeds_join_);
}

bool Scan::Rewind() {
  if (!keeps_pages_ || failed_)
    return false;
  started_ = false;
  delivered_ = 0;
  return true;
}

bool Scan::IsOf(const Session& session, const ScanRequest& request) const {
  return session_.get() == &session && request_ == WithOwnColumns(request);
}

bool Scan::StandsInFor(const ScanRequest& request) const {
  const auto has_own_terms = [](const ScanRequest& other) {
    return other.has_parameters || other.stop.has_value();
  };
  return list_ && list_->ReadsListForSearch() && request.route == resources::kSearch &&
         request.resource == request_.resource && request.sort == request_.sort &&
         !has_own_terms(request) && !has_own_terms(request_) &&
         WithOwnColumns(request).columns == request_.columns;
}

bool Scan::WaitsAtNext() const {
  return !failed_ && !exhausted_ && page_index_ + 1 >= pages_.size() &&
         (pages_.empty() || row_index_ + 1 >= pages_.back()->rows.size());
}

ScanFacts Scan::Facts() const {
  ScanFacts facts{.table = TableName(resource()), .rows = delivered_, .pages = loaded_pages_};
  facts.expected_rows = list_ ? list_->expected_rows() : 0;
  if (const int64_t wanted = request_.reads_all_rows ? request_.expected_rows : 0; wanted > 0)
    facts.expected_rows = facts.expected_rows > 0 ? std::min(facts.expected_rows, wanted) : wanted;
  return facts;
}

std::string_view Scan::KeyText() const {
  const LoadedPage& page = current();
  const int slot = page.lane->projection.SlotOf(resource().FindColumn(resource().key.back()));
  return slot < 0 ? std::string_view() : (*page.page)->at(page.rows[row_index_], slot).text();
}

void Scan::AddPage(std::unique_ptr<LoadedPage> loaded) {
  const Lane& lane = *loaded->lane;
  ++loaded_pages_;
  if (lane.completer.is_needed()) {
    loaded->details.parent = loaded->parent;
    const int slot = lane.projection.SlotOf(resource().FindColumn(resource().key.back()));
    for (const size_t row : loaded->rows)
      loaded->details.keys.emplace_back((*loaded->page)->at(row, slot).text());
  }
  kept_rows_ += loaded->rows.size();
  if (*loaded->page)
    kept_bytes_ += (*loaded->page)->bytes();
  const bool is_read_often = is_read_often_ || (list_ && list_->ReadsListForSearch());
  const bool is_too_much =
      is_read_often ? kept_rows_ > kMostKeptForManyReads || kept_bytes_ > kMostBytesForManyReads
                    : kept_rows_ > kMostKeptRows || kept_bytes_ > kMostKeptBytes;
  if (is_too_much && keeps_pages_) {
    keeps_pages_ = false;
    pages_.clear();
    page_index_ = 0;
  }
  pages_.push_back(std::move(loaded));
}

Result<bool> Scan::LoadPage(const CancelCheck& cancelled) {
  auto loaded = std::make_unique<LoadedPage>();
  if (records_) {
    ZD_ASSIGN_OR_RETURN(auto batch, records_->Next(cancelled));
    if (!batch)
      return false;
    loaded->lane = batch->lane;
    loaded->page = std::move(batch->page);
    loaded->rows = std::move(batch->rows);
  } else {
    ZD_ASSIGN_OR_RETURN(auto batch, list_->Next(cancelled));
    if (!batch)
      return false;
    loaded->lane = batch->lane;
    loaded->page = std::make_shared<const std::optional<Page>>(std::move(batch->page));
    loaded->rows = std::move(batch->rows);
    loaded->parent = std::move(batch->parent);
    loaded->first_position = batch->first_position;
    loaded->alternative = batch->alternative;
    read_ahead_at_ = std::max<size_t>(1, loaded->rows.size() / 2);
  }
  AddPage(std::move(loaded));
  return true;
}

size_t Scan::RowsAhead() const {
  if (!request_.reads_all_rows || (list_ && list_->is_superset()))
    return 0;
  if (request_.expected_rows == 0)
    return std::numeric_limits<size_t>::max() - 1;
  return static_cast<size_t>(std::max<int64_t>(0, request_.expected_rows - delivered_));
}

Result<Cell> Scan::Column(int column, const CancelCheck& cancelled) {
  if (column == kRawColumn)
    return FromRecord(column, cancelled);
  const resources::Column& spec = resource().columns[static_cast<size_t>(column)];
  const LoadedPage& page = current();
  if (spec.is_position)
    return Cell::Integer(page.first_position + static_cast<int64_t>(page.rows[row_index_]));
  if (spec.from_request)
    return Cell::Text(page.parent);
  if (spec.IsField())
    return FromRecord(column, cancelled);
  ZD_ASSIGN_OR_RETURN(const Cell whole,
                      FromRecord(resource().FindColumn(spec.derivation.column), cancelled));
  return Derived(spec, whole, derived_);
}

Result<Cell> Scan::FromRecord(int column, const CancelCheck& cancelled) {
  LoadedPage& page = *pages_[page_index_];
  const auto complete = [&] {
    return page.lane->completer.Column(page.details, row_index_, column, RowsAhead(), cancelled);
  };
  if (!CarriesColumn(resource(), column, page.lane->route))
    return complete();
  const int slot = page.lane->projection.SlotOf(column);
  const Cell cell = slot < 0 ? Cell::Null() : (*page.page)->at(page.rows[row_index_], slot);
  if (cell.IsAbsent() && page.lane->fills_gaps)
    return complete();
  if (cell.kind == Cell::Kind::kNull && FillsFromRequest(column))
    return Cell::Text(page.parent);
  return cell;
}

Result<bool> Scan::IsShown(const CancelCheck& cancelled) {
  if (!session_->config().skip_refused)
    return true;
  const LoadedPage& page = current();
  for (const int column : page.lane->completer.RecordColumns()) {
    ZD_RETURN_IF_ERROR(Column(column, cancelled));
    if (page.details.Lacks(row_index_))
      return false;
  }
  return true;
}

// Rows need not repeat the value that was asked for: then the request says it.
bool Scan::FillsFromRequest(int column) const {
  const resources::Parent& parent = resource().list.parent;
  return current().lane->route == kList && column != kRawColumn && !parent.param.empty() &&
         current().parent != parent.all_value &&
         resource().columns[static_cast<size_t>(column)].name == parent.column;
}

}  // namespace zoho_desk::client
