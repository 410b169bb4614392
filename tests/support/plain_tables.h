#pragma once

// The oracle: the sandbox's data set in ordinary SQLite tables of the same names and columns. A
// query over these tables says what the same query through the extension must return.
//
// The type rules are written here a second time, from docs/DECISIONS.md, "Types",
// not from client/.

#include <nlohmann/json.hpp>

#include "resources/resource.h"
#include "tests/support/database.h"

namespace zoho_desk::testing {

// Keeps the order of keys, so that nested objects read as the API sends them.
using Json = nlohmann::ordered_json;

// What SQL must show for a JSON value (nullptr: absent) in a column of that type. Objects and
// arrays become their JSON text.
SqlValue ExpectedValue(const Json* value, resources::ColumnType type);

// The value of a column in a record of the dump, by name or alias.
SqlValue ExpectedColumn(const Json& record, const resources::Column& column);

// Creates and fills zoho_desk_<name>, for one resource or for each of the dump. All columns are
// visible.
void CreatePlainTable(const Database& database, const resources::Resource& resource,
                      const Json& records);
void CreatePlainTables(const Database& database, const Json& dump);

}  // namespace zoho_desk::testing
