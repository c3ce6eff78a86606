/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/app/blanchiment-window.h"

#include <string.h>

#include "app/portail-application.h"
#include "shared/portail-i18n.h"
#include "tests/support/portail-await.h"
#include "tests/support/portail-french.h"
#include "tests/support/portail-robot.h"
#include "tests/support/portail-screenshot.h"

static PortailApplication *application;

int
blanchiment_run (int *argc, char ***argv, void (*add) (void))
{
  int status;

  gtk_test_init (argc, argv, NULL);
  application = portail_application_new ();
  g_assert_true (g_application_register (G_APPLICATION (application), NULL, NULL));
  portail_french_init ();
  add ();
  status = g_test_run ();
  g_object_unref (application);
  return status;
}

void
blanchiment_set_up (BlanchimentFixture *fixture, gconstpointer data)
{
  const BlanchimentCase *its_case = data;
  PortailShellCompany company = {
    .id = PORTAIL_FIXTURE_COMPANY,
    .name = "Garage Central",
    .role = its_case->role,
    .is_blanchiment_enabled = its_case->is_switched_on,
  };

  fixture->today = portail_timestamp_get_paris_day (portail_timestamp_now ());
  portail_client_fixture_set_up (&fixture->client, NULL);
  blanchiment_seed (&fixture->client, fixture->today,
                    its_case->is_switched_on ? BLANCHIMENT_ON : BLANCHIMENT_OFF);
  fixture->window = portail_window_new (GTK_APPLICATION (application), NULL);
  portail_shell_context_set_companies (portail_window_get_context (fixture->window), &company, 1);
  portail_window_set_person (fixture->window, "Zoé Lefèvre");
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 1280, 800);
  fixture->page = PORTAIL_BLANCHIMENT_PAGE (
      portail_blanchiment_page_new (portail_window_get_desk (fixture->window)));
  portail_window_add_page (fixture->window, "blanchiment", GTK_WIDGET (fixture->page));
  portail_window_show_view (fixture->window, PORTAIL_WINDOW_SHELL);
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.show-module", "s", "blanchiment");
  portail_desk_set_account (
      portail_window_get_desk (fixture->window),
      &(PortailDeskAccount){ .cache = fixture->client.cache, .user_id = PORTAIL_FIXTURE_USER });
  gtk_window_present (GTK_WINDOW (fixture->window));
  portail_robot_focus (GTK_WINDOW (fixture->window));
}

void
blanchiment_tear_down (BlanchimentFixture *fixture, gconstpointer unused)
{
  portail_desk_set_account (portail_window_get_desk (fixture->window), NULL);
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  portail_await_idle ();
  portail_client_fixture_tear_down (&fixture->client, NULL);
}

PortailBlanchimentOperations *
blanchiment_get_operations (BlanchimentFixture *fixture)
{
  return PORTAIL_BLANCHIMENT_OPERATIONS (
      portail_blanchiment_page_get_view (fixture->page, PORTAIL_BLANCHIMENT_VIEW_OPERATIONS));
}

PortailRecordPage *
blanchiment_get_records (BlanchimentFixture *fixture)
{
  return portail_blanchiment_operations_get_page (blanchiment_get_operations (fixture));
}

GListModel *
blanchiment_get_rows (BlanchimentFixture *fixture)
{
  return G_LIST_MODEL (portail_record_table_get_model (
      portail_record_page_get_table (blanchiment_get_records (fixture))));
}

GListModel *
blanchiment_get_suspects (BlanchimentFixture *fixture)
{
  return portail_blanchiment_suspects_get_rows (PORTAIL_BLANCHIMENT_SUSPECTS (
      portail_blanchiment_page_get_view (fixture->page, PORTAIL_BLANCHIMENT_VIEW_SUSPECTS)));
}

gboolean
blanchiment_has_all_rows (gpointer user_data)
{
  return g_list_model_get_n_items (blanchiment_get_rows (user_data)) == SEED_N_OPERATIONS;
}

gboolean
blanchiment_has_more_rows (gpointer user_data)
{
  return g_list_model_get_n_items (blanchiment_get_rows (user_data)) > SEED_N_OPERATIONS;
}

gboolean
blanchiment_has_survey (gpointer user_data)
{
  return portail_blanchiment_book_get_survey (
             portail_blanchiment_page_get_book (((BlanchimentFixture *) user_data)->page))
         != NULL;
}

gboolean
blanchiment_has_suspects (gpointer user_data)
{
  return g_list_model_get_n_items (blanchiment_get_suspects (user_data)) > 0;
}

GtkWidget *
blanchiment_find_label (GtkWidget *widget, const char *part)
{
  if (GTK_IS_LABEL (widget) && gtk_widget_get_mapped (widget)
      && strstr (gtk_label_get_text (GTK_LABEL (widget)), part) != NULL)
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = blanchiment_find_label (child, part);

      if (found != NULL)
        return found;
    }
  return NULL;
}

GtkWidget *
blanchiment_find_type (GtkWidget *widget, GType type)
{
  if (gtk_widget_get_mapped (widget) && G_TYPE_CHECK_INSTANCE_TYPE (widget, type))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = blanchiment_find_type (child, type);

      if (found != NULL)
        return found;
    }
  return NULL;
}

void
blanchiment_save_pictures (BlanchimentFixture *fixture, const char *name)
{
  g_autofree char *narrow = g_strdup_printf ("%s-narrow", name);

  portail_screenshot_save_pair (GTK_WIDGET (fixture->window), name);
  portail_screenshot_make_narrow (GTK_WINDOW (fixture->window), 720);
  portail_screenshot_save (GTK_WIDGET (fixture->window), narrow);
}

void
blanchiment_show_view (BlanchimentFixture *fixture, PortailBlanchimentView view)
{
  portail_blanchiment_page_show_view (fixture->page, view);
}

PortailFieldSet
blanchiment_bits (const char *const *names)
{
  PortailFieldSet set = 0;

  for (guint i = 0; names[i] != NULL; i++)
    set |= portail_record_type_field_bit (&portail_blanchiment_operation_type, names[i]);
  return set;
}

const PortailBlanchimentFinding *
blanchiment_find_finding (BlanchimentFixture *fixture, const char *id)
{
  const PortailBlanchimentSurvey *survey = portail_blanchiment_book_get_survey (
      portail_blanchiment_page_get_book (fixture->page));

  for (guint i = 0; survey != NULL && i < survey->findings->len; i++)
    {
      const PortailBlanchimentFinding *finding = survey->findings->pdata[i];

      if (g_str_equal (finding->operation->base.id, id))
        return finding;
    }
  return NULL;
}

GtkWindow *
blanchiment_find_dialog (BlanchimentFixture *fixture)
{
  return portail_robot_find_shown_window (ADW_TYPE_MESSAGE_DIALOG, GTK_WINDOW (fixture->window));
}

gboolean
blanchiment_has_dialog (gpointer user_data)
{
  return blanchiment_find_dialog (user_data) != NULL;
}
