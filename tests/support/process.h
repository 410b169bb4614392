#pragma once

// Programs run as a user would run them: words are passed as they are (no shell), and what they
// print is kept.

#include <sys/types.h>

#include <chrono>
#include <map>
#include <string>
#include <vector>

namespace zoho_desk::testing {

struct CommandResult {
  int exit_code = -1;  // 128 + number if a signal ended it, -1 if it was killed for taking too long
  std::string out;
  std::string err;

  // For failure messages.
  std::string Text() const;
};

// A program under way, in a process group of its own.
class ChildProcess {
 public:
  // The first word is looked up in PATH. The program gets this process's environment with these
  // changes; an empty value unsets a variable. `input`: a descriptor that becomes its standard
  // input.
  explicit ChildProcess(const std::vector<std::string>& command,
                        const std::map<std::string, std::string>& environment = {}, int input = -1);
  ChildProcess(const ChildProcess&) = delete;
  ChildProcess& operator=(const ChildProcess&) = delete;
  // Kills what is left of the group.
  ~ChildProcess();

  pid_t pid() const { return pid_; }
  void Signal(int number) const;
  // Reads what it prints until it ends; kills it at the limit. Call once.
  CommandResult Wait(std::chrono::seconds limit = std::chrono::seconds(60));
  // The other processes it started that still run, as "pid name".
  std::vector<std::string> Leftovers() const;

 private:
  bool ReadUntilClosed(std::chrono::steady_clock::time_point end, CommandResult& result);

  pid_t pid_ = -1;
  bool ended_ = false;
  int out_ = -1;
  int err_ = -1;
};

// Runs a program to its end.
CommandResult RunCommand(const std::vector<std::string>& command,
                         const std::map<std::string, std::string>& environment = {});

}  // namespace zoho_desk::testing
