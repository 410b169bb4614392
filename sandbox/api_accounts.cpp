// The accounts server, and the portals a token can see.

#include "sandbox/api.h"
#include "sandbox/json_writer.h"

namespace zoho_desk::sandbox {

HttpResponse Api::ServerInfo() const {
  HttpResponse answer;
  Writer w(answer.body);
  w.BeginObject();
  w.Key("result");
  w.String("success");
  w.Key("locations");
  w.BeginObject();
  w.Key("us");
  w.String(base_url_);
  w.EndObject();
  w.EndObject();
  return answer;
}

HttpResponse Api::Accounts(const HttpRequest& request, LogEntry& entry) {
  if (request.path == "/oauth/serverinfo" && request.method == "GET") {
    entry.route = "serverinfo";
    return ServerInfo();
  }
  if (request.path == "/oauth/v2/auth" && request.method == "GET") {
    entry.resource = "token";
    entry.route = "auth";
    return oauth_.Authorize(ParseQuery(request.query),
                            {.accounts_server = base_url_, .scopes = AllScopes()});
  }
  const bool token = request.path == "/oauth/v2/token";
  if (request.method != "POST" || (!token && request.path != "/oauth/v2/token/revoke"))
    return NotFoundPage();
  entry.resource = "token";
  entry.route = token ? "token" : "revoke";
  NameValues params = ParseQuery(request.query);
  const std::string* type = request.Header("content-type");
  if (type == nullptr || type->starts_with("application/x-www-form-urlencoded")) {
    NameValues form = ParseQuery(request.body);
    params.insert(params.end(), form.begin(), form.end());
  }
  const SettingsPtr settings = Current();
  if (!token)
    return oauth_.Revoke(params);
  return oauth_.Token(params, {.ttl_s = settings->token_ttl_s,
                               .throttle = settings->throttle_tokens,
                               .scopes = settings->scopes});
}

HttpResponse Api::Organizations(const NameValues& query, LogEntry& entry) const {
  if (!query.empty())
    return Unprocessable("Extra query parameter '" + query.front().first +
                         "' is present in the input.");
  HttpResponse answer;
  Writer w(answer.body);
  w.BeginObject();
  w.Key("data");
  w.BeginArray();
  for (const Organization& organization : organizations_) {
    w.BeginObject();
    w.Key("id");
    w.Int(static_cast<int64_t>(organization.id));  // the one id Zoho sends as a number
    w.Key("companyName");
    w.String(organization.company_name);
    w.Key("portalName");
    w.String(organization.portal_name);
    w.Key("portalURL");
    w.String("https://desk.sandbox.example/portal/" + organization.portal_name);
    w.Key("isDefault");
    w.Bool(organization.is_default);
    w.Key("edition");
    w.String(organization.edition);
    w.Key("isSandboxPortal");
    w.Bool(organization.is_sandbox);
    w.EndObject();
  }
  w.EndArray();
  w.EndObject();
  entry.rows = organizations_.size();
  return answer;
}

}  // namespace zoho_desk::sandbox
