// Decoding answers: values, what stays as received, and that damage is never a shorter page.

#include "client/page.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <numeric>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "tests/client/cell_text.h"
#include "tests/client/gadgets.h"
#include "tests/support/small_stack.h"

namespace zoho_desk::client {
namespace {

using testing::HasSubstr;
using namespace gadgets;  // NOLINT(google-build-using-namespace)

const Projection& Everything() {
  static const Projection projection = [] {
    std::vector<int> columns(std::size(kColumns));
    std::iota(columns.begin(), columns.end(), 0);
    columns.push_back(kRawColumn);
    return Projection(kGadgets, columns);
  }();
  return projection;
}

const Projection& KeyOnly() {
  static const Projection projection(kGadgets, {});
  return projection;
}

Result<Page> Rows(std::string body, const Projection& projection = Everything()) {
  return Page::DecodeRows(std::move(body), "data", projection);
}

std::string Value(const Page& page, size_t row, int column) {
  return Show(page.at(row, Everything().SlotOf(column)));
}

// The value of one column of the single row `fields` describes.
std::string Decoded(std::string_view fields, int column) {
  const auto page = Rows(R"({"data":[{"id":"1",)" + std::string(fields) + "}]}");
  return page.ok() ? Value(*page, 0, column) : page.error().message;
}

TEST(Page, DecodesEveryKindOfValue) {
  const auto page =
      Rows(R"({"data":[{"id":"9","name":"Ann","size":"12","weight":1.5,"sold":true,)"
           R"("made":"2024-01-02T03:04:05.000Z","born":"1466525776000","parts":[1,{"a":null}]},)"
           R"( {"id":10,"name":null,"sold":"false","parts":{}}]})");
  ASSERT_TRUE(page.ok()) << page.error().message;
  ASSERT_EQ(page->size(), 2U);
  EXPECT_EQ(Value(*page, 0, kId), "text 9");
  EXPECT_EQ(Value(*page, 0, kName), "text Ann");
  EXPECT_EQ(Value(*page, 0, kSize), "integer 12");
  EXPECT_EQ(Value(*page, 0, kWeight), "real 1.5");
  EXPECT_EQ(Value(*page, 0, kSold), "integer 1");
  EXPECT_EQ(Value(*page, 0, kMade), "text 2024-01-02T03:04:05.000Z");
  EXPECT_EQ(Value(*page, 0, kBorn), "text 2016-06-21");
  EXPECT_EQ(Value(*page, 0, kParts), R"(json [1,{"a":null}])");
  EXPECT_EQ(Value(*page, 1, kId), "text 10");
  EXPECT_EQ(Value(*page, 1, kName), "null");
  EXPECT_EQ(Value(*page, 1, kSize), "null");  // absent
  EXPECT_EQ(Value(*page, 1, kSold), "integer 0");
  EXPECT_EQ(Value(*page, 1, kParts), "json {}");
}

TEST(Page, UndoesEscapes) {
  EXPECT_EQ(Decoded(R"("name":"a\"b\\c\/d\n\t")", kName), "text a\"b\\c/d\n\t");
  EXPECT_EQ(Decoded(R"("name":"caf\u00e9")", kName), "text caf\xc3\xa9");
  // A surrogate pair is one character, U+1F600, in four bytes of UTF-8.
  EXPECT_EQ(Decoded(R"("name":"\ud83d\ude00!")", kName), "text \xf0\x9f\x98\x80!");
  EXPECT_EQ(Decoded("\"name\":\"caf\xc3\xa9\"", kName), "text caf\xc3\xa9");
  EXPECT_EQ(Decoded(R"("name":"a\u0000b")", kName),
            "text a\xef\xbf\xbd"
            "b");
  EXPECT_EQ(Decoded(R"("name":"a\ud83db")", kName),
            "text a\xef\xbf\xbd"
            "b");
  EXPECT_EQ(Decoded(R"("parts":"\ud83d")", kParts), R"(json "\ud83d")");
  EXPECT_EQ(Decoded(R"("\ud83d":1,"name":"after it")", kName), "text after it");
  EXPECT_EQ(Decoded(R"("n\u0061me":"by escaped key")", kName), "text by escaped key");
}

TEST(Page, RefusesBadEscapesInValuesItReads) {
  EXPECT_THAT(Decoded(R"("name":"\u12")", kName), HasSubstr("not valid JSON"));
  EXPECT_THAT(Decoded(R"("name":"\x41")", kName), HasSubstr("not valid JSON"));
  EXPECT_THAT(Decoded("\"name\":\"\xff\"", kName), HasSubstr("not valid UTF-8"));
}

TEST(Page, RefusesWordsAndNumbersThatAreNotJson) {
  for (const std::string_view field :
       {R"("name":nul)", R"("name":nulls)", R"("sold":tru)", R"("sold":falsey)", R"("size":01)",
        R"("size":1.)", R"("weight":.5)", R"("weight":NaN)", R"("size":+1)", R"("size":)",
        R"("name":'a')"}) {
    EXPECT_FALSE(Rows(R"({"data":[{"id":"1",)" + std::string(field) + "}]}").ok()) << field;
  }
}

TEST(Page, SlicesNestedValuesAsReceived) {
  EXPECT_EQ(Decoded(R"("parts": { "b" : [ 1.50 , "x\u0041" ] } ,"size":1)", kParts),
            R"(json { "b" : [ 1.50 , "x\u0041" ] })");
  EXPECT_EQ(Decoded(R"("parts":"plain \"text\"" )", kParts), R"(json "plain \"text\"")");
  EXPECT_EQ(Decoded(R"("parts":1e2)", kParts), "json 1e2");
  EXPECT_EQ(Decoded(R"("parts":false)", kParts), "json false");
  EXPECT_EQ(Decoded(R"("parts":null)", kParts), "null");
  EXPECT_EQ(Decoded(R"("name":{"first":"A"})", kName), R"(json {"first":"A"})");
}

TEST(Page, GivesRawRecordsAsReceived) {
  const std::string first = R"({ "id" : "1", "x":{"y":[ 1 ]}, "name":"\u0041" })";
  const std::string second = R"({"id":"2"})";
  const auto page = Rows(R"({"data":[ )" + first + " ,\n" + second + " ]}");
  ASSERT_TRUE(page.ok()) << page.error().message;
  EXPECT_EQ(Value(*page, 0, kRawColumn), "json " + first);
  EXPECT_EQ(Value(*page, 1, kRawColumn), "json " + second);
  EXPECT_EQ(Value(*page, 0, kName), "text A");
}

TEST(Page, ReadsAColumnUnderItsAlias) {
  EXPECT_EQ(Decoded(R"("label":"other spelling")", kName), "text other spelling");
}

constexpr resources::ObjectKey kShape[] = {{"id"}, {"email", "emailId"}, {"photo"}};
constexpr resources::Column kShaped[] = {
    {"id", resources::ColumnType::kId, kEvery, ""},
    {.name = "agent", .type = resources::ColumnType::kJson, .routes = kEvery, .keys = kShape}};
constexpr resources::Resource kShapes = {.name = "shapes", .key = kKey, .columns = kShaped};

std::string Shaped(const std::string& agent) {
  static const Projection projection(kShapes, std::vector<int>{1, kRawColumn});
  const std::string record = R"({"agent":)" + agent + R"(,"id":"1"})";
  const auto page = Rows(R"({"data":[)" + record + "]}", projection);
  if (!page.ok())
    return page.error().message;
  EXPECT_EQ(Show(page->at(0, projection.raw_slot())), "json " + record) << "as received";
  return Show(page->at(0, projection.SlotOf(1)));
}

TEST(Page, GivesAnObjectTheKeysOfItsColumn) {
  const std::string shaped = R"(json {"id":"7","email":"a@x.example","photo":null})";
  EXPECT_EQ(Shaped(R"({"id":"7","email":"a@x.example","photo":null})"), shaped);
  EXPECT_EQ(Shaped(R"({ "zuid":1, "emailId" : "a@x.example" , "id" : "7" })"), shaped);
  EXPECT_EQ(Shaped(R"({"emailId":"b","id":"7","email":"a@x.example","id":"8"})"), shaped);
  EXPECT_EQ(Shaped(R"({"id":{"a":[1, 2]},"photo":-1.5e3,"email":"q\"\u00e9"})"),
            R"(json {"id":{"a":[1, 2]},"email":"q\"\u00e9","photo":-1.5e3})");
  EXPECT_EQ(Shaped("{}"), R"(json {"id":null,"email":null,"photo":null})");
  EXPECT_EQ(Shaped(R"({"\ud800":1,"id":true})"), R"(json {"id":true,"email":null,"photo":null})");
}

TEST(Page, GivesWhatIsNoObjectAsItCame) {
  EXPECT_EQ(Shaped("null"), "null");
  EXPECT_EQ(Shaped(R"([{"id":"7"}])"), R"(json [{"id":"7"}])");
  EXPECT_EQ(Shaped(R"("7")"), R"(json "7")");
}

TEST(Page, RefusesTwoValuesForOneColumn) {
  EXPECT_THAT(Decoded(R"("size":1,"size":2)", kSize), HasSubstr("row 1 has \"size\" twice"));
  EXPECT_EQ(Decoded(R"("name":"a","label":"b")", kName), "text b") << "two names of one column";
  EXPECT_EQ(Decoded(R"("extra":1,"size":2,"extra":3)", kSize), "integer 2") << "not asked for";
}

TEST(Page, RefusesTwoArraysOfRows) {
  const Projection projection(kGadgets, {});
  const auto page = Page::DecodeRows(R"({"data":[{"id":"1"}],"data":[]})", "data", projection);
  ASSERT_FALSE(page.ok());
  EXPECT_THAT(page.error().message, HasSubstr("\"data\" twice"));
}

TEST(Page, TellsAnAnswerThatWasCutOffFromADamagedOne) {
  const std::string whole = R"({"data":[{"id":"1","name":"a}\"]"},{"id":"2","parts":[{}]}]})";
  const std::vector<int> columns = {kName, kParts};
  const Projection projection(kGadgets, columns);
  ASSERT_TRUE(Page::DecodeRows(whole, "data", projection).ok());
  for (size_t size = 0; size < whole.size(); ++size) {
    const auto page = Page::DecodeRows(whole.substr(0, size), "data", projection);
    ASSERT_FALSE(page.ok()) << size;
    EXPECT_EQ(page.error().signal, Signal::kCutOff) << size;
    EXPECT_THAT(page.error().message, HasSubstr("cut off"));
  }
  for (const char* damaged : {"<html>", "[]", R"({"data":[}]})", R"({"data":[{"id":x}]})",
                              R"({"data":[{"id":"1","extra":[1,}]})"}) {
    const auto page = Page::DecodeRows(damaged, "data", projection);
    ASSERT_FALSE(page.ok()) << damaged;
    EXPECT_EQ(page.error().signal, Signal::kNone) << damaged;
  }
}

TEST(Page, IgnoresKeysNobodyAskedFor) {
  const auto page = Rows(
      R"({"count":7,"data":[{"zz":[[],{}],"id":"1","yy":"\u0041","xx":null,"ww":true,"vv":1}],)"
      R"("more":{"data":[3]}})",
      KeyOnly());
  ASSERT_TRUE(page.ok()) << page.error().message;
  EXPECT_EQ(page->size(), 1U);
}

TEST(Page, NoticesDamageInPartsNobodyAskedFor) {
  for (const std::string_view value : {"tru", "falsee", "nul", "nullx", "x", "}"}) {
    const std::string field = "\"zz\":" + std::string(value);
    EXPECT_FALSE(Rows(R"({"data":[{"id":"1",)" + field + "}]}", KeyOnly()).ok()) << value;
    EXPECT_FALSE(Rows("{" + field + R"(,"data":[{"id":"1"}]})", KeyOnly()).ok()) << value;
  }
}

TEST(Page, AcceptsAnEmptyArray) {
  const auto page = Rows(R"( { "data" : [ ] } )");
  ASSERT_TRUE(page.ok()) << page.error().message;
  EXPECT_EQ(page->size(), 0U);
}

TEST(Page, NamesAMissingDataKey) {
  const auto page = Rows(R"({"items":[{"id":"1"}]})");
  ASSERT_FALSE(page.ok());
  EXPECT_EQ(page.error().code, Code::kBadResponse);
  EXPECT_THAT(page.error().message, HasSubstr("no \"data\" key"));
}

TEST(Page, NamesARowThatIsNotAnObject) {
  const auto page = Rows(R"({"data":[{"id":"1"},null]})");
  ASSERT_FALSE(page.ok());
  EXPECT_EQ(page.error().code, Code::kBadResponse);
  EXPECT_THAT(page.error().message, HasSubstr("row 2 of \"data\" is not an object"));
}

TEST(Page, NamesARowWithoutItsKey) {
  for (const std::string_view row :
       {R"({"name":"x"})", R"({"id":null,"name":"x"})", R"({"id":"","name":"x"})"}) {
    const auto page = Rows(R"({"data":[{"id":"1"},)" + std::string(row) + "]}");
    ASSERT_FALSE(page.ok()) << row;
    EXPECT_EQ(page.error().code, Code::kBadResponse);
    EXPECT_THAT(page.error().message, HasSubstr("row 2 has no \"id\""));
  }
}

TEST(Page, SaysWhenTheAnswerIsNotAnObject) {
  for (const std::string_view body : {"[]", "\"data\"", "17", "null", "[{\"data\":[]}]"}) {
    const auto page = Rows(std::string(body));
    ASSERT_FALSE(page.ok()) << body;
    EXPECT_EQ(page.error().code, Code::kBadResponse);
  }
  EXPECT_THAT(Rows("[]").error().message, HasSubstr("not a JSON object"));
  EXPECT_THAT(Rows(R"({"data":{"id":"1"}})").error().message,
              HasSubstr("\"data\" is not an array"));
}

TEST(Page, RefusesEmptyAndBlankBodies) {
  for (const std::string_view body : {"", " ", "\n\n"}) {
    EXPECT_FALSE(Rows(std::string(body)).ok()) << '"' << body << '"';
    EXPECT_FALSE(Page::DecodeRecord(std::string(body), Everything()).ok()) << '"' << body << '"';
  }
}

TEST(Page, RefusesWhatFollowsTheAnswer) {
  const std::string body = R"({"data":[{"id":"1"}]})";
  EXPECT_TRUE(Rows(body + " \r\n").ok());
  for (const std::string_view rest : {"x", "{}", "]", "}", ",", body.c_str(), "null"}) {
    EXPECT_FALSE(Rows(body + std::string(rest)).ok()) << rest;
  }
  EXPECT_FALSE(Page::DecodeRecord(R"({"id":"1"}{"id":"2"})", Everything()).ok());
}

// A connection that breaks may leave any prefix of an answer; none may pass for a whole page.
TEST(Page, CutOffAnywhereIsAnErrorNotAShorterPage) {
  const std::string body =
      R"({"info":{"a":[1,"x"]},"data":[{"id":"1","name":"a\"b\u00e9","size":12,"other":{"x":[1,{}]},)"
      R"("tail":"t"},{"id":"2","sold":true,"parts":[[],2.5],"skipped":[null,false],"n":3},)"
      R"({"id":"3","weight":-1.5e3}],"count":3})";
  for (const Projection* projection : {&Everything(), &KeyOnly()}) {
    const auto whole = Rows(body, *projection);
    ASSERT_TRUE(whole.ok()) << whole.error().message;
    ASSERT_EQ(whole->size(), 3U);
    for (size_t length = 0; length < body.size(); ++length)
      EXPECT_FALSE(Rows(body.substr(0, length), *projection).ok()) << body.substr(0, length);
  }
}

TEST(Page, CutOffRecordIsAnError) {
  const std::string body = R"({"id":"1","name":"a\"b","x":{"y":[1,{}]},"size":12,"sold":false})";
  ASSERT_TRUE(Page::DecodeRecord(body, Everything()).ok());
  for (size_t length = 0; length < body.size(); ++length)
    EXPECT_FALSE(Page::DecodeRecord(body.substr(0, length), Everything()).ok()) << length;
}

// Small rows become large cells: a hostile server must not fill the memory with them.
TEST(Page, RefusesMoreRowsThanAnyPageHas) {
  const auto body = [](size_t rows) {
    std::string text = R"({"data":[{"id":"1"})";
    for (size_t row = 1; row < rows; ++row)
      text += R"(,{"id":"1"})";
    return text + "]}";
  };
  const auto largest = Rows(body(20'000));
  ASSERT_TRUE(largest.ok()) << largest.error().message;
  EXPECT_EQ(largest->size(), 20'000U);
  const auto larger = Rows(body(20'001));
  ASSERT_FALSE(larger.ok());
  EXPECT_EQ(larger.error().code, Code::kBadResponse);
  EXPECT_THAT(larger.error().message, HasSubstr("more than 20000 rows"));
}

TEST(Page, RefusesKeysLongerThanAnyKey) {
  const auto body = [](size_t length) {
    return R"({"data":[{"id":"1"},{"id":")" + std::string(length, '7') + R"("}]})";
  };
  ASSERT_TRUE(Rows(body(kLongestKey)).ok());
  for (const std::string& text :
       {body(kLongestKey + 1), body(300'000),
        R"({"data":[{"id":"1"},{"id":[)" + std::string(300, ' ') + "1]}]}"}) {
    const auto page = Rows(text);
    ASSERT_FALSE(page.ok());
    EXPECT_EQ(page.error().code, Code::kBadResponse);
    EXPECT_THAT(page.error().message, HasSubstr("the \"id\" of row 2 has "));
  }
}

TEST(Page, TakesNoCountThatCannotBe) {
  for (const char* count : {"-5", "1e18", "1000000000000000000", "9223372036854775807",
                            "18446744073709551615", R"("-1")", R"("many")", "null", "[7]", "1.5"}) {
    const auto page = Rows(R"({"count":)" + std::string(count) + R"(,"data":[{"id":"1"}]})");
    ASSERT_TRUE(page.ok()) << count;
    EXPECT_EQ(page->total(), std::nullopt) << count;
  }
  EXPECT_EQ(Rows(R"({"data":[],"count":"1000000000000"})")->total(), 1'000'000'000'000);
}

TEST(Page, RefusesDeepNesting) {
  const auto nested = [](size_t depth) {
    return R"({"data":[{"id":"1","parts":)" + std::string(depth, '[') + std::string(depth, ']') +
           "}]}";
  };
  const int parts[] = {kParts};
  const int raw[] = {kRawColumn};
  for (const Projection& projection : {Projection(kGadgets, parts), Projection(kGadgets, raw)}) {
    OnSmallStack([&] {
      EXPECT_TRUE(Rows(nested(990), projection).ok());
      for (const size_t depth : {size_t{1001}, size_t{1'000'000}}) {
        const auto page = Rows(nested(depth), projection);
        ASSERT_FALSE(page.ok()) << depth;
        EXPECT_EQ(page.error().code, Code::kBadResponse);
        EXPECT_THAT(page.error().message, HasSubstr("nested too deeply"));
      }
    });
  }
  // Brackets in text are no nesting.
  const std::string text =
      R"({"data":[{"id":"1","parts":["\"\\)" + std::string(5000, '[') + R"("]}]})";
  EXPECT_TRUE(Rows(text).ok());
}

TEST(Page, DecodesARecordIntoOneRow) {
  const auto page = Page::DecodeRecord(R"({"data":[1],"id":"5","size":3})", Everything());
  ASSERT_TRUE(page.ok()) << page.error().message;
  ASSERT_EQ(page->size(), 1U);
  EXPECT_EQ(Value(*page, 0, kId), "text 5");
  EXPECT_EQ(Value(*page, 0, kSize), "integer 3");
}

TEST(Page, KeepsItsCellsWhenMoved) {
  // Text in the body, unescaped text and made text, all short enough for a small-string buffer.
  auto decoded = Rows(R"({"data":[{"id":"1","name":"\u0041b","born":1466525776000}]})");
  ASSERT_TRUE(decoded.ok()) << decoded.error().message;
  Page moved = std::move(decoded).value();
  auto other = Rows(R"({"data":[{"id":"2","name":"\u0043d","born":0}]})");
  ASSERT_TRUE(other.ok());
  Page target = std::move(other).value();
  target = std::move(moved);
  EXPECT_EQ(Value(target, 0, kId), "text 1");
  EXPECT_EQ(Value(target, 0, kName), "text Ab");
  EXPECT_EQ(Value(target, 0, kBorn), "text 2016-06-21");
}

}  // namespace
}  // namespace zoho_desk::client
