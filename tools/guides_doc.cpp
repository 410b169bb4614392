// Runs the SQL of guides on the sandbox and writes what comes into them (guide.h):
//   zoho-desk-guides-doc docs/guides/joins.md ...           rewrites the files
//   zoho-desk-guides-doc --check docs/guides/joins.md ...   exits with 1 if one would change
// A file is written only if all of its SQL did as the guide says; tests run --check on each.

#include <fstream>
#include <iostream>
#include <sstream>
#include <string>
#include <string_view>

#include "tools/guide.h"

namespace zoho_desk::tools {
namespace {

// Points at the first line that differs.
void Report(const std::string& path, const std::string& old_text, const std::string& new_text) {
  std::istringstream old_lines(old_text);
  std::istringstream new_lines(new_text);
  std::string is;
  std::string should_be;
  for (int number = 1; std::getline(new_lines, should_be); ++number) {
    if (!std::getline(old_lines, is) || is != should_be) {
      std::cerr << path << ":" << number << ": is\n  " << is << "\nshould be\n  " << should_be
                << "\n";
      return;
    }
  }
  std::cerr << path << ": too long\n";
}

bool Update(const std::string& path, bool check) {
  std::ifstream in(path);
  std::ostringstream text;
  text << in.rdbuf();
  if (!in) {
    std::cerr << path << ": cannot be read\n";
    return false;
  }
  const auto filled = FillIn(text.str());
  if (!filled.ok()) {
    std::cerr << path << ": " << filled.error().message << "\n";
    return false;
  }
  if (*filled == text.str())
    return true;
  if (check) {
    Report(path, text.str(), *filled);
    return false;
  }
  return static_cast<bool>(std::ofstream(path) << *filled);
}

}  // namespace
}  // namespace zoho_desk::tools

int main(int argc, char** argv) {
  const bool check = argc > 1 && argv[1] == std::string_view("--check");
  bool fine = argc > (check ? 2 : 1);
  for (int i = check ? 2 : 1; i < argc; ++i)
    fine = zoho_desk::tools::Update(argv[i], check) && fine;
  return fine ? 0 : 1;
}
