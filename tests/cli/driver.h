#pragma once

// Runs build/zoho-desk as a person or a script would: on a terminal of its own, or with pipes.

#include <sys/types.h>
#include <termios.h>

#include <map>
#include <string>
#include <vector>

#include "tests/support/process.h"

namespace zoho_desk::testing {

using Variables = std::map<std::string, std::string>;  // of the environment
using Words = std::vector<std::string>;

// The program under way. Its environment holds nothing but `environment` and what programs need to
// run at all.
class Session {
 public:
  Session(const Session&) = delete;
  Session& operator=(const Session&) = delete;
  virtual ~Session();

  pid_t pid() const { return pid_; }
  void Signal(int number) const;
  // Sends text to it as it is.
  void Send(const std::string& text) const;
  // Waits until the output holds `text` after what an earlier call found, for 30 s at most. False
  // if it ended or fell silent without.
  bool Expect(const std::string& text);
  // Everything printed so far.
  const std::string& output() const { return output_; }
  // Reads the rest of the output and returns the exit code as in CommandResult. Kills it if it
  // falls silent for 30 s.
  int Wait();
  // Its arguments and its environment as the system shows them to others.
  std::string Visible() const;

 protected:
  Session() = default;
  bool Read();

  pid_t pid_ = -1;
  int in_ = -1;
  int out_ = -1;
  std::string output_;
  size_t seen_ = 0;
  bool closed_ = false;  // its end of the output
};

// With a terminal: standard input, output and error.
class TerminalSession : public Session {
 public:
  TerminalSession(const Words& arguments, const Variables& environment);
  // Another program, by its path.
  TerminalSession(const std::string& program, const Words& arguments, const Variables& environment);
  void Enter(const std::string& line) const { Send(line + "\n"); }
  // Whether what is typed shows.
  bool echoes() const;
};

// With pipes; standard output and standard error are one.
class PipeSession : public Session {
 public:
  PipeSession(const Words& arguments, const Variables& environment);
  void CloseInput();
};

// From start to end, with that standard input.
CommandResult RunZohoDesk(const Words& arguments, const Variables& environment,
                          const std::string& input = {});

}  // namespace zoho_desk::testing
