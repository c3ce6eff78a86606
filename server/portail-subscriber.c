/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/portail-subscriber.h"

#include <string.h>

#define IPV6_BYTES       16
#define NETWORK_BYTES    8  /* that tell one subscriber from another */
#define MAPPED_IPV4_BYTE 12 /* where the IPv4 address begins in ::ffff:a.b.c.d */

/* Of RFC 4291 §2.5.5.2. */
static const guint8 mapped_prefix[MAPPED_IPV4_BYTE] = { [10] = 0xff, [11] = 0xff };

char *
portail_subscriber_from_inet (GInetAddress *inet)
{
  const guint8 *bytes = g_inet_address_to_bytes (inet);
  guint8 network[IPV6_BYTES] = { 0 };
  g_autoptr (GInetAddress) subscriber = NULL;

  if (g_inet_address_get_family (inet) == G_SOCKET_FAMILY_IPV4)
    return g_inet_address_to_string (inet);
  if (memcmp (bytes, mapped_prefix, sizeof mapped_prefix) == 0)
    subscriber = g_inet_address_new_from_bytes (bytes + MAPPED_IPV4_BYTE, G_SOCKET_FAMILY_IPV4);
  else
    {
      memcpy (network, bytes, NETWORK_BYTES);
      subscriber = g_inet_address_new_from_bytes (network, G_SOCKET_FAMILY_IPV6);
    }
  return g_inet_address_to_string (subscriber);
}

char *
portail_subscriber_from_text (const char *address)
{
  g_autoptr (GInetAddress) inet = g_inet_address_new_from_string (address);

  return inet != NULL ? portail_subscriber_from_inet (inet) : g_strdup (address);
}
