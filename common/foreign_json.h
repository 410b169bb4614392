#pragma once

// JSON that somebody else wrote: answers of servers, and files, which may hold anything. Whatever
// becomes a tree of values is parsed here and nowhere else (pages of rows are read without one,
// client/page.h). A tree takes thirty times the memory of its text, and copying, comparing and
// writing one takes a stack frame per level, on whatever stack the host's thread has: so size and
// depth are bounded before there is one.
//
// Pure functions; thread-safe.

#include <cstddef>
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <string_view>

namespace zoho_desk {

// What Zoho and the profile file have is nested five levels deep.
inline constexpr size_t kMostForeignLevels = 64;
// Longer than the answers and files that are read here, by far.
inline constexpr size_t kMostForeignBytes = size_t{1024} * 1024;

// Whether arrays and objects stand within one another more than `levels` deep, up to where the text
// stops being JSON.
bool NestsDeeperThan(std::string_view text, size_t levels);

// The text as JSON; a discarded value (which is no object, array or scalar) if it is none, longer
// than `most_bytes`, or nested deeper than kMostForeignLevels. `Value` is nlohmann::json, or
// nlohmann::ordered_json, which keeps the order of keys.
template <typename Value = nlohmann::json>
Value ParseForeignJson(std::string_view text, size_t most_bytes = kMostForeignBytes);

// The member of that name; nullptr if there is none or `value` is no object. Points into `value`.
const nlohmann::json* FindMember(const nlohmann::json& value, const char* name);

// The member's text; empty if it is no string.
std::string TextMember(const nlohmann::json& value, const char* name);

}  // namespace zoho_desk
