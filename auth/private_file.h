#pragma once

// Files that hold secrets: only their owner may read them. The functions are thread-safe, an object
// belongs to one thread at a time. flock(2) locks hold between descriptors, so between threads too.

#include <sys/types.h>

#include <cstdint>
#include <optional>
#include <string>
#include <utility>

#include "common/cancel.h"
#include "common/status.h"

namespace zoho_desk::auth {

// Owns a file descriptor.
class FileDescriptor {
 public:
  FileDescriptor() = default;
  explicit FileDescriptor(int fd) : fd_(fd) {}
  FileDescriptor(FileDescriptor&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}
  FileDescriptor& operator=(FileDescriptor&& other) noexcept;
  FileDescriptor(const FileDescriptor&) = delete;
  FileDescriptor& operator=(const FileDescriptor&) = delete;
  ~FileDescriptor();

  int get() const { return fd_; }
  explicit operator bool() const { return fd_ >= 0; }

 private:
  int fd_ = -1;
};

// What keeps an open file from being private.
enum class Privacy {
  kPrivate,
  kNotRegular,  // a directory, pipe or device
  kForeign,     // owned by somebody else
  kLoose,       // group or others have some permission
};
Privacy CheckPrivacy(int fd);

// Makes `path` and its parents as mkdir -p does, new ones with mode 0700, and closes the last to
// others if it is only loose. kInvalidArgument, which names the folder, if it would lie in a folder
// of another user (root's aside), is not ours, or is reached by somebody else's link.
Status MakePrivateDirectory(const std::string& path);

// Whether the directory at `path` is the user's own, as above.
Status CheckOwnDirectory(const std::string& path);

// The lock on a file, held until destroyed. Empty: none.
class FileLock {
 public:
  FileLock() = default;
  explicit FileLock(FileDescriptor file) : file_(std::move(file)) {}
  FileLock(FileLock&&) = default;
  FileLock& operator=(FileLock&&) = delete;
  FileLock(const FileLock&) = delete;
  FileLock& operator=(const FileLock&) = delete;
  ~FileLock();

 private:
  FileDescriptor file_;
};

// Locks the file at `path`, which it makes if need be: nobody else can open it, so nobody else can
// hold its lock. Waits for at most `max_wait_ms`. Errors: kCancelled; kTimeout names the file and,
// where the system tells, the process that holds it; kInternal if there can be no lock.
Result<FileLock> LockFile(const std::string& path, const CancelCheck& cancelled,
                          int64_t max_wait_ms);

// The whole file; nullopt if it is larger than `max_bytes` or reading fails.
std::optional<std::string> ReadAll(int fd, size_t max_bytes);

// False if anything could not be written.
bool WriteAll(int fd, const std::string& text);

}  // namespace zoho_desk::auth
