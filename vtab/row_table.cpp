// SQLite's callbacks for the tables whose rows are made at once, registered by extension/:
// catalogue, log, settings and plans. xFilter makes all rows, so they stay as they are until the
// next xFilter, and nothing after it can fail for another reason than memory.

#include "vtab/row_table.h"

#include <memory>
#include <utility>

#include "vtab/caller.h"
#include "vtab/guard.h"
#include "vtab/value.h"

namespace zoho_desk::vtab {
namespace {

struct Table : sqlite3_vtab {
  Table(sqlite3* connection, const RowFunction& definition)
      : sqlite3_vtab{}, db(connection), spec(&definition) {}
  sqlite3* db;
  const RowFunction* spec;
};

struct Cursor : sqlite3_vtab_cursor {
  explicit Cursor(const Table& owner) : sqlite3_vtab_cursor{}, table(&owner) {}
  const Table* table;
  Rows rows;
  std::vector<std::optional<std::string>> arguments;
  size_t row = 0;
};

Table* AsTable(sqlite3_vtab* vtab) {
  return static_cast<Table*>(vtab);
}
Cursor* AsCursor(sqlite3_vtab_cursor* cursor) {
  return static_cast<Cursor*>(cursor);
}

// xConnect: at the first mention on a connection. It declares the table and makes no rows;
// DIRECTONLY keeps out views and triggers that a database file brings.
int Connect(sqlite3* db, void* aux, int argc, const char* const* argv, sqlite3_vtab** out,
            char** message) noexcept {
  return Guard(message, [&]() -> Status {
    ZD_RETURN_IF_ERROR(CheckEponymous(argc, argv));
    const auto& spec = *static_cast<const RowFunction*>(aux);
    if (sqlite3_declare_vtab(db, spec.create_sql.c_str()) != SQLITE_OK)
      return Error{Code::kInternal, sqlite3_errmsg(db)};
    sqlite3_vtab_config(db, SQLITE_VTAB_DIRECTONLY);
    *out = std::make_unique<Table>(db, spec).release();
    return Ok();
  });
}

// xDisconnect and xDestroy: once, when no cursor is open any more.
int Disconnect(sqlite3_vtab* vtab) noexcept {
  const std::unique_ptr<Table> owner(AsTable(vtab));
  return SQLITE_OK;
}

// xBestIndex: takes every argument that has a value, with argvIndex in the order of the arguments;
// bit i of idxNum, which SQLite passes to xFilter unseen, says that argument i is among them. They
// are omitted from SQLite's re-check, and xColumn shows them again. One whose value comes from a
// table read later is SQLITE_CONSTRAINT, and SQLite tries another order.
int BestIndex(sqlite3_vtab* vtab, sqlite3_index_info* info) noexcept {
  info->estimatedCost = 1000;
  info->estimatedRows = 1000;
  const RowFunction& spec = *AsTable(vtab)->spec;
  bool waits = false;
  const int rc = Guard(&vtab->zErrMsg, [&]() -> Status {
    std::vector<int> terms(static_cast<size_t>(spec.arguments), -1);
    for (int i = 0; i < info->nConstraint; ++i) {
      const auto& constraint = info->aConstraint[i];
      const int argument = constraint.iColumn - spec.first_argument;
      if (argument < 0 || argument >= spec.arguments || constraint.op != SQLITE_INDEX_CONSTRAINT_EQ)
        continue;
      waits = waits || constraint.usable == 0;
      terms[static_cast<size_t>(argument)] = i;
    }
    if (waits)
      return Ok();
    int given = 0;
    for (int argument = 0; argument < spec.arguments; ++argument) {
      const int term = terms[static_cast<size_t>(argument)];
      if (term >= 0) {
        info->aConstraintUsage[term].argvIndex = ++given;
        info->aConstraintUsage[term].omit = 1;
        info->idxNum |= 1 << argument;
      } else if (argument < spec.needed) {
        return Error{Code::kInvalidArgument,
                     spec.name + " takes an argument: SELECT * FROM " + spec.usage};
      }
    }
    return Ok();
  });
  return rc == SQLITE_OK && waits ? SQLITE_CONSTRAINT : rc;
}

// xOpen: a cursor without rows, unless the statement runs inside another (caller.h).
int Open(sqlite3_vtab* vtab, sqlite3_vtab_cursor** out) noexcept {
  return Guard(&vtab->zErrMsg, [&]() -> Status {
    const Table& table = *AsTable(vtab);
    ZD_RETURN_IF_ERROR(FindCaller(table.db, table.spec->name));
    *out = std::make_unique<Cursor>(table).release();
    return Ok();
  });
}

// xClose: once for each xOpen, whether or not xFilter came.
int Close(sqlite3_vtab_cursor* cursor) noexcept {
  const std::unique_ptr<Cursor> owner(AsCursor(cursor));
  return SQLITE_OK;
}

// xFilter makes the rows, and makes them anew when SQLite begins again with other arguments.
int Filter(sqlite3_vtab_cursor* base, int given, const char* /*idx_str*/, int argc,
           sqlite3_value** argv) noexcept {
  return Guard(&base->pVtab->zErrMsg, [&]() -> Status {
    Cursor& cursor = *AsCursor(base);
    const RowFunction& spec = *cursor.table->spec;
    cursor.rows.clear();
    cursor.row = 0;
    cursor.arguments.assign(static_cast<size_t>(spec.arguments), std::nullopt);
    int next = 0;
    for (int argument = 0; argument < spec.arguments && next < argc; ++argument) {
      if ((given >> argument & 1) != 0)
        cursor.arguments[static_cast<size_t>(argument)] = TextOf(argv[next++]);
    }
    ZD_ASSIGN_OR_RETURN(cursor.rows, spec.make_rows(cursor.table->db, cursor.arguments));
    return Ok();
  });
}

// xNext is called only where xEof said that there is a row.
int Next(sqlite3_vtab_cursor* base) noexcept {
  ++AsCursor(base)->row;
  return SQLITE_OK;
}

// xEof has no way to fail: the rows are there.
int Eof(sqlite3_vtab_cursor* base) noexcept {
  return AsCursor(base)->row >= AsCursor(base)->rows.size() ? 1 : 0;
}

// xColumn: a result that is not set is NULL; text is copied.
int Column(sqlite3_vtab_cursor* base, sqlite3_context* context, int index) noexcept {
  const Cursor& cursor = *AsCursor(base);
  if (const int argument = index - cursor.table->spec->first_argument;
      argument >= 0 && argument < cursor.table->spec->arguments) {
    if (const auto& text = cursor.arguments[static_cast<size_t>(argument)])
      ReturnText(context, *text);
    return SQLITE_OK;
  }
  const RowValue& value = cursor.rows[cursor.row][static_cast<size_t>(index)];
  if (const auto* integer = std::get_if<int64_t>(&value))
    sqlite3_result_int64(context, *integer);
  else if (const auto* real = std::get_if<double>(&value))
    sqlite3_result_double(context, *real);
  else if (const auto* text = std::get_if<std::string>(&value))
    ReturnText(context, *text);
  return SQLITE_OK;
}

// xRowid: unique and the same as long as SQLite may ask, since rows change only with xFilter.
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

int RegisterRowFunction(sqlite3* db, RowFunction function) {
  static const sqlite3_module module = MakeModule();
  auto owned = std::make_unique<RowFunction>(std::move(function));
  const std::string name = owned->name;
  // SQLite calls the destructor even if it fails.
  return sqlite3_create_module_v2(db, name.c_str(), &module, owned.release(), [](void* spec) {
    const std::unique_ptr<RowFunction> owner(static_cast<RowFunction*>(spec));
  });
}

int RegisterRowTable(sqlite3* db, const RowTable& table) {
  return RegisterRowTable(db, table, [&table]() -> Result<Rows> { return table.make_rows(); });
}

int RegisterRowTable(sqlite3* db, const RowTable& table, std::function<Result<Rows>()> make_rows) {
  return RegisterRowFunction(
      db, {.name = table.name,
           .create_sql = table.create_sql,
           .make_rows = [make = std::move(make_rows)](sqlite3*, RowArguments) { return make(); }});
}

}  // namespace zoho_desk::vtab
