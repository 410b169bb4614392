#pragma once

// The resource tables of this folder, one per table of the extension, and what several of them
// share.

#include <array>
#include <span>

#include "sandbox/facts_table.h"
#include "sandbox/spec.h"

namespace zoho_desk::sandbox {

extern const Behaviour kAccounts;
extern const Behaviour kAccountSlas;
extern const Behaviour kAccountStatistics;
extern const Behaviour kAgentAvailability;
extern const Behaviour kAgents;
extern const Behaviour kAgentTimeEntries;
extern const Behaviour kArchivedTickets;
extern const Behaviour kArticleFeedbacks;
extern const Behaviour kArticles;
extern const Behaviour kBusinessHours;
extern const Behaviour kCalls;
extern const Behaviour kChannels;
extern const Behaviour kContacts;
extern const Behaviour kContactStatistics;
extern const Behaviour kContracts;
extern const Behaviour kCustomerFeedback;
extern const Behaviour kDepartments;
extern const Behaviour kEvents;
extern const Behaviour kGroups;
extern const Behaviour kHelpCenters;
extern const Behaviour kHolidayLists;
extern const Behaviour kLabels;
extern const Behaviour kLayouts;
extern const Behaviour kProducts;
extern const Behaviour kProfiles;
extern const Behaviour kRecycleBin;
extern const Behaviour kRoles;
extern const Behaviour kSkills;
extern const Behaviour kSupportPlans;
extern const Behaviour kTags;
extern const Behaviour kTagTickets;
extern const Behaviour kTeamMembers;
extern const Behaviour kTasks;
extern const Behaviour kTeams;
extern const Behaviour kTickets;
extern const Behaviour kUsers;
extern const Behaviour kViews;
extern const Behaviour kTicketComments;
extern const Behaviour kTicketMetrics;
extern const Behaviour kTicketConversations;
extern const Behaviour kTicketFollowers;
extern const Behaviour kTicketHistory;
extern const Behaviour kTicketTags;
extern const Behaviour kTicketThreads;

inline void FieldId(const Row& r, Writer& w) {
  w.Digits(r.id());
}
inline void FieldCreated(const Row& r, Writer& w) {
  w.Time(r.created());
}
inline void FieldModified(const Row& r, Writer& w) {
  w.Time(r.modified());
}
inline void FieldTrue(const Row&, Writer& w) {
  w.Bool(true);
}
inline void FieldFalse(const Row&, Writer& w) {
  w.Bool(false);
}
inline void FieldNull(const Row&, Writer& w) {
  w.Null();
}

inline constexpr Filter kByCreated{.match = Match::kCreatedRange};
inline constexpr Filter kByModified{.match = Match::kModifiedRange};
inline constexpr Filter kByKey{.match = Match::kKey};

constexpr Filter Equals(FieldFn value) {
  return {.match = Match::kEquals, .value = value};
}
constexpr Filter Glob(FieldFn value) {
  return {.match = Match::kGlob, .value = value};
}
constexpr Filter Contains(FieldFn value) {
  return {.match = Match::kContains, .value = value};
}
constexpr Filter Prefix(FieldFn value) {
  return {.match = Match::kPrefix, .value = value};
}
constexpr Filter Test(bool (*test)(const Row&, const Value&, const Parsed&)) {
  return {.match = Match::kTest, .test = test};
}

constexpr Filter Window(TimeFn time) {
  return {.match = Match::kDayWindow, .time = time};
}
constexpr Filter TimeRange(TimeFn time) {
  return {.match = Match::kRange, .time = time};
}

// Whether a field's value matches as Match::kGlob has it, and the same for a text.
bool PlainMatches(const Row& r, FieldFn field, std::string_view pattern);
bool GlobText(std::string_view pattern, std::string_view text);
// The text of another parameter of the request; nullptr if it was not sent.
const std::string* OtherParam(const Parsed& all, std::string_view name);
// The record `{photoURL, name, id}` of an agent, the photo under the given key; null if there is
// none.
void WriteActor(const Row& r, uint32_t salt, std::string_view photo_key, Writer& w);
// The id of a random agent, or null if there are none.
void WriteAgentId(const Row& r, uint32_t salt, Writer& w);

// True if `status_type` is what a "${open}" style status selects; false for plain names.
bool StatusMacroMatches(const Value& value, std::string_view status, std::string_view status_type);

}  // namespace zoho_desk::sandbox
