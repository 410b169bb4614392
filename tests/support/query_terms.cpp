#include "tests/support/query_terms.h"

#include <cctype>
#include <utility>

#include "common/text.h"

namespace zoho_desk::testing {
namespace {

constexpr const char* kComparisons[] = {"=", "=",  "=", "==", "!=", "<>",
                                        "<", "<=", ">", ">=", "IS", "IS NOT"};
constexpr const char* kRanges[] = {"<", "<=", ">", ">=", ">=", "<", "=", "IS", "!="};

}  // namespace

const QueryColumn& QueryTerms::Column(const QueryTable& table) {
  if (!table.costly.empty() && table.rows <= 40 && dice_.OneIn(40))
    return *dice_.Pick(table.costly);
  return *dice_.Pick(dice_.Below(10) < 7 ? table.pushable : table.cheap);
}

std::string QueryTerms::Compare(const std::string& name, const QueryColumn& column) {
  const std::string comparison = column.IsTime() ? dice_.Pick(kRanges) : dice_.Pick(kComparisons);
  const std::string value = values_.Any(column);
  switch (dice_.Below(14)) {
    case 0:
      return "NOT " + name + " " + comparison + " " + value;
    case 1:
      return name + " " + comparison + " " + OtherCase(column) + " COLLATE NOCASE";
    case 2:
      return name + " COLLATE NOCASE " + comparison + " " + OtherCase(column);
    case 3:
      return value + " " + comparison + " " + name;
    case 4:
      return "+" + name + " " + comparison + " " + value;
    default:
      return name + " " + comparison + " " + value;
  }
}

// What is equal to a value of the table if case does not matter.
std::string QueryTerms::OtherCase(const QueryColumn& column) {
  if (column.values.empty())
    return values_.Any(column);
  const std::string text = AsText(dice_.Pick(column.values));
  return Quoted(dice_.OneIn(2) ? Changed(text, std::toupper) : Changed(text, std::tolower));
}

std::string QueryTerms::In(const std::string& name, const QueryColumn& column) {
  constexpr size_t kSizes[] = {0, 1, 1, 2, 2, 3, 4, 5, 25, 90};
  const size_t size = dice_.Pick(kSizes);
  const bool nocase = dice_.OneIn(12);
  std::string list;
  for (size_t i = 0; i < size; ++i) {
    const std::string value = nocase     ? OtherCase(column)
                              : size > 5 ? values_.FromData(column)
                                         : values_.Any(column);
    AppendToList(list, value);
    if (dice_.OneIn(6))
      list += ", " + value;
  }
  if (size > 0 && dice_.OneIn(8))
    list += ", NULL";
  return name + (nocase ? " COLLATE NOCASE" : "") + (dice_.OneIn(6) ? " NOT IN (" : " IN (") +
         list + ")";
}

std::string QueryTerms::Like(const std::string& name, const QueryColumn& column) {
  constexpr const char* kPatterns[] = {"'%'",  "''", "'_%'",  "'%a%'",      "'A%'",
                                       "NULL", "5",  "'re%'", "'%.example'"};
  if (column.values.empty() || dice_.OneIn(6))
    return name + (dice_.OneIn(4) ? " NOT LIKE " : " LIKE ") + dice_.Pick(kPatterns);
  const std::string text = AsText(dice_.Pick(column.values));
  const std::string head = Head(text, 1 + dice_.Below(8));
  switch (dice_.Below(12)) {
    case 0:
      return name + " LIKE " + Quoted(text);
    case 1:
      return name + " LIKE " +
             Quoted("%" + text.substr(text.size() - Head(text, 3).size() / 3) + "%");
    case 2:
      return name + " LIKE " + Quoted(Changed(head, std::toupper) + "%");
    case 3:
      return name + " LIKE " + Quoted(Changed(head, std::tolower) + "%");
    case 4:
      return name + " LIKE " + Quoted(head + "\\%%") + " ESCAPE '\\'";
    case 5:
      return name + " LIKE " + Quoted(head + "%") + " ESCAPE '!'";
    case 6:
      return name + " GLOB " + Quoted(head + "*");
    case 7:
      return name + " GLOB " + Quoted("*" + Head(text, 2) + "*");
    case 8:
      return name + " NOT LIKE " + Quoted(head + "%");
    case 9:
      return name + " LIKE " + Quoted(head + "%" + "_");
    default:
      return name + " LIKE " + Quoted(head + "%");
  }
}

std::string QueryTerms::Null(const std::string& name) {
  constexpr const char* kForms[] = {" IS NULL",     " IS NULL", " ISNULL",
                                    " IS NOT NULL", " NOTNULL", " = NULL"};
  return name + dice_.Pick(kForms);
}

std::string QueryTerms::Between(const std::string& name, const QueryColumn& column) {
  std::string low = values_.Any(column);
  std::string high = values_.Any(column);
  if (low > high && !dice_.OneIn(5))
    std::swap(low, high);
  switch (dice_.Below(6)) {
    case 0:
      return name + " NOT BETWEEN " + low + " AND " + high;
    case 1:
      return name + " > " + low + " AND " + name + " < " + high;
    case 2:
      return name + " >= " + low + " AND " + name + " >= " + high;
    default:
      return name + " BETWEEN " + low + " AND " + high;
  }
}

// Terms that cannot be pushed and must not upset those that can.
std::string QueryTerms::Expression(const QueryTable& table, const std::string& alias) {
  const QueryColumn& column = Column(table);
  const QueryColumn& other = Column(table);
  const std::string name = alias + "." + column.name();
  switch (dice_.Below(8)) {
    case 0:
      return "length(" + name + ") > " + std::to_string(dice_.Below(20));
    case 1:
      return "lower(" + name + ") = " + values_.Any(column);
    case 2:
      return name + (dice_.OneIn(2) ? " = " : " <> ") + alias + "." + other.name();
    case 3:
      return "(" + name + ", " + alias + "." + other.name() + ") " +
             (dice_.OneIn(2) ? "= (" : ">= (") + values_.Any(column) + ", " + values_.Any(other) +
             ")";
    case 4:
      return "coalesce(" + name + ", 'none') <> " + values_.Any(column);
    case 5:
      return "substr(" + name + ", 1, 4) = substr(" + values_.Any(column) + ", 1, 4)";
    case 6:
      return "CASE WHEN " + name + " IS NULL THEN 1 ELSE " + name + " = " + values_.Any(column) +
             " END";
    default:
      if (table.json.empty())
        return name + " NOTNULL";
      const QueryColumn& json = *dice_.Pick(table.json);
      return "json_extract(" + alias + "." + json.name() + ", '$." + dice_.Pick(json.json_keys) +
             "') IS NOT NULL";
  }
}

std::string QueryTerms::Or(const QueryTable& table, const std::string& alias) {
  if (dice_.OneIn(3)) {
    const QueryColumn& column = Column(table);
    const std::string name = alias + "." + column.name();
    return "(" + name + " = " + values_.Any(column) + " OR " + name + " = " + values_.Any(column) +
           (dice_.OneIn(2) ? " OR " + Null(name) : "") + ")";
  }
  std::string text = "(" + Any(table, alias) + " OR " + Any(table, alias);
  if (dice_.OneIn(3))
    text += " OR (" + Any(table, alias) + " AND " + Any(table, alias) + ")";
  return text + ")";
}

std::string QueryTerms::Any(const QueryTable& table, const std::string& alias) {
  const QueryColumn& column = Column(table);
  const std::string name = alias + "." + column.name();
  switch (dice_.Below(12)) {
    case 0:
    case 1:
      return In(name, column);
    case 2:
    case 3:
      return Like(name, column);
    case 4:
      return Null(name);
    case 5:
      return Between(name, column);
    case 6:
      return Expression(table, alias);
    default:
      return Compare(name, column);
  }
}

std::string QueryTerms::Selective(const QueryTable& table, const std::string& alias) {
  const QueryColumn& column = *dice_.Pick(table.pushable);
  const std::string name = alias + "." + column.name();
  if (column.IsTime())
    return name + (dice_.OneIn(2) ? " >= " : " < ") + values_.FromData(column);
  if (dice_.OneIn(3))
    return name + " IN (" + values_.FromData(column) + ", " + values_.FromData(column) + ")";
  return name + " = " + values_.FromData(column);
}

std::string QueryTerms::All(const QueryTable& table, const std::string& alias, size_t most) {
  std::string text;
  for (size_t left = dice_.Below(most + 1); left > 0; --left) {
    const size_t roll = dice_.Below(10);
    AppendToList(text,
                 roll < 2   ? Or(table, alias)
                 : roll < 5 ? Selective(table, alias)
                            : Any(table, alias),
                 " AND ");
  }
  return text;
}

std::string QueryTerms::Where(const QueryTable& table, const std::string& alias, size_t most) {
  const std::string terms = All(table, alias, most);
  return terms.empty() ? "" : " WHERE " + terms;
}

}  // namespace zoho_desk::testing
