// Custom fields, for those files of resources/ whose records have some. A value depends on the
// record and the field's place in its set, so `cf` and `customFields` of a record show the same
// values.

#include "sandbox/custom_fields.h"

#include <array>

#include "sandbox/vocabulary.h"

namespace zoho_desk::sandbox {
namespace {

constexpr uint32_t kSaltCustom = 60;
constexpr int64_t kDay = 86'400'000;
constexpr auto kPicks =
    std::to_array<std::string_view>({"North", "Süd", "East", "西", "Head office"});

void WriteValue(const Row& row, size_t number, CustomType type, Writer& w) {
  const uint64_t hash = row.Hash(kSaltCustom + static_cast<uint32_t>(number));
  if (hash % 4 == 0)
    return w.Null();
  const uint64_t value = hash >> 8;
  switch (type) {
    case CustomType::kText:
      w.BeginString();
      AppendRemark(w, value);
      return w.EndString();
    case CustomType::kNumber:
      return w.Int(static_cast<int64_t>(value % 2000) - 500);
    case CustomType::kBool:
      return w.Bool(value % 2 == 0);
    case CustomType::kDate:
      return w.Date(row.created() + static_cast<int64_t>(value % 400) * kDay);
    case CustomType::kPick:
      return w.String(kPicks[value % kPicks.size()]);
  }
}

}  // namespace

void WriteCf(const Row& row, std::span<const CustomField> fields, Writer& w) {
  w.BeginObject();
  for (size_t i = 0; i < fields.size(); ++i) {
    w.Key(fields[i].api_name);
    WriteValue(row, i, fields[i].type, w);
  }
  w.EndObject();
}

void WriteCustomFields(const Row& row, std::span<const CustomField> fields, Writer& w) {
  w.BeginObject();
  for (size_t i = 0; i < fields.size(); ++i) {
    w.Key(fields[i].label);
    WriteValue(row, i, fields[i].type, w);
  }
  w.EndObject();
}

bool WriteCustomField(const Row& row, std::span<const CustomField> fields,
                      std::string_view api_name, Writer& w) {
  for (size_t i = 0; i < fields.size(); ++i) {
    if (fields[i].api_name != api_name)
      continue;
    WriteValue(row, i, fields[i].type, w);
    return true;
  }
  return false;
}

}  // namespace zoho_desk::sandbox
