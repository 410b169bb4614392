#include "common/text.h"

#include <gtest/gtest.h>

#include <array>
#include <string>
#include <vector>

#include "common/table_name.h"

namespace zoho_desk {
namespace {

TEST(AsciiCase, ChangesAsciiLettersAndNothingElse) {
  EXPECT_EQ(LowerAscii(std::string("AZ az @[`{ 09 \u00c4\u0130")), "az az @[`{ 09 \u00c4\u0130");
  EXPECT_EQ(UpperAscii(std::string("AZ az @[`{ 09 \u00e4\u0131")), "AZ AZ @[`{ 09 \u00e4\u0131");
}

TEST(AsciiCase, TellsLettersAndDigitsFromTheirNeighbours) {
  std::string letters;
  std::string digits;
  for (int c = -128; c < 128; ++c) {
    const auto byte = static_cast<char>(c);
    if (IsAsciiLetter(byte))
      letters += byte;
    if (IsAsciiDigit(byte))
      digits += byte;
    EXPECT_EQ(IsAsciiAlphanumeric(byte), IsAsciiLetter(byte) || IsAsciiDigit(byte)) << c;
  }
  EXPECT_EQ(letters, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");
  EXPECT_EQ(digits, "0123456789");
}

TEST(AsciiCase, DoesNotMatterToEquality) {
  EXPECT_TRUE(EqualIgnoringCase("Content-TYPE", "content-type"));
  EXPECT_TRUE(EqualIgnoringCase("", ""));
  EXPECT_FALSE(EqualIgnoringCase("tickets", "ticket"));
  EXPECT_FALSE(EqualIgnoringCase("ticket", "tickets"));
  EXPECT_FALSE(EqualIgnoringCase("\u00c4", "\u00e4"));  // SQL's names match so, too
  EXPECT_FALSE(EqualIgnoringCase("[", "{"));            // as far apart as "A" and "a"
}

TEST(Joined, PutsTheSeparatorBetweenParts) {
  EXPECT_EQ(Joined(std::vector<std::string>{"a", "b", "c"}), "a, b, c");
  EXPECT_EQ(Joined(std::array<std::string_view, 2>{"1", "2"}, ","), "1,2");
  EXPECT_EQ(Joined(std::vector<const char*>{"one"}), "one");
  EXPECT_EQ(Joined(std::vector<std::string>{}), "");
}

TEST(Joined, KeepsEmptyParts) {
  EXPECT_EQ(Joined(std::vector<std::string>{"", "", "c"}, ";"), ";;c");
}

TEST(AppendToList, SeparatesFromTheSecondPartOn) {
  std::string list;
  AppendToList(list, "a");
  EXPECT_EQ(list, "a");
  AppendToList(list, "b");
  AppendToList(list, "c", "; ");
  EXPECT_EQ(list, "a, b; c");
}

TEST(TableName, IsThePrefixAndTheResource) {
  EXPECT_EQ(TableName("tickets"), "zoho_desk_tickets");
  EXPECT_EQ(WithoutTablePrefix(TableName("tickets")), "tickets");
}

TEST(TableName, LosesItsPrefixInAnyCaseAndOnce) {
  EXPECT_EQ(WithoutTablePrefix("ZOHO_Desk_Tickets"), "Tickets");
  EXPECT_EQ(WithoutTablePrefix("zoho_desk_zoho_desk_x"), "zoho_desk_x");
  EXPECT_EQ(WithoutTablePrefix("tickets"), "tickets");
  EXPECT_EQ(WithoutTablePrefix("zoho_desk"), "zoho_desk");
  EXPECT_EQ(WithoutTablePrefix(""), "");
}

}  // namespace
}  // namespace zoho_desk
