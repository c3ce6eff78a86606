/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The form of a record: rows by the kind of their fields, errors while one types, drafts. */
#include "app/portail-record-form.h"

#include <locale.h>

#include "app/portail-application.h"
#include "app/portail-command-bar.h"
#include "app/portail-command-dialog.h"
#include "app/portail-draft.h"
#include "app/portail-field-text.h"
#include "app/portail-row-fault.h"
#include "app/portail-server-refusal.h"
#include "shared/portail-arguments.h"
#include "shared/portail-error.h"
#include "shared/portail-i18n.h"
#include "shared/portail-id.h"
#include "shared/portail-schema.h"
#include "shared/portail-transition.h"
#include "shared/records/portail-archive.h"
#include "shared/records/portail-blanchiment-operation.h"
#include "tests/support/portail-await.h"
#include "tests/support/portail-client-fixture.h"
#include "tests/support/portail-robot.h"
#include "tests/support/portail-screenshot.h"

static const PortailRecordType *const type = &portail_blanchiment_operation_type;
static const PortailFormField members[] = {
  { "groupe", NULL },    { "amount", N_ ("As it was handed over.") },
  { "entreprise_taux" }, { "groupe_taux" },
  { "date_recu" },       { "employee_id" },
  { "status" },          { NULL },
};
static const PortailFormSection sections[] = { { N_ ("Operation"), members }, { NULL } };

typedef struct
{
  PortailClientFixture client;
  GtkWindow *window;
  PortailRecordForm *form;
  guint n_submitted;
} Fixture;

static void
on_submit (Fixture *fixture)
{
  fixture->n_submitted++;
}

static PortailBlanchimentOperation *
new_operation (void)
{
  PortailBlanchimentOperation *operation = portail_record_new (type);

  operation->base.id = portail_id_new ();
  operation->base.enterprise_id = g_strdup (PORTAIL_FIXTURE_COMPANY);
  operation->groupe = g_strdup ("Les Aigles");
  operation->amount = PORTAIL_DOLLARS (50000);
  operation->entreprise_taux = (PortailRate){ 1500 };
  operation->groupe_taux = (PortailRate){ 8000 };
  operation->date_recu = portail_day_from_date (2025, 9, 1);
  operation->status = PORTAIL_BLANCHIMENT_EN_COURS;
  return operation;
}

static void
set_up (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (PortailBlanchimentOperation) operation = new_operation ();

  portail_client_fixture_set_up (&fixture->client, NULL);
  fixture->form = PORTAIL_RECORD_FORM (portail_record_form_new (type, sections));
  portail_record_form_set_cache (fixture->form, fixture->client.cache);
  portail_record_form_set_record (fixture->form, operation, PORTAIL_FORM_EDIT);
  g_signal_connect_swapped (fixture->form, "submit", G_CALLBACK (on_submit), fixture);
  fixture->window = GTK_WINDOW (adw_window_new ());
  gtk_widget_set_margin_top (GTK_WIDGET (fixture->form), 12);
  gtk_widget_set_margin_start (GTK_WIDGET (fixture->form), 12);
  gtk_widget_set_margin_end (GTK_WIDGET (fixture->form), 12);
  adw_window_set_content (ADW_WINDOW (fixture->window), GTK_WIDGET (fixture->form));
  gtk_window_set_default_size (fixture->window, 380, 700);
  gtk_window_present (fixture->window);
  portail_robot_focus (fixture->window);
}

static void
tear_down (Fixture *fixture, gconstpointer unused)
{
  gtk_window_destroy (fixture->window);
  portail_await_idle ();
  portail_client_fixture_tear_down (&fixture->client, NULL);
}

static PortailFieldSet
bit (const char *name)
{
  return portail_record_type_field_bit (type, name);
}

/* What is typed over the amount. */
static void
type_amount (Fixture *fixture, const char *text)
{
  portail_record_form_focus (fixture->form, "amount");
  portail_robot_press (fixture->window, "ctrl+a");
  portail_robot_type (fixture->window, text);
}

static void
test_typing (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (PortailBlanchimentOperation) record = NULL;

  g_assert_false (portail_record_form_is_changed (fixture->form));
  type_amount (fixture, "1.234");
  g_assert_true (portail_record_form_is_changed (fixture->form));
  g_assert_false (portail_record_form_is_valid (fixture->form));
  portail_screenshot_settle (GTK_WIDGET (fixture->window));
  portail_screenshot_save (GTK_WIDGET (fixture->window), "form-wrong");
  /* What means nothing changes nothing. */
  g_assert_cmpuint (portail_record_form_get_changed (fixture->form), ==, 0);
  type_amount (fixture, "1 234,50");
  g_assert_true (portail_record_form_is_valid (fixture->form));
  g_assert_cmpuint (portail_record_form_get_changed (fixture->form), ==, bit ("amount"));
  record = portail_record_form_dup_record (fixture->form);
  g_assert_cmpint (record->amount.cents, ==, 123450);
  type_amount (fixture, "50000");
  g_assert_false (portail_record_form_is_changed (fixture->form));
  portail_robot_press (fixture->window, "Return");
  g_assert_cmpuint (fixture->n_submitted, ==, 1);
  portail_robot_press (fixture->window, "ctrl+s");
  g_assert_cmpuint (fixture->n_submitted, ==, 2);
}

/* Shares of more than the whole are wrong between fields. */
static void
test_between_fields (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (PortailBlanchimentOperation) values = new_operation ();

  values->entreprise_taux = (PortailRate){ 9000 };
  portail_record_form_put (fixture->form, values, bit ("entreprise_taux"));
  g_assert_false (portail_record_form_validate (fixture->form));
  portail_screenshot_settle (GTK_WIDGET (fixture->window));
  portail_screenshot_save (GTK_WIDGET (fixture->window), "form-between");
}

static void
test_draft (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (PortailBlanchimentOperation) operation = new_operation ();
  g_autofree char *draft = NULL;
  g_autofree char *again = NULL;

  type_amount (fixture, "twelve");
  draft = portail_record_form_dup_draft (fixture->form);
  g_assert_cmpstr (draft, ==, "{\"amount\":\"twelve\"}");
  portail_record_form_set_record (fixture->form, operation, PORTAIL_FORM_EDIT);
  g_assert_null (portail_record_form_dup_draft (fixture->form));
  g_assert_false (portail_record_form_restore_draft (fixture->form, "{\"amount\":"));
  g_assert_true (portail_record_form_restore_draft (fixture->form, draft));
  again = portail_record_form_dup_draft (fixture->form);
  g_assert_cmpstr (again, ==, draft);
  g_assert_false (portail_record_form_is_valid (fixture->form));
}

static void
test_rights (Fixture *fixture, gconstpointer unused)
{
  PortailFormRights rights = { ~(PortailFieldSet) 0 & ~bit ("groupe"), bit ("amount"), NULL };

  portail_record_form_set_rights (fixture->form, &rights);
  portail_screenshot_settle (GTK_WIDGET (fixture->window));
  portail_screenshot_save (GTK_WIDGET (fixture->window), "form-rights");
  /* The one row that can be written has the keyboard. */
  portail_record_form_focus (fixture->form, NULL);
  portail_robot_press (fixture->window, "ctrl+a");
  portail_robot_type (fixture->window, "7");
  g_assert_cmpuint (portail_record_form_get_changed (fixture->form), ==, bit ("amount"));
  rights.lock_reason = "Closed.";
  portail_record_form_set_rights (fixture->form, &rights);
  portail_screenshot_settle (GTK_WIDGET (fixture->window));
  portail_screenshot_save (GTK_WIDGET (fixture->window), "form-locked");
}

/* Tab goes on behind what is said of a row and behind what is locked, and into and out of a text of
 * several lines. */
static void
test_tab (Fixture *fixture, gconstpointer unused)
{
  static const PortailFormField of_archive[] = { { "title", N_ ("As it was handed over.") },
                                                 { "content" },
                                                 { "category" },
                                                 { "period" },
                                                 { NULL } };
  const PortailFormRights rights = {
    ~(PortailFieldSet) 0,
    ~portail_record_type_field_bit (&portail_archive_type, "category"),
    NULL,
  };
  static const PortailFormSection of_one[] = { { N_ ("Operation"), of_archive }, { NULL } };
  g_autoptr (PortailArchive) archive = portail_record_new (&portail_archive_type);
  GtkWidget *form = portail_record_form_new (&portail_archive_type, of_one);
  GtkWidget *seen[3] = { NULL };
  guint n_seen = 0;

  adw_window_set_content (ADW_WINDOW (fixture->window), form);
  portail_record_form_set_record (PORTAIL_RECORD_FORM (form), archive, PORTAIL_FORM_CREATE);
  portail_record_form_set_rights (PORTAIL_RECORD_FORM (form), &rights);
  portail_record_form_focus (PORTAIL_RECORD_FORM (form), "title");
  for (guint i = 0; i < 6; i++)
    {
      GtkWidget *focus = gtk_window_get_focus (fixture->window);
      GtkWidget *row = gtk_widget_get_ancestor (focus, ADW_TYPE_PREFERENCES_ROW);

      if (n_seen < G_N_ELEMENTS (seen) && (n_seen == 0 || seen[n_seen - 1] != row))
        seen[n_seen++] = row;
      portail_robot_press (fixture->window, "Tab");
    }
  g_assert_cmpuint (n_seen, ==, G_N_ELEMENTS (seen));
  fixture->form = PORTAIL_RECORD_FORM (form);
}

/* What a text of a field gives comes back as the same text, whatever the kind. */
static void
test_texts (void)
{
  static const struct
  {
    const char *type;
    const char *field;
    const char *typed;
    const char *kept; /* NULL: it is no value */
  } cases[] = {
    { "blanchiment_operation", "amount", "$1,234.50", "1234.50" },
    { "blanchiment_operation", "amount", "1.234", NULL },
    { "blanchiment_operation", "entreprise_taux", "23,5 %", "23.5" },
    { "blanchiment_operation", "date_recu", "2025-09-21", "21/09/2025" },
    { "blanchiment_operation", "date_recu", "31/02/2025", NULL },
    { "blanchiment_operation", "status", "termine", "termine" },
    { "blanchiment_operation", "status", "sleeping", NULL },
    { "employee", "is_direction", "1", "1" },
    { "employee", "name", "  Zoé   Lefèvre ", "Zoé Lefèvre" },
    { "dotation", "period", "2025-w38", "2025-W38" },
    { "dotation", "period", "2025-W54", NULL },
    { "dotation_row", "heures", "37,5", "37.5" },
    { "dotation_row", "position", "12", "12" },
    { "dotation_row", "position", "1.5", NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const PortailRecordType *of = portail_schema_find (cases[i].type);
      int index = portail_record_type_find_field (of, cases[i].field);
      const PortailField *field = portail_record_type_get_field (of, (guint) index);
      g_autoptr (PortailRecord) record = portail_record_new (of);
      g_autofree char *reason = NULL;
      g_autofree char *text = NULL;

      g_assert_true (portail_field_text_parse (field, record, cases[i].typed, &reason)
                     == (cases[i].kept != NULL));
      g_assert_true ((reason == NULL) == (cases[i].kept != NULL));
      text = portail_field_text_dup (field, record);
      if (cases[i].kept != NULL)
        g_assert_cmpstr (text, ==, cases[i].kept);
    }
}

static PortailDraft *
load (PortailClientFixture *client, const char *id)
{
  g_auto (PortailAwait) await = { NULL };
  g_autoptr (GError) error = NULL;
  PortailDraft *draft;

  portail_draft_load_async (client->cache, "employee", id, portail_await_ready, &await);
  draft = portail_draft_load_finish (client->cache, portail_await (&await), &error);
  if (draft == NULL)
    g_assert_error (error, PORTAIL_ERROR, PORTAIL_ERROR_NOT_FOUND);
  return draft;
}

static void
test_stored_drafts (PortailClientFixture *client, gconstpointer unused)
{
  g_autofree char *id = portail_draft_dup_new_id (PORTAIL_FIXTURE_COMPANY);
  PortailDraft typed = { (char *) "employee", id, (char *) PORTAIL_FIXTURE_COMPANY, 7,
                         (char *) "{\"name\":\"Zoé\"}" };
  g_auto (PortailAwait) await = { NULL };
  PortailDraft *draft;

  g_assert_null (load (client, id));
  portail_draft_keep_async (client->cache, &typed, NULL, NULL);
  portail_client_fixture_reopen (client);
  draft = load (client, id);
  g_assert_cmpstr (draft->text, ==, typed.text);
  g_assert_cmpint (draft->base_rev, ==, 7);
  portail_draft_free (draft);
  /* Whoever may no longer see the rows finds nothing of what was typed. */
  portail_cache_wipe_async (client->cache, PORTAIL_WIPE_ROWS, NULL, portail_await_ready, &await);
  g_assert_true (portail_cache_wipe_finish (client->cache, portail_await (&await), NULL));
  g_assert_null (load (client, id));
}

/* Commands that ask */

static GtkWindow *
find_dialog (void)
{
  return portail_robot_find_shown_window (ADW_TYPE_MESSAGE_DIALOG, NULL);
}

static char *given;

static void
on_answer (const PortailTransition *transition,
           const PortailArguments *arguments,
           gpointer user_data)
{
  given = g_strdup (arguments->reason);
}

static gboolean
is_given (gpointer unused)
{
  return given != NULL;
}

static void
test_command (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (PortailRecord) archive = portail_record_new (&portail_archive_type);
  g_autoptr (GPtrArray) records = g_ptr_array_new ();

  g_ptr_array_add (records, archive);
  portail_command_dialog_ask (GTK_WIDGET (fixture->form),
                              portail_transition_find ("archive", "refuse"), records, on_answer);
  portail_screenshot_settle (GTK_WIDGET (find_dialog ()));
  portail_screenshot_save (GTK_WIDGET (find_dialog ()), "command-refuse");
  portail_robot_focus (find_dialog ());
  /* Without a reason there is no answer. */
  portail_robot_press (find_dialog (), "ctrl+s");
  g_assert_null (given);
  portail_robot_type (find_dialog (), "Too late");
  portail_robot_press (find_dialog (), "ctrl+s");
  portail_robot_wait (is_given, NULL);
  g_assert_cmpstr (given, ==, "Too late");
  g_clear_pointer (&given, g_free);
}

static PortailArchive *
make_waiting (const char *id)
{
  PortailArchive *archive = portail_record_new (&portail_archive_type);

  archive->base.id = g_strdup (id);
  archive->status = PORTAIL_ARCHIVE_EN_ATTENTE;
  return archive;
}

/* A sync or a notification may open another record behind the question. */
static void
test_question (Fixture *fixture, gconstpointer unused)
{
  GtkWidget *bar = g_object_ref_sink (portail_command_bar_new ());
  g_autoptr (PortailArchive) asked = make_waiting ("01995010-0000-7000-8000-000000000001");
  g_autoptr (PortailArchive) other = make_waiting ("01995010-0000-7000-8000-000000000002");

  portail_command_bar_set_record (PORTAIL_COMMAND_BAR (bar), asked, PORTAIL_RIGHT_VALIDATE);
  g_assert_true (portail_command_bar_activate (PORTAIL_COMMAND_BAR (bar), "refuse"));
  portail_command_bar_set_record (PORTAIL_COMMAND_BAR (bar), asked, PORTAIL_RIGHT_VALIDATE);
  g_assert_nonnull (find_dialog ());
  portail_command_bar_set_record (PORTAIL_COMMAND_BAR (bar), other, PORTAIL_RIGHT_VALIDATE);
  g_assert_null (find_dialog ());
  g_object_unref (bar);
}

/* The text of the line below a row; NULL for none. */
static const char *
find_fault (GtkWidget *widget, const char *css_class)
{
  const char *found = NULL;

  if (gtk_widget_has_css_class (widget, css_class) && gtk_widget_get_visible (widget))
    return gtk_label_get_text (GTK_LABEL (gtk_widget_get_first_child (widget)));
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_fault (child, css_class);
  return found;
}

/* What the server says stands at its row until the row is written in. */
static void
test_refusal (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (PortailBlanchimentOperation) operation = new_operation ();
  g_autoptr (PortailProblems) problems = portail_problems_new ();
  g_autoptr (PortailProblems) rest = NULL;

  portail_record_form_set_record (fixture->form, operation, PORTAIL_FORM_EDIT);
  portail_problems_add (problems, "groupe", "refused", "Ce groupe est fermé.");
  portail_problems_add (problems, "elsewhere", "refused", "Autre chose.");
  rest = portail_record_form_refuse (fixture->form, problems, -1);
  g_assert_cmpuint (rest->len, ==, 1);
  g_assert_cmpstr (portail_problems_get (rest, 0)->field, ==, "elsewhere");
  g_assert_cmpstr (find_fault (GTK_WIDGET (fixture->form), "fault"), ==, "Ce groupe est fermé.");
  g_assert_true (portail_record_form_is_valid (fixture->form));
  g_clear_pointer (&rest, g_ptr_array_unref);
  rest = portail_record_form_refuse (fixture->form, NULL, -1);
  g_assert_null (find_fault (GTK_WIDGET (fixture->form), "fault"));
}

static void
put_group (PortailRecordForm *form, PortailBlanchimentOperation *values, const char *group)
{
  g_free (values->groupe);
  values->groupe = g_strdup (group);
  portail_record_form_put (form, values, portail_record_type_field_bit (type, "groupe"));
}

/* Saved, typed again, and only then read: nobody else wrote that. */
static void
test_own_value (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (PortailBlanchimentOperation) operation = new_operation ();
  g_autoptr (PortailBlanchimentOperation) values = new_operation ();
  g_autoptr (PortailBlanchimentOperation) sent = NULL;

  portail_record_form_set_record (fixture->form, operation, PORTAIL_FORM_EDIT);
  put_group (fixture->form, values, "Les Loups");
  sent = portail_record_form_dup_record (fixture->form);
  portail_record_form_note_sent (fixture->form, sent);
  put_group (fixture->form, values, "Les Lynx");
  portail_record_form_update (fixture->form, sent);
  g_assert_cmpstr (find_fault (GTK_WIDGET (fixture->form), "row-message"), ==,
                   "As it was handed over.");
  g_free (sent->groupe);
  sent->groupe = g_strdup ("Les Ours");
  portail_record_form_update (fixture->form, sent);
  g_assert_cmpstr (find_fault (GTK_WIDGET (fixture->form), "row-message"), ==,
                   "Meanwhile somebody wrote: Les Ours");
}

/* What could not be saved and somebody else wrote the same is somebody else's. */
static void
test_unsent_value (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (PortailBlanchimentOperation) operation = new_operation ();
  g_autoptr (PortailBlanchimentOperation) values = new_operation ();
  g_autoptr (PortailBlanchimentOperation) sent = NULL;

  portail_record_form_set_record (fixture->form, operation, PORTAIL_FORM_EDIT);
  put_group (fixture->form, values, "Les Loups");
  sent = portail_record_form_dup_record (fixture->form);
  portail_record_form_note_sent (fixture->form, sent);
  portail_record_form_note_unsent (fixture->form, sent);
  put_group (fixture->form, values, "Les Lynx");
  portail_record_form_update (fixture->form, sent);
  g_assert_cmpstr (find_fault (GTK_WIDGET (fixture->form), "row-message"), ==,
                   "Meanwhile somebody wrote: Les Loups");
}

/* Where one command has room, Tab and arrows come by all, and each has its name. */
static void
test_folded_commands (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (PortailBlanchimentOperation) operation = new_operation ();
  g_autoptr (GHashTable) names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  GtkWidget *bar = portail_command_bar_new ();
  guint n_commands = 0;

  for (const PortailTransition *t = portail_transition_get_table (); t->type != NULL; t++)
    n_commands += g_str_equal (t->type, type->name)
                  && portail_transition_starts_at (t, portail_transition_get_state (operation));
  gtk_widget_set_valign (bar, GTK_ALIGN_START);
  adw_window_set_content (ADW_WINDOW (fixture->window), bar);
  portail_command_bar_set_record (PORTAIL_COMMAND_BAR (bar), operation,
                                  PORTAIL_RIGHT_WRITE | PORTAIL_RIGHT_VALIDATE);
  portail_command_bar_set_width (PORTAIL_COMMAND_BAR (bar), 120);
  portail_screenshot_settle (GTK_WIDGET (fixture->window));
  portail_screenshot_save (GTK_WIDGET (fixture->window), "commands-folded");
  gtk_window_set_focus (fixture->window, NULL);
  gtk_widget_child_focus (bar, GTK_DIR_TAB_FORWARD);
  for (guint i = 0; i < 2 * n_commands; i++)
    {
      GtkWidget *focus = gtk_window_get_focus (fixture->window);

      if (GTK_IS_TOGGLE_BUTTON (focus))
        portail_robot_press (fixture->window, "space");
      else if (GTK_IS_BUTTON (focus))
        g_hash_table_add (names, g_strdup (gtk_button_get_label (GTK_BUTTON (focus))));
      portail_robot_press (fixture->window, "Tab");
    }
  g_assert_cmpuint (n_commands, ==, 4);
  g_assert_cmpuint (g_hash_table_size (names), ==, n_commands);
}

/* The same of rows that are no record's, from the server's answer on. */
static void
test_row_fault (Fixture *fixture, gconstpointer unused)
{
  static const char body[] = "{\"code\":\"invalid\",\"detail\":\"Non.\",\"errors\":["
                             "{\"field\":\"discord_id\",\"detail\":\"Déjà là.\"}]}";
  g_autoptr (GBytes) bytes = g_bytes_new_static (body, sizeof body - 1);
  const PortailApiAnswer answer = { .status = 422, .body = bytes };
  g_autoptr (GTask) task = g_task_new (NULL, NULL, NULL, NULL);
  g_autoptr (GError) error = g_error_new_literal (PORTAIL_ERROR, PORTAIL_ERROR_INVALID, "Non.");
  GtkWidget *group = adw_preferences_group_new ();
  GtkWidget *row = adw_entry_row_new ();
  GtkWidget *list;
  const PortailFaultRow rows[] = { { "discord_id", row }, { 0 } };

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), "Discord id");
  gtk_editable_set_text (GTK_EDITABLE (row), "123456789012345678");
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), row);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), adw_combo_row_new ());
  adw_window_set_content (ADW_WINDOW (fixture->window), group);
  list = gtk_widget_get_parent (row);
  portail_server_refusal_attach (task, portail_server_refusal_read (&answer));
  portail_row_fault_tell (list, rows, G_ASYNC_RESULT (task), error);
  g_assert_cmpstr (find_fault (list, "row-message"), ==, "Déjà là.");
  portail_screenshot_save_pair (GTK_WIDGET (fixture->window), "row-fault");
  portail_row_fault_tell (list, rows, G_ASYNC_RESULT (task), NULL);
  g_assert_null (find_fault (list, "row-message"));
  g_task_return_boolean (task, TRUE);
}

#define ADD(path, test) g_test_add (path, Fixture, NULL, set_up, test, tear_down)

int
main (int argc, char *argv[])
{
  g_autoptr (PortailApplication) application = NULL;

  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);
  adw_init ();
  application = portail_application_new ();
  g_assert_true (g_application_register (G_APPLICATION (application), NULL, NULL));
  g_test_add_func ("/record-form/a-text-is-a-value-or-a-reason", test_texts);
  g_test_add ("/record-form/drafts-outlive-the-program-and-go-with-the-account",
              PortailClientFixture, NULL, portail_client_fixture_set_up, test_stored_drafts,
              portail_client_fixture_tear_down);
  ADD ("/record-form/says-what-is-wrong-while-one-types", test_typing);
  ADD ("/record-form/says-what-is-wrong-between-fields", test_between_fields);
  ADD ("/record-form/a-draft-keeps-texts-that-are-no-values", test_draft);
  ADD ("/record-form/what-the-server-refuses-stands-at-its-row", test_refusal);
  ADD ("/record-form/ones-own-value-is-not-somebody-elses", test_own_value);
  ADD ("/record-form/a-value-that-was-not-saved-may-be-somebody-elses", test_unsent_value);
  ADD ("/record-form/rows-of-no-record-say-what-is-refused-too", test_row_fault);
  ADD ("/record-form/rows-follow-the-rights", test_rights);
  ADD ("/record-form/tab-comes-by-every-row", test_tab);
  ADD ("/record-form/tab-comes-by-every-command-of-a-folded-bar", test_folded_commands);
  ADD ("/record-form/a-command-asks-for-what-it-needs", test_command);
  ADD ("/record-form/a-question-about-a-record-goes-with-it", test_question);
  return g_test_run ();
}
