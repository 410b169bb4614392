// Guides: that their SQL is run and its output written where the guide shows it.

#include "tools/guide.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace zoho_desk::tools {
namespace {

using ::testing::HasSubstr;

TEST(Box, LooksAsTheShellDrawsIt) {
  EXPECT_EQ(Box({"id", "a longer name"}, {{"1", "é"}, {"234", ""}}),
            "┌─────┬───────────────┐\n"
            "│ id  │ a longer name │\n"
            "├─────┼───────────────┤\n"
            "│ 1   │ é             │\n"
            "│ 234 │               │\n"
            "└─────┴───────────────┘\n");
}

TEST(Guide, ShowsWhatItsSqlReturns) {
  const auto guide = FillIn(
      "# A\n\n```sql\nSELECT 1 AS one;\nSELECT 2 AS two;\n```\n\n```text\nold\n```\nThe end.\n");
  ASSERT_TRUE(guide.ok()) << guide.error().message;
  EXPECT_EQ(*guide,
            "# A\n\n```sql\nSELECT 1 AS one;\nSELECT 2 AS two;\n```\n\n```text\n"
            "┌─────┐\n│ one │\n├─────┤\n│ 1   │\n└─────┘\n"
            "┌─────┐\n│ two │\n├─────┤\n│ 2   │\n└─────┘\n"
            "```\nThe end.\n");
}

TEST(Guide, RunsItsBlocksOnOneConnectionToASandbox) {
  const auto guide = FillIn(
      "```sql\nCREATE TABLE copy AS SELECT id FROM zoho_desk_tickets;\n```\n"
      "```sql\nSELECT count(*) AS n FROM copy;\n```\n```text\n```\n");
  ASSERT_TRUE(guide.ok()) << guide.error().message;
  EXPECT_THAT(*guide, HasSubstr("│ 250 │\n"));
}

TEST(Guide, ChangesTheDataWhereItSaysSo) {
  const auto guide = FillIn(
      "<!-- sandbox [{\"resource\": \"tickets\", \"delete\": [0, 1]}] -->\n"
      "```sql\nSELECT count(*) AS n FROM zoho_desk_tickets;\n```\n```text\n```\n");
  ASSERT_TRUE(guide.ok()) << guide.error().message;
  EXPECT_THAT(*guide, HasSubstr("│ 248 │\n"));
}

TEST(Guide, ShowsAnErrorWhereItHasRoomForOne) {
  const auto guide = FillIn("```sql\nSELECT * FROM nowhere;\n```\n```text\n```\n");
  ASSERT_TRUE(guide.ok()) << guide.error().message;
  EXPECT_THAT(*guide, HasSubstr("```text\nError: no such table: nowhere\n```\n"));
}

TEST(Guide, IsRefusedWhenItsSqlFails) {
  const auto guide = FillIn("Text.\n```sql\nSELECT * FROM nowhere;\n```\n");
  ASSERT_FALSE(guide.ok());
  EXPECT_THAT(guide.error().message, HasSubstr("line 2: Error: no such table: nowhere"));
}

TEST(Guide, LeavesOtherBlocksAlone) {
  const std::string text = "```sh\nrm -rf nothing\n```\n\n```text\nas it was\n```\n";
  const auto guide = FillIn(text);
  ASSERT_TRUE(guide.ok()) << guide.error().message;
  EXPECT_EQ(*guide, text);
}

}  // namespace
}  // namespace zoho_desk::tools
