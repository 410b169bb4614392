#include "auth/profile_store.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <climits>
#include <cstdio>
#include <cstdlib>
#include <nlohmann/json.hpp>
#include <system_error>

#include "auth/private_file.h"

namespace zoho_desk::auth {
namespace {

using Json = nlohmann::ordered_json;

constexpr size_t kMaxFileBytes = size_t{1024} * 1024;
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
  Json json = text ? Json::parse(*text, nullptr, false) : Json();
  if (!json.is_object())
    json = Json::object();
  if (!json["profiles"].is_object())
    json["profiles"] = Json::object();
  return json;
}

// Makes `path` and its parents as mkdir -p does, new ones with mode 0700, and closes the last to
// others if it is ours.
void MakePrivateDirectory(const std::string& path) {
  for (size_t slash = path.find('/', 1); slash != std::string::npos;
       slash = path.find('/', slash + 1))
    mkdir(path.substr(0, slash).c_str(), S_IRWXU);
  mkdir(path.c_str(), S_IRWXU);
  struct stat info {};
  if (stat(path.c_str(), &info) == 0 && info.st_uid == geteuid() &&
      (info.st_mode & (S_IRWXG | S_IRWXO)) != 0)
    chmod(path.c_str(), S_IRWXU);
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
  std::string temporary = path + ".XXXXXX";
  const FileDescriptor file(mkostemp(temporary.data(), O_CLOEXEC));  // mode 0600
  if (!file)
    return CannotWrite(path, errno);
  if (WriteAll(file.get(), text) && fsync(file.get()) == 0 &&
      std::rename(temporary.c_str(), path.c_str()) == 0)
    return Ok();
  const int error = errno;
  unlink(temporary.c_str());
  return CannotWrite(path, error);
}

// One writer at a time: reading, changing and replacing belong together. The directory itself is
// what is locked, so nothing is left lying about.
class WriterLock {
 public:
  explicit WriterLock(const std::string& directory)
      : file_(open(directory.c_str(), O_RDONLY | O_DIRECTORY | kOpenFlags)) {
    while (file_ && flock(file_.get(), LOCK_EX) != 0 && errno == EINTR) {
    }
  }
  explicit operator bool() const { return static_cast<bool>(file_); }

 private:
  FileDescriptor file_;
};

template <typename Change>
Status ChangeFile(const std::string& path, const std::string& name, const Change& change) {
  const std::string directory = path.substr(0, path.rfind('/'));
  MakePrivateDirectory(directory);
  const WriterLock lock(directory);
  if (!lock)
    return CannotWrite(path, errno);
  ZD_ASSIGN_OR_RETURN(Json json, ReadFile(path, name));
  change(json["profiles"]);
  return Replace(Target(path), json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n");
}

}  // namespace

Result<std::vector<std::string>> ProfileNames(const std::string& path) {
  ZD_ASSIGN_OR_RETURN(const Json json, ReadFile(path, ""));
  std::vector<std::string> names;
  for (const auto& [name, profile] : json.at("profiles").items())
    names.push_back(name);
  return names;
}

Status ChangeProfile(const std::string& path, const std::string& name,
                     const ProfileChanges& changes) {
  return ChangeFile(path, name, [&](Json& profiles) {
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

Result<bool> RemoveProfile(const std::string& path, const std::string& name) {
  ZD_ASSIGN_OR_RETURN(const auto profile, ReadProfile(path, name));
  if (!profile)
    return false;
  ZD_RETURN_IF_ERROR(ChangeFile(path, name, [&](Json& profiles) { profiles.erase(name); }));
  return true;
}

}  // namespace zoho_desk::auth
