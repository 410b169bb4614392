#!/usr/bin/env python3
"""script/setup as a newcomer runs it, with programs in its PATH that only act: the real ones would install packages and
build the project while its tests run."""
import pathlib
import shutil
import subprocess
import tempfile
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]
TOOLS = ("bash", "cat", "dirname", "grep", "mktemp", "rm", "sed", "sh", "tail")


class SetupTest(unittest.TestCase):
    def setUp(self):
        self.root = pathlib.Path(self.enterContext(tempfile.TemporaryDirectory()))
        for folder in ("script", "build", "bin"):
            (self.root / folder).mkdir()
        shutil.copy(ROOT / "script/setup", self.root / "script")
        (self.root / "build/build.ninja").touch()
        for tool in TOOLS:
            (self.root / "bin" / tool).symlink_to(shutil.which(tool))
        self.program("dpkg-query", 'shift 3; for name; do echo "installed $name"; done')

    def program(self, name, script):
        file = self.root / "bin" / name
        file.write_text(f"#!/bin/sh\n{script}\n")
        file.chmod(0o755)

    def run_setup(self, *arguments):
        """Its exit status, and what it said."""
        said = self.root / "said"
        with said.open("w") as errors:
            done = subprocess.run([self.root / "script/setup", *arguments], stderr=errors, stdin=subprocess.DEVNULL,
                                  env={"PATH": str(self.root / "bin"), "ZOHO_DESK_ALIVE_S": "1", "SAID": str(said)},
                                  check=False)
        return done.returncode, said.read_text()

    def test_nothing_to_do_says_so(self):
        self.program("ninja", 'echo "ninja: no work to do."')
        status, said = self.run_setup()
        self.assertEqual(status, 0, said)
        self.assertIn("nothing to do", said)
        self.assertEqual(self.run_setup("--quiet"), (0, ""))

    def test_a_long_build_says_now_and_then_that_it_is_alive(self):
        # Ends once it has been spoken of: in the middle of a line, and after one.
        self.program("ninja", """
            case "$*" in *-n*) exit 0 ;; esac
            printf 'the beginning'
            until grep -q 'still building: ' "$SAID"; do :; done
            echo ' and the end'
            echo '[7/9] Building CXX object'
            until grep -q 'still building: .7/9. Building CXX object' "$SAID"; do :; done
            """)
        status, said = self.run_setup()
        self.assertEqual(status, 0, said)
        self.assertEqual((self.root / "build/build.log").read_text(), "the beginning and the end\n[7/9] Building CXX object\n")

    def test_a_failed_build_shows_its_output_and_fails(self):
        self.program("ninja", 'case "$*" in *-n*) exit 0 ;; esac; echo "no rule"; exit 3')
        status, said = self.run_setup()
        self.assertEqual(status, 1)
        self.assertIn("no rule\n", said)

    def test_a_user_without_root_is_told_all_that_root_must_do(self):
        self.program("dpkg-query", "exit 1")
        self.program("id", "echo 1000")
        status, said = self.run_setup()
        self.assertEqual(status, 1)
        self.assertRegex(said, r"run as root: apt-get update && apt-get install -y build-essential .*libssl-dev")

    def test_apt_that_fails_is_shown(self):
        self.program("dpkg-query", "exit 1")
        self.program("id", "echo 0")
        self.program("env", 'shift; exec "$@"')
        self.program("apt-get", 'case "$1" in update) exit 0 ;; esac; echo "no such package"; exit 100')
        status, said = self.run_setup()
        self.assertEqual(status, 1)
        self.assertIn("no such package", said)
        self.assertIn("could not install", said)


if __name__ == "__main__":
    unittest.main()
