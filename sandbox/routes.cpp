// Routes and prices, for Api and oauth.cpp. Made from the resources' own tables: a path leads to
// one endpoint at most, and but for /myinfo an endpoint that no table names does not exist.

#include "sandbox/routes.h"

#include <algorithm>
#include <charconv>
#include <unordered_map>

namespace zoho_desk::sandbox {
namespace {

constexpr std::string_view kKeyPart = "{id}";

struct RouteTable {
  std::unordered_map<std::string, FoundRoute> exact;
  std::unordered_map<std::string, FoundRoute> by_key;  // path up to the key
};

void Add(RouteTable& table, const ResourceSpec& resource, const Endpoint& endpoint,
         RouteKind kind) {
  if (endpoint.path.empty())
    return;
  const FoundRoute route{.kind = kind, .resource = &resource, .endpoint = &endpoint};
  if (endpoint.path.ends_with(kKeyPart))
    table.by_key[std::string(endpoint.path.substr(0, endpoint.path.size() - kKeyPart.size()))] =
        route;
  else
    table.exact[std::string(endpoint.path)] = route;
}

const RouteTable& Routes() {
  static const RouteTable routes = [] {
    RouteTable table;
    for (const ResourceSpec* resource : AllResources()) {
      Add(table, *resource, resource->list, RouteKind::kList);
      Add(table, *resource, resource->get, RouteKind::kGet);
      Add(table, *resource, resource->search, RouteKind::kSearch);
      Add(table, *resource, resource->count, RouteKind::kCount);
    }
    return table;
  }();
  return routes;
}

bool HasScope(std::string_view scope, const std::vector<std::string>& granted) {
  const std::string all = std::string(scope.substr(0, scope.rfind('.'))) + ".ALL";
  return std::any_of(granted.begin(), granted.end(),
                     [&](const std::string& own) { return own == scope || own == all; });
}

}  // namespace

std::optional<FoundRoute> FindRoute(std::string_view path) {
  const RouteTable& routes = Routes();
  if (path == "/api/v1/myinfo")  // a get without a key: the token's own agent
    return routes.by_key.at("/api/v1/agents/");
  if (const auto exact = routes.exact.find(std::string(path)); exact != routes.exact.end())
    return exact->second;
  const size_t slash = path.rfind('/');
  const auto by_key = routes.by_key.find(std::string(path.substr(0, slash + 1)));
  if (by_key == routes.by_key.end() || slash + 1 == path.size())
    return std::nullopt;
  FoundRoute route = by_key->second;
  route.key = path.substr(slash + 1);
  return route;
}

std::string_view RouteName(RouteKind kind) {
  switch (kind) {
    case RouteKind::kList:
      return "list";
    case RouteKind::kGet:
      return "get";
    case RouteKind::kSearch:
      return "search";
    case RouteKind::kCount:
      return "count";
  }
  return "";
}

bool ScopesSuffice(std::string_view needed, const std::vector<std::string>& granted) {
  while (!needed.empty()) {
    const size_t end = needed.find('&');
    const auto any = SplitChoices(needed.substr(0, end));
    if (std::none_of(any.begin(), any.end(),
                     [&](std::string_view scope) { return HasScope(scope, granted); }))
      return false;
    needed = end == std::string_view::npos ? std::string_view() : needed.substr(end + 1);
  }
  return true;
}

int64_t CallWeight(const FoundRoute& route, const NameValues& query) {
  if (route.endpoint->weight > 0)
    return route.endpoint->weight;
  if (route.kind == RouteKind::kGet)
    return 1;
  int64_t from = 0;
  for (const auto& [name, value] : query) {
    if (name == "from")
      std::from_chars(value.data(), value.data() + value.size(), from);
    // A search for one id is priced like a get.
    if (name == "id" && route.kind == RouteKind::kSearch && value.find(',') == std::string::npos)
      return 1;
  }
  if (from <= 2'000)
    return 3;
  if (from <= 10'000)
    return 10;
  return from <= 100'000 ? 50 : 100;
}

}  // namespace zoho_desk::sandbox
