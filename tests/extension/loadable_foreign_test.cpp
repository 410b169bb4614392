// build/zoho_desk.so in a program that exports functions of the same names as the libraries below
// it.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>
#include <string>

#include "tests/extension/loadable.h"

namespace zoho_desk::testing {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

CommandResult Foreign(const std::string& sql,
                      const std::map<std::string, std::string>& environment = {}) {
  return RunCommand({ZOHO_DESK_FOREIGN_PROGRAM, ModulePath(), sql}, environment);
}

TEST(ForeignProgram, DoesNotLendItsLibrariesToTheModule) {
  const Desk& desk = Desk::Shared();
  std::string expected;
  std::set<std::string> ids;
  for (const Json& record : desk.records("tickets"))
    ids.insert(record.at("id").get<std::string>());
  for (const std::string& id : ids)
    expected += id + "\n";

  const CommandResult result = Foreign("SELECT id FROM zoho_desk_tickets ORDER BY id");

  EXPECT_EQ(result.exit_code, 0) << result.Text();
  EXPECT_EQ(result.out, expected);
  EXPECT_THAT(result.err, Not(HasSubstr("called the program's own")));
}

TEST(ForeignProgram, WouldFindNoLinkToTheLibrariesInTheModule) {
  const CommandResult result = RunCommand({"readelf", "--dynamic", ModulePath()});
  EXPECT_THAT(result.out, HasSubstr("libc.so"));  // the list is there
  // A function that is missing in http/curl_binding or client/simdjson_binding brings the link
  // back.
  EXPECT_THAT(result.out, Not(HasSubstr("libcurl")));
  EXPECT_THAT(result.out, Not(HasSubstr("libsimdjson")));
}

TEST(ForeignProgram, DoesNotLendItsTlsToTheModule) {
  // Nobody listens there: libcurl has set TLS up before it finds out.
  const CommandResult result = Foreign("SELECT companyName FROM zoho_desk_organizations",
                                       {{"ZOHO_DESK_API_BASE", "https://127.0.0.1:1"},
                                        {"ZOHO_DESK_ACCESS_TOKEN", "not-a-real-token"},
                                        {"ZOHO_DESK_RETRIES", "0"}});

  EXPECT_NE(result.exit_code, 0);
  EXPECT_THAT(result.err, HasSubstr("127.0.0.1:1"));
  EXPECT_THAT(result.err, Not(HasSubstr("called the program's own")));
}

}  // namespace
}  // namespace zoho_desk::testing
