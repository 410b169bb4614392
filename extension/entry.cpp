// The entry point: what SQLite calls when the module is loaded, or a program that has it linked in.
// It only registers: it reads no setting, needs no login and sends nothing, so that loading cannot
// fail for want of them. zoho_desk_version() comes last and stands for all the rest: where it is
// missing, a load begins anew.

#define ZOHO_DESK_DEFINES_SQLITE_API
#include "vtab/sqlite.h"
SQLITE_EXTENSION_INIT1

#include <string>
#include <string_view>

#include "common/log.h"
#include "extension/progress.h"
#include "extension/registrations.h"
#include "extension/zoho_desk.h"
#include "http/curl_transport.h"
#include "resources/resource.h"
#include "vtab/guard.h"
#include "vtab/resource_module.h"
#ifdef ZOHO_DESK_PRIVATE_LIBRARIES
#include "client/simdjson_binding.h"
#include "http/curl_binding.h"
#endif

namespace zoho_desk::extension {
namespace {

// A LogSink, on any thread. SQLite hands the line to the host's SQLITE_CONFIG_LOG callback, which
// has to be thread-safe; without one it is dropped.
void LogToSqlite(std::string_view message) {
  sqlite3_log(SQLITE_WARNING, "zoho_desk: %.*s", static_cast<int>(message.size()), message.data());
}

// Another copy of the module may have been loaded, or linked in, on this connection. It compiles a
// call and does not run it; an authorizer that refuses calls is asked only about functions that
// exist.
bool IsRegistered(sqlite3* db) {
  constexpr unsigned int kDontLog = 0x10;  // SQLITE_PREPARE_DONT_LOG, from 3.48 on
  sqlite3_stmt* statement = nullptr;
  const int rc =
      sqlite3_prepare_v3(db, "SELECT zoho_desk_version()", -1, kDontLog, &statement, nullptr);
  sqlite3_finalize(statement);
  const bool is_registered =
      rc == SQLITE_OK || std::string_view(sqlite3_errmsg(db)).starts_with("not authorized to use");
  // Where sqlite3_auto_extension loads, an error left on the connection would fail sqlite3_open.
  sqlite3_prepare_v2(db, "", -1, &statement, nullptr);
  return is_registered;
}

Status Register(sqlite3* db) {
  if (sqlite3_libversion_number() < vtab::kOldestSqlite) {
    return Error{Code::kInternal, std::string("zoho_desk needs SQLite 3.31 or newer; this is ") +
                                      sqlite3_libversion() +
                                      ". Load it into a newer sqlite3 or host program"};
  }
  // Loading again would lose what zoho_desk_set has set, and fail half-way during a query.
  if (IsRegistered(db))
    return Ok();
#ifdef ZOHO_DESK_PRIVATE_LIBRARIES
  for (const Status* bound : {&http::BindCurl(), &client::BindSimdjson()}) {
    if (!bound->ok())
      return bound->error();
  }
#endif
  http::StartTransport();
  SetLogSink(LogToSqlite);
  const auto connection = std::make_shared<client::Connection>();
  const auto watch = std::make_shared<vtab::PlanWatch>();
  if (vtab::RegisterResources(db, resources::AllResources(), connection, watch,
                              &TerminalProgress()) != SQLITE_OK ||
      RegisterCatalogTables(db) != SQLITE_OK || RegisterRequestTables(db) != SQLITE_OK ||
      RegisterPlanTable(db, connection, watch) != SQLITE_OK ||
      RegisterSettingsTable(db, connection) != SQLITE_OK ||
      RegisterFunctions(db, connection) != SQLITE_OK)
    return Error{Code::kInternal, sqlite3_errmsg(db)};
  return Ok();
}

}  // namespace
}  // namespace zoho_desk::extension

extern "C" {

// SQLite's rules for an entry point: it finds the name (from the file's, letters only), calls with
// a table of its functions that must be stored before any of them is used, and takes a result code,
// with a message that sqlite3_free can free. We promise: no exception leaves, SQLITE_OK means that
// everything is registered, calling again for the same connection changes nothing, and calls for
// different connections may come at once. Never SQLITE_OK_LOAD_PERMANENTLY, which
// sqlite3_auto_extension takes for an error; the module is linked to stay mapped instead.
__attribute__((visibility("default"))) int sqlite3_zohodesk_init(
    sqlite3* db, char** message, [[maybe_unused]] const sqlite3_api_routines* api) {
#ifndef SQLITE_CORE
  // Every load would store the same again, beside threads that use it.
  if (sqlite3_api != api) {
    SQLITE_EXTENSION_INIT2(api);
  }
#endif
  char* unwanted = nullptr;  // a caller may pass no place for the message
  const int rc = zoho_desk::vtab::Guard(message != nullptr ? message : &unwanted,
                                        [db] { return zoho_desk::extension::Register(db); });
  sqlite3_free(unwanted);
  return rc;
}

#ifndef SQLITE_CORE
// The name that SQLite tries first: lets the module load under any file name. Left out of the
// static library, where two extensions would clash.
__attribute__((visibility("default"))) int sqlite3_extension_init(sqlite3* db, char** message,
                                                                  const sqlite3_api_routines* api) {
  return sqlite3_zohodesk_init(db, message, api);
}
#endif

}  // extern "C"
