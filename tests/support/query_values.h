#pragma once

// Constants for generated queries: from the data, changed a little, or nasty.

#include <span>
#include <string>

#include "tests/support/query_data.h"

namespace zoho_desk::testing {

class QueryValues {
 public:
  explicit QueryValues(Dice& dice) : dice_(dice) {}

  // Constants that no sensible query has, and times in every form users write.
  static std::span<const char* const> Nasty();
  static std::span<const char* const> Times();

  // A literal or constant expression to compare the column with.
  std::string Any(const QueryColumn& column);
  // One that some row has, if any has one.
  std::string FromData(const QueryColumn& column);

 private:
  std::string Variant(const QueryColumn& column);
  std::string Time(const QueryColumn& column);
  std::string TimeExpression(const std::string& iso);

  Dice& dice_;
};

// The text with each ASCII character changed (std::toupper).
std::string Changed(std::string text, int (*change)(int));
// At least the first bytes of UTF-8 text, no character cut.
std::string Head(const std::string& text, size_t bytes);
// Text as it is, other values as SQL writes them.
std::string AsText(const SqlValue& value);

}  // namespace zoho_desk::testing
