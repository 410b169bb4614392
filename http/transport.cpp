// What answers and errors have in common whichever transport they come from; called by auth/ and
// client/. Names of headers and media types are compared without regard to case (RFC 9110, 5.1 and
// 8.3.1).

#include "http/transport.h"

#include <algorithm>

#include "common/text.h"

namespace zoho_desk::http {

bool MayPass(const Error& error) {
  return error.code == Code::kTimeout ||
         (error.code == Code::kNetwork && error.signal != Signal::kUntrustedServer &&
          error.signal != Signal::kProxyRefused);
}

bool Response::ContentTypeNames(std::string_view word) const {
  return std::search(content_type.begin(), content_type.end(), word.begin(), word.end(),
                     SameIgnoringCase) != content_type.end();
}

const std::string* Response::FindHeader(std::string_view name) const {
  for (const Header& header : headers) {
    if (EqualIgnoringCase(header.name, name))
      return &header.value;
  }
  return nullptr;
}

Result<Response> Transport::Send(Request request, const CancelCheck& cancelled) {
  return Start(std::move(request))->Wait(cancelled);
}

}  // namespace zoho_desk::http
