#pragma once

// Which table column stands for what. The table declares, in this order: visible columns,
// parameters, `_profile`, `_source`, hidden columns, `_raw`. Parameters come before the other
// HIDDEN columns so that they are the arguments of zoho_desk_tickets(...): SQLite hands arguments
// to HIDDEN columns from the left.
//
// SQLite tells one by one which of the first 63 columns a query reads, and the rest together, so
// `_profile` and `_source` must be among the first: in a wide table the last parameters stand
// behind them. Those can be no arguments anyway, as the parameters before them belong to another
// request.

#include <cstddef>
#include <string_view>

#include "resources/resource.h"

namespace zoho_desk::vtab {

// Name of the HIDDEN last column with the record's JSON.
inline constexpr std::string_view kRawColumnName = "_raw";
// Name of the HIDDEN column that picks the profile. With an underscore like all columns that are
// not Zoho's: agents have a `profile` of their own.
inline constexpr std::string_view kProfileColumnName = "_profile";
// Name of the HIDDEN number that keeps rows of different profiles apart where their ids are equal:
// the last column of the primary key. It always reads as the row's, while reading `_profile` can be
// an error.
inline constexpr std::string_view kSourceColumnName = "_source";

struct TableColumn {
  enum class Kind { kColumn, kParameter, kProfile, kSource, kRaw };
  Kind kind;
  int index;  // into resource.columns or resource.parameters; client::kRawColumn for kRaw, else -1
};

// Immutable, and cheap to make. `resource` is constant data.
class TableLayout {
 public:
  explicit TableLayout(const resources::Resource& resource);

  int size() const { return static_cast<int>(columns_ + parameters_ + 3); }
  // `table_column` is 0 <= table_column < size().
  TableColumn at(int table_column) const;
  // The table column of resource.columns[index].
  int OfColumn(int index) const;
  int OfParameter(int index) const;
  int OfProfile() const { return static_cast<int>(profile_); }
  int OfSource() const { return OfProfile() + 1; }
  std::string_view NameOf(int table_column) const;

 private:
  const resources::Resource* resource_;
  size_t visible_;
  size_t parameters_;
  size_t columns_;
  size_t profile_;  // where `_profile` stands
};

}  // namespace zoho_desk::vtab
