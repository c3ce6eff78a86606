/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The sheets of an ODS package; use portail-sheet-read. */
#pragma once

#include "shared/report/portail-package.h"

gboolean portail_ods_read_is_one (PortailPackage *package);
/* Appends a PortailTextTable for each sheet. */
gboolean portail_ods_read (PortailPackage *package, GPtrArray *tables, GError **error);
