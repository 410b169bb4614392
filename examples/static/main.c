/* A C program with the extension linked in: prints the rows of one SELECT, tab-separated.
 *
 *   query "SELECT ticketNumber, subject FROM zoho_desk_tickets LIMIT 5"
 *
 * It needs no zoho_desk.so at run time. Settings come from the profile that `zoho-desk login` writes, or from the
 * environment. Exit status: 0, 1 if the query failed (the message is on standard error), 2 for wrong use.
 */
#include <sqlite3.h>
#include <stdio.h>
#include <zoho_desk.h>

static int print_row(void* unused, int count, char** values, char** names) {
  (void)unused;
  (void)names;
  for (int i = 0; i < count; ++i)
    printf("%s%s", i > 0 ? "\t" : "", values[i] != NULL ? values[i] : "NULL");
  putchar('\n');
  return 0;
}

int main(int argc, char** argv) {
  if (argc != 2) {
    fprintf(stderr, "usage: %s SELECT...\n", argv[0]);
    return 2;
  }

  /* Every connection opened from here on has the tables zoho_desk_*. */
  sqlite3_auto_extension((void (*)(void))sqlite3_zohodesk_init);

  sqlite3* db = NULL;
  char* message = NULL;
  int result = sqlite3_open(":memory:", &db);
  if (result == SQLITE_OK)
    result = sqlite3_exec(db, argv[1], print_row, NULL, &message);
  if (result != SQLITE_OK)
    fprintf(stderr, "%s\n", message != NULL ? message : sqlite3_errmsg(db));
  sqlite3_free(message);
  sqlite3_close(db);
  return result == SQLITE_OK ? 0 : 1;
}
