/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Employees from a text or a workbook (domain.md §3.7): Nom;Grade;Statut;Date d'arrivée;Direction,
 * of which only the name must be there. What goes out by the list's export comes in here. */
#pragma once

#include "shared/portail-table-import.h"
#include "shared/records/portail-employee.h"

extern const PortailImportFormat portail_import_employees;

/* Never fails. A word that is no status or no yes or no makes its line a wrong one. Owned. */
PortailTableImport *portail_employee_import_new (const PortailTextTable *table);
/* What a good line says of an employee goes into @employee.
 * Returns: the fields that it says something of; an empty cell says nothing. */
PortailFieldSet portail_employee_import_fill (const PortailImportLine *line,
                                              PortailEmployee *employee);
