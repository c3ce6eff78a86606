/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/portail-row-fault.h"

#include "app/portail-row-message.h"
#include "app/portail-server-refusal.h"
#include "app/portail-toast.h"

static G_DEFINE_QUARK (portail - row - fault - quark, portail_row_fault)

void
portail_row_fault_set (GtkWidget *row, const char *fault)
{
  GtkWidget *list = gtk_widget_get_parent (row);
  GtkWidget *message = g_object_get_qdata (G_OBJECT (row), portail_row_fault_quark ());

  g_return_if_fail (GTK_IS_LIST_BOX (list));
  if (message != NULL)
    gtk_list_box_remove (GTK_LIST_BOX (list), message);
  message = fault != NULL ? portail_row_message_new () : NULL;
  g_object_set_qdata (G_OBJECT (row), portail_row_fault_quark (), message);
  if (message != NULL)
    gtk_list_box_insert (GTK_LIST_BOX (list), message,
                         gtk_list_box_row_get_index (GTK_LIST_BOX_ROW (row)) + 1);
  portail_row_message_say (message, row, row, fault, PORTAIL_ROW_MESSAGE_FAULT);
}

/* The rows that problems are told at. */
typedef struct
{
  const PortailFaultRow *rows;
  GtkWidget *first; /* that has one, or NULL */
} Telling;

static GtkWidget *
find_row (const PortailFaultRow *rows, const char *field)
{
  for (; rows->field != NULL; rows++)
    if (g_strcmp0 (rows->field, field) == 0)
      return rows->row;
  return NULL;
}

static gboolean
tell_at_row (const PortailProblem *problem, gpointer user_data)
{
  Telling *telling = user_data;
  GtkWidget *row = find_row (telling->rows, problem->field);

  if (row == NULL)
    return FALSE;
  portail_row_fault_set (row, problem->detail);
  telling->first = telling->first != NULL ? telling->first : row;
  return TRUE;
}

void
portail_row_fault_tell (GtkWidget *whose,
                        const PortailFaultRow *rows,
                        GAsyncResult *result,
                        const GError *error)
{
  const PortailProblems *problems = error != NULL ? portail_server_refusal_get (result) : NULL;
  Telling telling = { rows, NULL };
  g_autoptr (PortailProblems) rest = NULL;
  g_autofree char *text = NULL;

  for (const PortailFaultRow *row = rows; row->field != NULL; row++)
    portail_row_fault_set (row->row, NULL);
  rest = portail_server_refusal_share (problems, tell_at_row, &telling);
  if (telling.first != NULL)
    gtk_widget_grab_focus (telling.first);
  if (error == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED)
      || (telling.first != NULL && rest->len == 0))
    return;
  text = portail_server_refusal_to_text (rest, error->message);
  portail_toast_show (whose, text);
}
