# SPDX-License-Identifier: GPL-3.0-or-later
"""Proves that every house rule sees its breach: each is broken once in a small tree of its own."""

import os
import re
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

HERE = Path(__file__).resolve().parent
SUBJECTS = ("format", "layout", "sizes", "translations", "words")
LICENCE_C = "/* SPDX-License-Identifier: GPL-3.0-or-later */\n"
HEADER = LICENCE_C + "#pragma once\n\n"
PO_HEADER = """msgid ""
msgstr ""
"Project-Id-Version: portail\\n"
"PO-Revision-Date: 2025-09-22 12:00+0200\\n"
"Last-Translator: Portail\\n"
"Language-Team: French\\n"
"Language: fr\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=UTF-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"""

SOUND = {
    "shared/portail-low.h": HEADER + "int portail_low (int cents);\n",
    "shared/portail-low.c": LICENCE_C
    + '#include "shared/portail-low.h"\n\nint\nportail_low (int cents)\n{\n'
    + '  g_print (_ ("Ready?"));\n  return cents;\n}\n',
    "shared/portail-high.h": HEADER + '#include "shared/portail-low.h"\n',
    "tests/source/floors.txt": "shared/portail-low 0\nshared/portail-high 4\n",
    "tests/shared/meson.build": "# SPDX-License-Identifier: GPL-3.0-or-later\n",
    "po/POTFILES.in": "shared/portail-low.c\n",
    "po/fr.po": PO_HEADER + '\nmsgid "Ready?"\nmsgstr "Prêt\u202f?"\n',
}


def c(text):
    return LICENCE_C + text


def body(statements):
    return c(f"static void\nwork (void)\n{{\n{statements}\n}}\n")


def french(translation):
    return PO_HEADER + f'\nmsgid "Ready?"\nmsgstr "{translation}"\n'


NESTED = "if (x) {\n" * 5

# (rule, path, content); the rule is the sentence that names its test case.
BREACHES = [
    ("C is as clang-format 14 writes it", "app/portail-a.c", c("int  x;\n")),
    ("text has no tab", "app/portail-a.c", c("int x; \n")),
    ("every source file begins with its licence", "app/portail-a.c", "int x;\n"),
    ("every source file begins with its licence", "data/tool.sh", "#!/bin/sh\n"),
    ("a header is guarded", "app/portail-a.h", c("int portail_a (void);\n")),
    ("every file of shared/ has a floor", "shared/portail-b.h", HEADER),
    ("every file of shared/ has a floor", "tests/source/floors.txt",
     SOUND["tests/source/floors.txt"] + "shared/portail-gone 1\n"),
    ("an include of shared/ never goes up", "shared/portail-low.h",
     HEADER + '#include "shared/portail-high.h"\n'),
    ("app and server never include", "app/portail-a.c", c('#include "server/portail-s.h"\n')),
    ("app and server never include", "shared/portail-low.h", HEADER + "#include <gtk/gtk.h>\n"),
    ("an include of ours is written", "app/portail-a.c", c('#include "portail-low.h"\n')),
    ("a file is named after its type", "app/Window.c", c("int x;\n")),
    ("a file name stands once", "app/portail-low.c", c("int x;\n")),
    ("a source file includes its own header first", "shared/portail-high.c",
     c('#include "shared/portail-low.h"\n#include "shared/portail-high.h"\n')),
    ("a public header declares", "app/portail-a.h", HEADER + "int answer (void);\n"),
    ("a function has at most 60 lines", "app/portail-a.c", body("  x ();\n" * 57)),
    ("control statements nest", "app/portail-a.c", body(NESTED + "x ();" + "}" * 5)),
    ("control statements nest", "app/portail-a.c",
     body("for (;;) while (x) if (x) a (); else switch (x) { case 1: do x (); while (x); }")),
    ("a function has at most 5 parameters", "app/portail-a.c",
     c("static int\nwork (int a, int b, int c, int d, int e, int f)\n{\n  return a;\n}\n")),
    ("a file has at most 600 lines", "app/portail-a.c", c("int x;\n" * 600)),
    ("a line has at most 100 columns", "app/portail-a.c", c(f"/* {'é' * 95} */\n")),
    ("every file with strings that people read is listed", "app/portail-a.c",
     body('  show (_ ("Ready?"));')),
    ("every file with strings that people read is listed", "app/portail-a.ui",
     '<property translatable="yes">Ready?</property>\n'),
    ("every file listed for translation exists", "po/POTFILES.in",
     "shared/portail-gone.c\nshared/portail-low.c\n"),
    ("the French translation is well formed", "po/fr.po", french("")),
    ("the French translation has every string", "po/fr.po", PO_HEADER),
    ("French strings have no-break spaces", "po/fr.po", french("Prêt ?")),
    ("French strings have no-break spaces", "po/fr.po", french("Prêt?")),
    ("French strings have no-break spaces", "po/fr.po", french("L'heure")),
    ("no string that people read is glued", "app/portail-a.c",
     body('  show (_ ("%" G_GINT64_FORMAT));')),
    ("no line says that something is unfinished", "app/portail-a.c", c("/* FIX" "ME */\n")),
    ("a file name has no empty word", "app/portail-row-utils.c", c("int x;\n")),
    ("a function name has no empty word", "app/portail-a.h",
     HEADER + "int portail_get_data (void);\n"),
    ("a type name has no empty word", "app/portail-a.h",
     HEADER + "typedef struct\n{\n  int x;\n} PortailRowInfo;\n"),
    ("no public function has a boolean parameter", "app/portail-a.h",
     HEADER + "void portail_a (int cents,\n                gboolean is_rounded);\n"),
    ("every test program asserts", "tests/shared/test-a.c", c("int x;\n")),
    ("a test is named by a sentence", "tests/shared/test-a.c",
     body('  g_test_add_func ("/money/Rounding", work);')),
    ("every test program stands", "tests/shared/test-a.c", c("int x;\n")),
    ("no file names a path of one machine", "app/portail-a.c", c('char *x = "/ho' 'me/me/x";\n')),
]


def broken_rules(subject, changes):
    """(all rules of the subject, those that a tree with these changes breaks)."""
    with tempfile.TemporaryDirectory() as folder:
        for path, content in {**SOUND, **changes}.items():
            file = Path(folder, path)
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(content, encoding="utf-8")
        Path(folder, ".clang-format").symlink_to(HERE.parents[1] / ".clang-format")
        done = subprocess.run(
            [sys.executable, str(HERE / f"{subject}.py")],
            env={**os.environ, "PORTAIL_SOURCE_ROOT": folder},
            capture_output=True,
            text=True,
            check=False,
        )
        cases = re.findall(r"^(not )?ok \d+ (.*)$", done.stdout, re.MULTILINE)
        return {name for _, name in cases}, {name for is_broken, name in cases if is_broken}


def main():
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        sound = dict(zip(SUBJECTS, pool.map(lambda subject: broken_rules(subject, {}), SUBJECTS)))
        subject_of = {rule: subject for subject in SUBJECTS for rule in sound[subject][0]}

        def is_seen(breach):
            sentence, path, content = breach
            rule, *others = [rule for rule in subject_of if rule.startswith(sentence)]
            return not others and rule in broken_rules(subject_of[rule], {path: content})[1]

        seen = list(pool.map(is_seen, BREACHES))

    results = [
        (f"{subject}: a sound tree breaks no rule", bool(rules) and not broken)
        for subject, (rules, broken) in sound.items()
    ]
    results += [(f"seen: {rule}: {path}", was) for (rule, path, _), was in zip(BREACHES, seen)]
    for rule in subject_of:
        has_breach = any(rule.startswith(sentence) for sentence, _, _ in BREACHES)
        results.append((f"broken once: {rule}", has_breach))

    print(f"1..{len(results)}")
    for number, (name, is_good) in enumerate(results, 1):
        print(f"{'ok' if is_good else 'not ok'} {number} {name}")
    sys.exit(not all(is_good for _, is_good in results))


main()
