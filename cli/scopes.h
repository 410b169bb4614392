#pragma once

// Which OAuth scopes a login asks for, and what a token with certain scopes may read. Computed from
// resources/, so a new resource needs nothing here. Pure.

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "common/status.h"
#include "resources/resource.h"

namespace zoho_desk::cli {

// The tables that a command is about; static storage, never null.
using Tables = std::vector<const resources::Resource*>;

// Zoho's documents often list several scopes for one request without saying whether one of them is
// enough, and a login with too few has to be repeated.
enum class ScopeRule {
  kEvery,      // every scope listed for the list, search and get requests of the tables
  kOneOfEach,  // of those listed for one request only one, Desk.search.READ apart, which never
               // stands for another
};

// Each scope once, in the order of need: Desk.basic.READ, which finds the organisation, comes
// first. Covers the requests of the tables whose records are parents.
std::vector<std::string> ScopesFor(const Tables& tables, ScopeRule rule);

// What a token may do with a table, as far as its scopes tell (one of several alternatives counts).
// A route that the table does not have is allowed.
struct TableAccess {
  bool list = false;
  bool search = false;
  bool get = false;
  bool whole() const { return list && search && get; }
};
TableAccess AccessWith(const resources::Resource& table, std::span<const std::string> granted);

// "a,b,c" and "a b c" to its parts.
std::vector<std::string> SplitList(std::string_view list);

// Names with or without "zoho_desk_", separated by commas, to tables; empty or "all" means all that
// need a login's choice (every one but organizations). An unknown name is kInvalidArgument.
Result<Tables> ParseTables(std::string_view list);

}  // namespace zoho_desk::cli
