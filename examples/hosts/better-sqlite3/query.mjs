// Open tickets since September with their accounts, as JSON lines: node query.mjs path/to/zoho_desk.so
import Database from "better-sqlite3";

const query = `
  SELECT t.id, t.ticketNumber, t.subject, t.priority, t.threadCount, t.cf, a.accountName
  FROM zoho_desk_tickets AS t
  JOIN zoho_desk_accounts AS a ON a.id = t.accountId
  WHERE t.statusType = ? AND t.createdTime >= '2026-09-01'
  ORDER BY t.ticketNumber`;

try {
  const db = new Database(":memory:");
  db.loadExtension(process.argv[2]);
  console.log("SQLite", db.prepare("SELECT sqlite_version()").pluck().get());

  for (const t of db.prepare(query).iterate("Open")) {
    const region = t.cf === null ? null : JSON.parse(t.cf).cf_region;
    console.log(JSON.stringify(
      [t.id, t.ticketNumber, t.subject, t.priority, t.threadCount, region, t.accountName]));
  }
} catch (error) {
  console.error(`query.mjs: ${error.message}`);
  process.exitCode = 1;
}
