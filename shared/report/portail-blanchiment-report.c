/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "shared/report/portail-blanchiment-report.h"

#include "shared/portail-file-name.h"
#include "shared/portail-i18n.h"
#include "shared/report/portail-blanchiment-charts.h"
#include "shared/report/portail-report-pdf.h"

/* Rows of a table on paper. */
#define MAX_GROUPS   60
#define MAX_SUSPECTS 100
#define MAX_WEEKS    60

const char *
portail_blanchiment_get_notice (void)
{
  return _ ("RP only: “blanchiment” is a mechanic of the FlashBack FA game server. No real money, "
            "person or company is concerned.");
}

/* Owned. */
static char *
make_period (const PortailBlanchimentAnalysis *analysis)
{
  g_autofree char *from = portail_day_to_text (analysis->from);
  g_autofree char *to = portail_day_to_text (analysis->to);

  if (*from != '\0' && *to != '\0')
    /* Translators: first and last day of a report. */
    return g_strdup_printf (_ ("From %1$s to %2$s"), from, to);
  if (*from != '\0')
    return g_strdup_printf (_ ("Since %s"), from);
  if (*to != '\0')
    return g_strdup_printf (_ ("Until %s"), to);
  return g_strdup (_ ("All operations"));
}

static PortailReport *
begin (const PortailBlanchimentReportSource *source)
{
  const char *title = C_ ("report", "BLANCHIMENT ANALYSIS");
  g_autofree char *period = make_period (source->analysis);
  /* Translators: kind of report, company, period. */
  g_autofree char *subject = g_strdup_printf (_ ("%1$s of %2$s, %3$s"), title, source->enterprise,
                                              period);
  const PortailReportHead head = {
    .title = title,
    .organisation = source->enterprise,
    .period = period,
    .subject = subject,
    .orientation = PORTAIL_REPORT_LANDSCAPE,
    .generated_at = source->generated_at,
  };
  PortailReport *report = portail_report_new (&head);

  portail_report_add_badge (report, C_ ("badge", "RP only"), PORTAIL_REPORT_ALERT);
  portail_report_add_paragraph (report, PORTAIL_REPORT_NOTICE, portail_blanchiment_get_notice ());
  return report;
}

static char *
count_text (guint n)
{
  return g_strdup_printf ("%u", n);
}

static void
add_count (PortailReport *report, guint n)
{
  g_autofree char *text = count_text (n);

  portail_report_add_cell (report, text);
}

static void
add_count_figure (PortailReport *report,
                  const char *label,
                  guint n,
                  const char *hint,
                  PortailReportEmphasis emphasis)
{
  g_autofree char *text = count_text (n);

  portail_report_add_figure (report, label, text, hint, emphasis);
}

static void
add_money_figure (PortailReport *report, const char *label, PortailMoney money, const char *hint)
{
  g_autofree char *text = portail_money_to_text (money);

  portail_report_add_figure (report, label, text, hint, PORTAIL_REPORT_NORMAL);
}

/* Days, or a dash for none. Owned. */
static char *
days_text (gint32 days)
{
  if (days == PORTAIL_BLANCHIMENT_NO_DAYS)
    return g_strdup ("–");
  return g_strdup_printf (
      g_dngettext (GETTEXT_PACKAGE, "%d day", "%d days", (gulong) MAX (0, days)), days);
}

static void
add_summary (PortailReport *report, const PortailBlanchimentAnalysis *analysis)
{
  const PortailBlanchimentTotals *totals = &analysis->totals;
  guint n_cancelled =
      analysis->by_status[PORTAIL_BLANCHIMENT_ANNULE - PORTAIL_BLANCHIMENT_EN_COURS].n;
  g_autofree char *cancelled = g_strdup_printf (
      g_dngettext (GETTEXT_PACKAGE, "beside %u cancelled one", "beside %u cancelled ones",
                   n_cancelled),
      n_cancelled);
  g_autofree char *mean = days_text (
      portail_blanchiment_get_mean_days (analysis->days, analysis->n_finished));
  g_autofree char *finished = g_strdup_printf (
      g_dngettext (GETTEXT_PACKAGE, "of %u finished operation", "of %u finished operations",
                   analysis->n_finished),
      analysis->n_finished);
  g_autofree char *late = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u open for too long",
                                                        "%u open for too long", analysis->n_late),
                                           analysis->n_late);

  portail_report_begin_figures (report, PORTAIL_REPORT_CARDS);
  add_count_figure (report, _ ("Operations"), totals->n, n_cancelled > 0 ? cancelled : NULL,
                    PORTAIL_REPORT_NORMAL);
  add_money_figure (report, _ ("Amount"), totals->somme, NULL);
  add_money_figure (report, _ ("Company's part"), totals->part_entreprise, NULL);
  add_money_figure (report, _ ("Groups' part"), totals->part_groupe, NULL);
  portail_report_add_figure (report, _ ("Average duration"), mean, finished, PORTAIL_REPORT_NORMAL);
  add_count_figure (report, _ ("Suspects"), totals->n_suspects, analysis->n_late > 0 ? late : NULL,
                    totals->n_suspects > 0 ? PORTAIL_REPORT_STRONG : PORTAIL_REPORT_NORMAL);
}

static void
add_totals_columns (PortailReport *report)
{
  portail_report_add_column (report, _ ("Operations"), PORTAIL_REPORT_COLUMN_NUMBER, 1);
  portail_report_add_column (report, _ ("Amount"), PORTAIL_REPORT_COLUMN_NUMBER, 1);
  portail_report_add_column (report, _ ("Company's part"), PORTAIL_REPORT_COLUMN_NUMBER, 1);
  portail_report_add_column (report, _ ("Group's part"), PORTAIL_REPORT_COLUMN_NUMBER, 1);
  portail_report_add_column (report, _ ("Suspects"), PORTAIL_REPORT_COLUMN_NUMBER, 1);
}

static void
add_totals (PortailReport *report, const PortailBlanchimentTotals *totals)
{
  add_count (report, totals->n);
  portail_report_add_money (report, totals->somme);
  portail_report_add_money (report, totals->part_entreprise);
  portail_report_add_money (report, totals->part_groupe);
  add_count (report, totals->n_suspects);
}

static void
add_statuses (PortailReport *report, const PortailBlanchimentAnalysis *analysis)
{
  portail_report_add_heading (report, 1, _ ("By status"));
  portail_report_begin_table (report, _ ("Operations by status"));
  portail_report_add_column (report, _ ("Status"), PORTAIL_REPORT_COLUMN_TEXT, 1);
  add_totals_columns (report);
  for (int i = 0; i < PORTAIL_BLANCHIMENT_N_STATUSES; i++)
    {
      portail_report_begin_row (report, PORTAIL_REPORT_ROW_NORMAL);
      portail_report_add_cell (report,
                               portail_blanchiment_status_get_title (
                                   (PortailBlanchimentStatus) (i + PORTAIL_BLANCHIMENT_EN_COURS)));
      add_totals (report, &analysis->by_status[i]);
    }
  portail_report_begin_row (report, PORTAIL_REPORT_ROW_TOTAL);
  portail_report_add_cell (report, _ ("Total without cancelled ones"));
  add_totals (report, &analysis->totals);
}

/* Of @total, as a rate; a dash where there is none. */
static void
add_proportion (PortailReport *report, guint n, guint total)
{
  if (total > 0)
    portail_report_add_rate (report, (PortailRate){ ((gint64) n * 10000 + total / 2) / total });
  else
    portail_report_add_cell (report, "–");
}

static void
add_risks (PortailReport *report, const PortailBlanchimentAnalysis *analysis)
{
  portail_report_add_heading (report, 1, _ ("Risk"));
  portail_report_begin_table (report, _ ("Operations by risk"));
  portail_report_add_column (report, _ ("Score"), PORTAIL_REPORT_COLUMN_TEXT, 1);
  portail_report_add_column (report, _ ("Level"), PORTAIL_REPORT_COLUMN_TEXT, 1);
  portail_report_add_column (report, _ ("Operations"), PORTAIL_REPORT_COLUMN_NUMBER, 1);
  portail_report_add_column (report, _ ("Proportion"), PORTAIL_REPORT_COLUMN_NUMBER, 1);
  for (guint i = 0; i < PORTAIL_BLANCHIMENT_N_BUCKETS; i++)
    {
      gboolean is_last = i + 1 == PORTAIL_BLANCHIMENT_N_BUCKETS;
      g_autofree char *range = g_strdup_printf (
          "%u – %u", i * 10, is_last ? PORTAIL_BLANCHIMENT_RISK_MAX : i * 10 + 9);

      if (analysis->buckets[i] == 0)
        continue;
      portail_report_begin_row (report, PORTAIL_REPORT_ROW_NORMAL);
      portail_report_add_cell (report, range);
      portail_report_add_cell (
          report, portail_blanchiment_level_get_title (portail_blanchiment_get_level (i * 10)));
      add_count (report, analysis->buckets[i]);
      add_proportion (report, analysis->buckets[i], analysis->totals.n);
    }
}

static void
add_cut (PortailReport *report, guint n, guint n_shown)
{
  g_autofree char *text = NULL;

  if (n <= n_shown)
    return;
  text = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u more line is in the workbook.",
                                       "%u more lines are in the workbook.", n - n_shown),
                          n - n_shown);
  portail_report_add_paragraph (report, PORTAIL_REPORT_NOTE, text);
}

static const char *
get_name (const char *name)
{
  return name != NULL && *name != '\0' ? name : _ ("Not given");
}

static void
add_groupes (PortailReport *report, const GArray *groups)
{
  portail_report_add_heading (report, 1, _ ("By group"));
  portail_report_begin_table (report, _ ("Operations by group"));
  portail_report_add_column (report, _ ("Group"), PORTAIL_REPORT_COLUMN_TEXT, 1);
  add_totals_columns (report);
  for (guint i = 0; i < MIN (groups->len, MAX_GROUPS); i++)
    {
      const PortailBlanchimentGroup *group = &g_array_index (groups, PortailBlanchimentGroup, i);

      portail_report_begin_row (report, PORTAIL_REPORT_ROW_NORMAL);
      portail_report_add_cell (report, get_name (group->name));
      add_totals (report, &group->totals);
    }
  add_cut (report, groups->len, MAX_GROUPS);
}

static void
add_employe (PortailReport *report, const PortailBlanchimentGroup *group)
{
  g_autofree char *mean = days_text (
      portail_blanchiment_get_mean_days (group->days, group->n_finished));
  g_autofree char *last = portail_day_to_text (group->last);

  portail_report_begin_row (report, PORTAIL_REPORT_ROW_NORMAL);
  portail_report_add_cell (report, get_name (group->name));
  add_totals (report, &group->totals);
  add_count (report, group->n_open);
  add_count (report, group->n_late);
  portail_report_add_cell (report, mean);
  add_count (report, group->highest_risk);
  portail_report_add_cell (report, last);
}

static void
add_employes (PortailReport *report, const GArray *groups)
{
  portail_report_add_heading (report, 1, _ ("Follow-up of employees"));
  portail_report_begin_table (report, _ ("Follow-up of employees"));
  portail_report_add_column (report, _ ("Employee"), PORTAIL_REPORT_COLUMN_TEXT, 1);
  add_totals_columns (report);
  portail_report_add_column (report, _ ("Open"), PORTAIL_REPORT_COLUMN_NUMBER, 1);
  portail_report_add_column (report, _ ("Late"), PORTAIL_REPORT_COLUMN_NUMBER, 1);
  portail_report_add_column (report, _ ("Average"), PORTAIL_REPORT_COLUMN_NUMBER, 1);
  portail_report_add_column (report, _ ("Highest risk"), PORTAIL_REPORT_COLUMN_NUMBER, 1);
  portail_report_add_column (report, _ ("Last"), PORTAIL_REPORT_COLUMN_SHORT, 1);
  for (guint i = 0; i < MIN (groups->len, MAX_GROUPS); i++)
    add_employe (report, &g_array_index (groups, PortailBlanchimentGroup, i));
  add_cut (report, groups->len, MAX_GROUPS);
}

static const char *
get_review_title (PortailBlanchimentReview review)
{
  switch (review)
    {
    case PORTAIL_BLANCHIMENT_CLEARED:
      return C_ ("review", "Cleared");
    case PORTAIL_BLANCHIMENT_CONFIRMED:
      return C_ ("review", "Confirmed");
    case PORTAIL_BLANCHIMENT_NOT_REVIEWED:
      break;
    }
  return C_ ("review", "To review");
}

static void
begin_case (PortailReport *report, const PortailBlanchimentOperation *operation)
{
  g_autofree char *date = portail_day_to_text (operation->date_recu);

  portail_report_begin_row (report, PORTAIL_REPORT_ROW_NORMAL);
  portail_report_add_cell (report, date);
  portail_report_add_cell (report, get_name (operation->employee_name));
  portail_report_add_cell (report, get_name (operation->groupe));
}

static void
add_score (PortailReport *report, const PortailBlanchimentRisk *risk)
{
  add_count (report, risk->score);
  portail_report_set_cell_note (report, portail_blanchiment_level_get_title (risk->level),
                                risk->is_suspect ? PORTAIL_REPORT_ALERT : PORTAIL_REPORT_NORMAL);
}

static void
add_suspect (PortailReport *report, const PortailBlanchimentCase *its_case)
{
  g_autofree char *reasons = portail_blanchiment_case_explain (its_case);

  begin_case (report, its_case->operation);
  portail_report_add_money (report, its_case->operation->amount);
  add_score (report, &its_case->risk);
  portail_report_add_cell (report, reasons);
  portail_report_add_cell (report, get_review_title (its_case->review));
}

static void
add_suspects (PortailReport *report, const PortailBlanchimentAnalysis *analysis)
{
  const GArray *suspects = analysis->suspects;

  portail_report_add_heading (report, 1, _ ("Suspects"));
  if (suspects->len == 0)
    {
      portail_report_add_paragraph (report, PORTAIL_REPORT_TEXT, _ ("No operation is suspect."));
      return;
    }
  portail_report_begin_table (report, _ ("Suspect operations"));
  portail_report_add_column (report, _ ("Date"), PORTAIL_REPORT_COLUMN_SHORT, 1);
  portail_report_add_column (report, _ ("Employee"), PORTAIL_REPORT_COLUMN_TEXT, 2);
  portail_report_add_column (report, _ ("Group"), PORTAIL_REPORT_COLUMN_TEXT, 2);
  portail_report_add_column (report, _ ("Amount"), PORTAIL_REPORT_COLUMN_NUMBER, 1);
  portail_report_add_column (report, _ ("Score"), PORTAIL_REPORT_COLUMN_NUMBER, 1);
  portail_report_add_column (report, _ ("Reasons"), PORTAIL_REPORT_COLUMN_TEXT, 7);
  portail_report_add_column (report, C_ ("report", "Review"), PORTAIL_REPORT_COLUMN_SHORT, 1);
  for (guint i = 0; i < MIN (suspects->len, MAX_SUSPECTS); i++)
    add_suspect (report, portail_blanchiment_analysis_get_case (
                             analysis, g_array_index (suspects, guint, i)));
  add_cut (report, suspects->len, MAX_SUSPECTS);
}

static void
add_top (PortailReport *report, const PortailBlanchimentAnalysis *analysis)
{
  portail_report_add_heading (report, 1, _ ("Largest operations"));
  portail_report_begin_table (report, _ ("Largest operations"));
  portail_report_add_column (report, _ ("Date"), PORTAIL_REPORT_COLUMN_SHORT, 1);
  portail_report_add_column (report, _ ("Employee"), PORTAIL_REPORT_COLUMN_TEXT, 1);
  portail_report_add_column (report, _ ("Group"), PORTAIL_REPORT_COLUMN_TEXT, 1);
  portail_report_add_column (report, _ ("Status"), PORTAIL_REPORT_COLUMN_SHORT, 1);
  portail_report_add_column (report, _ ("Amount"), PORTAIL_REPORT_COLUMN_NUMBER, 1);
  portail_report_add_column (report, _ ("Score"), PORTAIL_REPORT_COLUMN_NUMBER, 1);
  for (guint i = 0; i < analysis->top->len; i++)
    {
      const PortailBlanchimentCase *its_case = portail_blanchiment_analysis_get_case (
          analysis, g_array_index (analysis->top, guint, i));

      begin_case (report, its_case->operation);
      portail_report_add_cell (report,
                               portail_blanchiment_status_get_title (its_case->operation->status));
      portail_report_add_money (report, its_case->operation->amount);
      add_count (report, its_case->risk.score);
    }
}

/* The newest weeks, in time. */
static void
add_weeks (PortailReport *report, const GArray *weeks)
{
  guint first = weeks->len > MAX_WEEKS ? weeks->len - MAX_WEEKS : 0;

  portail_report_add_heading (report, 1, _ ("Trend"));
  portail_report_begin_table (report, _ ("Operations by week"));
  portail_report_add_column (report, _ ("Week"), PORTAIL_REPORT_COLUMN_TEXT, 1);
  add_totals_columns (report);
  for (guint i = first; i < weeks->len; i++)
    {
      const PortailBlanchimentWeek *week = &g_array_index (weeks, PortailBlanchimentWeek, i);
      g_autofree char *text = portail_week_to_text (week->week);

      portail_report_begin_row (report, PORTAIL_REPORT_ROW_NORMAL);
      portail_report_add_cell (report, text);
      add_totals (report, &week->totals);
    }
  add_cut (report, weeks->len, MAX_WEEKS);
}

static void
add_charts (PortailReport *report, const PortailBlanchimentAnalysis *analysis)
{
  portail_report_add_heading (report, 1, _ ("Charts"));
  portail_report_begin_charts (report);
  for (int i = 0; i < PORTAIL_BLANCHIMENT_N_CHARTS; i++)
    {
      g_autoptr (PortailChart) chart = portail_blanchiment_make_chart (analysis,
                                                                       (PortailBlanchimentChart) i);

      portail_report_add_chart (report, chart);
    }
}

PortailReport *
portail_blanchiment_report_new (const PortailBlanchimentReportSource *source)
{
  const PortailBlanchimentAnalysis *analysis = source->analysis;
  PortailReport *report = begin (source);

  add_summary (report, analysis);
  add_statuses (report, analysis);
  if (analysis->totals.n == 0)
    {
      portail_report_add_paragraph (report, PORTAIL_REPORT_TEXT,
                                    _ ("There is no operation in this period."));
      return report;
    }
  add_charts (report, analysis);
  add_groupes (report, analysis->by_groupe);
  add_employes (report, analysis->by_employe);
  add_risks (report, analysis);
  add_suspects (report, analysis);
  add_top (report, analysis);
  if (analysis->weeks->len > 0)
    add_weeks (report, analysis->weeks);
  return report;
}

GBytes *
portail_blanchiment_report_to_pdf (const PortailBlanchimentReportSource *source, GError **error)
{
  g_autoptr (PortailReportPages) pages = portail_report_pages_new (
      portail_blanchiment_report_new (source));

  return portail_report_to_pdf (pages, error);
}

char *
portail_blanchiment_report_dup_file_name (const PortailBlanchimentReportSource *source,
                                          const char *extension)
{
  char from[PORTAIL_DAY_TEXT_SIZE] = "";
  char to[PORTAIL_DAY_TEXT_SIZE] = "";
  g_autofree char *part = portail_file_name_clean (source->enterprise);
  g_autoptr (GString) name = g_string_new ("blanchiment");

  portail_day_format (source->analysis->from, from);
  portail_day_format (source->analysis->to, to);
  g_string_append_printf (name, "_%s", part != NULL ? part : "entreprise");
  g_string_append_printf (name, "%s%s%s%s.%s", *from != '\0' ? "_" : "", from,
                          *to != '\0' ? "_" : "", to, extension);
  return g_strdup (name->str);
}
