#pragma once

// Directories that tests write to. All of them are gone when the program ends.

#include <filesystem>

namespace zoho_desk::testing {

// An empty directory, removed at the end.
class TemporaryDirectory {
 public:
  TemporaryDirectory();
  TemporaryDirectory(const TemporaryDirectory&) = delete;
  TemporaryDirectory& operator=(const TemporaryDirectory&) = delete;
  ~TemporaryDirectory();
  const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

// One for what lives as long as the program: removed when the process that made it exits, and not
// by a child that it has forked.
const std::filesystem::path& DirectoryOfTheProgram();

}  // namespace zoho_desk::testing
