#pragma once

// JSON keys and values as they stand in an answer, and objects in the shape of their column
// (resources::Column::keys). For page.cpp and count_answer.cpp, the only other files that include
// simdjson.

#include <simdjson.h>

#include <span>
#include <string>
#include <string_view>

#include "resources/resource.h"

namespace zoho_desk::client {

// Without the white space that simdjson leaves after a token.
std::string_view TrimEnd(std::string_view token);

// The key of a field. Where it has escapes, `unescaped` takes its text and must outlive `key`.
// simdjson's own unescaped_key() crashes after an allocation that failed: it does not check the
// buffer that it writes to.
simdjson::error_code KeyOf(simdjson::simdjson_result<simdjson::ondemand::field>& field,
                           std::string_view& key, std::string& unescaped);

// The text of an object or array, which is read through.
simdjson::error_code RawNested(simdjson::simdjson_result<simdjson::ondemand::value> value,
                               simdjson::ondemand::json_type type, std::string_view& raw);

// Sets `out` to an object with those keys, each with the value that `object` has under its name,
// else under its alias, else null. Of a key that comes twice the first counts, as for SQLite's JSON
// functions.
simdjson::error_code WithKeys(simdjson::ondemand::object& object,
                              std::span<const resources::ObjectKey> keys, std::string& out);

}  // namespace zoho_desk::client
