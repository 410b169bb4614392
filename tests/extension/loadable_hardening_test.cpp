// What the built binaries promise: read back with binutils from the module that users load and from
// a program beside it.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>
#include <sstream>

#include "tests/extension/loadable.h"
#include "tests/paths.h"

namespace zoho_desk::testing {
namespace {

using ::testing::AllOf;
using ::testing::AnyOf;
using ::testing::Contains;
using ::testing::ContainsRegex;
using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::Not;

std::string Readelf(const std::string& option, const std::string& file) {
  const CommandResult result = RunCommand({"readelf", "--wide", option, file});
  EXPECT_EQ(result.exit_code, 0) << result.Text();
  return result.out;
}

// The lines that hold `word`.
std::vector<std::string> LinesWith(const std::string& text, const std::string& word) {
  std::vector<std::string> found;
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) {
    if (line.find(word) != std::string::npos)
      found.push_back(line);
  }
  return found;
}

// Last words of nm's lines: names, with "@VERSION" cut off.
std::set<std::string> DynamicSymbols(const std::string& option, const std::string& file) {
  const CommandResult result = RunCommand({"nm", "-D", option, file});
  EXPECT_EQ(result.exit_code, 0) << result.Text();
  std::set<std::string> names;
  std::istringstream lines(result.out);
  for (std::string line; std::getline(lines, line);) {
    const std::string name = line.substr(line.rfind(' ') + 1);
    names.insert(name.substr(0, name.find('@')));
  }
  return names;
}

// Names of the test's two files.
std::string NameOf(const ::testing::TestParamInfo<const char*>& file) {
  return file.param == ModulePath() ? "Module" : "Sandbox";
}

class HardenedBinary : public ::testing::TestWithParam<const char*> {};

INSTANTIATE_TEST_SUITE_P(Files, HardenedBinary,
                         ::testing::Values(ZOHO_DESK_BINARY_DIR "/zoho_desk.so",
                                           ZOHO_DESK_BINARY_DIR "/zoho-desk-sandbox"),
                         NameOf);

TEST_P(HardenedBinary, MakesItsImportsReadOnlyBeforeItRuns) {
  EXPECT_THAT(Readelf("--segments", GetParam()), HasSubstr("GNU_RELRO"));
  EXPECT_THAT(Readelf("--dynamic", GetParam()), ContainsRegex("\\(FLAGS_1\\) .*NOW"));
}

TEST_P(HardenedBinary, HasNoMemoryThatIsWritableAndExecutable) {
  const std::string segments = Readelf("--segments", GetParam());
  const auto stack = LinesWith(segments, "GNU_STACK");
  ASSERT_EQ(stack.size(), 1U) << segments;
  EXPECT_THAT(stack.front(), HasSubstr(" RW "));
  EXPECT_THAT(stack.front(), Not(HasSubstr("RWE")));
  const auto loads = LinesWith(segments, " LOAD ");
  EXPECT_GE(loads.size(), 2U) << segments;
  EXPECT_THAT(loads, Not(Contains(HasSubstr("RWE"))));
}

TEST_P(HardenedBinary, IsPositionIndependent) {
  EXPECT_THAT(Readelf("--file-header", GetParam()), ContainsRegex("Type: +DYN"));
  EXPECT_THAT(Readelf("--dynamic", GetParam()), Not(HasSubstr("TEXTREL")));
}

// A search path of its own could load somebody else's library.
TEST_P(HardenedBinary, LooksForLibrariesWhereTheSystemDoes) {
  EXPECT_THAT(Readelf("--dynamic", GetParam()),
              Not(AnyOf(HasSubstr("RPATH"), HasSubstr("RUNPATH"))));
}

TEST_P(HardenedBinary, ChecksItsStackAndItsBuffers) {
  const std::set<std::string> symbols = DynamicSymbols("--undefined-only", GetParam());
  EXPECT_THAT(symbols, Contains("__stack_chk_fail"));
  // What FORTIFY makes of snprintf, memcpy and their like.
  EXPECT_THAT(symbols, Contains(AllOf(EndsWith("_chk"), Not(HasSubstr("stack")))));
  // What the containers' bounds checks call.
  EXPECT_THAT(symbols, Contains(HasSubstr("__glibcxx_assert_fail")));
}

#ifdef __CET__
// Debian 12's own start-up code has no such mark, so the file as a whole cannot claim it.
TEST(HardenedModule, MarksWhereIndirectCallsMayLead) {
  const CommandResult result =
      RunCommand({"objdump", "--disassemble=sqlite3_zohodesk_init", ModulePath()});
  EXPECT_EQ(result.exit_code, 0) << result.Text();
  EXPECT_THAT(result.out, ContainsRegex("<sqlite3_zohodesk_init.*>:\n.*endbr64"));
}
#endif

TEST(HardenedModule, ExportsItsTwoEntryPointsOnly) {
  EXPECT_EQ(DynamicSymbols("--defined-only", ModulePath()),
            (std::set<std::string>{"sqlite3_extension_init", "sqlite3_zohodesk_init"}));
}

TEST(HardenedModule, LeavesSqliteToTheHost) {
  const auto needed = LinesWith(Readelf("--dynamic", ModulePath()), "(NEEDED)");
  EXPECT_THAT(needed, Contains(HasSubstr("libc.so")));  // the list is there
  EXPECT_THAT(needed, Not(Contains(HasSubstr("sqlite"))));
}

}  // namespace
}  // namespace zoho_desk::testing
