// World: the data set that Api answers from. Ids and createdTimes ascend with the row,
// modifiedTimes are never before createdTimes, and both are whole seconds; each value is a function
// of seed, resource, row and salt, plus what RowChanges says of that row.

#include "sandbox/world.h"

#include <algorithm>
#include <charconv>

#include "common/time_text.h"

namespace zoho_desk::sandbox {
namespace {

// Salts of a parent that its numbers of children are made from.
constexpr uint32_t kFirstChildSalt = 201;
constexpr uint32_t kChildSalts = 100;
constexpr int64_t kDay = 86'400'000;

// Rows 20..26 of every 32 are created in the same second, as an import does.
constexpr uint32_t kBurstPeriod = 32;
constexpr uint32_t kBurstFirst = 20;
constexpr uint32_t kBurstLast = 26;
// Now and then a whole block of rows is modified in the same second, as a bulk edit does.
constexpr uint32_t kEditBlock = 24;

uint64_t Mix(uint64_t x) {  // splitmix64
  x += 0x9e3779b97f4a7c15;
  x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9;
  x = (x ^ (x >> 27)) * 0x94d049bb133111eb;
  return x ^ (x >> 31);
}

int64_t WholeSeconds(int64_t millis) {
  return millis - millis % 1000;
}

uint32_t BurstStart(uint32_t row) {
  const uint32_t place = row % kBurstPeriod;
  return place > kBurstFirst && place <= kBurstLast ? row - place + kBurstFirst : row;
}

// The row whose createdTime `row` has.
uint32_t TimeRow(const PlacedShape& shape, uint32_t row) {
  if (shape.plain())
    return BurstStart(row);
  if (const std::optional<uint32_t> first = shape.FirstOfBurst(row))
    return *first;
  // A burst of the shape is exactly as large as it says: the small ones do not add to it.
  return std::max(BurstStart(row), shape.EndOfBurstBefore(row));
}

}  // namespace

RowCounts DefaultRowCounts() {
  RowCounts counts;
  for (const RecordKind& kind : Kinds())
    counts.push_back(kind.rows);
  return counts;
}

World::World(uint64_t seed, int64_t now_millis, const RowCounts& counts, const TimeShapes& shapes)
    : seed_(seed), now_(now_millis), clock_(now_millis), counts_(counts), changes_(Kinds().size()) {
  counts_.resize(Kinds().size());
  for (size_t i = 0; i < counts_.size(); ++i)
    shapes_.emplace_back(i < shapes.size() ? shapes[i] : TimeShape(), counts_[i]);
}

uint32_t World::End(Res res) const {
  return Size(res) + static_cast<uint32_t>(Changes(res).created().size());
}

bool World::Exists(Res res, uint32_t row) const {
  if (const std::optional<Res> parent = KindOf(res).parent) {
    return Exists(*parent, row / kMaxChildren) &&
           row % kMaxChildren < ChildCount(res, row / kMaxChildren) && !Changes(res).Deleted(row);
  }
  return row < End(res) && !Changes(res).Deleted(row);
}

// Many parents have none, few have more than a page of them.
uint32_t World::ChildCount(Res child, uint32_t parent) const {
  const RecordKind& kind = KindOf(child);
  if (kind.children != nullptr)
    return std::min(kind.children(*this, parent), kMaxChildren);
  const uint64_t hash =
      Hash(*kind.parent, parent, kFirstChildSalt + static_cast<uint32_t>(kind.seed % kChildSalts));
  if (kind.single)
    return hash % 9 == 0 ? 0 : 1;
  if (hash % 2 == 0)
    return 0;
  return static_cast<uint32_t>(hash % 61 == 7 ? 100 + (hash >> 8) % 101 : 1 + (hash >> 8) % 5);
}

std::vector<uint32_t> World::Children(Res child, uint32_t parent) const {
  std::vector<uint32_t> rows;
  const uint32_t first = parent * kMaxChildren;
  for (uint32_t row = first; row < first + ChildCount(child, parent); ++row) {
    if (!Changes(child).Deleted(row))
      rows.push_back(row);
  }
  return rows;
}

void World::ForEach(Res res, const std::function<void(uint32_t row)>& fn) const {
  if (const std::optional<Res> parent = KindOf(res).parent) {
    ForEach(*parent, [&](uint32_t row) {
      for (const uint32_t child : Children(res, row))
        fn(child);
    });
    return;
  }
  for (uint32_t rank = 0; rank < LiveCount(res); ++rank)
    fn(LiveRow(res, rank));
}

uint64_t World::Hash(Res res, uint32_t row, uint32_t salt) const {
  const RowChanges& changes = Changes(res);
  if (!changes.edits().empty()) {
    if (const RowEdit* edit = changes.FindEdit(row)) {
      for (const auto& [edited_salt, hash] : edit->hashes) {
        if (edited_salt == salt)
          return hash;
      }
    }
  }
  const uint64_t place = KindOf(res).seed ^ (static_cast<uint64_t>(salt) << 32) ^ row;
  return Mix(Mix(seed_) ^ place);
}

uint64_t World::Id(Res res, uint32_t row) const {
  const RecordKind& kind = KindOf(res);
  return kind.first_id + (static_cast<uint64_t>(row) + 1) * kind.id_step +
         Hash(res, row, 1) % kind.id_step;
}

std::optional<uint32_t> World::RowOf(Res res, uint64_t id) const {
  const RecordKind& kind = KindOf(res);
  if (id < kind.first_id + kind.id_step || id >= kind.first_id + kIdsPerKind)
    return std::nullopt;
  const auto row = static_cast<uint32_t>((id - kind.first_id) / kind.id_step - 1);
  return Exists(res, row) && Id(res, row) == id ? std::optional(row) : std::nullopt;
}

std::optional<uint32_t> World::RowOf(Res res, std::string_view id) const {
  uint64_t value = 0;
  const auto [end, error] = std::from_chars(id.data(), id.data() + id.size(), value);
  if (error != std::errc() || end != id.data() + id.size())
    return std::nullopt;
  return RowOf(res, value);
}

// Ascending among those of one parent, and after it.
int64_t World::ChildTime(Res child, uint32_t row) const {
  const uint32_t parent = row / kMaxChildren;
  const int64_t begin = CreatedTime(*KindOf(child).parent, parent);
  const int64_t room = std::clamp(now_ - begin, int64_t{0}, 20 * kDay);
  const uint32_t count = ChildCount(child, parent);
  return WholeSeconds(begin + room / (count + 1) * (row % kMaxChildren + 1));
}

int64_t World::CreatedTime(Res res, uint32_t row) const {
  if (KindOf(res).parent)
    return ChildTime(res, row);
  if (row >= Size(res) && row < End(res))
    return WholeSeconds(Changes(res).created()[row - Size(res)]);
  const PlacedShape& shape = shapes_[static_cast<size_t>(res)];
  const uint32_t time_row = TimeRow(shape, row);
  const double age = 1.0 - (time_row + 0.5) / std::max(Size(res), 1U);
  const RecordKind& kind = KindOf(res);
  const double back = kind.recent_rows_are_dense ? age * age : age;
  return WholeSeconds(now_ -
                      static_cast<int64_t>(back * static_cast<double>(kind.span_days * kDay)) -
                      shape.Shift(time_row));
}

int64_t World::ModifiedTime(Res res, uint32_t row) const {
  const RowEdit* edit = Changes(res).FindEdit(row);
  return edit != nullptr ? WholeSeconds(edit->modified) : FirstModifiedTime(res, row);
}

int64_t World::FirstModifiedTime(Res res, uint32_t row) const {
  const bool child = KindOf(res).parent.has_value();
  if (row >= Size(res) && !child)
    return CreatedTime(res, row);
  const uint32_t block = row / kEditBlock;
  if (!child && Hash(res, block, 2) % 6 == 0) {
    const uint32_t last = std::min((block + 1) * kEditBlock, Size(res)) - 1;
    const int64_t edited = CreatedTime(res, last) + 3 * kDay;
    return std::min(edited, WholeSeconds(now_));
  }
  const int64_t created = CreatedTime(res, row);
  const uint64_t hash = Hash(res, row, 3);
  if (hash % 5 == 0)
    return created;  // never touched since
  const int64_t room = std::clamp(now_ - created, int64_t{0}, 30 * kDay);
  const double share = static_cast<double>((hash >> 8) & 0xffff) / 65536.0;
  return WholeSeconds(created + static_cast<int64_t>(share * share * static_cast<double>(room)));
}

std::optional<uint32_t> World::Pick(Res target, uint64_t hash) const {
  const uint32_t size = Size(target);
  if (size == 0)
    return std::nullopt;
  return static_cast<uint32_t>((hash >> 7) % size);
}

const std::string* Row::JsonOf(std::string_view field) const {
  const RowEdit* edit = world.Changes(res).FindEdit(index);
  if (edit == nullptr)
    return nullptr;
  const auto given = edit->json.find(field);
  return given == edit->json.end() ? nullptr : &given->second;
}

std::optional<int64_t> Row::GivenTime(std::string_view field) const {
  const std::string* json = JsonOf(field);
  if (json == nullptr)
    return std::nullopt;
  return json->size() < 2 ? 0 : ParseIsoMillis(json->substr(1, json->size() - 2)).value_or(0);
}

}  // namespace zoho_desk::sandbox
