// What SQL can call: zoho_desk_version, _debug, _count, _set and _last_error. All are registered as
// deterministic, which some are not, because SQLite guards CHECK constraints against such functions
// only; one that has effects asks vtab/caller.h whether SQLite calls it to plan.

#include <simdjson.h>

#include <memory>
#include <optional>
#include <string>

#include "client/connection.h"
#include "client/count.h"
#include "common/table_name.h"
#include "extension/registrations.h"
#include "http/versions.h"
#include "resources/resource.h"
#include "vtab/caller.h"
#include "vtab/guard.h"
#include "vtab/statement_use.h"
#include "vtab/value.h"

namespace zoho_desk::extension {
namespace {

// The functions below are xFunc callbacks. SQLite's rules: the context and the arguments are its
// own and good for the call only, a call that sets no result has returned NULL, and C knows no
// exceptions. Our promise: each is noexcept, keeps no pointer, and runs on the connection's thread.
// SQLITE_DETERMINISTIC allows it to call once where the arguments are constant: a count in a WHERE
// clause is asked for once.

// zoho_desk_version(). The text is static: SQLite need not copy it, and no memory can be missing.
void Version(sqlite3_context* context, int /*argc*/, sqlite3_value** /*argv*/) noexcept {
  sqlite3_result_text(context, ZOHO_DESK_VERSION, -1, nullptr);
}

// zoho_desk_debug(): one line per component, what a bug report needs. Without memory SQLITE_NOMEM.
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

using ConnectionPointer = std::shared_ptr<client::Connection>;

client::Connection& ConnectionOf(sqlite3_context* context) {
  return **static_cast<ConnectionPointer*>(sqlite3_user_data(context));
}

// Runs the body of a function that has effects, which returns Status, unless SQLite only plans:
// then the result is NULL. An error is SQL's, with message and code (the message first: setting it
// sets the code to SQLITE_ERROR), and kept for zoho_desk_last_error().
template <typename Body>
void Run(sqlite3_context* context, const char* name, Body&& body) noexcept {
  if (vtab::IsPlanning(context))
    return;
  char* message = nullptr;
  const int rc = vtab::Guard(&message, [&]() -> Status {
    Status status = body();
    if (!status.ok())
      ConnectionOf(context).NoteError(name, status.error());
    return status;
  });
  if (rc != SQLITE_OK) {
    if (message != nullptr)
      sqlite3_result_error(context, message, -1);
    sqlite3_result_error_code(context, rc);
  }
  sqlite3_free(message);
}

constexpr const char* kCount = "zoho_desk_count";

Result<int64_t> CountOf(sqlite3* db, client::Connection& connection, std::string_view table,
                        std::string_view filter) {
  const resources::Resource* resource = resources::FindResource(WithoutTablePrefix(table));
  if (resource == nullptr) {
    return Error{Code::kInvalidArgument, "zoho_desk_count: there is no table '" +
                                             std::string(table) +
                                             "'; SELECT name FROM zoho_desk_tables lists them"};
  }
  ZD_ASSIGN_OR_RETURN(const auto use, vtab::StatementUse::Begin(db, connection, kCount));
  ZD_ASSIGN_OR_RETURN(const auto session, connection.SessionFor(std::nullopt));
  use->SetTimeout(session->config().statement_timeout_ms);
  auto count = client::CountRecords(*session, *resource, filter, use->budget(),
                                    [&use] { return use->MustEnd(); });
  use->LetGo();
  if (!count.ok())
    return use->Explained(std::move(count).error(), kCount);
  return count;
}

// zoho_desk_count(table [, filter]): the number that Zoho tells, or an error; within 100 ms of an
// interrupt, as in xFilter.
void Count(sqlite3_context* context, int argc, sqlite3_value** argv) noexcept {
  Run(context, kCount, [&]() -> Status {
    ZD_ASSIGN_OR_RETURN(const int64_t count,
                        CountOf(sqlite3_context_db_handle(context), ConnectionOf(context),
                                vtab::TextOf(argv[0]).value_or(""),
                                argc > 1 ? vtab::TextOf(argv[1]).value_or("") : ""));
    sqlite3_result_int64(context, count);
    return Ok();
  });
}

// zoho_desk_set(name, value): the value in use afterwards; NULL if there is none. Only for a
// statement that the program itself runs: a database file's schema must not change settings.
void Set(sqlite3_context* context, int /*argc*/, sqlite3_value** argv) noexcept {
  constexpr const char* kName = "zoho_desk_set";
  Run(context, kName, [&]() -> Status {
    ZD_RETURN_IF_ERROR(vtab::FindCaller(sqlite3_context_db_handle(context), kName));
    ZD_ASSIGN_OR_RETURN(
        const auto value,
        ConnectionOf(context).Set(vtab::TextOf(argv[0]).value_or(""), vtab::TextOf(argv[1])));
    if (value)
      vtab::ReturnText(context, *value);
    return Ok();
  });
}

// zoho_desk_last_error(): the JSON of client/connection.h, or NULL. Does not wait and has no
// effect, so it may be called anywhere.
void LastError(sqlite3_context* context, int /*argc*/, sqlite3_value** /*argv*/) noexcept {
  if (const auto& error = ConnectionOf(context).last_error())
    vtab::ReturnText(context, *error);
}

// What sqlite3_create_function_v2 is told about each.
struct Function {
  const char* name;
  int arguments;
  void (*call)(sqlite3_context*, int, sqlite3_value**);
};

// The last is what a second load looks for (entry.cpp).
constexpr Function kFunctions[] = {
    {kCount, 1, Count},
    {kCount, 2, Count},
    {"zoho_desk_set", 2, Set},
    {"zoho_desk_last_error", 0, LastError},
    {"zoho_desk_debug", 0, Debug},
    {"zoho_desk_version", 0, Version},
};

}  // namespace

int RegisterFunctions(sqlite3* db, const std::shared_ptr<client::Connection>& connection) {
  // Like the tables, not for the schema of a database file.
  constexpr int kFlags = SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_DIRECTONLY;
  for (const Function& function : kFunctions) {
    auto owned = std::make_unique<ConnectionPointer>(connection);
    // SQLite calls the destructor when the function goes, be it that registering it fails: a share
    // of the connection's state lives as long as anything of the connection can be called.
    const int rc = sqlite3_create_function_v2(
        db, function.name, function.arguments, kFlags, owned.release(), function.call, nullptr,
        nullptr, [](void* pointer) {
          const std::unique_ptr<ConnectionPointer> owner(static_cast<ConnectionPointer*>(pointer));
        });
    if (rc != SQLITE_OK)
      return rc;
  }
  return SQLITE_OK;
}

}  // namespace zoho_desk::extension
