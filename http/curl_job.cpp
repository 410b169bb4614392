// One request: its options, libcurl's callbacks, its result. Driven by CurlLoop, called back by
// libcurl on the thread that drives. An answer is whole or an Error: what grows over a bound, ends
// early or is encoded in a way that was not asked for never becomes a shorter body. No exception
// leaves a callback.

#include "http/curl_job.h"

#include <algorithm>
#include <cstdlib>

#include "common/text.h"
#include "http/private_descriptors.h"
#include "http/tls_reads.h"
#include "http/url_parts.h"

namespace zoho_desk::http {
namespace {

constexpr size_t kMaxHeaderBytes =
    size_t{256} * 1024;  // per answer; libcurl bounds a line, not their sum
constexpr size_t kFirstReserve = size_t{1024} * 1024;  // at most, on the word of a Content-Length
constexpr size_t kMostUnreadBytes = size_t{64} * 1024 * 1024;  // of all answers nobody waits for
constexpr size_t kSmallBody = size_t{256} * 1024;              // too small to be stopped for that
constexpr size_t kPadding = 64;  // simdjson reads past the end of its input
// libcurl reads up to a hundred buffers in one turn.
constexpr long kPlainBuffer = 8L * 1024;
// Here http/tls_reads bounds the turn. libcurl takes 32 KiB of HTTP/2 frames off a connection at a
// time: where what they hold of an answer does not fit the buffer, version 7.88 can miss its end
// and wait for ever.
constexpr long kTlsBuffer = 64L * 1024;

bool IsTokenChar(char c) {
  constexpr std::string_view kSymbols = "!#$%&'*+-.^_`|~";
  return IsAsciiAlphanumeric(c) || kSymbols.find(c) != std::string_view::npos;
}

// A line break in a header would start a header of somebody else's choosing.
bool IsSafeHeader(const Header& header) {
  constexpr std::string_view kForbidden("\r\n\0", 3);
  return !header.name.empty() && std::all_of(header.name.begin(), header.name.end(), IsTokenChar) &&
         header.value.find_first_of(kForbidden) == std::string::npos;
}

std::string_view Trim(std::string_view text) {
  constexpr std::string_view kSpace = " \t\r\n";
  const size_t first = text.find_first_not_of(kSpace);
  if (first == std::string_view::npos)
    return {};
  return text.substr(first, text.find_last_not_of(kSpace) - first + 1);
}

// libcurl's command line reads these variables, the library does not. Read once: the host may
// change its environment from another thread later.
const std::string& CaBundle() {
  static const auto* const path = [] {
    for (const char* name : {"CURL_CA_BUNDLE", "SSL_CERT_FILE"}) {
      const char* value = std::getenv(name);  // NOLINT(concurrency-mt-unsafe): nothing else exists
      if (value != nullptr && *value != '\0')
        return new std::string(value);
    }
    return new std::string;
  }();
  return *path;
}

std::string HostAndPort(const UrlParts& url) {
  const bool v6 = url.host.find(':') != std::string::npos;
  std::string text = v6 ? "[" + url.host + "]" : url.host;
  if (url.scheme != "https" || url.port != "443")
    text += ":" + url.port;
  return text;
}

}  // namespace

CurlJob::CurlJob(Request request) : request_(std::move(request)) {}

Status CurlJob::Check() {
  const auto url = ParseUrl(request_.url);
  if (!url)
    return Error{Code::kInvalidArgument, "the request's URL is not a valid absolute URL"};
  host_ = HostAndPort(*url);
  loopback_ = IsLoopbackHost(url->host);
  if (url->has_user)
    return Error{Code::kInvalidArgument, "a URL with a user name is refused (host " + host_ + ")"};
  if (!IsAllowedOrigin(*url)) {
    return Error{Code::kInvalidArgument,
                 "refused to send a request to " + url->scheme + "://" + host_ +
                     ": only https is allowed, and http on this machine (127.0.0.1, ::1, "
                     "localhost); check ZOHO_DESK_API_BASE and ZOHO_DESK_ACCOUNTS_BASE"};
  }
  if (!std::all_of(request_.headers.begin(), request_.headers.end(), IsSafeHeader)) {
    return Error{Code::kInvalidArgument,
                 "a request header for " + host_ +
                     " holds a line break or another character that a header cannot carry"};
  }
  return Ok();
}

Status CurlJob::Configure(CurlEasy easy) {
  easy_ = std::move(easy);
  if (easy_ && AddRequestHeaders() && SetOptions() && SetLimits() && SetCallbacks())
    return Ok();
  return Error{Code::kInternal, "libcurl could not set up a request to " + host_ +
                                    "; the libcurl installed may be too old (7.85 is needed)"};
}

bool CurlJob::AddRequestHeaders() {
  bool ok = true;
  for (const Header& header : request_.headers) {
    // "Name:" would remove a header; "Name;" is how libcurl sends an empty one.
    const std::string line =
        header.value.empty() ? header.name + ";" : header.name + ": " + header.value;
    curl_slist* const longer = curl_slist_append(header_list_.get(), line.c_str());
    ok = ok && longer != nullptr;
    if (longer == nullptr)
      continue;
    static_cast<void>(header_list_.release());  // now part of `longer`
    header_list_.reset(longer);
  }
  return ok;
}

bool CurlJob::SetOptions() {
  CURL* const easy = easy_.get();
  bool ok = true;
  const auto set = [&ok, easy](CURLoption option, auto value) {
    ok = ok && curl_easy_setopt(easy, option, value) == CURLE_OK;
  };
  set(CURLOPT_URL, request_.url.c_str());
  set(CURLOPT_PROTOCOLS_STR, loopback_ ? "http,https" : "https");
  set(CURLOPT_FOLLOWLOCATION, 0L);  // a redirect would carry the token to another host
  set(CURLOPT_NOSIGNAL, 1L);
  set(CURLOPT_BUFFERSIZE, request_.url.starts_with("https:") ? kTlsBuffer : kPlainBuffer);
  set(CURLOPT_ACCEPT_ENCODING, "gzip");
  set(CURLOPT_HTTP_VERSION, static_cast<long>(CURL_HTTP_VERSION_2TLS));
  // One HTTP/2 connection for all rather than one each; only TLS says early which it will be.
  set(CURLOPT_PIPEWAIT, request_.url.starts_with("https:") ? 1L : 0L);
  set(CURLOPT_TCP_NODELAY, 1L);
  set(CURLOPT_TCP_KEEPALIVE, 1L);
  // Not left to OpenSSL's configuration, which OPENSSL_CONF may name.
  set(CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2));
  set(CURLOPT_SSL_VERIFYPEER, 1L);
  set(CURLOPT_SSL_VERIFYHOST, 2L);
  set(CURLOPT_SUPPRESS_CONNECT_HEADERS, 1L);
  set(CURLOPT_USERAGENT, "zoho_desk/" ZOHO_DESK_VERSION);
  if (loopback_)
    set(CURLOPT_PROXY, "");  // a proxy from the environment would get a clear-text token
  if (!CaBundle().empty())
    set(CURLOPT_CAINFO, CaBundle().c_str());
  if (header_list_)
    set(CURLOPT_HTTPHEADER, header_list_.get());
  if (request_.method == Method::kPost) {
    set(CURLOPT_POST, 1L);
    set(CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(request_.body.size()));
    set(CURLOPT_POSTFIELDS, request_.body.c_str());
  }
#if LIBCURL_VERSION_NUM >= 0x075700
  // Otherwise cancelling waits for the resolver's thread, which may take many seconds.
  set(CURLOPT_QUICK_EXIT, 1L);
#endif
  return ok;
}

bool CurlJob::SetLimits() {
  const long connect_ms = static_cast<long>(std::max<int64_t>(1, request_.connect_timeout_ms));
  LimitTlsReads(easy_.get());
  return KeepSocketsPrivate(easy_.get()) &&
         curl_easy_setopt(easy_.get(), CURLOPT_CONNECTTIMEOUT_MS, connect_ms) == CURLE_OK;
}

bool CurlJob::SetCallbacks() {
  CURL* const easy = easy_.get();
  bool ok = true;
  const auto set = [&ok, easy](CURLoption option, auto value) {
    ok = ok && curl_easy_setopt(easy, option, value) == CURLE_OK;
  };
  void* const self = this;
  set(CURLOPT_PRIVATE, self);
  set(CURLOPT_ERRORBUFFER, error_text_.data());
  set(CURLOPT_HEADERFUNCTION, &CurlJob::OnHeader);
  set(CURLOPT_HEADERDATA, self);
  set(CURLOPT_WRITEFUNCTION, &CurlJob::OnBody);
  set(CURLOPT_WRITEDATA, self);
  set(CURLOPT_PREREQFUNCTION, &CurlJob::OnConnected);
  set(CURLOPT_PREREQDATA, self);
  return ok;
}

void CurlJob::SetLoop(const int64_t* driven_ms, std::atomic<size_t>* unread_bytes) {
  driven_ms_ = driven_ms;
  unread_bytes_ = unread_bytes;
  started_ms_ = last_progress_ms_ = *driven_ms;
}

bool CurlJob::IsSilentTooLong() const {
  return connected_ && request_.timeout_ms > 0 &&
         *driven_ms_ - last_progress_ms_ >= request_.timeout_ms;
}

bool CurlJob::TakesTooLong() const {
  return request_.total_timeout_ms > 0 && *driven_ms_ - started_ms_ >= request_.total_timeout_ms;
}

void CurlJob::Finish(CURLcode code) {
  if (stop_ == Stop::kBodyTooLarge)
    return FinishWith(AnswerTooLarge(host_, request_.max_body_bytes));
  if (stop_ == Stop::kHeadersTooLarge)
    return FinishWith(HeadersTooLarge(host_, kMaxHeaderBytes));
  if (stop_ == Stop::kCoding)
    return FinishWith(UnwantedCoding(host_, response_.headers.back().value));
  if (stop_ == Stop::kNoRoom) {
    return FinishWith({.code = Code::kNetwork,
                       .message = "put off: too much had come from " + host_ + " unread",
                       .signal = Signal::kMadeRoom});
  }
  if (stop_ == Stop::kNoMemory)
    code = CURLE_OUT_OF_MEMORY;
  // libcurl is content with a connection that closes in the middle of the headers; an empty page
  // would then look like the end of a table.
  if (code == CURLE_OK && !head_complete_)
    code = CURLE_PARTIAL_FILE;
  if (code != CURLE_OK)
    return FinishWith(DescribeFailure(Describe(code)));
  long status = 0;
  curl_off_t micros = 0;
  curl_easy_getinfo(easy_.get(), CURLINFO_RESPONSE_CODE, &status);
  curl_easy_getinfo(easy_.get(), CURLINFO_TOTAL_TIME_T, &micros);
  response_.status = static_cast<int>(status);
  response_.elapsed_ms = micros / 1000;
  if (const std::string* type = response_.FindHeader("Content-Type"))
    response_.content_type = *type;
  result_.emplace(std::move(response_));
}

Failure CurlJob::Describe(CURLcode code) const {
  Failure failure{.code = code,
                  .host = host_,
                  .detail = error_text_.data(),
                  .connect_timeout_ms = request_.connect_timeout_ms,
                  .connected = connected_ && stop_ != Stop::kNoMemory};
  const char* address = nullptr;
  long port = 0;
  curl_easy_getinfo(easy_.get(), CURLINFO_OS_ERRNO, &failure.os_error);
  curl_easy_getinfo(easy_.get(), CURLINFO_HTTP_CONNECTCODE, &failure.proxy_status);
  curl_easy_getinfo(easy_.get(), CURLINFO_PRIMARY_IP, &address);
  curl_easy_getinfo(easy_.get(), CURLINFO_PRIMARY_PORT, &port);
  if (address != nullptr && *address != '\0')
    failure.peer = std::string(address) + ":" + std::to_string(port);
  return failure;
}

void CurlJob::FinishSilent() {
  FinishWith(SilentServer(host_, request_.timeout_ms));
}

void CurlJob::FinishSlow() {
  FinishWith(SlowServer(host_, request_.total_timeout_ms));
}

void CurlJob::FinishWith(Error error) {
  response_ = {};
  ForgetBody();
  result_.emplace(std::move(error));
}

// Once nobody holds it here any more.
void CurlJob::ForgetBody() {
  if (unread_bytes_ != nullptr)
    *unread_bytes_ -= counted_bytes_;
  counted_bytes_ = 0;
}

Result<Response> CurlJob::TakeResult() {
  if (!result_)
    return Error{Code::kInternal, "the result of a request was asked for twice"};
  Result<Response> result = *std::move(result_);
  result_.reset();
  ForgetBody();
  return result;
}

// CURLOPT_HEADERFUNCTION and, below, CURLOPT_WRITEFUNCTION. libcurl ends the transfer with
// CURLE_WRITE_ERROR if less is returned than came; stop_ tells Finish why. No exception may pass
// through its frames, which are C.
size_t CurlJob::OnHeader(char* data, size_t size, size_t count, void* self) noexcept {
  auto* const job = static_cast<CurlJob*>(self);
  try {
    job->AddHeaderLine({data, size * count});
  } catch (...) {
    job->stop_ = Stop::kNoMemory;
  }
  return job->stop_ == Stop::kNone ? size * count : 0;
}

void CurlJob::AddHeaderLine(std::string_view line) {
  header_bytes_ += line.size();
  if (header_bytes_ > kMaxHeaderBytes) {
    stop_ = Stop::kHeadersTooLarge;
    return;
  }
  if (line.substr(0, 5) == "HTTP/") {  // the final answer starts after any 1xx
    response_.headers.clear();
    codings_ = 0;
    head_complete_ = false;
    return;
  }
  if (Trim(line).empty()) {
    head_complete_ = true;
    return;
  }
  const size_t colon = line.find(':');
  if (colon == std::string_view::npos)
    return;
  response_.headers.push_back(
      {std::string(Trim(line.substr(0, colon))), std::string(Trim(line.substr(colon + 1)))});
  CheckCoding(response_.headers.back());
}

// One compression at most, the one that was asked for: each more multiplies what a byte can become,
// and libcurl undoes them without asking anybody.
void CurlJob::CheckCoding(const Header& header) {
  const bool of_content = EqualIgnoringCase(header.name, "Content-Encoding");
  const bool of_transfer = EqualIgnoringCase(header.name, "Transfer-Encoding");
  if ((!of_content && !of_transfer) || EqualIgnoringCase(header.value, "identity"))
    return;
  const bool is_known = EqualIgnoringCase(header.value, of_content ? "gzip" : "chunked");
  if (!is_known || (of_content && ++codings_ > 1))
    stop_ = Stop::kCoding;
}

size_t CurlJob::OnBody(char* data, size_t size, size_t count, void* self) noexcept {
  auto* const job = static_cast<CurlJob*>(self);
  try {
    job->AddBody({data, size * count});
  } catch (...) {
    job->stop_ = Stop::kNoMemory;
  }
  return job->stop_ == Stop::kNone ? size * count : 0;
}

// A query that asks ahead may have many answers on their way, and each may be as large as any. What
// somebody waits for always has room.
bool CurlJob::HasRoomFor(size_t bytes) {
  const size_t unread = unread_bytes_->fetch_add(bytes) + bytes;
  counted_bytes_ += bytes;
  return awaited_ || unread <= kMostUnreadBytes || counted_bytes_ <= kSmallBody;
}

void CurlJob::AddBody(std::string_view data) {
  std::string& body = response_.body;
  if (data.size() > request_.max_body_bytes - body.size()) {
    stop_ = Stop::kBodyTooLarge;
    return;
  }
  if (!HasRoomFor(data.size())) {
    stop_ = Stop::kNoRoom;
    return;
  }
  if (body.empty()) {
    curl_off_t announced = -1;  // compressed size, if compressed: a start, no more
    curl_easy_getinfo(easy_.get(), CURLINFO_CONTENT_LENGTH_DOWNLOAD_T, &announced);
    const size_t expected = announced > 0 ? static_cast<size_t>(announced) : data.size();
    body.reserve(
        std::min({std::max(expected, data.size()), kFirstReserve, request_.max_body_bytes}) +
        kPadding);
  }
  body.append(data);
  // Nothing else is progress: frames, headers and compressed bytes can come without end.
  if (!data.empty())
    last_progress_ms_ = *driven_ms_;
}

// CURLOPT_PREREQFUNCTION: the connection stands, TLS included, and the request is about to go out.
// From here on the server's silence counts.
int CurlJob::OnConnected(void* self, char* /*remote_ip*/, char* /*local_ip*/, int /*remote_port*/,
                         int /*local_port*/) noexcept {
  auto* const job = static_cast<CurlJob*>(self);
  job->connected_ = true;
  job->last_progress_ms_ = *job->driven_ms_;
  return CURL_PREREQFUNC_OK;
}

}  // namespace zoho_desk::http
