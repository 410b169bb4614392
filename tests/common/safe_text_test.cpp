// What a server says, before anybody sees it.

#include "common/safe_text.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <string>
#include <thread>
#include <vector>

#include "common/log.h"

namespace zoho_desk {
namespace {

using testing::HasSubstr;
using testing::Not;

TEST(WithoutSecrets, LeavesRememberedTextsOut) {
  RememberSecret("s3cret-one");
  RememberSecret("s3cret-two");
  EXPECT_EQ(WithoutSecrets("a s3cret-one, s3cret-twos3cret-two b"), "a ***, ****** b");
  EXPECT_EQ(WithoutSecrets("nothing of it"), "nothing of it");
  EXPECT_EQ(WithoutSecrets(""), "");
}

TEST(WithoutSecrets, IgnoresShortTexts) {
  RememberSecret("");
  RememberSecret("the-was");
  EXPECT_EQ(WithoutSecrets("the-was"), "the-was");
}

// Each half is 32 hexadecimal digits in a real token.
TEST(WithoutSecrets, HidesWhatLooksLikeATokenOfZohos) {
  const std::string half = "0123456789abcdef";
  EXPECT_EQ(WithoutSecrets("token 1000." + half + "." + half + "!"), "token ***!");
  EXPECT_EQ(WithoutSecrets("1000." + half), "***");
  EXPECT_EQ(WithoutSecrets("1000.1000." + half), "***");
  EXPECT_EQ(WithoutSecrets("costs 1000.50 or 1000.123456789012345"),
            "costs 1000.50 or 1000.123456789012345");
  EXPECT_EQ(WithoutSecrets("from 1000.1234567890123..."), "from 1000.1234567890123...");
  EXPECT_EQ(WithoutSecrets("token 1000." + half + "..."), "token ***...");
}

TEST(WithoutSecrets, KeepsTheNewest) {
  RememberSecret("s3cret-that-stays");
  for (int i = 0; i < 255; ++i)
    RememberSecret("s3cret-number-" + std::to_string(1000 + i));
  EXPECT_EQ(WithoutSecrets("s3cret-that-stays"), "***");
  RememberSecret("s3cret-that-stays");  // again: the newest now
  for (int i = 0; i < 255; ++i)
    RememberSecret("s3cret-second-" + std::to_string(1000 + i));
  EXPECT_EQ(WithoutSecrets("s3cret-that-stays"), "***");
  EXPECT_EQ(WithoutSecrets("s3cret-number-1000"), "s3cret-number-1000") << "without bound";
}

TEST(WithoutSecrets, WorksOnManyThreads) {
  std::vector<std::thread> threads;
  threads.reserve(4);
  for (int i = 0; i < 4; ++i) {
    threads.emplace_back([i] {
      const std::string secret = "s3cret-of-thread-" + std::to_string(i);
      for (int round = 0; round < 200; ++round) {
        RememberSecret(secret);
        EXPECT_EQ(WithoutSecrets(secret), "***");
      }
    });
  }
  for (std::thread& thread : threads)
    thread.join();
}

std::string& Logged() {
  static std::string text;
  return text;
}

TEST(Log, HoldsNoSecret) {
  RememberSecret("s3cret-of-a-warning");
  SetLogSink([](std::string_view message) { Logged() = message; });
  LogWarning("the server said s3cret-of-a-warning\n\x1b[31m");
  SetLogSink(nullptr);
  EXPECT_EQ(Logged(), "the server said ***  [31m");
}

TEST(Quoted, NamesAndSentencesAreOneLineAndShort) {
  EXPECT_EQ(QuotedName("a\nb"), "a b");
  EXPECT_EQ(QuotedText("a\nb"), "a b");
  const std::string text(1000, 'x');
  EXPECT_EQ(QuotedName(text), OneLine(text, 80));
  EXPECT_EQ(QuotedText(text), OneLine(text, 300));
  EXPECT_LT(QuotedName(text).size(), QuotedText(text).size());
  EXPECT_LE(QuotedText(text).size(), 303U);
}

TEST(OneLine, ReplacesWhatSteersATerminal) {
  EXPECT_EQ(OneLine("a\r\nb\tc\x1b[31m\x7f", 100), "a  b c [31m ");
  EXPECT_EQ(OneLine("a\xc2\x9b"
                    "31m\xc2\xa0z",
                    100),
            "a 31m\xc2\xa0z")
      << "C1 controls, but not the no-break space after them";
  EXPECT_EQ(OneLine(std::string("a\0b", 3), 100), "a b");
  for (const char* steering :
       {"\xe2\x80\xae", "\xe2\x80\xa8", "\xe2\x81\xa6", "\xe2\x80\x8f", "\xd8\x9c"})
    EXPECT_EQ(OneLine(std::string("a") + steering + "b", 100), "a b");
  // U+200D joins emoji, and right-to-left letters are letters.
  EXPECT_EQ(OneLine("\xe2\x80\x8d\xd7\xa9", 100), "\xe2\x80\x8d\xd7\xa9");
}

TEST(PrintableJson, EscapesWhatSteersATerminalAndKeepsItsValue) {
  const nlohmann::json json{{"name\u202e",
                             "a\x7f\xc2\x9b"
                             "b \u2028 M\xc3\xbcller"},
                            {"n", 1}};
  const std::string printed = PrintableJson(json.dump(2));
  EXPECT_THAT(printed, HasSubstr("M\xc3\xbcller"));
  EXPECT_THAT(printed, HasSubstr("a\\u007f\\u009bb \\u2028 "));
  EXPECT_THAT(printed, HasSubstr("{\n  \""));
  EXPECT_EQ(nlohmann::json::parse(printed), json);
}

TEST(WithoutSecrets, HidesASecretAsAFormCarriesIt) {
  RememberSecret("s3cret+of/a form");
  for (const char* echoed :
       {"s3cret+of/a form", "s3cret%2Bof%2Fa%20form", "s3cret%2bof%2fa%20form"})
    EXPECT_EQ(WithoutSecrets(std::string("you sent ") + echoed + "."), "you sent ***.");
}

TEST(OneLine, MakesValidUtf8) {
  EXPECT_EQ(OneLine("\xc3\xa4\xe2\x82\xac\xf0\x9f\x98\x80", 100),
            "\xc3\xa4\xe2\x82\xac\xf0\x9f\x98\x80");
  for (const char* bad : {"\xff", "\x80", "\xc3", "\xc0\x80", "\xe2\x82", "\xed\xa0\x80",
                          "\xe0\x80\x80", "\xf0\x80\x80\x80", "\xf4\x90\x80\x80", "\xf5"}) {
    const std::string shown = OneLine(std::string("x") + bad + "y", 100);
    EXPECT_EQ(shown.find_first_not_of('?', 1), shown.size() - 1) << shown;
    EXPECT_EQ(shown.front(), 'x');
    EXPECT_EQ(shown.back(), 'y');
  }
}

TEST(OneLine, CutsBetweenCharacters) {
  EXPECT_EQ(OneLine("abcdef", 6), "abcdef");
  EXPECT_EQ(OneLine("abcdefg", 6), "abcdef...");
  EXPECT_EQ(OneLine("abcd\xe2\x82\xac", 6), "abcd...");
  EXPECT_EQ(OneLine("abcd\xe2\x82\xac", 7), "abcd\xe2\x82\xac");
}

TEST(OneLine, HidesASecretBeforeItCuts) {
  RememberSecret("s3cret-at-the-cut");
  EXPECT_THAT(OneLine("12345 s3cret-at-the-cut", 12), Not(HasSubstr("s3cret")));
}

}  // namespace
}  // namespace zoho_desk
