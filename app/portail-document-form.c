/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/portail-document-form.h"

#include "app/portail-sql.h"
#include "shared/portail-i18n.h"
#include "shared/portail-id.h"
#include "shared/portail-text-fold.h"

static const PortailFormField file_fields[] = {
  { "filename", NULL },
  { "doc_type", NULL },
  { "category", NULL },
  { "tags", N_ ("Separated by commas") },
  { NULL },
};
static const PortailFormField facture_fields[] = {
  { "date", NULL },
  { "montant", NULL },
  { NULL },
};
static const PortailFormField diplome_fields[] = {
  { "prenom", NULL },
  { "nom", NULL },
  { "employee_id", N_ ("Whose own documents it joins") },
  { "grade", NULL },
  { "diplome_kind", NULL },
  { NULL },
};
static const PortailFormField other_fields[] = {
  { "description", NULL },
  { NULL },
};

const PortailFormSection portail_document_form_sections[] = {
  { N_ ("File"), file_fields },
  { N_ ("Details"), facture_fields },
  { N_ ("Person"), diplome_fields },
  { NULL, other_fields },
  { NULL, NULL },
};

/* What a type needs beside what every document does. */
static const struct
{
  PortailDocumentType type;
  const char *field;
} needs[] = {
  { PORTAIL_DOCUMENT_FACTURE, "date" },
  { PORTAIL_DOCUMENT_DIPLOME, "nom" },
  { PORTAIL_DOCUMENT_DIPLOME, "prenom" },
  { PORTAIL_DOCUMENT_DIPLOME, "grade" },
};

/* What only one type has. */
static const struct
{
  PortailDocumentType type;
  const char *field;
} owned[] = {
  { PORTAIL_DOCUMENT_FACTURE, "montant" },     { PORTAIL_DOCUMENT_DIPLOME, "nom" },
  { PORTAIL_DOCUMENT_DIPLOME, "prenom" },      { PORTAIL_DOCUMENT_DIPLOME, "grade" },
  { PORTAIL_DOCUMENT_DIPLOME, "employee_id" }, { PORTAIL_DOCUMENT_DIPLOME, "diplome_kind" },
};

void
portail_document_form_check (gconstpointer record, PortailProblems *problems, gpointer unused)
{
  const PortailDocument *document = record;

  for (guint i = 0; i < G_N_ELEMENTS (needs); i++)
    {
      int index = portail_record_type_find_field (&portail_document_type, needs[i].field);
      const PortailField *field = portail_record_type_get_field (&portail_document_type,
                                                                 (guint) index);

      if (needs[i].type == document->doc_type && portail_field_is_null (field, record))
        portail_problems_add (problems, field->name, "required", _ ("This field is required."));
    }
}

char *
portail_document_form_dup_problem (const PortailDocument *document)
{
  g_autoptr (PortailProblems) problems = portail_problems_new ();
  const PortailProblem *problem;
  int index;

  portail_record_validate (document,
                           portail_record_type_get_all_fields (&portail_document_type)
                               & ~portail_record_type_get_flagged_fields (&portail_document_type,
                                                                          PORTAIL_FIELD_COMPUTED),
                           problems);
  portail_document_form_check (document, problems, NULL);
  if (problems->len == 0)
    return NULL;
  problem = portail_problems_get (problems, 0);
  index = problem->field != NULL
              ? portail_record_type_find_field (&portail_document_type, problem->field)
              : -1;
  if (index < 0)
    return g_strdup (problem->detail);
  return g_strdup_printf (
      _ ("%s: %s"),
      _ (portail_record_type_get_field (&portail_document_type, (guint) index)->title),
      problem->detail);
}

PortailFieldSet
portail_document_form_get_hidden (PortailDocumentType type)
{
  PortailFieldSet hidden = 0;

  for (guint i = 0; i < G_N_ELEMENTS (owned); i++)
    if (owned[i].type != type)
      hidden |= portail_record_type_field_bit (&portail_document_type, owned[i].field);
  return hidden;
}

/* Suggestions */

static const struct
{
  const char *field;
  const char *sql;
} sources[] = {
  { "category", "SELECT DISTINCT category FROM document WHERE enterprise_id = ? AND trashed_at IS"
                " NULL AND category IS NOT NULL ORDER BY 1 LIMIT 50" },
  { "tags", "SELECT DISTINCT tags FROM document WHERE enterprise_id = ? AND trashed_at IS NULL"
            " AND tags IS NOT NULL ORDER BY 1 LIMIT 200" },
  { "grade", "SELECT DISTINCT grade FROM employee WHERE enterprise_id = ? AND trashed_at IS NULL"
             " AND grade IS NOT NULL ORDER BY 1 LIMIT 50" },
  { "diplome_kind", "SELECT DISTINCT diplome_kind FROM document WHERE enterprise_id = ? AND"
                    " trashed_at IS NULL AND diplome_kind IS NOT NULL ORDER BY 1 LIMIT 50" },
};

static void
unref_array (gpointer array)
{
  g_ptr_array_unref (array);
}

/* GPtrArray, one entry a source, of GPtrArray of texts. */
static gpointer
run_suggest (PortailDatabase *database, gpointer enterprise_id, GError **error)
{
  g_autoptr (GPtrArray) found = g_ptr_array_new_with_free_func (unref_array);

  for (guint i = 0; i < G_N_ELEMENTS (sources); i++)
    {
      GPtrArray *texts = portail_sql_take_texts (
          portail_database_query (database, error, sources[i].sql, "t",
                                  (const char *) enterprise_id),
          error);

      if (texts == NULL)
        return NULL;
      g_ptr_array_add (found, texts);
    }
  return g_steal_pointer (&found);
}

static void
on_suggested (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GtkWidget) whose = user_data;
  g_autoptr (GPtrArray) found = portail_cache_query_finish (PORTAIL_CACHE (source), result, NULL);

  for (guint i = 0; found != NULL && i < found->len; i++)
    {
      GPtrArray *texts = g_ptr_array_index (found, i);

      g_ptr_array_add (texts, NULL);
      if (PORTAIL_IS_RECORD_PAGE (whose))
        portail_record_page_set_suggestions (PORTAIL_RECORD_PAGE (whose), sources[i].field,
                                             (const char *const *) texts->pdata);
      else
        portail_record_form_set_suggestions (PORTAIL_RECORD_FORM (whose), sources[i].field,
                                             (const char *const *) texts->pdata);
    }
}

void
portail_document_form_suggest (GtkWidget *whose, PortailCache *cache, const char *enterprise_id)
{
  portail_cache_query_async (
      cache, portail_query_new (run_suggest, g_strdup (enterprise_id), g_free, unref_array), NULL,
      on_suggested, g_object_ref (whose));
}

/* By the words of its name. */
static PortailDocumentType
guess_type (const char *name)
{
  static const struct
  {
    const char *word;
    PortailDocumentType type;
  } words[] = {
    { "diplom", PORTAIL_DOCUMENT_DIPLOME },  { "certificat", PORTAIL_DOCUMENT_DIPLOME },
    { "factur", PORTAIL_DOCUMENT_FACTURE },  { "invoice", PORTAIL_DOCUMENT_FACTURE },
    { "contrat", PORTAIL_DOCUMENT_CONTRAT }, { "rapport", PORTAIL_DOCUMENT_RAPPORT },
  };
  g_autofree char *folded = portail_text_fold (name);

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (strstr (folded, words[i].word) != NULL)
      return words[i].type;
  return PORTAIL_DOCUMENT_DOCUMENT;
}

PortailDocument *
portail_document_form_make (const PortailContent *content, const char *enterprise_id)
{
  PortailDocument *document = portail_record_new (&portail_document_type);

  document->base.id = portail_id_new ();
  document->base.enterprise_id = g_strdup (enterprise_id);
  document->filename = g_strdup (content->filename);
  document->doc_type = guess_type (content->filename);
  document->sha256 = g_strdup (content->sha256);
  document->size = content->size;
  return document;
}
