// The fronts that the suites run behind do what they are there for: without them a run over HTTP/2
// would be another run over HTTP/1.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "http/curl_transport.h"
#include "tests/http/raw_server.h"
#include "tests/support/certificate.h"

namespace zoho_desk::http {
namespace {

using testing::Front;
using testing::FrontKind;
using ::testing::HasSubstr;
using ::testing::Not;

// Before the first test: the transport reads once whom to trust.
class TrustsTheFront final : public ::testing::Environment {
 public:
  void SetUp() override { testing::TheTrustedServer(); }
};
[[maybe_unused]] const auto* const kEnvironment =
    ::testing::AddGlobalTestEnvironment(new TrustsTheFront);

// What the server behind a front is sent for a request to it.
std::string RequestBehind(FrontKind kind) {
  std::string request;
  RawServer server([&request](Connection& connection) {
    request = connection.ReadRequest().value_or("");
    connection.Answer("seen");
  });
  const Front front(server.port(), kind);
  const auto answer = CurlTransport().Send({.url = front.base_url() + "/path?query"}, {});
  EXPECT_TRUE(answer.ok()) << answer.error().message;
  EXPECT_EQ(answer.ok() ? answer->body : "", "seen");
  EXPECT_THAT(request, HasSubstr("GET /path?query HTTP/1.1"));
  return request;
}

TEST(Front, SpeaksHttp2WithTheClient) {
  constexpr const char* kSaysSo = "Via: 2 nghttpx";
  EXPECT_THAT(RequestBehind(FrontKind::kHttp2), HasSubstr(kSaysSo));
  EXPECT_THAT(RequestBehind(FrontKind::kHttp2OneStream), HasSubstr(kSaysSo));
  EXPECT_THAT(RequestBehind(FrontKind::kNone), Not(HasSubstr(kSaysSo)));
}

}  // namespace
}  // namespace zoho_desk::http
