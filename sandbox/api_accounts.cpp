// Api: the answers of the accounts server, and of /organizations, which list the portals a token
// can see. Neither touches the data set.

#include <algorithm>

#include "sandbox/api.h"
#include "sandbox/json_writer.h"
#include "sandbox/model.h"
#include "sandbox/vocabulary.h"

namespace zoho_desk::sandbox {
namespace {

struct OrganizationShape {
  bool is_record = false;  // the answer to a get, not a row of the list
  bool with_domain = false;
};

void WriteUrl(const Organization& organization, std::string_view kind, Writer& w) {
  w.BeginString();
  w.Text("https://desk.sandbox.example/api/v1/organizations/");
  w.TextNumber(organization.id);
  w.Text("/");
  w.Text(kind);
  w.Text("?no-cache=d1b2");
  w.EndString();
}

// What people enter about their company. In other portals than the default one nobody has.
void WriteProfile(const Organization& organization, Writer& w) {
  const uint64_t id = organization.id;
  const auto text = [&](std::string_view name, std::string_view value) {
    w.Key(name);
    WriteOrNull(w, organization.is_default ? value : std::string_view());
  };
  text("alias", "Leuchtturm \"Nord\"");
  text("description", "Lights & lamps\nsince 1898 – <b>by the sea</b>");
  text("industry", Industry(id));
  w.Key("employeeCount");
  if (organization.is_default)
    w.Digits(10 + id % 90);
  else
    w.Null();
  text("employeeCountRange", "10-99");
  text("primaryContact", GivenName(id));
  text("phoneNumber", "+44 555 0100");
  text("mobile", "555-0101");
  text("fax", "555-0102");
  text("website", "lanternworks.example");
  text("street", StreetName(id));
  text("city", City(id));
  text("state", "NC");
  text("zip", "06883");
  text("country", Country(id));
  text("currencyCode", "EUR");
  text("currencySymbol", "€");
  text("currencyLocale", "DE");
}

// As facts/organizations.json has it. Its sources differ on two fields, so a record spells
// both as text: the id, which lists send as a number, and isDefault.
void WriteOrganization(const Organization& organization, const OrganizationShape& shape,
                       Writer& w) {
  w.BeginObject();
  w.Key("id");
  if (shape.is_record)
    w.Digits(organization.id);
  else
    w.Int(static_cast<int64_t>(organization.id));
  w.Key("companyName");
  w.String(organization.company_name);
  w.Key("portalName");
  w.String(organization.portal_name);
  w.Key("portalURL");
  w.String("https://desk.sandbox.example/portal/" + organization.portal_name);
  w.Key("isDefault");
  if (shape.is_record)
    w.String(organization.is_default ? "true" : "false");
  else
    w.Bool(organization.is_default);
  w.Key("edition");
  w.String(organization.edition);
  w.Key("isSandboxPortal");
  w.Bool(organization.is_sandbox);
  w.Key("isAdminInOrg");
  w.Bool(organization.is_default);
  w.Key("isPayloadEncryptionEnabled");
  w.Bool(organization.id % 2 == 0);
  w.Key("logoURL");
  WriteUrl(organization, "logo", w);
  w.Key("faviconURL");
  WriteUrl(organization, "favicon", w);
  WriteProfile(organization, w);
  if (shape.with_domain) {
    w.Key("customDomain");
    WriteOrNull(w, organization.is_default ? "help.lanternworks.example" : "");
  }
  w.EndObject();
}

}  // namespace

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

HttpResponse Api::Organizations(const HttpRequest& request, const NameValues& query,
                                LogEntry& entry) const {
  const bool one = request.path != kOrganizationsPath;
  bool with_domain = false;
  for (const auto& [name, value] : query) {
    if (!one || name != "includeCustomDomain")
      return Unprocessable("Extra query parameter '" + name + "' is present in the input.");
    if (value != "true" && value != "false")
      return Unprocessable("The value of 'includeCustomDomain' is no boolean.");
    with_domain = value == "true";
  }
  HttpResponse answer;
  Writer w(answer.body);
  if (one) {
    const auto found =
        std::find_if(organizations_.begin(), organizations_.end(), [&](const Organization& portal) {
          return request.path.substr(kOrganizationsPath.size() + 1) == std::to_string(portal.id);
        });
    if (found == organizations_.end())
      return NotFound();
    WriteOrganization(*found, {.is_record = true, .with_domain = with_domain}, w);
    entry.rows = 1;
    return answer;
  }
  w.BeginObject();
  w.Key("data");
  w.BeginArray();
  for (const Organization& organization : organizations_)
    WriteOrganization(organization, {}, w);
  w.EndArray();
  w.EndObject();
  entry.rows = organizations_.size();
  return answer;
}

std::string OrganizationRecord(const Organization& organization) {
  std::string text;
  Writer w(text);
  WriteOrganization(organization, {.is_record = true, .with_domain = true}, w);
  return text;
}

}  // namespace zoho_desk::sandbox
