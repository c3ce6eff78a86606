/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Something that a company keeps (domain.md §6): typed, or a snapshot of another record.
 *
 * 1. Its number, `TYPE-YYYY-000001`, is the server's; a row that was not sent yet has none.
 * 2. `payload` is the canonical JSON of the source as it was, written by the server alone: what a
 *    printed code is checked against (contract.md §9).
 * 3. One source has one archive: the natural key. */
#pragma once

#include "shared/portail-record.h"

#define PORTAIL_ARCHIVE_CONTENT_MAX_CHARACTERS 20000

typedef enum
{
  PORTAIL_ARCHIVE_DOTATION = 1,
  PORTAIL_ARCHIVE_IMPOT,
  PORTAIL_ARCHIVE_FACTURE,
  PORTAIL_ARCHIVE_DIPLOME,
  PORTAIL_ARCHIVE_BLANCHIMENT,
  PORTAIL_ARCHIVE_AUTRE,
} PortailArchiveType;

typedef enum
{
  PORTAIL_ARCHIVE_EN_ATTENTE = 1,
  PORTAIL_ARCHIVE_VALIDE,
  PORTAIL_ARCHIVE_REFUSE,
} PortailArchiveStatus;

typedef struct
{
  PortailRecord base;
  char *number;
  PortailArchiveType doc_type;
  char *title;
  char *content;
  char *category;
  char *tags; /* separated by commas */
  PortailDay date;
  PortailWeek period;
  PortailMoney amount;
  PortailArchiveStatus status;
  char *payload;
  char *source_type; /* name of a record type */
  char *source_id;
  char *validated_by;
  PortailTimestamp validated_at;
  char *refusal_reason;
} PortailArchive;

extern const PortailRecordType portail_archive_type;
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PortailArchive, portail_record_free)
