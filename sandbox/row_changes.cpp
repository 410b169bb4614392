// RowChanges: held by World for each resource. Rows keep their numbers for ever and deleted ones
// are kept in order, so a rank is found by binary search however many records there are.

#include "sandbox/row_changes.h"

#include <algorithm>

namespace zoho_desk::sandbox {

void RowChanges::Delete(uint32_t row) {
  const auto place = std::lower_bound(deleted_.begin(), deleted_.end(), row);
  if (place == deleted_.end() || *place != row)
    deleted_.insert(place, row);
}

bool RowChanges::Deleted(uint32_t row) const {
  return std::binary_search(deleted_.begin(), deleted_.end(), row);
}

void RowChanges::Edit(uint32_t row, int64_t time,
                      std::optional<std::pair<uint32_t, uint64_t>> hash) {
  RowEdit& edit = edits_[row];
  edit.modified = time;
  if (!hash)
    return;
  std::erase_if(edit.hashes, [&](const auto& old) { return old.first == hash->first; });
  edit.hashes.push_back(*hash);
}

void RowChanges::SetJson(uint32_t row, int64_t time, const std::string& field,
                         const std::string& json) {
  RowEdit& edit = edits_[row];
  edit.modified = time;
  edit.json[field] = json;
}

void RowChanges::SetEdit(uint32_t row, std::optional<RowEdit> edit) {
  if (edit)
    edits_[row] = *std::move(edit);
  else
    edits_.erase(row);
}

const RowEdit* RowChanges::FindEdit(uint32_t row) const {
  const auto edit = edits_.find(row);
  return edit == edits_.end() ? nullptr : &edit->second;
}

uint32_t RowChanges::Rank(uint32_t row) const {
  const auto holes = std::lower_bound(deleted_.begin(), deleted_.end(), row) - deleted_.begin();
  return row - static_cast<uint32_t>(holes);
}

uint32_t RowChanges::RowAt(uint32_t rank) const {
  // deleted_[i] - i existing rows come before the i-th hole, and that never falls with i.
  size_t low = 0;
  size_t high = deleted_.size();
  while (low < high) {
    const size_t middle = low + (high - low) / 2;
    if (deleted_[middle] - static_cast<uint32_t>(middle) <= rank)
      low = middle + 1;
    else
      high = middle;
  }
  return rank + static_cast<uint32_t>(low);
}

}  // namespace zoho_desk::sandbox
