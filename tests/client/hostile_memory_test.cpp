// Servers that send as much as they can: how much memory a query takes then, as the kernel counts
// it.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <fstream>
#include <functional>
#include <memory>
#include <semaphore>
#include <string>

#include "client/count.h"
#include "client/record_memory.h"
#include "client/scan.h"
#include "http/curl_transport.h"
#include "tests/extension/forked_child.h"
#include "tests/http/raw_server.h"

namespace zoho_desk::client {
namespace {

using ::testing::HasSubstr;
using zoho_desk::testing::ForkedChild;

constexpr size_t kKiB = 1024;
constexpr size_t kMiB = 1024 * kKiB;

// The sanitizers keep what was freed.
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr size_t kAllowance = 1024 * kMiB;
#else
constexpr size_t kAllowance = 0;
#endif

// KiB of memory of this process, now ("VmRSS") or at most ("VmHWM").
size_t Memory(const std::string& name) {
  std::ifstream status("/proc/self/status");
  for (std::string line; std::getline(status, line);) {
    if (line.starts_with(name + ":"))
      return std::stoul(line.substr(name.size() + 1));
  }
  return 0;
}

// A Zoho Desk that pads what it says. It sends in pieces, so that it takes no memory itself.
class PaddingDesk {
 public:
  // An answer: `before`, then `filler` until `padding` bytes have gone out, then `after`. `ended`
  // is called once it has gone out or was broken off.
  struct Answer {
    std::string before;
    std::string filler = "x";
    size_t padding = 0;
    std::string after{};
    std::function<void()> ended{};
  };
  // What a request for that path and query is answered with.
  using Rule = std::function<Answer(const std::string& path, const std::string& query)>;

  explicit PaddingDesk(Rule rule)
      : rule_(std::move(rule)),
        server_([this](http::Connection& connection) { Serve(connection); }) {}

  // Does something with a session in a process of its own: what it returned, and the memory that it
  // took, in bytes.
  struct Outcome {
    std::string text;
    size_t bytes = 0;
  };
  Outcome Run(const std::function<std::string(const std::shared_ptr<Session>&)>& run) const {
    ForkedChild child([&] {
      auth::Config config;
      config.api_base = config.accounts_base = server_.Url();
      config.api_base.pop_back();
      config.access_token = "padding-desk-token";
      config.org_id = "1";
      config.concurrency = 8;
      const auto session = std::make_shared<Session>(config, http::CurlTransport());
      const size_t before = Memory("VmRSS");
      const std::string text = run(session);
      return std::to_string(Memory("VmHWM") - before) + " " + text;
    });
    const std::string text = child.Result();
    Outcome outcome;
    size_t end = 0;
    if (!text.empty() && text[0] >= '0' && text[0] <= '9')
      outcome.bytes = std::stoul(text, &end) * kKiB;
    else
      ADD_FAILURE() << text;
    outcome.text = text.substr(std::min(text.size(), end + 1));
    return outcome;
  }

 private:
  void Serve(http::Connection& connection) {
    while (const auto request = connection.ReadRequest()) {
      const size_t start = request->find(' ') + 1;
      const std::string target = request->substr(start, request->find(' ', start) - start);
      const size_t question = target.find('?');
      const Answer answer =
          rule_(target.substr(0, question), target.substr(std::min(question, target.size())));
      std::string piece;
      while (piece.size() < 64 * kKiB)
        piece += answer.filler;
      const size_t pieces = answer.padding / piece.size();
      const size_t length = answer.before.size() + pieces * piece.size() + answer.after.size();
      bool sent = connection.Write(
          "HTTP/1.1 200 OK\r\nContent-Type: application/json;charset=utf-8\r\nContent-Length: " +
          std::to_string(length) + "\r\n\r\n" + answer.before);
      for (size_t i = 0; i < pieces && sent; ++i)
        sent = connection.Write(piece);
      sent = sent && connection.Write(answer.after);
      if (answer.ended)
        answer.ended();
      if (!sent)
        return;
    }
  }

  Rule rule_;
  http::RawServer server_;
};

size_t Parameter(const std::string& query, const std::string& name) {
  const size_t at = query.find(name + "=");
  return at == std::string::npos ? 0 : std::stoul(query.substr(at + name.size() + 1));
}

// One row; the larger its index, the older.
std::string Ticket(size_t index, const std::string& more = {}) {
  const std::string time = "2024-01-01T00:" + std::to_string(59 - index / 60 % 60 + 100).substr(1) +
                           ":" + std::to_string(59 - index % 60 + 100).substr(1) + ".000Z";
  return R"({"id":")" + std::to_string(100'000 - index) + R"(","createdTime":")" + time + "\"" +
         more + "}";
}

// Rows `from` to `from + limit` of `total` tickets.
std::string Tickets(const std::string& query, size_t total, const std::string& more = {}) {
  std::string rows;
  const size_t from = Parameter(query, "from");
  for (size_t i = from; i < std::min(total, from + Parameter(query, "limit")); ++i)
    rows += (rows.empty() ? "" : ",") + Ticket(i, more);
  return R"({"data":[)" + rows + "]";
}

// How many rows have a text in that column, or the error.
std::string CountTexts(const std::shared_ptr<Session>& session, ScanRequest request,
                       std::string_view column, RecordMemory* memory = nullptr) {
  const int index = request.resource->FindColumn(column);
  request.columns = {index};
  RequestBudget budget;
  Scan scan(session, std::move(request), budget, memory);
  size_t count = 0;
  for (;;) {
    const auto more = scan.Next({});
    if (!more.ok())
      return more.error().message;
    if (!*more)
      return std::to_string(count);
    const auto cell = scan.Column(index, {});
    if (!cell.ok())
      return cell.error().message;
    count += cell->kind == Cell::Kind::kText ? 1U : 0U;
  }
}

const resources::Resource* Table(std::string_view name) {
  return resources::FindResource(name);
}

std::string CountIds(const std::shared_ptr<Session>& session) {
  return CountTexts(session, {.resource = Table("tickets"), .reads_all_rows = true}, "id");
}

PaddingDesk::Answer ManyValues(std::string before, std::string after) {
  return {.before = std::move(before),
          .filler = ",[]",
          .padding = 60 * kMiB,
          .after = std::move(after)};
}

bool IsPage(const std::string& path) {
  return path.ends_with("/tickets") || path.ends_with("/search");
}

// The record of that path, with a megabyte or more that nobody asked for.
PaddingDesk::Answer LargeRecord(const std::string& path) {
  return {.before = R"({"id":")" + path.substr(path.rfind('/') + 1) +
                    R"(","lastName":"L","description":"d","x":")",
          .padding = 4 * kMiB,
          .after = "\"}"};
}

TEST(HostileMemory, ACountTakesNoMoreThanItsNumber) {
  const PaddingDesk desk([](const std::string&, const std::string&) {
    return ManyValues(R"({"count":5,"data":[0)", "]}");
  });
  const auto count = desk.Run([](const std::shared_ptr<Session>& session) {
    RequestBudget budget;
    const auto counted = CountRecords(*session, *Table("tickets"), "", budget, {});
    return counted.ok() ? std::to_string(*counted) : counted.error().message;
  });
  EXPECT_THAT(count.text, HasSubstr("it is larger than the 1048576 bytes allowed"));
  EXPECT_LT(count.bytes, 16 * kMiB + kAllowance);
}

TEST(HostileMemory, TheCountThatAScanAsksForTakesNoMore) {
  const PaddingDesk desk([](const std::string& path, const std::string& query) {
    if (path.ends_with("/search"))
      return ManyValues(R"({"count":5,"data":[0)", "]}");
    return PaddingDesk::Answer{.before = Tickets(query, 1234), .after = "}"};
  });
  const auto count = desk.Run(CountIds);
  EXPECT_EQ(count.text, "1234");
  EXPECT_LT(count.bytes, 32 * kMiB + kAllowance);
}

TEST(HostileMemory, AnIdOfHalfAMegabyteIsAnError) {
  const PaddingDesk desk([](const std::string&, const std::string&) {
    return PaddingDesk::Answer{
        .before = R"({"data":[{"id":")", .padding = kMiB / 2, .after = "\"}]}"};
  });
  const auto count = desk.Run(CountIds);
  EXPECT_THAT(count.text,
              HasSubstr("the \"id\" of row 1 has 524288 bytes, and no key has more than 256"));
  EXPECT_LT(count.bytes, 16 * kMiB + kAllowance);
}

// A page is read with an index of its own, of four bytes for every bracket and comma.
TEST(HostileMemory, ThePageThatIsReadTakesItsSizeSeveralTimesAtMost) {
  const PaddingDesk desk([](const std::string&, const std::string&) {
    return ManyValues(R"({"x":[0)", R"(],"data":[{"id":"1"}]})");
  });
  const auto count = desk.Run(CountIds);
  EXPECT_EQ(count.text, "1");
  EXPECT_LT(count.bytes, 512 * kMiB + kAllowance);
}

// 16 pages may be asked for ahead of their turn, each overlapping the one before by a row. The
// ninth is held back until the eleven after it have been sent: kept as they come, those alone would
// take 528 MiB.
TEST(HostileMemory, PagesAheadOfTheirTurnHaveABoundTogether) {
  constexpr size_t kHeldBack = size_t{8} * 99;
  constexpr int kPagesAfter = 11;
  std::counting_semaphore<> ended(0);
  std::atomic<bool> is_first = true;
  const PaddingDesk desk([&](const std::string& path, const std::string& query) {
    if (path.ends_with("/search"))
      return PaddingDesk::Answer{.before = Tickets(query, 1900), .after = R"(,"count":1900})"};
    PaddingDesk::Answer answer{.before = Tickets(query, 1900) + R"(,"x":")", .after = "\"}"};
    const size_t from = Parameter(query, "from");
    if (from >= kHeldBack) {
      answer.padding = 48 * kMiB;
      answer.ended = [&] { ended.release(); };
    }
    if (from == kHeldBack && is_first.exchange(false)) {
      for (int page = 0; page < kPagesAfter; ++page)
        EXPECT_TRUE(ended.try_acquire_for(std::chrono::seconds(20))) << page;
    }
    return answer;
  });
  const auto count = desk.Run(CountIds);
  EXPECT_EQ(count.text, "1900");
  EXPECT_LT(count.bytes, 320 * kMiB + kAllowance);
}

// Each page as large as one may be and full of what takes the most memory to read, as many of them
// ahead as may be.
TEST(HostileMemory, AScanTakesLessThanAGibibyte) {
  const PaddingDesk desk([](const std::string& path, const std::string& query) {
    if (path.ends_with("/search"))
      return PaddingDesk::Answer{.before = Tickets(query, 900), .after = R"(,"count":900})"};
    return ManyValues(Tickets(query, 900) + R"(,"x":[0)", "]}");
  });
  const auto count = desk.Run(CountIds);
  EXPECT_EQ(count.text, "900");
  EXPECT_LT(count.bytes, 1024 * kMiB + kAllowance);
}

// The search knows none of them, so each record is asked for.
TEST(HostileMemory, DetailsOfAPageHaveABoundTogether) {
  const PaddingDesk desk([](const std::string& path, const std::string& query) {
    if (IsPage(path))
      return PaddingDesk::Answer{.before = Tickets(query, path.ends_with("/search") ? 0 : 80),
                                 .after = "}"};
    return LargeRecord(path);
  });
  const auto count = desk.Run([](const std::shared_ptr<Session>& session) {
    return CountTexts(session, {.resource = Table("tickets"), .reads_all_rows = true},
                      "description");
  });
  EXPECT_EQ(count.text, "80");
  EXPECT_LT(count.bytes, 160 * kMiB + kAllowance);
}

TEST(HostileMemory, RecordsLookedUpForAJoinHaveABoundTogether) {
  const PaddingDesk desk(
      [](const std::string& path, const std::string&) { return LargeRecord(path); });
  const auto count = desk.Run([](const std::shared_ptr<Session>& session) {
    RecordMemory memory;
    size_t found = 0;
    for (int key = 5000; key < 5080; ++key) {
      const std::string one = CountTexts(
          session,
          {.resource = Table("agents"), .route = resources::kGet, .keys = {std::to_string(key)}},
          "lastName", &memory);
      if (one != "1")
        return one;
      ++found;
    }
    return std::to_string(found);
  });
  EXPECT_EQ(count.text, "80");
  EXPECT_LT(count.bytes, 96 * kMiB + kAllowance);
}

}  // namespace
}  // namespace zoho_desk::client
