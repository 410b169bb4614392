#pragma once

// The host programs that script/sqlite-versions has built.

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <ostream>
#include <sstream>
#include <string>
#include <vector>

#include "tests/support/desk.h"
#include "tests/support/process.h"
#include "tests/support/query_check.h"

namespace zoho_desk::testing {

struct Host {
  std::string runner;
  std::string build;    // "3.42.0", "3.54.1-stat4"
  std::string version;  // "3.42.0"
  int number = 0;       // 3042000
};

inline constexpr int kOldestSqlite = 3031000;  // that the extension takes

// For the names of the tests: "3_42_0".
inline void PrintTo(const Host& host, std::ostream* out) {
  *out << host.build;
}

// Of a list of paths with colons between them. The runners lie in folders named sqlite-<version>.
inline std::vector<Host> HostsWhere(const char* runners, bool (*wanted)(int)) {
  std::vector<Host> hosts;
  std::istringstream list(runners);
  for (std::string runner; std::getline(list, runner, ':');) {
    const size_t name = runner.rfind("sqlite-") + 7;
    const std::string build = runner.substr(name, runner.rfind('/') - name);
    const std::string version = build.substr(0, build.find('-'));
    int parts[3] = {};
    std::sscanf(version.c_str(), "%d.%d.%d", &parts[0], &parts[1], &parts[2]);
    const int number = parts[0] * 1'000'000 + parts[1] * 1000 + parts[2];
    if (wanted(number))
      hosts.push_back({runner, build, version, number});
  }
  return hosts;
}

// The hosts that the extension takes, this system's SQLite among them.
inline std::vector<Host> EveryHost(const char* runners, const char* system_runner) {
  std::vector<Host> hosts = HostsWhere(runners, [](int number) { return number >= kOldestSqlite; });
  hosts.push_back({system_runner, "system", "system"});
  return hosts;
}

// Fit to be part of a test's name: "3_42_0".
inline std::string NameOf(const Host& host) {
  std::string name = host.build;
  std::replace_if(
      name.begin(), name.end(), [](char c) { return c == '.' || c == '-'; }, '_');
  return name;
}
inline std::string NameOfTest(const ::testing::TestParamInfo<Host>& host) {
  return NameOf(host.param);
}

// What a runner printed for one statement.
struct Answer {
  TextRows rows;
  std::string end;  // "ok" or "error: ..."
};

inline std::vector<std::string> Split(const std::string& line, char separator) {
  std::vector<std::string> parts;
  std::istringstream stream(line);
  for (std::string part; std::getline(stream, part, separator);)
    parts.push_back(part);
  return parts;
}

inline std::vector<Answer> ParseAnswers(const std::string& out) {
  std::vector<Answer> answers(1);
  for (const std::string& line : Split(out, '\n')) {
    if (line.starts_with("row\x1f")) {
      std::vector<std::string> values = Split(line, '\x1f');
      values.erase(values.begin());
      answers.back().rows.push_back(std::move(values));
    } else {
      answers.back().end = line;
      answers.emplace_back();
    }
  }
  answers.pop_back();
  return answers;
}

// The answers to `statements` by that host; `kind` says over what, as the runner's options do.
inline std::vector<Answer> AskHost(const Host& host, const std::string& kind,
                                   const std::string& path,
                                   const std::vector<std::string>& statements) {
  const TemporaryDirectory directory;
  const std::filesystem::path file = directory.path() / "queries";
  std::ofstream stream(file, std::ios::binary);
  for (const std::string& statement : statements)
    stream << statement << '\x1e';
  stream.close();
  const CommandResult result = RunCommand({host.runner, kind, path, file});
  EXPECT_EQ(result.exit_code, 0) << result.Text();
  std::vector<Answer> answers = ParseAnswers(result.out);
  EXPECT_EQ(answers.size(), statements.size()) << result.err;
  answers.resize(statements.size());
  return answers;
}

}  // namespace zoho_desk::testing
