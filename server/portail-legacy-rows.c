/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/portail-legacy-rows.h"

#include <string.h>

#include "server/portail-account-edit.h"
#include "server/portail-archive-number.h"
#include "server/portail-blanchiment-refresh.h"
#include "server/portail-dotation-totals.h"
#include "server/portail-legacy-value.h"
#include "server/portail-record-check.h"
#include "server/portail-scope.h"
#include "shared/portail-error.h"
#include "shared/portail-i18n.h"
#include "shared/portail-record-sql.h"
#include "shared/portail-search-index.h"
#include "shared/records/portail-document.h"
#include "shared/records/portail-dotation.h"
#include "shared/records/portail-enterprise-card.h"
#include "shared/records/portail-enterprise.h"
#include "shared/records/portail-tax-declaration.h"

static const char *
get (PortailStatement *row, guint column)
{
  return portail_statement_get_text (row, column);
}

static gboolean
skip (PortailLegacyImport *import, PortailStatement *row, const char *reason)
{
  PortailLegacySkip *made = g_new0 (PortailLegacySkip, 1);
  const char *id = get (row, 0);

  made->id = id != NULL ? g_utf8_make_valid (id, -1) : g_strdup ("");
  made->reason = g_strdup (reason);
  g_ptr_array_add (import->table->skips, made);
  return TRUE;
}

static gboolean
skip_value (PortailLegacyImport *import, PortailStatement *row, const char *column)
{
  /* Translators: a column of the old portal's file. */
  g_autofree char *reason = g_strdup_printf (_ ("%s: this value cannot be read"), column);

  return skip (import, row, reason);
}

/* Figures, risks and the one audit entry of what a writer wrote. */
gboolean
portail_legacy_finish_writer (PortailLegacyImport *import, GError **error)
{
  const PortailAuditEvent event = { .scope = import->scope, .action = "legacy_import" };
  gboolean is_done = import->writer == NULL
                     || (portail_dotation_totals_refresh (import->writer, error)
                         && portail_blanchiment_refresh (import->writer, import->touched, error)
                         && portail_record_writer_audit (import->writer, &event, error));

  g_ptr_array_set_size (import->touched, 0);
  g_clear_pointer (&import->writer, portail_record_writer_free);
  g_clear_pointer (&import->scope, g_free);
  return is_done;
}

/* Rows of one company follow each other: each has one writer a table. */
static gboolean
use_writer (PortailLegacyImport *import, const char *scope, GError **error)
{
  if (g_strcmp0 (import->scope, scope) == 0)
    return TRUE;
  if (!portail_legacy_finish_writer (import, error))
    return FALSE;
  import->scope = g_strdup (scope);
  import->writer = portail_record_writer_new (import->database, NULL, NULL, import->now);
  return TRUE;
}

/* In the trash too. */
static gboolean
has_id (PortailLegacyImport *import,
        const PortailRecordType *type,
        const char *id,
        gboolean *found,
        GError **error)
{
  g_autoptr (GPtrArray) rows = portail_record_sql_list (import->database, type, error,
                                                        "WHERE id = ?", "t", id);

  *found = rows != NULL && rows->len > 0;
  return rows != NULL;
}

typedef enum
{
  FATE_WRITTEN,
  FATE_KNOWN,
  FATE_SKIPPED,
} Fate;

/* What is wrong with the values, whatever brought them, is a reason to skip. */
static gboolean
check_values (PortailLegacyImport *import, PortailStatement *row, const PortailRecord *record)
{
  g_autoptr (PortailProblems) problems = portail_problems_new ();
  const PortailProblem *first;
  g_autofree char *reason = NULL;

  portail_record_validate (record,
                           portail_record_type_get_all_fields (record->type)
                               & ~(((PortailFieldSet) 1 << PORTAIL_N_COMMON_FIELDS) - 1),
                           problems);
  if (problems->len == 0)
    return TRUE;
  first = portail_problems_get (problems, 0);
  reason = g_strdup_printf ("%s: %s", first->field != NULL ? first->field : "", first->detail);
  skip (import, row, reason);
  return FALSE;
}

/* Writes @record, which has its id, company, values and maker. */
static gboolean
write_record (PortailLegacyImport *import,
              PortailStatement *row,
              PortailRecord *record,
              Fate *fate,
              GError **error)
{
  g_autofree char *scope = portail_scope_of_record (record);
  gboolean is_known;

  *fate = FATE_SKIPPED;
  if (!has_id (import, record->type, record->id, &is_known, error))
    return FALSE;
  if (is_known)
    {
      *fate = FATE_KNOWN;
      import->table->n_known++;
      return TRUE;
    }
  if (!check_values (import, row, record))
    return TRUE;
  *fate = FATE_WRITTEN;
  import->table->n_written++;
  return use_writer (import, record->type == &portail_user_type ? PORTAIL_SCOPE_GLOBAL_NAME : scope,
                     error)
         && portail_record_writer_adopt (import->writer, record, error);
}

/* A record of the row: its id, when it was made, and by whom. NULL where it has none of these. */
static gpointer
begin (PortailLegacyImport *import,
       PortailStatement *row,
       const PortailRecordType *type,
       const char *made_at)
{
  g_autoptr (PortailRecord) record = portail_record_new (type);

  record->id = portail_legacy_make_id (import->table->name, get (row, 0));
  if (record->id == NULL)
    {
      skip_value (import, row, "id");
      return NULL;
    }
  if (!portail_legacy_read_time (made_at, &record->created_at))
    record->created_at = import->now;
  portail_record_set_initial (record, 0);
  return g_steal_pointer (&record);
}

/* The columns that rows of a company begin with: id, user_id, enterprise_id, created_at. */
enum
{
  COLUMN_ID,
  COLUMN_USER,
  COLUMN_COMPANY,
  COLUMN_CREATED_AT,
  N_HEAD_COLUMNS,
};
#define HEAD "id, user_id, enterprise_id, created_at"

static gpointer
begin_of_company (PortailLegacyImport *import, PortailStatement *row, const PortailRecordType *type)
{
  const char *user = get (row, COLUMN_USER);
  const char *company = get (row, COLUMN_COMPANY);
  const char *enterprise_id = company != NULL ? g_hash_table_lookup (import->enterprises, company)
                                              : NULL;
  PortailRecord *record;

  if (enterprise_id == NULL)
    {
      skip (import, row, _ ("its company is not there"));
      return NULL;
    }
  record = begin (import, row, type, get (row, COLUMN_CREATED_AT));
  if (record == NULL)
    return NULL;
  record->enterprise_id = g_strdup (enterprise_id);
  if (user != NULL)
    record->created_by = g_strdup (g_hash_table_lookup (import->users, user));
  return record;
}

static gboolean
read_money (PortailStatement *row, guint column, PortailMoney *money)
{
  return portail_legacy_read_cents (get (row, column), &money->cents);
}

/* users: id, discord_id, username, avatar_url, role, is_active, created_at */

static void
list_person (PortailLegacyImport *import, const PortailUser *user, const char *role)
{
  PortailLegacyPerson *person = g_new0 (PortailLegacyPerson, 1);

  person->user_id = g_strdup (user->base.id);
  person->discord_id = g_strdup (user->discord_id);
  person->username = g_strdup (user->username);
  person->role = g_strdup (role != NULL ? role : "");
  g_ptr_array_add (import->report->people, person);
}

/* Addresses stay out: only those that Discord verified are trusted (domain.md §2), and they come
 * with the next sign-in. */
static gboolean
take_user (PortailLegacyImport *import, PortailStatement *row, GError **error)
{
  g_autoptr (PortailUser) user = begin (import, row, &portail_user_type, get (row, 6));
  g_autoptr (PortailRecord) known = NULL;
  Fate fate;

  if (user == NULL)
    return TRUE;
  user->discord_id = g_strdup (get (row, 1));
  user->username = g_strdup (get (row, 2));
  user->avatar_url = g_strdup (get (row, 3));
  user->is_active = g_strcmp0 (get (row, 5), "0") != 0;
  if (!portail_record_find_by_key (import->database, &user->base, &known, error))
    return FALSE;
  if (known != NULL)
    {
      import->table->n_known++;
      g_hash_table_insert (import->users, g_strdup (get (row, 0)), g_strdup (known->id));
      return TRUE;
    }
  if (!write_record (import, row, &user->base, &fate, error))
    return FALSE;
  if (fate == FATE_SKIPPED)
    return TRUE;
  g_hash_table_insert (import->users, g_strdup (get (row, 0)), g_strdup (user->base.id));
  if (fate == FATE_WRITTEN)
    list_person (import, user, get (row, 4));
  return TRUE;
}

/* enterprises: id, name, description, owner_id, created_at */

static gboolean
write_card (PortailLegacyImport *import, const PortailEnterprise *enterprise, GError **error)
{
  g_autoptr (PortailEnterpriseCard) card = portail_record_new (&portail_enterprise_card_type);

  card->base.id = g_strdup (enterprise->base.id);
  card->name = g_strdup (enterprise->name);
  card->is_active = enterprise->is_active;
  return portail_record_writer_put (import->writer, card, error);
}

static void
unlist_person (PortailLegacyImport *import, const char *user_id)
{
  GPtrArray *people = import->report->people;

  for (guint i = people->len; i > 0; i--)
    if (g_str_equal (((PortailLegacyPerson *) g_ptr_array_index (people, i - 1))->user_id, user_id))
      g_ptr_array_remove_index (people, i - 1);
}

/* Who owns a company is its patron, by hand. */
static gboolean
make_patron (PortailLegacyImport *import, const PortailEnterprise *enterprise, GError **error)
{
  const PortailAccountEditor editor = { import->database, NULL, import->now };
  g_autoptr (PortailMembership) membership = NULL;

  if (enterprise->owner_id == NULL)
    return TRUE;
  unlist_person (import, enterprise->owner_id);
  membership = portail_account_grant (&editor, enterprise->owner_id, enterprise->base.id,
                                      PORTAIL_ROLE_PATRON, error);
  return membership != NULL;
}

static gboolean
take_enterprise (PortailLegacyImport *import, PortailStatement *row, GError **error)
{
  g_autoptr (PortailEnterprise) enterprise = begin (import, row, &portail_enterprise_type,
                                                    get (row, 4));
  const char *owner = get (row, 3);
  g_autoptr (PortailRecord) known = NULL;
  Fate fate;

  if (enterprise == NULL)
    return TRUE;
  enterprise->name = g_strdup (get (row, 1));
  enterprise->description = g_strdup (get (row, 2));
  enterprise->owner_id = owner != NULL ? g_strdup (g_hash_table_lookup (import->users, owner))
                                       : NULL;
  enterprise->is_active = TRUE;
  if (enterprise->name != NULL
      && !portail_record_find_by_key (import->database, &enterprise->base, &known, error))
    return FALSE;
  if (known != NULL)
    {
      import->table->n_known++;
      g_hash_table_insert (import->enterprises, g_strdup (get (row, 0)), g_strdup (known->id));
      return TRUE;
    }
  if (!write_record (import, row, &enterprise->base, &fate, error))
    return FALSE;
  if (fate == FATE_SKIPPED)
    return TRUE;
  g_hash_table_insert (import->enterprises, g_strdup (get (row, 0)),
                       g_strdup (enterprise->base.id));
  return fate != FATE_WRITTEN
         || (write_card (import, enterprise, error) && make_patron (import, enterprise, error));
}

/* archives: …, title, content, category, tags */

static gboolean
write_archive (PortailLegacyImport *import,
               PortailStatement *row,
               PortailArchive *archive,
               Fate *fate,
               GError **error)
{
  g_autofree char *scope = portail_scope_of_record (&archive->base);
  gboolean is_known;

  *fate = FATE_SKIPPED;
  if (!has_id (import, &portail_archive_type, archive->base.id, &is_known, error))
    return FALSE;
  if (!is_known && !check_values (import, row, &archive->base))
    return TRUE;
  return use_writer (import, scope, error)
         && (is_known || portail_archive_number_take (import->writer, archive, error))
         && write_record (import, row, &archive->base, fate, error)
         && (is_known || portail_search_index_put (import->database, archive, error));
}

static PortailArchiveType
find_archive_type (const char *category)
{
  int index = portail_record_type_find_field (&portail_archive_type, "doc_type");
  const PortailField *field = portail_record_type_get_field (&portail_archive_type, (guint) index);
  int type = category != NULL ? portail_choice_from_name (field->choices, category)
                              : PORTAIL_CHOICE_UNKNOWN;

  return type != PORTAIL_CHOICE_UNKNOWN ? (PortailArchiveType) type : PORTAIL_ARCHIVE_AUTRE;
}

static gboolean
take_archive (PortailLegacyImport *import, PortailStatement *row, GError **error)
{
  g_autoptr (PortailArchive) archive = begin_of_company (import, row, &portail_archive_type);
  Fate fate;

  if (archive == NULL)
    return TRUE;
  archive->title = g_strdup (get (row, N_HEAD_COLUMNS));
  archive->content = g_strdup (get (row, N_HEAD_COLUMNS + 1));
  archive->category = g_strdup (get (row, N_HEAD_COLUMNS + 2));
  archive->tags = g_strdup (get (row, N_HEAD_COLUMNS + 3));
  archive->doc_type = find_archive_type (archive->category);
  /* The old portal asked nobody to validate them. */
  archive->status = PORTAIL_ARCHIVE_VALIDE;
  return write_archive (import, row, archive, &fate, error);
}

/* dotation_reports: …, period, amount, status; those of a week newest first */

static const struct
{
  PortailDotationStatus dotation;
  PortailTaxDeclarationStatus declaration;
  PortailArchiveStatus archive;
  PortailBlanchimentStatus operation;
} statuses[PORTAIL_LEGACY_N_STATUSES] = {
  [PORTAIL_LEGACY_PENDING] = { PORTAIL_DOTATION_EN_ATTENTE, PORTAIL_TAX_DECLARATION_EN_ATTENTE,
                               PORTAIL_ARCHIVE_EN_ATTENTE, PORTAIL_BLANCHIMENT_EN_COURS },
  [PORTAIL_LEGACY_APPROVED] = { PORTAIL_DOTATION_VALIDE, PORTAIL_TAX_DECLARATION_VALIDE,
                                PORTAIL_ARCHIVE_VALIDE, PORTAIL_BLANCHIMENT_TERMINE },
  [PORTAIL_LEGACY_REJECTED] = { PORTAIL_DOTATION_REFUSE, PORTAIL_TAX_DECLARATION_REFUSE,
                                PORTAIL_ARCHIVE_REFUSE, PORTAIL_BLANCHIMENT_ANNULE },
  [PORTAIL_LEGACY_PAID] = { PORTAIL_DOTATION_PAYE, PORTAIL_TAX_DECLARATION_PAYE,
                            PORTAIL_ARCHIVE_VALIDE, PORTAIL_BLANCHIMENT_TERMINE },
};

/* A dotation whose week has another one. */
static gboolean
archive_dotation (PortailLegacyImport *import,
                  PortailStatement *row,
                  const PortailDotation *dotation,
                  PortailArchiveStatus status,
                  GError **error)
{
  g_autoptr (PortailArchive) archive = portail_record_new (&portail_archive_type);
  char week[PORTAIL_WEEK_TEXT_SIZE];
  guint n_before = import->table->n_written;
  Fate fate;

  portail_week_format (dotation->period, week);
  archive->base.id = g_strdup (dotation->base.id);
  archive->base.enterprise_id = g_strdup (dotation->base.enterprise_id);
  archive->base.created_at = dotation->base.created_at;
  archive->base.created_by = g_strdup (dotation->base.created_by);
  archive->doc_type = PORTAIL_ARCHIVE_DOTATION;
  archive->title = g_strdup_printf ("Dotation %s", week);
  archive->content = g_strdup_printf ("%s %s", import->table->name, get (row, COLUMN_ID));
  archive->category = g_strdup ("dotation");
  archive->period = dotation->period;
  archive->amount = dotation->amount;
  archive->status = status;
  archive->source_type = g_strdup (portail_dotation_type.name);
  archive->source_id = g_strdup (dotation->base.id);
  if (!write_archive (import, row, archive, &fate, error))
    return FALSE;
  import->table->n_archived += import->table->n_written - n_before;
  return TRUE;
}

/* Whether another dotation of the week stays: a newer one of the file, or one that was here. */
static gboolean
has_other (PortailLegacyImport *import,
           const PortailDotation *dotation,
           gboolean *has_one,
           GError **error)
{
  g_autoptr (PortailRecord) other = NULL;

  *has_one = FALSE;
  if (dotation->status == PORTAIL_DOTATION_REFUSE)
    return TRUE;
  if (!portail_record_find_by_key (import->database, &dotation->base, &other, error))
    return FALSE;
  *has_one = other != NULL && !g_str_equal (other->id, dotation->base.id);
  return TRUE;
}

static gboolean
take_dotation (PortailLegacyImport *import, PortailStatement *row, GError **error)
{
  g_autoptr (PortailDotation) dotation = begin_of_company (import, row, &portail_dotation_type);
  PortailLegacyStatus status;
  gboolean is_second, was;
  Fate fate;

  if (dotation == NULL)
    return TRUE;
  if (!portail_legacy_read_week (get (row, N_HEAD_COLUMNS), &dotation->period))
    return skip_value (import, row, "period");
  if (!read_money (row, N_HEAD_COLUMNS + 1, &dotation->amount))
    return skip_value (import, row, "amount");
  if (!portail_legacy_read_status (get (row, N_HEAD_COLUMNS + 2), &status))
    return skip_value (import, row, "status");
  dotation->status = statuses[status].dotation;
  /* An archive that an earlier run made of it stays what it is. */
  if (!has_id (import, &portail_archive_type, dotation->base.id, &was, error)
      || !has_other (import, dotation, &is_second, error))
    return FALSE;
  return is_second || was
             ? archive_dotation (import, row, dotation, statuses[status].archive, error)
             : write_record (import, row, &dotation->base, &fate, error);
}

/* tax_declarations: …, tax_type, amount, due_date, status */
static gboolean
take_declaration (PortailLegacyImport *import, PortailStatement *row, GError **error)
{
  g_autoptr (PortailTaxDeclaration) declaration = begin_of_company (import, row,
                                                                    &portail_tax_declaration_type);
  const char *due = get (row, N_HEAD_COLUMNS + 2);
  PortailLegacyStatus status;
  PortailTimestamp due_at;
  Fate fate;

  if (declaration == NULL)
    return TRUE;
  declaration->tax_type = g_strdup (get (row, N_HEAD_COLUMNS));
  if (!read_money (row, N_HEAD_COLUMNS + 1, &declaration->amount))
    return skip_value (import, row, "amount");
  if (due != NULL && !portail_legacy_read_time (due, &due_at))
    return skip_value (import, row, "due_date");
  if (due != NULL)
    declaration->due_date = portail_timestamp_get_paris_day (due_at);
  if (!portail_legacy_read_status (get (row, N_HEAD_COLUMNS + 3), &status))
    return skip_value (import, row, "status");
  declaration->status = statuses[status].declaration;
  return write_record (import, row, &declaration->base, &fate, error);
}

/* documents: …, filename, category; the old portal's files are elsewhere */
static gboolean
take_document (PortailLegacyImport *import, PortailStatement *row, GError **error)
{
  g_autoptr (PortailDocument) document = begin_of_company (import, row, &portail_document_type);
  int index = portail_record_type_find_field (&portail_document_type, "doc_type");
  int type;
  Fate fate;

  if (document == NULL)
    return TRUE;
  document->filename = g_strdup (get (row, N_HEAD_COLUMNS));
  document->category = g_strdup (get (row, N_HEAD_COLUMNS + 1));
  type = document->category != NULL ? portail_choice_from_name (
             portail_record_type_get_field (&portail_document_type, (guint) index)->choices,
             document->category)
                                    : PORTAIL_CHOICE_UNKNOWN;
  if (type != PORTAIL_CHOICE_UNKNOWN)
    document->doc_type = (PortailDocumentType) type;
  return write_record (import, row, &document->base, &fate, error);
}

/* The shares of the day, as a new operation has them. */
static gboolean
set_shares (PortailLegacyImport *import, PortailBlanchimentOperation *operation, GError **error)
{
  PortailBlanchimentSettings settings;

  if (!portail_blanchiment_load_settings (import->database, operation->base.enterprise_id,
                                          &settings, error))
    return FALSE;
  operation->entreprise_taux = settings.shares.entreprise_taux;
  operation->groupe_taux = settings.shares.groupe_taux;
  return TRUE;
}

/* blanchiment_transactions: …, amount, percentage, transaction_type, status */
static gboolean
take_operation (PortailLegacyImport *import, PortailStatement *row, GError **error)
{
  g_autoptr (PortailBlanchimentOperation) operation = begin_of_company (
      import, row, &portail_blanchiment_operation_type);
  const char *percentage = get (row, N_HEAD_COLUMNS + 1);
  PortailLegacyStatus status;
  gint64 hundredths;
  Fate fate;

  if (operation == NULL)
    return TRUE;
  if (!read_money (row, N_HEAD_COLUMNS, &operation->amount))
    return skip_value (import, row, "amount");
  if (percentage != NULL && !portail_legacy_read_cents (percentage, &hundredths))
    return skip_value (import, row, "percentage");
  if (percentage != NULL)
    operation->percentage.basis_points = hundredths;
  if (!portail_legacy_read_status (get (row, N_HEAD_COLUMNS + 3), &status))
    return skip_value (import, row, "status");
  operation->transaction_type = g_strdup (get (row, N_HEAD_COLUMNS + 2));
  operation->status = statuses[status].operation;
  operation->date_recu = portail_timestamp_get_paris_day (operation->base.created_at);
  if (!set_shares (import, operation, error)
      || !write_record (import, row, &operation->base, &fate, error))
    return FALSE;
  if (fate == FATE_WRITTEN)
    g_ptr_array_add (import->touched, portail_record_copy (operation));
  return TRUE;
}

#define BY_COMPANY "enterprise_id, created_at, id"

static const PortailLegacyTableRow tables[] = {
  { "users", "id, discord_id, username, avatar_url, role, is_active, created_at", "created_at, id",
    take_user },
  { "enterprises", "id, name, description, owner_id, created_at", "created_at, id",
    take_enterprise },
  { "dotation_reports", HEAD ", period, amount, status",
    "enterprise_id, period, created_at DESC, id DESC", take_dotation },
  { "tax_declarations", HEAD ", tax_type, amount, due_date, status", BY_COMPANY, take_declaration },
  { "documents", HEAD ", filename, category", BY_COMPANY, take_document },
  { "blanchiment_transactions", HEAD ", amount, percentage, transaction_type, status", BY_COMPANY,
    take_operation },
  { "archives", HEAD ", title, content, category, tags", BY_COMPANY, take_archive },
  { 0 },
};

const PortailLegacyTableRow *
portail_legacy_tables_get (void)
{
  return tables;
}
