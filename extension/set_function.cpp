#include <memory>
#include <optional>
#include <string>

#include "extension/registrations.h"
#include "vtab/guard.h"
#include "vtab/value.h"

namespace zoho_desk::extension {
namespace {

using ConnectionPointer = std::shared_ptr<client::Connection>;

std::optional<std::string> TextOrNull(sqlite3_value* value) {
  if (sqlite3_value_type(value) == SQLITE_NULL)
    return std::nullopt;
  const unsigned char* const text = sqlite3_value_text(value);
  if (text == nullptr)
    return std::string();
  return std::string(reinterpret_cast<const char*>(text),
                     static_cast<size_t>(sqlite3_value_bytes(value)));
}

// zoho_desk_set(name, value).
void Set(sqlite3_context* context, int /*argc*/, sqlite3_value** argv) noexcept {
  char* message = nullptr;
  const int rc = vtab::Guard(&message, [&]() -> Status {
    client::Connection& connection = **static_cast<ConnectionPointer*>(sqlite3_user_data(context));
    ZD_ASSIGN_OR_RETURN(const auto value,
                        connection.Set(TextOrNull(argv[0]).value_or(""), TextOrNull(argv[1])));
    if (value)
      vtab::ReturnText(context, *value);
    return Ok();
  });
  if (rc != SQLITE_OK) {
    if (message != nullptr)
      sqlite3_result_error(context, message, -1);
    sqlite3_result_error_code(context, rc);
  }
  sqlite3_free(message);
}

}  // namespace

int RegisterSetFunction(sqlite3* db, const ConnectionPointer& connection) {
  // Never from the schema of a file. It is called deterministic, which it is not, because SQLite
  // guards CHECK constraints against such functions only.
  constexpr int kFlags = SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_DIRECTONLY;
  auto owned = std::make_unique<ConnectionPointer>(connection);
  // SQLite calls the destructor even if it fails.
  return sqlite3_create_function_v2(
      db, "zoho_desk_set", 2, kFlags, owned.release(), Set, nullptr, nullptr, [](void* pointer) {
        const std::unique_ptr<ConnectionPointer> owner(static_cast<ConnectionPointer*>(pointer));
      });
}

}  // namespace zoho_desk::extension
