#pragma once

// JSON values as they stand in an answer, and objects in the shape of their column
// (resources::Column::keys). For page.cpp, the only other file that includes simdjson.

#include <simdjson.h>

#include <span>
#include <string>
#include <string_view>

#include "resources/resource.h"

namespace zoho_desk::client {

// Without the white space that simdjson leaves after a token.
std::string_view TrimEnd(std::string_view token);

// The text of an object or array, which is read through.
simdjson::error_code RawNested(simdjson::simdjson_result<simdjson::ondemand::value> value,
                               simdjson::ondemand::json_type type, std::string_view& raw);

// Sets `out` to an object with those keys, each with the value that `object` has under its name,
// else under its alias, else null. Of a key that comes twice the first counts, as for SQLite's JSON
// functions.
simdjson::error_code WithKeys(simdjson::ondemand::object& object,
                              std::span<const resources::ObjectKey> keys, std::string& out);

}  // namespace zoho_desk::client
