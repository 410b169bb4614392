#pragma once

// The largest page that a refusal names.

#include "common/status.h"

namespace zoho_desk::client {

// 0 if the refusal is not about a page of `asked` rows being too large.
inline int LimitTold(const Error& error, int asked) {
  const Refusal& refusal = error.refusal;
  const bool is_told = refusal.kind == Refusal::Kind::kRange && refusal.field == "limit" &&
                       refusal.most >= 1 && refusal.most < asked;
  return is_told ? refusal.most : 0;
}

}  // namespace zoho_desk::client
