#pragma once

// Whatever a query or a program shows in a test is searched for secrets: tests/support does so for
// every result it hands out.

#include <string>
#include <string_view>

namespace zoho_desk::testing {

// The first token of Zoho's form in the text ("1000." and at least 32 hexadecimal digits, such as
// the sandbox issues); empty if there is none.
std::string_view FindToken(std::string_view text);

// From now on the text counts as a secret; for client secrets, which look like nothing.
// Thread-safe.
void WatchFor(const std::string& secret);

// Fails the test if `shown` holds a secret; `origin` says what showed it. Thread-safe.
void ExpectNoSecrets(std::string_view shown, std::string_view origin);

}  // namespace zoho_desk::testing
