#pragma once

// Which columns of a table a scan reads, and which place of a decoded row each has.

#include <cstddef>
#include <span>
#include <string_view>
#include <vector>

#include "resources/resource.h"

namespace zoho_desk::client {

// The pseudo column index of `_raw`, the record's JSON as received.
inline constexpr int kRawColumn = -1;

// Which columns of a resource to decode, and where each ends up in a row. Immutable; share it
// between the pages of a scan.
class Projection {
 public:
  // `columns` are indexes into resource.columns, or kRawColumn. Key columns are always added: they
  // give rows their identity, and the whole row is where the key has its place in it. Columns that
  // are not JSON fields are ignored.
  Projection(const resources::Resource& resource, std::span<const int> columns);

  const resources::Resource& resource() const { return *resource_; }
  size_t width() const { return columns_.size(); }
  bool wants_raw() const { return raw_slot_ >= 0; }
  int raw_slot() const { return raw_slot_; }

  // Position of a column in a row, or -1 if it is not projected.
  int SlotOf(int column) const;
  // Position of the column that a JSON key fills, or -1.
  int SlotOfKey(std::string_view json_key) const;
  resources::ColumnType TypeOf(int slot) const;
  std::string_view NameOf(int slot) const;
  // The keys that objects in that column are given; empty: as received.
  std::span<const resources::ObjectKey> KeysOf(int slot) const;
  // Whether answers may call that column by two names.
  bool HasAlias(int slot) const;

 private:
  struct Key {
    std::string_view json_key;
    int slot;
  };
  const resources::Resource* resource_;
  std::vector<int> columns_;  // slot -> column
  std::vector<int> slots_;    // column -> slot or -1
  std::vector<Key> keys_;     // sorted by json_key
  int raw_slot_ = -1;
};

}  // namespace zoho_desk::client
