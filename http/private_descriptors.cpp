// Keeps the process's connections from programs that the host starts. Called by CurlJob for each
// transfer's sockets, and by CurlLoop for those of the multi handle, for which libcurl has no
// option. Nothing but FD_CLOEXEC is changed; a failure leaves a descriptor as libcurl made it.

#include "http/private_descriptors.h"

#include <dirent.h>
#include <fcntl.h>
#include <linux/sockios.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <sys/stat.h>

#include <cstdlib>

namespace zoho_desk::http {
namespace {

std::set<int> ListOpen() {
  std::set<int> open;
  DIR* const folder = opendir("/proc/self/fd");
  if (folder == nullptr)
    return open;
  while (const dirent* entry = readdir(folder))  // NOLINT(concurrency-mt-unsafe): a stream of ours
    open.insert(std::atoi(entry->d_name));       // NOLINT(cert-err34-c): numbers, "." and ".."
  open.erase(dirfd(folder));                     // its number may be the next to be given away
  closedir(folder);
  return open;
}

bool IsPairOrPipe(int fd) {
  struct stat status {};
  int domain = 0;
  socklen_t length = sizeof domain;
  return fstat(fd, &status) == 0 &&
         (S_ISFIFO(status.st_mode) ||
          (getsockopt(fd, SOL_SOCKET, SO_DOMAIN, &domain, &length) == 0 && domain == AF_UNIX));
}

// Bytes on their way, at either end. Of a pipe both ends tell the same.
bool HoldsBytes(int fd) {
  int unread = 0;
  int unsent = 0;
  return (ioctl(fd, FIONREAD, &unread) == 0 && unread > 0) ||
         (ioctl(fd, SIOCOUTQ, &unsent) == 0 && unsent > 0);
}

curl_socket_t OpenSocket(void* /*unused*/, curlsocktype /*purpose*/, curl_sockaddr* address) {
  return socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
}

}  // namespace

OpenDescriptors::OpenDescriptors() : open_(ListOpen()) {}

void OpenDescriptors::CloseNewFullSocketsOnExec() const {
  for (const int fd : ListOpen()) {
    if (open_.count(fd) == 0 && IsPairOrPipe(fd) && HoldsBytes(fd))
      fcntl(fd, F_SETFD, FD_CLOEXEC);
  }
}

bool KeepSocketsPrivate(CURL* easy) {
  return curl_easy_setopt(easy, CURLOPT_OPENSOCKETFUNCTION, &OpenSocket) == CURLE_OK;
}

}  // namespace zoho_desk::http
