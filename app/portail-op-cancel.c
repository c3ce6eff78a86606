/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/portail-op-cancel.h"

#include <adwaita.h>

#include "app/portail-op-words.h"
#include "app/portail-toast.h"
#include "shared/portail-i18n.h"

/* More than these are counted. */
#define MAX_NAMES 8

/* A step as the stack has it. */
typedef struct
{
  gatomicrefcount n_references;
  GtkWidget *within; /* weak */
  PortailCache *cache;
  PortailUndoStack *stack; /* until it has the step */
  guint era;               /* of the stack when it began */
  GPtrArray *ops;          /* of PortailSyncOp, in their order: what was taken out */
  char *op_id;             /* of the first, as the outbox has it now */
} Cancel;

static void
unref_cancel (gpointer pointer)
{
  Cancel *cancel = pointer;

  if (!g_atomic_ref_count_dec (&cancel->n_references))
    return;
  g_clear_weak_pointer (&cancel->within);
  g_clear_object (&cancel->stack);
  g_object_unref (cancel->cache);
  g_ptr_array_unref (cancel->ops);
  g_free (cancel->op_id);
  g_free (cancel);
}

static Cancel *
ref_cancel (Cancel *cancel)
{
  g_atomic_ref_count_inc (&cancel->n_references);
  return cancel;
}

static void
tell (Cancel *cancel, const GError *error)
{
  if (cancel->within != NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    portail_toast_show (cancel->within, error->message);
}

static void
on_done_again (GObject *object, GAsyncResult *result, gpointer user_data)
{
  Cancel *cancel = user_data;
  g_autoptr (GError) error = NULL;

  if (!portail_cache_apply_finish (PORTAIL_CACHE (object), result, NULL, &error))
    tell (cancel, error);
  unref_cancel (cancel);
}

/* In their order; one that fails drops those behind it. */
static void
undo (gpointer pointer)
{
  Cancel *cancel = pointer;
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();

  for (guint i = 0; i < cancel->ops->len; i++)
    {
      PortailSyncOp *op = portail_sync_op_repeat (g_ptr_array_index (cancel->ops, i));

      if (i == 0)
        {
          g_free (cancel->op_id);
          cancel->op_id = g_strdup (op->op_id);
        }
      portail_cache_apply_async (cancel->cache, op, cancellable, on_done_again,
                                 ref_cancel (cancel));
    }
}

static void
on_cancelled_again (GObject *object, GAsyncResult *result, gpointer user_data)
{
  Cancel *cancel = user_data;
  g_autoptr (GError) error = NULL;

  if (!portail_cache_resolve_finish (PORTAIL_CACHE (object), result, &error))
    tell (cancel, error);
  unref_cancel (cancel);
}

static void
redo (gpointer pointer)
{
  Cancel *cancel = pointer;

  portail_cache_resolve_async (cancel->cache, cancel->op_id, PORTAIL_RESOLVE_DISCARD,
                               on_cancelled_again, ref_cancel (cancel));
}

static void
on_cancelled (GObject *object, GAsyncResult *result, gpointer user_data)
{
  static const PortailUndoKind kind = { undo, redo, unref_cancel };
  Cancel *cancel = user_data;
  g_autoptr (PortailUndoStack) stack = g_steal_pointer (&cancel->stack);
  g_autoptr (GError) error = NULL;

  if (!portail_cache_resolve_finish (PORTAIL_CACHE (object), result, &error))
    {
      tell (cancel, error);
      unref_cancel (cancel);
      return;
    }
  /* Meanwhile another account is shown, whose steps are its own. */
  if (portail_undo_stack_get_era (stack) != cancel->era)
    {
      unref_cancel (cancel);
      return;
    }
  portail_undo_stack_push (stack, _ ("Do not send"), &kind, cancel);
  if (cancel->within != NULL)
    portail_toast_show_undo (cancel->within, _ ("The change will not be sent."));
}

static void
start (Cancel *cancel)
{
  portail_cache_resolve_async (cancel->cache, cancel->op_id, PORTAIL_RESOLVE_DISCARD, on_cancelled,
                               ref_cancel (cancel));
}

static void
on_answer (AdwMessageDialog *dialog, const char *response, Cancel *cancel)
{
  if (g_str_equal (response, "do"))
    start (cancel);
}

char *
portail_op_cancel_list_names (const GPtrArray *items)
{
  g_autoptr (GString) names = g_string_new (NULL);

  for (guint i = 0; i < MIN (items->len, MAX_NAMES); i++)
    {
      g_autofree char *name = portail_op_words_describe (g_ptr_array_index (items, i));

      g_string_append_printf (names, "%s• %s", i > 0 ? "\n" : "", name);
    }
  if (items->len > MAX_NAMES)
    g_string_append_printf (
        names,
        g_dngettext (GETTEXT_PACKAGE, "\n• and %u more", "\n• and %u more", items->len - MAX_NAMES),
        items->len - MAX_NAMES);
  return names->len > 0 ? g_strdup (names->str) : NULL;
}

static void
ask (Cancel *cancel, const GPtrArray *dependents)
{
  GtkRoot *root = gtk_widget_get_root (cancel->within);
  g_autofree char *names = portail_op_cancel_list_names (dependents);
  g_autofree char *body = g_strdup_printf (_ ("These changes build on it and are not sent "
                                              "either:\n%s"),
                                           names);
  GtkWidget *dialog = adw_message_dialog_new (GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL,
                                              _ ("Do not send this change?"), body);

  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "keep", _ ("_Keep them"), "do",
                                    _ ("_Send none of them"), NULL);
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "keep");
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "keep");
  g_object_set_data_full (G_OBJECT (dialog), "cancel", ref_cancel (cancel), unref_cancel);
  g_signal_connect (dialog, "response", G_CALLBACK (on_answer), cancel);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
free_op (gpointer op)
{
  portail_sync_op_free (op);
}

static int
compare_numbers (gconstpointer a, gconstpointer b)
{
  gint64 first = portail_outbox_item_get_op (*(PortailOutboxItem *const *) a)->number;
  gint64 second = portail_outbox_item_get_op (*(PortailOutboxItem *const *) b)->number;

  return first < second ? -1 : first > second;
}

void
portail_op_cancel_run (const PortailOpCancelPlace *place,
                       PortailOutboxItem *item,
                       const GPtrArray *dependents)
{
  g_autoptr (GPtrArray) items = g_ptr_array_new ();
  Cancel *cancel = g_new0 (Cancel, 1);

  g_atomic_ref_count_init (&cancel->n_references);
  g_set_weak_pointer (&cancel->within, place->within);
  cancel->cache = g_object_ref (place->cache);
  cancel->stack = g_object_ref (place->stack);
  cancel->era = portail_undo_stack_get_era (place->stack);
  cancel->op_id = g_strdup (portail_outbox_item_get_op (item)->op->op_id);
  cancel->ops = g_ptr_array_new_with_free_func (free_op);
  g_ptr_array_add (items, item);
  g_ptr_array_extend (items, (GPtrArray *) dependents, NULL, NULL);
  g_ptr_array_sort (items, compare_numbers);
  for (guint i = 0; i < items->len; i++)
    g_ptr_array_add (cancel->ops,
                     portail_sync_op_repeat (portail_outbox_item_get_op (items->pdata[i])->op));
  if (dependents->len > 0)
    ask (cancel, dependents);
  else
    start (cancel);
  unref_cancel (cancel);
}
