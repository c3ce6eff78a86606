/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/portail-draft.h"

#include "app/portail-cache-work.h"
#include "shared/portail-error.h"
#include "shared/portail-i18n.h"

#define MAX_ANSWERS 60

PortailDraft *
portail_draft_new (const PortailDraft *draft)
{
  PortailDraft *copy = g_new (PortailDraft, 1);

  *copy = (PortailDraft){ g_strdup (draft->type), g_strdup (draft->id),
                          g_strdup (draft->enterprise_id), draft->base_rev,
                          g_strdup (draft->text) };
  return copy;
}

void
portail_draft_free (PortailDraft *draft)
{
  g_free (draft->type);
  g_free (draft->id);
  g_free (draft->enterprise_id);
  g_free (draft->text);
  g_free (draft);
}

static void
free_draft (gpointer draft)
{
  portail_draft_free (draft);
}

char *
portail_draft_dup_new_id (const char *enterprise_id)
{
  return g_strconcat ("new:", enterprise_id, NULL);
}

/* The server's words are only kept for those pages that one is likely to open without it. */
static gboolean
drop_old_answers (PortailCacheStore *store, GError **error)
{
  return portail_database_run (store->database, error,
                               "DELETE FROM draft WHERE type = ?1 AND id NOT IN (SELECT id FROM"
                               " draft WHERE type = ?1 ORDER BY"
                               " json_extract (text, '$." PORTAIL_DRAFT_LASTING "') DESC,"
                               " json_extract (text, '$.at') DESC,"
                               " id LIMIT ?2)",
                               "ti", PORTAIL_DRAFT_ANSWER, (gint64) MAX_ANSWERS);
}

static gpointer
run_keep (PortailCacheStore *store, gpointer input, GError **error)
{
  const PortailDraft *draft = input;
  gboolean is_done = draft->text != NULL
                         ? portail_database_run (store->database, error,
                                                 "REPLACE INTO draft (type, id, enterprise_id,"
                                                 " base_rev, text) VALUES (?,?,?,?,?)",
                                                 "tttit", draft->type, draft->id,
                                                 draft->enterprise_id, draft->base_rev, draft->text)
                         : portail_database_run (store->database, error,
                                                 "DELETE FROM draft WHERE type = ? AND id = ?",
                                                 "tt", draft->type, draft->id);

  if (is_done && g_str_equal (draft->type, PORTAIL_DRAFT_ANSWER))
    is_done = drop_old_answers (store, error);
  return is_done ? GINT_TO_POINTER (TRUE) : NULL;
}

static const PortailWork keep_work = { PORTAIL_WORK_IN_TRANSACTION, run_keep, free_draft, NULL };

void
portail_draft_keep_async (PortailCache *cache,
                          const PortailDraft *draft,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  portail_cache_work_async (cache, &keep_work, portail_draft_new (draft), callback, user_data);
}

gboolean
portail_draft_keep_finish (PortailCache *cache, GAsyncResult *result, GError **error)
{
  return portail_cache_work_finish (cache, result, error) != NULL;
}

/* In the thread that writes, behind what was to be kept before. */
static gpointer
run_load (PortailCacheStore *store, gpointer input, GError **error)
{
  const PortailDraft *wanted = input;
  PortailStatement *statement = portail_database_query (
      store->database, error,
      "SELECT enterprise_id, base_rev, text FROM draft WHERE type = ? AND id = ?", "tt",
      wanted->type, wanted->id);
  PortailStep step = statement != NULL ? portail_statement_step (statement, error)
                                       : PORTAIL_STEP_ERROR;
  PortailDraft *draft = NULL;

  if (step == PORTAIL_STEP_ROW)
    draft = portail_draft_new (&(PortailDraft){
        wanted->type, wanted->id, (char *) portail_statement_get_text (statement, 0),
        portail_statement_get_int64 (statement, 1),
        (char *) portail_statement_get_text (statement, 2) });
  else if (step == PORTAIL_STEP_DONE)
    g_set_error_literal (error, PORTAIL_ERROR, PORTAIL_ERROR_NOT_FOUND, _ ("There is no draft."));
  if (statement != NULL)
    portail_statement_reset (statement);
  return draft;
}

static const PortailWork load_work = { PORTAIL_WORK_ALONE, run_load, free_draft, free_draft };

void
portail_draft_load_async (PortailCache *cache,
                          const char *type,
                          const char *id,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  PortailDraft wanted = { (char *) type, (char *) id, NULL, 0, NULL };

  portail_cache_work_async (cache, &load_work, portail_draft_new (&wanted), callback, user_data);
}

PortailDraft *
portail_draft_load_finish (PortailCache *cache, GAsyncResult *result, GError **error)
{
  return portail_cache_work_finish (cache, result, error);
}
