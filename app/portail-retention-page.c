/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/portail-retention-page.h"

#include "app/portail-row-fault.h"
#include "app/portail-server-frame.h"
#include "app/portail-toast.h"
#include "shared/portail-i18n.h"
#include "shared/portail-json-text.h"

#define PATH "/api/config/retention"

/* Members of the answer, in the order of the page. */
static const struct
{
  const char *name;
  const char *title;
  const char *words;
} kinds[] = {
  { "trash", N_ ("Trash"), N_ ("What was deleted can be restored that long.") },
  { "history", N_ ("History"), N_ ("Former values of records.") },
  { "audit", N_ ("Audit log"), N_ ("Who did what.") },
  { "sessions", N_ ("Ended sessions"), N_ ("With their network addresses.") },
  { "ledger", N_ ("Answers to changes"), N_ ("For devices that lost an answer.") },
  { "deliveries", N_ ("Messages"), N_ ("Those that were sent or given up.") },
};

struct _PortailRetentionPage
{
  AdwBin parent_instance;

  PortailServerResource *resource;
  GtkSpinButton *days[G_N_ELEMENTS (kinds)];
  AdwActionRow *rows[G_N_ELEMENTS (kinds)];
  int shown_days[G_N_ELEMENTS (kinds)]; /* as the server says; what differs was typed */
  GtkWidget *save_button;
  gboolean is_filling;
};

G_DEFINE_FINAL_TYPE (PortailRetentionPage, portail_retention_page, ADW_TYPE_BIN)

static gint64
get_number (const PortailJson *object, const char *name)
{
  gint64 number;

  return portail_json_get_integer (portail_json_get (object, name), &number) ? number : 0;
}

static const PortailJson *
get_kind (PortailRetentionPage *page, guint i)
{
  return portail_json_get (portail_server_resource_get_json (page->resource), kinds[i].name);
}

static gboolean
is_changed (PortailRetentionPage *page, guint i)
{
  return get_kind (page, i) != NULL
         && gtk_spin_button_get_value_as_int (page->days[i])
                != get_number (get_kind (page, i), "days");
}

static void
update_button (PortailRetentionPage *page)
{
  gboolean is_any = FALSE;

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    is_any |= is_changed (page, i);
  gtk_widget_set_sensitive (page->save_button,
                            is_any && portail_server_resource_can_send (page->resource));
}

/* What was typed stays, also when it could not be sent. */
static void
show_kind (PortailRetentionPage *page, guint i)
{
  const PortailJson *kind = get_kind (page, i);
  gint64 max = get_number (kind, "max");
  int days = (int) get_number (kind, "days");
  gboolean is_typed = gtk_spin_button_get_value_as_int (page->days[i]) != page->shown_days[i];
  /* Translators: what is kept, then the least and the greatest number of days. */
  g_autofree char *words = g_strdup_printf (_ ("%1$s From %2$d to %3$d days."), _ (kinds[i].words),
                                            (int) get_number (kind, "min"), (int) max);

  adw_action_row_set_subtitle (page->rows[i], words);
  gtk_spin_button_set_range (page->days[i], (double) get_number (kind, "min"),
                             max > 0 ? (double) max : 36500);
  if (!is_typed)
    gtk_spin_button_set_value (page->days[i], days);
  page->shown_days[i] = days;
  gtk_widget_set_sensitive (GTK_WIDGET (page->days[i]),
                            portail_server_resource_can_send (page->resource));
}

static void
update (PortailRetentionPage *page)
{
  page->is_filling = TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (get_kind (page, i) != NULL)
      show_kind (page, i);
  page->is_filling = FALSE;
  update_button (page);
}

static void
on_days_changed (PortailRetentionPage *page)
{
  if (!page->is_filling)
    update_button (page);
}

static void
show_answer (PortailRetentionPage *page, GAsyncResult *result, const GError *error)
{
  PortailFaultRow rows[G_N_ELEMENTS (kinds) + 1] = { 0 };

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    rows[i] = (PortailFaultRow){ kinds[i].name, GTK_WIDGET (page->rows[i]) };
  if (error == NULL)
    portail_toast_show (GTK_WIDGET (page), _ ("The server has taken it."));
  portail_row_fault_tell (GTK_WIDGET (page), rows, result, error);
}

static void
on_saved (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PortailRetentionPage) page = user_data;
  g_autoptr (GError) error = NULL;

  portail_server_resource_send_finish (PORTAIL_SERVER_RESOURCE (object), result, &error);
  /* Its rows go with the page. */
  if (page->resource != NULL)
    show_answer (page, result, error);
}

static void
on_save (PortailRetentionPage *page)
{
  GString *json = g_string_new ("{");

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (is_changed (page, i))
      {
        portail_json_append_name (json, kinds[i].name);
        portail_json_append_integer (json, gtk_spin_button_get_value_as_int (page->days[i]));
      }
  g_string_append_c (json, '}');
  portail_server_resource_send_async (
      page->resource, portail_api_request_new ("PUT", PATH, g_string_free_to_bytes (json)),
      on_saved, g_object_ref (page));
}

static void
portail_retention_page_dispose (GObject *object)
{
  g_clear_object (&PORTAIL_RETENTION_PAGE (object)->resource);
  G_OBJECT_CLASS (portail_retention_page_parent_class)->dispose (object);
}

static void
portail_retention_page_class_init (PortailRetentionPageClass *class)
{
  G_OBJECT_CLASS (class)->dispose = portail_retention_page_dispose;
}

static void
portail_retention_page_init (PortailRetentionPage *page)
{
}

static GtkWidget *
new_row (PortailRetentionPage *page, guint i)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *days = gtk_spin_button_new_with_range (0, 36500, 1);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _ (kinds[i].title));
  gtk_widget_set_valign (days, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (days), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ (kinds[i].title), -1);
  g_signal_connect_object (days, "value-changed", G_CALLBACK (on_days_changed), page,
                           G_CONNECT_SWAPPED);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), days);
  page->rows[i] = ADW_ACTION_ROW (row);
  page->days[i] = GTK_SPIN_BUTTON (days);
  return row;
}

GtkWidget *
portail_retention_page_new (PortailDesk *desk)
{
  PortailRetentionPage *page = g_object_new (PORTAIL_TYPE_RETENTION_PAGE, NULL);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 18);
  GtkWidget *group = adw_preferences_group_new ();

  page->resource = portail_server_resource_new (desk);
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), _ ("Days until it goes"));
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), new_row (page, i));
  page->save_button = gtk_button_new_with_mnemonic (_ ("_Save"));
  gtk_widget_add_css_class (page->save_button, "suggested-action");
  gtk_widget_set_halign (page->save_button, GTK_ALIGN_END);
  g_signal_connect_object (page->save_button, "clicked", G_CALLBACK (on_save), page,
                           G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (box), group);
  gtk_box_append (GTK_BOX (box), page->save_button);
  adw_bin_set_child (ADW_BIN (page),
                     portail_server_frame_new (page->resource, portail_server_frame_wrap (box)));
  g_signal_connect_object (page->resource, "changed", G_CALLBACK (update), page, G_CONNECT_SWAPPED);
  portail_server_resource_set_path (page->resource, PATH);
  return GTK_WIDGET (page);
}
