/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* A number of a workbook, which is a double, as the plain number that people meant: 0.1 + 0.2 is
 * `0.3`. Fifteen digits, as spreadsheets show them, and a sixteenth where an amount is so large
 * that its cents need it. Returns @text, empty for what is not finite. */
char *portail_sheet_number_write (double number, char text[G_ASCII_DTOSTR_BUF_SIZE]);
