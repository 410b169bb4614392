// build/zoho_desk.so against servers with certificates of their own: it believes those the user
// vouches for, and only these.

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <httplib.h>

#include <atomic>
#include <thread>

#include "tests/extension/loadable.h"
#include "tests/support/certificate.h"

namespace zoho_desk::testing {
namespace {

using ::testing::HasSubstr;

// A Desk with one organisation, over https.
class TlsDesk {
 public:
  TlsDesk(const std::filesystem::path& directory, const std::string& name, long seconds)
      : bundle_(directory / "bundle.pem"),
        identity_("tests", name, seconds),
        server_(identity_.certificate.get(), identity_.key.get()) {
    identity_.WriteCertificate(bundle_);
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
  const Identity identity_;
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
  const TlsDesk desk(directory_.path(), "IP:127.0.0.1", 3600);
  for (const char* name : {"SSL_CERT_FILE", "CURL_CA_BUNDLE"}) {
    const CommandResult result = desk.Ask({{name, desk.bundle()}});
    EXPECT_EQ(result.exit_code, 0) << name << ": " << result.Text();
    EXPECT_EQ(result.out, "[{\"companyName\":\"Sealed\"}]\n");
  }
  EXPECT_EQ(desk.hits(), 2);
}

TEST_F(LoadableTls, RefusesACertificateNobodyVouchesFor) {
  const TlsDesk desk(directory_.path(), "IP:127.0.0.1", 3600);
  ExpectRefused(desk.Ask(), desk);
}

TEST_F(LoadableTls, RefusesACertificateOfAnotherHost) {
  const TlsDesk desk(directory_.path(), "DNS:desk.example.com", 3600);
  const CommandResult result = desk.Ask({{"SSL_CERT_FILE", desk.bundle()}});
  EXPECT_NE(result.exit_code, 0) << result.Text();
  EXPECT_THAT(result.err, HasSubstr("127.0.0.1"));
  EXPECT_EQ(desk.hits(), 0) << "the token was sent";
}

TEST_F(LoadableTls, RefusesACertificateThatHasExpired) {
  const TlsDesk desk(directory_.path(), "IP:127.0.0.1", -3600);
  ExpectRefused(desk.Ask({{"SSL_CERT_FILE", desk.bundle()}}), desk);
}

// Without its bundle it must not fall back to believing everybody.
TEST_F(LoadableTls, RefusesEveryCertificateIfTheBundleIsMissing) {
  const TlsDesk desk(directory_.path(), "IP:127.0.0.1", 3600);
  const CommandResult result = desk.Ask({{"SSL_CERT_FILE", directory_.path() / "none.pem"}});
  EXPECT_NE(result.exit_code, 0) << result.Text();
  EXPECT_THAT(result.err, HasSubstr("SSL_CERT_FILE"));
  EXPECT_EQ(desk.hits(), 0) << "the token was sent";
}

}  // namespace
}  // namespace zoho_desk::testing
