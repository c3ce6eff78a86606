/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/portail-row-fault.h"

#include "app/portail-server-refusal.h"
#include "app/portail-toast.h"

static G_DEFINE_QUARK (portail - row - fault - quark, portail_row_fault)

static GtkWidget *
new_message (const char *fault)
{
  GtkWidget *message = gtk_list_box_row_new ();
  GtkWidget *label = gtk_label_new (fault);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (message), label);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (message), FALSE);
  gtk_widget_set_focusable (message, FALSE);
  gtk_widget_add_css_class (message, "row-fault");
  return message;
}

void
portail_row_fault_set (GtkWidget *row, const char *fault)
{
  static const char *const classes[] = { "error", "has-message" };
  GtkWidget *list = gtk_widget_get_parent (row);
  GtkWidget *message = g_object_get_qdata (G_OBJECT (row), portail_row_fault_quark ());

  g_return_if_fail (GTK_IS_LIST_BOX (list));
  if (message != NULL)
    gtk_list_box_remove (GTK_LIST_BOX (list), message);
  message = fault != NULL ? new_message (fault) : NULL;
  g_object_set_qdata (G_OBJECT (row), portail_row_fault_quark (), message);
  if (message != NULL)
    gtk_list_box_insert (GTK_LIST_BOX (list), message,
                         gtk_list_box_row_get_index (GTK_LIST_BOX_ROW (row)) + 1);
  for (guint i = 0; i < G_N_ELEMENTS (classes); i++)
    if (message != NULL)
      gtk_widget_add_css_class (row, classes[i]);
    else
      gtk_widget_remove_css_class (row, classes[i]);
  gtk_accessible_update_state (
      GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_STATE_INVALID,
      fault != NULL ? GTK_ACCESSIBLE_INVALID_TRUE : GTK_ACCESSIBLE_INVALID_FALSE, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  fault != NULL ? fault : "", -1);
}

static GtkWidget *
find_row (const PortailFaultRow *rows, const char *field)
{
  for (; rows->field != NULL; rows++)
    if (g_strcmp0 (rows->field, field) == 0)
      return rows->row;
  return NULL;
}

void
portail_row_fault_tell (GtkWidget *whose,
                        const PortailFaultRow *rows,
                        GAsyncResult *result,
                        const GError *error)
{
  const PortailProblems *problems = error != NULL ? portail_server_refusal_get (result) : NULL;
  g_autoptr (PortailProblems) rest = portail_problems_new ();
  g_autofree char *text = NULL;
  GtkWidget *first = NULL;

  for (const PortailFaultRow *row = rows; row->field != NULL; row++)
    portail_row_fault_set (row->row, NULL);
  for (guint i = 0; problems != NULL && i < problems->len; i++)
    {
      const PortailProblem *problem = portail_problems_get (problems, i);
      GtkWidget *row = find_row (rows, problem->field);

      if (row == NULL)
        portail_problems_add (rest, problem->field, problem->code, "%s", problem->detail);
      else
        portail_row_fault_set (row, problem->detail);
      first = first != NULL ? first : row;
    }
  if (first != NULL)
    gtk_widget_grab_focus (first);
  if (error == NULL || (first != NULL && rest->len == 0))
    return;
  text = portail_server_refusal_to_text (rest, error->message);
  portail_toast_show (whose, text);
}
