/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/support/portail-await.h"

#define PATIENCE_SECONDS 30
#define WAKE_MSEC        5

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

static gboolean
is_gone (gpointer watched)
{
  return *(gpointer *) watched == NULL;
}

static gboolean
on_wake (gpointer unused)
{
  return G_SOURCE_CONTINUE;
}

void
portail_await_finalize (gpointer object)
{
  gpointer watched = object;
  guint waker;

  g_object_add_weak_pointer (object, &watched);
  g_object_unref (object);
  /* A thread that lets go of it last wakes nobody. */
  waker = g_timeout_add (WAKE_MSEC, on_wake, NULL);
  portail_await_until (is_gone, &watched);
  g_source_remove (waker);
}

void
portail_await_idle (void)
{
  while (g_main_context_iteration (NULL, FALSE))
    ;
}
