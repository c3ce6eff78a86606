/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "shared/records/portail-archive.h"

#include "shared/portail-i18n.h"

static const PortailChoice doc_types[] = {
  { PORTAIL_ARCHIVE_DOTATION, "dotation", N_ ("Dotation") },
  { PORTAIL_ARCHIVE_IMPOT, "impot", N_ ("Tax declaration") },
  { PORTAIL_ARCHIVE_FACTURE, "facture", N_ ("Invoice") },
  { PORTAIL_ARCHIVE_DIPLOME, "diplome", N_ ("Diploma") },
  { PORTAIL_ARCHIVE_BLANCHIMENT, "blanchiment", N_ ("Blanchiment") },
  { PORTAIL_ARCHIVE_AUTRE, "autre", N_ ("Other") },
  { 0 },
};

static const PortailChoice statuses[] = {
  { PORTAIL_ARCHIVE_EN_ATTENTE, "en_attente", N_ ("Submitted") },
  { PORTAIL_ARCHIVE_VALIDE, "valide", N_ ("Validated") },
  { PORTAIL_ARCHIVE_REFUSE, "refuse", N_ ("Refused") },
  { 0 },
};

static const PortailField fields[] = {
  {
      PORTAIL_TEXT (PortailArchive, number),
      .title = N_ ("Number"),
      .max = 50,
      .flags = PORTAIL_FIELD_COMPUTED | PORTAIL_FIELD_SEARCHED | PORTAIL_FIELD_IN_LIST,
  },
  {
      PORTAIL_CHOICE (PortailArchive, doc_type, doc_types),
      .title = N_ ("Type"),
      .flags = PORTAIL_FIELD_REQUIRED | PORTAIL_FIELD_PROTECTED | PORTAIL_FIELD_IMMUTABLE
               | PORTAIL_FIELD_IN_LIST,
      .initial = PORTAIL_ARCHIVE_AUTRE,
  },
  {
      PORTAIL_TEXT (PortailArchive, title),
      .title = N_ ("Title"),
      .flags = PORTAIL_FIELD_REQUIRED | PORTAIL_FIELD_SEARCHED | PORTAIL_FIELD_IN_LIST,
  },
  {
      PORTAIL_TEXT (PortailArchive, content),
      .title = N_ ("Description"),
      .max = PORTAIL_ARCHIVE_CONTENT_MAX_CHARACTERS,
      .flags = PORTAIL_FIELD_MULTILINE | PORTAIL_FIELD_SEARCHED,
  },
  {
      PORTAIL_TEXT (PortailArchive, category),
      .title = N_ ("Category"),
      .max = 100,
      .flags = PORTAIL_FIELD_SEARCHED | PORTAIL_FIELD_IN_LIST,
  },
  {
      PORTAIL_TEXT (PortailArchive, tags),
      .title = N_ ("Tags"),
      .max = 1000,
      .flags = PORTAIL_FIELD_SEARCHED | PORTAIL_FIELD_IN_LIST,
  },
  {
      PORTAIL_DAY (PortailArchive, date),
      .title = N_ ("Date"),
      .flags = PORTAIL_FIELD_IN_LIST,
  },
  {
      PORTAIL_WEEK (PortailArchive, period),
      .title = N_ ("Week"),
      .flags = PORTAIL_FIELD_IN_LIST,
  },
  {
      PORTAIL_MONEY (PortailArchive, amount),
      .title = N_ ("Amount"),
      .flags = PORTAIL_FIELD_PROTECTED | PORTAIL_FIELD_SIGNED | PORTAIL_FIELD_IN_LIST,
  },
  {
      PORTAIL_CHOICE (PortailArchive, status, statuses),
      .title = N_ ("Status"),
      .flags = PORTAIL_FIELD_REQUIRED | PORTAIL_FIELD_PROTECTED | PORTAIL_FIELD_COMPUTED
               | PORTAIL_FIELD_IN_LIST,
      .initial = PORTAIL_ARCHIVE_EN_ATTENTE,
  },
  {
      PORTAIL_JSON (PortailArchive, payload),
      .flags = PORTAIL_FIELD_COMPUTED | PORTAIL_FIELD_PROTECTED,
  },
  {
      PORTAIL_TEXT (PortailArchive, source_type),
      .max = 50,
      .flags = PORTAIL_FIELD_PROTECTED | PORTAIL_FIELD_IMMUTABLE,
  },
  {
      PORTAIL_ID (PortailArchive, source_id),
      .flags = PORTAIL_FIELD_PROTECTED | PORTAIL_FIELD_IMMUTABLE,
  },
  {
      PORTAIL_ID (PortailArchive, validated_by),
      .title = N_ ("Validated by"),
      .refers_to = "user",
      .flags = PORTAIL_FIELD_COMPUTED,
  },
  {
      PORTAIL_TIMESTAMP (PortailArchive, validated_at),
      .title = N_ ("Validated"),
      .flags = PORTAIL_FIELD_COMPUTED,
  },
  {
      PORTAIL_TEXT (PortailArchive, refusal_reason),
      .title = N_ ("Reason of the refusal"),
      .max = 2000,
      .flags = PORTAIL_FIELD_COMPUTED | PORTAIL_FIELD_MULTILINE,
  },
};

static void
check (const PortailRecord *record, PortailProblems *problems)
{
  const PortailArchive *archive = (const PortailArchive *) record;

  if ((archive->source_type == NULL) != (archive->source_id == NULL))
    portail_problems_add (problems, archive->source_type == NULL ? "source_type" : "source_id",
                          "required", _ ("This field is required."));
}

static char *
make_natural_key (const PortailRecord *record)
{
  const PortailArchive *archive = (const PortailArchive *) record;

  return archive->source_id != NULL ? g_strdup_printf ("%s/%s/%s", record->enterprise_id,
                                                       archive->source_type, archive->source_id)
                                    : NULL;
}

const PortailRecordType portail_archive_type = {
  PORTAIL_RECORD_TYPE (PortailArchive, fields),
  .name = "archive",
  .title = N_ ("Archive"),
  .module = PORTAIL_MODULE_ARCHIVES,
  .since = 2,
  .check = check,
  .make_natural_key = make_natural_key,
};
