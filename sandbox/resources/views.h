#pragma once

// Saved views: which module each belongs to and which rows it shows.

#include <cstdint>
#include <string_view>

#include "sandbox/world.h"

namespace zoho_desk::sandbox {

// As the `module` parameter spells it.
std::string_view ViewModule(uint32_t view);

// The condition of a view: this field equals this value. An empty field means every row.
struct ViewRule {
  std::string_view field;
  std::string_view value;
};
ViewRule RuleOfView(uint32_t view);

}  // namespace zoho_desk::sandbox
