# SPDX-License-Identifier: GPL-3.0-or-later
"""Sizes that a reader can hold: functions, nesting, parameters, files, lines."""

from pathlib import Path

from c_source import functions, nesting
from house import files, lines, run, text

MAX_FUNCTION_LINES = 60
MAX_NESTING = 4
MAX_PARAMETERS = 5
MAX_FILE_LINES = 600
MAX_COLUMNS = 100
# A test program's main is the table of its test cases.
TABLE_FUNCTIONS = ("main",)
RECORD_TABLES = Path("shared/records")
ROUTE_TABLE = Path("server/portail-routes.c")
# Callbacks of libmicrohttpd and measuring widgets have the parameters that are given to them.
PRESCRIBED = ("struct MHD_", "GtkOrientation ", "GDBusMethodInvocation ")


def all_functions():
    for path in files(".c", ".h"):
        for function in functions(path):
            yield path, function


def functions_are_short():
    """a function has at most 60 lines"""
    for path, function in all_functions():
        length = function.last_line - function.line + 1
        is_table = path.parts[0] == "tests" and function.name in TABLE_FUNCTIONS
        if length > MAX_FUNCTION_LINES and not is_table:
            yield f"{path}:{function.line}: {function.name} has {length} lines"


def nesting_is_shallow():
    """control statements nest at most 4 deep"""
    for path, function in all_functions():
        depth = nesting(function)
        if depth > MAX_NESTING:
            yield f"{path}:{function.line}: {function.name} nests {depth} deep"


def own_parameters(function):
    """Without the ellipsis, which is none, and with a callback and its user_data as one."""
    has_closure = any("GAsyncReadyCallback " in parameter for parameter in function.parameters)
    return [
        parameter
        for parameter in function.parameters
        if parameter != "..." and not (has_closure and parameter == "gpointer user_data")
    ]


def parameters_are_few():
    """a function has at most 5 parameters"""
    for path, function in all_functions():
        count = len(own_parameters(function))
        is_prescribed = any(
            given in parameter for parameter in function.parameters for given in PRESCRIBED
        )
        if count > MAX_PARAMETERS and not is_prescribed:
            yield f"{path}:{function.line}: {function.name} has {count} parameters"


def files_are_short():
    """a file has at most 600 lines, tables of records and routes apart"""
    for path in files(".c", ".h", ".py", ".sh", ".ui", ".css"):
        length = text(path).count("\n")
        is_table = RECORD_TABLES in path.parents or path == ROUTE_TABLE
        if length > MAX_FILE_LINES and not is_table:
            yield f"{path}:{length}: the file has {length} lines"


def lines_are_narrow():
    """a line has at most 100 columns"""
    for path in files(".c", ".h", ".py", ".sh", ".css"):
        for number, line in lines(path):
            if len(line) > MAX_COLUMNS:
                yield f"{path}:{number}: the line has {len(line)} columns"


run(
    [
        functions_are_short,
        nesting_is_shallow,
        parameters_are_few,
        files_are_short,
        lines_are_narrow,
    ]
)
