#pragma once

// The pages of a scan by list or search, in order: a list for each parent, where lists need
// one, several at a time; asks ahead, and passes the depth at which offsets get dear or end.
//
// Past the ceiling: a list or search in order of createdTime (or modifiedTime) goes on as a search
// for the times after its last row. A slice begins a second before the point reached, because
// whether bounds are inclusive is undocumented; rows that come again are dropped. So every page
// costs what a shallow one does, and no number of rows is too large. A list without an order, be it
// that it refuses one, tells nothing of what is left: the search that takes over begins anew.
//
// What is being read (the first of the streams), and what follows when it ends early:
//
//               (end of its rows: the next stream, else the next part, else the scan ends)
//                        ^                                ^
//                        |                                |
//   parts --OpenPart--> PART --too deep: OpenSlice--> SLICE <---+
//     ^                  |    (a list is paused)       |  |     | too deep: the slice that follows,
//     |   order refused: |                             |  +-----+ or, at one instant, a page deeper
//     +-- read anew -----+                             |
//     |   without it     |                             |
//     |                  |                             | refused: the paused list goes on,
//     +-- the whole <----+-----------------------------+--> LIST, as deep as it gets
//         list instead     search refused,
//                          or no slice can follow it
//
// What comes again on any of these ways is dropped as seen. Where no way leads on (an order or a
// parameter that the query depends on, a list that no search continues), the refusal is the error.

#include <cstdint>
#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "client/count.h"
#include "client/lane.h"
#include "client/list_pager.h"
#include "client/page.h"
#include "client/scan_request.h"
#include "client/seen_keys.h"
#include "client/session.h"
#include "client/time_slices.h"
#include "common/cancel.h"
#include "common/status.h"

namespace zoho_desk::client {

class Scan;

// Not thread-safe.
class ListSource {
 public:
  // What Next hands over: a page and which of its rows are new.
  struct Batch {
    Lane* lane = nullptr;  // outlives the scan's pages
    Page page;
    std::vector<size_t> rows;  // of the page, those not seen before, in order
    std::string parent;
    int64_t first_position = 0;  // of the page's first row, where rows have positions
    size_t alternative = 0;      // index into request.alternatives
  };

  // `request`, `lanes`, `budget` and `short_pages` outlive this; `request` must not change. Lists
  // that other scans read too share `short_pages`; null: there are none.
  ListSource(std::shared_ptr<Session> session, const ScanRequest& request, Lanes& lanes,
             RequestBudget& budget, ShortPages* short_pages);
  ListSource(const ListSource&) = delete;
  ListSource& operator=(const ListSource&) = delete;
  ~ListSource();

  // The next page with rows; nullopt at the end.
  Result<std::optional<Batch>> Next(const CancelCheck& cancelled);

  // Call once a page when it has been read in part: the next will probably be read too. Sends
  // requests for what comes next, more each time, up to twice ZOHO_DESK_CONCURRENCY of them waiting
  // or under way. Where a list ends it does not tell, and a request past its end costs as much as
  // any other: there, more than the next page are asked for only after many pages, or after a
  // search has counted the rows, which is asked of it once the list has turned out to be long.
  // A query that reads every row of a search, and a join, whose inner table waits for what these
  // rows hold, begin with several.
  void StartAhead(const CancelCheck& cancelled, bool for_join = false);

  // Sends the first request, if that is for rows, without waiting for its answer.
  void Begin(const CancelCheck& cancelled);

  // The pages that have come ahead of their turn, in order, as long as they are like the current
  // one. Valid until the next call here.
  std::vector<const Page*> ArrivedPages(const CancelCheck& cancelled);

  // How many rows there are in all, as far as a search said; 0: unknown.
  int64_t expected_rows() const { return expected_rows_; }

  // True if SQLite will drop rows that the request asked the server to leave out.
  bool is_superset() const { return is_superset_; }

  // True once the whole list is read in the place of a search that is refused.
  bool ReadsListForSearch() const { return route_ != request_.route; }

 private:
  // A partition of the scan, which is one list to page through: of one parent, with one of
  // request.alternatives.
  struct Part {
    std::string parent{};  // as requests say it
    size_t alternative = 0;
  };
  // A paged read that is open: of a part, or of a slice of one.
  struct Stream {
    Part part;
    Lane* lane = nullptr;
    std::string parent;
    std::shared_ptr<SeenKeys> seen;
    std::unique_ptr<ListPager> pager;
    bool is_slice = false;            // takes over where another stream went no deeper
    std::optional<int64_t> start_ms;  // of a slice: the bound it began at; none: from the start
  };

  const resources::Resource& resource() const { return *request_.resource; }
  bool Searches() const { return route_ == resources::kSearch; }
  void PlanParts();
  void AddParts(std::string_view parent);
  Status FillParts(const CancelCheck& cancelled);
  Status CheckCredits() const;
  bool HasMoreParts() const;
  Stream OpenPart(Part part);
  Stream OpenSlice(const Stream& before, std::optional<int64_t> start_ms, int64_t rows_left);
  std::optional<ServerOrder> OrderFor(resources::Route route) const;
  void AddAlternative(const Part& part, QueryParams& params) const;
  bool CanSlice() const;
  std::optional<int64_t> SliceAfter(const Stream& stream, std::optional<int64_t> reached_ms) const;
  Result<std::optional<int64_t>> ReachedBy(const Stream& stream, const CancelCheck& cancelled);
  Status ContinueInSlice(Error ceiling, const CancelCheck& cancelled);
  Error TooManyAtOnce(const Stream& stream) const;
  Status OnError(Error error, const CancelCheck& cancelled);
  Status FallBackToList(Error refusal);
  Status GoOnInList(const Error& refusal);
  Status GoOnWithoutOrder(Error refusal);
  bool CanAskForCount() const;
  bool StartsPartsTogether() const;
  size_t Guesses(const ListPager& pager, int64_t counted) const;
  void SendAhead(const CancelCheck& cancelled);
  void OpenFollower(const CancelCheck& cancelled);

  std::shared_ptr<Session> session_;
  const ScanRequest& request_;
  Lanes& lanes_;
  RequestBudget& budget_;
  resources::Route route_;
  std::optional<ServerOrder> asked_;  // the order that the request names
  std::optional<TimeSlices> slices_;  // how to pass the ceiling; nullopt: there is no way
  uint8_t unordered_ = 0;             // Routes of what refuses the order
  bool planned_ = false;
  bool is_superset_ = false;
  std::deque<Part> parts_;             // not yet opened
  std::unique_ptr<Scan> parents_;      // whose rows are parts to come; null: no more
  bool reads_many_ = false;            // parts
  ShortPages own_short_pages_;         // of the parts, if there are many
  ShortPages* short_pages_;            // those, or of other scans too; null: one list
  std::deque<Stream> streams_;         // the first is being read, the others have been started
  std::optional<Stream> paused_list_;  // taken up again if the search that followed it is refused
  std::shared_ptr<SeenKeys> seen_;
  std::string seen_of_{};  // the parent whose keys those are, if they have it in them
  bool search_is_refused_ = false;
  bool forgets_;  // rows can come again in the next slice only
  int64_t delivered_ = 0;
  int64_t expected_rows_ = 0;
  int64_t depth_;       // how deep a stream goes before the next slice
  CountHint count_;     // of a list's rows
  size_t most_ = 0;     // requests to have under way
  size_t guesses_ = 1;  // of them, in a list that does not tell where it ends
  size_t pages_ = 0;    // read so far, of the part
};

}  // namespace zoho_desk::client
