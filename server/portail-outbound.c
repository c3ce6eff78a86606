/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/portail-outbound.h"

#include <sys/socket.h>

#define CONNECT_TIMEOUT_SECONDS 10L

/* Networks that the internet does not reach, beside those that GIO knows as such: carriers' own,
 * mapped and translated IPv4, and unique local IPv6. */
static const char *const private_networks[] = {
  "0.0.0.0/8", "100.64.0.0/10", "192.0.0.0/24", "198.18.0.0/15", "240.0.0.0/4",
  "fc00::/7",  "::ffff:0:0/96", "64:ff9b::/96", "2002::/16",
};

static gboolean
is_public (GInetAddress *address)
{
  for (guint i = 0; i < G_N_ELEMENTS (private_networks); i++)
    {
      g_autoptr (GInetAddressMask) network = g_inet_address_mask_new_from_string (
          private_networks[i], NULL);

      if (g_inet_address_mask_matches (network, address))
        return FALSE;
    }
  return !g_inet_address_get_is_any (address) && !g_inet_address_get_is_loopback (address)
         && !g_inet_address_get_is_link_local (address)
         && !g_inet_address_get_is_site_local (address)
         && !g_inet_address_get_is_multicast (address);
}

/* After names are resolved, so that a name that leads inside is refused as well. */
static curl_socket_t
open_socket (void *unused, curlsocktype purpose, struct curl_sockaddr *peer)
{
  g_autoptr (GSocketAddress) address = g_socket_address_new_from_native (&peer->addr,
                                                                         peer->addrlen);

  if (!G_IS_INET_SOCKET_ADDRESS (address)
      || !is_public (g_inet_socket_address_get_address (G_INET_SOCKET_ADDRESS (address))))
    return CURL_SOCKET_BAD;
  return socket (peer->family, peer->socktype | SOCK_CLOEXEC, peer->protocol);
}

void
portail_outbound_set_reach (CURL *curl, PortailOutboundReach reach)
{
  if (reach == PORTAIL_OUTBOUND_PUBLIC)
    curl_easy_setopt (curl, CURLOPT_OPENSOCKETFUNCTION, open_socket);
}

static int
watch (void *cancellable,
       curl_off_t total,
       curl_off_t done,
       curl_off_t up_total,
       curl_off_t up_done)
{
  return g_cancellable_is_cancelled (cancellable);
}

void
portail_outbound_prepare (CURL *curl, GCancellable *cancellable)
{
  const char *authorities = g_getenv ("SSL_CERT_FILE");

  if (authorities != NULL && *authorities != '\0')
    curl_easy_setopt (curl, CURLOPT_CAINFO, authorities);
  curl_easy_setopt (curl, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt (curl, CURLOPT_FOLLOWLOCATION, 0L);
  curl_easy_setopt (curl, CURLOPT_CONNECTTIMEOUT, CONNECT_TIMEOUT_SECONDS);
  curl_easy_setopt (curl, CURLOPT_TIMEOUT, (long) PORTAIL_OUTBOUND_TIMEOUT_SECONDS);
  curl_easy_setopt (curl, CURLOPT_NOPROGRESS, 0L);
  curl_easy_setopt (curl, CURLOPT_XFERINFOFUNCTION, watch);
  curl_easy_setopt (curl, CURLOPT_XFERINFODATA, cancellable);
}

void
portail_outbound_fail (PortailAttempt *attempt, CURLcode code)
{
  if (code == CURLE_ABORTED_BY_CALLBACK)
    portail_outbound_end (attempt, PORTAIL_ATTEMPT_STOPPED, "stopped");
  else
    portail_outbound_end (attempt, PORTAIL_ATTEMPT_FAILED, "%s", curl_easy_strerror (code));
}

void
portail_outbound_end (PortailAttempt *attempt,
                      PortailAttemptVerdict verdict,
                      const char *reason_format,
                      ...)
{
  va_list arguments;

  attempt->verdict = verdict;
  attempt->retry_after_seconds = 0;
  va_start (arguments, reason_format);
  g_vsnprintf (attempt->reason, sizeof attempt->reason, reason_format, arguments);
  va_end (arguments);
}
