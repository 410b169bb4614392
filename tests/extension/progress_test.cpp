// The progress line on a terminal that is a string, at times that the test says.

#include "extension/progress.h"

#include <gtest/gtest.h>

#include "tests/support/screen.h"

namespace zoho_desk::extension {
namespace {

using client::ScanFacts;
using testing::Screen;

class Progress : public ::testing::Test {
 protected:
  ScanFacts Facts(int64_t rows, int64_t expected = 0) const {
    return {.table = "zoho_desk_tickets",
            .rows = rows,
            .pages = rows / 100,
            .credits = rows / 100 * 3,
            .expected_rows = expected};
  }
  // The scan waits at a time, in milliseconds.
  void WaitAt(int64_t ms, ScanFacts facts, int scan = 0) {
    now_ms_ = ms;
    if (facts.statement == nullptr)
      facts.statement = &scans_[scan];
    line_.OnWait(&scans_[scan], facts);
  }
  void End(int scan = 0) { line_.OnEnd(&scans_[scan]); }
  std::string Shown() const { return screen_.Text(); }

  int scans_[3] = {};
  int64_t now_ms_ = 0;
  size_t columns_ = 100;
  bool is_wanted_ = true;
  bool shares_with_rows_ = true;
  int writes_ = 0;
  Screen screen_;
  ProgressLine line_{{.now_ms = [this] { return now_ms_; },
                      .write =
                          [this](std::string_view text) {
                            ++writes_;
                            screen_.Write(text);
                          },
                      .columns = [this] { return columns_; },
                      .is_wanted = [this] { return is_wanted_; },
                      .shares_with_rows = [this] { return shares_with_rows_; }}};
};

TEST_F(Progress, TellsRowsPagesCreditsAndRate) {
  EXPECT_EQ(ProgressText(Facts(12300), 40'000, 200),
            "zoho_desk_tickets: 12,300 rows, 123 pages, 369 credits, 307 rows/s");
  EXPECT_EQ(ProgressText({.table = "t", .rows = 1, .pages = 1, .credits = 1}, 2000, 200),
            "t: 1 row, 1 page, 1 credit");
}

TEST_F(Progress, TellsTheTimeLeftWhenTheCountIsKnown) {
  const auto left = [&](int64_t rows, int64_t expected, int64_t ms) {
    const std::string text = ProgressText(Facts(rows, expected), ms, 200);
    return text.substr(text.find("rows/s") + 8);
  };
  EXPECT_EQ(
      ProgressText(Facts(1000, 50'000), 10'000, 200),
      "zoho_desk_tickets: 1,000 of 50,000 rows, 10 pages, 30 credits, 100 rows/s, 8 min left");
  EXPECT_EQ(left(1000, 1500, 10'000), "5 s left");
  EXPECT_EQ(left(1000, 1'000'000, 10'000), "2 h 47 min left");
  EXPECT_EQ(left(1000, 1000, 10'000), "0 s left");
  // A count that was overtaken by new rows says nothing.
  EXPECT_EQ(ProgressText(Facts(1100, 1000), 10'000, 200),
            "zoho_desk_tickets: 1,100 rows, 11 pages, 33 credits, 110 rows/s");
}

TEST_F(Progress, FitsTheTerminal) {
  EXPECT_EQ(ProgressText(Facts(1000), 1000, 45), "zoho_desk_tickets: 1,000 rows, 10 pages");
  EXPECT_EQ(ProgressText(Facts(1000), 1000, 3), "");
  columns_ = 41;
  WaitAt(0, Facts(0));
  WaitAt(1500, Facts(1000));
  EXPECT_EQ(Shown(), "zoho_desk_tickets: 1,000 rows, 10 pages");
  columns_ = 0;
  WaitAt(1700, Facts(2000));
  EXPECT_EQ(Shown().find("2,000"), std::string::npos);
}

TEST_F(Progress, WaitsASecond) {
  WaitAt(5000, Facts(0));
  WaitAt(5999, Facts(900));
  EXPECT_EQ(writes_, 0);
  WaitAt(6000, Facts(1000));
  EXPECT_EQ(Shown(), "zoho_desk_tickets: 1,000 rows, 10 pages, 30 credits, 1,000 rows/s");
}

TEST_F(Progress, IsRewrittenInPlaceTenTimesASecond) {
  WaitAt(0, Facts(0));
  for (int64_t ms = 1000; ms < 2000; ms += 10)
    WaitAt(ms, Facts(ms));
  EXPECT_EQ(writes_, 10);
  EXPECT_EQ(screen_.LineCount(), 1U);
  WaitAt(2000, Facts(2));  // shorter: nothing of the longer line stays
  EXPECT_EQ(Shown(), "zoho_desk_tickets: 2 rows, 0 pages, 0 credits, 1 rows/s");
}

// The host prints rows between two calls; they must not mix with the line.
TEST_F(Progress, GivesWayToRowsOnTheSameTerminal) {
  WaitAt(0, Facts(0));
  WaitAt(1000, Facts(100));
  line_.OnHandOver();
  screen_.Write("1|a row\n");
  line_.OnHandOver();
  WaitAt(1010, Facts(100));  // the same text as before, at once
  EXPECT_EQ(Shown(), "1|a row\nzoho_desk_tickets: 100 rows, 1 page, 3 credits, 100 rows/s");
  line_.OnHandOver();
  screen_.Write("2|a row\n");
  End();
  EXPECT_EQ(Shown(), "1|a row\n2|a row\n");
}

// Pages that come quickly are no reason to show what vanishes at once.
TEST_F(Progress, TellsOfPagesWhereRowsGoElsewhere) {
  line_.OnPage(&scans_[0], Facts(0));
  now_ms_ = 1000;
  line_.OnPage(&scans_[0], Facts(100));
  EXPECT_EQ(writes_, 0);
  shares_with_rows_ = false;
  line_.OnPage(&scans_[0], Facts(100));
  EXPECT_EQ(Shown(), "zoho_desk_tickets: 100 rows, 1 page, 3 credits, 100 rows/s");
}

TEST_F(Progress, StaysWhereRowsGoElsewhere) {
  shares_with_rows_ = false;
  WaitAt(0, Facts(0));
  WaitAt(1000, Facts(100));
  const int writes = writes_;
  line_.OnHandOver();
  EXPECT_EQ(writes_, writes);
  EXPECT_NE(Shown(), "");
  End();
  EXPECT_EQ(Shown(), "");
}

TEST_F(Progress, CountsCreditsThatScansShareOnce) {
  ScanFacts facts = Facts(100);
  facts.statement = this;
  WaitAt(0, facts, 0);
  facts.credits = 9;
  WaitAt(1000, facts, 1);
  EXPECT_EQ(Shown(), "zoho_desk_tickets: 100 rows, 1 page, 9 credits, 100 rows/s");
}

TEST_F(Progress, TellsTheOutermostScanAndAllCredits) {
  WaitAt(0, Facts(100), 0);
  WaitAt(900, Facts(400), 1);
  WaitAt(1000, Facts(400), 1);
  EXPECT_EQ(Shown(), "zoho_desk_tickets: 100 rows, 1 page, 15 credits, 100 rows/s");
  End(1);
  EXPECT_NE(Shown(), "") << "the other goes on";
  End(0);
  EXPECT_EQ(Shown(), "");
  // The next query begins anew.
  writes_ = 0;
  WaitAt(1500, Facts(0), 0);
  WaitAt(2400, Facts(100), 0);
  EXPECT_EQ(writes_, 0);
  End(2);  // one that never waited
  EXPECT_EQ(writes_, 0);
}

TEST_F(Progress, ObeysTheSettingAndElseTheHost) {
  EXPECT_TRUE(line_.IsInterested(std::nullopt));
  EXPECT_FALSE(line_.IsInterested(false));
  is_wanted_ = false;
  EXPECT_FALSE(line_.IsInterested(std::nullopt));
  EXPECT_TRUE(line_.IsInterested(true));
}

TEST_F(Progress, IsWipedAtExit) {
  WaitAt(0, Facts(0));
  WaitAt(1000, Facts(100));
  EXPECT_EQ(line_.TakeShown(), Shown().size());
  EXPECT_EQ(line_.TakeShown(), 0U);
}

}  // namespace
}  // namespace zoho_desk::extension
