// Opens, judges and locks what holds secrets; called by profile_file, profile_store and
// token_cache, and by zoho-desk. A file is judged by its open descriptor, so that no other can take
// its place between the check and the read. Nothing waits but LockFile, which looks for an
// interrupt every 20 ms.

#include "auth/private_file.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <chrono>
#include <fstream>
#include <sstream>
#include <system_error>
#include <thread>

namespace zoho_desk::auth {
namespace {

constexpr auto kLockPoll = std::chrono::milliseconds(20);
// Waits for no pipe and takes no terminal that somebody has put there.
constexpr int kOpenFlags = O_CLOEXEC | O_NONBLOCK | O_NOCTTY;

bool IsOursOrRoots(const struct stat& info) {
  return info.st_uid == geteuid() || info.st_uid == 0;
}

Error Foreign(const std::string& folder) {
  return {Code::kInvalidArgument,
          folder +
              " belongs to another user, who could read or replace what is kept there; run "
              "this as that user, or set HOME, XDG_CONFIG_HOME and XDG_CACHE_HOME to folders "
              "of your own"};
}

// mkdir -p, but nothing is made in a folder of somebody else: root with a user's HOME would leave
// there what that user can neither read nor remove.
Status MakeDirectories(const std::string& path) {
  std::string parent = "/";
  for (size_t slash = path.find('/', 1);; slash = path.find('/', slash + 1)) {
    const std::string folder = path.substr(0, slash);
    struct stat info {};
    if (stat(folder.c_str(), &info) != 0) {
      if (stat(parent.c_str(), &info) == 0 && !IsOursOrRoots(info))
        return Foreign(parent);
      mkdir(folder.c_str(), S_IRWXU);  // a failure shows when the folder is looked at
    }
    if (slash == std::string::npos)
      return Ok();
    parent = folder;
  }
}

// ", held by process 4711 (zoho-desk)"; empty if the system does not tell. proc(5), /proc/locks.
std::string Holder(int fd) {
  struct stat info {};
  if (fstat(fd, &info) != 0)
    return {};
  std::ifstream locks("/proc/locks");
  for (std::string line; std::getline(locks, line);) {
    std::istringstream words(line);
    std::string number;
    std::string kind;
    std::string advisory;
    std::string access;
    std::string pid;
    std::string file;
    words >> number >> kind >> advisory >> access >> pid >> file;
    if (kind != "FLOCK" || file.substr(file.rfind(':') + 1) != std::to_string(info.st_ino))
      continue;
    std::string name;
    std::ifstream("/proc/" + pid + "/comm") >> name;
    return ", held by process " + pid + (name.empty() ? "" : " (" + name + ")");
  }
  return {};
}

}  // namespace

FileDescriptor& FileDescriptor::operator=(FileDescriptor&& other) noexcept {
  std::swap(fd_, other.fd_);
  return *this;
}

FileDescriptor::~FileDescriptor() {
  if (fd_ >= 0)
    close(fd_);
}

Privacy CheckPrivacy(int fd) {
  struct stat info {};
  if (fstat(fd, &info) != 0 || !S_ISREG(info.st_mode))
    return Privacy::kNotRegular;
  if (info.st_uid != geteuid())
    return Privacy::kForeign;
  return (info.st_mode & (S_IRWXG | S_IRWXO)) == 0 ? Privacy::kPrivate : Privacy::kLoose;
}

Status CheckOwnDirectory(const std::string& path) {
  struct stat info {};
  if (lstat(path.c_str(), &info) == 0 && S_ISLNK(info.st_mode) && !IsOursOrRoots(info))
    return Foreign(path);
  if (stat(path.c_str(), &info) != 0) {
    return Error{Code::kInternal,
                 path + " cannot be used: " + std::generic_category().message(errno)};
  }
  if (!S_ISDIR(info.st_mode))
    return Error{Code::kInternal, path + " is not a directory"};
  return info.st_uid == geteuid() ? Ok() : Foreign(path);
}

Status MakePrivateDirectory(const std::string& path) {
  ZD_RETURN_IF_ERROR(MakeDirectories(path));
  ZD_RETURN_IF_ERROR(CheckOwnDirectory(path));
  struct stat info {};
  if (stat(path.c_str(), &info) == 0 && (info.st_mode & (S_IRWXG | S_IRWXO)) != 0 &&
      chmod(path.c_str(), S_IRWXU) != 0) {
    return Error{Code::kInternal,
                 path + " cannot be closed to others: " + std::generic_category().message(errno)};
  }
  return Ok();
}

FileLock::~FileLock() {
  // Closing is not enough: a child forked meanwhile shares the lock through its own descriptor.
  if (file_)
    flock(file_.get(), LOCK_UN);
}

Result<FileLock> LockFile(const std::string& path, const CancelCheck& cancelled,
                          int64_t max_wait_ms) {
  const auto impossible = [&] {
    return Error{Code::kInternal,
                 path + " cannot be locked: " + std::generic_category().message(errno)};
  };
  FileDescriptor file(
      open(path.c_str(), O_RDWR | O_CREAT | O_NOFOLLOW | kOpenFlags, S_IRUSR | S_IWUSR));
  if (!file)
    return impossible();
  const auto give_up = std::chrono::steady_clock::now() + std::chrono::milliseconds(max_wait_ms);
  while (flock(file.get(), LOCK_EX | LOCK_NB) != 0) {
    if (errno != EWOULDBLOCK && errno != EINTR)
      return impossible();
    if (IsCancelled(cancelled))
      return Error{Code::kCancelled, "interrupted"};
    if (std::chrono::steady_clock::now() >= give_up) {
      return Error{Code::kTimeout, path + " is locked" + Holder(file.get()) +
                                       ", and was not released in time; end that process"};
    }
    std::this_thread::sleep_for(kLockPoll);
  }
  return FileLock(std::move(file));
}

std::optional<std::string> ReadAll(int fd, size_t max_bytes) {
  std::string text;
  std::array<char, 4096> buffer{};
  for (;;) {
    const ssize_t count = read(fd, buffer.data(), buffer.size());
    if (count < 0 && errno == EINTR)
      continue;
    if (count < 0)
      return std::nullopt;
    if (count == 0)
      return text;
    text.append(buffer.data(), static_cast<size_t>(count));
    if (text.size() > max_bytes)
      return std::nullopt;
  }
}

bool WriteAll(int fd, const std::string& text) {
  size_t done = 0;
  while (done < text.size()) {
    const ssize_t count = write(fd, text.data() + done, text.size() - done);
    if (count < 0 && errno == EINTR)
      continue;
    if (count <= 0)
      return false;
    done += static_cast<size_t>(count);
  }
  return true;
}

}  // namespace zoho_desk::auth
