// Reads what SQLite hands to xFilter, for resource_module.cpp, and literals for index_info.cpp.
// Values come in the order of argvIndex and without the column's affinity: they are read as they
// are, and binding.cpp converts them. Members of a list in one argument are asked for up to
// SQLITE_DONE.

#include "vtab/arguments.h"

#include <bit>
#include <new>
#include <optional>
#include <stdexcept>

#include "vtab/value.h"

namespace zoho_desk::vtab {
namespace {

BoundTerm ReadList(sqlite3_value* list) {
  BoundTerm values;
  sqlite3_value* value = nullptr;
  int rc = sqlite3_vtab_in_first(list, &value);
  for (; rc == SQLITE_OK && value != nullptr; rc = sqlite3_vtab_in_next(list, &value))
    values.push_back(ReadValue(value));
  // A list cut short would be a shorter result.
  if (rc == SQLITE_NOMEM)
    throw std::bad_alloc();
  if (rc != SQLITE_DONE)
    throw std::runtime_error("SQLite does not hand over the values of an IN list");
  return values;
}

}  // namespace

BoundValue ReadValue(sqlite3_value* value) {
  switch (sqlite3_value_type(value)) {
    case SQLITE_INTEGER:
      return static_cast<int64_t>(sqlite3_value_int64(value));
    case SQLITE_FLOAT:
      return sqlite3_value_double(value);
    case SQLITE_TEXT:
      return *TextOf(value);
    case SQLITE_NULL:
      return NullValue{};
    default:
      return BlobValue{};
  }
}

std::vector<BoundTerm> ReadArguments(const ScanPlan& plan, int argc, sqlite3_value** argv) {
  std::vector<BoundTerm> arguments;
  for (const PlanTerm& term : plan.terms) {
    const auto index = static_cast<int>(arguments.size());
    if (term.op == TermOp::kIsNull || index >= argc)
      continue;
    arguments.push_back(term.op == TermOp::kIn ? ReadList(argv[index])
                                               : BoundTerm{ReadValue(argv[index])});
  }
  for (auto index = static_cast<int>(arguments.size()); index < argc; ++index)
    arguments.push_back({ReadValue(argv[index])});
  return arguments;
}

std::string Signature(const char* plan_text, const std::vector<BoundTerm>& arguments) {
  std::string text = plan_text == nullptr ? "" : plan_text;
  for (const BoundTerm& term : arguments) {
    text += '\n';
    for (const BoundValue& value : term) {
      if (const auto* integer = std::get_if<int64_t>(&value))
        text += "i" + std::to_string(*integer);
      else if (const auto* real = std::get_if<double>(&value))
        text += "r" + std::to_string(std::bit_cast<uint64_t>(*real));
      else if (const auto* string = std::get_if<std::string>(&value))
        text += "t" + std::to_string(string->size()) + ":" + *string;
      else
        text += std::holds_alternative<NullValue>(value) ? "n" : "b";
    }
  }
  return text;
}

}  // namespace zoho_desk::vtab
