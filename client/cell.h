#pragma once

// One SQL value, as decoded from JSON. 16 bytes; text points into the Page that holds the answer's
// body, so a cell is valid as long as its page.

#include <cstdint>
#include <string_view>

namespace zoho_desk::client {

struct Cell {
  enum class Kind : uint8_t {
    kNull,
    kInteger,
    kReal,
    kText,
    kJson,  // text that is valid JSON: an object, an array, or a scalar in a JSON column
  };

  static Cell Null() { return {}; }
  // NULL because the record does not have the field at all.
  static Cell Absent() {
    Cell cell;
    cell.length = 1;
    return cell;
  }
  bool IsAbsent() const { return kind == Kind::kNull && length == 1; }
  static Cell Integer(int64_t value) {
    Cell cell;
    cell.kind = Kind::kInteger;
    cell.integer = value;
    return cell;
  }
  static Cell Real(double value) {
    Cell cell;
    cell.kind = Kind::kReal;
    cell.real = value;
    return cell;
  }
  static Cell Text(std::string_view value, Kind text_kind = Kind::kText) {
    Cell cell;
    cell.kind = text_kind;
    cell.length = static_cast<uint32_t>(value.size());
    cell.data = value.data();
    return cell;
  }

  // Only for kText and kJson.
  std::string_view text() const { return {data, length}; }

  Kind kind = Kind::kNull;
  uint32_t length = 0;
  union {
    int64_t integer = 0;
    double real;
    const char* data;
  };
};

}  // namespace zoho_desk::client
