#pragma once

// Scans of gadgets by search and by key, and the warnings that they leave in the log.

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "client/scan.h"
#include "common/log.h"
#include "tests/client/scan_fixture.h"

namespace zoho_desk::client {

inline constexpr const char* kListPath = "/api/v1/gadgets";
inline constexpr const char* kSearchPath = "/api/v1/gadgets/search";

inline std::vector<std::string>& Warnings() {
  static std::vector<std::string> warnings;
  return warnings;
}

class ScanRouteTest : public ScanFixture {
 protected:
  void SetUp() override {
    ScanFixture::SetUp();
    Warnings().clear();
    SetLogSink([](std::string_view message) { Warnings().emplace_back(message); });
  }
  void TearDown() override {
    SetLogSink(nullptr);
    ScanFixture::TearDown();
  }

  // A search by id that knows these records.
  void ServeSearchById(std::vector<std::string> known) {
    transport_.Serve(kSearchPath, [known = std::move(known)](const Seen& seen) {
      const std::string wanted = "," + seen.Param("id") + ",";
      std::string rows;
      for (const std::string& id : known) {
        if (wanted.find("," + id + ",") != std::string::npos)
          rows += (rows.empty() ? "" : ",") + std::string(R"({"id":")") + id + R"("})";
      }
      return rows.empty() ? Nothing() : Json(R"({"data":[)" + rows + "]}");
    });
  }
  void ServeRecord(const std::string& id) {
    transport_.Serve("/api/v1/gadgets/" + id, [id](const Seen&) {
      return Json(R"({"id":")" + id + R"(","secret":"s)" + id + R"("})");
    });
  }
  std::vector<std::string> KeysOf(Scan& scan) {
    std::vector<std::string> keys;
    for (;;) {
      const auto more = scan.Next(cancelled_);
      EXPECT_TRUE(more.ok());
      if (!more.ok() || !*more)
        return keys;
      keys.push_back(scan.RowKey());
    }
  }
};

}  // namespace zoho_desk::client
