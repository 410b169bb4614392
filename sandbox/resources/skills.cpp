// Skills, as facts/skills.json describes them: listed one department at a time,
// `departmentId` being required.

#include <array>

#include "sandbox/model.h"
#include "sandbox/resources/tables.h"
#include "sandbox/vocabulary.h"

namespace zoho_desk::sandbox {
namespace {

enum Salt : uint32_t { kNote = 100, kState, kCreator, kEditor, kMembers, kMillis };

void Name(const Row& r, Writer& w) {
  WriteSkillName(r.world, r.index, w);
}
void TypeId(const Row& r, Writer& w) {
  WriteId(r.world, Res::kSkillTypes, SkillType(r.index), w);
}
void State(const Row& r, Writer& w) {
  w.String(r.OneIn(5, kState) ? "INACTIVE" : "ACTIVE");
}
void DepartmentId(const Row& r, Writer& w) {
  WriteId(r.world, Res::kDepartments, SkillDepartment(r.world, r.index), w);
}

// These carry milliseconds; most other times of the API are whole seconds.
void Created(const Row& r, Writer& w) {
  w.Time(r.created() + static_cast<int64_t>(r.Hash(kMillis) % 1000));
}
void Modified(const Row& r, Writer& w) {
  w.Time(r.modified() + static_cast<int64_t>(r.Hash(kMillis) % 1000));
}

void AgentIds(const Row& r, Writer& w) {
  const MaybeRow department = SkillDepartment(r.world, r.index);
  w.BeginArray();
  if (department && !r.OneIn(4, kMembers)) {
    for (const uint32_t agent : DepartmentAgents(r.world, *department))
      w.Digits(r.world.Id(Res::kAgents, agent));
  }
  w.EndArray();
}

void TypeObject(const Row& r, Writer& w) {
  w.BeginObject();
  w.Key("skillTypeId");
  TypeId(r, w);
  w.Key("skillTypeName");
  w.String(SkillTypeName(r.index));
  w.EndObject();
}

void Criteria(const Row& r, Writer& w) {
  w.BeginObject();
  w.Key("fieldConditions");
  w.BeginArray();
  w.BeginObject();
  w.Key("displayValue");
  w.BeginArray();
  Name(r, w);
  w.EndArray();
  w.Key("condition");
  w.String("is");
  w.Key("fieldName");
  w.String("Subject");
  w.Key("fieldModule");
  w.String("tickets");
  w.Key("value");
  w.BeginArray();
  Name(r, w);
  w.EndArray();
  w.EndObject();
  w.EndArray();
  w.Key("pattern");
  w.String("1");
  w.EndObject();
}

void Description(const Row& r, Writer& w) {
  if (r.OneIn(3, kNote))
    return w.Null();
  w.BeginString();
  AppendRemark(w, r.Hash(kNote) >> 4);
  w.EndString();
}

const auto kFields = std::to_array<FieldSpec>({
    {"name", kListGet, {}, Name},
    {"modifiedTime", kListGet, {}, Modified},
    {"agentIds", kListGet, {}, AgentIds},
    {"skillType", kListGet, {}, TypeObject},
    {"orderId",
     kListGet,
     {},
     [](const Row& r, Writer& w) {
       const uint32_t departments = r.world.Size(Res::kDepartments);
       w.Digits(departments == 0 ? 1 : r.index / departments + 1);
     }},
    {"criteria", kListGet, {}, Criteria},
    {"departmentId", kListGet, {}, DepartmentId},
    {"description", kListGet, {}, Description},
    {"skillTypeId", kListGet, {}, TypeId},
    {"createdBy", kListGet, {}, [](const Row& r, Writer& w) { WriteAgentId(r, kCreator, w); }},
    {"createdTime", kListGet, {}, Created},
    {"modifiedBy", kListGet, {}, [](const Row& r, Writer& w) { WriteAgentId(r, kEditor, w); }},
    {"id", kListGet, {}, FieldId},
    {"status", kListGet, {}, State},
});

}  // namespace

const Behaviour kSkills{
    .fields = kFields,
    .fanout = DepartmentId,
};

}  // namespace zoho_desk::sandbox
