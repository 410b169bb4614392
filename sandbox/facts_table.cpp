// MakeTable: called by registry.cpp for the tables that facts describe. What an endpoint takes and
// a record holds comes from the facts alone; what a parameter does follows from its name, its type
// and the field that it names. Nothing that a table points to is ever freed.

#include "sandbox/facts_table.h"

#include <algorithm>
#include <array>
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
  constexpr auto kNames = std::to_array<std::pair<std::string_view, Kind>>({
      {"from", Kind::kFrom},
      {"limit", Kind::kLimit},
      {"sortBy", Kind::kSort},
      {"sortOrder", Kind::kSortOrder},
      {"include", Kind::kInclude},
      {"fields", Kind::kFields},
      {"viewId", Kind::kView},
      {"filterId", Kind::kSavedFilter},
  });
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
  const auto find = [](const auto& known, std::string_view text) {
    return std::find_if(known.begin(), known.end(),
                        [&](const auto& pair) { return pair.first == text; });
  };
  if (const auto name = find(kNames, Text(param, "name")); name != kNames.end())
    return name->second;
  if (const auto type = find(kTypes, Text(param, "type")); type != kTypes.end())
    return type->second;
  return Member(param, "enum").is_array() && !True(param, "open") ? Kind::kChoice : Kind::kText;
}

// Makes one table.
class TableMaker {
 public:
  TableMaker(const Facts& facts, const Behaviour& behaviour, Res res)
      : facts_(facts),
        behaviour_(behaviour),
        res_(res),
        owner_param_((KindOf(res).listed_by || !ParentWords(facts).empty()) &&
                             behaviour.of == nullptr
                         ? Text(Member(facts, "parent"), "param")
                         : std::string_view()),
        fields_(Fields()) {}

  ResourceSpec Make() const;

 private:
  FieldFn WriterOf(const Facts& field) const;
  FieldFn Owner() const;
  std::span<const FieldSpec> Fields() const;
  const FieldSpec* Field(std::string_view name) const;
  const Rule* RuleOf(std::string_view endpoint, std::string_view param) const;
  Filter FilterOf(const Facts& param, Kind kind) const;
  ParamSpec Param(const Facts& param, const Rule* rule) const;
  std::span<const ParamSpec> Params(std::string_view endpoint) const;
  std::span<const SortKey> SortKeys(const Facts& endpoint) const;
  Endpoint EndpointOf(std::string_view name) const;

  const Facts& facts_;
  const Behaviour& behaviour_;
  const Res res_;
  const std::string_view owner_param_;  // of the list, if it has the records of an owner
  const std::span<const FieldSpec> fields_;
};

// Where no field names the search, its rows are taken to be those of the list.
int WhereOf(const Facts& field, bool search_is_known) {
  const Facts& in = Member(field, "in");
  const bool list = Contains(in, "list");
  return (list ? kList : 0) | (Contains(in, "get") ? kGet : 0) |
         (Contains(in, "search") || (list && !search_is_known) ? kSearch : 0);
}

// By code, or by form.
FieldFn TableMaker::WriterOf(const Facts& field) const {
  const std::string_view name = Text(field, "name");
  for (const Maker& maker : behaviour_.makers) {
    if (maker.field == name)
      return maker.write;
  }
  if (behaviour_.of != nullptr) {
    for (const FieldSpec& spec : behaviour_.of->fields) {
      if (spec.name == name)
        return spec.write;
    }
  }
  if (!owner_param_.empty() && name == owner_param_)
    return Owner();
  FieldForm form = FormOf(field);
  form.write_any = behaviour_.write_any;
  const Facts& key = Member(facts_, "key");
  form.is_owner = !owner_param_.empty() && std::string(name) + "Id" == owner_param_;
  form.is_key |= key.is_array() && !key.empty() && key.back() == name && !KindOf(res_).parent;
  return FieldFn(Keep(std::move(form)));
}

FieldFn TableMaker::Owner() const {
  FieldForm form{.name = owner_param_, .nullable = false, .is_owner = true};
  for (const Facts& word : ParentWords(facts_))
    form.choices.emplace_back(word.get_ref<const std::string&>());
  return FieldFn(Keep(std::move(form)));
}

std::span<const FieldSpec> TableMaker::Fields() const {
  if (!behaviour_.fields.empty())
    return behaviour_.fields;
  const Facts& fields = Member(facts_, "fields");
  const bool search_is_known = std::any_of(fields.begin(), fields.end(), [](const Facts& field) {
    return Contains(Member(field, "in"), "search");
  });
  std::vector<FieldSpec> specs;
  for (const Facts& field : fields) {
    specs.push_back({.name = Text(field, "name"),
                     .where = WhereOf(field, search_is_known),
                     .include = Text(field, "include"),
                     .write = WriterOf(field)});
  }
  return Keep(std::move(specs));
}

const FieldSpec* TableMaker::Field(std::string_view name) const {
  const auto field = std::find_if(fields_.begin(), fields_.end(),
                                  [&](const FieldSpec& spec) { return spec.name == name; });
  return field == fields_.end() ? nullptr : &*field;
}

// A rule for the endpoint comes before one for all.
const Rule* TableMaker::RuleOf(std::string_view endpoint, std::string_view param) const {
  const Rule* found = nullptr;
  const std::string own = std::string(endpoint) + ":" + std::string(param);
  for (const Rule& rule : behaviour_.rules) {
    if (rule.param == own)
      return &rule;
    if (rule.param == param)
      found = &rule;
  }
  return found;
}

// A text is compared as a whole, whatever its letters' case, unless it is one of a list.
Match MatchOf(const Facts& param, Kind kind) {
  const std::string_view how = Text(param, "match");
  if (how == "prefix")
    return Match::kPrefix;
  if (how == "substring")
    return Match::kContains;
  if (how == "wildcard" || how == "stars")
    return Match::kGlob;
  return kind == Kind::kText && !True(param, "list") ? Match::kGlob : Match::kEquals;
}

// A parameter compares the field of its name, in the singular if it takes a list; a text to search
// for is in the name, and ids that are no field's are the records' own.
Filter TableMaker::FilterOf(const Facts& param, Kind kind) const {
  std::string name(Text(param, "name"));
  if (!owner_param_.empty() && name == owner_param_)
    return Equals(behaviour_.fanout != nullptr ? behaviour_.fanout : Owner());
  if (name == "createdTimeRange" || name == "modifiedTimeRange")
    return name == "createdTimeRange" ? kByCreated : kByModified;
  const bool is_value = kind == Kind::kText || kind == Kind::kChoice || kind == Kind::kId ||
                        kind == Kind::kBool || kind == Kind::kInt;
  if (!is_value)
    return {};
  if (name.starts_with("search"))
    name = "name";
  const FieldSpec* field = Field(name);
  if (field == nullptr && name.ends_with('s'))
    field = Field(name.substr(0, name.size() - 1));
  if (name == "id" || (field == nullptr && kind == Kind::kId && name.ends_with("Ids")))
    return kByKey;
  return field == nullptr ? Filter{} : Filter{.match = MatchOf(param, kind), .value = field->write};
}

// The words that stand for a value; "null" as a time range is no more than the lack of one.
std::string_view ChoicesOf(const Facts& param, Kind kind) {
  Facts choices = Member(param, "enum").is_array() ? Member(param, "enum") : Facts::array();
  if (kind != Kind::kFields) {
    for (const Facts& further : Member(param, "accepts")) {
      if (further != "null")
        choices.push_back(further);
    }
  }
  return Joined(choices);
}

ParamSpec TableMaker::Param(const Facts& param, const Rule* rule) const {
  const Kind kind = rule != nullptr && rule->kind ? *rule->kind : KindOfParam(param);
  const bool text = kind == Kind::kText;
  const bool has_choices = kind == Kind::kChoice || kind == Kind::kId || kind == Kind::kIsoRange ||
                           kind == Kind::kInclude || kind == Kind::kFields;
  ParamSpec spec{.name = Text(param, "name"),
                 .kind = kind,
                 .filter = FilterOf(param, kind),
                 .required = True(param, "required"),
                 .list = True(param, "list") || kind == Kind::kInclude,
                 .min = NumberOf(param, text ? "min_length" : "min"),
                 .max = NumberOf(param, text ? "max_length" : "max"),
                 .max_items = static_cast<int>(NumberOf(param, "max_items", 0)),
                 .choices = has_choices ? ChoicesOf(param, kind) : std::string_view()};
  if (kind == Kind::kLimit)
    spec.min = std::max<int64_t>(spec.min, 1);  // a page of nothing is refused everywhere
  if (kind == Kind::kFilterJson) {
    spec.max = NumberOf(param, "max_length", 4500);
    spec.max_items = behaviour_.max_conditions;
  }
  if (kind == Kind::kChoice || kind == Kind::kIsoRange)
    spec.fallback = Text(param, "default");
  if (rule == nullptr)
    return spec;
  if (rule->filter.match != Match::kNone)
    spec.filter = rule->filter;
  spec.choices = rule->choices.empty() ? spec.choices : rule->choices;
  spec.fallback = rule->fallback.empty() ? spec.fallback : rule->fallback;
  spec.min = rule->min == kUnset ? spec.min : rule->min;
  spec.max = rule->max == kUnset ? spec.max : rule->max;
  return spec;
}

std::span<const ParamSpec> TableMaker::Params(std::string_view endpoint) const {
  std::vector<ParamSpec> params;
  for (const Facts& param : Member(Member(facts_, endpoint), "params")) {
    if (Text(param, "in") != "header" && !True(param, "older"))
      params.push_back(Param(param, RuleOf(endpoint, Text(param, "name"))));
  }
  return Keep(std::move(params));
}

SortKey KeyOf(std::string_view name, const FieldSpec* field, std::string_view form) {
  if (name == "modifiedTime")
    return {.name = name, .type = SortType::kModified};
  if (name == "createdTime" || field == nullptr)
    return {.name = name, .type = SortType::kCreated};
  const bool number = form.find("int") != form.npos || form.find("decimal") != form.npos;
  return {
      .name = name, .type = number ? SortType::kNumber : SortType::kText, .value = field->write};
}

// Where no list of them is documented, those that sortBy takes.
const Facts& SortableOf(const Facts& endpoint) {
  const Facts& sortable = Member(endpoint, "sortable");
  if (sortable.is_array())
    return sortable;
  for (const Facts& param : Member(endpoint, "params")) {
    if (Text(param, "name") == "sortBy")
      return Member(param, "enum");
  }
  return sortable;
}

std::span<const SortKey> TableMaker::SortKeys(const Facts& endpoint) const {
  const Facts& reported = Member(endpoint, "sortable_reported");
  const auto own = behaviour_.sort_keys;
  std::vector<SortKey> keys;
  const auto form = [&](std::string_view name) {
    for (const Facts& field : Member(facts_, "fields")) {
      if (Text(field, "name") == name)
        return Text(field, "form");
    }
    return std::string_view();
  };
  for (const Facts& value : SortableOf(endpoint)) {
    const std::string_view name = value.get_ref<const std::string&>();
    if (name.starts_with('-'))
      continue;
    const auto known =
        std::find_if(own.begin(), own.end(), [&](const SortKey& key) { return key.name == name; });
    keys.push_back(known != own.end() ? *known : KeyOf(name, Field(name), form(name)));
    keys.back().refused = reported.is_array() && !Contains(reported, name);
  }
  if (keys.empty() && !Member(endpoint, "paginated").is_null())
    keys.assign(own.begin(), own.end());
  return Keep(std::move(keys));
}

Endpoint TableMaker::EndpointOf(std::string_view name) const {
  const Facts& facts = Member(facts_, name);
  if (!facts.is_object())
    return {};
  static const std::regex placeholder(R"(\{[^}]*\})");
  const std::string_view scopes = ScopesOf(facts);
  const std::string_view data_key = Text(facts, "data_key");
  const bool whole = name == "list" && !True(facts, "paginated");
  return {.path = Keep(std::regex_replace(std::string(Text(facts, "path")), placeholder, "{id}")),
          .scopes = scopes.empty() ? ScopesOf(Member(facts_, "list")) : scopes,
          .params = Params(name),
          .sort_keys = SortKeys(facts),
          .base = static_cast<int>(NumberOf(facts, "base", 0)),
          .default_limit = whole ? 0 : static_cast<int>(NumberOf(facts, "default_limit", 10)),
          .empty_is_204 = NumberOf(facts, "empty", 204) == 204,
          .data_key = data_key.empty() && !True(facts, "single_object") ? "data" : data_key,
          .single_object = True(facts, "single_object"),
          .count_style = name == "count" ? behaviour_.count_style : CountStyle::kString,
          .weight = name == "count" ? behaviour_.count_weight : 0};
}

ResourceSpec TableMaker::Make() const {
  Facts exclusive = Facts::array();
  for (const Facts& param : Member(Member(facts_, "list"), "params")) {
    if (True(param, "exclusive"))
      exclusive.push_back(Member(param, "name"));
  }
  const Facts& key = Member(facts_, "key");  // none: a child's, one to a parent
  const bool asks = !owner_param_.empty() && behaviour_.fanout == nullptr;
  return {.res = res_,
          .name = Text(facts_, "resource"),
          .only = behaviour_.only,
          .fields = fields_,
          .list = EndpointOf("list"),
          .get = GetIsOfAnother(facts_) ? Endpoint() : EndpointOf("get"),
          .search = EndpointOf("search"),
          .count = EndpointOf("count"),
          .key = key.is_null() ? "id" : Joined(key),
          .always_fields = behaviour_.always_fields,
          .exclusive = Joined(exclusive),
          .fanout = asks ? Owner() : behaviour_.fanout,
          .parent_field = Text(Member(facts_, "parent"), "param"),
          .has_positions = sandbox::Contains(Member(facts_, "from_request"), "position"),
          .newest_first = True(Member(facts_, "list"), "newest_first"),
          .view_module = behaviour_.view_module,
          .custom_field = behaviour_.custom_field};
}

}  // namespace

void FieldFn::operator()(const Row& row, Writer& w) const {
  if (code_ != nullptr)
    code_(row, w);
  else
    WriteByForm(*form_, row, w);
}

const ResourceSpec* MakeTable(Res res, const Behaviour& behaviour) {
  return MakeTable(KindOf(res).name, res, behaviour);
}

const ResourceSpec* MakeTable(std::string_view name, Res res, const Behaviour& behaviour) {
  return &Keep(TableMaker(AllFacts().find(name)->second, behaviour, res).Make());
}

}  // namespace zoho_desk::sandbox
