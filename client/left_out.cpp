// LeftOut: filled by PendingCall, part of the statement's RequestBudget. Nothing is left out
// without a mark in the request log and a share in the warning.

#include "client/left_out.h"

#include <exception>

#include "client/request_log.h"
#include "common/log.h"

namespace zoho_desk::client {

bool MayConcernAPartOnly(const Refusal& refusal) {
  switch (refusal.kind) {
    case Refusal::Kind::kPermission:
    case Refusal::Kind::kLicense:
    case Refusal::Kind::kUnclear:
      return true;
    default:
      return false;
  }
}

std::string WayRound(const Part& part) {
  return "; only " + part.column + " = '" + part.value +
         "' was asked for here: name others with WHERE " + part.column +
         " IN (...), or set ZOHO_DESK_SKIP_REFUSED=1 to have all left out that is refused";
}

LeftOut::Total::~Total() {
  try {
    LogWarning("zoho_desk: " + std::to_string(count) +
               " refused records or parts of tables are left out of the result "
               "(ZOHO_DESK_SKIP_REFUSED); SELECT path, error FROM zoho_desk_requests WHERE error "
               "LIKE 'left out%' shows them. The first: " +
               first);
  } catch (const std::exception&) {
    // No memory for the warning.
  }
}

void LeftOut::Add(const Error& refusal, int64_t request) {
  if (!total_)
    total_ = std::make_unique<Total>(refusal.message);
  ++total_->count;
  SetRequestError(request, "left out: " + refusal.message);
}

}  // namespace zoho_desk::client
