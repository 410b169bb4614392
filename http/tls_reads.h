#pragma once

// How much of a TLS connection one turn of the transfers may read.
//
// libcurl reads a connection for as long as there is something to read, and calls nobody while what
// it reads holds nothing of a body: HTTP/2 frames without content, for one. A server that sends
// them without end would keep it for ever, deaf to interrupts and time-outs. So after a share the
// connection says that there is nothing more for now, and libcurl returns. HTTP/2 is spoken over
// TLS only; in clear text libcurl bounds its reads itself.
//
// Needs a libcurl that is linked with OpenSSL (1.1 or newer); with another nothing is limited.

#include <functional>

#include "http/curl_handles.h"

namespace zoho_desk::http {

// Where to find OpenSSL's functions, if not where the program's symbols are: those that libcurl
// calls. Before the first transfer. `find` returns nullptr for what is not there.
void UseTlsFunctions(const std::function<void*(const char* name)>& find);

// To be called when the handle is set up: limits the connections that it opens.
void LimitTlsReads(CURL* easy);

// Another turn begins: every connection has its whole share again. By the thread that drives.
void GrantTlsReads();

}  // namespace zoho_desk::http
