/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/portail-mail-text.h"

#include <string.h>

#include "server/portail-delivery.h"
#include "shared/portail-error.h"
#include "shared/portail-i18n.h"

#define MAX_ADDRESS       254
#define MAX_LOCAL_PART    64
#define BASE64_LINE       76
#define LOCAL_PART_SIGNS  "!#$%&'*+-/=?^_`{|}~."
#define DOMAIN_SIGNS      "-."
#define MAX_PLAIN_SUBJECT 60
/* Bytes of a text in one encoded word: 12 of frame and 60 of base64 stay below the 75 that are
 * allowed, and fit behind "Subject: ". */
#define ENCODED_WORD_BYTES 42

static gboolean
consists_of (const char *text, gsize length, const char *signs)
{
  for (gsize i = 0; i < length; i++)
    if (!g_ascii_isalnum (text[i]) && strchr (signs, text[i]) == NULL)
      return FALSE;
  return length > 0 && text[0] != '.' && text[length - 1] != '.';
}

gboolean
portail_mail_address_is_valid (const char *address)
{
  const char *at = address != NULL ? strchr (address, '@') : NULL;

  return at != NULL && at - address <= MAX_LOCAL_PART && strlen (address) <= MAX_ADDRESS
         && address[0] != '-' && at[1] != '-' && strstr (address, "..") == NULL
         && consists_of (address, (gsize) (at - address), LOCAL_PART_SIGNS)
         && consists_of (at + 1, strlen (at + 1), DOMAIN_SIGNS);
}

static gboolean
refuse (const char *member, GError **error)
{
  g_set_error (error, PORTAIL_ERROR, PORTAIL_ERROR_INVALID,
               _ ("This cannot stand in an e-mail: %s."), member);
  return FALSE;
}

static gboolean
is_clean_line (const char *text)
{
  g_autofree char *clean = portail_delivery_clean_line (text);

  return g_str_equal (clean, text);
}

static gboolean
check (const PortailMailText *mail, GError **error)
{
  if (!portail_mail_address_is_valid (mail->from))
    return refuse ("From", error);
  if (!portail_mail_address_is_valid (mail->to))
    return refuse ("To", error);
  if (mail->subject == NULL || !is_clean_line (mail->subject))
    return refuse ("Subject", error);
  if (!consists_of (mail->message_id, strlen (mail->message_id), DOMAIN_SIGNS)
      || !consists_of (mail->host, strlen (mail->host), DOMAIN_SIGNS))
    return refuse ("Message-ID", error);
  return TRUE;
}

static gboolean
is_plain (const char *text)
{
  return g_str_is_ascii (text) && strlen (text) <= MAX_PLAIN_SUBJECT && strstr (text, "=?") == NULL;
}

/* How many bytes of @text make one encoded word: whole characters only (RFC 2047 §5). */
static gsize
measure_word (const char *text)
{
  const char *end = text;

  while (*end != '\0' && g_utf8_next_char (end) - text <= ENCODED_WORD_BYTES)
    end = g_utf8_next_char (end);
  return (gsize) (end - text);
}

static void
append_subject (GString *mail, const char *subject)
{
  const char *rest = subject;

  g_string_append (mail, "Subject:");
  if (is_plain (subject))
    g_string_append_printf (mail, " %s", subject);
  for (gsize length; !is_plain (subject) && *rest != '\0'; rest += length)
    {
      g_autofree char *word = NULL;

      length = measure_word (rest);
      word = g_base64_encode ((const guchar *) rest, length);
      g_string_append_printf (mail, "%s =?UTF-8?B?%s?=", rest > subject ? "\r\n" : "", word);
    }
  g_string_append (mail, "\r\n");
}

/* In English whatever the locale (RFC 5322 §3.3). */
static void
append_date (GString *mail, PortailTimestamp date)
{
  static const char *const days[] = { "Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun" };
  static const char *const months[] = { "Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                        "Jul", "Aug", "Sep", "Oct", "Nov", "Dec" };
  g_autoptr (GDateTime) moment = g_date_time_new_from_unix_utc (date.milliseconds / 1000);

  g_string_append_printf (mail, "Date: %s, %d %s %04d %02d:%02d:%02d +0000\r\n",
                          days[g_date_time_get_day_of_week (moment) - 1],
                          g_date_time_get_day_of_month (moment),
                          months[g_date_time_get_month (moment) - 1], g_date_time_get_year (moment),
                          g_date_time_get_hour (moment), g_date_time_get_minute (moment),
                          g_date_time_get_second (moment));
}

static void
append_body (GString *mail, const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text != NULL ? text : "", -1);
  g_autoptr (GString) lines = g_string_new (valid);
  g_autofree char *encoded = NULL;
  gsize length;

  g_string_replace (lines, "\r\n", "\n", 0);
  g_string_replace (lines, "\r", "\n", 0);
  g_string_replace (lines, "\n", "\r\n", 0);
  g_string_append (lines, "\r\n");
  encoded = g_base64_encode ((const guchar *) lines->str, lines->len);
  length = strlen (encoded);
  for (gsize i = 0; i < length; i += BASE64_LINE)
    {
      g_string_append_len (mail, encoded + i, (gssize) MIN (BASE64_LINE, length - i));
      g_string_append (mail, "\r\n");
    }
}

char *
portail_mail_text_format (const PortailMailText *mail, GError **error)
{
  GString *text;

  if (!check (mail, error))
    return NULL;
  text = g_string_new (NULL);
  append_date (text, mail->date);
  g_string_append_printf (text, "From: Portail <%s>\r\nTo: <%s>\r\n", mail->from, mail->to);
  append_subject (text, mail->subject);
  g_string_append_printf (text, "Message-ID: <%s@%s>\r\n", mail->message_id, mail->host);
  g_string_append (text, "MIME-Version: 1.0\r\n"
                         "Content-Type: text/plain; charset=utf-8\r\n"
                         "Content-Transfer-Encoding: base64\r\n"
                         "Auto-Submitted: auto-generated\r\n"
                         "\r\n");
  append_body (text, mail->body);
  return g_string_free (text, FALSE);
}
