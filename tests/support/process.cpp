#include "tests/support/process.h"

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <stdexcept>

#include "tests/support/secret_watch.h"

namespace zoho_desk::testing {
namespace {

using Variables = std::map<std::string, std::string>;

std::vector<std::string> ChildEnvironment(const Variables& changes) {
  std::vector<std::string> result;
  for (char** entry = environ; *entry != nullptr; ++entry) {
    const std::string text = *entry;
    if (!changes.contains(text.substr(0, text.find('='))))
      result.push_back(text);
  }
  for (const auto& [name, value] : changes) {
    if (!value.empty())
      result.push_back(name + "=" + value);
  }
  return result;
}

std::vector<char*> Pointers(std::vector<std::string>& texts) {
  std::vector<char*> pointers;
  for (std::string& text : texts)
    pointers.push_back(text.data());
  pointers.push_back(nullptr);
  return pointers;
}

// {reading end, writing end}
std::array<int, 2> Pipe() {
  std::array<int, 2> ends{};
  if (pipe2(ends.data(), O_CLOEXEC) != 0)
    throw std::runtime_error("cannot make a pipe");
  return ends;
}

pid_t Spawn(std::vector<std::string> command, const Variables& changes, int in, int out, int err) {
  posix_spawn_file_actions_t files;
  posix_spawn_file_actions_init(&files);
  if (in >= 0)
    posix_spawn_file_actions_adddup2(&files, in, STDIN_FILENO);
  else
    posix_spawn_file_actions_addopen(&files, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
  posix_spawn_file_actions_adddup2(&files, out, STDOUT_FILENO);
  posix_spawn_file_actions_adddup2(&files, err, STDERR_FILENO);
  posix_spawnattr_t attributes;
  posix_spawnattr_init(&attributes);
  sigset_t interrupt;
  sigemptyset(&interrupt);
  sigaddset(&interrupt, SIGINT);  // a test run in the background may ignore it
  posix_spawnattr_setsigdefault(&attributes, &interrupt);
  posix_spawnattr_setpgroup(&attributes, 0);
  posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGDEF);
  std::vector<std::string> environment = ChildEnvironment(changes);
  pid_t pid = -1;
  const int error = posix_spawnp(&pid, command[0].c_str(), &files, &attributes,
                                 Pointers(command).data(), Pointers(environment).data());
  posix_spawnattr_destroy(&attributes);
  posix_spawn_file_actions_destroy(&files);
  if (error != 0)
    throw std::runtime_error("cannot run " + command[0]);
  return pid;
}

}  // namespace

std::string CommandResult::Text() const {
  return "exit code " + std::to_string(exit_code) + "\nprinted: " + out + "\nerrors: " + err;
}

ChildProcess::ChildProcess(const std::vector<std::string>& command, const Variables& environment,
                           int input) {
  const auto [out_read, out_write] = Pipe();
  const auto [err_read, err_write] = Pipe();
  out_ = out_read;
  err_ = err_read;
  pid_ = Spawn(command, environment, input, out_write, err_write);
  close(out_write);
  close(err_write);
}

ChildProcess::~ChildProcess() {
  if (!ended_ || !Leftovers().empty())
    kill(-pid_, SIGKILL);
  if (!ended_)
    waitpid(pid_, nullptr, 0);
  close(out_);
  close(err_);
}

void ChildProcess::Signal(int number) const {
  kill(pid_, number);
}

bool ChildProcess::ReadUntilClosed(std::chrono::steady_clock::time_point end,
                                   CommandResult& result) {
  std::array<pollfd, 2> files{{{out_, POLLIN, 0}, {err_, POLLIN, 0}}};
  const std::array<std::string*, 2> texts{&result.out, &result.err};
  while (files[0].fd >= 0 || files[1].fd >= 0) {
    const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(
        end - std::chrono::steady_clock::now());
    if (left.count() <= 0)
      return false;
    poll(files.data(), files.size(), static_cast<int>(left.count()));
    for (size_t i = 0; i < files.size(); ++i) {
      if (files[i].fd < 0 || files[i].revents == 0)
        continue;
      std::array<char, 65536> chunk{};
      const ssize_t count = read(files[i].fd, chunk.data(), chunk.size());
      if (count > 0)
        texts[i]->append(chunk.data(), static_cast<size_t>(count));
      else
        files[i].fd = -1;  // poll skips it
    }
  }
  return true;
}

CommandResult ChildProcess::Wait(std::chrono::seconds limit) {
  CommandResult result;
  const bool in_time = ReadUntilClosed(std::chrono::steady_clock::now() + limit, result);
  if (!in_time)
    kill(-pid_, SIGKILL);
  int status = 0;
  waitpid(pid_, &status, 0);
  ended_ = true;
  if (in_time)
    result.exit_code = WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
  ExpectNoSecrets(result.out, "a program's output");
  ExpectNoSecrets(result.err, "a program's errors");
  return result;
}

std::vector<std::string> ChildProcess::Leftovers() const {
  std::vector<std::string> found;
  std::error_code ignored;
  for (const auto& entry : std::filesystem::directory_iterator("/proc", ignored)) {
    // "pid (name) state parent group ..."; the name may hold anything.
    std::ifstream file(entry.path() / "stat");
    std::string text;
    std::getline(file, text);
    const size_t name_end = text.rfind(')');
    if (name_end == std::string::npos || text.size() < name_end + 4)
      continue;
    const char state = text[name_end + 2];
    const std::string rest = text.substr(name_end + 4);  // "parent group ..."
    const std::string group = rest.substr(rest.find(' ') + 1);
    if (state != 'Z' && group.substr(0, group.find(' ')) == std::to_string(pid_))
      found.push_back(text.substr(0, name_end + 1));
  }
  return found;
}

CommandResult RunCommand(const std::vector<std::string>& command, const Variables& environment) {
  return ChildProcess(command, environment).Wait();
}

}  // namespace zoho_desk::testing
