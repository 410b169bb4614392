// Rows that nothing tells apart but their place in the list: equal rows are all there, and none
// comes twice, whatever moves the list while it is read.

#include "tests/client/scan_fixture.h"

namespace zoho_desk::client {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

constexpr const char* kPath = "/api/v1/tickets/7/History";

class PositionsTest : public ScanFixture {
 protected:
  using Events = std::vector<std::string>;

  // So many different events, the newest first.
  static Events Different(int count) {
    Events events;
    for (int i = count; i > 0; --i)
      events.push_back("E" + std::to_string(i));
    return events;
  }

  // Serves `events_` as they are at each request, which is counted from `base`.
  void Serve(int base = 0, int most_per_page = 1000) {
    transport_.Serve(kPath, [this, base, most_per_page](const Seen& seen) {
      if (before_request_)
        before_request_(++asked_);
      const int from = std::max(0, std::stoi(seen.Param("from")) - base);
      const int limit = std::min(most_per_page, std::stoi(seen.Param("limit")));
      std::string body;
      for (int i = from; i < std::min(static_cast<int>(events_.size()), from + limit); ++i)
        body += (body.empty() ? R"({"eventName":")" : R"(,{"eventName":")") +
                events_[static_cast<size_t>(i)] + "\"}";
      return body.empty() ? Nothing() : Json(R"({"data":[)" + body + "]}");
    });
  }

  // What a scan of ticket 7 shows: "position eventName".
  Events Read() {
    const resources::Resource& history = *resources::FindResource("ticket_history");
    Events rows;
    for (const std::string& row : Run({.resource = &history,
                                  .columns = Columns(history, {"position", "eventName"}),
                                  .parents = std::vector<std::string>{"7"}}))
      rows.push_back(row);
    return rows;
  }
  static Events Shown(const Events& events) {
    Events shown;
    for (size_t i = 0; i < events.size(); ++i)
      shown.push_back("integer " + std::to_string(i) + ", text " + events[i]);
    return shown;
  }

  Events events_;
  std::function<void(int request)> before_request_;
  int asked_ = 0;
};

TEST_F(PositionsTest, CountRowsAsTheListHasThem) {
  for (const int count : {0, 1, 2, 49, 50, 51, 98, 99, 100, 175}) {
    events_ = Different(count);
    for (const int base : {0, 1}) {
      Serve(base);
      EXPECT_EQ(Read(), Shown(events_)) << count << " from " << base;
    }
  }
}

TEST_F(PositionsTest, KeepRowsThatAreEqual) {
  for (const int count : {2, 49, 50, 51, 99, 120}) {
    events_ = Events(static_cast<size_t>(count), "Same");
    Serve();
    EXPECT_EQ(Read(), Shown(events_)) << count;
  }
  events_ = Different(120);
  events_[50] = events_[49];
  events_[98] = events_[99];
  EXPECT_EQ(Read(), Shown(events_));
}

TEST_F(PositionsTest, AreReadWhereverPagesAreCut) {
  for (const int cut : {2, 10, 49}) {
    events_ = Different(3 * cut + 1);
    Serve(0, cut);
    EXPECT_EQ(Read(), Shown(events_)) << cut;
  }
}

// What comes in front moves the list, and no row is doubled.
TEST_F(PositionsTest, StayTheSameWhenRowsComeInFront) {
  for (const int count : {1, 3, 40}) {
    const Events before = Different(130);
    events_ = before;
    before_request_ = [&](int request) {
      if (request == 2)
        events_.insert(events_.begin(), static_cast<size_t>(count), "New");
    };
    asked_ = 0;
    Serve();
    EXPECT_EQ(Read(), Shown(before)) << count;
  }
}

TEST_F(PositionsTest, AreAnErrorWhereAPageDoesNotGoOn) {
  const Events before = Different(130);
  for (const bool all : {false, true}) {
    events_ = before;
    before_request_ = [&](int request) {
      if (request == 2)
        events_.erase(events_.begin(), all ? events_.end() : events_.begin() + 60);
    };
    asked_ = 0;
    Serve();
    EXPECT_EQ(Read().size(), 50U);
    EXPECT_THAT(error(), HasSubstr("does not go on where the 50 rows read so far end"));
  }
}

// Such a server shows all it has in each answer.
TEST_F(PositionsTest, EndWhereAServerIgnoresFrom) {
  events_ = Different(20);
  transport_.Serve(
      kPath, [](const Seen&) { return Json(R"({"data":[{"eventName":"b"},{"eventName":"a"}]})"); });
  EXPECT_EQ(Read(), Shown({"b", "a"}));
  EXPECT_EQ(error(), "");
}

}  // namespace
}  // namespace zoho_desk::client
