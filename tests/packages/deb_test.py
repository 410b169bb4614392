#!/usr/bin/env python3
"""The Debian packages, unpacked: what dpkg is told, and that the module loads by its name."""
import unittest

from support import QUERY, PackageTest, expected_version, package


class DebTest(PackageTest):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        packages = package("deb", cls.folder)
        cls.runtime = next(file for file in packages if file.name.startswith("zoho-desk_"))
        cls.dev = next(file for file in packages if file.name.startswith("libzoho-desk-dev_"))
        cls.root = cls.folder / "root"
        for file in (cls.runtime, cls.dev):
            cls.run_command("dpkg-deb", "-x", file, cls.root)

    def field(self, file, name):
        return self.run_command("dpkg-deb", "-f", file, name).strip()

    def test_the_module_loads_by_its_name(self):
        """As it does once installed: dlopen looks in the folder where the package puts it."""
        folder = next(self.root.rglob("zoho_desk.so")).parent
        architecture = self.run_command("gcc", "-print-multiarch").strip()
        self.assertEqual(folder, self.root / "usr/lib" / architecture)
        self.expect_the_desks_tickets(self.shell("zoho_desk", QUERY, LD_LIBRARY_PATH=folder))

    def test_names_and_versions(self):
        architecture = self.run_command("dpkg", "--print-architecture").strip()
        self.assertEqual(self.runtime.name, f"zoho-desk_{expected_version()}_{architecture}.deb")
        self.assertEqual(self.dev.name, f"libzoho-desk-dev_{expected_version()}_{architecture}.deb")
        for file in (self.runtime, self.dev):
            self.assertEqual(self.field(file, "Version"), expected_version())

    def test_dependencies_are_those_of_the_binaries(self):
        depends = self.field(self.runtime, "Depends")
        for library in ("libc6", "libcurl4", "libsimdjson", "libcpp-httplib", "libstdc++6"):
            self.assertRegex(depends, rf"(^|, ){library.replace('+', '[+]')}")
        self.assertNotIn("libsqlite3", depends)  # the module uses the SQLite that loads it
        self.assertIn("libcurl4-openssl-dev", self.field(self.dev, "Depends"))

    def test_descriptions_and_sections(self):
        self.assertEqual(self.field(self.runtime, "Section"), "database")
        self.assertEqual(self.field(self.dev, "Section"), "libdevel")
        for file in (self.runtime, self.dev):
            summary, *rest = self.field(file, "Description").splitlines()
            self.assertRegex(summary, r"^query Zoho Desk with SQL \(.+\)$")
            self.assertGreater(len(rest), 1)

    def test_documents_are_where_debian_wants_them(self):
        share = self.root / "usr/share"
        for name in ("zoho-desk", "libzoho-desk-dev"):
            self.assertTrue((share / "doc" / name / "copyright").exists())
            self.assertTrue((share / "doc" / name / "changelog.gz").exists())
        self.assertTrue((share / "man/man1/zoho-desk.1.gz").exists())

    def test_binaries_are_stripped(self):
        for name in ("bin/zoho-desk", "bin/zoho-desk-sandbox"):
            self.assertNotIn(".symtab", self.run_command("readelf", "--sections", self.root / "usr" / name))


if __name__ == "__main__":
    unittest.main()
