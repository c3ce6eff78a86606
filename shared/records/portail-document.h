/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A file of a company and what is known about it (domain.md §5).
 *
 * 1. The content is a blob of its own, named by `sha256`; null means that it did not come yet. Once
 *    given it never changes: another content is another document.
 * 2. What the forms require (a facture's date, a diplôme's names) may be null through the API
 *    (contract.md §7).
 * 3. `nom`, `prenom` and `grade` stay as they were written; `employee_id` is the person, where one
 *    was recognised. */
#pragma once

#include "shared/portail-record.h"

/* Hexadecimal digits of a SHA-256. */
#define PORTAIL_DOCUMENT_SHA256_LENGTH 64

typedef enum
{
  PORTAIL_DOCUMENT_FACTURE = 1,
  PORTAIL_DOCUMENT_DIPLOME,
  PORTAIL_DOCUMENT_CONTRAT,
  PORTAIL_DOCUMENT_RAPPORT,
  PORTAIL_DOCUMENT_DOCUMENT,
} PortailDocumentType;

typedef struct
{
  PortailRecord base;
  char *filename;
  char *category;
  PortailDocumentType doc_type;
  char *sha256; /* lower case; NULL: no content yet */
  gint64 size;  /* bytes */
  char *mime;   /* found in the content by the server */
  PortailDay date;
  PortailMoney montant;
  char *description;
  char *employee_id;
  char *nom;
  char *prenom;
  char *grade;
  char *diplome_kind;
  char *tags; /* separated by commas */
} PortailDocument;

extern const PortailRecordType portail_document_type;
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PortailDocument, portail_record_free)
