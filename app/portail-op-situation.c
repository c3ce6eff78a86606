/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/portail-op-situation.h"

#include "shared/portail-error.h"
#include "shared/portail-i18n.h"

typedef struct
{
  PortailOpDeed deed;
  const char *label; /* N_ (), or NULL for the common one */
} Choice;

typedef struct
{
  const char *explanation; /* N_ (), or NULL */
  Choice choices[4];       /* beside those that each has */
} Situation;

static const Situation situations[] = {
  [PORTAIL_OP_WAITING] = { NULL, { { PORTAIL_DEED_EDIT, NULL }, { PORTAIL_DEED_CANCEL, NULL } } },
  [PORTAIL_OP_ON_ITS_WAY] = { N_ ("On its way; the answer of the server is awaited."), { { 0 } } },
  [PORTAIL_OP_IN_CONFLICT] = { NULL,
                               { { PORTAIL_DEED_CHOOSE, NULL },
                                 { PORTAIL_DEED_TAKE_THEIRS, NULL },
                                 { PORTAIL_DEED_TAKE_MINE, NULL } } },
  [PORTAIL_OP_MEETS_ANOTHER] = { N_ ("There is one of that name or week already. What you entered "
                                     "can go into it."),
                                 { { PORTAIL_DEED_TAKE_THEIRS, N_ ("Drop mine") },
                                   { PORTAIL_DEED_TAKE_MINE,
                                     N_ ("Put mine into the existing one") } } },
  [PORTAIL_OP_OF_DELETED] = { N_ ("It was deleted meanwhile. It can be brought back with what you "
                                  "typed."),
                              { { PORTAIL_DEED_TAKE_THEIRS, N_ ("Leave it deleted") },
                                { PORTAIL_DEED_TAKE_MINE, N_ ("Restore it with mine") } } },
  [PORTAIL_OP_UNDER_OTHER_BAREME] = { N_ ("The tax table of this week has changed since. Look at "
                                          "the figures again before you "
                                          "submit them."),
                                      { { PORTAIL_DEED_TAKE_THEIRS, N_ ("Do not submit") },
                                        { PORTAIL_DEED_TAKE_MINE, N_ ("Submit again") } } },
  [PORTAIL_OP_IS_REFUSED] = { NULL,
                              { { PORTAIL_DEED_DISCARD, NULL },
                                { PORTAIL_DEED_EDIT, NULL },
                                { PORTAIL_DEED_TAKE_MINE, N_ ("Send again") } } },
  [PORTAIL_OP_WITHOUT_ACCESS] = { N_ ("You no longer have access to this record. Only what you "
                                      "typed is kept here."),
                                  { { PORTAIL_DEED_DISCARD, NULL } } },
};

static const char *const labels[PORTAIL_N_DEEDS] = {
  [PORTAIL_DEED_SEE] = N_ ("Show details"),
  [PORTAIL_DEED_OPEN] = N_ ("Open the record"),
  [PORTAIL_DEED_EDIT] = N_ ("Edit…"),
  [PORTAIL_DEED_CHOOSE] = N_ ("Choose field by field…"),
  [PORTAIL_DEED_TAKE_MINE] = N_ ("Keep mine"),
  [PORTAIL_DEED_TAKE_THEIRS] = N_ ("Take theirs"),
  [PORTAIL_DEED_CANCEL] = N_ ("Do not send"),
  [PORTAIL_DEED_DISCARD] = N_ ("Give up"),
  [PORTAIL_DEED_EXPORT] = N_ ("Export…"),
};

static gboolean
has_code (const PortailOutboxOp *op, PortailErrorCode code)
{
  return g_strcmp0 (op->code, portail_error_code_name (code)) == 0;
}

PortailOpSituation
portail_op_situation_find (PortailOutboxItem *item)
{
  const PortailOutboxOp *op = portail_outbox_item_get_op (item);

  switch (op->state)
    {
    case PORTAIL_OP_PENDING:
      return op->is_sent || op->op->seq != 0 ? PORTAIL_OP_ON_ITS_WAY : PORTAIL_OP_WAITING;
    case PORTAIL_OP_QUARANTINED:
      return PORTAIL_OP_WITHOUT_ACCESS;
    case PORTAIL_OP_REJECTED:
      return PORTAIL_OP_IS_REFUSED;
    default:
      break;
    }
  if (has_code (op, PORTAIL_ERROR_DUPLICATE_KEY))
    return PORTAIL_OP_MEETS_ANOTHER;
  if (has_code (op, PORTAIL_ERROR_DELETED))
    return PORTAIL_OP_OF_DELETED;
  if (has_code (op, PORTAIL_ERROR_BAREME_CHANGED))
    return PORTAIL_OP_UNDER_OTHER_BAREME;
  return PORTAIL_OP_IN_CONFLICT;
}

const char *
portail_op_situation_explain (PortailOpSituation situation)
{
  const char *explanation = situations[situation].explanation;

  return explanation != NULL ? _ (explanation) : NULL;
}

/* A form is of one record's fields, a choice between two values of some. */
static gboolean
is_possible (PortailOutboxItem *item, PortailOpDeed deed)
{
  const PortailChange *change = portail_outbox_item_get_change (item);

  if (deed == PORTAIL_DEED_EDIT || deed == PORTAIL_DEED_CHOOSE)
    return change != NULL && change->record != NULL && change->fields != 0;
  if (deed == PORTAIL_DEED_OPEN)
    return portail_outbox_item_get_owner (item) != NULL;
  return deed != PORTAIL_DEED_NONE;
}

static void
add (PortailOutboxItem *item, PortailOpDeed deed, PortailOpDeed *deeds, guint *n)
{
  if (*n < PORTAIL_OP_MAX_DEEDS && is_possible (item, deed))
    deeds[(*n)++] = deed;
}

guint
portail_op_situation_list_deeds (PortailOutboxItem *item, PortailOpDeed deeds[PORTAIL_OP_MAX_DEEDS])
{
  const Situation *situation = &situations[portail_op_situation_find (item)];
  guint n = 0;

  add (item, PORTAIL_DEED_SEE, deeds, &n);
  add (item, PORTAIL_DEED_OPEN, deeds, &n);
  add (item, PORTAIL_DEED_EXPORT, deeds, &n);
  for (gsize i = 0; i < G_N_ELEMENTS (situation->choices); i++)
    add (item, situation->choices[i].deed, deeds, &n);
  return n;
}

const char *
portail_op_situation_get_label (PortailOpSituation situation, PortailOpDeed deed)
{
  for (gsize i = 0; i < G_N_ELEMENTS (situations[0].choices); i++)
    {
      const Choice *choice = &situations[situation].choices[i];

      if (choice->deed == deed && choice->label != NULL)
        return _ (choice->label);
    }
  return _ (labels[deed]);
}
