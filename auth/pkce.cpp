// What a login in the browser proves itself with; called by cli/consent_flow and, to compare, by
// consent.cpp. All randomness is the kernel's: where it has none to give there is no login.

#include "auth/pkce.h"

#include <sys/random.h>

#include <cerrno>

#include "auth/sha256.h"

namespace zoho_desk::auth {
namespace {

constexpr size_t kVerifierBytes = 32;

// The bytes that a text of hexadecimal digits stands for.
std::string FromHex(std::string_view hex) {
  const auto digit = [](char c) { return c <= '9' ? c - '0' : c - 'a' + 10; };
  std::string bytes;
  for (size_t i = 0; i + 1 < hex.size(); i += 2)
    bytes += static_cast<char>(digit(hex[i]) * 16 + digit(hex[i + 1]));
  return bytes;
}

}  // namespace

std::string Base64Url(std::string_view bytes) {
  constexpr std::string_view kDigits =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  std::string text;
  for (size_t i = 0; i < bytes.size(); i += 3) {
    const std::string_view group = bytes.substr(i, 3);
    unsigned bits = 0;
    for (size_t j = 0; j < 3; ++j)
      bits = bits << 8U | (j < group.size() ? static_cast<unsigned char>(group[j]) : 0U);
    // One digit more than there are bytes carries all their bits.
    for (size_t digit = 0; digit <= group.size(); ++digit)
      text += kDigits[bits >> (18U - 6U * digit) & 63U];
  }
  return text;
}

Result<std::string> RandomText(size_t bytes) {
  std::string random(bytes, '\0');
  for (size_t filled = 0; filled < bytes;) {
    const ssize_t count = getrandom(random.data() + filled, bytes - filled, 0);
    if (count < 0 && errno == EINTR)
      continue;
    if (count <= 0)
      return Error{Code::kInternal, "the system's random number generator does not work"};
    filled += static_cast<size_t>(count);
  }
  return Base64Url(random);
}

Result<std::string> MakeCodeVerifier() {
  return RandomText(kVerifierBytes);
}

std::string CodeChallenge(std::string_view verifier) {
  return Base64Url(FromHex(Sha256Hex(verifier)));
}

bool SameSecret(std::string_view a, std::string_view b) {
  if (a.size() != b.size())
    return false;
  unsigned difference = 0;
  for (size_t i = 0; i < a.size(); ++i)
    difference |= static_cast<unsigned>(a[i] ^ b[i]);
  return difference == 0;
}

}  // namespace zoho_desk::auth
