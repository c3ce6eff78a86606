/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/portail-error-report.h"

#include <string.h>
#include <sys/utsname.h>
#include <unistd.h>

#include "app/portail-redaction.h"
#include "shared/portail-i18n.h"
#include "shared/portail-json-text.h"
#include "shared/portail-json.h"

/* Bytes; of what the server takes some is left for what its own cleaning adds. */
#define MAX_WORD    90
#define MAX_MESSAGE 1400
#define MAX_COMMENT 500
#define MAX_STACK   (15 * 1024)
#define MAX_KNOWN   500

/* System and machine, nothing of the person. Owned. */
static char *
describe_platform (void)
{
  g_autofree char *system = g_get_os_info (G_OS_INFO_KEY_PRETTY_NAME);
  g_autofree char *whole = NULL;
  g_autofree char *start = NULL;
  struct utsname machine;

  if (uname (&machine) != 0)
    g_strlcpy (machine.machine, "", sizeof machine.machine);
  whole = g_strdup_printf ("%s %s", system != NULL ? system : "Linux", machine.machine);
  start = g_strndup (whole, MAX_WORD);
  return g_utf8_make_valid (start, -1);
}

PortailErrorReport *
portail_error_report_new (const char *kind, const char *message, const char *stack)
{
  PortailErrorReport *report = g_new0 (PortailErrorReport, 1);

  report->kind = g_strdup (kind);
  report->message = portail_redaction_clean (message, MAX_MESSAGE);
  report->stack = stack != NULL && *stack != '\0' ? portail_redaction_clean (stack, MAX_STACK)
                                                  : NULL;
  report->version = g_strdup (PORTAIL_VERSION);
  report->platform = describe_platform ();
  report->occurred_at = portail_timestamp_now ();
  report->n_times = 1;
  return report;
}

PortailErrorReport *
portail_error_report_copy (const PortailErrorReport *report)
{
  PortailErrorReport *copy = g_new (PortailErrorReport, 1);

  *copy = (PortailErrorReport){
    .kind = g_strdup (report->kind),
    .message = g_strdup (report->message),
    .stack = g_strdup (report->stack),
    .version = g_strdup (report->version),
    .platform = g_strdup (report->platform),
    .occurred_at = report->occurred_at,
    .n_times = report->n_times,
  };
  return copy;
}

void
portail_error_report_free (PortailErrorReport *report)
{
  g_free (report->kind);
  g_free (report->message);
  g_free (report->stack);
  g_free (report->version);
  g_free (report->platform);
  g_free (report);
}

static void
free_report (gpointer report)
{
  portail_error_report_free (report);
}

char *
portail_error_report_dup_key (const PortailErrorReport *report)
{
  g_autofree char *text = g_strdup_printf ("%s\n%s\n%s", report->kind, report->version,
                                           report->message);

  return g_compute_checksum_for_string (G_CHECKSUM_SHA256, text, -1);
}

char *
portail_error_report_to_text (const PortailErrorReport *report)
{
  g_autofree char *when = portail_timestamp_to_text (report->occurred_at);
  g_autofree char *times = g_strdup_printf (
      g_dngettext (GETTEXT_PACKAGE, "%u time", "%u times", report->n_times), report->n_times);

  return g_strdup_printf ("%s · %s · %s\nPortail %s · %s\n\n%s\n%s%s", report->kind, when, times,
                          report->version, report->platform, report->message,
                          report->stack != NULL ? "\n" : "",
                          report->stack != NULL ? report->stack : "");
}

void
portail_error_report_add_comment (PortailErrorReport *report, const char *comment)
{
  g_autofree char *clean = portail_redaction_clean (comment, MAX_COMMENT);
  char *message;

  g_strstrip (clean);
  if (*clean == '\0')
    return;
  message = g_strdup_printf ("%s\n\n%s", report->message, clean);
  g_free (report->message);
  report->message = message;
}

static void
append_text (GString *json, const char *name, const char *text)
{
  portail_json_append_name (json, name);
  portail_json_append_string (json, text);
}

static void
append_report (GString *json, const PortailErrorReport *report)
{
  char at[PORTAIL_TIMESTAMP_TEXT_SIZE];

  g_string_append_c (json, '{');
  append_text (json, "version", report->version);
  append_text (json, "platform", report->platform);
  append_text (json, "kind", report->kind);
  append_text (json, "message", report->message);
  if (report->stack != NULL)
    append_text (json, "stack", report->stack);
  append_text (json, "occurred_at", portail_timestamp_format (report->occurred_at, at));
}

GBytes *
portail_error_report_to_body (const PortailErrorReport *report)
{
  GString *json = g_string_new (NULL);

  append_report (json, report);
  return g_string_free_to_bytes (g_string_append_c (json, '}'));
}

/* NULL where something is missing. Owned. */
static PortailErrorReport *
read_report (const PortailJson *json)
{
  static const char *const required[] = { "kind", "message", "version", "platform", "occurred_at" };
  PortailErrorReport *report;
  PortailTimestamp occurred_at;
  gint64 n_times = 1;

  for (gsize i = 0; i < G_N_ELEMENTS (required); i++)
    if (portail_json_get_member_string (json, required[i]) == NULL)
      return NULL;
  if (!portail_timestamp_parse (portail_json_get_member_string (json, "occurred_at"), &occurred_at))
    return NULL;
  if (portail_json_get (json, "n_times") != NULL)
    portail_json_get_integer (portail_json_get (json, "n_times"), &n_times);
  report = g_new0 (PortailErrorReport, 1);
  report->kind = g_strdup (portail_json_get_member_string (json, "kind"));
  report->message = g_strdup (portail_json_get_member_string (json, "message"));
  report->stack = g_strdup (portail_json_get_member_string (json, "stack"));
  report->version = g_strdup (portail_json_get_member_string (json, "version"));
  report->platform = g_strdup (portail_json_get_member_string (json, "platform"));
  report->occurred_at = occurred_at;
  report->n_times = (guint) CLAMP (n_times, 1, G_MAXINT);
  return report;
}

/* Files */

PortailErrorFile *
portail_error_file_new (void)
{
  PortailErrorFile *file = g_new (PortailErrorFile, 1);

  file->reports = g_ptr_array_new_with_free_func (free_report);
  file->known = g_ptr_array_new_with_free_func (g_free);
  return file;
}

void
portail_error_file_free (PortailErrorFile *file)
{
  g_ptr_array_unref (file->reports);
  g_ptr_array_unref (file->known);
  g_free (file);
}

PortailErrorFile *
portail_error_file_load (const char *path)
{
  PortailErrorFile *file = portail_error_file_new ();
  g_autofree char *text = NULL;
  gsize length;
  g_autoptr (PortailJsonDocument) document = NULL;
  const PortailJson *root;
  const PortailJson *list;

  if (!g_file_get_contents (path, &text, &length, NULL)
      || (document = portail_json_parse (text, length, NULL)) == NULL)
    return file;
  root = portail_json_document_get_root (document);
  list = portail_json_get (root, "reports");
  for (const PortailJson *json = list != NULL ? list->first_child : NULL; json != NULL;
       json = json->next)
    {
      PortailErrorReport *report = read_report (json);

      if (report != NULL)
        g_ptr_array_add (file->reports, report);
    }
  list = portail_json_get (root, "known");
  for (const PortailJson *json = list != NULL ? list->first_child : NULL; json != NULL;
       json = json->next)
    if (portail_json_get_string (json) != NULL)
      g_ptr_array_add (file->known, g_strdup (portail_json_get_string (json)));
  return file;
}

gboolean
portail_error_file_save (const PortailErrorFile *file, const char *path, GError **error)
{
  g_autoptr (GString) json = g_string_new ("{\"reports\":[");

  if (file->reports->len == 0 && file->known->len == 0)
    {
      unlink (path);
      return TRUE;
    }
  for (guint i = 0; i < file->reports->len; i++)
    {
      const PortailErrorReport *report = file->reports->pdata[i];

      g_string_append (json, i > 0 ? "," : "");
      append_report (json, report);
      portail_json_append_name (json, "n_times");
      portail_json_append_integer (json, report->n_times);
      g_string_append_c (json, '}');
    }
  g_string_append (json, "],\"known\":[");
  for (guint i = 0; i < file->known->len; i++)
    {
      g_string_append (json, i > 0 ? "," : "");
      portail_json_append_string (json, file->known->pdata[i]);
    }
  g_string_append (json, "]}");
  return g_file_set_contents_full (path, json->str, (gssize) json->len, G_FILE_SET_CONTENTS_NONE,
                                   0600, error);
}

gboolean
portail_error_file_knows (const PortailErrorFile *file, const char *key)
{
  for (guint i = 0; i < file->known->len; i++)
    if (g_str_equal (file->known->pdata[i], key))
      return TRUE;
  return FALSE;
}

void
portail_error_file_take_key (PortailErrorFile *file, char *key)
{
  if (file->known->len >= MAX_KNOWN)
    g_ptr_array_remove_range (file->known, 0, file->known->len - MAX_KNOWN + 1);
  g_ptr_array_add (file->known, key);
}
