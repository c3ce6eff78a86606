/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/portail-legacy-value.h"

#include <string.h>

#include "shared/portail-id.h"

static const char *const status_names[PORTAIL_LEGACY_N_STATUSES] = {
  [PORTAIL_LEGACY_PENDING] = "pending",
  [PORTAIL_LEGACY_APPROVED] = "approved",
  [PORTAIL_LEGACY_REJECTED] = "rejected",
  [PORTAIL_LEGACY_PAID] = "paid",
};

gboolean
portail_legacy_read_status (const char *text, PortailLegacyStatus *status)
{
  for (int i = 0; text != NULL && i < PORTAIL_LEGACY_N_STATUSES; i++)
    if (g_ascii_strcasecmp (status_names[i], text) == 0)
      {
        *status = (PortailLegacyStatus) i;
        return TRUE;
      }
  return FALSE;
}

gboolean
portail_legacy_read_week (const char *text, PortailWeek *week)
{
  g_autofree char *modern = g_strdup (text);
  char *letter = modern != NULL ? strchr (modern, 'S') : NULL;

  if (letter != NULL)
    *letter = 'W';
  return modern != NULL && portail_week_parse (modern, week);
}

gboolean
portail_legacy_read_time (const char *text, PortailTimestamp *timestamp)
{
  g_autofree char *modern = g_strdup (text);
  char *gap = modern != NULL ? strchr (modern, ' ') : NULL;

  if (gap != NULL)
    *gap = 'T';
  return modern != NULL && portail_timestamp_parse (modern, timestamp);
}

gboolean
portail_legacy_read_cents (const char *text, gint64 *cents)
{
  gboolean is_negative = text != NULL && *text == '-';
  const char *digit = text != NULL ? text + is_negative : "";
  gint64 sum = 0;
  int n_decimals = -1; /* before the point */
  gboolean is_up = FALSE;

  if (!g_ascii_isdigit (*digit))
    return FALSE;
  for (; *digit != '\0'; digit++)
    {
      if (*digit == '.' && n_decimals < 0)
        {
          n_decimals = 0;
          continue;
        }
      if (!g_ascii_isdigit (*digit))
        return FALSE;
      if (n_decimals == 2)
        is_up = *digit >= '5';
      n_decimals += n_decimals >= 0;
      if (n_decimals > 2)
        continue;
      sum = sum * 10 + (*digit - '0');
      if (sum > PORTAIL_MONEY_MAX_CENTS)
        return FALSE;
    }
  for (n_decimals = MAX (n_decimals, 0); n_decimals < 2; n_decimals++)
    sum *= 10;
  sum += is_up;
  *cents = is_negative ? -sum : sum;
  return sum <= PORTAIL_MONEY_MAX_CENTS;
}

char *
portail_legacy_make_id (const char *table, const char *id)
{
  g_autofree char *lower = id != NULL ? g_ascii_strdown (id, -1) : NULL;
  g_autofree char *name = NULL;
  g_autofree char *hash = NULL;

  if (lower == NULL || *lower == '\0')
    return NULL;
  if (portail_id_is_valid (lower))
    return g_steal_pointer (&lower);
  name = g_strdup_printf ("legacy/%s/%s", table, id);
  hash = g_compute_checksum_for_string (G_CHECKSUM_SHA256, name, -1);
  /* Version 8 of RFC 9562, whose bits are the maker's own. */
  return g_strdup_printf ("%.8s-%.4s-8%.3s-a%.3s-%.12s", hash, hash + 8, hash + 12, hash + 15,
                          hash + 18);
}
