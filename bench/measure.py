#!/usr/bin/env python3
"""Runs one command and writes what it took as JSON.

    measure.py RESULT OUTPUT TIMEOUT_S COMMAND [ARGUMENT...]

RESULT gets {"wall_s", "cpu_s", "peak_kib", "status"}: CPU is user + system time of the command and of all it waited
for; the peak is the largest resident set of any one of those processes; status is the exit code (negative: the signal
that ended it). OUTPUT gets the command's standard output and error, mixed.

A program of its own because Linux counts the memory of the process that forked towards the peak of what it started:
this one imports next to nothing (about 8 MiB), so that no contender looks larger than it is.
"""
import os
import signal
import sys
import time


def main():
    result, output, timeout, command = sys.argv[1], sys.argv[2], int(sys.argv[3]), sys.argv[4:]
    start = time.monotonic()
    child = os.fork()
    if child == 0:
        try:
            os.setpgid(0, 0)
            log = os.open(output, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
            os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
            os.dup2(log, 1)
            os.dup2(log, 2)
            os.execvp(command[0], command)
        except OSError as problem:
            os.write(2, f"{command[0]}: {problem.strerror}\n".encode())
        os._exit(127)

    def end(*_):
        try:
            os.killpg(child, signal.SIGKILL)
        except ProcessLookupError:
            pass

    signal.signal(signal.SIGALRM, end)
    signal.signal(signal.SIGTERM, end)
    signal.alarm(timeout)
    _, wait_status, usage = os.wait4(child, 0)
    wall = time.monotonic() - start
    with open(result, "w", encoding="ascii") as file:
        file.write('{"wall_s": %.6f, "cpu_s": %.6f, "peak_kib": %d, "status": %d}\n'
                   % (wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss,
                      os.waitstatus_to_exitcode(wait_status)))


main()
