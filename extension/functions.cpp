#include <simdjson.h>

#include <string>

#include "extension/registrations.h"
#include "http/versions.h"
#include "vtab/value.h"

namespace zoho_desk::extension {
namespace {

void Version(sqlite3_context* context, int /*argc*/, sqlite3_value** /*argv*/) noexcept {
  sqlite3_result_text(context, ZOHO_DESK_VERSION, -1, nullptr);
}

// One line per component: what a bug report needs.
void Debug(sqlite3_context* context, int /*argc*/, sqlite3_value** /*argv*/) noexcept {
  try {
    std::string text = "zoho_desk " ZOHO_DESK_VERSION "\n";
    text += "SQLite " + std::string(sqlite3_libversion()) + " (built against " SQLITE_VERSION ")\n";
    text += http::TransportVersions() + "\n";
    text += "simdjson " + std::to_string(simdjson::SIMDJSON_VERSION_MAJOR) + "." +
            std::to_string(simdjson::SIMDJSON_VERSION_MINOR) + "." +
            std::to_string(simdjson::SIMDJSON_VERSION_REVISION) + " (" +
            simdjson::get_active_implementation()->name() + ")\n";
    text += "compiler " __VERSION__;
    vtab::ReturnText(context, text);
  } catch (...) {
    sqlite3_result_error_nomem(context);
  }
}

}  // namespace

int RegisterFunctions(sqlite3* db) {
  // Like the tables, not for the schema of a database file.
  constexpr int kFlags = SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_DIRECTONLY;
  const int rc = sqlite3_create_function_v2(db, "zoho_desk_version", 0, kFlags, nullptr, Version,
                                            nullptr, nullptr, nullptr);
  if (rc != SQLITE_OK)
    return rc;
  return sqlite3_create_function_v2(db, "zoho_desk_debug", 0, kFlags, nullptr, Debug, nullptr,
                                    nullptr, nullptr);
}

}  // namespace zoho_desk::extension
