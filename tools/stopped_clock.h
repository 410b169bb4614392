#pragma once

// SQLite's 'now' at a chosen moment, for documents and tests that must come out the same every day.

#include <cstdint>

namespace zoho_desk::tools {

// From now on 'now' is that moment, in milliseconds since 1970 (UTC), in every connection that this
// process opens. Replaces SQLite's default VFS; not while another thread opens a connection.
void StopTheClock(int64_t unix_millis);

}  // namespace zoho_desk::tools
