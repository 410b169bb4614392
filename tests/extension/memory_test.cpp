// No memory at any moment of a query: SQLite, libcurl and the extension all get theirs from malloc,
// and each time another call of it fails. A query then ends in an error or with all its rows, the
// program goes on, and the next query is right.

#include <gtest/gtest.h>

#include <cerrno>
#include <cstddef>
#include <cstdint>

#include "tests/extension/own_desk.h"

namespace {

// Of this thread: how many more calls succeed before one fails; negative: all.
thread_local int64_t t_until_failure = -1;
thread_local int64_t t_calls = 0;

bool Fails() {
  ++t_calls;
  if (t_until_failure < 0 || t_until_failure-- > 0)
    return false;
  errno = ENOMEM;
  return true;
}

}  // namespace

// Instead of libc's, for every library of the program; operator new calls them too.
extern "C" {

void* __libc_malloc(size_t size);
void* __libc_calloc(size_t count, size_t size);
void* __libc_realloc(void* old, size_t size);

__attribute__((visibility("default"))) void* malloc(size_t size) {
  return Fails() ? nullptr : __libc_malloc(size);
}
__attribute__((visibility("default"))) void* calloc(size_t count, size_t size) {
  return Fails() ? nullptr : __libc_calloc(count, size);
}
__attribute__((visibility("default"))) void* realloc(void* old, size_t size) {
  return Fails() ? nullptr : __libc_realloc(old, size);
}

}  // extern "C"

namespace zoho_desk::testing {
namespace {

// What of a query can be looked at without memory.
struct Outcome {
  int code = 0;
  int64_t rows = 0;
};

Outcome OutcomeOf(sqlite3* db, const char* sql) {
  sqlite3_stmt* statement = nullptr;
  Outcome outcome;
  outcome.code = sqlite3_prepare_v2(db, sql, -1, &statement, nullptr);
  if (outcome.code != SQLITE_OK)
    return outcome;
  while ((outcome.code = sqlite3_step(statement)) == SQLITE_ROW)
    ++outcome.rows;
  sqlite3_finalize(statement);
  return outcome;
}

class NoMemory : public OwnDesk, public ::testing::WithParamInterface<const char*> {
 protected:
  // Every call up to here, and as many of those after it, spread over the query.
  static constexpr int64_t kFailures = 2000;
};

TEST_P(NoMemory, IsAnErrorOrNoDifference) {
  const Database database = Database::WithExtension();
  const Outcome expected = OutcomeOf(database.handle(), GetParam());
  ASSERT_EQ(expected.code, SQLITE_DONE);
  t_calls = 0;
  ASSERT_EQ(OutcomeOf(database.handle(), GetParam()).rows, expected.rows);
  const int64_t calls = t_calls;
  ASSERT_GT(calls, 100);
  int64_t failed = 0;
  const int64_t step = std::max<int64_t>(1, calls / kFailures);
  for (int64_t call = 0; call < calls; call += call < kFailures ? 1 : step) {
    t_until_failure = call;
    const Outcome outcome = OutcomeOf(database.handle(), GetParam());
    t_until_failure = -1;
    if (outcome.code == SQLITE_DONE)
      EXPECT_EQ(outcome.rows, expected.rows) << "without memory at call " << call;
    else
      ++failed;
  }
  EXPECT_GT(failed, 0);
  EXPECT_EQ(OutcomeOf(database.handle(), GetParam()).rows, expected.rows);
}

INSTANTIATE_TEST_SUITE_P(
    Queries, NoMemory,
    ::testing::Values(
        "SELECT id, subject, cf FROM zoho_desk_tickets",
        "SELECT id FROM zoho_desk_tickets WHERE status IN ('Open', 'Closed', 'On Hold')",
        "SELECT t.id, c.lastName FROM zoho_desk_tickets t JOIN zoho_desk_contacts c "
        "ON c.id = t.contactId LIMIT 60",
        "SELECT id, description FROM zoho_desk_tickets LIMIT 5",
        "SELECT zoho_desk_count('tickets'), zoho_desk_set('timeout', '50')",
        "SELECT * FROM zoho_desk_requests, zoho_desk_usage LIMIT 50",
        "SELECT * FROM zoho_desk_settings JOIN zoho_desk_tables",
        "SELECT * FROM zoho_desk_plan('SELECT * FROM zoho_desk_tickets WHERE subject = 1')"));

}  // namespace
}  // namespace zoho_desk::testing
