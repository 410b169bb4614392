// JSON values that do not fit their column's type: one rule per type (docs/TABLES.md), whichever
// request brings the row.

#include <map>
#include <set>

#include "tests/extension/own_desk.h"

namespace zoho_desk::testing {
namespace {

// A JSON value, and what SQL shows for it.
struct Spelling {
  std::string json;
  std::string sql;  // as ToString writes it
};

struct TypedColumn {
  const char* type;
  const char* column;  // of tickets, in rows of list, search and get
  std::vector<Spelling> spellings;
};

const TypedColumn kTypedColumns[] = {
    {"Id",
     "productId",
     {{R"("")", "NULL"},
      {"null", "NULL"},
      {"9007199254740993", "'9007199254740993'"},
      {"123456789012345678901234", "'123456789012345678901234'"},
      {R"("007")", "'007'"}}},
    {"Text",
     "subject",
     {{R"("")", "''"},
      {R"("a\u0000b")",
       "'a\xef\xbf\xbd"
       "b'"},
      {R"("a\ud800b")",
       "'a\xef\xbf\xbd"
       "b'"},
      {R"("a\udc00\ud800")", "'a\xef\xbf\xbd\xef\xbf\xbd'"},
      {R"("\ud83d\ude00")", "'\xf0\x9f\x98\x80'"},
      {R"("\ud83d\ud83d\ude00")", "'\xef\xbf\xbd\xf0\x9f\x98\x80'"},
      {"1e3", "'1e3'"},
      {"true", "'true'"},
      {R"(["a"])", R"('["a"]')"}}},
    {"Time",
     "dueDate",
     {{R"("")", "NULL"},
      {R"("2026-05-01T12:00:00.000Z")", "'2026-05-01T12:00:00.000Z'"},
      {R"("2026-05-01T12:00:00Z")", "'2026-05-01T12:00:00Z'"},
      {R"("2026-05-01T12:00:00.000+05:30")", "'2026-05-01T06:30:00.000Z'"},
      {R"("2026-05-01T12:00:00+0530")", "'2026-05-01T06:30:00.000Z'"},
      {R"("2026-05-01T12:00:00-08")", "'2026-05-01T20:00:00.000Z'"},
      {R"("2026-05-01T12:00:00.123456+05:30")", "'2026-05-01T06:30:00.123456Z'"},
      {R"("2026-05-01T12:00:00.123456Z")", "'2026-05-01T12:00:00.123456Z'"},
      {R"("2026-05-01T12:00:00.5")", "'2026-05-01T12:00:00.500Z'"},
      {R"("2026-05-01T12:00:00")", "'2026-05-01T12:00:00.000Z'"},
      {R"("2026-05-01T12:00Z")", "'2026-05-01T12:00:00.000Z'"},
      {R"("2026-05-01 12:00:00")", "'2026-05-01T12:00:00.000Z'"},
      {R"("2026-05-01t12:00:00z")", "'2026-05-01T12:00:00.000Z'"},
      {R"("2026-05-01")", "'2026-05-01'"},
      {R"("2026-05-01T24:00:00Z")", "'2026-05-01T24:00:00Z'"},
      {R"("2026-06-30T23:59:60Z")", "'2026-06-30T23:59:60Z'"},
      {R"("2026-02-30T12:00:00+01:00")", "'2026-02-30T12:00:00+01:00'"},
      {R"("tomorrow")", "'tomorrow'"},
      {"1777636800000", "'2026-05-01T12:00:00.000Z'"},
      {R"("1777636800000")", "'2026-05-01T12:00:00.000Z'"},
      {"1777636800", "'2026-05-01T12:00:00.000Z'"},
      {R"("1777636800")", "'2026-05-01T12:00:00.000Z'"},
      {"-157766400000", "'1965-01-01T00:00:00.000Z'"},
      {"0", "'1970-01-01T00:00:00.000Z'"},
      {"17", "17"},
      {R"("17")", "'17'"},
      {R"("0000000017")", "'0000000017'"}}},
    {"Integer",
     "threadCount",
     {{R"("")", "NULL"},
      {"7", "7"},
      {R"("7")", "7"},
      {"-0", "0"},
      {R"("1e3")", "1000r"},
      {R"("+7")", "'+7'"},
      {R"(" 7 ")", "' 7 '"},
      {R"("007")", "'007'"},
      {"9223372036854775807", "9223372036854775807"},
      {"9223372036854775808", "'9223372036854775808'"},
      {"1e400", "'1e400'"},
      {"true", "1"},
      {R"("many")", "'many'"}}},
    {"Boolean",
     "isSpam",
     {{R"("")", "NULL"},
      {R"("True")", "1"},
      {R"("FALSE")", "0"},
      {R"("true")", "1"},
      {"true", "1"},
      {"0", "0"},
      {R"("0")", "0"},
      {R"("1")", "1"},
      {R"("yes")", "'yes'"}}},
};

class Spellings : public OwnDesk {
 protected:
  // The records as they are before a change makes them unreadable for this test.
  Spellings() { static_cast<void>(desk_.records("tickets")); }

  std::string IdOf(uint32_t row) const {
    return desk_.records("tickets").at(row).at("id").get<std::string>();
  }
  void Give(uint32_t row, const std::string& field, const std::string& json) {
    ASSERT_EQ(server().Schedule({.resource = "tickets",
                                 .edit = sandbox::RecordSet::Range(row, 1),
                                 .field = field,
                                 .json = json}),
              "");
  }
};

std::string TextOf(const QueryResult& result) {
  if (!result.ok())
    return result.error;
  return result.rows.empty() ? "no row" : ToString(result.rows[0][0]);
}

TEST_F(Spellings, ReadAlikeByListSearchAndGet) {
  for (const TypedColumn& typed : kTypedColumns) {
    for (uint32_t row = 0; row < typed.spellings.size(); ++row)
      Give(row, typed.column, typed.spellings[row].json);
  }
  for (const TypedColumn& typed : kTypedColumns) {
    const std::string columns = "SELECT " + std::string(typed.column) + ", id FROM ";
    const std::map<std::string, std::string> routes = {
        {"list", columns + "zoho_desk_tickets"},
        {"search", columns + "zoho_desk_tickets WHERE modifiedTime >= '2000-01-01'"}};
    for (const auto& [route, sql] : routes) {
      std::map<std::string, std::string> shown;
      const QueryResult result = Query(sql);
      EXPECT_TRUE(result.ok()) << result.error;
      for (const SqlRow& row : result.rows)
        shown[std::get<std::string>(row[1])] = ToString(row[0]);
      for (uint32_t row = 0; row < typed.spellings.size(); ++row)
        EXPECT_EQ(shown[IdOf(row)], typed.spellings[row].sql)
            << typed.spellings[row].json << " in " << typed.type << " by " << route;
    }
    for (uint32_t row = 0; row < typed.spellings.size(); ++row) {
      EXPECT_EQ(TextOf(Query(columns + "zoho_desk_tickets WHERE id = '" + IdOf(row) + "'")),
                typed.spellings[row].sql)
          << typed.spellings[row].json << " in " << typed.type << " by get";
    }
  }
}

TEST_F(Spellings, DoNotHideTheRestOfATextFromLike) {
  Give(0, "subject", R"("before\u0000 after the NUL")");
  Give(1, "subject", R"("before\udfff after the surrogate")");
  EXPECT_EQ(
      TextOf(Query("SELECT count(*) FROM zoho_desk_tickets WHERE subject LIKE '%re_ after the %'")),
      "2");
  EXPECT_EQ(TextOf(Query("SELECT count(*) FROM zoho_desk_tickets WHERE subject = 'before' || "
                         "char(65533) || ' after the NUL'")),
            "1")
      << "Zoho knows the text under another spelling";
  EXPECT_EQ(TextOf(Query(R"(SELECT instr(_raw, 'before\u0000 after') > 0 FROM zoho_desk_tickets)"
                         " WHERE id = '" +
                         IdOf(0) + "'")),
            "1")
      << "as received";
}

// The server compares instants, SQL the text that they become.
TEST_F(Spellings, KeepTimesInTheirRanges) {
  Give(0, "dueDate", R"("2026-05-01T02:00:00+05:30")");
  Give(1, "dueDate", R"("2026-05-01T12:00Z")");
  Give(2, "dueDate", R"("2026-05-01")");
  for (const char* range : {"'2026-04-30T20:30:00.000Z' AND '2026-05-01T12:00:00.000Z'",
                            "'2026-04-30T20:29:00.000Z' AND '2026-05-01T12:00:00.500Z'"}) {
    const QueryResult result =
        Query("SELECT id FROM zoho_desk_tickets WHERE dueDate BETWEEN " + std::string(range));
    ASSERT_TRUE(result.ok()) << result.error;
    std::set<std::string> found;
    for (const SqlRow& row : result.rows)
      found.insert(std::get<std::string>(row[0]));
    for (const uint32_t row : {0U, 1U, 2U})
      EXPECT_TRUE(found.contains(IdOf(row))) << "row " << row << " between " << range;
  }
}

TEST_F(Spellings, OfAnEmptyKeyAreAnErrorAndNotOneRow) {
  Give(0, "id", R"("")");
  Give(1, "id", R"("")");
  const QueryResult result = Query("SELECT id FROM zoho_desk_tickets");
  EXPECT_NE(result.error.find("has no \"id\""), std::string::npos) << result.Text();
}

}  // namespace
}  // namespace zoho_desk::testing
