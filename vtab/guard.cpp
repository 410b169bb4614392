#include "vtab/guard.h"

namespace zoho_desk::vtab {

int ResultCode(const Error& error) {
  switch (error.code) {
    case Code::kAuth:
      return SQLITE_AUTH;
    case Code::kCancelled:
      return SQLITE_INTERRUPT;
    default:
      return SQLITE_ERROR;
  }
}

void SetMessage(char** slot, const std::string& message) noexcept {
  sqlite3_free(*slot);
  *slot = sqlite3_mprintf("%s", message.c_str());
}

}  // namespace zoho_desk::vtab
