/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/portail-trays.h"

#include <string.h>

#include "app/portail-application.h"
#include "app/portail-draft.h"
#include "app/portail-op-words.h"
#include "app/portail-page.h"
#include "app/portail-tray-row.h"
#include "shared/portail-i18n.h"
#include "tests/app/dotation-seed.h"
#include "tests/support/portail-await.h"
#include "tests/support/portail-french.h"
#include "tests/support/portail-robot.h"
#include "tests/support/portail-screenshot.h"

typedef struct
{
  PortailClientFixture client;
  GtkWindow *window;
  PortailTrays *trays;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer unused)
{
  portail_client_fixture_set_up (&fixture->client, NULL);
  dotation_seed (&fixture->client, PORTAIL_ROLE_PATRON);
}

static gboolean
has_ops (gpointer user_data)
{
  Fixture *fixture = user_data;
  PortailOutboxCounts counts = portail_cache_get_counts (fixture->client.cache);

  return portail_trays_get_n (fixture->trays, PORTAIL_TRAY_TO_SEND) == counts.n_to_send
         && portail_trays_get_n (fixture->trays, PORTAIL_TRAY_TO_RESOLVE) == counts.n_to_resolve
         && portail_trays_get_n (fixture->trays, PORTAIL_TRAY_REFUSED) == counts.n_refused;
}

static void
open_trays (Fixture *fixture)
{
  g_autoptr (PortailShellContext) context = portail_shell_context_new (
      portail_day_from_date (2025, 9, 20));
  const PortailShellCompany company = { PORTAIL_FIXTURE_COMPANY, "Garage Central",
                                        PORTAIL_ROLE_PATRON };

  g_autoptr (PortailDesk) desk = portail_desk_new (context, NULL);

  portail_shell_context_set_companies (context, &company, 1);
  portail_desk_set_account (desk, &(PortailDeskAccount){ .cache = fixture->client.cache,
                                                         .user_id = PORTAIL_FIXTURE_USER,
                                                         .directory = fixture->client.directory });
  fixture->window = GTK_WINDOW (gtk_window_new ());
  fixture->trays = PORTAIL_TRAYS (portail_trays_new (desk));
  portail_trays_set_cache (fixture->trays, fixture->client.cache);
  gtk_window_set_child (fixture->window, GTK_WIDGET (fixture->trays));
  gtk_window_set_default_size (fixture->window, 760, 480);
  gtk_window_present (fixture->window);
  portail_robot_wait (has_ops, fixture);
}

static void
tear_down (Fixture *fixture, gconstpointer unused)
{
  if (fixture->window != NULL)
    gtk_window_destroy (fixture->window);
  portail_await_idle ();
  portail_client_fixture_tear_down (&fixture->client, NULL);
}

/* The id of the op that sets RUN of the second row. Owned. */
static char *
edit_run (Fixture *fixture)
{
  PortailSyncOp *op = portail_client_set_run (SEED_ROW (2), PORTAIL_DOLLARS (13000).cents);
  char *op_id = g_strdup (op->op_id);

  portail_client_do (&fixture->client, op);
  return op_id;
}

static GtkWidget *
find_button (GtkWidget *widget, const char *label)
{
  if (GTK_IS_BUTTON (widget) && g_strcmp0 (gtk_button_get_label (GTK_BUTTON (widget)), label) == 0
      && gtk_widget_get_mapped (widget))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_button (child, label);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static GtkWidget *
find_label (GtkWidget *widget, const char *part)
{
  GtkWidget *found = GTK_IS_LABEL (widget)
                             && strstr (gtk_label_get_text (GTK_LABEL (widget)), part) != NULL
                         ? widget
                         : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_label (child, part);
  return found;
}

static void
press (Fixture *fixture, const char *label)
{
  GtkWidget *button;

  portail_screenshot_settle (GTK_WIDGET (fixture->trays));
  button = find_button (GTK_WIDGET (fixture->trays), label);
  g_assert_nonnull (button);
  g_signal_emit_by_name (button, "clicked");
}

static void
test_words (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *op_id = edit_run (fixture);
  g_autoptr (GPtrArray) items = portail_client_list (&fixture->client, PORTAIL_OP_STATES (PENDING));
  g_autofree char *words = portail_op_words_describe (items->pdata[0]);

  g_assert_cmpstr (words, ==,
                   "RUN de Jean Dupont\302\240: 45\342\200\257000\302\240$ → "
                   "13\342\200\257000\302\240$");
}

static void
test_words_of_what_was_deleted (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *op_id = edit_run (fixture);
  g_autoptr (GPtrArray) items = NULL;
  g_autofree char *words = NULL;

  dotation_seed_answer (&fixture->client, op_id, PORTAIL_OP_CONFLICT,
                        "{\"code\":\"conflict\",\"deleted\":true}", "Ligne supprimée entre-temps.");
  portail_client_execute (&fixture->client,
                          "UPDATE dotation_row SET trashed_at = 1 WHERE id = '" SEED_ROW (
                              2) "';"
                                 "UPDATE shadow SET trashed_at = 1 WHERE id = '" SEED_ROW (2) "'");
  items = portail_client_list (&fixture->client, PORTAIL_OP_STATES (CONFLICT));
  words = portail_op_words_describe (items->pdata[0]);
  g_assert_nonnull (strstr (words, "Jean Dupont"));
  g_assert_null (portail_outbox_item_get_theirs (items->pdata[0]));
}

static void
test_to_send (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *op_id = edit_run (fixture);

  portail_client_do (&fixture->client,
                     portail_client_delete (&portail_dotation_row_type, SEED_ROW (3)));
  portail_client_do (&fixture->client, portail_client_command (SEED_DRAFT, "submit", NULL));
  open_trays (fixture);
  portail_trays_show_urgent (fixture->trays);
  g_assert_cmpint (portail_trays_get_shown (fixture->trays), ==, PORTAIL_TRAY_TO_SEND);
  g_assert_cmpuint (portail_trays_get_n (fixture->trays, PORTAIL_TRAY_TO_SEND), ==, 3);
  portail_screenshot_save (GTK_WIDGET (fixture->window), "trays-to-send");
}

static void
make_conflict (Fixture *fixture)
{
  g_autofree char *op_id = edit_run (fixture);

  dotation_seed_answer (&fixture->client, op_id, PORTAIL_OP_CONFLICT,
                        "{\"code\":\"conflict\",\"fields\":[\"run\"]}",
                        "Quelqu’un d’autre a changé RUN entre-temps.");
  open_trays (fixture);
  portail_trays_show_urgent (fixture->trays);
}

static gboolean
has_no_conflict (gpointer user_data)
{
  return portail_trays_get_n (((Fixture *) user_data)->trays, PORTAIL_TRAY_TO_RESOLVE) == 0;
}

static void
test_keep_mine (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GPtrArray) items = NULL;

  make_conflict (fixture);
  items = portail_client_list (&fixture->client, PORTAIL_OP_STATES (CONFLICT));
  g_assert_cmpstr (portail_outbox_item_get_reason (items->pdata[0]), ==,
                   "Quelqu’un d’autre l’a modifié entre-temps.");
  g_assert_cmpint (portail_trays_get_shown (fixture->trays), ==, PORTAIL_TRAY_TO_RESOLVE);
  portail_screenshot_save (GTK_WIDGET (fixture->window), "trays-conflict");
  press (fixture, "Garder la mienne");
  portail_robot_wait (has_no_conflict, fixture);
  portail_robot_wait (has_ops, fixture);
  g_assert_cmpuint (portail_trays_get_n (fixture->trays, PORTAIL_TRAY_TO_SEND), ==, 1);
  g_assert_cmpint (portail_client_get_run (&fixture->client, SEED_ROW (2)), ==,
                   PORTAIL_DOLLARS (13000).cents);
}

static void
test_take_theirs (Fixture *fixture, gconstpointer unused)
{
  make_conflict (fixture);
  press (fixture, "Prendre celle du serveur");
  portail_robot_wait (has_no_conflict, fixture);
  g_assert_cmpuint (portail_cache_get_counts (fixture->client.cache).n_to_send, ==, 0);
  g_assert_cmpint (portail_client_get_run (&fixture->client, SEED_ROW (2)), ==,
                   PORTAIL_DOLLARS (45000).cents);
}

static gboolean
has_no_refusal (gpointer user_data)
{
  return portail_trays_get_n (((Fixture *) user_data)->trays, PORTAIL_TRAY_REFUSED) == 0;
}

/* The question that is open; NULL for none. Borrowed. */
static AdwMessageDialog *
find_dialog (void)
{
  return portail_robot_find_window (ADW_TYPE_MESSAGE_DIALOG);
}

static void
answer_dialog (const char *response)
{
  AdwMessageDialog *dialog = find_dialog ();

  g_assert_nonnull (dialog);
  adw_message_dialog_response (dialog, response);
}

static void
test_refusal (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *op_id = edit_run (fixture);

  dotation_seed_answer (&fixture->client, op_id, PORTAIL_OP_REJECTED, "{\"code\":\"locked\"}",
                        "La semaine est close.");
  open_trays (fixture);
  portail_trays_show_urgent (fixture->trays);
  g_assert_cmpint (portail_trays_get_shown (fixture->trays), ==, PORTAIL_TRAY_REFUSED);
  portail_screenshot_save (GTK_WIDGET (fixture->window), "trays-refused");
  press (fixture, "Abandonner");
  portail_screenshot_settle (GTK_WIDGET (fixture->trays));
  g_assert_false (has_no_refusal (fixture));
  answer_dialog ("keep");
  g_assert_false (has_no_refusal (fixture));
  press (fixture, "Abandonner");
  answer_dialog ("discard");
  portail_robot_wait (has_no_refusal, fixture);
  g_assert_cmpint (portail_client_get_run (&fixture->client, SEED_ROW (2)), ==,
                   PORTAIL_DOLLARS (45000).cents);
  portail_screenshot_save (GTK_WIDGET (fixture->window), "trays-empty");
}

/* The widgets of a type below @widget, in the order of the keyboard. */
static void
collect (GtkWidget *widget, GType type, GPtrArray *found)
{
  if (G_TYPE_CHECK_INSTANCE_TYPE (widget, type) && gtk_widget_get_mapped (widget))
    g_ptr_array_add (found, widget);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    collect (child, type, found);
}

/* What the row at @index of the tray in front is told to do. */
static void
do_deed (Fixture *fixture, guint index, PortailOpDeed deed)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new ();

  portail_screenshot_settle (GTK_WIDGET (fixture->trays));
  collect (GTK_WIDGET (fixture->trays), PORTAIL_TYPE_TRAY_ROW, rows);
  g_assert_cmpuint (index, <, rows->len);
  gtk_widget_activate_action (rows->pdata[index], "op.deed", "u", (guint32) deed);
}

static gboolean
has_nothing_to_send (gpointer user_data)
{
  return portail_trays_get_n (((Fixture *) user_data)->trays, PORTAIL_TRAY_TO_SEND) == 0;
}

static gboolean
has_two_to_send (gpointer user_data)
{
  return portail_trays_get_n (((Fixture *) user_data)->trays, PORTAIL_TRAY_TO_SEND) == 2;
}

static void
undo (Fixture *fixture)
{
  g_action_group_activate_action (portail_page_get_actions (PORTAIL_PAGE (fixture->trays)), "undo",
                                  NULL);
}

#define NEW_SHEET "01990000-0000-7000-8000-0000000000df"
#define NEW_ROW   "01990000-0000-7000-8000-0000000000ef"

static void
test_cancel_with_dependents (Fixture *fixture, gconstpointer unused)
{
  portail_client_do (&fixture->client, portail_client_new_dotation (NEW_SHEET, "2025-W45"));
  portail_client_do (&fixture->client, portail_client_new_row (NEW_ROW, NEW_SHEET, 100));
  open_trays (fixture);
  g_assert_true (has_two_to_send (fixture));
  do_deed (fixture, 0, PORTAIL_DEED_CANCEL);
  portail_screenshot_settle (GTK_WIDGET (find_dialog ()));
  g_assert_nonnull (strstr (adw_message_dialog_get_body (find_dialog ()), "•"));
  portail_screenshot_save (GTK_WIDGET (find_dialog ()), "trays-cancel");
  answer_dialog ("do");
  portail_robot_wait (has_nothing_to_send, fixture);
  g_assert_cmpint (portail_client_get_run (&fixture->client, NEW_ROW), ==, -1);
  undo (fixture);
  portail_robot_wait (has_two_to_send, fixture);
  g_assert_cmpint (portail_client_get_run (&fixture->client, NEW_ROW), ==, 100);
}

static gboolean
is_nothing_left (gpointer user_data)
{
  return portail_cache_get_counts (((Fixture *) user_data)->client.cache).n_to_send == 0;
}

/* The other account's steps are its own. */
static void
test_cancel_and_switch (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *op_id = edit_run (fixture);

  open_trays (fixture);
  do_deed (fixture, 0, PORTAIL_DEED_CANCEL);
  portail_trays_set_cache (fixture->trays, NULL);
  portail_robot_wait (is_nothing_left, fixture);
  portail_await_idle ();
  g_assert_false (g_action_group_get_action_enabled (
      portail_page_get_actions (PORTAIL_PAGE (fixture->trays)), "undo"));
}

static void
test_sent_ops_can_only_be_looked_at (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *op_id = edit_run (fixture);
  g_autoptr (GPtrArray) items = NULL;
  PortailOpDeed deeds[PORTAIL_OP_MAX_DEEDS];
  guint n;

  dotation_seed_answer (&fixture->client, op_id, PORTAIL_OP_PENDING, NULL, NULL);
  items = portail_client_list (&fixture->client, PORTAIL_OP_STATES (PENDING));
  n = portail_op_situation_list_deeds (items->pdata[0], deeds);
  g_assert_cmpuint (n, ==, 3);
  for (guint i = 0; i < n; i++)
    g_assert_false (deeds[i] == PORTAIL_DEED_EDIT || deeds[i] == PORTAIL_DEED_CANCEL);
}

static void
test_choice_field_by_field (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *op_id = edit_run (fixture);
  g_autoptr (GPtrArray) sides = g_ptr_array_new ();
  g_autoptr (GPtrArray) texts = g_ptr_array_new ();
  g_autoptr (PortailDotationRow) row = NULL;
  AdwMessageDialog *dialog;

  portail_client_do (&fixture->client, portail_client_set_grade (SEED_ROW (2), "Chef"));
  dotation_seed_answer (&fixture->client, op_id, PORTAIL_OP_CONFLICT,
                        "{\"fields\":[\"run\",\"grade\"]}", "Deux champs ont changé.");
  open_trays (fixture);
  portail_trays_show_urgent (fixture->trays);
  do_deed (fixture, 0, PORTAIL_DEED_CHOOSE);
  dialog = find_dialog ();
  portail_screenshot_settle (GTK_WIDGET (dialog));
  portail_screenshot_save (GTK_WIDGET (dialog), "trays-choice");
  collect (GTK_WIDGET (dialog), GTK_TYPE_CHECK_BUTTON, sides);
  collect (GTK_WIDGET (dialog), GTK_TYPE_TEXT_VIEW, texts);
  /* A text has a third side, an amount has not; nothing is chosen. */
  g_assert_cmpuint (sides->len, ==, 5);
  g_assert_cmpuint (texts->len, ==, 1);
  for (guint i = 0; i < sides->len; i++)
    g_assert_false (gtk_check_button_get_active (sides->pdata[i]));
  g_assert_false (adw_message_dialog_get_response_enabled (dialog, "do"));
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (texts->pdata[0]), "Chef d’équipe", -1);
  gtk_check_button_set_active (sides->pdata[4], TRUE);
  g_assert_true (adw_message_dialog_get_response_enabled (dialog, "do"));
  answer_dialog ("do");
  portail_robot_wait (has_no_conflict, fixture);
  row = portail_client_load (&fixture->client, &portail_dotation_row_type, SEED_ROW (2));
  g_assert_cmpstr (row->grade, ==, "Chef d’équipe");
  g_assert_cmpint (row->run.cents, ==, PORTAIL_DOLLARS (45000).cents);
}

static void
test_edit_of_a_refusal (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *op_id = edit_run (fixture);
  g_autoptr (GPtrArray) entries = g_ptr_array_new ();
  AdwMessageDialog *dialog;

  dotation_seed_answer (&fixture->client, op_id, PORTAIL_OP_REJECTED,
                        "{\"code\":\"invalid\",\"errors\":[{\"field\":\"run\",\"code\":"
                        "\"too_large\",\"detail\":\"Trop grand.\"}]}",
                        "Une valeur n’est pas acceptée.");
  open_trays (fixture);
  portail_trays_show_urgent (fixture->trays);
  do_deed (fixture, 0, PORTAIL_DEED_EDIT);
  dialog = find_dialog ();
  portail_screenshot_settle (GTK_WIDGET (dialog));
  portail_screenshot_save (GTK_WIDGET (dialog), "trays-edit");
  g_assert_false (adw_message_dialog_get_response_enabled (dialog, "do"));
  collect (GTK_WIDGET (dialog), GTK_TYPE_EDITABLE, entries);
  for (guint i = 0; i < entries->len; i++)
    if (g_str_has_prefix (gtk_editable_get_text (entries->pdata[i]), "13000"))
      gtk_editable_set_text (entries->pdata[i], "12500");
  g_assert_true (adw_message_dialog_get_response_enabled (dialog, "do"));
  answer_dialog ("do");
  portail_robot_wait (has_no_refusal, fixture);
  g_assert_cmpint (portail_client_get_run (&fixture->client, SEED_ROW (2)), ==,
                   PORTAIL_DOLLARS (12500).cents);
  portail_robot_wait (has_ops, fixture);
  g_assert_cmpuint (portail_cache_get_counts (fixture->client.cache).n_to_send, ==, 1);
}

static gboolean
has_drafts (gpointer user_data)
{
  g_autoptr (GPtrArray) stacks = g_ptr_array_new ();
  GtkStack *stack;

  collect (GTK_WIDGET (((Fixture *) user_data)->trays), GTK_TYPE_STACK, stacks);
  stack = stacks->pdata[0];
  return gtk_stack_page_get_visible (
      gtk_stack_get_page (stack, gtk_stack_get_child_by_name (stack, "drafts")));
}

static gboolean
has_no_drafts (gpointer user_data)
{
  return !has_drafts (user_data);
}

/* A form whose record was deleted while one typed. */
static void
test_drafts (Fixture *fixture, gconstpointer unused)
{
  const PortailDraft draft = { (char *) "dotation_row", (char *) SEED_ROW (3),
                               (char *) PORTAIL_FIXTURE_COMPANY, 1,
                               (char *) "{\"grade\":\"Chef d’équipe\",\"run\":\"12 000x\"}" };
  g_autoptr (GPtrArray) stacks = g_ptr_array_new ();

  portail_draft_keep_async (fixture->client.cache, &draft, NULL, NULL);
  portail_client_do (&fixture->client,
                     portail_client_delete (&portail_dotation_row_type, SEED_ROW (3)));
  open_trays (fixture);
  portail_robot_wait (has_drafts, fixture);
  collect (GTK_WIDGET (fixture->trays), GTK_TYPE_STACK, stacks);
  gtk_stack_set_visible_child_name (stacks->pdata[0], "drafts");
  portail_screenshot_save (GTK_WIDGET (fixture->window), "trays-drafts");
  press (fixture, _ ("Discard"));
  portail_robot_wait (has_no_drafts, fixture);
  undo (fixture);
  portail_robot_wait (has_drafts, fixture);
}

/* The figures were seen under a table that no longer applies. */
static void
test_other_bareme (Fixture *fixture, gconstpointer unused)
{
  PortailSyncOp *submit = portail_client_command (SEED_DRAFT, "submit", NULL);
  g_autofree char *op_id = g_strdup (submit->op_id);
  g_autoptr (PortailDotation) dotation = NULL;
  const char *explanation = portail_op_situation_explain (PORTAIL_OP_UNDER_OTHER_BAREME);

  portail_client_do (&fixture->client, submit);
  dotation_seed_answer (&fixture->client, op_id, PORTAIL_OP_CONFLICT,
                        "{\"code\":\"bareme_changed\"}", "Le barème a changé.");
  open_trays (fixture);
  portail_trays_show_urgent (fixture->trays);
  portail_screenshot_settle (GTK_WIDGET (fixture->trays));
  g_assert_nonnull (find_label (GTK_WIDGET (fixture->trays), explanation));
  portail_screenshot_save (GTK_WIDGET (fixture->window), "trays-other-bareme");
  do_deed (fixture, 0, PORTAIL_DEED_TAKE_MINE);
  portail_robot_wait (has_no_conflict, fixture);
  portail_robot_wait (has_ops, fixture);
  g_assert_cmpuint (portail_trays_get_n (fixture->trays, PORTAIL_TRAY_TO_SEND), ==, 1);
  dotation = portail_client_load (&fixture->client, &portail_dotation_type, SEED_DRAFT);
  g_assert_cmpint (dotation->status, ==, PORTAIL_DOTATION_EN_ATTENTE);
}

/* The role in the company is gone: what was typed stays, and can only be given up. */
static void
test_without_access (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *op_id = edit_run (fixture);
  g_autoptr (GPtrArray) items = NULL;
  PortailOpDeed deeds[PORTAIL_OP_MAX_DEEDS];
  guint n;

  dotation_seed_answer (&fixture->client, op_id, PORTAIL_OP_QUARANTINED, NULL, NULL);
  items = portail_client_list (&fixture->client, PORTAIL_OP_STATES (QUARANTINED));
  n = portail_op_situation_list_deeds (items->pdata[0], deeds);
  for (guint i = 0; i < n; i++)
    g_assert_false (deeds[i] == PORTAIL_DEED_TAKE_MINE || deeds[i] == PORTAIL_DEED_EDIT);
  open_trays (fixture);
  portail_trays_show_urgent (fixture->trays);
  g_assert_cmpint (portail_trays_get_shown (fixture->trays), ==, PORTAIL_TRAY_REFUSED);
  portail_screenshot_settle (GTK_WIDGET (fixture->trays));
  portail_screenshot_save (GTK_WIDGET (fixture->window), "trays-without-access");
  do_deed (fixture, 0, PORTAIL_DEED_DISCARD);
  answer_dialog ("discard");
  portail_robot_wait (has_no_refusal, fixture);
}

static gboolean
fits (gpointer trays)
{
  return gtk_widget_get_width (trays) <= 360;
}

static void
test_narrow_and_dark (Fixture *fixture, gconstpointer unused)
{
  make_conflict (fixture);
  portail_client_do (&fixture->client, portail_client_new_dotation (NEW_SHEET, "2025-W45"));
  portail_screenshot_make_narrow (GTK_WINDOW (fixture->window), 640);
  portail_robot_wait (has_ops, fixture);
  portail_robot_wait (fits, fixture->trays);
  portail_screenshot_save (GTK_WIDGET (fixture->window), "trays-conflict-360");
  portail_screenshot_set_scheme (ADW_COLOR_SCHEME_FORCE_DARK);
  portail_trays_show (fixture->trays, PORTAIL_TRAY_TO_SEND);
  portail_screenshot_save (GTK_WIDGET (fixture->window), "trays-to-send-360-dark");
  do_deed (fixture, 0, PORTAIL_DEED_SEE);
  portail_screenshot_settle (GTK_WIDGET (find_dialog ()));
  portail_screenshot_save (GTK_WIDGET (find_dialog ()), "trays-details-dark");
  answer_dialog ("close");
  portail_screenshot_set_scheme (ADW_COLOR_SCHEME_DEFAULT);
}

#define ADD(path, function) g_test_add (path, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char *argv[])
{
  g_autoptr (PortailApplication) application = NULL;

  gtk_test_init (&argc, &argv, NULL);
  application = portail_application_new ();
  g_assert_true (g_application_register (G_APPLICATION (application), NULL, NULL));
  portail_french_init ();
  ADD ("/trays/an-op-is-told-in-french", test_words);
  ADD ("/trays/what-was-deleted-keeps-its-name", test_words_of_what_was_deleted);
  ADD ("/trays/what-waits-to-be-sent-is-listed", test_to_send);
  ADD ("/trays/keeping-mine-sends-it-again", test_keep_mine);
  ADD ("/trays/taking-theirs-drops-mine", test_take_theirs);
  ADD ("/trays/a-refusal-stays-until-it-is-given-up", test_refusal);
  ADD ("/trays/what-is-cancelled-takes-along-what-builds-on-it-and-comes-back",
       test_cancel_with_dependents);
  ADD ("/trays/what-was-cancelled-in-one-account-is-no-step-of-another", test_cancel_and_switch);
  ADD ("/trays/what-was-sent-can-only-be-looked-at", test_sent_ops_can_only_be_looked_at);
  ADD ("/trays/a-conflict-is-settled-field-by-field", test_choice_field_by_field);
  ADD ("/trays/a-refused-value-is-corrected-and-sent-again", test_edit_of_a_refusal);
  ADD ("/trays/what-was-typed-and-not-saved-is-found-there", test_drafts);
  ADD ("/trays/a-submit-under-another-table-is-looked-at-again", test_other_bareme);
  ADD ("/trays/what-one-may-no-longer-see-is-given-up", test_without_access);
  ADD ("/trays/narrow-and-dark", test_narrow_and_dark);
  return g_test_run ();
}
