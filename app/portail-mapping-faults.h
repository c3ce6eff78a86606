/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Of the companies of a Discord mapping, those whose forms say that something is wrong, each with
 * what it is: one form is shown at a time. A row takes one to its form. Main thread. */
#pragma once

#include <gtk/gtk.h>

#include "shared/portail-problem.h"

/* @company has their names, @forms a PortailRecordForm of each that was made, by its id. Both
 * outlive the widget. */
GtkWidget *portail_mapping_faults_new (GtkDropDown *company, GtkStack *forms);
/* @company_ids: in the order of the chooser, or NULL. Hidden while there is nothing to say that the
 * shown form does not say itself. */
void portail_mapping_faults_update (GtkWidget *faults, char **company_ids);

/* Every form shows all that is wrong in it. FALSE where something is: the first of them is shown.
 */
gboolean portail_mapping_faults_validate (GtkWidget *faults, char **company_ids);
/* Each of @problems at its row, by the place of its company in @sent, which has places in
 * @company_ids (guint); the first company that has one is shown. Those without a row; owned. */
PortailProblems *portail_mapping_faults_refuse (GtkWidget *faults,
                                                char **company_ids,
                                                const GArray *sent,
                                                const PortailProblems *problems);
