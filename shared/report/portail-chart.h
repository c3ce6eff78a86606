/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a chart shows: series of values over labels, as bars, stacked bars, lines or ranks. The same
 * chart is drawn on screen and in reports (portail-chart-drawing.h), read as a table and said in
 * words.
 *
 * 1. Values are integers in the unit of the chart's format: cents, basis points, a number.
 * 2. A value that is not there is PORTAIL_CHART_NONE: no bar, and a gap in the line.
 * 3. Filled by one thread, then never changed and shared by reference. */
#pragma once

#include <glib.h>

#define PORTAIL_CHART_NONE       G_MININT64
#define PORTAIL_CHART_MAX_SERIES 6

typedef enum
{
  PORTAIL_CHART_BARS,
  PORTAIL_CHART_STACKED_BARS, /* of values that are not negative */
  PORTAIL_CHART_LINES,
  PORTAIL_CHART_RANKS, /* bars from left to right with names and values, of one series without
                        * negative values: who has most, first */
} PortailChartKind;

/* The text of a value: `120 000 $`. Owned. */
typedef char *(*PortailChartFormat) (gint64 value);

typedef struct _PortailChart PortailChart;

/* Copies @title, which is translated. */
PortailChart *
portail_chart_new (PortailChartKind kind, const char *title, PortailChartFormat format);
PortailChart *portail_chart_ref (PortailChart *chart);
void portail_chart_unref (PortailChart *chart);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PortailChart, portail_chart_unref)

/* Amounts of money, in cents. */
char *portail_chart_format_money (gint64 cents);
char *portail_chart_format_number (gint64 number);

/* All labels before the first series. Copies. */
void portail_chart_add_label (PortailChart *chart, const char *label);
/* At most PORTAIL_CHART_MAX_SERIES. @values: one for each label; copied. */
void portail_chart_add_series (PortailChart *chart, const char *title, const gint64 *values);

PortailChartKind portail_chart_get_kind (const PortailChart *chart);
const char *portail_chart_get_title (const PortailChart *chart);
guint portail_chart_get_n_labels (const PortailChart *chart);
guint portail_chart_get_n_series (const PortailChart *chart);
const char *portail_chart_get_label (const PortailChart *chart, guint label);
const char *portail_chart_get_series_title (const PortailChart *chart, guint series);
gint64 portail_chart_get_value (const PortailChart *chart, guint series, guint label);
/* `—` where there is none. Owned. */
char *portail_chart_dup_value (const PortailChart *chart, guint series, guint label);
char *portail_chart_format (const PortailChart *chart, gint64 value);
/* The smallest and largest value on the axis, 0 among them; both 0 for a chart without values. */
void portail_chart_get_range (const PortailChart *chart, gint64 *lowest, gint64 *highest);

/* `S38, Turnover: 120 000 $`. Owned. */
char *portail_chart_describe_point (const PortailChart *chart, guint series, guint label);
/* The chart in a few sentences: what each series begins and ends with, and its highest. Owned. */
char *portail_chart_describe (const PortailChart *chart);
