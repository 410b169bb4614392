"""What the tests of the packages share: a sandbox, the rows every host must print, and commands that must succeed."""
import json
import os
import pathlib
import subprocess
import sys
import tempfile
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]
BUILD = pathlib.Path(os.environ.get("ZOHO_DESK_BUILD_DIR", ROOT / "build"))
sys.path.insert(0, str(ROOT / "bench"))
from sandbox import Sandbox  # noqa: E402

# One JSON text a row, so that every host prints the same.
QUERY = "SELECT json_array(id, ticketNumber, subject) FROM zoho_desk_tickets ORDER BY id"
VERSION = "SELECT zoho_desk_version()"
DEBUG = "SELECT zoho_desk_debug()"


def expected_version():
    for line in (ROOT / "CMakeLists.txt").read_text().splitlines():
        if line.startswith("project(zoho_desk VERSION"):
            return line.split()[2]
    raise AssertionError("CMakeLists.txt names no version")


def package(kind, out):
    """Runs script/package on the build under test and returns the packages, by the end of their names."""
    made = subprocess.run([ROOT / "script/package", "--build", BUILD, "--out", out, kind], check=True,
                          stdout=subprocess.PIPE, text=True).stdout.split()
    return [pathlib.Path(line) for line in made]


class PackageTest(unittest.TestCase):
    """A sandbox of the build, an empty home, and an empty folder to install into."""

    @classmethod
    def setUpClass(cls):
        cls.desk = cls.enterClassContext(Sandbox(BUILD / "zoho-desk-sandbox", {}))
        cls.folder = pathlib.Path(cls.enterClassContext(tempfile.TemporaryDirectory()))
        (cls.folder / "home").mkdir()
        cls.environment = {name: value for name, value in os.environ.items()
                           if not name.startswith(("ZOHO_DESK_", "XDG_", "PYTHON", "NODE_"))}
        cls.environment.update(cls.desk.environment(), HOME=str(cls.folder / "home"))

    @classmethod
    def run_command(cls, *command, cwd=None, **environment):
        """What the command printed. It must succeed."""
        done = cls.try_command(*command, cwd=cwd, **environment)
        if done.returncode != 0:
            raise AssertionError(f"{' '.join(map(str, command))} ended with {done.returncode}:\n{done.stdout}{done.stderr}")
        return done.stdout

    @classmethod
    def try_command(cls, *command, cwd=None, **environment):
        return subprocess.run([str(part) for part in command], cwd=cwd or cls.folder, text=True, capture_output=True,
                              env={**cls.environment, **{name: str(value) for name, value in environment.items()}},
                              stdin=subprocess.DEVNULL, check=False)

    def expect_the_desks_tickets(self, printed):
        """`printed`, the lines of QUERY, are all tickets of the sandbox's own data."""
        rows = [json.loads(line) for line in printed.splitlines()]
        tickets = sorted(([ticket["id"], int(ticket["ticketNumber"]), ticket["subject"]]
                          for ticket in self.desk.records("tickets")), key=lambda ticket: ticket[0])
        self.assertGreater(len(tickets), 100)
        self.assertEqual(rows, tickets)

    def shell(self, module, query, **environment):
        """What the sqlite3 shell prints with the module loaded."""
        return self.run_command("sqlite3", "-bail", "-cmd", f".load {module}", ":memory:", query, **environment)
