/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/portail-mail.h"

#include <string.h>

#include "server/portail-setting-check.h"
#include "shared/portail-error.h"

typedef struct
{
  char *text;
  gsize length;
  gsize sent;
} Upload;

static size_t
supply (char *buffer, size_t size, size_t n_items, void *user)
{
  Upload *upload = user;
  gsize length = MIN (size * n_items, upload->length - upload->sent);

  memcpy (buffer, upload->text + upload->sent, length);
  upload->sent += length;
  return length;
}

/* What the server says is not for us. */
static size_t
discard (char *bytes, size_t size, size_t n_items, void *user)
{
  return size * n_items;
}

/* `smtp://host:port/name-of-ours`: the path is what libcurl says in EHLO. Owned. */
static char *
make_url (GUri *uri, const char *own_name)
{
  g_autofree char *path = g_strconcat ("/", own_name, NULL);

  return g_uri_join (G_URI_FLAGS_NONE, g_uri_get_scheme (uri), NULL, g_uri_get_host (uri),
                     g_uri_get_port (uri), path, NULL, NULL);
}

static void
set_server (CURL *curl, GUri *uri, const char *own_name)
{
  g_autofree char *url = make_url (uri, own_name);
  gboolean is_near = portail_setting_is_loopback (g_uri_get_host (uri));

  curl_easy_setopt (curl, CURLOPT_URL, url);
  curl_easy_setopt (curl, CURLOPT_PROTOCOLS_STR, "smtp,smtps");
  curl_easy_setopt (curl, CURLOPT_USE_SSL, (long) (is_near ? CURLUSESSL_NONE : CURLUSESSL_ALL));
  if (g_uri_get_user (uri) != NULL && *g_uri_get_user (uri) != '\0')
    {
      curl_easy_setopt (curl, CURLOPT_USERNAME, g_uri_get_user (uri));
      curl_easy_setopt (curl, CURLOPT_PASSWORD,
                        g_uri_get_password (uri) != NULL ? g_uri_get_password (uri) : "");
    }
}

/* Owned. */
static struct curl_slist *
set_message (CURL *curl, const PortailMailText *mail, Upload *upload)
{
  struct curl_slist *recipients = curl_slist_append (NULL, mail->to);

  curl_easy_setopt (curl, CURLOPT_MAIL_FROM, mail->from);
  curl_easy_setopt (curl, CURLOPT_MAIL_RCPT, recipients);
  curl_easy_setopt (curl, CURLOPT_UPLOAD, 1L);
  curl_easy_setopt (curl, CURLOPT_INFILESIZE_LARGE, (curl_off_t) upload->length);
  curl_easy_setopt (curl, CURLOPT_READFUNCTION, supply);
  curl_easy_setopt (curl, CURLOPT_READDATA, upload);
  curl_easy_setopt (curl, CURLOPT_WRITEFUNCTION, discard);
  return recipients;
}

/* Invariant 3. */
static void
judge (CURL *curl, CURLcode code, PortailAttempt *attempt)
{
  long status = 0;

  curl_easy_getinfo (curl, CURLINFO_RESPONSE_CODE, &status);
  if (code == CURLE_OK)
    portail_outbound_end (attempt, PORTAIL_ATTEMPT_DELIVERED, "smtp %ld", status);
  else if (code == CURLE_LOGIN_DENIED)
    portail_outbound_end (attempt, PORTAIL_ATTEMPT_FAILED, "smtp %ld: login refused", status);
  else if (status >= 500 && status < 600 && code != CURLE_ABORTED_BY_CALLBACK)
    portail_outbound_end (attempt, PORTAIL_ATTEMPT_REFUSED, "smtp %ld", status);
  else if (status >= 400 && status < 500 && code != CURLE_ABORTED_BY_CALLBACK)
    portail_outbound_end (attempt, PORTAIL_ATTEMPT_FAILED, "smtp %ld", status);
  else
    portail_outbound_fail (attempt, code);
}

static void
transfer (GUri *uri,
          const PortailMailText *mail,
          GCancellable *cancellable,
          PortailAttempt *attempt)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *text = portail_mail_text_format (mail, &error);
  Upload upload = { text, text != NULL ? strlen (text) : 0, 0 };
  struct curl_slist *recipients;
  CURL *curl;

  if (text == NULL)
    {
      portail_outbound_end (attempt, PORTAIL_ATTEMPT_REFUSED, "%s", error->message);
      return;
    }
  curl = curl_easy_init ();
  portail_outbound_prepare (curl, cancellable);
  set_server (curl, uri, mail->host);
  recipients = set_message (curl, mail, &upload);
  judge (curl, curl_easy_perform (curl), attempt);
  curl_slist_free_all (recipients);
  curl_easy_cleanup (curl);
}

void
portail_mail_send (const char *smtp_url,
                   const PortailMailText *mail,
                   GCancellable *cancellable,
                   PortailAttempt *attempt)
{
  g_autoptr (GUri) uri = g_uri_parse (smtp_url, G_URI_FLAGS_HAS_PASSWORD, NULL);

  if (uri == NULL || g_uri_get_host (uri) == NULL)
    portail_outbound_end (attempt, PORTAIL_ATTEMPT_FAILED, "SMTP_URL");
  else
    transfer (uri, mail, cancellable, attempt);
}
