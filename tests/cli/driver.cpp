#include "tests/cli/driver.h"

#include <fcntl.h>
#include <poll.h>
#include <pty.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <fstream>
#include <stdexcept>
#include <thread>

#include "tests/paths.h"

namespace zoho_desk::testing {
namespace {

constexpr auto kPatience = std::chrono::seconds(30);
constexpr const char* kProgram = ZOHO_DESK_BINARY_DIR "/zoho-desk";

// Prepared before fork: a child of a process with threads may do little.
class Command {
 public:
  Command(const Words& arguments, const Variables& environment,
          const std::string& program = kProgram) {
    words_.emplace_back(program);
    words_.insert(words_.end(), arguments.begin(), arguments.end());
    Variables variables = environment;
    // What programs need to run at all, script/sanitize included.
    for (const char* name : {"PATH", "LD_LIBRARY_PATH", "LD_PRELOAD", "ASAN_OPTIONS",
                             "LSAN_OPTIONS", "TSAN_OPTIONS"}) {
      if (const char* value = std::getenv(name); value != nullptr && !variables.contains(name))
        variables[name] = value;
    }
    for (const auto& [name, value] : variables) {
      if (!value.empty())
        variables_.push_back(name + "=" + value);
    }
    argv_ = Pointers(words_);
    envp_ = Pointers(variables_);
  }

  [[noreturn]] void Exec() {
    signal(SIGINT, SIG_DFL);  // a test run in the background may ignore it
    execve(argv_.front(), argv_.data(), envp_.data());
    _exit(127);
  }

 private:
  static std::vector<char*> Pointers(std::vector<std::string>& texts) {
    std::vector<char*> pointers;
    for (std::string& text : texts)
      pointers.push_back(text.data());
    pointers.push_back(nullptr);
    return pointers;
  }

  std::vector<std::string> words_;
  std::vector<std::string> variables_;
  std::vector<char*> argv_;
  std::vector<char*> envp_;
};

std::array<int, 2> Pipe() {
  std::array<int, 2> ends{};
  if (pipe2(ends.data(), O_CLOEXEC) != 0)
    throw std::runtime_error("cannot make a pipe");
  return ends;
}

int ExitCode(int status) {
  return WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
}

std::string ReadFile(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

}  // namespace

Session::~Session() {
  if (pid_ > 0) {
    kill(pid_, SIGKILL);
    waitpid(pid_, nullptr, 0);
  }
  if (in_ >= 0 && in_ != out_)
    close(in_);
  if (out_ >= 0)
    close(out_);
}

void Session::Signal(int number) const {
  kill(pid_, number);
}

void Session::Send(const std::string& text) const {
  for (size_t done = 0; done < text.size();) {
    const ssize_t count = write(in_, text.data() + done, text.size() - done);
    if (count < 0 && errno != EINTR)
      return;  // it has ended
    done += count > 0 ? static_cast<size_t>(count) : 0;
  }
}

// One piece of output; false at its end or after a long silence.
bool Session::Read() {
  pollfd file{out_, POLLIN, 0};
  const auto patience = std::chrono::duration_cast<std::chrono::milliseconds>(kPatience);
  if (poll(&file, 1, static_cast<int>(patience.count())) <= 0)
    return false;
  std::array<char, 4096> chunk{};
  const ssize_t count = read(out_, chunk.data(), chunk.size());
  if (count <= 0) {  // a terminal whose program has ended fails with EIO
    closed_ = true;
    return false;
  }
  output_.append(chunk.data(), static_cast<size_t>(count));
  return true;
}

bool Session::Expect(const std::string& text) {
  for (;;) {
    const size_t at = output_.find(text, seen_);
    if (at != std::string::npos) {
      seen_ = at + text.size();
      return true;
    }
    if (!Read())
      return false;
  }
}

int Session::Wait() {
  while (Read()) {
  }
  if (!closed_)  // it hangs
    Signal(SIGKILL);
  int status = 0;
  waitpid(pid_, &status, 0);
  pid_ = -1;
  return ExitCode(status);
}

std::string Session::Visible() const {
  const std::string process = "/proc/" + std::to_string(pid_);
  return ReadFile(process + "/cmdline") + ReadFile(process + "/environ");
}

TerminalSession::TerminalSession(const Words& arguments, const Variables& environment)
    : TerminalSession(kProgram, arguments, environment) {}

TerminalSession::TerminalSession(const std::string& program, const Words& arguments,
                                 const Variables& environment) {
  Command command(arguments, environment, program);
  int terminal = -1;
  pid_ = forkpty(&terminal, nullptr, nullptr, nullptr);
  if (pid_ < 0)
    throw std::runtime_error("cannot open a terminal");
  if (pid_ == 0)
    command.Exec();
  in_ = out_ = terminal;
}

bool TerminalSession::echoes() const {
  termios settings{};
  return tcgetattr(in_, &settings) == 0 && (settings.c_lflag & ECHO) != 0;
}

PipeSession::PipeSession(const Words& arguments, const Variables& environment) {
  Command command(arguments, environment);
  const auto [in_read, in_write] = Pipe();
  const auto [out_read, out_write] = Pipe();
  pid_ = fork();
  if (pid_ < 0)
    throw std::runtime_error("cannot fork");
  if (pid_ == 0) {
    dup2(in_read, STDIN_FILENO);
    dup2(out_write, STDOUT_FILENO);
    dup2(out_write, STDERR_FILENO);
    command.Exec();
  }
  close(in_read);
  close(out_write);
  in_ = in_write;
  out_ = out_read;
}

void PipeSession::CloseInput() {
  close(in_);
  in_ = -1;
}

CommandResult RunZohoDesk(const Words& arguments, const Variables& environment,
                          const std::string& input) {
  Command command(arguments, environment);
  const auto [in_read, in_write] = Pipe();
  const auto [out_read, out_write] = Pipe();
  const auto [err_read, err_write] = Pipe();
  const pid_t pid = fork();
  if (pid == 0) {
    dup2(in_read, STDIN_FILENO);
    dup2(out_write, STDOUT_FILENO);
    dup2(err_write, STDERR_FILENO);
    command.Exec();
  }
  for (const int end : {in_read, out_write, err_write})
    close(end);
  CommandResult result;
  const auto drain = [](int end, std::string& text) {
    std::array<char, 4096> chunk{};
    for (ssize_t count = 0; (count = read(end, chunk.data(), chunk.size())) > 0;)
      text.append(chunk.data(), static_cast<size_t>(count));
    close(end);
  };
  std::thread errors([&, end = err_read] { drain(end, result.err); });
  [[maybe_unused]] const ssize_t written = write(in_write, input.data(), input.size());
  close(in_write);
  drain(out_read, result.out);
  errors.join();
  int status = 0;
  waitpid(pid, &status, 0);
  result.exit_code = ExitCode(status);
  return result;
}

}  // namespace zoho_desk::testing
