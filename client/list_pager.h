#pragma once

// Pages through one list or search endpoint without losing or doubling a row.
//
// The index base differs per endpoint and is uncertain for some. Loss-free under either reading:
// start at the lowest index the API allows, advance by the rows received, drop rows already seen
// (docs/ARCHITECTURE.md, "Paging"). Where rows come in an order that edits do not change, pages
// overlap by one row: a page that does not begin with a row seen before shows that rows before it
// were deleted, and the pager steps back.

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
#include "client/session.h"
#include "common/cancel.h"
#include "common/status.h"
#include "common/url.h"
#include "resources/resource.h"

namespace zoho_desk::client {

// The time in that row and column; nullopt if there is none that can be read.
std::optional<int64_t> TimeIn(const Page& page, size_t row, const Projection& projection,
                              int column);

class ListPager {
 public:
  struct Options {
    PageRoute route;
    QueryParams params{};  // sent besides the route's fixed ones
    Part part{};           // ApiCall::part of the first page; empty: the list is the whole table
    bool part_was_listed = false;  // a list showed the part: if it is missing now, it is gone
    std::vector<http::Header> headers{};
    std::string sort{};         // sortBy; empty: as the server likes
    bool sort_is_ours = false;  // nobody asked for that order: do without it if the server refuses
    bool overlaps = false;      // in order of time_column: pages overlap by a row
    bool edits_move = false;    // an edited row moves to where the newest are
    int64_t expected_rows = 0;  // size of the first page; 0: as large as it may be
    int64_t depth = 0;     // rows to go down to before kCeilingReached; 0: as the server allows
    int time_column = -1;  // whose value in the last row reached_ms tells; -1: none
    int64_t total = 0;     // how many rows there are, if it is known before the first page
    std::optional<ScanRequest::Stop> stop{};  // where a walk in server order ends
  };

  // Keeps references to session, projection, seen and budget, which outlive the pager.
  ListPager(Session& session, const Projection& projection, Options options, SeenKeys& seen,
            RequestBudget& budget);

  // Fetches the next page that has rows nobody saw before; false at the end of the list. At
  // Options::depth, or when the API refuses to go deeper although more rows may exist, an error
  // with Signal::kCeilingReached says how many rows came.
  Result<bool> NextPage(const CancelCheck& cancelled);

  // The current page and the indexes of its rows not seen before, in order. May be moved from.
  Page& page() { return *page_; }
  std::vector<size_t>& new_rows() { return new_rows_; }

  // Sends requests for pages that will surely or probably be read, so that at most `most` are under
  // way or waiting; returns how many are. Nothing is sent before the first full page has come,
  // unless the total is known.
  size_t StartAhead(size_t most, const CancelCheck& cancelled);
  // Whether it is known where the rows end, so that nothing is sent in vain.
  bool KnowsItsEnd() const { return done_ || total_ > 0 || options_.expected_rows > 0; }
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

  // How many rows follow the current page, as far as a count told; -1: unknown.
  int64_t RowsAfterPage() const;

  // The time in the last row that came, of Options::time_column.
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
  // A page to ask for or asked for.
  struct Ask {
    int64_t from = 0;  // index of its first row, counted from 0
    int limit = 0;
    std::unique_ptr<PendingCall> call{};  // null: not sent
    std::optional<Page> page{};           // came ahead of its turn
  };

  ApiCall BuildCall(const Ask& ask) const;
  void Send(Ask& ask) const;
  // The page; nullopt if the answer has no content.
  Result<std::optional<Page>> Receive(Ask& ask, const CancelCheck& cancelled) const;
  Result<std::optional<Page>> Decode(Ask& ask, ApiAnswer answer) const;
  bool AdaptTo(const Error& error);
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
  void Advance(const Ask& ask);
  void KeepNewRows();
  bool IsBeyondStop(size_t row) const;
  std::string KeyOf(const Page& page, size_t row) const;
  Error CeilingError() const;
  Error TooManyKeysError() const;
  bool IsEmptyAgain(int64_t from);
  Error EmptyPageError(const Ask& ask) const;
  int64_t PagesLeft() const;
  std::string KnownSize() const;
  const PageRoute& route() const { return options_.route; }
  int overlap() const { return options_.overlaps ? 1 : 0; }
  std::string_view TimeText(const Page& page, size_t row) const;
  bool ComesBefore(std::string_view time, std::string_view other) const;

  Session& session_;
  const Projection& projection_;
  Options options_;
  SeenKeys& seen_;
  RequestBudget& budget_;

  std::optional<Page> page_;
  std::vector<size_t> new_rows_;
  std::deque<Ask> asks_;  // the next page and those after it, without gaps
  int64_t position_ = 0;  // index of the first row of the next page
  int64_t delivered_ = 0;
  int pages_ = 0;
  int64_t total_ = 0;  // as the latest answer says; 0: unknown
  std::optional<int64_t> server_depth_;
  std::optional<int64_t> reached_ms_;
  std::string last_key_;
  std::string last_time_;
  int largest_limit_;  // what the server takes
  int limit_;          // what the next page asks for
  bool paginated_;
  bool any_page_ = false;
  bool done_ = false;
  int empty_pages_ = 0;  // in a row at empty_from_, where there should be rows
  int64_t empty_from_ = 0;
  int stale_pages_ = 0;    // pages in a row that begin like the one before and have no new key
  std::string first_key_;  // of the page before
};

}  // namespace zoho_desk::client
