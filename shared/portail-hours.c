/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "shared/portail-hours.h"

#include "shared/portail-decimal.h"

char *
portail_hours_to_text (PortailHours hours)
{
  if (portail_hours_is_null (hours))
    return g_strdup ("");
  return portail_decimal_to_text (hours.hundredths, PORTAIL_DECIMALS_SHORTEST);
}
