#!/usr/bin/env python3
"""Measures the extension against what people would write instead; script/bench builds what this needs and calls it."""
import argparse
import json
import os
import pathlib
import subprocess
import sys

import report
import suites
from harness import ROOT, Bench


def sizes(quick, rows):
    """How much of everything, full or quick."""
    if quick:
        return {"rows": rows or 1000, "runs": 2, "limit": 3, "tickets": 200, "joins": 1, "setup": 10,
                "scale": [1000, 5000], "seconds": 0.05}
    return {"rows": rows or 10_000, "runs": 5, "limit": 15, "tickets": 1000, "joins": 3, "setup": 40,
            "scale": [10_000, 100_000, 1_000_000], "seconds": 1}


SUITES = {
    "import": lambda bench, size: suites.import_suite(bench, size["rows"], size["runs"]),
    "limit": lambda bench, size: suites.limit_suite(bench, size["limit"]),
    "join": lambda bench, size: suites.join_suite(bench, size["tickets"], size["joins"]),
    "setup": lambda bench, size: suites.setup_suite(bench, size["setup"]),
    "scale": lambda bench, size: suites.scale_suite(bench, size["scale"], size["runs"]),
}
INNER = "inner"


def inner_loops(build, seconds):
    """Name, CPU time in ns and bytes per second of every Google Benchmark."""
    done = subprocess.run([build / "zoho_desk_bench", "--benchmark_format=json", f"--benchmark_min_time={seconds}"],
                          stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=True)
    scale = {"ns": 1, "us": 1e3, "ms": 1e6, "s": 1e9}
    return [{"name": entry["name"], "cpu_ns": entry["cpu_time"] * scale[entry["time_unit"]],
             "bytes_per_second": entry.get("bytes_per_second")}
            for entry in json.loads(done.stdout)["benchmarks"] if "error_message" not in entry]


def arguments():
    parser = argparse.ArgumentParser(prog="script/bench", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME",
                        help=f"only these: {', '.join([*SUITES, INNER])} (all by default)")
    parser.add_argument("--quick", action="store_true", help="small tables and few runs, to see that all works")
    parser.add_argument("--rows", type=int, help="rows of the import (10,000)")
    parser.add_argument("--output", type=pathlib.Path,
                        help="folder for benchmarks.md and benchmarks.svg; docs/ after a full run")
    parser.add_argument("--build", type=pathlib.Path, default=ROOT / "build", help="build directory (build/)")
    args = parser.parse_args()
    unknown = set(args.names) - {*SUITES, INNER}
    if unknown:
        parser.error(f"no benchmark is called {', '.join(sorted(unknown))}")
    return args


def main():
    args = arguments()
    size = sizes(args.quick, args.rows)
    bench = Bench(args.build.resolve(), args.build.resolve() / "bench-work")
    outcomes = []
    for name, suite in SUITES.items():
        if not args.names or name in args.names:
            print(f"script/bench: {name} ...", file=sys.stderr, flush=True)
            outcomes.append(suite(bench, size))
    inner = inner_loops(bench.build, size["seconds"]) if not args.names or INNER in args.names else []
    print(report.terminal(outcomes, inner))
    output = args.output or (None if args.quick or args.names or args.rows else ROOT / "docs")
    if output:
        output.mkdir(parents=True, exist_ok=True)
        command = ["script/bench", *["--quick"] * args.quick, *(["--rows", str(args.rows)] if args.rows else []),
                   *args.names]
        report.write(output, outcomes, inner, " ".join(command), os.environ.get("BENCH_NODE_MODULES"))
        print(f"script/bench: wrote benchmarks.md and benchmarks.svg into {output.name}/", file=sys.stderr)


main()
