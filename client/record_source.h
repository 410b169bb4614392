#pragma once

// The records a scan asks for by key: many by one search for their ids, few by get-by-id, several
// under way at a time, in the order of the keys. A join asks for one key after another: keys that
// the outer rows show to be next are searched for together.

#include <deque>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "client/lane.h"
#include "client/page.h"
#include "client/record.h"
#include "client/record_memory.h"
#include "client/scan_request.h"
#include "client/session.h"
#include "common/cancel.h"
#include "common/status.h"

namespace zoho_desk::client {

// Not thread-safe.
class RecordSource {
 public:
  // What Next hands over: records that came in one answer.
  struct Batch {
    Lane* lane = nullptr;
    std::shared_ptr<const std::optional<Page>> page;
    std::vector<size_t> rows{};
  };

  // Everything but `memory`, which may be null, is needed; all outlive this.
  RecordSource(Session& session, const ScanRequest& request, Lanes& lanes, RequestBudget& budget,
               RecordMemory* memory);

  // The next records that exist; nullopt at the end.
  Result<std::optional<Batch>> Next(const CancelCheck& cancelled);

 private:
  const resources::Resource& resource() const { return *request_.resource; }
  Result<std::optional<Batch>> SearchKeys(const CancelCheck& cancelled);
  Result<std::optional<Batch>> GetKeys(const CancelCheck& cancelled);
  size_t SearchSize() const;
  Status StartAhead(Lane& lane, const CancelCheck& cancelled);
  Result<const RememberedRecord*> Find(const std::string& key, const CancelCheck& cancelled);
  Status FetchTogether(const std::string& key, const CancelCheck& cancelled);
  Status StartSearches(const std::string& key, const CancelCheck& cancelled);
  Status StartGets(const std::string& key, const CancelCheck& cancelled);
  Status Remember(const RecordMemory::Batch& batch, ApiAnswer answer);

  Session& session_;
  const ScanRequest& request_;
  Lanes& lanes_;
  RequestBudget& budget_;
  RecordMemory* memory_;
  int told_limit_ = 0;                   // what the last search was refused for: for the next one
  bool search_has_all_ = false;          // search rows carry every column
  std::deque<std::string> search_keys_;  // to look up by search
  std::deque<std::string> get_keys_;     // to look up one by one
  std::map<std::string, std::unique_ptr<RecordRequest>> ahead_;  // of get_keys_, under way
};

}  // namespace zoho_desk::client
