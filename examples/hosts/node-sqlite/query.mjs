// Open tickets since September with their accounts, as JSON lines: node query.mjs path/to/zoho_desk.so
import { DatabaseSync } from "node:sqlite";

const query = `
  SELECT t.id, t.ticketNumber, t.subject, t.priority, t.threadCount, t.cf, a.accountName
  FROM zoho_desk_tickets AS t
  JOIN zoho_desk_accounts AS a ON a.id = t.accountId
  WHERE t.statusType = ? AND t.createdTime >= '2026-09-01'
  ORDER BY t.ticketNumber`;

try {
  const db = new DatabaseSync(":memory:", { allowExtension: true });
  db.loadExtension(process.argv[2]);
  db.enableLoadExtension(false);
  console.log("SQLite", db.prepare("SELECT sqlite_version() AS version").get().version);

  for (const t of db.prepare(query).iterate("Open")) {
    const region = t.cf === null ? null : JSON.parse(t.cf).cf_region;
    console.log(JSON.stringify(
      [t.id, t.ticketNumber, t.subject, t.priority, t.threadCount, region, t.accountName]));
  }
} catch (error) {
  console.error(`query.mjs: ${error.message}`);
  process.exitCode = 1;
}
