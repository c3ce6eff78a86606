/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/portail-declaration-columns.h"

#include "app/portail-tax-words.h"
#include "shared/portail-i18n.h"

#define DUE_LEVEL "due_level"
#define VERSION   "version"

static const PortailRecordPill pills[] = {
  { PORTAIL_TAX_DECLARATION_BROUILLON, "draft" }, { PORTAIL_TAX_DECLARATION_EN_ATTENTE, "waiting" },
  { PORTAIL_TAX_DECLARATION_VALIDE, "good" },     { PORTAIL_TAX_DECLARATION_REFUSE, "bad" },
  { PORTAIL_TAX_DECLARATION_PAYE, "paid" },       { 0 },
};

static const PortailField extras[] = {
  { .name = DUE_LEVEL, .kind = PORTAIL_KIND_TEXT, .title = N_ ("Payment") },
  { .name = VERSION, .kind = PORTAIL_KIND_TEXT, .title = N_ ("Version") },
  { .name = NULL },
};

static const char *const columns[] = {
  "period", "tax_type", "amount", "due_date", DUE_LEVEL, "status", "paid_at", VERSION, NULL,
};
static const char *const card_fields[] = { "amount", DUE_LEVEL, NULL };
/* "Impôt société et richesse", most often. */
static const PortailRecordLetters letters[] = { { "tax_type", 18, 22 },
                                                { VERSION, 7, 12 },
                                                { NULL } };

static PortailDueLevel
find_level (gconstpointer record, gpointer user_data)
{
  const PortailTaxDeclaration *declaration = record;

  return portail_tax_due_level (declaration,
                                portail_declaration_get_version (user_data, declaration->base.id),
                                portail_timestamp_now ());
}

static const char *
get_level_class (gconstpointer record, gpointer user_data)
{
  return portail_tax_words_get_css_class (find_level (record, user_data));
}

/* As portail_tax_due_level() has it. */
#define UNPAID                                                                                     \
  "status <> 'paye' AND NOT EXISTS (SELECT 1 FROM tax_declaration AS later"                        \
  " WHERE later.version_of = tax_declaration.id AND later.trashed_at IS NULL) AND "

static const PortailRecordCondition conditions[] = {
  { PORTAIL_DECLARATIONS_LATE, N_ ("Late"), UNPAID "due_date < ?" },
  { PORTAIL_DECLARATIONS_DUE, N_ ("Due soon"),
    UNPAID
    "julianday (due_date) - julianday (?) BETWEEN 0 AND " G_STRINGIFY (PORTAIL_DUE_SOON_DAYS) },
  { NULL },
};

static const PortailRecordTableSpec table = {
  .type = &portail_tax_declaration_type,
  .name = "declarations",
  .label = N_ ("Tax declarations"),
  .search_hint = N_ ("Kind of tax, notes…"),
  .sort = "period",
  .order = PORTAIL_SORT_DESCENDING,
  .columns = columns,
  .card_title = "period",
  .card_fields = card_fields,
  .pill_field = "status",
  .pills = pills,
  .extras = extras,
  .letters = letters,
  .level_field = DUE_LEVEL,
  .get_level = get_level_class,
  .conditions = conditions,
};

static const PortailFormField head_fields[] = {
  { "period", NULL },
  { "amount", N_ ("What is due in all: corporate and wealth tax.") },
  { "due_date", N_ ("It may be paid until 23:59 of that day.") },
  { "tax_type", NULL },
  { "notes", NULL },
  { NULL, NULL },
};
static const PortailFormField follow_up_fields[] = {
  { "paid_at", NULL },
  { "refusal_reason", NULL },
  { NULL, NULL },
};
static const PortailFormSection sections[] = {
  { NULL, head_fields },
  { N_ ("Follow-up"), follow_up_fields },
  { NULL, NULL },
};

const PortailRecordPageSpec portail_declaration_page_spec = {
  .table = &table,
  .sections = sections,
  .new_label = N_ ("New declaration"),
  .file_name = N_ ("tax_declarations"),
  .empty = {
    .icon_name = "accessories-calculator-symbolic",
    .title = N_ ("No declaration yet"),
    .description = N_ ("A declaration is filled from the sheet of the week, or typed."),
  },
  .flags = PORTAIL_RECORD_PAGE_NO_DUPLICATE,
};

PortailTaxVersion
portail_declaration_get_version (const PortailDeclarationSource *source, const char *id)
{
  guint entry = source->versions != NULL && id != NULL
                    ? GPOINTER_TO_UINT (g_hash_table_lookup (source->versions, id))
                    : 0;

  return entry & PORTAIL_TAX_VERSION_SUPERSEDED ? PORTAIL_TAX_SUPERSEDED : PORTAIL_TAX_NEWEST;
}

static char *
dup_version (const PortailDeclarationSource *source, const char *id)
{
  guint entry = source->versions != NULL && id != NULL
                    ? GPOINTER_TO_UINT (g_hash_table_lookup (source->versions, id))
                    : 0;
  guint number = entry & ~PORTAIL_TAX_VERSION_SUPERSEDED;

  if (number == 0)
    return g_strdup ("");
  return entry & PORTAIL_TAX_VERSION_SUPERSEDED
             /* Translators: the number of a version that a newer one corrects. */
             ? g_strdup_printf (_ ("%u, superseded"), number)
             : g_strdup_printf ("%u", number);
}

char *
portail_declaration_dup_text (const PortailField *field, gconstpointer record, gpointer user_data)
{
  const PortailTaxDeclaration *declaration = record;
  char *due;

  if (g_str_equal (field->name, VERSION))
    return dup_version (user_data, declaration->base.id);
  if (!g_str_equal (field->name, DUE_LEVEL))
    return NULL;
  due = portail_tax_words_of_due (find_level (record, user_data), declaration->due_date,
                                  portail_timestamp_now ());
  return due != NULL ? due : g_strdup ("");
}

/* Exports. A table of versions is replaced, never changed. */

static gpointer
take_texts (gpointer user_data)
{
  const PortailDeclarationSource *source = user_data;
  PortailDeclarationSource *taken = g_new0 (PortailDeclarationSource, 1);

  taken->versions = source->versions != NULL ? g_hash_table_ref (source->versions) : NULL;
  return taken;
}

static void
free_texts (gpointer pointer)
{
  PortailDeclarationSource *taken = pointer;

  g_clear_pointer (&taken->versions, g_hash_table_unref);
  g_free (taken);
}

const PortailListTexts portail_declaration_list_texts = {
  .take = take_texts,
  .free = free_texts,
  .text = portail_declaration_dup_text,
};
