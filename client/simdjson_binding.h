#pragma once

// simdjson as the module uses it: opened privately (common/private_library.h says why), with what
// simdjson.h leaves to the library defined here. Programs and the static library link simdjson
// instead, and leave this file out.

#include "common/status.h"

namespace zoho_desk::client {

// Before the first page is decoded; calls after the first return what the first one did.
// Thread-safe.
const Status& BindSimdjson();

}  // namespace zoho_desk::client
