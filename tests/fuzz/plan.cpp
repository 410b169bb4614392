// Plans and the arguments that come with them.

#include "vtab/plan.h"

#include <charconv>

#include "client/record.h"
#include "common/url.h"
#include "tests/fuzz/sql_call.h"
#include "tests/fuzz/targets.h"
#include "vtab/arguments.h"
#include "vtab/binding.h"

namespace zoho_desk::fuzz {
namespace {

using resources::Resource;
using vtab::BoundTerm;
using vtab::BoundValue;

BoundValue ValueFrom(std::string_view text) {
  const char kind = text.empty() ? 'n' : text.front();
  const std::string_view rest = text.empty() ? text : text.substr(1);
  switch (kind) {
    case 't':
      return std::string(rest);
    case 'i': {
      int64_t value = 0;
      std::from_chars(rest.data(), rest.data() + rest.size(), value);
      return value;
    }
    case 'r': {
      double value = 0;
      std::from_chars(rest.data(), rest.data() + rest.size(), value);
      return value;
    }
    case 'b':
      return vtab::BlobValue{};
    default:
      return vtab::NullValue{};
  }
}

std::vector<BoundTerm> ArgumentsFrom(std::string_view lines) {
  std::vector<BoundTerm> arguments;
  while (!lines.empty()) {
    std::string_view line = Cut(lines, '\n');
    BoundTerm& term = arguments.emplace_back();
    do
      term.push_back(ValueFrom(Cut(line, '\t')));
    while (!line.empty());
  }
  return arguments;
}

// What enters a URL is encoded, whatever the values are.
void RequireSafe(const client::ScanRequest& request) {
  constexpr std::string_view kQueryText =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~%,:&=";
  std::vector<QueryParams> all = request.alternatives;
  all.push_back(request.params);
  for (const QueryParams& params : all)
    Require(ToQueryString(params).find_first_not_of(kQueryText) == std::string::npos,
            "a query string is encoded");
  for (const std::string& key : request.keys) {
    Require(client::IsPossibleKey(*request.resource, key), "a key is possible");
    Require(PercentEncode(key) == key, "a key needs no encoding, so it is no path");
  }
}

bool CheckBinding(const vtab::ScanPlan& plan, const Resource& resource,
                  const std::vector<BoundTerm>& arguments) {
  const auto binding = vtab::Bind(plan, resource, arguments);
  if (!binding.ok()) {
    RequireMessage(binding.error().message);
    return false;
  }
  if (!binding->no_rows)
    RequireSafe(binding->request);
  return true;
}

void PassThroughSqlite(const vtab::ScanPlan& plan, const Resource& resource,
                       const std::vector<BoundTerm>& arguments) {
  const auto handed_over = ThroughSqlite(plan, arguments);
  const std::string signature = vtab::Signature("", handed_over);
  Require(signature.size() >= handed_over.size(), "a signature tells arguments apart");
  CheckBinding(plan, resource, handed_over);
}

}  // namespace

bool RunPlanText(std::string_view input) {
  const Resource* resource = resources::FindResource(Cut(input, '\n'));
  if (resource == nullptr)
    return false;
  const auto plan = vtab::PlanFromText(input, *resource);
  if (!plan)
    return false;
  const auto again = vtab::PlanFromText(vtab::ToText(*plan, *resource, {}), *resource);
  Require(again && *again == *plan, "a plan survives its text");
  for (const int column : vtab::ColumnsUsed(plan->columns_used, *resource))
    Require(column == -1 || static_cast<size_t>(column) < resource->columns.size(),
            "a column exists");
  return true;
}

bool RunSqlArguments(std::string_view input) {
  const Resource* resource = resources::FindResource(Cut(input, '\n'));
  if (resource == nullptr)
    return false;
  const auto plan = vtab::PlanFromText(Cut(input, '\n'), *resource);
  if (!plan)
    return false;
  const std::vector<BoundTerm> arguments = ArgumentsFrom(input);
  PassThroughSqlite(*plan, *resource, arguments);
  return CheckBinding(*plan, *resource, arguments);
}

}  // namespace zoho_desk::fuzz
