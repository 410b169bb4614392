#pragma once

// Fills in the columns that a scan's own answers lack, from the answers that carry them: late
// materialization. Nothing is requested before a value is read, so rows that WHERE drops cost
// nothing.
//
// In order of price: one search by id for the rest of the page (3 credits for up to 100 rows),
// get-by-id per row (1 credit each, several at a time), one walk through the list, which all rows
// share, for what only lists carry. A way that the token's scopes do not allow, and a row that the
// search index does not know yet, fall through to the next way; a value is never NULL because
// nobody asked for it.

#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <unordered_map>
#include <vector>

#include "client/page.h"
#include "client/record.h"
#include "client/session.h"
#include "common/cancel.h"
#include "common/status.h"
#include "resources/resource.h"

namespace zoho_desk::client {

class ListWalk;

// What was fetched for the rows of one page. Kept with the page, so that reading it again asks for
// nothing. Must be destroyed before the completer that filled it.
struct PageDetails {
  PageDetails();
  PageDetails(const PageDetails&) = delete;
  PageDetails& operator=(const PageDetails&) = delete;
  ~PageDetails();

  std::vector<std::string> keys;  // of the page's rows, in order
  std::string parent;             // of all of them
  std::optional<Page> batch;      // search rows for keys[batch_begin, batch_end)
  std::unordered_map<std::string, size_t> batch_rows;
  size_t batch_begin = 0;
  size_t batch_end = 0;
  std::map<size_t, std::optional<Page>> records;           // by get-by-id; nullopt: gone
  size_t record_bytes = 0;                                 // of records
  std::map<size_t, std::unique_ptr<RecordRequest>> ahead;  // get-by-id under way

  // Whether the row's record was asked for and is not there: refused and left out, or gone.
  bool Lacks(size_t row) const {
    const auto record = records.find(row);
    return record != records.end() && !record->second;
  }
};

// Not thread-safe.
class RowCompleter {
 public:
  // `columns` are all the columns the query reads; `main_route` is that of the scan's own
  // answers. `walk` is where the walk through the list is kept; it and `budget` outlive the
  // completer.
  RowCompleter(std::shared_ptr<Session> session, const resources::Resource& resource,
               std::span<const int> columns, resources::Route main_route, RequestBudget& budget,
               std::shared_ptr<ListWalk>& walk);
  RowCompleter(const RowCompleter&) = delete;
  RowCompleter& operator=(const RowCompleter&) = delete;
  ~RowCompleter();

  // False if the scan's own answers carry every column.
  bool is_needed() const { return is_needed_; }

  // Of the columns read, those that records carry and the scan's own answers may lack.
  std::span<const int> RecordColumns() const { return ways_.at(resources::kGet).columns; }

  // A value of row `row` of the page, valid as long as `page`. `rows_ahead` more rows of the page
  // will surely be read too, so that their details may be requested along. NULL if the record
  // disappeared since its page came; a warning is logged then, unless such rows are left out.
  Result<Cell> Column(PageDetails& page, size_t row, int column, size_t rows_ahead,
                      const CancelCheck& cancelled);

 private:
  // How columns are filled in by one route.
  struct Way {
    std::vector<int> columns{};  // what it is asked for
    std::optional<Projection> projection{};
    std::shared_ptr<const Error> refused{};  // the token's scopes, or other rights, do not allow it
  };
  // What a way said of the row.
  enum class Outcome { kFound, kGone, kUnknown };
  // The row in question, passed down together.
  struct Row {
    PageDetails& page;
    size_t index;
    size_t ahead;
    const std::string& key() const { return page.keys[index]; }
  };

  bool CanUse(resources::Route way, int column) const;
  Result<Outcome> Fetch(resources::Route way, const Row& row, const CancelCheck& cancelled);
  Result<Outcome> FetchFromSearch(const Row& row, const CancelCheck& cancelled);
  Result<Outcome> FetchFromGet(const Row& row, const CancelCheck& cancelled);
  Result<Outcome> FetchFromList(const Row& row, const CancelCheck& cancelled);
  static void Keep(PageDetails& page, size_t index, std::optional<Page> record);
  Cell Value(resources::Route way, const Row& row, int column) const;

  std::shared_ptr<Session> session_;
  const resources::Resource& resource_;
  resources::Route main_route_;
  RequestBudget& budget_;
  std::shared_ptr<ListWalk>& walk_;
  bool is_needed_ = false;
  std::map<resources::Route, Way> ways_{
      {resources::kSearch, {}}, {resources::kGet, {}}, {resources::kList, {}}};
};

}  // namespace zoho_desk::client
