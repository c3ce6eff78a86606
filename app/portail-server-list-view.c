/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/portail-server-list-view.h"

#include "app/portail-fold-bin.h"
#include "app/portail-server-frame.h"
#include "shared/portail-i18n.h"

/* In pixels. */
#define FOLD_WIDTH  720
#define LEAST_WIDTH 300
#define PANEL_WIDTH 400

struct _PortailServerListView
{
  AdwBin parent_instance;

  PortailServerList *list;
  const PortailServerListSpec *spec;
  PortailServerExportSpec workbook;
  gpointer user_data;
  PortailFoldBin *fold_bin;
  PortailServerFilters *filters;
  GSimpleActionGroup *actions; /* of its page */
  GtkWidget *list_side;
  GtkWidget *separator;
  GtkWidget *panel;
  GtkWidget *back_button;
  GtkWidget *close_button;
  GtkLabel *panel_title;
  GtkStack *stack; /* "list", "empty" */
  AdwStatusPage *empty;
  GtkWidget *list_view;
  GtkWidget *more_button;
  char *shown_id; /* or NULL */
  PortailServerItem *shown;
};

G_DEFINE_FINAL_TYPE (PortailServerListView, portail_server_list_view, ADW_TYPE_BIN)

static void
line_clear (PortailServerLine *line)
{
  g_free (line->title);
  g_free (line->subtitle);
  g_free (line->pill);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (PortailServerLine, line_clear)

/* Lines */

static GtkWidget *
new_label (const char *css_class)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  if (css_class != NULL)
    gtk_widget_add_css_class (label, css_class);
  return label;
}

static void
on_setup (GtkSignalListItemFactory *factory, GtkListItem *item, PortailServerListView *view)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);
  GtkWidget *texts = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  GtkWidget *subtitle = new_label ("dim-label");
  GtkWidget *pill = new_label ("pill-label");

  gtk_widget_add_css_class (subtitle, "caption");
  gtk_widget_set_hexpand (texts, TRUE);
  gtk_widget_set_valign (texts, GTK_ALIGN_CENTER);
  gtk_widget_set_valign (pill, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (texts), new_label (NULL));
  gtk_box_append (GTK_BOX (texts), subtitle);
  gtk_box_append (GTK_BOX (row), texts);
  gtk_box_append (GTK_BOX (row), pill);
  gtk_list_item_set_child (item, row);
}

static void
set_pill (GtkWidget *pill, const PortailServerLine *line)
{
  const char *classes[] = { "pill-label", line->pill_class, NULL };

  gtk_widget_set_visible (pill, line->pill != NULL);
  gtk_label_set_text (GTK_LABEL (pill), line->pill != NULL ? line->pill : "");
  gtk_widget_set_css_classes (pill, classes);
}

static void
on_bind (GtkSignalListItemFactory *factory, GtkListItem *item, PortailServerListView *view)
{
  GtkWidget *texts = gtk_widget_get_first_child (gtk_list_item_get_child (item));
  GtkWidget *title = gtk_widget_get_first_child (texts);
  g_auto (PortailServerLine) line = { NULL };

  view->spec->describe (portail_server_item_get_json (gtk_list_item_get_item (item)), &line,
                        view->user_data);
  gtk_label_set_text (GTK_LABEL (title), line.title != NULL ? line.title : "");
  gtk_label_set_text (GTK_LABEL (gtk_widget_get_next_sibling (title)),
                      line.subtitle != NULL ? line.subtitle : "");
  set_pill (gtk_widget_get_next_sibling (texts), &line);
}

static GtkListItemFactory *
new_factory (PortailServerListView *view)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();

  g_signal_connect_object (factory, "setup", G_CALLBACK (on_setup), view, 0);
  g_signal_connect_object (factory, "bind", G_CALLBACK (on_bind), view, 0);
  return factory;
}

void
portail_server_list_view_refresh (PortailServerListView *view)
{
  g_autoptr (GtkListItemFactory) factory = NULL;

  g_return_if_fail (PORTAIL_IS_SERVER_LIST_VIEW (view));
  factory = new_factory (view);
  gtk_list_view_set_factory (GTK_LIST_VIEW (view->list_view), factory);
  if (view->shown != NULL)
    view->spec->show (portail_server_item_get_json (view->shown), view->user_data);
}

/* The item beside the list */

static void
lay_out (PortailServerListView *view)
{
  gboolean is_narrow = portail_fold_bin_is_narrow (view->fold_bin);
  gboolean is_open = view->shown != NULL;

  gtk_widget_set_visible (view->panel, is_open);
  gtk_widget_set_visible (view->separator, is_open && !is_narrow);
  gtk_widget_set_visible (view->list_side, !is_open || !is_narrow);
  gtk_widget_set_visible (view->back_button, is_narrow);
  gtk_widget_set_visible (view->close_button, !is_narrow);
  gtk_widget_set_hexpand (view->panel, is_narrow);
  gtk_widget_set_size_request (view->panel, is_narrow ? -1 : PANEL_WIDTH, -1);
}

static void
show_item (PortailServerListView *view, PortailServerItem *item)
{
  g_auto (PortailServerLine) line = { NULL };
  const PortailJson *json = item != NULL ? portail_server_item_get_json (item) : NULL;

  g_set_object (&view->shown, item);
  if (item != NULL)
    {
      g_free (view->shown_id);
      view->shown_id = g_strdup (portail_server_item_get_id (item));
      view->spec->describe (json, &line, view->user_data);
      gtk_label_set_text (view->panel_title, line.title != NULL ? line.title : "");
    }
  else
    g_clear_pointer (&view->shown_id, g_free);
  view->spec->show (json, view->user_data);
  lay_out (view);
}

static void
on_activated (GtkListView *list_view, guint position, PortailServerListView *view)
{
  g_autoptr (PortailServerItem) item = g_list_model_get_item (G_LIST_MODEL (view->list), position);

  show_item (view, item);
}

static PortailServerItem *
find_item (PortailServerListView *view, const char *id)
{
  guint n_items = g_list_model_get_n_items (G_LIST_MODEL (view->list));

  for (guint i = 0; i < n_items; i++)
    {
      g_autoptr (PortailServerItem) item = g_list_model_get_item (G_LIST_MODEL (view->list), i);

      if (g_str_equal (portail_server_item_get_id (item), id))
        return g_steal_pointer (&item);
    }
  return NULL;
}

gboolean
portail_server_list_view_open (PortailServerListView *view, const char *id)
{
  g_autoptr (PortailServerItem) item = NULL;

  g_return_val_if_fail (PORTAIL_IS_SERVER_LIST_VIEW (view), FALSE);
  item = id != NULL ? find_item (view, id) : NULL;
  if (item == NULL && id != NULL)
    return FALSE;
  show_item (view, item);
  return TRUE;
}

const PortailJson *
portail_server_list_view_get_shown (PortailServerListView *view)
{
  g_return_val_if_fail (PORTAIL_IS_SERVER_LIST_VIEW (view), NULL);
  return view->shown != NULL ? portail_server_item_get_json (view->shown) : NULL;
}

static void
activate_close (GtkWidget *widget, const char *action_name, GVariant *unused)
{
  show_item (PORTAIL_SERVER_LIST_VIEW (widget), NULL);
}

static void
activate_more (GtkWidget *widget, const char *action_name, GVariant *unused)
{
  portail_server_list_load_more (PORTAIL_SERVER_LIST_VIEW (widget)->list);
}

static void
activate_export (GtkWidget *widget, const char *action_name, GVariant *unused)
{
  PortailServerListView *view = PORTAIL_SERVER_LIST_VIEW (widget);

  portail_server_export_run (widget, view->list, &view->workbook, view->user_data);
}

/* As actions of the page */

static void
do_find (PortailServerListView *view)
{
  portail_server_filters_focus (view->filters);
}

static void
do_export (PortailServerListView *view)
{
  gtk_widget_activate_action (GTK_WIDGET (view), "server-list.export", NULL);
}

static void
add_action (PortailServerListView *view, const char *name, GCallback activate)
{
  g_autoptr (GSimpleAction) action = g_simple_action_new (name, NULL);

  g_signal_connect_object (action, "activate", activate, view, G_CONNECT_SWAPPED);
  g_action_map_add_action (G_ACTION_MAP (view->actions), G_ACTION (action));
}

static void
on_edge_reached (PortailServerListView *view, GtkPositionType edge)
{
  if (edge == GTK_POS_BOTTOM)
    portail_server_list_load_more (view->list);
}

/* The same item as the server has it now; what is gone closes. */
static void
follow_shown (PortailServerListView *view)
{
  g_autoptr (PortailServerItem) item = NULL;

  if (view->shown_id == NULL)
    return;
  item = find_item (view, view->shown_id);
  if (item != view->shown)
    show_item (view, item);
}

static void
update (PortailServerListView *view)
{
  PortailServerResource *resource = portail_server_list_get_resource (view->list);
  gboolean is_search = portail_server_list_is_search (view->list);
  gboolean is_empty = g_list_model_get_n_items (G_LIST_MODEL (view->list)) == 0;

  gtk_widget_set_sensitive (
      GTK_WIDGET (view->filters),
      is_search || portail_server_resource_get_state (resource) == PORTAIL_SERVER_RESOURCE_FRESH);
  adw_status_page_set_title (view->empty,
                             is_search ? _ ("Nothing found") : _ (view->spec->empty_title));
  adw_status_page_set_description (view->empty, is_search
                                                    ? _ ("Ask for less, or take a filter away.")
                                                    : _ (view->spec->empty_text));
  gtk_stack_set_visible_child_name (view->stack, is_empty ? "empty" : "list");
  gtk_widget_action_set_enabled (GTK_WIDGET (view), "server-list.export", !is_empty);
  gtk_widget_set_visible (view->more_button, portail_server_list_can_load_more (view->list));
  if (portail_server_resource_get_json (resource) != NULL)
    follow_shown (view);
}

static void
on_filters_changed (PortailServerListView *view)
{
  g_autofree char *query = portail_server_filters_dup_query (view->filters);

  portail_server_list_set_query (view->list, query);
}

static void
portail_server_list_view_dispose (GObject *object)
{
  PortailServerListView *view = PORTAIL_SERVER_LIST_VIEW (object);

  g_clear_object (&view->actions);
  g_clear_object (&view->shown);
  g_clear_object (&view->list);
  g_clear_pointer (&view->shown_id, g_free);
  G_OBJECT_CLASS (portail_server_list_view_parent_class)->dispose (object);
}

static void
portail_server_list_view_class_init (PortailServerListViewClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = portail_server_list_view_dispose;
  gtk_widget_class_install_action (widget_class, "server-list.close", NULL, activate_close);
  gtk_widget_class_install_action (widget_class, "server-list.more", NULL, activate_more);
  gtk_widget_class_install_action (widget_class, "server-list.export", NULL, activate_export);
}

static void
portail_server_list_view_init (PortailServerListView *view)
{
  view->actions = g_simple_action_group_new ();
  add_action (view, "find", G_CALLBACK (do_find));
  add_action (view, "export", G_CALLBACK (do_export));
}

static GtkWidget *
new_list (PortailServerListView *view)
{
  GtkWidget *scroller = gtk_scrolled_window_new ();
  GtkSelectionModel *selection = GTK_SELECTION_MODEL (
      gtk_no_selection_new (G_LIST_MODEL (g_object_ref (view->list))));

  view->list_view = gtk_list_view_new (selection, new_factory (view));
  gtk_list_view_set_single_click_activate (GTK_LIST_VIEW (view->list_view), TRUE);
  gtk_list_view_set_show_separators (GTK_LIST_VIEW (view->list_view), TRUE);
  gtk_widget_add_css_class (view->list_view, "server-list");
  gtk_accessible_update_property (GTK_ACCESSIBLE (view->list_view), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ (view->spec->label), -1);
  g_signal_connect_object (view->list_view, "activate", G_CALLBACK (on_activated), view, 0);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), view->list_view);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_widget_set_vexpand (scroller, TRUE);
  g_signal_connect_object (scroller, "edge-reached", G_CALLBACK (on_edge_reached), view,
                           G_CONNECT_SWAPPED);
  return scroller;
}

static GtkWidget *
new_content (PortailServerListView *view)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  view->stack = GTK_STACK (gtk_stack_new ());
  view->empty = ADW_STATUS_PAGE (adw_status_page_new ());
  adw_status_page_set_icon_name (view->empty, view->spec->empty_icon);
  gtk_stack_set_vhomogeneous (view->stack, FALSE);
  gtk_stack_add_named (view->stack, new_list (view), "list");
  gtk_stack_add_named (view->stack, GTK_WIDGET (view->empty), "empty");
  gtk_widget_set_vexpand (GTK_WIDGET (view->stack), TRUE);
  view->more_button = gtk_button_new_with_mnemonic (_ ("Show _more"));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (view->more_button), "server-list.more");
  gtk_widget_add_css_class (view->more_button, "flat");
  gtk_widget_set_visible (view->more_button, FALSE);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (view->stack));
  gtk_box_append (GTK_BOX (box), view->more_button);
  return box;
}

static GtkWidget *
new_bar_button (const char *icon_name, const char *label, const char *action)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon_name);

  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_tooltip_text (button, label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label,
                                  -1);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  return button;
}

static void
make_list_side (PortailServerListView *view)
{
  PortailServerResource *resource = portail_server_list_get_resource (view->list);
  GtkWidget *frame = portail_server_frame_new (resource, new_content (view));

  view->list_side = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  view->filters = PORTAIL_SERVER_FILTERS (portail_server_filters_new (view->spec->filters));
  view->workbook = (PortailServerExportSpec){ view->spec->label, view->spec->file_name,
                                              view->spec->columns };
  portail_server_list_view_add_tool (
      view, new_bar_button ("document-save-symbolic", _ ("Export"), "server-list.export"));
  gtk_widget_set_hexpand (view->list_side, TRUE);
  gtk_widget_set_vexpand (frame, TRUE);
  gtk_box_append (GTK_BOX (view->list_side), GTK_WIDGET (view->filters));
  gtk_box_append (GTK_BOX (view->list_side), frame);
  g_signal_connect_object (view->filters, "changed", G_CALLBACK (on_filters_changed), view,
                           G_CONNECT_SWAPPED);
}

static void
make_panel (PortailServerListView *view, GtkWidget *content)
{
  GtkWidget *bar = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *scroller = gtk_scrolled_window_new ();

  view->panel = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  view->back_button = new_bar_button ("go-previous-symbolic", _ ("Back to the list"),
                                      "server-list.close");
  view->panel_title = GTK_LABEL (new_label ("heading"));
  gtk_widget_set_hexpand (GTK_WIDGET (view->panel_title), TRUE);
  /* A long one takes nothing from the list. */
  gtk_label_set_max_width_chars (view->panel_title, 1);
  gtk_widget_add_css_class (bar, "page-bar");
  gtk_box_append (GTK_BOX (bar), view->back_button);
  gtk_box_append (GTK_BOX (bar), GTK_WIDGET (view->panel_title));
  view->close_button = new_bar_button ("window-close-symbolic", _ ("Close"), "server-list.close");
  gtk_box_append (GTK_BOX (bar), view->close_button);
  gtk_widget_add_css_class (content, "panel-body");
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), content);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_widget_set_vexpand (scroller, TRUE);
  gtk_widget_add_css_class (view->panel, "record-panel");
  gtk_box_append (GTK_BOX (view->panel), bar);
  gtk_box_append (GTK_BOX (view->panel), scroller);
}

GtkWidget *
portail_server_list_view_new (PortailServerList *list,
                              const PortailServerListSpec *spec,
                              GtkWidget *panel,
                              gpointer user_data)
{
  PortailServerListView *view = g_object_new (PORTAIL_TYPE_SERVER_LIST_VIEW, NULL);
  GtkWidget *sides = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);

  view->list = g_object_ref (list);
  view->spec = spec;
  view->user_data = user_data;
  view->fold_bin = g_object_new (PORTAIL_TYPE_FOLD_BIN, "fold-width", FOLD_WIDTH, "least-width",
                                 LEAST_WIDTH, NULL);
  make_list_side (view);
  make_panel (view, panel);
  view->separator = gtk_separator_new (GTK_ORIENTATION_VERTICAL);
  gtk_box_append (GTK_BOX (sides), view->list_side);
  gtk_box_append (GTK_BOX (sides), view->separator);
  gtk_box_append (GTK_BOX (sides), view->panel);
  gtk_widget_set_parent (sides, GTK_WIDGET (view->fold_bin));
  adw_bin_set_child (ADW_BIN (view), GTK_WIDGET (view->fold_bin));
  g_signal_connect_object (view->fold_bin, "width-changed", G_CALLBACK (lay_out), view,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (list, "changed", G_CALLBACK (update), view, G_CONNECT_SWAPPED);
  lay_out (view);
  update (view);
  return GTK_WIDGET (view);
}

GSimpleActionGroup *
portail_server_list_view_get_actions (PortailServerListView *view)
{
  g_return_val_if_fail (PORTAIL_IS_SERVER_LIST_VIEW (view), NULL);
  return view->actions;
}

PortailServerFilters *
portail_server_list_view_get_filters (PortailServerListView *view)
{
  g_return_val_if_fail (PORTAIL_IS_SERVER_LIST_VIEW (view), NULL);
  return view->filters;
}

void
portail_server_list_view_add_tool (PortailServerListView *view, GtkWidget *widget)
{
  g_return_if_fail (PORTAIL_IS_SERVER_LIST_VIEW (view));
  gtk_box_append (GTK_BOX (gtk_widget_get_first_child (GTK_WIDGET (view->filters))), widget);
}
