/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One field of a form: the control of its kind, the same value as plain text for who only reads it,
 * and a line below for a hint or for what is wrong.
 *
 * 1. A row speaks in the texts of portail-field-text.h and knows no record.
 * 2. What is wrong is tied to the control: a screen reader says it with the value.
 * Main thread. */
#pragma once

#include <adwaita.h>

#include "app/portail-record-names.h"
#include "shared/portail-field.h"

G_BEGIN_DECLS

typedef struct _PortailFieldRow PortailFieldRow;

typedef enum
{
  PORTAIL_FIELD_ROW_OF_ONE,
  PORTAIL_FIELD_ROW_OF_SEVERAL, /* no text means that nothing is changed, of a boolean too */
} PortailFieldRowUse;

typedef enum
{
  PORTAIL_FIELD_ROW_ABSENT,
  PORTAIL_FIELD_ROW_TEXT,   /* to be read */
  PORTAIL_FIELD_ROW_LOCKED, /* greyed */
  PORTAIL_FIELD_ROW_OPEN,
} PortailFieldRowMode;

typedef struct
{
  const PortailField *field;
  const char *hint; /* translated, or NULL */
  PortailFieldRowUse use;
  void (*edited) (PortailFieldRow *row, gpointer user_data);  /* by the person */
  void (*entered) (PortailFieldRow *row, gpointer user_data); /* Enter in a line */
  gpointer user_data;
} PortailFieldRowSetup;

/* Appends its parts to @list, which owns them and outlives the row. ABSENT at first. */
PortailFieldRow *portail_field_row_new (GtkListBox *list, const PortailFieldRowSetup *setup);
void portail_field_row_free (PortailFieldRow *row);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PortailFieldRow, portail_field_row_free)

/* Owned. */
char *portail_field_row_dup_text (PortailFieldRow *row);
/* Tells nobody. @display: as people read it, of text mode. */
void portail_field_row_set_text (PortailFieldRow *row, const char *text, const char *display);
void portail_field_row_set_mode (PortailFieldRow *row, PortailFieldRowMode mode);
PortailFieldRowMode portail_field_row_get_mode (PortailFieldRow *row);
/* What is wrong with it; NULL for nothing. */
void portail_field_row_set_fault (PortailFieldRow *row, const char *fault);
/* Borrowed. */
const char *portail_field_row_get_fault (PortailFieldRow *row);
/* What else is to be said instead of the hint: why it is greyed, what others wrote. NULL for the
 * hint. */
void portail_field_row_set_note (PortailFieldRow *row, const char *note);
/* Texts to choose from. Copies them; NULL for none. */
void portail_field_row_set_suggestions (PortailFieldRow *row, const char *const *texts);
/* Of a field that refers to something: where its names come from. NULL for none. */
void portail_field_row_set_names (PortailFieldRow *row,
                                  PortailRecordNames *names,
                                  const char *enterprise_id);
gboolean portail_field_row_focus (PortailFieldRow *row);

G_END_DECLS
