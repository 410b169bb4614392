// RetryAfterMillis of transport.h: reads the Retry-After header (RFC 9110, 10.2.3). Called by
// auth/token_source and client/ before they try again or say when to. Whatever a server writes, the
// time is not negative and no longer than a year.

#include <curl/curl.h>

#include <algorithm>
#include <charconv>
#include <ctime>

#include "common/text.h"
#include "http/transport.h"

namespace zoho_desk::http {
namespace {

// Nobody means more, and less than this cannot overflow.
constexpr int64_t kMostSeconds = int64_t{366} * 86'400;

// Seconds since 1970; -1 if it is no date.
int64_t DateOf(const std::string& text) {
  return static_cast<int64_t>(curl_getdate(text.c_str(), nullptr));
}

}  // namespace

std::optional<int64_t> RetryAfterMillis(const Response& response) {
  const std::string* const text = response.FindHeader("Retry-After");
  if (text == nullptr || text->empty())
    return std::nullopt;
  const auto millis = [](int64_t seconds) {
    return std::clamp<int64_t>(seconds, 0, kMostSeconds) * 1000;
  };
  if (std::all_of(text->begin(), text->end(), IsAsciiDigit)) {
    int64_t seconds = kMostSeconds;
    std::from_chars(text->data(), text->data() + text->size(), seconds);  // too large: stays
    return millis(seconds);
  }
  const int64_t date = DateOf(*text);
  if (date < 0)
    return std::nullopt;
  // The server's clock, not ours: one of them may be wrong.
  const std::string* const own = response.FindHeader("Date");
  const int64_t now = own != nullptr ? DateOf(*own) : -1;
  return millis(date - (now >= 0 ? now : static_cast<int64_t>(std::time(nullptr))));
}

}  // namespace zoho_desk::http
