# SPDX-License-Identifier: GPL-3.0-or-later
"""Translations: every string that people read is listed and translated to good French.

With --list it prints the files that have such strings, for po/update.
"""

import re
import subprocess
import sys
import tempfile
from functools import lru_cache
from pathlib import Path

from c_source import bare
from house import ROOT, all_files, files, lines, run, text

PROGRAM_ROOTS = ("app", "server", "shared", "data")
POTFILES = Path("po/POTFILES.in")
FRENCH = Path("po/fr.po")
MARKED = re.compile(r"(?<![\w-])(_|N_|C_|NC_|Q_|ngettext|dngettext|g_dngettext) \(")
MARKED_IN_UI = re.compile(r'translatable="(yes|true)"')
KEYWORDS = ("_", "N_", "C_:1c,2", "NC_:1c,2", "Q_:1g", "ngettext:1,2", "g_dngettext:2,3")
# French puts a no-break space before these and inside guillemets; an ordinary one may break there.
BREAKING_SPACE = re.compile(r"( [:;!?»%$€](?![\w-]))|« ")
MISSING_SPACE = re.compile(r"(?<=[A-Za-zéèêàùîôç)])[!?;:](?=\s|$)|«(?=\w)")
STRAIGHT_APOSTROPHE = re.compile(r"(?<=[A-Za-zéè])'(?=[A-Za-zéèêàâôîhÉ])")


@lru_cache(maxsize=None)
def listed():
    return [line.strip() for _, line in lines(POTFILES) if line.strip() and line[0] != "#"]


def has_strings(path):
    if path.suffix in (".c", ".h"):
        return MARKED.search(bare(path)) is not None
    if path.suffix == ".ui":
        return MARKED_IN_UI.search(text(path)) is not None
    name = path.name.removesuffix(".in")
    return name.endswith((".desktop", ".metainfo.xml", ".gschema.xml")) and path.parts[0] == "data"


def files_with_strings():
    return [path for path in all_files() if path.parts[0] in PROGRAM_ROOTS and has_strings(path)]


def gettext_tool(*arguments):
    """The complaints of a tool of gettext, line by line."""
    done = subprocess.run(
        arguments, cwd=ROOT, env={"LC_ALL": "C.UTF-8", "PATH": "/usr/bin:/bin"},
        capture_output=True, text=True, check=False,
    )
    return done.returncode, (done.stdout + done.stderr).strip().split("\n")


def every_file_is_listed():
    """every file with strings that people read is listed for translation"""
    for path in files_with_strings():
        if str(path) not in listed():
            yield f"{POTFILES}:1: {path} is missing"


def every_listed_file_is_needed():
    """every file listed for translation exists, once, in order, with strings"""
    for number, line in lines(POTFILES):
        name = line.strip()
        if not name or name.startswith("#"):
            continue
        if not (ROOT / name).is_file():
            yield f"{POTFILES}:{number}: {name} does not exist"
        elif not has_strings(Path(name)):
            yield f"{POTFILES}:{number}: {name} has no strings"
    if listed() != sorted(set(listed())):
        yield f"{POTFILES}:1: the rows are not sorted, or one stands twice"


def french_is_sound():
    """the French translation is well formed and complete"""
    status, said = gettext_tool("msgfmt", "--check", "--statistics", "-o", "/dev/null", str(FRENCH))
    if status != 0 or "fuzzy" in said[-1] or "untranslated" in said[-1]:
        yield from said


def french_is_up_to_date():
    """the French translation has every string of the sources"""
    present = [name for name in listed() if (ROOT / name).is_file()]
    if not present:
        return
    with tempfile.TemporaryDirectory() as folder:
        template = f"{folder}/portail.pot"
        status, said = gettext_tool(
            "xgettext", "--from-code=UTF-8", "-o", template,
            *(f"--keyword={keyword}" for keyword in KEYWORDS), *present,
        )
        if status != 0:
            yield from said
            return
        if not Path(template).exists():
            return
        status, said = gettext_tool("msgcmp", str(FRENCH), template)
        if status != 0:
            yield from (line for line in said if "this message" in line or "error" in line)
            yield f"{FRENCH}:1: po/update brings the new strings in"


def french_strings():
    """(line, text) of every translated string, as written in the catalogue."""
    is_translation, start, parts = False, 0, []
    for number, line in lines(FRENCH):
        match = re.match(r'(msgstr(?:\[\d\])?|msgid\w*|msgctxt)? ?"(.*)"$', line)
        if not match or match[1]:
            if is_translation and parts:
                yield start, "".join(parts)
            is_translation = bool(match and match[1].startswith("msgstr"))
            start, parts = number, []
        if match and is_translation:
            parts.append(match[2])
    if is_translation and parts:
        yield start, "".join(parts)


def french_is_typeset():
    """French strings have no-break spaces, guillemets and apostrophes as French has"""
    for line, string in french_strings():
        if string.startswith("Project-Id-Version"):
            continue
        for mistake, pattern in (
            ("an ordinary space where a no-break one belongs", BREAKING_SPACE),
            ("a no-break space is missing", MISSING_SPACE),
            ("a straight apostrophe", STRAIGHT_APOSTROPHE),
        ):
            match = pattern.search(string)
            if match:
                around = string[max(0, match.start() - 12) : match.end() + 8]
                yield f"{FRENCH}:{line}: {mistake}: …{around}…"


def strings_are_not_glued():
    """no string that people read is glued from pieces by the preprocessor"""
    glued = re.compile(r'\b(_|N_) \("[^"]*" [A-Z_]{3,}')
    for path in files(".c", ".h"):
        for number, line in lines(path):
            if glued.search(line):
                yield f"{path}:{number}: {line.strip()}"


if sys.argv[1:] == ["--list"]:
    print(*files_with_strings(), sep="\n")
    sys.exit()

run(
    [
        every_file_is_listed,
        every_listed_file_is_needed,
        french_is_sound,
        french_is_up_to_date,
        french_is_typeset,
        strings_are_not_glued,
    ]
)
