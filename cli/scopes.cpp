// Scopes from tables, for login, and tables from scopes, for doctor; status and logout split
// lists with it. Both directions read the same lists in resources/: a token with the scopes
// that a login asks for, by either rule, is one that doctor finds to be enough.

#include "cli/scopes.h"

#include <algorithm>

#include "common/table_name.h"
#include "common/text.h"

namespace zoho_desk::cli {
namespace {

using resources::Resource;

constexpr std::string_view kSearchScope = "Desk.search.READ";

bool Contains(std::span<const std::string> scopes, std::string_view scope) {
  return std::any_of(scopes.begin(), scopes.end(),
                     [&](const std::string& own) { return EqualIgnoringCase(own, scope); });
}

// Desk.tickets.ALL covers Desk.tickets.READ.
bool Grants(std::span<const std::string> granted, std::string_view scope) {
  const std::string all = std::string(scope.substr(0, scope.rfind('.'))) + ".ALL";
  return Contains(granted, scope) || Contains(granted, all);
}

// What one request needs: the search scope or not, and one of the alternatives.
struct Need {
  bool search = false;
  std::vector<std::string> alternatives;
};

Need NeedOf(std::string_view scopes) {
  Need need{.alternatives = SplitList(scopes)};
  need.search = std::erase(need.alternatives, kSearchScope) > 0;
  return need;
}

bool Suffices(std::span<const std::string> granted, std::string_view scopes) {
  const Need need = NeedOf(scopes);
  if (need.search && !Grants(granted, kSearchScope))
    return false;
  return need.alternatives.empty() ||
         std::any_of(need.alternatives.begin(), need.alternatives.end(),
                     [&](const std::string& scope) { return Grants(granted, scope); });
}

std::vector<Need> NeedsOf(const Tables& tables) {
  std::vector<Need> needs;
  const auto add = [&](std::string_view scopes) {
    if (!scopes.empty())
      needs.push_back(NeedOf(scopes));
  };
  add(resources::FindResource("organizations")->list.scopes);
  for (const Resource* table : tables) {
    add(table->list.scopes);
    add(table->get.scopes);
    add(table->search.scopes);
    if (!table->list.parent.table.empty())
      add(resources::FindResource(table->list.parent.table)->list.scopes);
  }
  return needs;
}

}  // namespace

std::vector<std::string> ScopesFor(const Tables& tables, ScopeRule rule) {
  std::vector<std::string> scopes;
  const auto add = [&scopes](std::string_view scope) {
    if (!Contains(scopes, scope))
      scopes.emplace_back(scope);
  };
  std::vector<Need> needs = NeedsOf(tables);
  if (rule == ScopeRule::kOneOfEach) {
    // Requests without a choice first: what they need may serve the others too.
    std::stable_partition(needs.begin(), needs.end(),
                          [](const Need& need) { return need.alternatives.size() <= 1; });
  }
  for (const Need& need : needs) {
    const bool satisfied =
        rule == ScopeRule::kOneOfEach &&
        std::any_of(need.alternatives.begin(), need.alternatives.end(),
                    [&](const std::string& scope) { return Contains(scopes, scope); });
    for (const std::string& scope : need.alternatives) {
      if (satisfied)
        break;
      add(scope);
      if (rule == ScopeRule::kOneOfEach)
        break;
    }
    if (need.search)
      add(kSearchScope);
  }
  return scopes;
}

TableAccess AccessWith(const Resource& table, std::span<const std::string> granted) {
  TableAccess access{.list = Suffices(granted, table.list.scopes),
                     .search = Suffices(granted, table.search.scopes),
                     .get = Suffices(granted, table.get.scopes)};
  if (!table.list.parent.table.empty()) {
    const Resource* const source = resources::FindResource(table.list.parent.table);
    access.list = access.list && Suffices(granted, source->list.scopes);
  }
  return access;
}

std::vector<std::string> SplitList(std::string_view list) {
  std::vector<std::string> parts;
  while (!list.empty()) {
    const size_t end = std::min(list.find_first_of(", "), list.size());
    if (end > 0)
      parts.emplace_back(list.substr(0, end));
    list = list.substr(std::min(end + 1, list.size()));
  }
  return parts;
}

Result<Tables> ParseTables(std::string_view list) {
  Tables tables;
  std::vector<std::string> names = SplitList(list);
  if (names.empty() || (names.size() == 1 && EqualIgnoringCase(names[0], "all"))) {
    for (const Resource* resource : resources::AllResources()) {
      if (resource->needs_org)
        tables.push_back(resource);
    }
    return tables;
  }
  for (const std::string& name : names) {
    const Resource* const resource = resources::FindResource(WithoutTablePrefix(name));
    if (resource == nullptr) {
      std::string known;
      for (const Resource* table : resources::AllResources())
        AppendToList(known, table->name);
      return Error{Code::kInvalidArgument,
                   "there is no table '" + name + "'; the tables are " + known};
    }
    if (std::find(tables.begin(), tables.end(), resource) == tables.end())
      tables.push_back(resource);
  }
  return tables;
}

}  // namespace zoho_desk::cli
