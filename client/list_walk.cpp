// ListWalk: used by RowCompleter for rows of a search or a get. Invariant: no list row is asked for
// twice, so that what it costs is bounded by the length of the list.

#include "client/list_walk.h"

#include <algorithm>
#include <utility>

#include "client/scan.h"

namespace zoho_desk::client {

ListWalk::ListWalk(std::shared_ptr<Session> session, const resources::Resource& resource,
                   std::vector<int> columns, RequestBudget& budget)
    : resource_(resource),
      columns_(std::move(columns)),
      scan_(std::make_unique<Scan>(
          std::move(session),
          ScanRequest{.resource = &resource, .columns = columns_, .is_for_details = true},
          budget)) {}

ListWalk::~ListWalk() = default;

Result<bool> ListWalk::Find(std::string_view key, const CancelCheck& cancelled) {
  const std::string wanted(key);
  while (!rows_.contains(wanted)) {
    if (error_)
      return *error_;
    if (!scan_)
      return false;
    auto more = scan_->Next(cancelled);
    if (!more.ok()) {
      if (more.error().code != Code::kCancelled)
        error_ = more.error();
      return std::move(more).error();
    }
    if (*more)
      ZD_RETURN_IF_ERROR(Keep(cancelled));
    else
      scan_.reset();
  }
  return true;
}

Status ListWalk::Keep(const CancelCheck& cancelled) {
  std::vector<Cell> row;
  for (const int column : columns_) {
    ZD_ASSIGN_OR_RETURN(Cell cell, scan_->Column(column, cancelled));
    if (cell.kind == Cell::Kind::kText || cell.kind == Cell::Kind::kJson)
      cell = Cell::Text(texts_.emplace_back(cell.text()), cell.kind);
    row.push_back(cell);
  }
  rows_.insert_or_assign(scan_->RowKey(), std::move(row));
  return Ok();
}

Cell ListWalk::Value(std::string_view key, int column) const {
  const auto at = std::find(columns_.begin(), columns_.end(), column) - columns_.begin();
  return rows_.at(std::string(key))[static_cast<size_t>(at)];
}

}  // namespace zoho_desk::client
