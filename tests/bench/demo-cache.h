/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The cache of somebody who worked for a while: an account with one company, weeks of dotations
 * and their rows, archives and operations. */
#pragma once

#include <glib.h>

#define DEMO_CACHE_USER    "01990000-0000-7000-8000-00000000a001"
#define DEMO_CACHE_COMPANY "01990000-0000-7000-8000-00000000c001"

typedef struct
{
  guint n_weeks; /* with a sheet each */
  guint n_rows;  /* of a sheet */
  guint n_archives;
  guint n_operations; /* of blanchiment */
} DemoCacheSize;

/* Into the cache of @directory, which is made. */
void demo_cache_fill (const char *directory, const DemoCacheSize *size);
/* Below @data_directory, where the desktop looks for accounts, of somebody who is signed in: the
 * keyring has a token. The server answers nobody. */
void demo_cache_make (const char *data_directory, const DemoCacheSize *size);
