// /organizations: list, get-by-id. The portals the token may see. The one resource asked for
// without an orgId, since this is how a person finds out what to set it to; client/organizations
// reads the same rows to find the session's.

#include "resources/all.h"

namespace zoho_desk::resources {
namespace {

using enum ColumnType;

constexpr Column kColumns[] = {
    {.name = "id",
     .type = kId,
     .routes = kList | kGet,
     .doc = "Organization id, the key: the orgId setting.",
     .not_null = true},
    {"companyName", kText, kList | kGet, "Name of the company."},
    {"portalName", kText, kList | kGet, "Name of the portal."},
    {"portalURL", kText, kList | kGet, "Address of the portal's help center."},
    {"isDefault", kBoolean, kList | kGet, "1 for the portal Zoho Desk opens by default."},
    {"edition", kText, kList | kGet,
     "Zoho Desk edition of the portal, such as FREE, EXPRESS, PROFESSIONAL or ENTERPRISE."},
    {"isSandboxPortal", kBoolean, kList | kGet,
     "1 for a sandbox, a copy of a portal to try things in."},
    {"isAdminInOrg", kBoolean, kList | kGet, "1 if the token's user administers the portal."},
    {"isPayloadEncryptionEnabled", kBoolean, kList | kGet,
     "1 if the portal has payload encryption switched on."},
    {"alias", kText, kList | kGet, "Another name of the portal."},
    {"description", kText, kList | kGet, "What the company says about itself."},
    {"industry", kText, kList | kGet, "Line of business; older servers do not send it."},
    {"employeeCount", kInteger, kList | kGet, "Number of people in the company."},
    {"employeeCountRange", kText, kList | kGet,
     "The same as a range, in Zoho's words; older servers do not send it."},
    {"primaryContact", kText, kList | kGet, "Whom to turn to in the company."},
    {"phoneNumber", kText, kList | kGet, "Phone number."},
    {"mobile", kText, kList | kGet, "Mobile number."},
    {"fax", kText, kList | kGet, "Fax number."},
    {"website", kText, kList | kGet, "Web site as typed in; not always a URL."},
    {"street", kText, kList | kGet, "Street of the company's address."},
    {"city", kText, kList | kGet, "City of that address."},
    {"state", kText, kList | kGet, "State or province of that address."},
    {"zip", kText, kList | kGet, "Postal code of that address."},
    {"country", kText, kList | kGet, "Country of that address by name."},
    {"currencyCode", kText, kList | kGet, "Currency of the portal as an ISO 4217 code."},
    {"currencySymbol", kText, kList | kGet, "Sign of that currency."},
    {"currencyLocale", kText, kList | kGet,
     "Country whose way of writing amounts is used, as a code such as US."},
    {"logoURL", kText, kList | kGet, "Link to the logo."},
    {"faviconURL", kText, kList | kGet, "Link to the icon that browsers show."},

    // Get-by-id only.
    {.name = "customDomain",
     .type = kText,
     .routes = kGet,
     .doc = "The company's own domain for the help center; older servers do not know it.",
     .get_include = "includeCustomDomain=true"},
};

}  // namespace

constinit const Resource kOrganizations = {
    .name = "organizations",
    .doc = "One Zoho Desk portal that the token may see.",
    .topic = Topic::kSetup,
    .limits = "Works before an orgId is set.",
    .key = kIdKey,
    .needs_org = false,
    .list =
        {
            .path = "/api/v1/organizations",
            .paginated = false,
            .scopes = "Desk.basic.READ",
        },
    .get = {.path = "/api/v1/organizations/{id}", .scopes = "Desk.basic.READ"},
    .columns = kColumns,
};

}  // namespace zoho_desk::resources
