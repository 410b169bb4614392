#pragma once

// The host programs that script/sqlite-versions has built.

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdio>
#include <ostream>
#include <sstream>
#include <string>
#include <vector>

namespace zoho_desk::testing {

struct Host {
  std::string runner;
  std::string version;  // "3.42.0"
  int number = 0;       // 3042000
};

inline constexpr int kOldestSqlite = 3031000;  // that the extension takes

// For the names of the tests: "3_42_0".
inline void PrintTo(const Host& host, std::ostream* out) {
  *out << host.version;
}

// Of a list of paths with colons between them. The runners lie in folders named sqlite-<version>.
inline std::vector<Host> HostsWhere(const char* runners, bool (*wanted)(int)) {
  std::vector<Host> hosts;
  std::istringstream list(runners);
  for (std::string runner; std::getline(list, runner, ':');) {
    const size_t name = runner.rfind("sqlite-") + 7;
    const std::string version = runner.substr(name, runner.rfind('/') - name);
    int parts[3] = {};
    std::sscanf(version.c_str(), "%d.%d.%d", &parts[0], &parts[1], &parts[2]);
    const int number = parts[0] * 1'000'000 + parts[1] * 1000 + parts[2];
    if (wanted(number))
      hosts.push_back({runner, version, number});
  }
  return hosts;
}

inline std::string NameOf(const ::testing::TestParamInfo<Host>& host) {
  std::string name = host.param.version;
  std::replace(name.begin(), name.end(), '.', '_');
  return name;
}

}  // namespace zoho_desk::testing
