// The nested objects and arrays of a ticket, for tickets_fields.cpp. Each shows the record that the
// id beside it names.

#include "sandbox/resources/tickets_objects.h"

#include "sandbox/model.h"

namespace zoho_desk::sandbox::ticket {
namespace {

// Skills belong to a department: skill s to department s modulo the number of departments.
MaybeRow SkillOf(const Row& r) {
  const MaybeRow department = TicketDepartment(r.world, r.index);
  if (!department || *department >= r.world.Size(Res::kSkills) || !r.OneIn(3, kSkillsSalt))
    return std::nullopt;
  return department;
}

}  // namespace

void LastThread(const Row& r, Writer& w) {
  if (r.OneIn(4, kThreads))
    return w.Null();
  const uint64_t hash = r.Hash(kThreads) >> 8;
  w.BeginObject();
  w.Key("channel");
  w.String(hash % 2 == 0 ? "EMAIL" : "WEB");
  w.Key("isDraft");
  w.Bool(hash % 11 == 0);
  w.Key("isForward");
  w.Bool(false);
  w.Key("direction");
  w.String(hash % 3 == 0 ? "out" : "in");
  w.EndObject();
}

void Source(const Row& r, Writer& w) {
  const bool system = !r.OneIn(5, kSourceSalt);
  w.BeginObject();
  w.Key("appName");
  WriteOrNull(w, system ? "" : "Lantern Forms");
  w.Key("extId");
  WriteOrNull(w, system ? "" : "form-17");
  w.Key("permalink");
  w.Null();
  w.Key("type");
  w.String(system ? "SYSTEM" : "INTEGRATION");
  w.Key("appPhotoURL");
  w.Null();
  w.Key("uuid");
  w.Null();
  w.EndObject();
}

void ContactObject(const Row& r, Writer& w, bool with_spam) {
  const MaybeRow index = TicketContact(r.world, r.index);
  if (!index)
    return w.Null();
  const Row contact = At(r.world, Res::kContacts, *index);
  w.BeginObject();
  w.Key("id");
  w.Digits(contact.id());
  w.Key("firstName");
  WriteOrNull(w, ContactGivenName(contact));
  w.Key("lastName");
  w.String(ContactFamilyName(contact));
  w.Key("email");
  WriteContactEmail(contact, w);
  w.Key("phone");
  WriteContactPhone(contact, w);
  w.Key("mobile");
  WriteContactMobile(contact, w);
  w.Key("type");
  WriteOrNull(w, ContactType(contact));
  if (with_spam) {
    w.Key("isSpam");
    w.Bool(ContactIsSpam(contact));
  }
  w.Key("account");
  WriteAccountRef(r.world, TicketAccount(r.world, r.index), w);
  w.EndObject();
}

void AssigneeObject(const Row& r, Writer& w, bool search) {
  const MaybeRow index = TicketAssignee(r.world, r.index);
  if (!index)
    return w.Null();
  const Row agent = At(r.world, Res::kAgents, *index);
  w.BeginObject();
  w.Key("id");
  w.Digits(agent.id());
  w.Key("firstName");
  WriteOrNull(w, AgentGivenName(agent));
  w.Key("lastName");
  w.String(AgentFamilyName(agent));
  w.Key(search ? "emailId" : "email");
  WriteAgentEmail(agent, w);
  if (search) {
    w.Key("zuid");
    w.Digits(700'000'000 + agent.index);
  }
  w.Key("photoURL");
  WriteAgentPhoto(agent, w);
  w.EndObject();
}

void SourceTicket(const Row& r, Writer& w, bool search) {
  if (r.index == 0 || !r.OneIn(20, kParent))
    return w.Null();
  const Row source = At(r.world, Res::kTickets, static_cast<uint32_t>(r.Hash(kParent) % r.index));
  w.BeginObject();
  w.Key("id");
  w.Digits(source.id());
  if (!search) {
    w.Key("subject");
    WriteTicketSubject(source, w);
  }
  w.EndObject();
}

void ParentTicket(const Row& r, Writer& w) {
  if (r.index == 0 || !r.OneIn(15, kShared))
    return w.Null();
  w.BeginObject();
  w.Key("id");
  w.Digits(r.world.Id(Res::kTickets, static_cast<uint32_t>(r.Hash(kShared) % r.index)));
  w.EndObject();
}

void SharedDepartments(const Row& r, Writer& w) {
  w.BeginArray();
  const MaybeRow other = r.Pick(Res::kDepartments, kShared);
  if (other && r.OneIn(6, kShared) && other != TicketDepartment(r.world, r.index)) {
    w.BeginObject();
    w.Key("id");
    w.Digits(r.world.Id(Res::kDepartments, *other));
    w.Key("name");
    WriteDepartmentName(r.world, *other, w);
    w.Key("type");
    w.String("READ_ONLY");
    w.EndObject();
  }
  w.EndArray();
}

void EntitySkills(const Row& r, Writer& w) {
  w.BeginArray();
  if (const MaybeRow skill = SkillOf(r))
    w.Digits(r.world.Id(Res::kSkills, *skill));
  w.EndArray();
}

void SkillsInfo(const Row& r, Writer& w) {
  w.BeginArray();
  if (const MaybeRow skill = SkillOf(r)) {
    w.BeginObject();
    w.Key("skillId");
    w.Digits(r.world.Id(Res::kSkills, *skill));
    w.Key("skillName");
    WriteSkillName(r.world, *skill, w);
    w.Key("skillTypeId");
    WriteId(r.world, Res::kSkillTypes, SkillType(*skill), w);
    w.Key("skillTypeName");
    w.String(SkillTypeName(*skill));
    w.Key("mappingType");
    w.String("SYSTEM");
    w.Key("weightage");
    w.Null();
    w.EndObject();
  }
  w.EndArray();
}

void SecondaryContacts(const Row& r, Writer& w) {
  w.BeginArray();
  if (r.OneIn(5, kSecondary))
    WriteId(r.world, Res::kContacts, r.Pick(Res::kContacts, kSecondary), w);
  w.EndArray();
}

void ChannelRelatedInfo(const Row& r, Writer& w) {
  if (TicketChannel(r) != "Forums")
    return w.Null();
  w.BeginObject();
  w.Key("topicId");
  w.Digits(r.world.Id(Res::kMisc, r.index));
  w.Key("isTopicDeleted");
  w.Bool(false);
  w.Key("forumStatus");
  w.String("ANALYZING");
  w.Key("sourceLink");
  w.Null();
  w.Key("topicType");
  w.String("PROBLEM");
  w.EndObject();
}

}  // namespace zoho_desk::sandbox::ticket
