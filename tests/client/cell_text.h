#pragma once

// A cell as text for comparisons: its kind, then its value.

#include <array>
#include <cstdio>
#include <string>

#include "client/cell.h"

namespace zoho_desk::client {

inline std::string Show(const Cell& cell) {
  switch (cell.kind) {
    case Cell::Kind::kNull:
      return "null";
    case Cell::Kind::kInteger:
      return "integer " + std::to_string(cell.integer);
    case Cell::Kind::kReal: {
      std::array<char, 40> digits{};
      std::snprintf(digits.data(), digits.size(), "%.17g", cell.real);
      return std::string("real ") + digits.data();
    }
    case Cell::Kind::kText:
      return "text " + std::string(cell.text());
    case Cell::Kind::kJson:
      return "json " + std::string(cell.text());
  }
  return "?";
}

}  // namespace zoho_desk::client
