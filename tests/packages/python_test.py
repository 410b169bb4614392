#!/usr/bin/env python3
"""The Python package in an empty virtual environment: from the wheel, and from the checkout."""
import pathlib
import sys
import unittest

from support import BUILD, QUERY, ROOT, VERSION, PackageTest, expected_version, package

PROGRAM = """
import sqlite3, sys, zoho_desk
db = zoho_desk.load(sqlite3.connect(":memory:"))
for row in db.execute(sys.argv[1]):
    print(row[0])
"""


class PythonTest(PackageTest):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.wheel = package("python", cls.folder)[0]
        cls.bin = cls.environment_with("installed", cls.wheel)

    @classmethod
    def environment_with(cls, name, *packages):
        """A virtual environment with nothing but these packages, which pip takes from no index. Its folder bin."""
        binaries = cls.folder / name / "bin"
        cls.run_command(sys.executable, "-m", "venv", cls.folder / name)
        if packages:
            cls.run_command(binaries / "pip", "install", "--no-index", *packages, ZOHO_DESK_BUILD_DIR=BUILD)
        return binaries

    def test_the_wheel_is_for_this_platform(self):
        self.assertRegex(self.wheel.name, rf"^zoho_desk-{expected_version()}-py3-none-linux_\w+\.whl$")

    def test_load_reads_the_desk(self):
        self.expect_the_desks_tickets(self.run_command(self.bin / "python", "-c", PROGRAM, QUERY))

    def test_load_leaves_extension_loading_off(self):
        program = PROGRAM + "try:\n    db.load_extension(zoho_desk.path())\nexcept Exception as error:\n    print(error)\n"
        printed = self.run_command(self.bin / "python", "-c", program, VERSION)
        self.assertEqual(printed.splitlines(), [expected_version(), "not authorized"])

    def test_path_is_what_sqlite_loads(self):
        path = self.run_command(self.bin / "python", "-c", "import zoho_desk; print(zoho_desk.path())").strip()
        self.assertTrue(pathlib.Path(path).is_relative_to(self.folder / "installed"))
        self.assertEqual(self.shell(path, VERSION).strip(), expected_version())

    def test_the_program_comes_along(self):
        self.assertIn(expected_version(), self.run_command(self.bin / "zoho-desk", "--version"))
        self.assertIn("tickets", self.run_command(self.bin / "python", "-m", "zoho_desk", "login", "--help"))

    def test_a_python_without_loadable_extensions_is_told_so(self):
        program = "import zoho_desk\ntry:\n    zoho_desk.load(object())\nexcept RuntimeError as error:\n    print(error)\n"
        self.assertIn("built without loadable extensions", self.run_command(self.bin / "python", "-c", program))

    def test_pip_installs_from_the_checkout(self):
        binaries = self.environment_with("checkout", ROOT / "packages/python")
        self.expect_the_desks_tickets(self.run_command(binaries / "python", "-c", PROGRAM, QUERY))

    def test_sources_alone_say_how_to_get_the_module(self):
        backend = ROOT / "packages/python"
        name = self.run_command(sys.executable, "-B", "-c", "import build_backend, sys; "
                                "print(build_backend.build_sdist(sys.argv[1]))", self.folder, cwd=backend).strip()
        self.assertEqual(name, f"zoho_desk-{expected_version()}.tar.gz")
        binaries = self.environment_with("sources")
        refused = self.try_command(binaries / "pip", "install", "--no-index", self.folder / name)
        self.assertNotEqual(refused.returncode, 0)
        self.assertIn("script/package python", refused.stdout + refused.stderr)
        unbuilt = self.try_command(binaries / "python", "-B", "-c", "import zoho_desk; zoho_desk.path()",
                                   PYTHONPATH=backend / "src")
        self.assertNotEqual(unbuilt.returncode, 0)
        self.assertIn("script/package python", unbuilt.stderr)


if __name__ == "__main__":
    unittest.main()
