/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/bench/peer-books.h"

#include "shared/portail-day.h"

#define N_PAYEES 40
/* GnuCash looks through an account for each part of a transaction: one account of all operations
 * would take it minutes. */
#define N_ACCOUNTS 200
/* GLib's number of 1 January 2025, which HomeBank counts days by. */
#define FIRST_JULIAN_DAY 739252
/* The numbers of things, see append_guid(). */
#define ROOT_ACCOUNT  1
#define FIRST_ACCOUNT 2
#define BOOK          1000

static void
write_file (const char *path, GString *text)
{
  g_autoptr (GError) error = NULL;

  g_file_set_contents (path, text->str, (gssize) text->len, &error);
  g_assert_no_error (error);
  g_string_free (text, TRUE);
}

void
peer_books_write_homebank (const char *path, guint n_operations)
{
  GString *text = g_string_new (
      "<?xml version=\"1.0\"?>\n<homebank v=\"1.4\" d=\"050602\">\n"
      "<properties title=\"Garage\" curr=\"1\" auto_smode=\"1\" auto_weekday=\"1\"/>\n"
      "<cur key=\"1\" flags=\"0\" iso=\"USD\" name=\"Dollar\" symb=\"$\" syprf=\"1\" dchar=\".\""
      " gchar=\",\" frac=\"2\" rate=\"0\" mdate=\"0\"/>\n"
      "<account key=\"1\" flags=\"0\" pos=\"1\" type=\"1\" curr=\"1\" name=\"Caisse\""
      " initial=\"0\" minimum=\"0\"/>\n");

  for (guint i = 0; i < N_PAYEES; i++)
    g_string_append_printf (text, "<pay key=\"%u\" name=\"Groupe %u\"/>\n", i + 1, i);
  g_string_append (text, "<cat key=\"1\" name=\"Atelier\"/>\n");
  for (guint i = 0; i < n_operations; i++)
    g_string_append_printf (text,
                            "<ope date=\"%u\" amount=\"%u.%02u\" account=\"1\" flags=\"2\""
                            " payee=\"%u\" category=\"1\" wording=\"Personne %u\"/>\n",
                            FIRST_JULIAN_DAY + i % 300, 1000 + i * 13 % 50000, i % 100,
                            i % N_PAYEES + 1, i % 60);
  g_string_append (text, "</homebank>\n");
  write_file (path, text);
}

/* @n: distinct for each thing. GnuCash finds things by the first bytes of their names. */
static void
append_guid (GString *text, guint n)
{
  g_autofree char *number = g_strdup_printf ("%u", n);
  g_autofree char *guid = g_compute_checksum_for_string (G_CHECKSUM_MD5, number, -1);

  g_string_append (text, guid);
}

static void
append_account (GString *text, const char *name, const char *kind, guint n)
{
  g_string_append_printf (text,
                          "<gnc:account version=\"2.0.0\"><act:name>%s</act:name>"
                          "<act:id type=\"guid\">",
                          name);
  append_guid (text, n);
  g_string_append_printf (text, "</act:id><act:type>%s</act:type>", kind);
  if (n != ROOT_ACCOUNT)
    {
      g_string_append (text, "<act:commodity><cmdty:space>CURRENCY</cmdty:space>"
                             "<cmdty:id>USD</cmdty:id></act:commodity>"
                             "<act:commodity-scu>100</act:commodity-scu>"
                             "<act:parent type=\"guid\">");
      append_guid (text, ROOT_ACCOUNT);
      g_string_append (text, "</act:parent>");
    }
  g_string_append (text, "</gnc:account>\n");
}

static void
append_split (GString *text, guint n, gint64 cents, guint account)
{
  g_string_append (text, "<trn:split><split:id type=\"guid\">");
  append_guid (text, n);
  g_string_append_printf (text,
                          "</split:id><split:reconciled-state>n</split:reconciled-state>"
                          "<split:value>%" G_GINT64_FORMAT "/100</split:value><split:quantity>"
                          "%" G_GINT64_FORMAT "/100</split:quantity>"
                          "<split:account type=\"guid\">",
                          cents, cents);
  append_guid (text, account);
  g_string_append (text, "</split:account></trn:split>");
}

static void
append_transaction (GString *text, guint i)
{
  gint64 cents = 100000 + (gint64) i * 13 % 5000000;
  guint n = BOOK + 1 + i * 3;
  char day[PORTAIL_DAY_TEXT_SIZE];

  portail_day_format ((PortailDay){ portail_day_from_date (2025, 1, 1).number + (int) (i % 300) },
                      day);
  g_string_append (text, "<gnc:transaction version=\"2.0.0\"><trn:id type=\"guid\">");
  append_guid (text, n);
  g_string_append_printf (text,
                          "</trn:id><trn:currency><cmdty:space>CURRENCY</cmdty:space>"
                          "<cmdty:id>USD</cmdty:id></trn:currency>"
                          "<trn:date-posted><ts:date>%s 10:59:00 +0000</ts:date></trn:date-posted>"
                          "<trn:date-entered><ts:date>%s 10:59:00 +0000</ts:date>"
                          "</trn:date-entered><trn:description>Personne %u</trn:description>"
                          "<trn:splits>",
                          day, day, i % 60);
  append_split (text, n + 1, cents, FIRST_ACCOUNT + i % N_ACCOUNTS);
  append_split (text, n + 2, -cents, FIRST_ACCOUNT + N_ACCOUNTS + i % N_ACCOUNTS);
  g_string_append (text, "</trn:splits></gnc:transaction>\n");
}

void
peer_books_write_gnucash (const char *path, guint n_operations)
{
  static const char *const names[] = { "gnc", "act", "book", "cd", "cmdty", "split", "trn", "ts" };
  GString *text = g_string_new ("<?xml version=\"1.0\" encoding=\"utf-8\" ?>\n<gnc-v2");

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    g_string_append_printf (text, " xmlns:%s=\"http://www.gnucash.org/XML/%s\"", names[i],
                            names[i]);
  g_string_append (text, ">\n<gnc:count-data cd:type=\"book\">1</gnc:count-data>\n"
                         "<gnc:book version=\"2.0.0\"><book:id type=\"guid\">");
  append_guid (text, BOOK);
  g_string_append_printf (text,
                          "</book:id>\n"
                          "<gnc:count-data cd:type=\"account\">%u</gnc:count-data>\n"
                          "<gnc:count-data cd:type=\"transaction\">%u</gnc:count-data>\n",
                          1 + 2 * N_ACCOUNTS, n_operations);
  append_account (text, "Root Account", "ROOT", ROOT_ACCOUNT);
  for (guint i = 0; i < 2 * N_ACCOUNTS; i++)
    {
      g_autofree char *name = g_strdup_printf (i < N_ACCOUNTS ? "Caisse %u" : "Ventes %u",
                                               i % N_ACCOUNTS + 1);

      append_account (text, name, i < N_ACCOUNTS ? "BANK" : "INCOME", FIRST_ACCOUNT + i);
    }
  for (guint i = 0; i < n_operations; i++)
    append_transaction (text, i);
  g_string_append (text, "</gnc:book>\n</gnc-v2>\n");
  write_file (path, text);
}
