// Called by the target sql_arguments. A table of nothing but hidden columns, one for each argument:
// its xFilter is given what the tables of the extension are given. SQLite hands over lists to
// nothing else.

#include "tests/fuzz/sql_call.h"

#include <algorithm>
#include <memory>
#include <new>

#include "tests/fuzz/targets.h"
#include "vtab/arguments.h"

namespace zoho_desk::fuzz {
namespace {

using vtab::BoundTerm;
using vtab::BoundValue;

constexpr size_t kMostArguments = 100;

// One scan of the table.
struct Call {
  const vtab::ScanPlan* plan = nullptr;
  std::vector<BoundTerm> arguments{};
};

struct CallTable : sqlite3_vtab {
  Call* call = nullptr;
};

int Connect(sqlite3* db, void* call, int /*argc*/, const char* const* /*argv*/,
            sqlite3_vtab** table, char** /*error*/) noexcept {
  std::string columns = "a0 HIDDEN";
  for (size_t i = 1; i < kMostArguments; ++i)
    columns += ", a" + std::to_string(i) + " HIDDEN";
  auto made = std::make_unique<CallTable>();
  made->call = static_cast<Call*>(call);
  *table = made.release();
  return sqlite3_declare_vtab(db, ("CREATE TABLE call(" + columns + ")").c_str());
}

int Disconnect(sqlite3_vtab* table) noexcept {
  delete static_cast<CallTable*>(table);
  return SQLITE_OK;
}

// Each column's term is the argument of that number; lists come whole.
int BestIndex(sqlite3_vtab* /*table*/, sqlite3_index_info* info) noexcept {
  for (int i = 0; i < info->nConstraint; ++i) {
    if (info->aConstraint[i].usable == 0)
      return SQLITE_CONSTRAINT;
    info->aConstraintUsage[i].argvIndex = info->aConstraint[i].iColumn + 1;
    info->aConstraintUsage[i].omit = 1;
    sqlite3_vtab_in(info, i, 1);
  }
  return SQLITE_OK;
}

int Open(sqlite3_vtab* /*table*/, sqlite3_vtab_cursor** cursor) noexcept {
  *cursor = new (std::nothrow) sqlite3_vtab_cursor{};
  return *cursor != nullptr ? SQLITE_OK : SQLITE_NOMEM;
}

int Close(sqlite3_vtab_cursor* cursor) noexcept {
  delete cursor;
  return SQLITE_OK;
}

int Filter(sqlite3_vtab_cursor* cursor, int /*number*/, const char* /*text*/, int argc,
           sqlite3_value** argv) noexcept {
  Call& call = *static_cast<CallTable*>(cursor->pVtab)->call;
  call.arguments = vtab::ReadArguments(*call.plan, argc, argv);
  return SQLITE_OK;
}

int Next(sqlite3_vtab_cursor* /*cursor*/) noexcept {
  return SQLITE_OK;
}

int Eof(sqlite3_vtab_cursor* /*cursor*/) noexcept {
  return 1;
}

int Column(sqlite3_vtab_cursor* /*cursor*/, sqlite3_context* /*context*/, int /*column*/) noexcept {
  return SQLITE_OK;
}

int Rowid(sqlite3_vtab_cursor* /*cursor*/, sqlite3_int64* rowid) noexcept {
  *rowid = 0;
  return SQLITE_OK;
}

class Database {
 public:
  Database() {
    module_.xConnect = Connect;
    module_.xBestIndex = BestIndex;
    module_.xDisconnect = Disconnect;
    module_.xOpen = Open;
    module_.xClose = Close;
    module_.xFilter = Filter;
    module_.xNext = Next;
    module_.xEof = Eof;
    module_.xColumn = Column;
    module_.xRowid = Rowid;
    Require(sqlite3_open(":memory:", &db_) == SQLITE_OK &&
                sqlite3_create_module(db_, "call", &module_, &call_) == SQLITE_OK,
            "SQLite starts");
  }
  Database(const Database&) = delete;
  Database& operator=(const Database&) = delete;
  ~Database() { sqlite3_close(db_); }

  sqlite3* handle() { return db_; }
  Call& call() { return call_; }

 private:
  sqlite3* db_ = nullptr;
  sqlite3_module module_{};
  Call call_;
};

// Which arguments of the plan are lists, as ReadArguments counts them.
std::vector<bool> ListsIn(const vtab::ScanPlan& plan, size_t count) {
  std::vector<bool> lists;
  for (const vtab::PlanTerm& term : plan.terms) {
    if (term.op != vtab::TermOp::kIsNull)
      lists.push_back(term.op == vtab::TermOp::kIn);
  }
  lists.resize(count);
  return lists;
}

void BindValue(sqlite3_stmt* statement, int index, const BoundValue& value) {
  if (const auto* integer = std::get_if<int64_t>(&value))
    sqlite3_bind_int64(statement, index, *integer);
  else if (const auto* real = std::get_if<double>(&value))
    sqlite3_bind_double(statement, index, *real);
  else if (const auto* text = std::get_if<std::string>(&value))
    sqlite3_bind_text(statement, index, text->data(), static_cast<int>(text->size()), nullptr);
  else if (std::holds_alternative<vtab::BlobValue>(value))
    sqlite3_bind_blob(statement, index, "\x00\xff", 2, nullptr);
}

}  // namespace

std::vector<BoundTerm> ThroughSqlite(const vtab::ScanPlan& plan,
                                     const std::vector<BoundTerm>& arguments) {
  static auto* const database = new Database;
  const size_t count = std::min(arguments.size(), kMostArguments);
  const std::vector<bool> lists = ListsIn(plan, count);
  std::string sql = "SELECT 1 FROM call WHERE 1";
  std::vector<const BoundValue*> values;
  for (size_t i = 0; i < count; ++i) {
    sql += " AND a" + std::to_string(i);
    if (!lists[i]) {
      sql += " = ?";
      values.push_back(&arguments[i].front());
      continue;
    }
    sql += " IN (NULL";  // SQLite makes a list of one value a plain =
    for (const BoundValue& value : arguments[i]) {
      sql += ",?";
      values.push_back(&value);
    }
    sql += ")";
  }
  sqlite3_stmt* prepared = nullptr;
  const int rc = sqlite3_prepare_v2(database->handle(), sql.c_str(), -1, &prepared, nullptr);
  const std::unique_ptr<sqlite3_stmt, int (*)(sqlite3_stmt*)> statement(prepared, sqlite3_finalize);
  if (rc != SQLITE_OK)
    return {};  // more values than a statement of SQLite has
  for (size_t i = 0; i < values.size(); ++i)
    BindValue(prepared, static_cast<int>(i) + 1, *values[i]);
  database->call() = {.plan = &plan};
  Require(sqlite3_step(prepared) == SQLITE_DONE, "the scan of a plan ends");
  Require(database->call().arguments.size() == count, "each argument is read");
  return std::move(database->call().arguments);
}

}  // namespace zoho_desk::fuzz
