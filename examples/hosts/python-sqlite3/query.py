"""Open tickets since September with their accounts, as JSON lines: python3 query.py path/to/zoho_desk.so"""
import json
import sqlite3
import sys

QUERY = """
    SELECT t.id, t.ticketNumber, t.subject, t.priority, t.threadCount, t.cf, a.accountName
    FROM zoho_desk_tickets AS t
    JOIN zoho_desk_accounts AS a ON a.id = t.accountId
    WHERE t.statusType = ? AND t.createdTime >= '2026-09-01'
    ORDER BY t.ticketNumber
"""


def connect(module):
    db = sqlite3.connect(":memory:")
    db.enable_load_extension(True)
    db.load_extension(module)
    db.enable_load_extension(False)
    db.set_progress_handler(lambda: None, 1000)  # lets Ctrl-C end a query that waits
    return db


def main():
    print("SQLite", sqlite3.sqlite_version)
    try:
        db = connect(sys.argv[1])
        for *fields, cf, account in db.execute(QUERY, ["Open"]):
            region = json.loads(cf)["cf_region"] if cf else None
            print(json.dumps([*fields, region, account], ensure_ascii=False))
    except sqlite3.Error as error:
        sys.exit(f"query.py: {error}")


main()
