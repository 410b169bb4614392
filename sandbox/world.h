#pragma once

// The sandbox's portal: how many records of each kind exist, their ids and times, and the
// randomness their fields are made from. Nothing is stored per record; every value is a pure
// function of (seed, resource, row), so a million tickets cost no memory and the same seed gives
// the same bytes.
//
// Records can be created, edited and deleted afterwards; row_changes.h holds what differs. All
// other code reaches records through Exists, Id, RowOf, CreatedTime, ModifiedTime, Hash and the
// field tables.
//
// The records of a child kind belong to a record of another: so many of them, with ids and times of
// their own, that nobody has to know those of all others. They go when it goes.
//
// Const members may run on many threads together; the changing ones need the object alone (Api
// holds the lock).

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sandbox/kinds.h"
#include "sandbox/row_changes.h"
#include "sandbox/time_shape.h"

namespace zoho_desk::sandbox {

// 2026-11-02T09:30:00.000Z. Fixed, so that a data set is reproducible to the byte.
inline constexpr int64_t kDefaultNow = 1'793'611'800'000;
inline constexpr uint32_t kMaxRows = 1'000'000;

// By Res; what is missing at the end is 0 or plain.
using RowCounts = std::vector<uint32_t>;
using TimeShapes = std::vector<TimeShape>;

// The sizes a sandbox has unless told otherwise: small, yet more than one page of most lists.
RowCounts DefaultRowCounts();

class World {
 public:
  // The rows of a child kind are [parent * kMaxChildren, + kMaxChildren), as far as there are any.
  static constexpr uint32_t kMaxChildren = 256;

  World(uint64_t seed, int64_t now_millis, const RowCounts& counts, const TimeShapes& shapes = {});

  uint64_t seed() const { return seed_; }
  // The data set's present: what fields such as isOverDue and filters such as Today go by. Fixed.
  int64_t now() const { return now_; }
  // now(), moved on by AdvanceClock: the time of changes.
  int64_t clock() const { return clock_; }

  // Generated records; 0 for a child kind. Those refer to one another; changes leave the references
  // as they are.
  uint32_t Size(Res res) const { return counts_[static_cast<size_t>(res)]; }
  // One past the last row there ever was.
  uint32_t End(Res res) const;
  // False for deleted rows.
  bool Exists(Res res, uint32_t row) const;
  // Records that exist, and the row of each: rank 0 has the lowest id.
  uint32_t LiveCount(Res res) const { return Changes(res).Rank(End(res)); }
  uint32_t LiveRow(Res res, uint32_t rank) const { return Changes(res).RowAt(rank); }
  uint32_t LiveRank(Res res, uint32_t row) const { return Changes(res).Rank(row); }
  // How many records of a child kind a parent had at the start.
  uint32_t ChildCount(Res child, uint32_t parent) const;
  // Rows that exist, of one parent.
  std::vector<uint32_t> Children(Res child, uint32_t parent) const;
  // Calls `fn` with each row that exists, ascending.
  void ForEach(Res res, const std::function<void(uint32_t row)>& fn) const;
  const RowChanges& Changes(Res res) const { return changes_[static_cast<size_t>(res)]; }

  // 64 random bits for one purpose (`salt`) of one record.
  uint64_t Hash(Res res, uint32_t row, uint32_t salt) const;

  // Ids are 18 digits, unique in the portal, and ascend with the row. RowOf is the inverse; nullopt
  // if no record that exists has this id.
  uint64_t Id(Res res, uint32_t row) const;
  std::optional<uint32_t> RowOf(Res res, uint64_t id) const;
  std::optional<uint32_t> RowOf(Res res, std::string_view id) const;

  // Ascends with the row; runs of equal times occur. ModifiedTime is never before CreatedTime.
  int64_t CreatedTime(Res res, uint32_t row) const;
  int64_t ModifiedTime(Res res, uint32_t row) const;
  // ModifiedTime without edits.
  int64_t FirstModifiedTime(Res res, uint32_t row) const;

  // A random generated record of another kind, or none if there are no such records.
  std::optional<uint32_t> Pick(Res target, uint64_t hash) const;

  void AdvanceClock(int64_t seconds) { clock_ += seconds * 1000; }
  // Makes a record of this moment.
  void Create(Res res) { Mutable(res).Create(clock_); }
  void Delete(Res res, uint32_t row) { Mutable(res).Delete(row); }
  // Gives a record this moment as its modifiedTime and, with `hash`, other fields: all that are
  // made from that salt.
  void Edit(Res res, uint32_t row, std::optional<std::pair<uint32_t, uint64_t>> hash) {
    Mutable(res).Edit(row, clock_, hash);
  }
  void SetJson(Res res, uint32_t row, const std::string& field, const std::string& json) {
    Mutable(res).SetJson(row, clock_, field, json);
  }
  void SetEdit(Res res, uint32_t row, std::optional<RowEdit> edit) {
    Mutable(res).SetEdit(row, std::move(edit));
  }

 private:
  int64_t ChildTime(Res child, uint32_t row) const;
  RowChanges& Mutable(Res res) { return changes_[static_cast<size_t>(res)]; }

  uint64_t seed_;
  int64_t now_;
  int64_t clock_;
  RowCounts counts_;
  std::vector<PlacedShape> shapes_;
  std::vector<RowChanges> changes_;
};

// One record. Cheap to copy; must not outlive its World.
struct Row {
  const World& world;
  Res res;
  uint32_t index;

  // The record that one of a child kind belongs to.
  Row Parent() const { return {world, *KindOf(res).parent, index / World::kMaxChildren}; }
  // The generated record by whose id this one is listed.
  std::optional<uint32_t> Owner() const {
    const uint32_t owners = world.Size(*KindOf(res).listed_by);
    return owners == 0 ? std::nullopt : std::optional(index % owners);
  }
  uint64_t Hash(uint32_t salt) const { return world.Hash(res, index, salt); }
  // The JSON text that a change gave a field; nullptr if none did.
  const std::string* JsonOf(std::string_view field) const;
  // The time in it, as far as it is one: 0 if it is something else; nullopt if no change gave any.
  std::optional<int64_t> GivenTime(std::string_view field) const;
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
