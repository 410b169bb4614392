#include "http/transport.h"

#include <algorithm>

namespace zoho_desk::http {
namespace {

char LowerAscii(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

bool EqualsIgnoringCase(std::string_view a, std::string_view b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](char x, char y) { return LowerAscii(x) == LowerAscii(y); });
}

}  // namespace

const std::string* Response::FindHeader(std::string_view name) const {
  for (const Header& header : headers) {
    if (EqualsIgnoringCase(header.name, name))
      return &header.value;
  }
  return nullptr;
}

Result<Response> Transport::Send(Request request, const CancelCheck& cancelled) {
  return Start(std::move(request))->Wait(cancelled);
}

}  // namespace zoho_desk::http
