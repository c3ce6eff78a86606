/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files of PortailRecordForm share. */
#pragma once

#include "app/portail-field-row.h"
#include "app/portail-record-form.h"

typedef struct
{
  PortailRecordForm *form;
  PortailFieldRow *row;
  const PortailField *field;
  guint index;         /* of the field in its type */
  char *reason;        /* why the text is no value; NULL when it is one */
  const char *fault;   /* of the problem that is being shown */
  char *refusal;       /* what somebody else finds wrong; or NULL */
  char *lock_note;     /* why it alone is greyed; or NULL */
  gboolean is_touched; /* the person has been there: what is wrong may be said */
  gboolean is_wrong;
} PortailFormLine;

struct _PortailRecordForm
{
  AdwBin parent_instance;

  const PortailRecordType *type;
  GtkBox *box;
  GtkLabel *notice;  /* what is wrong with the whole */
  GtkLabel *lock;    /* why nothing can be written */
  GPtrArray *lines;  /* of PortailFormLine */
  GPtrArray *groups; /* of GtkWidget, not owned: a section each */
  guint n_unfolded;  /* how many of them may be shown */
  PortailRecord *original;
  PortailRecord *values;
  GPtrArray *sent; /* of PortailRecord: what was saved of the record from here */
  PortailFormPurpose purpose;
  PortailFieldSet readable;
  PortailFieldSet writable;
  PortailFieldSet hidden;
  PortailFieldSet given; /* of several records: what is to be written */
  char *lock_reason;
  char *enterprise_id;
  PortailRecordNames *names;
  PortailFormCheck check;
  gpointer check_user_data;
  gboolean is_validated;
};

/* Handlers of the rows; @user_data is the line. */
void portail_record_form_on_edited (PortailFieldRow *row, gpointer user_data);
void portail_record_form_on_entered (PortailFieldRow *row, gpointer user_data);
/* Brings the rows' modes up to rights, purpose and record. */
void portail_record_form_update_modes (PortailRecordForm *form);
/* @general may be NULL; after the person wanted to save. */
void
portail_record_form_show_notice (PortailRecordForm *form, const char *general, guint n_problems);
