// Projection: made by Lane, RowCompleter and organizations.cpp, asked by page.cpp for each key it
// meets. Key columns come first; a JSON key fills one slot at most, by the column's name or alias.

#include "client/projection.h"

#include <algorithm>

namespace zoho_desk::client {

using resources::ColumnType;

Projection::Projection(const resources::Resource& resource, std::span<const int> columns)
    : resource_(&resource), slots_(resource.columns.size(), -1) {
  const auto add = [this](int column) {
    if (column == kRawColumn) {
      if (raw_slot_ < 0) {
        raw_slot_ = static_cast<int>(columns_.size());
        columns_.push_back(kRawColumn);
      }
      return;
    }
    const auto index = static_cast<size_t>(column);
    if (slots_[index] >= 0 || !resource_->columns[index].IsField())
      return;
    slots_[index] = static_cast<int>(columns_.size());
    columns_.push_back(column);
  };
  for (const std::string_view key : resource.key)
    add(resource.FindColumn(key));
  if (resource.HasPositions())
    add(kRawColumn);
  for (const int column : columns)
    add(column);

  for (size_t slot = 0; slot < columns_.size(); ++slot) {
    if (columns_[slot] == kRawColumn)
      continue;
    const resources::Column& column = resource.columns[static_cast<size_t>(columns_[slot])];
    keys_.push_back({column.name, static_cast<int>(slot)});
    if (!column.alias.empty())
      keys_.push_back({column.alias, static_cast<int>(slot)});
  }
  std::sort(keys_.begin(), keys_.end(),
            [](const Key& a, const Key& b) { return a.json_key < b.json_key; });
}

int Projection::SlotOf(int column) const {
  return column == kRawColumn ? raw_slot_ : slots_[static_cast<size_t>(column)];
}

int Projection::SlotOfKey(std::string_view json_key) const {
  const auto it = std::lower_bound(
      keys_.begin(), keys_.end(), json_key,
      [](const Key& key, std::string_view wanted) { return key.json_key < wanted; });
  return it != keys_.end() && it->json_key == json_key ? it->slot : -1;
}

ColumnType Projection::TypeOf(int slot) const {
  return resource_->columns[static_cast<size_t>(columns_[static_cast<size_t>(slot)])].type;
}

std::span<const resources::ObjectKey> Projection::KeysOf(int slot) const {
  return resource_->columns[static_cast<size_t>(columns_[static_cast<size_t>(slot)])].keys;
}

std::string_view Projection::NameOf(int slot) const {
  const int column = columns_[static_cast<size_t>(slot)];
  return column == kRawColumn ? "_raw" : resource_->columns[static_cast<size_t>(column)].name;
}

bool Projection::HasAlias(int slot) const {
  const int column = columns_[static_cast<size_t>(slot)];
  return column != kRawColumn && !resource_->columns[static_cast<size_t>(column)].alias.empty();
}

}  // namespace zoho_desk::client
