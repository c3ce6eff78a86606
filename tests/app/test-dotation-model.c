/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/portail-dotation-model.h"

#include "app/portail-entries-model.h"
#include "app/portail-rows-model.h"
#include "tests/app/dotation-seed.h"
#include "tests/support/portail-await.h"

/* The columns of the rows, as the grid counts them. */
enum
{
  NAME,
  RUN,
  FACTURE,
  VENTE,
  CA,
  SALAIRE,
  PRIME,
  GRADE,
  DIRECTION,
};

typedef struct
{
  PortailClientFixture client;
  PortailUndoStack *undo_stack;
  PortailDotationModel *model;
  PortailGridModel *rows;
} Fixture;

static gboolean
is_quiet (gpointer user_data)
{
  Fixture *fixture = user_data;

  return portail_dotation_model_get_state (fixture->model) != PORTAIL_DOTATION_MODEL_LOADING
         && !portail_dotation_model_is_busy (fixture->model);
}

static void
settle (Fixture *fixture)
{
  portail_await_until (is_quiet, fixture);
}

static void
open_sheet (Fixture *fixture, const char *id)
{
  g_clear_object (&fixture->rows);
  g_clear_object (&fixture->model);
  fixture->model = portail_dotation_model_new (fixture->client.cache, id, fixture->undo_stack);
  portail_dotation_model_set_role (fixture->model, PORTAIL_ROLE_PATRON);
  settle (fixture);
  if (portail_dotation_model_get_live (fixture->model) != NULL)
    fixture->rows = PORTAIL_GRID_MODEL (portail_rows_model_new (fixture->model));
}

static void
set_up (Fixture *fixture, gconstpointer unused)
{
  portail_client_fixture_set_up (&fixture->client, NULL);
  dotation_seed (&fixture->client, PORTAIL_ROLE_PATRON);
  fixture->undo_stack = portail_undo_stack_new ();
  open_sheet (fixture, SEED_DRAFT);
}

static void
tear_down (Fixture *fixture, gconstpointer unused)
{
  settle (fixture);
  g_clear_object (&fixture->rows);
  portail_await_finalize (g_steal_pointer (&fixture->model));
  g_clear_object (&fixture->undo_stack);
  portail_client_fixture_tear_down (&fixture->client, NULL);
}

static gboolean
type_text (Fixture *fixture, guint row, guint column, const char *text)
{
  g_autofree char *reason = NULL;

  return portail_grid_model_set_text (fixture->rows, row, column, text, &reason);
}

static char *
get_display (Fixture *fixture, guint row, guint column)
{
  g_auto (PortailGridContent) content = { 0 };

  portail_grid_model_get_content (fixture->rows, row, column, &content);
  return g_strdup (content.display);
}

static guint
count_ops (Fixture *fixture)
{
  return portail_cache_get_counts (fixture->client.cache).n_to_send;
}

static const PortailDotationChain *
get_chain (Fixture *fixture)
{
  const PortailLiveSheet *live = portail_dotation_model_get_live (fixture->model);

  g_assert_null (live->fault);
  return &live->chain;
}

/* The figures equal those of the whole sheet computed anew. */
static void
check_figures (Fixture *fixture)
{
  const PortailLiveSheet *live = portail_dotation_model_get_live (fixture->model);
  g_autoptr (GError) error = NULL;
  g_autoptr (PortailDotationFigures) figures = portail_dotation_sheet_compute (live->sheet, &error);

  g_assert_no_error (error);
  g_assert_null (live->fault);
  for (int id = 0; id < PORTAIL_N_FIGURES; id++)
    {
      g_autofree char *expected = portail_dotation_chain_to_text (&figures->chain,
                                                                  (PortailFigureId) id);
      g_autofree char *found = portail_dotation_chain_to_text (&live->chain, (PortailFigureId) id);

      g_assert_cmpstr (found, ==, expected);
    }
  for (guint i = 0; i < live->sheet->rows->len; i++)
    {
      const PortailSheetResult *result = portail_live_sheet_get_result (live, i);

      g_assert_cmpint (result->salaire.cents, ==, figures->results[i].salaire.cents);
      g_assert_cmpint (result->prime.cents, ==, figures->results[i].prime.cents);
      g_assert_cmpint (result->salaire_demande.cents, ==,
                       figures->results[i].salaire_demande.cents);
    }
}

static void
test_example (Fixture *fixture, gconstpointer unused)
{
  const PortailDotationChain *chain = get_chain (fixture);

  g_assert_cmpint (chain->impot_societe.cents, ==, PORTAIL_DOLLARS (39100).cents);
  g_assert_cmpint (chain->total_du.cents, ==, PORTAIL_DOLLARS (71100).cents);
  g_assert_cmpint (chain->tresorerie_nette.cents, ==, PORTAIL_DOLLARS (26400).cents);
  check_figures (fixture);
}

static void
test_edit (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *ca = NULL;

  g_assert_true (type_text (fixture, 0, RUN, "35 000"));
  ca = get_display (fixture, 0, CA);
  g_assert_cmpstr (ca, ==, "$95,000");
  check_figures (fixture);
  g_assert_true (portail_dotation_model_is_provisional (fixture->model));
  settle (fixture);
  g_assert_cmpint (portail_client_get_run (&fixture->client, SEED_ROW (1)), ==,
                   PORTAIL_DOLLARS (35000).cents);
  g_assert_cmpuint (count_ops (fixture), ==, 1);
}

static void
test_bad_texts (Fixture *fixture, gconstpointer unused)
{
  static const char *const texts[] = { "1.234", "douze", "-5", "", "1e3", "12,345" };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autofree char *reason = NULL;

      g_assert_false (portail_grid_model_set_text (fixture->rows, 0, RUN, texts[i], &reason));
      g_assert_cmpint (strlen (reason), >, 5);
    }
  settle (fixture);
  g_assert_cmpuint (count_ops (fixture), ==, 0);
  check_figures (fixture);
}

static void
test_random_edits (Fixture *fixture, gconstpointer unused)
{
  static const guint columns[] = { RUN, FACTURE, VENTE, SALAIRE, PRIME };

  for (int i = 0; i < 300; i++)
    {
      guint n_rows = portail_grid_model_get_n_rows (fixture->rows);
      guint row = (guint) g_test_rand_int_range (0, (int) n_rows);
      guint column = columns[g_test_rand_int_range (0, G_N_ELEMENTS (columns))];
      g_autofree char *amount = g_strdup_printf ("%d", g_test_rand_int_range (0, 3000000));
      int deed = g_test_rand_int_range (0, 10);

      portail_grid_model_begin_step (fixture->rows, "Random");
      if (deed == 0 && n_rows > 1)
        g_ptr_array_unref (portail_grid_model_remove_rows (fixture->rows, row, 1));
      else if (deed == 1)
        portail_grid_model_insert_rows (fixture->rows, row, 1);
      else if (deed == 2)
        g_assert_true (type_text (fixture, row, DIRECTION, i % 2 == 0 ? "1" : "0"));
      else if (deed == 3)
        g_assert_true (type_text (fixture, row, SALAIRE, ""));
      else
        g_assert_true (type_text (fixture, row, column, amount));
      portail_grid_model_end_step (fixture->rows);
      check_figures (fixture);
    }
}

static void
test_manual (Fixture *fixture, gconstpointer unused)
{
  g_auto (PortailGridContent) suggested = { 0 };
  g_auto (PortailGridContent) capped = { 0 };

  g_assert_true (type_text (fixture, 1, SALAIRE, ""));
  portail_grid_model_get_content (fixture->rows, 1, SALAIRE, &suggested);
  g_assert_true (suggested.flags & PORTAIL_GRID_CELL_SUGGESTED);
  g_assert_cmpstr (suggested.plain, ==, "33250");
  g_assert_null (suggested.text);
  g_assert_true (type_text (fixture, 1, SALAIRE, "90 000"));
  portail_grid_model_get_content (fixture->rows, 1, SALAIRE, &capped);
  g_assert_true (capped.flags & PORTAIL_GRID_CELL_CAPPED);
  g_assert_true (capped.flags & PORTAIL_GRID_CELL_MANUAL);
  g_assert_cmpstr (capped.requested, ==, "$90,000");
  g_assert_cmpstr (capped.display, ==, "$55,000");
  g_assert_nonnull (capped.note);
  settle (fixture);
}

static void
test_new_row (Fixture *fixture, gconstpointer unused)
{
  const PortailDotationRow *row;

  portail_grid_model_begin_step (fixture->rows, "Row");
  portail_grid_model_insert_rows (fixture->rows, 4, 1);
  g_assert_true (type_text (fixture, 4, RUN, "1000"));
  portail_grid_model_end_step (fixture->rows);
  settle (fixture);
  g_assert_cmpuint (portail_dotation_model_get_n_drafts (fixture->model), ==, 1);
  g_assert_cmpuint (count_ops (fixture), ==, 0);
  g_assert_cmpuint (portail_grid_model_get_n_rows (fixture->rows), ==, 5);
  g_assert_true (type_text (fixture, 4, NAME, "  inès   MARTIN "));
  settle (fixture);
  g_assert_cmpuint (portail_dotation_model_get_n_drafts (fixture->model), ==, 0);
  g_assert_cmpuint (count_ops (fixture), ==, 1);
  row = (const PortailDotationRow *) portail_dotation_model_get (fixture->model, PORTAIL_SHEET_ROWS,
                                                                 4);
  g_assert_cmpstr (row->employee_name, ==, "inès MARTIN");
  g_assert_cmpstr (row->grade, ==, "Vendeur");
  g_assert_nonnull (row->employee_id);
}

static void
test_delete_and_restore (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GPtrArray) rows = NULL;

  rows = portail_grid_model_remove_rows (fixture->rows, 1, 2);
  settle (fixture);
  g_assert_cmpuint (portail_grid_model_get_n_rows (fixture->rows), ==, 2);
  g_assert_null (portail_client_load (&fixture->client, &portail_dotation_row_type, SEED_ROW (2)));
  portail_grid_model_restore_rows (fixture->rows, 1, rows);
  settle (fixture);
  g_assert_cmpuint (portail_grid_model_get_n_rows (fixture->rows), ==, 4);
  g_assert_cmpstr (portail_grid_model_get_row_id (fixture->rows, 1), ==, SEED_ROW (2));
  g_assert_cmpint (portail_client_get_run (&fixture->client, SEED_ROW (2)), ==,
                   PORTAIL_DOLLARS (45000).cents);
  check_figures (fixture);
}

static void
test_undo_of_the_balance (Fixture *fixture, gconstpointer unused)
{
  PortailDotation *dotation = portail_record_copy (
      portail_dotation_model_get_dotation (fixture->model));

  dotation->solde_bancaire = PORTAIL_DOLLARS (10);
  portail_dotation_model_begin_step (fixture->model, "Balance", PORTAIL_STEP_UNDONE_BY_MODEL);
  g_assert_true (portail_dotation_model_replace_dotation (fixture->model, dotation, NULL));
  portail_dotation_model_end_step (fixture->model);
  g_assert_cmpint (get_chain (fixture)->impot_richesse.cents, ==, 0);
  settle (fixture);
  g_assert_true (portail_undo_stack_undo (fixture->undo_stack));
  g_assert_cmpint (get_chain (fixture)->impot_richesse.cents, ==, PORTAIL_DOLLARS (32000).cents);
  settle (fixture);
  g_assert_true (portail_undo_stack_redo (fixture->undo_stack));
  settle (fixture);
  g_assert_cmpint (get_chain (fixture)->impot_richesse.cents, ==, 0);
}

static void
note_change (guint *n, guint position)
{
  *n |= 1u << position;
}

/* What another page or client does arrives without a change to what is being worked on. */
static void
test_merge (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *draft = NULL;
  guint edited = 0;

  portail_grid_model_insert_rows (fixture->rows, 1, 1);
  draft = g_strdup (portail_grid_model_get_row_id (fixture->rows, 1));
  settle (fixture);
  g_signal_connect_swapped (fixture->rows, "cells-changed", G_CALLBACK (note_change), &edited);
  portail_client_do (&fixture->client, portail_client_set_run (SEED_ROW (3), 700));
  settle (fixture);
  g_assert_cmpstr (portail_grid_model_get_row_id (fixture->rows, 1), ==, draft);
  g_assert_cmpuint (portail_grid_model_get_n_rows (fixture->rows), ==, 5);
  g_assert_cmpuint (edited, ==, 1u << 3);
  check_figures (fixture);
  portail_client_do (&fixture->client,
                     portail_client_delete (&portail_dotation_row_type, SEED_ROW (1)));
  settle (fixture);
  g_assert_cmpuint (portail_grid_model_get_n_rows (fixture->rows), ==, 4);
  check_figures (fixture);
}

static void
test_submit (Fixture *fixture, gconstpointer unused)
{
  portail_dotation_model_command (fixture->model, "submit", NULL);
  settle (fixture);
  g_assert_cmpint (portail_dotation_model_get_dotation (fixture->model)->status, ==,
                   PORTAIL_DOTATION_EN_ATTENTE);
  g_assert_false (portail_dotation_model_is_editable (fixture->model));
  g_assert_true (portail_undo_stack_can_undo (fixture->undo_stack));
  portail_undo_stack_undo (fixture->undo_stack);
  settle (fixture);
  g_assert_cmpint (portail_dotation_model_get_dotation (fixture->model)->status, ==,
                   PORTAIL_DOTATION_BROUILLON);
  g_assert_true (portail_dotation_model_is_editable (fixture->model));
}

static void
test_rights (Fixture *fixture, gconstpointer unused)
{
  portail_dotation_model_set_role (fixture->model, PORTAIL_ROLE_STAFF);
  g_assert_false (portail_dotation_model_is_editable (fixture->model));
  open_sheet (fixture, SEED_VALIDATED);
  g_assert_false (portail_dotation_model_is_editable (fixture->model));
  g_assert_nonnull (portail_dotation_model_get_lock_reason (fixture->model));
  open_sheet (fixture, SEED_REFUSED);
  g_assert_true (portail_dotation_model_is_editable (fixture->model));
}

static void
test_gone (Fixture *fixture, gconstpointer unused)
{
  open_sheet (fixture, "01990000-0000-7000-8000-0000000000ff");
  g_assert_cmpint (portail_dotation_model_get_state (fixture->model), ==,
                   PORTAIL_DOTATION_MODEL_GONE);
}

static void
test_entries (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (PortailEntriesModel) entries = portail_entries_model_new (fixture->model,
                                                                       PORTAIL_SHEET_DEPENSES);
  PortailGridModel *grid = PORTAIL_GRID_MODEL (entries);
  g_autofree char *reason = NULL;

  portail_grid_model_begin_step (grid, "Line");
  portail_grid_model_insert_rows (grid, 2, 1);
  g_assert_true (portail_grid_model_set_text (grid, 2, 0, "20/09/2025", &reason));
  g_assert_true (portail_grid_model_set_text (grid, 2, 2, "1 000", &reason));
  portail_grid_model_end_step (grid);
  settle (fixture);
  g_assert_cmpuint (count_ops (fixture), ==, 0);
  g_assert_cmpint (get_chain (fixture)->inputs.depenses.cents, ==, PORTAIL_DOLLARS (36000).cents);
  g_assert_true (portail_grid_model_set_text (grid, 2, 1, "Huile", &reason));
  settle (fixture);
  g_assert_cmpuint (count_ops (fixture), ==, 1);
  g_assert_false (portail_grid_model_set_text (grid, 2, 1, "", &reason));
  check_figures (fixture);
}

#define ADD(path, function) g_test_add (path, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/dotation-model/the-worked-example-comes-out", test_example);
  ADD ("/dotation-model/an-edit-shows-at-once-and-is-one-op", test_edit);
  ADD ("/dotation-model/a-text-that-is-no-amount-changes-nothing", test_bad_texts);
  ADD ("/dotation-model/figures-follow-any-edit", test_random_edits);
  ADD ("/dotation-model/a-typed-salary-stays-until-it-is-cleared", test_manual);
  ADD ("/dotation-model/a-row-is-sent-once-it-has-a-name", test_new_row);
  ADD ("/dotation-model/deleted-rows-come-back-with-their-ids", test_delete_and_restore);
  ADD ("/dotation-model/the-balance-can-be-taken-back", test_undo_of_the_balance);
  ADD ("/dotation-model/what-others-change-is-merged", test_merge);
  ADD ("/dotation-model/submitting-can-be-taken-back", test_submit);
  ADD ("/dotation-model/rights-and-status-close-a-sheet", test_rights);
  ADD ("/dotation-model/a-sheet-that-is-gone-says-so", test_gone);
  ADD ("/dotation-model/a-line-is-sent-once-it-is-complete", test_entries);
  return g_test_run ();
}
