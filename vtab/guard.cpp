// Result codes and messages for Guard (guard.h), and for the functions of extension/. Whatever goes
// wrong while a message is made, nothing is thrown: the result code has to do then.

#include "vtab/guard.h"

#include "common/safe_text.h"

namespace zoho_desk::vtab {
namespace {}  // namespace

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
  *slot = nullptr;
  try {
    *slot = sqlite3_mprintf("%s", OneLine(message, kLongestMessage).c_str());
  } catch (...) {  // no memory
  }
}

}  // namespace zoho_desk::vtab
