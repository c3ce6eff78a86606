/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/portail-blanchiment-page.h"

#include "app/portail-fold-bin.h"
#include "app/portail-late-bin.h"
#include "app/portail-page.h"
#include "app/portail-status-text.h"
#include "shared/portail-i18n.h"
#include "shared/report/portail-blanchiment-report.h"

struct _PortailBlanchimentPage
{
  AdwBin parent_instance;

  GtkWidget *badge; /* in place of the notice, where it is narrow */
  GtkLabel *notice;
  GtkStack *gate;
  AdwStatusPage *refusal;
  GtkWidget *configuration_button;
  AdwViewSwitcher *switcher;
  AdwViewStack *views;

  PortailBlanchimentBook *book;
  GtkWidget *places[PORTAIL_BLANCHIMENT_N_VIEWS]; /* PortailLateBin */
  GActionGroup *inner;                            /* of the operations */
  GSimpleActionGroup *actions;
  const char *refusal_title; /* or NULL */
};

static void implement_page (PortailPageInterface *interface);

G_DEFINE_FINAL_TYPE_WITH_CODE (PortailBlanchimentPage,
                               portail_blanchiment_page,
                               ADW_TYPE_BIN,
                               G_IMPLEMENT_INTERFACE (PORTAIL_TYPE_PAGE, implement_page))

/* By PortailBlanchimentView. */
static const struct
{
  const char *name;
  const char *title;
  const char *icon_name;
} view_entries[] = {
  { "operations", N_ ("Operations"), "view-list-symbolic" },
  { "suspects", N_ ("Suspects"), "dialog-warning-symbolic" },
  { "analyse", N_ ("Analysis"), "view-grid-symbolic" },
  { "employes", N_ ("Employees"), "system-users-symbolic" },
};

static PortailBlanchimentView
get_shown (PortailBlanchimentPage *page)
{
  const char *name = adw_view_stack_get_visible_child_name (page->views);

  for (gsize i = 0; i < G_N_ELEMENTS (view_entries); i++)
    if (g_strcmp0 (name, view_entries[i].name) == 0)
      return (PortailBlanchimentView) i;
  return PORTAIL_BLANCHIMENT_VIEW_OPERATIONS;
}

/* Actions */

#define PASTE "paste-table"

static gboolean
can_print (PortailBlanchimentPage *page)
{
  return portail_blanchiment_range_get_study (
             portail_blanchiment_analyse_get_range (PORTAIL_BLANCHIMENT_ANALYSE (
                 portail_blanchiment_page_get_view (page, PORTAIL_BLANCHIMENT_VIEW_ANALYSE))))
         != NULL;
}

static gboolean
is_enabled (PortailBlanchimentPage *page, const char *name)
{
  PortailBlanchimentView view = get_shown (page);

  if (page->refusal_title != NULL)
    return FALSE;
  if (view == PORTAIL_BLANCHIMENT_VIEW_SUSPECTS && g_str_equal (name, "find"))
    return TRUE;
  if (view == PORTAIL_BLANCHIMENT_VIEW_ANALYSE && g_str_equal (name, "print"))
    return can_print (page);
  if (view != PORTAIL_BLANCHIMENT_VIEW_OPERATIONS && !g_str_equal (name, "undo")
      && !g_str_equal (name, "redo") && !g_str_equal (name, "new"))
    return FALSE;
  return g_action_group_get_action_enabled (page->inner,
                                            g_str_equal (name, PASTE) ? "import" : name);
}

static void
update_actions (PortailBlanchimentPage *page)
{
  g_auto (GStrv) names = g_action_group_list_actions (G_ACTION_GROUP (page->actions));

  if (page->inner == NULL)
    return;
  for (guint i = 0; names[i] != NULL; i++)
    g_simple_action_set_enabled (
        G_SIMPLE_ACTION (g_action_map_lookup_action (G_ACTION_MAP (page->actions), names[i])),
        is_enabled (page, names[i]));
}

static void
do_deed (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  PortailBlanchimentPage *page = PORTAIL_BLANCHIMENT_PAGE (user_data);
  const char *name = g_action_get_name (G_ACTION (action));
  PortailBlanchimentView view = get_shown (page);

  if (view == PORTAIL_BLANCHIMENT_VIEW_SUSPECTS && g_str_equal (name, "find"))
    portail_blanchiment_suspects_find (
        PORTAIL_BLANCHIMENT_SUSPECTS (portail_blanchiment_page_get_view (page, view)));
  else if (view == PORTAIL_BLANCHIMENT_VIEW_ANALYSE && g_str_equal (name, "print"))
    portail_blanchiment_analyse_print (
        PORTAIL_BLANCHIMENT_ANALYSE (portail_blanchiment_page_get_view (page, view)));
  else if (g_str_equal (name, PASTE))
    gtk_widget_activate_action (portail_blanchiment_page_get_view (page, view), "blanchiment.paste",
                                NULL);
  else
    {
      if (g_str_equal (name, "new"))
        portail_blanchiment_page_show_view (page, PORTAIL_BLANCHIMENT_VIEW_OPERATIONS);
      g_action_group_activate_action (page->inner, name, NULL);
    }
}

static const GActionEntry entries[] = {
  { .name = "undo", .activate = do_deed },   { .name = "redo", .activate = do_deed },
  { .name = "new", .activate = do_deed },    { .name = "find", .activate = do_deed },
  { .name = "save", .activate = do_deed },   { .name = "print", .activate = do_deed },
  { .name = "import", .activate = do_deed }, { .name = "export", .activate = do_deed },
  { .name = PASTE, .activate = do_deed },
};

/* What is shown */

static void
refuse (PortailBlanchimentPage *page,
        const char *icon_name,
        const char *title,
        const char *description)
{
  page->refusal_title = title;
  adw_status_page_set_icon_name (page->refusal, icon_name);
  adw_status_page_set_title (page->refusal, title);
  portail_status_text_set (page->refusal, description);
  gtk_widget_set_visible (page->configuration_button, FALSE);
  gtk_stack_set_visible_child_name (page->gate, "refusal");
}

static void
refuse_switched_off (PortailBlanchimentPage *page)
{
  PortailRights rights = portail_desk_get_rights (portail_blanchiment_book_get_desk (page->book),
                                                  PORTAIL_MODULE_BLANCHIMENT_SETTINGS, NULL);
  gboolean can_switch = (rights & PORTAIL_RIGHT_WRITE) != 0;

  refuse (page, "portail-blanchiment-symbolic", _ ("Switched off for this company"),
          can_switch ? _ ("You can switch the blanchiment on among the companies of the "
                          "configuration.")
                     : _ ("Staff can switch the blanchiment on: ask them if your company plays "
                          "it."));
  gtk_widget_set_visible (page->configuration_button, can_switch);
}

static void
show_suspects_badge (PortailBlanchimentPage *page)
{
  const PortailBlanchimentSurvey *survey = portail_blanchiment_book_get_survey (page->book);
  AdwViewStackPage *stack_page = adw_view_stack_get_page (
      page->views, page->places[PORTAIL_BLANCHIMENT_VIEW_SUSPECTS]);
  guint n = survey != NULL ? survey->n_to_review : 0;

  adw_view_stack_page_set_badge_number (stack_page, n);
  adw_view_stack_page_set_needs_attention (stack_page, n > 0);
}

static void
update (PortailBlanchimentPage *page)
{
  page->refusal_title = NULL;
  switch (portail_blanchiment_book_get_gate (page->book))
    {
    case PORTAIL_BLANCHIMENT_NO_COMPANY:
      refuse (page, "network-server-symbolic", _ ("No company yet"),
              _ ("Your companies come with the first sync. If it ends without one, your account "
                 "has no role: ask staff."));
      break;
    case PORTAIL_BLANCHIMENT_NO_RIGHT:
      refuse (page, "changes-prevent-symbolic", _ ("No access"),
              _ ("Your role in this company does not include its blanchiment. A patron or staff "
                 "can give you one that does."));
      break;
    case PORTAIL_BLANCHIMENT_SWITCHED_OFF:
      refuse_switched_off (page);
      break;
    case PORTAIL_BLANCHIMENT_OPEN:
      gtk_stack_set_visible_child_name (page->gate, "views");
      break;
    }
  gtk_widget_set_sensitive (GTK_WIDGET (page->switcher), page->refusal_title == NULL);
  show_suspects_badge (page);
  update_actions (page);
}

static void
on_view_shown (PortailBlanchimentPage *page)
{
  if (page->book == NULL)
    return;
  if (get_shown (page) == PORTAIL_BLANCHIMENT_VIEW_SUSPECTS)
    portail_blanchiment_book_want_suspects (page->book);
  update_actions (page);
}

static void
on_width_changed (PortailBlanchimentPage *page, PortailFoldBin *bin)
{
  gboolean is_narrow = portail_fold_bin_is_narrow (bin);

  adw_view_switcher_set_policy (page->switcher, is_narrow ? ADW_VIEW_SWITCHER_POLICY_NARROW
                                                          : ADW_VIEW_SWITCHER_POLICY_WIDE);
  gtk_widget_set_visible (page->badge, is_narrow);
  gtk_widget_set_visible (GTK_WIDGET (page->notice), !is_narrow);
}

/* From view to view */

void
portail_blanchiment_page_show_view (PortailBlanchimentPage *page, PortailBlanchimentView view)
{
  g_return_if_fail (PORTAIL_IS_BLANCHIMENT_PAGE (page));
  adw_view_stack_set_visible_child_name (page->views, view_entries[view].name);
}

static void
show_operation (PortailBlanchimentPage *page, const char *id)
{
  portail_blanchiment_page_show_view (page, PORTAIL_BLANCHIMENT_VIEW_OPERATIONS);
  portail_page_open_record (
      PORTAIL_PAGE (portail_blanchiment_page_get_view (page, PORTAIL_BLANCHIMENT_VIEW_OPERATIONS)),
      portail_blanchiment_operation_type.name, id);
}

static void
show_operations_of (PortailBlanchimentPage *page, const char *name)
{
  GVariantBuilder builder;

  g_variant_builder_init (&builder, G_VARIANT_TYPE ("a{ss}"));
  g_variant_builder_add (&builder, "{ss}", "employee_name", name);
  portail_blanchiment_page_show_view (page, PORTAIL_BLANCHIMENT_VIEW_OPERATIONS);
  portail_page_show_rows (
      PORTAIL_PAGE (portail_blanchiment_page_get_view (page, PORTAIL_BLANCHIMENT_VIEW_OPERATIONS)),
      portail_blanchiment_operation_type.name, g_variant_builder_end (&builder));
}

static void
show_suspects (PortailBlanchimentPage *page)
{
  portail_blanchiment_page_show_view (page, PORTAIL_BLANCHIMENT_VIEW_SUSPECTS);
}

static void
do_review (PortailBlanchimentPage *page, PortailSyncOp *op)
{
  portail_record_page_do (
      portail_blanchiment_operations_get_page (PORTAIL_BLANCHIMENT_OPERATIONS (
          portail_blanchiment_page_get_view (page, PORTAIL_BLANCHIMENT_VIEW_OPERATIONS))),
      op, _ ("Review"), _ ("The review has been noted"));
}

/* As a PortailPage */

static GActionGroup *
get_actions (PortailPage *page)
{
  return G_ACTION_GROUP (PORTAIL_BLANCHIMENT_PAGE (page)->actions);
}

static void
open_record (PortailPage *page, const char *type, const char *id)
{
  if (g_str_equal (type, portail_blanchiment_operation_type.name))
    show_operation (PORTAIL_BLANCHIMENT_PAGE (page), id);
}

static void
show_rows (PortailPage *iface, const char *type, GVariant *filters)
{
  PortailBlanchimentPage *page = PORTAIL_BLANCHIMENT_PAGE (iface);

  if (!g_str_equal (type, portail_blanchiment_operation_type.name))
    return;
  portail_blanchiment_page_show_view (page, PORTAIL_BLANCHIMENT_VIEW_OPERATIONS);
  portail_page_show_rows (
      PORTAIL_PAGE (portail_blanchiment_page_get_view (page, PORTAIL_BLANCHIMENT_VIEW_OPERATIONS)),
      type, filters);
}

static void
settle (PortailPage *page)
{
  portail_page_settle (PORTAIL_PAGE (portail_blanchiment_page_get_view (
      PORTAIL_BLANCHIMENT_PAGE (page), PORTAIL_BLANCHIMENT_VIEW_OPERATIONS)));
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
portail_blanchiment_page_dispose (GObject *object)
{
  PortailBlanchimentPage *page = PORTAIL_BLANCHIMENT_PAGE (object);

  g_clear_object (&page->inner);
  g_clear_object (&page->actions);
  adw_bin_set_child (ADW_BIN (page), NULL);
  g_clear_object (&page->book);
  G_OBJECT_CLASS (portail_blanchiment_page_parent_class)->dispose (object);
}

static void
portail_blanchiment_page_class_init (PortailBlanchimentPageClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = portail_blanchiment_page_dispose;
  g_type_ensure (PORTAIL_TYPE_FOLD_BIN);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/fr/flashbackfa_entreprise/Portail/portail-blanchiment-page.ui");
  gtk_widget_class_bind_template_child (widget_class, PortailBlanchimentPage, badge);
  gtk_widget_class_bind_template_child (widget_class, PortailBlanchimentPage, notice);
  gtk_widget_class_bind_template_child (widget_class, PortailBlanchimentPage, gate);
  gtk_widget_class_bind_template_child (widget_class, PortailBlanchimentPage, refusal);
  gtk_widget_class_bind_template_child (widget_class, PortailBlanchimentPage, configuration_button);
  gtk_widget_class_bind_template_child (widget_class, PortailBlanchimentPage, switcher);
  gtk_widget_class_bind_template_child (widget_class, PortailBlanchimentPage, views);
  gtk_widget_class_bind_template_callback (widget_class, on_width_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_view_shown);
}

static void
portail_blanchiment_page_init (PortailBlanchimentPage *page)
{
  gtk_widget_init_template (GTK_WIDGET (page));
  gtk_label_set_text (page->notice, portail_blanchiment_get_notice ());
  gtk_widget_set_tooltip_text (gtk_widget_get_parent (GTK_WIDGET (page->notice)),
                               portail_blanchiment_get_notice ());
  page->actions = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (page->actions), entries, G_N_ELEMENTS (entries),
                                   page);
}

static GtkWidget *
make_operations (gpointer user_data)
{
  return portail_blanchiment_operations_new (PORTAIL_BLANCHIMENT_PAGE (user_data)->book);
}

static GtkWidget *
make_suspects (gpointer user_data)
{
  PortailBlanchimentPage *page = PORTAIL_BLANCHIMENT_PAGE (user_data);
  GtkWidget *suspects = portail_blanchiment_suspects_new (page->book);

  g_signal_connect_object (suspects, "open", G_CALLBACK (show_operation), page, G_CONNECT_SWAPPED);
  g_signal_connect_object (suspects, "review", G_CALLBACK (do_review), page, G_CONNECT_SWAPPED);
  return suspects;
}

static GtkWidget *
make_analyse (gpointer user_data)
{
  PortailBlanchimentPage *page = PORTAIL_BLANCHIMENT_PAGE (user_data);
  GtkWidget *analyse = portail_blanchiment_analyse_new (page->book);

  g_signal_connect_object (analyse, "open", G_CALLBACK (show_operation), page, G_CONNECT_SWAPPED);
  g_signal_connect_object (analyse, "suspects", G_CALLBACK (show_suspects), page,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (
      portail_blanchiment_analyse_get_range (PORTAIL_BLANCHIMENT_ANALYSE (analyse)), "changed",
      G_CALLBACK (update_actions), page, G_CONNECT_SWAPPED);
  return analyse;
}

static GtkWidget *
make_employes (gpointer user_data)
{
  PortailBlanchimentPage *page = PORTAIL_BLANCHIMENT_PAGE (user_data);
  GtkWidget *employes = portail_blanchiment_employes_new (page->book);

  g_signal_connect_object (employes, "operations", G_CALLBACK (show_operations_of), page,
                           G_CONNECT_SWAPPED);
  return employes;
}

static void
add_views (PortailBlanchimentPage *page)
{
  static const PortailLateMake make[PORTAIL_BLANCHIMENT_N_VIEWS] = {
    [PORTAIL_BLANCHIMENT_VIEW_OPERATIONS] = make_operations,
    [PORTAIL_BLANCHIMENT_VIEW_SUSPECTS] = make_suspects,
    [PORTAIL_BLANCHIMENT_VIEW_ANALYSE] = make_analyse,
    [PORTAIL_BLANCHIMENT_VIEW_EMPLOYES] = make_employes,
  };

  for (gsize i = 0; i < G_N_ELEMENTS (view_entries); i++)
    {
      page->places[i] = portail_late_bin_new (make[i], page);
      adw_view_stack_add_titled_with_icon (page->views, page->places[i], view_entries[i].name,
                                           _ (view_entries[i].title), view_entries[i].icon_name);
    }
}

static void
follow_operations (PortailBlanchimentPage *page)
{
  page->inner = g_object_ref (portail_page_get_actions (PORTAIL_PAGE (
      portail_blanchiment_page_get_view (page, PORTAIL_BLANCHIMENT_VIEW_OPERATIONS))));
  g_signal_connect_object (page->inner, "action-enabled-changed", G_CALLBACK (update_actions), page,
                           G_CONNECT_SWAPPED);
}

GtkWidget *
portail_blanchiment_page_new (PortailDesk *desk)
{
  PortailBlanchimentPage *page = g_object_new (PORTAIL_TYPE_BLANCHIMENT_PAGE, NULL);

  page->book = portail_blanchiment_book_new (desk);
  add_views (page);
  follow_operations (page);
  g_signal_connect_object (page->book, "changed", G_CALLBACK (update), page, G_CONNECT_SWAPPED);
  update (page);
  return GTK_WIDGET (page);
}

GtkWidget *
portail_blanchiment_page_get_view (PortailBlanchimentPage *page, PortailBlanchimentView view)
{
  g_return_val_if_fail (PORTAIL_IS_BLANCHIMENT_PAGE (page), NULL);
  return portail_late_bin_make_child (PORTAIL_LATE_BIN (page->places[view]));
}

PortailBlanchimentBook *
portail_blanchiment_page_get_book (PortailBlanchimentPage *page)
{
  g_return_val_if_fail (PORTAIL_IS_BLANCHIMENT_PAGE (page), NULL);
  return page->book;
}

const char *
portail_blanchiment_page_get_refusal (PortailBlanchimentPage *page)
{
  g_return_val_if_fail (PORTAIL_IS_BLANCHIMENT_PAGE (page), NULL);
  return page->refusal_title;
}
