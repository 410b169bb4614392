#pragma once

// The access token shared by the processes of one user: a file per login in Config::cache_dir, and
// a lock file beside it that lets one process at a time renew the token. A cache that cannot be
// used is not an error; it only costs token calls.

#include <cstdint>
#include <optional>
#include <string>

#include "auth/config.h"
#include "auth/private_file.h"
#include "common/cancel.h"
#include "common/status.h"

namespace zoho_desk::auth {

// What a cache file holds.
struct CachedToken {
  std::string access_token;        // empty after a throttle
  int64_t expires_at_ms = 0;       // when to stop using it: Zoho's time less a margin
  std::string scope;               // as granted, comma separated
  int64_t throttled_until_ms = 0;  // no token call before this; 0: none
};

// What tells the login of `config` from others: the identity of its TokenCache.
std::string LoginIdentity(const Config& config);

// Holds the user-wide lock until destroyed. Empty if the file system offers no locks.
class TokenLock {
 public:
  TokenLock() = default;
  explicit TokenLock(FileDescriptor file) : file_(std::move(file)) {}
  TokenLock(TokenLock&&) = default;
  TokenLock& operator=(TokenLock&&) = delete;
  TokenLock(const TokenLock&) = delete;
  TokenLock& operator=(const TokenLock&) = delete;
  ~TokenLock();

 private:
  FileDescriptor file_;
};

// Thread-safe: it keeps no state but its paths.
class TokenCache {
 public:
  // `directory` as in Config::cache_dir; empty means no cache. `identity` is whatever tells one
  // login from another; only its hash becomes part of a file name. Creates the directory, mode
  // 0700.
  TokenCache(const std::string& directory, const std::string& identity);

  // Where the token is kept; empty if there is no cache.
  const std::string& path() const { return path_; }

  // nullopt unless there is a well-formed file that only this user can have written: regular, ours,
  // no looser than 0600, not a symbolic link.
  std::optional<CachedToken> Read() const;

  // Replaces the file at one stroke, mode 0600. A failure is only logged.
  void Write(const CachedToken& token) const;

  // Waits at most `max_wait_ms` for the lock, then goes on without it: a stopped process must not
  // stop all others. The only error is kCancelled.
  Result<TokenLock> Lock(const CancelCheck& cancelled, int64_t max_wait_ms) const;

 private:
  std::string path_;
};

}  // namespace zoho_desk::auth
