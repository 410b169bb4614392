#pragma once

// What generated queries are made of: dice, and the tables with the values they hold.

#include <cstdint>
#include <map>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "resources/resource.h"
#include "tests/support/plain_tables.h"

namespace zoho_desk::testing {

// The same numbers for the same seed, whatever the standard library.
class Dice {
 public:
  explicit Dice(uint64_t seed) : engine_(seed) {}

  size_t Below(size_t count) { return static_cast<size_t>(engine_() % count); }
  bool OneIn(size_t count) { return Below(count) == 0; }
  template <typename List>
  const auto& Pick(const List& list) {
    return *(std::begin(list) + static_cast<std::ptrdiff_t>(Below(std::size(list))));
  }

 private:
  std::mt19937_64 engine_;
};

struct QueryColumn {
  const resources::Column* spec = nullptr;
  std::vector<SqlValue> values;        // those in the table, each once, without NULL
  std::vector<std::string> json_keys;  // kJson: keys that every answer has alike

  std::string name() const { return std::string(spec->name); }
  bool IsJson() const { return spec->type == resources::ColumnType::kJson; }
  bool IsTime() const {
    return spec->type == resources::ColumnType::kTime || spec->type == resources::ColumnType::kDate;
  }
};

struct QueryTable {
  std::string name;  // "zoho_desk_tickets"
  const resources::Resource* resource = nullptr;
  size_t rows = 0;
  std::vector<QueryColumn> columns;
  std::vector<const QueryColumn*> key;
  std::vector<const QueryColumn*> pushable;  // keys, filters, parents, sort orders
  std::vector<const QueryColumn*> sortable;  // those the server sorts by; the key if there is none
  std::vector<const QueryColumn*> cheap;     // come with a page of the list or of a search
  std::vector<const QueryColumn*> costly;    // come with get-by-id only
  std::vector<const QueryColumn*> json;      // objects that have json_keys

  const QueryColumn& column(std::string_view name) const;
};

class QueryData {
 public:
  explicit QueryData(const Json& dump);
  QueryData(const QueryData&) = delete;
  QueryData& operator=(const QueryData&) = delete;

  // By resource name: "tickets".
  const QueryTable& table(std::string_view name) const;

 private:
  std::map<std::string, QueryTable, std::less<>> tables_;
};

// 'it''s', 5, 1.5, NULL: a value as SQL writes it.
std::string SqlText(const SqlValue& value);
std::string Quoted(std::string_view text);

}  // namespace zoho_desk::testing
