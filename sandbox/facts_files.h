#pragma once

// The files of facts/, as they were when the sandbox was built.

#include <string_view>
#include <vector>

namespace zoho_desk::sandbox {

struct FactsFile {
  std::string_view name;  // of the resource
  std::string_view json;
};

// By name, ascending.
std::vector<FactsFile> EmbeddedFacts();

}  // namespace zoho_desk::sandbox
