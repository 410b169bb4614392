#pragma once

// Two sandboxes with different records under the same ids, and a profile file that knows them as
// acme and globex. Nothing else in the environment leads to either. The tests of a suite share them
// and change no data.

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <memory>
#include <string>

#include "tests/support/desk.h"
#include "tests/support/query_desk.h"

namespace zoho_desk::testing {

class TwoPortals : public ::testing::Test {
 protected:
  static void SetUpTestSuite() { portals_ = std::make_unique<Portals>(); }
  static void TearDownTestSuite() { portals_.reset(); }

  void SetUp() override {
    WriteProfiles({{"acme", Profile(acme_)}, {"globex", Profile(globex_)}});
    acme_.TakeRequests();
    globex_.TakeRequests();
  }
  void TearDown() override {
    acme_.server().ClearFaults();
    globex_.server().ClearFaults();
  }

  static void WriteProfiles(const Json& profiles) {
    const auto directory =
        std::filesystem::path(portals_->globex.environment().at("XDG_CONFIG_HOME")) / "zoho_desk";
    std::filesystem::create_directories(directory);
    const auto path = directory / "config.json";
    std::ofstream(path) << Json{{"profiles", profiles}}.dump();
    std::filesystem::permissions(
        path, std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
  }

  static Json Profile(Desk& desk) {
    const auto& credentials = desk.server().credentials();
    return {{"client_id", credentials.client_id},
            {"client_secret", credentials.client_secret},
            {"refresh_token", credentials.refresh_token},
            {"org_id", desk.server().org_id()},
            {"api_base", desk.base_url()},
            {"accounts_base", desk.base_url()}};
  }

  QueryResult Query(const std::string& sql) const { return database_.Query(sql); }

  // The same rows as the two data sets give, in the same order if the query orders them.
  void ExpectRight(const std::string& sql) {
    QueryResult actual = Query(sql);
    QueryResult expected = Oracle().Query(sql);
    ASSERT_TRUE(expected.ok()) << sql << ": " << expected.error;
    ASSERT_TRUE(actual.ok()) << sql << ": " << actual.error;
    EXPECT_FALSE(expected.rows.empty()) << sql << " asks for nothing";
    if (sql.find("ORDER BY") == std::string::npos) {
      std::sort(actual.rows.begin(), actual.rows.end());
      std::sort(expected.rows.begin(), expected.rows.end());
    }
    EXPECT_EQ(actual.Text(), expected.Text()) << sql;
  }

  // Both data sets in plain tables, with a column _profile. TEMP tables are the test's own.
  const Database& Oracle() { return portals_->oracle; }

 private:
  struct Portals {
    Portals() {
      Change(globex.server());
      Fill("acme", acme);
      Fill("globex", globex);
      for (const std::string& name : Names()) {
        oracle.Run("CREATE VIEW " + TableName(name) +
                   " AS SELECT 'acme' AS _profile, * FROM acme_" + name +
                   " UNION ALL SELECT 'globex', * FROM globex_" + name);
      }
    }

    // Of the tables that are there twice.
    static std::vector<std::string> Names() {
      std::vector<std::string> names;
      for (const resources::Resource* resource : resources::AllResources()) {
        if (resource->name != "organizations")
          names.emplace_back(resource->name);
      }
      return names;
    }

    // The same seed makes the same ids. Every third ticket goes, all others are edited.
    static void Change(sandbox::Server& server) {
      sandbox::DataChange tickets{.resource = "tickets", .field = "status"};
      for (uint32_t row = 0; row < 130; ++row)
        (row % 3 == 0 ? tickets.remove : tickets.edit).rows.push_back(row);
      for (const sandbox::DataChange& change :
           {tickets,
            sandbox::DataChange{.resource = "contacts", .remove = sandbox::RecordSet::Range(0, 10)},
            sandbox::DataChange{.resource = "accounts", .create = 3},
            sandbox::DataChange{.resource = "departments", .create = 1}})
        EXPECT_EQ(server.Schedule(change), "");
    }

    void Fill(const std::string& prefix, Desk& desk) const {
      Json dump = Json::parse(desk.server().DumpText());
      dump["resources"].erase("organizations");
      CreatePlainTables(oracle, dump);
      oracle.Run("DROP TABLE zoho_desk_organizations");
      for (const std::string& name : Names())
        oracle.Run("ALTER TABLE " + TableName(name) + " RENAME TO " + prefix + "_" + name);
    }

    Desk acme{QueryDesk::Options()};
    Desk globex{QueryDesk::Options()};
    ScopedEnvironment no_login{std::map<std::string, std::string>{{"ZOHO_DESK_CLIENT_ID", ""},
                                                                  {"ZOHO_DESK_CLIENT_SECRET", ""},
                                                                  {"ZOHO_DESK_REFRESH_TOKEN", ""},
                                                                  {"ZOHO_DESK_ORG_ID", ""},
                                                                  {"ZOHO_DESK_API_BASE", ""},
                                                                  {"ZOHO_DESK_ACCOUNTS_BASE", ""}}};
    Database oracle = Database::Plain();
  };
  static inline std::unique_ptr<Portals> portals_;

 protected:
  Desk& acme_ = portals_->acme;
  Desk& globex_ = portals_->globex;
  Database database_ = Database::WithExtension();
};

}  // namespace zoho_desk::testing
