#!/usr/bin/env python3
"""apt-get installs the Debian packages in a fresh Debian 12, and takes them away again. script/test-packages makes its
root folder as a tar file and names it in ZOHO_DESK_DEBIAN_TAR. Needs root."""
import os
import shutil
import unittest

from support import QUERY, PackageTest, package

# With the sandbox of the package, so that nothing of the build is used.
ASK = """
set -e
mkfifo /tmp/lines
zoho-desk-sandbox --port 0 --quiet >/tmp/lines &
sandbox=$!
trap 'kill $sandbox' EXIT
while read -r line; do
  eval "$line"
  case "$line" in *ZOHO_DESK_ORG_ID=*) break ;; esac
done </tmp/lines
sqlite3 -bail -cmd '.load zoho_desk' :memory: "$1"
"""
LINK = """
set -e
cp -r /usr/share/doc/libzoho-desk-dev/examples/static /tmp/example
make -C /tmp/example >&2
/tmp/example/query 'SELECT zoho_desk_version()'
"""


class AptTest(PackageTest):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.root = cls.folder / "debian"
        cls.root.mkdir()
        cls.run_command("tar", "--numeric-owner", "-xpf", os.environ["ZOHO_DESK_DEBIAN_TAR"], "-C", cls.root)
        (cls.root / "packages").mkdir()
        for file in package("deb", cls.folder):
            shutil.copy(file, cls.root / "packages")
        cls.inside("apt-get", "update")

    @classmethod
    def inside(cls, *command):
        return cls.run_command("chroot", cls.root, "env", "-i", "PATH=/usr/sbin:/usr/bin:/sbin:/bin", "HOME=/root",
                               "DEBIAN_FRONTEND=noninteractive", *command)

    def install(self, name, *others):
        file = next((self.root / "packages").glob(f"{name}_*.deb"))
        self.inside("apt-get", "install", "-y", f"/packages/{file.name}", *others)

    def test_the_shell_finds_the_module_until_it_is_removed(self):
        self.install("zoho-desk")  # brings sqlite3, which it recommends
        self.expect_the_desks_tickets(self.inside("bash", "-c", ASK, "ask", QUERY))
        files = [self.root / line[1:] for line in self.inside("dpkg", "-L", "zoho-desk").splitlines()]
        files = [file for file in files if file.is_file()]
        self.assertIn("zoho_desk.so", [file.name for file in files])
        self.inside("apt-get", "purge", "-y", "zoho-desk")
        self.assertEqual([file for file in files if file.exists()], [])

    def test_the_example_links_with_what_the_dev_package_depends_on(self):
        self.install("libzoho-desk-dev", "gcc", "make", "pkg-config")
        self.assertRegex(self.inside("bash", "-c", LINK), r"^\d+\.\d+\.\d+$")


if __name__ == "__main__":
    unittest.main()
