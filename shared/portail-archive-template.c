/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "shared/portail-archive-template.h"

#include "shared/portail-error.h"
#include "shared/portail-i18n.h"
#include "shared/portail-json-text.h"
#include "shared/portail-record-sheet.h"
#include "shared/portail-search-words.h"

/* In letters. */
#define EMPTY_WIDTH   16
#define COMPANY_WIDTH 24

/* Folded beginnings of a word of a title, and the field that they mean; the first that fits counts.
 * `date de modification` is no date, `description` no `id`. */
static const struct
{
  const char *keyword;
  const char *field;
} keywords[] = {
  { "modif", "updated_at" },      { "updated", "updated_at" },
  { "cree", "created_at" },       { "creation", "created_at" },
  { "created", "created_at" },    { "date", "date" },
  { "montant", "amount" },        { "somme", "amount" },
  { "amount", "amount" },         { "entreprise", "enterprise_id" },
  { "societe", "enterprise_id" }, { "company", "enterprise_id" },
  { "type", "doc_type" },         { "categorie", "category" },
  { "category", "category" },     { "statut", "status" },
  { "status", "status" },         { "etat", "status" },
  { "description", "content" },   { "contenu", "content" },
  { "content", "content" },       { "numero", "number" },
  { "number", "number" },         { "titre", "title" },
  { "title", "title" },           { "tag", "tags" },
  { "etiquette", "tags" },        { "periode", "period" },
  { "semaine", "period" },        { "motif", "refusal_reason" },
};

static void
column_free (gpointer pointer)
{
  g_free (((PortailTemplateColumn *) pointer)->title);
  g_free (pointer);
}

static GPtrArray *
columns_new (void)
{
  return g_ptr_array_new_with_free_func (column_free);
}

static void
add_column (GPtrArray *columns, const char *title, const char *field)
{
  PortailTemplateColumn *column = g_new0 (PortailTemplateColumn, 1);

  column->title = g_strdup (title);
  column->field = field;
  g_ptr_array_add (columns, column);
}

static gboolean
has_word (const GPtrArray *words, const char *keyword)
{
  for (guint i = 0; i < words->len; i++)
    if (g_str_has_prefix (g_ptr_array_index (words, i), keyword))
      return TRUE;
  return FALSE;
}

/* NULL where no keyword is in it. */
static const char *
find_field (const char *title)
{
  g_autoptr (GPtrArray) words = portail_search_words_split (title, PORTAIL_SEARCH_WORD_MAX);

  for (gsize i = 0; i < G_N_ELEMENTS (keywords); i++)
    if (has_word (words, keywords[i].keyword))
      return keywords[i].field;
  for (guint i = 0; i < words->len; i++)
    if (g_str_equal (g_ptr_array_index (words, i), "id"))
      return "id";
  return NULL;
}

static gboolean
fail (GError **error, const char *message)
{
  g_set_error_literal (error, PORTAIL_ERROR, PORTAIL_ERROR_INVALID, message);
  return FALSE;
}

/* The number of columns up to the last title; 0 for a row without text. */
static guint
count_titles (const PortailTextTable *table, guint row)
{
  guint n = portail_text_table_get_n_cells (table, row);

  while (n > 0 && *portail_text_table_get_cell (table, row, n - 1)->text == '\0')
    n--;
  return n;
}

GPtrArray *
portail_archive_template_read (const PortailTextTable *table, GError **error)
{
  guint n_rows = portail_text_table_get_n_rows (table);
  guint row = 0;
  guint n_columns = 0;
  GPtrArray *columns;

  while (row < n_rows && (n_columns = count_titles (table, row)) == 0)
    row++;
  if (n_columns == 0)
    return fail (error, _ ("The first sheet has no row of titles.")), NULL;
  if (n_columns > PORTAIL_ARCHIVE_TEMPLATE_MAX_COLUMNS)
    return fail (error, _ ("The template has too many columns.")), NULL;
  columns = columns_new ();
  for (guint i = 0; i < n_columns; i++)
    {
      const char *title = portail_text_table_get_cell (table, row, i)->text;

      add_column (columns, title, find_field (title));
    }
  return columns;
}

/* The name in the field table. NULL for a field that this version does not know. */
static const char *
find_known_field (const char *name)
{
  int index = name != NULL ? portail_record_type_find_field (&portail_archive_type, name) : -1;

  return index >= 0 ? portail_record_type_get_field (&portail_archive_type, (guint) index)->name
                    : NULL;
}

GPtrArray *
portail_archive_template_from_json (const PortailJson *json)
{
  const PortailJson *list = portail_json_get (json, "columns");
  GPtrArray *columns;

  if (list == NULL || list->kind != PORTAIL_JSON_ARRAY || list->first_child == NULL)
    return NULL;
  columns = columns_new ();
  for (const PortailJson *item = list->first_child;
       item != NULL && columns->len < PORTAIL_ARCHIVE_TEMPLATE_MAX_COLUMNS; item = item->next)
    {
      const char *title = portail_json_get_member_string (item, "title");

      add_column (columns, title != NULL ? title : "",
                  find_known_field (portail_json_get_member_string (item, "field")));
    }
  return columns;
}

GPtrArray *
portail_archive_template_new_default (void)
{
  GPtrArray *columns = columns_new ();

  add_column (columns, _ ("Company"), "enterprise_id");
  for (guint i = 0; i < portail_archive_type.n_fields; i++)
    {
      const PortailField *field = &portail_archive_type.fields[i];

      if (field->flags & PORTAIL_FIELD_IN_LIST)
        add_column (columns, _ (field->title), field->name);
    }
  return columns;
}

void
portail_archive_template_append_json (const GPtrArray *columns, GString *json)
{
  g_string_append (json, "{\"columns\":[");
  for (guint i = 0; i < columns->len; i++)
    {
      const PortailTemplateColumn *column = g_ptr_array_index (columns, i);

      g_string_append (json, i > 0 ? ",{" : "{");
      portail_json_append_name (json, "title");
      portail_json_append_string (json, column->title);
      portail_json_append_name (json, "field");
      portail_json_append_string (json, column->field);
      g_string_append_c (json, '}');
    }
  g_string_append (json, "]}");
}

static const PortailField *
get_field (const PortailTemplateColumn *column)
{
  return portail_record_type_get_field (
      &portail_archive_type,
      (guint) portail_record_type_find_field (&portail_archive_type, column->field));
}

static void
add_sheet_column (PortailWorksheet *sheet, const PortailTemplateColumn *column)
{
  if (column->field == NULL)
    portail_worksheet_add_column (sheet, column->title, PORTAIL_WORKBOOK_TEXT, EMPTY_WIDTH);
  else if (g_str_equal (column->field, "enterprise_id"))
    portail_worksheet_add_column (sheet, column->title, PORTAIL_WORKBOOK_TEXT, COMPANY_WIDTH);
  else
    portail_record_sheet_add_column (sheet, get_field (column), column->title);
}

static void
add_cell (PortailWorksheet *sheet,
          const PortailTemplateColumn *column,
          const PortailArchive *archive,
          GHashTable *names)
{
  if (column->field == NULL)
    portail_worksheet_add_empty (sheet);
  else if (g_str_equal (column->field, "enterprise_id"))
    portail_worksheet_add_text (sheet, g_hash_table_lookup (names, archive->base.enterprise_id));
  else
    portail_record_sheet_add_cell (sheet, get_field (column), archive);
}

void
portail_archive_template_add_sheet (const GPtrArray *columns,
                                    PortailWorkbook *workbook,
                                    const GPtrArray *archives,
                                    GHashTable *names)
{
  PortailWorksheet *sheet = portail_workbook_add_sheet (workbook, _ ("Archives"));

  for (guint i = 0; i < columns->len; i++)
    add_sheet_column (sheet, g_ptr_array_index (columns, i));
  for (guint row = 0; row < archives->len; row++)
    {
      portail_worksheet_begin_row (sheet, PORTAIL_WORKBOOK_ROW_NORMAL);
      for (guint i = 0; i < columns->len; i++)
        add_cell (sheet, g_ptr_array_index (columns, i), g_ptr_array_index (archives, row), names);
    }
}
