#pragma once

// The keys a scan has delivered. Pages overlap (an endpoint counted from 1 but asked from 0, rows
// that move while they are paged, slices of time), and SQLite trusts a primary key: a repeated row
// must be dropped here.

#include <charconv>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
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

  // Several lists may show rows of one scan: the parts and slices of it.
  using List = uint32_t;
  List NewList() { return ++lists_; }

  enum class Met { kNever, kElsewhere, kHere };  // before: by no list, last by another, by this one
  Met Meet(std::string_view key, List list) {
    const Key parsed = Parse(key);
    std::optional<List> last = now_.Exchange(parsed, list);
    if (!last)
      last = before_.Find(parsed);
    return !last ? Met::kNever : *last == list ? Met::kHere : Met::kElsewhere;
  }
  // Whether that list was the last to show the key.
  bool WasMet(std::string_view key, List list) const {
    const Key parsed = Parse(key);
    const auto last = now_.Find(parsed);
    return (last ? last : before_.Find(parsed)) == list;
  }

  // Where there is one list only: false if the key was seen before.
  bool Insert(std::string_view key) { return Meet(key, 0) == Met::kNever; }

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
    // What was there before.
    std::optional<List> Exchange(const Key& key, List list) {
      const auto put = [&](auto& map, auto own, size_t size) -> std::optional<List> {
        const auto [at, is_new] = map.try_emplace(std::move(own), list);
        if (!is_new)
          return std::exchange(at->second, list);
        bytes += size;
        return std::nullopt;
      };
      return key.index() == 0 ? put(numbers, std::get<0>(key), kBytesPerKey)
                              : put(texts, std::string(std::get<1>(key)),
                                    kBytesPerKey + kBytesPerText + std::get<1>(key).size());
    }
    std::optional<List> Find(const Key& key) const {
      const auto get = [](const auto& map, const auto& own) {
        const auto at = map.find(own);
        return at == map.end() ? std::nullopt : std::optional<List>(at->second);
      };
      return key.index() == 0 ? get(numbers, std::get<0>(key))
                              : get(texts, std::string(std::get<1>(key)));
    }
    std::unordered_map<uint64_t, List> numbers;
    std::unordered_map<std::string, List> texts;
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
  List lists_ = 0;
};

}  // namespace zoho_desk::client
