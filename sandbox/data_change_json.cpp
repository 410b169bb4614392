// Changes of the data set as a control document and the guides spell them: for control.cpp and
// docs/guide. A key or value that is not known makes the whole document invalid.

#include <charconv>
#include <nlohmann/json.hpp>

#include "sandbox/data_change.h"

namespace zoho_desk::sandbox {
namespace {

using Json = nlohmann::json;

// Above every row a table can have, created ones included.
constexpr uint64_t kNoRow = 2ULL * kMaxRows;

// "1892...": an id. 7: a row. [7, 3]: rows 7, 8 and 9.
bool ReadRecord(const Json& item, RecordSet& out) {
  if (item.is_string()) {
    const auto& text = item.get_ref<const std::string&>();
    uint64_t id = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), id);
    out.ids.push_back(id);
    return error == std::errc() && end == text.data() + text.size();
  }
  if (item.is_number_unsigned() && item.get<uint64_t>() < kNoRow) {
    out.rows.push_back(item.get<uint32_t>());
    return true;
  }
  if (!item.is_array() || item.size() != 2 || !item[0].is_number_unsigned() ||
      !item[1].is_number_unsigned() || item[0].get<uint64_t>() >= kNoRow ||
      item[1].get<uint64_t>() > kMaxRows)
    return false;
  const RecordSet range = RecordSet::Range(item[0].get<uint32_t>(), item[1].get<uint32_t>());
  out.rows.insert(out.rows.end(), range.rows.begin(), range.rows.end());
  return true;
}

bool ReadRecords(const Json& value, RecordSet& out) {
  if (!value.is_array())
    return false;
  for (const Json& item : value) {
    if (!ReadRecord(item, out))
      return false;
  }
  return true;
}

bool ReadNumber(const std::string& key, int64_t number, DataChange& out) {
  if (key == "after")
    out.after = number;
  else if (key == "times")
    out.times = number;
  else if (key == "advance_s")
    out.advance_s = number;
  else if (key == "create" && number >= 0 && number <= UINT32_MAX)
    out.create = static_cast<uint32_t>(number);
  else
    return false;
  return true;
}

bool ReadKey(const std::string& key, const Json& value, DataChange& out) {
  if (value.is_number_integer())
    return ReadNumber(key, value.get<int64_t>(), out);
  if (key == "delete" || key == "edit")
    return ReadRecords(value, key == "edit" ? out.edit : out.remove);
  if (!value.is_string())
    return false;
  const auto& text = value.get_ref<const std::string&>();
  if (key == "resource")
    out.resource = text;
  else if (key == "watch")
    out.watch = text;
  else if (key == "match")
    out.match = text;
  else if (key == "field")
    out.field = text;
  else if (key == "value")
    out.value = text;
  else if (key == "json")
    out.json = text;
  else
    return false;
  return true;
}

}  // namespace

std::variant<std::vector<DataChange>, std::string> ParseChanges(std::string_view json) {
  const Json document = Json::parse(json, nullptr, false);
  if (!document.is_array())
    return std::string("changes is an array");
  std::vector<DataChange> changes;
  for (const Json& item : document) {
    if (!item.is_object())
      return std::string("a change is an object");
    DataChange& change = changes.emplace_back();
    for (const auto& [key, value] : item.items()) {
      if (!ReadKey(key, value, change))
        return "unknown key or wrong value in a change: " + key;
    }
  }
  return changes;
}

}  // namespace zoho_desk::sandbox
