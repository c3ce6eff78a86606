/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What one edit of a large sheet costs, as a share of the frame in which it must be shown: by the
 * accumulator, by computing the sheet anew, and with every row's grade to be folded. */
#include <locale.h>
#include <stdlib.h>

#include "shared/portail-dotation-chain.h"

#define N_ROWS               10000
#define N_EDITS              20000
#define N_FULL               200
#define FRAME_MICROSECONDS   (1000000.0 / 60)
#define HIGHEST_AMOUNT_CENTS 2000000

typedef struct
{
  PortailSheetRow rows[N_ROWS];
  PortailSheetResult results[N_ROWS];
  PortailDotationChain chain;
  PortailChainAccumulator accumulator;
  PortailPayrollSettings *settings;
  PortailSheet sheet;
} Bench;

/* Stops the program: without results there is nothing to measure. */
static void
require (gboolean is_done, GError *error)
{
  if (!is_done)
    g_error ("%s", error->message);
}

static void
fill_row (PortailSheetRow *row, GRand *random)
{
  *row = (PortailSheetRow){
    .grade = "SÉNIOR ",
    .is_direction = g_rand_boolean (random),
    .run.cents = g_rand_int_range (random, 0, HIGHEST_AMOUNT_CENTS),
    .facture.cents = g_rand_int_range (random, 0, HIGHEST_AMOUNT_CENTS),
    .vente.cents = g_rand_int_range (random, 0, HIGHEST_AMOUNT_CENTS),
    .heures = PORTAIL_HOURS_NULL,
    .salaire = PORTAIL_MONEY_NULL,
    .prime = PORTAIL_MONEY_NULL,
  };
}

static void
compute_full (Bench *bench)
{
  GError *error = NULL;

  require (portail_sheet_compute (&bench->sheet, bench->results, &bench->chain, &error), error);
}

/* What every row needs when an edit moves the tranche of the caps. */
static void
cap_all (Bench *bench)
{
  for (guint row = 0; row < N_ROWS; row++)
    portail_dotation_chain_cap (bench->sheet.bareme, bench->chain.tranche_plafonds,
                                &bench->results[row]);
}

/* What the grid does when a cell changes. */
static void
edit_row (Bench *bench, guint i, GRand *random)
{
  GError *error = NULL;
  guint tranche_before = bench->chain.tranche_plafonds;
  PortailChainInputs inputs = bench->chain.inputs;

  portail_chain_accumulator_remove (&bench->accumulator, &bench->results[i]);
  fill_row (&bench->rows[i], random);
  require (
      portail_payroll_compute (bench->settings, bench->sheet.bareme->arrondi, &bench->rows[i],
                               &bench->results[i], &error)
          && portail_chain_accumulator_add (&bench->accumulator, &bench->results[i], &error)
          && portail_chain_accumulator_finish (&bench->accumulator, &inputs, &bench->chain, &error),
      error);
  portail_dotation_chain_cap (bench->sheet.bareme, bench->chain.tranche_plafonds,
                              &bench->results[i]);
  if (bench->chain.tranche_plafonds != tranche_before)
    cap_all (bench);
}

static void
report (const char *what, gint64 start, int n)
{
  double microseconds = (double) (g_get_monotonic_time () - start) / n;

  g_print ("%-46s %10.2f µs  %7.3f %% of a frame\n", what, microseconds,
           100 * microseconds / FRAME_MICROSECONDS);
}

static void
measure_full (Bench *bench, const char *what)
{
  gint64 start = g_get_monotonic_time ();

  for (int n = 0; n < N_FULL; n++)
    compute_full (bench);
  report (what, start, N_FULL);
}

static void
measure_edits (Bench *bench, GRand *random)
{
  gint64 start;

  compute_full (bench);
  portail_chain_accumulator_init (&bench->accumulator, bench->sheet.bareme);
  for (guint i = 0; i < N_ROWS; i++)
    portail_chain_accumulator_add (&bench->accumulator, &bench->results[i], NULL);
  start = g_get_monotonic_time ();
  for (int n = 0; n < N_EDITS; n++)
    edit_row (bench, (guint) g_rand_int_range (random, 0, N_ROWS), random);
  report ("an edit by the accumulator", start, N_EDITS);
  start = g_get_monotonic_time ();
  for (int n = 0; n < N_FULL; n++)
    cap_all (bench);
  report ("the caps of all rows, when an edit moves them", start, N_FULL);
}

int
main (void)
{
  g_autofree Bench *bench = g_new0 (Bench, 1);
  g_autoptr (GRand) random = g_rand_new_with_seed (38);
  PortailPayrollGrade grade = { .grade = "Senior", .taux_ca = PORTAIL_PERCENT (35) };

  setlocale (LC_ALL, "");
  bench->settings = portail_payroll_settings_new ();
  portail_payroll_settings_add_grade (bench->settings, &grade);
  for (guint i = 0; i < N_ROWS; i++)
    fill_row (&bench->rows[i], random);
  bench->sheet = (PortailSheet){
    .bareme = portail_bareme_get_default (),
    .settings = bench->settings,
    .rows = bench->rows,
    .n_rows = N_ROWS,
  };
  g_print ("%d rows, %u tranches, a frame is %.0f µs\n", N_ROWS, bench->sheet.bareme->n_tranches,
           FRAME_MICROSECONDS);
  measure_edits (bench, random);
  measure_full (bench, "the whole sheet, by percentage");
  bench->settings->mode_calcul = PORTAIL_MODE_CALCUL_GRADE;
  measure_full (bench, "the whole sheet, by grade, each one folded");
  for (guint i = 0; i < N_ROWS; i++)
    bench->rows[i].grade = grade.grade;
  measure_full (bench, "the whole sheet, by grade as its rule spells");
  portail_payroll_settings_free (bench->settings);
  return EXIT_SUCCESS;
}
