// ListPager: driven by ListSource, one pager for each list, search or slice. Keeps to one promise:
// every row of the list once, or an error. Pages asked for ahead are in list_pager_ahead.cpp,
// refusals in list_pager_errors.cpp.

#include "client/list_pager.h"

#include <algorithm>
#include <utility>

#include "client/record.h"
#include "client/request_log.h"
#include "common/text.h"
#include "common/time_text.h"

namespace zoho_desk::client {
namespace {

// A page may come back empty because rows were deleted: the rows before it are read again. Twice at
// the same place, with rows before it, is no deletion.
constexpr int kMostEmptyPages = 1;

// A server that sends new rows for ever is stopped: far more than any list holds.
constexpr int kMostPages = 20'000;

// Pages in a row that show nothing new: what is inserted before the position while a list is paged
// moves it by pages, but no list goes round in circles.
constexpr int kMostStalePages = 10;

// Rows of a page behind the last one that were shown before: by the overlap of pages, and where 0
// and 1 are the same place. More of them stand where places of hidden rows were stepped over too
// late.
constexpr int64_t kMostRepeatedAtEnd = 2;

// A page without anything new that begins where the list or the page before it begins, instead of
// where it was asked to: the request lost its query on the way, or the server ignores `from`.
constexpr int kMostWrongPages = 2;

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
      list_(seen.NewList()),
      budget_(budget),
      total_(options_.total),
      largest_limit_(session.LargestPage(std::string(route().endpoint), route().max_limit)),
      limit_(largest_limit_),
      paginated_(route().paginated) {
  if (options_.expected_rows > 0 && options_.expected_rows < largest_limit_)
    limit_ = std::max(route().min_limit, static_cast<int>(options_.expected_rows));
}

ApiCall ListPager::BuildCall(const Ask& ask) const {
  ApiCall call{.table = TableName(projection_.resource()),
               .path = route().path,
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
  if (options_.order)
    call.query.emplace_back(kSortParam, options_.order->SortBy());
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
    error.message = TableName(projection_.resource()) + ": GET " + route().path + ": " +
                    error.message +
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
      asks_.push_back({.from = position_, .limit = limit_, .overlaps = overlaps_});
    }
    auto received = Receive(asks_.front(), cancelled);
    const Ask ask = std::move(asks_.front());
    asks_.pop_front();
    if (!received.ok()) {
      DropAsks();
      ZD_ASSIGN_OR_RETURN(const bool again, OnRefusal(std::move(received).error(), ask.from));
      if (again)
        continue;
      return CeilingError();
    }
    std::optional<Page> page = std::move(received).value();
    const bool is_empty = !page || page->size() == 0;
    if (!is_empty && !IsInOrder(*page)) {
      DropAsks();
      return OrderIgnoredError();
    }
    if (has_positions() && ask.overlaps && is_empty)
      return DoesNotGoOnError(ask);
    if (HasGap(ask, page)) {
      // Rows before this page were deleted meanwhile, and others moved up past it.
      DropAsks();
      if (is_empty && IsEmptyAgain(ask.from))
        return EmptyPageError(ask);
      position_ = std::max<int64_t>(0, ask.from - largest_limit_ + 1);
      overlaps_ = position_ > 0;
      limit_ = largest_limit_;
      continue;
    }
    if (is_empty) {
      done_ = true;
      NoteEnd();
      break;
    }
    page_ = std::move(page);
    ZD_RETURN_IF_ERROR(TakePage(ask));
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

// True if asking again makes sense, false if the server goes no deeper.
Result<bool> ListPager::OnRefusal(Error refusal, int64_t from) {
  if (AdaptTo(refusal))
    return true;
  if (RefusesOrder(refusal)) {
    refusal.refusal.field = kSortParam;
    return refusal;
  }
  if (!IsTooDeep(refusal))
    return WithCost(std::move(refusal), budget_, KnownSize(), PagesLeft());
  server_depth_ = from;
  return false;
}

bool ListPager::IsEmptyAgain(int64_t from) {
  empty_pages_ = from == empty_from_ ? empty_pages_ + 1 : 1;
  empty_from_ = from;
  return empty_pages_ > kMostEmptyPages;
}

bool ListPager::HasGap(const Ask& ask, const std::optional<Page>& page) const {
  if (!ask.overlaps || has_positions())
    return false;
  if (!page || page->size() == 0 || !seen_.WasMet(KeyOf(*page, 0), list_))
    return true;
  // Shown before, but edited since: it stands elsewhere now and proves nothing.
  return !options_.order->stable && options_.order->Precedes(last_time_, TimeText(*page, 0));
}

std::string_view ListPager::TimeText(const Page& page, size_t row) const {
  const int slot = options_.order ? projection_.SlotOf(options_.order->column) : -1;
  if (slot < 0 || page.at(row, slot).kind != Cell::Kind::kText)
    return {};
  return page.at(row, slot).text();
}

bool ListPager::PrecedesLast(const Page& page, size_t row) const {
  return options_.order && options_.order->Precedes(TimeText(page, row), last_time_);
}

// As far as its rows tell: the answer to one request is one moment's, so edits do not disturb it.
bool ListPager::IsInOrder(const Page& page) const {
  std::string_view before;
  for (size_t row = 0; options_.order && row < page.size(); ++row) {
    const std::string_view time = TimeText(page, row);
    if (options_.order->Precedes(time, before))
      return false;
    if (!time.empty())
      before = time;
  }
  return true;
}

// Keeps what is new of page_, and decides where the next page begins or that there is none.
Status ListPager::TakePage(const Ask& ask) {
  const bool is_first = !any_page_;
  const std::string key = KeyOf(*page_, 0);
  if (is_first)
    first_key_ = key;
  // Counted from 1, the first rows may be asked for twice.
  const bool begins_anew =
      (ask.from > 1 && key == first_key_) || (ask.from > page_from_ + 1 && key == page_key_);
  any_page_ = true;
  total_ = page_->total().value_or(0);
  if (has_positions() && ask.overlaps && RowsShownBefore() == 0)
    return DoesNotGoOnError(ask);
  const int64_t news = KeepNewRows();
  shown_ += news;
  if (short_rows_ > 0 && news > 0 && options_.short_pages != nullptr)
    options_.short_pages->were_cut = true;
  stale_pages_ = news > 0 ? 0 : stale_pages_ + 1;
  wrong_pages_ = news > 0 || !begins_anew ? 0 : wrong_pages_ + 1;
  const auto rows = static_cast<int64_t>(page_->size());
  if (wrong_pages_ > 0 && rows == shown_ && rows < ask.limit) {
    done_ = true;  // it always shows all it has, whatever `from`
    NoteEnd();
  } else if (stale_pages_ > kMostStalePages || wrong_pages_ >= kMostWrongPages) {
    return RepeatedRowsError();
  } else if (wrong_pages_ > 0) {
    AskAgain(ask);
  } else {
    MoveOn(ask, news, is_first);
  }
  if (done_ || (!asks_.empty() && asks_.front().from != position_))
    DropAsks();
  while (!asks_.empty() && !asks_.back().call && !asks_.back().page &&
         !TakesMoreAsks(asks_.back().from))
    asks_.pop_back();
  return Ok();
}

void ListPager::AskAgain(const Ask& ask) {
  position_ = ask.from;
  overlaps_ = ask.overlaps;
  limit_ = ask.limit;
  DropAsks();
}

void ListPager::MoveOn(const Ask& ask, int64_t news, bool is_first) {
  const size_t last = page_->size() - 1;
  if (options_.order)
    reached_ms_ = TimeIn(*page_, last, projection_, options_.order->column);
  page_from_ = ask.from;
  page_key_ = KeyOf(*page_, 0);
  last_key_ = KeyOf(*page_, last);
  last_time_ = TimeText(*page_, last);
  const auto rows = static_cast<int64_t>(page_->size());
  const bool is_short = rows < ask.limit;
  // Hidden rows took the places behind those that were shown before.
  const bool steps_over = is_short && news == 0;
  position_ = ask.from + (steps_over ? ask.limit : Step(rows));
  overlaps_ = overlap() > 0 && rows > 1 && !steps_over;
  limit_ = largest_limit_;  // only the first page is small
  done_ = done_ || !paginated_ || IsLast(ask, news, is_first);
  if (done_ && news == 0)
    NoteEnd();
  short_rows_ = is_short ? rows : 0;
  ends_soon_ = is_short && total_ <= ask.from + rows;
}

bool ListPager::IsLast(const Ask& ask, int64_t news, bool is_first) const {
  const auto rows = static_cast<int64_t>(page_->size());
  if (rows >= ask.limit)
    return false;
  // The first page's count may be its own.
  const bool is_counted = shown_ == total_ && (!is_first || route().counts_matches);
  return is_counted || (news == 0 && (rows <= kMostRepeatedAtEnd || rows == shown_)) ||
         IsShortLikeOthers(rows, ask.limit);
}

bool ListPager::IsShortLikeOthers(int64_t rows, int limit) const {
  const ShortPages* const others = options_.short_pages;
  return others != nullptr && !others->were_cut && rows <= others->longest_last &&
         2 * rows <= limit;
}

// Nothing followed the last page.
void ListPager::NoteEnd() const {
  if (options_.short_pages != nullptr)
    options_.short_pages->longest_last = std::max(options_.short_pages->longest_last, short_rows_);
}

bool ListPager::IsBeyondStop(size_t row) const {
  if (!options_.stop || !options_.order)
    return false;
  const ScanRequest::Stop& stop = *options_.stop;
  const int slot = projection_.SlotOf(stop.column);
  const Cell& cell = page_->at(row, slot);
  if (cell.kind != Cell::Kind::kText)
    return false;
  return stop.descending ? cell.text() < stop.bound : cell.text() > stop.bound;
}

std::string ListPager::KeyOf(const Page& page, size_t row) const {
  if (has_positions())
    return std::string(page.at(row, projection_.raw_slot()).text());
  // Rows of a composite key differ in the parent, for which the caller keeps one SeenKeys
  // each.
  std::string joined;
  const resources::Resource& resource = projection_.resource();
  for (const std::string_view key : resource.key) {
    const int slot = projection_.SlotOf(resource.FindColumn(key));
    if (slot >= 0)
      AppendToList(joined, page.at(row, slot).text(), "/");
  }
  return joined;
}

// With positions: how many rows of the page the page before has shown, at its end. The fewest that
// fit: what came in front since then moves the list by more than the overlap.
size_t ListPager::RowsShownBefore() const {
  const size_t most = std::min(page_->size(), page_rows_.size());
  for (size_t rows = 1; rows <= most; ++rows) {
    size_t same = 0;
    while (same < rows && KeyOf(*page_, same) == page_rows_[page_rows_.size() - rows + same])
      ++same;
    if (same == rows)
      return rows;
  }
  return 0;
}

// Fills new_rows_; returns how many rows of the page this list has not shown before.
int64_t ListPager::KeepNewRows() {
  int64_t news = 0;
  new_rows_.clear();
  if (has_positions()) {
    for (size_t row = RowsShownBefore(); row < page_->size(); ++row)
      new_rows_.push_back(row);
    page_rows_.clear();
    for (size_t row = 0; row < page_->size(); ++row)
      page_rows_.push_back(KeyOf(*page_, row));
    delivered_ += static_cast<int64_t>(new_rows_.size());
    return static_cast<int64_t>(new_rows_.size());
  }
  for (size_t row = 0; row < page_->size(); ++row) {
    if (IsBeyondStop(row)) {
      done_ = true;
      break;
    }
    const SeenKeys::Met met = seen_.Meet(KeyOf(*page_, row), list_);
    news += met == SeenKeys::Met::kHere ? 0 : 1;
    // A row that entered the filter meanwhile would break an order that SQL relies on.
    const bool keeps_order = !options_.order || options_.order->ours || !PrecedesLast(*page_, row);
    if (met == SeenKeys::Met::kNever && keeps_order)
      new_rows_.push_back(row);
  }
  delivered_ += static_cast<int64_t>(new_rows_.size());
  return news;
}

}  // namespace zoho_desk::client
