// zoho_desk_settings: the settings as a query on this connection would use them, and who says so.
// Registered by the entry point. auth/sql_settings makes the rows, and no secret is in them.

#include "extension/registrations.h"
#include "vtab/row_table.h"

namespace zoho_desk::extension {
namespace {

using vtab::RowValue;

RowValue OrNull(const std::optional<std::string>& text) {
  return text ? RowValue{*text} : RowValue{};
}

// Called in xFilter, on the connection's thread. Reads the profile file; an error in it is the
// query's.
Result<vtab::Rows> MakeRows(const client::Connection& connection) {
  ZD_ASSIGN_OR_RETURN(const auto settings, connection.Settings());
  vtab::Rows rows;
  for (const auto& setting : settings) {
    rows.push_back({std::string(setting.name), OrNull(setting.value), std::string(setting.source),
                    OrNull(setting.default_value), std::string(setting.description)});
  }
  return rows;
}

// "default" is a SQL keyword: quote it.
constexpr vtab::RowTable kSettings = {
    .name = "zoho_desk_settings",
    .create_sql =
        "CREATE TABLE x(name TEXT NOT NULL, value TEXT, source TEXT NOT NULL, "
        "\"default\" TEXT, description TEXT NOT NULL)",
    .make_rows = nullptr,
};

}  // namespace

int RegisterSettingsTable(sqlite3* db, const std::shared_ptr<client::Connection>& connection) {
  return vtab::RegisterRowTable(db, kSettings, [connection] { return MakeRows(*connection); });
}

}  // namespace zoho_desk::extension
