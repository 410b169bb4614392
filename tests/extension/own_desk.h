#pragma once

// For tests that change a sandbox or its credentials: each has one of its own, and with it a
// session of its own.

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <set>
#include <string>

#include "tests/support/desk.h"

namespace zoho_desk::testing {

using Variables = std::map<std::string, std::string>;  // of the environment

class OwnDesk : public ::testing::Test {
 protected:
  explicit OwnDesk(const sandbox::Options& options = {}) : desk_(options) {}

  sandbox::Server& server() { return desk_.server(); }

  // On a new connection.
  static QueryResult Query(const std::string& sql) { return Database::WithExtension().Query(sql); }

  // With other settings; an empty value unsets one.
  static QueryResult QueryWith(const Variables& settings, const std::string& sql) {
    const ScopedEnvironment scope(settings);
    return Query(sql);
  }

  // How often the token endpoint was asked.
  int64_t TokenCalls() {
    const auto log = server().Log();
    return std::count_if(log.begin(), log.end(),
                         [](const auto& entry) { return entry.route == "token"; });
  }

  std::set<std::string> TicketIds() const {
    std::set<std::string> ids;
    for (const Json& record : desk_.records("tickets"))
      ids.insert(record.at("id").get<std::string>());
    return ids;
  }

  // Every ticket once: rows whose first column is the id.
  void ExpectEveryTicket(const QueryResult& result) const {
    EXPECT_TRUE(result.ok()) << result.error;
    ExpectTickets(result, TicketIds().size());
  }
  // That many different tickets.
  void ExpectTickets(const QueryResult& result, size_t count) const {
    const std::set<std::string> expected = TicketIds();
    std::set<std::string> seen;
    for (const SqlRow& row : result.rows) {
      const auto& id = std::get<std::string>(row[0]);
      EXPECT_TRUE(expected.contains(id)) << id;
      EXPECT_TRUE(seen.insert(id).second) << id << " comes twice";
    }
    EXPECT_EQ(seen.size(), count);
  }

  Desk desk_;
};

}  // namespace zoho_desk::testing
