/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/portail-trays.h"

#include <locale.h>

#include "app/portail-application.h"
#include "app/portail-op-words.h"
#include "shared/portail-i18n.h"
#include "tests/app/dotation-seed.h"
#include "tests/support/portail-await.h"
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

  portail_shell_context_set_companies (context, &company, 1);
  fixture->window = GTK_WINDOW (gtk_window_new ());
  fixture->trays = PORTAIL_TRAYS (portail_trays_new (context));
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

  dotation_seed_answer (&fixture->client, op_id, PORTAIL_OP_CONFLICT, "{\"fields\":[\"run\"]}",
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
  make_conflict (fixture);
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

static void
answer_dialog (const char *response)
{
  g_autoptr (GListModel) windows = G_LIST_MODEL (g_object_ref (gtk_window_get_toplevels ()));

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWindow) window = g_list_model_get_item (windows, i);

      if (ADW_IS_MESSAGE_DIALOG (window))
        {
          adw_message_dialog_response (ADW_MESSAGE_DIALOG (window), response);
          return;
        }
    }
  g_assert_not_reached ();
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

#define ADD(path, function) g_test_add (path, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char *argv[])
{
  g_autoptr (PortailApplication) application = NULL;
  g_autofree char *translations = NULL;

  gtk_test_init (&argc, &argv, NULL);
  application = portail_application_new ();
  g_assert_true (g_application_register (G_APPLICATION (application), NULL, NULL));
  setlocale (LC_ALL, "");
  translations = g_test_build_filename (G_TEST_BUILT, "po", NULL);
  bindtextdomain (GETTEXT_PACKAGE, translations);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
  ADD ("/trays/an-op-is-told-in-french", test_words);
  ADD ("/trays/what-waits-to-be-sent-is-listed", test_to_send);
  ADD ("/trays/keeping-mine-sends-it-again", test_keep_mine);
  ADD ("/trays/taking-theirs-drops-mine", test_take_theirs);
  ADD ("/trays/a-refusal-stays-until-it-is-given-up", test_refusal);
  return g_test_run ();
}
