#pragma once

// One pass over a resource: the rows a query asks for, fetched lazily, and their column values
// whichever answer carries them. This is what a virtual-table cursor drives.

#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "client/list_pager.h"
#include "client/page.h"
#include "client/row_completer.h"
#include "client/session.h"
#include "common/cancel.h"
#include "common/status.h"
#include "resources/resource.h"

namespace zoho_desk::client {

struct ScanRequest {
  const resources::Resource* resource = nullptr;
  // Columns the query reads: indexes into resource->columns, or kRawColumn. Others read as NULL.
  std::vector<int> columns;
  // Set: only the record with this key, by get-by-id. A key that cannot exist gives no row and no
  // request.
  std::optional<std::string> key;
  // Set: only rows whose fan-out column has this value. A value outside a closed set gives no row.
  std::optional<std::string> fan_out_value;
};

// Not thread-safe: one cursor, one thread at a time.
class Scan {
 public:
  Scan(std::shared_ptr<Session> session, ScanRequest request, RequestBudget& budget);
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

 private:
  const resources::Resource& resource() const { return *request_.resource; }
  uint8_t MainRoute() const { return request_.key ? resources::kGet : resources::kList; }
  bool Carries(int column) const;
  bool FillsFromRequest(int column) const;

  Status PlanFanOut(const CancelCheck& cancelled);
  Status PlanParentIds(const CancelCheck& cancelled);
  std::unique_ptr<ListPager> NextPager();
  Result<bool> NextListRow(const CancelCheck& cancelled);
  Result<bool> NextRecord(const CancelCheck& cancelled);
  void StandOn(size_t index);
  std::string KeyAt(size_t row) const;

  std::shared_ptr<Session> session_;
  ScanRequest request_;
  RequestBudget& budget_;
  std::vector<int> own_columns_;  // of request_.columns, those the scan's own answers carry
  Projection projection_;
  RowCompleter completer_;

  // List scans.
  bool planned_ = false;
  std::deque<std::string>
      fan_out_;                 // parameter values still to do; one empty value without fan-out
  std::string fan_out_column_;  // what the rows of the current value say
  std::optional<SeenKeys> seen_;
  std::unique_ptr<ListPager> pager_;
  size_t next_row_ = 0;  // index into pager_->new_rows()

  // The current row.
  std::optional<Page> record_;  // get-by-id
  const Page* page_ = nullptr;
  size_t row_ = 0;
  bool done_ = false;
};

}  // namespace zoho_desk::client
