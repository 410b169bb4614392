#pragma once

// The access token shared by the processes of one user: a file per login in Config::cache_dir, and
// a lock file beside it that lets one process at a time renew the token. A cache that cannot be
// used is not an error; it only costs token calls.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "auth/config.h"
#include "auth/private_file.h"
#include "common/cancel.h"
#include "common/status.h"

namespace zoho_desk::auth {

// What a cache file holds: the newest token, and what was learned since. A failure is written
// beside the token, never over it: the token may be good. Times are milliseconds since 1970.
struct CachedToken {
  std::string access_token;       // empty: none yet
  int64_t expires_at_ms = 0;      // when to stop using it: Zoho's time less a margin
  std::string scope;              // as granted, comma separated
  bool replaces_refused = false;  // asked for because the API refused the token before it

  int64_t throttled_until_ms = 0;    // Zoho allows no token call before this; 0: none
  int64_t refused_until_ms = 0;      // until then the refresh token need not be tried; 0: none
  std::string refused;               // Zoho's word for why it is dead, "invalid_code"
  std::vector<int64_t> early_calls;  // times of the last token calls before their turn, in order
};

// What tells the login of `config` from others: the identity of its TokenCache.
std::string LoginIdentity(const Config& config);

// Holds the user-wide lock until destroyed. Empty if there was none to be had.
class TokenLock {
 public:
  TokenLock() = default;
  // A file that is locked, or one that is the lock by being there; then it is removed.
  explicit TokenLock(FileDescriptor file, std::string remove = {})
      : file_(std::move(file)), remove_(std::move(remove)) {}
  TokenLock(TokenLock&&) = default;
  TokenLock& operator=(TokenLock&&) = delete;
  TokenLock(const TokenLock&) = delete;
  TokenLock& operator=(const TokenLock&) = delete;
  ~TokenLock();

 private:
  FileDescriptor file_;
  std::string remove_;
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

  // Waits for the lock. A process that holds it for `max_wait_ms` is taken for stopped and must not
  // stop all others: they line up at a second lock, so that one of them asks and the others take
  // its token. Who waits as long for that one goes on without. Where the file system has no locks
  // a file that exists stands for one. The only error is kCancelled.
  Result<TokenLock> Lock(const CancelCheck& cancelled, int64_t max_wait_ms) const;

 private:
  static Result<std::optional<TokenLock>> TryLock(const std::string& name,
                                                  const CancelCheck& cancelled,
                                                  int64_t max_wait_ms);

  std::string path_;
};

}  // namespace zoho_desk::auth
