/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The one place that binds _(), N_() and C_() to the catalogue of this project, for libraries
 * that do not own the process's text domain. */
#pragma once

#include <glib/gi18n-lib.h>

/* Where the catalogues are: gettext's own variable leads a program that is not installed to its
 * words. Borrowed. */
static inline const char *
portail_i18n_get_folder (const char *installed)
{
  const char *folder = g_getenv ("TEXTDOMAINDIR");

  return folder != NULL ? folder : installed;
}
