#pragma once

// Runs whole scans on a FakeTransport.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "client/scan.h"
#include "tests/client/cell_text.h"
#include "tests/client/fake_list.h"
#include "tests/client/gadgets.h"
#include "tests/client/session_fixture.h"

namespace zoho_desk::client {

class ScanFixture : public SessionFixture {
 protected:
  // Indexes of columns by name; "_raw" for the record.
  static std::vector<int> Columns(const resources::Resource& resource,
                                  std::initializer_list<std::string_view> names) {
    std::vector<int> columns;
    for (const std::string_view name : names)
      columns.push_back(name == "_raw" ? kRawColumn : resource.FindColumn(name));
    return columns;
  }

  // Runs a scan to its end or first error; each row is its values joined by ", ".
  std::vector<std::string> Run(ScanRequest request) {
    const std::vector<int> columns = request.columns;
    Scan scan(session(), std::move(request), budget_);
    std::vector<std::string> rows;
    error_.reset();
    for (;;) {
      const auto more = scan.Next(cancelled_);
      if (!more.ok()) {
        error_ = more.error();
        return rows;
      }
      if (!*more)
        return rows;
      std::string row;
      for (const int column : columns) {
        const auto cell = scan.Column(column, cancelled_);
        if (!cell.ok()) {
          error_ = cell.error();
          return rows;
        }
        row += (row.empty() ? "" : ", ") + Show(*cell);
      }
      rows.push_back(row);
    }
  }

  std::string error() const { return error_ ? error_->message : ""; }

  // Requests after the first `skip`.
  std::vector<std::string> TargetsFrom(size_t skip) const {
    auto targets = transport_.Targets();
    targets.erase(targets.begin(), targets.begin() + static_cast<std::ptrdiff_t>(skip));
    return targets;
  }

  std::optional<Error> error_;
};

}  // namespace zoho_desk::client
