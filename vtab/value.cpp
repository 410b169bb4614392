// Values for xColumn, xFilter and the functions of extension/. Text goes to SQLite as a copy: the
// page that a cell points into may be gone before SQLite reads the value.

#include "vtab/value.h"

#include <new>

namespace zoho_desk::vtab {
namespace {

constexpr unsigned int kJsonSubtype = 'J';

// SQLITE_TRANSIENT is a C cast in a macro; this is the same value without it.
sqlite3_destructor_type Transient() {
  return reinterpret_cast<sqlite3_destructor_type>(-1);  // NOLINT(performance-no-int-to-ptr)
}

// SQLite gives no text where it has no memory for it. Sizes are asked for after the text: they are
// the size of what was asked for last.
std::string Copied(const unsigned char* text, int bytes) {
  if (text == nullptr)
    throw std::bad_alloc();
  return {reinterpret_cast<const char*>(text), static_cast<size_t>(bytes)};
}

}  // namespace

std::optional<std::string> TextOf(sqlite3_value* value) {
  if (sqlite3_value_type(value) == SQLITE_NULL)
    return std::nullopt;
  const unsigned char* const text = sqlite3_value_text(value);
  return Copied(text, sqlite3_value_bytes(value));
}

std::optional<std::string> TextOf(sqlite3_stmt* statement, int column) {
  if (sqlite3_column_type(statement, column) == SQLITE_NULL)
    return std::nullopt;
  const unsigned char* const text = sqlite3_column_text(statement, column);
  return Copied(text, sqlite3_column_bytes(statement, column));
}

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

}  // namespace zoho_desk::vtab
