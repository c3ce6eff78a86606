/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/portail-query.h"

struct _PortailQuery
{
  GString *sql;
  GArray *values; /* of Value */
};

typedef struct
{
  char *text; /* NULL: @integer counts */
  gint64 integer;
} Value;

static void
value_clear (gpointer pointer)
{
  g_free (((Value *) pointer)->text);
}

PortailQuery *
portail_query_new (void)
{
  PortailQuery *query = g_new0 (PortailQuery, 1);

  query->sql = g_string_new (NULL);
  query->values = g_array_new (FALSE, FALSE, sizeof (Value));
  g_array_set_clear_func (query->values, value_clear);
  return query;
}

void
portail_query_free (PortailQuery *query)
{
  g_string_free (query->sql, TRUE);
  g_array_unref (query->values);
  g_free (query);
}

void
portail_query_append (PortailQuery *query, const char *format, ...)
{
  va_list arguments;

  va_start (arguments, format);
  g_string_append_vprintf (query->sql, format, arguments);
  va_end (arguments);
}

void
portail_query_bind_text (PortailQuery *query, const char *text)
{
  Value value = { g_strdup (text), 0 };

  g_array_append_val (query->values, value);
}

void
portail_query_bind_integer (PortailQuery *query, gint64 integer)
{
  Value value = { NULL, integer };

  g_array_append_val (query->values, value);
}

const char *
portail_query_get_text (const PortailQuery *query)
{
  return query->sql->str;
}

void
portail_query_bind (const PortailQuery *query, PortailStatement *statement)
{
  for (guint i = 0; i < query->values->len; i++)
    {
      const Value *value = &g_array_index (query->values, Value, i);

      if (value->text != NULL)
        portail_statement_bind_text (statement, i + 1, value->text);
      else
        portail_statement_bind_int64 (statement, i + 1, value->integer);
    }
}
