#include "http/url_parts.h"

#include <gtest/gtest.h>

namespace zoho_desk::http {
namespace {

TEST(UrlParts, TakesAUrlApart) {
  const auto url = ParseUrl("HTTPS://desk.zoho.eu/api/v1/tickets?limit=1");
  ASSERT_TRUE(url);
  EXPECT_EQ(url->scheme, "https");
  EXPECT_EQ(url->host, "desk.zoho.eu");
  EXPECT_EQ(url->port, "443");
  EXPECT_EQ(url->path, "/api/v1/tickets");
  EXPECT_FALSE(url->has_user);
}

TEST(UrlParts, NamesAnIpv6HostWithoutBrackets) {
  const auto url = ParseUrl("http://[::1]:8080");
  ASSERT_TRUE(url);
  EXPECT_EQ(url->host, "::1");
  EXPECT_EQ(url->port, "8080");
  EXPECT_EQ(url->path, "/");
}

TEST(UrlParts, SeesUserNames) {
  EXPECT_TRUE(ParseUrl("https://user@host/")->has_user);
  EXPECT_TRUE(ParseUrl("https://user:password@host/")->has_user);
}

TEST(UrlParts, RefusesWhatIsNoUrl) {
  using namespace std::string_literals;
  for (const std::string& text :
       {""s, "desk.zoho.eu"s, "/path"s, "https://"s, "https://ho st/"s, "https://host/\r\nX: y"s,
        "https://host:99999/"s, "https://host\0.evil/"s})
    EXPECT_FALSE(ParseUrl(text)) << text;
}

TEST(UrlParts, KnowsLoopbackHosts) {
  for (const char* host : {"127.0.0.1", "127.1.2.3", "127.255.255.254", "::1", "0:0:0:0:0:0:0:1",
                           "localhost", "LOCALHOST"})
    EXPECT_TRUE(IsLoopbackHost(host)) << host;
  for (const char* host : {"128.0.0.1", "10.0.0.1", "0.0.0.0", "::", "::2", "localhost.evil.com",
                           "127.0.0.1.evil.com", "xlocalhost", "desk.zoho.com", ""})
    EXPECT_FALSE(IsLoopbackHost(host)) << host;
}

TEST(UrlParts, AllowsClearTextOnLoopbackOnly) {
  for (const char* url : {"https://desk.zoho.eu", "http://127.0.0.1:8080", "http://[::1]",
                          "http://localhost", "http://127.1/"})
    EXPECT_TRUE(IsAllowedOrigin(*ParseUrl(url))) << url;
  for (const char* url : {"http://desk.zoho.eu", "http://127.0.0.1.evil.com", "ftp://127.0.0.1",
                          "http://[::ffff:10.0.0.1]"})
    EXPECT_FALSE(IsAllowedOrigin(*ParseUrl(url))) << url;
}

}  // namespace
}  // namespace zoho_desk::http
