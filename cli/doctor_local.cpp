// The checks on this machine (doctor_checks.h), called by doctor.cpp. They look and change nothing:
// each problem comes with what mends it, for the person to do.

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <charconv>
#include <filesystem>
#include <system_error>

#include "auth/private_file.h"
#include "auth/profile_file.h"
#include "cli/console.h"
#include "cli/doctor_checks.h"
#include "cli/program.h"
#include "http/versions.h"

namespace zoho_desk::cli {
namespace {

namespace fs = std::filesystem;

constexpr int kProgramTimeoutMs = 10'000;
constexpr int kOldestSqlite = 31;        // of 3.x: what the extension loads in
constexpr int kSqliteWithPushdown = 38;  // hands IN lists and LIMIT to tables

std::string FirstLine(const std::string& text) {
  return text.substr(0, text.find('\n'));
}

// The x of "3.x.y ..."; -1 if the text is no such version.
int MinorVersion(const std::string& text) {
  int minor = -1;
  if (text.starts_with("3."))
    std::from_chars(text.data() + 2, text.data() + text.size(), minor);
  return minor;
}

void CheckShell(Report& report, const std::string& version) {
  const int minor = MinorVersion(version);
  const std::string found = "the sqlite3 shell is version " + version.substr(0, version.find(' '));
  if (minor < kOldestSqlite) {
    report.Add("sqlite", Verdict::kWarning,
               found + "; the extension needs 3.31 or newer, so use another shell or program");
  } else if (minor < kSqliteWithPushdown) {
    report.Add("sqlite", Verdict::kWarning,
               found + "; from 3.38 on more of a query is left to Zoho, which saves credits");
  } else {
    report.Add("sqlite", Verdict::kOk, found);
  }
}

Status CheckModule(Report& report, bool has_shell) {
  const std::string module = FindModule();
  if (module.empty()) {
    report.Add("module", Verdict::kProblem,
               "zoho_desk.so is not where this program is, nor in the lib directory beside that; "
               "build it (script/setup) or install it again");
    return Ok();
  }
  if (!has_shell || module.find('\'') != std::string::npos) {
    report.Add("module", Verdict::kNote, module + " is there; it was not loaded");
    return Ok();
  }
  auto loaded = RunProgram({"sqlite3", "-batch", "-init", "/dev/null", "-cmd",
                            ".load '" + module + "'", ":memory:", "SELECT zoho_desk_version();"},
                           kProgramTimeoutMs);
  if (!loaded.ok()) {
    if (loaded.error().code == Code::kCancelled)
      return std::move(loaded).error();
    report.Add("module", Verdict::kProblem,
               module + " could not be loaded: sqlite3 " + loaded.error().message);
    return Ok();
  }
  const std::string said = FirstLine(loaded->output);
  if (loaded->exit_code != 0) {
    report.Add("module", Verdict::kProblem,
               module + " could not be loaded: " + said +
                   "; use a sqlite3 shell that can load extensions, or build the module again");
  } else if (said != ZOHO_DESK_VERSION) {
    report.Add("module", Verdict::kWarning,
               module + " is version " + said +
                   ", this program " ZOHO_DESK_VERSION "; install both from one build");
  } else {
    report.Add("module", Verdict::kOk, module + " loads");
  }
  return Ok();
}

// What keeps a file of the token cache from being used; empty if nothing does.
std::string Objection(const fs::path& path) {
  const auth::FileDescriptor file(
      open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY));
  if (!file)
    return "cannot be opened; remove it";
  switch (auth::CheckPrivacy(file.get())) {
    case auth::Privacy::kPrivate:
      return {};
    case auth::Privacy::kNotRegular:
      return "is not a regular file; remove it";
    case auth::Privacy::kForeign:
      return "belongs to another user; remove it";
    case auth::Privacy::kLoose:
      return "may be read by others; run: chmod 600 " + path.string();
  }
  return {};
}

}  // namespace

bool Report::has_problem() const {
  return std::any_of(findings.begin(), findings.end(),
                     [](const Finding& finding) { return finding.verdict == Verdict::kProblem; });
}

void CheckVersions(Report& report) {
  report.Add("versions", Verdict::kOk,
             "zoho-desk " ZOHO_DESK_VERSION ", " + http::TransportVersions());
}

Status CheckSqlite(Report& report) {
  auto version = RunProgram({"sqlite3", "--version"}, kProgramTimeoutMs);
  if (!version.ok() && version.error().code == Code::kCancelled)
    return std::move(version).error();
  const bool has_shell = version.ok() && version->exit_code == 0;
  if (has_shell) {
    CheckShell(report, FirstLine(version->output));
  } else {
    report.Add(
        "sqlite", Verdict::kWarning,
        "there is no sqlite3 shell in PATH (apt install sqlite3); programs that embed SQLite "
        "work without it");
  }
  return CheckModule(report, has_shell);
}

void CheckProfileFile(Report& report, const ProfileChoice& choice) {
  const auto profile = auth::ReadProfile(choice.path, choice.name);
  if (!profile.ok()) {
    report.Add("profile", Verdict::kProblem, profile.error().message);
  } else if (*profile) {
    report.Add("profile", Verdict::kOk, "'" + choice.name + "' in " + choice.path);
  } else {
    report.Add("profile", Verdict::kNote,
               "there is no profile '" + choice.name + "' in " + choice.path +
                   "; settings come from the environment alone");
  }
}

void CheckTokenCache(Report& report, const std::string& directory) {
  struct stat info {};
  if (directory.empty()) {
    report.Add("cache", Verdict::kWarning,
               "neither XDG_CACHE_HOME nor HOME is set, so every process asks for a token of its "
               "own, and Zoho allows ten in ten minutes");
    return;
  }
  if (stat(directory.c_str(), &info) != 0) {
    report.Add("cache", Verdict::kOk,
               "there is no " + directory + " yet; the first query makes it");
    return;
  }
  if (!S_ISDIR(info.st_mode) || info.st_uid != geteuid()) {
    report.Add("cache", Verdict::kProblem,
               directory + " is not a directory of yours; remove it or set XDG_CACHE_HOME");
    return;
  }
  size_t problems = 0;
  if ((info.st_mode & (S_IRWXG | S_IRWXO)) != 0) {
    ++problems;
    report.Add("cache", Verdict::kProblem,
               "others may enter " + directory + "; run: chmod 700 " + directory);
  }
  std::error_code error;
  for (const auto& entry : fs::directory_iterator(directory, error)) {
    if (!entry.path().filename().string().starts_with("token-"))
      continue;
    if (const std::string objection = Objection(entry.path()); !objection.empty()) {
      ++problems;
      report.Add("cache", Verdict::kProblem, entry.path().string() + " " + objection);
    }
  }
  if (problems == 0)
    report.Add("cache", Verdict::kOk, directory + " and the tokens in it are yours alone");
}

}  // namespace zoho_desk::cli
