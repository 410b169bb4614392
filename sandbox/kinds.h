#pragma once

// Kinds of records: the tables and what only appears by id inside their records. A kind is told by
// its name; Res is its number in this process.

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace zoho_desk::sandbox {

class World;

// The kinds that code speaks of. Those that nothing but facts describes have numbers from kCount.
enum class Res : uint16_t {
  kAccounts,
  kAgents,
  kArticleFeedbacks,
  kArticles,
  kCalls,
  kChannels,
  kContacts,
  kContracts,
  kCustomerFeedback,
  kDepartments,
  kEvents,
  kGroups,
  kHelpCenters,
  kLabels,
  kLayouts,
  kProducts,
  kProfiles,
  kRoles,
  kSkills,
  kTasks,
  kTeams,
  kTicketComments,
  kTicketMetrics,
  kTickets,
  kUsers,
  kViews,
  // Not tables: kinds of records that only appear by id inside others.
  kCategories,
  kSkillTypes,
  kSlas,
  kSupportPlans,
  kTranslations,
  kMisc,
  kCount,
};

struct RecordKind {
  std::string_view name;
  uint32_t rows = 0;        // unless told otherwise; of a child it is the parents that tell
  int64_t span_days = 900;  // how far back its records go
  bool recent_rows_are_dense = false;
  // Each record belongs to one of this kind, and goes with it.
  std::optional<Res> parent{};
  bool single = false;  // of a child: a parent has one or none
  // Of a child: how many a parent has, where the parent says so; null: anything.
  uint32_t (*children)(const World& world, uint32_t parent) = nullptr;
  // A list has the records of one of this kind, whose id is a parameter of it: they take turns.
  std::optional<Res> listed_by{};
  // Kinds that are older than what follows are made from this number; 0: from the name, so that a
  // new kind changes no record of another.
  uint64_t number = 0;
  uint64_t seed = 0;  // of its randomness
  // Ids begin here and are that far apart, but for less than the step.
  uint64_t first_id = 0;
  uint64_t id_step = 0;
};

// Ids of a kind lie in [first_id, first_id + kIdsPerKind).
inline constexpr uint64_t kIdsPerKind = 100'000'000'000;

// By Res.
std::span<const RecordKind> Kinds();
inline const RecordKind& KindOf(Res res) {
  return Kinds()[static_cast<size_t>(res)];
}
std::optional<Res> FindKind(std::string_view name);

}  // namespace zoho_desk::sandbox
