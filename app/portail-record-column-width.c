/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/portail-record-column-width.h"

#include "shared/portail-i18n.h"

/* Characters of a text that is no name and no list of words. */
#define LONG_TEXT 1000

/* A week without its last year still is that week; an amount without its end would be another. */
static const PortailRecordColumnWidth widths[PORTAIL_N_KINDS] = {
  [PORTAIL_KIND_TEXT] = { 7, 18 },       [PORTAIL_KIND_ID] = { 10, 16 },
  [PORTAIL_KIND_DISCORD_ID] = { 8, 17 }, [PORTAIL_KIND_JSON] = { 8, 14 },
  [PORTAIL_KIND_MONEY] = { 12, 13 },     [PORTAIL_KIND_RATE] = { 6, 7 },
  [PORTAIL_KIND_HOURS] = { 6, 7 },       [PORTAIL_KIND_DAY] = { 9, 9 },
  [PORTAIL_KIND_WEEK] = { 10, 28 },      [PORTAIL_KIND_TIMESTAMP] = { 14, 14 },
  [PORTAIL_KIND_INTEGER] = { 6, 7 },     [PORTAIL_KIND_BOOLEAN] = { 5, 6 },
  [PORTAIL_KIND_CHOICE] = { 5, 5 },
};
static const PortailRecordColumnWidth of_title = { 17, 26 };
static const PortailRecordColumnWidth of_title_week = { 25, 28 };
/* A number that the server gave: its end is what differs. */
static const PortailRecordColumnWidth of_code = { 19, 20 };
/* « 432 jours de retard » in the small letters of a pill, and « 80 · Élevé ». */
static const PortailRecordColumnWidth of_text_pill = { 14, 14 };
static const PortailRecordColumnWidth of_number_pill = { 9, 9 };

static gboolean
is_title (const PortailRecordTableSpec *spec, const PortailField *field)
{
  return g_strcmp0 (spec->card_title, field->name) == 0;
}

static gboolean
is_long_text (const PortailField *field)
{
  return field->kind == PORTAIL_KIND_TEXT && field->max > LONG_TEXT;
}

/* The words of the program are never cut. */
static PortailRecordColumnWidth
get_of_choices (const PortailField *field)
{
  PortailRecordColumnWidth width = widths[PORTAIL_KIND_CHOICE];
  guint longest = 0;

  for (const PortailChoice *choice = field->choices; choice->name != NULL; choice++)
    longest = MAX (longest, (guint) g_utf8_strlen (_ (choice->title), -1));
  width.least = width.natural = MAX (longest, width.least);
  return width;
}

PortailRecordColumnWidth
portail_record_column_width_get (const PortailRecordTableSpec *spec, const PortailField *field)
{
  if (g_strcmp0 (spec->level_field, field->name) == 0)
    return field->kind == PORTAIL_KIND_TEXT ? of_text_pill : of_number_pill;
  if (portail_record_column_width_grows (spec, field))
    return field->kind == PORTAIL_KIND_WEEK ? of_title_week : of_title;
  if (field->kind == PORTAIL_KIND_CHOICE)
    return get_of_choices (field);
  for (const PortailRecordLetters *row = spec->letters; row != NULL && row->name != NULL; row++)
    if (g_str_equal (row->name, field->name))
      return (PortailRecordColumnWidth){ row->least, row->natural };
  if (field->kind == PORTAIL_KIND_TEXT && field->flags & PORTAIL_FIELD_COMPUTED)
    return of_code;
  return widths[field->kind];
}

gboolean
portail_record_column_width_grows (const PortailRecordTableSpec *spec, const PortailField *field)
{
  return is_title (spec, field) || is_long_text (field);
}
