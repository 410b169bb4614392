// A host program: some version of SQLite that runs queries over the extension or over a database
// file, and prints what they return.
//
//   runner --version
//   runner --module zoho_desk.so QUERIES
//   runner --database plain.db QUERIES
//
// QUERIES is a file of statements, each ended by kEnd. For each one the runner prints its rows, and
// a last line "ok" or "error: ..."; rows are lines that begin with "row", and each value follows a
// kBefore.

#include <cstdio>
#include <fstream>
#include <iostream>
#include <iterator>
#include <string>

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

}  // namespace

int main(int argc, char** argv) {
  if (argc == 2 && std::string(argv[1]) == "--version") {
    std::cout << sqlite3_libversion() << "\n";
    return 0;
  }
  if (argc != 4)
    return Fail("usage: runner --module FILE QUERIES | --database FILE QUERIES | --version");
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
