/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a table shows beside its rows: its states and its foot. */
#include "app/portail-record-table-private.h"
#include "app/portail-status-text.h"
#include "shared/portail-i18n.h"

void
portail_record_table_set_texts (PortailRecordTableTexts *status,
                                const PortailRecordTableStatus *from)
{
  g_free (status->icon_name);
  g_free (status->title);
  g_free (status->description);
  g_free (status->button);
  *status = (PortailRecordTableTexts){ NULL };
  if (from != NULL)
    *status = (PortailRecordTableTexts){ g_strdup (from->icon_name), g_strdup (from->title),
                                         g_strdup (from->description), g_strdup (from->button) };
}

static void
show_status (PortailRecordTable *table, const PortailRecordTableStatus *status)
{
  adw_status_page_set_icon_name (table->status_page, status->icon_name);
  adw_status_page_set_title (table->status_page, status->title != NULL ? status->title : "");
  portail_status_text_set (table->status_page,
                           status->description != NULL ? status->description : "");
  gtk_button_set_label (table->status_button, status->button != NULL ? status->button : "");
  gtk_widget_set_visible (GTK_WIDGET (table->status_button), status->button != NULL);
  gtk_stack_set_visible_child_name (table->stack, "status");
}

static void
show_own_status (PortailRecordTable *table, const PortailRecordTableTexts *status)
{
  show_status (table, &(PortailRecordTableStatus){ status->icon_name, status->title,
                                                   status->description, status->button });
}

gboolean
portail_record_table_is_filtered (PortailRecordTable *table)
{
  PortailRecordQuery *query = portail_record_model_get_query (table->model);

  return portail_record_query_get_search (query) != NULL
         || portail_record_query_get_n_chosen (query) > 0;
}

static void
show_no_row (PortailRecordTable *table)
{
  if (portail_record_table_is_filtered (table))
    show_status (table,
                 &(PortailRecordTableStatus){ "system-search-symbolic", _ ("No row matches"),
                                              _ ("Try other words, or take the filters away."),
                                              _ ("_Clear the filters") });
  else
    show_own_status (table, &table->empty);
}

static void
append_totals (PortailRecordTable *table, GString *text)
{
  const PortailRecordTotals *totals = portail_record_model_get_totals (table->model);
  const PortailRecordType *type = table->spec->type;

  for (guint i = 0; totals != NULL && i < portail_record_type_get_n_fields (type); i++)
    if (portail_field_set_has (totals->fields & table->readable, i))
      {
        g_autofree char *sum = portail_record_totals_to_text (totals, type, i);

        g_string_append_printf (text, " · %s %s",
                                _ (portail_record_type_get_field (type, i)->title), sum);
      }
}

static void
show_foot (PortailRecordTable *table)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (table->model));
  g_autofree char *number = g_strdup_printf ("%'u", n);
  g_autoptr (GString) text = g_string_new (NULL);

  /* Translators: %s is the number, grouped as people of the language write it. */
  g_string_append_printf (text, g_dngettext (GETTEXT_PACKAGE, "%s row", "%s rows", n), number);
  append_totals (table, text);
  if (table->foot_text != NULL)
    g_string_append_printf (text, " · %s", table->foot_text);
  if (portail_record_model_get_state (table->model) == PORTAIL_RECORD_MODEL_PARTIAL)
    g_string_append_printf (text, " · %s", _ ("counting…"));
  gtk_label_set_text (table->foot, text->str);
  gtk_widget_set_visible (GTK_WIDGET (table->foot), n > 0 && !table->is_refused);
}

void
portail_record_table_enter_rows (PortailRecordTable *table)
{
  if (!table->is_entered
      || portail_record_model_get_state (table->model) != PORTAIL_RECORD_MODEL_READY)
    return;
  table->is_entered = FALSE;
  /* Whoever has gone elsewhere meanwhile stays there. */
  if (gtk_widget_get_state_flags (GTK_WIDGET (table->search)) & GTK_STATE_FLAG_FOCUS_WITHIN
      && g_list_model_get_n_items (G_LIST_MODEL (table->model)) > 0)
    portail_record_table_focus_rows (table);
}

void
portail_record_table_update (PortailRecordTable *table)
{
  PortailRecordModelState state = portail_record_model_get_state (table->model);
  const char *fault = portail_record_model_get_fault (table->model);

  show_foot (table);
  gtk_widget_set_sensitive (gtk_widget_get_parent (GTK_WIDGET (table->search)), !table->is_refused);
  if (table->is_refused)
    show_own_status (table, &table->refusal);
  else if (state == PORTAIL_RECORD_MODEL_FAILED)
    show_status (table, &(PortailRecordTableStatus){ "dialog-warning-symbolic",
                                                     _ ("The rows cannot be read"), fault,
                                                     _ ("_Try again") });
  else if (g_list_model_get_n_items (G_LIST_MODEL (table->model)) > 0
           || state == PORTAIL_RECORD_MODEL_PARTIAL)
    gtk_stack_set_visible_child_name (table->stack, "list");
  else if (state == PORTAIL_RECORD_MODEL_READY)
    show_no_row (table);
  else
    gtk_stack_set_visible_child_name (table->stack, "loading");
  portail_record_table_enter_rows (table);
}
