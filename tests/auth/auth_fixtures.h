#pragma once

// What the tests of auth/ share: a directory that goes away, a clock that obeys, a token endpoint
// that answers as told.

#include <sys/stat.h>
#include <unistd.h>

#include <atomic>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <functional>
#include <map>
#include <mutex>
#include <stdexcept>
#include <string>
#include <vector>

#include "auth/config.h"
#include "auth/token_source.h"
#include "http/transport.h"

namespace zoho_desk::auth {

// A private directory, removed with its contents.
class TempDir {
 public:
  TempDir() {
    std::string name = (std::filesystem::temp_directory_path() / "zoho_desk_test_XXXXXX").string();
    if (mkdtemp(name.data()) == nullptr)
      throw std::runtime_error("cannot make a temporary directory");
    path_ = name;
  }
  TempDir(const TempDir&) = delete;
  TempDir& operator=(const TempDir&) = delete;
  ~TempDir() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  const std::string& path() const { return path_; }

 private:
  std::string path_;
};

inline void WriteFile(const std::string& path, const std::string& text, mode_t mode = 0600) {
  std::ofstream(path) << text;
  chmod(path.c_str(), mode);
}

inline std::string ReadFile(const std::string& path) {
  std::ifstream file(path);
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

// A folder of another user: made at `path` by root, who alone can give folders away; for others one
// of root's.
inline std::string ForeignFolder(const std::string& path) {
  constexpr uid_t kNobody = 65534;
  if (geteuid() != 0)
    return "/usr/share";
  std::filesystem::create_directories(path);
  if (chown(path.c_str(), kNobody, kNobody) != 0)
    throw std::runtime_error("cannot give a folder away");
  return path;
}

inline mode_t ModeOf(const std::string& path) {
  struct stat info {};
  return lstat(path.c_str(), &info) == 0 ? info.st_mode & 07777U : 0;
}

using Variables = std::map<std::string, std::string>;

inline Environment FromMap(Variables variables) {
  return [variables = std::move(variables)](const char* name) -> std::optional<std::string> {
    const auto found = variables.find(name);
    return found == variables.end() ? std::nullopt : std::optional(found->second);
  };
}

// Stands still unless told; sleeping moves it.
class FakeClock {
 public:
  TokenClock clock() {
    return {.now_ms = [this] { return now_ms(); },
            .steady_ms = [this] { return steady_ms_.load(); },
            .sleep_ms = [this](int64_t millis) { Advance(millis); }};
  }
  void Advance(int64_t millis) { steady_ms_ += millis; }
  // As whoever corrects the machine's clock does.
  void Set(int64_t millis_ahead) { ahead_ms_ = millis_ahead; }
  int64_t now_ms() const { return 1'700'000'000'000 + ahead_ms_ + steady_ms_; }

 private:
  std::atomic<int64_t> steady_ms_{0};
  std::atomic<int64_t> ahead_ms_{0};
};

// A token endpoint: `answer` is called for every request, one at a time. Thread-safe.
class FakeTransport final : public http::Transport {
 public:
  using Answer = std::function<Result<http::Response>(const http::Request&)>;
  explicit FakeTransport(Answer answer) : answer_(std::move(answer)) {}

  std::unique_ptr<http::Transfer> Start(http::Request request) override {
    const std::lock_guard lock(mutex_);
    requests_.push_back(request);
    return std::make_unique<Done>(answer_(request));
  }

  void set_answer(Answer answer) {
    const std::lock_guard lock(mutex_);
    answer_ = std::move(answer);
  }
  std::vector<http::Request> requests() const {
    const std::lock_guard lock(mutex_);
    return requests_;
  }
  size_t calls() const { return requests().size(); }

 private:
  class Done final : public http::Transfer {
   public:
    explicit Done(Result<http::Response> result) : result_(std::move(result)) {}
    bool Poll() override { return true; }
    Result<http::Response> Wait(const CancelCheck& cancelled) override {
      if (IsCancelled(cancelled))
        return Error{Code::kCancelled, "interrupted"};
      return result_;
    }

   private:
    Result<http::Response> result_;
  };

  mutable std::mutex mutex_;
  Answer answer_;
  std::vector<http::Request> requests_;
};

inline http::Response Json(const std::string& body, int status = 200) {
  return {.status = status, .content_type = "application/json;charset=UTF-8", .body = body};
}

// "token-1", "token-2", ... each living for an hour.
inline FakeTransport::Answer NumberedTokens() {
  return [count = 0](const http::Request&) mutable -> Result<http::Response> {
    return Json(R"({"access_token":"token-)" + std::to_string(++count) +
                R"(","scope":"Desk.tickets.READ Desk.search.READ","expires_in":3600})");
  };
}

// The secrets look like nothing else, so that a test can tell whether a text holds one.
inline Config TestConfig(const std::string& cache_dir = "") {
  Config config;
  config.data_center = "eu";
  config.client_id = "1000.CLIENT";
  config.client_secret = "s3cret-client";
  config.refresh_token = "1000.s3cret-refresh";
  config.api_base = "https://desk.zoho.eu";
  config.accounts_base = "https://accounts.zoho.eu";
  config.cache_dir = cache_dir;
  config.retries = 0;
  return config;
}

}  // namespace zoho_desk::auth
