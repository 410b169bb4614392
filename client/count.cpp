// Asks how many records there are: for zoho_desk_count and zoho_desk_plan, which report a failure,
// and for ListSource, whose CountHint does without the answer then. Every request here asks for one
// row at most, and no list ends because of what its answer says.

#include "client/count.h"

#include <algorithm>
#include <string>
#include <utility>

#include "client/count_answer.h"
#include "client/record.h"
#include "client/request_log.h"
#include "client/time_slices.h"

namespace zoho_desk::client {
namespace {

using resources::Resource;

// A search is preferred where its coverage is known: it takes more filters, and its price is known.
bool CountsBySearch(const Resource& resource) {
  return !resource.search.path.empty() &&
         (resource.count.path.empty() || !resource.search.rows_unknown);
}

Result<QueryParams> ParseFilter(const Resource& resource, std::string_view filter) {
  QueryParams params;
  while (!filter.empty()) {
    const size_t end = std::min(filter.find('&'), filter.size());
    const std::string_view item = filter.substr(0, end);
    filter.remove_prefix(std::min(end + 1, filter.size()));
    const size_t equals = item.find('=');
    if (equals == std::string_view::npos || equals == 0) {
      return Error{Code::kInvalidArgument,
                   "zoho_desk_count: '" + std::string(item) +
                       "' is not name=value. The filter of " + TableName(resource) +
                       " takes Zoho's own parameters, joined by &, such as 'status=Open'; for SQL "
                       "conditions use SELECT count(*)"};
    }
    const std::string_view name = item.substr(0, equals);
    if (name == "from" || name == "limit" || name == "sortBy" || name == "orgId") {
      return Error{Code::kInvalidArgument, "zoho_desk_count: " + std::string(name) +
                                               " does not change how many records there are; "
                                               "leave it out"};
    }
    params.emplace_back(name, item.substr(equals + 1));
  }
  return params;
}

ApiCall CountCall(const Resource& resource, std::string_view path, std::string_view scopes,
                  QueryParams params) {
  return {.table = TableName(resource),
          .path = std::string(path),
          .query = std::move(params),
          .scopes = std::string(scopes),
          .max_body_bytes = kMostCountBytes};
}

ApiCall SearchCountCall(const Resource& resource, QueryParams params) {
  if (params.empty())
    params.emplace_back("createdTimeRange", kAllTimes);
  params.emplace_back("from", "0");
  params.emplace_back("limit", "1");
  return CountCall(resource, resource.search.path, resource.search.scopes, std::move(params));
}

// One request whose answer has a "count".
Result<int64_t> AskCount(Session& session, ApiCall call, RequestBudget& budget,
                         const CancelCheck& cancelled) {
  const std::string where = call.table + ": GET " + call.path;
  ZD_ASSIGN_OR_RETURN(ApiAnswer answer, session.Get(std::move(call), budget, cancelled));
  if (answer.status == 204)
    return int64_t{0};
  auto count = CountIn(std::move(answer.body));
  if (!count.ok()) {
    Error error = std::move(count).error();
    error.message = where + ": " + error.message + "; use SELECT count(*) instead";
    SetRequestError(answer.log_id, error.message);
    return error;
  }
  return count;
}

}  // namespace

bool CanCount(const Resource& resource) {
  return !resource.count.path.empty() || !resource.search.path.empty();
}

Result<int64_t> CountRecords(Session& session, const Resource& resource, std::string_view filter,
                             RequestBudget& budget, const CancelCheck& cancelled) {
  if (!CanCount(resource)) {
    return Error{Code::kInvalidArgument,
                 "zoho_desk_count: Zoho Desk does not say how many " + std::string(resource.name) +
                     " there are; use SELECT count(*) FROM " + TableName(resource)};
  }
  ZD_ASSIGN_OR_RETURN(QueryParams params, ParseFilter(resource, filter));
  if (CountsBySearch(resource))
    return CountMatches(session, resource, std::move(params), budget, cancelled);
  return AskCount(session,
                  CountCall(resource, resource.count.path, resource.list.scopes, std::move(params)),
                  budget, cancelled);
}

Result<int64_t> CountMatches(Session& session, const Resource& resource, QueryParams params,
                             RequestBudget& budget, const CancelCheck& cancelled) {
  return AskCount(session, SearchCountCall(resource, std::move(params)), budget, cancelled);
}

bool SearchCountsList(const ScanRequest& request) {
  const resources::SearchRoute& search = request.resource->search;
  return !search.path.empty() && !search.rows_unknown && request.alternatives.empty() &&
         !request.has_parameters && request.params.size() == request.search_params.size();
}

bool IsWorthCounting(const ScanRequest& request) {
  return request.route == resources::kList && !request.stop && request.expected_rows == 0 &&
         request.resource->list.parent.param.empty() && SearchCountsList(request);
}

void CountHint::Ask(Session& session, const Resource& resource, QueryParams params,
                    RequestBudget& budget, const CancelCheck& cancelled) {
  if (was_asked_)
    return;
  was_asked_ = true;
  ApiCall call = SearchCountCall(resource, std::move(params));
  call.tries_once = true;
  call_ = std::make_unique<PendingCall>(session, std::move(call), budget);
  if (!call_->Start(cancelled).ok())
    call_.reset();
}

int64_t CountHint::Rows(const CancelCheck& cancelled) {
  if (call_ && call_->Poll()) {
    auto answer = call_->Wait(cancelled);
    call_.reset();
    if (answer.ok() && answer->status == 200) {
      const auto count = CountIn(std::move(answer->body));
      rows_ = count.ok() ? *count : 0;
    }
  }
  return rows_;
}

}  // namespace zoho_desk::client
