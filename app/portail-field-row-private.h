/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files of PortailFieldRow share. */
#pragma once

#include "app/portail-field-row.h"

/* The widgets of a kind of field. */
typedef struct
{
  /* Sets ->control and ->focus. */
  void (*make) (PortailFieldRow *row);
  char *(*dup_text) (PortailFieldRow *row);
  void (*set_text) (PortailFieldRow *row, const char *text);
} PortailFieldControl;

struct _PortailFieldRow
{
  PortailFieldRowSetup setup;
  const PortailFieldControl *kind;
  PortailFieldRowMode mode;
  GtkWidget *control; /* GtkListBoxRow */
  GtkWidget *focus;   /* what takes the keyboard and bears the state for screen readers */
  GtkWidget *text_row;
  GtkLabel *text;
  GtkWidget *message_row;
  char *fault;
  char *note;
  char *value; /* of controls that keep none themselves */
  PortailRecordNames *names;
  gulong names_handler;
  char *enterprise_id;
  GtkWidget *suggestions; /* GtkMenuButton, or NULL */
  gboolean is_telling;    /* the person edits; FALSE while the program does */
};

const PortailFieldControl *portail_field_control_find (const PortailField *field,
                                                       PortailFieldRowUse use);
/* The person has changed the control. */
void portail_field_row_tell_edited (PortailFieldRow *row);
/* Of a line. */
void portail_field_row_tell_entered (PortailFieldRow *row);
/* Gives an AdwPreferencesRow the field's title. */
void portail_field_row_set_title (PortailFieldRow *row, GtkWidget *preferences_row);
/* A list in a popover behind an icon at the end of a line. @fill is called before it is shown. */
GtkWidget *portail_field_control_new_button (const char *icon_name, const char *label);

/* portail-field-chooser.c */
extern const PortailFieldControl portail_field_control_of_name;
extern const PortailFieldControl portail_field_control_of_week;
/* A button whose popover has a calendar; it writes the day into @entry. */
GtkWidget *portail_field_control_new_calendar (PortailFieldRow *row, GtkEditable *entry);
/* A button whose popover lists @texts; the chosen one is written into the line of @row. */
GtkWidget *portail_field_control_new_suggestions (PortailFieldRow *row, const char *const *texts);
