#pragma once

// Fills in the columns that a scan's own answers lack, from the answers that carry them. Lazy:
// nothing is requested before a value is read, so rows that WHERE drops cost nothing.
//
// In order of price: one search by id for the rest of the page (3 credits for up to 100 rows),
// get-by-id per row (1 credit each), a walk through the list for what only lists carry. A way that
// the token's scopes do not allow, and a row that the search index does not know yet, fall through
// to the next way; a value is never NULL because nobody asked for it.

#include <array>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <unordered_map>
#include <vector>

#include "client/page.h"
#include "client/session.h"
#include "common/cancel.h"
#include "common/status.h"
#include "resources/resource.h"

namespace zoho_desk::client {

class Scan;

// Not thread-safe.
class RowCompleter {
 public:
  // `columns` are all the columns the query reads; `main_route` is the RouteBit of the scan's own
  // answers. `budget` outlives the completer.
  RowCompleter(std::shared_ptr<Session> session, const resources::Resource& resource,
               std::span<const int> columns, uint8_t main_route, RequestBudget& budget);
  RowCompleter(const RowCompleter&) = delete;
  RowCompleter& operator=(const RowCompleter&) = delete;
  ~RowCompleter();

  // False if the scan's own answers carry every column.
  bool is_needed() const { return is_needed_; }

  // Tells the keys of the scan's current page, in row order.
  void StartPage(std::vector<std::string> keys);
  // Tells which of them is the current row.
  void StartRow(size_t index);

  // A value of the current row, valid until the next StartRow. NULL if the record disappeared since
  // its page came; a warning is logged then.
  Result<Cell> Column(int column, const CancelCheck& cancelled);

 private:
  enum Way : size_t { kBySearch, kByGet, kByList, kWayCount };
  // What a way said of the current row.
  enum class Outcome { kFound, kGone, kUnknown };

  bool CanUse(Way way, int column) const;
  Result<Outcome> Fetch(Way way, const CancelCheck& cancelled);
  Result<Outcome> FetchFromSearch(const CancelCheck& cancelled);
  Result<Outcome> FetchFromGet(const CancelCheck& cancelled);
  Result<Outcome> FetchFromList(const CancelCheck& cancelled);
  Result<Cell> Value(Way way, int column, const CancelCheck& cancelled);
  const std::string& key() const { return keys_[row_]; }

  std::shared_ptr<Session> session_;
  const resources::Resource& resource_;
  uint8_t main_route_;
  RequestBudget& budget_;
  bool is_needed_ = false;
  std::array<std::vector<int>, kWayCount> columns_;  // what each way is asked for
  std::array<std::optional<Projection>, kWayCount> projections_;
  std::array<std::optional<Error>, kWayCount> refused_;  // ways the scopes do not allow

  std::vector<std::string> keys_;
  size_t row_ = 0;
  std::optional<Page> batch_;                           // search rows, from batch_begin_ on
  std::unordered_map<std::string, size_t> batch_rows_;  // key -> row of batch_
  size_t batch_begin_ = 0;
  size_t batch_end_ = 0;
  std::optional<std::optional<Page>> record_;  // get-by-id of the current row
  std::unique_ptr<Scan> list_;                 // stands on the current row
};

}  // namespace zoho_desk::client
