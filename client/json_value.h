#pragma once

// Questions about JSON text, and the type rules: how a JSON value becomes a SQL value
// (resources::ColumnType). Pure functions on the text of one JSON token, apart from simdjson so
// that they can be tested value by value.

#include <optional>
#include <string>
#include <string_view>

#include "client/cell.h"
#include "resources/resource.h"

namespace zoho_desk::client {

// The text of a JSON string, of which `raw` is what stands between the quotes. NUL and lone
// surrogates, which are no text to SQLite, become U+FFFD. nullopt: an escape that JSON does not
// have.
std::optional<std::string> Unescape(std::string_view raw);

// A JSON string (already unescaped) in a column of that type. When the conversion makes new text
// (of a time), it is stored in `made`, which must outlive the cell.
Cell FromJsonString(std::string_view text, resources::ColumnType type, std::string& made);

// True for exactly the numbers of RFC 8259, whatever their size.
bool IsJsonNumber(std::string_view token);

// A JSON number, as written in the answer.
Cell FromJsonNumber(std::string_view token, resources::ColumnType type, std::string& made);

// true or false.
Cell FromJsonBoolean(bool value, resources::ColumnType type);

// Whether the text, which is not valid JSON, begins like an object and stops before its end.
bool EndsTooEarly(std::string_view text);

}  // namespace zoho_desk::client
