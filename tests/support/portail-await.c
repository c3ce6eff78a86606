/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/support/portail-await.h"

#define PATIENCE_SECONDS 30

static gboolean
on_out_of_patience (gpointer user)
{
  g_error ("the test waits for something that does not come");
  return G_SOURCE_REMOVE;
}

void
portail_await_ready (GObject *source, GAsyncResult *result, gpointer await)
{
  ((PortailAwait *) await)->result = g_object_ref (result);
}

static gboolean
has_result (gpointer await)
{
  return ((PortailAwait *) await)->result != NULL;
}

void
portail_await_until (gboolean (*is_true) (gpointer user), gpointer user)
{
  guint timer = g_timeout_add_seconds (PATIENCE_SECONDS, on_out_of_patience, NULL);

  while (!is_true (user))
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (timer);
}

GAsyncResult *
portail_await (PortailAwait *await)
{
  portail_await_until (has_result, await);
  return await->result;
}

void
portail_await_clear (PortailAwait *await)
{
  g_clear_object (&await->result);
}

void
portail_await_idle (void)
{
  while (g_main_context_iteration (NULL, FALSE))
    ;
}
