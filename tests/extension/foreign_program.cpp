// A host that contains its own copies of the libraries below the module and exports their
// functions, as Node does. Whoever is linked to one of them by accident ends the process.
//
//   foreign_program zoho_desk.so SQL      prints the first column of the rows

#include <sqlite3.h>

#include <cstdio>
#include <cstdlib>

#define ZD_FOREIGN(name)                                        \
  __attribute__((visibility("default"))) void name() {          \
    std::fputs("called the program's own " #name "\n", stderr); \
    std::abort();                                               \
  }

extern "C" {
ZD_FOREIGN(curl_easy_init)
ZD_FOREIGN(curl_multi_init)
ZD_FOREIGN(OPENSSL_init_ssl)
ZD_FOREIGN(SSL_CTX_new)
ZD_FOREIGN(EVP_DigestInit_ex)
ZD_FOREIGN(nghttp2_version)
ZD_FOREIGN(_ZN8simdjson25get_active_implementationEv)
ZD_FOREIGN(_ZNK8simdjson14implementation4nameB5cxx11Ev)
}

namespace {

int Fail(sqlite3* db) {
  std::fprintf(stderr, "%s\n", sqlite3_errmsg(db));
  return EXIT_FAILURE;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 3)
    return EXIT_FAILURE;
  sqlite3* db = nullptr;
  sqlite3_stmt* statement = nullptr;
  if (sqlite3_open(":memory:", &db) != SQLITE_OK ||
      sqlite3_db_config(db, SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 1, nullptr) != SQLITE_OK)
    return Fail(db);
  char* message = nullptr;
  if (sqlite3_load_extension(db, argv[1], nullptr, &message) != SQLITE_OK) {
    std::fprintf(stderr, "%s\n", message);
    return EXIT_FAILURE;
  }
  if (sqlite3_prepare_v2(db, argv[2], -1, &statement, nullptr) != SQLITE_OK)
    return Fail(db);
  int rc = sqlite3_step(statement);
  for (; rc == SQLITE_ROW; rc = sqlite3_step(statement))
    std::printf("%s\n", reinterpret_cast<const char*>(sqlite3_column_text(statement, 0)));
  if (rc != SQLITE_DONE)
    return Fail(db);
  sqlite3_finalize(statement);
  sqlite3_close(db);
  return EXIT_SUCCESS;
}
