/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/portail-tray-row.h"

#include "app/portail-fold-bin.h"
#include "app/portail-op-values.h"
#include "app/portail-op-words.h"
#include "shared/portail-i18n.h"

/* Pixels: three buttons in a line, and the longest of them alone. */
#define BUTTONS_FOLD_WIDTH  560
#define BUTTONS_LEAST_WIDTH 260

struct _PortailTrayRow
{
  AdwBin parent_instance;

  PortailOutboxItem *item;
  GtkLabel *group;
  GtkLabel *title;
  GtkLabel *subtitle;
  GtkLabel *reason;
  GtkLabel *hint;
  GtkWidget *values;
  GtkBox *buttons;
  GtkWidget *fold; /* around the buttons */
  GtkMenuButton *more;
};

G_DEFINE_FINAL_TYPE (PortailTrayRow, portail_tray_row, ADW_TYPE_BIN)

static guint deed_signal;

static void
activate_deed (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  PortailTrayRow *row = PORTAIL_TRAY_ROW (widget);
  g_autoptr (PortailOutboxItem) item = row->item != NULL ? g_object_ref (row->item) : NULL;

  if (item != NULL)
    g_signal_emit (row, deed_signal, 0, item, (int) g_variant_get_uint32 (parameter));
}

static void
set_text (GtkLabel *label, const char *text)
{
  gtk_label_set_text (label, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (label), text != NULL);
}

/* Those that every op has are in the menu; the rest are decisions and stand on buttons. */
static gboolean
is_in_menu (PortailOpDeed deed)
{
  return deed == PORTAIL_DEED_SEE || deed == PORTAIL_DEED_OPEN || deed == PORTAIL_DEED_EXPORT;
}

static void
add_button (PortailTrayRow *row, PortailOpDeed deed, const char *label)
{
  GtkWidget *button = gtk_button_new_with_label (label);

  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "u", (guint32) deed);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "op.deed");
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  gtk_label_get_text (row->title), -1);
  gtk_box_append (row->buttons, button);
}

static void
show_deeds (PortailTrayRow *row)
{
  PortailOpSituation situation = portail_op_situation_find (row->item);
  PortailOpDeed deeds[PORTAIL_OP_MAX_DEEDS];
  guint n = portail_op_situation_list_deeds (row->item, deeds);
  g_autoptr (GMenu) menu = g_menu_new ();
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (row->buttons))) != NULL)
    gtk_box_remove (row->buttons, child);
  for (guint i = 0; i < n; i++)
    {
      const char *label = portail_op_situation_get_label (situation, deeds[i]);
      g_autofree char *action = g_strdup_printf ("op.deed(uint32 %u)", (guint) deeds[i]);

      if (is_in_menu (deeds[i]))
        g_menu_append (menu, label, action);
      else
        add_button (row, deeds[i], label);
    }
  gtk_menu_button_set_menu_model (row->more, G_MENU_MODEL (menu));
  gtk_widget_set_visible (row->fold,
                          gtk_widget_get_first_child (GTK_WIDGET (row->buttons)) != NULL);
}

static void
show_group (PortailTrayRow *row, const char *company_name)
{
  g_autofree char *owner = portail_op_words_describe_owner (row->item);
  g_autofree char *text = company_name != NULL ? g_strdup_printf ("%s · %s", owner, company_name)
                                               : g_strdup (owner);

  set_text (row->group, portail_outbox_item_is_first_of_group (row->item) ? text : NULL);
}

static void
show_words (PortailTrayRow *row)
{
  const PortailOutboxOp *op = portail_outbox_item_get_op (row->item);
  PortailOpSituation situation = portail_op_situation_find (row->item);
  g_autofree char *title = portail_op_words_describe (row->item);
  g_autofree char *made_at = portail_timestamp_to_text (op->op->made_at);

  gtk_label_set_text (row->title, title);
  gtk_label_set_text (row->subtitle, made_at);
  set_text (row->reason, portail_outbox_item_get_reason (row->item));
  set_text (row->hint, portail_op_situation_explain (situation));
}

void
portail_tray_row_set_item (PortailTrayRow *row, PortailOutboxItem *item, const char *company_name)
{
  g_return_if_fail (PORTAIL_IS_TRAY_ROW (row));
  g_set_object (&row->item, item);
  if (item == NULL)
    return;
  show_group (row, company_name);
  show_words (row);
  show_deeds (row);
  if (portail_outbox_item_get_op (item)->state == PORTAIL_OP_CONFLICT
      && portail_outbox_item_get_change (item) != NULL)
    portail_op_values_show (row->values, item, portail_outbox_item_get_index (item),
                            PORTAIL_OP_VALUES_CONFLICT);
  else
    gtk_widget_set_visible (row->values, FALSE);
}

static void
portail_tray_row_dispose (GObject *object)
{
  g_clear_object (&PORTAIL_TRAY_ROW (object)->item);
  G_OBJECT_CLASS (portail_tray_row_parent_class)->dispose (object);
}

static void
portail_tray_row_class_init (PortailTrayRowClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = portail_tray_row_dispose;
  gtk_widget_class_set_css_name (widget_class, "trayrow");
  gtk_widget_class_install_action (widget_class, "op.deed", "u", activate_deed);
  deed_signal = g_signal_new ("deed", G_TYPE_FROM_CLASS (class), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                              NULL, G_TYPE_NONE, 2, PORTAIL_TYPE_OUTBOX_ITEM, G_TYPE_INT);
}

static GtkLabel *
add_label (GtkWidget *box, const char *css_class)
{
  GtkWidget *label = portail_op_values_new_label (NULL, css_class);

  gtk_box_append (GTK_BOX (box), label);
  return GTK_LABEL (label);
}

static gboolean
turn_buttons (gpointer user_data)
{
  PortailTrayRow *row = user_data;
  gboolean is_narrow = portail_fold_bin_is_narrow (PORTAIL_FOLD_BIN (row->fold));

  gtk_orientable_set_orientation (GTK_ORIENTABLE (row->buttons), is_narrow
                                                                     ? GTK_ORIENTATION_VERTICAL
                                                                     : GTK_ORIENTATION_HORIZONTAL);
  gtk_widget_set_halign (GTK_WIDGET (row->buttons), is_narrow ? GTK_ALIGN_FILL : GTK_ALIGN_START);
  return G_SOURCE_REMOVE;
}

/* It is told while the list is being laid out, where another height would be too late. */
static void
on_width_changed (PortailTrayRow *row)
{
  g_idle_add_full (G_PRIORITY_HIGH_IDLE, turn_buttons, g_object_ref (row), g_object_unref);
}

static GtkWidget *
new_buttons (PortailTrayRow *row)
{
  row->buttons = GTK_BOX (gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6));
  gtk_widget_set_halign (GTK_WIDGET (row->buttons), GTK_ALIGN_START);
  row->fold = g_object_new (PORTAIL_TYPE_FOLD_BIN, "fold-width", BUTTONS_FOLD_WIDTH, "least-width",
                            BUTTONS_LEAST_WIDTH, NULL);
  gtk_widget_set_parent (GTK_WIDGET (row->buttons), row->fold);
  g_signal_connect_object (row->fold, "width-changed", G_CALLBACK (on_width_changed), row,
                           G_CONNECT_SWAPPED);
  return row->fold;
}

static GtkWidget *
new_more (PortailTrayRow *row)
{
  const char *text = _ ("More about this change");

  row->more = GTK_MENU_BUTTON (gtk_menu_button_new ());
  gtk_menu_button_set_icon_name (row->more, "view-more-symbolic");
  gtk_widget_set_valign (GTK_WIDGET (row->more), GTK_ALIGN_START);
  gtk_widget_add_css_class (GTK_WIDGET (row->more), "flat");
  gtk_widget_set_tooltip_text (GTK_WIDGET (row->more), text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row->more), GTK_ACCESSIBLE_PROPERTY_LABEL, text,
                                  -1);
  return GTK_WIDGET (row->more);
}

static void
portail_tray_row_init (PortailTrayRow *row)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *head = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);

  row->group = add_label (box, "heading");
  gtk_widget_add_css_class (GTK_WIDGET (row->group), "tray-group");
  row->title = add_label (words, NULL);
  row->subtitle = add_label (words, "caption");
  gtk_widget_add_css_class (GTK_WIDGET (row->subtitle), "dim-label");
  row->reason = add_label (words, "tray-reason");
  row->hint = add_label (words, "dim-label");
  gtk_widget_set_hexpand (words, TRUE);
  gtk_box_append (GTK_BOX (head), words);
  gtk_box_append (GTK_BOX (head), new_more (row));
  row->values = portail_op_values_new ();
  gtk_box_append (GTK_BOX (box), head);
  gtk_box_append (GTK_BOX (box), row->values);
  gtk_box_append (GTK_BOX (box), new_buttons (row));
  adw_bin_set_child (ADW_BIN (row), box);
}

GtkWidget *
portail_tray_row_new (void)
{
  return g_object_new (PORTAIL_TYPE_TRAY_ROW, NULL);
}
