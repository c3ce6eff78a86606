/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/portail-blanchiment-columns.h"

#include "app/portail-blanchiment-operations.h"
#include "app/portail-blanchiment-words.h"
#include "shared/portail-i18n.h"
#include "shared/portail-text-fold.h"

/* The list */

static const PortailField extras[] = {
  { .name = "duree", .kind = PORTAIL_KIND_INTEGER, .title = N_ ("Duration") },
  { .name = "part_entreprise", .kind = PORTAIL_KIND_MONEY, .title = N_ ("Company's part") },
  { .name = "part_groupe", .kind = PORTAIL_KIND_MONEY, .title = N_ ("Group's part") },
  { NULL },
};

static const char *const columns[] = {
  "status",     "risk_score", "employee_name",   "groupe",      "amount",     "date_recu",
  "date_rendu", "duree",      "part_entreprise", "part_groupe", "donneur_id", "receveur_id",
  NULL,
};

static const char *const card_fields[] = { "amount", "risk_score", "date_recu", "groupe", NULL };
/* Parts of what was received are less than that. */
static const PortailRecordLetters letters[] = { { "amount", 11, 13 },
                                                { "part_entreprise", 10, 12 },
                                                { "part_groupe", 10, 12 },
                                                { NULL } };

static const PortailRecordPill pills[] = {
  { PORTAIL_BLANCHIMENT_EN_COURS, "waiting" },
  { PORTAIL_BLANCHIMENT_TERMINE, "good" },
  { PORTAIL_BLANCHIMENT_SUSPENDU, "bad" },
  { PORTAIL_BLANCHIMENT_ANNULE, "draft" },
  { 0 },
};

static const char *get_level (gconstpointer record, gpointer user_data);

static const PortailRecordTableSpec table_spec = {
  .type = &portail_blanchiment_operation_type,
  .name = "blanchiment-operations",
  .label = N_ ("Operations"),
  .search_hint = N_ ("Employee, group, giver…"),
  .sort = "date_recu",
  .order = PORTAIL_SORT_DESCENDING,
  .columns = columns,
  .card_title = "employee_name",
  .card_fields = card_fields,
  .pill_field = "status",
  .pills = pills,
  .extras = extras,
  .letters = letters,
  .level_field = "risk_score",
  .get_level = get_level,
};

/* The form */

static const PortailFormField who_fields[] = {
  { "employee_name", NULL },
  { "groupe", NULL },
  { "amount", NULL },
  { NULL },
};
static const PortailFormField day_fields[] = {
  { "date_recu", NULL },
  { "date_rendu", N_ ("Given when the operation is finished.") },
  { NULL },
};
static const PortailFormField party_fields[] = {
  { "donneur_id", NULL },
  { "receveur_id", NULL },
  { "transaction_type", NULL },
  { NULL },
};
static const PortailFormField share_fields[] = {
  { "entreprise_taux", NULL },
  { "groupe_taux", N_ ("Those of the company on the day of entry; they stay with the operation.") },
  { NULL },
};
static const PortailFormSection sections[] = {
  { NULL, who_fields },
  { N_ ("Dates"), day_fields },
  { N_ ("Giver and receiver"), party_fields },
  { N_ ("Shares"), share_fields },
  { NULL, NULL },
};

static const char *const bulk_fields[] = { "groupe", "transaction_type", NULL };

const PortailRecordPageSpec portail_blanchiment_page_spec = {
  .table = &table_spec,
  .sections = sections,
  .new_label = N_ ("New operation"),
  .file_name = N_ ("blanchiment"),
  .bulk_fields = bulk_fields,
  .empty = { "portail-blanchiment-symbolic", N_ ("No operation yet"),
             N_ ("Enter one, or paste lines from a spreadsheet: date, group, employee, giver, "
                 "receiver, amount."),
             NULL },
};

/* Texts */

/* What they depend on. */
typedef struct
{
  PortailDay today;
  PortailBlanchimentSurvey survey; /* only its scores, which are replaced, never changed */
} Moment;

static Moment
get_moment (PortailBlanchimentBook *book)
{
  const PortailBlanchimentSurvey *survey = portail_blanchiment_book_get_survey (book);

  return (Moment){ portail_blanchiment_book_get_today (book),
                   { .scores = survey != NULL ? survey->scores : NULL } };
}

static gint64
get_score (const Moment *moment,
           const PortailBlanchimentOperation *operation,
           gboolean *is_provisional)
{
  return portail_blanchiment_survey_get_score (
      moment->survey.scores != NULL ? &moment->survey : NULL, operation, is_provisional);
}

/* In the unit of the extra column. */
static gint64
get_number (const PortailField *field, gconstpointer record, gpointer moment)
{
  const PortailBlanchimentOperation *operation = record;
  gint32 days;

  if (field == &extras[1])
    return portail_blanchiment_get_part (operation->amount, operation->entreprise_taux).cents;
  if (field == &extras[2])
    return portail_blanchiment_get_part (operation->amount, operation->groupe_taux).cents;
  days = portail_blanchiment_get_days (operation, ((const Moment *) moment)->today);
  return days != PORTAIL_BLANCHIMENT_NO_DAYS ? days : PORTAIL_INTEGER_NULL;
}

static char *
make_risk (const Moment *moment, const PortailBlanchimentOperation *operation)
{
  gboolean is_provisional;
  gint64 score = get_score (moment, operation, &is_provisional);

  return operation->status == PORTAIL_BLANCHIMENT_ANNULE
             ? g_strdup ("")
             : portail_blanchiment_risk_to_text (score, is_provisional
                                                            ? PORTAIL_BLANCHIMENT_PROVISIONAL
                                                            : PORTAIL_BLANCHIMENT_FIRM);
}

char *
portail_blanchiment_columns_make_text (const PortailField *field,
                                       gconstpointer record,
                                       PortailBlanchimentBook *book)
{
  Moment moment = get_moment (book);

  if (field == &extras[0])
    return portail_blanchiment_days_to_text (portail_blanchiment_get_days (record, moment.today));
  if (field == &extras[1] || field == &extras[2])
    {
      PortailMoney part = { get_number (field, record, &moment) };

      return portail_money_is_null (part) ? g_strdup ("") : portail_money_to_text (part);
    }
  if ((g_str_equal (field->name, "employee_name") || g_str_equal (field->name, "groupe"))
      && portail_field_is_null (field, record))
    return g_strdup (_ ("To be completed"));
  return g_str_equal (field->name, "risk_score") ? make_risk (&moment, record) : NULL;
}

/* Exports */

static gpointer
take_texts (gpointer user_data)
{
  Moment moment = get_moment (
      portail_blanchiment_operations_get_book (PORTAIL_BLANCHIMENT_OPERATIONS (user_data)));

  if (moment.survey.scores != NULL)
    g_hash_table_ref (moment.survey.scores);
  return g_memdup2 (&moment, sizeof moment);
}

static void
free_texts (gpointer pointer)
{
  Moment *moment = pointer;

  g_clear_pointer (&moment->survey.scores, g_hash_table_unref);
  g_free (moment);
}

static char *
make_list_text (const PortailField *field, gconstpointer record, gpointer moment)
{
  return g_str_equal (field->name, "risk_score") ? make_risk (moment, record) : NULL;
}

const PortailListTexts portail_blanchiment_list_texts = {
  .take = take_texts,
  .free = free_texts,
  .text = make_list_text,
  .get_number = get_number,
};

static const char *
get_level (gconstpointer record, gpointer user_data)
{
  PortailBlanchimentBook *book = portail_blanchiment_operations_get_book (
      PORTAIL_BLANCHIMENT_OPERATIONS (user_data));
  const PortailBlanchimentOperation *operation = record;
  Moment moment = get_moment (book);
  gboolean is_provisional;
  gint64 score = get_score (&moment, operation, &is_provisional);

  if (score == PORTAIL_INTEGER_NULL || operation->status == PORTAIL_BLANCHIMENT_ANNULE)
    return NULL;
  return portail_blanchiment_level_get_css_class (portail_blanchiment_get_level ((guint) score));
}

/* The form's rules */

static void
require (const PortailField *field, gconstpointer record, PortailProblems *problems)
{
  const char *text = portail_field_is_string (field) ? portail_field_get_string (field, record)
                                                     : NULL;
  g_autofree char *folded = text != NULL ? portail_text_fold (text) : NULL;

  if (portail_field_is_null (field, record) || (folded != NULL && *folded == '\0'))
    portail_problems_add (problems, field->name, "required", _ ("Please fill this in."));
}

/* What the form asks for; other clients may leave it open. */
void
portail_blanchiment_columns_check (gconstpointer record,
                                   PortailProblems *problems,
                                   gpointer user_data)
{
  static const char *const names[] = { "employee_name", "groupe", "date_recu" };
  const PortailRecordType *type = &portail_blanchiment_operation_type;

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    require (portail_record_type_get_field (
                 type, (guint) portail_record_type_find_field (type, names[i])),
             record, problems);
}
