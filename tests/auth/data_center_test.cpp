#include "auth/data_center.h"

#include <gtest/gtest.h>

#include <set>

namespace zoho_desk::auth {
namespace {

TEST(DataCenter, DefaultsToUs) {
  EXPECT_EQ(AllDataCenters().front().code, "us");
  EXPECT_EQ(DataCenterCodes(), "us, eu, in, au, jp, ca, cn, sa, sg, ae, uk");
}

TEST(DataCenter, IsFoundByCodeInAnyCase) {
  ASSERT_NE(FindDataCenter("EU"), nullptr);
  EXPECT_EQ(FindDataCenter("EU"), FindDataCenter("eu"));
  for (const char* unknown : {"", "e", "eu ", "europe", "zz"})
    EXPECT_EQ(FindDataCenter(unknown), nullptr) << unknown;
}

TEST(DataCenter, KeepsBothHostsInOneDomain) {
  std::set<std::string_view> hosts;
  for (const DataCenter& center : AllDataCenters()) {
    EXPECT_EQ(center.accounts_host.substr(0, 9), "accounts.");
    EXPECT_EQ(center.desk_host.substr(0, 5), "desk.");
    EXPECT_EQ(center.accounts_host.substr(9), center.desk_host.substr(5));
    hosts.insert(center.desk_host);
  }
  EXPECT_EQ(hosts.size(), AllDataCenters().size());
}

TEST(DataCenter, KnowsTheUnusualDomains) {
  EXPECT_EQ(FindDataCenter("ca")->accounts_host, "accounts.zohocloud.ca");
  EXPECT_EQ(FindDataCenter("au")->desk_host, "desk.zoho.com.au");
  EXPECT_EQ(FindDataCenter("cn")->desk_host, "desk.zoho.com.cn");
  EXPECT_EQ(FindDataCenter("us")->desk_host, "desk.zoho.com");
}

}  // namespace
}  // namespace zoho_desk::auth
