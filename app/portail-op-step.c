/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/portail-op-step.h"

#include "app/portail-deed.h"
#include "app/portail-toast.h"

typedef struct
{
  PortailCache *cache;
  char *done;
  PortailDraft *typed;
  void (*failed) (GtkWidget *within);
} Step;

static void
free_step (Step *step)
{
  g_object_unref (step->cache);
  g_free (step->done);
  g_clear_pointer (&step->typed, portail_draft_free);
  g_free (step);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Step, free_step)

/* Whoever shows what is stored drops the draft of what was shown before. */
static void
give_back (const Step *step, GtkWidget *within)
{
  if (step->failed != NULL)
    step->failed (within);
  if (step->typed != NULL)
    portail_draft_keep_async (step->cache, step->typed, NULL, NULL);
}

static void
on_done (GObject *within, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Step) step = user_data;
  g_autoptr (GError) error = NULL;
  PortailDeedResult how = portail_deed_do_finish (result, &error);

  if (how == PORTAIL_DEED_FAILED)
    {
      portail_toast_show (GTK_WIDGET (within), error->message);
      give_back (step, GTK_WIDGET (within));
    }
  else if (step->done != NULL && how == PORTAIL_DEED_UNDOABLE)
    portail_toast_show_undo (GTK_WIDGET (within), step->done);
  else if (step->done != NULL)
    portail_toast_show (GTK_WIDGET (within), step->done);
}

void
portail_op_step_do (const PortailOpStepPlace *place, PortailSyncOp *op)
{
  const PortailDeedPlace deed = { place->cache, place->stack, place->within };
  Step *step = g_new (Step, 1);

  *step = (Step){ g_object_ref (place->cache), g_strdup (place->done),
                  place->typed != NULL ? portail_draft_new (place->typed) : NULL, place->failed };
  portail_deed_do_async (&deed, op, place->title, on_done, step);
}
