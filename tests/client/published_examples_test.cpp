// Real shapes of answers against the type rules, which are stated here a second time on top of
// another JSON library. The published examples are no part of a clone and are read where they lie
// beside it; the examples written here keep the test meaningful without them.

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <numeric>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "client/page.h"
#include "resources/resource.h"
#include "tests/client/cell_text.h"
#include "tests/paths.h"

namespace zoho_desk::client {
namespace {

using Json = nlohmann::json;
using resources::Column;
using resources::ColumnType;
using resources::Resource;

bool IsDigits(const std::string& text, size_t count) {
  return text.size() == count && text.find_first_not_of("0123456789") == std::string::npos;
}

std::string IsoFromMillis(int64_t millis, bool date_only) {
  const std::time_t seconds = millis / 1000;
  std::tm utc{};
  gmtime_r(&seconds, &utc);
  std::array<char, 32> text{};
  const size_t length =
      std::strftime(text.data(), text.size(), date_only ? "%Y-%m-%d" : "%Y-%m-%dT%H:%M:%S", &utc);
  std::string iso(text.data(), length);
  if (!date_only) {
    const std::string fraction = std::to_string(1000 + millis % 1000);
    iso += "." + fraction.substr(1) + "Z";
  }
  return iso;
}

std::string ExpectedFromString(const std::string& text, ColumnType type) {
  if (text.empty() && type != ColumnType::kText && type != ColumnType::kJson)
    return "null";
  const bool time = type == ColumnType::kTime || type == ColumnType::kDate;
  if (time && IsDigits(text, 13))
    return "text " + IsoFromMillis(std::stoll(text), type == ColumnType::kDate);
  if (type == ColumnType::kInteger && text.size() < 19 && IsDigits(text, text.size()) &&
      (text == "0" || (!text.empty() && text[0] != '0')))
    return "integer " + text;
  if (type == ColumnType::kReal && !text.empty() &&
      text.find_first_not_of("0123456789.") == std::string::npos)
    return Show(Cell::Real(std::stod(text)));
  if (type == ColumnType::kBoolean && (text == "true" || text == "false"))
    return text == "true" ? "integer 1" : "integer 0";
  return "text " + text;
}

std::string ExpectedFromNumber(const Json& value, ColumnType type) {
  const bool time = type == ColumnType::kTime || type == ColumnType::kDate;
  const std::string token = value.dump();
  if (type == ColumnType::kId || type == ColumnType::kText)
    return "text " + token;
  if (time && IsDigits(token, 13))
    return "text " + IsoFromMillis(value.get<int64_t>(), type == ColumnType::kDate);
  if (type == ColumnType::kReal || !value.is_number_integer())
    return Show(Cell::Real(value.get<double>()));
  return "integer " + token;
}

// The object with exactly the keys that the column promises; as it is where it promises none.
Json WithKeys(const Json& value, const Column& column) {
  if (!value.is_object() || column.keys.empty())
    return value;
  Json object = Json::object();
  for (const resources::ObjectKey& key : column.keys) {
    auto member = value.find(std::string(key.name));
    if (member == value.end() && !key.alias.empty())
      member = value.find(std::string(key.alias));
    object[std::string(key.name)] = member == value.end() ? Json() : *member;
  }
  return object;
}

// Checks one cell against the value it came from.
void ExpectValue(const Cell& cell, const Column& column, const Json* value) {
  const ColumnType type = column.type;
  if (value == nullptr || value->is_null()) {
    EXPECT_EQ(Show(cell), "null");
  } else if (value->is_structured() || type == ColumnType::kJson) {
    EXPECT_EQ(cell.kind, Cell::Kind::kJson) << Show(cell);
    EXPECT_EQ(Json::parse(cell.text(), nullptr, /*allow_exceptions=*/false),
              WithKeys(*value, column));
  } else if (value->is_string()) {
    EXPECT_EQ(Show(cell), ExpectedFromString(value->get<std::string>(), type));
  } else if (value->is_number()) {
    EXPECT_EQ(Show(cell), ExpectedFromNumber(*value, type));
  } else if (type == ColumnType::kText || type == ColumnType::kId) {
    EXPECT_EQ(Show(cell), value->get<bool>() ? "text true" : "text false");
  } else {
    EXPECT_EQ(Show(cell), value->get<bool>() ? "integer 1" : "integer 0");
  }
}

std::vector<int> AllColumns(const Resource& resource) {
  std::vector<int> columns(resource.columns.size());
  std::iota(columns.begin(), columns.end(), 0);
  columns.push_back(kRawColumn);
  return columns;
}

void ExpectRow(const Page& page, size_t row, const Projection& projection, const Json& record) {
  const Resource& resource = projection.resource();
  SCOPED_TRACE(std::string(resource.name) + " row " + std::to_string(row));
  for (size_t i = 0; i < resource.columns.size(); ++i) {
    const Column& column = resource.columns[i];
    if (!column.IsField())
      continue;
    SCOPED_TRACE(std::string(column.name));
    auto field = record.find(std::string(column.name));
    if (field == record.end() && !column.alias.empty())
      field = record.find(std::string(column.alias));
    ExpectValue(page.at(row, projection.SlotOf(static_cast<int>(i))), column,
                field == record.end() ? nullptr : &*field);
  }
  const Cell& raw = page.at(row, projection.raw_slot());
  EXPECT_EQ(Json::parse(raw.text(), nullptr, /*allow_exceptions=*/false), record);
}

void ExpectRows(const Resource& resource, std::string_view data_key, const Json& answer) {
  const Projection projection(resource, AllColumns(resource));
  const auto page = Page::DecodeRows(answer.dump(), data_key, projection);
  ASSERT_TRUE(page.ok()) << resource.name << ": " << page.error().message;
  const Json rows = data_key.empty() ? Json::array({answer}) : answer.at(std::string(data_key));
  ASSERT_EQ(page->size(), rows.size());
  for (size_t row = 0; row < rows.size(); ++row)
    ExpectRow(*page, row, projection, rows[row]);
}

void ExpectRecord(const Resource& resource, const Json& record) {
  const Projection projection(resource, AllColumns(resource));
  const auto page = Page::DecodeRecord(record.dump(), projection);
  ASSERT_TRUE(page.ok()) << resource.name << ": " << page.error().message;
  ASSERT_EQ(page->size(), 1U);
  ExpectRow(*page, 0, projection, record);
}

std::optional<Json> Sheet(const Resource& resource) {
  const std::filesystem::path folder = ZOHO_DESK_SOURCE_DIR "/../shared/api/resources";
  std::ifstream file(folder / (std::string(resource.name) + ".json"));
  if (!file)
    return std::nullopt;
  return Json::parse(file);
}

// Calls check(resource, example) for every resource whose sheet has such an example.
template <typename Check>
void ForEachExample(const char* name, Check check) {
  for (const Resource* resource : resources::AllResources()) {
    const auto sheet = Sheet(*resource);
    if (sheet && sheet->contains(name) && sheet->at(name).is_object())
      check(*resource, sheet->at(name));
  }
}

TEST(PublishedExamples, ListAnswersDecodeValueForValue) {
  ForEachExample("example_list_response", [](const Resource& resource, const Json& answer) {
    ExpectRows(resource, resource.list.data_key, answer);
  });
}

TEST(PublishedExamples, RecordsDecodeValueForValue) {
  ForEachExample("example_get_response", [](const Resource& resource, const Json& record) {
    ExpectRecord(resource, record);
  });
}

TEST(PublishedExamples, SearchAnswersDecodeValueForValue) {
  ForEachExample("example_search_response", [](const Resource& resource, const Json& answer) {
    ExpectRows(resource, "data", answer);
  });
}

TEST(HandMadeExamples, TicketsDecodeValueForValue) {
  const Resource& tickets = *resources::FindResource("tickets");
  ExpectRows(tickets, "data", Json::parse(R"({"data":[
    {"id":"4000000000000101","ticketNumber":"101","subject":"Printer \"on\" fire \ud83d\udd25",
     "threadCount":"3","commentCount":0,"isSpam":false,"isArchived":"true","accountId":null,
     "createdTime":"2024-02-29T23:59:59.000Z","closedTime":1709251199001,"contactId":42,
     "lastThread":{"channel":"EMAIL","isDraft":false},"unknown":[{"a":1}]},
    {"id":4000000000000102,"entitySkills":["1","2"],"cf":{"cf_x":null},"isRead":true}]})"));
}

TEST(HandMadeExamples, TeamsDecodeUnderTheirOwnKey) {
  const Resource& teams = *resources::FindResource("teams");
  ExpectRows(teams, "teams",
             Json::parse(R"({"teams":[{"id":"7","name":"A\tB","agents":["1"]},{"id":"8"}]})"));
}

TEST(HandMadeExamples, ViewsTakeTheirModuleFromTheRequest) {
  const Resource& views = *resources::FindResource("views");
  ExpectRows(views, "data",
             Json::parse(R"({"data":[{"id":"7","module":"ignored","isCustomView":true}]})"));
}

TEST(HandMadeExamples, ChannelsHaveACodeForAKey) {
  const Resource& channels = *resources::FindResource("channels");
  ExpectRecord(channels,
               Json::parse(R"({"code":"EMAIL","acceptsReplies":true,"replyConfig":null})"));
}

TEST(HandMadeExamples, TheComparisonItselfNoticesDifferences) {
  EXPECT_EQ(ExpectedFromString("1466525776042", ColumnType::kTime),
            "text 2016-06-21T16:16:16.042Z");
  EXPECT_EQ(ExpectedFromString("1466525776042", ColumnType::kDate), "text 2016-06-21");
  EXPECT_EQ(ExpectedFromString("12", ColumnType::kInteger), "integer 12");
  EXPECT_EQ(ExpectedFromString("12", ColumnType::kId), "text 12");
  EXPECT_EQ(ExpectedFromNumber(Json(12), ColumnType::kReal), "real 12");
}

}  // namespace
}  // namespace zoho_desk::client
