/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "shared/portail-figure-values.h"

#include <string.h>

#include "shared/portail-json.h"

gint64
portail_figure_get_value (const PortailDotationChain *chain, PortailFigureId id)
{
  switch (portail_figure_get (id)->kind)
    {
    case PORTAIL_FIGURE_KIND_MONEY:
      return portail_dotation_chain_get_money (chain, id).cents;
    case PORTAIL_FIGURE_KIND_RATE:
      return portail_dotation_chain_get_rate (chain, id).basis_points;
    default:
      return portail_dotation_chain_get_number (chain, id);
    }
}

char *
portail_figure_value_to_text (PortailFigureKind kind, gint64 value)
{
  switch (kind)
    {
    case PORTAIL_FIGURE_KIND_MONEY:
      return portail_money_to_text ((PortailMoney){ value });
    case PORTAIL_FIGURE_KIND_RATE:
      return portail_rate_to_text ((PortailRate){ value });
    default:
      return g_strdup_printf ("%" G_GINT64_FORMAT, value);
    }
}

static gboolean
read_value (const PortailJson *member, PortailFigureKind kind, gint64 *value)
{
  PortailMoney money;
  PortailRate rate;

  if (member == NULL || member->kind != PORTAIL_JSON_NUMBER)
    return FALSE;
  switch (kind)
    {
    case PORTAIL_FIGURE_KIND_MONEY:
      if (!portail_money_from_json (member->text, &money))
        return FALSE;
      *value = money.cents;
      return TRUE;
    case PORTAIL_FIGURE_KIND_RATE:
      if (!portail_rate_from_json (member->text, &rate))
        return FALSE;
      *value = rate.basis_points;
      return TRUE;
    default:
      return portail_json_get_integer (member, value);
    }
}

gboolean
portail_figure_values_read (const char *resultat, gint64 values[PORTAIL_N_FIGURES], guint *n_rows)
{
  g_autoptr (PortailJsonDocument) document = portail_json_parse (resultat, strlen (resultat), NULL);
  const PortailJson *root = document != NULL ? portail_json_document_get_root (document) : NULL;

  for (int id = 0; id < PORTAIL_N_FIGURES; id++)
    {
      const PortailFigure *figure = portail_figure_get ((PortailFigureId) id);

      if (!read_value (portail_json_get (root, figure->name), figure->kind, &values[id]))
        return FALSE;
    }
  *n_rows = portail_json_count_children (portail_json_get (root, "lignes"));
  return TRUE;
}
