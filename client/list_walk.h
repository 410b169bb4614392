#pragma once

// The columns that only list rows carry, by key: the list, read once and as far as anybody asks. A
// statement shares one, so that it reads a list at most once for them, however many rows need one.

#include <cstddef>
#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "client/cell.h"
#include "client/session.h"
#include "common/cancel.h"
#include "common/status.h"
#include "resources/resource.h"

namespace zoho_desk::client {

class Scan;

// Not thread-safe.
class ListWalk {
 public:
  // `columns` are list columns of the resource; `budget` outlives this.
  ListWalk(std::shared_ptr<Session> session, const resources::Resource& resource,
           std::vector<int> columns, RequestBudget& budget);
  ListWalk(const ListWalk&) = delete;
  ListWalk& operator=(const ListWalk&) = delete;
  ~ListWalk();

  bool IsOf(const resources::Resource& resource, const std::vector<int>& columns) const {
    return &resource == &resource_ && columns == columns_;
  }

  // Whether the list has that row. Reads on until it is met: keys in the list's order cost a page a
  // hundred, whatever their number.
  Result<bool> Find(std::string_view key, const CancelCheck& cancelled);
  // Of a row that was found; valid as long as this.
  Cell Value(std::string_view key, int column) const;

 private:
  Status Keep(const CancelCheck& cancelled);

  const resources::Resource& resource_;
  std::vector<int> columns_;
  std::unique_ptr<Scan> scan_;  // null once the list has ended
  std::optional<Error> error_;  // that it ended with
  std::unordered_map<std::string, std::vector<Cell>> rows_;
  std::deque<std::string> texts_;  // of the cells
};

}  // namespace zoho_desk::client
