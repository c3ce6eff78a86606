/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The form of one record, made from the table of its fields: one row a field, by its kind.
 *
 * 1. A row keeps what was typed; a text that is no value stays there with its reason, and the
 *    record keeps what it had.
 * 2. What others change comes in where nobody typed (portail_record_form_update()).
 * 3. Fields that may not be read are not there; those that may not be written are greyed and say
 *    why; those that nobody writes, and on an existing record those that are given once, are text.
 *
 * Signals:
 *   "changed" (): the person changed something, or took it back.
 *   "submit" (): Ctrl+S, or Enter in a line.
 *   "cancel" (): Escape.
 * Main thread. */
#pragma once

#include <adwaita.h>

#include "app/portail-cache.h"
#include "shared/portail-record.h"

G_BEGIN_DECLS

#define PORTAIL_TYPE_RECORD_FORM (portail_record_form_get_type ())
G_DECLARE_FINAL_TYPE (PortailRecordForm, portail_record_form, PORTAIL, RECORD_FORM, AdwBin)

typedef struct
{
  const char *name; /* of the field, which the type must have */
  const char *hint; /* N_ (), below the row; or NULL */
} PortailFormField;

typedef struct
{
  const char *title;              /* N_ (), or NULL */
  const PortailFormField *fields; /* a NULL name ends them */
} PortailFormSection;

typedef enum
{
  PORTAIL_FORM_CREATE, /* the record is not there yet */
  PORTAIL_FORM_EDIT,
  PORTAIL_FORM_SEVERAL, /* what is given is written into several records, the rest is left */
} PortailFormPurpose;

typedef struct
{
  PortailFieldSet readable;
  PortailFieldSet writable;
  const char *lock_reason; /* why nothing may be written now: a sentence; NULL when it may */
} PortailFormRights;

/* Adds what is wrong with the record as a whole, beside what its type checks. */
typedef void (*PortailFormCheck) (gconstpointer record,
                                  PortailProblems *problems,
                                  gpointer user_data);

/* @sections is static; fields without a section are not shown. NULL fields end them. Empty, with
 * every right, until it gets a record. */
GtkWidget *portail_record_form_new (const PortailRecordType *type,
                                    const PortailFormSection *sections);
/* For PORTAIL_FORM_SEVERAL and no other purpose. */
GtkWidget *portail_record_form_new_for_several (const PortailRecordType *type,
                                                const PortailFormSection *sections);
/* Where names for ids come from, and of which company (NULL: of all); NULL for none. */
void portail_record_form_set_cache (PortailRecordForm *form, PortailCache *cache);
void portail_record_form_set_company (PortailRecordForm *form, const char *enterprise_id);
/* @user_data outlives the form. */
void
portail_record_form_set_check (PortailRecordForm *form, PortailFormCheck check, gpointer user_data);
/* What the text field @name offers to choose from; one may still type. Copies @texts; NULL ends
 * them, NULL for none. */
void portail_record_form_set_suggestions (PortailRecordForm *form,
                                          const char *name,
                                          const char *const *texts);
/* Shows the first @n_sections only, so that a long form may come into sight piece by piece; at
 * first all are shown. Whether there are more. */
gboolean portail_record_form_unfold (PortailRecordForm *form, guint n_sections);
void portail_record_form_set_rights (PortailRecordForm *form, const PortailFormRights *rights);
/* What the form does not show at the moment, beside what may not be read. */
void portail_record_form_set_hidden (PortailRecordForm *form, PortailFieldSet hidden);

/* Copies @record, forgets what was typed; NULL for none. */
void portail_record_form_set_record (PortailRecordForm *form,
                                     gconstpointer record,
                                     PortailFormPurpose purpose);
/* Copies @record, which is being saved: until another record is shown, its values are nobody
 * else's. */
void portail_record_form_note_sent (PortailRecordForm *form, gconstpointer record);
/* What portail_record_form_note_sent() was told of was not saved after all. */
void portail_record_form_note_unsent (PortailRecordForm *form, gconstpointer record);
/* The same record as others left it: what was typed stays. */
void portail_record_form_update (PortailRecordForm *form, gconstpointer record);
/* Puts @fields of @values into the rows as if the person had typed them. */
void
portail_record_form_put (PortailRecordForm *form, gconstpointer values, PortailFieldSet fields);

/* The record with everything that was typed and means something. NULL without a record. Owned. */
gpointer portail_record_form_dup_record (PortailRecordForm *form);
/* The record as it was before; NULL for none. Borrowed. */
gconstpointer portail_record_form_get_original (PortailRecordForm *form);
PortailFormPurpose portail_record_form_get_purpose (PortailRecordForm *form);
/* The fields whose values differ from before. */
PortailFieldSet portail_record_form_get_changed (PortailRecordForm *form);
/* Whether anything was typed that is not saved, right or wrong. */
gboolean portail_record_form_is_changed (PortailRecordForm *form);
/* Whether nothing is wrong; shows nothing of it. */
gboolean portail_record_form_is_valid (PortailRecordForm *form);
/* Shows all that is wrong and takes the keyboard to the first of it. TRUE when nothing is. */
gboolean portail_record_form_validate (PortailRecordForm *form);

/* Shows what somebody else, the server, finds wrong, at each row until it is written in: of
 * @problems, which may be NULL, those with @index. Nothing of it keeps the person from trying
 * again. What has no row here. Owned. */
PortailProblems *
portail_record_form_refuse (PortailRecordForm *form, const PortailProblems *problems, gint64 index);

/* What its rows say is wrong, a line each with the title of the row; NULL for nothing. Owned. */
char *portail_record_form_dup_faults (PortailRecordForm *form);
/* To the first row that says so. */
void portail_record_form_focus_fault (PortailRecordForm *form);

/* What was typed as a JSON text, for a draft; NULL where nothing was. Owned. */
char *portail_record_form_dup_draft (PortailRecordForm *form);
/* Puts it back as if it were typed again. FALSE for what is no draft of this form. */
gboolean portail_record_form_restore_draft (PortailRecordForm *form, const char *json);

/* Takes the keyboard to the row of @name; NULL: to the first that can be written. */
void portail_record_form_focus (PortailRecordForm *form, const char *name);

G_END_DECLS
