#pragma once

// libcurl as the module uses it: opened privately (common/private_library.h says why), with the
// functions of curl.h that http/ calls defined here. Programs and the static library link libcurl
// instead, and leave this file out.

#include "common/status.h"

namespace zoho_desk::http {

// Before anything of http/ is called; calls after the first return what the first one did.
// Thread-safe.
const Status& BindCurl();

}  // namespace zoho_desk::http
