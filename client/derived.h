#pragma once

// Columns that are made from the value of another one (resources::Derivation).

#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <string_view>

#include "client/cell.h"
#include "resources/resource.h"

namespace zoho_desk::client {

// A duration as Zoho writes it, in whole seconds: "20 days 04:40 hrs", "01:50 hrs", "5 hrs",
// "00:05:14", "-00:10 hrs". nullopt: it is none, or longer than any that can be.
std::optional<int64_t> SecondsOf(std::string_view duration);

// The value of `column`, which has a derivation, where the column that it is made from has `whole`.
// NULL where that holds no such thing. Text is kept in `texts`.
Cell Derived(const resources::Column& column, const Cell& whole, std::deque<std::string>& texts);

}  // namespace zoho_desk::client
