/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The window with the page of the blanchiment over a cache of its own, and looks at it. */
#pragma once

#include "app/portail-blanchiment-page.h"
#include "app/portail-window.h"
#include "tests/app/blanchiment-seed.h"

typedef struct
{
  PortailClientFixture client;
  PortailWindow *window;
  PortailBlanchimentPage *page;
  PortailDay today;
} BlanchimentFixture;

/* Who looks, and whether the company plays it. */
typedef struct
{
  PortailRole role;
  gboolean is_switched_on;
} BlanchimentCase;

/* Runs the tests that @add adds. */
int blanchiment_run (int *argc, char ***argv, void (*add) (void));
/* @its_case: a BlanchimentCase. */
void blanchiment_set_up (BlanchimentFixture *fixture, gconstpointer data);
void blanchiment_tear_down (BlanchimentFixture *fixture, gconstpointer unused);
PortailBlanchimentOperations *blanchiment_get_operations (BlanchimentFixture *fixture);
PortailRecordPage *blanchiment_get_records (BlanchimentFixture *fixture);
GListModel *blanchiment_get_rows (BlanchimentFixture *fixture);
GListModel *blanchiment_get_suspects (BlanchimentFixture *fixture);
gboolean blanchiment_has_all_rows (gpointer user_data);
gboolean blanchiment_has_more_rows (gpointer user_data);
gboolean blanchiment_has_survey (gpointer user_data);
gboolean blanchiment_has_suspects (gpointer user_data);
GtkWidget *blanchiment_find_label (GtkWidget *widget, const char *part);
GtkWidget *blanchiment_find_type (GtkWidget *widget, GType type);
void blanchiment_save_pictures (BlanchimentFixture *fixture, const char *name);
void blanchiment_show_view (BlanchimentFixture *fixture, PortailBlanchimentView view);
PortailFieldSet blanchiment_bits (const char *const *names);
const PortailBlanchimentFinding *blanchiment_find_finding (BlanchimentFixture *fixture,
                                                           const char *id);
GtkWindow *blanchiment_find_dialog (BlanchimentFixture *fixture);
gboolean blanchiment_has_dialog (gpointer user_data);
