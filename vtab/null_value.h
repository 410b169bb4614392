#pragma once

// SQL's NULL as one of the values of a std::variant with strings.

namespace zoho_desk::vtab {

// Not trivially copyable, on purpose. libstdc++ takes a variant of strings and of trivial values
// for one that is never without a value, and when a string's copy throws for want of memory it
// destroys a value that is not there: a crash. A type that it does not know keeps it from that.
struct NullValue {
  NullValue() noexcept = default;
  // NOLINTBEGIN(modernize-use-equals-default): that would make them trivial
  NullValue(const NullValue& /*other*/) noexcept {}
  NullValue& operator=(const NullValue& /*other*/) noexcept { return *this; }
  // NOLINTEND(modernize-use-equals-default)
  ~NullValue() = default;
};

}  // namespace zoho_desk::vtab
