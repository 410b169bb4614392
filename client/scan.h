#pragma once

// One pass over a resource: the rows a query asks for, fetched lazily, and their column values
// whichever answer carries them. This is what a virtual-table cursor drives.

#include <chrono>
#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "client/lane.h"
#include "client/open_scans.h"
#include "client/page.h"
#include "client/record_memory.h"
#include "client/row_completer.h"
#include "client/scan_observer.h"
#include "client/scan_request.h"
#include "client/session.h"
#include "common/cancel.h"
#include "common/status.h"
#include "resources/resource.h"

namespace zoho_desk::client {

class ListSource;
class RecordSource;
struct ShortPages;

// Not thread-safe: one cursor, one thread at a time.
class Scan {
 public:
  // `budget`, and `memory`, `open_scans` and `short_pages`, which may be null, outlive the scan.
  Scan(std::shared_ptr<Session> session, ScanRequest request, RequestBudget& budget,
       RecordMemory* memory = nullptr, OpenScans* open_scans = nullptr,
       ShortPages* short_pages = nullptr);
  // Where a row is among those that a scan has kept.
  struct Position {
    size_t page = 0;
    size_t row = 0;
  };
  // Rows that another scan has read, in that order. It keeps them, and is read no further.
  Scan(std::shared_ptr<const Scan> whole, const std::vector<Position>& rows, RequestBudget& budget);
  Scan(const Scan&) = delete;
  Scan& operator=(const Scan&) = delete;
  ~Scan();

  // Moves to the next row, requesting the next page when the current one is used up; false at the
  // end.
  Result<bool> Next(const CancelCheck& cancelled);

  // A value of the current row, valid until the next Next. A column that the scan's own answers
  // lack is fetched then (row_completer.h).
  Result<Cell> Column(int column, const CancelCheck& cancelled);

  // Whether Next will have to wait for an answer.
  bool WaitsAtNext() const;

  // How far it is, without what it cost.
  ScanFacts Facts() const;

  // Which of request.alternatives the current row is of.
  size_t alternative() const { return current().alternative; }

  // The id of the current row.
  std::string RowKey() const { return std::string(KeyText()); }

  // OpenScans::KeysAfter, for this scan.
  std::vector<std::string> KeysAfter(std::string_view key, size_t most,
                                     const CancelCheck& cancelled,
                                     const resources::Resource* child = nullptr);

  // Whether the counts of the current row say that `child` has no rows of it.
  bool TellsOfNone(const resources::Resource& child) const;
  // The same, if that row is the parent of that key in the portal of that session.
  bool TellsOfNone(const Session& session, const resources::Resource& child,
                   std::string_view key) const;

  // Has its rows looked at by the other tables of the statement, or, with null, by none.
  void ShowTo(OpenScans* open_scans);

  // Sends the first request of a list without waiting for its answer.
  void Begin(const CancelCheck& cancelled);

  // Goes back before the first row without asking again for what has come; false if that is no
  // longer kept (a long scan keeps little) or an error ended the scan.
  bool Rewind();

  // Whether this is what a scan of `request` for that session would be.
  bool IsOf(const Session& session, const ScanRequest& request) const;
  const ScanRequest& request() const { return request_; }
  // Whether it is of rows that another scan has read.
  bool IsOfRows() const { return whole_ != nullptr; }
  // Whether what it has read is to be asked for again, should a statement that stays open for long
  // want it.
  bool IsOld() const { return std::chrono::steady_clock::now() - begun_ > kMostAge; }

  // Of the current row, valid as long as the scan keeps its pages.
  Position position() const { return {page_index_, row_index_}; }

  // Keeps more of what has come than a scan that is read again now and then. Call before Next.
  void KeepForManyReads() { is_read_often_ = true; }
  bool keeps_pages() const { return keeps_pages_; }

  // Memory that the pages take which have come.
  size_t kept_bytes() const { return kept_bytes_; }

  // Whether the rows of this scan hold those of `request` too: a search that is refused, for which
  // this one reads the whole list already.
  bool StandsInFor(const ScanRequest& request) const;

 private:
  static constexpr std::chrono::minutes kMostAge{10};
  std::string_view KeyText() const;
  struct LoadedPage {
    Lane* lane = nullptr;
    std::shared_ptr<const std::optional<Page>> page;
    std::vector<size_t> rows;  // of the page, in order
    std::string parent{};
    int64_t first_position = 0;  // of the page's first row in the list
    size_t alternative = 0;
    PageDetails details{};
  };

  const resources::Resource& resource() const { return *request_.resource; }
  const LoadedPage& current() const { return *pages_[page_index_]; }
  bool HasRow() const {
    return !failed_ && page_index_ < pages_.size() && row_index_ < current().rows.size();
  }
  bool FillsFromRequest(int column) const;
  Result<Cell> FromRecord(int column, const CancelCheck& cancelled);
  // Whether the current row is part of the result: not if its record is refused or gone and such
  // rows are left out. That has to be known before the row is handed out: its NULLs would match.
  Result<bool> IsShown(const CancelCheck& cancelled);
  size_t RowsAhead() const;
  void ReadAhead(const CancelCheck& cancelled);
  int SlotHolding(std::string_view key) const;
  static bool RowTellsOfNone(const resources::Resource& child, const Lane& lane, const Page& page,
                             size_t row);
  // Adds a page with rows to pages_, or returns false at the end.
  Result<bool> LoadPage(const CancelCheck& cancelled);
  void AddPage(std::unique_ptr<LoadedPage> loaded);

  std::shared_ptr<Session> session_;
  const ScanRequest request_;
  Lanes lanes_;
  RequestBudget& budget_;
  OpenScans* open_scans_ = nullptr;
  std::unique_ptr<ListSource> list_;       // for lists and searches, or
  std::unique_ptr<RecordSource> records_;  // for records by key, or
  std::shared_ptr<const Scan> whole_;      // for rows of it

  // What has come. Pages before the current one are kept while they are few.
  std::deque<std::unique_ptr<LoadedPage>> pages_;
  bool keeps_pages_ = true;
  bool is_read_often_ = false;
  size_t kept_rows_ = 0;
  size_t kept_bytes_ = 0;
  size_t page_index_ = 0;
  size_t row_index_ = 0;
  std::deque<std::string> derived_;  // texts of the current row that Column has made
  size_t read_ahead_at_ = 0;         // row of the newest page at which to ask ahead; 0: done
  bool feeds_join_ = false;          // its ids are looked up in another table
  const std::chrono::steady_clock::time_point begun_ = std::chrono::steady_clock::now();
  bool started_ = false;
  bool exhausted_ = false;
  bool failed_ = false;
  int64_t delivered_ = 0;
  int64_t loaded_pages_ = 0;
};

}  // namespace zoho_desk::client
