# SPDX-License-Identifier: GPL-3.0-or-later
"""Sums up a run of `meson test`: the output of what failed, the slowest, and the count line.

Usage: summary.py TESTLOG.json STATUS-OF-MESON

What is counted are test cases, not programs. A case that the plan of a program promised and that
never ran is a failed one, so a crash costs the case that crashed and all those after it; a program
that fails in any other way is one failed case.
"""

import json
import re
import sys
from collections import Counter
from dataclasses import dataclass, field

TAIL_LINES = 60
SLOW_SECONDS = 5
PLAN = re.compile(r"^1\.\.(\d+)( *# *skip)?", re.IGNORECASE)
CASE = re.compile(r"^(not )?ok\b *(\d*) *-? *([^#]*?) *(?:# *(skip)\b.*|#.*)?$", re.IGNORECASE)
GOOD_RESULTS = ("OK", "SKIP", "EXPECTEDFAIL")


@dataclass
class Program:
    name: str
    seconds: float
    output: str
    passed: int = 0
    skipped: int = 0
    failed: list = field(default_factory=list)


def read_cases(program, stdout):
    """Counts the cases of the TAP of one program; the cases that it promised and did not run."""
    promised, seen = None, 0
    for line in stdout.split("\n"):
        plan, case = PLAN.match(line), CASE.match(line)
        if plan:
            promised = int(plan[1])
            program.skipped += bool(promised == 0 and plan[2])
        elif case:
            seen += 1
            if case[4]:
                program.skipped += 1
            elif case[1]:
                program.failed.append(case[3] or case[2])
            else:
                program.passed += 1
    return 0 if promised is None else max(0, promised - seen)


def read_program(entry):
    stdout, stderr = entry.get("stdout") or "", entry.get("stderr") or ""
    program = Program(entry["name"], entry["duration"], "\n".join(filter(None, (stdout, stderr))))
    never_ran = read_cases(program, stdout)
    is_good = entry["result"] in GOOD_RESULTS
    if entry["result"] == "SKIP" and not program.skipped:
        program.skipped = 1
    elif never_ran and entry["result"] != "SKIP":
        program.failed += ["a case that never ran to its end"] * never_ran
    elif not is_good and not program.failed:
        program.failed.append("no case failed, but the program did")
    if not is_good:
        program.output += f"\n({entry['result']}, exit status {entry['returncode']})"
    return program


def print_failure(program):
    print(f"\n──── {program.name}")
    lines = program.output.rstrip().split("\n")
    if len(lines) > TAIL_LINES:
        print(f"… ({len(lines) - TAIL_LINES} lines before)")
    print("\n".join(lines[-TAIL_LINES:]))
    for name, times in Counter(program.failed).items():
        print(f"FAILED {program.name}: {name}" + (f" (× {times})" if times > 1 else ""))


def main():
    with open(sys.argv[1], encoding="utf-8") as log:
        programs = [read_program(json.loads(line)) for line in log]

    for program in sorted(programs, key=lambda p: p.name):
        if program.failed:
            print_failure(program)
    slow = sorted((p for p in programs if p.seconds > SLOW_SECONDS), key=lambda p: -p.seconds)
    if slow:
        print("\nSlowest: " + ", ".join(f"{p.name} {p.seconds:.0f} s" for p in slow[:5]))

    passed = sum(p.passed for p in programs)
    skipped = sum(p.skipped for p in programs)
    failed = sum(len(p.failed) for p in programs)
    if int(sys.argv[2]) != 0 and failed == 0:
        print("\nmeson test failed without a failed test case.")
        failed = 1
    print(f"\n{passed} passed, {failed} failed, {skipped} skipped")
    sys.exit(1 if failed else 0)


main()
