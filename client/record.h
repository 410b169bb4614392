#pragma once

// Requests for single records: get-by-id, and search by a list of ids.

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

// "zoho_desk_tickets", for messages and the log.
std::string TableName(const resources::Resource& resource);

// Whether the API could hold a record of that key. Anything else need not be asked for.
bool IsPossibleKey(const resources::Resource& resource, std::string_view key);

// The record by get-by-id, with the include= values its projected columns need; nullopt if there is
// none. `columns` are the columns of the projection.
Result<std::optional<Page>> FetchRecord(Session& session, const Projection& projection,
                                        std::span<const int> columns, std::string_view key,
                                        RequestBudget& budget, const CancelCheck& cancelled);

// The search rows of those ids, at most resource.search.max_limit of them, in any order; ids the
// search index does not know are left out. Needs resource.search.by_id.
Result<Page> SearchRecords(Session& session, const Projection& projection,
                           std::span<const std::string> ids, RequestBudget& budget,
                           const CancelCheck& cancelled);

// Adds a value to a comma list unless it is there.
void AppendUnique(std::string& list, std::string_view value);

}  // namespace zoho_desk::client
