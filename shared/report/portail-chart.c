/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "shared/report/portail-chart.h"

#include "shared/portail-i18n.h"
#include "shared/portail-money.h"

typedef struct
{
  char *title;
  gint64 *values;
} Series;

struct _PortailChart
{
  PortailChartKind kind;
  char *title;
  PortailChartFormat format;
  GPtrArray *labels; /* of owned texts */
  Series series[PORTAIL_CHART_MAX_SERIES];
  guint n_series;
};

PortailChart *
portail_chart_new (PortailChartKind kind, const char *title, PortailChartFormat format)
{
  PortailChart *chart = g_atomic_rc_box_new0 (PortailChart);

  chart->kind = kind;
  chart->title = g_strdup (title);
  chart->format = format;
  chart->labels = g_ptr_array_new_with_free_func (g_free);
  return chart;
}

PortailChart *
portail_chart_ref (PortailChart *chart)
{
  return g_atomic_rc_box_acquire (chart);
}

static void
clear (gpointer pointer)
{
  PortailChart *chart = pointer;

  for (guint i = 0; i < chart->n_series; i++)
    {
      g_free (chart->series[i].title);
      g_free (chart->series[i].values);
    }
  g_ptr_array_unref (chart->labels);
  g_free (chart->title);
}

void
portail_chart_unref (PortailChart *chart)
{
  g_atomic_rc_box_release_full (chart, clear);
}

char *
portail_chart_format_money (gint64 cents)
{
  return portail_money_to_text ((PortailMoney){ cents });
}

char *
portail_chart_format_number (gint64 number)
{
  return g_strdup_printf ("%" G_GINT64_FORMAT, number);
}

void
portail_chart_add_label (PortailChart *chart, const char *label)
{
  g_return_if_fail (chart->n_series == 0);
  g_ptr_array_add (chart->labels, g_strdup (label));
}

void
portail_chart_add_series (PortailChart *chart, const char *title, const gint64 *values)
{
  g_return_if_fail (chart->n_series < PORTAIL_CHART_MAX_SERIES);
  chart->series[chart->n_series++] = (Series){
    g_strdup (title),
    g_memdup2 (values, chart->labels->len * sizeof *values),
  };
}

PortailChartKind
portail_chart_get_kind (const PortailChart *chart)
{
  return chart->kind;
}

const char *
portail_chart_get_title (const PortailChart *chart)
{
  return chart->title;
}

guint
portail_chart_get_n_labels (const PortailChart *chart)
{
  return chart->labels->len;
}

guint
portail_chart_get_n_series (const PortailChart *chart)
{
  return chart->n_series;
}

const char *
portail_chart_get_label (const PortailChart *chart, guint label)
{
  return g_ptr_array_index (chart->labels, label);
}

const char *
portail_chart_get_series_title (const PortailChart *chart, guint series)
{
  return chart->series[series].title;
}

gint64
portail_chart_get_value (const PortailChart *chart, guint series, guint label)
{
  return chart->series[series].values[label];
}

char *
portail_chart_format (const PortailChart *chart, gint64 value)
{
  return chart->format (value);
}

char *
portail_chart_dup_value (const PortailChart *chart, guint series, guint label)
{
  gint64 value = portail_chart_get_value (chart, series, label);

  return value != PORTAIL_CHART_NONE ? chart->format (value) : g_strdup ("—");
}

/* Of all series at a label: their sum where they are stacked. */
static void
widen (const PortailChart *chart, guint label, gint64 *lowest, gint64 *highest)
{
  gint64 sum = 0;

  for (guint i = 0; i < chart->n_series; i++)
    {
      gint64 value = portail_chart_get_value (chart, i, label);

      if (value == PORTAIL_CHART_NONE)
        continue;
      sum = chart->kind == PORTAIL_CHART_STACKED_BARS ? sum + MAX (value, 0) : value;
      *lowest = MIN (*lowest, sum);
      *highest = MAX (*highest, sum);
    }
}

void
portail_chart_get_range (const PortailChart *chart, gint64 *lowest, gint64 *highest)
{
  *lowest = 0;
  *highest = 0;
  for (guint i = 0; i < chart->labels->len; i++)
    widen (chart, i, lowest, highest);
}

char *
portail_chart_describe_point (const PortailChart *chart, guint series, guint label)
{
  g_autofree char *value = portail_chart_dup_value (chart, series, label);

  /* Translators: label, series and value of a point of a chart. */
  return g_strdup_printf (_ ("%1$s, %2$s: %3$s"), portail_chart_get_label (chart, label),
                          portail_chart_get_series_title (chart, series), value);
}

/* FALSE for a series without values. */
static gboolean
find_extremes (const PortailChart *chart, guint series, guint *first, guint *last, guint *highest)
{
  gboolean is_found = FALSE;

  for (guint i = 0; i < chart->labels->len; i++)
    {
      gint64 value = portail_chart_get_value (chart, series, i);

      if (value == PORTAIL_CHART_NONE)
        continue;
      if (!is_found)
        *first = *highest = i;
      if (value > portail_chart_get_value (chart, series, *highest))
        *highest = i;
      *last = i;
      is_found = TRUE;
    }
  return is_found;
}

static void
describe_series (const PortailChart *chart, guint series, GString *text)
{
  const char *title = portail_chart_get_series_title (chart, series);
  guint first = 0;
  guint last = 0;
  guint highest = 0;
  g_autofree char *from = NULL;
  g_autofree char *to = NULL;
  g_autofree char *most = NULL;

  if (!find_extremes (chart, series, &first, &last, &highest))
    {
      g_string_append_printf (text, _ (" %s: no value."), title);
      return;
    }
  from = portail_chart_dup_value (chart, series, first);
  to = portail_chart_dup_value (chart, series, last);
  most = portail_chart_dup_value (chart, series, highest);
  /* Translators: series; value and label it begins with, ends with, and its highest. */
  g_string_append_printf (text, _ (" %1$s: from %2$s (%3$s) to %4$s (%5$s), at most %6$s (%7$s)."),
                          title, from, portail_chart_get_label (chart, first), to,
                          portail_chart_get_label (chart, last), most,
                          portail_chart_get_label (chart, highest));
}

/* Everybody with his value: that is what ranks are read for. */
static void
describe_ranks (const PortailChart *chart, GString *text)
{
  for (guint i = 0; chart->n_series > 0 && i < chart->labels->len; i++)
    {
      g_autofree char *value = portail_chart_dup_value (chart, 0, i);

      /* Translators: a name and its value, in a list. */
      g_string_append_printf (text, _ (" %1$s: %2$s."), portail_chart_get_label (chart, i), value);
    }
}

char *
portail_chart_describe (const PortailChart *chart)
{
  GString *text = g_string_new (NULL);

  g_string_append_printf (text, "%s.", chart->title);
  if (chart->kind == PORTAIL_CHART_RANKS)
    describe_ranks (chart, text);
  else
    for (guint i = 0; i < chart->n_series; i++)
      describe_series (chart, i, text);
  return g_string_free (text, FALSE);
}
