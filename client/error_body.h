#pragma once

// What an answer that refuses a request says, in Zoho's words and as data (facts/platform.md,
// "Errors"). The only place that knows Zoho's error codes and reads its messages.

#include <string>

#include "common/status.h"
#include "common/url.h"
#include "http/transport.h"

namespace zoho_desk::client {

// Texts are without secrets (common/safe_text.h) and short; both empty if the body is not such
// JSON, or larger than any error of Zoho's (256 KiB).
struct ErrorBody {
  std::string code;     // errorCode
  std::string message;  // message, else errorMessage, with the fields at fault
  Refusal refusal{};
};

// For any answer. One to be used has neither code, message nor refusal: a 204, and a 200 unless its
// body is an error of Zoho's. `query` is what was asked, for the parameter that a refusal is about.
ErrorBody ParseErrorBody(const http::Response& response, const QueryParams& query = {});

// Whether the body is a page for people, as web servers and firewalls answer.
bool IsPage(const http::Response& response);

}  // namespace zoho_desk::client
