/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/portail-overview-item.h"
#include "shared/portail-dashboard-words.h"
#include "shared/portail-i18n.h"

#define NAME_WIDTH   32
#define AMOUNT_WIDTH 18
#define SHORT_WIDTH  14

static const struct
{
  const char *title;
  PortailWorkbookType type;
  guint width;
} columns[] = {
  { N_ ("Company"), PORTAIL_WORKBOOK_TEXT, NAME_WIDTH },
  { N_ ("Week"), PORTAIL_WORKBOOK_WEEK, SHORT_WIDTH },
  { N_ ("Turnover"), PORTAIL_WORKBOOK_MONEY, AMOUNT_WIDTH },
  { N_ ("Company tax"), PORTAIL_WORKBOOK_MONEY, AMOUNT_WIDTH },
  { N_ ("Total due"), PORTAIL_WORKBOOK_MONEY, AMOUNT_WIDTH },
  { N_ ("Sheet"), PORTAIL_WORKBOOK_TEXT, SHORT_WIDTH },
  { N_ ("Declaration"), PORTAIL_WORKBOOK_TEXT, SHORT_WIDTH },
  { N_ ("Last week"), PORTAIL_WORKBOOK_TEXT, SHORT_WIDTH },
  { N_ ("To validate"), PORTAIL_WORKBOOK_INTEGER, SHORT_WIDTH },
  { N_ ("Suspects"), PORTAIL_WORKBOOK_INTEGER, SHORT_WIDTH },
};

static void
add_amount (PortailWorksheet *sheet, gint64 cents)
{
  if (cents == PORTAIL_CARD_NOTHING)
    portail_worksheet_add_empty (sheet);
  else
    portail_worksheet_add_money (sheet, (PortailMoney){ cents });
}

static void
add_status (PortailWorksheet *sheet, const PortailRecordType *type, int status)
{
  portail_worksheet_add_text (sheet, status != PORTAIL_CHOICE_UNKNOWN
                                         ? portail_record_status_get_title (type, status)
                                         : NULL);
}

static void
add_row (PortailWorksheet *sheet, const PortailOverviewRow *row, PortailWeek period)
{
  portail_worksheet_begin_row (sheet, PORTAIL_WORKBOOK_ROW_NORMAL);
  portail_worksheet_add_text (sheet, row->name);
  portail_worksheet_add_week (sheet, period);
  add_amount (sheet, row->ca_brut);
  add_amount (sheet, row->impot_societe);
  add_amount (sheet, row->total_du);
  add_status (sheet, &portail_dotation_type, (int) row->sheet_status);
  add_status (sheet, &portail_tax_declaration_type, (int) row->declaration_status);
  portail_worksheet_add_text (sheet, row->is_missing ? _ ("Missing") : NULL);
  portail_worksheet_add_integer (sheet, row->n_to_validate);
  portail_worksheet_add_integer (sheet, row->n_suspects);
}

static void
add_totals (PortailWorksheet *sheet, GListModel *items)
{
  PortailMoney sums[3] = { PORTAIL_MONEY_ZERO, PORTAIL_MONEY_ZERO, PORTAIL_MONEY_ZERO };

  for (guint i = 0; i < g_list_model_get_n_items (items); i++)
    {
      g_autoptr (PortailOverviewItem) item = g_list_model_get_item (items, i);
      const PortailOverviewRow *row = portail_overview_item_get (item);
      const gint64 values[] = { row->ca_brut, row->impot_societe, row->total_du };

      for (gsize j = 0; j < G_N_ELEMENTS (values); j++)
        if (values[j] != PORTAIL_CARD_NOTHING)
          portail_money_add (&sums[j], (PortailMoney){ values[j] }, NULL);
    }
  portail_worksheet_begin_row (sheet, PORTAIL_WORKBOOK_ROW_TOTAL);
  portail_worksheet_add_text (sheet, C_ ("sum", "TOTAL"));
  portail_worksheet_add_empty (sheet);
  for (gsize j = 0; j < G_N_ELEMENTS (sums); j++)
    portail_worksheet_add_money (sheet, sums[j]);
}

PortailWorkbook *
portail_overview_make_workbook (GListModel *items, PortailWeek period)
{
  PortailWorkbook *workbook = portail_workbook_new ();
  PortailWorksheet *sheet = portail_workbook_add_sheet (workbook, _ ("Companies"));

  for (gsize i = 0; i < G_N_ELEMENTS (columns); i++)
    portail_worksheet_add_column (sheet, _ (columns[i].title), columns[i].type, columns[i].width);
  for (guint i = 0; i < g_list_model_get_n_items (items); i++)
    {
      g_autoptr (PortailOverviewItem) item = g_list_model_get_item (items, i);

      add_row (sheet, portail_overview_item_get (item), period);
    }
  add_totals (sheet, items);
  return workbook;
}
