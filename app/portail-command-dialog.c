/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/portail-command-dialog.h"

#include "app/portail-command-manner.h"
#include "app/portail-record-form.h"
#include "shared/portail-i18n.h"

/* One question on its way; the dialog owns it. */
typedef struct
{
  const PortailTransition *transition;
  GPtrArray *records; /* of PortailRecord */
  PortailCommandAnswer answer;
  GtkWidget *owner; /* weak */
  AdwMessageDialog *dialog;
  PortailRecordForm *form; /* or NULL */
  PortailFormField fields[PORTAIL_TRANSITION_MAX_ARGUMENTS + 1];
  PortailFormSection sections[2];
} Question;

static void
free_question (gpointer pointer)
{
  Question *question = pointer;

  g_clear_weak_pointer (&question->owner);
  g_ptr_array_unref (question->records);
  g_free (question);
}

static void
on_response (AdwMessageDialog *dialog, const char *response, Question *question)
{
  g_autoptr (PortailArguments) arguments = NULL;

  if (!g_str_equal (response, "do") || question->owner == NULL)
    return;
  arguments = question->form != NULL ? portail_record_form_dup_record (question->form)
                                     : portail_record_new (&portail_arguments_type);
  question->answer (question->transition, arguments, question->owner);
}

static const PortailArgument *
find_argument (const PortailTransition *transition, const char *field)
{
  for (const PortailArgument *argument = transition->arguments; argument->name != NULL; argument++)
    if (g_strcmp0 (argument->field, field) == 0)
      return argument;
  return NULL;
}

/* The first record that an argument does not go with tells of it. */
static void
check_records (const Question *question,
               const PortailArguments *arguments,
               PortailProblems *problems)
{
  g_autoptr (PortailProblems) found = portail_problems_new ();

  for (guint i = 0; found->len == 0 && i < question->records->len; i++)
    portail_arguments_check (arguments, question->transition, question->records->pdata[i], found);
  for (guint i = 0; i < found->len; i++)
    {
      const PortailProblem *problem = found->pdata[i];
      const PortailArgument *argument = find_argument (question->transition, problem->field);

      if (argument != NULL)
        portail_problems_add (problems, argument->name, problem->code, "%s", problem->detail);
    }
}

/* What the command cannot do without, and what it cannot do. */
static void
check (gconstpointer record, PortailProblems *problems, gpointer user_data)
{
  const Question *question = user_data;

  for (const PortailArgument *argument = question->transition->arguments; argument->name != NULL;
       argument++)
    {
      const PortailField *field = portail_arguments_get_field (argument);
      gboolean is_asked = portail_command_manner_get_asked (question->transition)
                          & portail_record_type_field_bit (&portail_arguments_type, argument->name);

      if (is_asked && argument->need == PORTAIL_ARGUMENT_REQUIRED
          && portail_field_is_null (field, record))
        portail_problems_add (problems, field->name, "required", _ ("This field is required."));
    }
  check_records (question, record, problems);
}

static void
on_changed (Question *question)
{
  adw_message_dialog_set_response_enabled (question->dialog, "do",
                                           portail_record_form_is_valid (question->form));
}

static void
on_submit (Question *question)
{
  if (portail_record_form_validate (question->form))
    adw_message_dialog_response (question->dialog, "do");
}

static void
on_cancel (Question *question)
{
  adw_message_dialog_response (question->dialog, "cancel");
}

/* Days are today's unless one says otherwise. */
static PortailArguments *
make_first_values (void)
{
  PortailArguments *arguments = portail_record_new (&portail_arguments_type);
  PortailTimestamp now = portail_timestamp_now ();

  arguments->date_rendu = portail_timestamp_get_paris_day (now);
  arguments->paid_at = now;
  return arguments;
}

static void
add_form (Question *question)
{
  g_autoptr (PortailArguments) values = make_first_values ();
  PortailFieldSet asked = portail_command_manner_get_asked (question->transition);
  guint n = 0;

  for (const PortailArgument *argument = question->transition->arguments; argument->name != NULL;
       argument++)
    if (asked & portail_record_type_field_bit (&portail_arguments_type, argument->name))
      question->fields[n++].name = argument->name;
  question->sections[0].fields = question->fields;
  question->form = PORTAIL_RECORD_FORM (
      portail_record_form_new (&portail_arguments_type, question->sections));
  portail_record_form_set_check (question->form, check, question);
  portail_record_form_set_record (question->form, values, PORTAIL_FORM_CREATE);
  adw_message_dialog_set_extra_child (question->dialog, GTK_WIDGET (question->form));
  g_signal_connect_swapped (question->form, "changed", G_CALLBACK (on_changed), question);
  g_signal_connect_swapped (question->form, "submit", G_CALLBACK (on_submit), question);
  g_signal_connect_swapped (question->form, "cancel", G_CALLBACK (on_cancel), question);
  on_changed (question);
}

static char *
make_heading (const PortailTransition *transition, guint n_records)
{
  if (n_records == 1)
    return g_strdup (_ (portail_command_manner_find (transition)->question));
  /* Translators: a command and how many rows it is for. */
  return g_strdup_printf (
      g_dngettext (GETTEXT_PACKAGE, "%1$s: %2$u row", "%1$s: %2$u rows", n_records),
      _ (transition->title), n_records);
}

static gpointer
copy_record (gconstpointer record, gpointer unused)
{
  return portail_record_copy (record);
}

GtkWindow *
portail_command_dialog_ask (GtkWidget *owner,
                            const PortailTransition *transition,
                            const GPtrArray *records,
                            PortailCommandAnswer answer)
{
  const PortailCommandManner *manner = portail_command_manner_find (transition);
  GtkRoot *root = gtk_widget_get_root (owner);
  g_autofree char *heading = make_heading (transition, records->len);
  Question *question = g_new0 (Question, 1);

  question->transition = transition;
  question->records = g_ptr_array_copy ((GPtrArray *) records, copy_record, NULL);
  g_ptr_array_set_free_func (question->records, portail_record_free);
  question->answer = answer;
  g_set_weak_pointer (&question->owner, owner);
  question->dialog = ADW_MESSAGE_DIALOG (adw_message_dialog_new (
      GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL, heading, _ (manner->consequence)));
  adw_message_dialog_add_responses (question->dialog, "cancel", _ ("_Cancel"), "do",
                                    _ (transition->title), NULL);
  adw_message_dialog_set_response_appearance (question->dialog, "do", manner->appearance);
  adw_message_dialog_set_close_response (question->dialog, "cancel");
  g_object_set_data_full (G_OBJECT (question->dialog), "question", question, free_question);
  if (portail_command_manner_get_asked (transition) != 0)
    add_form (question);
  else
    adw_message_dialog_set_default_response (question->dialog, "do");
  g_signal_connect (question->dialog, "response", G_CALLBACK (on_response), question);
  gtk_window_present (GTK_WINDOW (question->dialog));
  if (question->form != NULL)
    portail_record_form_focus (question->form, NULL);
  return GTK_WINDOW (question->dialog);
}
