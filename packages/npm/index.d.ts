/** What loads extensions: a Database of better-sqlite3, or a DatabaseSync of node:sqlite with allowExtension. */
export interface LoadsExtensions {
  loadExtension(path: string): unknown;
}

/** The module zoho_desk.so of this package, as an absolute path. */
export const path: string;

/**
 * Loads the extension into a connection and returns the connection. Throws the connection's own error if it cannot be
 * loaded.
 */
export function load<Database extends LoadsExtensions>(db: Database): Database;
