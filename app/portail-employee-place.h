/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The employees of a company as the place of an import (domain.md §3.7): a name that is there is
 * changed, another one comes. An import is one op, and one step that can be undone.
 *
 * Signal "apply" (PortailSyncOp, taken by its one handler) when the lines are to be written. */
#pragma once

#include "app/portail-import-preview.h"
#include "shared/portail-change.h"

G_BEGIN_DECLS

#define PORTAIL_TYPE_EMPLOYEE_PLACE (portail_employee_place_get_type ())
G_DECLARE_FINAL_TYPE (PortailEmployeePlace,
                      portail_employee_place,
                      PORTAIL,
                      EMPLOYEE_PLACE,
                      GObject)

/* Copies the id, refs @employees: GPtrArray of PortailEmployee, never changed. */
PortailEmployeePlace *portail_employee_place_new (const char *enterprise_id, GPtrArray *employees);

/* Of an owner that is a PortailEmployeePlace. */
extern const PortailImportPlace portail_employee_import_place;

G_END_DECLS
