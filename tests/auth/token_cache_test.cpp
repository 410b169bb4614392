#include "auth/token_cache.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <nlohmann/json.hpp>

#include "tests/auth/auth_fixtures.h"

namespace zoho_desk::auth {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

const CachedToken kToken{.access_token = "1000.token",
                         .expires_at_ms = 1'700'000'003'600'000,
                         .scope = "Desk.tickets.READ"};

class TokenCacheTest : public ::testing::Test {
 protected:
  TempDir dir_;
  std::string cache_dir_ = dir_.path() + "/.cache/zoho_desk";
};

TEST_F(TokenCacheTest, GivesBackWhatItKeeps) {
  const TokenCache cache(cache_dir_, "identity");
  EXPECT_FALSE(cache.Read());
  cache.Write(kToken);
  const auto read = TokenCache(cache_dir_, "identity").Read();
  ASSERT_TRUE(read);
  EXPECT_EQ(read->access_token, kToken.access_token);
  EXPECT_EQ(read->expires_at_ms, kToken.expires_at_ms);
  EXPECT_EQ(read->scope, kToken.scope);
  EXPECT_EQ(read->throttled_until_ms, 0);
}

TEST_F(TokenCacheTest, KeepsLoginsApartWithoutNamingThem) {
  const TokenCache one(cache_dir_, "accounts\n1000.CLIENT\n1000.s3cret");
  const TokenCache other(cache_dir_, "accounts\n1000.CLIENT\n1000.s3crets");
  EXPECT_NE(one.path(), other.path());
  EXPECT_THAT(one.path(), Not(HasSubstr("s3cret")));
  EXPECT_THAT(one.path(), Not(HasSubstr("CLIENT")));
  one.Write(kToken);
  EXPECT_FALSE(other.Read());
}

TEST_F(TokenCacheTest, IsPrivate) {
  const mode_t old = umask(0);
  const TokenCache cache(cache_dir_, "identity");
  cache.Write(kToken);
  EXPECT_TRUE(cache.Lock({}, 0).ok());
  umask(old);
  EXPECT_EQ(ModeOf(cache_dir_), 0700U);
  EXPECT_EQ(ModeOf(cache.path()), 0600U);
  EXPECT_EQ(ModeOf(cache.path() + ".lock"), 0600U);
}

TEST_F(TokenCacheTest, TightensALooseDirectory) {
  std::filesystem::create_directories(cache_dir_);
  chmod(cache_dir_.c_str(), 0755);
  const TokenCache cache(cache_dir_, "identity");
  EXPECT_EQ(ModeOf(cache_dir_), 0700U);
  EXPECT_FALSE(cache.path().empty());
}

TEST_F(TokenCacheTest, LeavesNoTemporaryFiles) {
  const TokenCache cache(cache_dir_, "identity");
  cache.Write(kToken);
  cache.Write(kToken);
  const auto files = std::filesystem::directory_iterator(cache_dir_);
  EXPECT_EQ(std::distance(begin(files), end(files)), 1);
}

TEST_F(TokenCacheTest, IgnoresAndReplacesALooseFile) {
  const TokenCache cache(cache_dir_, "identity");
  for (const mode_t mode : {0640U, 0604U, 0666U}) {
    cache.Write(kToken);
    chmod(cache.path().c_str(), mode);
    EXPECT_FALSE(cache.Read()) << std::oct << mode;
    cache.Write(kToken);
    EXPECT_TRUE(cache.Read());
    EXPECT_EQ(ModeOf(cache.path()), 0600U);
  }
}

TEST_F(TokenCacheTest, NeitherReadsNorWritesThroughALink) {
  const TokenCache cache(cache_dir_, "identity");
  cache.Write(kToken);
  const std::string target = dir_.path() + "/target";
  std::filesystem::rename(cache.path(), target);
  const std::string before = ReadFile(target);
  std::filesystem::create_symlink(target, cache.path());
  EXPECT_FALSE(cache.Read());
  cache.Write({.access_token = "new", .expires_at_ms = 1});
  EXPECT_EQ(ReadFile(target), before);
  EXPECT_FALSE(std::filesystem::is_symlink(cache.path()));
  EXPECT_EQ(cache.Read()->access_token, "new");
}

TEST_F(TokenCacheTest, RefusesALinkToAnothersDirectory) {
  const std::string foreign = ForeignFolder(dir_.path() + "/theirs");
  std::filesystem::create_directories(dir_.path() + "/.cache");
  std::filesystem::create_symlink(foreign, cache_dir_);
  EXPECT_EQ(TokenCache(cache_dir_, "identity").path(), "");
}

// As root has it with a user's HOME.
TEST_F(TokenCacheTest, MakesNothingInAnothersHome) {
  if (geteuid() == 0) {
    const std::string home = ForeignFolder(dir_.path() + "/home");
    EXPECT_EQ(TokenCache(home + "/.cache/zoho_desk", "identity").path(), "");
    EXPECT_TRUE(std::filesystem::is_empty(home));
  } else {  // others cannot make anything there at all
    EXPECT_EQ(TokenCache("/root/.cache/zoho_desk", "identity").path(), "");
  }
}

TEST_F(TokenCacheTest, RemovesTemporaryFilesOfKilledProcessesOnly) {
  const TokenCache cache(cache_dir_, "identity");
  const pid_t killed = fork();
  if (killed == 0)
    _exit(0);
  waitpid(killed, nullptr, 0);  // from here on nobody has this number
  const std::string leftover = cache.path() + "." + std::to_string(killed) + ".0.tmp";
  const std::string alive = cache.path() + "." + std::to_string(getppid()) + ".0.tmp";
  WriteFile(leftover, "a token");
  WriteFile(alive, "a token");
  const TokenCache next(cache_dir_, "identity");
  EXPECT_FALSE(std::filesystem::exists(leftover));
  EXPECT_TRUE(std::filesystem::exists(alive));
}

TEST_F(TokenCacheTest, IgnoresOtherContents) {
  const TokenCache cache(cache_dir_, "identity");
  for (const std::string& text :
       {std::string(), std::string("nonsense"), std::string("[]"), std::string(100'000, ' ')}) {
    WriteFile(cache.path(), text);
    EXPECT_FALSE(cache.Read());
  }
  WriteFile(cache.path(), R"({"access_token": 7, "expires_at_ms": "soon", "scope": []})");
  const auto read = cache.Read();
  ASSERT_TRUE(read);
  EXPECT_EQ(read->access_token, "");
  EXPECT_EQ(read->expires_at_ms, 0);
}

TEST_F(TokenCacheTest, WorksWithoutADirectory) {
  WriteFile(dir_.path() + "/file", "");
  for (const std::string& directory : {std::string(), dir_.path() + "/file/below"}) {
    const TokenCache cache(directory, "identity");
    EXPECT_EQ(cache.path(), "");
    cache.Write(kToken);
    EXPECT_FALSE(cache.Read());
    EXPECT_TRUE(cache.Lock({}, 0).ok());
  }
}

TEST_F(TokenCacheTest, OneHolderAtATime) {
  const TokenCache cache(cache_dir_, "identity");
  auto held = std::make_optional(*cache.Lock({}, 0));
  int polls = 0;
  const auto refused = cache.Lock([&polls] { return ++polls == 3; }, 60'000);
  ASSERT_FALSE(refused.ok());
  EXPECT_EQ(refused.error().code, Code::kCancelled);
  EXPECT_EQ(polls, 3);
  held.reset();
  const auto free = cache.Lock([] { return true; }, 60'000);  // taken before anything is asked
  EXPECT_TRUE(free.ok());
}

TEST_F(TokenCacheTest, GoesOnWithoutALockThatIsHeldTooLong) {
  const TokenCache cache(cache_dir_, "identity");
  const auto held = cache.Lock({}, 0);
  EXPECT_TRUE(cache.Lock({}, 30).ok());
}

// A forked child inherits the descriptor; it must not keep the lock after the parent is done.
TEST_F(TokenCacheTest, AForkedChildDoesNotKeepTheLock) {
  const TokenCache cache(cache_dir_, "identity");
  auto held = std::make_optional(*cache.Lock({}, 0));
  int pipe_fds[2];
  ASSERT_EQ(pipe(pipe_fds), 0);
  const pid_t child = fork();
  if (child == 0) {
    char byte = 0;
    close(pipe_fds[1]);
    _exit(static_cast<int>(read(pipe_fds[0], &byte, 1)));  // lives until the parent closes
  }
  held.reset();
  EXPECT_TRUE(cache.Lock([] { return true; }, 60'000).ok());
  close(pipe_fds[0]);
  close(pipe_fds[1]);
  int status = -1;
  waitpid(child, &status, 0);
  EXPECT_EQ(status, 0);
}

}  // namespace
}  // namespace zoho_desk::auth
