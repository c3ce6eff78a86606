/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/portail-outbound.h"

#define CONNECT_TIMEOUT_SECONDS 10L

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
