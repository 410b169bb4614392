#include "cli/portal.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "cli/interrupt.h"
#include "client/request_log.h"

namespace zoho_desk::cli {
namespace {

using Json = nlohmann::json;

std::string TextOf(const Json& record, const char* key) {
  const auto found = record.find(key);
  if (found == record.end())
    return {};
  if (found->is_string())
    return found->get<std::string>();
  return found->is_number_integer() ? found->dump() : std::string();
}

Result<Json> Get(client::Session& session, client::ApiCall call) {
  client::RequestBudget budget;
  const std::string table = call.table;
  ZD_ASSIGN_OR_RETURN(const client::ApiAnswer answer,
                      session.Get(std::move(call), budget, OnInterrupt()));
  if (answer.status == 204)
    return Json::object();
  Json json = Json::parse(answer.body, nullptr, false);
  if (!json.is_object())
    return Error{Code::kBadResponse, table + ": the answer is not a JSON object"};
  return json;
}

std::vector<Json> Records(const Json& answer, std::string_view key) {
  const auto found = answer.find(key);
  std::vector<Json> records;
  if (found != answer.end() && found->is_array()) {
    std::copy_if(found->begin(), found->end(), std::back_inserter(records),
                 [](const Json& record) { return record.is_object(); });
  }
  return records;
}

std::string TableName(const resources::Resource& table) {
  return "zoho_desk_" + std::string(table.name);
}

// The list request for one record. `fan_out` is the value of the list's required parameter.
client::ApiCall OneRecord(const resources::Resource& table, std::string_view fan_out) {
  const resources::ListRoute& list = table.list;
  client::ApiCall call{.table = TableName(table),
                       .path = std::string(list.path),
                       .scopes = std::string(list.scopes),
                       .needs_org = table.needs_org};
  if (list.paginated && !list.paging_may_be_refused)
    call.query.emplace_back("limit", std::to_string(std::max(1, list.min_limit)));
  for (const resources::FixedParam& fixed : list.fixed)
    call.query.emplace_back(fixed.name, fixed.value);
  if (!list.fan_out.param.empty())
    call.query.emplace_back(list.fan_out.param, fan_out);
  return call;
}

}  // namespace

Result<std::vector<Organization>> FetchOrganizations(client::Session& session) {
  const resources::Resource& table = *resources::FindResource("organizations");
  ZD_ASSIGN_OR_RETURN(const Json answer, Get(session, OneRecord(table, {})));
  std::vector<Organization> organizations;
  for (const Json& record : Records(answer, table.list.data_key)) {
    const Json is_default = record.value("isDefault", Json());
    organizations.push_back({.id = TextOf(record, "id"),
                             .company = TextOf(record, "companyName"),
                             .portal = TextOf(record, "portalName"),
                             .edition = TextOf(record, "edition"),
                             .is_default = is_default == true || is_default == "true"});
  }
  // An id enters headers and the profile file.
  const auto is_number = [](const Organization& o) {
    return !o.id.empty() && o.id.find_first_not_of("0123456789") == std::string::npos;
  };
  if (!std::all_of(organizations.begin(), organizations.end(), is_number)) {
    return Error{
        Code::kBadResponse,
        "zoho_desk_organizations: an organisation's id is no number, which Zoho Desk's are; "
        "check that no proxy or login page is in between"};
  }
  return organizations;
}

std::string Describe(const Organization& organization) {
  std::string details = organization.company.empty() ? organization.portal : organization.company;
  if (!organization.edition.empty())
    details += (details.empty() ? "" : ", ") + organization.edition;
  return organization.id + (details.empty() ? "" : " (" + details + ")");
}

Result<Agent> FetchAgent(client::Session& session) {
  const resources::Resource& agents = *resources::FindResource("agents");
  ZD_ASSIGN_OR_RETURN(const Json record, Get(session, {.table = TableName(agents),
                                                       .path = "/api/v1/myinfo",
                                                       .scopes = std::string(agents.get.scopes)}));
  Agent agent{.id = TextOf(record, "id"),
              .name = TextOf(record, "firstName"),
              .email = TextOf(record, "emailId")};
  if (const std::string last = TextOf(record, "lastName"); !last.empty())
    agent.name += (agent.name.empty() ? "" : " ") + last;
  return agent;
}

Status ProbeTable(client::Session& session, const resources::Resource& table) {
  const resources::FanOut& fan_out = table.list.fan_out;
  std::string value(fan_out.all_value);
  if (!fan_out.values.empty())
    value = fan_out.values.front().param;
  if (!fan_out.from_resource.empty()) {
    const resources::Resource& source = *resources::FindResource(fan_out.from_resource);
    ZD_ASSIGN_OR_RETURN(const Json answer, Get(session, OneRecord(source, {})));
    const std::vector<Json> records = Records(answer, source.list.data_key);
    if (records.empty())
      return Ok();  // a portal without departments has nothing to ask for
    value = TextOf(records.front(), "id");
  }
  ZD_RETURN_IF_ERROR(Get(session, OneRecord(table, value)));
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
