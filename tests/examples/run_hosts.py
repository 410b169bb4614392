#!/usr/bin/env python3
"""The driver of script/test-hosts: installs what each host needs, checks it, prints a table."""
import argparse
import pathlib
import subprocess
import sys
import tempfile
import urllib.parse

from host_check import ROOT, Checker, Desk, Outcome, last_line
from host_list import HOSTS
from hosts_doc import update_table
from tls_front import TlsFront, make_certificate

CHECKS = ("rows", "error", "cancel", "Ctrl-C")


def install(host):
    """Why the host's packages cannot be installed; empty if they are there."""
    wanted = [package for package, _, command in (entry.partition(":") for entry in host.packages)
              if not command or not has_command(command)]
    if not wanted:
        return ""
    done = subprocess.run([ROOT / "script" / "setup", "--install", *wanted], text=True, stdin=subprocess.DEVNULL,
                          stdout=sys.stderr, stderr=subprocess.PIPE, check=False)
    sys.stderr.write(done.stderr)
    reasons = [line for line in done.stderr.splitlines() if line.startswith("E: ")]
    return last_line("\n".join(reasons) or done.stderr) if done.returncode else ""


def has_command(name):
    return subprocess.run(["sh", "-c", f"command -v {name}"], capture_output=True, check=False).returncode == 0


def cells(host, outcome):
    """One line of the table, as a list of text."""
    marks = []
    for check in CHECKS:
        if check == "cancel" and not host.cancel:
            marks.append("-")
        elif check in outcome.passed:
            marks.append("waits" if check == "Ctrl-C" and not host.interrupts else "pass")
        else:
            marks.append("FAIL" if outcome.problem and check == next_check(host, outcome) else "")
    return [host.name, outcome.version, outcome.sqlite, *marks]


def next_check(host, outcome):
    return next((check for check in CHECKS
                 if check not in outcome.passed and (check != "cancel" or host.cancel)), None)


def print_table(rows):
    rows = [["host", "version", "SQLite", *CHECKS], *rows]
    widths = [max(len(row[i]) for row in rows) for i in range(len(rows[0]))]
    for row in rows:
        print("  ".join(cell.ljust(width) for cell, width in zip(row, widths)).rstrip())


def failures(outcomes, allow_missing):
    """The outcomes that make the run fail. `outcomes`: pairs of Outcome and whether its packages were installed."""
    return [outcome for outcome, installed in outcomes
            if outcome.problem and (installed or outcome.host not in allow_missing)]


def check_all(hosts, build):
    """Outcome of each host, with whether its packages could be installed."""
    work = build / "hosts"
    work.mkdir(exist_ok=True)
    outcomes = []
    with tempfile.TemporaryDirectory() as folder, Desk(build / "zoho-desk-sandbox") as desk:
        certificate = make_certificate(pathlib.Path(folder))
        with TlsFront(certificate, urllib.parse.urlsplit(desk.base).port) as front:
            for host in hosts:
                print(f"script/test-hosts: {host.name}", file=sys.stderr)
                missing = install(host)
                if missing:
                    outcomes.append((Outcome(host.name, problem=f"cannot be installed: {missing}"), False))
                else:
                    checker = Checker(host, build / "zoho_desk.so", work, desk, front.base, certificate)
                    outcomes.append((checker.run(), True))
    return outcomes


def arguments(names):
    parser = argparse.ArgumentParser(prog="script/test-hosts", description="see script/test-hosts --help")
    parser.add_argument("hosts", nargs="*", metavar="HOST")
    parser.add_argument("--allow-missing", default="", metavar="HOST,...")
    parser.add_argument("--update-docs", action="store_true")
    parser.add_argument("--build", type=pathlib.Path, default=ROOT / "build")
    args = parser.parse_args()
    args.allow_missing = [name for name in args.allow_missing.split(",") if name]
    unknown = {*args.hosts, *args.allow_missing} - names
    if unknown:
        parser.error(f"no host is called {', '.join(sorted(unknown))} (--list lists them)")
    return args


def main():
    by_name = {host.name: host for host in HOSTS}
    args = arguments(set(by_name))
    hosts = [host for host in HOSTS if not args.hosts or host.name in args.hosts]
    outcomes = check_all(hosts, args.build.resolve())
    table = [cells(by_name[outcome.host], outcome) for outcome, _ in outcomes]
    print_table(table)
    for outcome, _ in outcomes:
        if outcome.problem:
            print(f"\n{outcome.host}: {outcome.problem}")
    failed = failures(outcomes, args.allow_missing)
    print(f"\n{sum(not outcome.problem for outcome, _ in outcomes)} passed, {len(failed)} failed")
    if args.update_docs and not failed:
        update_table(table)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
