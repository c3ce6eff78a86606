/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/portail-mapping-faults.h"

#include <adwaita.h>

#include "app/portail-record-form.h"
#include "app/portail-server-refusal.h"

#define COMPANY "company"
#define FORMS   "forms"
#define INDEX   "index"

/* The widget is the list itself; what it is of hangs on it. */

static GtkDropDown *
get_company (GtkWidget *faults)
{
  return g_object_get_data (G_OBJECT (faults), COMPANY);
}

/* NULL where it was not made. */
static PortailRecordForm *
find_form (GtkWidget *faults, const char *company_id)
{
  GtkStack *forms = g_object_get_data (G_OBJECT (faults), FORMS);
  GtkWidget *form = gtk_stack_get_child_by_name (forms, company_id);

  return form != NULL ? PORTAIL_RECORD_FORM (form) : NULL;
}

/* The rows are made anew for another company: the keyboard goes along to its form. */
static void
on_activated (GtkWidget *faults, GtkListBoxRow *row)
{
  GtkStack *forms = g_object_get_data (G_OBJECT (faults), FORMS);

  gtk_drop_down_set_selected (get_company (faults),
                              GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (row), INDEX)));
  portail_record_form_focus_fault (PORTAIL_RECORD_FORM (gtk_stack_get_visible_child (forms)));
}

GtkWidget *
portail_mapping_faults_new (GtkDropDown *company, GtkStack *forms)
{
  GtkWidget *list = gtk_list_box_new ();

  g_object_set_data (G_OBJECT (list), COMPANY, company);
  g_object_set_data (G_OBJECT (list), FORMS, forms);
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  gtk_widget_set_visible (list, FALSE);
  g_signal_connect (list, "row-activated", G_CALLBACK (on_activated), NULL);
  return list;
}

static GtkWidget *
new_row (GtkDropDown *company, guint index, const char *faults)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *icon = gtk_image_new_from_icon_name ("dialog-error-symbolic");
  g_autoptr (GtkStringObject) name = g_list_model_get_item (gtk_drop_down_get_model (company),
                                                            index);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), gtk_string_object_get_string (name));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), faults);
  gtk_widget_add_css_class (icon, "error");
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), icon);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row),
                             gtk_image_new_from_icon_name ("go-next-symbolic"));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  g_object_set_data (G_OBJECT (row), INDEX, GUINT_TO_POINTER (index));
  return row;
}

void
portail_mapping_faults_update (GtkWidget *faults, char **company_ids)
{
  GtkStack *forms = g_object_get_data (G_OBJECT (faults), FORMS);
  gboolean is_news = FALSE;
  GtkWidget *row;

  while ((row = gtk_widget_get_first_child (faults)) != NULL)
    gtk_list_box_remove (GTK_LIST_BOX (faults), row);
  for (guint i = 0; company_ids != NULL && company_ids[i] != NULL; i++)
    {
      PortailRecordForm *form = find_form (faults, company_ids[i]);
      g_autofree char *text = form != NULL ? portail_record_form_dup_faults (form) : NULL;

      if (text == NULL)
        continue;
      gtk_list_box_append (GTK_LIST_BOX (faults), new_row (get_company (faults), i, text));
      is_news |= GTK_WIDGET (form) != gtk_stack_get_visible_child (forms);
    }
  gtk_widget_set_visible (faults, is_news);
}

/* From the last to the first, so that the first stays in front. */
gboolean
portail_mapping_faults_validate (GtkWidget *faults, char **company_ids)
{
  gboolean is_valid = TRUE;

  for (guint i = g_strv_length (company_ids); i > 0; i--)
    {
      PortailRecordForm *form = find_form (faults, company_ids[i - 1]);

      if (form == NULL || portail_record_form_is_valid (form))
        continue;
      gtk_drop_down_set_selected (get_company (faults), i - 1);
      portail_record_form_validate (form);
      is_valid = FALSE;
    }
  portail_mapping_faults_update (faults, company_ids);
  return is_valid;
}

static gboolean
has_any_of (const PortailProblems *problems, gint64 index)
{
  for (guint i = 0; i < problems->len; i++)
    if (portail_problems_get (problems, i)->index == index)
      return TRUE;
  return FALSE;
}

static gboolean
tell_nowhere (const PortailProblem *problem, gpointer unused)
{
  return FALSE;
}

PortailProblems *
portail_mapping_faults_refuse (GtkWidget *faults,
                               char **company_ids,
                               const GArray *sent,
                               const PortailProblems *problems)
{
  PortailProblems *rest = portail_server_refusal_share (problems, tell_nowhere, NULL);

  for (guint i = sent->len; i > 0; i--)
    {
      guint index = g_array_index (sent, guint, i - 1);
      g_autoptr (PortailProblems) before = rest;

      if (has_any_of (before, i - 1))
        gtk_drop_down_set_selected (get_company (faults), index);
      rest = portail_record_form_refuse (find_form (faults, company_ids[index]), before, i - 1);
    }
  portail_mapping_faults_update (faults, company_ids);
  return rest;
}
