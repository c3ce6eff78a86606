/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/portail-bareme-choices.h"

#include "shared/portail-dotation-loader.h"
#include "shared/portail-i18n.h"
#include "shared/portail-record-sql.h"

typedef struct
{
  char *enterprise_id;
  PortailWeek period;
} Wish;

static void
free_wish (gpointer pointer)
{
  Wish *wish = pointer;

  g_free (wish->enterprise_id);
  g_free (wish);
}

static void
free_choice (gpointer pointer)
{
  PortailBaremeChoice *choice = pointer;

  g_free (choice->title);
  g_free (choice->name);
  g_free (choice);
}

void
portail_bareme_choices_free (PortailBaremeChoices *choices)
{
  g_ptr_array_unref (choices->choices);
  g_clear_pointer (&choices->basis, portail_dotation_sheet_free);
  g_free (choices);
}

static char *
make_title (const PortailBareme *bareme, PortailBaremeKind kind)
{
  g_autofree char *text = portail_bareme_to_text (bareme);

  switch (kind)
    {
    case PORTAIL_BAREME_APPLIES:
      /* Translators: a tax table, as “Winter” (from 15/09/2025). */
      return g_strdup_printf (_ ("In force: %s"), text);
    case PORTAIL_BAREME_DRAFT:
      /* Translators: a tax table that is not published. */
      return g_strdup_printf (_ ("Draft: %s"), text);
    default:
      return g_steal_pointer (&text);
    }
}

static gboolean
is_sound (const PortailBareme *bareme)
{
  g_autoptr (PortailProblems) problems = portail_problems_new ();

  portail_bareme_check (bareme, PORTAIL_BAREME_TRANCHES, problems);
  portail_bareme_check (bareme, PORTAIL_BAREME_RICHESSE, problems);
  return problems->len == 0;
}

static void
add_choice (PortailBaremeChoices *choices, const PortailBareme *bareme, PortailBaremeKind kind)
{
  PortailBaremeChoice *choice;

  if (!is_sound (bareme))
    return;
  choice = g_new0 (PortailBaremeChoice, 1);
  choice->kind = kind;
  choice->name = g_strdup (bareme->name);
  choice->bareme = *bareme;
  choice->bareme.name = choice->name;
  choice->title = make_title (&choice->bareme, kind);
  g_ptr_array_add (choices->choices, choice);
}

static gboolean
add_version (PortailDatabase *database,
             PortailBaremeChoices *choices,
             const PortailBaremeVersion *version,
             GError **error)
{
  PortailBareme bareme;

  if (!portail_bareme_load_tables (database, version->base.id, &bareme, error))
    return FALSE;
  bareme.name = version->name;
  add_choice (choices, &bareme,
              portail_timestamp_is_null (version->published_at) ? PORTAIL_BAREME_DRAFT
                                                                : PORTAIL_BAREME_PUBLISHED);
  return TRUE;
}

static gboolean
add_versions (PortailDatabase *database,
              PortailBaremeChoices *choices,
              const char *enterprise_id,
              GError **error)
{
  g_autoptr (GPtrArray) versions = portail_record_sql_list (
      database, &portail_bareme_version_type, error,
      "WHERE trashed_at IS NULL AND (enterprise_id IS NULL OR enterprise_id = ?)"
      " ORDER BY published_at IS NOT NULL, effective_from DESC, id DESC LIMIT 100",
      "t", enterprise_id);

  if (versions == NULL)
    return FALSE;
  for (guint i = 0; i < versions->len; i++)
    if (!add_version (database, choices, g_ptr_array_index (versions, i), error))
      return FALSE;
  return TRUE;
}

static gpointer
run (PortailDatabase *database, gpointer input, GError **error)
{
  const Wish *wish = input;
  PortailDotation *dotation = portail_record_new (&portail_dotation_type);
  g_autoptr (PortailBaremeChoices) choices = g_new0 (PortailBaremeChoices, 1);

  choices->choices = g_ptr_array_new_with_free_func (free_choice);
  dotation->base.enterprise_id = g_strdup (wish->enterprise_id);
  dotation->period = wish->period;
  choices->basis = portail_dotation_load_parts (database, dotation, error);
  if (choices->basis == NULL)
    return NULL;
  add_choice (choices, &choices->basis->bareme, PORTAIL_BAREME_APPLIES);
  if (!add_versions (database, choices, wish->enterprise_id, error))
    return NULL;
  return g_steal_pointer (&choices);
}

PortailQuery *
portail_bareme_choices_new_query (const char *enterprise_id, PortailWeek period)
{
  Wish *wish = g_new0 (Wish, 1);

  wish->enterprise_id = g_strdup (enterprise_id);
  wish->period = period;
  return portail_query_new (run, wish, free_wish, (GDestroyNotify) portail_bareme_choices_free);
}
