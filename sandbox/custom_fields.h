#pragma once

// Custom fields: each module has a fixed set, shown as `cf` (by API name) and, as the older twin of
// it, `customFields` (by label). Values are strings, numbers, booleans and plain dates, or null.

#include <span>
#include <string_view>

#include "sandbox/json_writer.h"
#include "sandbox/world.h"

namespace zoho_desk::sandbox {

enum class CustomType : uint8_t { kText, kNumber, kBool, kDate, kPick };

struct CustomField {
  std::string_view api_name;  // "cf_..."
  std::string_view label;
  CustomType type;
};

void WriteCf(const Row& row, std::span<const CustomField> fields, Writer& w);
void WriteCustomFields(const Row& row, std::span<const CustomField> fields, Writer& w);
// False if there is no such field.
bool WriteCustomField(const Row& row, std::span<const CustomField> fields,
                      std::string_view api_name, Writer& w);

}  // namespace zoho_desk::sandbox
