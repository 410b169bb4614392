// Draws and wipes the line; called by scans (client/scan_observer.h) on the threads that run
// queries, and by exit(). Before the host may print on the same terminal the line is gone:
// OnHandOver and OnEnd wipe it. shown_ says how much of it there is, 0 if none, and exit() reads
// that without a lock.

#include "extension/progress.h"

#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <cmath>
#include <cstdlib>
#include <map>
#include <numeric>
#include <string_view>
#include <utility>

#include "common/no_destructor.h"

namespace zoho_desk::extension {
namespace {

constexpr int64_t kFirstAfterMs = 1000;
constexpr int64_t kBetweenMs = 100;
constexpr size_t kUsualColumns = 80;

// "12,300"
std::string Grouped(int64_t number) {
  std::string text = std::to_string(number);
  for (auto at = static_cast<std::ptrdiff_t>(text.size()) - 3; at > 0; at -= 3)
    text.insert(static_cast<size_t>(at), ",");
  return text;
}

std::string Counted(int64_t number, std::string_view one, std::string_view many) {
  return Grouped(number) + " " + std::string(number == 1 ? one : many);
}

// "40 s left", "2 min left", "1 h 5 min left"
std::string TimeLeft(double seconds) {
  const int64_t whole = std::llround(seconds);
  if (whole < 60)
    return std::to_string(whole) + " s left";
  const int64_t minutes = (whole + 30) / 60;
  if (minutes < 60)
    return std::to_string(minutes) + " min left";
  return std::to_string(minutes / 60) + " h " + std::to_string(minutes % 60) + " min left";
}

}  // namespace

std::string ProgressText(const client::ScanFacts& facts, int64_t elapsed_ms, size_t columns) {
  const double rate =
      elapsed_ms > 0 ? static_cast<double>(facts.rows) * 1000.0 / static_cast<double>(elapsed_ms)
                     : 0;
  const bool is_counted = facts.expected_rows >= facts.rows && facts.expected_rows > 0;
  std::vector<std::string> parts;
  parts.push_back(facts.table + ": " +
                  (is_counted
                       ? Grouped(facts.rows) + " of " + Grouped(facts.expected_rows) + " rows"
                       : Counted(facts.rows, "row", "rows")));
  parts.push_back(Counted(facts.pages, "page", "pages"));
  parts.push_back(Counted(facts.credits, "credit", "credits"));
  if (rate >= 1)
    parts.push_back(Grouped(static_cast<int64_t>(rate)) + " rows/s");
  if (is_counted && rate > 0)
    parts.push_back(TimeLeft(static_cast<double>(facts.expected_rows - facts.rows) / rate));
  std::string text;
  for (const std::string& part : parts) {
    const std::string_view comma = text.empty() ? "" : ", ";
    if (text.size() + comma.size() + part.size() > columns)
      break;
    text.append(comma).append(part);
  }
  return text;
}

bool ProgressLine::IsInterested(std::optional<bool> setting) {
  return setting ? *setting : output_.is_wanted();
}

// Where rows are printed on the terminal, the line would vanish at once.
void ProgressLine::OnPage(const void* scan, const client::ScanFacts& facts) {
  const MutexLock lock(mutex_);
  const int64_t now = output_.now_ms();
  Note(scan, facts, now);
  if (!output_.shares_with_rows())
    Draw(now);
}

void ProgressLine::OnWait(const void* scan, const client::ScanFacts& facts) {
  const MutexLock lock(mutex_);
  const int64_t now = output_.now_ms();
  Note(scan, facts, now);
  Draw(now);
}

void ProgressLine::Note(const void* scan, const client::ScanFacts& facts, int64_t now_ms) {
  const auto known = std::find_if(scans_.begin(), scans_.end(),
                                  [&](const Entry& entry) { return entry.scan == scan; });
  if (known == scans_.end())
    scans_.push_back({scan, facts, now_ms});
  else
    known->facts = facts;
}

// Each scan tells what its whole statement had spent when it last waited.
int64_t ProgressLine::Credits() const {
  std::map<const void*, int64_t> spent;
  for (const Entry& entry : scans_) {
    int64_t& credits = spent[entry.facts.statement];
    credits = std::max(credits, entry.facts.credits);
  }
  return std::accumulate(spent.begin(), spent.end(), int64_t{0},
                         [](int64_t sum, const auto& of) { return sum + of.second; });
}

void ProgressLine::Draw(int64_t now_ms) {
  if (now_ms - scans_.front().started_ms < kFirstAfterMs)
    return;
  // The last column stays empty: writing there moves some terminals to the next line.
  const size_t columns = output_.columns();
  const bool is_due = now_ms - drawn_ms_ >= kBetweenMs || text_.empty();
  if (shown_ > 0 && !is_due)
    return;
  if (is_due) {
    client::ScanFacts facts = scans_.front().facts;
    facts.credits = Credits();
    text_ = ProgressText(facts, now_ms - scans_.front().started_ms, columns > 0 ? columns - 1 : 0);
    drawn_ms_ = now_ms;
    shares_with_rows_ = output_.shares_with_rows();
  }
  if (text_.empty())
    return;
  const size_t rest = shown_ > text_.size() ? shown_ - text_.size() : 0;
  output_.write("\r" + text_ + std::string(rest, ' ') + std::string(rest, '\b'));
  shown_ = text_.size();
}

// Of a line that was there a moment ago the same text is put back when the scan waits again.
void ProgressLine::OnHandOver() {
  if (shown_ == 0)
    return;
  const MutexLock lock(mutex_);
  if (shares_with_rows_)
    Wipe();
}

void ProgressLine::OnEnd(const void* scan) {
  const MutexLock lock(mutex_);
  std::erase_if(scans_, [&](const Entry& entry) { return entry.scan == scan; });
  if (!scans_.empty())
    return;
  Wipe();
  text_.clear();
}

void ProgressLine::Wipe() {
  if (shown_ == 0)
    return;
  output_.write("\r" + std::string(shown_, ' ') + "\r");
  shown_ = 0;
}

namespace {

// The program's file: what it calls itself may be anything.
std::string ProgramName() {
  std::array<char, 4096> path{};
  const ssize_t length = readlink("/proc/self/exe", path.data(), path.size());
  const std::string_view text(path.data(), length > 0 ? static_cast<size_t>(length) : 0);
  return std::string(text.substr(text.rfind('/') + 1));
}

bool IsShell() {
  static const bool is_shell = [] {
    const std::string name = ProgramName();
    return name == "sqlite3" || name.starts_with("sqlite3-") || name.starts_with("sqlite3 ");
  }();
  return is_shell;
}

size_t TerminalColumns() {
  winsize size{};
  return ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0 ? size.ws_col
                                                                         : kUsualColumns;
}

// A line that cannot be written is no reason to fail.
void WriteToStderr(std::string_view text) {
  const int error = errno;
  [[maybe_unused]] const ssize_t written = write(STDERR_FILENO, text.data(), text.size());
  errno = error;
}

// The shell ends in the middle of a query when Ctrl-C is pressed three times, from within its
// signal handler: no lock, no memory.
void WipeAtExit() {
  constexpr std::string_view kBlanks = "                ";
  size_t rest = TerminalProgress().TakeShown();
  if (rest == 0)
    return;
  WriteToStderr("\r");
  for (; rest > 0; rest -= std::min(rest, kBlanks.size()))
    WriteToStderr(kBlanks.substr(0, std::min(rest, kBlanks.size())));
  WriteToStderr("\r");
}

int64_t SteadyMs() {
  using std::chrono::steady_clock;
  return std::chrono::duration_cast<std::chrono::milliseconds>(
             steady_clock::now().time_since_epoch())
      .count();
}

}  // namespace

ProgressLine& TerminalProgress() {
  static NoDestructor<ProgressLine> line(
      ProgressOutput{.now_ms = SteadyMs,
                     .write = WriteToStderr,
                     .columns = TerminalColumns,
                     .is_wanted = [] { return isatty(STDERR_FILENO) == 1 && IsShell(); },
                     .shares_with_rows = [] { return isatty(STDOUT_FILENO) == 1; }});
  static const bool is_registered = std::atexit(WipeAtExit) == 0;
  static_cast<void>(is_registered);
  return *line;
}

}  // namespace zoho_desk::extension
