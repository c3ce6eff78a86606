# SPDX-License-Identifier: GPL-3.0-or-later
"""Format: C files are as clang-format 14 writes them."""

import os
import re
import subprocess
from concurrent.futures import ThreadPoolExecutor

from house import ROOT, files, lines, run, text

CLANG_FORMAT = "clang-format-14"
COMPLAINT = re.compile(r"^(?P<path>[^:]+):(?P<line>\d+):\d+: ")


def complaints(paths):
    done = subprocess.run(
        [CLANG_FORMAT, "--dry-run", "--Werror", *map(str, paths)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    found = {}
    for match in filter(None, map(COMPLAINT.match, done.stderr.split("\n"))):
        found.setdefault(match["path"], set()).add(int(match["line"]))
    return sorted(found.items())


def c_is_formatted():
    """C is as clang-format 14 writes it"""
    paths = files(".c", ".h")
    workers = os.cpu_count() or 1
    shares = [share for share in (paths[start::workers] for start in range(workers)) if share]
    with ThreadPoolExecutor(workers) as pool:
        for found in pool.map(complaints, shares):
            for path, numbers in found:
                yield f"{path}:{min(numbers)}: {len(numbers)} lines; run {CLANG_FORMAT} -i on it"


def text_ends_well():
    """text has no tab, no space at a line's end, and one newline at its end"""
    for path in files(".c", ".h", ".py", ".sh", ".ui", ".css", ".sql", ".build"):
        for number, line in lines(path):
            if "\t" in line or line != line.rstrip():
                yield f"{path}:{number}: a tab, or a space at the end"
        if not text(path).endswith("\n") or text(path).endswith("\n\n"):
            yield f"{path}:{text(path).count(chr(10))}: the end of the file"


run([c_is_formatted, text_ends_well])
