/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The cache of somebody who worked for a while: an account with one company, weeks of dotations
 * and their rows, archives and operations, as a pull brings them. */
#pragma once

#include <glib.h>

typedef struct
{
  guint n_weeks; /* with a sheet each */
  guint n_rows;  /* of a sheet */
  guint n_archives;
  guint n_operations; /* of blanchiment */
} DemoCacheSize;

/* Below @data_directory, where the desktop looks for accounts. Its server answers nobody. */
void demo_cache_make (const char *data_directory, const DemoCacheSize *size);
