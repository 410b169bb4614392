// Runs the sqlite3 shell for doctor and opens the browser for login. What is started gets no
// standard input and none of the secrets in the environment. RunProgram waits for the end of what
// it has started, if need be by killing it; StartProgram lets go.

#include "cli/program.h"

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <filesystem>
#include <string_view>

#include "auth/private_file.h"
#include "cli/interrupt.h"

namespace zoho_desk::cli {
namespace {

namespace fs = std::filesystem;
using Clock = std::chrono::steady_clock;

constexpr size_t kMaxOutput = size_t{64} * 1024;  // bytes; what follows is read and dropped

std::vector<char*> Pointers(std::vector<std::string>& words) {
  std::vector<char*> pointers;
  pointers.reserve(words.size() + 1);
  for (std::string& word : words)
    pointers.push_back(word.data());
  pointers.push_back(nullptr);
  return pointers;
}

// The environment without what must not leave this program: the browser and the shell need no
// login, and what they start inherits from them.
std::vector<std::string> EnvironmentWithoutSecrets() {
  constexpr std::array<std::string_view, 4> kSecrets{
      "ZOHO_DESK_CLIENT_SECRET=", "ZOHO_DESK_CODE=", "ZOHO_DESK_REFRESH_TOKEN=",
      "ZOHO_DESK_ACCESS_TOKEN="};
  std::vector<std::string> variables;
  for (char** variable = environ; *variable != nullptr; ++variable) {
    const std::string_view text = *variable;
    if (std::none_of(kSecrets.begin(), kSecrets.end(),
                     [&](std::string_view secret) { return text.starts_with(secret); }))
      variables.emplace_back(text);
  }
  return variables;
}

// Starts the program with its output going to `output`, or nowhere if that is negative. -1 if it
// cannot be started.
pid_t Spawn(std::vector<std::string> command, int output) {
  posix_spawn_file_actions_t files;
  posix_spawn_file_actions_init(&files);
  posix_spawn_file_actions_addopen(&files, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
  for (const int target : {STDOUT_FILENO, STDERR_FILENO}) {
    if (output >= 0)
      posix_spawn_file_actions_adddup2(&files, output, target);
    else
      posix_spawn_file_actions_addopen(&files, target, "/dev/null", O_WRONLY, 0);
  }
  posix_spawnattr_t attributes;
  posix_spawnattr_init(&attributes);
  // Ctrl-C on this program's terminal is none of the browser's business.
  posix_spawnattr_setflags(&attributes, output >= 0 ? 0 : POSIX_SPAWN_SETSID);
  pid_t pid = -1;
  std::vector<std::string> variables = EnvironmentWithoutSecrets();
  const int error = posix_spawnp(&pid, command[0].c_str(), &files, &attributes,
                                 Pointers(command).data(), Pointers(variables).data());
  posix_spawnattr_destroy(&attributes);
  posix_spawn_file_actions_destroy(&files);
  return error == 0 ? pid : -1;
}

// Reads until the end of the output.
Status ReadOutput(int fd, Clock::time_point end, std::string& output) {
  for (;;) {
    const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(end - Clock::now());
    if (left.count() <= 0)
      return Error{Code::kTimeout, "did not end in time"};
    std::array<pollfd, 2> files{{{fd, POLLIN, 0}, {InterruptFd(), POLLIN, 0}}};
    poll(files.data(), files.size(), static_cast<int>(left.count()));
    if (InterruptSignal() != 0)
      return Error{Code::kCancelled, "interrupted"};
    if (files[0].revents == 0)
      continue;
    std::array<char, 4096> chunk{};
    const ssize_t count = read(fd, chunk.data(), chunk.size());
    if (count < 0 && errno == EINTR)
      continue;
    if (count <= 0)
      return Ok();
    if (output.size() < kMaxOutput)
      output.append(chunk.data(), static_cast<size_t>(count));
  }
}

}  // namespace

Result<ProgramResult> RunProgram(const std::vector<std::string>& command, int timeout_ms) {
  std::array<int, 2> ends{-1, -1};
  if (pipe2(ends.data(), O_CLOEXEC) != 0)
    return Error{Code::kInternal, "cannot make a pipe"};
  const auth::FileDescriptor reader(ends[0]);
  auth::FileDescriptor writer(ends[1]);
  const pid_t pid = Spawn(command, writer.get());
  if (pid < 0)
    return Error{Code::kNotFound, command[0] + " cannot be run"};
  writer = auth::FileDescriptor();
  ProgramResult result;
  const Status status =
      ReadOutput(reader.get(), Clock::now() + std::chrono::milliseconds(timeout_ms), result.output);
  if (!status.ok())
    kill(pid, SIGKILL);
  int state = 0;
  while (waitpid(pid, &state, 0) < 0 && errno == EINTR) {
  }
  ZD_RETURN_IF_ERROR(status);
  result.exit_code = WIFSIGNALED(state) ? 128 + WTERMSIG(state) : WEXITSTATUS(state);
  return result;
}

bool StartProgram(const std::vector<std::string>& command) {
  return Spawn(command, -1) >= 0;
}

std::string FindModule() {
  std::error_code error;
  const fs::path program = fs::read_symlink("/proc/self/exe", error);
  const fs::path folder = program.parent_path();
  for (const char* place : {".", "../lib", "../lib/sqlite3", "../lib/zoho_desk"}) {
    const fs::path module = (folder / place / "zoho_desk.so").lexically_normal();
    if (!error && fs::is_regular_file(module, error))
      return module;
    error.clear();
  }
  return {};
}

}  // namespace zoho_desk::cli
