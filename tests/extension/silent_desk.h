#pragma once

// A Zoho Desk that stops answering: it takes a request and stays silent, and a test can wait for
// that moment.

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <map>
#include <mutex>
#include <string>

#include "tests/http/raw_server.h"

namespace zoho_desk::testing {

class SilentDesk {
 public:
  // Answers that many requests with a full page of 100 tickets each, and none after them.
  explicit SilentDesk(int pages = 0)
      : pages_(pages), server_([this](http::Connection& connection) { Serve(connection); }) {}

  // Settings that lead to it. They need no token call. A query that cannot be interrupted ends
  // after five seconds, with another error.
  std::map<std::string, std::string> environment() const {
    std::string base = server_.Url();
    base.pop_back();
    return {{"ZOHO_DESK_API_BASE", base},
            {"ZOHO_DESK_ACCOUNTS_BASE", base},
            {"ZOHO_DESK_ACCESS_TOKEN", "silent-desk-token"},
            {"ZOHO_DESK_ORG_ID", "1"},
            {"ZOHO_DESK_CONCURRENCY", "1"},  // nothing is asked for before it is waited for
            {"ZOHO_DESK_TIMEOUT", "5"},
            {"ZOHO_DESK_RETRIES", "0"}};
  }

  // Returns once a request waits for its answer; false if none came in a long time.
  bool WaitForRequest() {
    std::unique_lock lock(mutex_);
    return arrived_.wait_for(lock, std::chrono::seconds(20), [this] { return pages_ < 0; });
  }

  // Returns once the client has closed the connection of such a request; false if it did not in a
  // long time.
  bool WaitForClose() {
    std::unique_lock lock(mutex_);
    return arrived_.wait_for(lock, std::chrono::seconds(20), [this] { return closed_; });
  }

 private:
  void Serve(http::Connection& connection) {
    while (connection.ReadRequest()) {
      const std::unique_lock lock(mutex_);
      if (--pages_ < 0) {
        arrived_.notify_all();
        break;
      }
      connection.Answer(Page(), "200 OK\r\nContent-Type: application/json;charset=utf-8");
    }
    connection.WaitForClose();
    const std::lock_guard lock(mutex_);
    closed_ = pages_ < 0;
    arrived_.notify_all();
  }

  std::string Page() {
    std::string rows;
    last_id_ = std::max(0, last_id_ - 1);  // pages overlap by a row
    for (int i = 0; i < 100; ++i) {
      rows += rows.empty() ? "" : ",";
      rows += R"({"id":")" + std::to_string(++last_id_) + R"(","subject":"A ticket"})";
    }
    return R"({"data":[)" + rows + "]}";
  }

  std::mutex mutex_;
  std::condition_variable arrived_;
  int pages_;  // left to answer; negative once a request waits
  int last_id_ = 0;
  bool closed_ = false;
  http::RawServer server_;  // last: its threads use the rest
};

}  // namespace zoho_desk::testing
