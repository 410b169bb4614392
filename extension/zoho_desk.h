#pragma once

// For programs that link the extension in (libzoho_desk.a) instead of loading zoho_desk.so:
//
//   sqlite3_auto_extension((void (*)(void))sqlite3_zohodesk_init);  // every connection from now on
//   sqlite3_zohodesk_init(db, &message, NULL);                      // or this connection alone
//
// The function registers the tables and the functions zoho_desk_*. It reads no setting and sends no
// request. It returns SQLITE_OK, or another code with *message set (sqlite3_free it); `message` may
// be NULL, and `api` is not looked at. Thread-safe for different connections.

#ifdef __cplusplus
extern "C" {
#endif

struct sqlite3;
struct sqlite3_api_routines;

int sqlite3_zohodesk_init(struct sqlite3* db, char** message,
                          const struct sqlite3_api_routines* api);

#ifdef __cplusplus
}
#endif
