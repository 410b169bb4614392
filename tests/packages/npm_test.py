#!/usr/bin/env python3
"""The npm package in an empty project: in better-sqlite3, in node:sqlite, and its types. script/test-packages installs
the hosts into the folder that ZOHO_DESK_NPM_HOSTS names."""
import json
import os
import pathlib
import shutil
import unittest

from support import DEBUG, QUERY, ROOT, VERSION, PackageTest, expected_version, package

HOSTS = pathlib.Path(os.environ["ZOHO_DESK_NPM_HOSTS"])

BETTER_SQLITE3 = """
const Database = require('better-sqlite3');
const zohoDesk = require('zoho-desk');
const db = zohoDesk.load(new Database(':memory:'));
for (const [text] of db.prepare(process.argv[2]).raw().all()) console.log(text);
"""
NODE_SQLITE = """
import { DatabaseSync } from 'node:sqlite';
import { load } from 'zoho-desk';
const db = load(new DatabaseSync(':memory:', { allowExtension: true }));
for (const row of db.prepare(process.argv[2]).all()) console.log(Object.values(row)[0]);
"""
TYPES = """
import Database = require('better-sqlite3');
import { DatabaseSync } from 'node:sqlite';
import { load, path } from 'zoho-desk';
const one: Database.Database = load(new Database(':memory:'));
const other: DatabaseSync = load(new DatabaseSync(':memory:', { allowExtension: true }));
const file: string = path;
// @ts-expect-error: this is no connection
load(file);
console.log(one, other);
"""


class NpmTest(PackageTest):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.archive = package("npm", cls.folder)[0]
        cls.project = cls.folder / "project"
        cls.project.mkdir()
        (cls.project / "package.json").write_text('{"name": "empty", "private": true}')
        cls.run_command("npm", "install", "--offline", "--no-audit", "--no-fund", cls.archive, cwd=cls.project)
        cls.installed = cls.project / "node_modules/zoho-desk"
        # The hosts' modules beside it; the first that Node.js finds going up is ours.
        (cls.folder / "node_modules").symlink_to(HOSTS / "node_modules")
        # Has node:sqlite with loadable extensions, and exports OpenSSL and simdjson of its own.
        cls.new_node = next(HOSTS.glob("node_modules/node-linux-*/bin/node"))

    def run_script(self, name, text, *arguments, node="node"):
        (self.project / name).write_text(text)
        return self.run_command(node, "--no-warnings", name, *arguments, cwd=self.project)

    def better_sqlite3(self, query):
        return self.run_script("host.cjs", BETTER_SQLITE3, query)

    def node_sqlite(self, query):
        return self.run_script("host.mjs", NODE_SQLITE, query, node=self.new_node)

    def test_better_sqlite3_reads_the_desk(self):
        self.expect_the_desks_tickets(self.better_sqlite3(QUERY))

    def test_node_sqlite_reads_the_desk(self):
        self.expect_the_desks_tickets(self.node_sqlite(QUERY))

    def test_the_module_uses_its_own_libraries_and_not_those_inside_node(self):
        shell, better, own = (next(line for line in printed.splitlines() if line.startswith("libcurl"))
                              for printed in (self.shell(self.installed / "zoho_desk", DEBUG),
                                              self.better_sqlite3(DEBUG), self.node_sqlite(DEBUG)))
        self.assertEqual(better, shell)
        self.assertEqual(own, shell)

    def test_the_path_alone_loads_as_well(self):
        program = NODE_SQLITE.replace("load(new DatabaseSync(", "(database => (database.loadExtension(path), database))("
                                      "new DatabaseSync(").replace("{ load }", "{ path }")
        self.expect_the_desks_tickets(self.run_script("plain.mjs", program, QUERY, node=self.new_node))

    def test_the_hosts_own_tls_still_works_beside_it(self):
        """Node.js goes on using the OpenSSL inside it."""
        program = "import crypto from 'node:crypto';\n" + NODE_SQLITE + (
            "console.log(crypto.createHash('sha256').update('abc').digest('hex'));\n")
        digest = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"  # FIPS 180-2, appendix B.1
        printed = self.run_script("crypto.mjs", program, VERSION, node=self.new_node)
        self.assertEqual(printed.split(), [expected_version(), digest])

    def test_path_is_what_sqlite_loads(self):
        path = self.run_command("node", "-p", "require('zoho-desk').path", cwd=self.project).strip()
        self.assertEqual(path, str(self.installed / "zoho_desk.so"))
        self.assertEqual(self.shell(path, VERSION).strip(), expected_version())

    def test_the_program_comes_along(self):
        self.assertIn(expected_version(), self.run_command("npx", "--offline", "zoho-desk", "--version", cwd=self.project))

    def test_installing_runs_nothing_and_needs_nothing(self):
        described = json.loads((self.installed / "package.json").read_text())
        self.assertEqual(described["version"], expected_version())
        for absent in ("scripts", "dependencies"):
            self.assertNotIn(absent, described)

    def test_types_fit_both_hosts(self):
        (self.project / "types.cts").write_text(TYPES)
        self.run_command("node", HOSTS / "node_modules/typescript/bin/tsc", "--noEmit", "--strict", "--module", "nodenext",
                         "--types", "node", "types.cts", cwd=self.project)

    def test_sources_alone_say_how_to_get_the_module(self):
        sources = shutil.copytree(ROOT / "packages/npm", self.folder / "sources")
        for command in (("node", "-e", "require('./index.js')"), ("npm", "pack")):
            refused = self.try_command(*command, cwd=sources)
            self.assertNotEqual(refused.returncode, 0)
            self.assertIn("script/package npm", refused.stderr)


if __name__ == "__main__":
    unittest.main()
