#pragma once

// Tables made from facts.

#include <span>
#include <string_view>

#include "sandbox/spec.h"

namespace zoho_desk::sandbox {

// Code that makes a field's value, where its form is not enough.
struct Maker {
  std::string_view field;
  FieldFn write;
};

// The table that the facts about a kind of record describe. It lives as long as the process.
const ResourceSpec* MakeTable(Res res, std::span<const Maker> makers);

}  // namespace zoho_desk::sandbox
