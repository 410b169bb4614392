// Servers that send for ever without ever sending an answer: the time-out applies, and an interrupt
// is noticed at once.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>

#include "http/curl_transport.h"
#include "tests/http/h2_connection.h"

namespace zoho_desk::http {
namespace {

using std::chrono::milliseconds;
using std::chrono::steady_clock;
using ::testing::HasSubstr;

// What a server says once, and then without end.
struct Flood {
  const char* name;
  bool is_h2;
  std::string first;
  std::string again;
};

std::string Times(size_t count, std::string_view text) {
  std::string all;
  for (size_t i = 0; i < count; ++i)
    all += text;
  return all;
}

constexpr uint32_t kStream = 1;
constexpr size_t kFramesPerWrite = 2000;

Flood H2Flood(const char* name, std::string first, std::string_view frame) {
  return {name, true, std::move(first), Times(kFramesPerWrite, frame)};
}

std::string AnswerHead() {
  return FrameBytes(FrameType::kHeaders, kEndHeaders, kStream, FieldBlock({{":status", "200"}}));
}

std::vector<Flood> Floods() {
  const std::string zero(8, '\0');
  const std::string half_head =
      FrameBytes(FrameType::kHeaders, 0, kStream, FieldBlock({{":status", "200"}}));
  const std::string early =
      FrameBytes(FrameType::kHeaders, kEndHeaders, kStream, FieldBlock({{":status", "103"}}));
  return {
      H2Flood("EmptyData", AnswerHead(), FrameBytes(FrameType::kData, 0, kStream, "")),
      H2Flood(
          "PaddingOnly", AnswerHead(),
          FrameBytes(FrameType::kData, 8, kStream, std::string(1, '\x10') + Times(16, {"\0", 1}))),
      H2Flood("WindowUpdate", AnswerHead(),
              FrameBytes(FrameType::kWindowUpdate, 0, 0, BigEndian(1))),
      H2Flood("WindowUpdateOfTheStream", AnswerHead(),
              FrameBytes(FrameType::kWindowUpdate, 0, kStream, BigEndian(1))),
      H2Flood("Ping", "", FrameBytes(FrameType::kPing, 0, 0, zero)),
      H2Flood("PingAnswers", "", FrameBytes(FrameType::kPing, kAck, 0, zero)),
      H2Flood("Settings", "", FrameBytes(FrameType::kSettings, 0, 0, "")),
      H2Flood("Continuation", half_head, FrameBytes(FrameType::kContinuation, 0, kStream, "")),
      H2Flood("EarlyHints", "", early),
      H2Flood("UnknownFrames", "", FrameBytes(static_cast<FrameType>(0x42), 0, 0, "x")),
      H2Flood("Priority", "",
              FrameBytes(static_cast<FrameType>(2), 0, kStream, std::string(5, '\0'))),
      {"Http1EarlyHints", false, "", Times(1000, "HTTP/1.1 103 Early Hints\r\n\r\n")},
      {"Http1Headers", false, "HTTP/1.1 200 OK\r\n", Times(1000, "X-Filler: x\r\n")},
      {"Http1HeaderLine", false, "HTTP/1.1 200 OK\r\nX-Filler: ", Times(10000, "x")},
      {"Http1StatusLine", false, "HTTP/1.1 200 ", Times(10000, "x")},
      {"Http1ChunkExtension", false, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5;",
       Times(10000, "x")},
      // An empty block of deflate, stored.
      {"GzipOfNothing", false,
       "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n"
       "\x1F\x8B\x08" +
           std::string(7, '\0'),
       Times(2000, {"\0\0\0\xFF\xFF", 5})},
      {"Http1Trailers", false, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n",
       Times(1000, "X-Filler: x\r\n")},
  };
}

class CurlTransportFlood : public ::testing::TestWithParam<Flood> {
 protected:
  CurlTransportFlood()
      : server_(
            [](Connection& connection) {
              const Flood& flood = GetParam();
              if (flood.is_h2)
                H2Connection(connection).NextRequest();
              else
                connection.ReadRequest();
              connection.Write(flood.first);
              while (connection.Write(flood.again)) {
              }
            },
            GetParam().is_h2 ? std::optional<Tls>({.protocol = "h2"}) : std::nullopt) {}

  RawServer server_;
};

// Longer than any step of a transfer takes, even where tests share two cores.
constexpr milliseconds kSoon(400);

TEST_P(CurlTransportFlood, EndsAtTheTimeOut) {
  constexpr milliseconds kTimeout(300);
  const auto start = steady_clock::now();
  const auto answer =
      CurlTransport().Send({.url = server_.Url(), .timeout_ms = kTimeout.count()}, {});
  const auto taken = steady_clock::now() - start;
  ASSERT_FALSE(answer.ok());
  EXPECT_THAT(answer.error().message, HasSubstr("127.0.0.1:"));
  EXPECT_LT(taken, kTimeout + kSoon);
}

// In the best of some tries, since other tests may have the processor in between.
TEST_P(CurlTransportFlood, IsInterruptedAtOnce) {
  constexpr milliseconds kAtOnce(100);
  constexpr int kTries = 6;
  auto least = steady_clock::duration::max();
  for (int i = 0; i < kTries && least >= kAtOnce; ++i) {
    const auto interrupt = steady_clock::now() + milliseconds(250);
    const auto answer =
        CurlTransport().Send({.url = server_.Url(), .timeout_ms = 60'000},
                             [interrupt] { return steady_clock::now() >= interrupt; });
    least = std::min(least, steady_clock::now() - interrupt);
    ASSERT_FALSE(answer.ok());
  }
  EXPECT_LT(least, kAtOnce);
}

INSTANTIATE_TEST_SUITE_P(Servers, CurlTransportFlood, ::testing::ValuesIn(Floods()),
                         [](const auto& suite) { return suite.param.name; });

}  // namespace
}  // namespace zoho_desk::http
