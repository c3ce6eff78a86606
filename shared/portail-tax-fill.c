/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "shared/portail-tax-fill.h"

#include "shared/portail-due-date.h"

/* A word of the game, in every language. */
#define TAX_TYPE "Impôt société et richesse"

#define DAYS_TO_SUNDAY 6

static void
fill_due_date (PortailTaxDeclaration *declaration, guint delay_days)
{
  if (portail_day_is_null (declaration->due_date))
    declaration->due_date = portail_due_date_of_week (declaration->period, delay_days);
}

void
portail_tax_fill (PortailTaxDeclaration *declaration,
                  const PortailDotationSheet *sheet,
                  const PortailDotationFigures *figures,
                  guint delay_days)
{
  if (g_strcmp0 (declaration->dotation_id, sheet->dotation->base.id) != 0)
    {
      g_free (declaration->dotation_id);
      declaration->dotation_id = g_strdup (sheet->dotation->base.id);
    }
  declaration->period = sheet->dotation->period;
  declaration->amount = figures->chain.total_du;
  if (declaration->tax_type == NULL)
    declaration->tax_type = g_strdup (TAX_TYPE);
  fill_due_date (declaration, delay_days);
}

PortailWeek
portail_tax_get_last_closed_week (PortailDay today)
{
  PortailWeek week = portail_week_of_day (today);

  return portail_week_is_null (week) ? week : (PortailWeek){ week.number - 1 };
}

/* The last week that had ended @delay_days before @due_day. */
static PortailWeek
get_week_of_due_day (PortailDay due_day, guint delay_days)
{
  const PortailDay first = portail_day_from_date (1, 1, 1);
  gint32 monday = due_day.number - (gint32) MIN (delay_days, PORTAIL_DUE_DELAY_DAYS_MAX)
                  - DAYS_TO_SUNDAY;

  return portail_week_of_day ((PortailDay){ MAX (monday, first.number) });
}

void
portail_tax_fill_typed (PortailTaxDeclaration *declaration, PortailDay today, guint delay_days)
{
  if (portail_week_is_null (declaration->period))
    declaration->period = portail_day_is_null (declaration->due_date)
                              ? portail_tax_get_last_closed_week (today)
                              : get_week_of_due_day (declaration->due_date, delay_days);
  fill_due_date (declaration, delay_days);
}
