#pragma once

// One request on one libcurl easy handle: its options, its callbacks and its result. Owned by the
// loop (curl_loop.h) while under way; only the thread that drives the loop touches it then.

#include <curl/curl.h>

#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <optional>

#include "http/curl_error.h"
#include "http/curl_handles.h"
#include "http/transport.h"

namespace zoho_desk::http {

class CurlJob {
 public:
  explicit CurlJob(Request request);
  CurlJob(const CurlJob&) = delete;
  CurlJob& operator=(const CurlJob&) = delete;
  ~CurlJob() { ForgetBody(); }

  // Whether the request may be sent at all: its URL and its headers.
  Status Check();

  // Takes a fresh handle and sets every option on it. The handle then points into this object.
  Status Configure(CurlEasy easy);

  const ConcurrencyLimit* limit() const { return request_.limit.get(); }
  CURL* easy() const { return easy_.get(); }
  CurlEasy TakeEasy() { return std::move(easy_); }

  // `driven_ms` is the loop's clock, which stands still while no thread drives it; `unread_bytes`
  // what has come for all its jobs and was not taken yet. Both outlive the job.
  void SetLoop(const int64_t* driven_ms, std::atomic<size_t>* unread_bytes);
  // Thread-safe: somebody waits for the answer. Others make room when too much lies unread.
  void SetAwaited() { awaited_ = true; }
  bool awaited() const { return awaited_; }
  bool IsSilentTooLong() const;
  bool TakesTooLong() const;

  // The end as libcurl reports it, or as the caller decides. Call while the handle is still here.
  void Finish(CURLcode code);
  void FinishSilent();
  void FinishSlow();
  void FinishWith(Error error);
  bool finished() const { return result_.has_value(); }

  // After the end. Call once.
  Result<Response> TakeResult();

 private:
  // libcurl's callbacks; `self` is the job.
  static size_t OnHeader(char* data, size_t size, size_t count, void* self) noexcept;
  static size_t OnBody(char* data, size_t size, size_t count, void* self) noexcept;
  static int OnConnected(void* self, char* remote_ip, char* local_ip, int remote_port,
                         int local_port) noexcept;

  void AddHeaderLine(std::string_view line);
  void AddBody(std::string_view data);
  // Counts the bytes as unread; false if the answer has to make room for others.
  bool HasRoomFor(size_t bytes);
  void ForgetBody();
  void CheckCoding(const Header& header);
  Failure Describe(CURLcode code) const;
  // False if libcurl does not take one of them.
  bool SetOptions();
  bool SetLimits();
  bool SetCallbacks();
  bool AddRequestHeaders();

  // Why a callback stopped the transfer itself; libcurl only reports a write error then.
  enum class Stop { kNone, kBodyTooLarge, kHeadersTooLarge, kCoding, kNoMemory, kNoRoom };

  Request request_;
  std::string host_;  // with port, for messages
  bool loopback_ = false;
  CurlEasy easy_;
  CurlList header_list_;
  std::array<char, CURL_ERROR_SIZE> error_text_{};
  Response response_;
  size_t header_bytes_ = 0;
  bool head_complete_ = false;
  int codings_ = 0;  // that the answer says its body has
  Stop stop_ = Stop::kNone;
  const int64_t* driven_ms_ = nullptr;
  std::atomic<size_t>* unread_bytes_ = nullptr;
  size_t counted_bytes_ = 0;  // of them, this job's
  std::atomic<bool> awaited_ = false;
  int64_t started_ms_ = 0;
  int64_t last_progress_ms_ = 0;
  bool connected_ = false;  // until then libcurl's connect time-out watches
  std::optional<Result<Response>> result_;
};

}  // namespace zoho_desk::http
