// Keys that the outer rows of a join show are looked up together.

#include <set>

#include "client/open_scans.h"
#include "client/record_memory.h"
#include "tests/client/scan_fixture.h"
#include "tests/client/timed_desk.h"

namespace zoho_desk::client {
namespace {

using testing::SizeIs;

class JoinTest : public ScanFixture {
 protected:
  JoinTest() {
    // Outer rows with a partner each; inner records with those ids.
    transport_.Serve("/api/v1/gadgets", [this](const Seen& seen) {
      FakeList list{.rows = outer_rows_};
      Answer answer = list(seen);
      // {"id":"1001"} -> its partner 2000 + n / 2, so that partners repeat
      std::string body;
      for (size_t at = 0; at < answer.body.size(); ++at) {
        if (answer.body.compare(at, 7, R"({"id":")") == 0) {
          const int id = std::stoi(answer.body.substr(at + 7, 4));
          body += R"({"owner":1,"name":")" + Partner(id) + R"(",)";
          continue;
        }
        body += answer.body[at];
      }
      answer.body = body;
      return answer;
    });
    transport_.Serve("/api/v1/moments/search", [this](const Seen& seen) {
      if (!search_allowed_)
        return Refusal(403, "SCOPE_MISMATCH");
      std::string ids = seen.Param("id");
      std::string body;
      for (size_t at = 0; at < ids.size(); at += 5) {
        const std::string id = ids.substr(at, 4);
        if (!unknown_to_search_.contains(id))
          body += (body.empty() ? "" : ",") + Record(id);
      }
      return Json(R"({"data":[)" + body + "]}");
    });
    for (int id = 2000; id < 2100; ++id) {
      transport_.Serve("/api/v1/moments/" + std::to_string(id),
                       [id](const Seen&) { return Json(Record(std::to_string(id))); });
    }
  }

  static std::string Partner(int outer_id) { return std::to_string(2000 + (outer_id - 1001) / 2); }
  static std::string Record(const std::string& id) {
    return R"({"id":")" + id + R"(","createdTime":"2026-01-01T00:00:00.000Z","state":"s)" + id +
           "\"}";
  }

  // For each outer row, its partner's state, as SQLite would ask; `wants` drops outer rows.
  std::vector<std::string> Join(const std::function<bool(int)>& wants = {}) {
    OpenScans scans;
    RecordMemory memory(&scans);
    Scan outer(session(), {.resource = &kOuter, .columns = {0, 1}}, budget_, nullptr, &scans);
    std::vector<std::string> found;
    for (int row = 0; *outer.Next(cancelled_); ++row) {
      if (wants && !wants(row))
        continue;
      const std::string key(outer.Column(1, cancelled_)->text());
      Scan inner(session(),
                 {.resource = &timed::kMoments,
                  .columns = {timed::kState},
                  .route = resources::kGet,
                  .keys = {key}},
                 budget_, &memory, &scans);
      const auto more = inner.Next(cancelled_);
      if (!more.ok() || !*more) {
        ADD_FAILURE() << key << (more.ok() ? " is missing" : more.error().message);
        return found;
      }
      found.push_back(Show(*inner.Column(timed::kState, cancelled_)));
    }
    return found;
  }
  std::vector<std::string> Expected() const {
    std::vector<std::string> states;
    for (int row = 0; row < outer_rows_; ++row)
      states.push_back("text s" + Partner(1001 + row));
    return states;
  }
  int Gets() const {
    return static_cast<int>(transport_.requests().size()) - transport_.CountOf("/api/v1/gadgets") -
           transport_.CountOf("/api/v1/moments/search");
  }

  static constexpr resources::Column kOuterColumns[] = {
      {"id", resources::ColumnType::kId, resources::kList, ""},
      {"name", resources::ColumnType::kId, resources::kList, ""}};
  static constexpr resources::Resource kOuter = {
      .name = "gadgets",
      .key = timed::kKey,
      .list = {.path = "/api/v1/gadgets", .max_limit = 40, .scopes = "Desk.gadgets.READ"},
      .columns = kOuterColumns};

  int outer_rows_ = 100;
  bool search_allowed_ = true;
  std::set<std::string> unknown_to_search_;
};

TEST_F(JoinTest, SearchesForTheKeysOfManyRowsTogether) {
  EXPECT_EQ(Join(), Expected());
  EXPECT_EQ(Gets(), 0);
  // 50 partners, at most 10 a search, a few more where pages end.
  EXPECT_LE(transport_.CountOf("/api/v1/moments/search"), 8);
}

TEST_F(JoinTest, GetsWhatTheSearchIndexDoesNotKnowYet) {
  unknown_to_search_ = {"2003", "2017"};
  EXPECT_EQ(Join(), Expected());
  EXPECT_EQ(Gets(), 2);
}

TEST_F(JoinTest, GetsOneByOneWhenTheSearchIsRefused) {
  search_allowed_ = false;
  EXPECT_EQ(Join(), Expected());
  EXPECT_EQ(Gets(), 50);
  EXPECT_LE(transport_.CountOf("/api/v1/moments/search"), 2);  // sent together
}

TEST_F(JoinTest, GetsOneByOneWhenFewOfTheRowsAreWanted) {
  EXPECT_THAT(Join([](int row) { return row % 24 == 0; }), SizeIs(5));
  EXPECT_LE(transport_.CountOf("/api/v1/moments/search"), 2);
}

TEST_F(JoinTest, GetsAFewKeysOneByOne) {
  outer_rows_ = 4;  // two partners
  EXPECT_EQ(Join(), Expected());
  EXPECT_EQ(transport_.CountOf("/api/v1/moments/search"), 0);
  EXPECT_EQ(Gets(), 2);
}

}  // namespace
}  // namespace zoho_desk::client
