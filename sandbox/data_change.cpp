// Changes of the data set, for Api: at once, or after so many answers. An edit changes the
// randomness that a field is made from, so whatever else depends on the same choice changes with it
// and the record stays one that the generator could have made; only `json` gives a field any value.

#include "sandbox/data_change.h"

#include <algorithm>
#include <numeric>

namespace zoho_desk::sandbox {
namespace {

constexpr uint32_t kMaxCreated = 100'000;
// Randomness that may be replaced: below are ids and times. world.cpp and relation_salts.h say who
// uses which salt.
constexpr uint32_t kFirstSalt = 10;
constexpr uint32_t kLastSalt = 300;
constexpr uint64_t kProbes = 16;    // show whether a field depends on a salt
constexpr uint64_t kTries = 2'000;  // find a value among the few a field has

using Choice = std::pair<uint32_t, uint64_t>;  // salt, hash

// Well mixed numbers, the same every time.
uint64_t Candidate(uint64_t i) {
  uint64_t x = (i + 1) * 0x9e3779b97f4a7c15;
  x = (x ^ (x >> 29)) * 0xbf58476d1ce4e5b9;
  return x ^ (x >> 32);
}

// Looks for randomness that gives a record another field value, by trying it on the record.
class Editor {
 public:
  Editor(World& world, const DataChange& change)
      : world_(world),
        resource_(*FindResource(change.resource)),
        field_(FindField(resource_, change.field)),
        wanted_(change.value) {}

  // False, and nothing done, if the field cannot have the value.
  bool Edit(uint32_t row) {
    const RowEdit* old = world_.Changes(resource_.res).FindEdit(row);
    old_ = old != nullptr ? std::optional(*old) : std::nullopt;
    before_ = field_ != nullptr ? PlainValue(row) : "";
    if (field_ == nullptr || wanted_ == before_) {
      world_.Edit(resource_.res, row, std::nullopt);
      return true;
    }
    // What worked for the last record mostly works for the next.
    if (last_ && Fits(row, *last_))
      return true;
    for (uint32_t salt = kFirstSalt; salt <= kLastSalt; ++salt) {
      if (TrySalt(row, salt))
        return true;
    }
    world_.SetEdit(resource_.res, row, old_);
    return false;
  }

 private:
  bool TrySalt(uint32_t row, uint32_t salt) {
    bool matters = false;
    for (uint64_t i = 0; i < (matters ? kTries : kProbes); ++i) {
      if (Fits(row, {salt, Candidate(i)})) {
        last_ = {salt, Candidate(i)};
        return true;
      }
      matters = matters || PlainValue(row) != before_;
    }
    return false;
  }

  // Gives the record this randomness in addition to what it was edited to before.
  bool Fits(uint32_t row, const Choice& choice) {
    world_.SetEdit(resource_.res, row, old_);
    world_.Edit(resource_.res, row, choice);
    const std::string now = PlainValue(row);
    return wanted_ ? now == *wanted_ : now != before_;
  }

  std::string PlainValue(uint32_t row) const {
    std::string text;
    Writer w(text, Writer::Form::kPlain);
    field_->write({world_, resource_.res, row}, w);
    return text;
  }

  World& world_;
  const ResourceSpec& resource_;
  const FieldSpec* field_;
  std::optional<std::string> wanted_;
  std::optional<Choice> last_;
  std::optional<RowEdit> old_;  // of the record at hand
  std::string before_;          // its field's value
};

std::vector<uint32_t> RowsOf(const World& world, Res res, const RecordSet& set) {
  std::vector<uint32_t> rows;
  for (const uint64_t id : set.ids) {
    if (const auto row = world.RowOf(res, id))
      rows.push_back(*row);
  }
  std::copy_if(set.rows.begin(), set.rows.end(), std::back_inserter(rows),
               [&](uint32_t row) { return world.Exists(res, row); });
  return rows;
}

}  // namespace

RecordSet RecordSet::Range(uint32_t first, uint32_t count) {
  RecordSet set;
  set.rows.resize(count);
  std::iota(set.rows.begin(), set.rows.end(), first);
  return set;
}

std::string ProblemOf(const World& world, const DataChange& change) {
  const ResourceSpec* resource = FindResource(change.resource);
  if (resource == nullptr)
    return "there is no table " + change.resource;
  if (!change.watch.empty() && FindResource(change.watch) == nullptr)
    return "there is no table " + change.watch;
  if (change.create > 0 && KindOf(resource->res).parent)
    return change.resource + " come with their parents";
  if (change.create > kMaxCreated)
    return "a change creates at most " + std::to_string(kMaxCreated) + " records";
  if (change.after < 0 || change.advance_s < 0 || change.times == 0 || change.times < -1)
    return "after, advance_s and times count forward";
  if (change.field.empty())
    return change.value || change.json ? "a value needs a field" : "";
  if (FindField(*resource, change.field) == nullptr)
    return change.resource + " have no field " + change.field;
  if (change.json)
    return change.value ? "a field takes a value or JSON, not both" : "";
  const std::vector<uint32_t> rows = RowsOf(world, resource->res, change.edit);
  World trial(world.seed(), world.now(), [&] {
    RowCounts counts;
    for (size_t i = 0; i < Kinds().size(); ++i)
      counts.push_back(world.Size(static_cast<Res>(i)));
    return counts;
  }());
  if (!rows.empty() && trial.Exists(resource->res, rows.front()) &&
      !Editor(trial, change).Edit(rows.front()))
    return "the field " + change.field + " cannot be changed" +
           (change.value ? " to " + *change.value : "");
  return {};
}

void Apply(World& world, const DataChange& change) {
  const Res res = FindResource(change.resource)->res;
  world.AdvanceClock(change.advance_s);
  for (uint32_t i = 0; i < change.create; ++i)
    world.Create(res);
  for (const uint32_t row : RowsOf(world, res, change.remove))
    world.Delete(res, row);
  Editor editor(world, change);
  for (const uint32_t row : RowsOf(world, res, change.edit)) {
    if (change.json)
      world.SetJson(res, row, change.field, *change.json);
    else
      editor.Edit(row);
  }
}

void ChangeQueue::Add(DataChange change) {
  const std::lock_guard lock(mutex_);
  queue_.push_back({.change = std::move(change)});
}

void ChangeQueue::Clear() {
  const std::lock_guard lock(mutex_);
  queue_.clear();
}

std::vector<DataChange> ChangeQueue::Answered(std::string_view resource, std::string_view path) {
  std::vector<DataChange> due;
  const std::lock_guard lock(mutex_);
  for (Waiting& waiting : queue_) {
    DataChange& change = waiting.change;
    const std::string& watched = change.watch.empty() ? change.resource : change.watch;
    if (watched != resource || path.find(change.match) == std::string_view::npos ||
        ++waiting.seen < change.after)
      continue;
    due.push_back(change);
    waiting.seen = 0;
    if (change.times > 0)
      --change.times;
  }
  std::erase_if(queue_, [](const Waiting& waiting) { return waiting.change.times == 0; });
  return due;
}

}  // namespace zoho_desk::sandbox
