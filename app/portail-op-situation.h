/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where an op of the outbox stands towards its user: why it is in a tray, and what may be done with
 * it there (sync.md, Conflicts; contract.md §4). One table; no widget knows a code of the server.
 */
#pragma once

#include "app/portail-outbox-item.h"

typedef enum
{
  PORTAIL_OP_WAITING,
  PORTAIL_OP_ON_ITS_WAY, /* sent and not answered: nothing can be done but to wait */
  PORTAIL_OP_IN_CONFLICT,
  PORTAIL_OP_MEETS_ANOTHER,      /* duplicate_key */
  PORTAIL_OP_OF_DELETED,         /* somebody has deleted what it changes */
  PORTAIL_OP_UNDER_OTHER_BAREME, /* bareme_changed */
  PORTAIL_OP_IS_REFUSED,
  PORTAIL_OP_WITHOUT_ACCESS, /* quarantined */
} PortailOpSituation;

typedef enum
{
  PORTAIL_DEED_NONE,
  PORTAIL_DEED_SEE,         /* all that is known of it */
  PORTAIL_DEED_OPEN,        /* the record */
  PORTAIL_DEED_EDIT,        /* and send again */
  PORTAIL_DEED_CHOOSE,      /* field by field */
  PORTAIL_DEED_TAKE_MINE,   /* as PORTAIL_RESOLVE_TAKE_MINE */
  PORTAIL_DEED_TAKE_THEIRS, /* as PORTAIL_RESOLVE_TAKE_THEIRS */
  PORTAIL_DEED_CANCEL,      /* what was never sent; has a way back */
  PORTAIL_DEED_DISCARD,     /* has none */
  PORTAIL_DEED_EXPORT,
  PORTAIL_N_DEEDS,
} PortailOpDeed;

PortailOpSituation portail_op_situation_find (PortailOutboxItem *item);
/* What is to be known beside the server's own words: translated; NULL for nothing. Static. */
const char *portail_op_situation_explain (PortailOpSituation situation);

#define PORTAIL_OP_MAX_DEEDS 8
/* What may be done, the most likely last; returns how many. */
guint portail_op_situation_list_deeds (PortailOutboxItem *item,
                                       PortailOpDeed deeds[PORTAIL_OP_MAX_DEEDS]);
/* How a button says it where the op stands. Translated, static. */
const char *portail_op_situation_get_label (PortailOpSituation situation, PortailOpDeed deed);
