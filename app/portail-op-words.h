/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What an op of the outbox does, in the words of a person: « RUN de Jean Dupont : 12 500 $ →
 * 13 000 $ ». All texts are plain, never markup. */
#pragma once

#include "app/portail-outbox-item.h"

/* The whole op in one line. Owned. */
char *portail_op_words_describe (PortailOutboxItem *item);
/* What the record of a change is called: a name, a week, a justificatif. @record may lack members;
 * NULL where it does not say. Owned. */
char *portail_op_words_name_record (const PortailRecord *record);
/* A value as people read it, "—" for null. Owned. */
char *portail_op_words_value (const PortailField *field, const PortailRecord *record);
