// The page that decode_bench works on, asked of a sandbox in this process: no server, no socket. It
// is the same in every run, because the sandbox's data is, so that figures can be compared.

#include "bench/ticket_page.h"

#include <nlohmann/json.hpp>
#include <stdexcept>
#include <utility>

#include "common/url.h"
#include "resources/resource.h"
#include "sandbox/api.h"

namespace zoho_desk::bench {
namespace {

using sandbox::HttpRequest;
using sandbox::HttpResponse;

std::string BodyOf(sandbox::Api& api, const HttpRequest& request) {
  HttpResponse answer = api.Handle(request);
  if (answer.status != 200)
    throw std::runtime_error("the sandbox answers " + std::to_string(answer.status) + ": " +
                             answer.body);
  return std::move(answer.body);
}

std::string AskSandbox() {
  sandbox::Options options;
  options.settings.require_org_header = false;
  sandbox::Api api(options);
  const sandbox::Credentials& credentials = api.oauth().credentials();
  const std::string grant =
      BodyOf(api, {.method = "POST",
                   .path = "/oauth/v2/token",
                   .query = {},
                   .headers = {{"content-type", "application/x-www-form-urlencoded"}},
                   .body = ToFormBody({{"grant_type", "refresh_token"},
                                       {"client_id", credentials.client_id},
                                       {"client_secret", credentials.client_secret},
                                       {"refresh_token", credentials.refresh_token}})});
  const std::string token = nlohmann::json::parse(grant).at("access_token");
  return BodyOf(api,
                {.method = "GET",
                 .path = "/api/v1/tickets/search",
                 .query = "limit=" + std::to_string(kTicketsPerPage) +
                          "&createdTimeRange=2000-01-01T00:00:00.000Z,2099-01-01T00:00:00.000Z",
                 .headers = {{"authorization", "Zoho-oauthtoken " + token}},
                 .body = {}});
}

}  // namespace

const std::string& TicketPage() {
  static const std::string page = AskSandbox();
  return page;
}

std::vector<int> AllColumns() {
  const resources::Resource& tickets = *resources::FindResource("tickets");
  std::vector<int> columns;
  for (size_t i = 0; i < tickets.columns.size(); ++i) {
    const resources::Column& column = tickets.columns[i];
    if ((column.routes & resources::kSearch) != 0 && !column.hidden)
      columns.push_back(static_cast<int>(i));
  }
  return columns;
}

std::vector<int> ThreeColumns() {
  const resources::Resource& tickets = *resources::FindResource("tickets");
  return {tickets.FindColumn("id"), tickets.FindColumn("subject"),
          tickets.FindColumn("createdTime")};
}

}  // namespace zoho_desk::bench
