/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/portail-employee-link.h"

#include "app/portail-op-values.h"
#include "app/portail-record-names.h"
#include "shared/portail-i18n.h"
#include "shared/portail-text-fold.h"

struct _PortailEmployeeLink
{
  AdwBin parent_instance;

  GtkLabel *label;
  PortailRecordForm *form;   /* borrowed, or NULL */
  PortailRecordNames *names; /* or NULL */
  GCancellable *cancellable;
  char *keys[2]; /* folded: first name first, last name first */
  char *id;      /* who is proposed */
};

G_DEFINE_FINAL_TYPE (PortailEmployeeLink, portail_employee_link, ADW_TYPE_BIN)

static void
forget (PortailEmployeeLink *link)
{
  g_cancellable_cancel (link->cancellable);
  g_clear_object (&link->cancellable);
  g_clear_pointer (&link->keys[0], g_free);
  g_clear_pointer (&link->keys[1], g_free);
  g_clear_pointer (&link->id, g_free);
  gtk_widget_set_visible (GTK_WIDGET (link), FALSE);
}

static gboolean
is_named (PortailEmployeeLink *link, const char *name)
{
  g_autofree char *key = portail_text_fold (name);

  return g_strcmp0 (key, link->keys[0]) == 0 || g_strcmp0 (key, link->keys[1]) == 0;
}

static void
on_found (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PortailEmployeeLink) link = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) found = portail_record_names_search_finish (PORTAIL_RECORD_NAMES (object),
                                                                    result, &error);
  const PortailRecordName *match = NULL;
  g_autofree char *text = NULL;
  guint n = 0;

  if (found == NULL || link->keys[0] == NULL)
    return;
  for (guint i = 0; i < found->len; i++)
    if (is_named (link, ((PortailRecordName *) g_ptr_array_index (found, i))->name))
      {
        match = g_ptr_array_index (found, i);
        n++;
      }
  gtk_widget_set_visible (GTK_WIDGET (link), n == 1);
  if (n != 1)
    return;
  g_free (link->id);
  link->id = g_strdup (match->id);
  text = g_strdup_printf (_ ("%s works here: is it their diploma?"), match->name);
  gtk_label_set_text (link->label, text);
}

static void
on_clicked (PortailEmployeeLink *link)
{
  g_autoptr (PortailDocument) values = portail_record_new (&portail_document_type);

  if (link->id == NULL || link->form == NULL)
    return;
  values->employee_id = g_strdup (link->id);
  portail_record_form_put (link->form, values,
                           portail_record_type_field_bit (&portail_document_type, "employee_id"));
}

static void
portail_employee_link_dispose (GObject *object)
{
  PortailEmployeeLink *link = PORTAIL_EMPLOYEE_LINK (object);

  forget (link);
  g_clear_object (&link->names);
  G_OBJECT_CLASS (portail_employee_link_parent_class)->dispose (object);
}

static void
portail_employee_link_class_init (PortailEmployeeLinkClass *class)
{
  G_OBJECT_CLASS (class)->dispose = portail_employee_link_dispose;
}

static void
portail_employee_link_init (PortailEmployeeLink *link)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *label = portail_op_values_new_label (NULL, NULL);
  GtkWidget *button = gtk_button_new_with_mnemonic (_ ("_Link"));

  link->label = GTK_LABEL (label);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), button);
  gtk_widget_set_margin_start (label, 12);
  gtk_widget_set_margin_top (button, 9);
  gtk_widget_set_margin_bottom (button, 9);
  gtk_widget_set_margin_end (button, 9);
  gtk_widget_add_css_class (box, "card");
  g_signal_connect_swapped (button, "clicked", G_CALLBACK (on_clicked), link);
  adw_bin_set_child (ADW_BIN (link), box);
  gtk_widget_set_visible (GTK_WIDGET (link), FALSE);
}

GtkWidget *
portail_employee_link_new (void)
{
  return g_object_new (PORTAIL_TYPE_EMPLOYEE_LINK, NULL);
}

void
portail_employee_link_set_cache (PortailEmployeeLink *link, PortailCache *cache)
{
  g_return_if_fail (PORTAIL_IS_EMPLOYEE_LINK (link));
  forget (link);
  g_clear_object (&link->names);
  link->names = cache != NULL ? portail_record_names_new (cache) : NULL;
}

void
portail_employee_link_set_form (PortailEmployeeLink *link, PortailRecordForm *form)
{
  g_return_if_fail (PORTAIL_IS_EMPLOYEE_LINK (link));
  link->form = form;
}

void
portail_employee_link_show (PortailEmployeeLink *link, const PortailDocument *document)
{
  g_autofree char *name = NULL;
  g_autofree char *other = NULL;
  PortailRecordNameSearch search = { .refers_to = "employee" };

  g_return_if_fail (PORTAIL_IS_EMPLOYEE_LINK (link));
  forget (link);
  if (link->names == NULL || document == NULL || document->doc_type != PORTAIL_DOCUMENT_DIPLOME
      || document->employee_id != NULL || document->nom == NULL || document->prenom == NULL)
    return;
  name = g_strconcat (document->prenom, " ", document->nom, NULL);
  other = g_strconcat (document->nom, " ", document->prenom, NULL);
  link->keys[0] = portail_text_fold (name);
  link->keys[1] = portail_text_fold (other);
  link->cancellable = g_cancellable_new ();
  search.enterprise_id = document->base.enterprise_id;
  search.words = name;
  portail_record_names_search_async (link->names, &search, link->cancellable, on_found,
                                     g_object_ref (link));
}
