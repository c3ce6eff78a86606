/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "shared/portail-digest.h"

static guint64
read_big_endian (const guint8 *bytes)
{
  guint64 value = 0;

  for (int i = 0; i < 8; i++)
    value = value << 8 | bytes[i];
  return value;
}

static void
add_sum (PortailDigest *digest, guint64 high, guint64 low)
{
  guint64 sum = digest->low + low;

  digest->high += high + (sum < low);
  digest->low = sum;
}

void
portail_digest_change (PortailDigest *digest,
                       PortailDigestSide side,
                       const char *type,
                       const char *id,
                       gint64 rev)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  g_autofree char *number = g_strdup_printf ("%" G_GINT64_FORMAT, rev);
  guint8 hash[32];
  gsize length = sizeof hash;
  guint64 high;
  guint64 low;

  g_checksum_update (checksum, (const guint8 *) type, -1);
  g_checksum_update (checksum, (const guint8 *) id, -1);
  g_checksum_update (checksum, (const guint8 *) number, -1);
  g_checksum_get_digest (checksum, hash, &length);
  high = read_big_endian (hash);
  low = read_big_endian (hash + 8);
  digest->count += side == PORTAIL_DIGEST_ADD ? 1 : -1;
  if (side == PORTAIL_DIGEST_ADD)
    add_sum (digest, high, low);
  else
    add_sum (digest, ~high + (low == 0), -low);
}

void
portail_digest_add (PortailDigest *digest, const PortailDigest *other)
{
  digest->count += other->count;
  add_sum (digest, other->high, other->low);
}

char *
portail_digest_format (const PortailDigest *digest, char text[PORTAIL_DIGEST_TEXT_SIZE])
{
  g_snprintf (text, PORTAIL_DIGEST_TEXT_SIZE,
              "%016" G_GINT64_MODIFIER "x%016" G_GINT64_MODIFIER "x", digest->high, digest->low);
  return text;
}
