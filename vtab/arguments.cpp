#include "vtab/arguments.h"

#include <bit>

namespace zoho_desk::vtab {
namespace {

BoundTerm ReadList(sqlite3_value* list) {
  BoundTerm values;
  sqlite3_value* value = nullptr;
  for (int rc = sqlite3_vtab_in_first(list, &value); rc == SQLITE_OK && value != nullptr;
       rc = sqlite3_vtab_in_next(list, &value))
    values.push_back(ReadValue(value));
  return values;
}

}  // namespace

BoundValue ReadValue(sqlite3_value* value) {
  switch (sqlite3_value_type(value)) {
    case SQLITE_INTEGER:
      return static_cast<int64_t>(sqlite3_value_int64(value));
    case SQLITE_FLOAT:
      return sqlite3_value_double(value);
    case SQLITE_TEXT: {
      const unsigned char* text = sqlite3_value_text(value);
      if (text == nullptr)
        return NullValue{};
      return std::string(reinterpret_cast<const char*>(text),
                         static_cast<size_t>(sqlite3_value_bytes(value)));
    }
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
