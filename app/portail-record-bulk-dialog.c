/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/portail-record-bulk-dialog.h"

#include "app/portail-record-page-private.h"
#include "shared/portail-i18n.h"

/* One dialog; it owns this. */
typedef struct
{
  PortailRecordPage *page;
  GPtrArray *ids;
  AdwMessageDialog *dialog;
  PortailRecordForm *form;
  PortailFormField *fields;
  PortailFormSection sections[2];
} Bulk;

static void
free_bulk (gpointer pointer)
{
  Bulk *bulk = pointer;

  g_object_unref (bulk->page);
  g_clear_pointer (&bulk->ids, g_ptr_array_unref);
  g_free (bulk->fields);
  g_free (bulk);
}

static void
on_response (AdwMessageDialog *dialog, const char *response, Bulk *bulk)
{
  PortailFieldSet given = portail_record_form_get_changed (bulk->form);
  g_autoptr (PortailRecord) values = NULL;
  PortailChange *wanted;

  if (!g_str_equal (response, "do") || given == 0)
    return;
  values = portail_record_form_dup_record (bulk->form);
  wanted = portail_change_new (PORTAIL_CHANGE_UPDATE, bulk->page->type, NULL);
  portail_change_set_fields (wanted, values, given);
  portail_record_page_edit_ids (bulk->page, g_steal_pointer (&bulk->ids), wanted);
}

static void
on_changed (Bulk *bulk)
{
  adw_message_dialog_set_response_enabled (bulk->dialog, "do",
                                           portail_record_form_get_changed (bulk->form) != 0
                                               && portail_record_form_is_valid (bulk->form));
}

static void
on_submit (Bulk *bulk)
{
  if (portail_record_form_get_changed (bulk->form) != 0
      && portail_record_form_validate (bulk->form))
    adw_message_dialog_response (bulk->dialog, "do");
}

static void
on_cancel (Bulk *bulk)
{
  adw_message_dialog_response (bulk->dialog, "cancel");
}

static void
add_form (Bulk *bulk)
{
  PortailRecordPage *page = bulk->page;
  const char *const *names = page->spec->bulk_fields;
  const char *company = portail_desk_get_company_id (page->desk);
  PortailRole role = portail_record_page_get_role (page, page->is_everywhere ? NULL : company);
  PortailFormRights rights = { portail_permission_get_readable (page->type, role),
                               portail_permission_get_writable (page->type, role), NULL };
  g_autoptr (PortailRecord) nothing = portail_record_new (page->type);

  bulk->fields = g_new0 (PortailFormField, g_strv_length ((char **) names) + 1);
  for (guint i = 0; names[i] != NULL; i++)
    bulk->fields[i].name = names[i];
  bulk->sections[0].fields = bulk->fields;
  bulk->form = PORTAIL_RECORD_FORM (
      portail_record_form_new_for_several (page->type, bulk->sections));
  portail_record_form_set_cache (bulk->form, page->cache);
  portail_record_form_set_company (bulk->form, company);
  portail_record_form_set_rights (bulk->form, &rights);
  portail_record_form_set_record (bulk->form, nothing, PORTAIL_FORM_SEVERAL);
  adw_message_dialog_set_extra_child (bulk->dialog, GTK_WIDGET (bulk->form));
  g_signal_connect_swapped (bulk->form, "changed", G_CALLBACK (on_changed), bulk);
  g_signal_connect_swapped (bulk->form, "submit", G_CALLBACK (on_submit), bulk);
  g_signal_connect_swapped (bulk->form, "cancel", G_CALLBACK (on_cancel), bulk);
}

void
portail_record_bulk_dialog_run (PortailRecordPage *page)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (page));
  Bulk *bulk = g_new0 (Bulk, 1);
  g_autofree char *heading = NULL;

  bulk->page = g_object_ref (page);
  bulk->ids = portail_record_page_list_selected_ids (page);
  heading = g_strdup_printf (
      g_dngettext (GETTEXT_PACKAGE, "Edit %u row", "Edit %u rows", bulk->ids->len), bulk->ids->len);
  bulk->dialog = ADW_MESSAGE_DIALOG (
      adw_message_dialog_new (GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL, heading,
                              _ ("Only what you fill in is changed, in all of them.")));
  adw_message_dialog_add_responses (bulk->dialog, "cancel", _ ("_Cancel"), "do", _ ("_Change"),
                                    NULL);
  adw_message_dialog_set_response_appearance (bulk->dialog, "do", ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_close_response (bulk->dialog, "cancel");
  adw_message_dialog_set_response_enabled (bulk->dialog, "do", FALSE);
  g_object_set_data_full (G_OBJECT (bulk->dialog), "bulk", bulk, free_bulk);
  add_form (bulk);
  g_signal_connect (bulk->dialog, "response", G_CALLBACK (on_response), bulk);
  gtk_window_present (GTK_WINDOW (bulk->dialog));
  portail_record_form_focus (bulk->form, NULL);
}
