#include "tests/support/secret_watch.h"

#include <gtest/gtest.h>

#include <mutex>
#include <set>

namespace zoho_desk::testing {
namespace {

struct Watch {
  std::mutex mutex;
  std::set<std::string> secrets;
};

Watch& TheWatch() {
  static auto* watch = new Watch;
  return *watch;
}

}  // namespace

std::string_view FindToken(std::string_view text) {
  constexpr std::string_view kStart = "1000.";
  constexpr size_t kDigits = 32;
  for (size_t at = text.find(kStart); at != std::string_view::npos;
       at = text.find(kStart, at + 1)) {
    const size_t rest = at + kStart.size();
    const size_t end = text.find_first_not_of("0123456789abcdef", rest);
    const size_t digits = (end == std::string_view::npos ? text.size() : end) - rest;
    if (digits >= kDigits)
      return text.substr(at, kStart.size() + digits);
  }
  return {};
}

void WatchFor(const std::string& secret) {
  Watch& watch = TheWatch();
  const std::scoped_lock lock(watch.mutex);
  watch.secrets.insert(secret);
}

void ExpectNoSecrets(std::string_view shown, std::string_view origin) {
  // The secret itself stays out of the failure's text.
  if (!FindToken(shown).empty())
    ADD_FAILURE() << "a token is in what this shows: " << origin;
  Watch& watch = TheWatch();
  const std::scoped_lock lock(watch.mutex);
  for (const std::string& secret : watch.secrets) {
    if (shown.find(secret) != std::string_view::npos)
      ADD_FAILURE() << "a client secret is in what this shows: " << origin;
  }
}

}  // namespace zoho_desk::testing
