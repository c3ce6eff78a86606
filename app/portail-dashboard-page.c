/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/portail-dashboard-page.h"

#include "app/portail-dashboard-files.h"
#include "app/portail-dashboard-freshness.h"
#include "app/portail-dashboard-preview.h"
#include "app/portail-dotations-page.h"
#include "app/portail-notices-op.h"
#include "app/portail-op-step.h"
#include "app/portail-page.h"
#include "app/portail-status-text.h"
#include "app/portail-toast.h"
#include "app/portail-week-deeds.h"
#include "shared/portail-i18n.h"

/* Changes that come one after the other are read once. */
#define SETTLE_MS 120

struct _PortailDashboardPage
{
  AdwBin parent_instance;

  GtkStack *root; /* "pages" or "preview" */
  GtkWidget *bar;
  GtkWidget *switcher;
  GtkStack *views; /* "company" or "companies" */
  GtkStack *stack; /* "loading", "status" or "figures" */
  AdwStatusPage *status_page;
  GtkButton *status_button;
  PortailDashboardView *view;
  PortailOverviewView *overview;
  PortailDashboardPreview *preview;

  PortailDesk *desk;
  PortailCache *cache;
  gulong cache_handlers[2];
  PortailDashboardFreshness *freshness;
  PortailWeekLocks *locks;
  GCancellable *cancellable;
  guint reread_source;
  GSimpleActionGroup *actions;
  PortailUndoStack *undo_stack;
  char *fault;
  gboolean is_creating;
};

static void implement_page (PortailPageInterface *interface);

G_DEFINE_FINAL_TYPE_WITH_CODE (PortailDashboardPage,
                               portail_dashboard_page,
                               ADW_TYPE_BIN,
                               G_IMPLEMENT_INTERFACE (PORTAIL_TYPE_PAGE, implement_page))

static void
enable (PortailDashboardPage *page, const char *name, gboolean is_enabled)
{
  g_simple_action_set_enabled (
      G_SIMPLE_ACTION (g_action_map_lookup_action (G_ACTION_MAP (page->actions), name)),
      is_enabled);
}

static PortailDashboardSnapshot *
get_snapshot (PortailDashboardPage *page)
{
  return portail_dashboard_view_get_snapshot (page->view);
}

static PortailRights
get_rights (PortailDashboardPage *page, PortailModule module)
{
  return portail_desk_get_rights (page->desk, module, NULL);
}

static gboolean
shows_figures (PortailDashboardPage *page)
{
  return g_strcmp0 (portail_dashboard_page_get_shown (page), "figures") == 0;
}

static gboolean
can_create (PortailDashboardPage *page)
{
  const PortailDashboardSnapshot *snapshot = get_snapshot (page);

  return shows_figures (page) && snapshot->dashboard != NULL && snapshot->dashboard->sheet == NULL
         && (get_rights (page, PORTAIL_MODULE_DOTATIONS) & PORTAIL_RIGHT_WRITE) != 0;
}

static void
update_actions (PortailDashboardPage *page)
{
  const PortailDashboardSnapshot *snapshot;
  const char *shown;
  gboolean has_reports;
  gboolean is_preview;

  /* The template is being made. */
  if (page->desk == NULL)
    return;
  snapshot = get_snapshot (page);
  shown = portail_dashboard_page_get_shown (page);
  has_reports = shows_figures (page) && snapshot->dashboard != NULL;
  is_preview = g_strcmp0 (shown, "preview") == 0;
  enable (page, "undo", portail_undo_stack_can_undo (page->undo_stack));
  enable (page, "redo", portail_undo_stack_can_redo (page->undo_stack));
  enable (page, "new", can_create (page));
  enable (page, "find", g_strcmp0 (shown, "companies") == 0);
  enable (page, "print", has_reports || is_preview);
  gtk_widget_set_visible (page->bar, gtk_widget_get_visible (page->switcher));
}

/* States */

static void
show_status (PortailDashboardPage *page,
             const char *icon_name,
             const char *title,
             const char *description,
             const char *button)
{
  adw_status_page_set_icon_name (page->status_page, icon_name);
  adw_status_page_set_title (page->status_page, title);
  portail_status_text_set (page->status_page, description);
  gtk_button_set_label (page->status_button, button != NULL ? button : "");
  gtk_widget_set_visible (GTK_WIDGET (page->status_button), button != NULL);
  gtk_stack_set_visible_child_name (page->stack, "status");
}

/* Whether the snapshot is of what the header has chosen. */
static gboolean
is_current (PortailDashboardPage *page)
{
  const PortailDashboardSnapshot *snapshot = get_snapshot (page);

  return snapshot != NULL
         && g_strcmp0 (snapshot->enterprise_id, portail_desk_get_company_id (page->desk)) == 0;
}

static void
update (PortailDashboardPage *page)
{
  PortailRole role = portail_desk_get_role (page->desk, NULL);

  gtk_widget_set_visible (page->switcher,
                          portail_role_is_server_wide (portail_desk_get_highest_role (page->desk)));
  if (!gtk_widget_get_visible (page->switcher))
    gtk_stack_set_visible_child_name (page->views, "company");
  if (page->cache == NULL)
    gtk_stack_set_visible_child_name (page->stack, "loading");
  else if (portail_desk_get_company_id (page->desk) == NULL)
    show_status (page, "network-server-symbolic", _ ("No company yet"),
                 _ ("Your companies come with the first sync. If it ends without one, your account "
                    "has no role: ask staff."),
                 NULL);
  else if (!portail_permission_can_see (PORTAIL_MODULE_DASHBOARD, role))
    show_status (page, "changes-prevent-symbolic", _ ("No access"),
                 _ ("Your role in this company does not include its figures."), NULL);
  else if (page->fault != NULL)
    show_status (page, "dialog-warning-symbolic", _ ("The figures cannot be read"), page->fault,
                 _ ("_Try again"));
  else
    gtk_stack_set_visible_child_name (page->stack, is_current (page) ? "figures" : "loading");
  update_actions (page);
}

/* Reading */

static void
show_freshness (PortailDashboardPage *page)
{
  const PortailDashboardSnapshot *snapshot = get_snapshot (page);
  g_autofree char *text = portail_dashboard_freshness_describe (
      page->freshness, snapshot != NULL ? snapshot->pulled_at : PORTAIL_TIMESTAMP_NULL,
      snapshot != NULL ? snapshot->changed_at : PORTAIL_TIMESTAMP_NULL);

  portail_dashboard_view_set_freshness (page->view, text);
}

static void
on_read (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PortailDashboardPage) page = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (PortailDashboardSnapshot) snapshot = portail_cache_query_finish (
      PORTAIL_CACHE (object), result, &error);

  if (snapshot == NULL && g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  g_clear_pointer (&page->fault, g_free);
  if (snapshot == NULL)
    page->fault = g_strdup (error->message);
  else
    portail_dashboard_view_show (page->view, snapshot, portail_cache_get_counts (page->cache),
                                 get_rights (page, PORTAIL_MODULE_DOTATIONS) & PORTAIL_RIGHT_WRITE
                                     ? PORTAIL_DASHBOARD_CREATE_STEP
                                     : PORTAIL_DASHBOARD_NO_STEP);
  show_freshness (page);
  update (page);
}

static PortailDashboardWish
make_wish (PortailDashboardPage *page)
{
  PortailShellContext *context = portail_desk_get_context (page->desk);
  const PortailShellCompany *company = portail_shell_context_get_company (context);
  gboolean has_operations = company->is_blanchiment_enabled
                            && (get_rights (page, PORTAIL_MODULE_BLANCHIMENT) & PORTAIL_RIGHT_READ)
                                   != 0;

  return (PortailDashboardWish){
    .enterprise_id = company->id,
    .user_id = portail_desk_get_user_id (page->desk),
    .period = portail_shell_context_get_period (context),
    .now = portail_timestamp_now (),
    .reader = get_rights (page, PORTAIL_MODULE_DASHBOARD) & PORTAIL_RIGHT_READ
                  ? PORTAIL_DASHBOARD_READER_COMPANY
                  : PORTAIL_DASHBOARD_READER_OWN,
    .parts = PORTAIL_DASHBOARD_PERSONS | (has_operations ? PORTAIL_DASHBOARD_OPERATIONS : 0),
  };
}

static void
read_snapshot (PortailDashboardPage *page)
{
  PortailDashboardWish wish;

  g_cancellable_cancel (page->cancellable);
  g_clear_object (&page->cancellable);
  if (page->cache == NULL || portail_desk_get_company_id (page->desk) == NULL)
    return;
  wish = make_wish (page);
  page->cancellable = g_cancellable_new ();
  portail_cache_study_async (page->cache, portail_dashboard_snapshot_query_new (&wish),
                             page->cancellable, on_read, g_object_ref (page));
}

static gboolean
on_reread (gpointer user_data)
{
  PORTAIL_DASHBOARD_PAGE (user_data)->reread_source = 0;
  read_snapshot (PORTAIL_DASHBOARD_PAGE (user_data));
  return G_SOURCE_REMOVE;
}

static void
read_soon (PortailDashboardPage *page)
{
  if (page->reread_source == 0)
    page->reread_source = g_timeout_add (SETTLE_MS, on_reread, page);
}

/* Somebody looks: at once. */
static void
on_context_changed (PortailDashboardPage *page)
{
  g_clear_handle_id (&page->reread_source, g_source_remove);
  read_snapshot (page);
  update (page);
}

static void
on_account_changed (PortailDashboardPage *page)
{
  for (int i = 0; page->cache != NULL && i < 2; i++)
    g_clear_signal_handler (&page->cache_handlers[i], page->cache);
  g_set_object (&page->cache, portail_desk_get_cache (page->desk));
  portail_week_locks_set_cache (page->locks, page->cache);
  portail_undo_stack_clear (page->undo_stack);
  portail_dashboard_freshness_set_sync (page->freshness, portail_desk_get_sync (page->desk));
  if (page->cache != NULL)
    {
      page->cache_handlers[0] = g_signal_connect_swapped (page->cache, "changed",
                                                          G_CALLBACK (read_soon), page);
      page->cache_handlers[1] = g_signal_connect_swapped (page->cache, "outbox-changed",
                                                          G_CALLBACK (read_soon), page);
    }
  on_context_changed (page);
}

static void
on_status_button (PortailDashboardPage *page)
{
  read_snapshot (page);
}

static void
on_company_chosen (PortailDashboardPage *page, const char *enterprise_id)
{
  portail_shell_context_choose_company (portail_desk_get_context (page->desk), enterprise_id);
  gtk_stack_set_visible_child_name (page->views, "company");
}

/* Notifications */

static void
do_op (PortailDashboardPage *page, PortailSyncOp *op, const char *title, const char *done)
{
  const PortailOpStepPlace place = { GTK_WIDGET (page), page->cache, page->undo_stack, title,
                                     done };

  portail_op_step_do (&place, op);
}

static void
activate_set_read (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  PortailDashboardPage *page = PORTAIL_DASHBOARD_PAGE (widget);
  const char *id;
  gboolean is_read;

  if (page->cache == NULL)
    return;
  g_variant_get (parameter, "(&sb)", &id, &is_read);
  do_op (page,
         portail_notices_op_new (id, is_read ? portail_timestamp_now () : PORTAIL_TIMESTAMP_NULL),
         is_read ? _ ("Mark as read") : _ ("Mark as unread"), NULL);
}

static gboolean
is_unread (const PortailDashboardSnapshot *snapshot, const char *id)
{
  return snapshot != NULL
         && g_ptr_array_find_with_equal_func (snapshot->unread, id, g_str_equal, NULL);
}

/* Opened is read. */
static void
activate_open_notice (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  const char *id;
  const char *type;
  const char *target_id;

  g_variant_get (parameter, "(&s&s&s)", &id, &type, &target_id);
  if (is_unread (get_snapshot (PORTAIL_DASHBOARD_PAGE (widget)), id))
    gtk_widget_activate_action (widget, "dashboard.set-read", "(sb)", id, TRUE);
  gtk_widget_activate_action (widget, "win.open-record", "(ss)", type, target_id);
}

static void
activate_read_all (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  PortailDashboardPage *page = PORTAIL_DASHBOARD_PAGE (widget);
  const PortailDashboardSnapshot *snapshot = get_snapshot (page);

  if (page->cache != NULL && snapshot != NULL && snapshot->unread->len > 0)
    do_op (page, portail_notices_op_new_for_all (snapshot->unread, portail_timestamp_now ()),
           _ ("Mark all as read"), _ ("All notifications are read."));
}

/* The sheet of the week */

static void
on_created (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  PortailDashboardPage *page = PORTAIL_DASHBOARD_PAGE (g_task_get_source_object (task));
  g_autoptr (GError) error = NULL;

  page->is_creating = FALSE;
  if (portail_cache_apply_finish (PORTAIL_CACHE (object), result, NULL, &error))
    gtk_widget_activate_action (GTK_WIDGET (page), "win.open-record", "(ss)",
                                portail_dotation_type.name, g_task_get_task_data (task));
  else
    portail_toast_show (GTK_WIDGET (page), error->message);
}

static void
activate_create (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  PortailDashboardPage *page = PORTAIL_DASHBOARD_PAGE (widget);
  g_autofree char *refusal = portail_week_deeds_dup_make_refusal (
      portail_desk_get_context (page->desk), page->locks);
  PortailSyncOp *op;
  GTask *task;
  char *id;

  if (page->is_creating || !can_create (page))
    return;
  if (refusal != NULL)
    {
      portail_toast_show (widget, refusal);
      return;
    }
  op = portail_dotations_page_make_week_op (
      portail_desk_get_company_id (page->desk),
      portail_shell_context_get_period (portail_desk_get_context (page->desk)), &id);
  task = g_task_new (page, NULL, NULL, NULL);
  g_task_set_source_tag (task, activate_create);
  g_task_set_task_data (task, id, g_free);
  page->is_creating = TRUE;
  portail_cache_apply_async (page->cache, op, NULL, on_created, task);
}

/* Reports */

static void
activate_preview (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  PortailDashboardPage *page = PORTAIL_DASHBOARD_PAGE (widget);
  PortailDashboardSnapshot *snapshot = get_snapshot (page);
  PortailDashboardExportKind kind;

  if (snapshot == NULL || snapshot->dashboard == NULL
      || !portail_dashboard_export_kind_from_name (g_variant_get_string (parameter, NULL), &kind))
    return;
  gtk_stack_set_visible_child_name (page->root, "preview");
  portail_dashboard_preview_show (page->preview, snapshot, kind);
  update_actions (page);
}

static void
on_preview_closed (PortailDashboardPage *page)
{
  gtk_stack_set_visible_child_name (page->root, "pages");
  /* What had the keyboard is out of sight, and keys would go nowhere. */
  gtk_widget_grab_focus (GTK_WIDGET (page->view));
  portail_dashboard_preview_show (page->preview, NULL, PORTAIL_DASHBOARD_EXPORT_DASHBOARD);
  update_actions (page);
}

static void
activate_export (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  PortailDashboardSnapshot *snapshot = get_snapshot (PORTAIL_DASHBOARD_PAGE (widget));

  if (snapshot != NULL && snapshot->dashboard != NULL)
    portail_dashboard_files_save (widget, snapshot, PORTAIL_DASHBOARD_EXPORT_DASHBOARD,
                                  g_variant_get_string (parameter, NULL));
}

/* The window's keys */

static void
do_undo (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  portail_undo_stack_undo (PORTAIL_DASHBOARD_PAGE (user_data)->undo_stack);
}

static void
do_redo (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  portail_undo_stack_redo (PORTAIL_DASHBOARD_PAGE (user_data)->undo_stack);
}

static void
do_new (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  gtk_widget_activate_action (GTK_WIDGET (user_data), "dashboard.create", NULL);
}

static void
do_find (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  portail_overview_view_find (PORTAIL_DASHBOARD_PAGE (user_data)->overview);
}

static void
do_print (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  PortailDashboardPage *page = PORTAIL_DASHBOARD_PAGE (user_data);

  if (g_strcmp0 (portail_dashboard_page_get_shown (page), "preview") == 0)
    gtk_widget_activate_action (GTK_WIDGET (page->preview), "preview.print", NULL);
  else
    gtk_widget_activate_action (GTK_WIDGET (page), "dashboard.preview", "s", "dashboard");
}

static const GActionEntry entries[] = {
  { .name = "undo", .activate = do_undo },   { .name = "redo", .activate = do_redo },
  { .name = "new", .activate = do_new },     { .name = "find", .activate = do_find },
  { .name = "print", .activate = do_print },
};

static GActionGroup *
get_actions (PortailPage *page)
{
  return G_ACTION_GROUP (PORTAIL_DASHBOARD_PAGE (page)->actions);
}

static void
implement_page (PortailPageInterface *interface)
{
  interface->get_actions = get_actions;
}

static void
portail_dashboard_page_dispose (GObject *object)
{
  PortailDashboardPage *page = PORTAIL_DASHBOARD_PAGE (object);

  g_cancellable_cancel (page->cancellable);
  g_clear_object (&page->cancellable);
  g_clear_handle_id (&page->reread_source, g_source_remove);
  for (int i = 0; page->cache != NULL && i < 2; i++)
    g_clear_signal_handler (&page->cache_handlers[i], page->cache);
  g_clear_object (&page->cache);
  g_clear_object (&page->freshness);
  g_clear_object (&page->locks);
  g_clear_object (&page->desk);
  g_clear_object (&page->actions);
  g_clear_object (&page->undo_stack);
  g_clear_pointer (&page->fault, g_free);
  G_OBJECT_CLASS (portail_dashboard_page_parent_class)->dispose (object);
}

static void
install_actions (GtkWidgetClass *class)
{
  gtk_widget_class_install_action (class, "dashboard.create", NULL, activate_create);
  gtk_widget_class_install_action (class, "dashboard.open-notice", "(sss)", activate_open_notice);
  gtk_widget_class_install_action (class, "dashboard.set-read", "(sb)", activate_set_read);
  gtk_widget_class_install_action (class, "dashboard.read-all", NULL, activate_read_all);
  gtk_widget_class_install_action (class, "dashboard.preview", "s", activate_preview);
  gtk_widget_class_install_action (class, "dashboard.export", "s", activate_export);
}

static void
portail_dashboard_page_class_init (PortailDashboardPageClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = portail_dashboard_page_dispose;
  g_type_ensure (PORTAIL_TYPE_DASHBOARD_VIEW);
  g_type_ensure (PORTAIL_TYPE_OVERVIEW_VIEW);
  g_type_ensure (PORTAIL_TYPE_DASHBOARD_PREVIEW);
  install_actions (widget_class);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/fr/flashbackfa_entreprise/Portail/portail-dashboard-page.ui");
  gtk_widget_class_bind_template_child (widget_class, PortailDashboardPage, root);
  gtk_widget_class_bind_template_child (widget_class, PortailDashboardPage, bar);
  gtk_widget_class_bind_template_child (widget_class, PortailDashboardPage, switcher);
  gtk_widget_class_bind_template_child (widget_class, PortailDashboardPage, views);
  gtk_widget_class_bind_template_child (widget_class, PortailDashboardPage, stack);
  gtk_widget_class_bind_template_child (widget_class, PortailDashboardPage, status_page);
  gtk_widget_class_bind_template_child (widget_class, PortailDashboardPage, status_button);
  gtk_widget_class_bind_template_child (widget_class, PortailDashboardPage, view);
  gtk_widget_class_bind_template_child (widget_class, PortailDashboardPage, overview);
  gtk_widget_class_bind_template_child (widget_class, PortailDashboardPage, preview);
  gtk_widget_class_bind_template_callback (widget_class, on_status_button);
  gtk_widget_class_bind_template_callback (widget_class, on_company_chosen);
  gtk_widget_class_bind_template_callback (widget_class, on_preview_closed);
  gtk_widget_class_bind_template_callback (widget_class, update_actions);
}

static void
portail_dashboard_page_init (PortailDashboardPage *page)
{
  page->actions = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (page->actions), entries, G_N_ELEMENTS (entries),
                                   page);
  page->locks = portail_week_locks_new ();
  page->undo_stack = portail_undo_stack_new ();
  page->freshness = portail_dashboard_freshness_new ();
  gtk_widget_init_template (GTK_WIDGET (page));
}

GtkWidget *
portail_dashboard_page_new (PortailDesk *desk)
{
  PortailDashboardPage *page = g_object_new (PORTAIL_TYPE_DASHBOARD_PAGE, NULL);

  page->desk = g_object_ref (desk);
  portail_overview_view_set_desk (page->overview, desk);
  g_signal_connect_object (page->undo_stack, "changed", G_CALLBACK (update_actions), page,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (page->freshness, "changed", G_CALLBACK (show_freshness), page,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (portail_desk_get_context (desk), "changed",
                           G_CALLBACK (on_context_changed), page, G_CONNECT_SWAPPED);
  g_signal_connect_object (desk, "account-changed", G_CALLBACK (on_account_changed), page,
                           G_CONNECT_SWAPPED);
  on_account_changed (page);
  return GTK_WIDGET (page);
}

PortailDashboardView *
portail_dashboard_page_get_view (PortailDashboardPage *page)
{
  g_return_val_if_fail (PORTAIL_IS_DASHBOARD_PAGE (page), NULL);
  return page->view;
}

PortailOverviewView *
portail_dashboard_page_get_overview (PortailDashboardPage *page)
{
  g_return_val_if_fail (PORTAIL_IS_DASHBOARD_PAGE (page), NULL);
  return page->overview;
}

const char *
portail_dashboard_page_get_shown (PortailDashboardPage *page)
{
  g_return_val_if_fail (PORTAIL_IS_DASHBOARD_PAGE (page), NULL);
  if (g_strcmp0 (gtk_stack_get_visible_child_name (page->root), "preview") == 0)
    return "preview";
  if (g_strcmp0 (gtk_stack_get_visible_child_name (page->views), "companies") == 0)
    return "companies";
  return gtk_stack_get_visible_child_name (page->stack);
}
