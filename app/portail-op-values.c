/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/portail-op-values.h"

#include "app/portail-op-words.h"
#include "shared/portail-i18n.h"

GtkWidget *
portail_op_values_new_label (const char *text, const char *css_class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  if (css_class != NULL)
    gtk_widget_add_css_class (label, css_class);
  return label;
}

GtkWidget *
portail_op_values_new (void)
{
  GtkWidget *table = gtk_grid_new ();

  gtk_grid_set_column_spacing (GTK_GRID (table), 18);
  gtk_grid_set_row_spacing (GTK_GRID (table), 6);
  gtk_widget_add_css_class (table, "tray-values");
  return table;
}

static void
attach (GtkWidget *table, const char *text, const char *css_class, int column, int line)
{
  GtkWidget *label = portail_op_values_new_label (text, css_class);

  gtk_widget_set_hexpand (label, column > 0);
  gtk_widget_set_valign (label, GTK_ALIGN_START);
  gtk_grid_attach (GTK_GRID (table), label, column, line, 1, 1);
}

/* What stands beside the user's value. Owned. */
static char *
describe_other (PortailOutboxItem *item,
                const PortailOutboxPart *part,
                const PortailField *field,
                PortailOpValues values)
{
  const PortailRecord *other = values == PORTAIL_OP_VALUES_CONFLICT ? part->theirs : part->before;

  if (other != NULL)
    return portail_op_words_value (item, field, other);
  return g_strdup (values == PORTAIL_OP_VALUES_CONFLICT ? _ ("deleted") : "—");
}

static void
attach_field (GtkWidget *table,
              PortailOutboxItem *item,
              const PortailOutboxPart *part,
              guint field_index,
              PortailOpValues values)
{
  const PortailField *field = portail_record_type_get_field (part->change->type, field_index);
  g_autofree char *mine = portail_op_words_value (item, field, part->change->record);
  g_autofree char *other = describe_other (item, part, field, values);
  gboolean is_conflict = values == PORTAIL_OP_VALUES_CONFLICT;
  int line = (int) field_index + 1;

  attach (table, _ (field->title), "dim-label", 0, line);
  if (is_conflict || part->change->kind != PORTAIL_CHANGE_CREATE)
    attach (table, is_conflict ? mine : other, NULL, 1, line);
  attach (table, is_conflict ? other : mine, NULL, 2, line);
}

static void
attach_titles (GtkWidget *table, const PortailOutboxPart *part, PortailOpValues values)
{
  if (values == PORTAIL_OP_VALUES_CONFLICT)
    {
      attach (table, _ ("Mine"), "heading", 1, 0);
      attach (table, _ ("On the server"), "heading", 2, 0);
    }
  else if (part->change->kind != PORTAIL_CHANGE_CREATE)
    {
      attach (table, _ ("Before"), "heading", 1, 0);
      attach (table, _ ("After"), "heading", 2, 0);
    }
}

void
portail_op_values_show (GtkWidget *table,
                        PortailOutboxItem *item,
                        guint index,
                        PortailOpValues values)
{
  const PortailOutboxPart *part = portail_outbox_item_get_part (item, index);
  PortailFieldSet fields = values == PORTAIL_OP_VALUES_CONFLICT ? part->fields
                                                                : part->change->fields;
  GtkWidget *child;
  guint n = 0;

  while ((child = gtk_widget_get_first_child (table)) != NULL)
    gtk_grid_remove (GTK_GRID (table), child);
  if (part->change->record != NULL)
    for (guint i = 0; i < portail_record_type_get_n_fields (part->change->type); i++)
      {
        if (!portail_field_set_has (fields, i)
            || portail_record_type_get_field (part->change->type, i)->title == NULL)
          continue;
        if (n++ == 0)
          attach_titles (table, part, values);
        attach_field (table, item, part, i, values);
      }
  gtk_widget_set_visible (table, n > 0);
}
