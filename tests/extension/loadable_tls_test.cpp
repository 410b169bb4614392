// build/zoho_desk.so against servers with certificates of their own: it believes those the user
// vouches for, and only these.

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <httplib.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509.h>

#include <atomic>
#include <memory>
#include <thread>

#include "tests/extension/loadable.h"

namespace zoho_desk::testing {
namespace {

using ::testing::HasSubstr;

struct OpenSslDeleter {
  void operator()(X509* certificate) const { X509_free(certificate); }
  void operator()(EVP_PKEY* key) const { EVP_PKEY_free(key); }
};
using Certificate = std::unique_ptr<X509, OpenSslDeleter>;
using Key = std::unique_ptr<EVP_PKEY, OpenSslDeleter>;

// Signed by itself, for `host`, until `seconds` from now.
Certificate SelfSigned(EVP_PKEY* key, const std::string& host, long seconds) {
  Certificate certificate(X509_new());
  ASN1_INTEGER_set(X509_get_serialNumber(certificate.get()), 1);
  X509_gmtime_adj(X509_getm_notBefore(certificate.get()), -7200);
  X509_gmtime_adj(X509_getm_notAfter(certificate.get()), seconds);
  X509_set_pubkey(certificate.get(), key);
  X509_NAME* const name = X509_get_subject_name(certificate.get());
  X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_ASC,
                             reinterpret_cast<const unsigned char*>(host.data()), -1, -1, 0);
  X509_set_issuer_name(certificate.get(), name);
  X509_sign(certificate.get(), key, EVP_sha256());
  return certificate;
}

// A Desk with one organisation, over https.
class TlsDesk {
 public:
  TlsDesk(const std::filesystem::path& directory, const std::string& host, long seconds)
      : bundle_(directory / "bundle.pem"),
        key_(EVP_EC_gen("P-256")),
        certificate_(SelfSigned(key_.get(), host, seconds)),
        server_(certificate_.get(), key_.get()) {
    std::FILE* file = std::fopen(bundle_.c_str(), "w");
    PEM_write_X509(file, certificate_.get());
    std::fclose(file);
    server_.Get("/api/v1/organizations", [this](const httplib::Request&, httplib::Response& out) {
      ++hits_;
      out.set_content(R"({"data":[{"id":7,"companyName":"Sealed"}]})", "application/json");
    });
    port_ = server_.bind_to_any_port("127.0.0.1");
    thread_ = std::thread([this] { server_.listen_after_bind(); });
    while (!server_.is_running())  // stop() has no effect before
      std::this_thread::yield();
  }
  TlsDesk(const TlsDesk&) = delete;
  TlsDesk& operator=(const TlsDesk&) = delete;
  ~TlsDesk() {
    server_.stop();
    thread_.join();
  }

  // What the shell prints with these variables set.
  CommandResult Ask(const std::map<std::string, std::string>& extra = {}) const {
    std::map<std::string, std::string> settings{
        {"ZOHO_DESK_API_BASE", "https://127.0.0.1:" + std::to_string(port_)},
        {"ZOHO_DESK_ACCESS_TOKEN", "not-a-real-token"},
        {"ZOHO_DESK_RETRIES", "0"},
        {"SSL_CERT_FILE", ""},
        {"CURL_CA_BUNDLE", ""}};
    for (const auto& [name, value] : extra)
      settings[name] = value;
    return Shell({"SELECT companyName FROM zoho_desk_organizations"}, settings);
  }
  const std::string& bundle() const { return bundle_; }
  int hits() const { return hits_; }

 private:
  const std::string bundle_;
  Key key_;
  Certificate certificate_;
  httplib::SSLServer server_;
  std::atomic<int> hits_{0};
  int port_ = 0;
  std::thread thread_;
};

class LoadableTls : public ::testing::Test {
 protected:
  static void ExpectRefused(const CommandResult& result, const TlsDesk& desk) {
    EXPECT_NE(result.exit_code, 0) << result.Text();
    EXPECT_THAT(result.err, HasSubstr("certificate")) << result.Text();
    EXPECT_EQ(desk.hits(), 0) << "the token was sent";
  }
  TemporaryDirectory directory_;
};

TEST_F(LoadableTls, BelievesACertificateThatTheUserVouchesFor) {
  const TlsDesk desk(directory_.path(), "127.0.0.1", 3600);
  for (const char* name : {"SSL_CERT_FILE", "CURL_CA_BUNDLE"}) {
    const CommandResult result = desk.Ask({{name, desk.bundle()}});
    EXPECT_EQ(result.exit_code, 0) << name << ": " << result.Text();
    EXPECT_EQ(result.out, "[{\"companyName\":\"Sealed\"}]\n");
  }
  EXPECT_EQ(desk.hits(), 2);
}

TEST_F(LoadableTls, RefusesACertificateNobodyVouchesFor) {
  const TlsDesk desk(directory_.path(), "127.0.0.1", 3600);
  ExpectRefused(desk.Ask(), desk);
}

TEST_F(LoadableTls, RefusesACertificateOfAnotherHost) {
  const TlsDesk desk(directory_.path(), "desk.example.com", 3600);
  const CommandResult result = desk.Ask({{"SSL_CERT_FILE", desk.bundle()}});
  EXPECT_NE(result.exit_code, 0) << result.Text();
  EXPECT_THAT(result.err, HasSubstr("127.0.0.1"));
  EXPECT_EQ(desk.hits(), 0) << "the token was sent";
}

TEST_F(LoadableTls, RefusesACertificateThatHasExpired) {
  const TlsDesk desk(directory_.path(), "127.0.0.1", -3600);
  ExpectRefused(desk.Ask({{"SSL_CERT_FILE", desk.bundle()}}), desk);
}

// Without its bundle it must not fall back to believing everybody.
TEST_F(LoadableTls, RefusesEveryCertificateIfTheBundleIsMissing) {
  const TlsDesk desk(directory_.path(), "127.0.0.1", 3600);
  const CommandResult result = desk.Ask({{"SSL_CERT_FILE", directory_.path() / "none.pem"}});
  EXPECT_NE(result.exit_code, 0) << result.Text();
  EXPECT_THAT(result.err, HasSubstr("SSL_CERT_FILE"));
  EXPECT_EQ(desk.hits(), 0) << "the token was sent";
}

}  // namespace
}  // namespace zoho_desk::testing
