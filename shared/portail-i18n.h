/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The one place that binds _(), N_() and C_() to the catalogue of this project, for libraries
 * that do not own the process's text domain. */
#pragma once

#include <glib/gi18n-lib.h>
