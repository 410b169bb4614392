// What every command says and asks. No text from elsewhere gets out but through OneLine or
// PrintableJson, what is typed at HiddenInput does not show, and whatever waits for a person ends
// at a signal with the terminal as it was.

#include "cli/console.h"

#include <poll.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdint>

#include "cli/interrupt.h"
#include "common/safe_text.h"

namespace zoho_desk::cli {
namespace {

constexpr size_t kMaxLine = size_t{64} * 1024;  // bytes

void Write(FILE* stream, std::string_view text) {
  static_cast<void>(std::fwrite(text.data(), 1, text.size(), stream));
  static_cast<void>(std::fflush(stream));
}

// What is said may quote servers, files and arguments.
std::string Shown(std::string_view text) {
  return OneLine(std::string(text), SIZE_MAX);
}

std::string Trimmed(std::string_view text) {
  constexpr std::string_view kBlanks = " \t\r\n";
  const size_t first = text.find_first_not_of(kBlanks);
  if (first == std::string_view::npos)
    return {};
  return std::string(text.substr(first, text.find_last_not_of(kBlanks) - first + 1));
}

}  // namespace

HiddenInput::HiddenInput(int fd) : fd_(fd) {
  termios settings{};
  if (tcgetattr(fd, &settings) != 0)
    return;
  old_ = settings;
  settings.c_lflag &= ~static_cast<tcflag_t>(ECHO);
  settings.c_lflag |= ECHONL;  // the line's end stays visible
  tcsetattr(fd, TCSADRAIN, &settings);
}

HiddenInput::~HiddenInput() {
  if (old_)
    tcsetattr(fd_, TCSADRAIN, &*old_);
}

Console::Console() : interactive_(isatty(STDIN_FILENO) == 1) {}

void Console::Say(std::string_view line) const {
  Write(out_, Shown(line) + "\n");
}

void Console::SayJson(std::string json) const {
  Write(out_, PrintableJson(std::move(json)) + "\n");
}

void Console::Complain(std::string_view line) const {
  Write(err_, Shown(line) + "\n");
}

std::optional<std::string> Console::NextLine() {
  const size_t end = buffer_.find('\n');
  if (end == std::string::npos && !(ended_ && !buffer_.empty()))
    return std::nullopt;
  std::string line = Trimmed(std::string_view(buffer_).substr(0, end));
  buffer_.erase(0, end == std::string::npos ? end : end + 1);
  return line;
}

std::optional<std::string> Console::Take() {
  if (auto line = NextLine())
    return line;
  std::array<char, 4096> chunk{};
  const ssize_t count = read(STDIN_FILENO, chunk.data(), chunk.size());
  if (count > 0)
    buffer_.append(chunk.data(), static_cast<size_t>(count));
  else if (count == 0 || errno != EINTR)
    ended_ = true;
  if (buffer_.size() > kMaxLine)
    ended_ = true;  // nobody types that
  return NextLine();
}

Result<std::string> Console::ReadLine(std::string_view question) {
  for (;;) {
    if (auto line = NextLine())
      return std::move(*line);
    if (ended_) {
      return Error{Code::kInvalidArgument,
                   "standard input ended before an answer to: " + std::string(question)};
    }
    std::array<pollfd, 2> files{{{STDIN_FILENO, POLLIN, 0}, {InterruptFd(), POLLIN, 0}}};
    poll(files.data(), files.size(), -1);
    if (InterruptSignal() != 0)
      return Error{Code::kCancelled, "interrupted"};
    if (files[0].revents != 0) {
      if (auto line = Take())
        return std::move(*line);
    }
  }
}

Result<std::string> Console::Ask(std::string_view question, const std::string& fallback) {
  if (interactive_)
    Write(err_,
          Shown(std::string(question) + (fallback.empty() ? "" : " [" + fallback + "]")) + ": ");
  ZD_ASSIGN_OR_RETURN(std::string answer, ReadLine(question));
  return answer.empty() ? fallback : answer;
}

Result<std::string> Console::AskSecret(std::string_view question) {
  if (!interactive_)
    return ReadLine(question);
  const HiddenInput hidden(STDIN_FILENO);  // before the prompt: nothing typed after it shows
  Write(err_, std::string(question) + " (not shown): ");
  auto answer = ReadLine(question);
  if (!answer.ok())
    Write(err_, "\n");
  return answer;
}

Result<std::string> Console::Insist(const Question& ask, const Check& check) const {
  for (int attempt = 1;; ++attempt) {
    ZD_ASSIGN_OR_RETURN(std::string answer, ask());
    Status status = check(answer);
    if (status.ok())
      return answer;
    if (!interactive_ || attempt == kAttempts)
      return std::move(status).error();
    Complain(status.error().message + ".");
  }
}

}  // namespace zoho_desk::cli
