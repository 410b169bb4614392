#pragma once

// An API answer decoded into rows. A Page owns the answer's body; its cells point into it, so
// values are copied once, by SQLite. Only the projected columns are decoded (simdjson, on demand).

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "client/cell.h"
#include "client/projection.h"
#include "common/status.h"

namespace zoho_desk::client {

// Ids have 20 digits, codes a few words. A longer key is an error: keys are remembered and asked
// for.
inline constexpr size_t kLongestKey = 256;  // bytes

// What is kept of answers beside the page that is being read, for each reason by itself: to read a
// short scan again, to look a record up again, because it came ahead of its turn.
inline constexpr size_t kMostKeptBytes = size_t{32} * 1024 * 1024;

// Immutable but for being moved: any thread may read it while it lives.
class Page {
 public:
  // Decodes {"<data_key>": [ {...}, ... ]}, or without a data key the only row, {...}, of which
  // there is none where the answer is [] or {}. Errors are kBadResponse and say what is wrong: JSON
  // that is malformed, no data key or two, a row that is not an object, a row without its key or
  // with a key twice or longer than kLongestKey, more than 20,000 rows. JSON that ends too early is
  // Signal::kCutOff.
  static Result<Page> DecodeRows(std::string body, std::string_view data_key,
                                 const Projection& projection);

  // Decodes a bare record into a page of one row.
  static Result<Page> DecodeRecord(std::string body, const Projection& projection);

  Page(const Page&) = delete;
  Page& operator=(const Page&) = delete;
  Page(Page&&) = default;
  Page& operator=(Page&&) = default;
  ~Page() = default;

  size_t size() const { return rows_; }
  // Memory it takes.
  size_t bytes() const {
    return body_->capacity() + made_bytes_ + cells_.capacity() * sizeof(Cell);
  }
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
  size_t made_bytes_ = 0;    // of them
  std::vector<Cell> cells_;  // rows_ x width_
  size_t rows_ = 0;
  size_t width_ = 0;
  std::optional<int64_t> total_;
};

}  // namespace zoho_desk::client
