/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Notifications: who is told of what happened to a record (domain.md §3.6). Each type that has a
 * life cycle declares its notices as rows of a table.
 *
 * 1. A notice is written in the language of who receives it: his setting `language`,
 *    `{"language":"en"}`, else French.
 * 2. `kind`, `target_type` and `target_id` say the same without words, for who shows his own.
 * 3. Never is told who acts. */
#pragma once

#include "server/portail-language.h"
#include "server/portail-record-writer.h"
#include "shared/records/portail-notification.h"

typedef enum
{
  PORTAIL_RECIPIENTS_STAFF,   /* whoever may validate */
  PORTAIL_RECIPIENTS_OWNERS,  /* patrons and co-patrons of the company */
  PORTAIL_RECIPIENTS_CREATOR, /* who made the row */
} PortailRecipients;

typedef struct
{
  const char *command; /* after which it is sent; NULL ends a table */
  const char *kind;    /* "dotation_submitted" */
  PortailNotificationLevel level;
  const char *title; /* N_(): the company's name, what the row is called */
  PortailRecipients recipients;
} PortailNotice;

/* What a notice is about. All borrowed. */
typedef struct
{
  const PortailRecord *record;
  const char *name; /* what the title calls it */
  const char *body; /* a reason, or NULL */
} PortailNoticeSubject;

/* NULL where @command tells nobody. @notices may be NULL. */
const PortailNotice *portail_notices_find (const PortailNotice *notices, const char *command);
gboolean portail_notices_send (PortailRecordWriter *writer,
                               const PortailNotice *notice,
                               const PortailNoticeSubject *subject,
                               GError **error);
/* In which language the user reads what is written for him: invariant 1. */
gboolean portail_notices_load_language (PortailDatabase *database,
                                        const char *user_id,
                                        PortailLanguage *language,
                                        GError **error);
