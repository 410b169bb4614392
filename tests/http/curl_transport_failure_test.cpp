// Servers that are not there, fall silent or send nonsense: an error that says so, never half an
// answer.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <future>
#include <thread>

#include "http/curl_transport.h"
#include "tests/http/raw_server.h"

namespace zoho_desk::http {
namespace {

using std::chrono::milliseconds;
using std::chrono::steady_clock;
using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

Result<Response> Send(Request request) {
  return CurlTransport().Send(std::move(request), {});
}

// The error of a GET from a server that answers with `bytes` and closes.
Error ErrorAfter(const std::string& bytes) {
  const RawServer server([&bytes](Connection& connection) {
    connection.ReadRequest();
    connection.Write(bytes);
  });
  const auto answer = Send({.url = server.Url("/tickets?email=joe%40example.com")});
  EXPECT_FALSE(answer.ok());
  return answer.ok() ? Error{} : answer.error();
}

TEST(CurlTransportFailure, NamesTheHostThatRefuses) {
  const int port = UnusedPort();
  const std::string host = "127.0.0.1:" + std::to_string(port);
  const auto answer = Send({.url = "http://" + host + "/x?q=private"});
  ASSERT_FALSE(answer.ok());
  EXPECT_EQ(answer.error().code, Code::kNetwork);
  EXPECT_THAT(answer.error().message,
              AllOf(HasSubstr(host), HasSubstr("Connection refused"), Not(HasSubstr("private"))));
}

TEST(CurlTransportFailure, DoesNotSpoilTheTransfersThatFollow) {
  for (int i = 0; i < 3; ++i) {
    EXPECT_FALSE(Send({.url = "https://desk.zoho.invalid/"}).ok());
    EXPECT_FALSE(Send({.url = "http://127.0.0.1:" + std::to_string(UnusedPort()) + "/"}).ok());
  }
  const RawServer server([](Connection& connection) {
    while (connection.ReadRequest())
      connection.Answer("fine");
  });
  for (int i = 0; i < 3; ++i) {
    const auto answer = Send({.url = server.Url()});
    ASSERT_TRUE(answer.ok()) << answer.error().message;
    EXPECT_EQ(answer->body, "fine");
  }
}

TEST(CurlTransportFailure, StopsAServerThatSendsSomethingForEver) {
  const RawServer server([](Connection& connection) {
    connection.ReadRequest();
    connection.Write("HTTP/1.1 200 OK\r\nContent-Length: 1000000000000\r\n\r\n");
    while (connection.Write("x"))
      std::this_thread::yield();
  });
  const auto answer =
      Send({.url = server.Url(), .total_timeout_ms = 150, .max_body_bytes = SIZE_MAX});
  ASSERT_FALSE(answer.ok());
  EXPECT_EQ(answer.error().code, Code::kTimeout);
  EXPECT_THAT(answer.error().message,
              AllOf(HasSubstr("within 0.15 s"), HasSubstr("ZOHO_DESK_TIMEOUT")));
}

TEST(CurlTransportFailure, PointsToTheDataCentreWhenAHostIsUnknown) {
  const auto answer = Send({.url = "https://desk.zoho.invalid/x?q=private"});
  ASSERT_FALSE(answer.ok());
  EXPECT_EQ(answer.error().code, Code::kNetwork);
  EXPECT_THAT(answer.error().message, AllOf(HasSubstr("desk.zoho.invalid"),
                                            HasSubstr("ZOHO_DESK_DC"), Not(HasSubstr("private"))));
}

TEST(CurlTransportFailure, RefusesClearTextToOtherHosts) {
  const auto answer = Send({.url = "http://192.0.2.1/x?q=private"});
  ASSERT_FALSE(answer.ok());
  EXPECT_EQ(answer.error().code, Code::kInvalidArgument);
  EXPECT_THAT(answer.error().message,
              AllOf(HasSubstr("192.0.2.1"), HasSubstr("only https"), Not(HasSubstr("private"))));
}

TEST(CurlTransportFailure, RefusesUserNamesAndBadUrls) {
  for (const char* url : {"https://user:passw0rd@127.0.0.1/", "passw0rd", "file:///etc/passw0rd",
                          "ftp://127.0.0.1/passw0rd"}) {
    const auto answer = Send({.url = url});
    ASSERT_FALSE(answer.ok());
    EXPECT_EQ(answer.error().code, Code::kInvalidArgument) << url;
    EXPECT_THAT(answer.error().message, Not(HasSubstr("passw0rd")));
  }
}

TEST(CurlTransportFailure, TruncatedBodies) {
  for (const char* answer : {"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"data\":[",
                             "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n",
                             "HTTP/1.1 200 OK\r\n", ""}) {
    const Error error = ErrorAfter(answer);
    EXPECT_EQ(error.code, Code::kNetwork) << answer;
    EXPECT_THAT(error.message, AllOf(HasSubstr("127.0.0.1:"), HasSubstr("before the answer"),
                                     Not(HasSubstr("joe"))))
        << answer;
  }
}

TEST(CurlTransportFailure, UndecodableBody) {
  const Error error =
      ErrorAfter("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 8\r\n\r\nnot gzip");
  EXPECT_EQ(error.code, Code::kNetwork);
  EXPECT_THAT(error.message, HasSubstr("decompressed"));
}

TEST(CurlTransportFailure, MoreCompressionThanAskedFor) {
  for (const std::string header :
       {"Content-Encoding: gzip, gzip, gzip", "Content-Encoding: gzip\r\nContent-Encoding: gzip",
        "content-encoding: GZIP,identity", "Content-Encoding: br", "Content-Encoding: deflate",
        "Content-Encoding: zstd", "Transfer-Encoding: gzip, chunked",
        "Transfer-Encoding: gzip\r\nTransfer-Encoding: chunked"}) {
    const Error error = ErrorAfter("HTTP/1.1 200 OK\r\n" + header + "\r\n\r\n");
    EXPECT_EQ(error.code, Code::kBadResponse) << header;
    EXPECT_THAT(error.message,
                AllOf(HasSubstr("encoded as '"), HasSubstr("one gzip is all that was asked for")))
        << header;
  }
}

TEST(CurlTransportFailure, ServersThatDoNotSpeakHttp) {
  for (const char* answer :
       {"SSH-2.0-OpenSSH_9.2\r\n\r\n", "<html>HTTP/0.9</html>", "HTTP/1.1 abc\r\n\r\n",
        "HTTP/9.9 200 OK\r\n\r\n", "HTTP/1.1 99 OK\r\nContent-Length: 0\r\n\r\n",
        "HTTP/1.1 -20 OK\r\nContent-Length: 0\r\n\r\n",
        "HTTP/1.1 000 OK\r\nContent-Length: 0\r\n\r\n"}) {
    const Error error = ErrorAfter(answer);
    EXPECT_EQ(error.code, Code::kBadResponse) << answer;
    EXPECT_THAT(error.message, HasSubstr("HTTP server")) << answer;
  }
}

class CurlTransportProxy : public ::testing::TestWithParam<const char*> {};

TEST_P(CurlTransportProxy, ThatRefusesIsNamedAndAskedOnce) {
  std::atomic<int> asked{0};
  const RawServer proxy([&asked](Connection& connection) {
    while (const auto request = connection.ReadRequest()) {
      ++asked;
      connection.Write("HTTP/1.1 " + std::string(GetParam()) +
                       "\r\nProxy-Authenticate: Basic realm=\"x\"\r\nContent-Length: 0\r\n\r\n");
    }
  });
  std::string address = proxy.Url("");
  address.insert(address.find("://") + 3, "user:passw0rd@");
  setenv("https_proxy", address.c_str(), 1);
  const auto answer = Send({.url = "https://desk.zoho.invalid/x?q=private"});
  unsetenv("https_proxy");
  ASSERT_FALSE(answer.ok());
  EXPECT_FALSE(MayPass(answer.error()));
  EXPECT_THAT(
      answer.error().message,
      AllOf(HasSubstr("the proxy at 127.0.0.1:"), HasSubstr("desk.zoho.invalid"),
            HasSubstr(std::string("HTTP ") + std::string(GetParam()).substr(0, 3)),
            HasSubstr("https_proxy"), Not(HasSubstr("passw0rd")), Not(HasSubstr("private"))));
  EXPECT_EQ(asked, 1);
}

INSTANTIATE_TEST_SUITE_P(Refusals, CurlTransportProxy,
                         ::testing::Values("407 Proxy Authentication Required", "403 Forbidden"),
                         [](const auto& suite) { return "Status" + std::string(suite.param, 3); });

TEST(CurlTransportFailure, EndlessHeaders) {
  const RawServer server([](Connection& connection) {
    connection.ReadRequest();
    connection.Write("HTTP/1.1 200 OK\r\n");
    const std::string line = "X-Filler: " + std::string(8000, 'x') + "\r\n";
    while (connection.Write(line)) {
    }
  });
  const auto answer = Send({.url = server.Url()});
  ASSERT_FALSE(answer.ok());
  EXPECT_EQ(answer.error().code, Code::kBadResponse);
  EXPECT_THAT(answer.error().message, HasSubstr("its headers are larger"));
}

TEST(CurlTransportFailure, SilentServersTimeOut) {
  for (const char* before_silence : {"", "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhalf"}) {
    const RawServer server([before_silence](Connection& connection) {
      connection.ReadRequest();
      connection.Write(before_silence);
      connection.WaitForClose();
    });
    const auto start = steady_clock::now();
    const auto answer = Send({.url = server.Url(), .timeout_ms = 150});
    const auto taken = steady_clock::now() - start;
    ASSERT_FALSE(answer.ok());
    EXPECT_EQ(answer.error().code, Code::kTimeout);
    EXPECT_THAT(answer.error().message, AllOf(HasSubstr("0.15 s"), HasSubstr("ZOHO_DESK_TIMEOUT")));
    EXPECT_GE(taken, milliseconds(150));
    EXPECT_LT(taken, milliseconds(2000));
  }
}

// Waits for real time to pass: what is tested is a server, or a reader, that takes its time.
void LetPass(milliseconds time) {
  std::promise<void> never;
  never.get_future().wait_for(time);
}

TEST(CurlTransportFailure, SlowServersDoNotTimeOutWhileTheySendSomething) {
  const RawServer server([](Connection& connection) {
    connection.ReadRequest();
    connection.Write("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n");
    for (const char* piece : {"h", "e", "l", "l", "o"}) {
      LetPass(milliseconds(200));
      connection.Write(piece);
    }
  });
  const auto answer = Send({.url = server.Url(), .timeout_ms = 800});  // 1000 ms in all
  ASSERT_TRUE(answer.ok()) << answer.error().message;
  EXPECT_EQ(answer->body, "hello");
}

// A pager may hold up the reading of rows for minutes; a page read ahead must survive that.
TEST(CurlTransportFailure, TimeInWhichNobodyWaitsIsNotSilence) {
  std::promise<void> asked;
  std::promise<void> go_on;
  const RawServer server([&](Connection& connection) {
    connection.ReadRequest();
    asked.set_value();
    go_on.get_future().wait();
    connection.Answer("late");
  });
  const auto transfer = CurlTransport().Start({.url = server.Url(), .timeout_ms = 600});
  auto arrived = asked.get_future();
  while (arrived.wait_for(milliseconds(1)) != std::future_status::ready)
    transfer->Poll();
  LetPass(milliseconds(900));
  EXPECT_FALSE(transfer->Poll());
  go_on.set_value();
  const auto answer = transfer->Wait({});
  ASSERT_TRUE(answer.ok()) << answer.error().message;
  EXPECT_EQ(answer->body, "late");
}

}  // namespace
}  // namespace zoho_desk::http
