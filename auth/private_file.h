#pragma once

// Files that hold secrets: only their owner may read them.

#include <sys/types.h>

#include <optional>
#include <string>
#include <utility>

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

// The whole file; nullopt if it is larger than `max_bytes` or reading fails.
std::optional<std::string> ReadAll(int fd, size_t max_bytes);

// False if anything could not be written.
bool WriteAll(int fd, const std::string& text);

}  // namespace zoho_desk::auth
