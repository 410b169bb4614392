#pragma once

// What the random choices of model.h are made from. Field tables use salts of 100 and up, custom
// fields those from 60.

#include <cstdint>

namespace zoho_desk::sandbox {

enum Salt : uint32_t {
  kSaltRelation = 10,
  kSaltAgent,
  kSaltName,
  kSaltFamily,
  kSaltPhone,
  kSaltStatus,
  kSaltTime,
  kSaltFlag,
  kSaltTeam,
  kSaltProduct,
  kSaltMobile,
};

}  // namespace zoho_desk::sandbox
