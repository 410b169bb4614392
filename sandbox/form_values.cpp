// Values by form: called by FieldFn for fields that only the facts describe. A value is a function
// of the row and of the field's name, and an id is that of a record which exists if its name says
// of which kind.

#include "sandbox/form_values.h"

#include <algorithm>
#include <array>

#include "sandbox/model.h"
#include "sandbox/vocabulary.h"

namespace zoho_desk::sandbox {
namespace {

// Salts of such fields; data_change.cpp tries them.
constexpr uint32_t kFirstSalt = 100;
constexpr uint32_t kSalts = 101;
constexpr int64_t kDay = 86'400'000;

uint32_t SaltOf(std::string_view name) {
  uint32_t x = 2166136261;
  for (const char c : name)
    x = (x ^ static_cast<unsigned char>(c)) * 16777619;
  return kFirstSalt + (x ^ (x >> 16)) % kSalts;
}

bool IsCapital(char c) {
  return c >= 'A' && c <= 'Z';
}

// "departmentId", "associatedDepartmentIds": departments. "createdBy", "ownerId": agents.
std::optional<Res> TargetOf(std::string_view name) {
  constexpr auto kAgentIds = std::to_array<std::string_view>(
      {"creatorId", "modifierId", "ownerId", "authorId", "assigneeId"});
  if (name.ends_with("By") || name.ends_with("ById") ||
      std::find(kAgentIds.begin(), kAgentIds.end(), name) != kAgentIds.end())
    return Res::kAgents;
  const size_t end = name.rfind("Id");
  if (end == std::string_view::npos || end == 0 || end + 3 < name.size())
    return std::nullopt;
  // By its last words, as many as name a kind: businessHourId is one of business_hours.
  const std::string_view stem = name.substr(0, end);
  for (size_t begin = 0; begin < stem.size(); ++begin) {
    if (begin > 0 && !IsCapital(stem[begin]))
      continue;
    std::string words;
    for (const char c : stem.substr(begin)) {
      if (IsCapital(c) && !words.empty())
        words += '_';
      words += static_cast<char>(c | 0x20);
    }
    if (const auto kind = FindKind(words + "s"))
      return kind;
  }
  return std::nullopt;
}

// Of an object that stands for a record, that of its id: "department" is the one of departmentId.
void ReadTarget(FieldForm& form) {
  const bool refers = std::any_of(form.keys.begin(), form.keys.end(),
                                  [](const FieldForm& key) { return key.name == "id"; });
  const std::string name = std::string(form.name) + (refers ? "Id" : "");
  form.target = TargetOf(name);
  form.salt = SaltOf(form.target ? name : form.name);
}

FieldForm FormOf(std::string_view name, const Facts& value);

std::vector<FieldForm> KeysOf(const Facts& keys) {
  std::vector<FieldForm> forms;
  for (const auto& [name, value] : keys.items())
    forms.push_back(FormOf(name, value));
  return forms;
}

// A member of an object: its form, its enum as an array, or its own keys.
FieldForm FormOf(std::string_view name, const Facts& value) {
  FieldForm form{.name = name};
  if (value.is_string()) {
    form.form = value.get_ref<const std::string&>();
  } else if (value.is_array()) {
    form.form = "enum";
    for (const Facts& choice : value)
      form.choices.emplace_back(choice.get_ref<const std::string&>());
  } else {
    form.form = "object";
    form.keys = KeysOf(value);
  }
  ReadTarget(form);
  return form;
}

void WriteWords(const FieldForm& form, uint64_t hash, Writer& w) {
  w.BeginString();
  if (form.name.ends_with("ame"))
    w.Text(ProductNoun(hash >> 8));
  else
    AppendRemark(w, hash >> 4);
  w.Text(" ");
  w.TextNumber(hash % 1000);
  w.EndString();
}

void WriteLink(const FieldForm& form, uint64_t hash, Writer& w) {
  w.BeginString();
  w.Text("https://desk.sandbox.example/");
  w.Text(form.name);
  w.Text("/");
  w.TextNumber(hash % 100'000);
  w.EndString();
}

void WriteAddress(uint64_t hash, Writer& w) {
  w.BeginString();
  w.Text(FamilySlug(hash));
  w.Text("@mail.example");
  w.EndString();
}

void WriteIdOf(const FieldForm& form, const Row& row, uint64_t hash, Writer& w) {
  const Res target = form.target.value_or(Res::kMisc);
  const auto picked = row.world.Pick(target, hash);
  WriteId(row.world, target, picked ? picked : MaybeRow(row.index), w);
}

void WriteHashed(const FieldForm& form, const Row& row, uint64_t hash, Writer& w);

// What a record that others refer to says of itself; false if nobody but the form knows.
bool WriteMember(const Row& record, std::string_view name, Writer& w) {
  const bool agent = record.res == Res::kAgents;
  if (name == "id")
    w.Digits(record.id());
  else if (agent && name == "firstName")
    WriteOrNull(w, AgentGivenName(record));
  else if (agent && name == "lastName")
    w.String(AgentFamilyName(record));
  else if (agent && name == "name")
    WriteAgentName(record, w);
  else if (agent && name == "email")
    WriteAgentEmail(record, w);
  else if (agent && (name == "photoURL" || name == "photoUrl"))
    WriteAgentPhoto(record, w);
  else if (record.res == Res::kDepartments && name == "name")
    WriteDepartmentName(record.world, record.index, w);
  else if (record.res == Res::kTeams && name == "name")
    WriteTeamName(record.world, record.index, w);
  else
    return false;
  return true;
}

// An object with the id and what else it tells of a record; null if there is none.
void WriteReference(const FieldForm& form, const Row& row, std::optional<uint32_t> target,
                    Writer& w) {
  if (!target)
    return w.Null();
  const Row record = At(row.world, *form.target, *target);
  w.BeginObject();
  for (const FieldForm& key : form.keys) {
    w.Key(key.name);
    if (!WriteMember(record, key.name, w))
      WriteHashed(key, row, record.Hash(key.salt), w);
  }
  w.EndObject();
}

void WriteObject(const FieldForm& form, const Row& row, uint64_t hash, Writer& w) {
  if (form.target && !form.keys.empty())
    return WriteReference(form, row, row.world.Pick(*form.target, hash), w);
  w.BeginObject();
  for (const FieldForm& key : form.keys) {
    w.Key(key.name);
    WriteHashed(key, row, hash ^ (key.salt * 0x9e3779b97f4a7c15), w);
  }
  w.EndObject();
}

void WriteArray(const FieldForm& form, const Row& row, uint64_t hash, Writer& w) {
  FieldForm item = form;
  item.form =
      form.form == "array" ? "object" : form.form.substr(std::string_view("array of ").size());
  w.BeginArray();
  const uint64_t count = item.form == "object" && item.keys.empty() ? 0 : hash % 3;
  for (uint64_t i = 0; i < count; ++i)
    WriteHashed(item, row, (hash >> 2) ^ (i * 0xbf58476d1ce4e5b9), w);
  w.EndArray();
}

void WriteHashed(const FieldForm& form, const Row& row, uint64_t hash, Writer& w) {
  const std::string_view name = form.form;
  if (!form.choices.empty())
    w.String(form.choices[hash % form.choices.size()]);
  else if (name == "boolean" || name == "boolean|string")
    w.Bool(hash % 2 == 0);
  else if (name == "int64-as-string" || (name == "string" && form.target))
    WriteIdOf(form, row, hash, w);
  else if (name.ends_with("-as-string") || name == "string|integer")
    w.Digits(hash % 1000);
  else if (name == "integer" || name == "decimal" || name == "int64")
    w.Int(static_cast<int64_t>(hash % 1000));
  else if (name == "date-time")
    w.Time(row.created() - static_cast<int64_t>(hash % 30) * kDay);
  else if (name == "date")
    w.Date(row.created() - static_cast<int64_t>(hash % 30) * kDay);
  else if (name == "url")
    WriteLink(form, hash, w);
  else if (name == "email")
    WriteAddress(hash, w);
  else if (name == "object")
    WriteObject(form, row, hash, w);
  else if (name.starts_with("array"))
    WriteArray(form, row, hash, w);
  else
    WriteWords(form, hash, w);
}

}  // namespace

FieldForm FormOf(const Facts& field) {
  const std::string_view name = Text(field, "name");
  FieldForm form{.name = name,
                 .form = Text(field, "form"),
                 .keys = KeysOf(Member(field, "keys")),
                 .nullable = Member(field, "nullable") != false,
                 .is_key = name == "id"};
  for (const Facts& choice : Member(field, "enum"))
    form.choices.emplace_back(choice.get_ref<const std::string&>());
  ReadTarget(form);
  return form;
}

void WriteByForm(const FieldForm& form, const Row& row, Writer& w) {
  const uint64_t hash = row.Hash(form.salt);
  if (form.write_any != nullptr)
    form.write_any(row, form.name, w);
  else if (form.is_key)
    w.Digits(row.id());
  else if (form.is_owner && !form.choices.empty())
    w.String(form.choices[row.index % form.choices.size()]);
  else if (form.is_owner && form.form == "object")
    WriteReference(form, row, row.Owner(), w);
  else if (form.is_owner)
    WriteId(row.world, *KindOf(row.res).listed_by, row.Owner(), w);
  else if (form.name == "createdTime")
    w.Time(row.created());
  else if (form.name == "modifiedTime")
    w.Time(row.modified());
  else if (form.nullable && hash % 7 == 0)
    w.Null();
  else
    WriteHashed(form, row, hash >> 3, w);
}

}  // namespace zoho_desk::sandbox
