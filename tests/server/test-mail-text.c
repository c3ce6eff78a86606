/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/portail-mail-text.h"

#include <string.h>

#include "server/portail-delivery.h"
#include "shared/portail-error.h"

static PortailMailText
make_mail (void)
{
  return (PortailMailText){
    .from = "portail@example.org",
    .to = "camille@example.org",
    .subject = "Impôt de la semaine 38",
    .body = "Bonjour,\n\nça arrive.",
    .message_id = "01996d00-0000-7000-8000-000000000001",
    .host = "portail.example.org",
    .date = { G_GINT64_CONSTANT (1758391391000) },
  };
}

static char *
format (const PortailMailText *mail)
{
  g_autoptr (GError) error = NULL;
  char *text = portail_mail_text_format (mail, &error);

  g_assert_no_error (error);
  return text;
}

/* The decoded body. */
static char *
decode_body (const char *text)
{
  const char *body = strstr (text, "\r\n\r\n") + 4;
  gsize length;
  g_autofree guchar *bytes = g_base64_decode (body, &length);

  return g_strndup ((const char *) bytes, length);
}

/* The subject as a reader of RFC 2047 puts it together. */
static char *
decode_subject (const char *text)
{
  const char *line = strstr (text, "Subject:");
  const char *end = strstr (line, "\r\nMessage-ID:");
  g_autofree char *words = g_strndup (line + strlen ("Subject: "), (gsize) (end - line) - 9);
  g_auto (GStrv) parts = g_strsplit (words, "\r\n ", -1);
  GString *subject = g_string_new (NULL);

  for (guint i = 0; parts[i] != NULL; i++)
    {
      gsize length;
      g_autofree guchar *bytes = NULL;

      if (!g_str_has_prefix (parts[i], "=?UTF-8?B?"))
        {
          g_string_append (subject, parts[i]);
          continue;
        }
      g_assert_true (g_str_has_suffix (parts[i], "?="));
      g_assert_cmpuint (strlen (parts[i]), <=, 75);
      parts[i][strlen (parts[i]) - 2] = '\0';
      bytes = g_base64_decode (parts[i] + 10, &length);
      g_assert_true (g_utf8_validate ((const char *) bytes, (gssize) length, NULL));
      g_string_append_len (subject, (const char *) bytes, (gssize) length);
    }
  return g_string_free (subject, FALSE);
}

/* Lines are ASCII, short and end with CRLF. */
static void
assert_lines_are_safe (const char *text)
{
  g_auto (GStrv) lines = g_strsplit (text, "\r\n", -1);

  g_assert_true (g_str_is_ascii (text));
  g_assert_true (g_str_has_suffix (text, "\r\n"));
  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_assert_cmpuint (strlen (lines[i]), <=, 300);
      g_assert_null (strpbrk (lines[i], "\r\n"));
    }
}

static guint
count_headers (const char *text)
{
  g_autofree char *head = g_strndup (text, (gsize) (strstr (text, "\r\n\r\n") - text));
  g_auto (GStrv) lines = g_strsplit (head, "\r\n", -1);
  guint n_headers = 0;

  for (guint i = 0; lines[i] != NULL; i++)
    n_headers += lines[i][0] != ' ';
  return n_headers;
}

static void
test_whole (void)
{
  PortailMailText mail = make_mail ();
  g_autofree char *text = format (&mail);
  g_autofree char *body = decode_body (text);

  assert_lines_are_safe (text);
  g_assert_true (g_str_has_prefix (text, "Date: Sat, 20 Sep 2025 18:03:11 +0000\r\n"
                                         "From: Portail <portail@example.org>\r\n"
                                         "To: <camille@example.org>\r\n"
                                         "Subject: =?UTF-8?B?SW1ww7R0IGRlIGxhIHNlbWFpbmUgMzg=?=\r\n"
                                         "Message-ID: <01996d00-0000-7000-8000-000000000001@"
                                         "portail.example.org>\r\n"));
  g_assert_nonnull (strstr (text, "\r\nAuto-Submitted: auto-generated\r\n"));
  g_assert_nonnull (strstr (text, "\r\nContent-Type: text/plain; charset=utf-8\r\n"));
  g_assert_cmpuint (count_headers (text), ==, 9);
  g_assert_cmpstr (body, ==, "Bonjour,\r\n\r\nça arrive.\r\n");
}

static void
test_subjects (void)
{
  static const char *const subjects[] = {
    "Plain",
    "",
    "Garage « des Docks » : dotation 2025-W38 validée",
    "=?UTF-8?B?cGlyYXRl?=",
    "A subject of only ASCII that is much longer than what stands in one line of a header, and on",
    "🦆🦆🦆🦆🦆🦆🦆🦆🦆🦆🦆🦆🦆🦆🦆🦆🦆🦆🦆🦆🦆🦆🦆"
    "🦆🦆🦆🦆🦆🦆🦆🦆🦆🦆🦆🦆🦆🦆🦆🦆🦆🦆🦆",
    "日本語の件名が長くて一つの符号化語には決して収まらない場合にも文字は途中で切られない",
  };

  for (guint i = 0; i < G_N_ELEMENTS (subjects); i++)
    {
      PortailMailText mail = make_mail ();
      g_autofree char *text = NULL;
      g_autofree char *subject = NULL;

      mail.subject = subjects[i];
      text = format (&mail);
      subject = decode_subject (text);
      assert_lines_are_safe (text);
      g_assert_cmpstr (subject, ==, subjects[i]);
      g_assert_cmpuint (count_headers (text), ==, 9);
    }
}

static void
assert_refused (const PortailMailText *mail)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *text = portail_mail_text_format (mail, &error);

  g_assert_error (error, PORTAIL_ERROR, PORTAIL_ERROR_INVALID);
  g_assert_null (text);
  g_assert_null (strstr (error->message, "evil"));
}

static void
test_injected_subjects (void)
{
  static const char *const subjects[] = {
    "a\r\nBcc: evil@example.org",
    "a\nBcc: evil@example.org",
    "a\rBcc: evil@example.org",
    "a\x01"
    "evil",
    "evil\xc2\x85"
    "b",
    "evil\xe2\x80\xa8"
    "b",
    "evil\x7f",
    "evil \xff",
  };

  for (guint i = 0; i < G_N_ELEMENTS (subjects); i++)
    {
      PortailMailText mail = make_mail ();

      mail.subject = subjects[i];
      assert_refused (&mail);
    }
}

static void
test_injected_addresses (void)
{
  static const char *const addresses[] = {
    "evil",
    "evil@",
    "@evil",
    "evil@a@b",
    "evil@exam ple.org",
    "evil@example.org\r\nBcc: b@example.org",
    "evil@example.org\nRCPT TO:<b@example.org>",
    "<evil@example.org>",
    "evil@example.org>, <b@example.org",
    "\"evil\r\n\"@example.org",
    "evil@[127.0.0.1]",
    "-evil@example.org",
    "evil@-example.org",
    "evil..b@example.org",
    ".evil@example.org",
    "evil@example.org.",
    "évil@example.org",
    "evil@example.org\x01",
    "evil,b@example.org",
    "evil;b@example.org",
    NULL,
  };

  for (guint i = 0; i < G_N_ELEMENTS (addresses); i++)
    {
      PortailMailText mail = make_mail ();

      g_assert_false (portail_mail_address_is_valid (addresses[i]));
      mail.to = addresses[i];
      assert_refused (&mail);
      mail = make_mail ();
      mail.from = addresses[i];
      assert_refused (&mail);
    }
}

static void
test_addresses (void)
{
  g_autofree char *long_part = g_strnfill (65, 'a');
  g_autofree char *too_long = g_strconcat (long_part, "@example.org", NULL);

  g_assert_true (portail_mail_address_is_valid ("a@b"));
  g_assert_true (portail_mail_address_is_valid ("camille.durand+jeu@mail.example.org"));
  g_assert_true (portail_mail_address_is_valid ("o'neil_x@example-1.org"));
  g_assert_false (portail_mail_address_is_valid (too_long));
}

static void
test_injected_ids (void)
{
  PortailMailText mail = make_mail ();

  mail.message_id = "evil>\r\nBcc: b";
  assert_refused (&mail);
  mail = make_mail ();
  mail.host = "evil\r\nBcc: b";
  assert_refused (&mail);
  mail = make_mail ();
  mail.host = "";
  assert_refused (&mail);
}

static void
test_bodies (void)
{
  static const char *const bodies[][2] = {
    { "", "\r\n" },
    { "a\r\nb\rc\nd", "a\r\nb\r\nc\r\nd\r\n" },
    { ".\r\n.\r\nQUIT", ".\r\n.\r\nQUIT\r\n" },
    { "Subject: not one\n\nBcc: evil", "Subject: not one\r\n\r\nBcc: evil\r\n" },
    { "x \xff y", "x \xef\xbf\xbd y\r\n" },
  };
  g_autofree char *text = NULL;
  PortailMailText mail = make_mail ();

  for (guint i = 0; i < G_N_ELEMENTS (bodies); i++)
    {
      g_autofree char *whole = NULL;
      g_autofree char *body = NULL;

      mail.body = bodies[i][0];
      whole = format (&mail);
      body = decode_body (whole);
      assert_lines_are_safe (whole);
      g_assert_cmpstr (body, ==, bodies[i][1]);
      g_assert_cmpuint (count_headers (whole), ==, 9);
    }
  mail.body = NULL;
  text = format (&mail);
  g_assert_true (g_str_has_suffix (text, "\r\n\r\nDQo=\r\n"));
}

static char *
random_text (void)
{
  GString *text = g_string_new (NULL);
  gint length = g_test_rand_int_range (0, 80);

  while (text->len < (gsize) length)
    g_string_append_c (text, (char) g_test_rand_int_range (1, 256));
  return g_string_free (text, FALSE);
}

static void
test_random_texts (void)
{
  for (guint i = 0; i < 2000; i++)
    {
      g_autofree char *raw = random_text ();
      g_autofree char *clean = portail_delivery_clean_line (raw);
      g_autofree char *body = random_text ();
      g_autofree char *text = NULL;
      PortailMailText mail = make_mail ();

      mail.subject = clean;
      mail.body = body;
      text = format (&mail);
      assert_lines_are_safe (text);
      g_assert_cmpuint (count_headers (text), ==, 9);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/mail-text/a-mail-is-what-the-standards-say", test_whole);
  g_test_add_func ("/mail-text/a-subject-of-any-letters-comes-back", test_subjects);
  g_test_add_func ("/mail-text/a-subject-begins-no-other-header", test_injected_subjects);
  g_test_add_func ("/mail-text/an-address-is-an-address-only", test_injected_addresses);
  g_test_add_func ("/mail-text/ordinary-addresses-are-good", test_addresses);
  g_test_add_func ("/mail-text/an-id-begins-no-other-header", test_injected_ids);
  g_test_add_func ("/mail-text/a-body-is-only-a-body", test_bodies);
  g_test_add_func ("/mail-text/random-texts-stay-in-their-place", test_random_texts);
  return g_test_run ();
}
