#pragma once

// URL text: percent-encoding and query strings (RFC 3986). Nothing a user or a server supplies
// enters a URL except through these functions. Pure; thread-safe.

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace zoho_desk {

// Encodes everything but the unreserved characters A-Z a-z 0-9 - . _ ~ ; a space becomes %20.
std::string PercentEncode(std::string_view text);

// As PercentEncode, but keeps ',' and ':' so that comma lists and timestamps stay readable in the
// request log; both are legal in a query.
std::string EncodeQueryValue(std::string_view text);

// Ordered name/value pairs. Values are raw; they are encoded by ToQueryString.
using QueryParams = std::vector<std::pair<std::string, std::string>>;

// "a=1&b=x%20y", without a leading '?'. Empty for no parameters.
std::string ToQueryString(const QueryParams& params);

// The same pairs as an application/x-www-form-urlencoded body.
std::string ToFormBody(const QueryParams& params);

}  // namespace zoho_desk
