/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "shared/records/portail-document.h"

#include <string.h>

#include "shared/portail-i18n.h"

static const PortailChoice doc_types[] = {
  { PORTAIL_DOCUMENT_FACTURE, "facture", N_ ("Invoice") },
  { PORTAIL_DOCUMENT_DIPLOME, "diplome", N_ ("Diploma") },
  { PORTAIL_DOCUMENT_CONTRAT, "contrat", N_ ("Contract") },
  { PORTAIL_DOCUMENT_RAPPORT, "rapport", N_ ("Report") },
  { PORTAIL_DOCUMENT_DOCUMENT, "document", N_ ("Document") },
  { 0 },
};

static const PortailField fields[] = {
  {
      PORTAIL_TEXT (PortailDocument, filename),
      .title = N_ ("File name"),
      .flags = PORTAIL_FIELD_REQUIRED | PORTAIL_FIELD_SEARCHED | PORTAIL_FIELD_IN_LIST,
  },
  {
      PORTAIL_TEXT (PortailDocument, category),
      .title = N_ ("Category"),
      .max = 100,
      .flags = PORTAIL_FIELD_SEARCHED | PORTAIL_FIELD_IN_LIST,
  },
  {
      PORTAIL_CHOICE (PortailDocument, doc_type, doc_types),
      .title = N_ ("Type"),
      .flags = PORTAIL_FIELD_REQUIRED | PORTAIL_FIELD_PROTECTED | PORTAIL_FIELD_IN_LIST,
      .initial = PORTAIL_DOCUMENT_DOCUMENT,
  },
  {
      PORTAIL_TEXT (PortailDocument, sha256),
      .max = PORTAIL_DOCUMENT_SHA256_LENGTH,
      .flags = PORTAIL_FIELD_PROTECTED,
  },
  {
      PORTAIL_INTEGER (PortailDocument, size),
      .title = N_ ("Size"),
      .flags = PORTAIL_FIELD_PROTECTED | PORTAIL_FIELD_IN_LIST,
  },
  {
      PORTAIL_TEXT (PortailDocument, mime),
      .title = N_ ("Content"),
      .max = 100,
      .flags = PORTAIL_FIELD_COMPUTED | PORTAIL_FIELD_IN_LIST,
  },
  {
      PORTAIL_DAY (PortailDocument, date),
      .title = N_ ("Date"),
      .flags = PORTAIL_FIELD_IN_LIST,
  },
  {
      PORTAIL_MONEY (PortailDocument, montant),
      .title = N_ ("Amount"),
      .flags = PORTAIL_FIELD_PROTECTED | PORTAIL_FIELD_IN_LIST,
  },
  {
      PORTAIL_TEXT (PortailDocument, description),
      .title = N_ ("Description"),
      .max = 4000,
      .flags = PORTAIL_FIELD_MULTILINE | PORTAIL_FIELD_SEARCHED,
  },
  {
      PORTAIL_ID (PortailDocument, employee_id),
      .title = N_ ("Employee"),
      .refers_to = "employee",
      .flags = PORTAIL_FIELD_PROTECTED,
  },
  {
      PORTAIL_TEXT (PortailDocument, nom),
      .title = N_ ("Last name"),
      .max = 100,
      .flags = PORTAIL_FIELD_SEARCHED | PORTAIL_FIELD_IN_LIST,
  },
  {
      PORTAIL_TEXT (PortailDocument, prenom),
      .title = N_ ("First name"),
      .max = 100,
      .flags = PORTAIL_FIELD_SEARCHED | PORTAIL_FIELD_IN_LIST,
  },
  {
      PORTAIL_TEXT (PortailDocument, grade),
      .title = N_ ("Grade"),
      .max = 100,
      .flags = PORTAIL_FIELD_SEARCHED,
  },
  {
      PORTAIL_TEXT (PortailDocument, diplome_kind),
      .title = N_ ("Kind of diploma"),
      .max = 100,
      .flags = PORTAIL_FIELD_SEARCHED,
  },
  {
      PORTAIL_TEXT (PortailDocument, tags),
      .title = N_ ("Tags"),
      .max = 1000,
      .flags = PORTAIL_FIELD_SEARCHED | PORTAIL_FIELD_IN_LIST,
  },
};

static void
check (const PortailRecord *record, PortailProblems *problems)
{
  const PortailDocument *document = (const PortailDocument *) record;

  if (document->sha256 != NULL
      && (strlen (document->sha256) != PORTAIL_DOCUMENT_SHA256_LENGTH
          || strspn (document->sha256, "0123456789abcdef") != PORTAIL_DOCUMENT_SHA256_LENGTH))
    portail_problems_add (problems, "sha256", "not_a_hash",
                          _ ("A SHA-256 has 64 digits of 0–9 and a–f."));
  if (document->size != PORTAIL_INTEGER_NULL && document->size < 0)
    portail_problems_add (problems, "size", "negative", _ ("The value is negative."));
}

const PortailRecordType portail_document_type = {
  PORTAIL_RECORD_TYPE (PortailDocument, fields),
  .name = "document",
  .title = N_ ("Document"),
  .module = PORTAIL_MODULE_DOCUMENTS,
  .since = 2,
  .check = check,
};
