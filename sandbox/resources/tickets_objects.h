#pragma once

// The nested objects and arrays of a ticket.

#include "sandbox/json_writer.h"
#include "sandbox/world.h"

namespace zoho_desk::sandbox::ticket {

// What each random choice about a ticket is made from. Ids and nested objects share them, so they
// agree.
enum Salt : uint32_t {
  kPriority = 100,
  kLanguage,
  kCategory,
  kClassification,
  kTagSalt,
  kSentiment,
  kResponse,
  kThreads,
  kSourceSalt,
  kRelationship,
  kOnHold,
  kRead,
  kSpecialText,
  kParent,
  kShared,
  kSla,
  kSkillsSalt,
  kCreator,
  kFollow,
  kProduct,
  kSecondary,
  kLock,
};

void LastThread(const Row& r, Writer& w);
void Source(const Row& r, Writer& w);
// Search rows have the contact without isSpam.
void ContactObject(const Row& r, Writer& w, bool with_spam);
// Lists and gets have `email`; search rows have `emailId` and `zuid` in its place.
void AssigneeObject(const Row& r, Writer& w, bool search);
// A follow-up points back at an earlier ticket. Search rows give its id alone.
void SourceTicket(const Row& r, Writer& w, bool search);
void ParentTicket(const Row& r, Writer& w);
void SharedDepartments(const Row& r, Writer& w);
void EntitySkills(const Row& r, Writer& w);
void SkillsInfo(const Row& r, Writer& w);
void SecondaryContacts(const Row& r, Writer& w);
void ChannelRelatedInfo(const Row& r, Writer& w);

}  // namespace zoho_desk::sandbox::ticket
