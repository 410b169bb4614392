// A server whose certificate nobody vouches for must not get a request, let alone a token.

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <httplib.h>
#include <openssl/evp.h>
#include <openssl/x509.h>

#include <memory>
#include <thread>

#include "http/curl_transport.h"
#include "tests/http/raw_server.h"

namespace zoho_desk::http {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;

struct OpenSslDeleter {
  void operator()(X509* certificate) const { X509_free(certificate); }
  void operator()(EVP_PKEY* key) const { EVP_PKEY_free(key); }
};
using Certificate = std::unique_ptr<X509, OpenSslDeleter>;
using Key = std::unique_ptr<EVP_PKEY, OpenSslDeleter>;

Certificate SelfSigned(EVP_PKEY* key) {
  Certificate certificate(X509_new());
  ASN1_INTEGER_set(X509_get_serialNumber(certificate.get()), 1);
  X509_gmtime_adj(X509_getm_notBefore(certificate.get()), -60);
  X509_gmtime_adj(X509_getm_notAfter(certificate.get()), 3600);
  X509_set_pubkey(certificate.get(), key);
  X509_NAME* const name = X509_get_subject_name(certificate.get());
  const std::string host = "127.0.0.1";
  X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_ASC,
                             reinterpret_cast<const unsigned char*>(host.data()), -1, -1, 0);
  X509_set_issuer_name(certificate.get(), name);
  X509_sign(certificate.get(), key, EVP_sha256());
  return certificate;
}

TEST(CurlTransportTls, RefusesACertificateNobodyVouchesFor) {
  const Key key(EVP_EC_gen("P-256"));
  const Certificate certificate = SelfSigned(key.get());
  httplib::SSLServer server(certificate.get(), key.get());
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

}  // namespace
}  // namespace zoho_desk::http
