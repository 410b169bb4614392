#pragma once

// The keys a scan has delivered. Pages overlap (an endpoint counted from 1 but asked from 0, rows
// that move while they are paged), and SQLite trusts a primary key: a repeated row must be dropped
// here.

#include <charconv>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_set>

namespace zoho_desk::client {

class SeenKeys {
 public:
  // False if the key was seen before. Ids are decimal numbers: kept as 8 bytes, other keys as text.
  bool Insert(std::string_view key) {
    uint64_t number = 0;
    const auto [end, error] = std::from_chars(key.data(), key.data() + key.size(), number);
    const bool is_canonical = error == std::errc{} && end == key.data() + key.size() &&
                              (key.size() == 1 || key[0] != '0');
    return is_canonical ? numbers_.insert(number).second : texts_.emplace(key).second;
  }

 private:
  std::unordered_set<uint64_t> numbers_;
  std::unordered_set<std::string> texts_;
};

}  // namespace zoho_desk::client
