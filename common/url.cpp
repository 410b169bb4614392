// Encodes the URLs of client/'s requests, and auth/'s forms and consent address. Names are encoded
// as values are, so that no text, whoever wrote it, can add a parameter or leave the query.

#include "common/url.h"

#include "common/text.h"

namespace zoho_desk {
namespace {

bool IsUnreserved(char c) {
  return IsAsciiAlphanumeric(c) || c == '-' || c == '.' || c == '_' || c == '~';
}

std::string Encode(std::string_view text, std::string_view also_keep) {
  constexpr std::string_view kHex = "0123456789ABCDEF";
  std::string out;
  out.reserve(text.size());
  for (const char c : text) {
    if (IsUnreserved(c) || also_keep.find(c) != std::string_view::npos) {
      out += c;
      continue;
    }
    const auto byte = static_cast<unsigned char>(c);
    out += '%';
    out += kHex[byte >> 4U];
    out += kHex[byte & 15U];
  }
  return out;
}

template <typename EncodeValue>
std::string Join(const QueryParams& params, EncodeValue encode_value) {
  std::string out;
  for (const auto& [name, value] : params) {
    AppendToList(out, PercentEncode(name), "&");
    out += '=';
    out += encode_value(value);
  }
  return out;
}

}  // namespace

std::string PercentEncode(std::string_view text) {
  return Encode(text, "");
}

std::string EncodeQueryValue(std::string_view text) {
  return Encode(text, ",:");
}

std::string ToQueryString(const QueryParams& params) {
  return Join(params, EncodeQueryValue);
}

std::string ToFormBody(const QueryParams& params) {
  return Join(params, PercentEncode);
}

}  // namespace zoho_desk
