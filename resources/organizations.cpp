#include "resources/all.h"

// The portals the token may see. The one resource asked for without an orgId, since this is how a
// person finds out what to set it to.

namespace zoho_desk::resources {
namespace {

using enum ColumnType;

constexpr Column kColumns[] = {
    {.name = "id",
     .type = kId,
     .routes = kList,
     .doc = "Organization id, the key: the orgId setting.",
     .not_null = true},
    {"companyName", kText, kList, "Name of the company."},
    {"portalName", kText, kList, "Name of the portal."},
    {"portalURL", kText, kList, "Address of the portal."},
    {"isDefault", kBoolean, kList, "1 for the portal Zoho Desk opens by default."},
    {"edition", kText, kList, "Zoho Desk edition of the portal."},
    {"isSandboxPortal", kBoolean, kList, "1 for a sandbox, a copy of a portal to try things in."},
};

}  // namespace

constinit const Resource kOrganizations = {
    .name = "organizations",
    .doc = "One Zoho Desk portal that the token may see.",
    .limits = "Works before an orgId is set. Zoho sends more keys than these.",
    .key = kIdKey,
    .needs_org = false,
    .list =
        {
            .path = "/api/v1/organizations",
            .paginated = false,
            .scopes = "Desk.basic.READ",
        },
    .columns = kColumns,
};

}  // namespace zoho_desk::resources
