#include "tests/extension/sqlite_trap_queries.h"

namespace zoho_desk::testing {
namespace {

constexpr int kRowValuesInVirtualTables = 3031000;
constexpr int kNullsFirst = 3031000;
constexpr int kArrow = 3038000;      // ->>
constexpr int kRightJoin = 3039000;  // RIGHT and FULL JOIN

// Values that the data set surely has.
const std::string kSomeTicket = "(SELECT id FROM zoho_desk_tickets ORDER BY id LIMIT 1 OFFSET 7)";
const std::string kOtherTicket = "(SELECT id FROM zoho_desk_tickets ORDER BY id LIMIT 1 OFFSET 9)";
const std::string kSomeDepartment = "(SELECT min(id) FROM zoho_desk_departments)";

TrapQuery Rows(const char* name, const std::string& sql, int oldest = 3031000) {
  return {name, {.sql = sql, .oldest_sqlite = oldest}};
}

// The first columns are in the order that ORDER BY says.
TrapQuery Ordered(const char* name, const std::string& sql, size_t columns = 1,
                  int oldest = 3031000) {
  return {name, {.sql = sql, .sorted_columns = columns, .oldest_sqlite = oldest}};
}

// Any `limit` rows of the query.
TrapQuery AnyRows(const char* name, const std::string& of, const std::string& limit) {
  return {name, {.sql = of + " " + limit, .rows_of = of}};
}

// Times, booleans and JSON have types under which SQLite compares them as people mean it.
std::vector<TrapQuery> AffinityTraps() {
  return {
      Rows("TimeAfterAYear", "SELECT id FROM zoho_desk_tickets WHERE createdTime > '2026'"),
      Rows("TimeAfterAYearAsANumber", "SELECT id FROM zoho_desk_tickets WHERE createdTime > 2026"),
      Rows("SearchedTimeAfterAYearAsANumber",
           "SELECT id FROM zoho_desk_tickets WHERE modifiedTime < 2026.5"),
      Rows("TimeWithASpaceComparesAsText",
           "SELECT id FROM zoho_desk_tickets WHERE modifiedTime >= '2026-06-01 10:00:00' AND "
           "modifiedTime < '2026-07-01 10:00:00'"),
      Rows("TimeBetweenOddTexts",
           "SELECT id FROM zoho_desk_tickets WHERE modifiedTime BETWEEN '2026' AND '2026-07z'"),
      Rows("TimeThatGlobTurnsIntoARange",
           "SELECT id FROM zoho_desk_tickets WHERE createdTime GLOB '2026-0[1-3]*'"),
      Rows("SearchedTimeThatGlobTurnsIntoARange",
           "SELECT id FROM zoho_desk_tickets WHERE modifiedTime GLOB '2026-0*'"),
      Rows("BooleanComparedWithTrue", "SELECT id FROM zoho_desk_agents WHERE isConfirmed = true"),
      Rows("BooleanComparedWithText", "SELECT id FROM zoho_desk_agents WHERE isConfirmed = 'true'"),
      Rows("BooleanComparedWithTextOfANumber",
           "SELECT id FROM zoho_desk_agents WHERE isConfirmed = '1'"),
      Rows("BooleanComparedWithTwo", "SELECT id FROM zoho_desk_agents WHERE isConfirmed = 2"),
      Rows("BooleanAlone", "SELECT id FROM zoho_desk_agents WHERE NOT isConfirmed"),
      Rows("JsonComparedWithANumber", "SELECT id FROM zoho_desk_tickets WHERE cf > 5"),
  };
}

// xFilter gets the right-hand sides without the column's affinity.
std::vector<TrapQuery> ArgumentTraps() {
  const std::string number = "SELECT id FROM zoho_desk_tickets WHERE ticketNumber ";
  const std::string key = "SELECT subject FROM zoho_desk_tickets WHERE id ";
  return {
      Rows("NumberAsText", number + "= '105'"),
      Rows("NumberAsReal", number + "= 105.0"),
      Rows("NumberWithAFraction", number + "= 105.5"),
      Rows("NumberBeyond64Bits", number + "= 99999999999999999999"),
      Rows("NumberWithLeadingZeros", number + "= '0105'"),
      Rows("NumberFromARealColumn",
           "WITH r(n) AS (SELECT CAST(ticketNumber AS REAL) FROM zoho_desk_tickets ORDER BY "
           "ticketNumber LIMIT 4) SELECT t.id FROM zoho_desk_tickets AS t JOIN r ON t.ticketNumber "
           "= r.n"),
      Rows("TextColumnComparedWithANumber", "SELECT id FROM zoho_desk_tickets WHERE status = 5"),
      Rows("NullNumber", number + "= NULL"),
      Rows("NullKey", key + "= NULL"),
      Rows("NullKeyIs", key + "IS NULL"),
      Rows("KeyAsANumber", key + "= CAST(" + kSomeTicket + " AS INTEGER)"),
      Rows("KeyWithAFraction", key + "= 7.5"),
      Rows("KeyBeyond64Bits", key + "= 99999999999999999999"),
      Rows("KeyAsABlob", key + "= CAST(" + kSomeTicket + " AS BLOB)"),
      Rows("KeyWithSpaces", key + "= ' ' || " + kSomeTicket),
      Rows("KeyByIs", key + "IS " + kSomeTicket),
      Rows("KeyOfAnIntegerColumn",
           "WITH k(n) AS MATERIALIZED (SELECT CAST(id AS INTEGER) FROM zoho_desk_tickets ORDER BY "
           "id LIMIT 3) SELECT t.id FROM k JOIN zoho_desk_tickets AS t ON t.id = k.n",
           3035000),
      Rows("KeyOfATextColumn",
           "SELECT c.id FROM zoho_desk_tickets AS t JOIN zoho_desk_contacts AS c ON c.id = "
           "t.contactId WHERE t.status = 'Open'"),
      Rows("NullKeysOfALeftJoin",
           "SELECT t.id, a.name FROM zoho_desk_tickets AS t LEFT JOIN zoho_desk_agents AS a ON "
           "a.id = t.assigneeId"),
      Rows("KeyRangeComparesAsText", key + "> '9'"),
      Rows("KeyRangeWithANumber", key + "> 9"),
      Rows("KeyRangeAroundOne", key + ">= " + kSomeTicket + " AND id < " + kOtherTicket),
  };
}

// SQLite removes duplicates of an OR by key, and RIGHT JOIN remembers matches by it.
std::vector<TrapQuery> IdentityTraps() {
  const std::string arms = "status = 'Open' OR priority = 'High'";
  return {
      Rows("OrOverTwoColumns", "SELECT id FROM zoho_desk_tickets WHERE " + arms),
      Rows("OrOverTwoColumnsWithoutTheKey",
           "SELECT subject, status FROM zoho_desk_tickets WHERE " + arms),
      Rows("OrWithAKeyAndANull", "SELECT id FROM zoho_desk_tickets WHERE id = " + kSomeTicket +
                                     " OR assigneeId IS NULL OR channel = 'Email'"),
      Rows("OrOverTwoTables",
           "SELECT t.id FROM zoho_desk_tickets AS t JOIN zoho_desk_departments AS d ON d.id = "
           "t.departmentId WHERE t.status = 'Open' OR d.isEnabled = 0"),
      Rows("CountOverOrReadsKeysThatColUsedDoesNotName",
           "SELECT count(*) FROM zoho_desk_tickets WHERE " + arms),
      Rows("OrOverACompositeKey",
           "SELECT count(*) FROM zoho_desk_views WHERE module = 'tickets' OR isCustomView = 1"),
      Rows("OrReadsAColumnBeyondBit63",
           "SELECT id, contractId, sharedCount FROM zoho_desk_tickets WHERE ticketNumber = 105 OR "
           "id = " +
               kSomeTicket),
      Rows("ColumnBeyondBit63InWhere", "SELECT id FROM zoho_desk_tickets WHERE id IN (" +
                                           kSomeTicket + ", " + kOtherTicket +
                                           ") AND taskCount >= 0 AND customFields IS NOT NULL"),
      Rows("DistinctOverKeys", "SELECT DISTINCT id FROM zoho_desk_tickets"),
      Rows("RightJoin",
           "SELECT t.id, d.name FROM zoho_desk_tickets AS t RIGHT JOIN zoho_desk_departments AS d "
           "ON d.id = t.departmentId AND t.status = 'Open'",
           kRightJoin),
      Rows("FullJoin",
           "SELECT a.id, t.id FROM (SELECT * FROM zoho_desk_tickets WHERE status = 'Open') AS t "
           "FULL JOIN zoho_desk_agents AS a ON a.id = t.assigneeId",
           kRightJoin),
      Rows("RightJoinOverOr",
           "SELECT t.id, d.id FROM zoho_desk_tickets AS t RIGHT JOIN zoho_desk_departments AS d ON "
           "d.id = t.departmentId AND (" +
               arms + ")",
           kRightJoin),
  };
}

// Terms that look alike and are handed over differently, or not at all.
std::vector<TrapQuery> TermTraps() {
  const std::string tickets = "SELECT id FROM zoho_desk_tickets WHERE ";
  return {
      Rows("LikeIgnoresCase", "SELECT id FROM zoho_desk_contacts WHERE email LIKE 'MUELLER%'"),
      Rows("LikeWithEscape",
           "SELECT id FROM zoho_desk_contacts WHERE email LIKE 'mueller%' ESCAPE '!'"),
      Rows("LikeInTheMiddle", "SELECT id FROM zoho_desk_contacts WHERE email LIKE '%mail%'"),
      Rows("LikeOfANumber", tickets + "ticketNumber LIKE '10%'"),
      Rows("NotLike", "SELECT id FROM zoho_desk_accounts WHERE accountName NOT LIKE 'Blue%'"),
      Rows("NotEqual", tickets + "status != 'Open'"),
      Rows("IsNot", tickets + "assigneeId IS NOT NULL AND status IS NOT 'Open'"),
      Rows("IsAValue", tickets + "status IS 'Open'"),
      Rows("UnaryPlus", tickets + "+status = 'Open' AND +departmentId = " + kSomeDepartment),
      Rows("ExpressionOnTheColumn", tickets + "upper(status) = 'OPEN'"),
      Rows("CastOnTheColumn", tickets + "CAST(ticketNumber AS TEXT) = '105'"),
      Rows("TwoColumnsOfOneTable", tickets + "createdTime = modifiedTime"),
      Rows("TwoKeysOfOneTable", "SELECT id FROM zoho_desk_events WHERE id = ticketId"),
      Rows("RowValueEquals", tickets + "(status, priority) = ('Open', 'High')",
           kRowValuesInVirtualTables),
      Rows("RowValueGreater", tickets + "(createdTime, id) > ('2026-06-01', '5')",
           kRowValuesInVirtualTables),
      Rows("RowValueIn",
           tickets + "(status, priority) IN (SELECT 'Open', 'High' UNION SELECT 'Closed', 'Low')"),
      Rows("CollationOfTheComparison", tickets + "status = 'open' COLLATE NOCASE"),
      Rows("CollationOfTheColumn", tickets + "status COLLATE NOCASE = 'OPEN'"),
      Rows("NegatedTerms", tickets + "NOT (status = 'Open' OR priority = 'High')"),
      Rows("NotIn", tickets + "status NOT IN ('Open', 'Closed')"),
      Rows("NotInWithNull", tickets + "status NOT IN ('Open', NULL)"),
      Rows("ContradictingTerms", tickets + "status = 'Open' AND status = 'Closed'"),
      Rows("ArrowOnJson", tickets + "source ->> '$.type' = 'SYSTEM' AND status = 'Open'", kArrow),
  };
}

std::vector<TrapQuery> ListTraps() {
  const std::string tickets = "SELECT id FROM zoho_desk_tickets WHERE ";
  return {
      Rows("ListWithNull", tickets + "status IN ('Open', NULL)"),
      Rows("ListOfNulls", tickets + "status IN (NULL, NULL)"),
      Rows("EmptyList", tickets + "status IN ()"),
      Rows("EmptyListOfASubquery",
           tickets + "departmentId IN (SELECT id FROM zoho_desk_departments WHERE name = 'none')"),
      Rows("KeysThatMeanTheSame", tickets + "id IN (" + kSomeTicket + ", CAST(" + kSomeTicket +
                                      " AS INTEGER), 7.5, NULL, 'x')"),
      Rows("NumbersThatMeanTheSame", tickets + "ticketNumber IN (105, '105', 105.0, 106)"),
      Rows("TextsThatDifferInCase", tickets + "status IN ('open', 'Open', 'OPEN')"),
      Rows("ListOfOneMember", tickets + "status IN ('Open')"),
      Ordered("ListInServerOrder",
              "SELECT createdTime, id FROM zoho_desk_tickets WHERE status IN ('Closed', 'Open') "
              "ORDER BY createdTime DESC"),
      Ordered("LongListInServerOrder",
              "SELECT createdTime, id FROM zoho_desk_tickets WHERE departmentId IN (SELECT id FROM "
              "zoho_desk_departments UNION SELECT id FROM zoho_desk_agents UNION SELECT id FROM "
              "zoho_desk_roles) ORDER BY createdTime"),
      Rows("TwoLists", tickets + "status IN ('Open', 'Closed') AND priority IN ('High', 'Low')"),
      Rows("ListOnTheInnerSideOfAJoin",
           "SELECT d.id, t.id FROM zoho_desk_departments AS d CROSS JOIN zoho_desk_tickets AS t "
           "WHERE t.departmentId IN (d.id, 7) AND t.status IN ('Open', 'Closed')"),
      Rows("ListForAParentColumn",
           "SELECT id, module FROM zoho_desk_layouts WHERE module IN ('Cases', 'Contacts', 'x')"),
      Rows("OrThatIsAList", tickets + "priority = 'High' OR priority = 'Low' OR priority = NULL"),
  };
}

// LIMIT and OFFSET that must not be taken at their word before SQLite 3.46, and some of them never.
std::vector<TrapQuery> LimitTraps() {
  const std::string tickets = "SELECT id FROM zoho_desk_tickets ";
  const std::string calls = "SELECT id FROM zoho_desk_calls ";
  return {
      AnyRows("LimitNextToATermThatIsNotPushed", tickets + "WHERE closedTime IS NULL", "LIMIT 7"),
      AnyRows("LimitNextToATermThatSqliteHides", tickets + "WHERE createdTime = modifiedTime",
              "LIMIT 2"),
      AnyRows("LimitNextToAPushedAndAHiddenTerm",
              tickets + "WHERE status = 'Open' AND createdTime < modifiedTime", "LIMIT 3"),
      AnyRows("LimitNextToAFunction", tickets + "WHERE length(subject) > 30", "LIMIT 4"),
      AnyRows("LimitNextToAPushedTerm", tickets + "WHERE status = 'Open'", "LIMIT 5"),
      AnyRows("LimitNextToAList", tickets + "WHERE status IN ('Open', 'Closed')", "LIMIT 5"),
      AnyRows("LimitNextToAnOr", tickets + "WHERE status = 'Open' OR priority = 'High'", "LIMIT 9"),
      AnyRows("LimitAndOffset", tickets, "LIMIT 3 OFFSET 2"),
      AnyRows("OffsetBeyondTheFirstPage", tickets, "LIMIT 20 OFFSET 95"),
      AnyRows("OffsetNextToAHiddenTerm", tickets + "WHERE modifiedTime > createdTime",
              "LIMIT 3 OFFSET 4"),
      AnyRows("OffsetOfAllButTheLast", tickets,
              "LIMIT 10 OFFSET (SELECT count(*) - 1 FROM "
              "zoho_desk_tickets)"),
      Rows("OffsetBeyondTheEnd", tickets + "LIMIT 3 OFFSET 100000"),
      AnyRows("OffsetAlone", tickets, "LIMIT -1 OFFSET 5"),
      Rows("NegativeLimit", tickets + "LIMIT -1"),
      Rows("LimitOfNothing", tickets + "LIMIT 0"),
      AnyRows("NegativeOffset", tickets, "LIMIT 4 OFFSET -3"),
      Ordered("OrderThatIsNotTheServersAndLimit",
              "SELECT id FROM zoho_desk_tickets ORDER BY id DESC LIMIT 2"),
      Ordered("OrderThatIsTheServersAndLimit",
              "SELECT createdTime FROM zoho_desk_tickets ORDER BY createdTime DESC LIMIT 3 OFFSET "
              "2"),
      Ordered("OrderByTwoColumnsAndLimit",
              "SELECT status, createdTime, id FROM zoho_desk_tickets ORDER BY status, createdTime "
              "DESC, id LIMIT 5",
              3),
      Ordered("OrderAndAHiddenTermAndLimit",
              "SELECT createdTime FROM zoho_desk_tickets WHERE createdTime < modifiedTime ORDER BY "
              "createdTime LIMIT 3"),
      AnyRows("LimitOverUnionAll",
              tickets + "WHERE status = 'Open' UNION ALL " + tickets + "WHERE status = 'Closed'",
              "LIMIT 3 OFFSET 29"),
      {"LimitOverUnionAllOfTheWhole",
       {.sql = calls + "UNION ALL " + calls +
               "LIMIT 3 OFFSET (SELECT count(*) - 1 FROM zoho_desk_calls)",
        .rows_of = calls}},
      Ordered("LimitOverUnion",
              "SELECT status FROM zoho_desk_tickets UNION SELECT priority FROM "
              "zoho_desk_tickets ORDER BY 1 LIMIT 4"),
      Ordered("LimitOverDistinct",
              "SELECT DISTINCT status FROM zoho_desk_tickets ORDER BY status LIMIT 3"),
      Ordered("LimitOverGroups",
              "SELECT departmentId, count(*) FROM zoho_desk_tickets GROUP BY departmentId ORDER BY "
              "departmentId LIMIT 2",
              2),
      Rows("LimitOverAnAggregate", "SELECT count(*) FROM zoho_desk_tickets LIMIT 1"),
      Rows(
          "LimitOfExists",
          "SELECT d.id FROM zoho_desk_departments AS d WHERE EXISTS (SELECT 1 FROM "
          "zoho_desk_tickets AS t WHERE t.departmentId = d.id AND t.createdTime < t.modifiedTime)"),
      Rows("LimitOfAScalarSubquery",
           "SELECT d.id, (SELECT t.createdTime FROM zoho_desk_tickets AS t WHERE t.departmentId = "
           "d.id ORDER BY t.createdTime DESC) FROM zoho_desk_departments AS d"),
      Rows("LimitOfAJoin",
           "SELECT count(*) FROM (SELECT t.id FROM zoho_desk_tickets AS t JOIN zoho_desk_contacts "
           "AS c ON c.id = t.contactId LIMIT 6)"),
      Rows("LimitInASubquery",
           "SELECT count(*) FROM (SELECT id FROM zoho_desk_tickets WHERE priority = 'High' LIMIT "
           "5) AS t JOIN zoho_desk_tickets AS u ON u.id = t.id"),
  };
}

// ORDER BY, aggregates and joins.
std::vector<TrapQuery> OrderTraps() {
  return {
      Ordered("NullsLast",
              "SELECT assigneeId, id FROM zoho_desk_tickets ORDER BY assigneeId NULLS LAST, id", 2,
              kNullsFirst),
      Ordered("NullsFirstDescending",
              "SELECT dueDate, id FROM zoho_desk_tickets ORDER BY dueDate DESC NULLS FIRST, id", 2,
              kNullsFirst),
      Ordered(
          "DefaultNullPlacement",
          "SELECT createdTime FROM zoho_desk_tickets ORDER BY createdTime DESC NULLS LAST LIMIT "
          "5",
          1, kNullsFirst),
      Ordered("OrderUnderAnotherCollation",
              "SELECT accountName FROM zoho_desk_accounts ORDER BY accountName COLLATE NOCASE, "
              "accountName"),
      Ordered("OrderOfNames", "SELECT accountName FROM zoho_desk_accounts ORDER BY accountName"),
      Ordered("OrderByAnExpression",
              "SELECT substr(createdTime, 12), id FROM zoho_desk_tickets ORDER BY "
              "substr(createdTime, 12), id LIMIT 5",
              2),
      Ordered("OrderOfSeveralParents",
              "SELECT module, id FROM zoho_desk_layouts ORDER BY module, id", 2),
      Rows(
          "MinAndMax",
          "SELECT (SELECT min(createdTime) FROM zoho_desk_tickets), (SELECT max(modifiedTime) FROM "
          "zoho_desk_tickets)"),
      Rows("MinAndMaxTogether", "SELECT min(createdTime), max(createdTime) FROM zoho_desk_tickets"),
      Rows("MaxWithABareColumn", "SELECT max(ticketNumber), subject FROM zoho_desk_tickets"),
      Rows("MaxOfAServerOrderWithABareColumn",
           "SELECT max(createdTime), id FROM zoho_desk_tickets"),
      Rows("MaxNextToATermThatIsNotPushed",
           "SELECT max(createdTime) FROM zoho_desk_tickets WHERE closedTime IS NULL"),
      Rows("MaxNextToAPushedTerm",
           "SELECT max(createdTime) FROM zoho_desk_tickets WHERE status = 'Open'"),
      Rows("MaxOfNothing", "SELECT max(createdTime) FROM zoho_desk_tickets WHERE status = 'none'"),
      Rows("MinOfAColumnWithNulls", "SELECT min(assigneeId), min(dueDate) FROM zoho_desk_tickets"),
      Rows("CountReadsNoColumn", "SELECT count(*) FROM zoho_desk_tickets"),
      Rows("CountOfAColumn", "SELECT count(assigneeId) FROM zoho_desk_tickets"),
      Rows("GroupsThatMustBeAdjacent",
           "SELECT createdTime, count(*) FROM zoho_desk_tickets GROUP BY createdTime"),
      Rows("DistinctThatMustBeAdjacent", "SELECT DISTINCT createdTime FROM zoho_desk_tickets"),
      Rows("LeftJoinKeepsRowsThatWhereOnTheRightDrops",
           "SELECT t.id, c.email FROM zoho_desk_tickets AS t LEFT JOIN zoho_desk_contacts AS c ON "
           "c.id = t.contactId AND c.email LIKE 'm%' WHERE t.status = 'Open'"),
      Rows("LeftJoinWithWhereOnTheRight",
           "SELECT t.id FROM zoho_desk_tickets AS t LEFT JOIN zoho_desk_contacts AS c ON c.id = "
           "t.contactId WHERE c.email LIKE 'm%'"),
      Rows("SelfJoin",
           "SELECT count(*) FROM zoho_desk_departments AS a JOIN zoho_desk_departments AS b ON "
           "a.isEnabled = b.isEnabled"),
      Rows("CrossJoinAgainstTheCheapOrder",
           "SELECT count(*) FROM zoho_desk_contacts AS c CROSS JOIN zoho_desk_accounts AS a WHERE "
           "a.id = c.accountId"),
      Rows("CorrelatedSubquery",
           "SELECT d.id, (SELECT count(*) FROM zoho_desk_tickets AS t WHERE t.departmentId = d.id "
           "AND t.status = 'Open') FROM zoho_desk_departments AS d"),
  };
}

}  // namespace

std::vector<TrapQuery> TrapQueries() {
  std::vector<TrapQuery> all;
  for (const auto& part : {AffinityTraps(), ArgumentTraps(), IdentityTraps(), TermTraps(),
                           ListTraps(), LimitTraps(), OrderTraps()})
    all.insert(all.end(), part.begin(), part.end());
  return all;
}

}  // namespace zoho_desk::testing
