// A library that exports a function of simdjson's, as Node.js does. Preloaded, it comes before
// libsimdjson.

namespace simdjson {

int get_active_implementation();

__attribute__((visibility("default"))) int get_active_implementation() {
  return 0;
}

}  // namespace simdjson
