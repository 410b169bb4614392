// Times that people enter may lie in any year: ranges on them keep every row that SQL wants.

#include "tests/extension/own_desk.h"

namespace zoho_desk::testing {
namespace {

struct EnteredTime {
  const char* table;
  const char* column;
};

void PrintTo(const EnteredTime& time, std::ostream* out) {
  *out << time.table << "." << time.column;
}

class EnteredTimes : public OwnDesk, public ::testing::WithParamInterface<EnteredTime> {
 protected:
  // Gives records 3 to 8 times far from now, and makes plain tables of it all.
  void SetUp() override {
    constexpr const char* kFarTimes[] = {"1965-07-01T12:00:00.000Z", "1899-12-31T23:59:59.000Z",
                                         "2099-12-31T23:59:59.500Z", "2150-01-01T00:00:00.000Z",
                                         "1000-01-01T00:00:00.000Z", "9999-12-31T23:59:59.999Z"};
    uint32_t row = 3;
    for (const char* time : kFarTimes) {
      ASSERT_EQ(server().Schedule({.resource = GetParam().table,
                                   .edit = sandbox::RecordSet::Range(row++, 1),
                                   .field = GetParam().column,
                                   .json = "\"" + std::string(time) + "\""}),
                "");
    }
    const std::string table = GetParam().table;
    CreatePlainTable(plain_, *resources::FindResource(table),
                     Json::parse(server().DumpText(table)));
  }

  void ExpectLikePlainTables(const std::string& where) const {
    const std::string sql = "SELECT id, " + std::string(GetParam().column) + " FROM zoho_desk_" +
                            GetParam().table + " WHERE " + where + " ORDER BY id";
    const QueryResult expected = plain_.Query(sql);
    ASSERT_TRUE(expected.ok()) << expected.error;
    const QueryResult actual = Query(sql);
    EXPECT_TRUE(actual.ok()) << sql << ": " << actual.error;
    EXPECT_EQ(actual.Text(), expected.Text()) << sql;
  }

  const Database plain_ = Database::Plain();
};

TEST_P(EnteredTimes, AreFoundHoweverFarTheyAre) {
  const std::string column = GetParam().column;
  for (const char* bound :
       {"'2026-06-01'", "'2030-01-01'", "'2100-01-01'", "'1970-01-01'", "'1850-01-01'",
        "'2150-01-01T00:00:00.000Z'", "'9999-12-31T23:59:59.999Z'", "''", "'~'"}) {
    for (const char* op : {" > ", " >= ", " < ", " <= ", " = "})
      ExpectLikePlainTables(column + op + bound);
  }
  for (const char* range :
       {"'2026-06-01' AND '2200-01-01'", "'1900-01-01' AND '2026-06-01'",
        "'2100-01-01' AND '2200-01-01'", "'1960-01-01' AND '1970-01-01'", "'' AND '~'",
        "'1899-01-01' AND '1899-12-31T23:59:59.000Z'", "'2027-01-01' AND '2026-01-01'"})
    ExpectLikePlainTables(column + " BETWEEN " + range);
}

INSTANTIATE_TEST_SUITE_P(Columns, EnteredTimes,
                         ::testing::Values(EnteredTime{"tickets", "dueDate"},
                                           EnteredTime{"tasks", "dueDate"},
                                           EnteredTime{"calls", "startTime"},
                                           EnteredTime{"events", "startTime"},
                                           EnteredTime{"articles", "expiryDate"}));

}  // namespace
}  // namespace zoho_desk::testing
