/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "shared/portail-archive-template.h"

#include <string.h>

#include "shared/portail-error.h"
#include "shared/portail-id.h"

static PortailTextTable *
parse (const char *text)
{
  g_autoptr (GError) error = NULL;
  PortailTextTable *table = portail_text_table_parse (text, strlen (text), &error);

  g_assert_no_error (error);
  return table;
}

static void
assert_field (const char *title, const char *field)
{
  g_autofree char *text = g_strdup_printf ("%s;fin\r\n", title);
  g_autoptr (PortailTextTable) table = parse (text);
  g_autoptr (GPtrArray) columns = portail_archive_template_read (table, NULL);
  const PortailTemplateColumn *column = g_ptr_array_index (columns, 0);

  g_assert_cmpstr (column->title, ==, title);
  g_assert_cmpstr (column->field, ==, field);
}

static void
test_keywords_decide_columns (void)
{
  assert_field ("Date", "date");
  assert_field ("Créé le", "created_at");
  assert_field ("Date de création", "created_at");
  assert_field ("Modifié", "updated_at");
  assert_field ("date de modification", "updated_at");
  assert_field ("Montant ($)", "amount");
  assert_field ("SOMME", "amount");
  assert_field ("Entreprise", "enterprise_id");
  assert_field ("Type", "doc_type");
  assert_field ("Catégorie", "category");
  assert_field ("Statut", "status");
  assert_field ("ID", "id");
  assert_field ("Description", "content");
  assert_field ("Contenu", "content");
  assert_field ("Numéro", "number");
  assert_field ("Idée", NULL);
  assert_field ("Couleur", NULL);
  assert_field ("Prototype", NULL);
}

static void
test_the_first_row_with_text_counts (void)
{
  g_autoptr (PortailTextTable) table = parse (";;\r\n;Montant;;\r\nDate;Type\r\n");
  g_autoptr (GPtrArray) columns = portail_archive_template_read (table, NULL);

  g_assert_cmpuint (columns->len, ==, 2);
  g_assert_null (((PortailTemplateColumn *) g_ptr_array_index (columns, 0))->field);
  g_assert_cmpstr (((PortailTemplateColumn *) g_ptr_array_index (columns, 1))->field, ==, "amount");
}

static void
test_a_sheet_without_titles_is_no_template (void)
{
  g_autoptr (PortailTextTable) table = parse (";;\r\n;\r\n");
  g_autoptr (GString) wide = g_string_new ("Date");
  g_autoptr (PortailTextTable) too_wide = NULL;
  g_autoptr (GError) empty = NULL;
  g_autoptr (GError) wide_error = NULL;

  for (int i = 0; i < PORTAIL_ARCHIVE_TEMPLATE_MAX_COLUMNS; i++)
    g_string_append (wide, ";Date");
  too_wide = parse (wide->str);
  g_assert_null (portail_archive_template_read (table, &empty));
  g_assert_error (empty, PORTAIL_ERROR, PORTAIL_ERROR_INVALID);
  g_assert_null (portail_archive_template_read (too_wide, &wide_error));
  g_assert_error (wide_error, PORTAIL_ERROR, PORTAIL_ERROR_INVALID);
}

static GPtrArray *
read_json (const char *text)
{
  g_autoptr (PortailJsonDocument) document = portail_json_parse (text, strlen (text), NULL);

  return portail_archive_template_from_json (portail_json_document_get_root (document));
}

static void
test_a_template_is_kept_as_json (void)
{
  static const char text[] = "{\"columns\":[{\"title\":\"Montant\",\"field\":\"amount\"},"
                             "{\"title\":\"Couleur \\\"x\\\"\",\"field\":null}]}";
  g_autoptr (GPtrArray) columns = read_json (text);
  g_autoptr (GPtrArray) newer = read_json (
      "{\"columns\":[{\"title\":\"Humeur\",\"field\":\"mood\"}]}");
  g_autoptr (GString) json = g_string_new (NULL);

  portail_archive_template_append_json (columns, json);
  g_assert_cmpstr (json->str, ==, text);
  g_assert_null (((PortailTemplateColumn *) g_ptr_array_index (newer, 0))->field);
  g_assert_null (read_json ("{}"));
  g_assert_null (read_json ("{\"columns\":[]}"));
  g_assert_null (read_json ("[]"));
}

static void
test_columns_that_are_not_known_stay_empty (void)
{
  g_autoptr (PortailTextTable) titles = parse ("Entreprise;Couleur;Montant;Titre\r\n");
  g_autoptr (GPtrArray) columns = portail_archive_template_read (titles, NULL);
  g_autoptr (PortailWorkbook) workbook = portail_workbook_new ();
  g_autoptr (GPtrArray) archives = g_ptr_array_new_with_free_func (portail_record_free);
  g_autoptr (GHashTable) names = g_hash_table_new (g_str_hash, g_str_equal);
  PortailArchive *archive = portail_record_new (&portail_archive_type);
  const PortailWorksheet *sheet;

  archive->base.enterprise_id = portail_id_new ();
  archive->title = g_strdup ("=1+1");
  archive->amount = (PortailMoney){ 150050 };
  g_ptr_array_add (archives, archive);
  g_hash_table_insert (names, archive->base.enterprise_id, (gpointer) "Garage");
  portail_archive_template_add_sheet (columns, workbook, archives, names);
  sheet = portail_workbook_get_sheet (workbook, 0);
  g_assert_cmpuint (portail_worksheet_get_n_rows (sheet), ==, 1);
  g_assert_cmpstr (portail_worksheet_get_column (sheet, 1)->title, ==, "Couleur");
  g_assert_cmpstr (portail_worksheet_get_cell (sheet, 0, 0)->text, ==, "Garage");
  g_assert_cmpint (portail_worksheet_get_cell (sheet, 0, 1)->type, ==, PORTAIL_WORKBOOK_EMPTY);
  g_assert_cmpint (portail_worksheet_get_cell (sheet, 0, 2)->number, ==, 150050);
  g_assert_cmpint (portail_worksheet_get_cell (sheet, 0, 3)->type, ==, PORTAIL_WORKBOOK_TEXT);
  g_assert_cmpstr (portail_worksheet_get_cell (sheet, 0, 3)->text, ==, "=1+1");
}

static void
test_without_a_template_there_is_what_lists_show (void)
{
  g_autoptr (GPtrArray) columns = portail_archive_template_new_default ();

  g_assert_cmpuint (columns->len, >, 5);
  for (guint i = 0; i < columns->len; i++)
    g_assert_nonnull (((PortailTemplateColumn *) g_ptr_array_index (columns, i))->field);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/archive-template/keywords-decide-columns", test_keywords_decide_columns);
  g_test_add_func ("/archive-template/the-first-row-with-text-counts",
                   test_the_first_row_with_text_counts);
  g_test_add_func ("/archive-template/a-sheet-without-titles-is-no-template",
                   test_a_sheet_without_titles_is_no_template);
  g_test_add_func ("/archive-template/a-template-is-kept-as-json", test_a_template_is_kept_as_json);
  g_test_add_func ("/archive-template/columns-that-are-not-known-stay-empty",
                   test_columns_that_are_not_known_stay_empty);
  g_test_add_func ("/archive-template/without-a-template-there-is-what-lists-show",
                   test_without_a_template_there_is_what_lists_show);
  return g_test_run ();
}
