// What the inner side of a join, through RecordSource, ListMemory and TableMemory, sees of the rows
// of other scans: only what has come anyway, so that looking costs no request.

#include "client/open_scans.h"

#include <algorithm>

#include "client/list_source.h"
#include "client/scan.h"
#include "client/seen_keys.h"

namespace zoho_desk::client {

int Scan::SlotHolding(std::string_view key) const {
  const LoadedPage& page = current();
  for (const auto type : {resources::ColumnType::kId, resources::ColumnType::kText}) {
    for (const int column : page.lane->own_columns) {
      if (column == kRawColumn || resource().columns[static_cast<size_t>(column)].type != type)
        continue;
      const int slot = page.lane->projection.SlotOf(column);
      if (slot < 0)
        continue;
      const Cell& cell = (*page.page)->at(page.rows[row_index_], slot);
      if (cell.kind == Cell::Kind::kText && cell.text() == key)
        return slot;
    }
  }
  return -1;
}

bool Scan::RowTellsOfNone(const resources::Resource& child, const Lane& lane, const Page& page,
                          size_t row) {
  const auto& guards = child.list.parent.guards;
  return !guards.empty() && std::all_of(guards.begin(), guards.end(), [&](std::string_view guard) {
    const int slot = lane.projection.SlotOf(lane.projection.resource().FindColumn(guard));
    if (slot < 0)
      return false;
    const Cell& cell = page.at(row, slot);
    return cell.kind == Cell::Kind::kInteger && cell.integer == 0;
  });
}

bool Scan::TellsOfNone(const resources::Resource& child) const {
  const LoadedPage& page = current();
  return RowTellsOfNone(child, *page.lane, **page.page, page.rows[row_index_]);
}

bool Scan::TellsOfNone(const Session& session, const resources::Resource& child,
                       std::string_view key) const {
  return session_.get() == &session && child.list.parent.table == resource().name && HasRow() &&
         KeyText() == key && TellsOfNone(child);
}

std::vector<std::string> Scan::KeysAfter(std::string_view key, size_t most,
                                         const CancelCheck& cancelled,
                                         const resources::Resource* child) {
  std::vector<std::string> keys;
  if (!list_ || !HasRow())
    return keys;
  const int slot = SlotHolding(key);
  if (slot < 0)
    return keys;
  feeds_join_ = true;
  SeenKeys seen;
  seen.Insert(key);
  // Only the parents' own rows count their children.
  const bool has_counts = child != nullptr && child->list.parent.table == resource().name;
  const auto add = [&](const Page& page, size_t row) {
    const Cell& cell = page.at(row, slot);
    if (has_counts && RowTellsOfNone(*child, *current().lane, page, row))
      return;
    if (keys.size() < most && cell.kind == Cell::Kind::kText && seen.Insert(cell.text()))
      keys.emplace_back(cell.text());
  };
  for (size_t index = page_index_; index < pages_.size(); ++index) {
    const LoadedPage& page = *pages_[index];
    if (page.lane != current().lane)
      break;
    for (size_t row = index == page_index_ ? row_index_ + 1 : 0; row < page.rows.size(); ++row)
      add(**page.page, page.rows[row]);
  }
  for (const Page* page : list_->ArrivedPages(cancelled)) {
    for (size_t row = 0; row < page->size(); ++row)
      add(*page, row);
  }
  return keys;
}

std::vector<std::string> OpenScans::KeysAfter(std::string_view key, size_t most,
                                              const CancelCheck& cancelled,
                                              const resources::Resource* child) const {
  for (Scan* scan : scans_) {
    auto keys = scan->KeysAfter(key, most, cancelled, child);
    if (!keys.empty())
      return keys;
  }
  return {};
}

bool OpenScans::TellOfNone(const Session& session, const resources::Resource& child,
                           std::string_view key) const {
  return std::any_of(scans_.begin(), scans_.end(),
                     [&](const Scan* scan) { return scan->TellsOfNone(session, child, key); });
}

}  // namespace zoho_desk::client
