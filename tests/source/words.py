# SPDX-License-Identifier: GPL-3.0-or-later
"""Words: unfinished ones, names that say nothing, boolean parameters, names of tests."""

import re
from pathlib import Path

from c_source import bare, functions, prototypes
from house import ROOT, all_files, files, lines, run, text

CODE_SUFFIXES = (".c", ".h", ".py", ".sh", ".ui", ".css", ".sql", ".build")
# In pieces, so that this file does not find itself.
UNFINISHED = re.compile(
    r"\b(TO" r"DO|FIX" r"ME|XX" r"X|HA" r"CK|place" r"holder|st" r"ub(bed)?|for no" r"w)\b",
    re.IGNORECASE,
)
# The name of a property of GTK, and of a node in its style sheets.
UNFINISHED_EXCEPTION = re.compile(r"place" r"holder[-_]text|text > place" r"holder")
EMPTY_WORDS = {"data", "tmp", "info", "helper", "helpers", "util", "utils", "manager", "misc"}
TYPE_NAME = re.compile(r"\b(?:struct|enum|union)\s+_?([A-Z]\w+)|^\} ([A-Z]\w+);", re.MULTILINE)
CAMEL_WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z][a-z0-9]*")
BOOLEAN = re.compile(r"^(const )?(gboolean|bool|_Bool)\b( \w+)?$")
TEST_PATH = re.compile(r'g_test_add\w*\s*\(\s*"([^"]*)"')
SENTENCE_PATH = re.compile(r"(/[a-z0-9][a-z0-9.]*(-[a-z0-9.]+)*)+$")


def nothing_is_unfinished():
    """no line says that something is unfinished"""
    for path in files(*CODE_SUFFIXES):
        for number, line in lines(path):
            match = UNFINISHED.search(UNFINISHED_EXCEPTION.sub("", line))
            if match:
                yield f"{path}:{number}: {match.group()}"


def file_names_say_something():
    """a file name has no empty word"""
    for path in files(*CODE_SUFFIXES):
        for word in EMPTY_WORDS.intersection(re.split(r"[-_.]", path.stem)):
            yield f"{path}:1: the word {word} says nothing"


def function_names_say_something():
    """a function name has no empty word"""
    for path in files(".c", ".h"):
        names = [(f.line, f.name) for f in functions(path)]
        if path.suffix == ".h":
            names += [(line, name) for line, name, _ in prototypes(path)]
        for line, name in names:
            for word in EMPTY_WORDS.intersection(name.split("_")):
                yield f"{path}:{line}: {name}: the word {word} says nothing"


def type_names_say_something():
    """a type name has no empty word"""
    for path in files(".c", ".h"):
        code = bare(path)
        for match in TYPE_NAME.finditer(code):
            name = match[1] or match[2]
            words = {word.lower() for word in CAMEL_WORD.findall(name)}
            if name.startswith("Portail") and words & EMPTY_WORDS:
                line = code.count("\n", 0, match.start()) + 1
                yield f"{path}:{line}: {name}: an empty word"


def no_boolean_parameters():
    """no public function has a boolean parameter"""
    for path in files(".h", under=("app", "server", "shared")):
        found = list(prototypes(path))
        found += [(f.line, f.name, f.parameters) for f in functions(path)]
        for line, name, parameters in found:
            for parameter in parameters:
                if BOOLEAN.match(parameter):
                    yield f"{path}:{line}: {name} ({parameter}): use an enum or flags"


def tests_assert():
    """every test program asserts something"""
    for path in files(".c", under=("tests",)):
        if path.name.startswith("test-") and "g_assert" not in bare(path):
            yield f"{path}:1: no assertion"


def test_names_are_sentences():
    """a test is named by a sentence"""
    for path in files(".c", under=("tests",)):
        for match in TEST_PATH.finditer(text(path)):
            last = match[1].rsplit("/", 1)[-1]
            if not SENTENCE_PATH.match(match[1]) or "-" not in last:
                line = text(path).count("\n", 0, match.start()) + 1
                yield f"{path}:{line}: {match[1]}"


def every_test_is_registered():
    """every test program stands in its folder's meson.build"""
    for path in files(".c", under=("tests",)):
        if path.name.startswith("test-"):
            build = path.parent / "meson.build"
            row = f"'{path.stem.removeprefix('test-')}':"
            if not (ROOT / build).is_file() or row not in text(build):
                yield f"{path}:1: no row {row} in {build}"


def machine_stays_out():
    """no file names a path of one machine or an address to install from"""
    unwanted = re.compile(
        r"/(work|root|home|tmp/brief)/\w|deb\.debian\.org|(files\.)?pythonhosted|registry\.npmjs"
    )
    suffixes = (*CODE_SUFFIXES, ".md", ".in", ".xml", ".json", ".txt", ".list")
    scripts = Path("data/scripts")
    for path in [f for f in all_files() if f.suffix in suffixes or f.parent == scripts]:
        if path.name == Path(__file__).name:
            continue
        for number, line in lines(path):
            match = unwanted.search(line)
            if match:
                yield f"{path}:{number}: {match.group()}"


run(
    [
        nothing_is_unfinished,
        file_names_say_something,
        function_names_say_something,
        type_names_say_something,
        no_boolean_parameters,
        tests_assert,
        test_names_are_sentences,
        every_test_is_registered,
        machine_stays_out,
    ]
)
