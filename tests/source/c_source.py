# SPDX-License-Identifier: GPL-3.0-or-later
"""A small reader of C as clang-format leaves it: names and braces of functions in column 1."""

import re
from dataclasses import dataclass
from functools import lru_cache

from house import text

NOISE = re.compile(
    r"""/\*.*?\*/ | //[^\n]*                                  # comments
      | "(?:\\.|[^"\\\n])*" | '(?:\\.|[^'\\\n])*'          # strings
      | ^[ \t]*\#(?:\\\n|[^\n])*                          # preprocessor
     """,
    re.VERBOSE | re.DOTALL | re.MULTILINE,
)
DEFINITION = re.compile(r"^(?P<name>[a-z_]\w*) \((?P<parameters>[^{};]*?)\)[^{};()]*\n\{", re.M)
PROTOTYPE = re.compile(
    r"^(?:[A-Za-z_][\w ,*]*[ *])(?P<name>[a-z_]\w*) \((?P<parameters>[^{};]*?)\)[^{};]*;", re.M
)
TOKEN = re.compile(r"[A-Za-z_]\w*|[{}();:?]")


@dataclass
class Function:
    name: str
    parameters: list
    line: int
    last_line: int
    body: str


@lru_cache(maxsize=None)
def bare(path):
    """The text with comments, strings and preprocessor lines blanked, line by line."""

    def blank(match):
        return re.sub(r"[^\n]", " ", match.group())

    return NOISE.sub(blank, text(path))


def split_parameters(parameters):
    """The parameters of one list; commas inside parentheses do not count."""
    parts, depth, part = [], 0, ""
    for character in parameters + ",":
        depth += (character == "(") - (character == ")")
        if character == "," and depth == 0:
            parts.append(" ".join(part.split()))
            part = ""
        else:
            part += character
    return [] if parts in ([""], ["void"]) else parts


@lru_cache(maxsize=None)
def functions(path):
    code, found = bare(path), []
    for match in DEFINITION.finditer(code):
        end = code.find("\n}", match.end())
        end = len(code) if end < 0 else end + 1
        found.append(
            Function(
                match["name"],
                split_parameters(match["parameters"]),
                code.count("\n", 0, match.start()) + 1,
                code.count("\n", 0, end) + 1,
                code[match.end() - 1 : end + 1],
            )
        )
    return found


def prototypes(path):
    """(line, name, parameters) of every prototype in a header."""
    code = bare(path)
    for match in PROTOTYPE.finditer(code):
        yield (
            code.count("\n", 0, match.start("name")) + 1,
            match["name"],
            split_parameters(match["parameters"]),
        )


class _Nesting:
    """Reads statements and keeps the deepest control statement inside control statements."""

    def __init__(self, body):
        self.tokens = TOKEN.findall(body)
        self.at = 0
        self.deepest = 0

    def peek(self):
        return self.tokens[self.at] if self.at < len(self.tokens) else ""

    def take(self):
        self.at += 1
        return self.tokens[self.at - 1] if self.at <= len(self.tokens) else ""

    def skip_group(self):
        """Skips a balanced group of parentheses or braces that begins here."""
        depth = 0
        while self.at < len(self.tokens):
            token = self.take()
            depth += (token in "({") - (token in ")}")
            if depth == 0:
                return

    def block(self, depth):
        self.take()
        while self.peek() not in ("}", ""):
            self.statement(depth)
        self.take()

    def controlled(self, depth):
        self.deepest = max(self.deepest, depth + 1)
        self.statement(depth + 1)

    def condition(self, depth):
        self.skip_group()
        self.controlled(depth)
        if self.peek() == "else":
            self.take()
            if self.peek() == "if":
                self.take()
                self.condition(depth)
            else:
                self.controlled(depth)

    def simple(self):
        while self.peek() not in (";", "}", ""):
            if self.peek() in ("(", "{"):
                self.skip_group()
            else:
                self.take()
        if self.peek() == ";":
            self.take()

    def label(self):
        questions = 0
        while self.peek():
            token = self.take()
            questions += token == "?"
            if token == ":":
                if not questions:
                    return
                questions -= 1

    def statement(self, depth):
        token = self.peek()
        if token == "{":
            self.block(depth)
        elif token == "if":
            self.take()
            self.condition(depth)
        elif token in ("for", "while", "switch"):
            self.take()
            self.skip_group()
            self.controlled(depth)
        elif token == "do":
            self.take()
            self.controlled(depth)
            self.simple()
        elif token in ("case", "default"):
            self.label()
        else:
            self.simple()


def nesting(function):
    reader = _Nesting(function.body)
    reader.block(0)
    return reader.deepest
