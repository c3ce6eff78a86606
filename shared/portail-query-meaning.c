/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "shared/portail-query-meaning.h"

#include "shared/portail-day.h"
#include "shared/portail-i18n.h"
#include "shared/portail-money.h"
#include "shared/records/portail-archive.h"

/* Owned. */
static char *
join_alternatives (const GPtrArray *parts)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < parts->len; i++)
    {
      if (i > 0)
        /* Translators: between two values of which either will do. */
        g_string_append (text, i + 1 == parts->len ? _ (" or ") : ", ");
      g_string_append (text, g_ptr_array_index (parts, i));
    }
  return g_string_free (text, FALSE);
}

static char *
quote (const char *text)
{
  return g_strdup_printf (_ ("“%s”"), text);
}

static char *
describe_words (const PortailQueryTerm *term)
{
  g_autoptr (GString) words = g_string_new (NULL);

  for (guint i = 0; i < term->words->len; i++)
    g_string_append_printf (words, "%s%s", i > 0 ? " " : "",
                            (const char *) g_ptr_array_index (term->words, i));
  if (term->kind == PORTAIL_QUERY_WORDS)
    g_string_append (words, "…");
  return quote (words->str);
}

static char *
describe_values (const PortailQueryTerm *term)
{
  g_autoptr (GPtrArray) parts = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < term->values->len; i++)
    g_ptr_array_add (parts, g_strdup_printf (term->is_whole ? "%s" : "%s…",
                                             (const char *) g_ptr_array_index (term->values, i)));
  return join_alternatives (parts);
}

static char *
describe_choices (const PortailQueryTerm *term, const char *field)
{
  g_autoptr (GPtrArray) parts = g_ptr_array_new ();
  int index = portail_record_type_find_field (&portail_archive_type, field);
  const PortailChoice *choice =
      portail_record_type_get_field (&portail_archive_type, (guint) index)->choices;

  for (; choice->name != NULL; choice++)
    if (term->choices >> choice->value & 1)
      g_ptr_array_add (parts, (gpointer) _ (choice->title));
  return join_alternatives (parts);
}

static char *
format_end (PortailQueryKind kind, gint64 number)
{
  if (kind == PORTAIL_QUERY_AMOUNT)
    return portail_money_to_text ((PortailMoney){ number });
  if (number <= G_MININT32 || number > G_MAXINT32)
    return g_strdup ("…");
  return portail_day_to_text ((PortailDay){ (gint32) number });
}

/* An amount above 1 000 $ is one from 1 000,01 $ on. */
static char *
describe_open_span (const PortailQueryTerm *term)
{
  gboolean is_from = term->span.last == G_MAXINT64;
  gint64 number = is_from ? term->span.first : term->span.last;
  gboolean is_beside = term->kind == PORTAIL_QUERY_AMOUNT
                       && (is_from ? number - 1 : number + 1) % 100 == 0;
  g_autofree char *end = NULL;

  if (is_beside)
    number += is_from ? -1 : 1;
  end = format_end (term->kind, number);
  if (is_from)
    return g_strdup_printf (is_beside ? "> %s" : "≥ %s", end);
  return g_strdup_printf (is_beside ? "< %s" : "≤ %s", end);
}

static char *
describe_span (const PortailQueryTerm *term)
{
  g_autofree char *first = NULL;
  g_autofree char *last = NULL;

  if (term->span.first == G_MININT64 && term->span.last == G_MAXINT64)
    return g_strdup ("…");
  if (term->span.first == G_MININT64 || term->span.last == G_MAXINT64)
    return describe_open_span (term);
  first = format_end (term->kind, term->span.first);
  last = format_end (term->kind, term->span.last);
  if (term->span.first == term->span.last)
    return g_steal_pointer (&first);
  /* Translators: from the first amount or day to the last. */
  return g_strdup_printf (_ ("from %1$s to %2$s"), first, last);
}

static const struct
{
  PortailQueryKind kind;
  const char *title; /* N_(); NULL: the value alone */
} kinds[] = {
  { PORTAIL_QUERY_WORDS, NULL },
  { PORTAIL_QUERY_PHRASE, NULL },
  { PORTAIL_QUERY_ID, N_ ("identifier") },
  { PORTAIL_QUERY_TAG, N_ ("tag") },
  { PORTAIL_QUERY_TYPE, N_ ("type") },
  { PORTAIL_QUERY_STATUS, N_ ("status") },
  { PORTAIL_QUERY_ENTERPRISE, N_ ("company") },
  { PORTAIL_QUERY_AMOUNT, N_ ("amount") },
  { PORTAIL_QUERY_DATE, N_ ("date") },
};

static char *
describe_value (const PortailQueryTerm *term)
{
  switch (term->kind)
    {
    case PORTAIL_QUERY_WORDS:
    case PORTAIL_QUERY_PHRASE:
      return describe_words (term);
    case PORTAIL_QUERY_TYPE:
      return describe_choices (term, "doc_type");
    case PORTAIL_QUERY_STATUS:
      return describe_choices (term, "status");
    case PORTAIL_QUERY_AMOUNT:
    case PORTAIL_QUERY_DATE:
      return describe_span (term);
    default:
      return describe_values (term);
    }
}

static char *
describe_term (const PortailQueryTerm *term)
{
  g_autofree char *value = describe_value (term);
  g_autofree char *text = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (kinds) && text == NULL; i++)
    if (kinds[i].kind == term->kind)
      text = kinds[i].title != NULL ? g_strdup_printf (_ ("%1$s: %2$s"), _ (kinds[i].title), value)
                                    : g_strdup (value);
  /* Translators: what a search leaves out. */
  return term->is_excluded ? g_strdup_printf (_ ("without %s"), text) : g_steal_pointer (&text);
}

char *
portail_query_meaning_new (const PortailArchiveQuery *query)
{
  guint n_terms = portail_archive_query_get_n_terms (query);
  GString *text;

  if (n_terms == 0)
    return NULL;
  text = g_string_new (NULL);
  for (guint i = 0; i < n_terms; i++)
    {
      g_autofree char *term = describe_term (portail_archive_query_get_term (query, i));

      g_string_append_printf (text, "%s%s", i > 0 ? ", " : "", term);
    }
  return g_string_free (text, FALSE);
}
