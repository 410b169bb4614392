#pragma once

// SHA-256 (FIPS 180-4), for file names that must not reveal what they are made from, and for the
// challenges of PKCE. Here because OpenSSL is not a dependency; not meant for anything that has to
// resist timing attacks. Pure.

#include <string>
#include <string_view>

namespace zoho_desk::auth {

// 64 lower-case hexadecimal digits.
std::string Sha256Hex(std::string_view data);

}  // namespace zoho_desk::auth
