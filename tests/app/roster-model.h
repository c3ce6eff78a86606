/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A small model for tests of the grid: people with what they brought in, what that adds up to, a
 * salary that is suggested until it is typed, and a switch. */
#pragma once

#include "app/portail-grid-model.h"

#define ROSTER_TYPE_MODEL (roster_model_get_type ())
G_DECLARE_FINAL_TYPE (RosterModel, roster_model, ROSTER, MODEL, GObject)

enum
{
  ROSTER_NAME,
  ROSTER_DIRECTION,
  ROSTER_RUN,
  ROSTER_FACTURE,
  ROSTER_CA,
  ROSTER_SALAIRE,
  ROSTER_N_COLUMNS,
};

/* A salary above this is capped, in dollars. */
#define ROSTER_CAP 10000

RosterModel *roster_model_new (guint n_rows);
/* “Ann”, “Bob 2”, …; owned. */
char *roster_model_get_text (RosterModel *model, guint row, guint column);
char *roster_model_get_display (RosterModel *model, guint row, guint column);
/* As if another device had changed the rows. */
void roster_model_insert_foreign_row (RosterModel *model, guint position, const char *name);
/* Steps begun and ended so far; begun again before its end it fails. */
guint roster_model_get_n_steps (RosterModel *model);
