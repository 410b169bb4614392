#pragma once

// Requests for single records: get-by-id, and search by a list of ids.

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "client/page.h"
#include "client/session.h"
#include "common/cancel.h"
#include "common/status.h"
#include "resources/resource.h"

namespace zoho_desk::client {

// Whether the API could hold a record of that key. Anything else need not be asked for.
bool IsPossibleKey(const resources::Resource& resource, std::string_view key);

// Whether the text is how Zoho writes an id: a 64-bit number without leading zeros. Other text
// equals no id, and the API refuses it as a parameter.
bool IsPossibleId(std::string_view text);

// Adds a value to a comma list unless it is there.
void AppendUnique(std::string& list, std::string_view value);

// A record by get-by-id on its way, with the include= values the projected columns need. `columns`
// are the columns of the projection. Session, projection and budget outlive it. Use on one thread
// at a time; destroying it cancels the request.
class RecordRequest {
 public:
  // `parent`: see RecordCall.
  RecordRequest(Session& session, const Projection& projection, std::span<const int> columns,
                std::string_view key, RequestBudget& budget, std::string_view parent = {});

  // Sends without waiting; needed only to have several under way.
  Status Start(const CancelCheck& cancelled) { return call_->Start(cancelled); }
  // The record; nullopt if there is none. Call once.
  Result<std::optional<Page>> Wait(const CancelCheck& cancelled);

 private:
  const Projection& projection_;
  std::string path_;
  std::string key_;
  std::unique_ptr<PendingCall> call_;
};

// The get-by-id of that key with the include= values that `columns` need, and the record its answer
// holds; nullopt if there is none. `parent`, where GetRoute::TakesParent, is the parent's key.
ApiCall RecordCall(const resources::Resource& resource, std::span<const int> columns,
                   std::string_view key, std::string_view parent = {});
Result<std::optional<Page>> RecordOf(const Projection& projection, const std::string& path,
                                     std::string_view key, ApiAnswer answer);

// The record, or the rows under `data_key`, that the answer to a GET of `path` holds. An answer
// without content has no rows. Errors name table and path, and are in the log.
Result<Page> OneRecordOf(const Projection& projection, std::string_view path, ApiAnswer answer);
Result<Page> RowsOf(const Projection& projection, std::string_view path, std::string_view data_key,
                    ApiAnswer answer);

// The search for those ids, at most resource.search.max_limit of them. Needs resource.search.by_id.
ApiCall SearchCall(const resources::Resource& resource, std::span<const std::string> ids);
// The rows of its answer, in any order; ids the search index does not know are left out.
Result<Page> SearchRows(const Projection& projection, ApiAnswer answer);

// Both.
Result<Page> SearchRecords(Session& session, const Projection& projection,
                           std::span<const std::string> ids, RequestBudget& budget,
                           const CancelCheck& cancelled);

}  // namespace zoho_desk::client
