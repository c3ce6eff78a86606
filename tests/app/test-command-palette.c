/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The command palette over a true window and a true cache. */
#include "app/portail-command-palette.h"

#include "app/portail-application.h"
#include "app/portail-palette-commands.h"
#include "shared/records/portail-employee.h"
#include "tests/app/dotation-seed.h"
#include "tests/support/portail-await.h"
#include "tests/support/portail-robot.h"
#include "tests/support/portail-screenshot.h"

static PortailApplication *application;

typedef struct
{
  PortailClientFixture client;
  PortailWindow *window;
} Fixture;

static void
add_employee (Fixture *fixture)
{
  const PortailRecordType *type = &portail_employee_type;
  PortailChange *change = portail_change_new (PORTAIL_CHANGE_CREATE, type,
                                              "01990000-0000-7000-8000-00000000e0e1");
  PortailSyncOp *op = portail_sync_op_new (PORTAIL_SYNC_OP_SINGLE, PORTAIL_FIXTURE_COMPANY);
  g_autoptr (PortailEmployee) employee = portail_record_new (&portail_employee_type);

  employee->name = g_strdup ("Éloïse <b>Nuñez</b>");
  employee->grade = g_strdup ("Mécano");
  employee->status = PORTAIL_EMPLOYEE_ACTIF;
  portail_change_set_fields (change, employee,
                             portail_record_type_field_bit (type, "name")
                                 | portail_record_type_field_bit (type, "grade")
                                 | portail_record_type_field_bit (type, "status"));
  portail_sync_op_take_change (op, change);
  portail_client_do (&fixture->client, op);
}

static void
set_up (Fixture *fixture, gconstpointer unused)
{
  static const PortailShellCompany companies[] = {
    { PORTAIL_FIXTURE_COMPANY, "LS Customs", PORTAIL_ROLE_PATRON, TRUE },
    { "2", "Bahama Mamas <West> & co", PORTAIL_ROLE_EMPLOYE, FALSE },
  };
  PortailDeskAccount account = { .user_id = PORTAIL_FIXTURE_USER };

  portail_client_fixture_set_up (&fixture->client, NULL);
  dotation_seed (&fixture->client, PORTAIL_ROLE_PATRON);
  add_employee (fixture);
  fixture->window = portail_window_new (GTK_APPLICATION (application), NULL);
  portail_shell_context_set_companies (portail_window_get_context (fixture->window), companies,
                                       G_N_ELEMENTS (companies));
  account.cache = fixture->client.cache;
  account.directory = fixture->client.directory;
  portail_desk_set_account (portail_window_get_desk (fixture->window), &account);
  portail_window_show_view (fixture->window, PORTAIL_WINDOW_SHELL);
  gtk_window_present (GTK_WINDOW (fixture->window));
  portail_screenshot_settle (GTK_WIDGET (fixture->window));
  portail_robot_focus (GTK_WINDOW (fixture->window));
}

static void
tear_down (Fixture *fixture, gconstpointer unused)
{
  portail_desk_set_account (portail_window_get_desk (fixture->window), NULL);
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  portail_await_idle ();
  portail_client_fixture_tear_down (&fixture->client, NULL);
}

/* The palette that is open; NULL for none. */
static GtkWindow *
find_palette (void)
{
  return portail_robot_find_window (PORTAIL_TYPE_COMMAND_PALETTE);
}

static GtkWindow *
open_palette (Fixture *fixture)
{
  GtkWindow *palette;

  portail_robot_focus (GTK_WINDOW (fixture->window));
  portail_robot_press (GTK_WINDOW (fixture->window), "ctrl+k");
  palette = find_palette ();
  g_assert_nonnull (palette);
  portail_screenshot_settle (GTK_WIDGET (palette));
  portail_robot_focus (palette);
  return palette;
}

static gboolean
is_shown_module (Fixture *fixture, const char *name)
{
  GtkWidget *page = portail_window_get_page (fixture->window, name);

  return page != NULL && gtk_widget_get_mapped (page);
}

static gboolean
has_label (GtkWidget *widget, const char *text)
{
  if (GTK_IS_LABEL (widget) && gtk_widget_get_mapped (widget)
      && g_str_equal (gtk_label_get_text (GTK_LABEL (widget)), text))
    return TRUE;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (has_label (child, text))
      return TRUE;
  return FALSE;
}

static void
letters_find_what_begins_with_them_first (void)
{
  guint beginning = portail_palette_match ("demarrer le moteur", "dem");
  guint word = portail_palette_match ("le demarreur", "dem");
  guint inside = portail_palette_match ("redemander", "dem");
  guint scattered = portail_palette_match ("dernier mois", "dem");

  g_assert_cmpuint (beginning, >, word);
  g_assert_cmpuint (word, >, inside);
  g_assert_cmpuint (inside, >, scattered);
  g_assert_cmpuint (scattered, >, 0);
  g_assert_cmpuint (portail_palette_match ("dotation", "tax"), ==, 0);
  g_assert_cmpuint (portail_palette_match ("import a file", "file imp"), >, 0);
}

static void
a_week_has_many_spellings (void)
{
  static const struct
  {
    const char *text;
    const char *week;
  } cases[] = {
    { "S38", "2025-W38" }, { "w38", "2025-W38" },
    { "38", "2025-W38" },  { "2025-W38", "2025-W38" },
    { "52", "2024-W52" },  { "s12 2023", "2023-W12" },
    { "54", "" },          { "semaine", "" },
    { "381", "" },         { "", "" },
  };
  PortailWeek current = portail_week_from_number (2025, 40);
  char text[PORTAIL_WEEK_TEXT_SIZE];

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmpstr (
        portail_week_format (portail_palette_parse_week (cases[i].text, current), text), ==,
        cases[i].week);
}

static guint
count_actions (GPtrArray *items, const char *action)
{
  guint n_found = 0;

  for (guint i = 0; i < items->len; i++)
    if (g_str_equal (portail_palette_item_get_words (items->pdata[i])->action, action))
      n_found++;
  return n_found;
}

static void
only_what_one_may_do_is_offered (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GPtrArray) of_patron = portail_palette_commands_list (fixture->window);
  g_autoptr (GPtrArray) of_employee = NULL;

  g_assert_cmpuint (count_actions (of_patron, "win.show-module"), ==, 7);
  g_assert_cmpuint (count_actions (of_patron, "win.choose-company"), ==, 1);
  /* Nobody is signed in. */
  g_assert_cmpuint (count_actions (of_patron, "app.sync"), ==, 0);
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.choose-company", "s", "2");
  of_employee = portail_palette_commands_list (fixture->window);
  g_assert_cmpuint (count_actions (of_employee, "win.show-module"), ==, 5);
}

static void
enter_does_what_is_chosen (Fixture *fixture, gconstpointer unused)
{
  GtkWindow *palette = open_palette (fixture);

  portail_robot_type (palette, "archi");
  portail_robot_press (palette, "Return");
  g_assert_null (find_palette ());
  g_assert_true (is_shown_module (fixture, "archives"));
  palette = open_palette (fixture);
  portail_robot_press (palette, "Escape");
  g_assert_null (find_palette ());
}

static void
arrows_choose_and_weeks_are_commands (Fixture *fixture, gconstpointer unused)
{
  PortailShellContext *context = portail_window_get_context (fixture->window);
  GtkWindow *palette = open_palette (fixture);
  char text[PORTAIL_WEEK_TEXT_SIZE];

  portail_robot_type (palette, "2024-W07");
  portail_robot_press (palette, "Down Up Return");
  g_assert_cmpstr (portail_week_format (portail_shell_context_get_period (context), text), ==,
                   "2024-W07");
}

static gboolean
shows_employee (gpointer palette)
{
  return has_label (palette, "Éloïse <b>Nuñez</b>");
}

static void
records_of_the_cache_are_found_by_their_names (Fixture *fixture, gconstpointer unused)
{
  GtkWindow *palette = open_palette (fixture);

  portail_robot_type (palette, "eloise nun");
  portail_robot_wait (shows_employee, palette);
  portail_screenshot_save (GTK_WIDGET (palette), "palette-record");
  gtk_editable_set_text (GTK_EDITABLE (gtk_window_get_focus (palette)), "qqqzzz");
  portail_screenshot_save (GTK_WIDGET (palette), "palette-nothing");
  portail_robot_press (palette, "Escape");
}

static void
it_looks_right_in_light_and_dark_and_narrow (Fixture *fixture, gconstpointer unused)
{
  GtkWindow *palette = open_palette (fixture);

  portail_screenshot_save (GTK_WIDGET (palette), "palette-light");
  portail_screenshot_set_scheme (ADW_COLOR_SCHEME_FORCE_DARK);
  portail_screenshot_save (GTK_WIDGET (palette), "palette-dark");
  portail_screenshot_set_scheme (ADW_COLOR_SCHEME_DEFAULT);
  gtk_window_destroy (palette);
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 360, 640);
  portail_screenshot_settle (GTK_WIDGET (fixture->window));
  palette = open_palette (fixture);
  portail_screenshot_save (GTK_WIDGET (palette), "palette-narrow");
  g_assert_cmpint (gtk_widget_get_width (GTK_WIDGET (palette)), <=, 360);
  gtk_window_destroy (palette);
}

#define ADD(path, function) g_test_add (path, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char *argv[])
{
  int status;

  gtk_test_init (&argc, &argv, NULL);
  application = portail_application_new ();
  g_assert_true (g_application_register (G_APPLICATION (application), NULL, NULL));
  g_test_add_func ("/palette/letters-find-what-begins-with-them-first",
                   letters_find_what_begins_with_them_first);
  g_test_add_func ("/palette/a-week-has-many-spellings", a_week_has_many_spellings);
  ADD ("/palette/only-what-one-may-do-is-offered", only_what_one_may_do_is_offered);
  ADD ("/palette/enter-does-what-is-chosen", enter_does_what_is_chosen);
  ADD ("/palette/arrows-choose-and-weeks-are-commands", arrows_choose_and_weeks_are_commands);
  ADD ("/palette/records-of-the-cache-are-found-by-their-names",
       records_of_the_cache_are_found_by_their_names);
  ADD ("/palette/it-looks-right-in-light-and-dark-and-narrow",
       it_looks_right_in_light_and_dark_and_narrow);
  status = g_test_run ();
  g_object_unref (application);
  return status;
}
