#!/usr/bin/env python3
"""cmake --install into an empty prefix, which is moved before it is used: the module loads, and C programs link."""
import shutil
import unittest

from support import BUILD, QUERY, ROOT, VERSION, PackageTest, expected_version, package


class InstallTest(PackageTest):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.run_command("cmake", "--install", BUILD, "--prefix", cls.folder / "first")
        cls.prefix = (cls.folder / "first").rename(cls.folder / "moved")
        cls.libraries = cls.one("zoho_desk.so").parent

    @classmethod
    def one(cls, name):
        found = list(cls.prefix.rglob(name))
        assert len(found) == 1, f"{name}: {found}"
        return found[0]

    def example(self, name):
        """A copy of the example, away from the prefix."""
        return shutil.copytree(self.one("main.c").parent, self.folder / name)

    def test_the_module_loads_and_reads_the_desk(self):
        self.expect_the_desks_tickets(self.shell(self.libraries / "zoho_desk", QUERY))

    def test_programs_and_manual_pages_are_there(self):
        for program in ("zoho-desk", "zoho-desk-sandbox"):
            self.assertIn(expected_version(), self.run_command(self.prefix / "bin" / program, "--version"))
            page = self.one(f"{program}.1.gz")
            self.assertEqual(page.parent.name, "man1")
            self.assertIn(program.upper(), self.run_command("mandoc", "-T", "ascii", page))
            self.run_command("mandoc", "-T", "lint", "-W", "warning", page)

    def test_documents_are_there(self):
        installed = self.one("CHANGELOG.md").parent
        wanted = [*ROOT.glob("docs/**/*.md"), *ROOT.glob("sql_examples/*.sql")]
        self.assertIn(ROOT / "docs/INSTALL.md", wanted)
        self.assertEqual([file for file in wanted if not (installed / file.relative_to(ROOT)).exists()], [])

    def test_nothing_installed_names_the_place_it_came_from(self):
        """Neither the build nor the first prefix: no run path, no absolute path in the files of the packages."""
        for file in filter(lambda file: file.is_file(), self.prefix.rglob("*")):
            content = file.read_bytes()
            for place in (BUILD, self.folder):
                self.assertNotIn(str(place).encode(), content, file)
            if content.startswith(b"\x7fELF"):
                dynamic = self.run_command("readelf", "--dynamic", file)
                self.assertNotRegex(dynamic, r"\((RPATH|RUNPATH)\)", file)

    def test_a_c_program_links_by_cmake(self):
        source = self.example("by-cmake")
        self.run_command("cmake", "-S", source, "-B", source / "build", f"-DCMAKE_PREFIX_PATH={self.prefix}")
        self.run_command("cmake", "--build", source / "build")
        self.expect_the_desks_tickets(self.run_command(source / "build/query", QUERY))

    def test_a_c_program_links_by_pkg_config(self):
        source = self.example("by-pkg-config")
        self.run_command("make", "-C", source, PKG_CONFIG_PATH=self.libraries / "pkgconfig")
        self.expect_the_desks_tickets(self.run_command(source / "query", QUERY))

    def test_the_linked_program_needs_no_module_and_reports_errors(self):
        source = self.example("errors")
        self.run_command("make", "-C", source, PKG_CONFIG_PATH=self.libraries / "pkgconfig")
        failed = self.try_command(source / "query", "SELECT * FROM zoho_desk_unicorns")
        self.assertEqual(failed.returncode, 1)
        self.assertIn("no such table: zoho_desk_unicorns", failed.stderr)
        self.assertEqual(self.run_command(source / "query", VERSION).strip(), expected_version())

    def test_cmake_and_pkg_config_tell_the_version(self):
        told = self.run_command("pkg-config", "--modversion", "zoho_desk", PKG_CONFIG_PATH=self.libraries / "pkgconfig")
        self.assertEqual(told.strip(), expected_version())
        source = self.example("newer")
        listing = source / "CMakeLists.txt"
        listing.write_text(listing.read_text().replace("find_package(zoho_desk ", "find_package(zoho_desk 99 "))
        refused = self.try_command("cmake", "-S", source, "-B", source / "build",
                                   f"-DCMAKE_PREFIX_PATH={self.prefix}")
        self.assertNotEqual(refused.returncode, 0)
        self.assertIn(f"version: {expected_version()}", refused.stderr)

    def test_the_tarball_is_all_that_linking_needs(self):
        tarball = package("static", self.folder)[0]
        self.assertRegex(tarball.name, rf"^zoho_desk-static-{expected_version()}-linux-\w+\.tar\.gz$")
        self.run_command("tar", "-xzf", tarball)
        unpacked = self.folder / tarball.name.removesuffix(".tar.gz")
        source = shutil.copytree(next(unpacked.rglob("main.c")).parent, self.folder / "by-tarball")
        self.run_command("make", "-C", source, PKG_CONFIG_PATH=next(unpacked.rglob("zoho_desk.pc")).parent)
        self.assertEqual(self.run_command(source / "query", VERSION).strip(), expected_version())


if __name__ == "__main__":
    unittest.main()
