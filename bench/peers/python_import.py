#!/usr/bin/env python3
"""Reads all tickets of a Zoho Desk portal into a SQLite table, as a careful script does.

    python_import.py DATABASE COLUMNS THREADS

COLUMNS is a file of lines "name TYPE". Host, organisation and access token come from the environment.

Lists stop at 5,000 rows and pages deeper than 2,000 cost more, so it searches by createdTime, oldest first, and starts
again at the last createdTime before a page gets dear. With several threads the time is cut into as many slices.
"""
import datetime
import http.client
import json
import os
import queue
import sqlite3
import sys
import threading
import urllib.parse

PAGE = 100
CHEAP_DEPTH = 2000
FORMAT = "%Y-%m-%dT%H:%M:%S.%f"


class Desk:
    """One connection, kept alive."""

    def __init__(self):
        self.http = http.client.HTTPConnection(urllib.parse.urlsplit(os.environ["ZOHO_DESK_API_BASE"]).netloc)
        self.headers = {"Authorization": "Zoho-oauthtoken " + os.environ["ZOHO_DESK_ACCESS_TOKEN"],
                        "orgId": os.environ["ZOHO_DESK_ORG_ID"]}

    def search(self, **parameters):
        query = urllib.parse.urlencode(parameters)
        self.http.request("GET", "/api/v1/tickets/search?" + query, headers=self.headers)
        answer = self.http.getresponse()
        body = answer.read()
        if answer.status == 204:
            return []
        if answer.status != 200:
            raise SystemExit(f"HTTP {answer.status}: {body[:300]!r}")
        return json.loads(body)["data"]

    def pages(self, first, last):
        """The tickets made from `first` to `last`, a page at a time; the ones at the edge of a restart come twice."""
        start, offset = first, 0
        while True:
            rows = self.search(sortBy="createdTime", createdTimeRange=f"{start},{last}", limit=PAGE, **{"from": offset})
            yield rows
            if len(rows) < PAGE:
                return
            offset += PAGE
            if offset >= CHEAP_DEPTH and rows[-1]["createdTime"] != start:
                start, offset = rows[-1]["createdTime"], 0


def slices(first, last, count):
    """`count` spans of equal length from `first` to `last`, both ends included."""
    begin = datetime.datetime.strptime(first[:-1], FORMAT)
    step = (datetime.datetime.strptime(last[:-1], FORMAT) - begin) / count
    edges = [(begin + step * i).strftime(FORMAT)[:-3] + "Z" for i in range(count)] + [last]
    return list(zip(edges, edges[1:]))


def values(rows, names):
    """JSON values as SQLite takes them."""
    return [[json.dumps(value, ensure_ascii=False, separators=(",", ":")) if isinstance(value, (dict, list)) else value
             for value in map(row.get, names)] for row in rows]


def read_slices(work, done, names):
    try:
        desk = Desk()
        while True:
            first, last = work.get_nowait()
            for rows in desk.pages(first, last):
                done.put(values(rows, names))
    except queue.Empty:
        done.put(None)
    except BaseException as problem:  # the main thread must not wait for ever
        done.put(problem)


def threaded_pages(threads, names):
    desk = Desk()
    span = "1970-01-01T00:00:00.000Z,2099-12-31T23:59:59.000Z"
    ends = [desk.search(sortBy=order, createdTimeRange=span, limit=1) for order in ("createdTime", "-createdTime")]
    if not ends[0]:
        return
    work, done = queue.Queue(), queue.Queue(4 * threads)
    for item in slices(ends[0][0]["createdTime"], ends[1][0]["createdTime"], threads):
        work.put(item)
    for _ in range(threads):
        threading.Thread(target=read_slices, args=(work, done, names), daemon=True).start()
    while threads:
        page = done.get()
        if isinstance(page, BaseException):
            raise page
        if page is None:
            threads -= 1
        else:
            yield page


def main():
    path, columns, threads = sys.argv[1], sys.argv[2], int(sys.argv[3])
    with open(columns, encoding="utf-8") as file:
        specs = [line.split() for line in file]
    names = [name for name, _ in specs]
    if threads > 1:
        pages = threaded_pages(threads, names)
    else:
        pages = (values(rows, names)
                 for rows in Desk().pages("1970-01-01T00:00:00.000Z", "2099-12-31T23:59:59.000Z"))
    database = sqlite3.connect(path)
    database.execute("CREATE TABLE tickets(" + ", ".join(f"{name} {kind}" for name, kind in specs) + ")")
    insert = "INSERT INTO tickets VALUES(" + ", ".join("?" * len(names)) + ")"
    key, seen = names.index("id"), set()
    for page in pages:
        fresh = [row for row in page if row[key] not in seen]
        seen.update(row[key] for row in fresh)
        database.executemany(insert, fresh)
    database.commit()


main()
