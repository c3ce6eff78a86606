/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/portail-record-form.h"

#include <string.h>

#include "app/portail-field-row.h"
#include "app/portail-field-text.h"
#include "app/portail-record-form-private.h"
#include "app/portail-server-refusal.h"
#include "shared/portail-i18n.h"
#include "shared/portail-json-text.h"
#include "shared/portail-json.h"

/* Saves that may still come back. */
#define MAX_SENT 8

G_DEFINE_FINAL_TYPE (PortailRecordForm, portail_record_form, ADW_TYPE_BIN)

enum
{
  CHANGED,
  SUBMIT,
  CANCEL,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static PortailFieldSet
bit (const PortailFormLine *line)
{
  return (PortailFieldSet) 1 << line->index;
}

static PortailFormLine *
get_line (PortailRecordForm *form, guint index)
{
  return g_ptr_array_index (form->lines, index);
}

static PortailFormLine *
find_line (PortailRecordForm *form, const char *name)
{
  for (guint i = 0; i < form->lines->len; i++)
    if (g_strcmp0 (get_line (form, i)->field->name, name) == 0)
      return get_line (form, i);
  return NULL;
}

static gboolean
is_open (const PortailFormLine *line)
{
  return portail_field_row_get_mode (line->row) == PORTAIL_FIELD_ROW_OPEN;
}

static gboolean
differs (PortailRecordForm *form, const PortailFormLine *line)
{
  return line->reason != NULL
         || !portail_field_is_equal (line->field, form->values, form->original);
}

/* What is wrong */

/* Of several records only what was given is checked, each for itself. */
static PortailFieldSet
get_checked (PortailRecordForm *form)
{
  PortailFieldSet checked = 0;

  if (form->purpose == PORTAIL_FORM_SEVERAL)
    return portail_record_form_get_changed (form);
  for (guint i = 0; i < form->lines->len; i++)
    if (is_open (get_line (form, i)))
      checked |= bit (get_line (form, i));
  return checked;
}

static PortailProblems *
find_problems (PortailRecordForm *form)
{
  PortailProblems *problems = portail_problems_new ();
  PortailFieldSet checked = get_checked (form);

  for (guint i = 0; i < form->lines->len; i++)
    {
      PortailFormLine *line = get_line (form, i);

      if (line->reason == NULL)
        continue;
      portail_problems_add (problems, line->field->name, "not_a_value", "%s", line->reason);
      checked &= ~bit (line);
    }
  portail_record_validate (form->values, checked, problems);
  if (form->check != NULL && problems->len == 0)
    form->check (form->values, problems, form->check_user_data);
  return problems;
}

/* Each where it belongs, once the person has been there; the rest above. */
static guint
show_problems (PortailRecordForm *form)
{
  g_autoptr (PortailProblems) problems = form->values != NULL ? find_problems (form)
                                                              : portail_problems_new ();
  const char *general = NULL;

  for (guint i = 0; i < form->lines->len; i++)
    get_line (form, i)->fault = NULL;
  for (guint i = problems->len; i > 0; i--)
    {
      const PortailProblem *problem = portail_problems_get (problems, i - 1);
      PortailFormLine *line = find_line (form, problem->field);

      if (line != NULL && is_open (line))
        line->fault = problem->detail;
      else
        general = problem->detail;
    }
  for (guint i = 0; i < form->lines->len; i++)
    {
      PortailFormLine *line = get_line (form, i);

      portail_field_row_set_fault (
          line->row, line->is_touched && line->fault != NULL ? line->fault : line->refusal);
      line->is_wrong = line->fault != NULL;
      line->fault = NULL;
    }
  portail_record_form_show_notice (form, form->is_validated ? general : NULL, problems->len);
  return problems->len;
}

/* The rows */

static void
take_text (PortailRecordForm *form, PortailFormLine *line)
{
  g_autofree char *text = portail_field_row_dup_text (line->row);

  g_clear_pointer (&line->reason, g_free);
  if (form->purpose == PORTAIL_FORM_SEVERAL && *text == '\0')
    portail_field_set_null (line->field, form->values);
  else if (!portail_field_text_parse (line->field, form->values, text, &line->reason))
    portail_field_copy (line->field, form->values, form->original);
  if (form->purpose == PORTAIL_FORM_SEVERAL)
    form->given = *text != '\0' ? form->given | bit (line) : form->given & ~bit (line);
}

void
portail_record_form_on_edited (PortailFieldRow *row, gpointer user_data)
{
  PortailFormLine *line = user_data;
  PortailRecordForm *form = line->form;

  if (form->values == NULL)
    return;
  line->is_touched = TRUE;
  g_clear_pointer (&line->refusal, g_free);
  take_text (form, line);
  portail_field_row_set_note (row, NULL);
  show_problems (form);
  g_signal_emit (form, signals[CHANGED], 0);
}

void
portail_record_form_on_entered (PortailFieldRow *row, gpointer user_data)
{
  PortailFormLine *line = user_data;

  g_signal_emit (line->form, signals[SUBMIT], 0);
}

static void
show_value (PortailRecordForm *form, PortailFormLine *line)
{
  g_autofree char *text = portail_field_text_dup (line->field, form->values);
  g_autofree char *display = portail_field_to_text (line->field, form->values);
  g_autofree char *name = line->field->refers_to != NULL && form->names != NULL
                              ? portail_record_names_dup_title (form->names, line->field->refers_to,
                                                                text)
                              : NULL;
  gboolean is_nothing = form->purpose == PORTAIL_FORM_SEVERAL && !(form->given & bit (line));

  g_clear_pointer (&line->reason, g_free);
  portail_field_row_set_text (line->row, is_nothing ? "" : text, name != NULL ? name : display);
}

void
portail_record_form_set_rights (PortailRecordForm *form, const PortailFormRights *rights)
{
  g_return_if_fail (PORTAIL_IS_RECORD_FORM (form));
  form->readable = rights->readable;
  form->writable = rights->writable;
  g_free (form->lock_reason);
  form->lock_reason = g_strdup (rights->lock_reason);
  portail_record_form_update_modes (form);
  show_problems (form);
}

void
portail_record_form_set_hidden (PortailRecordForm *form, PortailFieldSet hidden)
{
  g_return_if_fail (PORTAIL_IS_RECORD_FORM (form));
  if (form->hidden == hidden)
    return;
  form->hidden = hidden;
  portail_record_form_update_modes (form);
  show_problems (form);
}

void
portail_record_form_set_record (PortailRecordForm *form,
                                gconstpointer record,
                                PortailFormPurpose purpose)
{
  g_return_if_fail (PORTAIL_IS_RECORD_FORM (form));
  g_clear_pointer (&form->original, portail_record_free);
  g_clear_pointer (&form->values, portail_record_free);
  g_ptr_array_set_size (form->sent, 0);
  form->purpose = purpose;
  form->is_validated = FALSE;
  form->given = 0;
  if (record != NULL)
    {
      form->original = portail_record_copy (record);
      form->values = portail_record_copy (record);
    }
  portail_record_form_update_modes (form);
  for (guint i = 0; i < form->lines->len; i++)
    {
      PortailFormLine *line = get_line (form, i);

      line->is_touched = FALSE;
      g_clear_pointer (&line->refusal, g_free);
      portail_field_row_set_note (line->row, line->lock_note);
      if (record != NULL)
        show_value (form, line);
    }
  show_problems (form);
}

/* What no line shows, as the status, is as it is stored, unless it was put here. */
static void
follow_unseen (PortailRecordForm *form, gconstpointer before, gconstpointer record)
{
  const PortailRecordType *type = ((const PortailRecord *) record)->type;
  PortailFieldSet followed = ((PortailFieldSet) 1 << PORTAIL_N_COMMON_FIELDS) - 1;

  for (guint i = PORTAIL_N_COMMON_FIELDS; i < portail_record_type_get_n_fields (type); i++)
    if (portail_field_is_equal (portail_record_type_get_field (type, i), form->values, before))
      followed |= (PortailFieldSet) 1 << i;
  for (guint i = 0; i < form->lines->len; i++)
    followed &= ~bit (get_line (form, i));
  portail_record_copy_fields (form->values, record, followed);
}

void
portail_record_form_note_sent (PortailRecordForm *form, gconstpointer record)
{
  g_return_if_fail (PORTAIL_IS_RECORD_FORM (form));
  if (form->sent->len == MAX_SENT)
    g_ptr_array_remove_index (form->sent, 0);
  g_ptr_array_add (form->sent, portail_record_copy (record));
}

void
portail_record_form_note_unsent (PortailRecordForm *form, gconstpointer record)
{
  g_return_if_fail (PORTAIL_IS_RECORD_FORM (form));
  for (guint i = form->sent->len; i > 0; i--)
    if (portail_record_get_differing_fields (form->sent->pdata[i - 1], record) == 0)
      {
        g_ptr_array_remove_index (form->sent, i - 1);
        return;
      }
}

static gboolean
is_own (PortailRecordForm *form, const PortailField *field, gconstpointer record)
{
  for (guint i = 0; i < form->sent->len; i++)
    if (portail_field_is_equal (field, form->sent->pdata[i], record))
      return TRUE;
  return FALSE;
}

void
portail_record_form_update (PortailRecordForm *form, gconstpointer record)
{
  g_autoptr (PortailRecord) before = NULL;

  g_return_if_fail (PORTAIL_IS_RECORD_FORM (form));
  g_return_if_fail (form->original != NULL);
  before = form->original;
  form->original = portail_record_copy (record);
  for (guint i = 0; i < form->lines->len; i++)
    {
      PortailFormLine *line = get_line (form, i);
      gboolean is_typed = line->reason != NULL
                          || !portail_field_is_equal (line->field, form->values, before);

      if (!is_typed)
        {
          portail_field_copy (line->field, form->values, record);
          show_value (form, line);
        }
      else if (!portail_field_is_equal (line->field, before, record)
               && !portail_field_is_equal (line->field, form->values, record)
               && !is_own (form, line->field, record))
        {
          g_autofree char *theirs = portail_field_to_text (line->field, record);
          g_autofree char *note = g_strdup_printf (_ ("Meanwhile somebody wrote: %s"), theirs);

          portail_field_row_set_note (line->row, note);
        }
    }
  follow_unseen (form, before, record);
  portail_record_form_update_modes (form);
  show_problems (form);
}

void
portail_record_form_put (PortailRecordForm *form, gconstpointer values, PortailFieldSet fields)
{
  g_return_if_fail (PORTAIL_IS_RECORD_FORM (form));
  g_return_if_fail (form->values != NULL);
  portail_record_copy_fields (form->values, values, fields);
  for (guint i = 0; i < form->lines->len; i++)
    if (fields & bit (get_line (form, i)))
      {
        get_line (form, i)->is_touched = TRUE;
        show_value (form, get_line (form, i));
      }
  show_problems (form);
  g_signal_emit (form, signals[CHANGED], 0);
}

/* What it gives */

gpointer
portail_record_form_dup_record (PortailRecordForm *form)
{
  g_return_val_if_fail (PORTAIL_IS_RECORD_FORM (form), NULL);
  return form->values != NULL ? portail_record_copy (form->values) : NULL;
}

gconstpointer
portail_record_form_get_original (PortailRecordForm *form)
{
  g_return_val_if_fail (PORTAIL_IS_RECORD_FORM (form), NULL);
  return form->original;
}

PortailFormPurpose
portail_record_form_get_purpose (PortailRecordForm *form)
{
  g_return_val_if_fail (PORTAIL_IS_RECORD_FORM (form), PORTAIL_FORM_EDIT);
  return form->purpose;
}

PortailFieldSet
portail_record_form_get_changed (PortailRecordForm *form)
{
  g_return_val_if_fail (PORTAIL_IS_RECORD_FORM (form), 0);
  if (form->values == NULL)
    return 0;
  if (form->purpose == PORTAIL_FORM_SEVERAL)
    return form->given;
  return portail_record_get_differing_fields (form->values, form->original);
}

gboolean
portail_record_form_is_changed (PortailRecordForm *form)
{
  g_return_val_if_fail (PORTAIL_IS_RECORD_FORM (form), FALSE);
  if (portail_record_form_get_changed (form) != 0)
    return TRUE;
  for (guint i = 0; i < form->lines->len; i++)
    if (get_line (form, i)->reason != NULL)
      return TRUE;
  return FALSE;
}

gboolean
portail_record_form_is_valid (PortailRecordForm *form)
{
  g_autoptr (PortailProblems) problems = NULL;

  g_return_val_if_fail (PORTAIL_IS_RECORD_FORM (form), FALSE);
  problems = form->values != NULL ? find_problems (form) : portail_problems_new ();
  return problems->len == 0;
}

gboolean
portail_record_form_validate (PortailRecordForm *form)
{
  g_return_val_if_fail (PORTAIL_IS_RECORD_FORM (form), FALSE);
  for (guint i = 0; i < form->lines->len; i++)
    get_line (form, i)->is_touched = TRUE;
  form->is_validated = TRUE;
  if (show_problems (form) == 0)
    return TRUE;
  for (guint i = 0; i < form->lines->len; i++)
    if (get_line (form, i)->is_wrong)
      {
        portail_field_row_focus (get_line (form, i)->row);
        break;
      }
  return FALSE;
}

/* Who tells problems at its lines. */
typedef struct
{
  PortailRecordForm *form;
  gint64 index;           /* of the problems that are the form's */
  PortailFormLine *first; /* that has one, or NULL */
} Telling;

static gboolean
tell_at_line (const PortailProblem *problem, gpointer user_data)
{
  Telling *telling = user_data;
  PortailFormLine *line = problem->index == telling->index
                              ? find_line (telling->form, problem->field)
                              : NULL;

  if (line == NULL || !is_open (line))
    return FALSE;
  g_free (line->refusal);
  line->refusal = g_strdup (problem->detail);
  telling->first = telling->first != NULL ? telling->first : line;
  return TRUE;
}

PortailProblems *
portail_record_form_refuse (PortailRecordForm *form, const PortailProblems *problems, gint64 index)
{
  Telling telling = { form, index, NULL };
  PortailProblems *rest;

  g_return_val_if_fail (PORTAIL_IS_RECORD_FORM (form), NULL);
  for (guint i = 0; i < form->lines->len; i++)
    g_clear_pointer (&get_line (form, i)->refusal, g_free);
  rest = portail_server_refusal_share (problems, tell_at_line, &telling);
  show_problems (form);
  if (telling.first != NULL)
    portail_field_row_focus (telling.first->row);
  return rest;
}

/* Drafts */

char *
portail_record_form_dup_draft (PortailRecordForm *form)
{
  g_autoptr (GString) json = g_string_new ("{");
  guint n = 0;

  g_return_val_if_fail (PORTAIL_IS_RECORD_FORM (form), NULL);
  for (guint i = 0; form->values != NULL && i < form->lines->len; i++)
    {
      const PortailFormLine *line = get_line (form, i);
      g_autofree char *text = NULL;

      if (!differs (form, line))
        continue;
      text = portail_field_row_dup_text (line->row);
      portail_json_append_name (json, line->field->name);
      portail_json_append_string (json, text);
      n++;
    }
  g_string_append_c (json, '}');
  return n > 0 ? g_string_free (g_steal_pointer (&json), FALSE) : NULL;
}

gboolean
portail_record_form_restore_draft (PortailRecordForm *form, const char *text)
{
  g_autoptr (PortailJsonDocument) document = portail_json_parse (text, strlen (text), NULL);
  guint n = 0;

  g_return_val_if_fail (PORTAIL_IS_RECORD_FORM (form), FALSE);
  for (guint i = 0; document != NULL && form->values != NULL && i < form->lines->len; i++)
    {
      PortailFormLine *line = get_line (form, i);
      const char *typed = portail_json_get_member_string (portail_json_document_get_root (document),
                                                          line->field->name);

      if (typed == NULL || !is_open (line))
        continue;
      portail_field_row_set_text (line->row, typed, NULL);
      line->is_touched = TRUE;
      take_text (form, line);
      n += differs (form, line) ? 1 : 0;
    }
  show_problems (form);
  if (n > 0)
    g_signal_emit (form, signals[CHANGED], 0);
  return n > 0;
}

void
portail_record_form_focus (PortailRecordForm *form, const char *name)
{
  g_return_if_fail (PORTAIL_IS_RECORD_FORM (form));
  for (guint i = 0; i < form->lines->len; i++)
    if ((name == NULL || g_str_equal (get_line (form, i)->field->name, name))
        && portail_field_row_focus (get_line (form, i)->row))
      return;
}

/* Life */

static void
submit (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  g_signal_emit (widget, signals[SUBMIT], 0);
}

static void
cancel (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  g_signal_emit (widget, signals[CANCEL], 0);
}

static void
portail_record_form_dispose (GObject *object)
{
  PortailRecordForm *form = PORTAIL_RECORD_FORM (object);

  /* The rows look at their widgets no more once these are gone. */
  adw_bin_set_child (ADW_BIN (form), NULL);
  g_clear_pointer (&form->lines, g_ptr_array_unref);
  g_clear_pointer (&form->sent, g_ptr_array_unref);
  g_clear_object (&form->names);
  G_OBJECT_CLASS (portail_record_form_parent_class)->dispose (object);
}

static void
portail_record_form_finalize (GObject *object)
{
  PortailRecordForm *form = PORTAIL_RECORD_FORM (object);

  g_clear_pointer (&form->original, portail_record_free);
  g_clear_pointer (&form->values, portail_record_free);
  g_free (form->lock_reason);
  g_free (form->enterprise_id);
  g_ptr_array_unref (form->groups);
  G_OBJECT_CLASS (portail_record_form_parent_class)->finalize (object);
}

static void
portail_record_form_class_init (PortailRecordFormClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);
  GType type = G_TYPE_FROM_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = portail_record_form_dispose;
  G_OBJECT_CLASS (class)->finalize = portail_record_form_finalize;
  signals[CHANGED] = g_signal_new ("changed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 0);
  signals[SUBMIT] = g_signal_new ("submit", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 0);
  signals[CANCEL] = g_signal_new ("cancel", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 0);
  gtk_widget_class_set_css_name (widget_class, "recordform");
  gtk_widget_class_install_action (widget_class, "form.submit", NULL, submit);
  gtk_widget_class_install_action (widget_class, "form.cancel", NULL, cancel);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_s, GDK_CONTROL_MASK, "form.submit",
                                       NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "form.cancel", NULL);
}

static void
portail_record_form_init (PortailRecordForm *form)
{
  form->readable = form->writable = ~(PortailFieldSet) 0;
}
