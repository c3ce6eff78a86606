# SPDX-License-Identifier: GPL-3.0-or-later
"""Where things live: floors, includes, names of files, first lines."""

import re
from collections import defaultdict
from pathlib import Path

from c_source import bare
from house import CODE_ROOTS, ROOT, all_files, files, lines, run, text

FLOORS_FILE = Path("tests/source/floors.txt")
LICENCE = "SPDX-License-Identifier: GPL-3.0-or-later"
FIRST_LINE_C = f"/* {LICENCE} */"
INCLUDE = re.compile(r'^\s*#\s*include\s+(["<])([^">]+)[">]')
DECLARATION = re.compile(r"^(?!typedef)[A-Za-z_][\w ,*]*[ *]([a-z_]\w*) \(", re.MULTILINE)
# What each root may include of the others.
REACH = {
    "shared": {"shared"},
    "server": {"shared", "server"},
    "app": {"shared", "app"},
    "tests": set(CODE_ROOTS),
}
# Libraries that belong to one root only.
OWNED_LIBRARIES = {
    "app": ("gtk/", "gdk/", "adwaita", "libsecret/"),
    "server": ("microhttpd", "jwt", "sodium", "curl/", "mysql", "mariadb"),
}
FILE_NAME = {
    "app": re.compile(r"(portail-[a-z0-9]+(-[a-z0-9]+)*|main)\.[ch]$"),
    "server": re.compile(r"(portail-[a-z0-9]+(-[a-z0-9]+)*|main)\.[ch]$"),
    "shared": re.compile(r"portail-[a-z0-9]+(-[a-z0-9]+)*\.[ch]$"),
    "tests": re.compile(r"[a-z0-9]+(-[a-z0-9]+)*\.[ch]$"),
}
# One of each in every folder, or given by the tools.
REPEATED_NAMES = {"meson.build", "main.c", "run"}


def read_floors():
    """(line, name, floor) of every row of the table."""
    for number, line in lines(FLOORS_FILE):
        row = line.split("#")[0].split()
        if row:
            yield number, row[0], int(row[1])


FLOORS = {name: floor for _, name, floor in read_floors()}


def floor_of(path):
    """The floor of a file of shared/, or None; a .c file has the floor of its header."""
    stem = str(path.with_suffix(""))
    return FLOORS.get(stem, FLOORS.get(f"{path.parent}/*"))


def includes(path):
    for number, line in lines(path):
        match = INCLUDE.match(line)
        if match:
            yield number, match[1] == '"', match[2]


def licence_first():
    """every source file begins with its licence"""
    for path in files(".c", ".h"):
        if text(path).split("\n", 1)[0] != FIRST_LINE_C:
            yield f"{path}:1: the first line is not {FIRST_LINE_C}"
    for path in files(".py", ".sh", ".build", ".ui", ".css", under=(*CODE_ROOTS, "data", "po")):
        if LICENCE not in "\n".join(text(path).split("\n")[:4]):
            yield f"{path}:1: {LICENCE} is not at the beginning"


def headers_are_guarded():
    """a header is guarded by pragma once"""
    for path in files(".h"):
        if "#pragma once" not in text(path):
            yield f"{path}:1: #pragma once is missing"


def every_file_has_a_floor():
    """every file of shared/ has a floor, and every floor a file"""
    stems = {path.with_suffix("") for path in files(".h", ".c", under=("shared",))}
    for path in sorted(stems):
        if floor_of(path) is None:
            yield f"{FLOORS_FILE}:1: no floor for {path}"
    for number, name, _ in read_floors():
        exists = (ROOT / name[:-2]).is_dir() if name.endswith("/*") else Path(name) in stems
        if not exists:
            yield f"{FLOORS_FILE}:{number}: there is no {name}"


def no_include_goes_up():
    """an include of shared/ never goes up"""
    for path in files(".c", ".h", under=("shared",)):
        mine = floor_of(path)
        for number, is_ours, included in includes(path):
            theirs = floor_of(Path(included)) if is_ours else None
            if mine is not None and theirs is not None and theirs > mine:
                yield f"{path}:{number}: floor {mine} includes {included} of floor {theirs}"


def roots_keep_apart():
    """app and server never include each other, shared neither"""
    for path in files(".c", ".h"):
        root = path.parts[0]
        for number, is_ours, included in includes(path):
            head = included.split("/")[0]
            if is_ours and head in CODE_ROOTS and head not in REACH[root]:
                yield f"{path}:{number}: {root} includes {included}"
            for owner, libraries in OWNED_LIBRARIES.items():
                if not is_ours and root not in (owner, "tests") and included.startswith(libraries):
                    yield f"{path}:{number}: <{included}> belongs to {owner}"


def includes_are_written_from_the_root():
    """an include of ours is written from the root and exists"""
    for path in files(".c", ".h"):
        for number, is_ours, included in includes(path):
            is_generated = included.endswith("-resources.h")
            if not is_ours or is_generated:
                continue
            if included.split("/")[0] not in CODE_ROOTS or not (ROOT / included).is_file():
                yield f"{path}:{number}: {included} is not a file from the root"


def file_names_follow_types():
    """a file is named after its type in kebab case"""
    for path in files(".c", ".h"):
        if not FILE_NAME[path.parts[0]].match(path.name):
            yield f"{path}:1: the name does not match {FILE_NAME[path.parts[0]].pattern}"


def file_names_are_unique():
    """a file name stands once in the tree"""
    places = defaultdict(list)
    for path in all_files():
        if path.parts[0] in CODE_ROOTS and path.name not in REPEATED_NAMES:
            places[path.name].append(path)
    for paths in places.values():
        for path in paths[1:]:
            yield f"{path}:1: {paths[0]} has the same name"


def headers_stand_with_their_source():
    """a source file includes its own header first"""
    for path in files(".c"):
        header = path.with_suffix(".h")
        own = [included for _, is_ours, included in includes(path) if is_ours]
        if (ROOT / header).is_file() and own and own[0] != str(header):
            yield f"{path}:1: the first include is {own[0]}, not {header}"


def declarations_are_for_c():
    """a public header declares what its own prefix names"""
    for path in files(".h", under=("app", "server", "shared")):
        for match in DECLARATION.finditer(bare(path)):
            if not match[1].startswith("portail_"):
                line = bare(path).count("\n", 0, match.start()) + 1
                yield f"{path}:{line}: {match[1]} does not begin with portail_"


run(
    [
        licence_first,
        headers_are_guarded,
        every_file_has_a_floor,
        no_include_goes_up,
        roots_keep_apart,
        includes_are_written_from_the_root,
        file_names_follow_types,
        file_names_are_unique,
        headers_stand_with_their_source,
        declarations_are_for_c,
    ]
)
