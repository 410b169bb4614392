"""Gives a query two seconds: python3 cancel.py path/to/zoho_desk.so"""
import sqlite3
import sys
import threading

db = sqlite3.connect(":memory:", check_same_thread=False)
db.enable_load_extension(True)
db.load_extension(sys.argv[1])

timer = threading.Timer(2, db.interrupt)
timer.start()
try:
    print(db.execute("SELECT count(*) FROM zoho_desk_tickets").fetchone()[0])
except sqlite3.OperationalError as error:
    sys.exit(f"cancel.py: {error}")
finally:
    timer.cancel()
