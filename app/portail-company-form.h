/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The settings of a company as one edits them: fields, the steps of the mode `paliers` as a
 * spreadsheet, and a live example beside (domain.md §3.3, §7.2).
 *
 * 1. What is wrong stands at its field, or names its step.
 * 2. Who may only read sees plain values. When a tax is due is the staff's to say.
 * Signals: "changed" () by the person, or by an undone step; "submit" (). Main thread. */
#pragma once

#include <adwaita.h>

#include "app/portail-company-example.h"
#include "app/portail-record-form.h"
#include "app/portail-record-grid-model.h"
#include "shared/portail-change.h"
#include "shared/portail-permission.h"
#include "shared/records/portail-enterprise.h"

G_BEGIN_DECLS

#define PORTAIL_TYPE_COMPANY_FORM (portail_company_form_get_type ())
G_DECLARE_FINAL_TYPE (PortailCompanyForm, portail_company_form, PORTAIL, COMPANY_FORM, AdwBin)

/* Of the person towards the company; NONE at first. */
void portail_company_form_set_role (PortailCompanyForm *self, PortailRole role);
/* Anew, without what was typed. @grades: of PortailGradeRule; refs it, copies @enterprise. */
void portail_company_form_show (PortailCompanyForm *self,
                                const PortailEnterprise *enterprise,
                                GPtrArray *grades);
/* The same company as others left it: what was typed stays. */
void portail_company_form_update (PortailCompanyForm *self,
                                  const PortailEnterprise *enterprise,
                                  GPtrArray *grades);
gboolean portail_company_form_is_changed (PortailCompanyForm *self);
/* Commits what is being typed and shows what is wrong. TRUE when nothing is. */
gboolean portail_company_form_validate (PortailCompanyForm *self);
/* What saves it. Owned. */
PortailSyncOp *portail_company_form_make_op (PortailCompanyForm *self);
/* What was typed as a JSON text; NULL where nothing was. Owned. */
char *portail_company_form_dup_draft (PortailCompanyForm *self);
void portail_company_form_restore_draft (PortailCompanyForm *self, const char *json);

/* All borrowed. */
PortailUndoStack *portail_company_form_get_undo_stack (PortailCompanyForm *self);
PortailRecordForm *portail_company_form_get_fields (PortailCompanyForm *self);
PortailRecordGridModel *portail_company_form_get_paliers (PortailCompanyForm *self);
PortailCompanyExample *portail_company_form_get_example (PortailCompanyForm *self);

G_END_DECLS
