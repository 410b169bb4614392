#pragma once

// Joins lists of columns, for tables that have some in common. At compile time.

#include <array>

#include "resources/resource.h"

namespace zoho_desk::resources {

template <size_t A, size_t B>
constexpr std::array<Column, A + B> Joined(const std::array<Column, A>& first,
                                           const std::array<Column, B>& second) {
  std::array<Column, A + B> all{};
  for (size_t i = 0; i < A; ++i)
    all[i] = first[i];
  for (size_t i = 0; i < B; ++i)
    all[A + i] = second[i];
  return all;
}

}  // namespace zoho_desk::resources
