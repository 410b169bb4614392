"""Runs contenders as processes of their own and keeps what each took, with the sandbox's account of it."""
import json
import os
import pathlib
import shutil
import sqlite3
import statistics
import subprocess
import sys
import textwrap

import checksum

ROOT = pathlib.Path(__file__).resolve().parent.parent
MEASURE = pathlib.Path(__file__).resolve().parent / "measure.py"

# What every contender may use, ours too.
IN_FLIGHT = 8


class Failed(Exception):
    """A contender that gave no answer, or a wrong one. Its text goes into the report."""


class Figures:
    """The runs of one contender in one setting: medians and ranges of what was measured, or why there are none."""

    def __init__(self, who, **setting):
        self.who = who
        self.setting = setting  # rows, columns, latency_ms, ...
        self.runs = []
        self.problem = None

    def median(self, key):
        return statistics.median(run[key] for run in self.runs)

    def range(self, key):
        values = [run[key] for run in self.runs]
        return min(values), max(values)

    @property
    def ok(self):
        return self.problem is None and bool(self.runs)


class Bench:
    """The folders, the settings of this invocation and the measuring of one process."""

    def __init__(self, build, work, timeout_s=900):
        """`build`: absolute path of the build directory; `work`: of a folder for databases and the like."""
        self.build = pathlib.Path(build)
        self.work = pathlib.Path(work)
        self.timeout_s = timeout_s
        self.work.mkdir(parents=True, exist_ok=True)

    @property
    def module(self):
        return self.build / "zoho_desk"

    @property
    def sandbox_program(self):
        return self.build / "zoho-desk-sandbox"

    def environment(self, sandbox):
        """Nothing of the caller's settings but where programs are found; a home of the bench's own."""
        kept = {name: os.environ[name] for name in ("PATH", "LANG", "BENCH_NODE_MODULES") if name in os.environ}
        home = self.work / "home"
        home.mkdir(exist_ok=True)
        return {**kept, "HOME": str(home), "XDG_CONFIG_HOME": str(home / "config"),
                "XDG_CACHE_HOME": str(home / "cache"), "ZOHO_DESK_CONCURRENCY": str(IN_FLIGHT),
                **(sandbox.environment() if sandbox else {})}

    def measure(self, command, sandbox=None):
        """One run: the figures of measure.py and what it printed, with requests and credits from the sandbox's log.

        Raises Failed when the command does not end with status 0.
        """
        result, output = self.work / "result.json", self.work / "output.txt"
        if sandbox:
            sandbox.reset_log()
        subprocess.run([sys.executable, "-I", "-S", str(MEASURE), str(result), str(output), str(self.timeout_s),
                        *map(str, command)], env=self.environment(sandbox), cwd=self.work, check=True)
        run = json.loads(result.read_text())
        run["output"] = output.read_text(errors="replace")
        if run["status"] != 0:
            lines = run["output"].strip().splitlines() or [f"exit status {run['status']}"]
            raise Failed("failed: " + textwrap.shorten(self.without_folders(lines[-1]), 160, placeholder=" ..."))
        if sandbox:
            log = sandbox.log()
            run.update(requests=len(log), credits=sum(entry["weight"] for entry in log),
                       in_flight=max((entry["in_flight"] for entry in log), default=0),
                       paths=[entry["path"] + ("?" + entry["query"] if entry["query"] else "") for entry in log])
        return run

    def without_folders(self, text):
        """Reports name no folder of this machine."""
        for folder in (self.work, self.build, ROOT):
            text = text.replace(f"{folder}/", "")
        return text

    def shell(self, *lines, database=":memory:", load=True):
        """The command that runs SQL and dot commands in the sqlite3 shell, with the extension if `load`."""
        extension = ["-cmd", f".load {self.module}"] if load else []
        return ["sqlite3", "-batch", "-bail", *extension, str(database), *lines]

    def query(self, sql):
        """Rows of a query that sends no request, as the shell prints them: fields separated by a blank."""
        done = subprocess.run(["sqlite3", "-batch", "-bail", "-separator", " ", "-cmd", f".load {self.module}",
                               ":memory:", sql], env=self.environment(None), text=True, capture_output=True, check=True)
        return [line.split(" ") for line in done.stdout.splitlines()]

    def into_table(self, contender, setting, sandbox, columns, expected):
        """One run of an import, checked against the right rows. Raises Failed if it failed or the table is wrong."""
        folder = self.work / "database"
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        database = folder / "tickets.db"
        names = folder / "columns"
        names.write_text("".join(f"{name} {kind}\n" for name, kind in columns))
        try:
            run = self.measure(contender.command(self, database, names, setting), sandbox)
            check_table(database, "tickets", columns, expected)
            return run
        finally:
            shutil.rmtree(folder)


def check_table(database, table, columns, expected):
    """Raises Failed unless the table holds the right rows: `expected` are the checksums that will do."""
    try:
        problem = checksum.difference(database, table, columns, expected)
    except sqlite3.Error as error:
        problem = str(error)
    if problem:
        raise Failed("wrong: " + problem)


def in_turns(contenders, runs, figures, run_one):
    """Runs every contender `runs` times, each round in another order, so that a drift of the machine meets all alike.

    `figures`: contender to Figures; `run_one(contender)` gives a run or raises Failed. Who failed is not run again.
    """
    for turn in range(runs):
        shift = turn % max(1, len(contenders))
        order = contenders[shift:] + contenders[:shift]
        for contender in order if turn % 2 == 0 else reversed(order):
            if figures[contender].problem is not None:
                continue
            try:
                figures[contender].runs.append(run_one(contender))
            except Failed as problem:
                figures[contender].problem = str(problem)
