#pragma once

// Whether a record passes the filters of a request, by the values its fields show.

#include <string>
#include <string_view>
#include <vector>

#include "sandbox/params.h"
#include "sandbox/spec.h"

namespace zoho_desk::sandbox {

// Both arguments must outlive the filter. Not thread-safe: it reuses a buffer.
class RowFilter {
 public:
  RowFilter(const ResourceSpec& resource, const Parsed& parsed);

  // True if every row passes.
  bool empty() const { return values_.empty() && conditions_ == nullptr && !view_field_; }
  bool Matches(const Row& row) const;

 private:
  bool MatchesValue(const Row& row, const Value& value) const;
  bool MatchesField(const Row& row, std::string_view name,
                    const std::vector<std::string>& wanted) const;

  const ResourceSpec& resource_;
  const Parsed& parsed_;
  std::vector<const Value*> values_;
  const std::vector<Condition>* conditions_ = nullptr;
  const FieldSpec* view_field_ = nullptr;
  std::string view_value_;
  mutable std::string scratch_;
};

// Whole value, '*' for anything, ASCII letters without regard to case.
bool GlobMatches(std::string_view pattern, std::string_view text);

}  // namespace zoho_desk::sandbox
