// TableMemory: asked by cursors (vtab/resource_module) before they ask Zoho for one value. A whole
// table serves a lookup only where its own rows carry every column read, and its rows are a
// superset of those that asking would have brought: SQLite checks the term again.

#include "client/table_memory.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "client/lane.h"
#include "client/record.h"
#include "resources/resource.h"

namespace zoho_desk::client {
namespace {

// Lookups before the first decision: LIMIT 1 reads no table.
constexpr size_t kFewLookups = 3;

// Values to come are believed in as far as so many were asked for before: WHERE may drop the rows.
constexpr size_t kAheadPerLookup = 8;
constexpr size_t kMostAhead = 1000;
// Where nothing shows how many will come: a wrong guess costs so much of what was asked besides.
constexpr size_t kAskedPerGuess = 3;

constexpr double kCreditsPerPage = 3;
constexpr double kCreditsPerRecord = 1;

// Of a table that is not in memory, or only in part.
constexpr size_t kMostValues = 100'000;

// Where several terms might be the one that changes, each change of one makes a new entry of the
// others.
constexpr size_t kMostEntries = 16;

constexpr size_t kMostBytes = 4 * kMostKeptBytes;
constexpr size_t kBytesPerRow = 64;  // of `rows`

// Whether rows of the request need no other answer.
bool CarriesAll(const ScanRequest& request) {
  const resources::Resource& resource = *request.resource;
  if (request.route == resources::kSearch && resource.search.rows_unknown)
    return false;
  return std::all_of(request.columns.begin(), request.columns.end(), [&](int column) {
    return column != kRawColumn && CarriesColumn(resource, column, request.route);
  });
}

// Whether keys are searched for together, so that one costs next to nothing.
bool SearchesForKeys(Session& session, const ScanRequest& request) {
  const resources::Resource& resource = *request.resource;
  return resource.search.by_id && !resource.search.rows_unknown &&
         session.RefusedSearch(resource.search.path) == nullptr &&
         std::all_of(request.columns.begin(), request.columns.end(), [&](int column) {
           return CarriesColumn(resource, column, resources::kSearch);
         });
}

}  // namespace

TableMemory::Entry* TableMemory::Find(const std::shared_ptr<Session>& session,
                                      const Lookup& lookup) {
  const auto known = std::find_if(entries_.begin(), entries_.end(), [&](const Entry& entry) {
    return entry.session == session && entry.column == lookup.column && entry.whole == lookup.whole;
  });
  return known == entries_.end() ? nullptr : &*known;
}

TableMemory::Entry& TableMemory::EntryFor(const std::shared_ptr<Session>& session,
                                          const Lookup& lookup) {
  if (Entry* known = Find(session, lookup)) {
    if (known->scan == nullptr || !known->scan->IsOld()) {
      entries_.splice(entries_.begin(), entries_,
                      std::find_if(entries_.begin(), entries_.end(),
                                   [&](const Entry& entry) { return &entry == known; }));
      return entries_.front();
    }
    entries_.remove_if([&](const Entry& entry) { return &entry == known; });
  }
  if (entries_.size() >= kMostEntries)
    entries_.pop_back();
  entries_.push_front({.session = session, .whole = lookup.whole, .column = lookup.column});
  entries_.front().next_decision = kFewLookups;
  entries_.front().is_given_up = !CarriesAll(lookup.whole);
  return entries_.front();
}

// How many pages cost no more than asking for what is to come.
double TableMemory::PagesWorth(Entry& entry, const Lookup& lookup,
                               const CancelCheck& cancelled) const {
  const size_t asked = entry.asked.size();
  const size_t ahead = scans_.KeysAfter(lookup.value, kMostAhead, cancelled).size();
  entry.has_outer_rows = entry.has_outer_rows || ahead > 0;
  const size_t to_come = std::max(asked / kAskedPerGuess, std::min(ahead, kAheadPerLookup * asked));
  // Searches for a hundred keys at a time bring no more than the rows that are wanted.
  if (lookup.is_by_key && entry.has_outer_rows && SearchesForKeys(*entry.session, entry.whole))
    return 0;
  const double each =
      lookup.is_by_key
          ? kCreditsPerRecord / kCreditsPerPage
          : std::max(1.0, static_cast<double>(entry.pages) / static_cast<double>(asked));
  return static_cast<double>(to_come) * each;
}

Result<std::unique_ptr<Scan>> TableMemory::Open(const std::shared_ptr<Session>& session,
                                                const std::vector<Lookup>& lookups,
                                                RequestBudget& budget,
                                                const CancelCheck& cancelled) {
  bool one_changes = false;
  for (const Lookup& lookup : lookups) {
    if (lookup.is_combined && one_changes)
      break;
    Entry& entry = EntryFor(session, lookup);
    if (entry.is_given_up)
      continue;
    if (!entry.is_complete) {
      if (entry.asked.size() < kMostValues)
        entry.asked.insert(lookup.value);
      one_changes = one_changes || entry.asked.size() > 1;
      if (entry.asked.size() < entry.next_decision)
        continue;
      entry.next_decision = 2 * entry.asked.size();
      ZD_RETURN_IF_ERROR(Read(entry, PagesWorth(entry, lookup, cancelled), budget, cancelled));
    }
    if (entry.is_complete && HasAnswer(entry, lookup))
      return std::make_unique<Scan>(entry.scan, RowsOf(entry, lookup), budget);
  }
  return std::unique_ptr<Scan>();
}

// Not for a key that the table lacks.
bool TableMemory::HasAnswer(const Entry& entry, const Lookup& lookup) {
  return !lookup.is_by_key || entry.rows.contains(lookup.value);
}

const std::vector<Scan::Position>& TableMemory::RowsOf(const Entry& entry, const Lookup& lookup) {
  static const std::vector<Scan::Position> none;
  const auto rows = entry.rows.find(entry.column < 0 ? std::string() : lookup.value);
  return rows != entry.rows.end() ? rows->second : none;
}

void TableMemory::NotePages(const std::shared_ptr<Session>& session,
                            const std::vector<Lookup>& lookups, int64_t pages) {
  for (const Lookup& lookup : lookups) {
    if (Entry* entry = Find(session, lookup))
      entry->pages += pages;
  }
}

// What is left to read; as much as was read and more, if nobody has told.
double TableMemory::PagesLeft(Entry& entry) {
  const ScanFacts facts = entry.scan->Facts();
  entry.expected_rows = std::max(entry.expected_rows, facts.expected_rows);
  const auto pages = static_cast<double>(facts.pages);
  if (entry.expected_rows == 0 || facts.rows == 0)
    return pages + 1;
  const auto rows = static_cast<double>(std::max<int64_t>(1, entry.expected_rows - facts.rows));
  return std::ceil(rows * pages / static_cast<double>(facts.rows));
}

// Goes on reading the table, as long as what is left of it is worth it.
Status TableMemory::Read(Entry& entry, double most_pages, RequestBudget& budget,
                         const CancelCheck& cancelled) {
  if (entry.scan == nullptr) {
    entry.scan = std::make_shared<Scan>(entry.session, entry.whole, budget);
    entry.scan->KeepForManyReads();
  }
  for (;;) {
    if (entry.scan->WaitsAtNext() && PagesLeft(entry) > most_pages)
      return Ok();
    auto moved = entry.scan->Next(cancelled);
    if (!moved.ok() && moved.error().code == Code::kCancelled)
      return std::move(moved).error();
    if (!moved.ok() || !HasRoom()) {
      GiveUp(entry);
      return Ok();
    }
    if (!*moved) {
      entry.is_complete = true;
      entry.asked.clear();
      return Ok();
    }
    if (entry.column < 0) {
      entry.rows[""].push_back(entry.scan->position());
      continue;
    }
    ZD_ASSIGN_OR_RETURN(const Cell cell, entry.scan->Column(entry.column, cancelled));
    if (cell.kind == Cell::Kind::kText)
      entry.rows[std::string(cell.text())].push_back(entry.scan->position());
  }
}

bool TableMemory::HasRoom() const {
  size_t bytes = 0;
  for (const Entry& entry : entries_) {
    if (entry.scan == nullptr)
      continue;
    if (!entry.scan->keeps_pages())
      return false;
    bytes += entry.scan->kept_bytes() + kBytesPerRow * entry.rows.size();
  }
  return bytes <= kMostBytes;
}

void TableMemory::GiveUp(Entry& entry) {
  entry.is_given_up = true;
  entry.scan = nullptr;
  entry.rows.clear();
  entry.asked.clear();
}

}  // namespace zoho_desk::client
