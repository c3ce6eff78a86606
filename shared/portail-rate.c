/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "shared/portail-rate.h"

#include "shared/portail-decimal.h"
#include "shared/portail-i18n.h"

char *
portail_rate_to_text (PortailRate rate)
{
  g_autofree char *number = NULL;

  if (portail_rate_is_null (rate))
    return g_strdup ("");
  number = portail_decimal_to_text (rate.basis_points, PORTAIL_DECIMALS_SHORTEST);
  /* Translators: a percentage; French puts U+202F or U+00A0 before the sign. */
  return g_strdup_printf (C_ ("rate", "%s%%"), number);
}

void
portail_rate_append_json (PortailRate rate, GString *json)
{
  if (portail_rate_is_null (rate))
    g_string_append (json, "null");
  else
    portail_decimal_append_json (rate.basis_points, json);
}

gboolean
portail_rate_from_json (const char *number, PortailRate *rate)
{
  return portail_decimal_from_json (number, PORTAIL_RATE_MAX_BASIS_POINTS, &rate->basis_points);
}
