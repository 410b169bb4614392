#pragma once

// Values by the form that the facts give a field, for those that no code makes.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sandbox/facts.h"
#include "sandbox/json_writer.h"
#include "sandbox/world.h"

namespace zoho_desk::sandbox {

// The form of a field, or of a member of an object.
struct FieldForm {
  std::string_view name;
  std::string_view form;                  // as in facts/README.md; "enum" has `choices`
  std::vector<std::string_view> choices;  // of an enum
  std::vector<FieldForm> keys;            // of an object or of the objects of an array
  std::optional<Res> target;              // the kind of record that an id or an object names
  bool nullable = true;
  bool is_key = false;    // the record's own id
  bool is_owner = false;  // names the record that the list is asked for (RecordKind::listed_by)
  void (*write_any)(const Row& row, std::string_view field, Writer& w) = nullptr;  // instead
  uint32_t salt = 0;  // by the field's name: other fields of the resource change no value of it
};

// The form of a field of the facts.
FieldForm FormOf(const Facts& field);
void WriteByForm(const FieldForm& form, const Row& row, Writer& w);

}  // namespace zoho_desk::sandbox
