#pragma once

// Which endpoint a path belongs to, and what a call of it costs.

#include <optional>
#include <string>
#include <string_view>

#include "sandbox/http_types.h"
#include "sandbox/spec.h"

namespace zoho_desk::sandbox {

enum class RouteKind { kList, kGet, kSearch, kCount };

struct FoundRoute {
  RouteKind kind = RouteKind::kList;
  const ResourceSpec* resource = nullptr;
  const Endpoint* endpoint = nullptr;
  std::string parent_key;  // of a child table
  std::string key;         // of a get; empty: the record of whoever asks
};

// `path` begins with /api/v1/. nullopt if nothing is there.
std::optional<FoundRoute> FindRoute(std::string_view path);
std::string_view RouteName(RouteKind kind);

// "A|B&C" against the scopes a token has. X.ALL covers X.READ.
bool ScopesSuffice(std::string_view needed, const std::vector<std::string>& granted);

// Credits of a call (facts/platform.md, "Limits"): a record by id 1; lists and searches by how deep
// `from` goes: 3 up to 2,000, 10 up to 10,000, 50 up to 100,000, 100 beyond (of the reported prices
// for 2,001-50,000 the higher ones); tasks/count 50; other counts 3, like the list they summarise.
int64_t CallWeight(const FoundRoute& route, const NameValues& query);

}  // namespace zoho_desk::sandbox
