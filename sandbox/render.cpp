// Projection: made by Api for each answer and by dump.cpp for all fields. Here field tables become
// records in JSON, so every route spells a field alike unless its spec says otherwise.

#include "sandbox/render.h"

#include <algorithm>

namespace zoho_desk::sandbox {
namespace {

// A field added by a request header instead of an include value: "header:<flag>".
constexpr std::string_view kHeaderPrefix = "header:";

bool Contains(std::span<const std::string> items, std::string_view item) {
  return std::find(items.begin(), items.end(), item) != items.end();
}

bool Included(const FieldSpec& field, std::span<const std::string> includes,
              std::string_view features) {
  if (field.include.empty())
    return true;
  if (field.include.starts_with(kHeaderPrefix))
    return field.include.substr(kHeaderPrefix.size()) == features;
  return Contains(includes, field.include);
}

}  // namespace

void Projection::Add(const FieldSpec& field, FieldFn write) {
  columns_.push_back({"\"" + std::string(field.name) + "\":", write});
}

Projection::Projection(const ResourceSpec& resource, Shape shape,
                       std::span<const std::string> includes, std::string_view features)
    : resource_(&resource) {
  for (const FieldSpec& field : resource.fields) {
    switch (shape) {
      case Shape::kDump:
        Add(field, field.write);
        break;
      case Shape::kSearch:  // everything at once: searches take no include
        if ((field.where & kSearch) != 0)
          Add(field, field.search_write != nullptr ? field.search_write : field.write);
        break;
      case Shape::kList:
      case Shape::kGet:
        if ((field.where & (shape == Shape::kList ? kList : kGet)) != 0 &&
            (Included(field, includes, features) ||
             (shape == Shape::kGet && (field.where & kGetAlways) != 0)))
          Add(field, field.write);
    }
  }
}

std::optional<Projection> Projection::OfFields(const ResourceSpec& resource,
                                               std::span<const std::string> names,
                                               std::span<const std::string> includes) {
  Projection projection(resource);
  const auto always = SplitChoices(resource.always_fields);
  for (const std::string& name : names) {
    const FieldSpec* field = FindField(resource, name);
    if (field == nullptr && resource.custom_field != nullptr) {
      std::string scratch;
      Writer w(scratch);
      projection.custom_.push_back(name);
      static const World nowhere(0, kDefaultNow, {});
      if (resource.custom_field({nowhere, resource.res, 0}, name, w))
        continue;
    }
    const bool allowed = field != nullptr && field->include.empty() &&
                         (field->where & (kList | kNamed)) != 0 && (field->where & kNotNamed) == 0;
    if (!allowed)
      return std::nullopt;
  }
  for (const FieldSpec& field : resource.fields) {
    const bool pinned = std::find(always.begin(), always.end(), field.name) != always.end();
    const bool added =
        !field.include.empty() && (field.where & kList) != 0 && Contains(includes, field.include);
    if (pinned || added || Contains(names, field.name))
      projection.Add(field, field.write);
  }
  return projection;
}

void Projection::Render(const Row& row, std::string& out) const {
  Writer w(out);
  out += '{';
  for (const Column& column : columns_) {
    const size_t mark = out.size();
    if (out.back() != '{')
      out += ',';
    out += column.key;
    const std::string_view name(column.key);
    if (const std::string* json = row.JsonOf(name.substr(1, name.size() - 3)))
      out += *json;
    else
      column.write(row, w);
    if (w.TakeOmitted())
      out.resize(mark);
  }
  if (!custom_.empty()) {
    if (out.back() != '{')
      out += ',';
    out += "\"cf\":{";
    for (const std::string& name : custom_) {
      w.Key(name);
      resource_->custom_field(row, name, w);
    }
    out += '}';
  }
  out += '}';
}

}  // namespace zoho_desk::sandbox
