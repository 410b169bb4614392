// The check of a code verifier, for oauth.cpp. It computes SHA-256 itself, from the constants'
// definition: the sandbox shares no code with what it tests, and needs no library for one hash.

#include "sandbox/oauth_pkce.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <vector>

namespace zoho_desk::sandbox {
namespace {

using Bytes = std::vector<uint8_t>;

bool IsPrime(uint32_t number) {
  for (uint32_t divisor = 2; divisor * divisor <= number; ++divisor) {
    if (number % divisor == 0)
      return false;
  }
  return true;
}

// The first 32 bits of the fractional part of the root of `prime`: the largest x with
// (x / 2^32)^degree <= prime, less its whole part.
uint32_t RootFraction(uint32_t prime, int degree) {
  __extension__ using Wide = unsigned __int128;
  uint64_t root = 0;
  for (int bit = 36; bit >= 0; --bit) {
    const uint64_t candidate = root | (uint64_t{1} << static_cast<unsigned>(bit));
    // candidate^2 < 2^74 and candidate^3 < 2^111 fit.
    Wide power = static_cast<Wide>(candidate) * candidate;
    if (degree == 3)
      power *= candidate;
    if (power <= static_cast<Wide>(prime) << static_cast<unsigned>(32 * degree))
      root = candidate;
  }
  return static_cast<uint32_t>(root);
}

// FIPS 180-4 derives its constants from the first primes; so does this.
struct Constants {
  std::array<uint32_t, 8> initial{};
  std::array<uint32_t, 64> round{};

  Constants() {
    size_t count = 0;
    for (uint32_t number = 2; count < round.size(); ++number) {
      if (!IsPrime(number))
        continue;
      if (count < initial.size())
        initial[count] = RootFraction(number, 2);
      round[count++] = RootFraction(number, 3);
    }
  }
};

uint32_t Rotate(uint32_t x, unsigned by) {
  return (x >> by) | (x << (32 - by));
}

void Compress(std::array<uint32_t, 8>& hash, const uint8_t* block, const Constants& constants) {
  std::array<uint32_t, 64> schedule{};
  for (size_t i = 0; i < 64; ++i) {
    if (i < 16) {
      for (size_t byte = 0; byte < 4; ++byte)
        schedule[i] = (schedule[i] << 8U) | block[4 * i + byte];
      continue;
    }
    const uint32_t early = schedule[i - 15];
    const uint32_t late = schedule[i - 2];
    schedule[i] = schedule[i - 16] + schedule[i - 7] +
                  (Rotate(early, 7) ^ Rotate(early, 18) ^ (early >> 3U)) +
                  (Rotate(late, 17) ^ Rotate(late, 19) ^ (late >> 10U));
  }
  auto [a, b, c, d, e, f, g, h] = hash;
  for (size_t i = 0; i < 64; ++i) {
    const uint32_t first = h + (Rotate(e, 6) ^ Rotate(e, 11) ^ Rotate(e, 25)) +
                           ((e & f) ^ (~e & g)) + constants.round[i] + schedule[i];
    const uint32_t second =
        (Rotate(a, 2) ^ Rotate(a, 13) ^ Rotate(a, 22)) + ((a & b) ^ (a & c) ^ (b & c));
    h = g;
    g = f;
    f = e;
    e = d + first;
    d = c;
    c = b;
    b = a;
    a = first + second;
  }
  const std::array<uint32_t, 8> added{a, b, c, d, e, f, g, h};
  for (size_t i = 0; i < hash.size(); ++i)
    hash[i] += added[i];
}

Bytes Sha256(std::string_view text) {
  static const Constants constants;
  Bytes message(text.begin(), text.end());
  const uint64_t bits = uint64_t{8} * text.size();
  message.push_back(0x80);
  message.resize((message.size() + 8 + 63) / 64 * 64);
  for (size_t i = 0; i < 8; ++i)
    message[message.size() - 1 - i] = static_cast<uint8_t>(bits >> (8 * i));
  std::array<uint32_t, 8> hash = constants.initial;
  for (size_t at = 0; at < message.size(); at += 64)
    Compress(hash, &message[at], constants);
  Bytes digest;
  for (const uint32_t word : hash) {
    for (int shift = 24; shift >= 0; shift -= 8)
      digest.push_back(static_cast<uint8_t>(word >> static_cast<unsigned>(shift)));
  }
  return digest;
}

}  // namespace

std::string S256Challenge(std::string_view verifier) {
  constexpr std::string_view kAlphabet =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  std::string text;
  uint32_t bits = 0;
  int held = 0;
  for (const uint8_t byte : Sha256(verifier)) {
    bits = (bits << 8U) | byte;
    for (held += 8; held >= 6; held -= 6)
      text += kAlphabet[(bits >> static_cast<unsigned>(held - 6)) & 63U];
  }
  if (held > 0)
    text += kAlphabet[(bits << static_cast<unsigned>(6 - held)) & 63U];
  return text;
}

bool IsCodeVerifier(std::string_view text) {
  constexpr size_t kShortest = 43;
  constexpr size_t kLongest = 128;
  return text.size() >= kShortest && text.size() <= kLongest &&
         std::all_of(text.begin(), text.end(), [](char c) {
           return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ||
                  std::string_view("-._~").find(c) != std::string_view::npos;
         });
}

}  // namespace zoho_desk::sandbox
