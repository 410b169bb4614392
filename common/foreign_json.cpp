// The one place where foreign text becomes a tree of values; its header says why. Called by auth/,
// client/ and cli/ for everything but pages of rows. No tree is deeper than kMostForeignLevels.

#include "common/foreign_json.h"

#include <nlohmann/json.hpp>

namespace zoho_desk {

bool NestsDeeperThan(std::string_view text, size_t levels) {
  if (text.size() <= levels)
    return false;
  size_t depth = 0;
  bool in_string = false;
  for (size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (in_string && c == '\\') {
      ++i;
    } else if (c == '"') {
      in_string = !in_string;
    } else if (!in_string && (c == '[' || c == '{')) {
      if (++depth > levels)
        return true;
    } else if (!in_string && (c == ']' || c == '}')) {
      if (depth == 0)
        return false;  // no parser reads on
      --depth;
    }
  }
  return false;
}

template <typename Value>
Value ParseForeignJson(std::string_view text, size_t most_bytes) {
  if (text.size() > most_bytes || NestsDeeperThan(text, kMostForeignLevels))
    return Value(Value::value_t::discarded);
  return Value::parse(text, nullptr, /*allow_exceptions=*/false);
}

template nlohmann::json ParseForeignJson(std::string_view text, size_t most_bytes);
template nlohmann::ordered_json ParseForeignJson(std::string_view text, size_t most_bytes);

const nlohmann::json* FindMember(const nlohmann::json& value, const char* name) {
  const auto found = value.find(name);
  return found == value.end() ? nullptr : &*found;
}

std::string TextMember(const nlohmann::json& value, const char* name) {
  const nlohmann::json* const member = FindMember(value, name);
  return member != nullptr && member->is_string() ? member->get<std::string>() : std::string();
}

}  // namespace zoho_desk
