#pragma once

// Proof Key for Code Exchange (RFC 7636) and the random texts a login needs. Zoho documents PKCE
// with S256 for its desktop clients (facts/platform.md, "Endpoints and grants").

#include <cstddef>
#include <string>
#include <string_view>

#include "common/status.h"

namespace zoho_desk::auth {

// base64url without padding (RFC 4648, section 5).
std::string Base64Url(std::string_view bytes);

// That many bytes of the kernel's random generator in base64url. kInternal if it has none to give.
Result<std::string> RandomText(size_t bytes);

// A code verifier of 256 random bits: 43 characters.
Result<std::string> MakeCodeVerifier();

// The S256 challenge of a verifier.
std::string CodeChallenge(std::string_view verifier);

// Whether both are the same, in a time that does not tell where they differ.
bool SameSecret(std::string_view a, std::string_view b);

}  // namespace zoho_desk::auth
