#pragma once

// Functions that read what others wrote: servers, files, users. Each takes any bytes, must neither
// crash nor hang nor use memory out of proportion, and checks what its results promise. libFuzzer
// drives them (fuzzer_main.cpp, script/fuzz), and so does the test suite (replay_test.cpp) with the
// seeds in corpus/ and mutations of them.

#include <span>
#include <stdexcept>
#include <string>
#include <string_view>

namespace zoho_desk::fuzz {

// A promise that does not hold. libFuzzer sees an exception that nobody catches.
class BrokenPromise : public std::logic_error {
 public:
  using std::logic_error::logic_error;
};
inline void Require(bool holds, const std::string& promise) {
  if (!holds)
    throw BrokenPromise(promise);
}

struct Target {
  std::string_view name;  // also the folder in corpus/
  // True if the input was taken for valid, false if it was refused with an error.
  bool (*run)(std::string_view input);
  int rounds;  // mutations in the test suite, for about a second
};

// In alphabetical order of name.
std::span<const Target> AllTargets();

// A page or a record: "<resource> <rows|record> <all|key|raw>", a line feed, the body.
bool RunPage(std::string_view input);
// The body of an answer that says how many records there are.
bool RunCount(std::string_view input);
// The body of an answer of /organizations.
bool RunOrganizations(std::string_view input);
// An answer of the API that is no success: "<status> <Retry-After> <Content-Type>", a line feed,
// the body.
bool RunErrorBody(std::string_view input);
// An answer of the token endpoint: "<status> <Retry-After>", a line feed, the body.
bool RunTokenAnswer(std::string_view input);
// Where the browser was sent after a login whose state is "fuzz-state".
bool RunRedirect(std::string_view input);
// The bytes of a server that answers a request for a page, and then closes the connection.
bool RunFrontedPage(std::string_view input);
// A profile file.
bool RunConfig(std::string_view input);
// A time as SQL or a server writes it.
bool RunTimeText(std::string_view input);
// A resource, a plan, then one line per argument: values separated by tabs, each "n", "b", or "i",
// "r" or "t" and its text.
bool RunSqlArguments(std::string_view input);
// A resource, a line feed, a plan.
bool RunPlanText(std::string_view input);

// Cuts the text up to `separator` (or all of it) off `rest`.
std::string_view Cut(std::string_view& rest, char separator);
// A whole decimal number in range; `otherwise` for anything else.
int Number(std::string_view text, int otherwise);
// Whether a person can be shown it: one line of valid UTF-8, no control character, no secret, not
// long.
void RequireMessage(const std::string& message);

}  // namespace zoho_desk::fuzz
