// Reads all tickets of a Zoho Desk portal into a SQLite table with Node's fetch, several requests in flight.
//
//   node node_import.mjs DATABASE COLUMNS IN_FLIGHT
//
// COLUMNS is a file of lines "name TYPE". Host, organisation and access token come from the environment, the folder
// of better-sqlite3 from BENCH_NODE_MODULES. It pages as python_import.py does: by createdTime, in slices.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const Database = createRequire(process.env.BENCH_NODE_MODULES + '/')('better-sqlite3');
const PAGE = 100;
const CHEAP_DEPTH = 2000;

const headers = {
  Authorization: 'Zoho-oauthtoken ' + process.env.ZOHO_DESK_ACCESS_TOKEN,
  orgId: process.env.ZOHO_DESK_ORG_ID,
};

async function search(parameters) {
  const url = process.env.ZOHO_DESK_API_BASE + '/api/v1/tickets/search?' + new URLSearchParams(parameters);
  const answer = await fetch(url, { headers });
  if (answer.status === 204) return [];
  if (!answer.ok) throw new Error(`HTTP ${answer.status}: ${(await answer.text()).slice(0, 300)}`);
  return (await answer.json()).data;
}

// The tickets made from `first` to `last`; the ones at the edge of a restart come twice.
async function readSpan(first, last, take) {
  let start = first;
  let from = 0;
  for (;;) {
    const rows = await search({ sortBy: 'createdTime', createdTimeRange: `${start},${last}`, limit: PAGE, from });
    take(rows);
    if (rows.length < PAGE) return;
    from += PAGE;
    const edge = rows[rows.length - 1].createdTime;
    if (from >= CHEAP_DEPTH && edge !== start) {
      start = edge;
      from = 0;
    }
  }
}

const [path, columns, inFlight] = process.argv.slice(2);
const specs = readFileSync(columns, 'utf8').trim().split('\n').map((line) => line.split(' '));
const names = specs.map(([name]) => name);
const database = new Database(path);
database.exec(`CREATE TABLE tickets(${specs.map((spec) => spec.join(' ')).join(', ')})`);
const insert = database.prepare(`INSERT INTO tickets VALUES(${names.map(() => '?').join(', ')})`);

function sqlValue(value) {
  if (value === undefined) return null;
  if (typeof value === 'boolean') return value ? 1 : 0;
  return typeof value === 'object' && value !== null ? JSON.stringify(value) : value;
}

const seen = new Set();
function take(rows) {
  for (const row of rows) {
    if (seen.has(row.id)) continue;
    seen.add(row.id);
    insert.run(names.map((name) => sqlValue(row[name])));
  }
}

const span = '1970-01-01T00:00:00.000Z,2099-12-31T23:59:59.000Z';
const ends = await Promise.all(['createdTime', '-createdTime'].map((sortBy) =>
  search({ sortBy, createdTimeRange: span, limit: 1 })));
database.exec('BEGIN');
if (ends[0].length) {
  const last = ends[1][0].createdTime;
  const begin = Date.parse(ends[0][0].createdTime);
  const step = (Date.parse(last) - begin) / inFlight;
  const edges = [...Array(Number(inFlight)).keys()].map((i) => new Date(begin + Math.floor(step * i)).toISOString());
  await Promise.all(edges.map((edge, i) => readSpan(edge, edges[i + 1] ?? last, take)));
}
database.exec('COMMIT');
database.close();
