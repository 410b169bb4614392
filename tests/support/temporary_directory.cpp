// Temporary directories of tests, for all of them. Invariant: whoever makes one removes it.

#include "tests/support/temporary_directory.h"

#include <unistd.h>

#include <cstdlib>
#include <stdexcept>

namespace zoho_desk::testing {

TemporaryDirectory::TemporaryDirectory() {
  std::string pattern = std::filesystem::temp_directory_path() / "zoho_desk_test_XXXXXX";
  if (mkdtemp(pattern.data()) == nullptr)
    throw std::runtime_error("cannot make a temporary directory");
  path_ = pattern;
}

TemporaryDirectory::~TemporaryDirectory() {
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
}

const std::filesystem::path& DirectoryOfTheProgram() {
  static auto* const directory = new TemporaryDirectory;
  static const pid_t owner = getpid();
  [[maybe_unused]] static const int registered = std::atexit([] {
    if (getpid() == owner)
      delete directory;
  });
  return directory->path();
}

}  // namespace zoho_desk::testing
