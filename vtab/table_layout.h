#pragma once

// Which table column stands for what. The table declares, in this order: visible columns,
// parameters, hidden columns, `_raw`. Parameters come before the other HIDDEN columns so that they
// are the arguments of zoho_desk_tickets(...): SQLite hands arguments to HIDDEN columns from the
// left.

#include <cstddef>
#include <string_view>

#include "resources/resource.h"

namespace zoho_desk::vtab {

// Name of the HIDDEN last column with the record's JSON.
inline constexpr std::string_view kRawColumnName = "_raw";

struct TableColumn {
  enum class Kind { kColumn, kParameter, kRaw };
  Kind kind;
  int index;  // into resource.columns or resource.parameters; client::kRawColumn for kRaw
};

class TableLayout {
 public:
  explicit TableLayout(const resources::Resource& resource);

  int size() const { return static_cast<int>(columns_ + parameters_ + 1); }
  // `table_column` is 0 <= table_column < size().
  TableColumn at(int table_column) const;
  // The table column of resource.columns[index].
  int OfColumn(int index) const;
  int OfParameter(int index) const;
  std::string_view NameOf(int table_column) const;

 private:
  const resources::Resource* resource_;
  size_t visible_;
  size_t parameters_;
  size_t columns_;
};

}  // namespace zoho_desk::vtab
