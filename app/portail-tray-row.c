/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/portail-tray-row.h"

#include "app/portail-op-words.h"
#include "shared/portail-i18n.h"

/* What may be done with an op of a state. */
typedef struct
{
  PortailOpState state;
  PortailResolution resolution;
  const char *label;
  const char *css_class; /* or NULL */
} Choice;

static const Choice choices[] = {
  { PORTAIL_OP_PENDING, PORTAIL_RESOLVE_DISCARD, N_ ("Do not send"), NULL },
  { PORTAIL_OP_CONFLICT, PORTAIL_RESOLVE_TAKE_THEIRS, N_ ("Take theirs"), NULL },
  { PORTAIL_OP_CONFLICT, PORTAIL_RESOLVE_TAKE_MINE, N_ ("Keep mine"), "suggested-action" },
  { PORTAIL_OP_REJECTED, PORTAIL_RESOLVE_DISCARD, N_ ("Give up"), NULL },
  { PORTAIL_OP_REJECTED, PORTAIL_RESOLVE_TAKE_MINE, N_ ("Send again"), "suggested-action" },
  { PORTAIL_OP_QUARANTINED, PORTAIL_RESOLVE_DISCARD, N_ ("Give up"), NULL },
};

struct _PortailTrayRow
{
  AdwBin parent_instance;

  PortailOutboxItem *item;
  GtkBox *box;
  GtkLabel *title;
  GtkLabel *subtitle;
  GtkLabel *reason;
  GtkGrid *values;
  GtkBox *buttons;
};

G_DEFINE_FINAL_TYPE (PortailTrayRow, portail_tray_row, ADW_TYPE_BIN)

static guint resolve_signal;

static GtkLabel *
new_label (const char *css_class)
{
  GtkLabel *label = GTK_LABEL (gtk_label_new (NULL));

  gtk_label_set_wrap (label, TRUE);
  gtk_label_set_wrap_mode (label, PANGO_WRAP_WORD_CHAR);
  gtk_label_set_xalign (label, 0);
  if (css_class != NULL)
    gtk_widget_add_css_class (GTK_WIDGET (label), css_class);
  return label;
}

static void
attach (PortailTrayRow *row, const char *text, const char *css_class, int column, int line)
{
  GtkLabel *label = new_label (css_class);

  gtk_label_set_text (label, text);
  gtk_widget_set_hexpand (GTK_WIDGET (label), column > 0);
  gtk_grid_attach (row->values, GTK_WIDGET (label), column, line, 1, 1);
}

static void
remove_children (GtkWidget *parent, void (*remove) (GtkWidget *parent, GtkWidget *child))
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (parent)) != NULL)
    remove (parent, child);
}

static void
remove_value (GtkWidget *parent, GtkWidget *child)
{
  gtk_grid_remove (GTK_GRID (parent), child);
}

static void
remove_button (GtkWidget *parent, GtkWidget *child)
{
  gtk_box_remove (GTK_BOX (parent), child);
}

static void
show_values (PortailTrayRow *row)
{
  const PortailRecord *mine = portail_outbox_item_get_mine (row->item);
  const PortailRecord *theirs = portail_outbox_item_get_theirs (row->item);
  PortailFieldSet fields = portail_outbox_item_get_fields (row->item);
  int line = 0;

  remove_children (GTK_WIDGET (row->values), remove_value);
  if (portail_outbox_item_get_op (row->item)->state == PORTAIL_OP_CONFLICT && mine != NULL)
    {
      attach (row, _ ("Mine"), "heading", 1, line);
      attach (row, _ ("On the server"), "heading", 2, line++);
      for (guint i = 0; i < portail_record_type_get_n_fields (mine->type); i++)
        {
          const PortailField *field = portail_record_type_get_field (mine->type, i);
          g_autofree char *here = NULL;
          g_autofree char *there = NULL;

          if (!portail_field_set_has (fields, i) || field->title == NULL)
            continue;
          here = portail_op_words_value (field, mine);
          there = theirs != NULL ? portail_op_words_value (field, theirs)
                                 : g_strdup (_ ("deleted"));
          attach (row, _ (field->title), "dim-label", 0, line);
          attach (row, here, NULL, 1, line);
          attach (row, there, NULL, 2, line++);
        }
    }
  gtk_widget_set_visible (GTK_WIDGET (row->values), line > 1);
}

static void
on_choice (GtkButton *button, PortailTrayRow *row)
{
  const Choice *choice = g_object_get_data (G_OBJECT (button), "choice");

  g_signal_emit (row, resolve_signal, 0, row->item, choice->resolution);
}

/* A sent op without an answer can be neither changed nor taken back. */
static gboolean
is_open (const Choice *choice, const PortailOutboxOp *op)
{
  return choice->state == op->state && !(op->state == PORTAIL_OP_PENDING && op->op->seq != 0);
}

static void
show_buttons (PortailTrayRow *row)
{
  const PortailOutboxOp *op = portail_outbox_item_get_op (row->item);

  remove_children (GTK_WIDGET (row->buttons), remove_button);
  for (gsize i = 0; i < G_N_ELEMENTS (choices); i++)
    {
      GtkWidget *button;

      if (!is_open (&choices[i], op))
        continue;
      button = gtk_button_new_with_label (_ (choices[i].label));
      if (choices[i].css_class != NULL)
        gtk_widget_add_css_class (button, choices[i].css_class);
      g_object_set_data (G_OBJECT (button), "choice", (gpointer) &choices[i]);
      g_signal_connect (button, "clicked", G_CALLBACK (on_choice), row);
      gtk_box_append (row->buttons, button);
    }
  gtk_widget_set_visible (GTK_WIDGET (row->buttons),
                          gtk_widget_get_first_child (GTK_WIDGET (row->buttons)) != NULL);
  gtk_orientable_set_orientation (GTK_ORIENTABLE (row->box), op->state == PORTAIL_OP_PENDING
                                                                 ? GTK_ORIENTATION_HORIZONTAL
                                                                 : GTK_ORIENTATION_VERTICAL);
}

static void
show_words (PortailTrayRow *row, const char *company_name)
{
  const PortailOutboxOp *op = portail_outbox_item_get_op (row->item);
  const char *reason = portail_outbox_item_get_reason (row->item);
  g_autofree char *title = portail_op_words_describe (row->item);
  g_autofree char *made_at = portail_timestamp_to_text (op->op->made_at);
  g_autofree char *subtitle = company_name != NULL
                                  ? g_strdup_printf ("%s · %s", company_name, made_at)
                                  : g_strdup (made_at);

  gtk_label_set_text (row->title, title);
  gtk_label_set_text (row->subtitle, subtitle);
  if (reason == NULL && op->state == PORTAIL_OP_QUARANTINED)
    reason = _ ("You no longer have access to this record. Only what you typed is kept here.");
  if (reason == NULL && op->state == PORTAIL_OP_PENDING && op->op->seq != 0)
    reason = _ ("On its way; the answer of the server is awaited.");
  gtk_label_set_text (row->reason, reason != NULL ? reason : "");
  gtk_widget_set_visible (GTK_WIDGET (row->reason), reason != NULL);
}

void
portail_tray_row_set_item (PortailTrayRow *row, PortailOutboxItem *item, const char *company_name)
{
  g_return_if_fail (PORTAIL_IS_TRAY_ROW (row));
  g_set_object (&row->item, item);
  if (item == NULL)
    return;
  show_words (row, company_name);
  show_values (row);
  show_buttons (row);
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
  G_OBJECT_CLASS (class)->dispose = portail_tray_row_dispose;
  gtk_widget_class_set_css_name (GTK_WIDGET_CLASS (class), "trayrow");
  resolve_signal = g_signal_new ("resolve", G_TYPE_FROM_CLASS (class), G_SIGNAL_RUN_LAST, 0, NULL,
                                 NULL, NULL, G_TYPE_NONE, 2, PORTAIL_TYPE_OUTBOX_ITEM, G_TYPE_INT);
}

static void
portail_tray_row_init (PortailTrayRow *row)
{
  GtkWidget *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);

  row->box = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 9));
  row->title = new_label (NULL);
  row->subtitle = new_label ("caption");
  gtk_widget_add_css_class (GTK_WIDGET (row->subtitle), "dim-label");
  row->reason = new_label ("tray-reason");
  row->values = GTK_GRID (gtk_grid_new ());
  gtk_grid_set_column_spacing (row->values, 18);
  gtk_grid_set_row_spacing (row->values, 6);
  gtk_widget_add_css_class (GTK_WIDGET (row->values), "tray-values");
  row->buttons = GTK_BOX (gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9));
  gtk_widget_set_halign (GTK_WIDGET (row->buttons), GTK_ALIGN_END);
  gtk_box_append (GTK_BOX (words), GTK_WIDGET (row->title));
  gtk_box_append (GTK_BOX (words), GTK_WIDGET (row->subtitle));
  gtk_box_append (GTK_BOX (words), GTK_WIDGET (row->reason));
  gtk_box_append (GTK_BOX (words), GTK_WIDGET (row->values));
  gtk_widget_set_valign (GTK_WIDGET (row->buttons), GTK_ALIGN_CENTER);
  gtk_widget_set_hexpand (words, TRUE);
  gtk_box_append (row->box, words);
  gtk_box_append (row->box, GTK_WIDGET (row->buttons));
  adw_bin_set_child (ADW_BIN (row), GTK_WIDGET (row->box));
}

GtkWidget *
portail_tray_row_new (void)
{
  return g_object_new (PORTAIL_TYPE_TRAY_ROW, NULL);
}
