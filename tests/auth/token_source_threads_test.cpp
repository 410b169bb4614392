// One token call at a time, however many threads and token sources want one.

#include <gtest/gtest.h>
#include <sys/file.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cerrno>
#include <latch>
#include <thread>

#include "auth/token_cache.h"
#include "auth/token_source.h"
#include "tests/auth/auth_fixtures.h"

namespace {
std::atomic<bool> file_system_has_locks{true};
}  // namespace

// In the place of the C library's, for this program: some network file systems have no locks.
extern "C" int flock(int file, int operation) noexcept {
  if (file_system_has_locks)
    return static_cast<int>(syscall(SYS_flock, file, operation));
  errno = ENOLCK;
  return -1;
}

namespace zoho_desk::auth {
namespace {

constexpr int kThreads = 8;

// Runs `body` on 8 threads that start together.
template <typename Body>
void OnThreads(Body body) {
  std::latch start(kThreads);
  std::vector<std::thread> threads;
  for (int i = 0; i < kThreads; ++i) {
    threads.emplace_back([&start, &body] {
      start.arrive_and_wait();
      body();
    });
  }
  for (std::thread& thread : threads)
    thread.join();
}

TEST(TokenSourceThreads, EightThreadsMakeOneCall) {
  FakeTransport transport(NumberedTokens());
  TokenSource source(TestConfig(), transport);
  std::atomic<int> right{0};
  OnThreads([&] {
    const auto token = source.AccessToken({});
    right += token.ok() && *token == "token-1" ? 1 : 0;
  });
  EXPECT_EQ(right, kThreads);
  EXPECT_EQ(transport.calls(), 1U);
  OnThreads([&] {
    const auto token = source.Renew("token-1", {});
    right += token.ok() && *token == "token-2" ? 1 : 0;
  });
  EXPECT_EQ(right, 2 * kThreads);
  EXPECT_EQ(transport.calls(), 2U);
}

// As processes do: each with its own TokenSource, sharing only the cache directory.
TEST(TokenSourceThreads, EightSourcesMakeOneCall) {
  const TempDir dir;
  FakeTransport transport(NumberedTokens());
  std::atomic<int> right{0};
  OnThreads([&] {
    TokenSource source(TestConfig(dir.path() + "/cache"), transport);
    const auto token = source.AccessToken({});
    right += token.ok() && *token == "token-1" ? 1 : 0;
  });
  EXPECT_EQ(right, kThreads);
  EXPECT_EQ(transport.calls(), 1U);
}

// A process that was stopped with the lock in its hands.
TEST(TokenSourceThreads, EightWhoGiveUpOnTheLocksHolderLineUpAtAnother) {
  const TempDir dir;
  const TokenCache cache(dir.path() + "/cache", "login");
  const auto stopped = cache.Lock({}, 0);
  ASSERT_TRUE(stopped.ok());
  std::atomic<int> inside{0};
  std::atomic<bool> met{false};
  std::atomic<int> turns{0};
  OnThreads([&] {
    const auto lock = TokenCache(dir.path() + "/cache", "login").Lock({}, 2000);
    if (++inside > 1)
      met = true;
    std::this_thread::yield();
    --inside;
    turns += lock.ok() ? 1 : 0;
  });
  EXPECT_EQ(turns, kThreads);
  EXPECT_FALSE(met);
}

TEST(TokenSourceThreads, EightSourcesMakeOneCallWhereTheFileSystemHasNoLocks) {
  const TempDir dir;
  FakeTransport transport(NumberedTokens());
  std::atomic<int> right{0};
  file_system_has_locks = false;
  OnThreads([&] {
    TokenSource source(TestConfig(dir.path() + "/cache"), transport);
    const auto token = source.AccessToken({});
    right += token.ok() && *token == "token-1" ? 1 : 0;
  });
  file_system_has_locks = true;
  EXPECT_EQ(right, kThreads);
  EXPECT_EQ(transport.calls(), 1U);
  for (const auto& file : std::filesystem::directory_iterator(dir.path() + "/cache"))
    EXPECT_NE(file.path().extension(), ".held");
}

// Its holder was killed: nobody removes it.
TEST(TokenSourceThreads, AStandInForALockThatIsLeftBehindIsWaitedForOnce) {
  const TempDir dir;
  const TokenCache cache(dir.path() + "/cache", "login");
  WriteFile(cache.path() + ".lock.held", "");
  file_system_has_locks = false;
  EXPECT_TRUE(cache.Lock({}, 50).ok());
  const auto first = cache.Lock([] { return true; }, 60'000);
  file_system_has_locks = true;
  EXPECT_TRUE(first.ok()) << "had to wait again";
}

TEST(TokenSourceThreads, EightThreadsShareOneRefusal) {
  FakeTransport transport([](const http::Request&) -> Result<http::Response> {
    return Json(R"({"error":"invalid_code"})");
  });
  TokenSource source(TestConfig(), transport);
  std::atomic<int> refused{0};
  OnThreads([&] { refused += source.AccessToken({}).ok() ? 0 : 1; });
  EXPECT_EQ(refused, kThreads);
  EXPECT_EQ(transport.calls(), 1U);
}

TEST(TokenSourceThreads, AWaitingThreadCanBeCancelled) {
  std::latch asked(1);
  std::latch may_answer(1);
  FakeTransport transport([&](const http::Request&) -> Result<http::Response> {
    asked.count_down();
    may_answer.wait();
    return Json(R"({"access_token":"late"})");
  });
  TokenSource source(TestConfig(), transport);
  std::thread first([&source] { EXPECT_TRUE(source.AccessToken({}).ok()); });
  asked.wait();
  const auto cancelled = source.AccessToken([] { return true; });
  ASSERT_FALSE(cancelled.ok());
  EXPECT_EQ(cancelled.error().code, Code::kCancelled);
  may_answer.count_down();
  first.join();
}

TEST(TokenSourceThreads, AThreadWaitingForAnotherProcessCanBeCancelled) {
  const TempDir dir;
  const Config config = TestConfig(dir.path() + "/cache");
  FakeTransport transport(NumberedTokens());
  TokenSource source(config, transport);
  const TokenCache same(config.cache_dir, config.accounts_base + "\n" + config.client_id + "\n" +
                                              config.refresh_token);
  auto held = std::make_optional(*same.Lock({}, 0));
  const auto cancelled = source.AccessToken([] { return true; });
  ASSERT_FALSE(cancelled.ok());
  EXPECT_EQ(cancelled.error().code, Code::kCancelled);
  EXPECT_EQ(transport.calls(), 0U);
  held.reset();
  EXPECT_TRUE(source.AccessToken({}).ok());
}

}  // namespace
}  // namespace zoho_desk::auth
