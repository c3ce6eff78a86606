/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "shared/portail-text-table.h"

#include <string.h>

#include "shared/portail-error.h"

static PortailTextTable *
parse (const char *text)
{
  g_autoptr (GError) error = NULL;
  PortailTextTable *table = portail_text_table_parse (text, strlen (text), &error);

  g_assert_no_error (error);
  return table;
}

/* Cells joined by | and rows by / so that a table is one string. */
static char *
flatten (const PortailTextTable *table)
{
  GString *flat = g_string_new (NULL);

  for (guint row = 0; row < portail_text_table_get_n_rows (table); row++)
    {
      if (row > 0)
        g_string_append_c (flat, '/');
      for (guint i = 0; i < portail_text_table_get_n_cells (table, row); i++)
        g_string_append_printf (flat, "%s%s", i > 0 ? "|" : "",
                                portail_text_table_get_cell (table, row, i)->text);
    }
  return g_string_free (flat, FALSE);
}

static void
assert_cells (const char *bytes, gsize n_bytes, const char *expected)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PortailTextTable) table = portail_text_table_parse (bytes, n_bytes, &error);
  g_autofree char *flat = NULL;

  g_assert_no_error (error);
  flat = flatten (table);
  g_assert_cmpstr (flat, ==, expected);
}

static void
test_any_common_encoding_is_read (void)
{
  static const struct
  {
    const char *bytes;
    gsize n_bytes;
  } cases[] = {
    { "\xc3\x89;1", 4 },
    { "\xef\xbb\xbf\xc3\x89;1", 7 },
    { "\xc9;1", 3 },
    { "\xff\xfe\xc9\x00;\x00\x31\x00", 8 },
    { "\xfe\xff\x00\xc9\x00;\x00\x31", 8 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    assert_cells (cases[i].bytes, cases[i].n_bytes, "É|1");
  assert_cells ("J\0;\0001\0", 6, "J|1");
  assert_cells ("\0J\0;\0001", 6, "J|1");
  assert_cells ("\x80\x9c;1", 4, "€œ|1");
  assert_cells ("", 0, "");
  assert_cells ("\xff\xfe", 2, "");
  assert_cells ("\xfe\xff", 2, "");
  assert_cells ("\xef\xbb\xbf", 3, "");
}

static void
assert_refused (const char *bytes, gsize n_bytes, PortailErrorCode code)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PortailTextTable) table = portail_text_table_parse (bytes, n_bytes, &error);

  g_assert_null (table);
  g_assert_error (error, PORTAIL_ERROR, (int) code);
}

static void
test_what_is_no_text_is_refused (void)
{
  assert_refused ("a;b\0c;d", 7, PORTAIL_ERROR_MALFORMED);
  assert_refused ("\0\0\0\0", 4, PORTAIL_ERROR_MALFORMED);
  assert_refused ("\x81;1", 3, PORTAIL_ERROR_MALFORMED);
  assert_refused ("\xff\xfe\x00\xd8", 4, PORTAIL_ERROR_MALFORMED);
  assert_refused ("\xff\xfe\x41", 3, PORTAIL_ERROR_MALFORMED);
  assert_refused ("\xff\xfe\x41\x00\x00\x00", 6, PORTAIL_ERROR_MALFORMED);
}

static void
test_the_separator_is_chosen_once (void)
{
  static const struct
  {
    const char *text;
    char separator;
  } cases[] = {
    { "a\tb;c,d", '\t' },
    { "a;b\nc,d,e,f", ';' },
    { "a;b\nc\td", '\t' },
    { "\"a\tb\";c", ';' },
    { "\"a;b\",1,2,3", ',' },
    { "a,1,2,3\nb,4,5,6\n", ',' },
    { "a,1,2,3\n\nb,4,5,6\n", ',' },
    { "a,1,2\n", '\n' },
    { "a,1,2,3\nb,4,5\n", '\n' },
    { "Nom,RUN,FACTURE,VENTE\nJean,1500,50,2000,0\n", '\n' },
    { "Jean,\"1500,50\",2000,0\n", ',' },
    { "Jean", '\n' },
    { "", '\n' },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (PortailTextTable) table = parse (cases[i].text);

      g_test_message ("case %d", (int) i);
      g_assert_cmpint (portail_text_table_get_separator (table), ==, cases[i].separator);
    }
}

static void
test_quotes_hold_separators_and_line_breaks (void)
{
  static const char *const cases[][2] = {
    { "\"a;b\";c", "a;b|c" },
    { "\"a\"\"b\";c", "a\"b|c" },
    { "\"a\nb\";c\nd;e", "a\nb|c/d|e" },
    { "\"\";x", "|x" },
    { "\"a\"", "a" },
    { "a;\"b\"\r\nc;d\rd;e\n", "a|b/c|d/d|e" },
    { "\"Jo\" Dupont;1", "\"Jo\" Dupont|1" },
    { "\"Jo;1\nAl;2", "\"Jo|1/Al|2" },
    { "Jo\"e;1", "Jo\"e|1" },
    { " a ;\302\240b\342\200\257;", "a|b|" },
    { "a;;b", "a||b" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    assert_cells (cases[i][0], strlen (cases[i][0]), cases[i][1]);
}

static void
test_rows_know_their_lines (void)
{
  g_autoptr (PortailTextTable) table = parse ("a;b\r\n\r\n\"c\nd\r\ne\";f\rg;h\n");

  g_assert_cmpuint (portail_text_table_get_n_rows (table), ==, 4);
  g_assert_cmpuint (portail_text_table_get_line (table, 0), ==, 1);
  g_assert_cmpuint (portail_text_table_get_line (table, 1), ==, 2);
  g_assert_cmpuint (portail_text_table_get_line (table, 2), ==, 3);
  g_assert_cmpuint (portail_text_table_get_line (table, 3), ==, 6);
  g_assert_cmpint (portail_text_table_get_cell (table, 1, 0)->kind, ==, PORTAIL_CELL_EMPTY);
  g_assert_cmpint (portail_text_table_get_cell (table, 0, 99)->kind, ==, PORTAIL_CELL_EMPTY);
}

static void
test_limits_are_errors (void)
{
  g_autofree char *lines = g_strnfill (PORTAIL_TEXT_TABLE_MAX_ROWS + 1, '\n');
  g_autofree char *columns = g_strnfill (PORTAIL_TEXT_TABLE_MAX_COLUMNS, ';');
  g_autofree char *cell = g_strnfill (PORTAIL_TEXT_TABLE_MAX_CELL_BYTES + 1, 'a');
  g_autofree char *all = g_strnfill (PORTAIL_TEXT_TABLE_MAX_BYTES + 1, 'a');

  assert_refused (lines, strlen (lines), PORTAIL_ERROR_TOO_LARGE);
  assert_refused (columns, strlen (columns), PORTAIL_ERROR_TOO_LARGE);
  assert_refused (cell, strlen (cell), PORTAIL_ERROR_TOO_LARGE);
  assert_refused (all, strlen (all), PORTAIL_ERROR_TOO_LARGE);
}

/* Quotes that never close must not make each cell look through the whole rest. */
static void
test_hostile_quotes_take_no_more_than_their_length (void)
{
  static const char *const parts[] = { "\"x,", ",\"\"", "\"\"\"\"", ",\"", "\";\"", "\"\n" };

  for (gsize i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      g_autoptr (GString) text = g_string_new ("\"");
      g_autoptr (PortailTextTable) table = NULL;
      g_autoptr (GTimer) timer = NULL;

      while (text->len < 2000000)
        g_string_append (text, parts[i]);
      timer = g_timer_new ();
      table = portail_text_table_parse (text->str, text->len, NULL);
      g_assert_cmpfloat (g_timer_elapsed (timer, NULL), <, 5);
    }
}

static PortailTextTable *
one_row (const char *text, PortailCellKind kind)
{
  PortailTextTable *table = portail_text_table_new ("");

  g_assert_true (portail_text_table_add_row (table, 1, NULL));
  g_assert_true (portail_text_table_add_cell (table, 0, kind, text, NULL));
  g_assert_true (portail_text_table_add_cell (table, 1, PORTAIL_CELL_NUMBER, "-1,5", NULL));
  return table;
}

static void
test_formulas_are_neutralised (void)
{
  static const char *const texts[] = { "=1+1", "+1", "-1", "@x", "\tx", "\rx", "'=x", "''@" };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (PortailTextTable) table = one_row (texts[i], PORTAIL_CELL_TEXT);

      for (int format = PORTAIL_TEXT_FORMAT_TSV; format <= PORTAIL_TEXT_FORMAT_CSV; format++)
        {
          g_autofree char *text = portail_text_table_write (table, format);
          g_autoptr (PortailTextTable) read = parse (text);

          g_assert_nonnull (strstr (text, "\"'"));
          g_assert_nonnull (
              strstr (text, format == PORTAIL_TEXT_FORMAT_CSV ? ";-1,5\r\n" : "\t-1,5\n"));
          g_assert_cmpstr (portail_text_table_get_cell (read, 0, 0)->text, ==, texts[i]);
        }
    }
}

static void
test_an_apostrophe_of_a_name_stays (void)
{
  g_autoptr (PortailTextTable) table = one_row ("'Arcy", PORTAIL_CELL_TEXT);
  g_autofree char *text = portail_text_table_write (table, PORTAIL_TEXT_FORMAT_CSV);

  g_assert_cmpstr (text, ==, "\xef\xbb\xbf'Arcy;-1,5\r\n");
}

static char *
random_text (void)
{
  static const char *const parts[] = { "a",  "é", ";", ",", "\t", "\"", "\n",
                                       "\r", "'", "=", "-", " b", "1" };
  GString *text = g_string_new (NULL);

  for (int n = g_test_rand_int_range (0, 8); n > 0; n--)
    g_string_append (text, parts[g_test_rand_int_range (0, G_N_ELEMENTS (parts))]);
  g_string_append_c (text, 'z');
  if (text->str[0] == ' ')
    text->str[0] = 'y';
  /* Outer line breaks are spaces like others unless they have to be neutralised. */
  if (text->str[0] == '\n')
    text->str[0] = 'x';
  return g_string_free (text, FALSE);
}

static void
test_random_tables_survive_writing_and_reading (void)
{
  for (guint i = 0; i < 3000; i++)
    {
      g_autoptr (PortailTextTable) table = portail_text_table_new ("");
      g_autoptr (PortailTextTable) read = NULL;
      g_autofree char *expected = NULL;
      g_autofree char *flat = NULL;
      g_autofree char *text = NULL;

      for (int row = g_test_rand_int_range (1, 5); row > 0; row--)
        {
          g_assert_true (portail_text_table_add_row (table, 1, NULL));
          for (guint column = 0; column < 4; column++)
            {
              g_autofree char *cell = random_text ();

              g_assert_true (
                  portail_text_table_add_cell (table, column, PORTAIL_CELL_TEXT, cell, NULL));
            }
        }
      text = portail_text_table_write (table, (PortailTextFormat) (i % 2));
      read = parse (text);
      expected = flatten (table);
      flat = flatten (read);
      g_assert_cmpstr (flat, ==, expected);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/text-table/any-common-encoding-is-read", test_any_common_encoding_is_read);
  g_test_add_func ("/text-table/what-is-no-text-is-refused", test_what_is_no_text_is_refused);
  g_test_add_func ("/text-table/the-separator-is-chosen-once", test_the_separator_is_chosen_once);
  g_test_add_func ("/text-table/quotes-hold-separators-and-line-breaks",
                   test_quotes_hold_separators_and_line_breaks);
  g_test_add_func ("/text-table/rows-know-their-lines", test_rows_know_their_lines);
  g_test_add_func ("/text-table/limits-are-errors", test_limits_are_errors);
  g_test_add_func ("/text-table/hostile-quotes-take-no-more-than-their-length",
                   test_hostile_quotes_take_no_more_than_their_length);
  g_test_add_func ("/text-table/formulas-are-neutralised", test_formulas_are_neutralised);
  g_test_add_func ("/text-table/an-apostrophe-of-a-name-stays", test_an_apostrophe_of_a_name_stays);
  g_test_add_func ("/text-table/random-tables-survive-writing-and-reading",
                   test_random_tables_survive_writing_and_reading);
  return g_test_run ();
}
