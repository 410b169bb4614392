// The files through which a user's processes share a token; called by token_source, and by
// zoho-desk, which fills, shows and drops them. A file that somebody else can have written does not
// count, and whoever reads sees a whole one. Where there can be no cache or no lock all goes on
// without, with more token calls.

#include "auth/token_cache.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <charconv>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <system_error>
#include <thread>

#include "auth/sha256.h"
#include "common/foreign_json.h"
#include "common/log.h"

namespace zoho_desk::auth {
namespace {

constexpr size_t kMaxFileBytes = size_t{64} * 1024;
// Follows no link, waits for no pipe and takes no terminal that somebody has put there.
constexpr int kOpenFlags = O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY;
constexpr auto kLockPoll = std::chrono::milliseconds(20);

// Removes the temporary files of Write, "token-<hash>.json.<pid>.<counter>.tmp", whose processes
// were killed: they hold tokens.
void RemoveLeftovers(const std::string& directory) {
  std::error_code error;
  for (const auto& entry : std::filesystem::directory_iterator(directory, error)) {
    const std::filesystem::path name = entry.path().filename();
    if (!name.string().starts_with("token-") || name.extension() != ".tmp")
      continue;
    const std::string pid = name.stem().stem().extension();
    pid_t writer = 0;  // the extension is ".<pid>"
    const auto read =
        std::from_chars(pid.data() + (pid.empty() ? 0 : 1), pid.data() + pid.size(), writer);
    if (read.ec == std::errc{} && writer > 0 && kill(writer, 0) != 0 && errno == ESRCH)
      unlink(entry.path().c_str());
  }
}

int64_t IntegerOr(const nlohmann::json& json, const char* key) {
  const auto found = json.find(key);
  return found != json.end() && found->is_number_integer() ? found->get<int64_t>() : 0;
}

}  // namespace

std::string LoginIdentity(const Config& config) {
  return config.accounts_base + "\n" + config.client_id + "\n" + config.refresh_token;
}

TokenLock::~TokenLock() {
  if (!file_)
    return;
  if (!remove_.empty())
    unlink(remove_.c_str());
  else  // closing is not enough: a child forked meanwhile shares the lock by its own descriptor
    flock(file_.get(), LOCK_UN);
}

TokenCache::TokenCache(const std::string& directory, const std::string& identity) {
  if (directory.empty())
    return;
  if (const Status made = MakePrivateDirectory(directory); !made.ok()) {
    LogWarning(
        "zoho_desk: cannot use " + directory +
        " to keep access tokens, so every process will request its own: " + made.error().message);
    return;
  }
  RemoveLeftovers(directory);
  path_ = directory + "/token-" + Sha256Hex(identity).substr(0, 32) + ".json";
}

std::optional<CachedToken> TokenCache::Read() const {
  if (path_.empty())
    return std::nullopt;
  const FileDescriptor file(open(path_.c_str(), O_RDONLY | kOpenFlags));
  if (!file || CheckPrivacy(file.get()) != Privacy::kPrivate)
    return std::nullopt;
  const auto text = ReadAll(file.get(), kMaxFileBytes);
  if (!text)
    return std::nullopt;
  const auto json = ParseForeignJson(*text);
  if (!json.is_object())
    return std::nullopt;
  CachedToken token{.access_token = TextMember(json, "access_token"),
                    .expires_at_ms = IntegerOr(json, "expires_at_ms"),
                    .scope = TextMember(json, "scope"),
                    .replaces_refused = json.value("replaces_refused", nlohmann::json()) == true,
                    .throttled_until_ms = IntegerOr(json, "throttled_until_ms"),
                    .refused_until_ms = IntegerOr(json, "refused_until_ms"),
                    .refused = TextMember(json, "refused")};
  for (const auto& time : json.value("early_calls", nlohmann::json::array())) {
    if (time.is_number_integer())
      token.early_calls.push_back(time.get<int64_t>());
  }
  return token;
}

void TokenCache::Write(const CachedToken& token) const {
  if (path_.empty())
    return;
  const nlohmann::json json{{"access_token", token.access_token},
                            {"expires_at_ms", token.expires_at_ms},
                            {"scope", token.scope},
                            {"replaces_refused", token.replaces_refused},
                            {"throttled_until_ms", token.throttled_until_ms},
                            {"refused_until_ms", token.refused_until_ms},
                            {"refused", token.refused},
                            {"early_calls", token.early_calls}};
  static std::atomic<unsigned> counter{0};
  const std::string temporary =
      path_ + "." + std::to_string(getpid()) + "." + std::to_string(counter++) + ".tmp";
  const auto create = [&temporary] {
    return FileDescriptor(
        open(temporary.c_str(), O_WRONLY | O_CREAT | O_EXCL | kOpenFlags, S_IRUSR | S_IWUSR));
  };
  FileDescriptor file = create();
  if (!file && errno == EEXIST) {  // left by a killed process that had our number
    unlink(temporary.c_str());
    file = create();
  }
  const bool written =
      file &&
      WriteAll(file.get(), json.dump(-1, ' ', true, nlohmann::json::error_handler_t::replace)) &&
      std::rename(temporary.c_str(), path_.c_str()) == 0;
  if (written)
    return;
  const std::string cause = std::generic_category().message(errno);
  if (file)
    unlink(temporary.c_str());
  LogWarning("zoho_desk: cannot keep the access token in " + path_ + ": " + cause);
}

Result<TokenLock> TokenCache::Lock(const CancelCheck& cancelled, int64_t max_wait_ms) const {
  if (path_.empty())
    return TokenLock();
  for (const char* suffix : {".lock", ".lock2"}) {
    ZD_ASSIGN_OR_RETURN(auto lock, TryLock(path_ + suffix, cancelled, max_wait_ms));
    if (lock)
      return std::move(*lock);
    LogWarning("zoho_desk: another process holds " + path_ + suffix +
               " for too long; going on without it");
  }
  return TokenLock();
}

// The lock, empty if there can be none; nullopt if whoever holds it does not let go.
Result<std::optional<TokenLock>> TokenCache::TryLock(const std::string& name,
                                                     const CancelCheck& cancelled,
                                                     int64_t max_wait_ms) {
  FileDescriptor file(open(name.c_str(), O_RDWR | O_CREAT | kOpenFlags, S_IRUSR | S_IWUSR));
  if (!file)
    return std::optional<TokenLock>(TokenLock());
  const std::string stand_in = name + ".held";
  const auto give_up = std::chrono::steady_clock::now() + std::chrono::milliseconds(max_wait_ms);
  for (;;) {
    if (flock(file.get(), LOCK_EX | LOCK_NB) == 0)
      return std::optional<TokenLock>(TokenLock(std::move(file)));
    if (errno != EWOULDBLOCK && errno != EINTR) {
      FileDescriptor held(
          open(stand_in.c_str(), O_RDWR | O_CREAT | O_EXCL | kOpenFlags, S_IRUSR | S_IWUSR));
      if (held)
        return std::optional<TokenLock>(TokenLock(std::move(held), stand_in));
      if (errno != EEXIST)
        return std::optional<TokenLock>(TokenLock());
    }
    if (IsCancelled(cancelled))
      return Error{Code::kCancelled, "interrupted"};
    if (std::chrono::steady_clock::now() >= give_up) {
      unlink(stand_in.c_str());  // of a process that was killed; the next one may have it
      return std::optional<TokenLock>();
    }
    std::this_thread::sleep_for(kLockPoll);
  }
}

}  // namespace zoho_desk::auth
