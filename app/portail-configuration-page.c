/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/portail-configuration-page.h"

#include "app/portail-fold-bin.h"
#include "app/portail-frame-steps.h"
#include "app/portail-page.h"
#include "shared/portail-i18n.h"
#include "shared/portail-text-fold.h"

/* Widths of the list that make the leaflet fold exactly where the page is narrow: beside the
 * content's least width one of them always fits and the other never does. */
#define NAVIGATION_WIDTH 248
#define FOLDED_WIDTH     340

struct _PortailConfigurationPage
{
  AdwBin parent_instance;

  AdwLeaflet *leaflet;
  GtkWidget *navigation;
  GtkEditable *search;
  GtkListBox *list;
  GtkWidget *content;
  GtkWidget *content_bar;
  GtkLabel *content_title;
  GtkStack *stack;

  PortailDesk *desk;
  GSimpleActionGroup *actions;
  GActionGroup *section_actions; /* of the shown page, or NULL */
  const PortailConfigurationSection *shown;
  char *search_key;
};

static void implement_page (PortailPageInterface *interface);

G_DEFINE_FINAL_TYPE_WITH_CODE (PortailConfigurationPage,
                               portail_configuration_page,
                               ADW_TYPE_BIN,
                               G_IMPLEMENT_INTERFACE (PORTAIL_TYPE_PAGE, implement_page))

/* Actions: those of the shown page */

static gboolean
can_forward (PortailConfigurationPage *page, const char *name)
{
  return page->section_actions != NULL
         && g_action_group_get_action_enabled (page->section_actions, name);
}

static void
forward (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  PortailConfigurationPage *page = PORTAIL_CONFIGURATION_PAGE (user_data);
  const char *name = g_action_get_name (G_ACTION (action));

  if (can_forward (page, name))
    g_action_group_activate_action (page->section_actions, name, NULL);
  else if (g_str_equal (name, "find"))
    {
      adw_leaflet_set_visible_child (page->leaflet, page->navigation);
      gtk_widget_grab_focus (GTK_WIDGET (page->search));
    }
}

static const GActionEntry entries[] = {
  { .name = "undo", .activate = forward },   { .name = "redo", .activate = forward },
  { .name = "new", .activate = forward },    { .name = "find", .activate = forward },
  { .name = "save", .activate = forward },   { .name = "print", .activate = forward },
  { .name = "import", .activate = forward }, { .name = "export", .activate = forward },
};

static void
update_actions (PortailConfigurationPage *page)
{
  for (gsize i = 0; i < G_N_ELEMENTS (entries); i++)
    g_simple_action_set_enabled (
        G_SIMPLE_ACTION (
            g_action_map_lookup_action (G_ACTION_MAP (page->actions), entries[i].name)),
        g_str_equal (entries[i].name, "find") || can_forward (page, entries[i].name));
}

static void
follow_actions (PortailConfigurationPage *page, GActionGroup *actions)
{
  static const char *const signals[] = { "action-added", "action-removed",
                                         "action-enabled-changed" };

  if (page->section_actions != NULL)
    g_signal_handlers_disconnect_by_data (page->section_actions, page);
  g_set_object (&page->section_actions, actions);
  for (gsize i = 0; actions != NULL && i < G_N_ELEMENTS (signals); i++)
    g_signal_connect_object (actions, signals[i], G_CALLBACK (update_actions), page,
                             G_CONNECT_SWAPPED);
  update_actions (page);
}

/* The list */

static const PortailConfigurationSection *
get_section (GtkListBoxRow *row)
{
  return portail_configuration_section_find (gtk_widget_get_name (GTK_WIDGET (row)));
}

static GtkListBoxRow *
find_row (PortailConfigurationPage *page, const PortailConfigurationSection *section)
{
  GtkListBoxRow *row;

  for (int i = 0; (row = gtk_list_box_get_row_at_index (page->list, i)) != NULL; i++)
    if (get_section (row) == section)
      return row;
  return NULL;
}

/* The name comes first, below it in small what limits it. */
static GtkWidget *
new_row (PortailConfigurationPage *page, const PortailConfigurationSection *section)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *texts = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *title = gtk_label_new (_ (section->title));
  GtkWidget *limit = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (title), 0);
  gtk_label_set_ellipsize (GTK_LABEL (title), PANGO_ELLIPSIZE_END);
  gtk_label_set_xalign (GTK_LABEL (limit), 0);
  gtk_widget_add_css_class (limit, "caption");
  gtk_widget_add_css_class (limit, "dim-label");
  gtk_widget_set_valign (texts, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (texts), title);
  gtk_box_append (GTK_BOX (texts), limit);
  gtk_box_append (GTK_BOX (box), gtk_image_new_from_icon_name (section->icon_name));
  gtk_box_append (GTK_BOX (box), texts);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_widget_set_name (row, section->name);
  g_object_set_data (G_OBJECT (row), "limit", limit);
  return row;
}

static void
update_row (PortailConfigurationPage *page, GtkListBoxRow *row)
{
  const PortailConfigurationSection *section = get_section (row);
  GtkLabel *label = g_object_get_data (G_OBJECT (row), "limit");
  const char *limit = portail_configuration_section_get_limit (section, page->desk);

  gtk_label_set_text (label, limit != NULL ? limit : "");
  gtk_widget_set_visible (GTK_WIDGET (label), limit != NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ (section->title), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  limit != NULL ? limit : "", -1);
}

static gboolean
has_word (const char *text, const char *key)
{
  g_autofree char *folded = text != NULL ? portail_text_fold (_ (text)) : NULL;

  return folded != NULL && strstr (folded, key) != NULL;
}

static gboolean
is_listed (GtkListBoxRow *row, gpointer user_data)
{
  PortailConfigurationPage *page = PORTAIL_CONFIGURATION_PAGE (user_data);
  const PortailConfigurationSection *section = get_section (row);

  return portail_configuration_section_is_visible (section, page->desk)
         && (page->search_key == NULL || has_word (section->title, page->search_key)
             || has_word (section->words, page->search_key));
}

static void
add_header (GtkListBoxRow *row, GtkListBoxRow *before, gpointer unused)
{
  PortailConfigurationGroup group = get_section (row)->group;
  GtkWidget *label;

  if (before != NULL && get_section (before)->group == group)
    {
      gtk_list_box_row_set_header (row, NULL);
      return;
    }
  label = gtk_label_new (portail_configuration_group_get_title (group));
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, "caption-heading");
  gtk_widget_add_css_class (label, "dim-label");
  gtk_widget_set_margin_top (label, 12);
  gtk_widget_set_margin_start (label, 9);
  gtk_widget_set_margin_bottom (label, 3);
  gtk_list_box_row_set_header (row, label);
}

static void
on_search_changed (PortailConfigurationPage *page)
{
  g_autofree char *key = portail_text_fold (gtk_editable_get_text (page->search));

  g_free (page->search_key);
  page->search_key = *key != '\0' ? g_steal_pointer (&key) : NULL;
  gtk_list_box_invalidate_filter (page->list);
}

/* The shown page */

static GtkWidget *
ensure_page (PortailConfigurationPage *page, const PortailConfigurationSection *section)
{
  GtkWidget *child = gtk_stack_get_child_by_name (page->stack, section->name);

  if (child == NULL)
    {
      child = section->make (page->desk);
      gtk_stack_add_named (page->stack, child, section->name);
    }
  return child;
}

static void
settle_shown (PortailConfigurationPage *page)
{
  GtkWidget *child = gtk_stack_get_visible_child (page->stack);

  if (PORTAIL_IS_PAGE (child))
    portail_page_settle (PORTAIL_PAGE (child));
}

static void
show_section (PortailConfigurationPage *page, const PortailConfigurationSection *section)
{
  GtkWidget *child;

  if (section->make == NULL)
    {
      gtk_widget_activate_action (GTK_WIDGET (page), section->action, NULL);
      return;
    }
  if (page->shown != section)
    settle_shown (page);
  child = ensure_page (page, section);
  page->shown = section;
  gtk_stack_set_visible_child (page->stack, child);
  gtk_label_set_text (page->content_title, _ (section->title));
  gtk_list_box_select_row (page->list, find_row (page, section));
  follow_actions (page,
                  PORTAIL_IS_PAGE (child) ? portail_page_get_actions (PORTAIL_PAGE (child)) : NULL);
}

gboolean
portail_configuration_page_show (PortailConfigurationPage *page, const char *name)
{
  const PortailConfigurationSection *section;

  g_return_val_if_fail (PORTAIL_IS_CONFIGURATION_PAGE (page), FALSE);
  section = portail_configuration_section_find (name);
  if (section == NULL || !portail_configuration_section_is_visible (section, page->desk))
    return FALSE;
  show_section (page, section);
  if (section->make != NULL)
    adw_leaflet_set_visible_child (page->leaflet, page->content);
  return TRUE;
}

static void
activate_show (GtkWidget *widget, const char *action_name, GVariant *name)
{
  portail_configuration_page_show (PORTAIL_CONFIGURATION_PAGE (widget),
                                   g_variant_get_string (name, NULL));
}

static void
on_row_activated (PortailConfigurationPage *page, GtkListBoxRow *row)
{
  portail_configuration_page_show (page, get_section (row)->name);
  if (page->shown != get_section (row))
    gtk_list_box_select_row (page->list, page->shown != NULL ? find_row (page, page->shown) : NULL);
}

static void
on_search_activated (PortailConfigurationPage *page)
{
  GtkListBoxRow *row;

  for (int i = 0; (row = gtk_list_box_get_row_at_index (page->list, i)) != NULL; i++)
    if (is_listed (row, page))
      {
        on_row_activated (page, row);
        return;
      }
}

static void
on_back (PortailConfigurationPage *page)
{
  settle_shown (page);
  adw_leaflet_set_visible_child (page->leaflet, page->navigation);
}

static void
on_width_changed (PortailConfigurationPage *page, PortailFoldBin *bin)
{
  gtk_widget_set_size_request (
      page->navigation, portail_fold_bin_is_narrow (bin) ? FOLDED_WIDTH : NAVIGATION_WIDTH, -1);
}

static void
on_folded (PortailConfigurationPage *page)
{
  gtk_widget_set_visible (page->content_bar, adw_leaflet_get_folded (page->leaflet));
}

/* The first entry with a page is shown where there is room for it. */
static void
show_first (PortailConfigurationPage *page)
{
  for (guint i = 0; i < portail_configuration_section_get_count (); i++)
    {
      const PortailConfigurationSection *section = portail_configuration_section_get (i);

      if (section->make != NULL && portail_configuration_section_is_visible (section, page->desk))
        {
          show_section (page, section);
          return;
        }
    }
  page->shown = NULL;
  gtk_stack_set_visible_child_name (page->stack, "none");
  gtk_list_box_unselect_all (page->list);
  follow_actions (page, NULL);
}

/* The navigation is there before the page beside it is made, unless that is asked for. */
static PortailFrameStepsState
begin (gpointer page)
{
  if (PORTAIL_CONFIGURATION_PAGE (page)->shown == NULL)
    show_first (page);
  return PORTAIL_FRAME_STEPS_DONE;
}

static void
on_desk_changed (PortailConfigurationPage *page)
{
  GtkListBoxRow *row;

  for (int i = 0; (row = gtk_list_box_get_row_at_index (page->list, i)) != NULL; i++)
    update_row (page, row);
  gtk_list_box_invalidate_filter (page->list);
  gtk_list_box_invalidate_headers (page->list);
  if (page->shown != NULL && !portail_configuration_section_is_visible (page->shown, page->desk))
    show_first (page);
  else if (page->shown == NULL)
    portail_frame_steps_run (GTK_WIDGET (page), begin);
}

/* As a page of the window */

static GActionGroup *
get_actions (PortailPage *page)
{
  return G_ACTION_GROUP (PORTAIL_CONFIGURATION_PAGE (page)->actions);
}

/* The page that shows records of @type, shown; NULL where this person has none. */
static PortailPage *
show_type (PortailConfigurationPage *page, const char *type)
{
  const PortailConfigurationSection *section = portail_configuration_section_find_for_type (type);
  GtkWidget *child;

  if (section == NULL || !portail_configuration_page_show (page, section->name))
    return NULL;
  child = gtk_stack_get_child_by_name (page->stack, section->name);
  return PORTAIL_IS_PAGE (child) ? PORTAIL_PAGE (child) : NULL;
}

static void
open_record (PortailPage *page, const char *type, const char *id)
{
  PortailPage *shown = show_type (PORTAIL_CONFIGURATION_PAGE (page), type);

  if (shown != NULL)
    portail_page_open_record (shown, type, id);
}

static void
show_rows (PortailPage *page, const char *type, GVariant *filters)
{
  PortailPage *shown = show_type (PORTAIL_CONFIGURATION_PAGE (page), type);

  if (shown != NULL)
    portail_page_show_rows (shown, type, filters);
}

static void
settle (PortailPage *page)
{
  settle_shown (PORTAIL_CONFIGURATION_PAGE (page));
}

static void
implement_page (PortailPageInterface *interface)
{
  interface->get_actions = get_actions;
  interface->open_record = open_record;
  interface->show_rows = show_rows;
  interface->settle = settle;
}

static void
portail_configuration_page_dispose (GObject *object)
{
  PortailConfigurationPage *page = PORTAIL_CONFIGURATION_PAGE (object);

  if (page->section_actions != NULL)
    g_signal_handlers_disconnect_by_data (page->section_actions, page);
  g_clear_object (&page->section_actions);
  g_clear_object (&page->actions);
  g_clear_object (&page->desk);
  g_clear_pointer (&page->search_key, g_free);
  G_OBJECT_CLASS (portail_configuration_page_parent_class)->dispose (object);
}

static void
portail_configuration_page_class_init (PortailConfigurationPageClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = portail_configuration_page_dispose;
  g_type_ensure (PORTAIL_TYPE_FOLD_BIN);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/fr/flashbackfa_entreprise/Portail/portail-configuration-page.ui");
  gtk_widget_class_bind_template_child (widget_class, PortailConfigurationPage, leaflet);
  gtk_widget_class_bind_template_child (widget_class, PortailConfigurationPage, navigation);
  gtk_widget_class_bind_template_child (widget_class, PortailConfigurationPage, search);
  gtk_widget_class_bind_template_child (widget_class, PortailConfigurationPage, list);
  gtk_widget_class_bind_template_child (widget_class, PortailConfigurationPage, content);
  gtk_widget_class_bind_template_child (widget_class, PortailConfigurationPage, content_bar);
  gtk_widget_class_bind_template_child (widget_class, PortailConfigurationPage, content_title);
  gtk_widget_class_bind_template_child (widget_class, PortailConfigurationPage, stack);
  gtk_widget_class_bind_template_callback (widget_class, on_search_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_search_activated);
  gtk_widget_class_bind_template_callback (widget_class, on_row_activated);
  gtk_widget_class_bind_template_callback (widget_class, on_back);
  gtk_widget_class_bind_template_callback (widget_class, on_width_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_folded);
  gtk_widget_class_install_action (widget_class, "configuration.show", "s", activate_show);
}

/* Where no entry has the words of the search. */
static GtkWidget *
new_nothing (void)
{
  GtkWidget *label = gtk_label_new (_ ("Nothing of that name"));

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_widget_set_margin_top (label, 24);
  gtk_widget_add_css_class (label, "dim-label");
  return label;
}

static void
portail_configuration_page_init (PortailConfigurationPage *page)
{
  page->actions = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (page->actions), entries, G_N_ELEMENTS (entries),
                                   page);
  gtk_widget_init_template (GTK_WIDGET (page));
  gtk_widget_set_size_request (page->navigation, NAVIGATION_WIDTH, -1);
  for (guint i = 0; i < portail_configuration_section_get_count (); i++)
    gtk_list_box_append (page->list, new_row (page, portail_configuration_section_get (i)));
  gtk_list_box_set_header_func (page->list, add_header, NULL, NULL);
  gtk_list_box_set_placeholder (page->list, new_nothing ());
  update_actions (page);
}

GtkWidget *
portail_configuration_page_new (PortailDesk *desk)
{
  PortailConfigurationPage *page = g_object_new (PORTAIL_TYPE_CONFIGURATION_PAGE, NULL);

  page->desk = g_object_ref (desk);
  gtk_list_box_set_filter_func (page->list, is_listed, page, NULL);
  g_signal_connect_object (desk, "account-changed", G_CALLBACK (on_desk_changed), page,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (portail_desk_get_context (desk), "changed", G_CALLBACK (on_desk_changed),
                           page, G_CONNECT_SWAPPED);
  on_desk_changed (page);
  return GTK_WIDGET (page);
}

GtkWidget *
portail_configuration_page_get_section (PortailConfigurationPage *page, const char *name)
{
  g_return_val_if_fail (PORTAIL_IS_CONFIGURATION_PAGE (page), NULL);
  return gtk_stack_get_child_by_name (page->stack, name);
}
