// Requests and answers without sockets, for whoever answers. Errors have the shapes that Zoho
// documents; a wrong path gets a page for people, as at Zoho, where that tells it from a missing
// record.

#include "sandbox/http_types.h"

#include "sandbox/json_writer.h"

namespace zoho_desk::sandbox {
namespace {

int HexDigit(char c) {
  if (c >= '0' && c <= '9')
    return c - '0';
  if (c >= 'a' && c <= 'f')
    return c - 'a' + 10;
  if (c >= 'A' && c <= 'F')
    return c - 'A' + 10;
  return -1;
}

}  // namespace

const std::string* HttpRequest::Header(const std::string& lower_name) const {
  const auto it = headers.find(lower_name);
  return it == headers.end() ? nullptr : &it->second;
}

std::string PercentDecode(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '+') {
      out += ' ';
    } else if (text[i] == '%' && i + 2 < text.size() && HexDigit(text[i + 1]) >= 0 &&
               HexDigit(text[i + 2]) >= 0) {
      out += static_cast<char>(HexDigit(text[i + 1]) * 16 + HexDigit(text[i + 2]));
      i += 2;
    } else {
      out += text[i];
    }
  }
  return out;
}

NameValues ParseQuery(std::string_view query) {
  NameValues pairs;
  while (!query.empty()) {
    const size_t amp = query.find('&');
    const std::string_view part = query.substr(0, amp);
    query = amp == std::string_view::npos ? std::string_view() : query.substr(amp + 1);
    if (part.empty())
      continue;
    const size_t equals = part.find('=');
    const bool bare = equals == std::string_view::npos;
    pairs.emplace_back(PercentDecode(part.substr(0, equals)),
                       bare ? std::string() : PercentDecode(part.substr(equals + 1)));
  }
  return pairs;
}

HttpResponse ErrorAnswer(int status, std::string_view code, std::string_view message) {
  HttpResponse answer{.status = status};
  Writer w(answer.body);
  w.BeginObject();
  w.Key("errorCode");
  w.String(code);
  w.Key("message");
  w.String(message);
  w.EndObject();
  return answer;
}

HttpResponse Unprocessable(std::string_view message) {
  return ErrorAnswer(422, "UNPROCESSABLE_ENTITY", message);
}

HttpResponse InvalidData(std::string_view field) {
  HttpResponse answer{.status = 422};
  Writer w(answer.body);
  w.BeginObject();
  w.Key("errorCode");
  w.String("INVALID_DATA");
  w.Key("message");
  w.String("The data does not comply to the validation restrictions defined.");
  w.Key("errors");
  w.BeginArray();
  w.BeginObject();
  w.Key("fieldName");
  w.BeginString();
  w.Text("/");
  w.Text(field);
  w.EndString();
  w.Key("errorType");
  w.String("invalid");
  w.Key("errorMessage");
  w.String("");
  w.EndObject();
  w.EndArray();
  w.EndObject();
  return answer;
}

HttpResponse NotFoundPage() {
  return {.status = 404,
          .body =
              "<!DOCTYPE html>\n<html><head><title>Not found</title></head>"
              "<body><h1>This page is not here</h1></body></html>\n",
          .content_type = "text/html;charset=UTF-8"};
}

}  // namespace zoho_desk::sandbox
