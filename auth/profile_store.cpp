// Changes the profile file for zoho-desk, and lists the profiles for it and for messages. Whoever
// reads meanwhile sees the old file or the new one: it is written beside the other and moved over
// it, under a lock that all writers take. What a change does not name is written back as it was.

#include "auth/profile_store.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <climits>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <system_error>

#include "auth/private_file.h"
#include "common/foreign_json.h"

namespace zoho_desk::auth {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;

constexpr size_t kMaxFileBytes = size_t{1024} * 1024;
constexpr int64_t kMaxWaitMs = 10'000;  // for other writers
constexpr std::string_view kTemporaryEnd = ".tmp";
constexpr int kOpenFlags = O_CLOEXEC | O_NONBLOCK | O_NOCTTY;

Error CannotWrite(const std::string& path, int error) {
  return {Code::kInternal, "profile file " + path +
                               ": cannot be written: " + std::generic_category().message(error)};
}

// The file as JSON; an empty set of profiles if there is none. ReadProfile has the checks, so they
// are made there; `name` makes it check that profile as well.
Result<Json> ReadFile(const std::string& path, const std::string& name) {
  ZD_RETURN_IF_ERROR(ReadProfile(path, name));
  const FileDescriptor file(open(path.c_str(), O_RDONLY | kOpenFlags));
  const auto text = file ? ReadAll(file.get(), kMaxFileBytes) : std::nullopt;
  Json json = text ? ParseForeignJson<Json>(*text) : Json();
  if (!json.is_object())
    json = Json::object();
  if (!json["profiles"].is_object())
    json["profiles"] = Json::object();
  return json;
}

// Where a chain of links ends, so that a link into somebody's dot files stays one; the path itself
// if there is no file yet.
std::string Target(const std::string& path) {
  char* const resolved = realpath(path.c_str(), nullptr);
  if (resolved == nullptr)
    return path;
  std::string target = resolved;
  std::free(resolved);  // NOLINT(cppcoreguidelines-no-malloc): realpath's contract
  return target;
}

Status Replace(const std::string& path, const std::string& text) {
  std::string temporary = path + ".XXXXXX" + std::string(kTemporaryEnd);
  const FileDescriptor file(
      mkostemps(temporary.data(), static_cast<int>(kTemporaryEnd.size()), O_CLOEXEC));  // mode 0600
  if (!file)
    return CannotWrite(path, errno);
  if (WriteAll(file.get(), text) && fsync(file.get()) == 0 &&
      std::rename(temporary.c_str(), path.c_str()) == 0)
    return Ok();
  const int error = errno;
  unlink(temporary.c_str());
  return CannotWrite(path, error);
}

// The files that Replace was about to move to `target` when it was killed.
std::vector<std::string> Leftovers(const std::string& target) {
  std::vector<std::string> leftovers;
  std::error_code error;
  const fs::path path(target);
  const std::string start = path.filename().string() + ".";
  for (const auto& entry : fs::directory_iterator(path.parent_path(), error)) {
    const std::string name = entry.path().filename();
    if (name.starts_with(start) && name.ends_with(kTemporaryEnd) &&
        entry.symlink_status(error).type() == fs::file_type::regular)
      leftovers.push_back(entry.path());
  }
  return leftovers;
}

// One writer at a time: reading, changing and replacing belong together.
Result<FileLock> LockForWriting(const std::string& path, const CancelCheck& cancelled,
                                int64_t max_wait_ms) {
  return LockFile(path + ".lock", cancelled, max_wait_ms);
}

std::string FolderOf(const std::string& path) {
  return path.substr(0, path.rfind('/'));
}

template <typename Change>
Status ChangeLocked(const std::string& path, const std::string& name, const Change& change) {
  const std::string target = Target(path);
  ZD_RETURN_IF_ERROR(CheckOwnDirectory(FolderOf(target)));  // the secrets go where a link leads
  ZD_ASSIGN_OR_RETURN(Json json, ReadFile(path, name));
  change(json["profiles"]);
  return Replace(target, json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n");
}

template <typename Change>
Status ChangeFile(const std::string& path, const std::string& name, const CancelCheck& cancelled,
                  const Change& change) {
  if (Status made = MakePrivateDirectory(FolderOf(path)); !made.ok()) {
    made.error().message = "profile file " + path + ": " + made.error().message;
    return made;
  }
  ZD_ASSIGN_OR_RETURN(const FileLock lock, LockForWriting(path, cancelled, kMaxWaitMs));
  return ChangeLocked(path, name, change);
}

}  // namespace

Result<std::vector<std::string>> ProfileNames(const std::string& path) {
  ZD_ASSIGN_OR_RETURN(const Json json, ReadFile(path, ""));
  std::vector<std::string> names;
  for (const auto& [name, profile] : json.at("profiles").items())
    names.push_back(name);
  return names;
}

void RemoveLeftovers(const std::string& path) {
  const std::string target = Target(path);
  if (Leftovers(target).empty())
    return;
  // With the lock held no writer is alive.
  const auto lock = LockForWriting(path, {}, 0);
  if (!lock.ok())
    return;
  for (const std::string& leftover : Leftovers(target))
    unlink(leftover.c_str());
}

Status ChangeProfile(const std::string& path, const std::string& name,
                     const ProfileChanges& changes, const CancelCheck& cancelled) {
  return ChangeFile(path, name, cancelled, [&](Json& profiles) {
    Json& profile = profiles[name];
    if (!profile.is_object())
      profile = Json::object();
    for (const auto& [setting, value] : changes) {
      if (value)
        profile[setting] = *value;
      else
        profile.erase(setting);
    }
  });
}

Result<bool> RemoveProfile(const std::string& path, const std::string& name,
                           const CancelCheck& cancelled) {
  ZD_ASSIGN_OR_RETURN(const auto profile, ReadProfile(path, name));
  if (!profile)
    return false;
  ZD_RETURN_IF_ERROR(
      ChangeFile(path, name, cancelled, [&](Json& profiles) { profiles.erase(name); }));
  return true;
}

}  // namespace zoho_desk::auth
