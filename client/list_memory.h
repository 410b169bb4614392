#pragma once

// The lists and searches that a statement has read, and those on their way: a join that asks the
// same again (the comments of a ticket) reads it again without asking, and the lists of tickets
// that the outer rows show to be next are asked for together. Bounded in lists and bytes; the
// oldest goes first.

#include <cstddef>
#include <list>
#include <map>
#include <memory>
#include <string>
#include <unordered_map>
#include <utility>

#include "client/list_pager.h"
#include "client/open_scans.h"
#include "client/scan_request.h"
#include "client/session.h"
#include "common/cancel.h"

namespace zoho_desk::client {

class Scan;

// Not thread-safe. One per statement.
class ListMemory {
 public:
  // `scans` outlives this: it tells which parents come next.
  explicit ListMemory(OpenScans& scans);
  ListMemory(const ListMemory&) = delete;
  ListMemory& operator=(const ListMemory&) = delete;
  ~ListMemory();

  // Whether it is the list of a single parent that is asked for.
  static bool IsOfOneParent(const ScanRequest& request);

  // A scan that has been read, before its first row; null if there is none of that request.
  std::unique_ptr<Scan> Recall(const std::shared_ptr<Session>& session, const ScanRequest& request);

  // A scan of a single parent's list, before its first row; null if a row that is being read tells
  // that it is empty. Needs IsOfOneParent(request). `budget` outlives this.
  std::unique_ptr<Scan> Open(const std::shared_ptr<Session>& session, const ScanRequest& request,
                             RequestBudget& budget, const CancelCheck& cancelled);

  // Keeps a scan of a list or search, read to whichever row, if it can be read again. What it
  // rests on outlives this.
  void Keep(std::unique_ptr<Scan> scan);

 private:
  struct Entry {
    std::string terms;  // of the request
    std::unique_ptr<Scan> scan;
    size_t bytes = 0;
    bool is_ahead = false;  // asked for, and nobody has read it yet
  };
  using Entries = std::list<Entry>;

  static std::string TermsOf(const ScanRequest& request);
  Entries::iterator Find(const std::shared_ptr<Session>& session, const ScanRequest& request);
  void Add(Entry entry);
  void Remove(Entries::iterator entry);
  void StartAhead(const std::shared_ptr<Session>& session, const ScanRequest& request,
                  RequestBudget& budget, const CancelCheck& cancelled);

  OpenScans& scans_;
  // Of each table's lists, in each portal.
  std::map<std::pair<std::shared_ptr<Session>, const resources::Resource*>, ShortPages>
      short_pages_;
  Entries entries_;  // the oldest first
  std::unordered_multimap<std::string, Entries::iterator> by_terms_;
  size_t bytes_ = 0;
  size_t ahead_ = 0;    // how many entries are
  size_t lookups_ = 0;  // so far
};

}  // namespace zoho_desk::client
