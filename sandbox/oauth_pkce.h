#pragma once

// Proof Key for Code Exchange (RFC 7636) as a server checks it.

#include <string>
#include <string_view>

namespace zoho_desk::sandbox {

// The S256 challenge of a verifier: its SHA-256 in base64url without padding.
std::string S256Challenge(std::string_view verifier);

// 43 to 128 of the characters A-Z a-z 0-9 - . _ ~
bool IsCodeVerifier(std::string_view text);

}  // namespace zoho_desk::sandbox
