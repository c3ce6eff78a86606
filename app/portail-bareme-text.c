/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/portail-bareme-text.h"

#include <string.h>

#include "shared/portail-dotation-import.h"
#include "shared/portail-number-text.h"

/* Words of the game, by which the import knows the columns again. */
static const char tranche_titles[] = "Min\tTaux\tSal emp\tSal dir\tPrime emp\tPrime dir\n";
static const char richesse_titles[] = "Min\tTaux\n";

static void
append_money (GString *text, PortailMoney money)
{
  g_autofree char *typed = portail_number_text_of_money (money);

  g_string_append_c (text, '\t');
  g_string_append (text, typed);
}

static void
append_start (GString *text, PortailMoney min, PortailRate taux)
{
  g_autofree char *typed_min = portail_number_text_of_money (min);
  g_autofree char *typed_taux = portail_number_text_of_rate (taux);

  g_string_append_printf (text, "%s\t%s", typed_min, typed_taux);
}

static void
append_tranche (GString *text, const PortailTranche *tranche)
{
  append_start (text, tranche->min, tranche->taux);
  append_money (text, tranche->salaire_max_employe);
  append_money (text, tranche->salaire_max_direction);
  append_money (text, tranche->prime_max_employe);
  append_money (text, tranche->prime_max_direction);
  g_string_append_c (text, '\n');
}

char *
portail_bareme_text_new (const PortailBareme *bareme, PortailBaremeTable table)
{
  GString *text = g_string_new (table == PORTAIL_BAREME_TRANCHES ? tranche_titles
                                                                 : richesse_titles);

  for (guint i = 0; table == PORTAIL_BAREME_TRANCHES && i < bareme->n_tranches; i++)
    append_tranche (text, &bareme->tranches[i]);
  for (guint i = 0; table == PORTAIL_BAREME_RICHESSE && i < bareme->n_richesse; i++)
    {
      append_start (text, bareme->richesse[i].min, bareme->richesse[i].taux);
      g_string_append_c (text, '\n');
    }
  return g_string_free (text, FALSE);
}

gboolean
portail_bareme_text_parse (const char *text,
                           PortailBaremeTable table,
                           PortailBareme *bareme,
                           PortailProblems *problems)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PortailTextTable) cells = portail_text_table_parse (text, strlen (text), &error);
  g_autoptr (PortailTableImport) import = NULL;

  if (cells == NULL)
    {
      portail_problems_add (problems, NULL, "malformed", "%s", error->message);
      return FALSE;
    }
  import = portail_table_import_new (
      table == PORTAIL_BAREME_TRANCHES ? &portail_import_bareme : &portail_import_wealth, cells);
  return portail_bareme_import_fill (import, table, bareme, problems);
}
