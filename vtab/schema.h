#pragma once

// The CREATE TABLE text a resource's virtual table declares.

#include <string>

#include "resources/resource.h"

namespace zoho_desk::vtab {

// Declared SQL type of a column: TEXT, INTEGER or REAL. Never DATETIME, JSON or BOOLEAN: those get
// NUMERIC affinity, under which comparing timestamps goes wrong.
const char* DeclaredType(resources::ColumnType type);

// "CREATE TABLE x(...) WITHOUT ROWID", with the columns of TableLayout.
std::string CreateTableSql(const resources::Resource& resource);

}  // namespace zoho_desk::vtab
