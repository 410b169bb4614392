// The requests that zoho-desk makes of Zoho Desk itself. Called by login, status and doctor.
// Answers are read as the tables read them (client/page.h), so what a server may send is bounded
// alike.

#include "cli/portal.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "cli/interrupt.h"
#include "client/page.h"
#include "client/page_route.h"
#include "client/record.h"
#include "client/request_log.h"
#include "common/text.h"

namespace zoho_desk::cli {
namespace {

using client::Page;
using client::Projection;
using resources::Resource;

// The text of a field; empty if the record has none.
std::string TextOf(const Page& page, const Projection& projection, std::string_view column) {
  const int slot = projection.SlotOf(projection.resource().FindColumn(column));
  if (slot < 0)
    return {};  // what the request says of the row is not in it
  const client::Cell& cell = page.at(0, slot);
  return cell.kind == client::Cell::Kind::kText ? std::string(cell.text()) : std::string();
}

// The list request for one record. `parent` is the value of the list's required parameter.
client::ApiCall OneRecord(const Resource& table, std::string_view parent) {
  const resources::ListRoute& list = table.list;
  client::ApiCall call{.table = TableName(table),
                       .path = client::PathOf(list.path, parent),
                       .scopes = std::string(list.scopes),
                       .needs_org = table.needs_org};
  if (list.paginated && !list.paging_may_be_refused)
    call.query.emplace_back("limit", std::to_string(std::max(1, list.min_limit)));
  for (const resources::FixedParam& fixed : list.fixed)
    call.query.emplace_back(fixed.name, fixed.value);
  if (!list.parent.param.empty() && !list.TakesParentInPath())
    call.query.emplace_back(list.parent.param, parent);
  return call;
}

// The key of the first record; empty if there is none.
Result<std::string> FirstKey(client::Session& session, const Resource& table,
                             std::string_view parent) {
  const Projection projection(table, {});
  client::RequestBudget budget;
  client::PendingCall call(session, OneRecord(table, parent), budget);
  ZD_ASSIGN_OR_RETURN(const Page page, call.WaitAnd(OnInterrupt(), [&](client::ApiAnswer answer) {
    return client::RowsOf(projection, table.list.path, table.list.data_key, std::move(answer));
  }));
  return page.size() == 0 ? std::string() : TextOf(page, projection, table.key.back());
}

// What a list of the table can be asked for: a value of its parameter, or the key of the first
// record that has one. Empty if its list needs none, or there is no such record.
Result<std::string> FirstParent(client::Session& session, const Resource& table) {
  const resources::Parent& parent = table.list.parent;
  if (!parent.values.empty())
    return std::string(parent.values.front().param);
  if (parent.table.empty())
    return std::string(parent.all_value);
  const Resource& source = *resources::FindResource(parent.table);
  ZD_ASSIGN_OR_RETURN(const std::string its_own, FirstParent(session, source));
  if (its_own.empty() && !source.list.parent.table.empty())
    return std::string();
  return FirstKey(session, source, its_own);
}

}  // namespace

Result<std::vector<Organization>> FetchOrganizations(client::Session& session) {
  client::RequestBudget budget;
  return client::FetchOrganizations(session, budget, OnInterrupt());
}

std::string Describe(const Organization& organization) {
  std::string details = organization.company.empty() ? organization.portal : organization.company;
  if (!organization.edition.empty())
    AppendToList(details, organization.edition);
  return organization.id + (details.empty() ? "" : " (" + details + ")");
}

Result<Agent> FetchAgent(client::Session& session) {
  const Resource& agents = *resources::FindResource("agents");
  const std::string path = "/api/v1/myinfo";
  const int columns[] = {agents.FindColumn("firstName"), agents.FindColumn("lastName"),
                         agents.FindColumn("emailId")};
  const Projection projection(agents, columns);
  client::RequestBudget budget;
  client::PendingCall call(
      session, {.table = TableName(agents), .path = path, .scopes = std::string(agents.get.scopes)},
      budget);
  ZD_ASSIGN_OR_RETURN(const Page page, call.WaitAnd(OnInterrupt(), [&](client::ApiAnswer answer) {
    return client::OneRecordOf(projection, path, std::move(answer));
  }));
  Agent agent{.id = TextOf(page, projection, "id"),
              .name = TextOf(page, projection, "firstName"),
              .email = TextOf(page, projection, "emailId")};
  if (const std::string last = TextOf(page, projection, "lastName"); !last.empty())
    AppendToList(agent.name, last, " ");
  return agent;
}

Status ProbeTable(client::Session& session, const Resource& table) {
  ZD_ASSIGN_OR_RETURN(const std::string parent, FirstParent(session, table));
  if (parent.empty() && !table.list.parent.table.empty())
    return Ok();  // a portal without departments has nothing to ask for
  ZD_RETURN_IF_ERROR(FirstKey(session, table, parent));
  return Ok();
}

int64_t CreditsLeft() {
  const auto log = client::RequestLogSnapshot();
  const auto told =
      std::find_if(log.rbegin(), log.rend(),
                   [](const client::RequestLogEntry& entry) { return entry.credits_left >= 0; });
  return told == log.rend() ? -1 : told->credits_left;
}

}  // namespace zoho_desk::cli
