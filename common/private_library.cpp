// Opens a library so that it is the one the module was built for (the header says why). Called by
// the bindings (http/curl_binding, client/simdjson_binding) while the module registers itself,
// before anything else calls the libraries. They stay open: other threads may be inside them as
// long as the process lives (docs/DECISIONS.md, "Libraries").

#include "common/private_library.h"

#include <dlfcn.h>
#include <link.h>

#include <array>
#include <cstring>
#include <string>
#include <string_view>

namespace zoho_desk {
namespace {

// A function that the process may have already, and how the name of its library's file begins.
struct Probe {
  const char* symbol;
  std::string_view library;
};

// One function of each library below the module that programs are known to contain and export.
constexpr std::array kProbes{
    Probe{"SSL_CTX_new", "libssl.so"},
    Probe{"EVP_DigestInit_ex", "libcrypto.so"},
    Probe{"curl_easy_init", "libcurl.so"},
    Probe{"nghttp2_version", "libnghttp2.so"},
    Probe{"_ZN8simdjson25get_active_implementationEv", "libsimdjson.so"},
};

// Whether someone else than these libraries offers their functions to the whole process. Only then
// is RTLD_DEEPBIND used: it also bypasses a replaced malloc (LD_PRELOAD, sanitizers), where memory
// from one of them ends up in free() of the other.
bool ProcessHasForeignCopies() {
  for (const Probe& probe : kProbes) {
    void* const address = dlsym(RTLD_DEFAULT, probe.symbol);
    Dl_info info{};
    if (address == nullptr || dladdr(address, &info) == 0 || info.dli_fname == nullptr)
      continue;
    const std::string_view path = info.dli_fname;
    if (!path.substr(path.rfind('/') + 1).starts_with(probe.library))
      return true;
  }
  return false;
}

// Debian names a library's package after the file: "libsimdjson.so.14" comes with libsimdjson14.
// One that a release calls otherwise (libcurl4t64) provides that name as well.
std::string DebianPackage(std::string file_name) {
  constexpr std::string_view kBetween = ".so.";
  if (const size_t at = file_name.find(kBetween); at != std::string::npos)
    file_name.erase(at, kBetween.size());
  return file_name;
}

Error Unusable(const char* file_name, const std::string& cause) {
  return Error{Code::kInternal, "zoho_desk cannot use " + std::string(file_name) + ": " + cause +
                                    "; install it (Debian: apt-get install " +
                                    DebianPackage(file_name) +
                                    "), or the zoho_desk built for this system"};
}

}  // namespace

Result<PrivateLibrary> PrivateLibrary::Open(const char* file_name) {
  static const int deep = ProcessHasForeignCopies() ? RTLD_DEEPBIND : 0;
  void* const handle = dlopen(file_name, RTLD_NOW | RTLD_LOCAL | deep);
  if (handle == nullptr) {
    const char* const cause = dlerror();  // NOLINT(concurrency-mt-unsafe): glibc's is per thread
    return Unusable(file_name, cause != nullptr ? cause : "it cannot be opened");
  }
  return PrivateLibrary(handle, file_name);
}

Result<void*> PrivateLibrary::Function(const char* symbol) const {
  void* const address = dlsym(handle_, symbol);
  if (address == nullptr)
    return Unusable(file_name_, "it has no " + std::string(symbol));
  return address;
}

Status PrivateLibrary::CopyTable(const char* symbol, void* copy, size_t capacity) const {
  const Result<void*> table = Function(symbol);
  if (!table.ok())
    return table.error();
  Dl_info info{};
  void* entry = nullptr;
  if (dladdr1(*table, &info, &entry, RTLD_DL_SYMENT) == 0 || entry == nullptr)
    return Unusable(file_name_, "it does not tell the size of " + std::string(symbol));
  const size_t size = static_cast<const ElfW(Sym)*>(entry)->st_size;
  if (size > capacity)
    return Unusable(file_name_, std::string(symbol) + " is larger than expected");
  std::memcpy(copy, *table, size);
  return Ok();
}

}  // namespace zoho_desk
