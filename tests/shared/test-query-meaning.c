/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "shared/portail-query-meaning.h"

#include <glib.h>

static void
check (const char *text, const char *meaning)
{
  g_autoptr (PortailArchiveQuery) query = portail_archive_query_parse (text, -1);
  g_autofree char *found = portail_query_meaning_new (query);

  g_assert_cmpstr (found, ==, meaning);
}

static void
test_each_term_is_said (void)
{
  check ("garage", "“garage…”");
  check ("\"Bon client\"", "“bon client”");
  check ("tag:vip", "tag: vip…");
  check ("tag:\"vip\"", "tag: vip");
  check ("type:facture,diplome", "type: Invoice or Diploma");
  check ("statut:valide", "status: Validated");
  check ("montant:>1000", "amount: > $1,000");
  check ("montant:<=1000", "amount: ≤ $1,000");
  check ("montant:1000..2000", "amount: from $1,000 to $2,000");
  check ("date:2025-09-01", "date: 01/09/2025");
  check ("date:2025-09..", "date: ≥ 01/09/2025");
}

static void
test_what_is_left_out_is_said (void)
{
  check ("type:facture montant:>1000 -x", "type: Invoice, amount: > $1,000, without “x…”");
}

static void
test_nothing_is_nothing (void)
{
  check ("", NULL);
  check (" - \"\" ", NULL);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/query-meaning/each-term-is-said", test_each_term_is_said);
  g_test_add_func ("/query-meaning/what-is-left-out-is-said", test_what_is_left_out_is_said);
  g_test_add_func ("/query-meaning/nothing-is-nothing", test_nothing_is_nothing);
  return g_test_run ();
}
