/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/portail-dotations-page.h"

#include <locale.h>

#include "app/portail-application.h"
#include "app/portail-dotation-page.h"
#include "shared/portail-i18n.h"
#include "tests/app/dotation-seed.h"
#include "tests/support/portail-await.h"
#include "tests/support/portail-robot.h"
#include "tests/support/portail-screenshot.h"

typedef struct
{
  PortailClientFixture client;
  PortailWindow *window;
  PortailDotationsPage *page;
} Fixture;

static PortailApplication *application;

static GtkWidget *
make_page (gpointer fixture)
{
  PortailWindow *window = ((Fixture *) fixture)->window;

  return portail_dotations_page_new (portail_window_get_context (window));
}

static void
set_up (Fixture *fixture, gconstpointer role)
{
  PortailShellContext *context;
  PortailShellCompany companies[] = {
    { PORTAIL_FIXTURE_COMPANY, "Garage Central", (PortailRole) GPOINTER_TO_INT (role) },
    { SEED_OTHER_COMPANY, "Café de l’Écluse", (PortailRole) GPOINTER_TO_INT (role) },
  };

  portail_client_fixture_set_up (&fixture->client, NULL);
  dotation_seed (&fixture->client, (PortailRole) GPOINTER_TO_INT (role));
  fixture->window = portail_window_new (GTK_APPLICATION (application), NULL);
  context = portail_window_get_context (fixture->window);
  portail_shell_context_set_companies (context, companies, G_N_ELEMENTS (companies));
  portail_shell_context_set_period (context, portail_week_from_number (2025, 38));
  portail_window_set_person (fixture->window, "Zoé Lefèvre", "Patron");
  portail_window_set_page_factory (fixture->window, "dotations", make_page, fixture);
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 1280, 800);
  portail_window_show_view (fixture->window, PORTAIL_WINDOW_SHELL);
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.show-module", "s", "dotations");
  fixture->page = PORTAIL_DOTATIONS_PAGE (portail_window_get_page (fixture->window, "dotations"));
  portail_dotations_page_set_cache (fixture->page, fixture->client.cache);
  gtk_window_present (GTK_WINDOW (fixture->window));
  portail_robot_focus (GTK_WINDOW (fixture->window));
}

static void
tear_down (Fixture *fixture, gconstpointer unused)
{
  portail_dotations_page_set_cache (fixture->page, NULL);
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  portail_await_idle ();
  portail_client_fixture_tear_down (&fixture->client, NULL);
}

static PortailDotationModel *
get_model (Fixture *fixture)
{
  return portail_dotation_page_get_model (
      PORTAIL_DOTATION_PAGE (portail_dotations_page_get_sheet (fixture->page)));
}

static gboolean
is_ready (gpointer user_data)
{
  PortailDotationModel *model = get_model (user_data);

  return portail_dotation_model_get_state (model) == PORTAIL_DOTATION_MODEL_READY
         && !portail_dotation_model_is_busy (model);
}

static void
open_sheet (Fixture *fixture, const char *id)
{
  portail_dotations_page_open (fixture->page, id);
  portail_robot_wait (is_ready, fixture);
}

static gboolean
has_weeks (gpointer user_data)
{
  return portail_weeks_view_is_ready (
      portail_dotations_page_get_weeks (((Fixture *) user_data)->page));
}

static gboolean
is_narrow (gpointer user_data)
{
  return gtk_widget_get_width (GTK_WIDGET (((Fixture *) user_data)->window)) < 400;
}

static void
save_pictures (Fixture *fixture, const char *name)
{
  AdwStyleManager *manager = adw_style_manager_get_default ();
  g_autofree char *dark = g_strdup_printf ("%s-dark", name);

  portail_screenshot_settle (GTK_WIDGET (fixture->window));
  portail_screenshot_save (GTK_WIDGET (fixture->window), name);
  adw_style_manager_set_color_scheme (manager, ADW_COLOR_SCHEME_FORCE_DARK);
  portail_screenshot_save (GTK_WIDGET (fixture->window), dark);
  adw_style_manager_set_color_scheme (manager, ADW_COLOR_SCHEME_DEFAULT);
}

static void
test_pictures (Fixture *fixture, gconstpointer unused)
{
  portail_robot_wait (has_weeks, fixture);
  save_pictures (fixture, "weeks");
  open_sheet (fixture, SEED_DRAFT);
  save_pictures (fixture, "sheet");
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 360, 720);
  portail_robot_wait (is_narrow, fixture);
  save_pictures (fixture, "sheet-narrow");
  portail_dotations_page_close_sheet (fixture->page);
  save_pictures (fixture, "weeks-narrow");
}

#define ADD(path, role, function)                                                                  \
  g_test_add (path, Fixture, GINT_TO_POINTER (role), set_up, function, tear_down)

int
main (int argc, char *argv[])
{
  int status;
  g_autofree char *translations = NULL;

  gtk_test_init (&argc, &argv, NULL);
  setlocale (LC_ALL, "");
  translations = g_test_build_filename (G_TEST_BUILT, "po", NULL);
  bindtextdomain (GETTEXT_PACKAGE, translations);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
  application = portail_application_new ();
  g_assert_true (g_application_register (G_APPLICATION (application), NULL, NULL));
  ADD ("/dotation-page/pictures", PORTAIL_ROLE_PATRON, test_pictures);
  status = g_test_run ();
  g_object_unref (application);
  return status;
}
