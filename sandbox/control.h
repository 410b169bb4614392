#pragma once

// The sandbox's own pages, for tests in other processes:
//   GET  /_sandbox/log                the requests so far, as a JSON array
//   POST /_sandbox/log/reset
//   GET  /_sandbox/dump[/<resource>]  the data set
//   GET  /_sandbox/status             credits left, settings
//   POST /_sandbox/control            a JSON object; every key is optional:
//     latency_ms, token_ttl_s, concurrency, credits, retry_after_s, search_ceiling, list_ceiling,
//     throttle_tokens            numbers, as in Settings
//     require_org_header, gzip   booleans
//     scopes                     array of scopes
//     list_ceilings, index_base  objects from resource to number
//     expire_tokens, reset_throttle, clear_faults, new_code   true: do it
//     advance_clock_s            moves the tokens' clock
//     inject                     array of faults: match, query, method, skip, times, status,
//     headers,
//                                content_type, body (text, or JSON that is sent as such),
//                                truncate_at, close, delay_ms
//   A key that is not listed is refused with 400 and nothing is changed.

#include <string>

#include "sandbox/http_types.h"

namespace zoho_desk::sandbox {

class Api;

HttpResponse HandleControl(Api& api, const HttpRequest& request);

// The errorCode (or token endpoint `error`) of an error body; empty if there is none.
std::string ErrorCodeOf(const std::string& body);

}  // namespace zoho_desk::sandbox
