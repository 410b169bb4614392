// Queries over several tables.

#include "tests/support/query_generator.h"
#include "tests/support/query_links.h"

namespace zoho_desk::testing {
namespace {

std::string On(const QueryLink& link) {
  return std::string("p.id = c.") + link.column;
}

}  // namespace

GeneratedQuery QueryGenerator::Join() {
  const QueryLink& link = dice_.Pick(kQueryLinks);
  const QueryTable& child = data_.table(link.from);
  const QueryTable& parent = data_.table(link.to);
  const std::string c = child.name + " AS c";
  const std::string p = parent.name + " AS p";
  const std::string both = "SELECT " + Columns(child, "c", 1) + ", " + Columns(parent, "p", 1);
  const std::string few = " WHERE " + terms_.Selective(child, "c");
  switch (dice_.Below(10)) {
    case 0:
      return {.sql = both + " FROM " + c + " JOIN " + p + " ON " + On(link) + few};
    case 1:
      return {.sql = both + " FROM " + c + " LEFT JOIN " + p + " ON " + On(link) + few};
    case 2:
      return {.sql = both + " FROM " + c + ", " + p + few + " AND " + On(link) + " AND " +
                     terms_.Any(parent, "p")};
    case 3:
      return {.sql = "SELECT " + Key(child, "c") + " FROM " + c + " LEFT JOIN " + p + " ON " +
                     On(link) + few};
    case 4:
      return {.sql = both + " FROM " + c + " LEFT JOIN " + p + " ON " + On(link) + " AND " +
                     terms_.Any(parent, "p") + few};
    case 5:
      return {.sql = both + " FROM " + p + " LEFT JOIN " + c + " ON " + On(link) + " AND " +
                     terms_.Selective(child, "c")};
    case 6:
      return {.sql = both + " FROM " + c + " LEFT JOIN " + p + " ON " + On(link) +
                     " WHERE p.id IS NULL"};
    case 7:
      return {.sql = both + " FROM " + c + " CROSS JOIN " + p + few + " AND " + On(link)};
    case 8:
      return {.sql = both + " FROM " + c + " FULL JOIN " + p + " ON " + On(link) + " AND " +
                     terms_.Selective(child, "c"),
              .oldest_sqlite = 3039000};
    default:
      return {.sql = both + " FROM " + c + " JOIN " + p + " ON " + On(link) + few + " ORDER BY c." +
                     dice_.Pick(child.sortable)->name() + Direction() + ", " + Key(child, "c") +
                     ", p.id" + Limit(),
              .sorted_columns = SIZE_MAX};
  }
}

GeneratedQuery QueryGenerator::LongJoin() {
  const QueryTable& tickets = data_.table("tickets");
  constexpr const char* kJoin[] = {" JOIN ", " LEFT JOIN "};
  const std::string where = " WHERE " + terms_.Selective(tickets, "t");
  const std::string columns = "SELECT t.id, t.subject, c.lastName, a.accountName";
  std::string sql =
      columns + " FROM zoho_desk_tickets AS t" + dice_.Pick(kJoin) +
      "zoho_desk_contacts AS c ON c.id = t.contactId" + dice_.Pick(kJoin) +
      "zoho_desk_accounts AS a ON a.id = " + (dice_.OneIn(2) ? "c.accountId" : "t.accountId");
  if (dice_.OneIn(2))
    sql += " LEFT JOIN zoho_desk_customer_feedback AS f ON f.ticketId = t.id";
  if (dice_.OneIn(2))
    return {.sql = sql + where + " AND " + terms_.Any(data_.table("contacts"), "c")};
  return {.sql = sql + where + " ORDER BY t.createdTime DESC, t.id, c.id, a.id LIMIT 7",
          .sorted_columns = SIZE_MAX};
}

GeneratedQuery QueryGenerator::UsingJoin() {
  constexpr const char* kColumns[] = {"contactId", "departmentId", "ticketId",
                                      "contactId, departmentId"};
  constexpr const char* kTables[] = {"calls", "events", "tasks", "customer_feedback"};
  const QueryTable& left = data_.table(dice_.Pick(kTables));
  const QueryTable& right = data_.table(dice_.Pick(kTables));
  const std::string columns = dice_.Pick(kColumns);
  return {.sql = "SELECT " + columns + ", count(*), min(l.id), max(r.id) FROM " + left.name +
                 " AS l JOIN " + right.name + " AS r USING (" + columns + ") WHERE " +
                 terms_.Selective(left, "l") + " GROUP BY " + columns};
}

GeneratedQuery QueryGenerator::InSubquery() {
  const QueryLink& link = dice_.Pick(kQueryLinks);
  const QueryTable& child = data_.table(link.from);
  const QueryTable& parent = data_.table(link.to);
  const std::string column(link.column);
  switch (dice_.Below(5)) {
    case 0:
      return {.sql = "SELECT " + Columns(child, "c", 2) + " FROM " + child.name + " AS c WHERE c." +
                     column + " IN (SELECT p.id FROM " + parent.name + " AS p WHERE " +
                     terms_.Any(parent, "p") + ")"};
    case 1:
      return {.sql = "SELECT " + Columns(parent, "p", 2) + " FROM " + parent.name +
                     " AS p WHERE p.id IN (SELECT c." + column + " FROM " + child.name + " AS c" +
                     terms_.Where(child, "c", 2) + ")"};
    case 2:
      return {.sql = "SELECT " + Key(parent, "p") + " FROM " + parent.name +
                     " AS p WHERE p.id NOT IN (SELECT c." + column + " FROM " + child.name +
                     " AS c WHERE " + terms_.Any(child, "c") +
                     (dice_.OneIn(2) ? " AND c." + column + " IS NOT NULL" : "") + ")"};
    case 3: {
      const QueryColumn& other = terms_.Column(child);
      return {.sql = "SELECT " + Columns(child, "c", 1) + " FROM " + child.name + " AS c WHERE c." +
                     other.name() + " = (SELECT s." + other.name() + " FROM " + child.name +
                     " AS s ORDER BY " + Key(child, "s") + " LIMIT 1)"};
    }
    default:
      return {.sql = "SELECT " + Columns(parent, "p", 1) + " FROM " + parent.name +
                     " AS p WHERE p.id IN (SELECT c." + column + " FROM " + child.name +
                     " AS c ORDER BY c." + dice_.Pick(child.sortable)->name() + " DESC, " +
                     Key(child, "c") + " LIMIT 5)"};
  }
}

GeneratedQuery QueryGenerator::Exists() {
  const QueryLink& link = dice_.Pick(kQueryLinks);
  const QueryTable& child = data_.table(link.from);
  const QueryTable& parent = data_.table(link.to);
  const std::string few =
      parent.rows > 30 ? " AND " + terms_.Selective(parent, "p") : std::string();
  return {.sql = "SELECT " + Columns(parent, "p", 1) + " FROM " + parent.name + " AS p WHERE " +
                 (dice_.OneIn(3) ? "NOT " : "") + "EXISTS (SELECT 1 FROM " + child.name +
                 " AS c WHERE c." + link.column + " = p.id AND " + terms_.Any(child, "c") + ")" +
                 few};
}

GeneratedQuery QueryGenerator::Scalar() {
  const QueryLink& link = dice_.Pick(kQueryLinks);
  const QueryTable& child = data_.table(link.from);
  const QueryTable& parent = data_.table(link.to);
  const std::string where = std::string(" WHERE c.") + link.column + " = p.id" +
                            (dice_.OneIn(2) ? " AND " + terms_.Any(child, "c") : "");
  const std::string sortable = "c." + dice_.Pick(child.sortable)->name();
  const std::string from = " FROM " + child.name + " AS c" + where;
  const std::string outer = " FROM " + parent.name + " AS p" +
                            (parent.rows > 30 ? " WHERE " + terms_.Selective(parent, "p") : "");
  std::string inner;
  switch (dice_.Below(4)) {
    case 0:
      inner = "SELECT count(*)" + from;
      break;
    case 1:
      inner = "SELECT max(" + sortable + ")" + from;
      break;
    case 2:
      inner = "SELECT " + sortable + from + " ORDER BY " + sortable + " DESC";
      break;
    default:
      inner = "SELECT c.id" + from + " ORDER BY " + sortable + " DESC, c.id LIMIT 1 OFFSET 1";
      break;
  }
  return {.sql = "SELECT p.id, (" + inner + ")" + outer};
}

GeneratedQuery QueryGenerator::Cte() {
  const QueryLink& link = dice_.Pick(kQueryLinks);
  const QueryTable& child = data_.table(link.from);
  const QueryTable& parent = data_.table(link.to);
  constexpr const char* kHow[] = {"AS ", "AS MATERIALIZED ", "AS NOT MATERIALIZED "};
  const size_t how = dice_.Below(3);
  const int oldest = how == 0 ? 3031000 : 3035000;
  const std::string with = std::string("WITH x ") + kHow[how] + "(SELECT c.id AS id, c." +
                           link.column + " AS link FROM " + child.name + " AS c" +
                           terms_.Where(child, "c", 2) + ") ";
  switch (dice_.Below(3)) {
    case 0:
      return {.sql = with + "SELECT " + Columns(parent, "p", 1) + ", x.id FROM " + parent.name +
                     " AS p JOIN x ON x.link = p.id",
              .oldest_sqlite = oldest};
    case 1:
      return {.sql = with +
                     "SELECT link, count(*) FROM x GROUP BY link UNION ALL SELECT 'all', "
                     "count(*) FROM x",
              .oldest_sqlite = oldest};
    default:
      return {.sql = with + "SELECT id, link FROM x WHERE link = " +
                     values_.Any(child.column(link.column)) +
                     " OR link IS NULL ORDER BY id DESC LIMIT 10",
              .sorted_columns = SIZE_MAX,
              .oldest_sqlite = oldest};
  }
}

GeneratedQuery QueryGenerator::Compound() {
  const QueryTable& left = Table();
  const QueryTable& right = dice_.OneIn(2) ? left : Table();
  constexpr const char* kOperators[] = {" UNION ", " UNION ALL ", " UNION ALL ", " EXCEPT ",
                                        " INTERSECT "};
  const std::string combined =
      "SELECT a.id AS id, a." + terms_.Column(left).name() + " AS x FROM " + left.name + " AS a" +
      terms_.Where(left, "a", 2) + dice_.Pick(kOperators) + "SELECT b.id, b." +
      terms_.Column(right).name() + " FROM " + right.name + " AS b" + terms_.Where(right, "b", 2);
  switch (dice_.Below(4)) {
    case 0:
      return {.sql = combined};
    case 1:
      return {.sql = combined + Limit(), .rows_of = combined};
    case 2:
      return {.sql = "SELECT count(*), min(id), max(x) FROM (" + combined + ") WHERE id > '1'"};
    default:
      return {.sql = combined + " ORDER BY 1" + Direction() + ", 2" + Limit(),
              .sorted_columns = SIZE_MAX};
  }
}

}  // namespace zoho_desk::testing
