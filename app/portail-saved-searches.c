/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/portail-saved-searches.h"

#include "app/portail-saved-search.h"
#include "app/portail-toast.h"
#include "shared/portail-i18n.h"
#include "shared/portail-id.h"
#include "shared/portail-record-sql.h"
#include "shared/records/portail-setting.h"

struct _PortailSavedSearches
{
  AdwBin parent_instance;

  GtkPopover *popover;
  GtkWidget *hint;
  GtkWidget *scroller;
  GtkListBox *rows;
  GtkWidget *removed_line;
  GtkLabel *removed_label;
  GtkEditable *name_entry;
  GtkWidget *keep_button;

  PortailDesk *desk;
  PortailRecordTable *table;
  char *key;
  PortailCache *cache; /* the desk's, as it was read */
  char *setting_id;    /* NULL: there is none so far */
  GPtrArray *list;     /* of PortailSavedSearch; NULL before it was read */
  PortailSavedSearch *removed;
  GCancellable *reading;
};

G_DEFINE_FINAL_TYPE (PortailSavedSearches, portail_saved_searches, ADW_TYPE_BIN)

static void read_again (PortailSavedSearches *searches);

/* The setting of one person. */
typedef struct
{
  char *user_id;
  char *key;
} Wanted;

static void
wanted_free (gpointer pointer)
{
  Wanted *wanted = pointer;

  g_free (wanted->user_id);
  g_free (wanted->key);
  g_free (wanted);
}

static void
unref_array (gpointer array)
{
  g_ptr_array_unref (array);
}

static gpointer
run_read (PortailDatabase *database, gpointer input, GError **error)
{
  const Wanted *wanted = input;

  return portail_record_sql_list (database, &portail_setting_type, error,
                                  "WHERE user_id = ? AND key = ? AND trashed_at IS NULL"
                                  " ORDER BY id LIMIT 1",
                                  "tt", wanted->user_id, wanted->key);
}

static void
update_button (PortailSavedSearches *searches)
{
  g_autofree char *name = g_strstrip (g_strdup (gtk_editable_get_text (searches->name_entry)));
  PortailRecordModel *model = portail_record_table_get_model (searches->table);
  PortailRecordQuery *query = portail_record_model_get_query (model);
  gboolean is_search = portail_record_query_get_search (query) != NULL
                       || portail_record_query_get_n_filters (query) > 0;

  gtk_widget_set_sensitive (searches->keep_button,
                            searches->list != NULL && is_search && *name != '\0');
  gtk_widget_set_tooltip_text (searches->keep_button,
                               is_search ? NULL : _ ("Type words or choose a filter first"));
}

static void on_remove (GtkButton *button, PortailSavedSearches *searches);

static void
add_row (PortailSavedSearches *searches, const PortailSavedSearch *search)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *button = gtk_button_new_from_icon_name ("user-trash-symbolic");
  g_autofree char *spoken = g_strdup_printf (_ ("Remove the search “%s”"), search->name);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), search->name);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 2);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_tooltip_text (button, spoken);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken,
                                  -1);
  g_object_set_data_full (G_OBJECT (row), "name", g_strdup (search->name), g_free);
  g_object_set_data_full (G_OBJECT (button), "name", g_strdup (search->name), g_free);
  g_signal_connect_object (button, "clicked", G_CALLBACK (on_remove), searches, 0);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
  gtk_list_box_append (searches->rows, row);
}

static void
show_list (PortailSavedSearches *searches)
{
  guint n_searches = searches->list != NULL ? searches->list->len : 0;
  GtkWidget *row;

  while ((row = gtk_widget_get_first_child (GTK_WIDGET (searches->rows))) != NULL)
    gtk_list_box_remove (searches->rows, row);
  for (guint i = 0; i < n_searches; i++)
    add_row (searches, g_ptr_array_index (searches->list, i));
  gtk_widget_set_visible (searches->scroller, n_searches > 0);
  gtk_widget_set_visible (searches->hint, n_searches == 0);
  gtk_widget_set_visible (searches->removed_line, searches->removed != NULL);
  if (searches->removed != NULL)
    {
      g_autofree char *text = g_strdup_printf (_ ("“%s” removed"), searches->removed->name);

      gtk_label_set_text (searches->removed_label, text);
    }
  update_button (searches);
}

static void
on_written (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PortailSavedSearches) searches = user_data;
  g_autoptr (GError) error = NULL;

  if (portail_cache_apply_finish (PORTAIL_CACHE (source), result, NULL, &error))
    return;
  portail_toast_show (GTK_WIDGET (searches), error->message);
  read_again (searches);
}

/* The list as it is now. */
static void
write_list (PortailSavedSearches *searches)
{
  gboolean is_new = searches->setting_id == NULL;
  g_autoptr (PortailSetting) setting = portail_record_new (&portail_setting_type);
  PortailSyncOp *op = portail_sync_op_new (PORTAIL_SYNC_OP_SINGLE, NULL);
  PortailFieldSet fields = portail_record_type_field_bit (&portail_setting_type, "value");
  PortailChange *change;

  if (is_new)
    {
      searches->setting_id = portail_id_new ();
      fields |= portail_record_type_field_bit (&portail_setting_type, "user_id")
                | portail_record_type_field_bit (&portail_setting_type, "key");
    }
  setting->user_id = g_strdup (portail_desk_get_user_id (searches->desk));
  setting->key = g_strdup (searches->key);
  setting->value = portail_saved_search_list_write (searches->list);
  change = portail_change_new (is_new ? PORTAIL_CHANGE_CREATE : PORTAIL_CHANGE_UPDATE,
                               &portail_setting_type, searches->setting_id);
  portail_change_set_fields (change, setting, fields);
  portail_sync_op_take_change (op, change);
  portail_cache_apply_async (searches->cache, op, NULL, on_written, g_object_ref (searches));
  show_list (searches);
}

static void
on_remove (GtkButton *button, PortailSavedSearches *searches)
{
  g_autofree char *name = g_strdup (g_object_get_data (G_OBJECT (button), "name"));

  g_clear_pointer (&searches->removed, portail_saved_search_free);
  for (guint i = 0; i < searches->list->len; i++)
    {
      const PortailSavedSearch *search = g_ptr_array_index (searches->list, i);

      if (!g_str_equal (search->name, name))
        continue;
      searches->removed = g_new (PortailSavedSearch, 1);
      *searches->removed = (PortailSavedSearch){ g_strdup (search->name), g_strdup (search->body) };
    }
  portail_saved_search_list_remove (searches->list, name);
  gtk_widget_grab_focus (GTK_WIDGET (searches->name_entry));
  write_list (searches);
}

static void
on_undo (PortailSavedSearches *searches)
{
  portail_saved_search_list_put (searches->list, g_steal_pointer (&searches->removed));
  write_list (searches);
}

void
portail_saved_searches_keep (PortailSavedSearches *searches, const char *name)
{
  PortailRecordModel *model;

  g_return_if_fail (PORTAIL_IS_SAVED_SEARCHES (searches));
  if (searches->list == NULL)
    return;
  model = portail_record_table_get_model (searches->table);
  portail_saved_search_list_put (
      searches->list, portail_saved_search_new (name, portail_record_model_get_query (model)));
  write_list (searches);
}

static void
on_keep (PortailSavedSearches *searches)
{
  g_autofree char *name = g_strstrip (g_strdup (gtk_editable_get_text (searches->name_entry)));

  if (!gtk_widget_get_sensitive (searches->keep_button))
    return;
  portail_saved_searches_keep (searches, name);
  gtk_editable_set_text (searches->name_entry, "");
}

static void
on_row_activated (PortailSavedSearches *searches, GtkListBoxRow *row)
{
  const PortailSavedSearch *search = g_ptr_array_index (searches->list,
                                                        (guint) gtk_list_box_row_get_index (row));
  PortailRecordModel *model = portail_record_table_get_model (searches->table);
  g_autoptr (PortailRecordQuery) query = portail_record_query_copy (
      portail_record_model_get_query (model));

  portail_saved_search_apply (search, query);
  gtk_popover_popdown (searches->popover);
  portail_record_table_show_query (searches->table, query);
}

static void
on_shown (PortailSavedSearches *searches)
{
  update_button (searches);
}

static void
on_closed (PortailSavedSearches *searches)
{
  g_clear_pointer (&searches->removed, portail_saved_search_free);
  show_list (searches);
}

static void
on_read (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PortailSavedSearches) searches = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) settings = portail_cache_query_finish (PORTAIL_CACHE (source), result,
                                                               &error);
  const PortailSetting *setting;

  if (settings == NULL || searches->desk == NULL)
    return;
  setting = settings->len > 0 ? g_ptr_array_index (settings, 0) : NULL;
  g_free (searches->setting_id);
  searches->setting_id = setting != NULL ? g_strdup (setting->base.id) : NULL;
  g_clear_pointer (&searches->list, g_ptr_array_unref);
  searches->list = portail_saved_search_list_read (setting != NULL ? setting->value : NULL);
  show_list (searches);
}

static void
read_again (PortailSavedSearches *searches)
{
  Wanted *wanted;

  g_cancellable_cancel (searches->reading);
  g_clear_object (&searches->reading);
  if (searches->cache == NULL)
    return;
  searches->reading = g_cancellable_new ();
  wanted = g_new (Wanted, 1);
  *wanted = (Wanted){ g_strdup (portail_desk_get_user_id (searches->desk)),
                      g_strdup (searches->key) };
  portail_cache_query_async (searches->cache,
                             portail_query_new (run_read, wanted, wanted_free, unref_array),
                             searches->reading, on_read, g_object_ref (searches));
}

static void
on_cache_changed (PortailSavedSearches *searches, const char *type)
{
  if (type == NULL || g_str_equal (type, portail_setting_type.name))
    read_again (searches);
}

static void
on_account_changed (PortailSavedSearches *searches)
{
  if (searches->cache != NULL)
    g_signal_handlers_disconnect_by_data (searches->cache, searches);
  g_set_object (&searches->cache, portail_desk_get_cache (searches->desk));
  g_clear_pointer (&searches->setting_id, g_free);
  g_clear_pointer (&searches->list, g_ptr_array_unref);
  g_clear_pointer (&searches->removed, portail_saved_search_free);
  show_list (searches);
  gtk_widget_set_sensitive (GTK_WIDGET (searches), searches->cache != NULL);
  if (searches->cache != NULL)
    g_signal_connect_object (searches->cache, "changed", G_CALLBACK (on_cache_changed), searches,
                             G_CONNECT_SWAPPED);
  read_again (searches);
}

static void
portail_saved_searches_dispose (GObject *object)
{
  PortailSavedSearches *searches = PORTAIL_SAVED_SEARCHES (object);

  g_cancellable_cancel (searches->reading);
  g_clear_object (&searches->reading);
  /* A read on its way holds it beyond its table: nothing is shown any more. */
  if (searches->cache != NULL)
    g_signal_handlers_disconnect_by_data (searches->cache, searches);
  if (searches->desk != NULL)
    g_signal_handlers_disconnect_by_data (searches->desk, searches);
  g_clear_object (&searches->cache);
  g_clear_object (&searches->desk);
  G_OBJECT_CLASS (portail_saved_searches_parent_class)->dispose (object);
}

static void
portail_saved_searches_finalize (GObject *object)
{
  PortailSavedSearches *searches = PORTAIL_SAVED_SEARCHES (object);

  g_free (searches->key);
  g_free (searches->setting_id);
  g_clear_pointer (&searches->list, g_ptr_array_unref);
  g_clear_pointer (&searches->removed, portail_saved_search_free);
  G_OBJECT_CLASS (portail_saved_searches_parent_class)->finalize (object);
}

static void
portail_saved_searches_class_init (PortailSavedSearchesClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = portail_saved_searches_dispose;
  G_OBJECT_CLASS (class)->finalize = portail_saved_searches_finalize;
  gtk_widget_class_set_template_from_resource (
      widget_class, "/fr/flashbackfa_entreprise/Portail/portail-saved-searches.ui");
  gtk_widget_class_bind_template_child (widget_class, PortailSavedSearches, popover);
  gtk_widget_class_bind_template_child (widget_class, PortailSavedSearches, hint);
  gtk_widget_class_bind_template_child (widget_class, PortailSavedSearches, scroller);
  gtk_widget_class_bind_template_child (widget_class, PortailSavedSearches, rows);
  gtk_widget_class_bind_template_child (widget_class, PortailSavedSearches, removed_line);
  gtk_widget_class_bind_template_child (widget_class, PortailSavedSearches, removed_label);
  gtk_widget_class_bind_template_child (widget_class, PortailSavedSearches, name_entry);
  gtk_widget_class_bind_template_child (widget_class, PortailSavedSearches, keep_button);
  gtk_widget_class_bind_template_callback (widget_class, on_shown);
  gtk_widget_class_bind_template_callback (widget_class, on_closed);
  gtk_widget_class_bind_template_callback (widget_class, on_row_activated);
  gtk_widget_class_bind_template_callback (widget_class, on_undo);
  gtk_widget_class_bind_template_callback (widget_class, on_keep);
  gtk_widget_class_bind_template_callback (widget_class, update_button);
}

static void
portail_saved_searches_init (PortailSavedSearches *searches)
{
  gtk_widget_init_template (GTK_WIDGET (searches));
}

GtkWidget *
portail_saved_searches_new (PortailDesk *desk, PortailRecordTable *table, const char *name)
{
  PortailSavedSearches *searches = g_object_new (PORTAIL_TYPE_SAVED_SEARCHES, NULL);

  searches->desk = g_object_ref (desk);
  searches->table = table;
  searches->key = g_strconcat ("searches.", name, NULL);
  g_signal_connect_object (desk, "account-changed", G_CALLBACK (on_account_changed), searches,
                           G_CONNECT_SWAPPED);
  on_account_changed (searches);
  return GTK_WIDGET (searches);
}

const GPtrArray *
portail_saved_searches_get_list (PortailSavedSearches *searches)
{
  g_return_val_if_fail (PORTAIL_IS_SAVED_SEARCHES (searches), NULL);
  return searches->list;
}
