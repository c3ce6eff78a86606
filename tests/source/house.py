# SPDX-License-Identifier: GPL-3.0-or-later
"""What the house rules share: the files of the tree, and rules as test cases in TAP.

A rule is a function that yields findings, each a text that begins with file:line. Its first
docstring line is the sentence that names the test case.
"""

import os
import sys
from functools import lru_cache
from pathlib import Path

ROOT = Path(os.environ.get("PORTAIL_SOURCE_ROOT", Path(__file__).resolve().parents[2]))
CODE_ROOTS = ("app", "server", "shared", "tests")
SHOWN_FINDINGS = 40


@lru_cache(maxsize=None)
def all_files():
    """Every file of the tree, as paths from the root, without build folders and dotfiles, and
    without other people's files, which stay as they are."""
    found = []
    for folder, folders, names in os.walk(ROOT):
        folders[:] = sorted(
            f
            for f in folders
            if f not in ("build", "vendor", "node_modules")
            and not f.startswith((".", "_build", "__"))
        )
        relative = Path(folder).relative_to(ROOT)
        found += [relative / name for name in sorted(names) if not name.startswith(".")]
    return found


def files(*suffixes, under=CODE_ROOTS):
    return [f for f in all_files() if f.suffix in suffixes and f.parts[0] in under]


@lru_cache(maxsize=None)
def text(path):
    return (ROOT / path).read_text(encoding="utf-8")


def lines(path):
    """The lines of a file with their numbers, from 1."""
    return enumerate(text(path).split("\n"), 1)


def run(rules):
    """Runs the rules as one TAP program."""
    print(f"1..{len(rules)}", flush=True)
    failures = 0
    for number, rule in enumerate(rules, 1):
        name = rule.__doc__.strip().split("\n")[0]
        findings = list(rule())
        failures += bool(findings)
        print(f"{'not ok' if findings else 'ok'} {number} {name}")
        for finding in findings[:SHOWN_FINDINGS]:
            print(f"# {finding}")
        if len(findings) > SHOWN_FINDINGS:
            print(f"# … and {len(findings) - SHOWN_FINDINGS} more")
    sys.exit(1 if failures else 0)
