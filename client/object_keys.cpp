// Reads keys and nested values of an answer, for page.cpp and count_answer.cpp. No key is read
// through a buffer that simdjson may lack, and an object has its column's keys whoever answered.

#include "client/object_keys.h"

#include <cstring>
#include <utility>
#include <vector>

#include "client/json_value.h"

namespace zoho_desk::client {

namespace od = simdjson::ondemand;

namespace {

simdjson::error_code RawValue(simdjson::simdjson_result<od::value> value, std::string_view& raw) {
  od::json_type type{};
  if (const auto error = value.type().get(type))
    return error;
  const auto error = type == od::json_type::object || type == od::json_type::array
                         ? RawNested(value, type, raw)
                         : value.raw_json_token().get(raw);
  raw = TrimEnd(raw);
  return error;
}

}  // namespace

std::string_view TrimEnd(std::string_view token) {
  const size_t end = token.find_last_not_of(" \t\r\n");
  return end == std::string_view::npos ? std::string_view{} : token.substr(0, end + 1);
}

simdjson::error_code KeyOf(simdjson::simdjson_result<od::field>& field, std::string_view& key,
                           std::string& unescaped) {
  od::raw_json_string raw;
  if (const auto error = field.key().get(raw))
    return error;
  const char* const start = raw.raw();
  size_t length = std::strcspn(start, "\"\\");
  const bool is_plain = start[length] == '"';
  while (start[length] != '"')  // which is there: simdjson has looked for it
    length += start[length] == '\\' ? 2U : 1U;
  key = {start, length};
  if (is_plain)
    return simdjson::SUCCESS;
  auto text = Unescape(key);
  if (!text)
    return simdjson::STRING_ERROR;
  unescaped = std::move(*text);
  key = unescaped;
  return simdjson::SUCCESS;
}

simdjson::error_code RawNested(simdjson::simdjson_result<od::value> value, od::json_type type,
                               std::string_view& raw) {
  if (type == od::json_type::object) {
    od::object object;
    const auto error = value.get_object().get(object);
    return error ? error : object.raw_json().get(raw);
  }
  od::array array;
  const auto error = value.get_array().get(array);
  return error ? error : array.raw_json().get(raw);
}

simdjson::error_code WithKeys(od::object& object, std::span<const resources::ObjectKey> keys,
                              std::string& out) {
  std::vector<std::string_view> by_name(keys.size());
  std::vector<std::string_view> by_alias(keys.size());
  for (auto field : object) {
    std::string_view key;
    std::string unescaped;
    if (KeyOf(field, key, unescaped) != simdjson::SUCCESS)
      key = {};
    std::string_view raw;
    if (const auto error = RawValue(field.value(), raw))
      return error;
    for (size_t i = 0; i < keys.size() && !key.empty(); ++i) {
      if (key == keys[i].name && by_name[i].empty())
        by_name[i] = raw;
      else if (key == keys[i].alias && by_alias[i].empty())
        by_alias[i] = raw;
    }
  }
  out = "{";
  for (size_t i = 0; i < keys.size(); ++i) {
    const std::string_view value = by_name[i].empty() ? by_alias[i] : by_name[i];
    out.append(i == 0 ? "\"" : ",\"").append(keys[i].name).append("\":");
    out.append(value.empty() ? "null" : value);
  }
  out += '}';
  return simdjson::SUCCESS;
}

}  // namespace zoho_desk::client
