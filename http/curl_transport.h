#pragma once

// The real transport: libcurl.

#include <cstddef>

#include "http/transport.h"

namespace zoho_desk::http {

// The transport of this process; lives until the process ends. All connections of all SQLite
// connections share its pool of HTTP connections. It starts no thread. A forked child gets a pool
// of its own and must not use transfers its parent started: their Wait fails, their Poll is true.
Transport& CurlTransport();

// Does once what the first request would do otherwise, while the process has few threads: libcurl
// and its TLS library set themselves up. Sends nothing, cannot fail. Thread-safe.
void StartTransport();

// What the transport of this process holds at the moment, to see that nothing is left behind.
struct TransportCounts {
  size_t queued = 0;  // transfers that wait for their turn
  size_t active = 0;  // transfers that libcurl works on, each with an easy handle
};
// Thread-safe; waits for a thread that drives the transfers to leave.
TransportCounts CountTransfers();

}  // namespace zoho_desk::http
