/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One person of the simulator: what is asked for, and what the caps leave of it. Signals: "changed"
 * (), "remove" (). Main thread. */
#pragma once

#include <adwaita.h>

#include "shared/portail-payroll.h"

G_BEGIN_DECLS

#define PORTAIL_TYPE_SIMULATOR_PERSON (portail_simulator_person_get_type ())
G_DECLARE_FINAL_TYPE (PortailSimulatorPerson,
                      portail_simulator_person,
                      PORTAIL,
                      SIMULATOR_PERSON,
                      AdwExpanderRow)

/* @person: what it begins with. */
GtkWidget *portail_simulator_person_new (const PortailSheetRow *person);
/* FALSE, with *@fault (owned) a sentence, where something typed is no amount. Borrows the name from
 * the row. */
gboolean
portail_simulator_person_read (PortailSimulatorPerson *row, PortailSheetRow *person, char **fault);
/* What it comes to; NULL while nothing is computed. */
void portail_simulator_person_show (PortailSimulatorPerson *row, const PortailSheetResult *result);

G_END_DECLS
