// Columns that are made from the value of another: durations as seconds, members of JSON.

#include "client/derived.h"

#include <gtest/gtest.h>

#include <utility>

namespace zoho_desk::client {
namespace {

using resources::Column;
using resources::ColumnType;
using resources::Derivation;

TEST(SecondsOfTest, ReadsDurationsAsZohoWritesThem) {
  constexpr int64_t kHour = 3600;
  for (const auto& [text, seconds] : {std::pair<const char*, int64_t>{"01:50 hrs", kHour + 3000},
                                      {"20 days 04:40 hrs", 484 * kHour + 2400},
                                      {"1 day 00:05 hrs", 24 * kHour + 300},
                                      {"5 hrs", 5 * kHour},
                                      {"1 hr", kHour},
                                      {"38:45 hrs", 38 * kHour + 2700},
                                      {"1234:00 hrs", 1234 * kHour},
                                      {"00:05:14", 314},
                                      {"100:00:01", 100 * kHour + 1},
                                      {"07:30", 7 * kHour + 1800},
                                      {"12:30 mins", 750},
                                      {"3 days, 2 hours 1 minute 10 secs", 74 * kHour + 70},
                                      {"45 sec", 45},
                                      {"2 Days 1 Hrs", 49 * kHour},
                                      {"00:00 hrs", 0},
                                      {"-00:10 hrs", -600}})
    EXPECT_EQ(SecondsOf(text), seconds) << text;
}

TEST(SecondsOfTest, TakesNothingElse) {
  for (const char* text : {"",
                           " ",
                           "-",
                           ":",
                           "12",
                           "hrs",
                           "5 weeks",
                           "5 hrs ago",
                           "04:60 hrs",
                           "04:40:60",
                           "04:",
                           ":40 hrs",
                           "1:2:3:4",
                           "04:40 days",
                           "1.5 hrs",
                           "99999999999999999999 hrs",
                           "9999999999 days",
                           "+5 hrs",
                           "--5 hrs",
                           "2026-01-01T00:00:00Z"})
    EXPECT_EQ(SecondsOf(text), std::nullopt) << text;
  std::string many;
  for (int i = 0; i < 100'000; ++i)
    many += "300000000 mins ";
  EXPECT_EQ(SecondsOf(many), std::nullopt) << "it would overflow";
}

class DerivedTest : public ::testing::Test {
 protected:
  std::string Show(Derivation derivation, std::string_view json,
                   ColumnType type = ColumnType::kText) {
    const Cell cell = Derived({.name = "made", .type = type, .derivation = derivation},
                              Cell::Text(json, Cell::Kind::kJson), texts_);
    return cell.kind == Cell::Kind::kNull ? "null" : std::string(cell.text());
  }
  static constexpr Derivation kName{Derivation::Kind::kMember, "actor", "name"};
  static constexpr Derivation kTo{Derivation::Kind::kTransition, "eventInfo", "updatedValue"};
  static constexpr Derivation kField{Derivation::Kind::kTransition, "eventInfo", "propertyName"};

  std::deque<std::string> texts_;
};

TEST_F(DerivedTest, IsAMemberOfAnObject) {
  EXPECT_EQ(Show(kName, R"({"id":"1","name":"Zo\u00eb \"Z\""})"), "Zoë \"Z\"");
  EXPECT_EQ(Show(kName, R"({"name":""})"), "");
  EXPECT_EQ(Show(kName, R"({"name":""})", ColumnType::kId), "null") << "no text is an id";
  EXPECT_EQ(Show(kName, R"({"name":218450220000056625})", ColumnType::kId), "218450220000056625");
  for (const char* none : {R"({"name":null})", R"({"id":"1"})", "[]", "null", "7", R"("name")", ""})
    EXPECT_EQ(Show(kName, none), "null") << none;
}

TEST_F(DerivedTest, IsTheFirstTransitionOfAnArray) {
  const std::string other =
      R"({"propertyName":"Channel","propertyType":"Text","propertyValue":"x"})";
  const auto change = [](const std::string& to) {
    return R"({"propertyName":"Status","propertyType":"ValueTransition","propertyValue":)"
           R"({"previousValue":"Open","updatedValue":)" +
           to + "}}";
  };
  const std::string closed =
      "[" + other + "," + change("\"Closed\"") + "," + change("\"Open\"") + "]";
  EXPECT_EQ(Show(kField, closed), "Status");
  EXPECT_EQ(Show(kTo, closed), "Closed");
  EXPECT_EQ(Show(kTo, "[" + change(R"({"id":"4","name":"Kim","type":"Agent"})") + "]"), "Kim");
  EXPECT_EQ(Show(kTo, "[" + change(R"({"id":"4"})") + "]"), R"({"id":"4"})");
  EXPECT_EQ(Show(kTo, "[" + change(R"(["a","b"])") + "]"), R"(["a","b"])");
  EXPECT_EQ(Show(kTo, "[" + change("true") + "]"), "true");
  EXPECT_EQ(Show(kTo, "[" + change("null") + "]"), "null");
  for (const std::string& none :
       {std::string("[]"), "[" + other + "]", std::string("{}"), std::string("[7,null,[]]"),
        std::string(R"([{"propertyType":"ValueTransition"}])"), std::string(10'000, '[')})
    EXPECT_EQ(Show(kTo, none), "null") << none.substr(0, 50);
}

TEST_F(DerivedTest, IsNullWhereTheOtherIs) {
  const Column column{.name = "made",
                      .type = ColumnType::kInteger,
                      .derivation = {Derivation::Kind::kSeconds, "x"}};
  for (const Cell& whole : {Cell::Null(), Cell::Absent(), Cell::Integer(5), Cell::Real(1.5)})
    EXPECT_EQ(Derived(column, whole, texts_).kind, Cell::Kind::kNull);
}

}  // namespace
}  // namespace zoho_desk::client
