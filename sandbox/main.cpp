// zoho-desk-sandbox: a local Zoho Desk to try the extension on. It prints the environment that
// points the extension at it: lines of "export NAME=value" for a shell, and remarks that begin with
// '#', so that a shell can evaluate all of it.

#include <unistd.h>

#include <CLI/CLI.hpp>
#include <array>
#include <cerrno>
#include <charconv>
#include <csignal>
#include <cstdio>
#include <fstream>
#include <iostream>
#include <map>
#include <thread>

#include "common/time_text.h"
#include "sandbox/dump.h"
#include "sandbox/facts.h"
#include "sandbox/server.h"
#include "sandbox/spec.h"

namespace zoho_desk::sandbox {
namespace {

struct Arguments {
  Options options;
  std::vector<std::string> rows;
  std::vector<std::string> bursts;
  std::vector<std::string> gaps;
  std::vector<std::string> scopes;
  std::string now;
  std::string facts;
  std::string dump;
  uint64_t org_id = 0;
  bool quiet = false;
  bool until_stdin_ends = false;
};

// How searches answer where sources differ.
void AddSearchFlags(CLI::App& app, Settings& settings) {
  app.add_option("--search-ceiling", settings.search_ceiling, "largest from of a search")
      ->capture_default_str();
  app.add_option("--search-window", settings.search_window, "largest from + limit of a search")
      ->capture_default_str();
  app.add_option_function<std::string>(
         "--search-count",
         [&](const std::string& text) { settings.search_count = *SearchCountOf(text); },
         "how a search tells the number of matches; number by default")
      ->check(CLI::IsMember({"number", "string", "none"}));
  app.add_option("--search-count-cap", settings.search_count_cap,
                 "the largest number a search tells; -1: any")
      ->capture_default_str();
  app.add_option_function<std::string>(
         "--range-bounds",
         [&](const std::string& text) { settings.range_bounds = *RangeBoundsOf(text); },
         "which ends belong to a time range; inclusive by default")
      ->check(CLI::IsMember({"inclusive", "exclusive-upper", "exclusive"}));
  app.add_flag("--ties-follow-sort", settings.ties_follow_sort,
               "descending order gives equal keys by descending id");
  app.add_option("--index-lag", settings.index_lag_s,
                 "seconds until a new record is found by searches")
      ->capture_default_str();
}

void AddFlags(CLI::App& app, Arguments& args) {
  Settings& settings = args.options.settings;
  app.add_option("--port", args.options.port, "port on 127.0.0.1; 0: any free one")
      ->check(CLI::Range(0, 65535));
  app.add_option("--seed", args.options.seed, "what the data are generated from")
      ->capture_default_str();
  app.add_option("--rows", args.rows, "rows per table: tickets=5000,contacts=900")->delimiter(',');
  app.add_option("--bursts", args.bursts,
                 "records created in exactly the same second: tickets=3000+4900,tasks=500@20\n"
                 "(a burst of 500 that begins with the record 20)")
      ->delimiter(',');
  app.add_option("--gaps", args.gaps,
                 "days without a new record: tickets=1095,tasks=400@20+30\n"
                 "(400 days before the record 20)")
      ->delimiter(',');
  app.add_option(
      "--now", args.now,
      "the data set's present: an ISO time, or 'system' for this moment; fixed by default");
  app.add_option("--facts", args.facts,
                 "one more table, or other facts about one: a file as those of facts/")
      ->expected(1);
  app.add_option("--dump", args.dump,
                 "write all data as JSON to this file ('-': standard output) and exit");
  app.add_option("--latency-ms", settings.latency_ms, "added to every API answer");
  app.add_option("--token-ttl", settings.token_ttl_s, "seconds an access token lives")
      ->capture_default_str();
  app.add_option("--concurrency", settings.concurrency,
                 "API calls at once before 429; -1: no limit")
      ->capture_default_str();
  app.add_option("--credits", settings.credits, "the day's API credits; -1: no limit")
      ->capture_default_str();
  app.add_option("--list-ceiling", settings.list_ceiling, "largest from of a list; -1: none")
      ->capture_default_str();
  app.add_option("--fault-rate", settings.fault_rate,
                 "share of requests that fail by chance, in many ways: 0.05 is one in twenty.\n"
                 "One failure in two hundred is a 401")
      ->check(CLI::Range(0.0, 1.0));
  app.add_option("--fault-seed", settings.fault_seed, "what these faults are drawn from")
      ->capture_default_str();
  AddSearchFlags(app, settings);
  app.add_option("--scopes", args.scopes, "scopes of the token; all by default")->delimiter(',');
  app.add_option("--org-id", args.org_id, "id of the portal");
  app.add_flag(
      "--optional-org", [&](int64_t) { settings.require_org_header = false; },
      "answer requests without an orgId header");
  app.add_flag("--gzip", settings.gzip, "compress answers when the client offers it");
  app.add_flag("--quiet", args.quiet, "print the export lines only");
  app.add_flag("--until-stdin-ends", args.until_stdin_ends,
               "end when standard input does: whoever holds the other end of the pipe takes the\n"
               "sandbox along, however that ends");
}

// "3000+4900@20": calls `add(count, row)` for each part.
template <typename AddFn>
bool ReadShape(std::string_view text, const AddFn& add) {
  const auto number = [&](uint32_t& out) {
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), out);
    text.remove_prefix(static_cast<size_t>(end - text.data()));
    return error == std::errc();
  };
  while (true) {
    uint32_t count = 0;
    std::optional<uint32_t> row;
    if (!number(count))
      return false;
    if (text.starts_with('@')) {
      text.remove_prefix(1);
      if (!number(row.emplace()))
        return false;
    }
    add(count, row);
    if (!text.starts_with('+'))
      return text.empty();
    text.remove_prefix(1);
  }
}

// Reads --bursts and --gaps, once the numbers of rows are known.
std::string CompleteTimes(Arguments& args) {
  std::map<std::string, TimeShape> shapes;
  for (const auto* items : {&args.bursts, &args.gaps}) {
    for (const std::string& item : *items) {
      const size_t equals = item.find('=');
      TimeShape& shape = shapes[item.substr(0, equals)];
      const bool burst = items == &args.bursts;
      const auto add = [&](uint32_t count, std::optional<uint32_t> row) {
        if (burst)
          shape.bursts.push_back({count, row});
        else
          shape.gaps.push_back({count, row});
      };
      if (equals == std::string::npos || !ReadShape(std::string_view(item).substr(equals + 1), add))
        return std::string(burst ? "--bursts" : "--gaps") +
               " takes <table>=<number>[@<row>][+...], not '" + item + "'";
    }
  }
  for (const auto& [table, shape] : shapes) {
    const ResourceSpec* resource = FindResource(table);
    if (resource == nullptr)
      return "there is no table '" + table + "'";
    if (!args.options.SetTimes(table, shape))
      return table + ": " + ProblemOf(shape, args.options.rows[static_cast<size_t>(resource->res)]);
  }
  return {};
}

// Empty, or what is wrong with the arguments.
std::string Complete(Arguments& args) {
  for (const std::string& item : args.rows) {
    const size_t equals = item.find('=');
    char* end = nullptr;
    const char* digits = equals == std::string::npos ? "" : item.c_str() + equals + 1;
    const uint64_t count = std::strtoull(digits, &end, 10);
    if (end == digits || *end != '\0' || !args.options.SetRows(item.substr(0, equals), count))
      return "--rows takes <table>=<number up to 1000000>, not '" + item + "'";
  }
  if (std::string problem = CompleteTimes(args); !problem.empty())
    return problem;
  if (args.now == "system") {
    args.options.now_millis = NowMillis();
  } else if (!args.now.empty()) {
    const auto now = ParseIsoMillis(args.now);
    if (!now)
      return "--now takes an ISO time such as 2026-11-02T09:30:00Z, or 'system'";
    args.options.now_millis = *now;
  }
  if (!args.scopes.empty())
    args.options.settings.scopes = args.scopes;
  if (args.org_id != 0) {
    args.options.organizations.push_back({.id = args.org_id,
                                          .company_name = "Lantern Works",
                                          .portal_name = "lanternworks",
                                          .is_default = true});
  }
  return {};
}

int DumpTo(const Arguments& args) {
  const World world(args.options.seed, args.options.now_millis, args.options.rows,
                    args.options.times);
  std::ofstream file;
  if (args.dump != "-") {
    file.open(args.dump, std::ios::binary);
    if (!file) {
      std::cerr << "zoho-desk-sandbox: cannot write " << args.dump << "\n";
      return 1;
    }
  }
  std::ostream& out = args.dump == "-" ? std::cout : file;
  const uint64_t org = args.org_id != 0 ? args.org_id : kDefaultOrgId;
  WriteDump(world, org, [&](std::string_view piece) { out << piece; });
  return out.flush() ? 0 : 1;
}

// Ends this process as a signal would, once standard input has ended.
void EndWithStandardInput() {
  std::thread([] {
    std::array<char, 256> ignored{};
    ssize_t count = 0;
    do
      count = read(STDIN_FILENO, ignored.data(), ignored.size());
    while (count > 0 || (count < 0 && errno == EINTR));
    kill(getpid(), SIGTERM);
  }).detach();
}

int Serve(const Arguments& args) {
  // Blocked before any thread starts, so that only sigwait below sees them.
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGINT);
  sigaddset(&signals, SIGTERM);
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);
  if (args.until_stdin_ends)
    EndWithStandardInput();

  Server server(args.options);
  if (!server.Start()) {
    std::cerr << "zoho-desk-sandbox: port " << args.options.port << " is taken\n";
    return 1;
  }
  if (!args.quiet) {
    std::cout << "# A local Zoho Desk on " << server.base_url() << " (seed " << args.options.seed
              << "). Its data are invented.\n"
              << "# Paste these lines into the shell that runs sqlite3; Ctrl-C here ends it.\n";
  }
  std::cout << server.EnvironmentLines();
  if (!args.quiet)
    std::cout << "# One-use authorization code: " << server.credentials().authorization_code
              << "\n";
  std::cout << std::flush;
  int received = 0;
  sigwait(&signals, &received);
  server.Stop();
  return 0;
}

// Reads --facts ahead of the other arguments, whose defaults are already made from the facts.
std::string ReadFacts(int argc, char** argv) {
  for (int i = 1; i + 1 < argc; ++i) {
    if (std::string_view(argv[i]) != "--facts")
      continue;
    std::ifstream file(argv[i + 1]);
    const std::string text{std::istreambuf_iterator<char>(file), {}};
    if (!AddFacts(text))
      return std::string(argv[i + 1]) + " holds no facts about a resource";
  }
  return {};
}

}  // namespace
}  // namespace zoho_desk::sandbox

int main(int argc, char** argv) {
  namespace sandbox = zoho_desk::sandbox;
  if (const std::string problem = sandbox::ReadFacts(argc, argv); !problem.empty()) {
    std::cerr << "zoho-desk-sandbox: " << problem << "\n";
    return 2;
  }
  sandbox::Arguments args;
  CLI::App app("A local Zoho Desk API with its accounts server, filled with invented data.",
               "zoho-desk-sandbox");
  app.set_version_flag("--version", "zoho-desk-sandbox " ZOHO_DESK_SANDBOX_VERSION);
  sandbox::AddFlags(app, args);
  CLI11_PARSE(app, argc, argv);
  if (const std::string problem = sandbox::Complete(args); !problem.empty()) {
    std::cerr << "zoho-desk-sandbox: " << problem << "\n";
    return 2;
  }
  return args.dump.empty() ? sandbox::Serve(args) : sandbox::DumpTo(args);
}
