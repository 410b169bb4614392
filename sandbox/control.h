#pragma once

// The sandbox's own pages, for tests in other processes:
//   GET  /_sandbox/log                the requests so far, as a JSON array
//   POST /_sandbox/log/reset
//   GET  /_sandbox/dump[/<resource>]  the data set, with what has changed since the start
//   GET  /_sandbox/dump/<resource>/<id>
//   GET  /_sandbox/status             credits left, settings; max_in_flight and abandoned, the
//                                     most API requests at once and those given up by their client
//                                     since the start or the last reset of the log
//   POST /_sandbox/control            a JSON object; every key is optional:
//     latency_ms, token_ttl_s, concurrency, credits, retry_after_s, search_ceiling, list_ceiling,
//     search_window, search_count_cap, index_lag_s, throttle_tokens
//         numbers, as in Settings
//     search_count
//         "number", "string" or "none"
//     range_bounds
//         "inclusive", "exclusive-upper" or "exclusive"
//     require_org_header, gzip, ties_follow_sort
//         booleans
//     scopes
//         array of scopes
//     refusals
//         object from a path or a table to the errorCode that it answers 403 with
//     list_ceilings, index_base
//         objects from resource to number
//     habits
//         object from "contacts" or "contacts/search" to an object: sort ("taken", "invalid",
//         "extra", "bad-request", "ignored"), most_rows, hidden_every (numbers), ignores_from,
//         shuffles (booleans), as in list_habits.h
//     expire_tokens, reset_throttle, clear_faults, new_code
//         true: do it
//     advance_clock_s, advance_data_clock_s
//         moves the tokens' clock, and that of data changes
//     clear_changes
//         true: forget the changes that are not due yet
//     changes
//         array of changes of the data set: resource, after, watch, match, times, advance_s, create
//         (a number), delete and edit (arrays of ids, row numbers and [first row, count]), field,
//         value, json, as in data_change.h
//     inject
//         array of faults: match, query, method, skip, times, status, headers, content_type, body
//         (text, or JSON that is sent as such), truncate_at, close, delay_ms, http_1_0, drip_ms,
//         stall, replace (an array of two texts)
//   A key that is not listed is refused with 400 and nothing is changed.

#include <string>

#include "sandbox/http_types.h"

namespace zoho_desk::sandbox {

class Api;

HttpResponse HandleControl(Api& api, const HttpRequest& request);

// The errorCode (or token endpoint `error`) of an error body; empty if there is none.
std::string ErrorCodeOf(const std::string& body);

}  // namespace zoho_desk::sandbox
