// ListMemory: asked by cursors (vtab/resource_module) for each value that a join, or a correlated
// subquery, gives a column. A list comes from memory only for the very same request of
// the same login, so that its rows are those that asking again would have brought.

#include "client/list_memory.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "client/record.h"
#include "client/scan.h"

namespace zoho_desk::client {
namespace {

constexpr size_t kMostLists = 1000;

// Beside its pages, what a scan takes.
constexpr size_t kBytesPerScan = 4096;

// Of the rows to come, in each of which the parent may be one that is known.
constexpr size_t kKeysPerRequest = 4;

}  // namespace

ListMemory::ListMemory(OpenScans& scans) : scans_(scans) {}

ListMemory::~ListMemory() = default;

bool ListMemory::IsOfOneParent(const ScanRequest& request) {
  return request.route == resources::kList && request.parents && request.parents->size() == 1 &&
         request.alternatives.empty() && request.resource->list.IsOfEachParent();
}

// Tells most requests apart.
std::string ListMemory::TermsOf(const ScanRequest& request) {
  std::string terms;
  if (request.parents && !request.parents->empty())
    terms = request.parents->front();
  for (const auto& [name, value] : request.params)
    terms.append("&").append(name).append("=").append(value);
  return terms;
}

ListMemory::Entries::iterator ListMemory::Find(const std::shared_ptr<Session>& session,
                                               const ScanRequest& request) {
  const auto [begin, end] = by_terms_.equal_range(TermsOf(request));
  const auto found = std::find_if(begin, end, [&](const auto& candidate) {
    return candidate.second->scan->IsOf(*session, request);
  });
  if (found == end)
    return entries_.end();
  const auto entry = found->second;
  if (!entry->scan->IsOld())
    return entry;
  Remove(entry);
  return entries_.end();
}

void ListMemory::Add(Entry entry) {
  bytes_ += entry.bytes;
  ahead_ += entry.is_ahead ? 1U : 0U;
  entries_.push_back(std::move(entry));
  by_terms_.emplace(entries_.back().terms, std::prev(entries_.end()));
  while (entries_.size() > kMostLists || (bytes_ > kMostKeptBytes && entries_.size() > 1))
    Remove(entries_.begin());
}

void ListMemory::Remove(Entries::iterator entry) {
  bytes_ -= entry->bytes;
  ahead_ -= entry->is_ahead ? 1U : 0U;
  const auto [begin, end] = by_terms_.equal_range(entry->terms);
  by_terms_.erase(
      std::find_if(begin, end, [&](const auto& known) { return known.second == entry; }));
  entries_.erase(entry);
}

std::unique_ptr<Scan> ListMemory::Open(const std::shared_ptr<Session>& session,
                                       const ScanRequest& request, RequestBudget& budget,
                                       const CancelCheck& cancelled) {
  ++lookups_;
  StartAhead(session, request, budget, cancelled);
  const std::string& parent = request.parents->front();
  if (scans_.TellOfNone(*session, *request.resource, parent))
    return nullptr;
  if (auto known = Recall(session, request))
    return known;
  auto scan = std::make_unique<Scan>(session, request, budget, nullptr, nullptr,
                                     &short_pages_[{session, request.resource}]);
  scan->ShowTo(&scans_);
  return scan;
}

std::unique_ptr<Scan> ListMemory::Recall(const std::shared_ptr<Session>& session,
                                         const ScanRequest& request) {
  const auto known = Find(session, request);
  if (known == entries_.end())
    return nullptr;
  auto scan = std::move(known->scan);
  Remove(known);
  scan->Rewind();  // it was kept because that works
  scan->ShowTo(&scans_);
  return scan;
}

void ListMemory::Keep(std::unique_ptr<Scan> scan) {
  if (scan->request().route == resources::kGet || scan->IsOfRows() || !scan->Rewind())
    return;
  scan->ShowTo(nullptr);
  std::string terms = TermsOf(scan->request());
  const size_t bytes = scan->kept_bytes() + kBytesPerScan;
  Add({std::move(terms), std::move(scan), bytes});
}

// No more than were looked up so far, in case WHERE drops most outer rows.
void ListMemory::StartAhead(const std::shared_ptr<Session>& session, const ScanRequest& request,
                            RequestBudget& budget, const CancelCheck& cancelled) {
  const auto most = std::min(lookups_ - 1, static_cast<size_t>(session->config().concurrency));
  if (ahead_ >= most)
    return;
  const std::string& parent = request.parents->front();
  std::vector<std::string> wanted{parent};
  for (std::string& next :
       scans_.KeysAfter(parent, kKeysPerRequest * most, cancelled, request.resource))
    wanted.push_back(std::move(next));
  for (std::string& next : wanted) {
    if (ahead_ >= most)
      return;
    ScanRequest other = request;
    other.parents = {next};
    if (!IsPossibleId(next) || Find(session, other) != entries_.end() ||
        scans_.TellOfNone(*session, *request.resource, next))
      continue;
    auto scan = std::make_unique<Scan>(session, std::move(other), budget, nullptr, nullptr,
                                       &short_pages_[{session, request.resource}]);
    scan->Begin(cancelled);
    std::string terms = TermsOf(scan->request());
    Add({std::move(terms), std::move(scan), kBytesPerScan, true});
  }
}

}  // namespace zoho_desk::client
