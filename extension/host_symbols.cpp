// Symbols of the host program come before those of the libraries that the module was built with:
// that is how ELF binds. Programs that carry OpenSSL or zlib inside and export them do no harm,
// those interfaces being C and stable. simdjson's is C++ and changes with its versions: Node.js 22
// and newer export theirs, and a query would end the process.

#include <dlfcn.h>
#include <simdjson.h>

#include <string_view>

#include "extension/registrations.h"
#include "extension/zoho_desk.h"

namespace zoho_desk::extension {

#ifdef SQLITE_CORE
// Linked into the program, the libraries are the program's own.
Status CheckHostSymbols() {
  return Ok();
}
#else
Status CheckHostSymbols() {
  Dl_info module{};
  Dl_info found{};
  // NOLINTBEGIN(cppcoreguidelines-pro-type-reinterpret-cast): dladdr takes any address as void*
  if (dladdr(reinterpret_cast<void*>(&sqlite3_zohodesk_init), &module) == 0 ||
      dladdr(reinterpret_cast<void*>(&simdjson::get_active_implementation), &found) == 0)
    return Ok();
  // NOLINTEND(cppcoreguidelines-pro-type-reinterpret-cast)
  const std::string_view file = found.dli_fname;
  if (found.dli_fbase == module.dli_fbase || file.find("/libsimdjson.so") != std::string_view::npos)
    return Ok();
  return Error{Code::kInternal,
               "zoho_desk cannot run in this program as it was loaded: " + std::string(file) +
                   " exports a simdjson of its own, which the module would call instead of the "
                   "one it was built with. In Node.js load it with load() of the package "
                   "zoho-desk; in other programs dlopen it with RTLD_DEEPBIND first "
                   "(docs/INSTALL.md)"};
}
#endif

}  // namespace zoho_desk::extension
