// What a working server gets and what comes back from it.

#include "http/curl_transport.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <httplib.h>

#include <cstdlib>
#include <latch>
#include <thread>

#include "tests/http/raw_server.h"

namespace zoho_desk::http {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

// An ordinary server: httplib on a port of its own, run by a thread.
class CurlTransportTest : public ::testing::Test {
 protected:
  void SetUp() override {
    server_.Get("/hello", [](const httplib::Request& request, httplib::Response& response) {
      response.set_header("X-Agent", request.get_header_value("User-Agent"));
      response.set_header("X-Org", request.get_header_value("orgId"));
      response.set_content("hello", "text/plain;charset=UTF-8");
    });
    server_.Post("/form", [](const httplib::Request& request, httplib::Response& response) {
      response.set_content(request.get_header_value("Content-Type") + "|" +
                               request.get_param_value("a") + "|" + request.get_param_value("b"),
                           "text/plain");
    });
    server_.Get("/big", [](const httplib::Request& request, httplib::Response& response) {
      response.set_content(std::string(std::stoul(request.get_param_value("n")), 'x'),
                           "application/json");
    });
    server_.Get(R"(/status/(\d+))", [](const httplib::Request& request, httplib::Response& out) {
      out.status = std::stoi(request.matches[1]);
      out.set_header("Retry-After", "17");
    });
    server_.Get("/moved", [this](const httplib::Request&, httplib::Response& response) {
      response.set_redirect(Url("/target"));
    });
    server_.Get("/target", [this](const httplib::Request&, httplib::Response&) { ++target_hits_; });
    server_.set_tcp_nodelay(true);
    server_.set_keep_alive_max_count(1);  // stop() waits for idle connections
    port_ = server_.bind_to_any_port("127.0.0.1");
    ASSERT_GT(port_, 0);
    thread_ = std::thread([this] { server_.listen_after_bind(); });
    while (!server_.is_running())  // stop() has no effect before
      std::this_thread::yield();
  }

  void TearDown() override {
    server_.stop();
    thread_.join();
  }

  std::string Url(const std::string& path) const {
    return "http://127.0.0.1:" + std::to_string(port_) + path;
  }

  static Result<Response> Send(Request request) {
    return CurlTransport().Send(std::move(request), {});
  }

  httplib::Server server_;
  int port_ = 0;
  std::thread thread_;
  std::atomic<int> target_hits_{0};
};

TEST_F(CurlTransportTest, Gets) {
  const auto answer = Send({.url = Url("/hello"), .headers = {{"orgId", "42"}}});
  ASSERT_TRUE(answer.ok()) << answer.error().message;
  EXPECT_EQ(answer->status, 200);
  EXPECT_EQ(answer->body, "hello");
  EXPECT_EQ(answer->content_type, "text/plain;charset=UTF-8");
  ASSERT_NE(answer->FindHeader("x-org"), nullptr);
  EXPECT_EQ(*answer->FindHeader("X-ORG"), "42");
  EXPECT_THAT(*answer->FindHeader("X-Agent"), ::testing::StartsWith("zoho_desk/"));
  EXPECT_EQ(answer->FindHeader("X-Missing"), nullptr);
  EXPECT_GE(answer->elapsed_ms, 0);
}

TEST_F(CurlTransportTest, SendsHeadersLiterally) {
  const RawServer server([](Connection& connection) {
    const auto request = connection.ReadRequest();
    connection.Answer(*request);
  });
  const auto answer = Send({.url = server.Url(), .headers = {{"orgId", "42"}, {"X-Empty", ""}}});
  ASSERT_TRUE(answer.ok()) << answer.error().message;
  EXPECT_THAT(answer->body, HasSubstr("\r\norgId: 42\r\n"));
  EXPECT_THAT(answer->body, HasSubstr("\r\nX-Empty:\r\n"));
}

TEST_F(CurlTransportTest, PostsAForm) {
  const auto answer = Send({.method = Method::kPost, .url = Url("/form"), .body = "a=1&b=x%20y"});
  ASSERT_TRUE(answer.ok()) << answer.error().message;
  EXPECT_EQ(answer->body, "application/x-www-form-urlencoded|1|x y");
}

TEST_F(CurlTransportTest, PostsAnEmptyBody) {
  const auto answer = Send({.method = Method::kPost, .url = Url("/form")});
  ASSERT_TRUE(answer.ok()) << answer.error().message;
  EXPECT_EQ(answer->body, "application/x-www-form-urlencoded||");
}

TEST_F(CurlTransportTest, Decompresses) {
  const auto answer = Send({.url = Url("/big?n=100000")});
  ASSERT_TRUE(answer.ok()) << answer.error().message;
  ASSERT_NE(answer->FindHeader("Content-Encoding"), nullptr) << "the server did not compress";
  EXPECT_EQ(answer->body, std::string(100000, 'x'));
}

TEST_F(CurlTransportTest, PassesEveryStatusOn) {
  for (const int status : {200, 204, 401, 404, 422, 429, 500, 503}) {
    const auto answer = Send({.url = Url("/status/" + std::to_string(status))});
    ASSERT_TRUE(answer.ok()) << answer.error().message;
    EXPECT_EQ(answer->status, status);
    EXPECT_EQ(*answer->FindHeader("Retry-After"), "17");
  }
}

TEST_F(CurlTransportTest, DoesNotFollowRedirects) {
  const auto answer = Send({.url = Url("/moved"), .headers = {{"Authorization", "secret"}}});
  ASSERT_TRUE(answer.ok()) << answer.error().message;
  EXPECT_EQ(answer->status, 302);
  EXPECT_EQ(target_hits_, 0);
}

TEST_F(CurlTransportTest, TakesABodyOfExactlyTheLimit) {
  const auto answer = Send({.url = Url("/big?n=5000"), .max_body_bytes = 5000});
  ASSERT_TRUE(answer.ok()) << answer.error().message;
  EXPECT_EQ(answer->body.size(), 5000U);
}

// Requests are sent ahead of what a query has read: together, answers that nobody waits for yet
// take no more than one that somebody does.
TEST_F(CurlTransportTest, PutsOffLargeAnswersThatNobodyWaitsFor) {
  constexpr size_t kLarge = size_t{30} * 1024 * 1024;
  const auto start = [&](size_t bytes) {
    return CurlTransport().Start({.url = Url("/big?n=" + std::to_string(bytes))});
  };
  const auto ahead = [&](size_t bytes) {
    auto transfer = start(bytes);
    while (!transfer->Poll())
      std::this_thread::yield();
    return transfer;
  };
  const auto first = ahead(kLarge);
  const auto second = ahead(kLarge);
  const auto third = ahead(kLarge);
  const auto small = ahead(1000);
  EXPECT_EQ(third->Wait({}).error().signal, Signal::kMadeRoom);
  EXPECT_EQ(small->Wait({})->body.size(), 1000U);
  // Whoever waits gets an answer of any size.
  EXPECT_EQ(start(kLarge)->Wait({})->body.size(), kLarge);
  EXPECT_EQ(first->Wait({})->body.size(), kLarge);
  EXPECT_EQ(second->Wait({})->body.size(), kLarge);
  // What was taken or dropped makes room.
  ahead(kLarge).reset();
  const auto fourth = ahead(kLarge);
  const auto fifth = ahead(kLarge);
  EXPECT_TRUE(fourth->Wait({}).ok());
  EXPECT_TRUE(fifth->Wait({}).ok());
}

// The limit is on what arrives after decompression, so that a small answer cannot fill the memory.
TEST_F(CurlTransportTest, DropsABodyOverTheLimit) {
  const auto answer = Send({.url = Url("/big?n=5001"), .max_body_bytes = 5000});
  ASSERT_FALSE(answer.ok());
  EXPECT_EQ(answer.error().code, Code::kBadResponse);
  EXPECT_THAT(answer.error().message, HasSubstr("5000 bytes"));
}

TEST_F(CurlTransportTest, DropsABombOfSeventyMegabytesWithoutBeingAsked) {
  const auto answer = Send({.url = Url("/big?n=70000000")});
  ASSERT_FALSE(answer.ok());
  EXPECT_EQ(answer.error().code, Code::kBadResponse);
  EXPECT_THAT(answer.error().message, HasSubstr("67108864 bytes"));
}

TEST_F(CurlTransportTest, LeavesAProxyOutOfLoopback) {
  setenv("http_proxy", ("http://127.0.0.1:" + std::to_string(UnusedPort())).c_str(), 1);
  const auto answer = Send({.url = Url("/hello")});
  unsetenv("http_proxy");
  EXPECT_TRUE(answer.ok()) << answer.error().message;
}

TEST_F(CurlTransportTest, LeavesRoomBehindTheBodyForTheJsonParser) {
  const RawServer server([](Connection& connection) {
    connection.ReadRequest();
    connection.Answer(std::string(4096, 'x'));
  });
  const auto answer = Send({.url = server.Url()});
  ASSERT_TRUE(answer.ok()) << answer.error().message;
  EXPECT_GE(answer->body.capacity(), answer->body.size() + 64);
}

TEST_F(CurlTransportTest, ReportsTheFinalAnswersHeadersOnly) {
  const RawServer server([](Connection& connection) {
    connection.ReadRequest();
    connection.Write("HTTP/1.1 103 Early Hints\r\nX-Early: 1\r\n\r\n");
    connection.Write("HTTP/1.1 200 OK\r\nX-Final:  padded \r\nContent-Length: 0\r\n\r\n");
  });
  const auto answer = Send({.url = server.Url()});
  ASSERT_TRUE(answer.ok()) << answer.error().message;
  EXPECT_EQ(answer->status, 200);
  EXPECT_EQ(answer->FindHeader("X-Early"), nullptr);
  EXPECT_EQ(*answer->FindHeader("X-Final"), "padded");
  EXPECT_EQ(answer->content_type, "");
}

TEST_F(CurlTransportTest, LeavesProgramsThatTheHostStartsNoSocket) {
  const RawServer server([](Connection& connection) {
    while (connection.ReadRequest())
      connection.Answer("ok");
  });
  ASSERT_TRUE(Send({.url = server.Url()}).ok());                        // its connection stays open
  EXPECT_NE(std::system("readlink /proc/self/fd/* | grep socket:"), 0)  // NOLINT(cert-env33-c)
      << "a socket was inherited";
}

TEST_F(CurlTransportTest, KeepsConnectionsOpen) {
  const RawServer server([](Connection& connection) {
    while (connection.ReadRequest())
      connection.Answer("ok");
  });
  for (int i = 0; i < 5; ++i) {
    const auto answer = Send({.url = server.Url()});
    ASSERT_TRUE(answer.ok()) << answer.error().message;
  }
  EXPECT_EQ(server.accepted(), 1);
}

TEST_F(CurlTransportTest, StartsEveryRequestFromScratch) {
  const auto first = Send({.method = Method::kPost, .url = Url("/form"), .body = "a=1"});
  ASSERT_TRUE(first.ok());
  const auto with_header = Send({.url = Url("/hello"), .headers = {{"orgId", "42"}}});
  ASSERT_TRUE(with_header.ok());
  const auto without = Send({.url = Url("/hello")});  // GET again, without the header
  ASSERT_TRUE(without.ok());
  EXPECT_EQ(*without->FindHeader("X-Org"), "");
}

TEST_F(CurlTransportTest, PollingAloneFinishesATransfer) {
  const auto transfer = CurlTransport().Start({.url = Url("/hello")});
  while (!transfer->Poll())
    std::this_thread::yield();
  const auto answer = transfer->Wait([] { return true; });  // ended: nothing left to cancel
  ASSERT_TRUE(answer.ok()) << answer.error().message;
  EXPECT_EQ(answer->body, "hello");
}

TEST_F(CurlTransportTest, RefusesHeadersThatCouldStartAnother) {
  using namespace std::string_literals;
  for (const Header& header :
       {Header{"X-A", "v4lue\r\nX-B: 1"}, Header{"X-A", "v4lue\n"}, Header{"X-A", "v4lue\0"s},
        Header{"X-A\r\nX-B", "v4lue"}, Header{"X A", "v4lue"}, Header{"", "v4lue"}}) {
    const auto answer = Send({.url = Url("/hello"), .headers = {header}});
    ASSERT_FALSE(answer.ok());
    EXPECT_EQ(answer.error().code, Code::kInvalidArgument);
    EXPECT_THAT(answer.error().message, Not(HasSubstr("v4lue")));
  }
}

}  // namespace
}  // namespace zoho_desk::http
