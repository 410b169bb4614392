#pragma once

// The libraries behind the transport, for bug reports. Thread-safe.

#include <string>

namespace zoho_desk::http {

// "libcurl 7.88.1 (OpenSSL/3.0.17, zlib/1.2.13, nghttp2/1.52.0)": what the process really runs
// with.
std::string TransportVersions();

}  // namespace zoho_desk::http
