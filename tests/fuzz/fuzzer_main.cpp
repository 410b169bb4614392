// libFuzzer's entry: ZOHO_DESK_FUZZ_TARGET names the target.

#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "tests/fuzz/targets.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  static const auto* const target = [] {
    for (const zoho_desk::fuzz::Target& known : zoho_desk::fuzz::AllTargets()) {
      if (known.name == ZOHO_DESK_FUZZ_TARGET)
        return &known;
    }
    std::abort();
  }();
  target->run({reinterpret_cast<const char*>(data), size});
  return 0;
}
