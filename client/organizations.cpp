// Asks for /organizations and reads the answer as the table zoho_desk_organizations reads it, so
// that a page's rules and bounds hold here too. Called by Session and cli/portal. Every id that
// leaves here is a number.

#include "client/organizations.h"

#include <utility>

#include "client/page.h"
#include "client/record.h"
#include "client/request_log.h"
#include "common/safe_text.h"

namespace zoho_desk::client {
namespace {

// Of some thousand organisations.
constexpr size_t kMostOrganizationBytes = size_t{4} * 1024 * 1024;

const resources::Resource& Table() {
  return *resources::FindResource("organizations");
}

// What an Organization holds.
Projection ColumnsRead() {
  std::vector<int> columns;
  for (const char* name : {"id", "companyName", "portalName", "edition", "isDefault"})
    columns.push_back(Table().FindColumn(name));
  return {Table(), columns};
}

}  // namespace

Result<std::vector<Organization>> OrganizationsIn(std::string body) {
  std::vector<Organization> organizations;
  const Projection projection = ColumnsRead();
  ZD_ASSIGN_OR_RETURN(const Page page,
                      Page::DecodeRows(std::move(body), Table().list.data_key, projection));
  for (size_t row = 0; row < page.size(); ++row) {
    const auto cell = [&](std::string_view column) {
      return page.at(row, projection.SlotOf(Table().FindColumn(column)));
    };
    const auto text = [&](std::string_view column) {
      const Cell value = cell(column);
      return value.kind == Cell::Kind::kText ? std::string(value.text()) : std::string();
    };
    Organization organization{.id = text("id"),
                              .company = text("companyName"),
                              .portal = text("portalName"),
                              .edition = text("edition")};
    const Cell is_default = cell("isDefault");
    organization.is_default = is_default.kind == Cell::Kind::kInteger && is_default.integer == 1;
    if (!IsPossibleId(organization.id)) {
      return Error{Code::kBadResponse,
                   "an organisation's id is no number, '" + QuotedName(organization.id) + "'"};
    }
    organizations.push_back(std::move(organization));
  }
  return organizations;
}

Result<std::vector<Organization>> FetchOrganizations(Session& session, RequestBudget& budget,
                                                     const CancelCheck& cancelled) {
  const resources::ListRoute& list = Table().list;
  PendingCall call(session,
                   {.table = TableName(Table()),
                    .path = std::string(list.path),
                    .scopes = std::string(list.scopes),
                    .needs_org = false,
                    .max_body_bytes = kMostOrganizationBytes},
                   budget);
  return call.WaitAnd(cancelled, [&](ApiAnswer answer) -> Result<std::vector<Organization>> {
    if (answer.status == 204)
      return std::vector<Organization>();
    auto organizations = OrganizationsIn(std::move(answer.body));
    if (organizations.ok()) {
      SetRequestRows(answer.log_id, static_cast<int64_t>(organizations->size()));
      return organizations;
    }
    Error error = std::move(organizations).error();
    error.message = TableName(Table()) + ": GET " + std::string(list.path) + ": " + error.message +
                    "; set ZOHO_DESK_ORG_ID, or check what stands between you and Zoho (proxy, "
                    "ZOHO_DESK_API_BASE)";
    SetRequestError(answer.log_id, error.message);
    return error;
  });
}

}  // namespace zoho_desk::client
