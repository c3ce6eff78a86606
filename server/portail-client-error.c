/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/portail-client-error.h"

#include <string.h>

#include "server/portail-access.h"
#include "server/portail-body-fields.h"
#include "server/portail-body.h"
#include "server/portail-list-parameters.h"
#include "server/portail-query.h"
#include "shared/portail-error.h"
#include "shared/portail-i18n.h"
#include "shared/portail-id.h"
#include "shared/portail-json-text.h"

#define DAY_SECONDS (24 * 60 * 60)
/* Characters. */
#define MAX_WORD    100
#define MAX_MESSAGE 2000
/* Bytes. */
#define MAX_STACK (16 * 1024)

typedef struct
{
  const char *version;
  const char *platform;
  const char *kind;
  const char *message;
  const char *stack;
  const char *occurred_at;
} Body;

static const PortailBodyField fields[] = {
  { "version", PORTAIL_BODY_TEXT, G_STRUCT_OFFSET (Body, version), TRUE },
  { "platform", PORTAIL_BODY_TEXT, G_STRUCT_OFFSET (Body, platform), TRUE },
  { "kind", PORTAIL_BODY_TEXT, G_STRUCT_OFFSET (Body, kind), TRUE },
  { "message", PORTAIL_BODY_TEXT, G_STRUCT_OFFSET (Body, message), TRUE },
  { "stack", PORTAIL_BODY_TEXT, G_STRUCT_OFFSET (Body, stack), FALSE },
  { "occurred_at", PORTAIL_BODY_TEXT, G_STRUCT_OFFSET (Body, occurred_at), TRUE },
  { 0 },
};

/* What must not be stored, and what stands there instead. */
static const struct
{
  const char *pattern;
  const char *instead;
} secrets[] = {
  { "[A-Za-z0-9._%+-]+@[A-Za-z0-9.-]+\\.[A-Za-z]{2,}", "<address>" },
  { "eyJ[A-Za-z0-9_-]{8,}(?:\\.[A-Za-z0-9_-]*){0,2}", "<token>" },
  { "(?i)\\b(bearer|token|secret|password|code)([ =:]+)[A-Za-z0-9._~+/-]{8,}=*", "\\1\\2<token>" },
  { "\\b[0-9]{17,20}\\b", "<discord id>" },
  { "(/home/|/Users/|\\\\Users\\\\)[^/\\\\\\s]+", "\\1<user>" },
};

char *
portail_client_error_redact (const char *text)
{
  char *clean = g_strdup (text);

  for (gsize i = 0; i < G_N_ELEMENTS (secrets); i++)
    {
      g_autoptr (GRegex) regex = g_regex_new (secrets[i].pattern, G_REGEX_OPTIMIZE, 0, NULL);
      char *next = g_regex_replace (regex, clean, -1, 0, secrets[i].instead, 0, NULL);

      g_free (clean);
      /* Too hard for the regular expression: rather nothing than a secret. */
      clean = next != NULL ? next : g_strdup ("");
    }
  return clean;
}

static void
check_text (const char *name, const char *text, glong max, PortailProblems *problems)
{
  if (text != NULL && *text == '\0')
    portail_problems_add (problems, name, "required", _ ("This field is required."));
  else if (text != NULL && g_utf8_strlen (text, -1) > max)
    portail_problems_add (problems, name, "too_long", _ ("At most %ld characters are possible."),
                          max);
}

/* A stable word of the program: "crash", "critical", "sync-failed". */
static gboolean
is_word (const char *text)
{
  for (; *text != '\0'; text++)
    if (!g_ascii_isalnum (*text) && *text != '-' && *text != '_')
      return FALSE;
  return TRUE;
}

/* A computer whose clock is wrong is to be heard, too: nothing happened later than @now. */
static void
check (const Body *body,
       PortailTimestamp now,
       PortailTimestamp *occurred_at,
       PortailProblems *problems)
{
  check_text ("version", body->version, MAX_WORD, problems);
  check_text ("platform", body->platform, MAX_WORD, problems);
  check_text ("kind", body->kind, MAX_WORD, problems);
  check_text ("message", body->message, MAX_MESSAGE, problems);
  if (body->kind != NULL && !is_word (body->kind))
    portail_problems_add (problems, "kind", "wrong_kind", _ ("Letters, digits, - and _ only."));
  if (body->stack != NULL && strlen (body->stack) > MAX_STACK)
    portail_problems_add (problems, "stack", "too_long", _ ("At most %d bytes are possible."),
                          MAX_STACK);
  if (body->occurred_at == NULL)
    return;
  if (!portail_timestamp_parse (body->occurred_at, occurred_at))
    portail_problems_add (problems, "occurred_at", "wrong_kind", _ ("This is no moment."));
  else
    occurred_at->milliseconds = MIN (occurred_at->milliseconds, now.milliseconds);
}

static gboolean
check_quota (PortailContext *context, const char *user_id, GError **error)
{
  PortailTimestamp since = portail_timestamp_add_seconds (context->now, -DAY_SECONDS);
  PortailStatement *statement = portail_database_query (
      context->database, error,
      "SELECT count (*) FROM client_error WHERE user_id = ? AND received_at > ?", "ti", user_id,
      since.milliseconds);
  gint64 n_sent;

  if (statement == NULL || portail_statement_step (statement, error) != PORTAIL_STEP_ROW)
    return FALSE;
  n_sent = portail_statement_get_int64 (statement, 0);
  portail_statement_reset (statement);
  if (n_sent < PORTAIL_CLIENT_ERROR_A_DAY)
    return TRUE;
  g_set_error_literal (error, PORTAIL_ERROR, PORTAIL_ERROR_RATE_LIMITED,
                       _ ("These were enough errors for a day."));
  return FALSE;
}

static PortailAnswer *
store (PortailContext *context, const Body *body, PortailTimestamp occurred_at, GError **error)
{
  const char *user_id = portail_access_get_user (context->access)->base.id;
  g_autofree char *id = portail_id_new ();
  g_autofree char *platform = portail_client_error_redact (body->platform);
  g_autofree char *message = portail_client_error_redact (body->message);
  g_autofree char *stack = body->stack != NULL ? portail_client_error_redact (body->stack) : NULL;
  GString *json;

  if (!check_quota (context, user_id, error)
      || !portail_database_run (
          context->database, error,
          "INSERT INTO client_error (id, user_id, version, platform, kind, message, stack,"
          " occurred_at, received_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
          "tttttttii", id, user_id, body->version, platform, body->kind, message, stack,
          occurred_at.milliseconds, context->now.milliseconds))
    return NULL;
  json = g_string_new ("{");
  portail_json_append_name (json, "id");
  portail_json_append_string (json, id);
  return portail_answer_new_json (201, g_string_append_c (json, '}'));
}

PortailAnswer *
portail_client_error_post (PortailContext *context, const PortailRequest *request, GError **error)
{
  g_autoptr (PortailJsonDocument) document = portail_body_parse (request, error);
  g_autoptr (PortailProblems) problems = portail_problems_new ();
  PortailTimestamp occurred_at = context->now;
  Body body = { NULL };

  if (document == NULL)
    return NULL;
  portail_body_read (portail_json_document_get_root (document), fields, &body, problems);
  check (&body, context->now, &occurred_at, problems);
  if (problems->len > 0)
    return portail_body_refuse (request, problems);
  return store (context, &body, occurred_at, error);
}

static gboolean
append_filters (const PortailRequest *request, PortailQuery *query, GError **error)
{
  static const char *const filters[] = { "kind", "version", "user_id", NULL };

  for (guint i = 0; i < portail_request_get_n_parameters (request); i++)
    {
      const char *value;
      const char *name = portail_request_get_parameter_at (request, i, &value);

      if (g_str_equal (name, "limit"))
        continue;
      if (g_str_equal (name, "cursor") && portail_id_is_valid (value))
        portail_query_append (query, " AND id < ?");
      else if (g_strv_contains (filters, name))
        portail_query_append (query, " AND %s = ?", name);
      else
        return portail_list_fail_parameter (error, name);
      portail_query_bind_text (query, value);
    }
  return TRUE;
}

static void
append_time (GString *json, const char *name, gint64 milliseconds)
{
  char text[PORTAIL_TIMESTAMP_TEXT_SIZE];

  portail_json_append_name (json, name);
  portail_json_append_string (json,
                              portail_timestamp_format ((PortailTimestamp){ milliseconds }, text));
}

static void
append_item (PortailStatement *row, GString *json)
{
  static const char *const names[] = { "id",   "user_id", "version", "platform",
                                       "kind", "message", "stack" };

  g_string_append (json, json->str[json->len - 1] != '[' ? ",{" : "{");
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      portail_json_append_name (json, names[i]);
      portail_json_append_string (json, portail_statement_get_text (row, i));
    }
  append_time (json, "occurred_at", portail_statement_get_int64 (row, G_N_ELEMENTS (names)));
  append_time (json, "received_at", portail_statement_get_int64 (row, G_N_ELEMENTS (names) + 1));
  g_string_append_c (json, '}');
}

PortailAnswer *
portail_client_error_get_list (PortailContext *context,
                               const PortailRequest *request,
                               GError **error)
{
  g_autoptr (PortailQuery) query = portail_query_new ();
  g_autoptr (GString) json = g_string_new ("{\"items\":[");
  g_autofree char *last = NULL;
  PortailStatement *row;
  PortailStep step = PORTAIL_STEP_ERROR;
  guint limit, n = 0;

  if (!portail_access_check (context->access, NULL, PORTAIL_MODULE_ACCOUNTS, PORTAIL_RIGHT_READ,
                             error)
      || !portail_list_read_limit (request, &limit, error))
    return NULL;
  portail_query_append (query, "SELECT id, user_id, version, platform, kind, message, stack,"
                               " occurred_at, received_at FROM client_error WHERE 1 = 1");
  if (!append_filters (request, query, error))
    return NULL;
  portail_query_append (query, " ORDER BY id DESC LIMIT ?");
  portail_query_bind_integer (query, (gint64) limit + 1);
  row = portail_database_prepare (context->database, portail_query_get_text (query), error);
  if (row != NULL)
    portail_query_bind (query, row);
  while (row != NULL && (step = portail_statement_step (row, error)) == PORTAIL_STEP_ROW
         && n++ < limit)
    {
      g_free (last);
      last = portail_statement_dup_text (row, 0);
      append_item (row, json);
    }
  if (row != NULL)
    portail_statement_reset (row);
  if (step == PORTAIL_STEP_ERROR)
    return NULL;
  g_string_append_c (json, ']');
  portail_json_append_name (json, "next_cursor");
  portail_json_append_string (json, step == PORTAIL_STEP_ROW ? last : NULL);
  return portail_answer_new_json (200, g_string_append_c (g_steal_pointer (&json), '}'));
}

gboolean
portail_client_error_purge (PortailTick *tick, GError **error)
{
  PortailTimestamp before = portail_timestamp_add_seconds (
      tick->now, -(gint64) PORTAIL_CLIENT_ERROR_DAYS * DAY_SECONDS);
  gint64 n_removed;

  if (!portail_database_run (tick->database, error,
                             "DELETE FROM client_error WHERE id IN (SELECT id FROM client_error"
                             " WHERE received_at < ? ORDER BY received_at LIMIT ?)",
                             "ii", before.milliseconds, (gint64) PORTAIL_TICK_MAX_ROWS))
    return FALSE;
  n_removed = portail_database_count_changes (tick->database);
  tick->n_rows += n_removed;
  g_free (tick->position);
  tick->position = n_removed == PORTAIL_TICK_MAX_ROWS ? g_strdup ("more") : NULL;
  return TRUE;
}
