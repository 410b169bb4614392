#pragma once

// Words about a resource for people: the catalogue table zoho_desk_columns, docs/TABLES.md, the
// pages of docs/tables and messages about parameters.

#include <string>

#include "resources/resource.h"

namespace zoho_desk::resources {

// "Tickets and their story": a heading of docs/TABLES.md. Empty for kNone.
std::string_view NameOf(Topic topic);

// "list, search, get": the answers that carry the column; "request" for the value of a request
// parameter.
std::string RoutesOf(const Column& column);

// "= IN", "< <= > >=": the operators that a filter takes over from SQLite.
std::string OperatorsOf(const Filter& filter);

// "list: = IN, ORDER BY; search: = IN": what Zoho evaluates of a query's terms on the column, by
// request; empty if nothing.
std::string PushedOperators(const Resource& resource, const Column& column);

// column.doc, and the keys that its objects are given.
std::string DocOf(const Column& column);

// "15, 30 or 90", "3 to 100 characters", "an id (digits)": what a parameter takes, to follow
// "takes".
std::string AcceptedValues(const Parameter& parameter);

}  // namespace zoho_desk::resources
