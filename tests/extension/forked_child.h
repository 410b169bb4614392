#pragma once

// A child of this process that runs a function: what a host gets that forks (Python's
// multiprocessing, web servers).

#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <functional>
#include <string>

namespace zoho_desk::testing {

class ForkedChild {
 public:
  // `body` returns what Result() gives. It must use no expectation of GoogleTest. A child that
  // hangs is killed after half a minute.
  explicit ForkedChild(const std::function<std::string()>& body) {
    std::array<int, 2> ends{};
    EXPECT_EQ(pipe(ends.data()), 0);
    pid_ = fork();
    EXPECT_GE(pid_, 0);
    if (pid_ == 0) {
      alarm(kSecondsToLive);
      const std::string text = body();
      const bool sent = write(ends[1], text.data(), text.size()) >= 0;
      _exit(sent ? 0 : 1);
    }
    close(ends[1]);
    from_child_ = ends[0];
  }
  ForkedChild(const ForkedChild&) = delete;
  ForkedChild& operator=(const ForkedChild&) = delete;
  ~ForkedChild() { Result(); }

  // Waits for the end. What the body returned, or "killed by signal N".
  std::string Result() {
    if (from_child_ < 0)
      return result_;
    std::array<char, 4096> buffer{};
    for (ssize_t count = 0; (count = read(from_child_, buffer.data(), buffer.size())) > 0;)
      result_.append(buffer.data(), static_cast<size_t>(count));
    close(from_child_);
    from_child_ = -1;
    int status = 0;
    waitpid(pid_, &status, 0);
    if (WIFSIGNALED(status))
      result_ = "killed by signal " + std::to_string(WTERMSIG(status));
    else if (WEXITSTATUS(status) != 0)
      result_ = "exit status " + std::to_string(WEXITSTATUS(status));
    return result_;
  }

 private:
  static constexpr unsigned kSecondsToLive = 30;
  pid_t pid_ = -1;
  int from_child_ = -1;
  std::string result_;
};

}  // namespace zoho_desk::testing
