/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/portail-company-chooser.h"

#include "shared/portail-i18n.h"

/* Letters of a company's name that the header keeps at least and shows at most. */
#define MIN_COMPANY_CHARS 6
#define MAX_COMPANY_CHARS 24
/* Longer lists can be searched. */
#define MAX_PLAIN_COMPANIES 10

struct _PortailCompanyChooser
{
  GtkWidget parent_instance;

  GtkDropDown *drop_down;
  PortailShellContext *context;
  gulong handler;
};

G_DEFINE_FINAL_TYPE (PortailCompanyChooser, portail_company_chooser, GTK_TYPE_WIDGET)

static void
on_chosen (PortailCompanyChooser *chooser)
{
  guint index = gtk_drop_down_get_selected (chooser->drop_down);

  if (index < portail_shell_context_get_n_companies (chooser->context))
    portail_shell_context_choose_company (
        chooser->context, portail_shell_context_get_company_at (chooser->context, index)->id);
}

static gboolean
is_list_current (PortailCompanyChooser *chooser)
{
  GListModel *names = gtk_drop_down_get_model (chooser->drop_down);
  guint n_companies = portail_shell_context_get_n_companies (chooser->context);

  if (names == NULL || g_list_model_get_n_items (names) != n_companies)
    return FALSE;
  for (guint i = 0; i < n_companies; i++)
    if (!g_str_equal (gtk_string_list_get_string (GTK_STRING_LIST (names), i),
                      portail_shell_context_get_company_at (chooser->context, i)->name))
      return FALSE;
  return TRUE;
}

static void
fill_list (PortailCompanyChooser *chooser)
{
  guint n_companies = portail_shell_context_get_n_companies (chooser->context);
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);

  for (guint i = 0; i < n_companies; i++)
    gtk_string_list_append (names,
                            portail_shell_context_get_company_at (chooser->context, i)->name);
  gtk_drop_down_set_model (chooser->drop_down, G_LIST_MODEL (names));
  gtk_drop_down_set_enable_search (chooser->drop_down, n_companies > MAX_PLAIN_COMPANIES);
  gtk_widget_set_visible (GTK_WIDGET (chooser), n_companies > 0);
}

/* Brings the list and the choice up to the context. The list stays where it is the same: a choice
 * made in it comes back here while it is being made. */
static void
show_companies (PortailCompanyChooser *chooser)
{
  const PortailShellCompany *chosen = portail_shell_context_get_company (chooser->context);
  guint n_companies = portail_shell_context_get_n_companies (chooser->context);
  guint selected = GTK_INVALID_LIST_POSITION;

  for (guint i = 0; i < n_companies; i++)
    if (portail_shell_context_get_company_at (chooser->context, i) == chosen)
      selected = i;
  g_signal_handler_block (chooser->drop_down, chooser->handler);
  if (!is_list_current (chooser))
    fill_list (chooser);
  gtk_drop_down_set_selected (chooser->drop_down, selected);
  g_signal_handler_unblock (chooser->drop_down, chooser->handler);
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
new_factory (int max_chars)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();

  g_signal_connect (factory, "setup", G_CALLBACK (setup_company), GINT_TO_POINTER (max_chars));
  g_signal_connect (factory, "bind", G_CALLBACK (bind_company), NULL);
  return factory;
}

static void
portail_company_chooser_dispose (GObject *object)
{
  PortailCompanyChooser *chooser = PORTAIL_COMPANY_CHOOSER (object);

  g_clear_pointer ((GtkWidget **) &chooser->drop_down, gtk_widget_unparent);
  g_clear_object (&chooser->context);
  G_OBJECT_CLASS (portail_company_chooser_parent_class)->dispose (object);
}

static void
portail_company_chooser_class_init (PortailCompanyChooserClass *class)
{
  G_OBJECT_CLASS (class)->dispose = portail_company_chooser_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (class), GTK_TYPE_BIN_LAYOUT);
}

static void
portail_company_chooser_init (PortailCompanyChooser *chooser)
{
  g_autoptr (GtkListItemFactory) of_button = new_factory (MAX_COMPANY_CHARS);
  g_autoptr (GtkListItemFactory) of_list = new_factory (0);
  GtkExpression *name = gtk_property_expression_new (GTK_TYPE_STRING_OBJECT, NULL, "string");

  chooser->drop_down = GTK_DROP_DOWN (gtk_drop_down_new (NULL, name));
  gtk_drop_down_set_factory (chooser->drop_down, of_button);
  gtk_drop_down_set_list_factory (chooser->drop_down, of_list);
  gtk_widget_set_tooltip_text (GTK_WIDGET (chooser->drop_down), _ ("Company"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (chooser->drop_down),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Company"), -1);
  gtk_widget_set_parent (GTK_WIDGET (chooser->drop_down), GTK_WIDGET (chooser));
  chooser->handler = g_signal_connect_object (chooser->drop_down, "notify::selected",
                                              G_CALLBACK (on_chosen), chooser, G_CONNECT_SWAPPED);
}

void
portail_company_chooser_set_context (PortailCompanyChooser *chooser, PortailShellContext *context)
{
  g_return_if_fail (PORTAIL_IS_COMPANY_CHOOSER (chooser));
  g_return_if_fail (chooser->context == NULL);
  chooser->context = g_object_ref (context);
  g_signal_connect_object (context, "changed", G_CALLBACK (show_companies), chooser,
                           G_CONNECT_SWAPPED);
  show_companies (chooser);
}
