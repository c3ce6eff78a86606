/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/portail-op-step.h"

#include "app/portail-deed.h"
#include "app/portail-toast.h"

static void
on_done (GObject *within, GAsyncResult *result, gpointer user_data)
{
  g_autofree char *done = user_data;
  g_autoptr (GError) error = NULL;
  PortailDeedResult how = portail_deed_do_finish (result, &error);

  if (how == PORTAIL_DEED_FAILED)
    portail_toast_show (GTK_WIDGET (within), error->message);
  else if (done != NULL && how == PORTAIL_DEED_UNDOABLE)
    portail_toast_show_undo (GTK_WIDGET (within), done);
  else if (done != NULL)
    portail_toast_show (GTK_WIDGET (within), done);
}

void
portail_op_step_do (const PortailOpStepPlace *place, PortailSyncOp *op)
{
  const PortailDeedPlace deed = { place->cache, place->stack, place->within };

  portail_deed_do_async (&deed, op, place->title, on_done, g_strdup (place->done));
}
