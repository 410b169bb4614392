// MakeTable: called by registry.cpp for the tables that facts describe. What an endpoint takes and
// a record holds comes from the facts alone; what a parameter does follows from its name, its type
// and the field that it names. Nothing that a table points to is ever freed.

#include "sandbox/facts_table.h"

#include <algorithm>
#include <deque>
#include <regex>

#include "sandbox/facts.h"
#include "sandbox/form_values.h"
#include "sandbox/resources/tables.h"

namespace zoho_desk::sandbox {
namespace {

// A place for something that lives as long as the process.
template <typename T>
T& Keep(T value) {
  static std::deque<T>& kept = *new std::deque<T>;
  return kept.emplace_back(std::move(value));
}

// "a|b|c"
std::string_view Joined(const Facts& list) {
  std::string all;
  for (const Facts& item : list)
    all += (all.empty() ? "" : "|") + item.get<std::string>();
  return Keep(std::move(all));
}

// Of the scopes that sources name one is enough, but searching is a right of its own.
std::string_view ScopesOf(const Facts& endpoint) {
  constexpr std::string_view kSearch = "Desk.search.READ";
  Facts any = Facts::array();
  for (const Facts& scope : Member(endpoint, "scopes")) {
    if (scope != kSearch)
      any.push_back(scope);
  }
  const std::string others(Joined(any));
  if (!Contains(Member(endpoint, "scopes"), kSearch))
    return Keep(others);
  return Keep(others + (others.empty() ? "" : "&") + std::string(kSearch));
}

int64_t NumberOf(const Facts& object, std::string_view name, int64_t otherwise = kUnset) {
  const Facts& number = Member(object, name);
  return number.is_number() ? number.get<int64_t>() : otherwise;
}

Kind KindOfParam(const Facts& param) {
  const std::string_view name = Text(param, "name");
  const std::string_view type = Text(param, "type");
  if (name == "from" || name == "limit")
    return name == "from" ? Kind::kFrom : Kind::kLimit;
  if (name == "sortBy" || name == "include" || name == "fields")
    return name == "sortBy" ? Kind::kSort : name == "include" ? Kind::kInclude : Kind::kFields;
  if (type == "text")
    return Member(param, "enum").is_array() && !True(param, "open") ? Kind::kChoice : Kind::kText;
  constexpr auto kTypes = std::to_array<std::pair<std::string_view, Kind>>({
      {"id", Kind::kId},
      {"integer", Kind::kInt},
      {"boolean", Kind::kBool},
      {"json", Kind::kFilterJson},
      {"time", Kind::kIsoTime},
      {"time-range", Kind::kIsoRange},
      {"epoch-ms", Kind::kMillis},
      {"field-test", Kind::kCustomField},
  });
  const auto found = std::find_if(kTypes.begin(), kTypes.end(),
                                  [&](const auto& known) { return known.first == type; });
  return found == kTypes.end() ? Kind::kText : found->second;
}

Match MatchOf(const Facts& param, Kind kind) {
  const std::string_view how = Text(param, "match");
  if (how == "prefix")
    return Match::kPrefix;
  if (how == "substring")
    return Match::kContains;
  if (how == "wildcard" || how == "stars")
    return Match::kGlob;
  return how.empty() && kind == Kind::kText && !True(param, "list") ? Match::kGlob : Match::kEquals;
}

// What a parameter does: it compares the field of its name, in the singular if it takes a list; a
// text to search for is in the name, and ids that are no field's are the records' own.
Filter FilterOf(const Facts& param, Kind kind, const std::vector<FieldSpec>& fields) {
  std::string name(Text(param, "name"));
  if (name == "createdTimeRange" || name == "modifiedTimeRange")
    return name == "createdTimeRange" ? kByCreated : kByModified;
  if (name.starts_with("search"))
    name = "name";
  const auto find = [&](std::string_view wanted) {
    return std::find_if(fields.begin(), fields.end(),
                        [&](const FieldSpec& field) { return field.name == wanted; });
  };
  auto field = find(name);
  if (field == fields.end() && name.ends_with('s'))
    field = find(name.substr(0, name.size() - 1));
  if (name == "id" || (field == fields.end() && kind == Kind::kId && name.ends_with("Ids")))
    return kByKey;
  if (field == fields.end())
    return {};
  return {.match = MatchOf(param, kind), .value = field->write};
}

std::span<const ParamSpec> ParamsOf(const Facts& endpoint, const std::vector<FieldSpec>& fields) {
  std::vector<ParamSpec> params;
  for (const Facts& param : Member(endpoint, "params")) {
    if (Text(param, "in") == "header" || True(param, "older"))
      continue;
    const Kind kind = KindOfParam(param);
    ParamSpec& spec = params.emplace_back(ParamSpec{.name = Text(param, "name"), .kind = kind});
    spec.required = True(param, "required");
    spec.list = True(param, "list");
    spec.max_items = static_cast<int>(NumberOf(param, "max_items", 0));
    const bool text = kind == Kind::kText;
    spec.min = NumberOf(param, text ? "min_length" : "min");
    spec.max = NumberOf(param, text ? "max_length" : "max");
    if (kind == Kind::kFrom || kind == Kind::kLimit || kind == Kind::kSort) {
      spec.min = spec.min == 0 ? kUnset : spec.min;
      continue;
    }
    Facts choices = Member(param, "enum").is_array() ? Member(param, "enum") : Facts::array();
    for (const Facts& further : Member(param, "accepts"))
      choices.push_back(further);
    spec.choices = Joined(choices);
    if (kind != Kind::kInclude && kind != Kind::kFields)
      spec.filter = FilterOf(param, kind, fields);
  }
  return Keep(std::move(params));
}

std::span<const SortKey> SortKeysOf(const Facts& endpoint, const std::vector<FieldSpec>& fields) {
  std::vector<SortKey> keys;
  const Facts& reported = Member(endpoint, "sortable_reported");
  for (const Facts& value : Member(endpoint, "sortable")) {
    const std::string_view name = value.get_ref<const std::string&>();
    const auto field = std::find_if(fields.begin(), fields.end(),
                                    [&](const FieldSpec& spec) { return spec.name == name; });
    if (name.starts_with('-'))
      continue;
    SortKey& key = keys.emplace_back(SortKey{.name = name, .type = SortType::kText});
    key.refused = reported.is_array() && !Contains(reported, name);
    if (name == "createdTime" || field == fields.end())
      key.type = SortType::kCreated;
    else if (name == "modifiedTime")
      key.type = SortType::kModified;
    else
      key.value = field->write;
  }
  return Keep(std::move(keys));
}

Endpoint EndpointOf(const Facts& facts, const std::vector<FieldSpec>& fields) {
  if (!facts.is_object())
    return {};
  static const std::regex placeholder(R"(\{[^}]*\})");
  const bool paged = True(facts, "paginated");
  return {.path = Keep(std::regex_replace(std::string(Text(facts, "path")), placeholder, "{id}")),
          .scopes = ScopesOf(facts),
          .params = ParamsOf(facts, fields),
          .sort_keys = SortKeysOf(facts, fields),
          .base = static_cast<int>(NumberOf(facts, "base", 0)),
          .default_limit = paged ? static_cast<int>(NumberOf(facts, "default_limit", 10)) : 0,
          .empty_is_204 = NumberOf(facts, "empty") == 204,
          .data_key = Text(facts, "data_key"),
          .single_object = True(facts, "single_object")};
}

// Where no field names the search, its rows are taken to be those of the list.
int WhereOf(const Facts& field, bool search_is_known) {
  const Facts& in = Member(field, "in");
  const bool list = Contains(in, "list");
  return (list ? kList : 0) | (Contains(in, "get") ? kGet : 0) |
         (Contains(in, "search") || (list && !search_is_known) ? kSearch : 0);
}

std::vector<FieldSpec>& FieldsOf(const Facts& fields, std::span<const Maker> makers) {
  const bool search_is_known = std::any_of(fields.begin(), fields.end(), [](const Facts& field) {
    return Contains(Member(field, "in"), "search");
  });
  std::vector<FieldSpec> specs;
  for (const Facts& field : fields) {
    const std::string_view name = Text(field, "name");
    const auto maker = std::find_if(makers.begin(), makers.end(),
                                    [&](const Maker& known) { return known.field == name; });
    specs.push_back({.name = name,
                     .where = WhereOf(field, search_is_known),
                     .include = Text(field, "include"),
                     .write = maker != makers.end() ? maker->write : FieldFn(Keep(FormOf(field)))});
  }
  return Keep(std::move(specs));
}

}  // namespace

void FieldFn::operator()(const Row& row, Writer& w) const {
  if (code_ != nullptr)
    code_(row, w);
  else
    WriteByForm(*form_, row, w);
}

const ResourceSpec* MakeTable(Res res, std::span<const Maker> makers) {
  const std::string_view name = KindOf(res).name;
  const Facts& facts = AllFacts().find(name)->second;
  const std::vector<FieldSpec>& fields = FieldsOf(facts["fields"], makers);
  return &Keep(ResourceSpec{.res = res,
                            .name = name,
                            .fields = fields,
                            .list = EndpointOf(Member(facts, "list"), fields),
                            .get = EndpointOf(Member(facts, "get"), fields),
                            .search = EndpointOf(Member(facts, "search"), fields),
                            .count = EndpointOf(Member(facts, "count"), fields),
                            .key = Member(facts, "key").is_array() ? "" : "id",
                            .parent_field = Text(Member(facts, "parent"), "param")});
}

}  // namespace zoho_desk::sandbox
