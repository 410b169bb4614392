// Names, types, keys and security of the tables as SQLite sees them.

#include <thread>

#include "extension/zoho_desk.h"
#include "tests/extension/sqlite_traps.h"
#include "tests/support/row_hook.h"

namespace zoho_desk::testing {
namespace {

using ::testing::Each;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

class SchemaTraps : public SqliteTraps {};

// A database that a table or view is stored in.
class FileTraps : public SqliteTraps {
 protected:
  std::string Path(const char* name) const { return (directory_.path() / name).string(); }
  void Attach(const char* name) {
    database_.Run("ATTACH '" + Path(name) + "' AS " + std::string(name).substr(0, 5));
  }

  TemporaryDirectory directory_;
};

TEST_F(SchemaTraps, TablesAreInNoSchemaAndInTheListOfModules) {
  Query("SELECT id FROM zoho_desk_tickets LIMIT 1");
  EXPECT_EQ(Query("SELECT count(*) FROM sqlite_schema").Text(), "0\n");
  EXPECT_EQ(
      Query("SELECT count(*) FROM pragma_module_list WHERE name = 'zoho_desk_tickets'").Text(),
      "1\n");
  EXPECT_EQ(Query("SELECT hidden FROM pragma_table_xinfo('zoho_desk_tickets') WHERE name IN "
                  "('viewId', 'subject', '_raw') ORDER BY name")
                .Text(),
            "1\n0\n1\n");
}

TEST_F(SchemaTraps, TheyTakeNoIndexNoTriggerNoWriteAndNoCreate) {
  EXPECT_THAT(ErrorOf("CREATE INDEX i ON zoho_desk_tickets(id)"), Not(IsEmpty()));
  EXPECT_THAT(ErrorOf("CREATE TRIGGER g AFTER INSERT ON zoho_desk_tickets BEGIN SELECT 1; END"),
              Not(IsEmpty()));
  for (const char* write :
       {"DELETE FROM zoho_desk_tickets", "UPDATE zoho_desk_tickets SET subject = 1",
        "INSERT INTO zoho_desk_tickets(subject) VALUES ('x')"})
    EXPECT_THAT(ErrorOf(write), HasSubstr("may not be modified"));
  EXPECT_THAT(ErrorOf("CREATE VIRTUAL TABLE mine USING zoho_desk_tickets('https://example.com')"),
              HasSubstr("no such module"));
  EXPECT_THAT(desk_.TakeRequests(), IsEmpty());
}

TEST_F(SchemaTraps, ARealTableOfTheSameNameShadowsOurs) {
  database_.Run("CREATE TABLE zoho_desk_teams(id, name)");
  EXPECT_THAT(Query("SELECT id FROM zoho_desk_teams").rows, IsEmpty());
  EXPECT_THAT(requests(), IsEmpty());
  database_.Run("DROP TABLE zoho_desk_teams");
  EXPECT_FALSE(Query("SELECT id FROM zoho_desk_teams").rows.empty());
}

TEST_F(FileTraps, MainGetsPastATableOfAnAttachedFile) {
  Attach("other.db");
  database_.Run("CREATE TABLE other.zoho_desk_teams(id, name)");
  EXPECT_THAT(Query("SELECT id FROM zoho_desk_teams").rows, IsEmpty());
  EXPECT_FALSE(Query("SELECT id FROM main.zoho_desk_teams").rows.empty());
}

// DIRECTONLY: a file from somebody else must not spend the reader's credits or copy rows out.
TEST_F(FileTraps, StoredViewsAndTriggersMayNotReadThem) {
  Attach("other.db");
  for (const char* schema : {"main", "other"}) {
    const std::string name(schema);
    database_.Run("CREATE TABLE " + name + ".log(id)");
    database_.Run("CREATE TRIGGER " + name +
                  ".copy AFTER INSERT ON log BEGIN INSERT INTO log SELECT "
                  "id FROM zoho_desk_teams; END");
    EXPECT_THAT(ErrorOf("INSERT INTO " + name + ".log VALUES (1)"),
                HasSubstr("unsafe use of virtual table"))
        << schema;
  }
  database_.Run("CREATE VIEW stored AS SELECT id FROM zoho_desk_teams");
  EXPECT_THAT(ErrorOf("SELECT * FROM stored"), HasSubstr("unsafe use of virtual table"));
  EXPECT_THAT(desk_.TakeRequests(), IsEmpty());
}

TEST_F(SchemaTraps, TemporaryViewsAndTriggersMayReadThem) {
  database_.Run("CREATE TEMP VIEW v AS SELECT id FROM zoho_desk_teams");
  database_.Run("CREATE TABLE log(id)");
  database_.Run(
      "CREATE TEMP TRIGGER copy AFTER INSERT ON log WHEN new.id = 0 BEGIN INSERT INTO log "
      "SELECT id FROM v; END");
  database_.Run("INSERT INTO log VALUES (0)");
  EXPECT_EQ(Query("SELECT count(*) - 1 FROM log").Text(),
            std::to_string(desk_.records("teams").size()) + "\n");
}

TEST_F(FileTraps, AStoredViewCanBeDroppedWithoutTheExtension) {
  Attach("other.db");
  database_.Run("CREATE TEMP VIEW v AS SELECT 1");
  database_.Run("CREATE VIEW main.v2 AS SELECT id FROM zoho_desk_teams");
  database_.Run("VACUUM main INTO '" + Path("views.db") + "'");
  const Database without = Database::Plain();
  without.Run("ATTACH '" + Path("views.db") + "' AS views");
  EXPECT_FALSE(without.Query("SELECT * FROM views.v2").ok());
  without.Run("DROP VIEW views.v2");
}

TEST_F(SchemaTraps, TemporaryViewsKeepPushdown) {
  database_.Run(
      "CREATE TEMP VIEW v AS SELECT id, subject, status, createdTime, tagCount FROM "
      "zoho_desk_tickets");
  Query("SELECT subject FROM v WHERE status = 'Open' ORDER BY createdTime DESC LIMIT 3");
  EXPECT_THAT(requests(),
              ElementsAre("/api/v1/tickets?status=Open&sortBy=-createdTime&from=0&limit=3"));
  Query("SELECT tagCount FROM v WHERE id = '" + Id("tickets", 4) + "'");
  EXPECT_THAT(requests(), ElementsAre(HasSubstr("/api/v1/tickets/" + Id("tickets", 4))));
  database_.Run("CREATE TEMP VIEW w AS SELECT name FROM zoho_desk_departments('*a*')");
  Query("SELECT name FROM w");
  EXPECT_THAT(requests(), testing::Each(HasSubstr("searchStr=%2Aa%2A")));
}

// CREATE TABLE AS collapses types: times stay TEXT and compare as before.
TEST_F(SchemaTraps, SnapshotsKeepTheirTypes) {
  database_.Run(
      "CREATE TEMP TABLE s AS SELECT id, ticketNumber, isSpam, createdTime, cf FROM "
      "zoho_desk_tickets WHERE status = 'Open'");
  EXPECT_EQ(Query("SELECT group_concat(type) FROM pragma_table_info('s')").Text(),
            "'TEXT,INT,INT,TEXT,TEXT'\n");
  EXPECT_EQ(Query("SELECT count(*) FROM s WHERE createdTime > '2026'").Text(),
            Query("SELECT count(*) FROM zoho_desk_tickets WHERE status = 'Open' AND createdTime > "
                  "'2026'")
                .Text());
}

// The subtype J nests; it is lost on the way through a table, and json() brings it back.
TEST_F(SchemaTraps, JsonColumnsNest) {
  const std::string key = "id = '" + Id("tickets", 4) + "'";
  EXPECT_EQ(
      Query("SELECT json_type(json_object('p', cf), '$.p') FROM zoho_desk_tickets WHERE " + key)
          .Text(),
      "'object'\n");
  database_.Run("CREATE TEMP TABLE t AS SELECT cf FROM zoho_desk_tickets WHERE " + key);
  EXPECT_EQ(Query("SELECT json_type(json_object('p', cf), '$.p'), json_type(json_object('p', "
                  "json(cf)), '$.p') FROM t")
                .Text(),
            "'text'|'object'\n");
}

TEST_F(SchemaTraps, PreparingAsksForNothing) {
  sqlite3_stmt* statement = nullptr;
  const std::string sql =
      "SELECT t.id FROM zoho_desk_tickets AS t JOIN zoho_desk_contacts AS c ON "
      "c.id = t.contactId WHERE t.status = 'Open' ORDER BY t.createdTime";
  ASSERT_EQ(sqlite3_prepare_v2(database_.handle(), sql.c_str(), -1, &statement, nullptr),
            SQLITE_OK);
  sqlite3_finalize(statement);
  Query("EXPLAIN " + sql);
  Query("PRAGMA table_xinfo('zoho_desk_calls')");
  EXPECT_THAT(requests(), IsEmpty());
}

// SQLite removes duplicates of these by key, one scan per arm: an ordinal rowid would lose rows.
TEST_F(SchemaTraps, AnOrIsAScanPerArm) {
  const std::string sql = "SELECT count(*) FROM zoho_desk_tickets WHERE contactId = '" +
                          Id("contacts", 5) + "' OR productId = '" + Id("products", 1) + "'";
  EXPECT_THAT(PlanOf(sql), HasSubstr("MULTI-INDEX OR"));
  EXPECT_EQ(Query(sql).Text(), desk_.PlainTables(sql).Query(sql).Text());
  EXPECT_THAT(requests(), Each(HasSubstr("/tickets/search?")));
}

TEST_F(SchemaTraps, ThereIsNoRowid) {
  EXPECT_THAT(ErrorOf("SELECT rowid FROM zoho_desk_tickets"), HasSubstr("no such column: rowid"));
}

// SQLite trusts the key: rows that a page repeats survive DISTINCT.
TEST_F(SchemaTraps, RowsThatPagesRepeatAreDropped) {
  desk_.server().Change([](sandbox::Settings& settings) { settings.index_base["tickets"] = 1; });
  const QueryResult result = Query("SELECT count(*), count(DISTINCT id) FROM zoho_desk_tickets");
  desk_.server().Change([](sandbox::Settings& settings) { settings.index_base.clear(); });
  const std::string all = std::to_string(desk_.records("tickets").size());
  EXPECT_EQ(result.Text(), all + "|" + all + "\n");
}

// SQLite replaces modules that are in use, but no functions under a running statement: a second
// load would fail half-way, so it changes nothing.
TEST_F(SchemaTraps, RegisteringAgainInTheMiddleOfAScanIsHarmless) {
  const RowHook hook(database_, 120, [this] {
    char* message = nullptr;
    EXPECT_EQ(sqlite3_zohodesk_init(database_.handle(), &message, nullptr), SQLITE_OK) << message;
    sqlite3_free(message);
  });
  const QueryResult result = Query("SELECT id, on_row() FROM zoho_desk_tickets");
  EXPECT_EQ(result.rows.size(), desk_.records("tickets").size());
  EXPECT_EQ(sqlite3_zohodesk_init(database_.handle(), nullptr, nullptr), SQLITE_OK);
  EXPECT_FALSE(Query("SELECT id FROM zoho_desk_tickets LIMIT 1").rows.empty());
}

TEST_F(SchemaTraps, AnAutoExtensionServesEveryConnection) {
  const auto entry = reinterpret_cast<void (*)()>(sqlite3_zohodesk_init);
  ASSERT_EQ(sqlite3_auto_extension(entry), SQLITE_OK);
  const Database database = Database::Plain();
  EXPECT_EQ(sqlite3_cancel_auto_extension(entry), 1);
  EXPECT_EQ(database.Query("SELECT count(*) FROM zoho_desk_tables WHERE name = 'zoho_desk_tickets'")
                .Text(),
            "1\n");
}

TEST_F(SchemaTraps, AnUnfinishedScanLeavesNothingThatKeepsTheConnectionOpen) {
  sqlite3* handle = nullptr;
  ASSERT_EQ(sqlite3_open(":memory:", &handle), SQLITE_OK);
  ASSERT_EQ(sqlite3_zohodesk_init(handle, nullptr, nullptr), SQLITE_OK);
  sqlite3_stmt* statement = nullptr;
  ASSERT_EQ(sqlite3_prepare_v2(handle, "SELECT id, tagCount FROM zoho_desk_tickets", -1, &statement,
                               nullptr),
            SQLITE_OK);
  EXPECT_EQ(sqlite3_step(statement), SQLITE_ROW);
  sqlite3_finalize(statement);
  EXPECT_EQ(sqlite3_close(handle), SQLITE_OK);
}

// A scan holds a read transaction of main for as long as it runs. With WAL that is in nobody's way.
TEST_F(FileTraps, AScanLeavesTheWritersOfAWalDatabaseFree) {
  sqlite3* handle = nullptr;
  ASSERT_EQ(sqlite3_open(Path("wal.db").c_str(), &handle), SQLITE_OK);
  const Database other = Database::Plain();
  ASSERT_EQ(sqlite3_zohodesk_init(handle, nullptr, nullptr), SQLITE_OK);
  EXPECT_EQ(sqlite3_exec(handle, "PRAGMA journal_mode = WAL; CREATE TABLE t(x)", nullptr, nullptr,
                         nullptr),
            SQLITE_OK);
  sqlite3_stmt* statement = nullptr;
  ASSERT_EQ(sqlite3_prepare_v2(handle, "SELECT id FROM zoho_desk_tickets", -1, &statement, nullptr),
            SQLITE_OK);
  EXPECT_EQ(sqlite3_step(statement), SQLITE_ROW);
  other.Run("ATTACH '" + Path("wal.db") + "' AS wal");
  other.Run("INSERT INTO wal.t VALUES (1)");
  EXPECT_EQ(sqlite3_step(statement), SQLITE_ROW);
  sqlite3_finalize(statement);
  EXPECT_EQ(sqlite3_close(handle), SQLITE_OK);
}

TEST_F(SchemaTraps, ConnectionsOfSeveralThreadsScanAtOnce) {
  std::vector<std::thread> threads;
  std::vector<std::string> counts(4);
  for (std::string& count : counts)
    threads.emplace_back([&count] {
      const Database database = Database::WithExtension();
      count = database.Query("SELECT count(*), count(DISTINCT id) FROM zoho_desk_tickets").Text();
    });
  for (std::thread& thread : threads)
    thread.join();
  const std::string all = std::to_string(desk_.records("tickets").size());
  EXPECT_THAT(counts, Each(all + "|" + all + "\n"));
}

}  // namespace
}  // namespace zoho_desk::testing
