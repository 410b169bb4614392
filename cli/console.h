#pragma once

// The person at the other end: what is said goes to standard output, questions and complaints to
// standard error, answers come from standard input, a line each. On a terminal secrets are typed
// without echo. Without one nothing is asked twice and no default is guessed: the lines of standard
// input are the answers, in the order of the questions.

#include <termios.h>
#include <unistd.h>

#include <cstdio>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "common/status.h"

namespace zoho_desk::cli {

// Hides what is typed on a terminal until destroyed. Does nothing if the descriptor is none.
class HiddenInput {
 public:
  explicit HiddenInput(int fd);
  HiddenInput(const HiddenInput&) = delete;
  HiddenInput& operator=(const HiddenInput&) = delete;
  ~HiddenInput();

 private:
  int fd_;
  std::optional<termios> old_;
};

// Use on one thread.
class Console {
 public:
  Console();

  // Whether a person answers: standard input is a terminal.
  bool interactive() const { return interactive_; }

  // Each prints one line, through OneLine of common/safe_text.h: text from servers and files can
  // neither steer the terminal nor forge lines.
  void Say(std::string_view line) const;       // to standard output
  void Complain(std::string_view line) const;  // to standard error
  // JSON text to standard output; what steers a terminal is escaped.
  void SayJson(std::string json) const;

  // The answer without surrounding blanks; `fallback` if it is empty. Errors: kCancelled, and
  // kInvalidArgument when standard input has ended (names the question).
  Result<std::string> Ask(std::string_view question, const std::string& fallback = {});
  Result<std::string> AskSecret(std::string_view question);

  // Asks until `check` takes an answer: kAttempts times if a person answers; else once, because the
  // next line is the answer to another question. The last refusal is the error.
  static constexpr int kAttempts = 3;
  using Question = std::function<Result<std::string>()>;
  using Check = std::function<Status(const std::string&)>;
  Result<std::string> Insist(const Question& ask, const Check& check) const;

  // For waiting on standard input along with other things. `Take` reads what is there (call it
  // when the descriptor is readable) and returns a line once it is whole.
  static constexpr int kInput = STDIN_FILENO;
  bool input_ended() const { return ended_; }
  std::optional<std::string> Take();

 private:
  Result<std::string> ReadLine(std::string_view question);
  std::optional<std::string> NextLine();

  FILE* out_ = stdout;
  FILE* err_ = stderr;
  bool interactive_;
  bool ended_ = false;
  std::string buffer_;
};

}  // namespace zoho_desk::cli
