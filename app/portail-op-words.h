/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What an op of the outbox does, in the words of a person: « RUN de Jean Dupont : 12 500 $ →
 * 13 000 $ ». All texts are plain, never markup. */
#pragma once

#include "app/portail-outbox-item.h"

/* The whole op in one line. Owned. */
char *portail_op_words_describe (PortailOutboxItem *item);
/* One change of it without its values. Owned. */
char *portail_op_words_describe_part (PortailOutboxItem *item, guint index);
/* What the change is to: a dotation and its week, a document and its name. Owned. */
char *portail_op_words_describe_owner (PortailOutboxItem *item);
/* What a record is called: a name, a week, a justificatif. @record may lack members; NULL where it
 * does not say. @item may be NULL here and below: ids have no names then. Owned. */
char *portail_op_words_name_record (PortailOutboxItem *item, const PortailRecord *record);
/* A value as people read it, names instead of ids, "—" for null. Owned. */
char *portail_op_words_value (PortailOutboxItem *item,
                              const PortailField *field,
                              const PortailRecord *record);
