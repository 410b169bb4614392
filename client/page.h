#pragma once

// An API answer decoded into rows. A Page owns the answer's body; its cells point into it, so
// values are copied once, by SQLite. Only the projected columns are decoded (simdjson, on demand).

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "client/cell.h"
#include "common/status.h"
#include "resources/resource.h"

namespace zoho_desk::client {

// The pseudo column index of `_raw`, the record's JSON as received.
inline constexpr int kRawColumn = -1;

// Which columns of a resource to decode, and where each ends up in a row. Immutable; share it
// between the pages of a scan.
class Projection {
 public:
  // `columns` are indexes into resource.columns, or kRawColumn. Key columns are always added: they
  // give rows their identity. Columns that are not JSON fields (from_request) are ignored.
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

// error_code of an answer that ends too early. It is asked for again, as if the connection had
// broken.
inline constexpr std::string_view kCutOff = "CUT_OFF";

class Page {
 public:
  // Decodes {"<data_key>": [ {...}, ... ]}. Errors are kBadResponse and say what is wrong: JSON
  // that is malformed, no data key or two, a row that is not an object, a row without its key or
  // with a key twice, more than 20,000 rows. JSON that ends too early is kCutOff.
  static Result<Page> DecodeRows(std::string body, std::string_view data_key,
                                 const Projection& projection);

  // Decodes a bare record into a page of one row.
  static Result<Page> DecodeRecord(std::string body, const Projection& projection);

  Page(Page&&) = default;
  Page& operator=(Page&&) = default;

  size_t size() const { return rows_; }
  // How many records the whole list holds, if the answer says so ("count", as searches do).
  std::optional<int64_t> total() const { return total_; }
  const Cell& at(size_t row, int slot) const {
    return cells_[row * width_ + static_cast<size_t>(slot)];
  }

 private:
  friend class PageDecoder;
  Page() = default;

  // The body and the unescaped strings live on the heap at fixed addresses: a moved Page keeps its
  // cells.
  std::unique_ptr<std::string> body_;
  std::vector<std::unique_ptr<char[]>> unescaped_;
  std::vector<Cell> cells_;  // rows_ x width_
  size_t rows_ = 0;
  size_t width_ = 0;
  std::optional<int64_t> total_;
};

}  // namespace zoho_desk::client
