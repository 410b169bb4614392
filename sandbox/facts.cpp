// The facts, read once: for kinds.cpp and facts_table.cpp, which make the tables of them. The texts
// live as long as the process, so views into them do too.

#include "sandbox/facts.h"

#include <algorithm>

#include "sandbox/facts_files.h"

namespace zoho_desk::sandbox {
namespace {

using FactsMap = std::map<std::string, Facts, std::less<>>;

FactsMap& Stored() {
  static FactsMap& all = *new FactsMap([] {
    FactsMap read;
    for (const FactsFile& file : EmbeddedFacts())
      read.emplace(file.name, Facts::parse(file.json));
    return read;
  }());
  return all;
}

}  // namespace

const FactsMap& AllFacts() {
  return Stored();
}

bool AddFacts(std::string_view json) {
  Facts facts = Facts::parse(json, nullptr, false);
  const std::string name(Text(facts, "resource"));
  if (name.empty() || !Member(facts, "list").is_object() || !Member(facts, "fields").is_array())
    return false;
  Stored().insert_or_assign(name, std::move(facts));
  return true;
}

const Facts& Member(const Facts& object, std::string_view name) {
  static const Facts null;
  if (!object.is_object())
    return null;
  const auto member = object.find(name);
  return member == object.end() ? null : *member;
}

std::string_view Text(const Facts& object, std::string_view name) {
  const Facts& text = Member(object, name);
  return text.is_string() ? std::string_view(text.get_ref<const std::string&>())
                          : std::string_view();
}

bool True(const Facts& object, std::string_view name) {
  return Member(object, name) == true;
}

bool Contains(const Facts& list, std::string_view text) {
  return list.is_array() && std::find(list.begin(), list.end(), text) != list.end();
}

const Facts& ParentWords(const Facts& resource) {
  for (const Facts& param : Member(Member(resource, "list"), "params")) {
    if (Text(param, "name") == Text(Member(resource, "parent"), "param"))
      return Member(param, "enum");
  }
  return Member(Facts(), "none");
}

bool GetIsOfAnother(const Facts& resource) {
  const std::string_view path = Text(Member(resource, "get"), "path");
  return !path.empty() && std::any_of(Stored().begin(), Stored().end(), [&](const auto& known) {
    const Facts& other = known.second;
    return &other != &resource && Text(Member(other, "get"), "path") == path &&
           path.starts_with(Text(Member(other, "list"), "path")) &&
           !path.starts_with(Text(Member(resource, "list"), "path"));
  });
}

}  // namespace zoho_desk::sandbox
