/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The same operations in the files of the peers that the desktop is measured against. */
#pragma once

#include <glib.h>

/* A file of HomeBank 5 with one account. */
void peer_books_write_homebank (const char *path, guint n_operations);
/* A file of GnuCash 4 with some accounts, uncompressed. */
void peer_books_write_gnucash (const char *path, guint n_operations);
