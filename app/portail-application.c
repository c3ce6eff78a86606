/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/portail-application.h"

#include "app/portail-account-session.h"
#include "app/portail-action-table.h"
#include "app/portail-app-resources.h"
#include "app/portail-error-watch.h"
#include "app/portail-hidden-pages.h"
#include "app/portail-notifier.h"
#include "app/portail-preferences-window.h"
#include "app/portail-report-command.h"
#include "app/portail-sync-command.h"
#include "shared/portail-i18n.h"

#define WEBSITE "https://flashbackfa-entreprise.fr"

struct _PortailApplication
{
  AdwApplication parent_instance;

  GSettings *settings; /* or NULL */
  PortailWindow *window;
  PortailAccountSession *session; /* NULL before the first activation */
  PortailNotifier *notifier;      /* as the session */
  PortailErrorWatch *errors;      /* as the session */
  char *server;                   /* of --server, or NULL */
};

G_DEFINE_FINAL_TYPE (PortailApplication, portail_application, ADW_TYPE_APPLICATION)

/* Owned. */
static char *
get_accounts_directory (void)
{
  return g_build_filename (g_get_user_data_dir (), "portail", "accounts", NULL);
}

static void
show_preferences (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  PortailApplication *application = PORTAIL_APPLICATION (user_data);

  g_autofree char *accounts = get_accounts_directory ();

  if (application->settings != NULL && application->window != NULL)
    gtk_window_present (GTK_WINDOW (
        portail_preferences_window_new (GTK_WINDOW (application->window),
                                        portail_window_get_desk (application->window), accounts)));
}

static void
show_shortcuts (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  PortailApplication *application = PORTAIL_APPLICATION (user_data);
  GtkWindow *shortcuts = portail_action_table_new_shortcuts_window ();

  gtk_window_set_transient_for (shortcuts, GTK_WINDOW (application->window));
  gtk_window_present (shortcuts);
}

/* What a report of a fault needs to say; no name, address or token. Owned. */
static char *
describe_versions (void)
{
  return g_strdup_printf ("Portail %s\nGTK %u.%u.%u\nlibadwaita %u.%u.%u\nGLib %u.%u.%u\n"
                          "GSK_RENDERER %s\n",
                          PORTAIL_VERSION, gtk_get_major_version (), gtk_get_minor_version (),
                          gtk_get_micro_version (), adw_get_major_version (),
                          adw_get_minor_version (), adw_get_micro_version (), glib_major_version,
                          glib_minor_version, glib_micro_version, g_getenv ("GSK_RENDERER"));
}

static void
show_about (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  PortailApplication *application = PORTAIL_APPLICATION (user_data);
  g_autofree char *versions = describe_versions ();

  adw_show_about_window (
      GTK_WINDOW (application->window), "application-name", _ ("Flashback Fa"), "application-icon",
      PORTAIL_APPLICATION_ID, "version", PORTAIL_VERSION, "comments",
      _ ("Dotations, taxes and archives of the FlashBack FA companies. Everything here is "
         "in-game: role play only."),
      "website", WEBSITE, "license-type", GTK_LICENSE_GPL_3_0, "debug-info", versions,
      "debug-info-filename", "portail.txt", NULL);
}

/* What a notification asks for; the window comes to the front. */
static void
pass_to_window (PortailApplication *application, const char *action, GVariant *parameter)
{
  if (application->window == NULL)
    return;
  gtk_window_present (GTK_WINDOW (application->window));
  gtk_widget_activate_action_variant (GTK_WIDGET (application->window), action, parameter);
}

static void
show_in_window (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  g_autofree char *name = g_strconcat ("win.", g_action_get_name (G_ACTION (action)), NULL);

  pass_to_window (PORTAIL_APPLICATION (user_data), name, parameter);
}

/* Of a second start with --server. */
static void
use_server (GSimpleAction *action, GVariant *server, gpointer user_data)
{
  PortailApplication *application = PORTAIL_APPLICATION (user_data);

  if (application->window == NULL)
    return;
  if (application->session != NULL
      && portail_account_session_is_at (application->session, g_variant_get_string (server, NULL)))
    return;
  portail_sign_in_page_set_address (portail_window_get_sign_in_page (application->window),
                                    g_variant_get_string (server, NULL));
  g_action_group_activate_action (G_ACTION_GROUP (application), "add-account", NULL);
}

static void
mark_read (GSimpleAction *action, GVariant *id, gpointer user_data)
{
  PortailApplication *application = PORTAIL_APPLICATION (user_data);

  if (application->notifier != NULL)
    portail_notifier_mark_read (application->notifier, g_variant_get_string (id, NULL));
}

static void
quit (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  PortailApplication *application = PORTAIL_APPLICATION (user_data);

  /* Closing lets the window keep its size. */
  if (application->window != NULL)
    gtk_window_close (GTK_WINDOW (application->window));
  else
    g_application_quit (G_APPLICATION (application));
}

static const GActionEntry actions[] = {
  { .name = "sync" },
  { .name = "sign-in" },
  { .name = "switch-account", .parameter_type = "s", .state = "''" },
  { .name = "add-account" },
  { .name = "forget-account", .parameter_type = "s" },
  { .name = "sign-out" },
  { .name = "preferences", .activate = show_preferences },
  { .name = "shortcuts", .activate = show_shortcuts },
  { .name = "about", .activate = show_about },
  { .name = "quit", .activate = quit },
  { .name = "open-record", .parameter_type = "(ss)", .activate = show_in_window },
  { .name = "show-module", .parameter_type = "s", .activate = show_in_window },
  { .name = "show-trays", .activate = show_in_window },
  { .name = "use-server", .parameter_type = "s", .activate = use_server },
  { .name = "mark-read", .parameter_type = "s", .activate = mark_read },
};

static void
disable_action (PortailApplication *application, const char *name)
{
  GAction *action = g_action_map_lookup_action (G_ACTION_MAP (application), name);

  g_simple_action_set_enabled (G_SIMPLE_ACTION (action), FALSE);
}

static GSettings *
open_settings (void)
{
  GSettingsSchemaSource *source = g_settings_schema_source_get_default ();
  g_autoptr (GSettingsSchema) schema = source != NULL ? g_settings_schema_source_lookup (
                                           source, PORTAIL_APPLICATION_ID, TRUE)
                                                      : NULL;

  return schema != NULL ? g_settings_new_full (schema, NULL, NULL) : NULL;
}

static void
apply_theme (PortailApplication *application)
{
  static const AdwColorScheme schemes[] = { ADW_COLOR_SCHEME_DEFAULT, ADW_COLOR_SCHEME_FORCE_LIGHT,
                                            ADW_COLOR_SCHEME_FORCE_DARK };
  int theme = g_settings_get_enum (application->settings, "theme");

  adw_style_manager_set_color_scheme (
      adw_application_get_style_manager (ADW_APPLICATION (application)), schemes[theme]);
}

static void
portail_application_startup (GApplication *object)
{
  PortailApplication *application = PORTAIL_APPLICATION (object);

  G_APPLICATION_CLASS (portail_application_parent_class)->startup (object);
  portail_hidden_pages_announce ();
  g_set_application_name (_ ("Flashback Fa"));
  gtk_window_set_default_icon_name (PORTAIL_APPLICATION_ID);
  g_action_map_add_action_entries (G_ACTION_MAP (application), actions, G_N_ELEMENTS (actions),
                                   application);
  disable_action (application, "sync");
  disable_action (application, "sign-out");
  portail_action_table_install_keys (GTK_APPLICATION (application));
  application->settings = open_settings ();
  if (application->settings != NULL)
    {
      g_signal_connect_object (application->settings, "changed::theme", G_CALLBACK (apply_theme),
                               application, G_CONNECT_SWAPPED);
      apply_theme (application);
    }
  else
    disable_action (application, "preferences");
}

/* The window appears once it is known what it shows. Owned. */
static PortailAccountSession *
start_session (PortailApplication *application, PortailWindow *window)
{
  g_autofree char *accounts = get_accounts_directory ();
  PortailAccountSession *session = portail_account_session_new (GTK_APPLICATION (application),
                                                                window, accounts);

  portail_account_session_start (session);
  return session;
}

/* Owned. */
static PortailErrorWatch *
start_error_watch (PortailApplication *application, PortailWindow *window)
{
  g_autofree char *folder = g_build_filename (g_get_user_data_dir (), "portail", "errors", NULL);

  return portail_error_watch_new (window, application->settings, folder);
}

static void
portail_application_activate (GApplication *object)
{
  PortailApplication *application = PORTAIL_APPLICATION (object);
  PortailWindow *window = portail_application_get_window (application);

  if (application->session != NULL)
    {
      gtk_window_present (GTK_WINDOW (window));
      return;
    }
  if (application->server != NULL)
    portail_sign_in_page_set_address (portail_window_get_sign_in_page (window),
                                      application->server);
  application->session = start_session (application, window);
  application->notifier = portail_notifier_new (G_APPLICATION (application), window);
  application->errors = start_error_watch (application, window);
}

static void
portail_application_shutdown (GApplication *object)
{
  if (PORTAIL_APPLICATION (object)->errors != NULL)
    portail_error_watch_stop (PORTAIL_APPLICATION (object)->errors);
  g_clear_object (&PORTAIL_APPLICATION (object)->errors);
  /* Ends what is being written before the main loop is gone. */
  g_clear_object (&PORTAIL_APPLICATION (object)->session);
  g_clear_object (&PORTAIL_APPLICATION (object)->notifier);
  G_APPLICATION_CLASS (portail_application_parent_class)->shutdown (object);
}

/* A running instance is told; otherwise this one begins with it. */
static void
offer_server (PortailApplication *application, const char *server)
{
  application->server = g_strdup (server);
  if (g_application_register (G_APPLICATION (application), NULL, NULL)
      && g_application_get_is_remote (G_APPLICATION (application)))
    g_action_group_activate_action (G_ACTION_GROUP (application), "use-server",
                                    g_variant_new_string (server));
}

static int
portail_application_handle_local_options (GApplication *object, GVariantDict *options)
{
  g_autofree char *accounts = NULL;
  g_autoptr (GSettings) settings = NULL;
  const char *server = NULL;
  int status;

  if (g_variant_dict_contains (options, "version"))
    {
      g_print ("portail %s\n", PORTAIL_VERSION);
      return 0;
    }
  accounts = get_accounts_directory ();
  if (g_variant_dict_contains (options, "report"))
    settings = open_settings ();
  status = portail_sync_command_handle (object, options, accounts);
  if (status < 0)
    status = portail_report_command_handle (options, accounts, settings);
  if (status < 0 && g_variant_dict_lookup (options, "server", "&s", &server))
    offer_server (PORTAIL_APPLICATION (object), server);
  return status;
}

static void
portail_application_finalize (GObject *object)
{
  PortailApplication *application = PORTAIL_APPLICATION (object);

  g_clear_object (&application->settings);
  g_clear_weak_pointer (&application->window);
  g_free (application->server);
  G_OBJECT_CLASS (portail_application_parent_class)->finalize (object);
}

static void
portail_application_class_init (PortailApplicationClass *class)
{
  GApplicationClass *application_class = G_APPLICATION_CLASS (class);

  G_OBJECT_CLASS (class)->finalize = portail_application_finalize;
  application_class->startup = portail_application_startup;
  application_class->activate = portail_application_activate;
  application_class->shutdown = portail_application_shutdown;
  application_class->handle_local_options = portail_application_handle_local_options;
}

static void
portail_application_init (PortailApplication *application)
{
  portail_app_register_resource ();
  g_application_add_main_option (G_APPLICATION (application), "version", 0, 0, G_OPTION_ARG_NONE,
                                 _ ("Print the version and exit"), NULL);
  g_application_add_main_option (G_APPLICATION (application), "server", 0, 0, G_OPTION_ARG_STRING,
                                 _ ("Address of the server to sign in to"), _ ("URL"));
  portail_report_command_add_options (G_APPLICATION (application));
  portail_sync_command_add_options (G_APPLICATION (application));
}

PortailApplication *
portail_application_new (void)
{
  /* Under another id it runs beside the user's own: the demo does. */
  return g_object_new (PORTAIL_TYPE_APPLICATION, "application-id", PORTAIL_APPLICATION_ID, "flags",
                       G_APPLICATION_CAN_OVERRIDE_APP_ID, "resource-base-path",
                       "/fr/flashbackfa_entreprise/Portail", NULL);
}

PortailWindow *
portail_application_get_window (PortailApplication *application)
{
  g_return_val_if_fail (PORTAIL_IS_APPLICATION (application), NULL);
  if (application->window == NULL)
    g_set_weak_pointer (&application->window,
                        portail_window_new (GTK_APPLICATION (application), application->settings));
  return application->window;
}
