// The list of resources and the lookups over it: the way by which everyone else reaches the files
// here. Names match as in SQL, ASCII letters in any case.

#include <cstddef>

#include "common/text.h"
#include "resources/all.h"

namespace zoho_desk::resources {
namespace {

constexpr const Resource* kAll[] = {
#define ZOHO_DESK_RESOURCE(name) &name,
#include "resources/all.inc"
#undef ZOHO_DESK_RESOURCE
};

}  // namespace

std::string_view NameOf(Route route) {
  return route == kList ? "list" : route == kSearch ? "search" : "get";
}

int Resource::FindColumn(std::string_view column) const {
  for (size_t i = 0; i < columns.size(); ++i) {
    if (EqualIgnoringCase(columns[i].name, column)) {
      return static_cast<int>(i);
    }
  }
  return -1;
}

std::span<const Resource* const> AllResources() {
  return kAll;
}

const Resource* FindResource(std::string_view name) {
  for (const Resource* resource : kAll) {
    if (EqualIgnoringCase(resource->name, name) ||
        (!resource->alias.empty() && EqualIgnoringCase(resource->alias, name))) {
      return resource;
    }
  }
  return nullptr;
}

}  // namespace zoho_desk::resources
