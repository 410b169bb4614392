#pragma once

// The keys a scan has delivered. Pages overlap (an endpoint counted from 1 but asked from 0, rows
// that move while they are paged, slices of time), and SQLite trusts a primary key: a repeated row
// must be dropped here.

#include <charconv>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_set>
#include <utility>
#include <variant>

namespace zoho_desk::client {

// Not thread-safe.
class SeenKeys {
 public:
  // Of almost three million ids. A list that brings more would take memory without end.
  static constexpr size_t kMostBytes = size_t{128} * 1024 * 1024;

  // Memory it takes, as good as can be told.
  size_t bytes() const { return now_.bytes + before_.bytes; }
  bool is_full() const { return bytes() > kMostBytes; }

  // False if the key was seen before.
  bool Insert(std::string_view key) {
    const Key parsed = Parse(key);
    if (now_.Insert(parsed))
      return !before_.Contains(parsed);
    return false;
  }

  bool Contains(std::string_view key) const {
    const Key parsed = Parse(key);
    return now_.Contains(parsed) || before_.Contains(parsed);
  }

  // Forgets the keys that were not met since the last call: with slices in an order that never
  // changes, a row can only come again in the slice after its own. Keeps memory bounded.
  void Rotate() {
    before_ = std::move(now_);
    now_ = {};
  }

 private:
  // Ids are decimal numbers: kept as 8 bytes, other keys as text.
  using Key = std::variant<uint64_t, std::string_view>;
  struct Keys {
    bool Insert(const Key& key) {
      const bool is_new = key.index() == 0 ? numbers.insert(std::get<0>(key)).second
                                           : texts.emplace(std::get<1>(key)).second;
      if (is_new)
        bytes += kBytesPerKey + (key.index() == 0 ? 0 : kBytesPerText + std::get<1>(key).size());
      return is_new;
    }
    bool Contains(const Key& key) const {
      return key.index() == 0 ? numbers.contains(std::get<0>(key))
                              : texts.contains(std::string(std::get<1>(key)));
    }
    std::unordered_set<uint64_t> numbers;
    std::unordered_set<std::string> texts;
    size_t bytes = 0;
  };
  // A node with its place in the table; a string with its allocation.
  static constexpr size_t kBytesPerKey = 48;
  static constexpr size_t kBytesPerText = 48;

  static Key Parse(std::string_view key) {
    uint64_t number = 0;
    const auto [end, error] = std::from_chars(key.data(), key.data() + key.size(), number);
    const bool is_canonical = error == std::errc{} && end == key.data() + key.size() &&
                              (key.size() == 1 || key[0] != '0');
    return is_canonical ? Key(number) : Key(key);
  }

  Keys now_;
  Keys before_;
};

}  // namespace zoho_desk::client
