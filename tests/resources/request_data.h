#pragma once

// What tests of filters, sort orders and parameters share.

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <string_view>

#include "resources/resource.h"

namespace zoho_desk::resources {

inline const Column* Find(const Resource& resource, std::string_view name) {
  const int index = resource.FindColumn(name);
  return index < 0 ? nullptr : &resource.columns[static_cast<size_t>(index)];
}

inline bool HasRoute(const Resource& resource, uint8_t route) {
  return route == kList || (route == kSearch && !resource.search.path.empty());
}

// Rows of a search whose shape is undocumented cannot be relied on.
inline bool SearchRowsAreKnown(const Resource& resource) {
  return std::any_of(resource.columns.begin(), resource.columns.end(),
                     [](const Column& column) { return (column.routes & kSearch) != 0; });
}

template <typename Check>
void ForEachFilter(Check check) {
  for (const Resource* resource : AllResources()) {
    for (const Filter& filter : resource->filters) {
      SCOPED_TRACE(std::string(resource->name) + "." + std::string(filter.column) + " by " +
                   std::string(filter.param));
      check(*resource, filter);
    }
  }
}

template <typename Check>
void ForEachSort(Check check) {
  for (const Resource* resource : AllResources()) {
    for (const SortKey& sort : resource->sorts) {
      SCOPED_TRACE(std::string(resource->name) + "." + std::string(sort.column));
      check(*resource, sort);
    }
  }
}

template <typename Check>
void ForEachParameter(Check check) {
  for (const Resource* resource : AllResources()) {
    for (const Parameter& parameter : resource->parameters) {
      SCOPED_TRACE(std::string(resource->name) + "." + std::string(parameter.name));
      check(*resource, parameter);
    }
  }
}

}  // namespace zoho_desk::resources
