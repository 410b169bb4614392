// A server whose certificate nobody vouches for must not get a request, let alone a token.

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <httplib.h>
#include <openssl/ssl.h>

#include <cstdlib>
#include <thread>

#include "http/curl_transport.h"
#include "tests/http/raw_server.h"
#include "tests/paths.h"
#include "tests/support/certificate.h"

namespace zoho_desk::http {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;

// Before OpenSSL is used: it allows every version of TLS in this program, so that a test can see
// what the transport itself refuses.
[[maybe_unused]] const int kLax =
    setenv("OPENSSL_CONF", ZOHO_DESK_SOURCE_DIR "/tests/http/lax_openssl.cnf", 1);

TEST(CurlTransportTls, RefusesACertificateNobodyVouchesFor) {
  const testing::Identity unknown("nobody", "IP:127.0.0.1", 3600);
  httplib::SSLServer server(unknown.certificate.get(), unknown.key.get());
  std::atomic<int> hits{0};
  server.Get("/", [&hits](const httplib::Request&, httplib::Response&) { ++hits; });
  const int port = server.bind_to_any_port("127.0.0.1");
  ASSERT_GT(port, 0);
  std::thread thread([&server] { server.listen_after_bind(); });
  while (!server.is_running())  // stop() has no effect before
    std::this_thread::yield();
  const auto answer =
      CurlTransport().Send({.url = "https://127.0.0.1:" + std::to_string(port) + "/"}, {});
  server.stop();
  thread.join();
  ASSERT_FALSE(answer.ok());
  EXPECT_EQ(answer.error().code, Code::kNetwork);
  EXPECT_THAT(answer.error().message,
              AllOf(HasSubstr("certificate"), HasSubstr("could not be verified"),
                    HasSubstr("127.0.0.1:"), HasSubstr("SSL_CERT_FILE")));
  EXPECT_EQ(hits, 0);
}

TEST(CurlTransportTls, SaysSoWhenAHostDoesNotSpeakTls) {
  const RawServer server([](Connection& connection) {
    connection.Write("HTTP/1.1 400 Bad Request\r\n\r\n");
    connection.WaitForClose();
  });
  std::string url = server.Url();
  url.replace(0, 4, "https");
  const auto answer = CurlTransport().Send({.url = url}, {});
  ASSERT_FALSE(answer.ok());
  EXPECT_EQ(answer.error().code, Code::kNetwork);
  EXPECT_THAT(answer.error().message, HasSubstr("no TLS connection to 127.0.0.1:"));
}

TEST(CurlTransportTls, NeedsTls12WhateverOpenSslIsSetTo) {
  for (const auto& [version, is_accepted] :
       {std::pair{TLS1_VERSION, false}, std::pair{TLS1_1_VERSION, false},
        std::pair{TLS1_2_VERSION, true}, std::pair{TLS1_3_VERSION, true}}) {
    const RawServer server(
        [](Connection& connection) {
          connection.ReadRequest();
          connection.Answer("fine");
        },
        Tls{.most_version = version});
    const auto answer = CurlTransport().Send({.url = server.Url()}, {});
    EXPECT_EQ(answer.ok(), is_accepted) << version;
    if (!answer.ok()) {
      EXPECT_EQ(answer.error().code, Code::kNetwork);
      EXPECT_THAT(answer.error().message, HasSubstr("no TLS connection to 127.0.0.1:"));
    }
  }
}

}  // namespace
}  // namespace zoho_desk::http
