#pragma once

// One pass over a resource: the rows a query asks for, fetched lazily, and their column values
// whichever answer carries them. This is what a virtual-table cursor drives.

#include <array>
#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "client/list_pager.h"
#include "client/page.h"
#include "client/record_memory.h"
#include "client/row_completer.h"
#include "client/scan_request.h"
#include "client/seen_keys.h"
#include "client/session.h"
#include "common/cancel.h"
#include "common/status.h"
#include "resources/resource.h"

namespace zoho_desk::client {

// Not thread-safe: one cursor, one thread at a time.
class Scan {
 public:
  // `budget` and `memory` (which may be null) outlive the scan.
  Scan(std::shared_ptr<Session> session, ScanRequest request, RequestBudget& budget,
       RecordMemory* memory = nullptr);
  Scan(const Scan&) = delete;
  Scan& operator=(const Scan&) = delete;
  ~Scan();

  // Moves to the next row, requesting the next page when the current one is used up; false at the
  // end.
  Result<bool> Next(const CancelCheck& cancelled);

  // A value of the current row, valid until the next Next. A column that the scan's own answers
  // lack is fetched then (row_completer.h).
  Result<Cell> Column(int column, const CancelCheck& cancelled);

  // The id of the current row.
  std::string RowKey() const;

  // Goes back before the first row without asking again for what has come; false if that is no
  // longer kept (a long scan keeps little) or an error ended the scan.
  bool Rewind();

 private:
  // The rows of one kind of answer: what they carry and how the rest is completed.
  struct Lane {
    Lane(const std::shared_ptr<Session>& session, const ScanRequest& request, uint8_t route_bit,
         RequestBudget& budget);
    uint8_t bit;
    std::vector<int> own_columns;  // of the query's columns, those the answers carry
    Projection projection;
    RowCompleter completer;
  };
  struct LoadedPage {
    Lane* lane = nullptr;
    std::shared_ptr<const std::optional<Page>> page;
    std::vector<size_t> rows;  // of the page, in order
    std::string fan_out_column;
    PageDetails details;
  };
  // One list to page through: a value of the fan-out parameter, an alternative of a split
  // parameter.
  struct Part {
    std::string fan_out;
    std::optional<std::pair<std::string, std::string>> split;
  };

  const resources::Resource& resource() const { return *request_.resource; }
  Lane& LaneFor(uint8_t route_bit);
  const LoadedPage& current() const { return *pages_[page_index_]; }
  bool FillsFromRequest(int column) const;
  size_t RowsAhead() const;

  // Each adds a page with rows to pages_, or returns false at the end.
  Result<bool> LoadPage(const CancelCheck& cancelled);
  Result<bool> LoadListPage(const CancelCheck& cancelled);
  Result<bool> LoadRecords(const CancelCheck& cancelled);
  Result<bool> SearchKeys(const CancelCheck& cancelled);
  Result<bool> GetKeys(const CancelCheck& cancelled);
  void AddPage(Lane& lane, std::shared_ptr<const std::optional<Page>> page,
               std::vector<size_t> rows);

  Status PlanParts(const CancelCheck& cancelled);
  Status PlanParentIds(std::vector<std::string>& values, const CancelCheck& cancelled);
  std::unique_ptr<ListPager> NextPager();
  Status FallBackToList(Error refusal);
  void PlanKeys();

  std::shared_ptr<Session> session_;
  ScanRequest request_;
  RequestBudget& budget_;
  RecordMemory* memory_;
  std::array<std::unique_ptr<Lane>, 3> lanes_;

  // Lists and searches.
  bool planned_ = false;
  std::deque<Part> parts_;      // still to do
  std::string fan_out_column_;  // what the rows of the current part say
  std::optional<SeenKeys> seen_;
  std::unique_ptr<ListPager> pager_;

  // Records by key.
  std::deque<std::string> search_keys_;  // to look up by search
  std::deque<std::string> get_keys_;     // to look up one by one

  // What has come. Pages before the current one are kept while they are few.
  std::deque<std::unique_ptr<LoadedPage>> pages_;
  bool keeps_pages_ = true;
  size_t kept_rows_ = 0;
  size_t page_index_ = 0;
  size_t row_index_ = 0;
  bool started_ = false;
  bool exhausted_ = false;
  bool failed_ = false;
  int64_t delivered_ = 0;
};

}  // namespace zoho_desk::client
