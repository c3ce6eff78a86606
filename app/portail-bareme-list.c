/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/portail-bareme-list.h"

#include "shared/portail-dotation-loader.h"
#include "shared/portail-i18n.h"
#include "shared/portail-record-sql.h"
#include "shared/portail-transition.h"

typedef struct
{
  char *enterprise_id; /* or NULL */
  PortailWeek now;
} Input;

static void
free_input (gpointer pointer)
{
  Input *input = pointer;

  g_free (input->enterprise_id);
  g_free (input);
}

static void
free_entry (gpointer pointer)
{
  PortailBaremeEntry *entry = pointer;

  portail_record_free (entry->version);
  g_free (entry->author);
  g_free (entry);
}

void
portail_bareme_list_free (PortailBaremeList *list)
{
  g_ptr_array_unref (list->entries);
  g_free (list);
}

static void
free_list (gpointer list)
{
  portail_bareme_list_free (list);
}

const char *
portail_bareme_phase_get_title (PortailBaremePhase phase)
{
  static const char *const titles[PORTAIL_BAREME_N_PHASES] = {
    [PORTAIL_BAREME_PHASE_DRAFT] = N_ ("Draft"),
    [PORTAIL_BAREME_PHASE_COMING] = N_ ("Coming"),
    [PORTAIL_BAREME_PHASE_IN_FORCE] = N_ ("In force"),
    [PORTAIL_BAREME_PHASE_PAST] = N_ ("Past"),
  };

  return _ (titles[phase]);
}

/* Of the whole server, or of the same company. */
static gboolean
is_of_same_scope (const PortailBaremeVersion *a, const PortailBaremeVersion *b)
{
  return g_strcmp0 (a->base.enterprise_id, b->base.enterprise_id) == 0;
}

/* @entries are sorted, so the first that applies in a scope is the one in force. */
static PortailBaremePhase
find_phase (const GPtrArray *entries, const PortailBaremeVersion *version, PortailWeek now)
{
  if (portail_transition_is_editable (&version->base))
    return PORTAIL_BAREME_PHASE_DRAFT;
  if (version->effective_from.number > now.number)
    return PORTAIL_BAREME_PHASE_COMING;
  for (guint i = 0; i < entries->len; i++)
    {
      const PortailBaremeEntry *entry = g_ptr_array_index (entries, i);

      if (entry->phase == PORTAIL_BAREME_PHASE_IN_FORCE
          && is_of_same_scope (entry->version, version))
        return PORTAIL_BAREME_PHASE_PAST;
    }
  return PORTAIL_BAREME_PHASE_IN_FORCE;
}

/* The names that a client holds: members of its companies, and the person itself. */
static char *
find_author (PortailDatabase *database, const char *user_id)
{
  PortailStatement *statement = portail_database_query (
      database, NULL,
      "SELECT display_name FROM member WHERE user_id = ? AND trashed_at IS NULL"
      " UNION ALL SELECT coalesce (display_name, username) FROM user WHERE id = ? LIMIT 1",
      "tt", user_id, user_id);
  char *name = NULL;

  if (statement != NULL && portail_statement_step (statement, NULL) == PORTAIL_STEP_ROW)
    name = portail_statement_dup_text (statement, 0);
  if (statement != NULL)
    portail_statement_reset (statement);
  return name;
}

static gboolean
load_force (PortailDatabase *database, const Input *input, PortailBaremeList *list, GError **error)
{
  g_autoptr (PortailBaremeVersion) version = NULL;

  list->force = *portail_bareme_get_default ();
  if (!portail_bareme_find_for_period (database, input->enterprise_id, input->now, &version, error))
    return FALSE;
  return version == NULL
         || portail_bareme_load_tables (database, version->base.id, &list->force, error);
}

static gpointer
run (PortailDatabase *database, gpointer pointer, GError **error)
{
  const Input *input = pointer;
  g_autoptr (PortailBaremeList) list = g_new0 (PortailBaremeList, 1);
  g_autoptr (GPtrArray) versions = portail_record_sql_list (
      database, &portail_bareme_version_type, error,
      "WHERE trashed_at IS NULL AND (enterprise_id IS NULL OR enterprise_id = ?)"
      " ORDER BY effective_from DESC, published_at DESC, id DESC",
      "t", input->enterprise_id);

  list->entries = g_ptr_array_new_with_free_func (free_entry);
  if (versions == NULL || !load_force (database, input, list, error))
    return NULL;
  while (versions->len > 0)
    {
      PortailBaremeEntry *entry = g_new0 (PortailBaremeEntry, 1);

      entry->version = g_ptr_array_steal_index (versions, 0);
      entry->phase = find_phase (list->entries, entry->version, input->now);
      if (entry->version->base.created_by != NULL)
        entry->author = find_author (database, entry->version->base.created_by);
      g_ptr_array_add (list->entries, entry);
    }
  return g_steal_pointer (&list);
}

PortailQuery *
portail_bareme_list_query_new (const char *enterprise_id, PortailWeek now)
{
  Input *input = g_new0 (Input, 1);

  input->enterprise_id = g_strdup (enterprise_id);
  input->now = now;
  return portail_query_new (run, input, free_input, free_list);
}
