#pragma once

// Reads a query string against an endpoint's parameter table. What Zoho would refuse is refused
// here: unknown and missing parameters, values out of range, bad ids, enums, ranges and sort keys.

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "sandbox/http_types.h"
#include "sandbox/options.h"
#include "sandbox/spec.h"

namespace zoho_desk::sandbox {

// One line of a `filters` document: the field is one of these values.
struct Condition {
  std::string field;  // a field name or cf_*
  std::vector<std::string> values;
};

// The parameters of a request that is in order. Points into the endpoint's tables.
struct Parsed {
  std::vector<Value> values;  // those that filter
  std::vector<Condition> conditions;
  std::optional<uint32_t> view;  // row of Res::kViews
  std::optional<int64_t> from;
  std::optional<int64_t> limit;
  const SortKey* sort = nullptr;
  bool descending = false;
  std::vector<std::string> includes;
  std::optional<std::vector<std::string>> fields;
  bool single_key = false;  // selects exactly one record by its id
  // The filters and the sort in a fixed spelling: equal texts select equal rows.
  std::string canonical;
};

struct ParamContext {
  const World& world;
  const ResourceSpec& resource;
  const Endpoint& endpoint;
  // The largest `from` accepted; kUnset: any.
  int64_t max_from = kUnset;
  RangeBounds bounds = RangeBounds::kInclusive;
};

// The parsed parameters, or the answer that refuses them.
std::variant<Parsed, HttpResponse> ParseParams(const ParamContext& context,
                                               const NameValues& query);

// Parses one ISO time with a literal Z, as the API's patterns demand.
std::optional<int64_t> ParseZuluTime(std::string_view text);

// Fills `out` from a `filters` document; false if it is malformed.
bool ParseFilterJson(const ParamContext& context, const ParamSpec& spec, std::string_view text,
                     std::vector<Condition>& out);

}  // namespace zoho_desk::sandbox
