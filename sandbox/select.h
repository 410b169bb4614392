#pragma once

// Which rows a request gets, in which order. Pages of an unfiltered list cost O(page); createdTime
// and modifiedTime ranges are found by binary search; any other filter scans once, and its result
// is kept for the pages that follow, until a record changes.
//
// Order: without sortBy, lists come by ascending id and searches by descending createdTime (the
// sandbox's notion of relevance). Equal keys come by ascending id in both directions, which is what
// a tester saw on a live portal, unless the rules say otherwise; always in the same order. Text
// sorts without regard to case; null sorts before everything.

#include <cstdint>
#include <list>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "sandbox/params.h"
#include "sandbox/spec.h"
#include "sandbox/world.h"

namespace zoho_desk::sandbox {

struct Page {
  std::vector<uint32_t> rows;
  uint64_t total = 0;  // rows that match, on all pages
};

// What a route adds to a request.
struct SelectRules {
  bool newest_first = false;           // the order without sortBy
  int64_t newest_created = INT64_MAX;  // later records are not found
  bool ties_follow_sort = false;       // descending order gives equal keys by descending id
  std::optional<uint32_t> parent{};    // of a child table: only this one's rows
};

// Thread-safe, as long as no record changes during a call.
class Selector {
 public:
  explicit Selector(const World& world) : world_(world) {}

  Page Select(const ResourceSpec& resource, const Parsed& parsed, const SelectRules& rules,
              uint64_t offset, uint64_t limit);

  // To be called after records have changed.
  void Forget();

 private:
  using Rows = std::shared_ptr<const std::vector<uint32_t>>;

  Rows Matches(const ResourceSpec& resource, const Parsed& parsed, const SelectRules& rules,
               const SortKey& order, bool descending);
  // All generated rows by the modifiedTime they had at the start, built on first use.
  Rows ByModified(Res res);
  // The rows that exist and were modified in [low, high], ascending.
  std::vector<uint32_t> ModifiedRange(Res res, int64_t low, int64_t high);

  const World& world_;
  std::mutex mutex_;
  std::vector<Rows> by_modified_{Kinds().size()};   // by Res
  std::list<std::pair<std::string, Rows>> recent_;  // latest first
};

}  // namespace zoho_desk::sandbox
