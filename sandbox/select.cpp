// Selector: asked by Api for the rows of a page. Pages of one order share it: the same request gets
// the same rows in the same order until a record changes, when Forget drops what was kept.

#include "sandbox/select.h"

#include <algorithm>
#include <cstdlib>
#include <numeric>
#include <optional>

#include "sandbox/filter.h"

namespace zoho_desk::sandbox {
namespace {

constexpr size_t kRecentResults = 16;
constexpr SortKey kById{.name = "id", .type = SortType::kCreated};

struct Range {
  uint32_t begin;
  uint32_t end;
};

// The first row, existing or not, that was not created before `time`.
uint32_t FirstNotBefore(const World& world, Res res, int64_t time) {
  uint32_t begin = 0;
  uint32_t end = world.End(res);
  while (begin < end) {
    const uint32_t middle = begin + (end - begin) / 2;
    if (world.CreatedTime(res, middle) < time)
      begin = middle + 1;
    else
      end = middle;
  }
  return begin;
}

// Live ranks of the records whose createdTime lies in [low, high]; ranks ascend by createdTime.
Range CreatedRange(const World& world, Res res, int64_t low, int64_t high) {
  const auto rank_of = [&](int64_t time) {
    return world.LiveRank(res, FirstNotBefore(world, res, time));
  };
  const uint32_t begin = low == INT64_MIN ? 0 : rank_of(low);
  return {begin, std::max(begin, high == INT64_MAX ? world.LiveCount(res) : rank_of(high + 1))};
}

// The rows at `offset`... of [range] by descending createdTime, runs of equal times by ascending
// id. A run may hold thousands of records, so it is looked up once and not walked.
std::vector<uint32_t> NewestFirst(const World& world, Res res, Range range, uint64_t offset,
                                  uint64_t limit) {
  std::vector<uint32_t> rows;
  const uint64_t size = range.end - range.begin;
  const uint64_t end = std::min(size, offset + limit);
  for (uint64_t place = offset; place < end;) {
    const auto rank = range.end - 1 - static_cast<uint32_t>(place);
    const int64_t time = world.CreatedTime(res, world.LiveRow(res, rank));
    const Range run = CreatedRange(world, res, time, time);
    // The run is at places [first, first + its size) of the whole.
    const uint64_t first = range.end - run.end;
    for (; place < end && place < first + (run.end - run.begin); ++place)
      rows.push_back(world.LiveRow(res, run.begin + static_cast<uint32_t>(place - first)));
  }
  return rows;
}

const Value* FindMatch(const Parsed& parsed, Match match) {
  for (const Value& value : parsed.values) {
    if (value.spec->filter.match == match)
      return &value;
  }
  return nullptr;
}

// Live ranks of the records a request may find by their createdTime.
Range CreatedLimits(const World& world, Res res, const Value* created, const SelectRules& rules) {
  const int64_t low = created != nullptr ? created->low : INT64_MIN;
  const int64_t high = created != nullptr ? created->high : INT64_MAX;
  return CreatedRange(world, res, low, std::min(high, rules.newest_created));
}

std::vector<uint32_t> KeyRows(const World& world, Res res, const Value& ids) {
  std::vector<uint32_t> rows;
  for (const std::string& id : ids.items) {
    if (const auto row = world.RowOf(res, id))
      rows.push_back(*row);
  }
  std::sort(rows.begin(), rows.end());
  rows.erase(std::unique(rows.begin(), rows.end()), rows.end());
  return rows;
}

// True if the only restriction, if any, is a range of createdTime.
bool OnlyCreatedRange(const Parsed& parsed) {
  return parsed.conditions.empty() && !parsed.view &&
         std::all_of(parsed.values.begin(), parsed.values.end(), [](const Value& value) {
           const Match match = value.spec->filter.match;
           return value.spec->kind != Kind::kCustomField &&
                  (match == Match::kCreatedRange || match == Match::kNone);
         });
}

std::string SortText(const SortKey& key, const Row& row) {
  std::string text;
  Writer w(text, Writer::Form::kPlain);
  key.value(row, w);
  std::transform(text.begin(), text.end(), text.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  return text;
}

struct Direction {
  bool descending = false;
  bool ties_descending = false;
};

template <typename Key>
void SortByKey(std::vector<uint32_t>& rows, Direction direction, const Key& key_of) {
  using Item = std::pair<decltype(key_of(uint32_t{})), uint32_t>;
  std::vector<Item> items;
  items.reserve(rows.size());
  for (const uint32_t row : rows)
    items.emplace_back(key_of(row), row);
  std::sort(items.begin(), items.end(), [&](const Item& a, const Item& b) {
    if (a.first != b.first)
      return direction.descending ? b.first < a.first : a.first < b.first;
    return direction.ties_descending ? b.second < a.second : a.second < b.second;
  });
  for (size_t i = 0; i < rows.size(); ++i)
    rows[i] = items[i].second;
}

// `rows` ascend by id on entry.
void SortRows(const World& world, Res res, const SortKey& key, Direction direction,
              std::vector<uint32_t>& rows) {
  switch (key.type) {
    case SortType::kCreated:
      if (direction.descending)
        SortByKey(rows, direction, [&](uint32_t row) { return world.CreatedTime(res, row); });
      return;
    case SortType::kModified:
      return SortByKey(rows, direction, [&](uint32_t row) { return world.ModifiedTime(res, row); });
    case SortType::kNumber:
      return SortByKey(rows, direction, [&](uint32_t row) {
        return std::strtod(SortText(key, {world, res, row}).c_str(), nullptr);
      });
    case SortType::kText:
      return SortByKey(rows, direction, [&](uint32_t row) {
        return SortText(key, {world, res, row});
      });
  }
}

}  // namespace

Selector::Rows Selector::ByModified(Res res) {
  const auto slot = static_cast<size_t>(res);
  const std::lock_guard lock(mutex_);
  if (!by_modified_[slot]) {
    auto rows = std::make_shared<std::vector<uint32_t>>(world_.Size(res));
    std::iota(rows->begin(), rows->end(), 0U);
    SortByKey(*rows, {}, [&](uint32_t row) { return world_.FirstModifiedTime(res, row); });
    by_modified_[slot] = std::move(rows);
  }
  return by_modified_[slot];
}

std::vector<uint32_t> Selector::ModifiedRange(Res res, int64_t low, int64_t high) {
  const Rows all = ByModified(res);
  const auto begin = std::partition_point(all->begin(), all->end(), [&](uint32_t row) {
    return world_.FirstModifiedTime(res, row) < low;
  });
  const auto end = std::partition_point(
      begin, all->end(), [&](uint32_t row) { return world_.FirstModifiedTime(res, row) <= high; });
  std::vector<uint32_t> rows(begin, end);
  const RowChanges& changes = world_.Changes(res);
  if (!changes.none()) {
    std::erase_if(rows, [&](uint32_t row) {
      return changes.Deleted(row) || changes.FindEdit(row) != nullptr;
    });
    const auto add = [&](uint32_t row) {
      const int64_t time = world_.ModifiedTime(res, row);
      if (world_.Exists(res, row) && time >= low && time <= high)
        rows.push_back(row);
    };
    for (const auto& [row, edit] : changes.edits())
      add(row);
    for (uint32_t row = world_.Size(res); row < world_.End(res); ++row) {
      if (changes.FindEdit(row) == nullptr)
        add(row);
    }
  }
  std::sort(rows.begin(), rows.end());
  return rows;
}

void Selector::Forget() {
  const std::lock_guard lock(mutex_);
  recent_.clear();
}

// Candidates from the narrowest index there is, then the other filters, then the order.
Selector::Rows Selector::Matches(const ResourceSpec& resource, const Parsed& parsed,
                                 const SelectRules& rules, const SortKey& order, bool descending) {
  const Res res = resource.res;
  const Value* created = FindMatch(parsed, Match::kCreatedRange);
  const Value* modified = FindMatch(parsed, Match::kModifiedRange);
  auto rows = std::make_shared<std::vector<uint32_t>>();
  if (rules.parent) {
    *rows = world_.Children(res, *rules.parent);
  } else if (const Value* ids = FindMatch(parsed, Match::kKey)) {
    *rows = KeyRows(world_, res, *ids);
  } else if (modified != nullptr && created == nullptr) {
    *rows = ModifiedRange(res, modified->low, modified->high);
  } else {
    const Range range = CreatedLimits(world_, res, created, rules);
    rows->reserve(range.end - range.begin);
    for (uint32_t rank = range.begin; rank < range.end; ++rank)
      rows->push_back(world_.LiveRow(res, rank));
  }
  const RowFilter filter(resource, parsed);
  if (!filter.empty())
    std::erase_if(*rows, [&](uint32_t row) { return !filter.Matches({world_, res, row}); });
  if (resource.only != nullptr)
    std::erase_if(*rows, [&](uint32_t row) { return !resource.only({world_, res, row}); });
  if (rules.newest_created != INT64_MAX)
    std::erase_if(
        *rows, [&](uint32_t row) { return world_.CreatedTime(res, row) > rules.newest_created; });
  SortRows(world_, res, order, {descending, descending && rules.ties_follow_sort}, *rows);
  return rows;
}

Page Selector::Select(const ResourceSpec& resource, const Parsed& parsed, const SelectRules& rules,
                      uint64_t offset, uint64_t limit) {
  const Res res = resource.res;
  const SortKey& order = parsed.sort != nullptr ? *parsed.sort : kById;
  const bool relevance = parsed.sort == nullptr || parsed.sort->name == "relevance";
  const bool descending = relevance ? rules.newest_first : parsed.descending;
  Page page;
  if (!rules.parent && resource.only == nullptr && OnlyCreatedRange(parsed) &&
      order.type == SortType::kCreated) {
    const Range range = CreatedLimits(world_, res, FindMatch(parsed, Match::kCreatedRange), rules);
    page.total = range.end - range.begin;
    const auto last = static_cast<uint32_t>(std::min(offset + limit, page.total));
    if (descending && !rules.ties_follow_sort) {
      page.rows = NewestFirst(world_, res, range, offset, limit);
    } else {
      for (auto place = static_cast<uint32_t>(offset); place < last; ++place)
        page.rows.push_back(
            world_.LiveRow(res, descending ? range.end - 1 - place : range.begin + place));
    }
    return page;
  }
  const std::string key =
      std::string(resource.name) + (descending ? "?-" : "?") +
      (rules.ties_follow_sort ? "ties&" : "") + std::to_string(rules.newest_created) + "&" +
      (rules.parent ? std::to_string(*rules.parent) + "&" : "") + parsed.canonical;
  Rows rows;
  {
    const std::lock_guard lock(mutex_);
    const auto known = std::find_if(recent_.begin(), recent_.end(),
                                    [&](const auto& entry) { return entry.first == key; });
    if (known != recent_.end()) {
      recent_.splice(recent_.begin(), recent_, known);
      rows = known->second;
    }
  }
  if (!rows) {
    rows = Matches(resource, parsed, rules, order, descending);
    const std::lock_guard lock(mutex_);
    recent_.emplace_front(key, rows);
    if (recent_.size() > kRecentResults)
      recent_.pop_back();
  }
  page.total = rows->size();
  const uint64_t begin = std::min<uint64_t>(offset, rows->size());
  const uint64_t end = std::min<uint64_t>(begin + limit, rows->size());
  page.rows.assign(rows->begin() + static_cast<ptrdiff_t>(begin),
                   rows->begin() + static_cast<ptrdiff_t>(end));
  return page;
}

}  // namespace zoho_desk::sandbox
