"""Writes what was measured: one table for the terminal, docs/benchmarks.md and its plot."""
import datetime
import json
import os
import platform
import shutil
import subprocess

import plot
from harness import IN_FLIGHT, ROOT

LOAD = os.getloadavg()[0]  # before anything is measured
COLUMNS = ("Who", "Wall, s", "CPU, s", "Peak, MiB", "Requests", "Credits", "In flight")


def number(value):
    """Three digits that mean something."""
    if value >= 100:
        return f"{value:,.0f}"
    return f"{value:.2f}" if value >= 1 else f"{value:.3f}" if value >= 0.1 else f"{value:.4f}"


def with_range(figures, key):
    low, high = figures.range(key)
    return f"{number(figures.median(key))} ({number(low)} – {number(high)})"


def cells(figures):
    """One line of the table: medians, with ranges where a time is meant; or why there are none."""
    if not figures.ok:
        return [figures.who, figures.problem or "not run"]
    counts = [f"{figures.median(key):g}" if key in figures.runs[0] else ""
              for key in ("requests", "credits", "in_flight")]
    return [figures.who, with_range(figures, "wall_s"), with_range(figures, "cpu_s"),
            f"{figures.median('peak_kib') / 1024:.1f}", *counts]


def heading(setting):
    """What the lines of one group have in common."""
    parts = []
    if setting.get("rows"):
        parts.append(f"{setting['rows']:,} rows")
    if setting.get("columns"):
        columns = setting["columns"]
        parts.append(f"{columns} columns" if columns != 1 and isinstance(columns, int) else str(columns))
    return ", ".join([*parts, f"{setting['latency_ms']} ms per request"])


def groups(outcome):
    """(heading, figures) for runs of figures with the same setting."""
    found = []
    for figures in outcome.figures:
        title = heading(figures.setting) if outcome.grouped else ""
        if not found or found[-1][0] != title:
            found.append((title, []))
        found[-1][1].append(figures)
    return found


def target_cells(target):
    value = "not measured" if target.value is None else number(target.value) + target.unit
    return [target.what, value, f"{target.limit:g}{target.unit}", "met" if target.met else "**missed**"]


INNER_COLUMNS = ("Loop", "CPU per call", "MB/s", "Calls per second")


def inner_cells(entry):
    rate = entry.get("bytes_per_second")
    per_call = f"{entry['cpu_ns'] / 1000:,.1f} µs" if entry["cpu_ns"] >= 1000 else f"{entry['cpu_ns']:.0f} ns"
    return [entry["name"], per_call, f"{rate / 1e6:,.0f}" if rate else "", f"{1e9 / entry['cpu_ns']:,.0f}"]


def terminal(outcomes, inner):
    """Everything in one table of aligned columns."""
    lines = [list(COLUMNS)]
    for outcome in outcomes:
        lines += [[], [outcome.title]]
        for title, figures in groups(outcome):
            if title:
                lines.append(["- " + title])
            lines += [cells(one) for one in figures]
    if inner:
        lines += [[], list(INNER_COLUMNS), *map(inner_cells, inner)]
    targets = [target for outcome in outcomes for target in outcome.targets]
    lines += [[], ["Target", "Measured", "At most", ""], *map(target_cells, targets)]
    widths = [max((len(line[i]) for line in lines if len(line) > i and i + 1 < len(line)), default=0) for i in range(7)]
    return "\n".join("  ".join(text.ljust(widths[i]) for i, text in enumerate(line)).rstrip()
                     for line in lines).replace("**", "")


def markdown_table(head, lines):
    text = [f"| {' | '.join(head)} |", "|" + "---|" * len(head)]
    for line in lines:
        line = [*line, *[""] * (len(head) - len(line))]
        text.append("| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |")
    return "\n".join(text)


def first_line(*command):
    """What a program says of its version."""
    if not shutil.which(command[0]):
        return "not here"
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT)
    return (done.stdout or done.stderr).strip().splitlines()[0]


def machine():
    model = platform.machine()
    if os.path.exists("/proc/cpuinfo"):
        with open("/proc/cpuinfo", encoding="utf-8") as file:
            model = next((line.split(":", 1)[1].strip() for line in file if line.startswith("model name")), model)
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return (f"{os.cpu_count()} cores ({model}), {memory:.0f} GiB of memory, Linux {platform.release().split('-')[0]}, "
            f"load average {LOAD:.1f} at the start")


def versions(node_modules):
    node = first_line("node", "--version")
    if node_modules:
        package = os.path.join(node_modules, "better-sqlite3", "package.json")
        with open(package, encoding="utf-8") as file:
            node += f", with better-sqlite3 {json.load(file)['version']}"
    return [("zoho_desk, commit", first_line("git", "describe", "--always", "--dirty")),
            ("sqlite3 shell", first_line("sqlite3", "--version").split()[0]),
            ("Python", platform.python_version()), ("Node", node),
            ("curl", first_line("curl", "--version").split()[1]),
            ("jq", first_line("jq", "--version").removeprefix("jq-")),
            ("C++ compiler", first_line("c++", "--version"))]


TEXT = """# Benchmarks

Written by `script/bench` on {date}; do not edit. Command line: `{command}`.

Machine: {machine}. The contenders, the sandbox that answers them and SQLite share its cores.

{versions}

![Wall time of the import, by contender]({plot})

## Targets

{targets}

"""

READING = f"""## How to read it

- **Contenders.** Every one runs as a process of its own, in turns, in another order each round. They read the same
  tickets through the search endpoint, and have a fresh database to fill and an access token, so that nobody waits
  for the accounts server. `Python` is http.client with keep-alive, json and sqlite3; `Node` is fetch and
  better-sqlite3; curl keeps its connections and sends {IN_FLIGHT} requests at once. As lists stop at 5,000 rows and
  pages deeper than 2,000 cost more credits, the scripts page in windows of createdTime, restart at the last
  createdTime and drop what comes twice. Their source is in bench/peers/.
- **Right first.** Every table is compared with the sandbox's own data, column by column, before its time counts. A
  contender that fails or is wrong has the reason in place of its figures.
- **Figures** are medians, with the range in brackets. CPU is user + system time of the process and its children; the
  peak is the largest resident set among them (below 9 MiB it cannot be told apart). Requests, credits and the
  most requests in flight come from the sandbox's log.
- **Behind nghttpx** are runs over TLS through a proxy on the same machine, once with HTTP/1.1 and once with HTTP/2;
  their times are compared with each other only.
- **Set-up** compares the fastest of many runs: whatever else the machine does can only add.
- **Milliseconds per request** are added by the sandbox to every answer. At 0 ms it is the machine that is measured, at
  50 ms how well a contender keeps the wire busy.

## The floors

- **Import, 0 ms:** the line `floor`: the requests of sequential Python, known beforehand, sent by curl with
  {IN_FLIGHT} in flight, answers thrown away. Nobody who has to read the answers is faster.
- **Import, 50 ms:** one round trip for the first page, since only its answer tells that there is more, and then
  {IN_FLIGHT} pages at a time: 1 + ceil((pages - 1) / {IN_FLIGHT}) round trips.
- **LIMIT 10:** one round trip, measured with curl on a kept connection, for the same request.
- **Join:** the rounds of the tickets' pages as above, then at least one for the contacts of the last page; and the
  first page and all others, with one look-up by a list of ids for every 100 contacts, {IN_FLIGHT} at a time. The
  larger of the two counts.
- **Inner loops:** `FloorSimdjsonWalk` finds every field of the page and keeps nothing; `FloorSqliteInsert` puts the
  page's rows, decoded beforehand, into a table in memory.
"""


def markdown(outcomes, inner, command, node_modules):
    targets = [target_cells(target) for outcome in outcomes for target in outcome.targets]
    text = TEXT.format(
        date=datetime.date.today().isoformat(), command=command, machine=machine(), plot="benchmarks.svg",
        versions=markdown_table(("Program", "Version"), versions(node_modules)),
        targets=markdown_table(("Target", "Measured", "At most", ""), targets))
    for outcome in outcomes:
        text += f"## {outcome.title}\n\n"
        for title, figures in groups(outcome):
            text += f"**{title}**\n\n" if title else ""
            text += markdown_table(COLUMNS, map(cells, figures)) + "\n\n"
        text += "".join(note + "\n\n" for note in outcome.notes)
    if inner:
        text += ("## Inner loops\n\nOne page of 100 tickets, or one call. CPU time.\n\n"
                 + markdown_table(INNER_COLUMNS, map(inner_cells, inner)) + "\n\n")
    return text + READING


def write(folder, outcomes, inner, command, node_modules):
    """benchmarks.md and benchmarks.svg in that folder."""
    (folder / "benchmarks.md").write_text(markdown(outcomes, inner, command, node_modules), encoding="utf-8")
    (folder / "benchmarks.svg").write_text(plot.import_bars(outcomes), encoding="utf-8")
