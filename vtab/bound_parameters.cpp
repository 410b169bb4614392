// Called by binding.cpp. Keeps that a request carries a parameter once: the terms on a parameter
// leave the values that all of them allow, and each of these is asked for in a list of its own.

#include "vtab/bound_parameters.h"

#include <algorithm>
#include <map>

#include "vtab/parameter_value.h"

namespace zoho_desk::vtab {
namespace {

// As the column shows them; what is no text equals no text, and is an error later.
bool ShowsAlike(const BoundValue& a, const BoundValue& b) {
  const auto text = TextEqualTo(a);
  return text && text == TextEqualTo(b);
}

bool Holds(const BoundTerm& values, const BoundValue& value) {
  return std::any_of(values.begin(), values.end(),
                     [&](const BoundValue& other) { return ShowsAlike(other, value); });
}

BoundTerm WithoutNullsAndRepetitions(const BoundTerm& values) {
  std::multimap<std::optional<std::string>, const BoundValue*> by_text;
  for (const BoundValue& value : values) {
    auto text = TextEqualTo(value);
    if (!std::holds_alternative<NullValue>(value) && !(text && by_text.contains(text)))
      by_text.emplace(std::move(text), &value);
  }
  BoundTerm kept;
  for (const auto& [text, value] : by_text)
    kept.push_back(*value);
  return kept;
}

}  // namespace

BoundParameters::BoundParameters(const resources::Resource& resource)
    : resource_(resource), values_(resource.parameters.size()) {}

void BoundParameters::Add(size_t index, const BoundTerm& values) {
  BoundTerm allowed = WithoutNullsAndRepetitions(values);
  if (const auto& before = values_[index])
    std::erase_if(allowed, [&](const BoundValue& value) { return !Holds(*before, value); });
  values_[index] = std::move(allowed);
}

Result<std::vector<Alternative>> BoundParameters::Alternatives() const {
  const std::vector<std::string> nothing_given(values_.size());
  std::vector<Alternative> lists{{.params = {}, .echo = nothing_given}};
  for (size_t i = 0; i < values_.size(); ++i) {
    if (!values_[i])
      continue;
    std::vector<Alternative> choices;
    for (const BoundValue& given : *values_[i]) {
      ZD_ASSIGN_OR_RETURN(ParameterValue value,
                          ConvertParameter(resource_, resource_.parameters[i], given));
      Alternative& choice = choices.emplace_back(
          Alternative{.params = std::move(value.params), .echo = nothing_given});
      choice.echo[i] = std::move(value.echo);
    }
    if (choices.empty())
      return std::vector<Alternative>();
    Multiply(lists, choices);
  }
  return lists;
}

void Multiply(std::vector<Alternative>& lists, const std::vector<Alternative>& choices) {
  std::vector<Alternative> product;
  product.reserve(lists.size() * choices.size());
  for (const Alternative& list : lists) {
    for (const Alternative& choice : choices) {
      Alternative& both = product.emplace_back(list);
      both.params.insert(both.params.end(), choice.params.begin(), choice.params.end());
      for (size_t i = 0; i < choice.echo.size(); ++i) {
        if (!choice.echo[i].empty())
          both.echo[i] = choice.echo[i];
      }
    }
  }
  lists = std::move(product);
}

}  // namespace zoho_desk::vtab
