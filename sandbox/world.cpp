// World: the data set that Api answers from. Ids and createdTimes ascend with the row,
// modifiedTimes are never before createdTimes, and both are whole seconds; each value is a function
// of seed, resource, row and salt, plus what RowChanges says of that row.

#include "sandbox/world.h"

#include <algorithm>
#include <charconv>

#include "common/time_text.h"

namespace zoho_desk::sandbox {
namespace {

constexpr uint64_t kIdBase = 218'450'000'000'000'000;
constexpr uint64_t kIdsPerResource = 10'000'000'000;
constexpr uint64_t kIdStep = 1'000;
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

// How far back the records of a resource go.
int64_t Span(Res res) {
  switch (res) {
    case Res::kTickets:
    case Res::kTasks:
    case Res::kCalls:
    case Res::kEvents:
      return 400 * kDay;
    case Res::kArticleFeedbacks:
    case Res::kCustomerFeedback:
      return 800 * kDay;
    case Res::kDepartments:
    case Res::kRoles:
    case Res::kProfiles:
    case Res::kLayouts:
    case Res::kViews:
    case Res::kHelpCenters:
      return 2'000 * kDay;
    default:
      return 900 * kDay;
  }
}

bool RecentRowsAreDense(Res res) {
  return res == Res::kArticleFeedbacks || res == Res::kCustomerFeedback;
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
  RowCounts counts{};
  const auto set = [&](Res res, uint32_t n) { counts[static_cast<size_t>(res)] = n; };
  set(Res::kAccounts, 40);
  set(Res::kAgents, 12);
  set(Res::kArticleFeedbacks, 70);
  set(Res::kArticles, 60);
  set(Res::kCalls, 120);
  set(Res::kChannels, 14);
  set(Res::kContacts, 120);
  set(Res::kContracts, 30);
  set(Res::kCustomerFeedback, 80);
  set(Res::kDepartments, 5);
  set(Res::kEvents, 120);
  set(Res::kGroups, 55);
  set(Res::kHelpCenters, 3);
  set(Res::kLabels, 52);
  set(Res::kLayouts, 20);
  set(Res::kProducts, 35);
  set(Res::kProfiles, 7);
  set(Res::kRoles, 10);
  set(Res::kSkills, 24);
  set(Res::kTasks, 120);
  set(Res::kTeams, 8);
  set(Res::kTickets, 250);
  set(Res::kUsers, 70);
  set(Res::kViews, 32);
  set(Res::kCategories, 12);
  set(Res::kSkillTypes, 4);
  set(Res::kSlas, 3);
  set(Res::kSupportPlans, 3);
  return counts;
}

World::World(uint64_t seed, int64_t now_millis, const RowCounts& counts, const TimeShapes& shapes)
    : seed_(seed), now_(now_millis), clock_(now_millis), counts_(counts) {
  for (size_t i = 0; i < kResCount; ++i)
    shapes_[i] = PlacedShape(shapes[i], counts[i]);
}

uint32_t World::End(Res res) const {
  return Size(res) + static_cast<uint32_t>(Changes(res).created().size());
}

bool World::Exists(Res res, uint32_t row) const {
  return row < End(res) && !Changes(res).Deleted(row);
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
  const uint64_t place =
      (static_cast<uint64_t>(res) << 56) ^ (static_cast<uint64_t>(salt) << 32) ^ row;
  return Mix(Mix(seed_) ^ place);
}

uint64_t World::Id(Res res, uint32_t row) const {
  return kIdBase + (static_cast<uint64_t>(res) + 1) * kIdsPerResource +
         (static_cast<uint64_t>(row) + 1) * kIdStep + Hash(res, row, 1) % kIdStep;
}

std::optional<uint32_t> World::RowOf(Res res, uint64_t id) const {
  const uint64_t first = kIdBase + (static_cast<uint64_t>(res) + 1) * kIdsPerResource;
  if (id < first + kIdStep || id >= first + kIdsPerResource)
    return std::nullopt;
  const uint64_t row = (id - first) / kIdStep - 1;
  if (row >= End(res) || Id(res, static_cast<uint32_t>(row)) != id ||
      !Exists(res, static_cast<uint32_t>(row)))
    return std::nullopt;
  return static_cast<uint32_t>(row);
}

std::optional<uint32_t> World::RowOf(Res res, std::string_view id) const {
  uint64_t value = 0;
  const auto [end, error] = std::from_chars(id.data(), id.data() + id.size(), value);
  if (error != std::errc() || end != id.data() + id.size())
    return std::nullopt;
  return RowOf(res, value);
}

int64_t World::CreatedTime(Res res, uint32_t row) const {
  if (row >= Size(res) && row < End(res))
    return WholeSeconds(Changes(res).created()[row - Size(res)]);
  const PlacedShape& shape = shapes_[static_cast<size_t>(res)];
  const uint32_t time_row = TimeRow(shape, row);
  const double age = 1.0 - (time_row + 0.5) / std::max(Size(res), 1U);
  const double back = RecentRowsAreDense(res) ? age * age : age;
  return WholeSeconds(now_ - static_cast<int64_t>(back * static_cast<double>(Span(res))) -
                      shape.Shift(time_row));
}

int64_t World::ModifiedTime(Res res, uint32_t row) const {
  const RowEdit* edit = Changes(res).FindEdit(row);
  return edit != nullptr ? WholeSeconds(edit->modified) : FirstModifiedTime(res, row);
}

int64_t World::FirstModifiedTime(Res res, uint32_t row) const {
  if (row >= Size(res))
    return CreatedTime(res, row);
  const uint32_t block = row / kEditBlock;
  if (Hash(res, block, 2) % 6 == 0) {
    const uint32_t last = std::min((block + 1) * kEditBlock, Size(res)) - 1;
    const int64_t edited = CreatedTime(res, last) + 3 * kDay;
    return std::min(edited, WholeSeconds(now_));
  }
  const int64_t created = CreatedTime(res, row);
  const uint64_t hash = Hash(res, row, 3);
  if (hash % 5 == 0)
    return created;  // never touched since
  const int64_t room = std::min(now_ - created, 30 * kDay);
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
