// Searches files for the secrets of the tests' sandboxes:
//
//   zoho_desk_log_check DIRECTORY PREFIX    every file of the directory whose name begins so
//
// Prints which file holds one and exits with 1; exits with 2 if there is no such file.

#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <string>
#include <vector>

#include "sandbox/oauth.h"
#include "tests/support/secret_watch.h"

namespace {

// Client secrets follow from the sandbox's seed; no test uses a larger one.
constexpr uint64_t kLargestSeed = 1000;

bool HoldsASecret(const std::string& text, const std::vector<std::string>& secrets) {
  if (!zoho_desk::testing::FindToken(text).empty())
    return true;
  for (const std::string& secret : secrets) {
    if (text.find(secret) != std::string::npos)
      return true;
  }
  return false;
}

int Check(const std::filesystem::path& directory, const std::string& prefix) {
  std::vector<std::string> secrets;
  for (uint64_t seed = 0; seed <= kLargestSeed; ++seed)
    secrets.push_back(zoho_desk::sandbox::OAuth(seed).credentials().client_secret);
  int files = 0;
  int found = 0;
  for (const auto& entry : std::filesystem::directory_iterator(directory)) {
    if (!entry.path().filename().string().starts_with(prefix))
      continue;
    ++files;
    std::ifstream file(entry.path(), std::ios::binary);
    const std::string text{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
    if (HoldsASecret(text, secrets)) {
      ++found;
      std::cout << "a secret of the sandbox is in " << entry.path().string() << "\n";
    }
  }
  std::cout << files << " files searched\n";
  if (files == 0)
    return 2;
  return found == 0 ? 0 : 1;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 3) {
    std::cerr << "usage: zoho_desk_log_check DIRECTORY PREFIX\n";
    return 2;
  }
  return Check(argv[1], argv[2]);
}
