#include "vtab/value.h"

#include <cmath>

namespace zoho_desk::vtab {
namespace {

constexpr unsigned int kJsonSubtype = 'J';
constexpr double kTwoTo63 = 9223372036854775808.0;

// SQLITE_TRANSIENT is a C cast in a macro; this is the same value without it.
sqlite3_destructor_type Transient() {
  return reinterpret_cast<sqlite3_destructor_type>(-1);
}

}  // namespace

void ReturnText(sqlite3_context* context, std::string_view text) {
  sqlite3_result_text64(context, text.data() == nullptr ? "" : text.data(), text.size(),
                        Transient(), SQLITE_UTF8);
}

void ReturnCell(sqlite3_context* context, const client::Cell& cell) {
  switch (cell.kind) {
    case client::Cell::Kind::kNull:
      sqlite3_result_null(context);
      break;
    case client::Cell::Kind::kInteger:
      sqlite3_result_int64(context, cell.integer);
      break;
    case client::Cell::Kind::kReal:
      sqlite3_result_double(context, cell.real);
      break;
    case client::Cell::Kind::kText:
      ReturnText(context, cell.text());
      break;
    case client::Cell::Kind::kJson:
      ReturnText(context, cell.text());
      sqlite3_result_subtype(context, kJsonSubtype);
      break;
  }
}

std::optional<std::string> TextEqualTo(sqlite3_value* value) {
  switch (sqlite3_value_type(value)) {
    case SQLITE_INTEGER:
      return std::to_string(sqlite3_value_int64(value));
    case SQLITE_FLOAT: {
      const double real = sqlite3_value_double(value);
      if (real != std::floor(real) || real < -kTwoTo63 || real >= kTwoTo63)
        return std::nullopt;
      return std::to_string(static_cast<int64_t>(real));
    }
    case SQLITE_TEXT: {
      const unsigned char* text = sqlite3_value_text(value);
      const int length = sqlite3_value_bytes(value);
      if (text == nullptr)
        return std::nullopt;
      return std::string(reinterpret_cast<const char*>(text), static_cast<size_t>(length));
    }
    default:
      return std::nullopt;  // NULL equals nothing; a BLOB never equals text
  }
}

}  // namespace zoho_desk::vtab
