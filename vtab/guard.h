#pragma once

// The border between C++ and SQLite: no exception may cross a C callback (a host may hang or
// terminate), and every Error becomes a result code plus a message. Only this file knows both
// worlds.

#include <exception>
#include <new>
#include <string>

#include "common/status.h"
#include "vtab/sqlite.h"

namespace zoho_desk::vtab {

// The SQLite result code for an error. SQLITE_AUTH for credentials and permission, SQLITE_INTERRUPT
// for a cancelled query, else SQLITE_ERROR.
int ResultCode(const Error& error);

// Puts a message where SQLite looks for it, freeing the one before. Every message to the user
// passes here, so here the last check is made: one line of UTF-8 without any known secret.
void SetMessage(char** slot, const std::string& message) noexcept;

// Runs `body`, which returns Status, inside a virtual-table callback whose message slot is `slot`.
template <typename Body>
int Guard(char** slot, Body&& body) noexcept {
  try {
    Status status = body();
    if (status.ok())
      return SQLITE_OK;
    SetMessage(slot, status.error().message);
    return ResultCode(status.error());
  } catch (const std::bad_alloc&) {
    return SQLITE_NOMEM;
  } catch (const std::exception& e) {
    SetMessage(slot, std::string("zoho_desk: internal error: ") + e.what());
    return SQLITE_ERROR;
  } catch (...) {
    SetMessage(slot, "zoho_desk: internal error");
    return SQLITE_ERROR;
  }
}

}  // namespace zoho_desk::vtab
