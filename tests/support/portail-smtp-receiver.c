/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/support/portail-smtp-receiver.h"

#include <gio/gio.h>
#include <glib/gstdio.h>
#include <string.h>

#include "shared/portail-json.h"

struct _SmtpReceiver
{
  GSubprocess *process;
  GDataInputStream *output;
  guint16 port;
  char *folder; /* of the certificate; NULL without TLS */
  char *certificate;
};

void
smtp_message_free (SmtpMessage *message)
{
  g_free (message->from);
  g_free (message->to);
  g_free (message->text);
  g_free (message);
}

char *
smtp_message_dup_body (const SmtpMessage *message)
{
  const char *body = strstr (message->text, "\r\n\r\n");
  g_autofree guchar *bytes = NULL;
  gsize length;

  g_assert_nonnull (body);
  bytes = g_base64_decode (body + 4, &length);
  return g_strndup ((const char *) bytes, length);
}

/* Owned. */
static char *
read_line (SmtpReceiver *receiver)
{
  g_autoptr (GError) error = NULL;
  char *line = g_data_input_stream_read_line (receiver->output, NULL, NULL, &error);

  g_assert_no_error (error);
  g_assert_nonnull (line);
  return line;
}

SmtpReceiver *
smtp_receiver_new (SmtpReceiverKind kind)
{
  SmtpReceiver *receiver = g_new0 (SmtpReceiver, 1);
  g_autofree char *script = g_test_build_filename (G_TEST_DIST, "support", "smtp-receiver.py",
                                                   NULL);
  g_autofree char *port = NULL;
  g_autoptr (GError) error = NULL;
  guint64 number;

  if (kind == SMTP_RECEIVER_TLS)
    {
      receiver->folder = g_dir_make_tmp ("portail-XXXXXX", &error);
      g_assert_no_error (error);
      receiver->certificate = g_build_filename (receiver->folder, "certificate.pem", NULL);
    }
  receiver->process = g_subprocess_new (
      G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error, "/usr/bin/python3",
      script, kind != SMTP_RECEIVER_OPEN ? "--login" : NULL, receiver->folder, NULL);
  g_assert_no_error (error);
  receiver->output = g_data_input_stream_new (g_subprocess_get_stdout_pipe (receiver->process));
  port = read_line (receiver);
  g_assert_true (g_ascii_string_to_unsigned (port, 10, 1, G_MAXUINT16, &number, NULL));
  receiver->port = (guint16) number;
  return receiver;
}

void
smtp_receiver_free (SmtpReceiver *receiver)
{
  g_subprocess_force_exit (receiver->process);
  g_subprocess_wait (receiver->process, NULL, NULL);
  g_object_unref (receiver->output);
  g_object_unref (receiver->process);
  if (receiver->folder != NULL)
    {
      g_autofree char *key = g_build_filename (receiver->folder, "key.pem", NULL);

      g_unlink (key);
      g_unlink (receiver->certificate);
      g_rmdir (receiver->folder);
    }
  g_free (receiver->folder);
  g_free (receiver->certificate);
  g_free (receiver);
}

const char *
smtp_receiver_get_certificate (const SmtpReceiver *receiver)
{
  return receiver->certificate;
}

guint16
smtp_receiver_get_port (const SmtpReceiver *receiver)
{
  return receiver->port;
}

/* Owned. */
static char *
join (const PortailJson *array)
{
  g_autoptr (GPtrArray) texts = g_ptr_array_new ();

  for (const PortailJson *item = array->first_child; item != NULL; item = item->next)
    g_ptr_array_add (texts, (gpointer) item->text);
  g_ptr_array_add (texts, NULL);
  return g_strjoinv (",", (char **) texts->pdata);
}

SmtpMessage *
smtp_receiver_take (SmtpReceiver *receiver)
{
  g_autofree char *line = read_line (receiver);
  g_autoptr (PortailJsonDocument) document = portail_json_parse (line, strlen (line), NULL);
  const PortailJson *root = portail_json_document_get_root (document);
  SmtpMessage *message = g_new0 (SmtpMessage, 1);
  g_autofree guchar *bytes = NULL;
  gsize length;

  g_assert_nonnull (portail_json_get (root, "data"));
  bytes = g_base64_decode (portail_json_get_member_string (root, "data"), &length);
  message->text = g_strndup ((const char *) bytes, length);
  message->from = g_strdup (portail_json_get_member_string (root, "from"));
  message->to = join (portail_json_get (root, "to"));
  return message;
}

void
smtp_receiver_await_slow (SmtpReceiver *receiver)
{
  g_autofree char *line = read_line (receiver);

  g_assert_nonnull (strstr (line, "slow"));
}
