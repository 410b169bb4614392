// Turns signals into a flag and a readable descriptor; main installs the handler, everything that
// waits looks. The handler does only what signal-safety(7) allows: it stores a lock-free atomic and
// writes a byte. The first signal asks, the second ends the process (SA_RESETHAND).

#include "cli/interrupt.h"

#include <fcntl.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <cerrno>
#include <csignal>

namespace zoho_desk::cli {
namespace {

std::atomic<int> received{0};     // the signal; 0: none yet
std::array<int, 2> ends{-1, -1};  // of a pipe: read, write

// May interrupt any function of this program, so errno stays as that one has it.
void OnSignal(int number) {
  const int saved = errno;
  received = number;
  const char byte = 0;
  [[maybe_unused]] const ssize_t written = write(ends[1], &byte, 1);
  errno = saved;
}

}  // namespace

void CatchInterrupts() {
  if (pipe2(ends.data(), O_CLOEXEC | O_NONBLOCK) != 0)
    return;  // then a signal ends the process, as without a handler
  struct sigaction action {};
  action.sa_handler = OnSignal;
  action.sa_flags = static_cast<int>(SA_RESETHAND);  // no SA_RESTART: waits shall end
  sigemptyset(&action.sa_mask);
  for (const int number : {SIGINT, SIGTERM, SIGHUP}) {
    struct sigaction old {};
    // Whoever started this program may want it to survive (nohup, a script's background job).
    if (sigaction(number, nullptr, &old) == 0 && old.sa_handler != SIG_IGN)
      sigaction(number, &action, nullptr);
  }
}

int InterruptSignal() {
  return received;
}

int InterruptFd() {
  return ends[0];
}

CancelCheck OnInterrupt() {
  return [] { return received != 0; };
}

}  // namespace zoho_desk::cli
