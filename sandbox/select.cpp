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

// Rows whose createdTime lies in [low, high]; rows ascend by createdTime.
Range CreatedRange(const World& world, Res res, int64_t low, int64_t high) {
  const auto first_not_before = [&](int64_t time) {
    uint32_t begin = 0;
    uint32_t end = world.Size(res);
    while (begin < end) {
      const uint32_t middle = begin + (end - begin) / 2;
      if (world.CreatedTime(res, middle) < time)
        begin = middle + 1;
      else
        end = middle;
    }
    return begin;
  };
  const uint32_t begin = first_not_before(low);
  return {begin, std::max(begin, high == INT64_MAX ? world.Size(res) : first_not_before(high + 1))};
}

// The p-th row of [range] by descending createdTime, runs of equal times by ascending id.
uint32_t NewestFirst(const World& world, Res res, Range range, uint64_t position) {
  const auto row = static_cast<uint32_t>(range.end - 1 - position);
  const int64_t time = world.CreatedTime(res, row);
  uint32_t first = row;
  uint32_t last = row;
  while (first > range.begin && world.CreatedTime(res, first - 1) == time)
    --first;
  while (last + 1 < range.end && world.CreatedTime(res, last + 1) == time)
    ++last;
  return first + (last - row);
}

const Value* FindMatch(const Parsed& parsed, Match match) {
  for (const Value& value : parsed.values) {
    if (value.spec->filter.match == match)
      return &value;
  }
  return nullptr;
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

template <typename Key>
void SortByKey(std::vector<uint32_t>& rows, bool descending, const Key& key_of) {
  using Item = std::pair<decltype(key_of(uint32_t{})), uint32_t>;
  std::vector<Item> items;
  items.reserve(rows.size());
  for (const uint32_t row : rows)
    items.emplace_back(key_of(row), row);
  std::sort(items.begin(), items.end(), [&](const Item& a, const Item& b) {
    if (a.first != b.first)
      return descending ? b.first < a.first : a.first < b.first;
    return a.second < b.second;
  });
  for (size_t i = 0; i < rows.size(); ++i)
    rows[i] = items[i].second;
}

// `rows` ascend by id on entry.
void SortRows(const World& world, Res res, const SortKey& key, bool descending,
              std::vector<uint32_t>& rows) {
  switch (key.type) {
    case SortType::kCreated:
      if (descending)
        SortByKey(rows, true, [&](uint32_t row) { return world.CreatedTime(res, row); });
      return;
    case SortType::kModified:
      return SortByKey(rows, descending,
                       [&](uint32_t row) { return world.ModifiedTime(res, row); });
    case SortType::kNumber:
      return SortByKey(rows, descending, [&](uint32_t row) {
        return std::strtod(SortText(key, {world, res, row}).c_str(), nullptr);
      });
    case SortType::kText:
      return SortByKey(rows, descending, [&](uint32_t row) {
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
    SortByKey(*rows, false, [&](uint32_t row) { return world_.ModifiedTime(res, row); });
    by_modified_[slot] = std::move(rows);
  }
  return by_modified_[slot];
}

// Candidates from the narrowest index there is, then the other filters, then the order.
Selector::Rows Selector::Matches(const ResourceSpec& resource, const Parsed& parsed,
                                 const SortKey& order, bool descending) {
  const Res res = resource.res;
  const Value* created = FindMatch(parsed, Match::kCreatedRange);
  const Value* modified = FindMatch(parsed, Match::kModifiedRange);
  auto rows = std::make_shared<std::vector<uint32_t>>();
  if (const Value* ids = FindMatch(parsed, Match::kKey)) {
    *rows = KeyRows(world_, res, *ids);
  } else if (modified != nullptr && created == nullptr) {
    const Rows all = ByModified(res);
    const auto begin = std::partition_point(all->begin(), all->end(), [&](uint32_t row) {
      return world_.ModifiedTime(res, row) < modified->low;
    });
    const auto end = std::partition_point(begin, all->end(), [&](uint32_t row) {
      return world_.ModifiedTime(res, row) <= modified->high;
    });
    rows->assign(begin, end);
    std::sort(rows->begin(), rows->end());
  } else {
    const Range range = created != nullptr ? CreatedRange(world_, res, created->low, created->high)
                                           : Range{0, world_.Size(res)};
    rows->resize(range.end - range.begin);
    std::iota(rows->begin(), rows->end(), range.begin);
  }
  const RowFilter filter(resource, parsed);
  if (!filter.empty())
    std::erase_if(*rows, [&](uint32_t row) { return !filter.Matches({world_, res, row}); });
  SortRows(world_, res, order, descending, *rows);
  return rows;
}

Page Selector::Select(const ResourceSpec& resource, const Parsed& parsed, bool newest_first,
                      uint64_t offset, uint64_t limit) {
  const SortKey& order = parsed.sort != nullptr ? *parsed.sort : kById;
  const bool relevance = parsed.sort == nullptr || parsed.sort->name == "relevance";
  const bool descending = relevance ? newest_first : parsed.descending;
  Page page;
  if (OnlyCreatedRange(parsed) && order.type == SortType::kCreated) {
    Range range{0, world_.Size(resource.res)};
    if (const Value* created = FindMatch(parsed, Match::kCreatedRange))
      range = CreatedRange(world_, resource.res, created->low, created->high);
    page.total = range.end - range.begin;
    for (uint64_t p = offset; p < std::min(offset + limit, page.total); ++p) {
      page.rows.push_back(descending ? NewestFirst(world_, resource.res, range, p)
                                     : range.begin + static_cast<uint32_t>(p));
    }
    return page;
  }
  const std::string key = std::string(resource.name) + (descending ? "?-" : "?") + parsed.canonical;
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
    rows = Matches(resource, parsed, order, descending);
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
