#pragma once

// Tables made from facts, and what code adds to them.

#include <optional>
#include <span>
#include <string_view>

#include "sandbox/spec.h"

namespace zoho_desk::sandbox {

// Makes a field's value, where its form is not enough.
struct Maker {
  std::string_view field;
  FieldFn write;
};

// What a parameter does, where it does not follow from its facts.
struct Rule {
  std::string_view param;  // of any endpoint; "search:status", "count:departmentId": of that one
  std::optional<Kind> kind{};
  Filter filter{};
  std::string_view choices{};
  std::string_view fallback{};
  int64_t min = kUnset;
  int64_t max = kUnset;
};

struct Behaviour {
  // The rows are some of another table's, of which each has the values it has there.
  const Behaviour* of = nullptr;
  bool (*only)(const Row& row) = nullptr;

  std::span<const FieldSpec> fields{};  // all of them; empty: those of the facts, by these:
  std::span<const Maker> makers{};
  // Makes every value that no maker makes: for rows that are those of several tables.
  void (*write_any)(const Row& row, std::string_view field, Writer& w) = nullptr;
  std::span<const Rule> rules{};
  std::span<const SortKey> sort_keys{};  // those that sort by no field of their name
  int max_conditions = 25;               // of a `filters` document
  CountStyle count_style = CountStyle::kString;
  int count_weight = 0;
  std::string_view always_fields = "id";
  FieldFn fanout = nullptr;
  std::string_view view_module{};
  bool (*custom_field)(const Row& row, std::string_view api_name, Writer& w) = nullptr;
};

// The table that the facts about a kind of record describe. It lives as long as the process.
const ResourceSpec* MakeTable(Res res, const Behaviour& behaviour);
// The same for records of that kind as a further table has them.
const ResourceSpec* MakeTable(std::string_view name, Res res, const Behaviour& behaviour);

}  // namespace zoho_desk::sandbox
