// Answers that are no pages: error bodies, organisations, counts, and those of the token endpoint.

#include "auth/token_answer.h"
#include "client/api_error.h"
#include "client/count_answer.h"
#include "client/organizations.h"
#include "client/record.h"
#include "common/safe_text.h"
#include "tests/fuzz/targets.h"

namespace zoho_desk::fuzz {
namespace {

constexpr const char* kSecret = "fuzz-s3cret";  // in some seeds, so that answers echo it

http::Response ResponseFrom(std::string_view input) {
  RememberSecret(kSecret);
  std::string_view first = Cut(input, '\n');
  http::Response response;
  response.status = Number(Cut(first, ' '), 500);
  if (const std::string_view retry_after = Cut(first, ' '); !retry_after.empty())
    response.headers.push_back({"Retry-After", std::string(retry_after)});
  response.content_type = std::string(first);
  response.body = std::string(input);
  return response;
}

void RequireNoSecret(const std::string& text) {
  Require(text.find(kSecret) == std::string::npos, "no secret is repeated: " + text);
}

}  // namespace

bool RunErrorBody(std::string_view input) {
  const http::Response response = ResponseFrom(input);
  const client::RequestContext context{.table = "zoho_desk_tickets",
                                       .path = "/api/v1/tickets",
                                       .scopes = "Desk.tickets.READ",
                                       .data_center = "eu",
                                       .api_base = "https://desk.zoho.eu",
                                       .org_id = "777"};
  const client::ErrorBody body = client::ParseErrorBody(response);
  const Error error = client::ErrorFromResponse(response, body, context);
  RequireMessage(error.message);
  RequireNoSecret(error.error_code);
  if (const auto type = client::CheckContentType(response, context); !type.ok())
    RequireMessage(type.error().message);
  return !body.code.empty();
}

bool RunCount(std::string_view input) {
  const auto count = client::CountIn(std::string(input));
  if (!count.ok()) {
    Require(count.error().code == Code::kBadResponse, "what is no count is a bad response");
    RequireMessage(count.error().message);
    return false;
  }
  Require(*count >= 0, "a count is not negative");
  return true;
}

bool RunOrganizations(std::string_view input) {
  const auto organizations = client::OrganizationsIn(std::string(input));
  if (!organizations.ok()) {
    Require(organizations.error().code == Code::kBadResponse, "no list is a bad response");
    RequireMessage(organizations.error().message);
    return false;
  }
  for (const client::Organization& organization : *organizations)
    Require(client::IsPossibleId(organization.id), "an id is a number");
  return true;
}

bool RunTokenAnswer(std::string_view input) {
  const http::Response response = ResponseFrom(input);
  auth::Config config;
  config.data_center = "eu";
  config.client_id = "1000.CLIENT";
  config.client_secret = kSecret;
  config.refresh_token = "fuzz-refresh-s3cret";
  config.accounts_base = "https://accounts.zoho.eu";
  const int64_t throttle_ms = auth::ThrottleMillis(response);
  Require(throttle_ms > 0 && throttle_ms <= 3'600'000, "a throttle ends");
  const auto grant = auth::JudgeTokenAnswer(response, config);
  if (!grant.ok()) {
    RequireMessage(grant.error().message);
    RequireNoSecret(grant.error().error_code);
    return false;
  }
  Require(auth::IsWellFormedToken(grant->access_token), "a token fits into a header");
  Require(grant->lifetime_s > 0 && grant->lifetime_s <= 86'400, "a token lives for a while");
  return true;
}

}  // namespace zoho_desk::fuzz
