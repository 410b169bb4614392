#!/usr/bin/env python3
"""docs/HOSTS.md shows the programs that script/test-hosts runs, and what is wrong with a host does not go unseen."""
import dataclasses
import os
import pathlib
import subprocess
import tempfile
import unittest
import urllib.parse

import hosts_doc
import run_hosts
from host_check import ROOT, Checker, Desk, Failed, Outcome, difference, parse
from host_list import HOSTS, Host
from tls_front import TlsFront, make_certificate

BUILD = pathlib.Path(os.environ["ZOHO_DESK_BUILD_DIR"])
PAGE = hosts_doc.PAGE.read_text()


class PageTest(unittest.TestCase):
    def problems(self, text):
        return list(hosts_doc.problems(text))

    def test_the_page_shows_what_is_run(self):
        self.assertEqual(self.problems(PAGE), [])

    def test_a_changed_line_is_found(self):
        changed = PAGE.replace("db.load_extension(module)", "db.loadExtension(module)")
        self.assertIn("Python: sqlite3: no program has the lines that begin with: def connect(module):",
                      self.problems(changed))

    def test_a_missing_section_is_found(self):
        self.assertIn("no section Tcl", self.problems(PAGE.replace("## Tcl\n", "## Tickle\n")))

    def test_a_missing_package_is_found(self):
        self.assertIn("PHP: SQLite3: its commands do not install php-sqlite3",
                      self.problems(PAGE.replace("php-cli php-sqlite3", "php-cli")))

    def test_a_host_that_is_not_in_the_table_is_found(self):
        without = "\n".join(line for line in PAGE.splitlines() if not line.startswith("| [Ruby"))
        self.assertTrue(any("row of ruby" in problem for problem in self.problems(without)))

    def test_every_folder_is_a_host(self):
        hosts = [host for host in HOSTS if host.name != "odbc"]
        self.assertIn("examples/hosts and the list of hosts differ in ['odbc']", list(hosts_doc.problems(PAGE, hosts)))

    def test_versions_are_written_into_the_table(self):
        with tempfile.TemporaryDirectory() as folder:
            page = pathlib.Path(folder) / "HOSTS.md"
            page.write_text(PAGE)
            hosts_doc.update_table([["perl", "9.9", "3.99.1", "pass", "pass", "pass", "pass"]], page)
            changed = page.read_text()
        self.assertIn("| [Perl: DBD::SQLite](#perl-dbdsqlite) | 9.9 | 3.99.1 |", changed)
        self.assertEqual(self.problems(changed), [])
        self.assertEqual(len(set(changed.splitlines()) - set(PAGE.splitlines())), 1)

    def test_the_script_lists_the_hosts(self):
        listed = subprocess.run([ROOT / "script" / "test-hosts", "--list"], text=True, capture_output=True, check=True)
        self.assertEqual(listed.stdout.split(), [host.name for host in HOSTS])


class OutputTest(unittest.TestCase):
    ROWS = [["1", 7, "Größe", None]]

    def test_json_keeps_types(self):
        self.assertIsNone(difference(['["1", 7, "Größe", null]'], self.ROWS))
        self.assertIn("instead of", difference(['["1", "7", "Größe", null]'], self.ROWS))

    def test_tabs_separate_fields(self):
        self.assertIsNone(difference(["1\t7\tGröße\tNULL"], self.ROWS))
        self.assertIn("instead of", difference(["1\t7\tGröße\t"], self.ROWS))

    def test_a_missing_row_is_found(self):
        self.assertEqual(difference([], self.ROWS), "0 rows instead of 1")

    def test_output_without_a_version_is_wrong(self):
        self.assertEqual(parse("SQLite 3.40.1\na\tb\n"), ("3.40.1", ["a\tb"]))
        with self.assertRaises(Failed):
            parse("a\tb\n")


class VerdictTest(unittest.TestCase):
    """Pairs of Outcome and whether the host could be installed."""

    def test_a_host_that_cannot_be_installed_fails_unless_it_is_allowed_to(self):
        missing = Outcome("r", problem="cannot be installed: no such package")
        self.assertEqual(run_hosts.failures([(missing, False)], []), [missing])
        self.assertEqual(run_hosts.failures([(missing, False)], ["r"]), [])

    def test_a_host_that_is_there_must_pass(self):
        wrong = Outcome("r", problem="2 rows instead of 3")
        self.assertEqual(run_hosts.failures([(wrong, True)], ["r"]), [wrong])

    def test_the_table_says_which_check_failed(self):
        host = Host("x", "X", (), "query", "run", "version")
        outcome = Outcome("x", "1.2", "3.40.1", ["rows"], "the error does not say 403")
        self.assertEqual(run_hosts.cells(host, outcome), ["x", "1.2", "3.40.1", "pass", "FAIL", "-", ""])


class HostTest(unittest.TestCase):
    """The checks themselves, on the host that every machine has."""

    PYTHON = next(host for host in HOSTS if host.name == "python-sqlite3")

    @classmethod
    def setUpClass(cls):
        cls.folder = pathlib.Path(cls.enterClassContext(tempfile.TemporaryDirectory()))
        cls.certificate = make_certificate(cls.folder)
        cls.desk = cls.enterClassContext(Desk(BUILD / "zoho-desk-sandbox"))
        port = urllib.parse.urlsplit(cls.desk.base).port
        cls.front = cls.enterClassContext(TlsFront(cls.certificate, port))

    def run_host(self, **changes):
        host = dataclasses.replace(self.PYTHON, **changes)
        return Checker(host, BUILD / "zoho_desk.so", self.folder, self.desk, self.front.base, self.certificate).run()

    def test_python_passes(self):
        outcome = self.run_host()
        self.assertEqual(outcome.problem, "")
        self.assertEqual(outcome.passed, ["rows", "error", "cancel", "Ctrl-C"])

    def test_a_lost_row_fails(self):
        self.assertRegex(self.run_host(run="/usr/bin/python3 {program} {module} | sed 5d").problem,
                         r"\d+ rows instead of \d+")

    def test_an_error_that_is_swallowed_fails(self):
        outcome = self.run_host(run="/usr/bin/python3 {program} {module} || true")
        self.assertEqual(outcome.passed, ["rows"])
        self.assertEqual(outcome.problem, "an error ended in exit status 0")

    def test_a_host_that_does_not_start_fails(self):
        self.assertIn("exit status 7", self.run_host(run="exit 7").problem)


if __name__ == "__main__":
    unittest.main()
