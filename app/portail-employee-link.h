/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Proposes the employee whose name a diplôme bears, whatever its letters' case and accents and in
 * whichever order: one click links them. Hidden while there is nobody, or several.
 *
 * What is saved is the person's to say: it only fills the form. Main thread. */
#pragma once

#include <adwaita.h>

#include "app/portail-record-form.h"
#include "shared/records/portail-document.h"

G_BEGIN_DECLS

#define PORTAIL_TYPE_EMPLOYEE_LINK (portail_employee_link_get_type ())
G_DECLARE_FINAL_TYPE (PortailEmployeeLink, portail_employee_link, PORTAIL, EMPLOYEE_LINK, AdwBin)

GtkWidget *portail_employee_link_new (void);
/* NULL for none. */
void portail_employee_link_set_cache (PortailEmployeeLink *link, PortailCache *cache);
/* Where the link goes, a form of documents that outlives this. */
void portail_employee_link_set_form (PortailEmployeeLink *link, PortailRecordForm *form);
/* As it is being typed; NULL for none. */
void portail_employee_link_show (PortailEmployeeLink *link, const PortailDocument *document);

G_END_DECLS
