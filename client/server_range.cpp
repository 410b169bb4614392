#include "client/server_range.h"

#include <charconv>

namespace zoho_desk::client {

std::optional<ServerRange> RangeFor(std::string_view field, const std::string& message) {
  constexpr std::string_view kStart = "range of '";
  const size_t at = message.find("'" + std::string(field) + "'");
  const size_t range = at == std::string::npos ? at : message.find(kStart, at);
  if (range == std::string::npos)
    return std::nullopt;
  ServerRange result;
  const char* const end = message.data() + message.size();
  const auto least = std::from_chars(message.data() + range + kStart.size(), end, result.least);
  if (least.ec != std::errc{} || least.ptr == end || *least.ptr != '-')
    return std::nullopt;
  const auto most = std::from_chars(least.ptr + 1, end, result.most);
  return most.ec == std::errc{} ? std::optional(result) : std::nullopt;
}

}  // namespace zoho_desk::client
