/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Small real files of each type that documents may have, made on the spot. */
#pragma once

#include "shared/portail-file-type.h"

/* A whole file of @type. Owned. */
GBytes *portail_file_sample_new (PortailFileType type);
/* Another picture or page each time @seed differs. Owned. */
GBytes *portail_file_sample_new_png (guint width, guint height, guint seed);
GBytes *portail_file_sample_new_pdf (guint seed);
/* A page that says @text, which is ASCII without brackets. Owned. */
GBytes *portail_file_sample_new_page (const char *text);
/* A zip file with these stored parts; the list ends with NULL. Owned. */
GBytes *portail_file_sample_new_zip (const char *const *names);
/* Both, one after the other. Owned. */
GBytes *portail_file_sample_join (GBytes *first, GBytes *second);
