// SQLite's callbacks for the tables of resources/, on the thread that runs the statement. Whatever
// can fail runs inside Guard, and nothing before xFilter asks the network or needs an account.

#include "vtab/resource_module.h"

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "client/connection.h"
#include "client/record.h"
#include "client/scan.h"
#include "common/fork.h"
#include "common/log.h"
#include "vtab/arguments.h"
#include "vtab/binding.h"
#include "vtab/caller.h"
#include "vtab/guard.h"
#include "vtab/index_info.h"
#include "vtab/lookup.h"
#include "vtab/parameter_value.h"
#include "vtab/scan_report.h"
#include "vtab/schema.h"
#include "vtab/statement_use.h"
#include "vtab/table_layout.h"
#include "vtab/value.h"

namespace zoho_desk::vtab {
namespace {

using resources::Resource;

// What SQLite keeps with a registered module (pAux).
struct Module {
  const Resource* resource;
  std::shared_ptr<client::Connection> connection;
  std::shared_ptr<PlanWatch> watch;  // of the connection; may be null
  client::ScanObserver* observer;    // may be null
};

struct Table : sqlite3_vtab {
  Table(sqlite3* handle, const Module& module)
      : sqlite3_vtab{},
        db(handle),
        resource(module.resource),
        layout(*module.resource),
        connection(module.connection),
        watch(module.watch),
        observer(module.observer) {}
  sqlite3* db;
  const Resource* resource;
  TableLayout layout;
  std::shared_ptr<client::Connection> connection;
  std::shared_ptr<PlanWatch> watch;
  client::ScanObserver* observer;
};

// A profile that the query asks, found when it first does and kept while it runs.
struct Portal {
  const std::string& name() const { return session->config().profile; }

  std::shared_ptr<client::Session> session;
  bool is_the_only_one = false;  // known to be
};

struct Cursor : sqlite3_vtab_cursor {
  Cursor(Table& owner, std::unique_ptr<StatementUse> its_use)
      : sqlite3_vtab_cursor{},
        table(&owner),
        use(std::move(its_use)),
        cancelled([this] {
          report.Wait(scan.get());
          return use->MustEnd();
        }),
        report(owner.observer, use->budget()) {}

  Table* table;
  std::unique_ptr<StatementUse> use;
  CancelCheck cancelled;
  ScanReport report;
  // By the name the query gives; none: the connection's own.
  std::map<std::optional<std::string>, Portal> portals;
  Portal* portal = nullptr;            // of the scan
  std::optional<std::string> profile;  // as the query gives it to the scan
  std::string signature;               // of the scan: plan and arguments, the profile among them
  std::vector<std::vector<std::string>> parameter_values;  // as Binding has them
  std::vector<client::TableMemory::Lookup> lookups;        // that the scan serves one of
  std::unique_ptr<client::Scan> scan;
  bool eof = true;
  uint64_t forks = ForkCount();  // tells the process that the cursor belongs to
};

// Guard for callbacks that may wait for Zoho.
template <typename Body>
int GuardWait(Cursor& cursor, Body&& body) noexcept {
  const int rc = Guard(&cursor.pVtab->zErrMsg, [&]() -> Status {
    Status status = body();
    if (status.ok())
      return status;
    const std::string table = TableName(*cursor.table->resource);
    Error error = cursor.use->Explained(std::move(status).error(), table);
    cursor.table->connection->NoteError(table, error);
    return error;
  });
  cursor.use->LetGo();
  return rc;
}

Table* AsTable(sqlite3_vtab* vtab) {
  return static_cast<Table*>(vtab);
}
Cursor* AsCursor(sqlite3_vtab_cursor* cursor) {
  return static_cast<Cursor*>(cursor);
}

// xConnect comes with the first mention on a connection, be it PRAGMA table_xinfo: it only
// declares. DIRECTONLY keeps out views and triggers that a database file brings.
int Connect(sqlite3* db, void* aux, int argc, const char* const* argv, sqlite3_vtab** out,
            char** message) noexcept {
  return Guard(message, [&]() -> Status {
    ZD_RETURN_IF_ERROR(CheckEponymous(argc, argv));
    const auto& module = *static_cast<const Module*>(aux);
    const std::string sql = CreateTableSql(*module.resource);
    if (sqlite3_declare_vtab(db, sql.c_str()) != SQLITE_OK)
      return Error{Code::kInternal, sqlite3_errmsg(db)};
    sqlite3_vtab_config(db, SQLITE_VTAB_DIRECTONLY);
    *out = std::make_unique<Table>(db, module).release();
    return Ok();
  });
}

// xDisconnect and xDestroy: once, when no cursor is open any more.
int Disconnect(sqlite3_vtab* vtab) noexcept {
  const std::unique_ptr<Table> owner(AsTable(vtab));
  return SQLITE_OK;
}

// xBestIndex comes many times for a statement: each time the whole plan goes into idxStr. Where a
// value is not there in this join order, SQLITE_CONSTRAINT makes SQLite try another.
int BestIndex(sqlite3_vtab* vtab, sqlite3_index_info* info) noexcept {
  bool impossible = false;
  const int rc = Guard(&vtab->zErrMsg, [&]() -> Status {
    Table& table = *AsTable(vtab);
    ZD_ASSIGN_OR_RETURN(const bool planned, PlanScan(*table.resource, *info, table.watch.get()));
    impossible = !planned;
    return Ok();
  });
  return rc == SQLITE_OK && impossible ? SQLITE_CONSTRAINT : rc;
}

// xOpen: xFilter follows before any row is read. A statement that must not ask is refused here.
int Open(sqlite3_vtab* vtab, sqlite3_vtab_cursor** out) noexcept {
  return Guard(&vtab->zErrMsg, [&]() -> Status {
    Table& table = *AsTable(vtab);
    const std::string name = TableName(*table.resource);
    auto use = StatementUse::Begin(table.db, *table.connection, name);
    if (!use.ok()) {
      table.connection->NoteError(name, use.error());
      return std::move(use).error();
    }
    *out = std::make_unique<Cursor>(table, std::move(use).value()).release();
    return Ok();
  });
}

// What a join may ask for again stays with the statement.
void LetScanGo(Cursor& cursor) {
  if (!cursor.scan)
    return;
  client::Memories& memories = cursor.use->memories();
  if (!cursor.lookups.empty())
    memories.tables().NotePages(cursor.portal->session, cursor.lookups, cursor.scan->Facts().pages);
  cursor.lookups.clear();
  memories.lists().Keep(std::move(cursor.scan));
  cursor.scan.reset();
}

// xClose may come before the last row (LIMIT): what is under way is cancelled.
int Close(sqlite3_vtab_cursor* cursor) noexcept {
  const std::unique_ptr<Cursor> owner(AsCursor(cursor));
  return Guard(&cursor->pVtab->zErrMsg, [&]() -> Status {
    LetScanGo(*owner);
    return Ok();
  });
}

// A child that goes on with its parent's statement would wait for the parent's threads and sockets.
Status CheckProcess(const Cursor& cursor) {
  if (cursor.forks == ForkCount())
    return Ok();
  return Error{Code::kInternal,
               TableName(*cursor.table->resource) +
                   ": this query began before the process forked; run it again in the child, on a "
                   "connection of the child's own"};
}

// Where a query names several profiles, an error says whose it is.
Error OfProfile(const Cursor& cursor, Error error) {
  if (!cursor.profile || error.code == Code::kCancelled)
    return error;
  const std::string table = TableName(*cursor.table->resource);
  const std::string whose = " of profile '" + *cursor.profile + "'";
  if (error.message.starts_with(table + ":"))
    error.message.insert(table.size(), whose);
  else
    error.message.insert(0, table + whose + ": ");
  return error;
}

Status Advance(Cursor& cursor) {
  ZD_RETURN_IF_ERROR(CheckProcess(cursor));
  cursor.report.Page(*cursor.scan);
  auto moved = cursor.scan->Next(cursor.cancelled);
  cursor.report.HandOver();
  cursor.eof = !moved.ok() || !*moved;
  if (!moved.ok())
    return OfProfile(cursor, std::move(moved).error());
  return Ok();
}

Result<Portal*> PortalFor(Cursor& cursor, const std::optional<std::string>& profile) {
  const auto known = cursor.portals.find(profile);
  if (known != cursor.portals.end())
    return &known->second;
  ZD_ASSIGN_OR_RETURN(auto session, cursor.table->connection->SessionFor(profile));
  return &cursor.portals.emplace(profile, Portal{std::move(session)}).first->second;
}

// From what the statement remembers, or anew. None if a row that is being read tells that it would
// be empty.
Status OpenScan(Cursor& cursor, const ScanPlan& plan, std::span<const BoundTerm> arguments,
                client::ScanRequest request) {
  const std::shared_ptr<client::Session>& session = cursor.portal->session;
  client::Memories& memories = cursor.use->memories();
  client::RequestBudget& budget = cursor.use->budget();
  if (client::ListMemory::IsOfOneParent(request)) {
    cursor.scan = memories.lists().Open(session, request, budget, cursor.cancelled);
    return Ok();
  }
  cursor.scan = memories.lists().Recall(session, request);
  if (cursor.scan)
    return Ok();
  cursor.lookups = LookupsOf(plan, *cursor.table->resource, arguments);
  ZD_ASSIGN_OR_RETURN(cursor.scan,
                      memories.tables().Open(session, cursor.lookups, budget, cursor.cancelled));
  if (cursor.scan) {
    cursor.lookups.clear();
    return Ok();
  }
  client::RecordMemory& records =
      memories.Records(session, *cursor.table->resource, request.columns);
  client::OpenScans& open_scans = cursor.table->connection->open_scans();
  const bool is_inner = open_scans.HasScans();
  cursor.scan =
      std::make_unique<client::Scan>(session, std::move(request), budget, &records, &open_scans);
  if (is_inner)
    cursor.scan->KeepForManyReads();
  return Ok();
}

// xFilter begins a scan, any number of times on a cursor, and leaves it on the first row.
int Filter(sqlite3_vtab_cursor* base, int /*idx_num*/, const char* idx_str, int argc,
           sqlite3_value** argv) noexcept {
  Cursor& cursor = *AsCursor(base);
  return GuardWait(cursor, [&]() -> Status {
    const Resource& resource = *cursor.table->resource;
    cursor.eof = true;
    ZD_RETURN_IF_ERROR(CheckProcess(cursor));
    const auto plan = PlanFromText(idx_str == nullptr ? "" : idx_str, resource);
    if (!plan)
      return Error{Code::kInternal, "zoho_desk: unreadable plan"};
    const std::vector<BoundTerm> arguments = ReadArguments(*plan, argc, argv);

    // The inner side of a join is often asked the same again.
    std::string signature = Signature(idx_str, arguments);
    if (cursor.scan && signature == cursor.signature && cursor.scan->Rewind())
      return Advance(cursor);
    cursor.signature.clear();
    ZD_ASSIGN_OR_RETURN(Binding binding, Bind(*plan, resource, arguments));
    if (binding.no_rows)
      return Ok();
    const bool stands_in = cursor.scan && binding.profile == cursor.profile &&
                           cursor.scan->StandsInFor(binding.request);
    if (stands_in && cursor.scan->Rewind())
      return Advance(cursor);
    LetScanGo(cursor);
    cursor.signature = std::move(signature);
    cursor.parameter_values = std::move(binding.parameter_values);
    cursor.profile = std::move(binding.profile);
    ZD_ASSIGN_OR_RETURN(cursor.portal, PortalFor(cursor, cursor.profile));
    const std::shared_ptr<client::Session>& session = cursor.portal->session;
    cursor.use->SetTimeout(session->config().statement_timeout_ms);
    cursor.report.Begin(session->config().progress);
    const std::string hint = std::move(binding.hint);
    ZD_RETURN_IF_ERROR(OpenScan(cursor, *plan, arguments, std::move(binding.request)));
    if (!cursor.scan)
      return Ok();
    ZD_RETURN_IF_ERROR(Advance(cursor));
    if (cursor.eof && !hint.empty() && cursor.use->TakesHint())
      LogWarning(TableName(resource) + ": no row has " + hint);
    return Ok();
  });
}

// xNext asks for a page only when the last is used up: LIMIT ends a scan by not calling it.
int Next(sqlite3_vtab_cursor* base) noexcept {
  Cursor& cursor = *AsCursor(base);
  return GuardWait(cursor, [&] { return Advance(cursor); });
}

// xEof has no way to fail: xFilter and xNext have found out, and after an error no row is there.
int Eof(sqlite3_vtab_cursor* base) noexcept {
  return AsCursor(base)->eof ? 1 : 0;
}

// As for parameters, except that where there is but one profile, no other can be meant.
Status ReturnProfile(const Cursor& cursor, sqlite3_context* context) {
  if (!cursor.profile && !cursor.portal->is_the_only_one) {
    ZD_ASSIGN_OR_RETURN(const auto names, client::Connection::Profiles());
    if (names.size() > 1) {
      const std::string name(kProfileColumnName);
      return Error{Code::kInvalidArgument,
                   TableName(*cursor.table->resource) + ": " + name +
                       " says which profile to ask, and SQLite hands over no value for it here; "
                       "give it as " +
                       name + " = '" + cursor.portal->name() +
                       "' (or another name) outside OR, with a value that is known before the "
                       "table is read"};
    }
    cursor.portal->is_the_only_one = true;
  }
  ReturnText(context, cursor.profile ? *cursor.profile : cursor.portal->name());
  return Ok();
}

Status ReturnColumn(Cursor& cursor, sqlite3_context* context, int table_column) {
  const TableColumn column = cursor.table->layout.at(table_column);
  if (column.kind == TableColumn::Kind::kProfile)
    return ReturnProfile(cursor, context);
  if (column.kind == TableColumn::Kind::kSource) {
    sqlite3_result_int64(context, cursor.table->connection->NumberOf(cursor.portal->name()));
    return Ok();
  }
  if (column.kind == TableColumn::Kind::kParameter) {
    // SQLite compares the argument with what the row shows: echo it. Where it has handed none over,
    // it compares with what only the row could tell (CROSS JOIN hides terms on tables to the right,
    // an OR may be read as a scan): NULL would make such a query silently empty.
    const std::string& value =
        cursor.parameter_values[cursor.scan->alternative()][static_cast<size_t>(column.index)];
    if (value.empty())
      return ParameterNotGiven(
          *cursor.table->resource,
          cursor.table->resource->parameters[static_cast<size_t>(column.index)]);
    ReturnText(context, value);
    return Ok();
  }
  ZD_RETURN_IF_ERROR(CheckProcess(cursor));
  auto cell = cursor.scan->Column(column.index, cursor.cancelled);
  cursor.report.HandOver();
  if (!cell.ok())
    return OfProfile(cursor, std::move(cell).error());
  ReturnCell(context, *cell);
  return Ok();
}

// xColumn: SQLite takes the message from the context, not from the table.
int Column(sqlite3_vtab_cursor* base, sqlite3_context* context, int index) noexcept {
  Cursor& cursor = *AsCursor(base);
  const int rc = GuardWait(cursor, [&] { return ReturnColumn(cursor, context, index); });
  if (rc != SQLITE_OK) {
    if (base->pVtab->zErrMsg != nullptr)
      sqlite3_result_error(context, base->pVtab->zErrMsg, -1);
    sqlite3_result_error_code(context, rc);
  }
  return rc;
}

// xRowid must be there but is not called for WITHOUT ROWID tables; a hash of the key, should it be.
int Rowid(sqlite3_vtab_cursor* base, sqlite3_int64* rowid) noexcept {
  Cursor& cursor = *AsCursor(base);
  return GuardWait(cursor, [&]() -> Status {
    std::string joined;
    for (const std::string_view key : cursor.table->resource->key) {
      ZD_ASSIGN_OR_RETURN(
          const client::Cell cell,
          cursor.scan->Column(cursor.table->resource->FindColumn(key), cursor.cancelled));
      joined.append(cell.text()).push_back('/');
    }
    *rowid = static_cast<sqlite3_int64>(std::hash<std::string>{}(joined));
    return Ok();
  });
}

sqlite3_module MakeModule() {
  sqlite3_module module{};
  module.iVersion = 2;
  module.xConnect = Connect;  // no xCreate: eponymous-only; no xUpdate: read-only
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

int RegisterResources(sqlite3* db, std::span<const Resource* const> resources,
                      const std::shared_ptr<client::Connection>& connection,
                      const std::shared_ptr<PlanWatch>& watch, client::ScanObserver* observer) {
  static const sqlite3_module module = MakeModule();
  for (const Resource* resource : resources) {
    for (const std::string_view suffix : {resource->name, resource->alias}) {
      if (suffix.empty())
        continue;
      const std::string name = TableName(suffix);
      auto aux = std::make_unique<Module>(Module{resource, connection, watch, observer});
      // SQLite calls the destructor even if it fails.
      const int rc = sqlite3_create_module_v2(
          db, name.c_str(), &module, aux.release(),
          [](void* owned) { const std::unique_ptr<Module> owner(static_cast<Module*>(owned)); });
      if (rc != SQLITE_OK)
        return rc;
    }
  }
  return SQLITE_OK;
}

}  // namespace zoho_desk::vtab
