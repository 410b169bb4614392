// Servers that speak HTTP/2, and what befalls its streams: the whole answer or an error, never a
// part of one.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <random>
#include <utility>

#include "http/curl_transport.h"
#include "tests/http/h2_connection.h"

namespace zoho_desk::http {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;

std::unique_ptr<Transfer> Start(const RawServer& server) {
  return CurlTransport().Start({.url = server.Url(), .timeout_ms = 5000});
}

void ExpectAnswer(const Result<Response>& answer, std::string_view body) {
  ASSERT_TRUE(answer.ok()) << answer.error().message;
  EXPECT_EQ(answer->status, 200);
  EXPECT_EQ(answer->body, body);
}

// An error that the layer above tries again.
void ExpectBroken(const Result<Response>& answer) {
  ASSERT_FALSE(answer.ok()) << "HTTP " << answer->status << ", body: " << answer->body;
  EXPECT_EQ(answer.error().code, Code::kNetwork);
  EXPECT_THAT(answer.error().message, AllOf(HasSubstr("127.0.0.1:"), HasSubstr("try again")));
}

// Tries again what may pass.
Result<Response> SendAsTheLayerAbove(const RawServer& server, Result<Response> answer) {
  for (int tries = 1; tries < 3 && !answer.ok() && MayPass(answer.error()); ++tries)
    answer = Start(server)->Wait({});
  return answer;
}

void AnswerTheRest(H2Connection& h2) {
  while (const auto stream = h2.NextRequest())
    h2.Answer(*stream, "the next");
}

// The first connection gets `script`, those after it answer every request.
class Once {
 public:
  explicit Once(std::function<void(H2Connection&)> script) : script_(std::move(script)) {}
  void operator()(Connection& connection) const {
    H2Connection h2(connection);
    if (!used_->exchange(true))
      return script_(h2);
    AnswerTheRest(h2);
  }

 private:
  std::function<void(H2Connection&)> script_;
  std::shared_ptr<std::atomic<bool>> used_ = std::make_shared<std::atomic<bool>>(false);
};

const Tls kH2{.protocol = "h2"};

TEST(CurlTransportH2, GoesOnWhileOtherStreamsUseTheConnection) {
  const RawServer server(Once([](H2Connection& h2) {
                           const auto first = h2.NextRequest();
                           const auto kept = h2.NextRequest();
                           if (!first || !kept)
                             return;
                           h2.Answer(*first, "first");
                           const auto third = h2.NextRequest();
                           if (!third)
                             return;
                           h2.Answer(*third, "third");
                           h2.Answer(*kept, "kept");
                           h2.WaitForClose();
                         }),
                         kH2);
  const auto first = Start(server);
  const auto kept = Start(server);
  ExpectAnswer(first->Wait({}), "first");
  ExpectAnswer(Start(server)->Wait({}), "third");
  ExpectAnswer(kept->Wait({}), "kept");
  EXPECT_EQ(server.accepted(), 1);
}

TEST(CurlTransportH2, GetsEveryAnswerFromAServerThatTakesOneStreamAtATime) {
  const RawServer server(
      [](Connection& connection) {
        H2Connection h2(connection, 1);
        while (const auto stream = h2.NextRequest())
          h2.Answer(*stream, "one at a time");
      },
      kH2);
  std::vector<std::unique_ptr<Transfer>> transfers;
  for (int i = 0; i < 20; ++i)
    transfers.push_back(Start(server));
  for (const auto& transfer : transfers)
    ExpectAnswer(transfer->Wait({}), "one at a time");
}

// The frames of one answer, the last first: up to three pieces of a body, each shorter than `most`,
// of which the last may be empty.
std::vector<std::string> FramesOfAnswer(uint32_t stream, size_t most, std::mt19937& random) {
  std::vector<std::string> frames;
  const auto pieces = 1 + random() % 3;
  for (auto piece = pieces; piece-- > 0;) {
    const bool is_last = frames.empty();
    const std::string data(is_last && random() % 4 == 0 ? 0 : random() % most, 'x');
    frames.push_back(FrameBytes(FrameType::kData, is_last ? kEndStream : 0, stream, data));
  }
  frames.push_back(
      FrameBytes(FrameType::kHeaders, kEndHeaders, stream, FieldBlock({{":status", "200"}})));
  return frames;
}

// libcurl 7.88 can miss the end of an answer that does not fit its buffer.
TEST(CurlTransportH2, NoticesTheEndOfEveryAnswer) {
  constexpr size_t kAtATime = 8;
  static constexpr size_t kMost[] = {3'000, 9'000, 16'384};
  const RawServer server(
      [](Connection& connection) {
        std::mt19937 random(1);
        H2Connection h2(connection);
        for (;;) {
          std::vector<std::vector<std::string>> answers;
          while (answers.size() < kAtATime) {
            const auto stream = h2.NextRequest();
            if (!stream)
              return;
            answers.push_back(FramesOfAnswer(*stream, kMost[random() % 3], random));
          }
          std::string mixed;
          while (!answers.empty()) {
            auto& answer = answers[random() % answers.size()];
            mixed += answer.back();
            answer.pop_back();
            std::erase_if(answers, [](const auto& frames) { return frames.empty(); });
            if (answers.empty() || random() % 20 == 0)
              connection.Write(std::exchange(mixed, {}));
          }
        }
      },
      kH2);
  for (int round = 0; round < 3000; ++round) {
    std::vector<std::unique_ptr<Transfer>> transfers;
    while (transfers.size() < kAtATime)
      transfers.push_back(Start(server));
    for (const auto& transfer : transfers) {
      const auto answer = transfer->Wait({});
      ASSERT_TRUE(answer.ok()) << "round " << round << ": " << answer.error().message;
    }
  }
}

TEST(CurlTransportH2, LosesNoAnswerOfAServerThatGoesAway) {
  const RawServer server(Once([](H2Connection& h2) {
                           const auto first = h2.NextRequest();
                           const auto second = h2.NextRequest();
                           if (!first || !second)
                             return;
                           h2.GoAway(*first);
                           h2.Answer(*first, "before it went");
                           h2.WaitForClose();
                         }),
                         kH2);
  const auto first = Start(server);
  const auto second = Start(server);
  // libcurl 7.88 sometimes gives both up.
  const auto answer = first->Wait({});
  if (answer.ok())
    EXPECT_EQ(answer->body, "before it went");
  else
    ExpectBroken(answer);
  ExpectAnswer(SendAsTheLayerAbove(server, second->Wait({})), "the next");
}

TEST(CurlTransportH2, SendsARefusedStreamAgain) {
  const RawServer server(Once([](H2Connection& h2) {
                           if (const auto refused = h2.NextRequest())
                             h2.Reset(*refused, kRefusedStream);
                           AnswerTheRest(h2);
                         }),
                         kH2);
  ExpectAnswer(Start(server)->Wait({}), "the next");
}

TEST(CurlTransportH2, GivesUpOnAServerThatRefusesEveryStream) {
  const RawServer server(
      [](Connection& connection) {
        H2Connection h2(connection);
        while (const auto stream = h2.NextRequest())
          h2.Reset(*stream, kRefusedStream);
      },
      kH2);
  ExpectBroken(Start(server)->Wait({}));
}

// What a server does after it has sent a half, or nothing, of an answer.
struct Break {
  const char* name;
  std::function<void(H2Connection&, uint32_t stream)> happen;
};

// An end without an error before the whole body (RST_STREAM with NO_ERROR) is not among them:
// libcurl takes it for an end. The layer above sees that the JSON does not end.
class CurlTransportH2Break : public ::testing::TestWithParam<Break> {};

TEST_P(CurlTransportH2Break, IsAnErrorAndNoShorterAnswer) {
  const RawServer server(Once([](H2Connection& h2) {
                           if (const auto stream = h2.NextRequest())
                             GetParam().happen(h2, *stream);
                         }),
                         kH2);
  ExpectBroken(Start(server)->Wait({}));
  ExpectAnswer(Start(server)->Wait({}), "the next");
}

void SendHalf(H2Connection& h2, uint32_t stream) {
  h2.Headers(stream);
  h2.Data(stream, "{\"data\":[", false);
}

INSTANTIATE_TEST_SUITE_P(
    Streams, CurlTransportH2Break,
    ::testing::Values(Break{"DropBeforeTheAnswer", [](H2Connection&, uint32_t) {}},
                      Break{"DropAfterTheHeaders",
                            [](H2Connection& h2, uint32_t stream) { h2.Headers(stream); }},
                      Break{"DropInTheMiddle", SendHalf},
                      Break{"ResetBeforeTheAnswer",
                            [](H2Connection& h2, uint32_t stream) {
                              h2.Reset(stream, kInternalError);
                              AnswerTheRest(h2);
                            }},
                      Break{"ResetInTheMiddle",
                            [](H2Connection& h2, uint32_t stream) {
                              SendHalf(h2, stream);
                              h2.Reset(stream, kInternalError);
                              AnswerTheRest(h2);
                            }},
                      Break{"GoAwayInTheMiddle",
                            [](H2Connection& h2, uint32_t stream) {
                              SendHalf(h2, stream);
                              h2.GoAway(stream);
                            }},
                      Break{"EndBeforeTheAnnouncedLength",
                            [](H2Connection& h2, uint32_t stream) {
                              h2.Headers(stream, {{":status", "200"}, {"content-length", "100"}});
                              h2.Data(stream, "half", true);
                              AnswerTheRest(h2);
                            }}),
    [](const auto& suite) { return suite.param.name; });

}  // namespace
}  // namespace zoho_desk::http
