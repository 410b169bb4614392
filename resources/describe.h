#pragma once

// Words about a resource for people: the catalogue table zoho_desk_columns and docs/TABLES.md.

#include <string>

#include "resources/resource.h"

namespace zoho_desk::resources {

// "list, search, get": the answers that carry the column; "request" for the value of a request
// parameter.
std::string RoutesOf(const Column& column);

// "list: = IN, ORDER BY; search: = IN": what Zoho evaluates of a query's terms on the column, by
// request; empty if nothing.
std::string PushedOperators(const Resource& resource, const Column& column);

}  // namespace zoho_desk::resources
