#pragma once

// Names of roles and profiles, for the records that show them.

#include <cstdint>

#include "sandbox/json_writer.h"

namespace zoho_desk::sandbox {

void WriteRoleName(uint32_t role, Writer& w);
void WriteProfileName(uint32_t profile, Writer& w);

}  // namespace zoho_desk::sandbox
