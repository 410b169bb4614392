#pragma once

// Which rows a request gets, in which order. Pages of an unfiltered list cost O(page); createdTime
// and modifiedTime ranges are found by binary search; any other filter scans once, and its result
// is kept for the pages that follow.
//
// Order: without sortBy, lists come by ascending id and searches by descending createdTime (the
// sandbox's notion of relevance). Equal keys come by ascending id in both directions, which is what
// a tester saw on a live portal. Text sorts without regard to case; null sorts before everything.

#include <cstdint>
#include <list>
#include <memory>
#include <mutex>
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

// Thread-safe.
class Selector {
 public:
  explicit Selector(const World& world) : world_(world) {}

  // `newest_first` is the order without sortBy.
  Page Select(const ResourceSpec& resource, const Parsed& parsed, bool newest_first,
              uint64_t offset, uint64_t limit);

 private:
  using Rows = std::shared_ptr<const std::vector<uint32_t>>;

  Rows Matches(const ResourceSpec& resource, const Parsed& parsed, const SortKey& order,
               bool descending);
  // All rows by modifiedTime, built on first use.
  Rows ByModified(Res res);

  const World& world_;
  std::mutex mutex_;
  std::array<Rows, kTableCount> by_modified_{};
  std::list<std::pair<std::string, Rows>> recent_;  // latest first
};

}  // namespace zoho_desk::sandbox
