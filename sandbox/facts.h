#pragma once

// What the sandbox knows of each resource: facts/<resource>.json (facts/README.md says what the
// keys mean), as it was when the sandbox was built.

#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

namespace zoho_desk::sandbox {

// Keeps the order of keys, which is that of the records.
using Facts = nlohmann::ordered_json;

// By the name of the resource.
const std::map<std::string, Facts, std::less<>>& AllFacts();
// One more resource, or other facts about one; false if the text is not that. To be called before
// anything else of the sandbox is.
bool AddFacts(std::string_view json);

// The member of that name; null if the object, which may be null itself, has none.
const Facts& Member(const Facts& object, std::string_view name);
// The text of a member; empty if it has none.
std::string_view Text(const Facts& object, std::string_view name);
bool True(const Facts& object, std::string_view name);
bool Contains(const Facts& list, std::string_view text);
// The words that a list can be asked for, where its parent is given as one of them; empty
// otherwise.
const Facts& ParentWords(const Facts& resource);
// Whether the records that a resource's get answers with are another's, which has that get too.
bool GetIsOfAnother(const Facts& resource);

}  // namespace zoho_desk::sandbox
