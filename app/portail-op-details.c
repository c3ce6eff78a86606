/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/portail-op-details.h"

#include <adwaita.h>

#include "app/portail-op-situation.h"
#include "app/portail-op-values.h"
#include "app/portail-op-words.h"
#include "shared/portail-i18n.h"

/* Of a batch that many are shown with their values. */
#define MAX_PARTS    100
#define MAX_HEIGHT   420 /* pixels */
#define LEAST_HEIGHT 120

GtkWidget *
portail_op_details_new_scroller (GtkWidget *content)
{
  GtkWidget *scroller = gtk_scrolled_window_new ();

  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), content);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scroller), TRUE);
  gtk_scrolled_window_set_propagate_natural_width (GTK_SCROLLED_WINDOW (scroller), TRUE);
  gtk_scrolled_window_set_min_content_height (GTK_SCROLLED_WINDOW (scroller), LEAST_HEIGHT);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scroller), MAX_HEIGHT);
  return scroller;
}

static void
add_text (GtkWidget *box, const char *text, const char *css_class)
{
  if (text != NULL)
    gtk_box_append (GTK_BOX (box), portail_op_values_new_label (text, css_class));
}

/* What the server said of single fields, which a table of values does not show. */
static void
add_faults (GtkWidget *box, PortailOutboxItem *item, guint index)
{
  const PortailRecordType *type = portail_outbox_item_get_part (item, index)->change->type;

  for (guint i = 0; i < portail_record_type_get_n_fields (type); i++)
    {
      const PortailField *field = portail_record_type_get_field (type, i);
      const char *fault = portail_outbox_item_get_fault (item, index, field->name);
      g_autofree char *text = NULL;

      if (fault == NULL || field->title == NULL)
        continue;
      /* Translators: a field and what is wrong with it. */
      text = g_strdup_printf (_ ("%1$s: %2$s"), _ (field->title), fault);
      add_text (box, text, "tray-reason");
    }
}

static void
add_part (GtkWidget *box, PortailOutboxItem *item, guint index)
{
  GtkWidget *table = portail_op_values_new ();
  g_autofree char *title = portail_op_words_describe_part (item, index);

  add_text (box, title, "heading");
  add_faults (box, item, index);
  gtk_box_append (GTK_BOX (box), table);
  portail_op_values_show (table, item, index, PORTAIL_OP_VALUES_CHANGE);
}

static void
add_head (GtkWidget *box, PortailOutboxItem *item, const char *company_name)
{
  const PortailSyncOp *op = portail_outbox_item_get_op (item)->op;
  g_autofree char *made_at = portail_timestamp_to_text (op->made_at);
  g_autofree char *owner = portail_op_words_describe_owner (item);
  g_autofree char *waiting = NULL;

  add_text (box, owner, "dim-label");
  add_text (box, company_name, "dim-label");
  add_text (box, made_at, "dim-label");
  add_text (box, portail_outbox_item_get_reason (item), "tray-reason");
  add_text (box, portail_op_situation_explain (portail_op_situation_find (item)), NULL);
  if (op->dependencies->len == 0)
    return;
  waiting = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "Goes after %u other change.",
                                          "Goes after %u other changes.", op->dependencies->len),
                             op->dependencies->len);
  add_text (box, waiting, "dim-label");
}

static GtkWidget *
new_content (PortailOutboxItem *item, const char *company_name)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  guint n = portail_outbox_item_get_op (item)->op->changes->len;

  add_head (box, item, company_name);
  for (guint i = 0; i < MIN (n, MAX_PARTS); i++)
    add_part (box, item, i);
  if (n > MAX_PARTS)
    {
      g_autofree char *more = g_strdup_printf (
          g_dngettext (GETTEXT_PACKAGE, "and %u more change", "and %u more changes", n - MAX_PARTS),
          n - MAX_PARTS);

      add_text (box, more, "dim-label");
    }
  return box;
}

void
portail_op_details_show (GtkWidget *within, PortailOutboxItem *item, const char *company_name)
{
  GtkRoot *root = gtk_widget_get_root (within);
  g_autofree char *heading = portail_op_words_describe (item);
  GtkWidget *dialog = adw_message_dialog_new (GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL,
                                              heading, NULL);

  adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (dialog), "close", _ ("_Close"));
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "close");
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "close");
  adw_message_dialog_set_extra_child (
      ADW_MESSAGE_DIALOG (dialog),
      portail_op_details_new_scroller (new_content (item, company_name)));
  gtk_window_present (GTK_WINDOW (dialog));
}
