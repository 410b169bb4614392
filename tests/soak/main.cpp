// zoho_desk_soak: queries from several threads against a sandbox that fails by chance, every result
// compared with plain tables of the same data. Progress goes to standard error, the report, in
// Markdown, to standard output. Ends with status 1 if a result was wrong, an error had no fault to
// explain it, too many queries ended in one, a kind of fault never came, or memory or descriptors
// grew.

#include <gtest/gtest.h>
#include <malloc.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <chrono>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <thread>

#include "tests/soak/soak_desk.h"
#include "tests/soak/soak_errors.h"
#include "tests/soak/soak_worker.h"

namespace zoho_desk::testing {
namespace {

struct SoakArguments {
  double minutes = 10;
  unsigned threads = 8;
  double fault_rate = 0.05;
  std::string http = "both";  // the threads that use HTTP/1, and those that use HTTP/2, in turn
  uint64_t seed = 1;

  bool IsHttp2(unsigned thread) const { return http == "both" ? thread % 2 == 1 : http == "2"; }
};

// The process at one moment.
struct Sample {
  double minute = 0;
  int64_t queries = 0;
  int64_t rss_kib = 0;
  int64_t heap_kib = 0;  // allocated and not freed
  int64_t descriptors = 0;
  int64_t threads = 0;
};

// The average of a figure over the second and over the last third of the run.
struct Thirds {
  double second = 0;
  double last = 0;
};

int64_t EntriesOf(const char* directory) {
  using std::filesystem::directory_iterator;
  return std::distance(directory_iterator(directory), directory_iterator());
}

int64_t ResidentKib() {
  int64_t total = 0;
  int64_t resident = 0;
  std::ifstream("/proc/self/statm") >> total >> resident;
  return resident * sysconf(_SC_PAGESIZE) / 1024;
}

constexpr int kSamples = 40;
constexpr double kMinutesToSettle = 4;      // for memory
constexpr double kMinutesForAllFaults = 2;  // for the rarest to come
// The share of queries that may end in an error: a soak of errors compares nothing.
constexpr double kMostErrors = 0.25;

int64_t HeapKib() {
  const struct mallinfo2 info = mallinfo2();
  return static_cast<int64_t>((info.uordblks + info.hblkhd) / 1024);
}

class Soak {
 public:
  explicit Soak(const SoakArguments& arguments)
      : arguments_(arguments), desk_(arguments.fault_rate, arguments.seed), data_(desk_.dump()) {}

  int Run();

 private:
  void Watch(std::chrono::steady_clock::time_point start);
  void TakeSample(std::chrono::steady_clock::time_point start);
  Thirds ThirdsOf(int64_t Sample::*member) const;
  std::vector<std::string> Problems(const SoakTraffic& traffic) const;
  std::vector<std::string> Growth() const;
  std::vector<std::string> FaultsMissed(const SoakTraffic& traffic) const;
  void Report(const SoakTraffic& traffic, const std::vector<std::string>& problems) const;

  const SoakArguments arguments_;
  SoakDesk desk_;  // first: it forks while there is one thread
  QueryData data_;
  SoakTally tally_;
  std::vector<Sample> samples_;
};

int Soak::Run() {
  std::vector<std::unique_ptr<SoakWorker>> workers;
  for (unsigned i = 0; i < arguments_.threads; ++i)
    workers.push_back(std::make_unique<SoakWorker>(
        data_, desk_.dump(),
        arguments_.IsHttp2(i) ? desk_.http2_profiles() : desk_.http1_profiles(),
        arguments_.seed * 1000 + i, tally_));
  std::atomic<bool> stop{false};
  std::vector<std::thread> threads;
  threads.reserve(workers.size());
  const auto start = std::chrono::steady_clock::now();
  for (const auto& worker : workers)
    threads.emplace_back([&worker, &stop] { worker->RunUntil(stop); });
  Watch(start);
  stop = true;
  for (std::thread& thread : threads)
    thread.join();
  workers.clear();
  TakeSample(start);
  const SoakTraffic traffic = desk_.Traffic();
  const std::vector<std::string> problems = Problems(traffic);
  Report(traffic, problems);
  return problems.empty() ? 0 : 1;
}

void Soak::Watch(std::chrono::steady_clock::time_point start) {
  using Seconds = std::chrono::duration<double>;
  const Seconds whole(arguments_.minutes * 60);
  const auto step = std::chrono::duration_cast<std::chrono::milliseconds>(whole / kSamples);
  for (int i = 1; i <= kSamples; ++i) {
    std::this_thread::sleep_until(start + i * step);
    TakeSample(start);
    const Sample& now = samples_.back();
    std::fprintf(stderr,
                 "%5.2f min: %lld queries, %lld failed, %zu wrong, %lld KiB, %lld descriptors\n",
                 now.minute, static_cast<long long>(now.queries),
                 static_cast<long long>(tally_.failed), tally_.wrong().size(),
                 static_cast<long long>(now.rss_kib), static_cast<long long>(now.descriptors));
  }
}

void Soak::TakeSample(std::chrono::steady_clock::time_point start) {
  const std::chrono::duration<double> elapsed = std::chrono::steady_clock::now() - start;
  samples_.push_back({.minute = elapsed.count() / 60,
                      .queries = tally_.queries,
                      .rss_kib = ResidentKib(),
                      .heap_kib = HeapKib(),
                      .descriptors = EntriesOf("/proc/self/fd"),
                      .threads = EntriesOf("/proc/self/task")});
}

// Memory settles in the first third, while connections, request log and the allocator's arenas
// fill. In the last it must be what it was in the second.
Thirds Soak::ThirdsOf(int64_t Sample::*member) const {
  const size_t end = samples_.size() - 1;  // the last one is of the time after the threads
  const auto mean = [&](size_t from, size_t to) {
    int64_t sum = 0;
    for (size_t i = from; i < to; ++i)
      sum += samples_[i].*member;
    return static_cast<double>(sum) / static_cast<double>(to - from);
  };
  return {.second = mean(end / 3, end * 2 / 3), .last = mean(end * 2 / 3, end)};
}

std::vector<std::string> Soak::Growth() const {
  std::vector<std::string> problems;
  const auto check = [&](const char* what, int64_t Sample::*member, double slack) {
    const Thirds thirds = ThirdsOf(member);
    if (thirds.last > thirds.second + slack)
      problems.push_back(std::string(what) + " grew from " + std::to_string(thirds.second) +
                         " to " + std::to_string(thirds.last) + " on the average");
  };
  check("the number of open descriptors", &Sample::descriptors, 6);
  // A resolver's thread may be there for a moment; loopback needs none.
  check("the number of threads", &Sample::threads, 1);
  if (arguments_.minutes < kMinutesToSettle)
    return problems;
  check("resident memory (KiB)", &Sample::rss_kib, ThirdsOf(&Sample::rss_kib).second / 16);
  check("memory in use (KiB)", &Sample::heap_kib, ThirdsOf(&Sample::heap_kib).second / 50);
  return problems;
}

std::vector<std::string> Soak::FaultsMissed(const SoakTraffic& traffic) const {
  std::vector<std::string> problems;
  if (arguments_.fault_rate <= 0)
    return problems;
  if (traffic.kinds_injected() == 0)
    problems.emplace_back("the sandbox injected no fault");
  if (arguments_.minutes < kMinutesForAllFaults)
    return problems;
  for (const auto& [kind, count] : traffic.faults) {
    if (count == 0)
      problems.push_back("this kind of fault was never injected: " + kind);
  }
  return problems;
}

std::vector<std::string> Soak::Problems(const SoakTraffic& traffic) const {
  std::vector<std::string> problems = Growth();
  for (std::string& missed : FaultsMissed(traffic))
    problems.push_back(std::move(missed));
  for (const std::string& wrong : tally_.wrong())
    problems.push_back("wrong result: " + wrong);
  for (const auto& [message, count] : tally_.errors()) {
    if (KindOfError(message, traffic.faults).empty())
      problems.push_back("no fault explains this error: " + message);
  }
  if (static_cast<double>(tally_.failed) >= kMostErrors * static_cast<double>(tally_.queries)) {
    problems.push_back(std::to_string(tally_.failed) + " of " + std::to_string(tally_.queries) +
                       " queries ended in an error, which is not less than one in four");
  }
  if (::testing::UnitTest::GetInstance()->Failed())
    problems.push_back("an expectation of the test support failed (see above)");
  return problems;
}

void Soak::Report(const SoakTraffic& traffic, const std::vector<std::string>& problems) const {
  int64_t injected = 0;
  for (const auto& [kind, count] : traffic.faults)
    injected += count;
  const auto in_mib = [this](int64_t Sample::*member) {
    const Thirds thirds = ThirdsOf(member);
    char text[64];
    std::snprintf(text, sizeof text, "%.1f, %.1f |\n", thirds.second / 1024, thirds.last / 1024);
    return std::string(text);
  };
  std::cout << "| What | Figure |\n|---|---|\n"
            << "| Time, threads | " << arguments_.minutes << " min, " << arguments_.threads
            << " |\n"
            << "| HTTP | " << (arguments_.http == "both" ? "1 and 2" : arguments_.http) << " |\n"
            << "| Queries | " << tally_.queries << " |\n"
            << "| Rows compared | " << tally_.rows << " |\n"
            << "| Requests, faults injected | " << traffic.requests << ", " << injected << " |\n"
            << "| Kinds of faults injected | " << traffic.kinds_injected() << " of "
            << traffic.faults.size() << " |\n"
            << "| Queries that ended in an error | " << tally_.failed << " |\n"
            << "| Queries left early, interrupted | " << tally_.abandoned << ", "
            << tally_.interrupted << " |\n"
            << "| **Wrong results** | **" << tally_.wrong().size() << "** |\n"
            << "| Memory in use, second and last third, MiB | " << in_mib(&Sample::heap_kib)
            << "| Resident memory, second and last third, MiB | " << in_mib(&Sample::rss_kib);
  std::cout << "\n| Minute | Queries | Resident memory, MiB | Memory in use, MiB | Descriptors | "
               "Threads |\n"
               "|---|---|---|---|---|---|\n";
  for (const size_t i : {0U, 9U, 19U, 29U, 39U, 40U}) {
    const Sample& sample = samples_[i];
    char line[160];
    std::snprintf(
        line, sizeof line, "| %.2f | %lld | %.1f | %.1f | %lld | %lld |\n", sample.minute,
        static_cast<long long>(sample.queries), static_cast<double>(sample.rss_kib) / 1024,
        static_cast<double>(sample.heap_kib) / 1024, static_cast<long long>(sample.descriptors),
        static_cast<long long>(sample.threads));
    std::cout << line;
  }
  std::cout << "\n| Fault | Injected |\n|---|---|\n";
  for (const auto& [kind, count] : traffic.faults)
    std::cout << "| " << kind << " | " << count << " |\n";
  std::map<std::string, int64_t> kinds;
  for (const auto& [message, count] : tally_.errors()) {
    const std::string kind = KindOfError(message, traffic.faults);
    kinds[kind.empty() ? "unexplained" : kind] += count;
  }
  std::cout << "\n| Error | Queries |\n|---|---|\n";
  for (const auto& [kind, count] : kinds)
    std::cout << "| " << kind << " | " << count << " |\n";
  std::cout << std::flush;
  for (const std::string& problem : problems)
    std::cerr << "FAILED: " << problem << "\n";
}

}  // namespace
}  // namespace zoho_desk::testing

int main(int argc, char** argv) {
  zoho_desk::testing::SoakArguments arguments;
  CLI::App app(
      "Runs generated queries against a sandbox that fails by chance, and compares every\n"
      "result with plain tables of the same data.",
      "zoho_desk_soak");
  app.add_option("--minutes", arguments.minutes, "how long")
      ->check(CLI::Range(0.01, 100'000.0))
      ->capture_default_str();
  app.add_option("--threads", arguments.threads, "threads that query")
      ->check(CLI::Range(1U, 64U))
      ->capture_default_str();
  app.add_option("--fault-rate", arguments.fault_rate, "share of requests that fail")
      ->check(CLI::Range(0.0, 1.0))
      ->capture_default_str();
  app.add_option("--http", arguments.http, "the HTTP that the threads use, or half of them each")
      ->check(CLI::IsMember({"1", "2", "both"}))
      ->capture_default_str();
  app.add_option("--seed", arguments.seed, "what queries and faults are drawn from")
      ->capture_default_str();
  CLI11_PARSE(app, argc, argv);
  try {
    return zoho_desk::testing::Soak(arguments).Run();
  } catch (const std::exception& problem) {
    std::cerr << "zoho_desk_soak: " << problem.what() << "\n";
    return 1;
  }
}
