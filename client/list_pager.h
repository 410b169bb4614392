#pragma once

// Pages through one list or search endpoint without losing or doubling a row.
//
// The index base differs per endpoint and is uncertain for some, and so is whether rows that the
// token may not see count. Loss-free under either reading: start at the lowest index the API
// allows, advance by the rows received, drop rows already seen (docs/DECISIONS.md, "Paging").
// Where rows come in an order, pages overlap by one row: a page that does not begin with a row of
// this list shows that rows before it were deleted, and the pager steps back.
//
// Rows without anything that tells them apart have positions (Resource::HasPositions). Their pages
// overlap too, and are joined where the end of one is the beginning of the next, so that neither
// equal rows nor rows that came in front meanwhile make a difference. Rows of such lists are not
// deleted: a page that does not go on where the last one ended is an error.
//
// A page shorter than asked proves no end, since servers cut pages and leave out hidden rows. The
// end is an empty page, a short one that shows no more than the row by which pages overlap, or a
// short one where the count of all rows ends; where a scan reads many lists, see ShortPages.

#include <cstdint>
#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "client/page.h"
#include "client/page_route.h"
#include "client/scan_request.h"
#include "client/seen_keys.h"
#include "client/server_order.h"
#include "client/session.h"
#include "common/cancel.h"
#include "common/status.h"
#include "common/url.h"
#include "resources/resource.h"

namespace zoho_desk::client {

// The time in that row and column; nullopt if there is none that can be read.
std::optional<int64_t> TimeIn(const Page& page, size_t row, const Projection& projection,
                              int column);

// What the lists of one scan have shown of short pages, where it reads many: most have few rows,
// and asking each for what follows would double the price of all. A page of at most half its limit
// that is no longer than one that was a list's last is taken for the last of its own, unless a
// short page was followed by more.
struct ShortPages {
  int64_t longest_last = 0;  // in rows
  bool were_cut = false;
};

// Not thread-safe. Rows are counted from 0, whatever the endpoint counts from; keys and times are
// as the page's cells have them.
class ListPager {
 public:
  struct Options {
    PageRoute route;
    QueryParams params{};  // sent besides the route's fixed ones
    Part part{};           // ApiCall::part of the first page; empty: the list is the whole table
    bool part_was_listed = false;  // a list showed the part: if it is missing now, it is gone
    std::vector<http::Header> headers{};
    std::optional<ServerOrder> order{};       // none: as the server likes, without overlap
    std::optional<ScanRequest::Stop> stop{};  // where a walk in that order ends
    int64_t expected_rows = 0;                // size of the first page; 0: as large as it may be
    int64_t depth =
        0;  // rows to go down to before Signal::kCeilingReached; 0: as the server allows
    int64_t total = 0;  // how many rows there are, if it is known before the first page
    ShortPages* short_pages = nullptr;  // outlives the pager; null: the scan reads one list
  };

  // Keeps references to session, projection, seen and budget, which outlive the pager.
  ListPager(Session& session, const Projection& projection, Options options, SeenKeys& seen,
            RequestBudget& budget);

  // Fetches the next page that has rows nobody saw before; false at the end of the list. At
  // Options::depth, or when the API refuses to go deeper although more rows may exist, an error
  // with Signal::kCeilingReached says how many rows came. IsOrderRefusal: the server takes no
  // such order, or rows come in another; nothing of that page was used.
  Result<bool> NextPage(const CancelCheck& cancelled);

  // The current page and the indexes of its rows not seen before, in order. May be moved from.
  Page& page() { return *page_; }
  std::vector<size_t>& new_rows() { return new_rows_; }

  // Sends requests for pages that will surely or probably be read, so that at most `most` are under
  // way or waiting; returns how many are. Nothing but the first page is asked for before that has
  // come, unless the total is known.
  size_t StartAhead(size_t most, const CancelCheck& cancelled);
  // Whether it is known where the rows end, so that nothing is sent in vain.
  bool KnowsItsEnd() const { return done_ || total_ > 0 || options_.expected_rows > 0; }
  // Whether the last page was short, so that the next one probably shows that it was the last.
  bool EndsSoon() const { return ends_soon_; }
  // How many pages follow the current one if the rows end there.
  size_t PagesUntil(int64_t total) const;
  // Whether there is nothing left to send.
  bool HasStartedAll() const;
  // The pages after the current one that have come, in order. Valid until the next call here.
  std::vector<const Page*> ArrivedPages(const CancelCheck& cancelled);
  // Whether rows follow below Options::depth, as far as a count told.
  bool ContinuesBelowDepth() const;
  int64_t RowsBelowDepth() const;
  // The last page before Options::depth, if it has come ahead of its turn. Needs
  // ContinuesBelowDepth.
  const Page* LastPage(const CancelCheck& cancelled);

  // The place in the list of the first row of the current page, which has new rows, where rows have
  // positions.
  int64_t PositionOfPage() const {
    return delivered_ - static_cast<int64_t>(new_rows_.size() + new_rows_.front());
  }
  // How many rows follow the current page, as far as a count told; -1: unknown.
  int64_t RowsAfterPage() const;

  const std::optional<ServerOrder>& order() const { return options_.order; }
  // The time of the last row that came, in the order's column.
  std::optional<int64_t> reached_ms() const { return reached_ms_; }
  // The same as text, for the pager of the slice that follows: rows that come before it in the
  // order entered the filter meanwhile, and would break an order that the query asked for.
  const std::string& last_time() const { return last_time_; }
  void SetLastTime(std::string time) { last_time_ = std::move(time); }
  // The key of that row.
  const std::string& last_key() const { return last_key_; }
  // After kCeilingReached: whether the server said so, and the depth it allows.
  std::optional<int64_t> server_depth() const { return server_depth_; }
  // Goes on a page, or without a limit, past Options::depth.
  void GoDeeper() { options_.depth += largest_limit_; }
  void GoAsDeepAsPossible() { options_.depth = 0; }

 private:
  // The request for one page: planned, under way, or answered ahead of its turn (prefetch).
  struct Ask {
    int64_t from = 0;  // index of its first row, counted from 0
    int limit = 0;
    bool overlaps = false;                // begins with the last row of the page before
    std::unique_ptr<PendingCall> call{};  // null: not sent
    std::optional<Page> page{};           // came ahead of its turn
  };

  ApiCall BuildCall(const Ask& ask) const;
  void Send(Ask& ask) const;
  // The page; nullopt if the answer has no content.
  Result<std::optional<Page>> Receive(Ask& ask, const CancelCheck& cancelled) const;
  Result<std::optional<Page>> Decode(Ask& ask, ApiAnswer answer) const;
  Result<bool> OnRefusal(Error refusal, int64_t from);
  bool AdaptTo(const Error& error);
  bool RefusesOrder(const Error& error) const;
  bool IsTooDeep(const Error& error) const;
  bool IsPastDepth(int64_t from, int limit) const;
  void PlanAsks(size_t most);
  bool TakesMoreAsks(int64_t from) const;
  void DropAsks() { asks_.clear(); }
  const Page* Peek(Ask& ask, const CancelCheck& cancelled) const;
  // Of the pages that have come ahead and are decoded.
  size_t PeekedBytes() const {
    size_t bytes = 0;
    for (const Ask& ask : asks_)
      bytes += ask.page ? ask.page->bytes() : 0;
    return bytes;
  }
  bool HasGap(const Ask& ask, const std::optional<Page>& page) const;
  bool IsInOrder(const Page& page) const;
  Status TakePage(const Ask& ask);
  void MoveOn(const Ask& ask, int64_t news, bool is_first);
  bool IsLast(const Ask& ask, int64_t news, bool is_first) const;
  bool IsShortLikeOthers(int64_t rows, int limit) const;
  void NoteEnd() const;
  void AskAgain(const Ask& ask);
  int64_t KeepNewRows();
  bool IsBeyondStop(size_t row) const;
  std::string KeyOf(const Page& page, size_t row) const;
  size_t RowsShownBefore() const;
  Error DoesNotGoOnError(const Ask& ask) const;
  Error CeilingError() const;
  Error TooManyKeysError() const;
  bool IsEmptyAgain(int64_t from);
  Error EmptyPageError(const Ask& ask) const;
  Error OrderIgnoredError() const;
  Error RepeatedRowsError() const;
  int64_t PagesLeft() const;
  std::string KnownSize() const;
  const PageRoute& route() const { return options_.route; }
  bool has_positions() const { return projection_.resource().HasPositions(); }
  int overlap() const { return options_.order || has_positions() ? 1 : 0; }
  // How far after the start of a page of so many rows the next one begins.
  int64_t Step(int64_t rows) const { return rows > 1 ? rows - overlap() : rows; }
  int64_t FromAfter(const Ask& ask) const { return ask.from + Step(ask.limit); }
  bool PrecedesLast(const Page& page, size_t row) const;
  std::string_view TimeText(const Page& page, size_t row) const;

  Session& session_;
  const Projection& projection_;
  Options options_;
  SeenKeys& seen_;
  const SeenKeys::List list_;
  RequestBudget& budget_;

  std::optional<Page> page_;
  std::vector<size_t> new_rows_;
  std::vector<std::string> page_rows_;  // of the page before, where rows have positions
  std::deque<Ask> asks_;                // the next page and those after it, without gaps
  int64_t position_ = 0;                // index of the first row of the next page
  bool overlaps_ = false;               // which is the last one of the page before
  int64_t delivered_ = 0;
  int64_t shown_ = 0;  // rows of this list so far, those included that other lists showed
  int pages_ = 0;
  int64_t total_ = 0;  // as the latest answer says; 0: unknown
  std::optional<int64_t> server_depth_;
  std::optional<int64_t> reached_ms_;
  std::string first_key_;  // of the list
  std::string page_key_;   // the first one of the last page
  int64_t page_from_ = 0;  // where that page began
  std::string last_key_;
  std::string last_time_;
  int largest_limit_;  // what the server takes
  int limit_;          // what the next page asks for
  bool paginated_;
  bool any_page_ = false;
  bool ends_soon_ = false;
  int64_t short_rows_ = 0;  // of the last page, if it was short
  bool done_ = false;
  int empty_pages_ = 0;  // in a row at empty_from_, where there should be rows
  int64_t empty_from_ = 0;
  int stale_pages_ = 0;  // in a row, that showed nothing new
  int wrong_pages_ = 0;  // of them, begun where the list begins instead of where it was asked
};

}  // namespace zoho_desk::client
