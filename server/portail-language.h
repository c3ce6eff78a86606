/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The language of what a request is answered, chosen for the thread that works on it. */
#pragma once

#include "server/portail-request.h"

/* Once, before there are threads: French is what _() gives from here on (contract.md §7). */
void portail_language_init (const char *locale_dir);
/* For the calling thread, until the next call. */
void portail_language_use (PortailLanguage language);
/* What the calling thread speaks. */
PortailLanguage portail_language_get (void);
