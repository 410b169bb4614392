// Many transfers, many threads, cancelling, forking.

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <future>
#include <latch>
#include <thread>

#include "http/curl_transport.h"
#include "tests/http/raw_server.h"

namespace zoho_desk::http {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;
using std::chrono::steady_clock;

// The path of "GET /path HTTP/1.1...".
std::string PathOf(const std::string& request) {
  const size_t start = request.find(' ') + 1;
  return request.substr(start, request.find(' ', start) - start);
}

void EchoPaths(Connection& connection) {
  while (const auto request = connection.ReadRequest())
    connection.Answer(PathOf(*request));
}

TEST(CurlTransportThreads, TransfersOfOneThreadOverlap) {
  constexpr int kCount = 6;
  std::latch all_arrived(kCount);
  const RawServer server([&all_arrived](Connection& connection) {
    const auto request = connection.ReadRequest();
    all_arrived.arrive_and_wait();  // no answer before every request is here
    connection.Answer(PathOf(*request));
  });
  std::vector<std::unique_ptr<Transfer>> transfers;
  for (int i = 0; i < kCount; ++i)
    transfers.push_back(CurlTransport().Start({.url = server.Url("/" + std::to_string(i))}));
  for (int i = 0; i < kCount; ++i) {
    const auto answer = transfers[static_cast<size_t>(i)]->Wait({});
    ASSERT_TRUE(answer.ok()) << answer.error().message;
    EXPECT_EQ(answer->body, "/" + std::to_string(i));
  }
}

TEST(CurlTransportThreads, EveryThreadGetsItsOwnAnswers) {
  constexpr int kThreads = 8;
  constexpr int kRequests = 40;
  const RawServer server(EchoPaths);
  std::atomic<int> right{0};
  std::vector<std::thread> threads;
  for (int t = 0; t < kThreads; ++t) {
    threads.emplace_back([&server, &right, t] {
      for (int i = 0; i < kRequests; ++i) {
        const std::string path = "/" + std::to_string(t) + "/" + std::to_string(i);
        const auto transfer = CurlTransport().Start({.url = server.Url(path)});
        if (i % 2 == 0)
          transfer->Poll();
        const auto abandoned = CurlTransport().Start({.url = server.Url("/abandoned")});
        const auto answer = transfer->Wait({});
        if (answer.ok() && answer->body == path)
          ++right;
      }
    });
  }
  for (std::thread& thread : threads)
    thread.join();
  EXPECT_EQ(right, kThreads * kRequests);
}

// The thread that drives leaves with its own answer; the one that only waited must carry on.
TEST(CurlTransportThreads, AWaitingThreadTakesOver) {
  std::promise<void> second_may_end;
  auto may_end = second_may_end.get_future().share();
  std::latch both_arrived(2);
  const RawServer server([&both_arrived, may_end](Connection& connection) {
    const auto request = connection.ReadRequest();
    both_arrived.arrive_and_wait();
    if (PathOf(*request) == "/second")
      may_end.wait();
    connection.Answer(PathOf(*request));
  });
  const auto get = [&server](const char* path) {
    return std::async(std::launch::async, [&server, path] {
      return CurlTransport().Send({.url = server.Url(path)}, {});
    });
  };
  auto first = get("/first");
  auto second = get("/second");
  ASSERT_EQ(first.wait_for(seconds(20)), std::future_status::ready);
  EXPECT_TRUE(first.get().ok());
  second_may_end.set_value();
  ASSERT_EQ(second.wait_for(seconds(20)), std::future_status::ready);
  const auto answer = second.get();
  ASSERT_TRUE(answer.ok()) << answer.error().message;
  EXPECT_EQ(answer->body, "/second");
}

TEST(CurlTransportThreads, CancelsASilentTransferWithin100Milliseconds) {
  std::atomic<bool> asked{false};
  const RawServer server([&asked](Connection& connection) {
    connection.ReadRequest();
    asked = true;
    connection.WaitForClose();
  });
  // The best of a few attempts: on a busy machine a thread may be held up for reasons not ours.
  auto best = steady_clock::duration::max();
  for (int attempt = 0; attempt < 5; ++attempt) {
    asked = false;
    std::promise<steady_clock::time_point> interrupted;
    std::atomic<bool> cancel{false};
    std::thread user([&] {
      while (!asked)
        std::this_thread::yield();
      interrupted.set_value(steady_clock::now());
      cancel = true;
    });
    const auto answer = CurlTransport().Send({.url = server.Url()}, [&] { return cancel.load(); });
    const auto end = steady_clock::now();
    user.join();
    ASSERT_FALSE(answer.ok());
    EXPECT_EQ(answer.error().code, Code::kCancelled);
    best = std::min(best, end - interrupted.get_future().get());
  }
  EXPECT_LT(best, milliseconds(100));
}

// A scan that waits for many quick answers in turn must notice, too.
TEST(CurlTransportThreads, AnswersThatComeQuicklyDoNotHideTheWishToCancel) {
  const RawServer server([](Connection& connection) {
    while (connection.ReadRequest()) {
      std::this_thread::sleep_for(milliseconds(3));  // the time that an answer takes
      connection.Answer("quick");
    }
  });
  int cancelled = 0;
  for (int i = 0; i < 10; ++i) {
    const auto answer = CurlTransport().Send({.url = server.Url()}, [] { return true; });
    cancelled += !answer.ok() && answer.error().code == Code::kCancelled ? 1 : 0;
  }
  EXPECT_GT(cancelled, 0);
}

TEST(CurlTransportThreads, DestroyingATransferClosesItsConnection) {
  std::latch arrived(1);
  std::promise<void> closed;
  const RawServer server([&](Connection& connection) {
    connection.ReadRequest();
    arrived.count_down();
    connection.WaitForClose();
    closed.set_value();
  });
  auto transfer = CurlTransport().Start({.url = server.Url()});
  while (!arrived.try_wait())
    transfer->Poll();
  transfer.reset();
  EXPECT_EQ(closed.get_future().wait_for(seconds(20)), std::future_status::ready);
}

TEST(CurlTransportThreads, DestroyingATransferWhileAnotherThreadDrives) {
  std::latch both_arrived(2);
  std::promise<void> closed;
  std::promise<void> may_end;
  const RawServer server([&](Connection& connection) {
    const auto request = connection.ReadRequest();
    both_arrived.count_down();
    if (PathOf(*request) == "/dropped") {
      connection.WaitForClose();
      closed.set_value();
    } else {
      may_end.get_future().wait();
      connection.Answer("kept");
    }
  });
  auto dropped = CurlTransport().Start({.url = server.Url("/dropped")});
  auto kept = std::async(std::launch::async, [&server] {
    return CurlTransport().Send({.url = server.Url("/kept")}, {});
  });
  both_arrived.wait();  // nobody polls here: the other thread drives both
  dropped.reset();
  EXPECT_EQ(closed.get_future().wait_for(seconds(20)), std::future_status::ready);
  may_end.set_value();
  const auto answer = kept.get();
  ASSERT_TRUE(answer.ok()) << answer.error().message;
  EXPECT_EQ(answer->body, "kept");
}

TEST(CurlTransportThreads, TheCancelCheckMayStartARequest) {
  std::latch nested_arrived(1);
  const RawServer server([&nested_arrived](Connection& connection) {
    const auto request = connection.ReadRequest();
    if (PathOf(*request) == "/nested")
      nested_arrived.count_down();
    nested_arrived.wait();  // the outer answer comes after the nested request
    connection.Answer(PathOf(*request));
  });
  bool nested_ok = false;
  const auto answer = CurlTransport().Send({.url = server.Url("/outer")}, [&] {
    if (!nested_ok)
      nested_ok = CurlTransport().Send({.url = server.Url("/nested")}, {}).ok();
    return false;
  });
  EXPECT_TRUE(nested_ok);
  ASSERT_TRUE(answer.ok()) << answer.error().message;
  EXPECT_EQ(answer->body, "/outer");
}

// What a forked child does with the parent's transport; its exit status: 0 if all is well.
int UseInChild(std::unique_ptr<Transfer> of_parent, const std::string& url) {
  if (!of_parent->Poll())
    return 1;
  const auto lost = of_parent->Wait({});
  if (lost.ok() || lost.error().message.find("fork") == std::string::npos)
    return 2;
  of_parent.reset();
  const auto answer = CurlTransport().Send({.url = url}, {});
  return answer.ok() && answer->body == "/child" ? 0 : 3;
}

TEST(CurlTransportThreads, AForkedChildHasConnectionsOfItsOwn) {
  std::latch arrived(1);
  std::promise<void> child_ended;
  auto may_answer = child_ended.get_future().share();
  const RawServer server([&arrived, may_answer](Connection& connection) {
    while (const auto request = connection.ReadRequest()) {
      if (PathOf(*request) == "/parent") {
        arrived.count_down();
        may_answer.wait();
      }
      connection.Answer(PathOf(*request));
    }
  });
  ASSERT_TRUE(CurlTransport().Send({.url = server.Url("/warm-up")}, {}).ok());
  auto transfer = CurlTransport().Start({.url = server.Url("/parent")});
  while (!arrived.try_wait())
    transfer->Poll();

  const pid_t child = fork();
  ASSERT_GE(child, 0);
  if (child == 0)
    _exit(UseInChild(std::move(transfer), server.Url("/child")));
  int status = -1;
  ASSERT_EQ(waitpid(child, &status, 0), child);
  EXPECT_TRUE(WIFEXITED(status));
  EXPECT_EQ(WEXITSTATUS(status), 0);

  child_ended.set_value();
  const auto answer = transfer->Wait({});
  ASSERT_TRUE(answer.ok()) << answer.error().message;
  EXPECT_EQ(answer->body, "/parent");
}

// The child must not inherit libcurl in the middle of a call of another thread.
TEST(CurlTransportThreads, ForkedChildrenGetAnswersWhateverTheOtherThreadsDo) {
  const RawServer server(EchoPaths);
  std::atomic<bool> stop{false};
  std::atomic<int> wrong{0};
  std::vector<std::thread> threads;
  for (int t = 0; t < 4; ++t) {
    threads.emplace_back([&server, &stop, &wrong, t] {
      const std::string path = "/" + std::to_string(t);
      while (!stop) {
        const auto answer = CurlTransport().Send({.url = server.Url(path)}, {});
        if (!answer.ok() || answer->body != path)
          ++wrong;
      }
    });
  }
  int good = 0;
  for (int i = 0; i < 20; ++i) {
    const pid_t child = fork();
    ASSERT_GE(child, 0);
    if (child == 0) {
      alarm(20);  // seconds; a child that hangs fails the test
      const auto answer = CurlTransport().Send({.url = server.Url("/child")}, {});
      _exit(answer.ok() && answer->body == "/child" ? 0 : 1);
    }
    int status = -1;
    waitpid(child, &status, 0);
    good += WIFEXITED(status) && WEXITSTATUS(status) == 0 ? 1 : 0;
  }
  stop = true;
  for (std::thread& thread : threads)
    thread.join();
  EXPECT_EQ(good, 20);
  EXPECT_EQ(wrong, 0);
}

}  // namespace
}  // namespace zoho_desk::http
