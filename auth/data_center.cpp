// The one list of Zoho's hosts: for the setting dc, for the servers that a redirect may name, for
// messages. No host gets credentials that is neither in it nor set by the user.

#include "auth/data_center.h"

#include <array>

#include "common/text.h"

namespace zoho_desk::auth {
namespace {

// Live-probed hosts (facts/platform.md, "Data centres"). Canada is under zohocloud.ca:
// accounts.zoho.ca does not answer. The api_domain of token answers is not a Desk host and is not
// used.
constexpr std::array<DataCenter, 11> kDataCenters{{
    {"us", "accounts.zoho.com", "desk.zoho.com"},
    {"eu", "accounts.zoho.eu", "desk.zoho.eu"},
    {"in", "accounts.zoho.in", "desk.zoho.in"},
    {"au", "accounts.zoho.com.au", "desk.zoho.com.au"},
    {"jp", "accounts.zoho.jp", "desk.zoho.jp"},
    {"ca", "accounts.zohocloud.ca", "desk.zohocloud.ca"},
    {"cn", "accounts.zoho.com.cn", "desk.zoho.com.cn"},
    {"sa", "accounts.zoho.sa", "desk.zoho.sa"},
    {"sg", "accounts.zoho.sg", "desk.zoho.sg"},
    {"ae", "accounts.zoho.ae", "desk.zoho.ae"},
    {"uk", "accounts.zoho.uk", "desk.zoho.uk"},
}};

}  // namespace

std::span<const DataCenter> AllDataCenters() {
  return kDataCenters;
}

const DataCenter* FindDataCenter(std::string_view code) {
  for (const DataCenter& center : kDataCenters) {
    if (EqualIgnoringCase(code, center.code))
      return &center;
  }
  return nullptr;
}

std::string DataCenterCodes() {
  std::string text;
  for (const DataCenter& center : kDataCenters)
    AppendToList(text, center.code);
  return text;
}

}  // namespace zoho_desk::auth
