// Loaded into a host before libc: looking up *.invalid never ends, as with a name server that does
// not answer.

#include <dlfcn.h>
#include <netdb.h>
#include <unistd.h>

#include <string_view>

extern "C" __attribute__((visibility("default"))) int getaddrinfo(const char* node,
                                                                  const char* service,
                                                                  const addrinfo* hints,
                                                                  addrinfo** result) {
  constexpr unsigned kForAWhile = 30;
  if (node != nullptr && std::string_view(node).ends_with(".invalid"))
    sleep(kForAWhile);
  using Function = int (*)(const char*, const char*, const addrinfo*, addrinfo**);
  static const auto next = reinterpret_cast<Function>(dlsym(RTLD_NEXT, "getaddrinfo"));
  return next(node, service, hints, result);
}
