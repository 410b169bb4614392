// Requests for records by key, and what their answers hold: for RecordSource, RowCompleter,
// ListSource and cli/portal. No record passes for another: an answer whose key is not the one that
// was asked for is an error.

#include "client/record.h"

#include <algorithm>
#include <charconv>
#include <cstdint>

#include "client/page_route.h"
#include "client/request_log.h"
#include "common/safe_text.h"
#include "common/text.h"

namespace zoho_desk::client {
namespace {

using resources::Resource;

Error DecodeError(const Resource& resource, std::string_view path, int64_t log_id, Error error) {
  error.message = TableName(resource) + ": GET " + std::string(path) + ": " + error.message +
                  "; nothing of it was used. Try again, and check what stands between you and Zoho "
                  "(proxy, ZOHO_DESK_API_BASE) if it stays";
  SetRequestError(log_id, error.message);
  return error;
}

}  // namespace

std::string PathOf(std::string_view path, std::string_view value) {
  const size_t open = path.find('{');
  if (open == std::string_view::npos)
    return std::string(path);
  const size_t close = path.find('}', open);
  return std::string(path.substr(0, open)) + PercentEncode(value) +
         std::string(path.substr(close + 1));
}

void AppendUnique(std::string& list, std::string_view value) {
  if (("," + list + ",").find("," + std::string(value) + ",") == std::string::npos)
    AppendToList(list, value, ",");
}

bool IsPossibleKey(const Resource& resource, std::string_view key) {
  if (resource.key_pattern != "code")
    return IsPossibleId(key);
  return !key.empty() && key.size() <= kLongestKey &&
         std::all_of(key.begin(), key.end(),
                     [](char c) { return IsAsciiAlphanumeric(c) || c == '_' || c == '-'; });
}

bool IsPossibleId(std::string_view text) {
  int64_t id = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), id);
  return error == std::errc{} && end == text.data() + text.size() && id >= 0 &&
         (text.size() == 1 || text.front() != '0');
}

RecordRequest::RecordRequest(Session& session, const Projection& projection,
                             std::span<const int> columns, std::string_view key,
                             RequestBudget& budget, std::string_view parent)
    : projection_(projection), key_(key) {
  ApiCall call = RecordCall(projection.resource(), columns, key, parent);
  path_ = call.path;
  call_ = std::make_unique<PendingCall>(session, std::move(call), budget);
}

Result<std::optional<Page>> RecordRequest::Wait(const CancelCheck& cancelled) {
  return call_->WaitAnd(cancelled, [this](ApiAnswer answer) {
    return RecordOf(projection_, path_, key_, std::move(answer));
  });
}

ApiCall RecordCall(const Resource& resource, std::span<const int> columns, std::string_view key,
                   std::string_view parent) {
  const std::string path = resource.get.TakesParent() ? PathOf(resource.get.path, parent)
                                                      : std::string(resource.get.path);
  ApiCall call{.table = TableName(resource),
               .path = PathOf(path, key),
               .scopes = std::string(resource.get.scopes),
               .needs_org = resource.needs_org,
               .missing_is_ok = true,
               .part = {std::string(resource.key.back()), std::string(key)}};
  std::string include;
  for (const int column : columns) {
    if (column == kRawColumn)
      continue;
    const std::string_view value = resource.columns[static_cast<size_t>(column)].get_include;
    if (const size_t sign = value.find('='); sign != std::string_view::npos)
      call.query.emplace_back(value.substr(0, sign), value.substr(sign + 1));
    else if (!value.empty())
      AppendUnique(include, value);
  }
  if (!include.empty())
    call.query.emplace_back("include", include);
  return call;
}

Result<std::optional<Page>> RecordOf(const Projection& projection, const std::string& path,
                                     std::string_view key, ApiAnswer answer) {
  if (answer.status != 200) {
    SetRequestRows(answer.log_id, 0);
    return std::optional<Page>();
  }
  const int64_t log_id = answer.log_id;
  ZD_ASSIGN_OR_RETURN(Page page, OneRecordOf(projection, path, std::move(answer)));
  const Resource& resource = projection.resource();
  const int slot = projection.SlotOf(resource.FindColumn(resource.key.back()));
  if (const std::string_view found = page.at(0, slot).text(); found != key) {
    return DecodeError(
        resource, path, log_id,
        {Code::kBadResponse, "the answer is another record, " + QuotedName(std::string(found))});
  }
  return std::optional<Page>(std::move(page));
}

Result<Page> OneRecordOf(const Projection& projection, std::string_view path, ApiAnswer answer) {
  auto page = Page::DecodeRecord(std::move(answer.body), projection);  // empty: cut off
  if (!page.ok())
    return DecodeError(projection.resource(), path, answer.log_id, std::move(page).error());
  SetRequestRows(answer.log_id, 1);
  return page;
}

Result<Page> RowsOf(const Projection& projection, std::string_view path, std::string_view data_key,
                    ApiAnswer answer) {
  if (answer.status == 204)
    answer.body = data_key.empty() ? "{}" : R"({")" + std::string(data_key) + R"(":[]})";
  auto page = Page::DecodeRows(std::move(answer.body), data_key, projection);
  if (!page.ok())
    return DecodeError(projection.resource(), path, answer.log_id, std::move(page).error());
  SetRequestRows(answer.log_id, static_cast<int64_t>(page->size()));
  return page;
}

ApiCall SearchCall(const Resource& resource, std::span<const std::string> ids) {
  return {.table = TableName(resource),
          .path = std::string(resource.search.path),
          .query = {{"id", Joined(ids, ",")}, {"from", "0"}, {"limit", std::to_string(ids.size())}},
          .scopes = std::string(resource.search.scopes)};
}

Result<Page> SearchRows(const Projection& projection, ApiAnswer answer) {
  return RowsOf(projection, projection.resource().search.path, "data", std::move(answer));
}

Result<Page> SearchRecords(Session& session, const Projection& projection,
                           std::span<const std::string> ids, RequestBudget& budget,
                           const CancelCheck& cancelled) {
  return PendingCall(session, SearchCall(projection.resource(), ids), budget)
      .WaitAnd(cancelled,
               [&](ApiAnswer answer) { return SearchRows(projection, std::move(answer)); });
}

}  // namespace zoho_desk::client
