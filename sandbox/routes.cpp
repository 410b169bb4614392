// Routes and prices, for Api and oauth.cpp. Made from the resources' own tables: a path leads to
// one endpoint at most, and but for /myinfo an endpoint that no table names does not exist.

#include "sandbox/routes.h"

#include <algorithm>
#include <charconv>
#include <unordered_map>

namespace zoho_desk::sandbox {
namespace {

constexpr std::string_view kKeyPart = "{id}";

std::vector<std::string_view> PartsOf(std::string_view path) {
  std::vector<std::string_view> parts;
  while (true) {
    const size_t slash = path.find('/');
    parts.push_back(path.substr(0, slash));
    if (slash == std::string_view::npos)
      return parts;
    path.remove_prefix(slash + 1);
  }
}

struct RouteTable {
  std::unordered_map<std::string, FoundRoute> exact;
  // Paths with keys in them, in parts, by how many these are.
  std::unordered_multimap<size_t, std::pair<std::vector<std::string_view>, FoundRoute>> keyed;
};

void Add(RouteTable& table, const ResourceSpec& resource, const Endpoint& endpoint,
         RouteKind kind) {
  if (endpoint.path.empty())
    return;
  const FoundRoute route{.kind = kind, .resource = &resource, .endpoint = &endpoint};
  if (endpoint.path.find(kKeyPart) == std::string_view::npos)
    table.exact[std::string(endpoint.path)] = route;
  else
    table.keyed.emplace(PartsOf(endpoint.path).size(), std::pair(PartsOf(endpoint.path), route));
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

// The keys in a path that has the form of `parts`; nullopt if it has another.
std::optional<std::vector<std::string_view>> KeysIn(const std::vector<std::string_view>& path,
                                                    const std::vector<std::string_view>& parts) {
  std::vector<std::string_view> keys;
  for (size_t i = 0; i < parts.size(); ++i) {
    if (parts[i] == kKeyPart && !path[i].empty())
      keys.push_back(path[i]);
    else if (parts[i] != path[i])
      return std::nullopt;
  }
  return keys;
}

bool HasScope(std::string_view scope, const std::vector<std::string>& granted) {
  const std::string all = std::string(scope.substr(0, scope.rfind('.'))) + ".ALL";
  return std::any_of(granted.begin(), granted.end(),
                     [&](const std::string& own) { return own == scope || own == all; });
}

}  // namespace

std::optional<FoundRoute> FindRoute(std::string_view path) {
  const RouteTable& routes = Routes();
  if (path == "/api/v1/myinfo") {  // a get without a key: the token's own agent
    const ResourceSpec* agents = FindResource("agents");
    return FoundRoute{.kind = RouteKind::kGet, .resource = agents, .endpoint = &agents->get};
  }
  if (const auto exact = routes.exact.find(std::string(path)); exact != routes.exact.end())
    return exact->second;
  const std::vector<std::string_view> parts = PartsOf(path);
  const auto [begin, end] = routes.keyed.equal_range(parts.size());
  for (auto candidate = begin; candidate != end; ++candidate) {
    const auto& [form, known] = candidate->second;
    const auto keys = KeysIn(parts, form);
    if (!keys)
      continue;
    FoundRoute route = known;
    if (KindOf(route.resource->res).parent)
      route.parent_key = keys->front();
    if (route.kind == RouteKind::kGet)
      route.key = keys->back();
    return route;
  }
  return std::nullopt;
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
