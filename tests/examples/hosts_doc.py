"""docs/HOSTS.md against the programs: what it shows is what script/test-hosts runs.

Each host has a section under its title. In it, a block of the language `console` has commands: the packages to install,
and last how the program is started. Every other block is an excerpt of a program of the host. The first table of the
page lists all hosts; update_table() writes it.
"""
import re
import textwrap

from host_check import EXAMPLES, ROOT
from host_list import HOSTS

PAGE = ROOT / "docs" / "HOSTS.md"
HEAD = ("| Host | Version | SQLite | Stop a query that waits | Ctrl-C while it waits |", "|---|---|---|---|---|")


def sections(text):
    """Title to text of what is under the headings of the second level."""
    parts = re.split(r"^## (.+)$", text, flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2]))


def blocks(text):
    """Language and text of each fenced block."""
    return re.findall(r"^```(\w*)\n(.*?)^```$", text, flags=re.MULTILINE | re.DOTALL)


def is_excerpt(block, program):
    """Whether the lines of the block are consecutive lines of the program, indented by as much or more."""
    wanted = textwrap.dedent(block).splitlines()
    lines = program.splitlines()
    return any(textwrap.dedent("\n".join(lines[start:start + len(wanted)])).splitlines() == wanted
               for start in range(len(lines) - len(wanted) + 1))


def run_line(host):
    """How the page says that the query is started."""
    return host.shown or host.run.format(program=host.query, module="path/to/zoho_desk.so", folder="path/to",
                                         stem="", work="", source="").replace("/usr/bin/", "")


def debian_packages(host):
    return [entry.partition(":")[0] for entry in host.packages]


def section_problems(host, text, programs):
    """What is wrong with the section of a host. `programs`: file name to text."""
    for name in filter(None, (host.query, host.cancel)):
        if f"](../examples/hosts/{host.name}/{name})" not in text:
            yield f"no link to {name}"
    commands = [block for language, block in blocks(text) if language == "console"]
    lines = commands[0].splitlines() if commands else []
    installed = " ".join(lines).partition("apt-get install ")[2].split()
    missing = [package for package in debian_packages(host) if package not in installed]
    if missing:
        yield f"its commands do not install {' '.join(missing)}"
    if not lines or lines[-1] != run_line(host):
        yield f"its commands do not end with: {run_line(host)}"
    excerpts = [block for language, block in blocks(text) if language != "console"]
    if not excerpts:
        yield "no line of a program is shown"
    for block in excerpts:
        if not any(is_excerpt(block, program) for program in programs.values()):
            yield f"no program has the lines that begin with: {block.splitlines()[0].strip()}"


def table_rows(text):
    """The cells of the first table, without its head."""
    rows = [line for line in text.splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in row.strip("|").split("|")] for row in rows[2:2 + len(HOSTS)]]


def table_row(host, version, sqlite):
    anchor = re.sub(r"[^\w -]", "", host.title.lower()).replace(" ", "-")
    stop = f"[{host.cancel}](../examples/hosts/{host.name}/{host.cancel})" if host.cancel else "no"
    return [f"[{host.title}](#{anchor})", version, sqlite, stop, "ends it" if host.interrupts else "waits on"]


def problems(text, hosts=HOSTS, examples=EXAMPLES):
    """Everything that is wrong with the page."""
    folders = {folder.name for folder in examples.iterdir() if folder.is_dir()}
    if folders != {host.name for host in hosts}:
        yield f"examples/hosts and the list of hosts differ in {sorted(folders ^ {host.name for host in hosts})}"
    found = sections(text)
    for host, row in zip(hosts, table_rows(text) + [[""] * 5] * len(hosts)):
        expected = table_row(host, row[1], row[2])
        if row != expected or not all(re.match(r"\d", cell) for cell in row[1:3]):
            yield f"the table's row of {host.name} is {row}, not {expected}"
        if host.title not in found:
            yield f"no section {host.title}"
            continue
        programs = {path.name: path.read_text() for path in (examples / host.name).iterdir() if path.is_file()}
        for problem in section_problems(host, found[host.title], programs):
            yield f"{host.title}: {problem}"


def update_table(rows, page=PAGE):
    """Writes the versions into the table. `rows`: lists that begin with host name, version, SQLite version."""
    text = page.read_text()
    known = {row[0]: row[1:3] for row in table_rows(text)}
    known.update({table_row(host, "", "")[0]: row[1:3] for row in rows for host in HOSTS if host.name == row[0]})
    body = [table_row(host, *known.get(table_row(host, "", "")[0], ["", ""])) for host in HOSTS]
    table = "\n".join([*HEAD, *("| " + " | ".join(row) + " |" for row in body)]) + "\n"
    page.write_text(re.sub(r"^\|.*\n(?:\|.*\n)+", lambda _: table, text, count=1, flags=re.MULTILINE))
