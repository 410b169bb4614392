#pragma once

// WHERE terms: every operator with values that match something and with values that users get
// wrong.

#include <string>

#include "tests/support/query_values.h"

namespace zoho_desk::testing {

class QueryTerms {
 public:
  explicit QueryTerms(Dice& dice) : dice_(dice), values_(dice) {}

  // "t.status = 'Open'". `alias` qualifies every column.
  std::string Any(const QueryTable& table, const std::string& alias);
  // A term that keeps some but not all rows, as a rule.
  std::string Selective(const QueryTable& table, const std::string& alias);
  // Up to `most` terms joined by AND, some of them ORs; empty at times.
  std::string All(const QueryTable& table, const std::string& alias, size_t most);
  // " WHERE " and All, or nothing.
  std::string Where(const QueryTable& table, const std::string& alias, size_t most);

  // A column that a term may name.
  const QueryColumn& Column(const QueryTable& table);

 private:
  std::string Compare(const std::string& name, const QueryColumn& column);
  std::string OtherCase(const QueryColumn& column);
  std::string In(const std::string& name, const QueryColumn& column);
  std::string Like(const std::string& name, const QueryColumn& column);
  std::string Null(const std::string& name);
  std::string Between(const std::string& name, const QueryColumn& column);
  std::string Expression(const QueryTable& table, const std::string& alias);
  std::string Or(const QueryTable& table, const std::string& alias);

  Dice& dice_;
  QueryValues values_;
};

}  // namespace zoho_desk::testing
