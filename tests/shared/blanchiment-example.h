/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Operations that the tests of the blanchiment look at. */
#pragma once

#include "shared/portail-blanchiment.h"

/* en_cours, given by Vagos to Jean, from 1 to 2, with the shares 15 and 80. @days counts from
 * 2025-09-01. Owned. */
PortailBlanchimentOperation *blanchiment_example_new (gint32 days, gint64 dollars);
/* 2025-09-01 and @days more. */
PortailDay blanchiment_example_get_day (gint32 days);
/* The operations of tests/data/blanchiment.csv, of 2025-09. Owned. */
GPtrArray *blanchiment_example_load (void);
/* @n random operations within @n_days days of @n_names employés and groupes, of any status, with
 * names in several spellings. Owned. */
GPtrArray *blanchiment_example_make_random (guint n, guint n_days, guint n_names);
