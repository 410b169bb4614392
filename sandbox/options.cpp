#include "sandbox/options.h"

#include <algorithm>

#include "sandbox/spec.h"

namespace zoho_desk::sandbox {

std::vector<std::string> AllScopes() {
  std::vector<std::string> scopes{"Desk.organization.READ"};
  const auto add = [&](std::string_view expression) {
    while (!expression.empty()) {
      const size_t end = expression.find_first_of("|&");
      const std::string scope(expression.substr(0, end));
      if (std::find(scopes.begin(), scopes.end(), scope) == scopes.end())
        scopes.push_back(scope);
      expression = end == std::string_view::npos ? std::string_view() : expression.substr(end + 1);
    }
  };
  for (const ResourceSpec* resource : AllResources()) {
    for (const Endpoint* endpoint :
         {&resource->list, &resource->get, &resource->search, &resource->count})
      add(endpoint->scopes);
  }
  std::sort(scopes.begin(), scopes.end());
  return scopes;
}

bool Options::SetRows(std::string_view resource, uint64_t count) {
  const ResourceSpec* spec = FindResource(resource);
  if (spec == nullptr || count > kMaxRows)
    return false;
  rows[static_cast<size_t>(spec->res)] = static_cast<uint32_t>(count);
  return true;
}

}  // namespace zoho_desk::sandbox
