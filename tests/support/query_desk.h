#pragma once

// A desk for generated queries: every table has rows, most lists have more than a page, and a scan
// of everything is quick.

#include "tests/support/desk.h"

namespace zoho_desk::testing {

struct QueryDesk {
  Desk desk{Options()};

  static sandbox::Options Options() {
    sandbox::Options options;
    constexpr std::pair<const char*, uint64_t> kRows[] = {
        {"tickets", 130},
        {"contacts", 60},
        {"accounts", 25},
        {"products", 20},
        {"articles", 55},
        {"calls", 40},
        {"tasks", 40},
        {"events", 40},
        {"contracts", 15},
        {"users", 40},
        {"customer_feedback", 60},
        {"article_feedbacks", 40},
    };
    for (const auto& [table, rows] : kRows)
      options.SetRows(table, rows);
    options.settings.credits = -1;
    return options;
  }
};

}  // namespace zoho_desk::testing
