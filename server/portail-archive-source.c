/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/portail-archive-source.h"

#include "server/portail-dotation-snapshot.h"
#include "server/portail-record-view.h"
#include "shared/portail-error.h"
#include "shared/portail-i18n.h"
#include "shared/portail-json-text.h"
#include "shared/portail-record-json.h"
#include "shared/portail-record-sql.h"
#include "shared/records/portail-blanchiment-operation.h"
#include "shared/records/portail-document.h"
#include "shared/records/portail-tax-declaration.h"

#define ANY_STATUS (~0u)

/* What may be archived, in which states, and as what. */
static const struct
{
  const PortailRecordType *type;
  guint statuses; /* set as 1 << status */
  PortailArchiveType kind;
  const char *name; /* a field that a title may have; NULL: the week, or nothing */
} sources[] = {
  {
      &portail_dotation_type,
      1u << PORTAIL_DOTATION_VALIDE | 1u << PORTAIL_DOTATION_PAYE,
      PORTAIL_ARCHIVE_DOTATION,
      "period",
  },
  {
      &portail_tax_declaration_type,
      1u << PORTAIL_TAX_DECLARATION_VALIDE | 1u << PORTAIL_TAX_DECLARATION_PAYE,
      PORTAIL_ARCHIVE_IMPOT,
      "period",
  },
  { &portail_document_type, ANY_STATUS, PORTAIL_ARCHIVE_AUTRE, "filename" },
  {
      &portail_blanchiment_operation_type,
      1u << PORTAIL_BLANCHIMENT_TERMINE,
      PORTAIL_ARCHIVE_BLANCHIMENT,
      "groupe",
  },
};

/* Fields of sources and those of the archive that they fill. */
static const struct
{
  const char *from;
  const char *to;
} same_fields[] = {
  { "amount", "amount" },  { "montant", "amount" }, { "date", "date" },
  { "date_recu", "date" }, { "period", "period" },  { "tags", "tags" },
};

static int
find_source (const char *name)
{
  for (gsize i = 0; i < G_N_ELEMENTS (sources); i++)
    if (g_str_equal (sources[i].type->name, name))
      return (int) i;
  return -1;
}

static gboolean
is_archivable (int source, const PortailRecord *record)
{
  int index = portail_record_type_find_field (record->type, "status");

  return index < 0
         || (sources[source].statuses >> portail_field_get_integer (
                 portail_record_type_get_field (record->type, (guint) index), record)
             & 1)
                != 0;
}

/* The live record in the archive's company that the person may see whole; NULL in *@found where
 * there is none. */
static gboolean
load (PortailOpRun *run,
      const PortailArchive *archive,
      const PortailRecordType *type,
      PortailRecord **found,
      GError **error)
{
  g_autoptr (GError) missing = NULL;
  g_autoptr (PortailRecord) record = portail_record_sql_load (run->actor->database, type,
                                                              archive->source_id, &missing);
  g_autofree char *scope = NULL;

  *found = NULL;
  if (record == NULL && !g_error_matches (missing, PORTAIL_ERROR, PORTAIL_ERROR_NOT_FOUND))
    {
      g_propagate_error (error, g_steal_pointer (&missing));
      return FALSE;
    }
  if (record == NULL || g_strcmp0 (record->enterprise_id, archive->base.enterprise_id) != 0)
    return TRUE;
  scope = portail_scope_of_record (record);
  if (portail_record_view_get (run->actor->access, type, scope).reach == PORTAIL_REACH_ALL)
    *found = g_steal_pointer (&record);
  return TRUE;
}

/* `{"document":{…}}`, in canonical form. Owned. */
static char *
make_payload (PortailDatabase *database, const PortailRecord *record, GError **error)
{
  g_autoptr (GString) json = g_string_new ("{");
  g_autoptr (GString) canonical = g_string_new (NULL);
  g_autoptr (PortailJsonDocument) document = NULL;

  if (record->type == &portail_dotation_type)
    return portail_dotation_snapshot_make (database, (const PortailDotation *) record, error);
  portail_json_append_name (json, record->type->name);
  portail_record_append_json (record, ~(PortailFieldSet) 0, json);
  g_string_append_c (json, '}');
  document = portail_json_parse (json->str, json->len, error);
  if (document == NULL)
    return NULL;
  portail_json_append_canonical (portail_json_document_get_root (document), canonical);
  return g_strdup (canonical->str);
}

/* Documents are what their own type says. */
static PortailArchiveType
get_kind (int source, const PortailRecord *record)
{
  if (record->type != &portail_document_type)
    return sources[source].kind;
  switch (((const PortailDocument *) record)->doc_type)
    {
    case PORTAIL_DOCUMENT_FACTURE:
      return PORTAIL_ARCHIVE_FACTURE;
    case PORTAIL_DOCUMENT_DIPLOME:
      return PORTAIL_ARCHIVE_DIPLOME;
    default:
      return sources[source].kind;
    }
}

static const PortailField *
find_field (const PortailRecordType *type, const char *name)
{
  int index = portail_record_type_find_field (type, name);

  return index >= 0 ? portail_record_type_get_field (type, (guint) index) : NULL;
}

/* `Dotation 2025-W38`. Owned. */
static char *
make_title (int source, const PortailRecord *record)
{
  const PortailField *field = find_field (record->type, sources[source].name);
  char week[PORTAIL_WEEK_TEXT_SIZE];
  const char *name;

  if (field->kind == PORTAIL_KIND_WEEK)
    name = portail_week_format (PORTAIL_FIELD_VALUE (PortailWeek, record, field), week);
  else
    name = portail_field_get_string (field, record);
  return g_strdup_printf ("%s %.*s", _ (record->type->title), PORTAIL_TEXT_MAX_DEFAULT / 2,
                          name != NULL ? name : "");
}

/* Kinds of both fields are the same. */
static void
fill_field (PortailArchive *archive,
            const PortailField *to,
            const PortailRecord *record,
            const PortailField *from)
{
  if (portail_field_is_string (to))
    portail_field_set_string (to, archive, portail_field_get_string (from, record));
  else if (to->kind == PORTAIL_KIND_DAY)
    *PORTAIL_FIELD_AT (PortailDay, archive, to) = PORTAIL_FIELD_VALUE (PortailDay, record, from);
  else if (to->kind == PORTAIL_KIND_WEEK)
    *PORTAIL_FIELD_AT (PortailWeek, archive, to) = PORTAIL_FIELD_VALUE (PortailWeek, record, from);
  else
    portail_field_set_integer (to, archive, portail_field_get_integer (from, record));
}

static void
fill (PortailArchive *archive, int source, const PortailRecord *record)
{
  archive->doc_type = get_kind (source, record);
  if (archive->title == NULL)
    archive->title = make_title (source, record);
  for (gsize i = 0; i < G_N_ELEMENTS (same_fields); i++)
    {
      const PortailField *from = find_field (record->type, same_fields[i].from);
      const PortailField *to = find_field (archive->base.type, same_fields[i].to);

      if (from != NULL && portail_field_is_null (to, archive))
        fill_field (archive, to, record, from);
    }
}

static gboolean
fail_status (GError **error)
{
  g_set_error_literal (error, PORTAIL_ERROR, PORTAIL_ERROR_WRONG_STATUS,
                       _ ("Only what has been validated can be archived."));
  return FALSE;
}

gboolean
portail_archive_source_take (PortailOpRun *run, PortailArchive *archive, GError **error)
{
  int source = find_source (archive->source_type);
  g_autoptr (PortailRecord) record = NULL;

  if (source < 0)
    {
      portail_problems_add (run->outcome->problems, "source_type", "unknown_choice",
                            _ ("This value does not exist."));
      return TRUE;
    }
  if (!load (run, archive, sources[source].type, &record, error))
    return FALSE;
  if (record == NULL)
    {
      portail_problems_add (run->outcome->problems, "source_id", "unknown_reference",
                            _ ("What this field refers to does not exist here."));
      return TRUE;
    }
  if (!is_archivable (source, record))
    return fail_status (error);
  g_free (archive->payload);
  archive->payload = make_payload (run->actor->database, record, error);
  if (archive->payload == NULL)
    return FALSE;
  fill (archive, source, record);
  return TRUE;
}
