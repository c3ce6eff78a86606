/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/portail-window.h"

#include <string.h>

#include "app/portail-account-button.h"
#include "app/portail-action-table.h"
#include "app/portail-banner.h"
#include "app/portail-command-palette.h"
#include "app/portail-company-chooser.h"
#include "app/portail-day-watch.h"
#include "app/portail-fold-bin.h"
#include "app/portail-help-window.h"
#include "app/portail-module-list.h"
#include "app/portail-page.h"
#include "app/portail-period-chooser.h"
#include "app/portail-shell-module.h"
#include "app/portail-shell-refusal.h"
#include "app/portail-window-dialogs.h"
#include "shared/portail-i18n.h"

struct _PortailWindow
{
  AdwApplicationWindow parent_instance;

  AdwToastOverlay *toast_overlay;
  GtkStack *views;
  PortailSignInPage *sign_in_page;
  AdwFlap *flap;
  PortailModuleList *module_list;
  PortailAccountButton *account_button;
  AdwWindowTitle *window_title;
  AdwBin *wide_place; /* of the choosers, in the header */
  AdwBin *narrow_place;
  GtkWidget *choosers;
  PortailCompanyChooser *company_chooser;
  PortailPeriodChooser *period_chooser;
  PortailSyncIndicator *sync_indicator;
  PortailBanner *banner;
  GtkStack *pages;

  GSettings *settings; /* or NULL */
  PortailShellContext *context;
  PortailDayWatch *day;
  PortailDesk *desk;
  GActionGroup *page_actions; /* of the visible page, or NULL */
  char *person_name;
  AdwToast *toast; /* the last one, while it is shown; weak */
};

G_DEFINE_FINAL_TYPE (PortailWindow, portail_window, ADW_TYPE_APPLICATION_WINDOW)

/* NULL for what is no action of the visible page. */
static const char *
get_page_action (const PortailActionRow *row)
{
  return row->owner == PORTAIL_KEY_WINDOW ? row->action + strlen ("win.") : NULL;
}

static void
activate_page_action (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  PortailWindow *window = PORTAIL_WINDOW (widget);

  if (window->page_actions != NULL)
    g_action_group_activate_action (
        window->page_actions, get_page_action (portail_action_table_find (action_name)), NULL);
}

static void
update_page_actions (PortailWindow *window)
{
  for (const PortailActionRow *row = portail_action_table_get (); row->title != NULL; row++)
    if (get_page_action (row) != NULL)
      gtk_widget_action_set_enabled (
          GTK_WIDGET (window), row->action,
          window->page_actions != NULL
              && g_action_group_get_action_enabled (window->page_actions, get_page_action (row)));
}

static void
follow_page_actions (PortailWindow *window, GActionGroup *actions)
{
  static const char *const signals[] = { "action-added", "action-removed",
                                         "action-enabled-changed" };

  if (window->page_actions != NULL)
    g_signal_handlers_disconnect_by_data (window->page_actions, window);
  g_set_object (&window->page_actions, actions);
  gtk_widget_insert_action_group (GTK_WIDGET (window), "page", actions);
  for (gsize i = 0; actions != NULL && i < G_N_ELEMENTS (signals); i++)
    g_signal_connect_object (actions, signals[i], G_CALLBACK (update_page_actions), window,
                             G_CONNECT_SWAPPED);
  update_page_actions (window);
}

static void
on_page_shown (PortailWindow *window)
{
  GtkWidget *page = gtk_stack_get_visible_child (window->pages);

  follow_page_actions (
      window, PORTAIL_IS_PAGE (page) ? portail_page_get_actions (PORTAIL_PAGE (page)) : NULL);
}

static void
ensure_page (PortailWindow *window, const PortailShellModule *module)
{
  if (gtk_stack_get_child_by_name (window->pages, module->name) != NULL)
    return;
  gtk_stack_add_named (window->pages, module->make_page (window->desk), module->name);
}

static void
show_module (PortailWindow *window, const char *name)
{
  const PortailShellModule *module = portail_shell_module_find (name);
  gboolean is_seen = portail_module_list_has (window->module_list, name);

  if (module == NULL)
    return;
  if (is_seen)
    {
      ensure_page (window, module);
      gtk_widget_show (gtk_stack_get_child_by_name (window->pages, name));
      gtk_stack_set_visible_child_name (window->pages, name);
    }
  else
    portail_shell_refusal_show (window->pages, module, window->context);
  portail_module_list_select (window->module_list, is_seen ? name : NULL);
  adw_window_title_set_title (window->window_title, _ (module->title));
  if (adw_flap_get_folded (window->flap))
    adw_flap_set_reveal_flap (window->flap, FALSE);
  if (is_seen && window->settings != NULL)
    g_settings_set_string (window->settings, "module", name);
}

static void
activate_show_module (GtkWidget *widget, const char *action_name, GVariant *name)
{
  show_module (PORTAIL_WINDOW (widget), g_variant_get_string (name, NULL));
}

static void
activate_open_record (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  PortailWindow *window = PORTAIL_WINDOW (widget);
  const PortailShellModule *module;
  const char *type;
  const char *id;

  g_variant_get (parameter, "(&s&s)", &type, &id);
  module = portail_shell_module_find_for_type (type);
  if (module == NULL)
    return;
  show_module (window, module->name);
  if (PORTAIL_IS_PAGE (portail_window_get_page (window, module->name)))
    portail_page_open_record (PORTAIL_PAGE (portail_window_get_page (window, module->name)), type,
                              id);
}

static void
activate_show_rows (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  PortailWindow *window = PORTAIL_WINDOW (widget);
  const PortailShellModule *module;
  const char *type;
  g_autoptr (GVariant) filters = NULL;

  g_variant_get (parameter, "(&s@a{ss})", &type, &filters);
  module = portail_shell_module_find_for_type (type);
  if (module == NULL)
    return;
  show_module (window, module->name);
  if (PORTAIL_IS_PAGE (portail_window_get_page (window, module->name)))
    portail_page_show_rows (PORTAIL_PAGE (portail_window_get_page (window, module->name)), type,
                            filters);
}

static void
activate_show_trays (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  PortailWindow *window = PORTAIL_WINDOW (widget);
  GtkWidget *trays = gtk_stack_get_child_by_name (window->pages, "trays");

  if (trays == NULL)
    return;
  gtk_widget_show (trays);
  gtk_stack_set_visible_child (window->pages, trays);
  portail_module_list_select (window->module_list, NULL);
  adw_window_title_set_title (window->window_title, _ ("Sync"));
}

/* What one may not see in the chosen company goes, also while it is shown; what was refused in
 * another one comes. */
static void
show_modules (PortailWindow *window)
{
  const char *shown = gtk_stack_get_visible_child_name (window->pages);
  const char *refused = portail_shell_refusal_get_module (window->pages);
  const char *first;

  portail_module_list_set_company (window->module_list,
                                   portail_shell_context_get_company (window->context));
  first = portail_module_list_get_first (window->module_list);
  if (refused != NULL)
    show_module (window, refused);
  else if (shown != NULL && first != NULL && portail_shell_module_find (shown) != NULL
           && !portail_module_list_has (window->module_list, shown))
    show_module (window, first);
}

/* A menu cannot hang on a button that is out of sight: once the sidebar is laid out. */
static gboolean
popup_menu (GtkWidget *button, GdkFrameClock *clock, gpointer user_data)
{
  PortailWindow *window = PORTAIL_WINDOW (user_data);
  graphene_rect_t bounds;

  if (!adw_flap_get_reveal_flap (window->flap)
      || !gtk_widget_get_mapped (GTK_WIDGET (window->flap)))
    return G_SOURCE_REMOVE;
  if (!gtk_widget_get_mapped (button)
      || !gtk_widget_compute_bounds (button, GTK_WIDGET (window), &bounds)
      || adw_flap_get_reveal_progress (window->flap) < 1 || bounds.origin.x < 0
      || bounds.origin.x + bounds.size.width > gtk_widget_get_width (GTK_WIDGET (window)))
    return G_SOURCE_CONTINUE;
  portail_account_button_popup (window->account_button);
  return G_SOURCE_REMOVE;
}

static void
activate_show_menu (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  PortailWindow *window = PORTAIL_WINDOW (widget);

  adw_flap_set_reveal_flap (window->flap, TRUE);
  gtk_widget_add_tick_callback (GTK_WIDGET (window->account_button), popup_menu, window, NULL);
}

static void
activate_show_palette (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  PortailWindow *window = PORTAIL_WINDOW (widget);

  if (g_strcmp0 (gtk_stack_get_visible_child_name (window->views), "shell") == 0)
    gtk_window_present (GTK_WINDOW (portail_command_palette_new (window)));
}

static void
activate_show_help (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  PortailWindow *window = PORTAIL_WINDOW (widget);

  gtk_window_present (GTK_WINDOW (portail_help_window_new (
      GTK_WINDOW (window), gtk_stack_get_visible_child_name (window->pages),
      portail_window_get_shown_title (window))));
}

static void
activate_choose_company (GtkWidget *widget, const char *action_name, GVariant *id)
{
  portail_shell_context_choose_company (PORTAIL_WINDOW (widget)->context,
                                        g_variant_get_string (id, NULL));
}

static void
activate_choose_period (GtkWidget *widget, const char *action_name, GVariant *period)
{
  PortailWeek week;

  if (portail_week_parse (g_variant_get_string (period, NULL), &week))
    portail_shell_context_set_period (PORTAIL_WINDOW (widget)->context, week);
}

/* Buttons at the foot of a narrow page stand in two lines, and toasts above them. */
static gboolean
place_toasts (gpointer user_data)
{
  PortailWindow *window = PORTAIL_WINDOW (user_data);
  GtkWidget *overlay = GTK_WIDGET (window->toast_overlay);

  if (overlay != NULL && gtk_widget_get_visible (GTK_WIDGET (window->narrow_place)))
    gtk_widget_add_css_class (overlay, "narrow");
  else if (overlay != NULL)
    gtk_widget_remove_css_class (overlay, "narrow");
  return G_SOURCE_REMOVE;
}

static void
on_width_changed (PortailWindow *window, PortailFoldBin *bin)
{
  gboolean is_narrow = portail_fold_bin_is_narrow (bin);

  adw_flap_set_fold_policy (window->flap,
                            is_narrow ? ADW_FLAP_FOLD_POLICY_ALWAYS : ADW_FLAP_FOLD_POLICY_NEVER);
  portail_sync_indicator_set_style (window->sync_indicator,
                                    is_narrow ? PORTAIL_SYNC_INDICATOR_ICON_ONLY
                                              : PORTAIL_SYNC_INDICATOR_WITH_WORDS);
  /* A narrow header has no room for the choosers: they have a line of their own below it. */
  adw_bin_set_child (is_narrow ? window->wide_place : window->narrow_place, NULL);
  adw_bin_set_child (is_narrow ? window->narrow_place : window->wide_place, window->choosers);
  gtk_widget_set_visible (GTK_WIDGET (window->narrow_place), is_narrow);
  gtk_widget_set_hexpand (GTK_WIDGET (window->company_chooser), is_narrow);
  /* A toast of another size has no place in the layout that is being made. */
  g_idle_add_full (G_PRIORITY_HIGH_IDLE, place_toasts, g_object_ref (window), g_object_unref);
}

static void
portail_window_dispose (GObject *object)
{
  PortailWindow *window = PORTAIL_WINDOW (object);

  portail_window_dialogs_let_go (GTK_WINDOW (window));
  g_clear_object (&window->choosers);
  if (window->page_actions != NULL)
    g_signal_handlers_disconnect_by_data (window->page_actions, window);
  g_clear_object (&window->page_actions);
  g_clear_pointer (&window->person_name, g_free);
  g_clear_weak_pointer (&window->toast);
  g_clear_object (&window->settings);
  g_clear_object (&window->day);
  g_clear_object (&window->context);
  g_clear_object (&window->desk);
  G_OBJECT_CLASS (portail_window_parent_class)->dispose (object);
}

static void
bind_children (GtkWidgetClass *class)
{
  gtk_widget_class_bind_template_child (class, PortailWindow, toast_overlay);
  gtk_widget_class_bind_template_child (class, PortailWindow, views);
  gtk_widget_class_bind_template_child (class, PortailWindow, sign_in_page);
  gtk_widget_class_bind_template_child (class, PortailWindow, flap);
  gtk_widget_class_bind_template_child (class, PortailWindow, module_list);
  gtk_widget_class_bind_template_child (class, PortailWindow, account_button);
  gtk_widget_class_bind_template_child (class, PortailWindow, window_title);
  gtk_widget_class_bind_template_child (class, PortailWindow, wide_place);
  gtk_widget_class_bind_template_child (class, PortailWindow, narrow_place);
  gtk_widget_class_bind_template_child (class, PortailWindow, choosers);
  gtk_widget_class_bind_template_child (class, PortailWindow, company_chooser);
  gtk_widget_class_bind_template_child (class, PortailWindow, period_chooser);
  gtk_widget_class_bind_template_child (class, PortailWindow, sync_indicator);
  gtk_widget_class_bind_template_child (class, PortailWindow, banner);
  gtk_widget_class_bind_template_child (class, PortailWindow, pages);
  gtk_widget_class_bind_template_callback (class, show_module);
  gtk_widget_class_bind_template_callback (class, on_page_shown);
  gtk_widget_class_bind_template_callback (class, on_width_changed);
}

static void
portail_window_class_init (PortailWindowClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = portail_window_dispose;
  gtk_widget_class_install_action (widget_class, "win.show-module", "s", activate_show_module);
  gtk_widget_class_install_action (widget_class, "win.open-record", "(ss)", activate_open_record);
  gtk_widget_class_install_action (widget_class, "win.show-rows", "(sa{ss})", activate_show_rows);
  gtk_widget_class_install_action (widget_class, "win.show-trays", NULL, activate_show_trays);
  gtk_widget_class_install_action (widget_class, "win.show-menu", NULL, activate_show_menu);
  gtk_widget_class_install_action (widget_class, "win.show-palette", NULL, activate_show_palette);
  gtk_widget_class_install_action (widget_class, "win.show-help", NULL, activate_show_help);
  gtk_widget_class_install_action (widget_class, "win.choose-company", "s",
                                   activate_choose_company);
  gtk_widget_class_install_action (widget_class, "win.choose-period", "s", activate_choose_period);
  for (const PortailActionRow *row = portail_action_table_get (); row->title != NULL; row++)
    if (get_page_action (row) != NULL)
      gtk_widget_class_install_action (widget_class, row->action, NULL, activate_page_action);
  portail_action_table_add_bindings (widget_class);
  g_type_ensure (PORTAIL_TYPE_ACCOUNT_BUTTON);
  g_type_ensure (PORTAIL_TYPE_BANNER);
  g_type_ensure (PORTAIL_TYPE_COMPANY_CHOOSER);
  g_type_ensure (PORTAIL_TYPE_FOLD_BIN);
  g_type_ensure (PORTAIL_TYPE_MODULE_LIST);
  g_type_ensure (PORTAIL_TYPE_PERIOD_CHOOSER);
  g_type_ensure (PORTAIL_TYPE_SIGN_IN_PAGE);
  g_type_ensure (PORTAIL_TYPE_SYNC_INDICATOR);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/fr/flashbackfa_entreprise/Portail/portail-window.ui");
  bind_children (widget_class);
}

static void
show_person (PortailWindow *window)
{
  const PortailShellCompany *company = portail_shell_context_get_company (window->context);

  if (window->person_name != NULL)
    portail_account_button_set_person (
        window->account_button, window->person_name,
        company != NULL ? company->role
                        : portail_shell_context_get_role_everywhere (window->context));
}

static void
on_new_day (PortailWindow *window)
{
  PortailCache *cache = portail_desk_get_cache (window->desk);

  portail_shell_context_set_today (window->context, portail_day_watch_get_today (window->day));
  if (cache != NULL)
    portail_cache_note_day (cache);
}

static void
portail_window_init (PortailWindow *window)
{
  window->day = portail_day_watch_new (portail_timestamp_now);
  g_signal_connect_object (window->day, "changed", G_CALLBACK (on_new_day), window,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (window, "notify::is-active", G_CALLBACK (portail_day_watch_look),
                           window->day, G_CONNECT_SWAPPED);
  window->context = portail_shell_context_new (portail_day_watch_get_today (window->day));
  gtk_widget_init_template (GTK_WIDGET (window));
  /* They change places. */
  g_object_ref (window->choosers);
  portail_company_chooser_set_context (window->company_chooser, window->context);
  portail_period_chooser_set_context (window->period_chooser, window->context);
  g_signal_connect_object (window->context, "changed", G_CALLBACK (show_modules), window,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (window->context, "changed", G_CALLBACK (show_person), window,
                           G_CONNECT_SWAPPED);
  update_page_actions (window);
}

PortailWindow *
portail_window_new (GtkApplication *application, GSettings *settings)
{
  PortailWindow *window = g_object_new (PORTAIL_TYPE_WINDOW, "application", application, NULL);

  if (settings != NULL)
    {
      g_autofree char *address = g_settings_get_string (settings, "server-address");

      window->settings = g_object_ref (settings);
      portail_sign_in_page_set_address (window->sign_in_page, address);
      g_settings_bind (settings, "window-width", window, "default-width", G_SETTINGS_BIND_DEFAULT);
      g_settings_bind (settings, "window-height", window, "default-height",
                       G_SETTINGS_BIND_DEFAULT);
      g_settings_bind (settings, "window-maximized", window, "maximized", G_SETTINGS_BIND_DEFAULT);
    }
  window->desk = portail_desk_new (window->context, settings);
  portail_account_button_set_desk (window->account_button, window->desk);
  return window;
}

/* The module shown last, else the first one that there is. */
static void
show_first_module (PortailWindow *window)
{
  g_autofree char *last = window->settings != NULL
                              ? g_settings_get_string (window->settings, "module")
                              : NULL;

  show_module (window, portail_module_list_has (window->module_list, last)
                           ? last
                           : portail_module_list_get_first (window->module_list));
}

void
portail_window_show_view (PortailWindow *window, PortailWindowView view)
{
  static const char *const names[] = { "sign-in", "locked", "leaving", "shell" };

  g_return_if_fail (PORTAIL_IS_WINDOW (window));
  if (view == PORTAIL_WINDOW_SHELL && gtk_stack_get_visible_child (window->pages) == NULL)
    show_first_module (window);
  gtk_stack_set_visible_child_name (window->views, names[view]);
}

void
portail_window_add_page (PortailWindow *window, const char *name, GtkWidget *page)
{
  g_return_if_fail (PORTAIL_IS_WINDOW (window));
  g_return_if_fail (gtk_stack_get_child_by_name (window->pages, name) == NULL);
  /* A stack shows the first child that it can; this one waits until it is asked for. */
  gtk_widget_hide (page);
  gtk_stack_add_named (window->pages, page, name);
}

GtkWidget *
portail_window_get_page (PortailWindow *window, const char *name)
{
  g_return_val_if_fail (PORTAIL_IS_WINDOW (window), NULL);
  return gtk_stack_get_child_by_name (window->pages, name);
}

GtkWidget *
portail_window_get_shown_page (PortailWindow *window)
{
  g_return_val_if_fail (PORTAIL_IS_WINDOW (window), NULL);
  return gtk_stack_get_visible_child (window->pages);
}

const char *
portail_window_get_shown_title (PortailWindow *window)
{
  g_return_val_if_fail (PORTAIL_IS_WINDOW (window), NULL);
  return adw_window_title_get_title (window->window_title);
}

void
portail_window_set_trays (PortailWindow *window, GtkWidget *trays)
{
  g_return_if_fail (PORTAIL_IS_WINDOW (window));
  portail_window_add_page (window, "trays", trays);
}

void
portail_window_set_person (PortailWindow *window, const char *name)
{
  g_return_if_fail (PORTAIL_IS_WINDOW (window));
  g_free (window->person_name);
  window->person_name = g_strdup (name);
  show_person (window);
}

void
portail_window_set_accounts (PortailWindow *window, const GPtrArray *accounts)
{
  g_return_if_fail (PORTAIL_IS_WINDOW (window));
  portail_account_button_set_accounts (window->account_button, accounts);
  portail_sign_in_page_set_accounts (window->sign_in_page, accounts);
}

PortailDesk *
portail_window_get_desk (PortailWindow *window)
{
  g_return_val_if_fail (PORTAIL_IS_WINDOW (window), NULL);
  return window->desk;
}

void
portail_window_settle (PortailWindow *window)
{
  g_return_if_fail (PORTAIL_IS_WINDOW (window));
  for (GtkWidget *page = gtk_widget_get_first_child (GTK_WIDGET (window->pages)); page != NULL;
       page = gtk_widget_get_next_sibling (page))
    if (PORTAIL_IS_PAGE (page))
      portail_page_settle (PORTAIL_PAGE (page));
}

PortailShellContext *
portail_window_get_context (PortailWindow *window)
{
  g_return_val_if_fail (PORTAIL_IS_WINDOW (window), NULL);
  return window->context;
}

PortailSyncIndicator *
portail_window_get_sync_indicator (PortailWindow *window)
{
  g_return_val_if_fail (PORTAIL_IS_WINDOW (window), NULL);
  return window->sync_indicator;
}

PortailSignInPage *
portail_window_get_sign_in_page (PortailWindow *window)
{
  g_return_val_if_fail (PORTAIL_IS_WINDOW (window), NULL);
  return window->sign_in_page;
}

void
portail_window_show_banner (PortailWindow *window,
                            const char *text,
                            const char *button_label,
                            const char *action_name)
{
  g_return_if_fail (PORTAIL_IS_WINDOW (window));
  portail_banner_show (window->banner, text, button_label, action_name);
}

void
portail_window_hide_banner (PortailWindow *window)
{
  g_return_if_fail (PORTAIL_IS_WINDOW (window));
  portail_banner_hide (window->banner);
}

static void
on_toast_dismissed (PortailWindow *window, AdwToast *toast)
{
  if (window->toast == toast)
    g_clear_weak_pointer (&window->toast);
}

void
portail_window_add_toast (PortailWindow *window, AdwToast *toast)
{
  g_return_if_fail (PORTAIL_IS_WINDOW (window));
  if (window->toast != NULL)
    adw_toast_dismiss (window->toast);
  g_set_weak_pointer (&window->toast, toast);
  g_signal_connect_object (toast, "dismissed", G_CALLBACK (on_toast_dismissed), window,
                           G_CONNECT_SWAPPED);
  adw_toast_overlay_add_toast (window->toast_overlay, toast);
}
