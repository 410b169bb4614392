// Requests at the same time: how many are seen, how many are served, which are given up.

#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <condition_variable>
#include <thread>

#include "tests/sandbox/client.h"

namespace zoho_desk::sandbox {
namespace {

constexpr std::chrono::seconds kPatience{20};

// Holds requests back until that many are being served at once.
class Gate {
 public:
  explicit Gate(int size) : missing_(size) {}
  // False if the others did not come.
  bool Pass() {
    std::unique_lock lock(mutex_);
    --missing_;
    changed_.notify_all();
    return changed_.wait_for(lock, kPatience, [this] { return missing_ <= 0; });
  }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  int missing_;
};

void InParallel(int count, const std::function<void(int)>& work) {
  std::vector<std::thread> threads;
  for (int i = 0; i < count; ++i)
    threads.emplace_back(work, i);
  for (std::thread& thread : threads)
    thread.join();
}

TEST(Traffic, ServesTwentyFiveSlowRequestsAtOnce) {
  Options options;
  options.settings.latency_ms = 50;
  Portal portal(options);
  Gate gate(25);
  portal.server().SetObserver([&](const LogEntry&) { EXPECT_TRUE(gate.Pass()); });
  InParallel(25, [&](int) { EXPECT_EQ(portal.Get("tickets").status, 200); });
  EXPECT_EQ(portal.server().traffic().max_in_flight, 25);
  EXPECT_EQ(portal.GetRaw("/_sandbox/status", {}).json()["max_in_flight"], 25);
}

TEST(Traffic, RequestsBeyondTheLimitAreRefusedAndHoldNoSlot) {
  Options options;
  options.settings.concurrency = 3;
  Portal portal(options);
  // The accepted ones are held until five more have been refused.
  Gate gate(8);
  portal.server().SetObserver([&](const LogEntry&) { EXPECT_TRUE(gate.Pass()); });
  std::atomic<int> served = 0;
  std::atomic<int> refused = 0;
  InParallel(8, [&](int) {
    const Answer answer = portal.Get("tickets");
    ++(answer.status == 200 ? served : refused);
    EXPECT_EQ(answer.error(), answer.status == 200 ? "" : "TOO_MANY_REQUESTS");
  });
  EXPECT_EQ(served, 3);
  EXPECT_EQ(refused, 5);
  EXPECT_EQ(portal.server().traffic().max_in_flight, 8);
  EXPECT_EQ(portal.Get("tickets").status, 200);
}

TEST(Traffic, IsForgottenWithTheLog) {
  Portal portal;
  portal.Get("tickets");
  EXPECT_EQ(portal.server().traffic().max_in_flight, 1);
  portal.server().ResetLog();
  EXPECT_EQ(portal.server().traffic().max_in_flight, 0);
}

TEST(Traffic, CountsRequestsWhoseClientLeaves) {
  Portal portal;
  std::mutex mutex;
  std::condition_variable changed;
  bool arrived = false;
  bool gone = false;
  portal.server().SetObserver([&](const LogEntry&) {
    std::unique_lock lock(mutex);
    arrived = true;
    changed.notify_all();
    EXPECT_TRUE(changed.wait_for(lock, kPatience, [&] { return gone; }));
  });
  const int fd = socket(AF_INET, SOCK_STREAM, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(static_cast<uint16_t>(portal.server().port()));
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  ASSERT_EQ(connect(fd, reinterpret_cast<sockaddr*>(&address), sizeof(address)), 0);
  const std::string text = "GET /api/v1/tickets HTTP/1.1\r\nHost: localhost\r\n\r\n";
  ASSERT_EQ(send(fd, text.data(), text.size(), 0), static_cast<ssize_t>(text.size()));
  {
    std::unique_lock lock(mutex);
    ASSERT_TRUE(changed.wait_for(lock, kPatience, [&] { return arrived; }));
    close(fd);
    gone = true;
    changed.notify_all();
  }
  portal.server().Stop();  // once the request is through
  EXPECT_EQ(portal.server().traffic().abandoned, 1);
}

TEST(Traffic, CountsNoRequestThatIsWaitedFor) {
  Portal portal;
  for (int i = 0; i < 3; ++i)
    portal.Get("tickets");
  EXPECT_EQ(portal.GetRaw("/_sandbox/status", {}).json()["abandoned"], 0);
}

}  // namespace
}  // namespace zoho_desk::sandbox
