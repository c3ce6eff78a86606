/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The employees of the company: list, form, import, link to an account (contract.md §11). A
 * PortailPage. Main thread. */
#pragma once

#include <adwaita.h>

#include "app/portail-desk.h"
#include "app/portail-record-page.h"

G_BEGIN_DECLS

#define PORTAIL_TYPE_EMPLOYEES_PAGE (portail_employees_page_get_type ())
G_DECLARE_FINAL_TYPE (PortailEmployeesPage, portail_employees_page, PORTAIL, EMPLOYEES_PAGE, AdwBin)

GtkWidget *portail_employees_page_new (PortailDesk *desk);
/* The list and its panel. Borrowed. */
PortailRecordPage *portail_employees_page_get_records (PortailEmployeesPage *page);
/* Shows the preview of what @file holds. */
void portail_employees_page_import (PortailEmployeesPage *page, GFile *file);

G_END_DECLS
