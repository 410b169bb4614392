"""Open tickets since September with their accounts, as JSON lines: python3 query.py path/to/zoho_desk.so"""
import json
import sys

import apsw

QUERY = """
    SELECT t.id, t.ticketNumber, t.subject, t.priority, t.threadCount, t.cf, a.accountName
    FROM zoho_desk_tickets AS t
    JOIN zoho_desk_accounts AS a ON a.id = t.accountId
    WHERE t.statusType = ? AND t.createdTime >= '2026-09-01'
    ORDER BY t.ticketNumber
"""


def connect(module):
    db = apsw.Connection(":memory:")
    db.enableloadextension(True)
    db.loadextension(module)
    db.enableloadextension(False)
    db.setprogresshandler(lambda: False, 1000)  # lets Ctrl-C end a query that waits
    return db


def main():
    print("SQLite", apsw.sqlitelibversion())
    try:
        db = connect(sys.argv[1])
        for *fields, cf, account in db.execute(QUERY, ["Open"]):
            region = json.loads(cf)["cf_region"] if cf else None
            print(json.dumps([*fields, region, account], ensure_ascii=False))
    except apsw.Error as error:
        sys.exit(f"query.py: {error}")


main()
