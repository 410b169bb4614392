#pragma once

// The real transport: libcurl.

#include "http/transport.h"

namespace zoho_desk::http {

// The transport of this process; lives until the process ends. All connections of all SQLite
// connections share its pool of HTTP connections. It starts no thread. A forked child gets a pool
// of its own and must not use transfers its parent started: their Wait fails, their Poll is true.
Transport& CurlTransport();

}  // namespace zoho_desk::http
