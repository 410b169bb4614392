#pragma once

// The sandbox's portal: how many records of each kind exist, their ids and times, and the
// randomness their fields are made from. Nothing is stored per record; every value is a pure
// function of (seed, resource, row), so a million tickets cost no memory and the same seed gives
// the same bytes.
//
// A later stage that edits rows puts its overlay behind Size, Id, RowOf, CreatedTime and
// ModifiedTime: all other code reaches records through these and the field tables.
//
// Thread-safe: immutable after construction.

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

namespace zoho_desk::sandbox {

enum class Res : uint8_t {
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
inline constexpr size_t kResCount = static_cast<size_t>(Res::kCount);
inline constexpr size_t kTableCount = static_cast<size_t>(Res::kCategories);

// 2026-11-02T09:30:00.000Z. Fixed, so that a data set is reproducible to the byte.
inline constexpr int64_t kDefaultNow = 1'793'611'800'000;
inline constexpr uint32_t kMaxRows = 1'000'000;

using RowCounts = std::array<uint32_t, kResCount>;

// The sizes a sandbox has unless told otherwise: small, yet more than one page of most lists.
RowCounts DefaultRowCounts();

class World {
 public:
  World(uint64_t seed, int64_t now_millis, const RowCounts& counts)
      : seed_(seed), now_(now_millis), counts_(counts) {}

  uint64_t seed() const { return seed_; }
  int64_t now() const { return now_; }
  uint32_t Size(Res res) const { return counts_[static_cast<size_t>(res)]; }

  // 64 random bits for one purpose (`salt`) of one record.
  uint64_t Hash(Res res, uint32_t row, uint32_t salt) const;

  // Ids are 18 digits and ascend with the row. RowOf is the inverse; nullopt if no record has this
  // id.
  uint64_t Id(Res res, uint32_t row) const;
  std::optional<uint32_t> RowOf(Res res, uint64_t id) const;
  std::optional<uint32_t> RowOf(Res res, std::string_view id) const;

  // Ascends with the row; runs of equal times occur. ModifiedTime is never before CreatedTime.
  int64_t CreatedTime(Res res, uint32_t row) const;
  int64_t ModifiedTime(Res res, uint32_t row) const;

  // A random record of another kind, or none if there are no such records.
  std::optional<uint32_t> Pick(Res target, uint64_t hash) const;

 private:
  uint64_t seed_;
  int64_t now_;
  RowCounts counts_;
};

// One record. Cheap to copy; must not outlive its World.
struct Row {
  const World& world;
  Res res;
  uint32_t index;

  uint64_t Hash(uint32_t salt) const { return world.Hash(res, index, salt); }
  // True for about one record in `n`.
  bool OneIn(uint32_t n, uint32_t salt) const { return Hash(salt) % n == 0; }
  uint64_t id() const { return world.Id(res, index); }
  int64_t created() const { return world.CreatedTime(res, index); }
  int64_t modified() const { return world.ModifiedTime(res, index); }
  std::optional<uint32_t> Pick(Res target, uint32_t salt) const {
    return world.Pick(target, Hash(salt));
  }
};

}  // namespace zoho_desk::sandbox
