#include "vtab/row_table.h"

#include <memory>
#include <utility>

#include "vtab/guard.h"
#include "vtab/value.h"

namespace zoho_desk::vtab {
namespace {

// What a registered module carries.
struct Module {
  const RowTable* spec;
  std::function<Result<Rows>()> make_rows;
};

struct Table : sqlite3_vtab {
  explicit Table(const Module& owner) : sqlite3_vtab{}, make_rows(owner.make_rows) {}
  std::function<Result<Rows>()> make_rows;
};

struct Cursor : sqlite3_vtab_cursor {
  Cursor() : sqlite3_vtab_cursor{} {}
  Rows rows;
  size_t row = 0;
};

Cursor* AsCursor(sqlite3_vtab_cursor* cursor) {
  return static_cast<Cursor*>(cursor);
}

int Connect(sqlite3* db, void* aux, int /*argc*/, const char* const* /*argv*/, sqlite3_vtab** out,
            char** message) noexcept {
  return Guard(message, [&]() -> Status {
    const auto& module = *static_cast<const Module*>(aux);
    if (sqlite3_declare_vtab(db, module.spec->create_sql) != SQLITE_OK)
      return Error{Code::kInternal, sqlite3_errmsg(db)};
    sqlite3_vtab_config(db, SQLITE_VTAB_DIRECTONLY);
    *out = std::make_unique<Table>(module).release();
    return Ok();
  });
}

int Disconnect(sqlite3_vtab* vtab) noexcept {
  const std::unique_ptr<Table> owner(static_cast<Table*>(vtab));
  return SQLITE_OK;
}

int BestIndex(sqlite3_vtab* /*vtab*/, sqlite3_index_info* info) noexcept {
  info->estimatedCost = 1000;
  info->estimatedRows = 1000;
  return SQLITE_OK;
}

int Open(sqlite3_vtab* vtab, sqlite3_vtab_cursor** out) noexcept {
  return Guard(&vtab->zErrMsg, [&]() -> Status {
    *out = std::make_unique<Cursor>().release();
    return Ok();
  });
}

int Close(sqlite3_vtab_cursor* cursor) noexcept {
  const std::unique_ptr<Cursor> owner(AsCursor(cursor));
  return SQLITE_OK;
}

int Filter(sqlite3_vtab_cursor* base, int /*idx_num*/, const char* /*idx_str*/, int /*argc*/,
           sqlite3_value** /*argv*/) noexcept {
  return Guard(&base->pVtab->zErrMsg, [&]() -> Status {
    Cursor& cursor = *AsCursor(base);
    ZD_ASSIGN_OR_RETURN(cursor.rows, static_cast<Table*>(base->pVtab)->make_rows());
    cursor.row = 0;
    return Ok();
  });
}

int Next(sqlite3_vtab_cursor* base) noexcept {
  ++AsCursor(base)->row;
  return SQLITE_OK;
}

int Eof(sqlite3_vtab_cursor* base) noexcept {
  return AsCursor(base)->row >= AsCursor(base)->rows.size() ? 1 : 0;
}

int Column(sqlite3_vtab_cursor* base, sqlite3_context* context, int index) noexcept {
  const Cursor& cursor = *AsCursor(base);
  const RowValue& value = cursor.rows[cursor.row][static_cast<size_t>(index)];
  if (const auto* integer = std::get_if<int64_t>(&value))
    sqlite3_result_int64(context, *integer);
  else if (const auto* real = std::get_if<double>(&value))
    sqlite3_result_double(context, *real);
  else if (const auto* text = std::get_if<std::string>(&value))
    ReturnText(context, *text);
  return SQLITE_OK;
}

// Rows never change while a cursor is open, so their position identifies them.
int Rowid(sqlite3_vtab_cursor* base, sqlite3_int64* rowid) noexcept {
  *rowid = static_cast<sqlite3_int64>(AsCursor(base)->row);
  return SQLITE_OK;
}

sqlite3_module MakeModule() {
  sqlite3_module module{};
  module.iVersion = 2;
  module.xConnect = Connect;
  module.xBestIndex = BestIndex;
  module.xDisconnect = Disconnect;
  module.xDestroy = Disconnect;
  module.xOpen = Open;
  module.xClose = Close;
  module.xFilter = Filter;
  module.xNext = Next;
  module.xEof = Eof;
  module.xColumn = Column;
  module.xRowid = Rowid;
  return module;
}

}  // namespace

int RegisterRowTable(sqlite3* db, const RowTable& table) {
  return RegisterRowTable(db, table, [&table]() -> Result<Rows> { return table.make_rows(); });
}

int RegisterRowTable(sqlite3* db, const RowTable& table, std::function<Result<Rows>()> make_rows) {
  static const sqlite3_module module = MakeModule();
  auto aux = std::make_unique<Module>(Module{&table, std::move(make_rows)});
  // SQLite calls the destructor even if it fails.
  return sqlite3_create_module_v2(db, table.name, &module, aux.release(), [](void* owned) {
    const std::unique_ptr<Module> owner(static_cast<Module*>(owned));
  });
}

}  // namespace zoho_desk::vtab
