"""Runs the programs of a host against the sandbox over HTTPS and says what is wrong with what they do."""
import dataclasses
import json
import os
import pathlib
import re
import signal
import subprocess
import sys
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
EXAMPLES = ROOT / "examples" / "hosts"
sys.path.insert(0, str(ROOT / "bench"))
from sandbox import Sandbox  # noqa: E402

# Every answer of the sandbox takes longer than a program may take to stop.
STUCK_MS, STOPS_WITHIN_S = 60_000, 20


def heed_ctrl_c():
    """A program that is started in the background inherits that SIGINT is ignored."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


class Failed(Exception):
    """What a host did wrong, in a sentence."""


@dataclasses.dataclass
class Outcome:
    """One line of the table: the checks that were made, and the first that failed."""
    host: str
    version: str = ""
    sqlite: str = ""
    passed: list = dataclasses.field(default_factory=list)
    problem: str = ""


def expected_rows(dump):
    """The rows of every host's query, found in the sandbox's own data set."""
    accounts = {account["id"]: account["accountName"] for account in dump["accounts"]}
    return [[ticket["id"], int(ticket["ticketNumber"]), ticket["subject"], ticket["priority"],
             int(ticket["threadCount"]), (ticket["cf"] or {}).get("cf_region"), accounts[ticket["accountId"]]]
            for ticket in sorted(dump["tickets"], key=lambda ticket: int(ticket["ticketNumber"]))
            if ticket["statusType"] == "Open" and ticket["createdTime"] >= "2026-09-01"
            and ticket["accountId"] in accounts]


def parse(output):
    """SQLite's version and the lines, of what a program has printed."""
    first, *lines = output.rstrip("\n").split("\n")
    version = re.search(r"SQLite (\d+\.\d+\.\d+)", first)
    if not version:
        raise Failed(f"the first line is no SQLite version: {first[:100]!r}")
    return version[1], lines


def difference(lines, expected):
    """What is wrong with the printed rows, or None: JSON arrays, or fields separated by tabs with NULL for NULL."""
    if lines and lines[0].startswith("["):
        rows = [json.loads(line) for line in lines]
    else:  # a field may contain line breaks
        rows = lines
        text = ("\t".join("NULL" if field is None else str(field) for field in row) for row in expected)
        expected = "\n".join(text).split("\n")
    if len(rows) != len(expected):
        return f"{len(rows)} rows instead of {len(expected)}"
    return next((f"row {row!r} instead of {right!r}" for row, right in zip(rows, expected) if row != right), None)


class Checker:
    """The checks of one host. `sandbox` is a running Desk, `base` the HTTPS address in front of it."""

    def __init__(self, host, module, work, sandbox, base, certificate, examples=EXAMPLES):
        self.host = host
        self.module = pathlib.Path(module)
        self.work = pathlib.Path(work) / host.name
        self.source = examples / host.name
        self.sandbox = sandbox
        self.base = base
        self.certificate = certificate
        self.work.mkdir(parents=True, exist_ok=True)

    def command(self, template, program=""):
        path = self.source / program
        return template.format(program=path, stem=path.stem, module=self.module, folder=self.module.parent,
                               work=self.work, source=self.source)

    def environment(self):
        """Settings, PATH and a home of the tests' own: nothing of the caller's."""
        home = self.work / "home"
        home.mkdir(exist_ok=True)
        settings = {name: self.sandbox.settings[name] for name in (
            "ZOHO_DESK_CLIENT_ID", "ZOHO_DESK_CLIENT_SECRET", "ZOHO_DESK_REFRESH_TOKEN", "ZOHO_DESK_ORG_ID")}
        return {"PATH": os.environ["PATH"], "LANG": "C.UTF-8", "HOME": str(home), **settings,
                "ZOHO_DESK_API_BASE": self.base, "ZOHO_DESK_ACCOUNTS_BASE": self.base,
                "CURL_CA_BUNDLE": str(self.certificate)}

    def start(self, program):
        """The program in a process group of its own, as a terminal would start it."""
        if self.host.prepare:
            self._shell(self.command(self.host.prepare, program), environment=os.environ)
        return subprocess.Popen(["sh", "-c", self.command(self.host.run, program)],
                                stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
                                encoding="utf-8", cwd=self.work, env=self.environment(), start_new_session=True,
                                preexec_fn=heed_ctrl_c)

    def finish(self, process, seconds):
        """Exit status and what it printed; Failed if it is still running after that time."""
        try:
            out, err = process.communicate(timeout=seconds)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.communicate()
            raise Failed(f"still running after {seconds} s") from None
        return process.returncode, out, err

    def run(self):
        """All checks, in order, up to the first that fails."""
        outcome = Outcome(self.host.name)
        try:
            outcome.sqlite = self.check_rows()
            outcome.passed.append("rows")
            outcome.version = self.version()
            self.check_error()
            outcome.passed.append("error")
            if self.host.cancel:
                self.check_cancel()
                outcome.passed.append("cancel")
            self.check_interrupt()
            outcome.passed.append("Ctrl-C")
        except (Failed, OSError, subprocess.SubprocessError, ValueError) as problem:
            outcome.problem = str(problem)
        return outcome

    def version(self):
        printed = self._shell(self.command(self.host.version), environment=os.environ)
        found = re.search(r"\d+(\.\d+)+", printed)
        if not found:
            raise Failed(f"prints no version: {printed[:100]!r}")
        return found[0]

    def check_rows(self):
        """The rows are those of the data set. Returns SQLite's version."""
        status, out, err = self.finish(self.start(self.host.query), 120)
        if status != 0:
            raise Failed(f"exit status {status}: {last_line(err or out)}")
        version, lines = parse(out)
        dump = {name: list(self.sandbox.records(name)) for name in ("tickets", "accounts")}
        problem = difference(lines, expected_rows(dump))
        if problem:
            raise Failed(problem)
        return version

    def check_error(self):
        """What Zoho says reaches the host's own error, and the program ends with it."""
        self.sandbox.control(inject=[{"match": "/api/v1/tickets", "status": 403, "times": 1000,
                                      "body": {"errorCode": "LICENSE_ACCESS_LIMITED", "message": "Not in your plan"}}])
        try:
            status, _, err = self.finish(self.start(self.host.query), 120)
        finally:
            self.sandbox.control(clear_faults=True)
        for part in ("zoho_desk_tickets", "403", "LICENSE_ACCESS_LIMITED"):
            if part not in err:
                raise Failed(f"the error does not say {part}: {last_line(err)!r}")
        if status == 0:
            raise Failed("an error ended in exit status 0")

    def check_cancel(self):
        """The program stops its own query while it waits for an answer."""
        process = self._start_stuck(self.host.cancel)
        try:
            status, out, err = self.finish(process, STOPS_WITHIN_S)
        finally:
            self.sandbox.control(latency_ms=0)
        if status == 0 or self.host.stopped not in err.lower():
            raise Failed(f"the query was not stopped: exit status {status}, {last_line(err or out)!r}")

    def check_interrupt(self):
        """Ctrl-C ends the program while it waits, or does not, as the list says."""
        process = self._start_stuck(self.host.query)
        try:
            os.killpg(process.pid, signal.SIGINT)
            self.finish(process, STOPS_WITHIN_S if self.host.interrupts else 3)
            ended = True
        except Failed:
            ended = False
        finally:
            self.sandbox.control(latency_ms=0)
        if ended != self.host.interrupts:
            raise Failed("Ctrl-C ended the program, which it is said not to do" if ended
                         else "Ctrl-C did not end the program")

    def _start_stuck(self, program):
        """Starts the program on a sandbox that does not answer, and waits until it asks something."""
        self.sandbox.reset_log()
        self.sandbox.control(latency_ms=STUCK_MS)
        process = self.start(program)
        deadline = time.monotonic() + 60
        while self.sandbox.status()["max_in_flight"] == 0:
            if process.poll() is not None or time.monotonic() > deadline:
                self.sandbox.control(latency_ms=0)
                _, out, err = self.finish(process, 0)
                raise Failed(f"{program} asked nothing: {last_line(err or out)!r}")
            time.sleep(0.02)
        return process

    def _shell(self, command, environment):
        done = subprocess.run(["sh", "-ec", command], cwd=self.work, env=dict(environment), text=True,
                              stdin=subprocess.DEVNULL, capture_output=True, timeout=500)
        if done.returncode != 0:
            raise Failed(last_line(done.stderr or done.stdout))
        return done.stdout


def last_line(text):
    """The end of what a program printed, short enough for a table."""
    lines = text.strip().splitlines() or ["nothing was printed"]
    return lines[-1][:300]


class Desk(Sandbox):
    """The sandbox with enough tickets for pages of full size."""

    def __init__(self, program):
        super().__init__(program, {"tickets": 1500})

    def __enter__(self):
        super().__enter__()
        self.control(throttle_tokens=1_000_000)  # each host renews its token
        return self

    def __exit__(self, *problem):
        self.process.kill()  # it would see its late answers through
        super().__exit__(*problem)

    def status(self):
        return json.loads(self._request("GET", "/_sandbox/status"))
