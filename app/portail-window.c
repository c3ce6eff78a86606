/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/portail-window.h"

#include "app/portail-banner.h"
#include "app/portail-fold-bin.h"
#include "app/portail-page.h"
#include "app/portail-period-chooser.h"
#include "app/portail-shell-module.h"
#include "app/portail-unbuilt-page.h"
#include "shared/portail-i18n.h"

/* Letters of a company's name that the header keeps at least and shows at most. */
#define MIN_COMPANY_CHARS 6
#define MAX_COMPANY_CHARS 24
/* Longer lists can be searched. */
#define MAX_PLAIN_COMPANIES 10

struct _PortailWindow
{
  AdwApplicationWindow parent_instance;

  AdwToastOverlay *toast_overlay;
  GtkStack *views;
  PortailSignInPage *sign_in_page;
  AdwFlap *flap;
  GtkListBox *module_list;
  GtkMenuButton *account_button;
  AdwAvatar *avatar;
  GtkLabel *person_label;
  GtkLabel *role_label;
  AdwWindowTitle *window_title;
  AdwBin *wide_place; /* of the choosers, in the header */
  AdwBin *narrow_place;
  GtkWidget *choosers;
  GtkDropDown *company_chooser;
  PortailPeriodChooser *period_chooser;
  PortailSyncIndicator *sync_indicator;
  PortailBanner *banner;
  GtkStack *pages;

  GSettings *settings; /* or NULL */
  PortailShellContext *context;
  PortailDesk *desk;
  GActionGroup *page_actions; /* of the visible page, or NULL */
  AdwToast *toast;            /* the last one, while it is shown; weak */
  gulong companies_handler;
};

G_DEFINE_FINAL_TYPE (PortailWindow, portail_window, ADW_TYPE_APPLICATION_WINDOW)

/* The actions that belong to the visible page. */
static const struct
{
  const char *window_action;
  const char *page_action;
  guint key;
  GdkModifierType modifiers;
} page_actions[] = {
  { "win.undo", "undo", GDK_KEY_z, GDK_CONTROL_MASK },
  { "win.redo", "redo", GDK_KEY_z, GDK_CONTROL_MASK | GDK_SHIFT_MASK },
  { "win.new", "new", GDK_KEY_n, GDK_CONTROL_MASK },
  { "win.find", "find", GDK_KEY_f, GDK_CONTROL_MASK },
  { "win.save", "save", GDK_KEY_s, GDK_CONTROL_MASK },
  { "win.print", "print", GDK_KEY_p, GDK_CONTROL_MASK },
};

static void
activate_page_action (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  PortailWindow *window = PORTAIL_WINDOW (widget);

  for (gsize i = 0; i < G_N_ELEMENTS (page_actions); i++)
    if (window->page_actions != NULL && g_str_equal (page_actions[i].window_action, action_name))
      g_action_group_activate_action (window->page_actions, page_actions[i].page_action, NULL);
}

static void
update_page_actions (PortailWindow *window)
{
  for (gsize i = 0; i < G_N_ELEMENTS (page_actions); i++)
    gtk_widget_action_set_enabled (GTK_WIDGET (window), page_actions[i].window_action,
                                   window->page_actions != NULL
                                       && g_action_group_get_action_enabled (
                                           window->page_actions, page_actions[i].page_action));
}

static void
follow_page_actions (PortailWindow *window, GActionGroup *actions)
{
  static const char *const signals[] = { "action-added", "action-removed",
                                         "action-enabled-changed" };

  if (window->page_actions != NULL)
    g_signal_handlers_disconnect_by_data (window->page_actions, window);
  g_set_object (&window->page_actions, actions);
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

static GtkListBoxRow *
find_module_row (PortailWindow *window, const char *name)
{
  GtkListBoxRow *row;

  for (int i = 0; (row = gtk_list_box_get_row_at_index (window->module_list, i)) != NULL; i++)
    if (g_str_equal (gtk_widget_get_name (GTK_WIDGET (row)), name))
      return row;
  return NULL;
}

static void
ensure_page (PortailWindow *window, const PortailShellModule *module)
{
  if (gtk_stack_get_child_by_name (window->pages, module->name) != NULL)
    return;
  gtk_stack_add_named (window->pages,
                       module->make_page != NULL ? module->make_page (window->desk)
                                                 : portail_unbuilt_page_new (module),
                       module->name);
}

static void
show_module (PortailWindow *window, const char *name)
{
  const PortailShellModule *module = portail_shell_module_find (name);
  GtkListBoxRow *row = find_module_row (window, name);

  if (module == NULL || row == NULL || !gtk_widget_get_visible (GTK_WIDGET (row)))
    return;
  ensure_page (window, module);
  gtk_widget_show (gtk_stack_get_child_by_name (window->pages, name));
  gtk_stack_set_visible_child_name (window->pages, name);
  gtk_list_box_select_row (window->module_list, row);
  adw_window_title_set_title (window->window_title, _ (module->title));
  if (adw_flap_get_folded (window->flap))
    adw_flap_set_reveal_flap (window->flap, FALSE);
  if (window->settings != NULL)
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
  gtk_list_box_unselect_all (window->module_list);
  adw_window_title_set_title (window->window_title, _ ("Sync"));
}

static void
on_module_activated (PortailWindow *window, GtkListBoxRow *row)
{
  show_module (window, gtk_widget_get_name (GTK_WIDGET (row)));
}

static void
add_module_row (PortailWindow *window, guint index)
{
  const PortailShellModule *module = portail_shell_module_get (index);
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *label = gtk_label_new (_ (module->title));
  g_autofree char *tip = g_strdup_printf ("Ctrl+%u", index + 1);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_box_append (GTK_BOX (box), gtk_image_new_from_icon_name (module->icon_name));
  gtk_box_append (GTK_BOX (box), label);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_widget_set_name (row, module->name);
  gtk_widget_set_tooltip_text (row, tip);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ (module->title), GTK_ACCESSIBLE_PROPERTY_KEY_SHORTCUTS, tip,
                                  -1);
  gtk_list_box_append (window->module_list, row);
}

static void
on_company_chosen (PortailWindow *window)
{
  guint index = gtk_drop_down_get_selected (window->company_chooser);

  if (index < portail_shell_context_get_n_companies (window->context))
    portail_shell_context_choose_company (
        window->context, portail_shell_context_get_company_at (window->context, index)->id);
}

static gboolean
is_list_current (PortailWindow *window)
{
  GListModel *names = gtk_drop_down_get_model (window->company_chooser);
  guint n_companies = portail_shell_context_get_n_companies (window->context);

  if (names == NULL || g_list_model_get_n_items (names) != n_companies)
    return FALSE;
  for (guint i = 0; i < n_companies; i++)
    if (!g_str_equal (gtk_string_list_get_string (GTK_STRING_LIST (names), i),
                      portail_shell_context_get_company_at (window->context, i)->name))
      return FALSE;
  return TRUE;
}

static void
fill_company_list (PortailWindow *window)
{
  guint n_companies = portail_shell_context_get_n_companies (window->context);
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);

  for (guint i = 0; i < n_companies; i++)
    gtk_string_list_append (names, portail_shell_context_get_company_at (window->context, i)->name);
  gtk_drop_down_set_model (window->company_chooser, G_LIST_MODEL (names));
  gtk_drop_down_set_enable_search (window->company_chooser, n_companies > MAX_PLAIN_COMPANIES);
  gtk_widget_set_visible (GTK_WIDGET (window->company_chooser), n_companies > 0);
}

/* Brings the list and the choice of companies up to the context. The list stays where it is the
 * same: a choice made in it comes back here while it is being made. */
static void
show_companies (PortailWindow *window)
{
  const PortailShellCompany *chosen = portail_shell_context_get_company (window->context);
  guint n_companies = portail_shell_context_get_n_companies (window->context);
  guint selected = GTK_INVALID_LIST_POSITION;

  for (guint i = 0; i < n_companies; i++)
    if (portail_shell_context_get_company_at (window->context, i) == chosen)
      selected = i;
  g_signal_handler_block (window->company_chooser, window->companies_handler);
  if (!is_list_current (window))
    fill_company_list (window);
  gtk_drop_down_set_selected (window->company_chooser, selected);
  g_signal_handler_unblock (window->company_chooser, window->companies_handler);
}

/* A name in the button, which gives way in a narrow header, and in the list, where it is whole. */
static void
setup_company (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer max_chars)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  if (GPOINTER_TO_INT (max_chars) > 0)
    {
      gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
      gtk_label_set_width_chars (GTK_LABEL (label), MIN_COMPANY_CHARS);
      gtk_label_set_max_width_chars (GTK_LABEL (label), GPOINTER_TO_INT (max_chars));
    }
  gtk_list_item_set_child (item, label);
}

static void
bind_company (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  const char *name = gtk_string_object_get_string (
      GTK_STRING_OBJECT (gtk_list_item_get_item (item)));

  gtk_label_set_text (GTK_LABEL (gtk_list_item_get_child (item)), name);
}

static GtkListItemFactory *
new_company_factory (int max_chars)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();

  g_signal_connect (factory, "setup", G_CALLBACK (setup_company), GINT_TO_POINTER (max_chars));
  g_signal_connect (factory, "bind", G_CALLBACK (bind_company), NULL);
  return factory;
}

static void
set_up_company_chooser (PortailWindow *window)
{
  g_autoptr (GtkListItemFactory) of_button = new_company_factory (MAX_COMPANY_CHARS);
  g_autoptr (GtkListItemFactory) of_list = new_company_factory (0);
  g_autoptr (GtkExpression) name = gtk_property_expression_new (GTK_TYPE_STRING_OBJECT, NULL,
                                                                "string");

  gtk_drop_down_set_expression (window->company_chooser, name);
  gtk_drop_down_set_factory (window->company_chooser, of_button);
  gtk_drop_down_set_list_factory (window->company_chooser, of_list);
  window->companies_handler = g_signal_connect_object (window->company_chooser, "notify::selected",
                                                       G_CALLBACK (on_company_chosen), window,
                                                       G_CONNECT_SWAPPED);
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
}

static void
portail_window_dispose (GObject *object)
{
  PortailWindow *window = PORTAIL_WINDOW (object);

  g_clear_object (&window->choosers);
  if (window->page_actions != NULL)
    g_signal_handlers_disconnect_by_data (window->page_actions, window);
  g_clear_object (&window->page_actions);
  g_clear_weak_pointer (&window->toast);
  g_clear_object (&window->settings);
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
  gtk_widget_class_bind_template_child (class, PortailWindow, avatar);
  gtk_widget_class_bind_template_child (class, PortailWindow, person_label);
  gtk_widget_class_bind_template_child (class, PortailWindow, role_label);
  gtk_widget_class_bind_template_child (class, PortailWindow, window_title);
  gtk_widget_class_bind_template_child (class, PortailWindow, wide_place);
  gtk_widget_class_bind_template_child (class, PortailWindow, narrow_place);
  gtk_widget_class_bind_template_child (class, PortailWindow, choosers);
  gtk_widget_class_bind_template_child (class, PortailWindow, company_chooser);
  gtk_widget_class_bind_template_child (class, PortailWindow, period_chooser);
  gtk_widget_class_bind_template_child (class, PortailWindow, sync_indicator);
  gtk_widget_class_bind_template_child (class, PortailWindow, banner);
  gtk_widget_class_bind_template_child (class, PortailWindow, pages);
  gtk_widget_class_bind_template_callback (class, on_module_activated);
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
  /* As bindings of the window, not of the application: those would take Ctrl+Z from a text that is
   * being typed. */
  for (gsize i = 0; i < G_N_ELEMENTS (page_actions); i++)
    {
      gtk_widget_class_install_action (widget_class, page_actions[i].window_action, NULL,
                                       activate_page_action);
      gtk_widget_class_add_binding_action (widget_class, page_actions[i].key,
                                           page_actions[i].modifiers, page_actions[i].window_action,
                                           NULL);
    }
  g_type_ensure (PORTAIL_TYPE_BANNER);
  g_type_ensure (PORTAIL_TYPE_FOLD_BIN);
  g_type_ensure (PORTAIL_TYPE_PERIOD_CHOOSER);
  g_type_ensure (PORTAIL_TYPE_SIGN_IN_PAGE);
  g_type_ensure (PORTAIL_TYPE_SYNC_INDICATOR);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/fr/flashbackfa_entreprise/Portail/portail-window.ui");
  bind_children (widget_class);
}

static PortailDay
get_today (void)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();

  return portail_day_from_date (g_date_time_get_year (now), g_date_time_get_month (now),
                                g_date_time_get_day_of_month (now));
}

static void
portail_window_init (PortailWindow *window)
{
  window->context = portail_shell_context_new (get_today ());
  gtk_widget_init_template (GTK_WIDGET (window));
  /* They change places. */
  g_object_ref (window->choosers);
  for (guint i = 0; i < portail_shell_module_get_count (); i++)
    add_module_row (window, i);
  set_up_company_chooser (window);
  portail_period_chooser_set_context (window->period_chooser, window->context);
  g_signal_connect_object (window->context, "changed", G_CALLBACK (show_companies), window,
                           G_CONNECT_SWAPPED);
  show_companies (window);
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
  return window;
}

/* The module shown last, else the first one that there is. */
static void
show_first_module (PortailWindow *window)
{
  g_autofree char *last = window->settings != NULL
                              ? g_settings_get_string (window->settings, "module")
                              : NULL;

  if (last != NULL)
    show_module (window, last);
  for (guint i = 0; i < portail_shell_module_get_count (); i++)
    if (gtk_stack_get_visible_child (window->pages) == NULL)
      show_module (window, portail_shell_module_get (i)->name);
}

void
portail_window_show_view (PortailWindow *window, PortailWindowView view)
{
  g_return_if_fail (PORTAIL_IS_WINDOW (window));
  if (view == PORTAIL_WINDOW_SHELL && gtk_stack_get_visible_child (window->pages) == NULL)
    show_first_module (window);
  gtk_stack_set_visible_child_name (window->views,
                                    view == PORTAIL_WINDOW_SHELL ? "shell" : "sign-in");
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

void
portail_window_set_modules (PortailWindow *window, const char *const *names)
{
  GtkListBoxRow *row;

  g_return_if_fail (PORTAIL_IS_WINDOW (window));
  for (int i = 0; (row = gtk_list_box_get_row_at_index (window->module_list, i)) != NULL; i++)
    gtk_widget_set_visible (GTK_WIDGET (row),
                            names == NULL
                                || g_strv_contains (names, gtk_widget_get_name (GTK_WIDGET (row))));
}

void
portail_window_set_trays (PortailWindow *window, GtkWidget *trays)
{
  g_return_if_fail (PORTAIL_IS_WINDOW (window));
  portail_window_add_page (window, "trays", trays);
}

void
portail_window_set_person (PortailWindow *window, const char *name, const char *role_title)
{
  g_autofree char *label = NULL;

  g_return_if_fail (PORTAIL_IS_WINDOW (window));
  /* Translators: a person's name and role, as a screen reader says them. */
  label = g_strdup_printf (_ ("Account of %s, %s"), name, role_title);
  adw_avatar_set_text (window->avatar, name);
  gtk_label_set_text (window->person_label, name);
  gtk_label_set_text (window->role_label, role_title);
  gtk_widget_set_visible (GTK_WIDGET (window->role_label), *role_title != '\0');
  gtk_accessible_update_property (GTK_ACCESSIBLE (window->account_button),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
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
