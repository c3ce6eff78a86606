/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/portail-idempotency.h"

#include <string.h>

#include "server/portail-access.h"
#include "shared/portail-error.h"
#include "shared/portail-i18n.h"

#define MAX_KEY 255

/* What a repeated answer needs beside its body. */
static const char *const kept_headers[] = { "ETag", "Location", "Cache-Control" };

/* The ledger's name of the request's key; an id of an op never looks like it. Owned. */
static char *
make_op_id (const char *idempotency_key)
{
  g_autofree char *hash = g_compute_checksum_for_string (G_CHECKSUM_SHA256, idempotency_key, -1);

  return g_strconcat ("key:", hash, NULL);
}

static char *
hash_request (const PortailRequest *request)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  GBytes *body = portail_request_get_body (request);
  const char *path = portail_request_get_path (request);
  const char *query = portail_request_get_query (request);

  g_checksum_update (checksum, (const guint8 *) path, (gssize) strlen (path) + 1);
  /* Nothing for none, as those that are stored have it. */
  if (*query != '\0')
    g_checksum_update (checksum, (const guint8 *) query, (gssize) strlen (query) + 1);
  g_checksum_update (checksum, g_bytes_get_data (body, NULL), (gssize) g_bytes_get_size (body));
  return g_strdup (g_checksum_get_string (checksum));
}

static PortailLedgerKey
make_key (PortailContext *context, const char *op_id)
{
  return (PortailLedgerKey){ portail_access_get_user (context->access)->base.id, "rest", op_id, 0 };
}

static gboolean
check_key (const char *idempotency_key, GError **error)
{
  if (*idempotency_key != '\0' && strlen (idempotency_key) <= MAX_KEY)
    return TRUE;
  g_set_error (error, PORTAIL_ERROR, PORTAIL_ERROR_MALFORMED,
               _ ("An Idempotency-Key has 1 to %d characters."), MAX_KEY);
  return FALSE;
}

static gboolean
check_entry (PortailContext *context,
             const PortailRequest *request,
             const PortailLedgerEntry *entry,
             GError **error)
{
  g_autofree char *hash = hash_request (request);

  if (!g_str_equal (hash, entry->payload_hash))
    {
      g_set_error_literal (error, PORTAIL_ERROR, PORTAIL_ERROR_OP_REUSED,
                           _ ("Another request had this Idempotency-Key."));
      return FALSE;
    }
  return entry->enterprise_id == NULL
         || portail_access_check (context->access, entry->enterprise_id, context->route->module,
                                  PORTAIL_RIGHT_NONE, error);
}

/* The headers, one a line, and after an empty line the body. Owned. */
static char *
to_text (PortailAnswer *answer)
{
  GString *text = g_string_new (NULL);
  GBytes *body = portail_answer_get_body (answer);

  for (guint i = 0; i < G_N_ELEMENTS (kept_headers); i++)
    {
      const char *value = portail_answer_get_header (answer, kept_headers[i]);

      if (value != NULL)
        g_string_append_printf (text, "%s: %s\n", kept_headers[i], value);
    }
  g_string_append_c (text, '\n');
  g_string_append_len (text, g_bytes_get_data (body, NULL), (gssize) g_bytes_get_size (body));
  return g_string_free (text, FALSE);
}

/* NULL is the text of an answer whose body has expired. */
static PortailAnswer *
from_text (guint status, const char *text)
{
  const char *body = text != NULL ? strstr (text, "\n{") : NULL;
  g_autofree char *head = body != NULL ? g_strndup (text, (gsize) (body - text)) : NULL;
  g_auto (GStrv) lines = head != NULL ? g_strsplit (head, "\n", -1) : NULL;
  PortailAnswer *answer = body != NULL ? portail_answer_new_json (status, g_string_new (body + 1))
                                       : portail_answer_new (status);

  for (guint i = 0; lines != NULL && lines[i] != NULL; i++)
    {
      char *value = strstr (lines[i], ": ");

      if (value == NULL)
        continue;
      *value = '\0';
      portail_answer_add_header (answer, lines[i], value + 2);
    }
  return answer;
}

gboolean
portail_idempotency_find (PortailContext *context,
                          const PortailRequest *request,
                          PortailAnswer **answer,
                          GError **error)
{
  const char *idempotency_key = portail_request_get_header (request, "Idempotency-Key");
  g_autofree char *op_id = NULL;
  g_autoptr (PortailLedgerEntry) entry = NULL;
  PortailLedgerKey key;

  *answer = NULL;
  if (idempotency_key == NULL)
    return TRUE;
  if (!check_key (idempotency_key, error))
    return FALSE;
  op_id = make_op_id (idempotency_key);
  key = make_key (context, op_id);
  if (!portail_op_ledger_find (context->database, &key, &entry, error))
    return FALSE;
  if (entry == NULL)
    return TRUE;
  if (!check_entry (context, request, entry, error))
    return FALSE;
  *answer = from_text ((guint) entry->rev, entry->body);
  return TRUE;
}

gboolean
portail_idempotency_keep (PortailContext *context,
                          const PortailRequest *request,
                          PortailAnswer *answer,
                          const char *enterprise_id,
                          GError **error)
{
  const char *idempotency_key = portail_request_get_header (request, "Idempotency-Key");
  g_autoptr (PortailLedgerEntry) entry = NULL;
  g_autofree char *op_id = NULL;
  PortailLedgerKey key;

  if (idempotency_key == NULL || portail_answer_get_status (answer) >= 400)
    return TRUE;
  op_id = make_op_id (idempotency_key);
  key = make_key (context, op_id);
  entry = g_new0 (PortailLedgerEntry, 1);
  entry->payload_hash = hash_request (request);
  entry->status = g_strdup ("answered");
  entry->rev = portail_answer_get_status (answer);
  entry->enterprise_id = g_strdup (enterprise_id);
  entry->body = to_text (answer);
  return portail_op_ledger_store (context->database, &key, entry, context->now, error);
}
