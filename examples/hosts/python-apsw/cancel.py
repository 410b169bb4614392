"""Gives a query two seconds: python3 cancel.py path/to/zoho_desk.so"""
import sys
import threading

import apsw

db = apsw.Connection(":memory:")
db.enableloadextension(True)
db.loadextension(sys.argv[1])

timer = threading.Timer(2, db.interrupt)
timer.start()
try:
    print(db.execute("SELECT count(*) FROM zoho_desk_tickets").fetchone()[0])
except apsw.InterruptError as error:
    sys.exit(f"cancel.py: {error}")
finally:
    timer.cancel()
