/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A zip file of XML parts, as XLSX and ODS are, read as a stream with limits.
 *
 * 1. What is unpacked is counted over all parts, whatever the file says about its sizes.
 * 2. A document type is refused, so that there are no entities to expand.
 * 3. Elements nest to a limited depth; a single tag or comment has a limited length. */
#pragma once

#include <glib.h>

typedef struct _PortailPackage PortailPackage;

/* PORTAIL_ERROR_MALFORMED, PORTAIL_ERROR_TOO_LARGE. */
PortailPackage *portail_package_open (GBytes *bytes, gsize max_unpacked_bytes, GError **error);
void portail_package_free (PortailPackage *package);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PortailPackage, portail_package_free)

gboolean portail_package_has_part (PortailPackage *package, const char *part);

/* Elements come without their prefix. Each may stop the parsing by FALSE and an error. */
typedef struct
{
  gboolean (*start) (gpointer reader, const char *element, const char **attributes, GError **error);
  gboolean (*end) (gpointer reader, const char *element, GError **error);
  /* Not terminated, and any piece of what stands between two tags. */
  gboolean (*text) (gpointer reader, const char *text, gsize n_bytes, GError **error);
} PortailPackageHandlers;

gboolean portail_package_parse (PortailPackage *package,
                                const char *part,
                                const PortailPackageHandlers *handlers,
                                gpointer reader,
                                GError **error);

/* The value of the attribute called @name, with its prefix or without; NULL when there is none. */
const char *portail_package_get_attribute (const char **attributes, const char *name);
/* An unsigned attribute; @fallback when it is missing or wrong. */
guint portail_package_get_number (const char **attributes, const char *name, guint fallback);
