/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/portail-upload-entry.h"

#include <string.h>

#include "app/portail-document-form.h"
#include "app/portail-draft.h"
#include "app/portail-field-text.h"
#include "shared/portail-i18n.h"
#include "shared/portail-json-text.h"
#include "shared/portail-json.h"

/* The row */

static GtkLabel *
new_label (PangoEllipsizeMode ellipsize)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), ellipsize);
  return GTK_LABEL (label);
}

static GtkWidget *
new_row (PortailUploadEntry *entry)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);
  GtkWidget *lines = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);

  entry->icon = GTK_IMAGE (gtk_image_new ());
  entry->title = new_label (PANGO_ELLIPSIZE_MIDDLE);
  entry->detail = new_label (PANGO_ELLIPSIZE_NONE);
  gtk_label_set_wrap (entry->detail, TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (entry->detail), "caption");
  gtk_widget_add_css_class (GTK_WIDGET (entry->detail), "dim-label");
  gtk_widget_set_margin_top (box, 6);
  gtk_widget_set_margin_bottom (box, 6);
  gtk_box_append (GTK_BOX (lines), GTK_WIDGET (entry->title));
  gtk_box_append (GTK_BOX (lines), GTK_WIDGET (entry->detail));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (entry->icon));
  gtk_box_append (GTK_BOX (box), lines);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  return row;
}

PortailUploadEntry *
portail_upload_entry_new (gpointer dialog, GFile *file)
{
  PortailUploadEntry *entry = g_new0 (PortailUploadEntry, 1);
  g_autofree char *name = g_file_get_basename (file);

  entry->dialog = dialog;
  entry->name = g_utf8_make_valid (name != NULL ? name : "", -1);
  entry->row = new_row (entry);
  portail_upload_entry_show (entry, NULL);
  return entry;
}

void
portail_upload_entry_free (gpointer pointer)
{
  PortailUploadEntry *entry = pointer;

  g_free (entry->name);
  g_free (entry->fault);
  g_free (entry->duplicate_id);
  g_free (entry->duplicate_name);
  g_free (entry->left);
  g_clear_pointer (&entry->content, portail_content_free);
  g_clear_pointer (&entry->made, portail_record_free);
  g_clear_pointer (&entry->document, portail_record_free);
  g_free (entry);
}

void
portail_upload_entry_show (PortailUploadEntry *entry, const char *problem)
{
  const char *icon = entry->fault != NULL          ? "dialog-error-symbolic"
                     : entry->duplicate_id != NULL ? "dialog-warning-symbolic"
                     : entry->content == NULL      ? "content-loading-symbolic"
                     : portail_file_type_is_picture (entry->content->type)
                         ? "image-x-generic-symbolic"
                         : "x-office-document-symbolic";
  g_autofree char *size = entry->content != NULL ? g_format_size ((guint64) entry->content->size)
                                                 : NULL;
  g_autofree char *type = entry->content != NULL ? g_ascii_strup (
                              portail_file_type_get_extension (entry->content->type), -1)
                                                 : NULL;
  g_autofree char *what = entry->content != NULL ? g_strdup_printf ("%s · %s", type, size) : NULL;
  const char *detail = problem != NULL               ? problem
                       : entry->fault != NULL        ? entry->fault
                       : entry->duplicate_id != NULL ? _ ("Already there")
                       : what != NULL                ? what
                                                     : _ ("Reading…");

  gtk_image_set_from_icon_name (entry->icon, icon);
  gtk_label_set_text (entry->title, entry->document != NULL && entry->document->filename != NULL
                                        ? entry->document->filename
                                        : entry->name);
  gtk_label_set_text (entry->detail, detail);
  if (problem != NULL || entry->fault != NULL)
    gtk_widget_add_css_class (GTK_WIDGET (entry->detail), "error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (entry->detail), "error");
}

void
portail_upload_entry_take_content (PortailUploadEntry *entry,
                                   PortailContent *content,
                                   const char *enterprise_id)
{
  g_return_if_fail (entry->content == NULL);
  entry->content = content;
  entry->made = portail_document_form_make (content, enterprise_id);
  entry->document = portail_record_copy (entry->made);
}

/* What was typed */

PortailFieldSet
portail_upload_entry_get_own_fields (void)
{
  static const char *const given[] = { "sha256", "size", NULL };
  PortailFieldSet fields = portail_record_type_get_all_fields (&portail_document_type);

  for (guint i = 0; i < PORTAIL_N_COMMON_FIELDS; i++)
    fields &= ~((PortailFieldSet) 1 << i);
  for (guint i = 0; given[i] != NULL; i++)
    fields &= ~portail_record_type_field_bit (&portail_document_type, given[i]);
  return fields;
}

PortailFieldSet
portail_upload_entry_get_typed (const PortailUploadEntry *entry)
{
  return entry->document != NULL
             ? portail_record_get_differing_fields (entry->document, entry->made)
                   & portail_upload_entry_get_own_fields ()
             : 0;
}

/* Texts that are no values stand as they were left. Owned; NULL for nothing. */
static char *
dup_draft (const PortailUploadEntry *entry)
{
  g_autoptr (PortailJsonDocument) left = entry->left != NULL ? portail_json_parse (
                                             entry->left, strlen (entry->left), NULL)
                                                             : NULL;
  g_autoptr (GString) json = g_string_new ("{");
  PortailFieldSet typed = portail_upload_entry_get_typed (entry);

  for (guint i = 0; i < portail_record_type_get_n_fields (&portail_document_type); i++)
    {
      const PortailField *field = portail_record_type_get_field (&portail_document_type, i);
      const char *as_left = left != NULL ? portail_json_get_member_string (
                                portail_json_document_get_root (left), field->name)
                                         : NULL;
      g_autofree char *value = NULL;

      if (as_left == NULL && !(typed & ((PortailFieldSet) 1 << i)))
        continue;
      value = as_left == NULL ? portail_field_text_dup (field, entry->document) : NULL;
      portail_json_append_name (json, field->name);
      portail_json_append_string (json, as_left != NULL ? as_left : value);
    }
  return json->len > 1 ? g_strdup (g_string_append_c (json, '}')->str) : NULL;
}

/* FALSE where @text says nothing. */
static gboolean
restore_draft (PortailUploadEntry *entry, const char *text)
{
  g_autoptr (PortailJsonDocument) json = portail_json_parse (text, strlen (text), NULL);
  PortailFieldSet own = portail_upload_entry_get_own_fields ();
  gboolean is_clean = TRUE;

  for (guint i = 0; json != NULL && i < portail_record_type_get_n_fields (&portail_document_type);
       i++)
    {
      const PortailField *field = portail_record_type_get_field (&portail_document_type, i);
      const char *typed = portail_json_get_member_string (portail_json_document_get_root (json),
                                                          field->name);
      g_autofree char *reason = NULL;

      if (typed != NULL && (own & ((PortailFieldSet) 1 << i)))
        is_clean &= portail_field_text_parse (field, entry->document, typed, &reason);
    }
  if (!is_clean)
    entry->left = g_strdup (text);
  return !is_clean || portail_upload_entry_get_typed (entry) != 0;
}

/* Owned. */
static char *
dup_draft_id (const PortailUploadEntry *entry)
{
  g_autofree char *of_company = portail_draft_dup_new_id (entry->made->base.enterprise_id);

  return g_strconcat (of_company, ":", entry->made->sha256, ":", entry->name, NULL);
}

static void
write_draft (PortailUploadEntry *entry, PortailCache *cache, char *text)
{
  g_autofree char *id = NULL;

  if (entry->document == NULL || (text == NULL && !entry->has_draft))
    return;
  id = dup_draft_id (entry);
  entry->has_draft = text != NULL;
  portail_draft_keep_async (cache,
                            &(PortailDraft){ (char *) portail_document_type.name, id,
                                             entry->made->base.enterprise_id, 0, text },
                            NULL, NULL);
}

void
portail_upload_entry_keep_draft (PortailUploadEntry *entry, PortailCache *cache)
{
  g_autofree char *text = dup_draft (entry);

  write_draft (entry, cache, text);
}

void
portail_upload_entry_drop_draft (PortailUploadEntry *entry, PortailCache *cache)
{
  write_draft (entry, cache, NULL);
}

void
portail_upload_entry_load_draft_async (PortailUploadEntry *entry,
                                       PortailCache *cache,
                                       GAsyncReadyCallback callback,
                                       gpointer user_data)
{
  g_autofree char *id = dup_draft_id (entry);

  portail_draft_load_async (cache, portail_document_type.name, id, callback, user_data);
}

gboolean
portail_upload_entry_load_draft_finish (PortailUploadEntry *entry,
                                        PortailCache *cache,
                                        GAsyncResult *result)
{
  g_autoptr (PortailDraft) draft = portail_draft_load_finish (cache, result, NULL);

  entry->has_draft = draft != NULL;
  return draft != NULL && restore_draft (entry, draft->text);
}
