/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/portail-sign-out.h"

#include "app/portail-toast.h"
#include "shared/portail-i18n.h"

static const struct
{
  const char *response;
  const char *label;
  AdwResponseAppearance appearance;
} choices[] = {
  { "cancel", N_ ("_Cancel"), ADW_RESPONSE_DEFAULT },
  { "send", N_ ("_Send, then sign out"), ADW_RESPONSE_SUGGESTED },
  { "keep", N_ ("_Keep for my next sign-in"), ADW_RESPONSE_DEFAULT },
  { "export", N_ ("_Export to a file…"), ADW_RESPONSE_DEFAULT },
  { "discard", N_ ("_Discard them"), ADW_RESPONSE_DESTRUCTIVE },
};

typedef struct
{
  PortailTrays *trays;
  PortailCache *cache;
  PortailSync *sync;
  PortailSignOutDecided decided;
  GObject *owner; /* weak */
} Question;

static void
free_question (gpointer pointer)
{
  Question *question = pointer;

  g_clear_weak_pointer (&question->owner);
  g_object_unref (question->trays);
  g_object_unref (question->cache);
  g_object_unref (question->sync);
  g_free (question);
}

static guint
count_changes (PortailCache *cache)
{
  PortailOutboxCounts counts = portail_cache_get_counts (cache);

  return counts.n_to_send + counts.n_to_resolve + counts.n_refused;
}

static void
decide (const Question *question, PortailWipe wipe)
{
  if (question->owner != NULL)
    question->decided (wipe, question->owner);
}

static void
on_sent (GObject *object, GAsyncResult *result, gpointer user_data)
{
  Question *question = user_data;
  g_autoptr (GError) error = NULL;

  portail_sync_run_finish (PORTAIL_SYNC (object), result, &error);
  if (count_changes (question->cache) == 0)
    decide (question, PORTAIL_WIPE_EVERYTHING);
  else
    portail_toast_show (GTK_WIDGET (question->trays),
                        error != NULL ? error->message
                                      : _ ("Some changes could not be sent: you are still signed "
                                           "in."));
  free_question (question);
}

static void
on_response (AdwMessageDialog *dialog, const char *response)
{
  Question *question = g_object_steal_data (G_OBJECT (dialog), "question");

  if (g_str_equal (response, "send"))
    {
      portail_sync_run_async (question->sync, NULL, on_sent, question);
      return;
    }
  if (g_str_equal (response, "keep"))
    decide (question, PORTAIL_WIPE_ROWS);
  else if (g_str_equal (response, "discard"))
    decide (question, PORTAIL_WIPE_EVERYTHING);
  else if (g_str_equal (response, "export"))
    portail_trays_export (question->trays);
  free_question (question);
}

static AdwMessageDialog *
new_dialog (GtkWidget *within, guint n_changes)
{
  g_autofree char *text = g_strdup_printf (
      g_dngettext (
          GETTEXT_PACKAGE, "%u change exists on this computer alone. What is to become of it?",
          "%u changes exist on this computer alone. What is to become of them?", n_changes),
      n_changes);
  GtkRoot *root = gtk_widget_get_root (within);
  AdwMessageDialog *dialog = ADW_MESSAGE_DIALOG (adw_message_dialog_new (
      GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL, _ ("Sign out with unsent changes?"), text));

  for (gsize i = 0; i < G_N_ELEMENTS (choices); i++)
    {
      adw_message_dialog_add_response (dialog, choices[i].response, _ (choices[i].label));
      adw_message_dialog_set_response_appearance (dialog, choices[i].response,
                                                  choices[i].appearance);
    }
  adw_message_dialog_set_default_response (dialog, "send");
  adw_message_dialog_set_close_response (dialog, "cancel");
  return dialog;
}

void
portail_sign_out_ask (PortailTrays *trays,
                      PortailCache *cache,
                      PortailSync *sync,
                      PortailSignOutDecided decided,
                      GObject *owner)
{
  guint n_changes = count_changes (cache);
  AdwMessageDialog *dialog;
  Question *question;

  if (n_changes == 0)
    {
      decided (PORTAIL_WIPE_EVERYTHING, owner);
      return;
    }
  question = g_new0 (Question, 1);
  question->trays = g_object_ref (trays);
  question->cache = g_object_ref (cache);
  question->sync = g_object_ref (sync);
  question->decided = decided;
  g_set_weak_pointer (&question->owner, owner);
  dialog = new_dialog (GTK_WIDGET (trays), n_changes);
  g_object_set_data_full (G_OBJECT (dialog), "question", question, free_question);
  g_signal_connect (dialog, "response", G_CALLBACK (on_response), NULL);
  gtk_window_present (GTK_WINDOW (dialog));
}
