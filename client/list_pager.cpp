#include "client/list_pager.h"

#include <algorithm>
#include <array>
#include <utility>

#include "client/record.h"
#include "client/request_log.h"
#include "common/time_text.h"

namespace zoho_desk::client {
namespace {

// Page sizes that servers are known to fall back to without saying so. A first page of exactly that
// many rows may have been cut, so one more page is asked for before the list counts as complete.
constexpr std::array<int64_t, 4> kSuspiciousPageSizes = {10, 25, 50, 99};

// A page may come back empty because rows were deleted: the rows before it are read again. Twice at
// the same place, with rows before it, is no deletion.
constexpr int kMostEmptyPages = 1;

// A server that sends new rows for ever is stopped: far more than any list holds.
constexpr int kMostPages = 20'000;

// One page may repeat wholly (limit 1 on an endpoint counted from 1); more means `from` is ignored.
constexpr int kMostStalePages = 2;

}  // namespace

std::optional<int64_t> TimeIn(const Page& page, size_t row, const Projection& projection,
                              int column) {
  const int slot = column < 0 ? -1 : projection.SlotOf(column);
  if (slot < 0)
    return std::nullopt;
  const Cell& cell = page.at(row, slot);
  return cell.kind == Cell::Kind::kText ? ParseIsoMillis(cell.text()) : std::nullopt;
}

ListPager::ListPager(Session& session, const Projection& projection, Options options,
                     SeenKeys& seen, RequestBudget& budget)
    : session_(session),
      projection_(projection),
      options_(std::move(options)),
      seen_(seen),
      budget_(budget),
      total_(options_.total),
      largest_limit_(session.LargestPage(std::string(route().path), route().max_limit)),
      limit_(largest_limit_),
      paginated_(route().paginated) {
  if (options_.expected_rows > 0 && options_.expected_rows < largest_limit_)
    limit_ = std::max(route().min_limit, static_cast<int>(options_.expected_rows));
}

ApiCall ListPager::BuildCall(const Ask& ask) const {
  ApiCall call{.table = TableName(projection_.resource()),
               .path = std::string(route().path),
               .headers = options_.headers,
               .scopes = std::string(route().scopes),
               .needs_org = projection_.resource().needs_org,
               .missing_is_ok = options_.part_was_listed && !any_page_};
  if (!any_page_)
    call.part = options_.part;
  const QueryParams& params = options_.params;
  for (const resources::FixedParam& fixed : route().fixed) {
    const bool replaced = std::any_of(params.begin(), params.end(),
                                      [&](const auto& own) { return own.first == fixed.name; });
    if (!replaced)
      call.query.emplace_back(fixed.name, fixed.value);
  }
  call.query.insert(call.query.end(), params.begin(), params.end());
  if (!options_.sort.empty())
    call.query.emplace_back("sortBy", options_.sort);
  if (paginated_) {
    call.query.emplace_back("from", std::to_string(route().first_index + ask.from));
    call.query.emplace_back("limit", std::to_string(ask.limit));
  }
  return call;
}

void ListPager::Send(Ask& ask) const {
  ask.call = std::make_unique<PendingCall>(session_, BuildCall(ask), budget_);
}

Result<std::optional<Page>> ListPager::Receive(Ask& ask, const CancelCheck& cancelled) const {
  if (ask.page)
    return std::exchange(ask.page, std::nullopt);
  if (!ask.call)
    Send(ask);
  auto received = ask.call->WaitAnd(
      cancelled, [&](ApiAnswer answer) { return Decode(ask, std::move(answer)); });
  ask.call.reset();
  return received;
}

Result<std::optional<Page>> ListPager::Decode(Ask& ask, ApiAnswer answer) const {
  if (answer.limit > 0)
    ask.limit = answer.limit;  // from the cache, and made for a larger page
  if (answer.status != 200) {
    SetRequestRows(answer.log_id, 0);
    return std::optional<Page>();
  }
  auto page = Page::DecodeRows(std::move(answer.body), route().data_key, projection_);
  if (!page.ok()) {
    Error error = std::move(page).error();
    error.message = TableName(projection_.resource()) + ": GET " + std::string(route().path) +
                    ": " + error.message +
                    "; nothing of it was used. Try again, and check what stands between you and "
                    "Zoho (proxy, ZOHO_DESK_API_BASE) if it stays";
    SetRequestError(answer.log_id, error.message);
    return error;
  }
  SetRequestRows(answer.log_id, static_cast<int64_t>(page->size()));
  return std::optional<Page>(std::move(page).value());
}

bool ListPager::IsPastDepth(int64_t from, int limit) const {
  if (!paginated_ || from == 0)
    return false;
  const bool past_documented_end =
      route().max_from >= 0 && route().first_index + from > route().max_from;
  return past_documented_end || (options_.depth > 0 && from + limit > options_.depth);
}

Result<bool> ListPager::NextPage(const CancelCheck& cancelled) {
  while (!done_) {
    if (asks_.empty()) {
      if (IsPastDepth(position_, limit_))
        return CeilingError();
      asks_.push_back({.from = position_, .limit = limit_});
    }
    auto received = Receive(asks_.front(), cancelled);
    if (!received.ok()) {
      const bool adapted = AdaptTo(received.error());
      const bool too_deep = !adapted && IsTooDeep(received.error());
      const int64_t from = asks_.front().from;
      DropAsks();
      if (adapted)
        continue;
      if (!too_deep)
        return WithCost(std::move(received).error(), budget_, KnownSize(), PagesLeft());
      server_depth_ = from;
      return CeilingError();
    }
    const Ask ask = std::move(asks_.front());
    asks_.pop_front();
    std::optional<Page> page = std::move(received).value();
    if (HasGap(ask, page)) {
      // Rows before this page were deleted meanwhile, and others moved up past it.
      DropAsks();
      if ((!page || page->size() == 0) && IsEmptyAgain(ask.from))
        return EmptyPageError(ask);
      position_ = std::max<int64_t>(0, ask.from - largest_limit_ + 1);
      limit_ = largest_limit_;
      continue;
    }
    if (!page) {
      done_ = true;
      break;
    }
    page_ = std::move(page);
    Advance(ask);
    if (stale_pages_ >= kMostStalePages) {
      return Error{Code::kBadResponse, TableName(projection_.resource()) +
                                           ": the server repeats the same rows at from=" +
                                           std::to_string(route().first_index + position_) +
                                           "; stopping here would lose the rest. Try again"};
    }
    if (seen_.is_full())
      return TooManyKeysError();
    if (++pages_ > kMostPages) {
      DropAsks();
      return CeilingError();
    }
    if (!new_rows_.empty())
      return true;
  }
  DropAsks();
  return false;
}

bool ListPager::IsEmptyAgain(int64_t from) {
  empty_pages_ = from == empty_from_ ? empty_pages_ + 1 : 1;
  empty_from_ = from;
  return empty_pages_ > kMostEmptyPages;
}

bool ListPager::HasGap(const Ask& ask, const std::optional<Page>& page) const {
  if (!options_.overlaps || ask.from == 0)
    return false;
  if (!page || page->size() == 0 || !seen_.Contains(KeyOf(*page, 0)))
    return true;
  // Seen, but edited since: it stands elsewhere now and proves nothing.
  return options_.edits_move && ComesBefore(last_time_, TimeText(*page, 0));
}

std::string_view ListPager::TimeText(const Page& page, size_t row) const {
  const int slot = options_.time_column < 0 ? -1 : projection_.SlotOf(options_.time_column);
  if (slot < 0 || page.at(row, slot).kind != Cell::Kind::kText)
    return {};
  return page.at(row, slot).text();
}

// In the order of the rows. Times of another form than the rest are not compared.
bool ListPager::ComesBefore(std::string_view time, std::string_view other) const {
  if (time.size() != other.size() || time.empty())
    return false;
  return options_.sort.starts_with('-') ? time > other : time < other;
}

void ListPager::Advance(const Ask& ask) {
  const auto rows = static_cast<int64_t>(page_->size());
  const bool first_page = !any_page_;
  any_page_ = true;
  total_ = page_->total().value_or(0);
  KeepNewRows();
  if (rows > 0) {
    reached_ms_ = TimeIn(*page_, page_->size() - 1, projection_, options_.time_column);
    last_key_ = KeyOf(*page_, page_->size() - 1);
    last_time_ = TimeText(*page_, page_->size() - 1);
  }
  position_ = ask.from + std::max<int64_t>(0, rows - overlap());
  limit_ = largest_limit_;  // only the first page is small
  if (!paginated_ || rows == 0 || done_) {
    done_ = true;
    return;
  }
  const int64_t end = ask.from + rows;
  if (rows >= ask.limit) {
    // A count that equals the first page's rows may be the page's own.
    done_ = total_ == end && !first_page;
  } else if (total_ <= end || rows <= overlap()) {
    const bool maybe_cut = first_page && total_ == 0 &&
                           std::find(kSuspiciousPageSizes.begin(), kSuspiciousPageSizes.end(),
                                     rows) != kSuspiciousPageSizes.end();
    if (maybe_cut)
      largest_limit_ = limit_ = static_cast<int>(rows);
    else
      done_ = true;
  }
  if (done_ || (!asks_.empty() && asks_.front().from != position_))
    DropAsks();
  while (!asks_.empty() && !asks_.back().call && !asks_.back().page &&
         !TakesMoreAsks(asks_.back().from))
    asks_.pop_back();
}

bool ListPager::ContinuesBelowDepth() const {
  return !done_ && options_.depth > 0 && total_ > options_.depth;
}

int64_t ListPager::RowsBelowDepth() const {
  const int64_t end = asks_.empty() ? position_ : asks_.back().from + asks_.back().limit;
  return std::max<int64_t>(1, total_ - end + overlap());
}

int64_t ListPager::RowsAfterPage() const {
  if (done_ || total_ <= 0)
    return done_ ? 0 : -1;
  return std::max<int64_t>(0, total_ - position_ - overlap());
}

bool ListPager::TakesMoreAsks(int64_t from) const {
  if (!paginated_ || done_ || IsPastDepth(from, largest_limit_))
    return false;
  if (total_ > 0 && from + overlap() >= total_ && from > 0)
    return false;
  return options_.expected_rows == 0 || from + overlap() < options_.expected_rows;
}

// With a known end every page down to it is planned, else as many as may be sent.
void ListPager::PlanAsks(size_t most) {
  if (!any_page_ && total_ == 0)
    return;
  const bool end_is_near = total_ > 0 && options_.depth > 0;
  for (;;) {
    const int64_t from =
        asks_.empty() ? position_ : asks_.back().from + asks_.back().limit - overlap();
    if ((asks_.size() >= most && !end_is_near) || !TakesMoreAsks(from))
      return;
    asks_.push_back({.from = from, .limit = asks_.empty() ? limit_ : largest_limit_});
  }
}

size_t ListPager::StartAhead(size_t most, const CancelCheck& cancelled) {
  PlanAsks(most);
  size_t started = 0;
  for (const Ask& ask : asks_)
    started += ask.call || ask.page ? 1U : 0U;
  // Where the list goes on below the depth, its last page tells where: it goes out early.
  const bool continues = !asks_.empty() && ContinuesBelowDepth();
  const auto start = [&](Ask& ask) {
    if (started >= most || ask.call || ask.page)
      return;
    Send(ask);
    if (ask.call->Start(cancelled).ok())
      ++started;
    else
      ask.call.reset();  // its turn will tell why
  };
  if (!asks_.empty())
    start(asks_.front());
  if (continues)
    start(asks_.back());
  for (Ask& ask : asks_)
    start(ask);
  return started;
}

size_t ListPager::PagesUntil(int64_t total) const {
  const int64_t step = std::max(1, largest_limit_ - overlap());
  const int64_t rows = done_ ? 0 : std::max<int64_t>(0, total - position_ - overlap());
  return static_cast<size_t>((rows + step - 1) / step);
}

bool ListPager::HasStartedAll() const {
  if (done_)
    return true;
  if (asks_.empty())
    return any_page_ && !TakesMoreAsks(position_);
  return std::all_of(asks_.begin(), asks_.end(),
                     [](const Ask& ask) { return ask.call || ask.page; }) &&
         !TakesMoreAsks(asks_.back().from + asks_.back().limit - overlap());
}

// The page if it has come; an error is left to its turn, when it is asked for again.
const Page* ListPager::Peek(Ask& ask, const CancelCheck& cancelled) const {
  if (!ask.page && ask.call && PeekedBytes() < kMostKeptBytes && ask.call->Poll()) {
    auto page = Receive(ask, cancelled);
    if (page.ok())
      ask.page = std::move(page).value();
  }
  return ask.page && ask.page->size() > 0 ? &*ask.page : nullptr;
}

const Page* ListPager::LastPage(const CancelCheck& cancelled) {
  if (asks_.empty() || TakesMoreAsks(asks_.back().from + asks_.back().limit - overlap()))
    return nullptr;
  return Peek(asks_.back(), cancelled);
}

std::vector<const Page*> ListPager::ArrivedPages(const CancelCheck& cancelled) {
  std::vector<const Page*> pages;
  for (Ask& ask : asks_) {
    const Page* page = Peek(ask, cancelled);
    if (page == nullptr)
      break;
    pages.push_back(page);
  }
  return pages;
}

bool ListPager::IsBeyondStop(size_t row) const {
  if (!options_.stop)
    return false;
  const ScanRequest::Stop& stop = *options_.stop;
  const int slot = projection_.SlotOf(stop.column);
  const Cell& cell = page_->at(row, slot);
  if (cell.kind != Cell::Kind::kText)
    return false;
  return stop.descending ? cell.text() < stop.bound : cell.text() > stop.bound;
}

std::string ListPager::KeyOf(const Page& page, size_t row) const {
  // Rows of a composite key differ in the fan-out value, for which the caller keeps one SeenKeys
  // each.
  std::string joined;
  const resources::Resource& resource = projection_.resource();
  for (const std::string_view key : resource.key) {
    const int slot = projection_.SlotOf(resource.FindColumn(key));
    if (slot >= 0)
      joined.append(joined.empty() ? "" : "/").append(page.at(row, slot).text());
  }
  return joined;
}

void ListPager::KeepNewRows() {
  new_rows_.clear();
  for (size_t row = 0; row < page_->size(); ++row) {
    if (IsBeyondStop(row)) {
      done_ = true;
      break;
    }
    if (!seen_.Insert(KeyOf(*page_, row)))
      continue;
    const bool keeps_order =
        options_.sort_is_ours || !ComesBefore(TimeText(*page_, row), last_time_);
    if (keeps_order)
      new_rows_.push_back(row);
  }
  delivered_ += static_cast<int64_t>(new_rows_.size());
  // A server that ignores `from` sends the same page again and again. Rows seen in another list do
  // not count.
  std::string first_key = page_->size() > 0 ? KeyOf(*page_, 0) : std::string();
  const bool repeats = new_rows_.empty() && !first_key.empty() && first_key == first_key_ && !done_;
  stale_pages_ = repeats ? stale_pages_ + 1 : 0;
  first_key_ = std::move(first_key);
}

}  // namespace zoho_desk::client
