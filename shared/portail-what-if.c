/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "shared/portail-what-if.h"

#include "shared/portail-error.h"
#include "shared/portail-json-text.h"

static gboolean
is_money (PortailFigureId id)
{
  return portail_figure_get (id)->kind == PORTAIL_FIGURE_KIND_MONEY;
}

static gboolean
add_week (PortailWhatIfSums *sums, const PortailWhatIfWeek *week, GError **error)
{
  sums->n_sheets++;
  for (int i = 0; i < PORTAIL_N_FIGURES; i++)
    {
      PortailFigureId id = (PortailFigureId) i;

      if (is_money (id)
          && (!portail_money_add (&sums->before[i],
                                  portail_dotation_chain_get_money (&week->before, id), error)
              || !portail_money_add (&sums->after[i],
                                     portail_dotation_chain_get_money (&week->after, id), error)))
        return FALSE;
    }
  return TRUE;
}

static gboolean
compute (const PortailDotationSheet *sheet,
         const PortailBareme *bareme,
         PortailDotationChain *chain,
         GError **error)
{
  PortailDotationSheet other = *sheet;
  g_autoptr (PortailDotationFigures) figures = NULL;

  other.bareme = *bareme;
  figures = portail_dotation_sheet_compute (&other, error);
  if (figures == NULL)
    return FALSE;
  *chain = figures->chain;
  return TRUE;
}

static PortailWhatIfCompany *
find_company (PortailWhatIf *what_if, const char *enterprise_id)
{
  const PortailWhatIfCompany fresh = { .enterprise_id = enterprise_id };

  for (guint i = 0; i < what_if->companies->len; i++)
    {
      PortailWhatIfCompany *company = &g_array_index (what_if->companies, PortailWhatIfCompany, i);

      if (g_strcmp0 (company->enterprise_id, enterprise_id) == 0)
        return company;
    }
  g_array_append_val (what_if->companies, fresh);
  return &g_array_index (what_if->companies, PortailWhatIfCompany, what_if->companies->len - 1);
}

static gboolean
add_sheet (PortailWhatIf *what_if,
           const PortailDotationSheet *sheet,
           const PortailBareme *draft,
           GError **error)
{
  PortailWhatIfWeek week = { .dotation = sheet->dotation };
  PortailWhatIfCompany *company = find_company (what_if, sheet->dotation->base.enterprise_id);
  char period[PORTAIL_WEEK_TEXT_SIZE] = "";

  if (!compute (sheet, &sheet->bareme, &week.before, error)
      || !compute (sheet, draft, &week.after, error) || !add_week (&company->sums, &week, error)
      || !add_week (&what_if->sums, &week, error))
    {
      g_prefix_error (error, "%s: ", portail_week_format (sheet->dotation->period, period));
      return FALSE;
    }
  g_array_append_val (what_if->weeks, week);
  return TRUE;
}

PortailWhatIf *
portail_what_if_new (const GPtrArray *sheets, const PortailBareme *draft, GError **error)
{
  g_autoptr (PortailWhatIf) what_if = g_new0 (PortailWhatIf, 1);

  what_if->weeks = g_array_new (FALSE, FALSE, sizeof (PortailWhatIfWeek));
  what_if->companies = g_array_new (FALSE, FALSE, sizeof (PortailWhatIfCompany));
  for (guint i = 0; i < sheets->len; i++)
    if (!add_sheet (what_if, g_ptr_array_index (sheets, i), draft, error))
      return NULL;
  return g_steal_pointer (&what_if);
}

void
portail_what_if_free (PortailWhatIf *what_if)
{
  g_array_unref (what_if->weeks);
  g_array_unref (what_if->companies);
  g_free (what_if);
}

static void
append_chain (GString *json, const char *name, const PortailDotationChain *chain)
{
  portail_json_append_name (json, name);
  g_string_append_c (json, '{');
  for (int id = 0; id < PORTAIL_N_FIGURES; id++)
    {
      portail_json_append_name (json, portail_figure_get ((PortailFigureId) id)->name);
      portail_dotation_chain_append_json (chain, (PortailFigureId) id, json);
    }
  g_string_append_c (json, '}');
}

/* Amounts and their sums are within ±2^53 cents, so a difference is an amount's double at most. */
static void
append_money (GString *json, PortailFigureId id, gint64 cents)
{
  portail_json_append_name (json, portail_figure_get (id)->name);
  portail_money_append_json ((PortailMoney){ cents }, json);
}

void
portail_what_if_week_append_members (const PortailWhatIfWeek *week, GString *json)
{
  append_chain (json, "before", &week->before);
  append_chain (json, "after", &week->after);
  portail_json_append_name (json, "difference");
  g_string_append_c (json, '{');
  for (int i = 0; i < PORTAIL_N_FIGURES; i++)
    if (is_money ((PortailFigureId) i))
      append_money (
          json, (PortailFigureId) i,
          portail_dotation_chain_get_money (&week->after, (PortailFigureId) i).cents
              - portail_dotation_chain_get_money (&week->before, (PortailFigureId) i).cents);
  g_string_append_c (json, '}');
}

void
portail_what_if_sums_append_members (const PortailWhatIfSums *sums, GString *json)
{
  static const char *const names[] = { "before", "after", "difference" };

  for (guint part = 0; part < G_N_ELEMENTS (names); part++)
    {
      portail_json_append_name (json, names[part]);
      g_string_append_c (json, '{');
      for (int i = 0; i < PORTAIL_N_FIGURES; i++)
        if (is_money ((PortailFigureId) i))
          append_money (json, (PortailFigureId) i,
                        part == 0   ? sums->before[i].cents
                        : part == 1 ? sums->after[i].cents
                                    : sums->after[i].cents - sums->before[i].cents);
      g_string_append_c (json, '}');
    }
}
