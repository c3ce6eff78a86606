/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/portail-weeks-view.h"

#include "app/portail-banner.h"
#include "app/portail-fold-bin.h"
#include "app/portail-growing-list.h"
#include "app/portail-late-menu.h"
#include "app/portail-status-text.h"
#include "app/portail-week-button.h"
#include "app/portail-week-columns.h"
#include "app/portail-week-deeds.h"
#include "app/portail-week-filter.h"
#include "app/portail-week-locks.h"
#include "shared/portail-i18n.h"
#include "shared/portail-permission.h"

struct _PortailWeeksView
{
  AdwBin parent_instance;

  GtkBox *bar;
  GtkEditable *search;
  GtkWidget *choices;
  GtkBox *second_bar;
  GtkToggleButton *all_companies;
  GtkDropDown *status_chooser;
  GtkWidget *button;
  GtkMenuButton *more_button;
  PortailBanner *trash_banner;
  GtkFlowBox *chips;
  GtkStack *stack;
  AdwStatusPage *status_page;
  GtkButton *status_button;
  GtkColumnView *view;
  GtkLabel *foot;

  PortailShellContext *context;
  PortailCache *cache;
  gulong cache_handlers[2];
  GCancellable *cancellable;
  GListStore *items;
  PortailWeekFilter which;
  GtkFilter *filter;
  GtkFilterListModel *shown;
  GListModel *rows;           /* of shown, in order */
  GtkSingleSelection *chosen; /* of the trash, or NULL */
  PortailWeekLocks *locks;
  char *fault;
  gboolean is_ready;
  gboolean is_narrow;
  gboolean is_in_trash; /* what is shown */
  GSimpleActionGroup *actions;
  guint reread_source;
};

G_DEFINE_FINAL_TYPE (PortailWeeksView, portail_weeks_view, ADW_TYPE_BIN)

enum
{
  OPEN,
  NEW,
  RESTORE,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static gboolean
matches (gpointer item, gpointer user_data)
{
  PortailWeeksView *view = PORTAIL_WEEKS_VIEW (user_data);
  const PortailDotationSummary *summary = portail_dotation_item_get (item);

  return summary->is_in_trash == view->is_in_trash
         && portail_week_filter_matches (&view->which, summary,
                                         portail_shell_context_get_company (view->context));
}

/* What is shown */

/* A state that is no list: what it is, what it means, and the next step, or NULL. */
static void
show_status (PortailWeeksView *view,
             const char *icon_name,
             const char *title,
             const char *description,
             const char *button)
{
  adw_status_page_set_icon_name (view->status_page, icon_name);
  adw_status_page_set_title (view->status_page, title);
  portail_status_text_set (view->status_page, description);
  gtk_button_set_label (view->status_button, button != NULL ? button : "");
  gtk_widget_set_visible (GTK_WIDGET (view->status_button), button != NULL);
  gtk_stack_set_visible_child_name (view->stack, "status");
}

static void
show_empty (PortailWeeksView *view)
{
  const PortailShellCompany *company = portail_shell_context_get_company (view->context);
  g_autofree char *refusal = portail_weeks_view_dup_refusal (view);

  if (company == NULL)
    show_status (view, "network-server-symbolic", _ ("No company yet"),
                 _ ("Your companies come with the first sync. If it ends without one, your account "
                    "has no role: ask staff."),
                 NULL);
  else if (!portail_permission_can_see (PORTAIL_MODULE_DOTATIONS, company->role))
    show_status (view, "changes-prevent-symbolic", _ ("No access"),
                 _ ("Your role in this company does not include its dotations."), NULL);
  else if (portail_week_filter_is_set (&view->which))
    show_status (view, "system-search-symbolic", _ ("No week matches"),
                 _ ("Try other words, or take the filters away."), _ ("_Clear the filters"));
  else if (view->is_in_trash)
    show_status (view, "user-trash-symbolic", _ ("The trash is empty"), "", NULL);
  else
    show_status (view, "x-office-spreadsheet-symbolic", _ ("No dotation yet"),
                 refusal == NULL
                     ? _ ("Choose a week above and enter what each employee brought in.")
                     : _ ("The sheets of the company appear here once they are there."),
                 refusal == NULL ? _ ("_New dotation") : NULL);
}

static void
show_foot (PortailWeeksView *view)
{
  GListModel *shown = G_LIST_MODEL (view->shown);
  g_autofree char *text = portail_week_columns_dup_foot (view->context, shown);

  gtk_label_set_text (view->foot, text);
  gtk_widget_set_visible (GTK_WIDGET (view->foot), g_list_model_get_n_items (shown) > 0);
}

/* Of the trash. Borrowed; NULL for none. */
static const PortailDotationSummary *
get_chosen (PortailWeeksView *view)
{
  gpointer item = view->chosen != NULL ? gtk_single_selection_get_selected_item (view->chosen)
                                       : NULL;

  return item != NULL ? portail_dotation_item_get (PORTAIL_DOTATION_ITEM (item)) : NULL;
}

/* The list makes and opens the chosen week; the trash restores the one that is chosen there. */
static void
show_button (PortailWeeksView *view)
{
  const PortailDotationSummary *chosen = get_chosen (view);
  gboolean is_there = portail_weeks_view_find_week (view) != NULL;
  PortailWeekButtonDeed deed = view->is_in_trash ? PORTAIL_WEEK_BUTTON_RESTORE
                               : is_there        ? PORTAIL_WEEK_BUTTON_OPEN
                                                 : PORTAIL_WEEK_BUTTON_NEW;
  PortailWeek week = portail_shell_context_get_period (view->context);
  g_autofree char *refusal = NULL;

  if (view->is_in_trash)
    refusal = portail_week_deeds_dup_restore_refusal (view->context, view->locks, chosen);
  else if (!is_there)
    refusal = portail_weeks_view_dup_refusal (view);
  if (view->is_in_trash)
    week = chosen != NULL ? chosen->period : PORTAIL_WEEK_NULL;
  portail_week_button_show (GTK_BUTTON (view->button),
                            view->is_narrow ? PORTAIL_WEEK_BUTTON_NARROW : PORTAIL_WEEK_BUTTON_WIDE,
                            deed, week, refusal);
}

static gboolean
is_server_wide (PortailWeeksView *view)
{
  const PortailShellCompany *company = portail_shell_context_get_company (view->context);

  return company != NULL && portail_role_is_server_wide (company->role);
}

/* One button stands out: where a state has the next step, it is that one. */
static void
show_emphasis (PortailWeeksView *view)
{
  gboolean has_step = g_str_equal (gtk_stack_get_visible_child_name (view->stack), "status")
                      && gtk_widget_get_visible (GTK_WIDGET (view->status_button));

  if (has_step)
    gtk_widget_remove_css_class (view->button, "suggested-action");
  else
    gtk_widget_add_css_class (view->button, "suggested-action");
}

static void
show_trash (PortailWeeksView *view)
{
  const PortailShellCompany *company = portail_shell_context_get_company (view->context);
  const PortailDotationSummary *chosen = get_chosen (view);
  GAction *trash = g_action_map_lookup_action (G_ACTION_MAP (view->actions), "trash");
  g_autofree char *refusal = NULL;

  g_simple_action_set_enabled (
      G_SIMPLE_ACTION (trash),
      view->is_in_trash
          || (company != NULL
              && portail_week_deeds_get_refusal (company->role, PORTAIL_DOTATION_BROUILLON)
                     == NULL));
  refusal = portail_week_deeds_dup_restore_refusal (view->context, view->locks, chosen);
  if (view->is_in_trash)
    portail_banner_show (
        view->trash_banner,
        chosen != NULL && refusal != NULL
            ? refusal
            : _ ("What is in the trash stays there for 30 days and can be restored."),
        _ ("Back to the list"), "weeks.trash");
  else
    portail_banner_hide (view->trash_banner);
}

static PortailWeekColumnsFlags
get_columns (PortailWeeksView *view)
{
  const PortailShellCompany *company = portail_shell_context_get_company (view->context);
  PortailWeekColumnsFlags flags = PORTAIL_WEEK_COLUMNS_ALL;

  if (view->is_narrow)
    flags |= PORTAIL_WEEK_COLUMNS_NARROW;
  if (!portail_week_filter_has_all_companies (&view->which))
    flags |= PORTAIL_WEEK_COLUMNS_ONE_COMPANY;
  if (view->is_in_trash)
    flags |= PORTAIL_WEEK_COLUMNS_IN_TRASH;
  if (company != NULL && !portail_week_columns_has_totals (view->context, company->id))
    flags |= PORTAIL_WEEK_COLUMNS_WITHOUT_TOTALS;
  return flags;
}

static void
update (PortailWeeksView *view)
{
  gboolean has_rows = g_list_model_get_n_items (G_LIST_MODEL (view->shown)) > 0;

  portail_week_columns_show (view->view, get_columns (view));
  show_trash (view);
  portail_week_filter_show_chips (&view->which);
  show_foot (view);
  show_button (view);
  if (view->fault != NULL)
    show_status (view, "dialog-warning-symbolic", _ ("The weeks cannot be read"), view->fault,
                 _ ("_Try again"));
  else if (!view->is_ready)
    gtk_stack_set_visible_child_name (view->stack, "loading");
  else if (has_rows)
    gtk_stack_set_visible_child_name (view->stack, "list");
  else
    show_empty (view);
  show_emphasis (view);
}

static void
on_filter_changed (PortailWeeksView *view)
{
  portail_week_filter_read (&view->which);
  if (view->filter == NULL || view->context == NULL)
    return;
  gtk_filter_changed (view->filter, GTK_FILTER_CHANGE_DIFFERENT);
  update (view);
}

static void
on_context_changed (PortailWeeksView *view)
{
  gboolean was_server_wide = gtk_widget_get_visible (GTK_WIDGET (view->all_companies));

  gtk_widget_set_visible (GTK_WIDGET (view->all_companies), is_server_wide (view));
  if (is_server_wide (view) != was_server_wide)
    gtk_toggle_button_set_active (view->all_companies, is_server_wide (view));
  on_filter_changed (view);
}

/* Reading */

static void
on_read (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PortailWeeksView) view = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) items = portail_cache_query_finish (PORTAIL_CACHE (object), result, &error);

  if (items == NULL && g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  g_clear_pointer (&view->fault, g_free);
  if (items == NULL)
    view->fault = g_strdup (error->message);
  else
    portail_dotation_item_update_list (view->items, items);
  view->is_ready = TRUE;
  update (view);
}

static void
read_items (PortailWeeksView *view)
{
  g_cancellable_cancel (view->cancellable);
  g_clear_object (&view->cancellable);
  if (view->cache == NULL)
    return;
  view->cancellable = g_cancellable_new ();
  portail_cache_query_async (view->cache, portail_dotation_item_query_new (), view->cancellable,
                             on_read, g_object_ref (view));
}

static void
on_locks_changed (PortailWeeksView *view)
{
  if (view->context != NULL)
    update (view);
}

static gboolean
on_reread (gpointer user_data)
{
  PORTAIL_WEEKS_VIEW (user_data)->reread_source = 0;
  read_items (PORTAIL_WEEKS_VIEW (user_data));
  return G_SOURCE_REMOVE;
}

/* Not before what is typed in a sheet has its turn. */
static void
read_soon (PortailWeeksView *view)
{
  if (view->reread_source == 0)
    view->reread_source = g_idle_add_full (G_PRIORITY_LOW, on_reread, view, NULL);
}

static void
on_activated (PortailWeeksView *view, guint position)
{
  GListModel *model = G_LIST_MODEL (gtk_column_view_get_model (view->view));
  g_autoptr (PortailDotationItem) item = g_list_model_get_item (model, position);

  if (item != NULL && !view->is_in_trash)
    g_signal_emit (view, signals[OPEN], 0, portail_dotation_item_get (item)->id);
}

static void
on_button (PortailWeeksView *view)
{
  const PortailDotationSummary *chosen = get_chosen (view);

  if (!view->is_in_trash)
    g_signal_emit (view, signals[NEW], 0);
  else if (chosen != NULL)
    g_signal_emit (view, signals[RESTORE], 0, chosen->enterprise_id, chosen->id);
}

static void
on_chosen (PortailWeeksView *view)
{
  show_trash (view);
  show_button (view);
}

/* A click opens a week; in the trash it chooses the one that the button restores. */
static void
show_selection (PortailWeeksView *view)
{
  GListModel *rows = g_object_ref (view->rows);

  g_clear_object (&view->chosen);
  gtk_column_view_set_single_click_activate (view->view, !view->is_in_trash);
  if (view->is_in_trash)
    {
      view->chosen = gtk_single_selection_new (rows);
      g_signal_connect_object (view->chosen, "notify::selected-item", G_CALLBACK (on_chosen), view,
                               G_CONNECT_SWAPPED);
      gtk_column_view_set_model (view->view, GTK_SELECTION_MODEL (view->chosen));
    }
  else
    {
      g_autoptr (GtkNoSelection) none = gtk_no_selection_new (rows);

      gtk_column_view_set_model (view->view, GTK_SELECTION_MODEL (none));
    }
}

static void
do_trash (GSimpleAction *action, GVariant *state, gpointer user_data)
{
  PortailWeeksView *view = PORTAIL_WEEKS_VIEW (user_data);

  view->is_in_trash = g_variant_get_boolean (state);
  g_simple_action_set_state (action, state);
  show_selection (view);
  on_filter_changed (view);
}

static const GActionEntry entries[] = {
  { .name = "trash", .state = "false", .change_state = do_trash },
};

static void
on_status_button (PortailWeeksView *view)
{
  if (view->fault != NULL)
    read_items (view);
  else if (portail_week_filter_is_set (&view->which))
    portail_week_filter_reset (&view->which);
  else
    on_button (view);
}

/* Where it is narrow the choices have a line of their own. */
static void
place_choices (PortailWeeksView *view)
{
  GtkBox *place = view->is_narrow ? view->second_bar : view->bar;

  if (gtk_widget_get_parent (view->choices) == GTK_WIDGET (place))
    return;
  g_object_ref (view->choices);
  gtk_box_remove (GTK_BOX (gtk_widget_get_parent (view->choices)), view->choices);
  gtk_box_insert_child_after (place, view->choices,
                              view->is_narrow ? NULL : GTK_WIDGET (view->search));
  g_object_unref (view->choices);
  gtk_widget_set_visible (GTK_WIDGET (view->second_bar), view->is_narrow);
}

static void
on_width_changed (PortailWeeksView *view, PortailFoldBin *bin)
{
  view->is_narrow = portail_fold_bin_is_narrow (bin);
  place_choices (view);
  if (view->context != NULL)
    update (view);
}

static void
portail_weeks_view_dispose (GObject *object)
{
  PortailWeeksView *view = PORTAIL_WEEKS_VIEW (object);

  g_cancellable_cancel (view->cancellable);
  g_clear_object (&view->cancellable);
  g_clear_handle_id (&view->reread_source, g_source_remove);
  for (int i = 0; view->cache != NULL && i < 2; i++)
    g_clear_signal_handler (&view->cache_handlers[i], view->cache);
  g_clear_object (&view->cache);
  g_clear_object (&view->context);
  g_clear_object (&view->actions);
  g_clear_object (&view->items);
  g_clear_object (&view->filter);
  g_clear_object (&view->shown);
  g_clear_object (&view->rows);
  g_clear_object (&view->chosen);
  g_clear_object (&view->locks);
  portail_week_filter_clear_word (&view->which);
  g_clear_pointer (&view->fault, g_free);
  G_OBJECT_CLASS (portail_weeks_view_parent_class)->dispose (object);
}

static void
portail_weeks_view_class_init (PortailWeeksViewClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);
  GType type = G_TYPE_FROM_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = portail_weeks_view_dispose;
  g_type_ensure (PORTAIL_TYPE_BANNER);
  g_type_ensure (PORTAIL_TYPE_FOLD_BIN);
  signals[OPEN] = g_signal_new ("open", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                                1, G_TYPE_STRING);
  signals[NEW] = g_signal_new ("new", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[RESTORE] = g_signal_new ("restore", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_STRING);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/fr/flashbackfa_entreprise/Portail/portail-weeks-view.ui");
  gtk_widget_class_bind_template_child (widget_class, PortailWeeksView, bar);
  gtk_widget_class_bind_template_child (widget_class, PortailWeeksView, search);
  gtk_widget_class_bind_template_child (widget_class, PortailWeeksView, choices);
  gtk_widget_class_bind_template_child (widget_class, PortailWeeksView, second_bar);
  gtk_widget_class_bind_template_child (widget_class, PortailWeeksView, all_companies);
  gtk_widget_class_bind_template_child (widget_class, PortailWeeksView, status_chooser);
  gtk_widget_class_bind_template_child (widget_class, PortailWeeksView, button);
  gtk_widget_class_bind_template_child (widget_class, PortailWeeksView, more_button);
  gtk_widget_class_bind_template_child (widget_class, PortailWeeksView, trash_banner);
  gtk_widget_class_bind_template_child (widget_class, PortailWeeksView, chips);
  gtk_widget_class_bind_template_child (widget_class, PortailWeeksView, stack);
  gtk_widget_class_bind_template_child (widget_class, PortailWeeksView, status_page);
  gtk_widget_class_bind_template_child (widget_class, PortailWeeksView, status_button);
  gtk_widget_class_bind_template_child (widget_class, PortailWeeksView, view);
  gtk_widget_class_bind_template_child (widget_class, PortailWeeksView, foot);
  gtk_widget_class_bind_template_callback (widget_class, on_filter_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_width_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_button);
  gtk_widget_class_bind_template_callback (widget_class, on_status_button);
  gtk_widget_class_bind_template_callback (widget_class, on_activated);
}

static void
portail_weeks_view_init (PortailWeeksView *view)
{
  g_autoptr (GMenu) menu = g_menu_new ();

  view->actions = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (view->actions), entries, G_N_ELEMENTS (entries),
                                   view);
  gtk_widget_insert_action_group (GTK_WIDGET (view), "weeks", G_ACTION_GROUP (view->actions));
  gtk_widget_init_template (GTK_WIDGET (view));
  g_menu_append (menu, _ ("_Trash"), "weeks.trash");
  portail_late_menu_set (view->more_button, G_MENU_MODEL (menu));
  view->which = (PortailWeekFilter){ .search = view->search,
                                     .all_companies = view->all_companies,
                                     .status = view->status_chooser,
                                     .chips = view->chips };
  portail_week_filter_set_up (&view->which);
  view->items = g_list_store_new (PORTAIL_TYPE_DOTATION_ITEM);
  view->locks = portail_week_locks_new ();
  g_signal_connect_object (view->locks, "changed", G_CALLBACK (on_locks_changed), view,
                           G_CONNECT_SWAPPED);
}

void
portail_weeks_view_set_context (PortailWeeksView *view, PortailShellContext *context)
{
  GtkSortListModel *sorted;

  g_return_if_fail (PORTAIL_IS_WEEKS_VIEW (view));
  g_return_if_fail (view->context == NULL);
  view->context = g_object_ref (context);
  view->filter = GTK_FILTER (gtk_custom_filter_new (matches, view, NULL));
  view->shown = gtk_filter_list_model_new (G_LIST_MODEL (g_object_ref (view->items)),
                                           g_object_ref (view->filter));
  portail_week_columns_add (view->view, context);
  sorted = gtk_sort_list_model_new (G_LIST_MODEL (g_object_ref (view->shown)),
                                    g_object_ref (gtk_column_view_get_sorter (view->view)));
  view->rows = portail_growing_list_new (G_LIST_MODEL (sorted));
  show_selection (view);
  g_signal_connect_object (context, "changed", G_CALLBACK (on_context_changed), view,
                           G_CONNECT_SWAPPED);
  on_context_changed (view);
}

void
portail_weeks_view_set_cache (PortailWeeksView *view, PortailCache *cache)
{
  g_return_if_fail (PORTAIL_IS_WEEKS_VIEW (view));
  for (int i = 0; view->cache != NULL && i < 2; i++)
    g_clear_signal_handler (&view->cache_handlers[i], view->cache);
  g_set_object (&view->cache, cache);
  portail_week_locks_set_cache (view->locks, cache);
  g_list_store_remove_all (view->items);
  view->is_ready = FALSE;
  if (cache != NULL)
    {
      view->cache_handlers[0] = g_signal_connect_swapped (cache, "changed", G_CALLBACK (read_soon),
                                                          view);
      view->cache_handlers[1] = g_signal_connect_swapped (cache, "outbox-changed",
                                                          G_CALLBACK (read_soon), view);
    }
  read_items (view);
  update (view);
}

void
portail_weeks_view_find (PortailWeeksView *view)
{
  g_return_if_fail (PORTAIL_IS_WEEKS_VIEW (view));
  gtk_widget_grab_focus (GTK_WIDGET (view->search));
}

const PortailDotationSummary *
portail_weeks_view_find_week (PortailWeeksView *view)
{
  const PortailShellCompany *company = portail_shell_context_get_company (view->context);

  return company != NULL
             ? portail_dotation_item_find (G_LIST_MODEL (view->items), company->id,
                                           portail_shell_context_get_period (view->context))
             : NULL;
}

gboolean
portail_weeks_view_is_ready (PortailWeeksView *view)
{
  g_return_val_if_fail (PORTAIL_IS_WEEKS_VIEW (view), FALSE);
  return view->is_ready;
}

char *
portail_weeks_view_dup_refusal (PortailWeeksView *view)
{
  g_return_val_if_fail (PORTAIL_IS_WEEKS_VIEW (view), NULL);
  return portail_week_deeds_dup_make_refusal (view->context, view->locks);
}

guint
portail_weeks_view_get_n_shown (PortailWeeksView *view)
{
  g_return_val_if_fail (PORTAIL_IS_WEEKS_VIEW (view), 0);
  return view->shown != NULL ? g_list_model_get_n_items (G_LIST_MODEL (view->shown)) : 0;
}
