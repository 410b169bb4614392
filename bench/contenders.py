"""Who reads tickets into a table: the extension, and what a person would write instead."""
import dataclasses
import os
import pathlib
import shutil

from front import NAMES
from harness import IN_FLIGHT

PEERS = pathlib.Path(__file__).resolve().parent / "peers"


@dataclasses.dataclass(frozen=True)
class Contender:
    name: str
    ours: bool = False
    protocol: str | None = None  # behind a front that speaks it

    def missing(self):
        """What it lacks on this machine; empty if it can run."""
        return ""

    def command(self, bench, database, columns, setting):
        """`columns`: a file of lines "name TYPE"; the table to make is `tickets`."""
        raise NotImplementedError


@dataclasses.dataclass(frozen=True)
class Extension(Contender):
    """CREATE TABLE AS SELECT of all columns, or of those in the file."""
    star: bool = False

    def command(self, bench, database, columns, setting):
        names = "*" if self.star else ", ".join(line.split()[0] for line in columns.read_text().splitlines())
        return bench.shell(f"CREATE TABLE tickets AS SELECT {names} FROM zoho_desk_tickets", database=database)


@dataclasses.dataclass(frozen=True)
class Peer(Contender):
    program: tuple = ()
    in_flight: int = 1

    def missing(self):
        needed = ("curl", "jq", "sqlite3") if self.program[0] == "sh" else self.program[:1]
        absent = [name for name in needed if not shutil.which(name)]
        if self.program[0] == "node" and not absent and "BENCH_NODE_MODULES" not in os.environ:
            absent = ["better-sqlite3"]
        return f"not run: no {' and no '.join(absent)} here" if absent else ""

    def command(self, bench, database, columns, setting):
        interpreter, script = self.program
        return [interpreter, PEERS / script, database, columns, self.in_flight]


STAR = Extension("zoho_desk, SELECT *", ours=True, star=True)
FRONTED = tuple(Extension(f"zoho_desk behind nghttpx, {name}", ours=True, star=True, protocol=protocol)
                for protocol, name in NAMES.items())
OURS = Extension("zoho_desk, these columns", ours=True)
PYTHON = Peer("Python, one request at a time", program=("python3", "python_import.py"))
PYTHON_THREADS = Peer(f"Python, {IN_FLIGHT} threads", program=("python3", "python_import.py"), in_flight=IN_FLIGHT)
NODE = Peer(f"Node, {IN_FLIGHT} in flight", program=("node", "node_import.mjs"), in_flight=IN_FLIGHT)
CURL = Peer(f"curl ({IN_FLIGHT} in flight) + jq + .import", program=("sh", "curl_import.sh"), in_flight=IN_FLIGHT)
PEER_LIST = (PYTHON, PYTHON_THREADS, NODE, CURL)
