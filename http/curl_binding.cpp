// Every function of curl.h that http/ calls, passed on to the libcurl that BindCurl() has opened;
// the entry point binds before anything else happens. In the module only. A function that is
// missing here would link the module with the system's libcurl again, which a test looks for
// (tests/extension/loadable_foreign_test.cpp).

#include "http/curl_binding.h"

// curl.h then declares plain functions, without macros that check the types of options.
#define CURL_DISABLE_TYPECHECK
#include <curl/curl.h>

#include <cstdarg>

#include "common/private_library.h"
#include "http/tls_reads.h"

// The functions with "..." take one argument, which is a long, a pointer or a curl_off_t. Passing
// each on as a pointer is right where all three are passed alike.
static_assert(sizeof(long) == sizeof(void*) && sizeof(curl_off_t) == sizeof(void*));

// clang-format off
#define ZD_CURL_FUNCTIONS(X) \
  X(curl_easy_cleanup) X(curl_easy_getinfo) X(curl_easy_init) \
  X(curl_easy_setopt) X(curl_easy_strerror) \
  X(curl_free) X(curl_getdate) X(curl_global_init) X(curl_multi_add_handle) \
  X(curl_multi_cleanup) X(curl_multi_info_read) X(curl_multi_init) \
  X(curl_multi_perform) X(curl_multi_poll) X(curl_multi_remove_handle) \
  X(curl_multi_setopt) X(curl_multi_wakeup) X(curl_slist_append) \
  X(curl_slist_free_all) X(curl_url) X(curl_url_cleanup) \
  X(curl_url_get) X(curl_url_set) X(curl_version_info)
// clang-format on

namespace zoho_desk::http {
namespace {

struct Functions {
#define ZD_MEMBER(name) decltype(&(::name)) name = nullptr;
  ZD_CURL_FUNCTIONS(ZD_MEMBER)
#undef ZD_MEMBER
};

// Set once, by BindCurl(), before the first call.
Functions real;

template <typename Function>
Status Bind(const PrivateLibrary& library, const char* name, Function*& function) {
  ZD_ASSIGN_OR_RETURN(void* const address, library.Function(name));
  function = reinterpret_cast<Function*>(address);
  return Ok();
}

Status BindAll() {
  ZD_ASSIGN_OR_RETURN(const PrivateLibrary library, PrivateLibrary::Open(ZOHO_DESK_LIBCURL));
#define ZD_BIND(name) ZD_RETURN_IF_ERROR(Bind(library, #name, real.name));
  ZD_CURL_FUNCTIONS(ZD_BIND)
#undef ZD_BIND
  // dlsym() also looks in what libcurl is linked with.
  UseTlsFunctions([&library](const char* name) -> void* {
    const auto function = library.Function(name);
    return function.ok() ? *function : nullptr;
  });
  return Ok();
}

}  // namespace

const Status& BindCurl() {
  static const Status status = BindAll();
  return status;
}

}  // namespace zoho_desk::http

using zoho_desk::http::real;

// curl_url_get() takes a CURLU*, in newer versions a const one.
template <typename Handle>
Handle FirstParameter(CURLUcode (*)(Handle, CURLUPart, char**, unsigned int));
using UrlToRead = decltype(FirstParameter(&curl_url_get));

// NOLINTBEGIN(readability-inconsistent-declaration-parameter-name): curl.h's names vary by version.
extern "C" {

// Names in brackets, because curl.h has macros of some of them.
#define ZD_PASS_OPTION_ON(first, option, name) \
  va_list rest;                                \
  va_start(rest, option);                      \
  void* const argument = va_arg(rest, void*);  \
  va_end(rest);                                \
  return real.name(first, option, argument)

CURLcode(curl_easy_setopt)(CURL* easy, CURLoption option, ...) {
  ZD_PASS_OPTION_ON(easy, option, curl_easy_setopt);
}
CURLcode(curl_easy_getinfo)(CURL* easy, CURLINFO info, ...) {
  ZD_PASS_OPTION_ON(easy, info, curl_easy_getinfo);
}
CURLMcode(curl_multi_setopt)(CURLM* multi, CURLMoption option, ...) {
  ZD_PASS_OPTION_ON(multi, option, curl_multi_setopt);
}

CURLcode curl_global_init(long flags) {
  return real.curl_global_init(flags);
}
curl_version_info_data* curl_version_info(CURLversion age) {
  return real.curl_version_info(age);
}
time_t curl_getdate(const char* text, const time_t* unused) {
  return real.curl_getdate(text, unused);
}
void curl_free(void* memory) {
  real.curl_free(memory);
}
curl_slist* curl_slist_append(curl_slist* list, const char* line) {
  return real.curl_slist_append(list, line);
}
void curl_slist_free_all(curl_slist* list) {
  real.curl_slist_free_all(list);
}

CURL* curl_easy_init() {
  return real.curl_easy_init();
}
void curl_easy_cleanup(CURL* easy) {
  real.curl_easy_cleanup(easy);
}
const char* curl_easy_strerror(CURLcode code) {
  return real.curl_easy_strerror(code);
}

CURLM* curl_multi_init() {
  return real.curl_multi_init();
}
CURLMcode curl_multi_cleanup(CURLM* multi) {
  return real.curl_multi_cleanup(multi);
}
CURLMcode curl_multi_add_handle(CURLM* multi, CURL* easy) {
  return real.curl_multi_add_handle(multi, easy);
}
CURLMcode curl_multi_remove_handle(CURLM* multi, CURL* easy) {
  return real.curl_multi_remove_handle(multi, easy);
}
CURLMcode curl_multi_perform(CURLM* multi, int* running) {
  return real.curl_multi_perform(multi, running);
}
CURLMcode curl_multi_poll(CURLM* multi, curl_waitfd extra[], unsigned int count, int timeout_ms,
                          int* ready) {
  return real.curl_multi_poll(multi, extra, count, timeout_ms, ready);
}
CURLMcode curl_multi_wakeup(CURLM* multi) {
  return real.curl_multi_wakeup(multi);
}
CURLMsg* curl_multi_info_read(CURLM* multi, int* left) {
  return real.curl_multi_info_read(multi, left);
}

CURLU* curl_url() {
  return real.curl_url();
}
void curl_url_cleanup(CURLU* url) {
  real.curl_url_cleanup(url);
}
CURLUcode curl_url_get(UrlToRead url, CURLUPart part, char** text, unsigned int flags) {
  return real.curl_url_get(url, part, text, flags);
}
CURLUcode curl_url_set(CURLU* url, CURLUPart part, const char* text, unsigned int flags) {
  return real.curl_url_set(url, part, text, flags);
}

}  // extern "C"
// NOLINTEND(readability-inconsistent-declaration-parameter-name)
