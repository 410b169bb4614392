// Options and the words for them, for main.cpp, control.cpp and tests. A choice has the same word
// on the command line, in a control document and on the status page.

#include "sandbox/options.h"

#include <algorithm>
#include <array>

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

namespace {

constexpr std::array<std::string_view, 3> kSearchCounts = {"number", "string", "none"};
constexpr std::array<std::string_view, 3> kRangeBounds = {"inclusive", "exclusive-upper",
                                                          "exclusive"};

template <typename Enum>
std::optional<Enum> Find(const std::array<std::string_view, 3>& names, std::string_view text) {
  for (size_t i = 0; i < names.size(); ++i) {
    if (names[i] == text)
      return static_cast<Enum>(i);
  }
  return std::nullopt;
}

}  // namespace

std::string_view ToText(SearchCount form) {
  return kSearchCounts[static_cast<size_t>(form)];
}
std::string_view ToText(RangeBounds bounds) {
  return kRangeBounds[static_cast<size_t>(bounds)];
}
std::optional<SearchCount> SearchCountOf(std::string_view text) {
  return Find<SearchCount>(kSearchCounts, text);
}
std::optional<RangeBounds> RangeBoundsOf(std::string_view text) {
  return Find<RangeBounds>(kRangeBounds, text);
}

bool Options::SetTimes(std::string_view resource, const TimeShape& shape) {
  const ResourceSpec* spec = FindResource(resource);
  if (spec == nullptr || !ProblemOf(shape, rows[static_cast<size_t>(spec->res)]).empty())
    return false;
  times.resize(Kinds().size());
  times[static_cast<size_t>(spec->res)] = shape;
  return true;
}

bool Options::SetRows(std::string_view resource, uint64_t count) {
  const ResourceSpec* spec = FindResource(resource);
  if (spec == nullptr || count > kMaxRows || KindOf(spec->res).parent)
    return false;
  rows[static_cast<size_t>(spec->res)] = static_cast<uint32_t>(count);
  return true;
}

}  // namespace zoho_desk::sandbox
