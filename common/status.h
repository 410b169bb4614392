#pragma once

// Errors as values. Every fallible function of the project returns Result<T>; exceptions are not
// used for control flow. The message is what a person reads in the sqlite3 shell, so it names the
// table or file, the cause and the next step, and never holds a token or a secret.

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <variant>

namespace zoho_desk {

// What kind of failure it is. vtab/ maps these to SQLite result codes.
enum class Code {
  kAuth,             // credentials missing, wrong, revoked, or without the scope or permission
  kNotFound,         // the record does not exist
  kRateLimited,      // Zoho refuses more calls for now (concurrency, credits, token throttle)
  kInvalidArgument,  // a setting, SQL argument or parameter is wrong
  kNetwork,          // no connection, reset, TLS, DNS
  kTimeout,          // no answer in time
  kServer,           // 5xx
  kBadResponse,      // an answer that is not what the API documents
  kCancelled,        // the user interrupted the query
  kInternal,         // a defect or a local failure (disk, memory)
};

// Why Zoho refuses a request, as far as a program can act on it. Filled once, where the answer is
// read (client/api_error); no decision reads a message, which is for people.
struct Refusal {
  enum class Kind : uint8_t {
    kNone,          // no refusal, or one that nothing is known about
    kToken,         // the access token is invalid: another one may do
    kUnclear,       // 401 or 403 that names no cause: the token, or a right that is missing
    kScope,         // the token's consent does not cover this
    kOrganization,  // the token belongs to another organisation
    kLicense,       // the portal's edition does not include this
    kPermission,    // the user behind the token may not read this
    kMissing,       // there is no such record or address (any more)
    kParameter,     // `field`, if it is named, is refused or its value is
    kExtraField,    // `field` is a parameter that this address does not take
    kRange,         // `field` must be from `least` to `most`
    kTooDeep,       // a search goes no deeper than `most` rows
    kConcurrency,   // too many calls at once
    kCredits,       // the day's API credits are used up
    kFailure,       // Zoho's side failed
    kNotZoho,       // a page of whatever stands between
  };
  Kind kind = Kind::kNone;
  std::string field{};  // a query parameter's name, "sortBy"
  int least = 0;
  int most = 0;
};

// What one part of the program tells another by an error. Not Zoho's: those are Refusal and
// Error::error_code.
enum class Signal : uint8_t {
  kNone,
  kCeilingReached,      // a list or search goes no deeper although more rows may exist
  kMaxRequestsReached,  // ZOHO_DESK_MAX_REQUESTS ends the query; it does not say its price yet
  kCutOff,              // an answer ends too early: to be asked for again
  kMadeRoom,            // an answer nobody waited for was stopped: too much had come unread
  kUntrustedServer,     // the server could not prove who it is: trying again cannot help
  kProxyRefused,        // a proxy does not connect: nor does it then
};

// `message` is for people; a program reads the other fields: what kind of failure, of which table,
// what Zoho said and when to come back.
struct Error {
  Code code = Code::kInternal;
  std::string message;
  int http_status = 0;       // 0: no HTTP answer was involved
  std::string error_code{};  // Zoho's errorCode, when there was one
  Refusal refusal{};         // what it means
  Signal signal = Signal::kNone;
  std::string table{};                      // "zoho_desk_tickets"; empty: none
  std::optional<int64_t> retry_after_ms{};  // when Zoho says to come back
};

// A value or an Error. Access value() only after ok().
template <typename T>
class [[nodiscard]] Result {
 public:
  // NOLINTNEXTLINE(google-explicit-constructor): functions return values and errors as they are
  Result(T value) : state_(std::in_place_index<0>, std::move(value)) {}
  // NOLINTNEXTLINE(google-explicit-constructor)
  Result(Error error) : state_(std::in_place_index<1>, std::move(error)) {}

  bool ok() const { return state_.index() == 0; }
  explicit operator bool() const { return ok(); }

  T& value() & { return std::get<0>(state_); }
  const T& value() const& { return std::get<0>(state_); }
  T&& value() && { return std::get<0>(std::move(state_)); }
  T& operator*() & { return value(); }
  const T& operator*() const& { return value(); }
  T&& operator*() && { return std::move(*this).value(); }
  T* operator->() { return &value(); }
  const T* operator->() const { return &value(); }

  Error& error() & { return std::get<1>(state_); }
  const Error& error() const& { return std::get<1>(state_); }
  Error&& error() && { return std::get<1>(std::move(state_)); }

 private:
  std::variant<T, Error> state_;
};

// Success without a value. Default-constructed it is success.
struct Success {};
using Status = Result<Success>;
inline Status Ok() {
  return Success{};
}

}  // namespace zoho_desk

// Evaluates an expression that yields a Result; on failure returns its Error from this function.
#define ZD_CONCAT_INNER(a, b) a##b
#define ZD_CONCAT(a, b) ZD_CONCAT_INNER(a, b)
#define ZD_RETURN_IF_ERROR(expr)                  \
  do {                                            \
    if (auto zd_status = (expr); !zd_status.ok()) \
      return std::move(zd_status).error();        \
  } while (false)
// ZD_ASSIGN_OR_RETURN(auto x, F()); declares x from F()'s value, or returns F()'s error.
#define ZD_ASSIGN_OR_RETURN(lhs, expr)                         \
  auto ZD_CONCAT(zd_result_, __LINE__) = (expr);               \
  if (!ZD_CONCAT(zd_result_, __LINE__).ok())                   \
    return std::move(ZD_CONCAT(zd_result_, __LINE__)).error(); \
  lhs = std::move(ZD_CONCAT(zd_result_, __LINE__)).value()
