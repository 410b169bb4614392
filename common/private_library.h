#pragma once

// Libraries that the module opens itself instead of being linked with them, so that they are the
// copies it was built for.
//
// The dynamic linker looks every symbol up in the program first. A program that contains a library
// and exports its functions (Node: OpenSSL, nghttp2, zlib, simdjson; Electron: BoringSSL) thereby
// gets all calls that were meant for the system's library, even those that the library makes to
// itself, and another version then works on our objects. Opened with RTLD_DEEPBIND (dlopen(3),
// glibc), a library prefers itself and its own dependencies. That flag belongs to whoever opens,
// not to whoever links; hence the bindings (http/curl_binding, client/simdjson_binding), which
// define, within the module, the functions of the library that the module calls.

#include <cstddef>

#include "common/status.h"

namespace zoho_desk {

class PrivateLibrary {
 public:
  // Opens `file_name` ("libcurl.so.4") from where the dynamic linker looks, for good. It is an
  // error if there is none.
  static Result<PrivateLibrary> Open(const char* file_name);

  // Address of a function; an error names it if the library has none.
  Result<void*> Function(const char* symbol) const;
  // Copies a constant table to `copy`. It is an error if the library has none, or a larger one than
  // `capacity` bytes.
  Status CopyTable(const char* symbol, void* copy, size_t capacity) const;

 private:
  PrivateLibrary(void* handle, const char* file_name) : handle_(handle), file_name_(file_name) {}

  void* handle_;
  const char* file_name_;
};

}  // namespace zoho_desk
