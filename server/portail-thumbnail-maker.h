/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The process in which one small picture is made, by libvips, and that ends with it.
 *
 * 1. Only the reader that the bytes are known to be for is ever run.
 * 2. It is confined (portail-confinement.h) before a byte of the picture is looked at, has none of
 *    the server's files and memory, and none of its environment. */
#pragma once

#include <glib.h>

/* Reads the picture of type @mime from the standard input and writes one of at most @size pixels
 * each way, in decimal digits, to the standard output. Ends the process: 0 when it is written. */
void portail_thumbnail_maker_run (const char *mime, const char *size) G_GNUC_NORETURN;
