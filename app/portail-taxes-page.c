/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/portail-taxes-page.h"

#include "app/portail-fold-bin.h"
#include "app/portail-late-bin.h"
#include "app/portail-page.h"
#include "shared/portail-i18n.h"

struct _PortailTaxesPage
{
  AdwBin parent_instance;

  PortailDesk *desk;
  AdwViewStack *stack;
  AdwViewSwitcher *switcher;
  AdwViewStackPage *pages[PORTAIL_TAXES_N_PARTS];
  GSimpleActionGroup *actions;
};

static void implement_page (PortailPageInterface *interface);

G_DEFINE_FINAL_TYPE_WITH_CODE (PortailTaxesPage,
                               portail_taxes_page,
                               ADW_TYPE_BIN,
                               G_IMPLEMENT_INTERFACE (PORTAIL_TYPE_PAGE, implement_page))

static GtkWidget *
make_declarations (gpointer page)
{
  return portail_declarations_new (PORTAIL_TAXES_PAGE (page)->desk);
}

static GtkWidget *
make_missing (gpointer page)
{
  return portail_missing_view_new (PORTAIL_TAXES_PAGE (page)->desk);
}

static GtkWidget *
make_what_if (gpointer page)
{
  return portail_what_if_view_new (PORTAIL_TAXES_PAGE (page)->desk);
}

static GtkWidget *
make_simulator (gpointer page)
{
  return portail_tax_simulator_new (PORTAIL_TAXES_PAGE (page)->desk);
}

static const struct
{
  const char *name;
  const char *title;
  const char *icon_name;
  PortailLateMake make;
} parts[PORTAIL_TAXES_N_PARTS] = {
  [PORTAIL_TAXES_DECLARATIONS] = { "declarations", N_ ("Declarations"), "view-list-symbolic",
                                   make_declarations },
  [PORTAIL_TAXES_MISSING] = { "missing", N_ ("Not declared"), "dialog-warning-symbolic",
                              make_missing },
  [PORTAIL_TAXES_WHAT_IF] = { "what-if", N_ ("What if"), "view-dual-symbolic", make_what_if },
  [PORTAIL_TAXES_SIMULATOR] = { "simulator", N_ ("Simulator"), "accessories-calculator-symbolic",
                                make_simulator },
};

static PortailPage *
get_records (PortailTaxesPage *page)
{
  GtkWidget *declarations = portail_taxes_page_get_part (page, PORTAIL_TAXES_DECLARATIONS);

  return PORTAIL_PAGE (portail_declarations_get_page (PORTAIL_DECLARATIONS (declarations)));
}

/* Actions: those of the declarations while they are shown, and New everywhere, which shows them */

static GActionGroup *
get_inner (PortailTaxesPage *page)
{
  return portail_page_get_actions (get_records (page));
}

static void
forward (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  g_action_group_activate_action (get_inner (PORTAIL_TAXES_PAGE (user_data)),
                                  g_action_get_name (G_ACTION (action)), NULL);
}

static const GActionEntry entries[] = {
  { .name = "undo", .activate = forward },   { .name = "redo", .activate = forward },
  { .name = "new", .activate = forward },    { .name = "find", .activate = forward },
  { .name = "save", .activate = forward },   { .name = "print", .activate = forward },
  { .name = "import", .activate = forward }, { .name = "export", .activate = forward },
};

static void
update_actions (PortailTaxesPage *page)
{
  gboolean shows_declarations = adw_view_stack_get_visible_child (page->stack)
                                == adw_view_stack_page_get_child (
                                    page->pages[PORTAIL_TAXES_DECLARATIONS]);

  for (gsize i = 0; i < G_N_ELEMENTS (entries); i++)
    g_simple_action_set_enabled (
        G_SIMPLE_ACTION (
            g_action_map_lookup_action (G_ACTION_MAP (page->actions), entries[i].name)),
        (shows_declarations || g_str_equal (entries[i].name, "new"))
            && g_action_group_get_action_enabled (get_inner (page), entries[i].name));
}

static GActionGroup *
get_actions (PortailPage *page)
{
  return G_ACTION_GROUP (PORTAIL_TAXES_PAGE (page)->actions);
}

static void
open_record (PortailPage *page, const char *type, const char *id)
{
  portail_taxes_page_show_part (PORTAIL_TAXES_PAGE (page), PORTAIL_TAXES_DECLARATIONS);
  portail_page_open_record (get_records (PORTAIL_TAXES_PAGE (page)), type, id);
}

static void
show_rows (PortailPage *page, const char *type, GVariant *filters)
{
  portail_taxes_page_show_part (PORTAIL_TAXES_PAGE (page), PORTAIL_TAXES_DECLARATIONS);
  portail_page_show_rows (get_records (PORTAIL_TAXES_PAGE (page)), type, filters);
}

static void
settle (PortailPage *page)
{
  portail_page_settle (get_records (PORTAIL_TAXES_PAGE (page)));
}

static void
implement_page (PortailPageInterface *interface)
{
  interface->get_actions = get_actions;
  interface->open_record = open_record;
  interface->show_rows = show_rows;
  interface->settle = settle;
}

/* A record that opens comes into view: New may be pressed anywhere. */
static void
on_opened (PortailTaxesPage *page)
{
  portail_taxes_page_show_part (page, PORTAIL_TAXES_DECLARATIONS);
}

static void
update_missing (PortailTaxesPage *page)
{
  AdwViewStackPage *missing = page->pages[PORTAIL_TAXES_MISSING];
  gboolean is_wide = portail_role_is_server_wide (portail_desk_get_highest_role (page->desk));

  adw_view_stack_page_set_visible (missing, is_wide);
  adw_view_stack_page_set_badge_number (
      missing, portail_missing_view_get_n (PORTAIL_MISSING_VIEW (
                   portail_taxes_page_get_part (page, PORTAIL_TAXES_MISSING))));
  if (!is_wide
      && adw_view_stack_get_visible_child (page->stack) == adw_view_stack_page_get_child (missing))
    portail_taxes_page_show_part (page, PORTAIL_TAXES_DECLARATIONS);
}

static void
on_width_changed (PortailTaxesPage *page, PortailFoldBin *bin)
{
  adw_view_switcher_set_policy (page->switcher, portail_fold_bin_is_narrow (bin)
                                                    ? ADW_VIEW_SWITCHER_POLICY_NARROW
                                                    : ADW_VIEW_SWITCHER_POLICY_WIDE);
}

static void
portail_taxes_page_dispose (GObject *object)
{
  PortailTaxesPage *page = PORTAIL_TAXES_PAGE (object);

  g_clear_object (&page->desk);
  g_clear_object (&page->actions);
  G_OBJECT_CLASS (portail_taxes_page_parent_class)->dispose (object);
}

static void
portail_taxes_page_class_init (PortailTaxesPageClass *class)
{
  G_OBJECT_CLASS (class)->dispose = portail_taxes_page_dispose;
}

static void
portail_taxes_page_init (PortailTaxesPage *page)
{
  GtkWidget *fold = g_object_new (PORTAIL_TYPE_FOLD_BIN, NULL);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *bar = adw_bin_new ();

  page->actions = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (page->actions), entries, G_N_ELEMENTS (entries),
                                   page);
  page->stack = ADW_VIEW_STACK (adw_view_stack_new ());
  adw_view_stack_set_hhomogeneous (page->stack, FALSE);
  adw_view_stack_set_vhomogeneous (page->stack, FALSE);
  page->switcher = ADW_VIEW_SWITCHER (adw_view_switcher_new ());
  adw_view_switcher_set_stack (page->switcher, page->stack);
  gtk_widget_set_halign (GTK_WIDGET (page->switcher), GTK_ALIGN_CENTER);
  gtk_widget_set_vexpand (GTK_WIDGET (page->stack), TRUE);
  gtk_widget_add_css_class (bar, "view-bar");
  adw_bin_set_child (ADW_BIN (bar), GTK_WIDGET (page->switcher));
  gtk_box_append (GTK_BOX (box), bar);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (page->stack));
  gtk_widget_set_parent (box, fold);
  g_signal_connect_object (fold, "width-changed", G_CALLBACK (on_width_changed), page,
                           G_CONNECT_SWAPPED);
  adw_bin_set_child (ADW_BIN (page), fold);
}

GtkWidget *
portail_taxes_page_new (PortailDesk *desk)
{
  PortailTaxesPage *page = g_object_new (PORTAIL_TYPE_TAXES_PAGE, NULL);

  page->desk = g_object_ref (desk);
  for (int part = 0; part < PORTAIL_TAXES_N_PARTS; part++)
    page->pages[part] = adw_view_stack_add_titled_with_icon (
        page->stack, portail_late_bin_new (parts[part].make, page), parts[part].name,
        _ (parts[part].title), parts[part].icon_name);
  g_signal_connect_object (get_records (page), "opened", G_CALLBACK (on_opened), page,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (portail_taxes_page_get_part (page, PORTAIL_TAXES_MISSING),
                           "notify::n-missing", G_CALLBACK (update_missing), page,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (portail_desk_get_context (desk), "changed", G_CALLBACK (update_missing),
                           page, G_CONNECT_SWAPPED);
  g_signal_connect_object (get_inner (page), "action-enabled-changed", G_CALLBACK (update_actions),
                           page, G_CONNECT_SWAPPED);
  g_signal_connect_object (page->stack, "notify::visible-child", G_CALLBACK (update_actions), page,
                           G_CONNECT_SWAPPED);
  update_actions (page);
  update_missing (page);
  return GTK_WIDGET (page);
}

void
portail_taxes_page_show_part (PortailTaxesPage *page, PortailTaxesPart part)
{
  g_return_if_fail (PORTAIL_IS_TAXES_PAGE (page));
  adw_view_stack_set_visible_child_name (page->stack, parts[part].name);
}

GtkWidget *
portail_taxes_page_get_part (PortailTaxesPage *page, PortailTaxesPart part)
{
  g_return_val_if_fail (PORTAIL_IS_TAXES_PAGE (page), NULL);
  return portail_late_bin_make_child (
      PORTAIL_LATE_BIN (adw_view_stack_page_get_child (page->pages[part])));
}
