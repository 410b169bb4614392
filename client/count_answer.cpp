// Reads a count out of an answer with simdjson, on demand: whatever else the answer holds takes no
// memory. Called by client/count. A count that leaves here is one of records: 0 to kMostRecords.

#include "client/count_answer.h"

#include <simdjson.h>

#include <optional>

#include "client/json_value.h"
#include "client/object_keys.h"
#include "common/safe_text.h"

namespace zoho_desk::client {

namespace od = simdjson::ondemand;

namespace {

Error Bad(std::string what) {
  return {Code::kBadResponse, std::move(what)};
}

Error NotJson(simdjson::error_code error) {
  return Bad(std::string("the answer is not valid JSON (") + simdjson::error_message(error) + ")");
}

// A number, or text in quotes, as it stands in the answer.
Result<int64_t> FromToken(std::string_view token) {
  const size_t end = token.find_last_not_of(" \t\r\n");
  token = token.substr(0, end == std::string_view::npos ? 0 : end + 1);
  std::string made;
  Cell cell;
  if (token.size() >= 2 && token.front() == '"')
    cell = FromJsonString(token.substr(1, token.size() - 2), resources::ColumnType::kInteger, made);
  else if (IsJsonNumber(token))
    cell = FromJsonNumber(token, resources::ColumnType::kInteger, made);
  if (cell.kind == Cell::Kind::kInteger && cell.integer >= 0 && cell.integer <= kMostRecords)
    return cell.integer;
  return Bad("the answer's \"count\" is " + QuotedName(std::string(token.substr(0, 1024))) +
             ", which is no number of records");
}

Result<int64_t> FromMembers(od::document& document) {
  od::object root;
  if (document.get_object().get(root) != simdjson::SUCCESS)
    return Bad("the answer is not a JSON object");
  std::optional<int64_t> count;
  for (auto field : root) {
    std::string_view key;
    std::string unescaped;
    if (const auto error = KeyOf(field, key, unescaped))
      return NotJson(error);
    if (key != "count")
      continue;
    if (count)
      return Bad("the answer has the key \"count\" twice");
    std::string_view token;
    if (const auto error = field.value().raw_json_token().get(token))
      return NotJson(error);
    ZD_ASSIGN_OR_RETURN(count, FromToken(token));
  }
  const char* rest = nullptr;
  if (document.current_location().get(rest) != simdjson::OUT_OF_BOUNDS)
    return Bad("the answer has something after its JSON");
  if (!count)
    return Bad("the answer does not say how many there are");
  return *count;
}

}  // namespace

Result<int64_t> CountIn(std::string body) {
  const size_t length = body.size();
  if (length > kMostCountBytes)
    return Bad("the answer is larger than one that says how many there are");
  body.reserve(length + simdjson::SIMDJSON_PADDING);
  od::parser parser;
  od::document document;
  if (const auto error = parser.iterate(body.data(), length, body.capacity()).get(document))
    return NotJson(error);
  return FromMembers(document);
}

}  // namespace zoho_desk::client
