/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The window and its shell, as the program makes them. */
#include "app/portail-application.h"
#include "app/portail-banner.h"
#include "app/portail-page.h"
#include "app/portail-shell-module.h"
#include "app/portail-toast.h"
#include "app/portail-window.h"
#include "tests/support/portail-await.h"
#include "tests/support/portail-robot.h"
#include "tests/support/portail-screenshot.h"

static PortailApplication *application;

typedef struct
{
  PortailWindow *window;
  guint n_changes; /* of the context */
} Fixture;

static void
count_change (Fixture *fixture)
{
  fixture->n_changes++;
}

static void
set_up (Fixture *fixture, gconstpointer unused)
{
  static const PortailShellCompany companies[] = {
    { "1", "LS Customs", PORTAIL_ROLE_PATRON, TRUE },
    { "2", "Bahama Mamas <West> & co", PORTAIL_ROLE_EMPLOYE, FALSE },
  };

  fixture->window = portail_window_new (GTK_APPLICATION (application), NULL);
  portail_shell_context_set_companies (portail_window_get_context (fixture->window), companies,
                                       G_N_ELEMENTS (companies));
  portail_shell_context_set_period (portail_window_get_context (fixture->window),
                                    portail_week_from_number (2025, 38));
  portail_window_set_person (fixture->window, "Jean Dupont");
  g_signal_connect_swapped (portail_window_get_context (fixture->window), "changed",
                            G_CALLBACK (count_change), fixture);
  portail_window_show_view (fixture->window, PORTAIL_WINDOW_SHELL);
  gtk_window_present (GTK_WINDOW (fixture->window));
  portail_screenshot_settle (GTK_WIDGET (fixture->window));
  portail_robot_focus (GTK_WINDOW (fixture->window));
}

static void
tear_down (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (PortailWindow) window = g_object_ref (fixture->window);

  g_signal_handlers_disconnect_by_data (portail_window_get_context (window), fixture);
  gtk_window_destroy (GTK_WINDOW (window));
  while (g_main_context_pending (NULL))
    g_main_context_iteration (NULL, FALSE);
  portail_await_finalize (g_steal_pointer (&window));
}

/* The first widget of @type, @widget or below it; NULL for none. */
static GtkWidget *
find_type (GtkWidget *widget, GType type)
{
  GtkWidget *found = NULL;

  if (g_type_is_a (G_OBJECT_TYPE (widget), type))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_type (child, type);
  return found;
}

/* The label that says @text, @widget or below it; NULL for none. */
static GtkWidget *
find_label (GtkWidget *widget, const char *text)
{
  GtkWidget *found = NULL;

  if (GTK_IS_LABEL (widget) && g_str_equal (gtk_label_get_text (GTK_LABEL (widget)), text))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_label (child, text);
  return found;
}

static void
control_digits_show_the_modules (Fixture *fixture, gconstpointer unused)
{
  for (guint i = 0; i < portail_shell_module_get_count (); i++)
    {
      g_autofree char *key = g_strdup_printf ("ctrl+%u", i + 1);
      const char *name = portail_shell_module_get (i)->name;

      portail_robot_press (GTK_WINDOW (fixture->window), key);
      g_assert_nonnull (portail_window_get_page (fixture->window, name));
      g_assert_true (gtk_widget_get_mapped (portail_window_get_page (fixture->window, name)));
    }
}

/* A page with an undo and an entry, for the tests. */
#define TEST_TYPE_PAGE (test_page_get_type ())
G_DECLARE_FINAL_TYPE (TestPage, test_page, TEST, PAGE, GtkBox)

struct _TestPage
{
  GtkBox parent_instance;
  GSimpleActionGroup *actions;
  GtkWidget *entry;
  guint n_undone;
};

static GActionGroup *
get_actions (PortailPage *page)
{
  return G_ACTION_GROUP (TEST_PAGE (page)->actions);
}

static void
test_page_page_init (PortailPageInterface *interface)
{
  interface->get_actions = get_actions;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (TestPage,
                               test_page,
                               GTK_TYPE_BOX,
                               G_IMPLEMENT_INTERFACE (PORTAIL_TYPE_PAGE, test_page_page_init))

static void undo_page (GSimpleAction *action, GVariant *parameter, gpointer page);

static void
undo_page (GSimpleAction *action, GVariant *parameter, gpointer page)
{
  TEST_PAGE (page)->n_undone++;
}

static void
test_page_dispose (GObject *object)
{
  g_clear_object (&TEST_PAGE (object)->actions);
  G_OBJECT_CLASS (test_page_parent_class)->dispose (object);
}

static void
test_page_class_init (TestPageClass *class)
{
  G_OBJECT_CLASS (class)->dispose = test_page_dispose;
}

static void
test_page_init (TestPage *page)
{
  static const GActionEntry entries[] = { { .name = "undo", .activate = undo_page } };

  page->actions = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (page->actions), entries, 1, page);
  page->entry = gtk_entry_new ();
  gtk_box_append (GTK_BOX (page), page->entry);
  gtk_box_append (GTK_BOX (page), gtk_button_new_with_label ("Button"));
}

static void
a_page_is_made_when_it_is_first_shown (Fixture *fixture, gconstpointer unused)
{
  GtkWidget *page;

  g_assert_null (portail_window_get_page (fixture->window, "documents"));
  portail_robot_press (GTK_WINDOW (fixture->window), "ctrl+4");
  page = portail_window_get_page (fixture->window, "documents");
  g_assert_nonnull (page);
  portail_robot_press (GTK_WINDOW (fixture->window), "ctrl+1 ctrl+4");
  g_assert_true (portail_window_get_page (fixture->window, "documents") == page);
}

static void
control_z_is_the_pages_but_in_a_text (Fixture *fixture, gconstpointer unused)
{
  TestPage *page = g_object_new (TEST_TYPE_PAGE, NULL);

  portail_window_add_page (fixture->window, "documents", GTK_WIDGET (page));
  portail_robot_press (GTK_WINDOW (fixture->window), "ctrl+4");
  gtk_widget_grab_focus (gtk_widget_get_last_child (GTK_WIDGET (page)));
  portail_robot_press (GTK_WINDOW (fixture->window), "ctrl+z");
  g_assert_cmpuint (page->n_undone, ==, 1);
  gtk_widget_grab_focus (page->entry);
  portail_robot_type (GTK_WINDOW (fixture->window), "abc");
  portail_robot_press (GTK_WINDOW (fixture->window), "ctrl+z");
  g_assert_cmpuint (page->n_undone, ==, 1);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (page->entry)), !=, "abc");
  portail_robot_press (GTK_WINDOW (fixture->window), "ctrl+1 ctrl+z");
  g_assert_cmpuint (page->n_undone, ==, 1);
}

static void
the_period_steps_by_weeks_over_the_year (Fixture *fixture, gconstpointer unused)
{
  PortailShellContext *context = portail_window_get_context (fixture->window);
  GtkWidget *chooser = find_type (GTK_WIDGET (fixture->window),
                                  g_type_from_name ("PortailPeriodChooser"));
  char text[PORTAIL_WEEK_TEXT_SIZE];

  portail_shell_context_set_period (context, portail_week_from_number (2025, 52));
  gtk_widget_activate_action (chooser, "period.step", "i", 1);
  g_assert_cmpstr (portail_week_format (portail_shell_context_get_period (context), text), ==,
                   "2026-W01");
  gtk_widget_activate_action (chooser, "period.step", "i", -1);
  g_assert_cmpstr (portail_week_format (portail_shell_context_get_period (context), text), ==,
                   "2025-W52");
  g_assert_cmpuint (fixture->n_changes, ==, 3);
}

static void
a_chosen_company_stays_chosen_when_the_list_changes (Fixture *fixture, gconstpointer unused)
{
  static const PortailShellCompany others[] = { { "9", "Aaa", PORTAIL_ROLE_PATRON },
                                                { "2", "Bahama", PORTAIL_ROLE_EMPLOYE } };
  PortailShellContext *context = portail_window_get_context (fixture->window);
  GtkDropDown *chooser = GTK_DROP_DOWN (
      find_type (GTK_WIDGET (fixture->window), GTK_TYPE_DROP_DOWN));

  gtk_drop_down_set_selected (chooser, 1);
  g_assert_cmpstr (portail_shell_context_get_company (context)->id, ==, "2");
  portail_shell_context_set_companies (context, others, G_N_ELEMENTS (others));
  g_assert_cmpstr (portail_shell_context_get_company (context)->name, ==, "Bahama");
  g_assert_cmpuint (gtk_drop_down_get_selected (chooser), ==, 1);
  portail_shell_context_set_companies (context, NULL, 0);
  g_assert_null (portail_shell_context_get_company (context));
  g_assert_false (gtk_widget_get_mapped (GTK_WIDGET (chooser)));
}

static void
modules_are_those_of_the_role_in_the_company (Fixture *fixture, gconstpointer unused)
{
  PortailShellContext *context = portail_window_get_context (fixture->window);

  portail_robot_press (GTK_WINDOW (fixture->window), "ctrl+3");
  g_assert_true (gtk_widget_get_mapped (portail_window_get_page (fixture->window, "impots")));
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.choose-company", "s", "2");
  g_assert_cmpstr (portail_shell_context_get_company (context)->id, ==, "2");
  portail_screenshot_settle (GTK_WIDGET (fixture->window));
  g_assert_true (gtk_widget_get_mapped (portail_window_get_page (fixture->window, "dashboard")));
  portail_robot_press (GTK_WINDOW (fixture->window), "ctrl+5");
  g_assert_null (portail_window_get_page (fixture->window, "blanchiment"));
  portail_robot_press (GTK_WINDOW (fixture->window), "ctrl+2");
  g_assert_nonnull (portail_window_get_page (fixture->window, "dotations"));
}

static void
blanchiment_goes_when_the_company_switches_it_off (Fixture *fixture, gconstpointer unused)
{
  static const PortailShellCompany off[] = { { "1", "LS Customs", PORTAIL_ROLE_PATRON, FALSE } };
  PortailShellContext *context = portail_window_get_context (fixture->window);

  portail_robot_press (GTK_WINDOW (fixture->window), "ctrl+5");
  g_assert_true (gtk_widget_get_mapped (portail_window_get_page (fixture->window, "blanchiment")));
  portail_shell_context_set_companies (context, off, G_N_ELEMENTS (off));
  portail_screenshot_settle (GTK_WIDGET (fixture->window));
  g_assert_false (gtk_widget_get_mapped (portail_window_get_page (fixture->window, "blanchiment")));
}

static void
note_address (PortailSignInPage *page, const char *address, gpointer noted)
{
  *(char **) noted = g_strdup (address);
}

static void
f1_explains_the_page_in_front (Fixture *fixture, gconstpointer unused)
{
  GtkWindow *help;

  portail_robot_press (GTK_WINDOW (fixture->window), "ctrl+3 F1");
  help = portail_robot_find_shown_window (GTK_TYPE_WINDOW, GTK_WINDOW (fixture->window));
  g_assert_cmpstr (gtk_window_get_title (help), ==, "Help");
  portail_screenshot_save (GTK_WIDGET (help), "help-window");
  gtk_window_destroy (help);
}

static gboolean
is_mapped (gpointer widget)
{
  return gtk_widget_get_mapped (widget);
}

static void
f10_opens_the_menu_with_the_accounts (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GPtrArray) accounts = g_ptr_array_new_with_free_func (
      (GDestroyNotify) portail_account_free);
  GtkWidget *popover;

  g_ptr_array_add (accounts, portail_account_new ("/a", "https://a.example", "1", "zoe_<b>"));
  g_ptr_array_add (accounts, portail_account_new ("/a", "https://b.example", "2", "ada"));
  portail_window_set_accounts (fixture->window, accounts);
  portail_robot_press (GTK_WINDOW (fixture->window), "F10");
  popover = find_type (
      find_type (GTK_WIDGET (fixture->window), g_type_from_name ("PortailAccountButton")),
      GTK_TYPE_POPOVER_MENU);
  portail_await_until (is_mapped, popover);
  g_assert_nonnull (find_label (popover, "zoe_<b> (a.example)"));
  portail_screenshot_save (popover, "account-menu");
  portail_robot_press (GTK_WINDOW (fixture->window), "Escape");
}

/* Where the sidebar is folded the menu waits until it is there. */
static void
f10_unfolds_the_sidebar_for_its_menu (Fixture *fixture, gconstpointer unused)
{
  GtkWidget *popover;

  portail_window_show_view (fixture->window, PORTAIL_WINDOW_SHELL);
  portail_screenshot_make_narrow (GTK_WINDOW (fixture->window), 720);
  popover = find_type (
      find_type (GTK_WIDGET (fixture->window), g_type_from_name ("PortailAccountButton")),
      GTK_TYPE_POPOVER_MENU);
  g_assert_false (gtk_widget_get_mapped (popover));
  portail_robot_press (GTK_WINDOW (fixture->window), "F10");
  portail_await_until (is_mapped, popover);
  portail_robot_press (GTK_WINDOW (fixture->window), "Escape");
}

static void
signing_in_needs_a_web_address (Fixture *fixture, gconstpointer unused)
{
  PortailSignInPage *page = portail_window_get_sign_in_page (fixture->window);
  g_autofree char *noted = NULL;

  g_signal_connect (page, "sign-in", G_CALLBACK (note_address), &noted);
  portail_window_show_view (fixture->window, PORTAIL_WINDOW_SIGN_IN);
  portail_sign_in_page_set_address (page, "flashbackfa");
  portail_screenshot_settle (GTK_WIDGET (fixture->window));
  gtk_widget_child_focus (GTK_WIDGET (page), GTK_DIR_TAB_FORWARD);
  portail_robot_press (GTK_WINDOW (fixture->window), "Return");
  g_assert_null (noted);
  portail_sign_in_page_set_address (page, "https://flashbackfa-entreprise.fr");
  portail_robot_press (GTK_WINDOW (fixture->window), "Return");
  g_assert_cmpstr (noted, ==, "https://flashbackfa-entreprise.fr");
  portail_screenshot_save (GTK_WIDGET (fixture->window), "window-sign-in");
  portail_sign_in_page_show_waiting (page);
  portail_screenshot_save (GTK_WIDGET (fixture->window), "window-sign-in-waiting");
  portail_sign_in_page_show_ready (page, "Le serveur n’a pas répondu.");
  portail_screenshot_save (GTK_WIDGET (fixture->window), "window-sign-in-failure");
  portail_screenshot_make_narrow (GTK_WINDOW (fixture->window), 720);
  portail_screenshot_save (GTK_WIDGET (fixture->window), "window-sign-in-narrow");
}

static void
the_sync_indicator_says_each_state_in_words (Fixture *fixture, gconstpointer unused)
{
  static const char *const words[] = {
    [PORTAIL_SYNC_IN_SYNC] = "Everything is up to date with the server",
    [PORTAIL_SYNC_RUNNING] = "Syncing with the server",
    [PORTAIL_SYNC_TO_SEND] = "2 changes are still to be sent",
    [PORTAIL_SYNC_OFFLINE] = "Offline; 2 changes are kept here and sent later",
    [PORTAIL_SYNC_ACTION_NEEDED] = "2 changes need your decision",
  };
  PortailSyncIndicator *indicator = portail_window_get_sync_indicator (fixture->window);
  GtkWidget *button = find_type (GTK_WIDGET (indicator), GTK_TYPE_BUTTON);

  for (guint i = 0; i < PORTAIL_N_SYNC_STATES; i++)
    {
      portail_sync_indicator_set_state (indicator, i, 2);
      g_assert_cmpstr (gtk_widget_get_tooltip_text (button), ==, words[i]);
      gtk_test_accessible_assert_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                           words[i]);
    }
}

static void
the_indicator_opens_the_trays (Fixture *fixture, gconstpointer unused)
{
  GtkWidget *trays = gtk_label_new ("Trays");
  GtkWidget *button = find_type (GTK_WIDGET (portail_window_get_sync_indicator (fixture->window)),
                                 GTK_TYPE_BUTTON);

  portail_window_set_trays (fixture->window, trays);
  portail_robot_click (button, 5, 5, 1, 1);
  g_assert_true (gtk_widget_get_mapped (trays));
}

/* Both are announced when they come, which a widget that is always there is not. */
static void
what_is_told_is_an_alert (Fixture *fixture, gconstpointer unused)
{
  GtkWidget *window = GTK_WIDGET (fixture->window);
  GtkWidget *banner = find_type (window, PORTAIL_TYPE_BANNER);
  GtkWidget *title;

  portail_toast_show (window, "Kept <here>");
  portail_screenshot_settle (window);
  title = gtk_widget_get_parent (find_label (window, "Kept <here>"));
  gtk_test_accessible_assert_role (GTK_ACCESSIBLE (title), GTK_ACCESSIBLE_ROLE_ALERT);
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (title), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "Kept <here>");
  g_assert_false (gtk_widget_get_visible (banner));
  portail_window_show_banner (fixture->window, "The clock is wrong.", NULL, NULL);
  g_assert_true (gtk_widget_get_visible (banner));
  gtk_test_accessible_assert_role (GTK_ACCESSIBLE (banner), GTK_ACCESSIBLE_ROLE_ALERT);
  portail_window_hide_banner (fixture->window);
  portail_screenshot_settle (window);
  g_assert_false (gtk_widget_get_visible (banner));
}

static void
a_module_that_a_role_does_not_include_says_so (Fixture *fixture, gconstpointer unused)
{
  GtkWidget *window = GTK_WIDGET (fixture->window);

  portail_shell_context_choose_company (portail_window_get_context (fixture->window), "2");
  portail_robot_press (GTK_WINDOW (window), "ctrl+3");
  g_assert_true (gtk_widget_get_mapped (find_label (window, "Not for you to see")));
  portail_screenshot_save (window, "window-refusal");
  portail_robot_press (GTK_WINDOW (window), "ctrl+1");
  g_assert_false (gtk_widget_get_mapped (find_label (window, "Not for you to see")));
}

static void
a_refused_module_comes_with_a_company_that_includes_it (Fixture *fixture, gconstpointer unused)
{
  PortailShellContext *context = portail_window_get_context (fixture->window);

  portail_shell_context_choose_company (context, "2");
  portail_robot_press (GTK_WINDOW (fixture->window), "ctrl+3");
  g_assert_null (portail_window_get_page (fixture->window, "impots"));
  portail_shell_context_choose_company (context, "1");
  portail_screenshot_settle (GTK_WIDGET (fixture->window));
  g_assert_true (gtk_widget_get_mapped (portail_window_get_page (fixture->window, "impots")));
}

static void
a_toast_takes_the_place_of_the_one_before (Fixture *fixture, gconstpointer unused)
{
  portail_toast_show_undo (GTK_WIDGET (fixture->window), "First");
  portail_screenshot_settle (GTK_WIDGET (fixture->window));
  portail_toast_show_undo (GTK_WIDGET (fixture->window), "Second");
  portail_screenshot_settle (GTK_WIDGET (fixture->window));
  g_assert_null (find_label (GTK_WIDGET (fixture->window), "First"));
  g_assert_nonnull (find_label (GTK_WIDGET (fixture->window), "Second"));
}

static void
a_first_start_shows_a_module_and_not_the_trays (void)
{
  PortailWindow *window = portail_window_new (GTK_APPLICATION (application), NULL);
  GtkWidget *trays = gtk_label_new ("Trays");

  portail_window_set_trays (window, trays);
  portail_window_show_view (window, PORTAIL_WINDOW_SHELL);
  g_assert_nonnull (portail_window_get_page (window, portail_shell_module_get (0)->name));
  g_assert_false (gtk_widget_get_visible (trays));
  gtk_window_destroy (GTK_WINDOW (window));
}

static gboolean
is_folded (gpointer flap)
{
  return adw_flap_get_folded (flap);
}

static gboolean
is_unfolded (gpointer flap)
{
  return !adw_flap_get_folded (flap);
}

static void
it_folds_when_narrow_and_fits_360_pixels (Fixture *fixture, gconstpointer unused)
{
  AdwFlap *flap = ADW_FLAP (find_type (GTK_WIDGET (fixture->window), ADW_TYPE_FLAP));

  g_assert_false (adw_flap_get_folded (flap));
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 360, 640);
  portail_robot_wait (is_folded, flap);
  portail_screenshot_save (GTK_WIDGET (fixture->window), "window-narrow");
  g_assert_cmpint (gtk_widget_get_width (GTK_WIDGET (fixture->window)), ==, 360);
  g_assert_false (adw_flap_get_reveal_flap (flap));
  adw_flap_set_reveal_flap (flap, TRUE);
  portail_screenshot_save (GTK_WIDGET (fixture->window), "window-narrow-sidebar");
  portail_robot_press (GTK_WINDOW (fixture->window), "ctrl+2");
  g_assert_false (adw_flap_get_reveal_flap (flap));
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 1000, 640);
  portail_robot_wait (is_unfolded, flap);
  g_assert_true (adw_flap_get_reveal_flap (flap));
}

static void
it_looks_right_in_light_and_dark (Fixture *fixture, gconstpointer unused)
{
  PortailSyncIndicator *indicator = portail_window_get_sync_indicator (fixture->window);

  portail_sync_indicator_set_state (indicator, PORTAIL_SYNC_TO_SEND, 3);
  portail_window_show_banner (fixture->window, "Une <semaine> est à revoir.", "Voir",
                              "win.show-trays");
  portail_screenshot_save (GTK_WIDGET (fixture->window), "window-light");
  portail_window_hide_banner (fixture->window);
  portail_toast_show (GTK_WIDGET (fixture->window), "Dotation <supprimée> & mise de côté");
  portail_sync_indicator_set_state (indicator, PORTAIL_SYNC_ACTION_NEEDED, 1);
  portail_screenshot_set_scheme (ADW_COLOR_SCHEME_FORCE_DARK);
  portail_screenshot_save (GTK_WIDGET (fixture->window), "window-dark");
  portail_screenshot_set_scheme (ADW_COLOR_SCHEME_DEFAULT);
  g_assert_cmpint (gtk_widget_get_width (GTK_WIDGET (fixture->window)), >=, 700);
}

/* GTK holds a dialog while it delivers a key to it, as one that quits. */
static void
a_dialog_that_is_held_lets_its_window_go (void)
{
  GtkWindow *window = GTK_WINDOW (portail_window_new (GTK_APPLICATION (application), NULL));
  g_autoptr (GtkWindow) dialog = g_object_ref (GTK_WINDOW (gtk_window_new ()));
  g_autoptr (GtkWindow) question = g_object_ref (GTK_WINDOW (gtk_window_new ()));

  gtk_window_set_transient_for (dialog, window);
  gtk_window_set_destroy_with_parent (dialog, TRUE);
  gtk_window_set_transient_for (question, dialog);
  gtk_window_set_destroy_with_parent (question, TRUE);
  gtk_window_present (dialog);
  gtk_window_present (question);
  gtk_window_destroy (window);
  portail_await_idle ();
  g_assert_null (gtk_window_get_transient_for (dialog));
  g_assert_null (gtk_window_get_transient_for (question));
  g_assert_false (gtk_widget_get_realized (GTK_WIDGET (question)));
}

#define ADD(path, function) g_test_add (path, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char *argv[])
{
  int status;

  gtk_test_init (&argc, &argv, NULL);
  application = portail_application_new ();
  g_assert_true (g_application_register (G_APPLICATION (application), NULL, NULL));
  ADD ("/window/control-digits-show-the-modules", control_digits_show_the_modules);
  ADD ("/window/a-page-is-made-when-it-is-first-shown", a_page_is_made_when_it_is_first_shown);
  ADD ("/window/control-z-is-the-pages-but-in-a-text", control_z_is_the_pages_but_in_a_text);
  ADD ("/window/the-period-steps-by-weeks-over-the-year", the_period_steps_by_weeks_over_the_year);
  ADD ("/window/a-chosen-company-stays-chosen-when-the-list-changes",
       a_chosen_company_stays_chosen_when_the_list_changes);
  ADD ("/window/modules-are-those-of-the-role-in-the-company",
       modules_are_those_of_the_role_in_the_company);
  ADD ("/window/blanchiment-goes-when-the-company-switches-it-off",
       blanchiment_goes_when_the_company_switches_it_off);
  ADD ("/window/f10-opens-the-menu-with-the-accounts", f10_opens_the_menu_with_the_accounts);
  ADD ("/window/f10-unfolds-the-sidebar-for-its-menu", f10_unfolds_the_sidebar_for_its_menu);
  ADD ("/window/f1-explains-the-page-in-front", f1_explains_the_page_in_front);
  ADD ("/window/signing-in-needs-a-web-address", signing_in_needs_a_web_address);
  ADD ("/window/the-sync-indicator-says-each-state-in-words",
       the_sync_indicator_says_each_state_in_words);
  ADD ("/window/the-indicator-opens-the-trays", the_indicator_opens_the_trays);
  ADD ("/window/what-is-told-is-an-alert", what_is_told_is_an_alert);
  ADD ("/window/a-toast-takes-the-place-of-the-one-before",
       a_toast_takes_the_place_of_the_one_before);
  ADD ("/window/a-module-that-a-role-does-not-include-says-so",
       a_module_that_a_role_does_not_include_says_so);
  ADD ("/window/a-refused-module-comes-with-a-company-that-includes-it",
       a_refused_module_comes_with_a_company_that_includes_it);
  g_test_add_func ("/window/a-first-start-shows-a-module-and-not-the-trays",
                   a_first_start_shows_a_module_and_not_the_trays);
  g_test_add_func ("/window/a-dialog-that-is-held-lets-its-window-go",
                   a_dialog_that_is_held_lets_its_window_go);
  ADD ("/window/it-folds-when-narrow-and-fits-360-pixels",
       it_folds_when_narrow_and_fits_360_pixels);
  ADD ("/window/it-looks-right-in-light-and-dark", it_looks_right_in_light_and_dark);
  status = g_test_run ();
  g_object_unref (application);
  return status;
}
