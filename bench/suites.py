"""What is measured, each suite on a sandbox of its own. A suite returns its Figures and the targets it can judge."""
import contextlib
import dataclasses
import os
import re
import statistics
import subprocess
import tempfile

import checksum
import harness
from contenders import CURL, FRONTED, OURS, PEER_LIST, PYTHON, STAR
from front import HTTP1, HTTP2, NAMES
from harness import IN_FLIGHT, Failed, Figures, in_turns
from sandbox import Sandbox

# A narrow table: what a report on tickets typically reads.
CHOSEN = ("id", "ticketNumber", "subject", "status", "priority", "contactId", "assigneeId", "createdTime")
PAGE = 100
LATENCY_MS = 50


@dataclasses.dataclass
class Target:
    """One of the project's targets: a ratio or figure, what it should be at most, and whether it is."""
    what: str
    value: float | None  # None: could not be measured
    limit: float
    unit: str = ""

    @property
    def met(self):
        return self.value is not None and self.value <= self.limit


@dataclasses.dataclass
class Outcome:
    title: str
    figures: list
    targets: list = dataclasses.field(default_factory=list)
    notes: list = dataclasses.field(default_factory=list)
    grouped: bool = False  # the figures come in several settings


def page_rounds(pages):
    """The rounds in which that many pages can come: whether there is a second one is known when the first is here."""
    return 1 + -(-(pages - 1) // IN_FLIGHT)


def paired(figures, other, key, combine):
    """The median over the rounds of both, so that a drift of the machine cancels out; None if one has no figures."""
    if not figures.ok or not other.ok:
        return None
    return statistics.median(combine(one[key], two[key]) for one, two in zip(figures.runs, other.runs))


def ratio(figures, other, key):
    return paired(figures, other, key, lambda one, two: one / max(two, 1e-6))


def http2_target(what, http1, http2):
    """Both behind the same front, so that it counts for neither."""
    return Target(f"{what}: wall, HTTP/2 of HTTP/1.1 behind nghttpx", ratio(http2, http1, "wall_s"), 1.1)


def fronted_figures(setting):
    """One Figures for each protocol behind the front."""
    return {protocol: Figures(f"zoho_desk behind nghttpx, {name}", **setting, ours=True)
            for protocol, name in NAMES.items()}


def search_columns(bench):
    """Name and type of the visible ticket columns that rows of the search endpoint carry: what peers can read."""
    return [tuple(row) for row in bench.query(
        "SELECT name, type FROM zoho_desk_columns WHERE table_name = 'zoho_desk_tickets' AND NOT hidden"
        " AND routes LIKE '%search%' ORDER BY position")]


def import_suite(bench, rows, runs, who=(STAR, OURS) + PEER_LIST + FRONTED):
    """All tickets into a table, by every contender."""
    every = search_columns(bench)
    narrow = [column for column in every if column[0] in CHOSEN]
    outcome = Outcome(f"{rows:,} tickets into a table", [], grouped=True)
    with Sandbox(bench.sandbox_program, {"tickets": rows}) as sandbox:
        for columns in (every, narrow):
            expected = checksum.of_records(sandbox.records("tickets"), columns)
            for latency in (0, LATENCY_MS):
                takers = [one for one in who if not (columns is narrow and one == STAR)
                          and (one not in FRONTED or (columns is every and latency))]
                sandbox.control(latency_ms=latency)
                setting = {"rows": rows, "columns": len(columns), "latency_ms": latency}
                figures = import_round(bench, sandbox, takers, setting, columns, expected, runs)
                outcome.figures += figures
                if columns is every:
                    outcome.targets += import_targets(figures, setting)
    return outcome


def import_round(bench, sandbox, takers, setting, columns, expected, runs):
    results = {one: Figures(one.name, **setting, ours=one.ours) for one in takers}
    for one in takers:
        results[one].problem = one.missing() or None
    in_turns(list(takers), runs, results,
             lambda one: bench.into_table(one, setting, sandbox.behind(one.protocol), columns, expected))
    figures = list(results.values())
    if PYTHON in results and results[PYTHON].ok and CURL in results and not CURL.missing():
        figures.append(transfer_floor(bench, sandbox, setting, results[PYTHON].runs[-1]["paths"], runs))
    return figures


def transfer_floor(bench, sandbox, setting, paths, runs):
    """The requests of a contender again, all known beforehand and the answers thrown away: what the sandbox allows."""
    floor = Figures(f"floor: the same requests, {IN_FLIGHT} in flight, answers thrown away", **setting, floor=True)
    environment = sandbox.environment()
    with tempfile.TemporaryDirectory(dir=bench.work) as folder:
        script = os.path.join(folder, "requests")
        with open(script, "w", encoding="ascii") as file:
            file.write("parallel\nparallel-immediate\nno-progress-meter\n"
                       f"parallel-max = {IN_FLIGHT}\n"
                       f"header = \"Authorization: Zoho-oauthtoken {environment['ZOHO_DESK_ACCESS_TOKEN']}\"\n"
                       f"header = \"orgId: {environment['ZOHO_DESK_ORG_ID']}\"\n")
            for path in paths:
                file.write(f'url = "{sandbox.base}{path}"\noutput = "/dev/null"\n')
        in_turns([floor], runs, {floor: floor}, lambda _: bench.measure(["curl", "-K", script], sandbox))
    return floor


def import_targets(figures, setting):
    by_name = {one.who: one for one in figures}
    ours, python = by_name.get(STAR.name), by_name.get(PYTHON.name)
    if ours is None or python is None:
        return []
    at = f"{setting['latency_ms']} ms"
    if setting["latency_ms"] == 0:
        return [Target(f"import at {at}: wall, of sequential Python", ratio(ours, python, "wall_s"), 0.6),
                Target(f"import at {at}: CPU, of sequential Python", ratio(ours, python, "cpu_s"), 0.4)]
    pages = -(-setting["rows"] // PAGE)
    floor = page_rounds(pages) * setting["latency_ms"] / 1000
    peers = [by_name[one.name].median("wall_s") for one in PEER_LIST if one.name in by_name and by_name[one.name].ok]
    wall = ours.median("wall_s") if ours.ok else None
    fronted = [by_name[one.name] for one in FRONTED if one.name in by_name]
    return [*([http2_target(f"import at {at}", *fronted)] if fronted else []),
            Target(f"import at {at}: wall, of {page_rounds(pages)} round trips ({floor:.2f} s)",
                   wall and wall / floor, 1.2),
            Target(f"import at {at}: wall, of the fastest peer", wall and peers and wall / min(peers), 1.0),
            Target("import: credits per 100 rows",
                   ours.median("credits") * 100 / setting["rows"] if ours.ok else None, 3.1)]


def scale_suite(bench, sizes, runs):
    """The same import at growing sizes: memory and the cost of a row must not grow. Of its tables the columns of CHOSEN
    are compared; import_suite compares all."""
    columns = [column for column in search_columns(bench) if column[0] in CHOSEN]
    outcome = Outcome("SELECT * at growing sizes, 0 ms per request", [])
    for rows in sizes:
        with Sandbox(bench.sandbox_program, {"tickets": rows}) as sandbox:
            expected = checksum.of_records(sandbox.records("tickets"), columns)
            setting = {"rows": rows, "columns": "all columns", "latency_ms": 0}
            [figures] = import_round(bench, sandbox, [STAR], setting, columns, expected, runs if rows <= 10_000 else 1)
        figures.who = f"{rows:,} rows"
        outcome.figures.append(figures)
        if figures.ok:
            outcome.notes.append(f"A row of {rows:,} costs {per_row(figures, 'cpu_s') * 1e6:.1f} µs of CPU and "
                                 f"{per_row(figures, 'wall_s') * 1e6:.1f} µs of wall time.")
    first, last = outcome.figures[0], outcome.figures[-1]
    usable = len(sizes) > 1 and first.ok and last.ok
    growth = (last.median("peak_kib") - first.median("peak_kib")) / 1024 if usable else None
    outcome.targets = [
        Target(f"peak memory, {sizes[-1]:,} rows more than {sizes[0]:,}", growth, 32, " MiB"),
        Target(f"CPU per row, {sizes[-1]:,} rows of {sizes[0]:,}",
               per_row(last, "cpu_s") / per_row(first, "cpu_s") if usable else None, 1.2),
        Target(f"credits per 100 rows at {sizes[-1]:,} rows",
               last.median("credits") * 100 / sizes[-1] if last.ok else None, 3.1)]
    return outcome


def per_row(figures, key):
    return figures.median(key) / figures.setting["rows"]


FEW_COLUMNS = f"{len(CHOSEN)} columns"
LIMIT_QUERIES = {
    "all columns": "SELECT * FROM zoho_desk_tickets LIMIT 10",
    FEW_COLUMNS: f"SELECT {', '.join(CHOSEN)} FROM zoho_desk_tickets LIMIT 10",
    f"{len(CHOSEN)} columns, newest first":
        f"SELECT {', '.join(CHOSEN)} FROM zoho_desk_tickets ORDER BY createdTime DESC LIMIT 10",
}


def limit_suite(bench, runs):
    """The first rows of a table, against one round trip of curl for the very request that was sent."""
    outcome = Outcome(f"LIMIT 10 at {LATENCY_MS} ms", [])
    with Sandbox(bench.sandbox_program, {"tickets": 10_000}) as sandbox:
        sandbox.control(latency_ms=LATENCY_MS)
        for what, sql in LIMIT_QUERIES.items():
            setting = {"latency_ms": LATENCY_MS, "rows": 10, "columns": what}
            ours = Figures(f"zoho_desk, {what}", **setting, ours=True)
            trip = Figures("one round trip by curl, same request", **setting, floor=True)
            for _ in range(runs):
                in_turns([ours], 1, {ours: ours}, lambda _, sql=sql: limit_run(bench, sandbox, sql))
                if ours.ok:
                    path = ours.runs[-1]["paths"][-1]
                    in_turns([trip], 1, {trip: trip}, lambda _, path=path: trip_run(bench, sandbox, path))
            outcome.figures += [ours, trip]
            if what == FEW_COLUMNS:
                fronted = fronted_figures(setting)
                in_turns(list(fronted), runs, fronted, lambda protocol, sql=sql: limit_run(
                    bench, sandbox.behind(protocol), sql))
                outcome.figures += fronted.values()
                outcome.targets.append(http2_target(f"LIMIT 10, {what}", *fronted.values()))
            if ours.ok:
                outcome.notes.append(f"As the first query of its process, {what}: "
                                     f"{1000 * ours.median('first_s'):.0f} ms instead of "
                                     f"{1000 * ours.median('wall_s'):.0f} ms.")
            outcome.targets += [
                Target(f"LIMIT 10, {what}: requests", ours.median("requests") if ours.ok else None, 1),
                Target(f"LIMIT 10, {what}: round trips", ratio(ours, trip, "wall_s"), 1.1)]
    return outcome


def limit_run(bench, sandbox, sql):
    """The second of two runs of the query in one process, by the shell's own timer: set-up has a suite of its own."""
    script = bench.work / "limit.sql"  # the shell times what it reads, not its arguments
    script.write_text(f".timer on\n{sql};\n{sql};\n")
    run = bench.measure(bench.shell(f".read {script}"), sandbox)
    times = [float(text) for text in re.findall(r"Run Time: real ([0-9.]+)", run["output"])]
    if len(times) != 2:
        raise Failed("the shell printed no time")
    return {**run, "first_s": times[0], "wall_s": times[1], "requests": run["requests"] / 2,
            "credits": run["credits"] / 2}


def trip_run(bench, sandbox, path):
    environment = sandbox.environment()
    run = bench.measure(["curl", "-sS", "-w", "\n%{time_total} s\n", "-H",
                         f"Authorization: Zoho-oauthtoken {environment['ZOHO_DESK_ACCESS_TOKEN']}", "-H",
                         f"orgId: {environment['ZOHO_DESK_ORG_ID']}", *[sandbox.base + path] * 3], sandbox)
    times = [float(text) for text in re.findall(r"^([0-9.]+) s$", run["output"], re.MULTILINE)]
    # The first one makes the connection.
    return {**run, "wall_s": statistics.median(times[1:]), "requests": 1, "credits": run["credits"] / 3}


JOIN = """SELECT t.id, t.ticketNumber, c.id AS contact, c.lastName, c.email
FROM zoho_desk_tickets AS t JOIN zoho_desk_contacts AS c ON c.id = t.contactId"""
JOINED = (("id", "TEXT"), ("ticketNumber", "INTEGER"), ("contact", "TEXT"), ("lastName", "TEXT"), ("email", "TEXT"))


def join_suite(bench, tickets, runs):
    """Tickets with their contacts, against the rounds nobody can avoid."""
    with Sandbox(bench.sandbox_program, {"tickets": tickets, "contacts": tickets}) as sandbox:
        sandbox.control(latency_ms=LATENCY_MS)
        contacts = {record["id"]: record for record in sandbox.records("contacts")}
        expected, keys = checksum.Checksum(JOINED), set()
        for ticket in sandbox.records("tickets"):
            contact = contacts.get(ticket["contactId"])
            if contact:
                keys.add(contact["id"])
                expected.add((ticket["id"], int(ticket["ticketNumber"]), contact["id"], contact["lastName"],
                              contact["email"]))
        floor_s = join_rounds(-(-tickets // PAGE), -(-len(keys) // PAGE)) * LATENCY_MS / 1000
        setting = {"rows": tickets, "columns": 5, "latency_ms": LATENCY_MS}
        figures = Figures("zoho_desk", **setting, ours=True)
        by_protocol = {None: figures, **fronted_figures(setting)}
        in_turns(list(by_protocol), runs, by_protocol,
                 lambda protocol: join_run(bench, sandbox.behind(protocol), expected))
    return Outcome(
        f"{tickets:,} tickets joined with their {len(keys):,} contacts at {LATENCY_MS} ms", list(by_protocol.values()),
        [Target(f"join: wall, of its floor ({floor_s:.2f} s)",
                figures.median("wall_s") / floor_s if figures.ok else None, 1.3),
         http2_target("join", by_protocol[HTTP1], by_protocol[HTTP2])])


def join_rounds(pages, lookups):
    """Pages first, then at least one round for the keys of the last page; and no round carries more than IN_FLIGHT."""
    return max(page_rounds(pages) + 1, 1 + -(-(pages - 1 + lookups) // IN_FLIGHT))


def join_run(bench, sandbox, expected):
    database = bench.work / "join.db"
    with contextlib.suppress(FileNotFoundError):
        database.unlink()
    run = bench.measure(bench.shell(f"CREATE TABLE joined AS {JOIN}",
                                    database=database), sandbox)
    harness.check_table(database, "joined", JOINED, [expected])
    database.unlink()
    return run


def setup_suite(bench, runs):
    """What loading the module and a first query add to the bare shell; and the module's size."""
    bare = Figures("bare sqlite3 shell", latency_ms=0, rows=0, columns=1, floor=True)
    loaded = Figures("with .load", latency_ms=0, rows=0, columns=1, ours=True)
    first = Figures("with .load and a first query of one row", latency_ms=0, rows=1, columns=1, ours=True)
    with Sandbox(bench.sandbox_program, {"tickets": 1000}) as sandbox:
        commands = {bare: bench.shell("SELECT 1", load=False), loaded: bench.shell("SELECT 1"),
                    first: bench.shell("SELECT id FROM zoho_desk_tickets LIMIT 1")}
        in_turns(list(commands), runs, {one: one for one in commands},
                 lambda one: bench.measure(commands[one], None if one is bare else sandbox))
    # The fastest of many runs: whatever else the machine does can only add, and to so short a run it adds much.
    added = (first.range("wall_s")[0] - bare.range("wall_s")[0]) * 1000 if first.ok and bare.ok else None
    return Outcome("Set-up of a process", [bare, loaded, first],
                   [Target("`.load` and first query, more than the bare shell, fastest runs", added, 15, " ms"),
                    Target("module, stripped", stripped_size(bench) / 2**20, 2, " MiB")])


def stripped_size(bench):
    with tempfile.TemporaryDirectory(dir=bench.work) as folder:
        copy = os.path.join(folder, "module")
        subprocess.run(["strip", "-o", copy, str(bench.module) + ".so"], check=True)
        return os.path.getsize(copy)
