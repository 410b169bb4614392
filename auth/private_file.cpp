#include "auth/private_file.h"

#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>

namespace zoho_desk::auth {

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
