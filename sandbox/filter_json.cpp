// The `filters` document some lists take, for params.cpp:
// {"criteria":{"fieldConditions":[{"field","con":"is","data"}]}}. A field or condition that is not
// known makes the parameter invalid.

#include <nlohmann/json.hpp>

#include "sandbox/params.h"

namespace zoho_desk::sandbox {
namespace {

using Json = nlohmann::json;

bool KnownField(const ParamContext& context, const std::string& name) {
  if (FindField(context.resource, name) != nullptr)
    return true;
  if (context.resource.custom_field == nullptr)
    return false;
  std::string scratch;
  Writer w(scratch);
  return context.resource.custom_field({context.world, context.resource.res, 0}, name, w);
}

bool ReadCondition(const ParamContext& context, const Json& line, std::vector<Condition>& out) {
  if (!line.is_object() || line.value("con", Json()) != "is")
    return false;
  const auto field = line.find("field");
  const auto data = line.find("data");
  if (field == line.end() || !field->is_string() || data == line.end())
    return false;
  Condition condition{.field = field->get<std::string>()};
  if (!KnownField(context, condition.field))
    return false;
  for (const Json& item : data->is_array() ? *data : Json::array({*data}))
    condition.values.push_back(item.is_string() ? item.get<std::string>() : item.dump());
  out.push_back(std::move(condition));
  return true;
}

}  // namespace

bool ParseFilterJson(const ParamContext& context, const ParamSpec& spec, std::string_view text,
                     std::vector<Condition>& out) {
  if (text.size() > static_cast<size_t>(spec.max))
    return false;
  const Json document = Json::parse(text, nullptr, false);
  const auto lines = Json::json_pointer("/criteria/fieldConditions");
  if (!document.is_object() || !document.contains(lines) || !document[lines].is_array() ||
      document[lines].size() > static_cast<size_t>(spec.max_items))
    return false;
  for (const Json& line : document[lines]) {
    if (!ReadCondition(context, line, out))
      return false;
  }
  return true;
}

}  // namespace zoho_desk::sandbox
