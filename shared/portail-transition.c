/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "shared/portail-transition.h"

#include "shared/portail-i18n.h"
#include "shared/records/portail-archive.h"
#include "shared/records/portail-blanchiment-operation.h"
#include "shared/records/portail-dotation.h"
#include "shared/records/portail-tax-declaration.h"

#define IN(state) (1u << (state))
#define ANY       (~0u)
#define NEVER     0u

#define DOTATION(status)    IN (PORTAIL_DOTATION_##status)
#define TAX(status)         IN (PORTAIL_TAX_DECLARATION_##status)
#define BLANCHIMENT(status) IN (PORTAIL_BLANCHIMENT_##status)
#define ARCHIVE(status)     IN (PORTAIL_ARCHIVE_##status)

/* What each state lets be done, where a type has states or is not for its makers to delete. */
typedef struct
{
  const char *type;
  const char *field; /* NULL: no states */
  guint editable;    /* sets of states */
  guint draft;
  guint refused;
  int state_after_edit; /* of a refused one; 0: it stays refused until it is submitted */
} Life;

static const Life lives[] = {
  {
      .type = "dotation",
      .field = "status",
      .editable = DOTATION (BROUILLON) | DOTATION (REFUSE),
      .draft = DOTATION (BROUILLON),
      .refused = DOTATION (REFUSE),
  },
  {
      .type = "tax_declaration",
      .field = "status",
      .editable = TAX (BROUILLON) | TAX (REFUSE),
      .draft = TAX (BROUILLON),
      .refused = TAX (REFUSE),
  },
  {
      .type = "blanchiment_operation",
      .field = "status",
      .editable = BLANCHIMENT (EN_COURS) | BLANCHIMENT (SUSPENDU),
      .draft = BLANCHIMENT (EN_COURS) | BLANCHIMENT (SUSPENDU),
  },
  {
      .type = "archive",
      .field = "status",
      .editable = ANY,
      .draft = NEVER,
      .refused = ARCHIVE (REFUSE),
      .state_after_edit = PORTAIL_ARCHIVE_EN_ATTENTE,
  },
  { .type = "bareme", .field = "published_at", .editable = IN (FALSE), .draft = IN (FALSE) },
  { .type = "period_lock", .field = "locked", .editable = ANY, .draft = NEVER },
  { .type = "enterprise", .editable = ANY, .draft = NEVER },
};

/* Types that are not in the table: no states, everything is possible. */
static const Life no_life = { .editable = ANY, .draft = ANY };

#define REASON(to_field) .arguments = { { "reason", PORTAIL_ARGUMENT_REQUIRED, (to_field) } }

static const PortailTransition transitions[] = {
  {
      .type = "dotation",
      .command = "submit",
      .title = N_ ("Submit"),
      .from = DOTATION (BROUILLON) | DOTATION (REFUSE),
      .to = PORTAIL_DOTATION_EN_ATTENTE,
      .right = PORTAIL_RIGHT_WRITE,
      .arguments = { { "bareme_id", PORTAIL_ARGUMENT_OPTIONAL, NULL } },
  },
  {
      .type = "dotation",
      .command = "withdraw",
      .title = N_ ("Withdraw"),
      .from = DOTATION (EN_ATTENTE),
      .to = PORTAIL_DOTATION_BROUILLON,
      .right = PORTAIL_RIGHT_WRITE,
  },
  {
      .type = "dotation",
      .command = "validate",
      .title = N_ ("Validate"),
      .from = DOTATION (EN_ATTENTE),
      .to = PORTAIL_DOTATION_VALIDE,
      .right = PORTAIL_RIGHT_VALIDATE,
  },
  {
      .type = "dotation",
      .command = "refuse",
      .title = N_ ("Refuse"),
      .from = DOTATION (EN_ATTENTE),
      .to = PORTAIL_DOTATION_REFUSE,
      .right = PORTAIL_RIGHT_VALIDATE,
      REASON ("refusal_reason"),
  },
  {
      .type = "dotation",
      .command = "pay",
      .title = N_ ("Mark as paid"),
      .from = DOTATION (VALIDE),
      .to = PORTAIL_DOTATION_PAYE,
      .right = PORTAIL_RIGHT_VALIDATE,
  },
  {
      .type = "dotation",
      .command = "reopen",
      .title = N_ ("Reopen"),
      .from = DOTATION (VALIDE) | DOTATION (PAYE),
      .to = PORTAIL_DOTATION_BROUILLON,
      .right = PORTAIL_RIGHT_VALIDATE,
      REASON (NULL),
  },
  {
      .type = "dotation",
      .command = "archive",
      .title = N_ ("Send to the archives"),
      .from = DOTATION (VALIDE) | DOTATION (PAYE),
      .to = PORTAIL_STATE_NONE,
      .right = PORTAIL_RIGHT_WRITE | PORTAIL_RIGHT_VALIDATE,
      .arguments = { { "archive_id", PORTAIL_ARGUMENT_REQUIRED, NULL } },
  },
  {
      .type = "tax_declaration",
      .command = "submit",
      .title = N_ ("Submit"),
      .from = TAX (BROUILLON) | TAX (REFUSE),
      .to = PORTAIL_TAX_DECLARATION_EN_ATTENTE,
      .right = PORTAIL_RIGHT_WRITE,
  },
  {
      .type = "tax_declaration",
      .command = "validate",
      .title = N_ ("Validate"),
      .from = TAX (EN_ATTENTE),
      .to = PORTAIL_TAX_DECLARATION_VALIDE,
      .right = PORTAIL_RIGHT_VALIDATE,
  },
  {
      .type = "tax_declaration",
      .command = "refuse",
      .title = N_ ("Refuse"),
      .from = TAX (EN_ATTENTE),
      .to = PORTAIL_TAX_DECLARATION_REFUSE,
      .right = PORTAIL_RIGHT_VALIDATE,
      REASON ("refusal_reason"),
  },
  {
      .type = "tax_declaration",
      .command = "pay",
      .title = N_ ("Mark as paid"),
      .from = TAX (VALIDE),
      .to = PORTAIL_TAX_DECLARATION_PAYE,
      .right = PORTAIL_RIGHT_VALIDATE,
      .arguments = { { "paid_at", PORTAIL_ARGUMENT_OPTIONAL, "paid_at" } },
  },
  {
      .type = "tax_declaration",
      .command = "correct",
      .title = N_ ("Correct"),
      .from = TAX (VALIDE) | TAX (PAYE),
      .to = PORTAIL_STATE_NONE,
      .right = PORTAIL_RIGHT_WRITE,
      .arguments = { { "new_id", PORTAIL_ARGUMENT_REQUIRED, NULL } },
  },
  {
      .type = "archive",
      .command = "validate",
      .title = N_ ("Validate"),
      .from = ARCHIVE (EN_ATTENTE),
      .to = PORTAIL_ARCHIVE_VALIDE,
      .right = PORTAIL_RIGHT_VALIDATE,
  },
  {
      .type = "archive",
      .command = "refuse",
      .title = N_ ("Refuse"),
      .from = ARCHIVE (EN_ATTENTE),
      .to = PORTAIL_ARCHIVE_REFUSE,
      .right = PORTAIL_RIGHT_VALIDATE,
      REASON ("refusal_reason"),
  },
  {
      .type = "blanchiment_operation",
      .command = "finish",
      .title = N_ ("Finish"),
      .from = BLANCHIMENT (EN_COURS),
      .to = PORTAIL_BLANCHIMENT_TERMINE,
      .right = PORTAIL_RIGHT_WRITE,
      .arguments = { { "date_rendu", PORTAIL_ARGUMENT_OPTIONAL, "date_rendu" } },
  },
  {
      .type = "blanchiment_operation",
      .command = "suspend",
      .title = N_ ("Suspend"),
      .from = BLANCHIMENT (EN_COURS),
      .to = PORTAIL_BLANCHIMENT_SUSPENDU,
      .right = PORTAIL_RIGHT_WRITE,
  },
  {
      .type = "blanchiment_operation",
      .command = "resume",
      .title = N_ ("Resume"),
      .from = BLANCHIMENT (SUSPENDU),
      .to = PORTAIL_BLANCHIMENT_EN_COURS,
      .right = PORTAIL_RIGHT_WRITE,
  },
  {
      .type = "blanchiment_operation",
      .command = "cancel",
      .title = N_ ("Cancel the operation"),
      .from = BLANCHIMENT (EN_COURS) | BLANCHIMENT (SUSPENDU),
      .to = PORTAIL_BLANCHIMENT_ANNULE,
      .right = PORTAIL_RIGHT_WRITE,
  },
  {
      .type = "blanchiment_operation",
      .command = "review",
      .title = N_ ("Review"),
      .from = BLANCHIMENT (EN_COURS) | BLANCHIMENT (SUSPENDU) | BLANCHIMENT (TERMINE),
      .to = PORTAIL_STATE_NONE,
      .right = PORTAIL_RIGHT_VALIDATE,
      .arguments = { { "outcome", PORTAIL_ARGUMENT_REQUIRED, NULL },
                     { "comment", PORTAIL_ARGUMENT_OPTIONAL, NULL } },
  },
  {
      .type = "period_lock",
      .command = "lock",
      .title = N_ ("Lock"),
      .from = IN (FALSE),
      .to = TRUE,
      .right = PORTAIL_RIGHT_WRITE,
  },
  {
      .type = "period_lock",
      .command = "unlock",
      .title = N_ ("Unlock"),
      .from = IN (TRUE),
      .to = FALSE,
      .right = PORTAIL_RIGHT_WRITE,
      REASON ("reason"),
  },
  {
      .type = "bareme",
      .command = "publish",
      .title = N_ ("Publish"),
      .from = IN (FALSE),
      .to = TRUE,
      .right = PORTAIL_RIGHT_WRITE,
  },
  { .type = NULL },
};

const PortailTransition *
portail_transition_get_table (void)
{
  return transitions;
}

const PortailTransition *
portail_transition_find (const char *type, const char *command)
{
  for (const PortailTransition *t = transitions; t->type != NULL; t++)
    if (g_strcmp0 (t->type, type) == 0 && g_strcmp0 (t->command, command) == 0)
      return t;
  return NULL;
}

static gboolean
has_state (guint states, int state)
{
  return state == PORTAIL_STATE_NONE ? states == ANY : (states >> state & 1) != 0;
}

gboolean
portail_transition_starts_at (const PortailTransition *transition, int state)
{
  return has_state (transition->from, state);
}

gboolean
portail_transition_needs_argument (const PortailTransition *transition)
{
  for (const PortailArgument *argument = transition->arguments; argument->name != NULL; argument++)
    if (argument->need == PORTAIL_ARGUMENT_REQUIRED)
      return TRUE;
  return FALSE;
}

static const Life *
get_life (const PortailRecordType *type)
{
  for (guint i = 0; i < G_N_ELEMENTS (lives); i++)
    if (g_str_equal (lives[i].type, type->name))
      return &lives[i];
  return &no_life;
}

const PortailField *
portail_transition_get_state_field (const PortailRecordType *type)
{
  const char *name = get_life (type)->field;

  return name != NULL ? portail_record_type_get_field (
             type, (guint) portail_record_type_find_field (type, name))
                      : NULL;
}

int
portail_transition_get_state (gconstpointer record)
{
  const PortailField *field = portail_transition_get_state_field (
      ((const PortailRecord *) record)->type);

  if (field == NULL)
    return PORTAIL_STATE_NONE;
  if (field->kind == PORTAIL_KIND_TIMESTAMP)
    return portail_field_is_null (field, record) ? FALSE : TRUE;
  return (int) portail_field_get_integer (field, record);
}

void
portail_transition_set_state (const PortailTransition *transition,
                              gpointer record,
                              PortailTimestamp now)
{
  const PortailField *field = portail_transition_get_state_field (
      ((const PortailRecord *) record)->type);

  if (transition->to == PORTAIL_STATE_NONE)
    return;
  if (field->kind != PORTAIL_KIND_TIMESTAMP)
    portail_field_set_integer (field, record, transition->to);
  else if (transition->to)
    portail_field_set_integer (field, record, now.milliseconds);
  else
    portail_field_set_null (field, record);
}

gboolean
portail_transition_is_editable (const PortailRecord *record)
{
  return has_state (get_life (record->type)->editable, portail_transition_get_state (record));
}

gboolean
portail_transition_is_draft (const PortailRecord *record)
{
  return has_state (get_life (record->type)->draft, portail_transition_get_state (record));
}

gboolean
portail_transition_is_refused (const PortailRecord *record)
{
  return has_state (get_life (record->type)->refused, portail_transition_get_state (record));
}

void
portail_transition_note_edit (gpointer pointer)
{
  PortailRecord *record = pointer;
  const Life *life = get_life (record->type);

  if (life->state_after_edit != 0 && portail_transition_is_refused (record))
    portail_field_set_integer (portail_transition_get_state_field (record->type), record,
                               life->state_after_edit);
}
