#include <simdjson.h>

#include <memory>
#include <optional>
#include <string>

#include "client/connection.h"
#include "client/count.h"
#include "extension/registrations.h"
#include "http/versions.h"
#include "resources/resource.h"
#include "vtab/guard.h"
#include "vtab/interrupt.h"
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

// zoho_desk_count(table [, filter]).
Result<int64_t> CountOf(sqlite3* db, const client::Connection& connection, std::string_view table,
                        std::string_view filter) {
  constexpr std::string_view kPrefix = "zoho_desk_";
  const std::string_view name =
      sqlite3_strnicmp(std::string(table).c_str(), kPrefix.data(), kPrefix.size()) == 0
          ? table.substr(kPrefix.size())
          : table;
  const resources::Resource* resource = resources::FindResource(name);
  if (resource == nullptr) {
    return Error{Code::kInvalidArgument, "zoho_desk_count: there is no table '" +
                                             std::string(table) +
                                             "'; SELECT name FROM zoho_desk_tables lists them"};
  }
  ZD_ASSIGN_OR_RETURN(const auto session, connection.SessionFor(std::nullopt));
  vtab::InterruptProbe probe(db);
  client::RequestBudget budget;
  return client::CountRecords(*session, *resource, filter, budget,
                              [&probe] { return probe.IsInterrupted(); });
}

std::string_view TextOf(sqlite3_value* value) {
  const unsigned char* text = sqlite3_value_text(value);
  return text == nullptr ? std::string_view()
                         : std::string_view(reinterpret_cast<const char*>(text),
                                            static_cast<size_t>(sqlite3_value_bytes(value)));
}

void Count(sqlite3_context* context, int argc, sqlite3_value** argv) noexcept {
  char* message = nullptr;
  int64_t count = 0;
  const int rc = vtab::Guard(&message, [&]() -> Status {
    const auto& connection =
        *static_cast<std::shared_ptr<client::Connection>*>(sqlite3_user_data(context));
    ZD_ASSIGN_OR_RETURN(count,
                        CountOf(sqlite3_context_db_handle(context), *connection, TextOf(argv[0]),
                                argc > 1 ? TextOf(argv[1]) : std::string_view()));
    return Ok();
  });
  if (rc == SQLITE_OK) {
    sqlite3_result_int64(context, count);
  } else {
    if (message != nullptr)
      sqlite3_result_error(context, message, -1);
    sqlite3_result_error_code(context, rc);
  }
  sqlite3_free(message);
}

}  // namespace

int RegisterFunctions(sqlite3* db, const std::shared_ptr<client::Connection>& connection) {
  // Like the tables, not for the schema of a database file.
  constexpr int kFlags = SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_DIRECTONLY;
  const int rc = sqlite3_create_function_v2(db, "zoho_desk_version", 0, kFlags, nullptr, Version,
                                            nullptr, nullptr, nullptr);
  if (rc != SQLITE_OK)
    return rc;
  for (const int arguments : {1, 2}) {
    // It asks the network with the user's credentials: never from the schema of a file. Called
    // deterministic so that SQLite guards CHECK constraints too, which it does for such functions
    // only, and asks once where a statement repeats the call.
    auto owned = std::make_unique<std::shared_ptr<client::Connection>>(connection);
    // SQLite calls the destructor even if it fails.
    const int registered = sqlite3_create_function_v2(
        db, "zoho_desk_count", arguments, kFlags, owned.release(), Count, nullptr, nullptr,
        [](void* pointer) {
          const std::unique_ptr<std::shared_ptr<client::Connection>> owner(
              static_cast<std::shared_ptr<client::Connection>*>(pointer));
        });
    if (registered != SQLITE_OK)
      return registered;
  }
  return sqlite3_create_function_v2(db, "zoho_desk_debug", 0, kFlags, nullptr, Debug, nullptr,
                                    nullptr, nullptr);
}

}  // namespace zoho_desk::extension
