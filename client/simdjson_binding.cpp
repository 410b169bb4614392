// Called by extension/entry.cpp before any page is decoded. simdjson.h calls two functions of the
// library and reads four constant tables. They are defined here under their C++ names (what `nm`
// shows), because the tables are constants to whoever includes simdjson.h and can be filled only
// when the library is there. A version that needs more fails to link, one with larger tables to
// load.

#include "client/simdjson_binding.h"

#include <array>
#include <cstddef>

#include "common/private_library.h"

namespace {

struct Functions {
  void* (*get_active_implementation)() = nullptr;
  double (*from_chars)(const char* text) = nullptr;
};

// Set once, by BindSimdjson(), before the first call.
Functions real;

constexpr size_t kMostErrors = 128;    // 31 in 3.0
constexpr size_t kPowers = 2UL * 651;  // two numbers for each of 5^-342 to 5^308
using Table256 = std::array<std::byte, 256>;

}  // namespace

#define ZD_NAMED(symbol) __asm__(symbol)
#define ZD_ACTIVE "_ZN8simdjson25get_active_implementationEv"
#define ZD_FROM_CHARS "_ZN8simdjson8internal10from_charsEPKc"
#define ZD_ERRORS "_ZN8simdjson8internal11error_codesE"
#define ZD_POWERS "_ZN8simdjson8internal17power_of_five_128E"
#define ZD_STRUCTURAL "_ZN8simdjson8internal24structural_or_whitespaceE"
#define ZD_NOT_STRUCTURAL "_ZN8simdjson8internal32structural_or_whitespace_negatedE"

extern "C" {

// It returns a reference, which is an address.
void* ZdActiveImplementation() ZD_NAMED(ZD_ACTIVE);
void* ZdActiveImplementation() {
  return real.get_active_implementation();
}

double ZdFromChars(const char* text) ZD_NAMED(ZD_FROM_CHARS);
double ZdFromChars(const char* text) {
  return real.from_chars(text);
}

struct ZdError {
  int code;
  const char* message;
};
extern std::array<ZdError, kMostErrors> zd_errors ZD_NAMED(ZD_ERRORS);
alignas(64) std::array<ZdError, kMostErrors> zd_errors{};

extern std::array<unsigned long long, kPowers> zd_powers ZD_NAMED(ZD_POWERS);
alignas(64) std::array<unsigned long long, kPowers> zd_powers{};

extern Table256 zd_structural ZD_NAMED(ZD_STRUCTURAL);
alignas(64) Table256 zd_structural{};
extern Table256 zd_not_structural ZD_NAMED(ZD_NOT_STRUCTURAL);
alignas(64) Table256 zd_not_structural{};

}  // extern "C"

namespace zoho_desk::client {
namespace {

Status BindAll() {
  ZD_ASSIGN_OR_RETURN(const PrivateLibrary library, PrivateLibrary::Open(ZOHO_DESK_LIBSIMDJSON));
  ZD_ASSIGN_OR_RETURN(void* const active, library.Function(ZD_ACTIVE));
  ZD_ASSIGN_OR_RETURN(void* const from_chars, library.Function(ZD_FROM_CHARS));
  ZD_RETURN_IF_ERROR(library.CopyTable(ZD_ERRORS, &zd_errors, sizeof zd_errors));
  ZD_RETURN_IF_ERROR(library.CopyTable(ZD_POWERS, &zd_powers, sizeof zd_powers));
  ZD_RETURN_IF_ERROR(library.CopyTable(ZD_STRUCTURAL, &zd_structural, sizeof zd_structural));
  ZD_RETURN_IF_ERROR(
      library.CopyTable(ZD_NOT_STRUCTURAL, &zd_not_structural, sizeof zd_not_structural));
  real.get_active_implementation = reinterpret_cast<void* (*)()>(active);
  real.from_chars = reinterpret_cast<double (*)(const char*)>(from_chars);
  return Ok();
}

}  // namespace

const Status& BindSimdjson() {
  static const Status status = BindAll();
  return status;
}

}  // namespace zoho_desk::client
