/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/portail-field-row.h"

#include "app/portail-field-row-private.h"
#include "app/portail-plain-row.h"
#include "app/portail-row-message.h"
#include "app/portail-tag-completion.h"
#include "app/portail-tag-list.h"
#include "shared/portail-i18n.h"

void
portail_field_row_set_title (PortailFieldRow *row, GtkWidget *preferences_row)
{
  const char *title = row->setup.field->title;

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (preferences_row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (preferences_row),
                                 title != NULL ? _ (title) : row->setup.field->name);
}

void
portail_field_row_tell_edited (PortailFieldRow *row)
{
  if (row->is_telling)
    row->setup.edited (row, row->setup.user_data);
}

void
portail_field_row_tell_entered (PortailFieldRow *row)
{
  if (row->setup.entered != NULL)
    row->setup.entered (row, row->setup.user_data);
}

/* The value for who only reads it: a caption and the text below, which can be copied. */
static void
make_text_row (PortailFieldRow *row)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  GtkWidget *caption = gtk_label_new (row->setup.field->title != NULL ? _ (row->setup.field->title)
                                                                      : row->setup.field->name);

  row->text_row = portail_plain_row_new (box);
  row->text = GTK_LABEL (gtk_label_new (NULL));
  portail_field_row_set_title (row, row->text_row);
  gtk_label_set_xalign (GTK_LABEL (caption), 0);
  gtk_label_set_wrap (GTK_LABEL (caption), TRUE);
  gtk_widget_add_css_class (caption, "caption");
  gtk_widget_add_css_class (caption, "dim-label");
  gtk_label_set_xalign (row->text, 0);
  gtk_label_set_wrap (row->text, TRUE);
  gtk_label_set_wrap_mode (row->text, PANGO_WRAP_WORD_CHAR);
  gtk_label_set_selectable (row->text, TRUE);
  gtk_accessible_update_relation (GTK_ACCESSIBLE (row->text), GTK_ACCESSIBLE_RELATION_LABELLED_BY,
                                  caption, NULL, -1);
  gtk_box_append (GTK_BOX (box), caption);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (row->text));
  gtk_widget_add_css_class (box, "field-text");
}

static void
update_message (PortailFieldRow *row)
{
  gboolean is_there = row->mode != PORTAIL_FIELD_ROW_ABSENT;
  const char *text = row->fault != NULL                    ? row->fault
                     : row->note != NULL                   ? row->note
                     : row->mode != PORTAIL_FIELD_ROW_TEXT ? row->setup.hint
                                                           : NULL;

  gtk_widget_set_visible (row->message_row, is_there && text != NULL);
  if (text != NULL)
    gtk_widget_add_css_class (row->text_row, "has-message");
  else
    gtk_widget_remove_css_class (row->text_row, "has-message");
  portail_row_message_say (row->message_row, row->control, row->focus, text,
                           row->fault != NULL ? PORTAIL_ROW_MESSAGE_FAULT
                                              : PORTAIL_ROW_MESSAGE_HINT);
}

PortailFieldRow *
portail_field_row_new (GtkListBox *list, const PortailFieldRowSetup *setup)
{
  PortailFieldRow *row = g_new0 (PortailFieldRow, 1);
  const PortailField *field = setup->field;

  row->setup = *setup;
  row->kind = portail_field_control_find (field, setup->use);
  row->kind->make (row);
  if (row->focus == NULL)
    row->focus = row->control;
  gtk_accessible_update_property (GTK_ACCESSIBLE (row->focus), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  field->title != NULL ? _ (field->title) : field->name, -1);
  make_text_row (row);
  row->message_row = portail_row_message_new ();
  gtk_list_box_append (list, row->control);
  gtk_list_box_append (list, row->text_row);
  gtk_list_box_append (list, row->message_row);
  row->is_telling = TRUE;
  row->mode = PORTAIL_FIELD_ROW_OPEN;
  portail_field_row_set_mode (row, PORTAIL_FIELD_ROW_ABSENT);
  return row;
}

void
portail_field_row_free (PortailFieldRow *row)
{
  row->is_telling = FALSE;
  portail_field_row_set_names (row, NULL, NULL);
  g_free (row->fault);
  g_free (row->note);
  g_free (row->value);
  g_free (row);
}

char *
portail_field_row_dup_text (PortailFieldRow *row)
{
  return row->kind->dup_text (row);
}

void
portail_field_row_set_text (PortailFieldRow *row, const char *text, const char *display)
{
  g_autofree char *shown = row->kind->dup_text (row);

  gtk_label_set_text (row->text, display != NULL && *display != '\0' ? display : "—");
  if (g_str_equal (shown, text))
    return;
  row->is_telling = FALSE;
  row->kind->set_text (row, text);
  row->is_telling = TRUE;
}

void
portail_field_row_set_mode (PortailFieldRow *row, PortailFieldRowMode mode)
{
  if (row->mode == mode)
    return;
  row->mode = mode;
  gtk_widget_set_visible (row->control,
                          mode == PORTAIL_FIELD_ROW_OPEN || mode == PORTAIL_FIELD_ROW_LOCKED);
  gtk_widget_set_sensitive (row->control, mode != PORTAIL_FIELD_ROW_LOCKED);
  gtk_widget_set_visible (row->text_row, mode == PORTAIL_FIELD_ROW_TEXT);
  update_message (row);
}

PortailFieldRowMode
portail_field_row_get_mode (PortailFieldRow *row)
{
  return row->mode;
}

static void
replace (PortailFieldRow *row, char **at, const char *text)
{
  if (g_strcmp0 (*at, text) == 0)
    return;
  g_free (*at);
  *at = g_strdup (text);
  update_message (row);
}

void
portail_field_row_set_fault (PortailFieldRow *row, const char *fault)
{
  replace (row, &row->fault, fault);
}

const char *
portail_field_row_get_fault (PortailFieldRow *row)
{
  return row->fault;
}

void
portail_field_row_set_note (PortailFieldRow *row, const char *note)
{
  replace (row, &row->note, note);
}

void
portail_field_row_set_suggestions (PortailFieldRow *row, const char *const *texts)
{
  gboolean is_of_tags = portail_tag_list_is_field (row->setup.field);
  g_auto (GStrv) tags = is_of_tags && texts != NULL ? portail_tag_list_split (texts) : NULL;

  if (!ADW_IS_ENTRY_ROW (row->control))
    return;
  if (is_of_tags)
    {
      portail_tag_completion_set (ADW_ENTRY_ROW (row->control), (const char *const *) tags);
      texts = (const char *const *) tags;
    }
  if (row->suggestions != NULL)
    adw_entry_row_remove (ADW_ENTRY_ROW (row->control), row->suggestions);
  row->suggestions = texts != NULL && texts[0] != NULL
                         ? portail_field_control_new_suggestions (row, texts)
                         : NULL;
  if (row->suggestions != NULL)
    adw_entry_row_add_suffix (ADW_ENTRY_ROW (row->control), row->suggestions);
}

/* Names have come: the same value is shown by its name. */
static void
on_names_changed (PortailFieldRow *row)
{
  g_autofree char *text = row->kind->dup_text (row);
  g_autofree char *name = portail_record_names_dup_title (row->names, row->setup.field->refers_to,
                                                          text);

  if (name != NULL)
    gtk_label_set_text (row->text, name);
  row->is_telling = FALSE;
  row->kind->set_text (row, text);
  row->is_telling = TRUE;
}

void
portail_field_row_set_names (PortailFieldRow *row,
                             PortailRecordNames *names,
                             const char *enterprise_id)
{
  g_free (row->enterprise_id);
  row->enterprise_id = g_strdup (enterprise_id);
  if (row->names == names)
    return;
  if (row->names != NULL)
    g_clear_signal_handler (&row->names_handler, row->names);
  g_set_object (&row->names, names);
  if (names == NULL || row->setup.field->refers_to == NULL)
    return;
  row->names_handler = g_signal_connect_swapped (names, "changed", G_CALLBACK (on_names_changed),
                                                 row);
  on_names_changed (row);
}

gboolean
portail_field_row_focus (PortailFieldRow *row)
{
  return row->mode == PORTAIL_FIELD_ROW_OPEN && gtk_widget_grab_focus (row->control);
}
