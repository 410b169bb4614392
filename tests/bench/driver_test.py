#!/usr/bin/env python3
"""The driver on a small sandbox: it measures who is right and says what is wrong with who is not."""
import dataclasses
import os
import pathlib
import sys
import tempfile
import unittest
import xml.etree.ElementTree

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[2] / "bench"))
import checksum  # noqa: E402
import contenders  # noqa: E402
import harness  # noqa: E402
import plot  # noqa: E402
import report  # noqa: E402
import suites  # noqa: E402
from sandbox import Sandbox  # noqa: E402

ROWS = 120


@dataclasses.dataclass(frozen=True)
class Saboteur(contenders.Contender):
    """The extension's import, then something done to the table."""
    sql: str = ""

    def command(self, bench, database, columns, setting):
        return [*contenders.OURS.command(bench, database, columns, setting), self.sql]


@dataclasses.dataclass(frozen=True)
class Shell(contenders.Contender):
    line: str = ""

    def command(self, bench, database, columns, setting):
        return ["sh", "-c", self.line]


class DriverTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = cls.enterClassContext(tempfile.TemporaryDirectory())
        cls.bench = harness.Bench(os.environ["ZOHO_DESK_BUILD_DIR"], cls.folder, timeout_s=60)
        cls.columns = suites.search_columns(cls.bench)
        cls.sandbox = cls.enterClassContext(Sandbox(cls.bench.sandbox_program, {"tickets": ROWS}))
        cls.expected = checksum.of_records(cls.sandbox.records("tickets"), cls.columns)

    def measure(self, *takers, runs=1):
        setting = {"rows": ROWS, "columns": len(self.columns), "latency_ms": 0}
        figures = suites.import_round(self.bench, self.sandbox, takers, setting, self.columns, self.expected, runs)
        return figures[:len(takers)]  # a floor may follow

    def test_the_extension_and_the_python_peers_fill_the_same_table(self):
        pages = -(-ROWS // 100)
        for figures in self.measure(contenders.OURS, contenders.PYTHON, contenders.PYTHON_THREADS, runs=2):
            with self.subTest(figures.who):
                self.assertIsNone(figures.problem)
                self.assertEqual(len(figures.runs), 2)
                self.assertGreaterEqual(figures.median("requests"), pages)
                self.assertEqual(figures.median("credits"), 3 * figures.median("requests"))
                self.assertGreater(figures.median("wall_s"), 0)
                self.assertGreater(figures.median("cpu_s"), 0)
                self.assertGreater(figures.median("peak_kib"), 1024)

    def test_a_wrong_contender_gets_no_figures(self):
        last = "WHERE ticketNumber = (SELECT max(ticketNumber) FROM tickets)"
        lost, changed = self.measure(Saboteur("loses a row", sql=f"DELETE FROM tickets {last}"),
                                     Saboteur("changes a value", sql=f"UPDATE tickets SET status = 'Done' {last}"))
        self.assertEqual(lost.problem, f"wrong: {ROWS - 1} rows instead of {ROWS}")
        self.assertEqual(changed.problem, "wrong: other values in status")
        self.assertFalse(lost.ok or changed.ok)

    def test_a_failing_contender_is_reported_with_its_last_words(self):
        loud, silent, idle = self.measure(
            Shell("talks", line=f"echo first; echo 'no {self.bench.work}/such thing' >&2; exit 3"),
            Shell("dies", line="kill -9 $$"), Shell("does nothing", line=":"))
        self.assertEqual(loud.problem, "failed: no such thing")
        self.assertEqual(silent.problem, "failed: exit status -9")
        self.assertEqual(idle.problem, "wrong: no such table: tickets")

    def test_cpu_time_and_memory_are_those_of_the_whole_family(self):
        script = ("import time; b = bytearray(64 << 20); end = time.process_time() + 0.2\n"
                  "while time.process_time() < end: pass")
        run = self.bench.measure(["sh", "-c", f"python3 -c '{script}'; true"])
        self.assertGreater(run["cpu_s"], 0.2)
        self.assertGreater(run["peak_kib"], 64 << 10)
        self.assertLess(self.bench.measure(["true"])["peak_kib"], 16 << 10)

    def test_the_report_shows_failures_beside_figures(self):
        right, broken = self.measure(contenders.OURS, Shell("breaks", line="echo gone | tee /dev/stderr; exit 1"))
        targets = [suites.Target("a ratio", 0.5, 0.6), suites.Target("another", None, 1)]
        outcome = suites.Outcome("A title", [right, broken], targets, grouped=True)
        table = report.terminal([outcome], [])
        self.assertRegex(table, r"breaks +failed: gone")
        self.assertRegex(table, r"a ratio +0.500 +0.6 +met")
        self.assertRegex(table, r"another +not measured +1 +missed")
        page = report.markdown([outcome], [], "script/bench", None)
        self.assertIn("| breaks | failed: gone |", page)
        self.assertNotIn(str(harness.ROOT), page)
        drawing = xml.etree.ElementTree.fromstring(plot.import_bars([outcome]))
        self.assertEqual(len(drawing.findall("{http://www.w3.org/2000/svg}rect")), 2)  # the paper and one bar

    def test_rounds_of_pages_and_of_joins(self):
        self.assertEqual([suites.page_rounds(pages) for pages in (1, 2, 9, 10, 100)], [1, 2, 2, 3, 14])
        self.assertEqual(suites.join_rounds(10, 6), 4)
        self.assertEqual(suites.join_rounds(10, 600), 78)


if __name__ == "__main__":
    unittest.main()
