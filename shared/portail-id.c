/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "shared/portail-id.h"

#include <string.h>
#include <sys/random.h>

char *
portail_id_new_from (gint64 milliseconds, const guint8 random[10])
{
  guint8 b[16];

  for (int i = 0; i < 6; i++)
    b[i] = (guint8) (milliseconds >> (40 - 8 * i));
  memcpy (b + 6, random, 10);
  b[6] = (b[6] & 0x0f) | 0x70; /* version 7 */
  b[8] = (b[8] & 0x3f) | 0x80; /* variant of RFC 9562 */
  return g_strdup_printf ("%02x%02x%02x%02x-%02x%02x-%02x%02x-%02x%02x-%02x%02x%02x%02x%02x%02x",
                          b[0], b[1], b[2], b[3], b[4], b[5], b[6], b[7], b[8], b[9], b[10], b[11],
                          b[12], b[13], b[14], b[15]);
}

/* Method 1 of RFC 9562 §6.2: a 12-bit counter in the high random bits keeps the order within one
 * millisecond; when it overflows, the clock is taken one millisecond ahead. */
char *
portail_id_new (void)
{
  static GMutex lock;
  static gint64 last_milliseconds = 0;
  static guint counter = 0;
  guint8 random[10];
  gint64 milliseconds;

  if (getrandom (random, sizeof random, 0) != sizeof random)
    g_error ("the kernel gives no random bytes");
  g_mutex_lock (&lock);
  milliseconds = g_get_real_time () / 1000;
  if (milliseconds > last_milliseconds)
    {
      last_milliseconds = milliseconds;
      counter = ((guint) random[0] << 8 | random[1]) & 0x7ff;
    }
  else if (++counter > 0xfff)
    {
      last_milliseconds++;
      counter = 0;
    }
  milliseconds = last_milliseconds;
  random[0] = (guint8) (counter >> 8);
  random[1] = (guint8) counter;
  g_mutex_unlock (&lock);
  return portail_id_new_from (milliseconds, random);
}

gboolean
portail_id_is_valid (const char *text)
{
  static const char pattern[] = "xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx";

  for (int i = 0; pattern[i] != '\0'; i++)
    {
      gboolean is_hex = g_ascii_isdigit (text[i]) || (text[i] >= 'a' && text[i] <= 'f');

      if (pattern[i] == '-' ? text[i] != '-' : !is_hex)
        return FALSE;
    }
  return text[PORTAIL_ID_LENGTH] == '\0';
}
