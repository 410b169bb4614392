// Queries over one table; query_generator_joins.cpp has those over several.

#include "tests/support/query_generator.h"

#include <algorithm>
#include <utility>

#include "common/text.h"

namespace zoho_desk::testing {
namespace {

// SQLite makes `a COLLATE NOCASE = 'x' OR a = 'Y'` into an IN list under one of the two collations,
// and loses rows of any table that has an index (3.46.1 does, 3.53.4 does not). The oracle's tables
// have none.
constexpr int kKeepsCollationsInOr = 3053000;
bool MayMixCollationsInOr(const std::string& sql) {
  return sql.find(" COLLATE ") != std::string::npos && sql.find(" OR ") != std::string::npos;
}

// The tables with more to push down come up more often.
constexpr const char* kTables[] = {
    "tickets",
    "tickets",
    "tickets",
    "tickets",
    "tickets",
    "contacts",
    "contacts",
    "accounts",
    "accounts",
    "products",
    "products",
    "articles",
    "articles",
    "calls",
    "tasks",
    "events",
    "contracts",
    "contracts",
    "customer_feedback",
    "customer_feedback",
    "customer_feedback",
    "agents",
    "agents",
    "departments",
    "article_feedbacks",
    "article_feedbacks",
    "skills",
    "skills",
    "layouts",
    "views",
    "layouts",
    "views",
    "users",
    "groups",
    "labels",
};

}  // namespace

const QueryTable& QueryGenerator::Table() {
  return data_.table(dice_.Pick(kTables));
}

std::string QueryGenerator::Key(const QueryTable& table, const std::string& alias) {
  std::string list;
  for (const QueryColumn* column : table.key)
    AppendToList(list, alias + "." + column->name());
  return list;
}

// The key and up to `most` other columns.
std::string QueryGenerator::Columns(const QueryTable& table, const std::string& alias,
                                    size_t most) {
  std::string list = Key(table, alias);
  for (size_t left = dice_.Below(most + 1); left > 0; --left)
    list += ", " + alias + "." + terms_.Column(table).name();
  return list;
}

std::string QueryGenerator::Direction() {
  constexpr const char* kDirections[] = {
      "", "", " ASC", " DESC", " DESC", " DESC NULLS LAST", " ASC NULLS LAST", " DESC NULLS FIRST"};
  return dice_.Pick(kDirections);
}

std::string QueryGenerator::Limit() {
  constexpr const char* kLimits[] = {"0", "1", "1", "2", "5", "10", "49", "100", "1000", "-1"};
  constexpr const char* kOffsets[] = {"0", "1", "3", "7", "50", "10000", "-1"};
  const std::string limit = dice_.Pick(kLimits);
  if (dice_.OneIn(12))
    return " LIMIT (SELECT " + limit + ")";
  return " LIMIT " + limit + (dice_.OneIn(3) ? std::string(" OFFSET ") + dice_.Pick(kOffsets) : "");
}

GeneratedQuery QueryGenerator::Rows() {
  const QueryTable& table = Table();
  const std::string sql = "SELECT " + Columns(table, "t", 3) + " FROM " + table.name + " AS t" +
                          terms_.Where(table, "t", 3);
  if (!dice_.OneIn(3))
    return {.sql = sql};
  return {.sql = sql + Limit(), .rows_of = sql};
}

GeneratedQuery QueryGenerator::Ordered() {
  const QueryTable& table = Table();
  const bool total = dice_.OneIn(2);
  std::string columns;
  std::string order;
  size_t sorted = 0;
  for (size_t left = dice_.OneIn(3) ? 2 : 1; left > 0; --left, ++sorted) {
    const QueryColumn& column =
        dice_.Below(4) < 3 ? *dice_.Pick(table.sortable) : *dice_.Pick(table.cheap);
    columns += "t." + column.name() + ", ";
    AppendToList(order, "t." + column.name() + (total && dice_.OneIn(6) ? " COLLATE NOCASE" : "") +
                            Direction());
  }
  columns += Columns(table, "t", 2);
  std::string sql =
      "SELECT " + columns + " FROM " + table.name + " AS t" + terms_.Where(table, "t", 2);
  GeneratedQuery query{.sorted_columns = sorted};
  if (total) {
    order += ", " + Key(table, "t") + (dice_.OneIn(3) ? " DESC" : "");
    query.sorted_columns = SIZE_MAX;
  }
  const bool limited = dice_.OneIn(2);
  if (limited && !total)
    query.rows_of = sql;
  query.sql = sql + " ORDER BY " + order + (limited ? Limit() : "");
  return query;
}

GeneratedQuery QueryGenerator::Aggregate() {
  const QueryTable& table = Table();
  const std::string from = " FROM " + table.name + " AS t" + terms_.Where(table, "t", 2);
  const QueryColumn& column = dice_.OneIn(2) ? *dice_.Pick(table.sortable) : terms_.Column(table);
  const std::string name = "t." + column.name();
  switch (dice_.Below(7)) {
    case 0:
      return {.sql = "SELECT count(*)" + from};
    case 1:
      return {.sql = "SELECT min(" + name + ")" + from};
    case 2:
      return {.sql = "SELECT max(" + name + ")" + from};
    case 3:
      return {.sql = "SELECT count(DISTINCT " + name + "), count(" + name + ")" + from};
    case 4:
      return {.sql = "SELECT count(*) FROM (" + SourceWithLimit(table) + ")"};
    case 5:
      return {.sql = "SELECT max(id), min(id), count(*) FROM (" + SourceWithLimit(table) + ")"};
    default:
      return {.sql = "SELECT count(*), count(" + name + "), min(" + name + "), max(" + name +
                     "), count(*) FILTER (WHERE " + terms_.Any(table, "t") + ")" + from};
  }
}

// A subquery whose rows ORDER BY and LIMIT choose.
std::string QueryGenerator::SourceWithLimit(const QueryTable& table) {
  return "SELECT t." + table.key.back()->name() + " AS id FROM " + table.name + " AS t" +
         terms_.Where(table, "t", 2) + " ORDER BY t." + dice_.Pick(table.sortable)->name() +
         Direction() + ", " + Key(table, "t") + Limit();
}

GeneratedQuery QueryGenerator::Groups() {
  const QueryTable& table = Table();
  const std::string name = "t." + terms_.Column(table).name();
  const std::string other = "t." + terms_.Column(table).name();
  std::string sql = "SELECT " + name + ", count(*), min(" + other + "), max(" + other + ") FROM " +
                    table.name + " AS t" + terms_.Where(table, "t", 2) + " GROUP BY " + name;
  constexpr const char* kHaving[] = {" HAVING count(*) > 1", " HAVING max(t.id) IS NOT NULL",
                                     " HAVING count(*) BETWEEN 2 AND 9"};
  if (dice_.OneIn(3))
    sql += dice_.Pick(kHaving);
  GeneratedQuery query{.sql = sql};
  if (dice_.OneIn(2)) {
    query.sql += " ORDER BY " + name + Direction() + (dice_.OneIn(2) ? Limit() : "");
    query.sorted_columns = SIZE_MAX;
  }
  return query;
}

GeneratedQuery QueryGenerator::Distinct() {
  const QueryTable& table = Table();
  const std::string first = "t." + terms_.Column(table).name();
  const std::string second = "t." + terms_.Column(table).name();
  const std::string list = dice_.OneIn(2) ? first : first + ", " + second;
  const std::string sql =
      "SELECT DISTINCT " + list + " FROM " + table.name + " AS t" + terms_.Where(table, "t", 2);
  switch (dice_.Below(3)) {
    case 0:
      return {.sql = sql};
    case 1:
      return {.sql = sql + Limit(), .rows_of = sql};
    default:
      return {.sql = sql + " ORDER BY " + list + (dice_.OneIn(2) ? Limit() : ""),
              .sorted_columns = SIZE_MAX};
  }
}

GeneratedQuery QueryGenerator::Window() {
  const QueryTable& table = Table();
  const std::string by = "t." + dice_.Pick(table.pushable)->name();
  const std::string order = "t." + dice_.Pick(table.sortable)->name() + Direction();
  return {.sql = "SELECT " + Key(table, "t") + ", row_number() OVER (PARTITION BY " + by +
                 " ORDER BY " + order + ", " + Key(table, "t") + ") AS n FROM " + table.name +
                 " AS t" + terms_.Where(table, "t", 2)};
}

GeneratedQuery QueryGenerator::JsonKeys() {
  const QueryTable* table = &Table();
  while (table->json.empty())
    table = &Table();
  const QueryColumn& column = *dice_.Pick(table->json);
  const std::string key = dice_.Pick(column.json_keys);
  const bool arrow = dice_.OneIn(2);
  const std::string value = arrow ? "t." + column.name() + " ->> '" + key + "'"
                                  : "json_extract(t." + column.name() + ", '$." + key + "')";
  GeneratedQuery query{.sql = "SELECT " + Key(*table, "t") + ", " + value + " FROM " + table->name +
                              " AS t WHERE " + terms_.Any(*table, "t")};
  query.sql += dice_.OneIn(3) ? " AND t." + column.name() + " IS NOT NULL" : "";
  if (arrow)
    query.oldest_sqlite = 3038000;
  return query;
}

GeneratedQuery QueryGenerator::Next() {
  GeneratedQuery query = OfAnyShape();
  if (MayMixCollationsInOr(query.sql))
    query.oldest_sqlite = std::max(query.oldest_sqlite, kKeepsCollationsInOr);
  return query;
}

GeneratedQuery QueryGenerator::OfAnyShape() {
  using Shape = GeneratedQuery (QueryGenerator::*)();
  constexpr std::pair<int, Shape> kShapes[] = {
      {16, &QueryGenerator::Rows},      {18, &QueryGenerator::Ordered},
      {8, &QueryGenerator::Aggregate},  {5, &QueryGenerator::Groups},
      {5, &QueryGenerator::Distinct},   {2, &QueryGenerator::Window},
      {4, &QueryGenerator::JsonKeys},   {10, &QueryGenerator::Join},
      {3, &QueryGenerator::LongJoin},   {2, &QueryGenerator::UsingJoin},
      {5, &QueryGenerator::InSubquery}, {4, &QueryGenerator::Exists},
      {6, &QueryGenerator::Scalar},     {5, &QueryGenerator::Cte},
      {7, &QueryGenerator::Compound},
  };
  int roll = static_cast<int>(dice_.Below(100));
  for (const auto& [weight, shape] : kShapes) {
    roll -= weight;
    if (roll < 0)
      return (this->*shape)();
  }
  return Rows();
}

}  // namespace zoho_desk::testing
