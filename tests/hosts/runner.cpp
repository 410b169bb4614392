// A host program: some version of SQLite that runs queries over the extension or over a database
// file, and prints what they return.
//
//   runner --version
//   runner --module zoho_desk.so QUERIES
//   runner --database plain.db QUERIES
//   runner --waits zoho_desk.so SQL          the query waits for something that never comes
//   runner --waits-beside zoho_desk.so SQL   so does another thread with the same query before it
//   runner --sweeps zoho_desk.so SQL         hosts clean up in the middle of the query
//   runner --traces zoho_desk.so SQL         hosts trace what runs
//
// QUERIES is a file of statements, each ended by kEnd. For each one the runner prints its rows, and
// a last line "ok" or "error: ..."; rows are lines that begin with "row", and each value follows a
// kBefore.
//
// With --waits it runs the query twice and ends it once it waits, by sqlite3_interrupt from another
// thread and by a progress handler. For each it prints the result code, the milliseconds from the
// wish to the end, the longest gap between two calls of the progress handler, and the message.
//
// With --sweeps it stops after the query's first row, once for each way in which hosts look through
// their statements and close. For each it prints the way, how many statements it found that are not
// its own, and the result of sqlite3_close.
//
// With --traces it prints every statement that a trace shows while the query runs.

#include <dlfcn.h>
#include <netdb.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdio>
#include <fstream>
#include <iostream>
#include <iterator>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "sqlite3.h"

namespace {

constexpr char kEnd = '\x1e';
constexpr char kBefore = '\x1f';

std::string Escaped(const std::string& text) {
  std::string out;
  for (const char c : text) {
    if (c == '\n')
      out += "\\n";
    else if (c == '\\')
      out += "\\\\";
    else
      out += c;
  }
  return out;
}

// As tests/support/database.cpp writes values.
std::string ValueText(sqlite3_stmt* statement, int column) {
  switch (sqlite3_column_type(statement, column)) {
    case SQLITE_INTEGER:
      return std::to_string(sqlite3_column_int64(statement, column));
    case SQLITE_FLOAT: {
      char text[40];
      std::snprintf(text, sizeof text, "%.17gr", sqlite3_column_double(statement, column));
      return text;
    }
    case SQLITE_NULL:
      return "NULL";
    default: {
      const auto* text = reinterpret_cast<const char*>(sqlite3_column_text(statement, column));
      return "'" + std::string(text, static_cast<size_t>(sqlite3_column_bytes(statement, column))) +
             "'";
    }
  }
}

void RunOne(sqlite3* db, const std::string& sql) {
  sqlite3_stmt* statement = nullptr;
  int rc = sqlite3_prepare_v2(db, sql.c_str(), -1, &statement, nullptr);
  while (rc == SQLITE_OK || rc == SQLITE_ROW) {
    rc = sqlite3_step(statement);
    if (rc != SQLITE_ROW)
      break;
    std::string line = "row";
    for (int i = 0; i < sqlite3_column_count(statement); ++i)
      line += kBefore + Escaped(ValueText(statement, i));
    std::cout << line << "\n";
  }
  if (rc == SQLITE_DONE)
    std::cout << "ok\n";
  else
    std::cout << "error: " << Escaped(sqlite3_errmsg(db)) << "\n";
  sqlite3_finalize(statement);
}

int Fail(const std::string& message) {
  std::cerr << message << "\n";
  return 1;
}

sqlite3* Open(const std::string& kind, const std::string& path, std::string& problem) {
  sqlite3* db = nullptr;
  const bool module = kind == "--module";
  if (sqlite3_open(module ? ":memory:" : path.c_str(), &db) != SQLITE_OK) {
    problem = sqlite3_errmsg(db);
  } else if (module) {
    char* message = nullptr;
    sqlite3_enable_load_extension(db, 1);
    if (sqlite3_load_extension(db, path.c_str(), nullptr, &message) != SQLITE_OK)
      problem = message != nullptr ? message : "cannot load the module";
    sqlite3_free(message);
  }
  return db;
}

using Clock = std::chrono::steady_clock;
using std::chrono::milliseconds;

// How often SQLite asks a progress handler while a query waits. `calls` and `ask_to_stop` may be
// used by other threads.
struct Handler {
  std::atomic<int> calls{0};
  std::atomic<bool> ask_to_stop{false};
  Clock::time_point last{};
  Clock::duration longest_gap{0};

  static int Call(void* context) {
    auto& self = *static_cast<Handler*>(context);
    const auto now = Clock::now();
    if (self.calls++ > 0)
      self.longest_gap = std::max(self.longest_gap, now - self.last);
    self.last = now;
    return self.ask_to_stop ? 1 : 0;
  }
};

int StepToTheEnd(sqlite3* db, const char* sql) {
  sqlite3_stmt* statement = nullptr;
  int rc = sqlite3_prepare_v2(db, sql, -1, &statement, nullptr);
  if (rc == SQLITE_OK)
    rc = SQLITE_ROW;
  while (rc == SQLITE_ROW)
    rc = sqlite3_step(statement);
  sqlite3_finalize(statement);
  return rc;
}

// The query of one connection, ended by `end` after it has waited for a while.
template <typename End>
void EndWhileItWaits(const char* name, const char* module, const char* sql, const End& end) {
  constexpr milliseconds kWait(200);
  constexpr int kOpcodes = 1000;
  std::string problem;
  sqlite3* db = Open("--module", module, problem);
  Handler handler;
  sqlite3_progress_handler(db, kOpcodes, Handler::Call, &handler);
  std::atomic<bool> ended{false};
  Clock::time_point wished;
  std::thread other([&] {
    while (handler.calls == 0 && !ended)
      std::this_thread::yield();
    std::this_thread::sleep_for(kWait);
    wished = Clock::now();
    end(db, handler);
  });
  const int rc = StepToTheEnd(db, sql);
  const auto now = Clock::now();
  ended = true;
  other.join();
  const auto count = [](Clock::duration time) {
    return std::chrono::duration_cast<milliseconds>(time).count();
  };
  std::cout << name << " " << rc << " " << count(now - wished) << " " << count(handler.longest_gap)
            << " " << problem << sqlite3_errmsg(db) << "\n";
  sqlite3_close(db);
}

void EndBothWays(const char* module, const char* sql) {
  EndWhileItWaits("interrupt", module, sql, [](sqlite3* db, Handler&) { sqlite3_interrupt(db); });
  EndWhileItWaits("handler", module, sql,
                  [](sqlite3*, Handler& handler) { handler.ask_to_stop = true; });
}

// Another connection's query is the first to wait.
void EndBothWaysBeside(const char* module, const char* sql) {
  std::string problem;
  sqlite3* first = Open("--module", module, problem);
  Handler handler;
  sqlite3_progress_handler(first, 1000, Handler::Call, &handler);
  std::thread other([&] { StepToTheEnd(first, sql); });
  while (handler.calls < 4)
    std::this_thread::yield();
  EndBothWays(module, sql);
  sqlite3_interrupt(first);
  other.join();
  sqlite3_close(first);
}

std::vector<sqlite3_stmt*> Listed(sqlite3* db) {
  std::vector<sqlite3_stmt*> all;
  for (sqlite3_stmt* statement = sqlite3_next_stmt(db, nullptr); statement != nullptr;
       statement = sqlite3_next_stmt(db, statement))
    all.push_back(statement);
  return all;
}

void TraceToTheEnd(const char* module, const char* sql) {
  std::string problem;
  sqlite3* db = Open("--module", module, problem);
  sqlite3_trace_v2(
      db, SQLITE_TRACE_STMT,
      [](unsigned, void*, void*, void* text) {
        std::cout << static_cast<const char*>(text) << "\n";
        return 0;
      },
      nullptr);
  if (StepToTheEnd(db, sql) != SQLITE_DONE)
    problem += sqlite3_errmsg(db);
  std::cout << problem;
  sqlite3_close(db);
}

void FinalizeAll(sqlite3* db) {
  while (sqlite3_stmt* statement = sqlite3_next_stmt(db, nullptr))
    sqlite3_finalize(statement);
}

// `statement` has handed out a row.
struct Sweep {
  const char* name;
  void (*run)(sqlite3* db, sqlite3_stmt* statement);
};

constexpr Sweep kSweeps[] = {
    {"finalizes-all", [](sqlite3* db, sqlite3_stmt*) { FinalizeAll(db); }},
    {"finalizes-the-oldest-first",
     [](sqlite3* db, sqlite3_stmt*) {
       auto all = Listed(db);
       std::for_each(all.rbegin(), all.rend(), [](auto* each) { sqlite3_finalize(each); });
     }},
    {"resets-all-then-finalizes",
     [](sqlite3* db, sqlite3_stmt*) {
       for (sqlite3_stmt* each : Listed(db))
         sqlite3_reset(each);
       FinalizeAll(db);
     }},
    {"finalizes-the-busy",
     [](sqlite3* db, sqlite3_stmt*) {
       for (sqlite3_stmt* each : Listed(db)) {
         if (sqlite3_stmt_busy(each) != 0)
           sqlite3_finalize(each);
       }
     }},
    {"runs-it-again-then-finalizes",
     [](sqlite3* db, sqlite3_stmt* statement) {
       sqlite3_reset(statement);
       sqlite3_step(statement);
       FinalizeAll(db);
     }},
    {"interrupts-then-finalizes",
     [](sqlite3* db, sqlite3_stmt* statement) {
       sqlite3_interrupt(db);
       sqlite3_step(statement);
       FinalizeAll(db);
     }},
    {"rolls-back-then-finalizes",
     [](sqlite3* db, sqlite3_stmt*) {
       sqlite3_exec(db, "BEGIN; CREATE TABLE t(x); ROLLBACK", nullptr, nullptr, nullptr);
       FinalizeAll(db);
     }},
    {"commits-in-between-then-finalizes",
     [](sqlite3* db, sqlite3_stmt* statement) {
       sqlite3_exec(db, "BEGIN; CREATE TABLE t(x); COMMIT", nullptr, nullptr, nullptr);
       sqlite3_step(statement);
       FinalizeAll(db);
     }},
    {"clears-a-cache-of-statements",
     [](sqlite3* db, sqlite3_stmt* statement) {
       for (sqlite3_stmt* each : Listed(db)) {
         if (each != statement)
           sqlite3_finalize(each);
       }
       while (sqlite3_step(statement) == SQLITE_ROW) {
       }
       sqlite3_finalize(statement);
     }},
    {"drops-everything-registered-then-finalizes",
     [](sqlite3* db, sqlite3_stmt*) {
       sqlite3_set_authorizer(db, nullptr, nullptr);
       sqlite3_progress_handler(db, 0, nullptr, nullptr);
       FinalizeAll(db);
     }},
};

void SweepInTheMiddle(const char* module, const char* sql) {
  for (const bool has_schema : {false, true}) {
    for (const Sweep& sweep : kSweeps) {
      std::string problem;
      sqlite3* db = Open("--module", module, problem);
      if (has_schema)
        sqlite3_exec(db, "CREATE TABLE s(x)", nullptr, nullptr, nullptr);
      sqlite3_stmt* statement = nullptr;
      if (sqlite3_prepare_v2(db, sql, -1, &statement, nullptr) != SQLITE_OK ||
          sqlite3_step(statement) != SQLITE_ROW)
        problem += sqlite3_errmsg(db);
      const size_t foreign = Listed(db).size() - 1;
      sweep.run(db, statement);
      std::cout << sweep.name << " " << foreign << " " << sqlite3_close(db) << problem << "\n";
    }
  }
}

}  // namespace

// Instead of libc's: looking up *.invalid takes a while, as with a name server that does not
// answer.
extern "C" __attribute__((visibility("default"))) int getaddrinfo(const char* node,
                                                                  const char* service,
                                                                  const addrinfo* hints,
                                                                  addrinfo** result) {
  constexpr unsigned kSeconds = 30;
  if (node != nullptr && std::string_view(node).ends_with(".invalid"))
    sleep(kSeconds);
  using Function = int (*)(const char*, const char*, const addrinfo*, addrinfo**);
  static const auto next = reinterpret_cast<Function>(dlsym(RTLD_NEXT, "getaddrinfo"));
  return next(node, service, hints, result);
}

int main(int argc, char** argv) {
  if (argc == 2 && std::string(argv[1]) == "--version") {
    std::cout << sqlite3_libversion() << "\n";
    return 0;
  }
  if (argc != 4)
    return Fail(
        "usage: runner --module FILE QUERIES | --database FILE QUERIES | --waits FILE SQL | "
        "--waits-beside FILE SQL | --sweeps FILE SQL | --traces FILE SQL | --version");
  if (std::string(argv[1]) == "--sweeps") {
    SweepInTheMiddle(argv[2], argv[3]);
    return 0;
  }
  if (std::string(argv[1]) == "--traces") {
    TraceToTheEnd(argv[2], argv[3]);
    return 0;
  }
  if (const std::string kind = argv[1]; kind.starts_with("--waits")) {
    alarm(60);  // a query that cannot be ended
    (kind == "--waits" ? EndBothWays : EndBothWaysBeside)(argv[2], argv[3]);
    return 0;
  }
  std::string problem;
  sqlite3* db = Open(argv[1], argv[2], problem);
  if (!problem.empty()) {
    sqlite3_close(db);
    return Fail(problem);
  }
  std::ifstream file(argv[3], std::ios::binary);
  if (!file)
    return Fail(std::string("cannot read ") + argv[3]);
  for (std::string sql; std::getline(file, sql, kEnd);)
    RunOne(db, sql);
  sqlite3_close(db);
  return 0;
}
