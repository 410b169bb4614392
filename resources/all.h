#pragma once

// The resources one by one, for registry.cpp and for the file that defines each; everyone else goes
// through AllResources and FindResource.

#include <string_view>

#include "resources/resource.h"

namespace zoho_desk::resources {

// The key of nearly every resource.
inline constexpr std::string_view kIdKey[] = {"id"};

#define ZOHO_DESK_RESOURCE(name) extern const Resource name;
#include "resources/all.inc"
#undef ZOHO_DESK_RESOURCE

}  // namespace zoho_desk::resources
