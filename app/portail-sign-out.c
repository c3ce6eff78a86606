/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/portail-sign-out.h"

#include "app/portail-toast.h"
#include "shared/portail-i18n.h"

typedef enum
{
  CHOICE_SEND,
  CHOICE_KEEP,
  CHOICE_EXPORT,
  CHOICE_DISCARD,
  N_CHOICES,
} Choice;

static const char *const choices[N_CHOICES] = {
  [CHOICE_SEND] = N_ ("_Send them, then sign out"),
  [CHOICE_KEEP] = N_ ("_Keep them for my next sign-in"),
  [CHOICE_EXPORT] = N_ ("_Export them to a file first"),
  [CHOICE_DISCARD] = N_ ("_Discard them"),
};

typedef struct
{
  PortailTrays *trays;
  PortailCache *cache;
  PortailSync *sync;
  PortailSignOutDecided decided;
  GObject *owner; /* weak */
  Choice choice;
  GError *fault; /* of the sending, or NULL */
} Question;

static void
free_question (gpointer pointer)
{
  Question *question = pointer;

  g_clear_weak_pointer (&question->owner);
  g_object_unref (question->trays);
  g_object_unref (question->cache);
  g_object_unref (question->sync);
  g_clear_error (&question->fault);
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
    question->decided (question->cache, wipe, question->owner);
}

static void
on_sent_settled (GObject *object, GAsyncResult *result, gpointer user_data)
{
  Question *question = user_data;

  if (portail_cache_settle_finish (PORTAIL_CACHE (object), result, NULL))
    {
      if (count_changes (question->cache) == 0)
        decide (question, PORTAIL_WIPE_EVERYTHING);
      else
        portail_toast_show (GTK_WIDGET (question->trays),
                            question->fault != NULL
                                ? question->fault->message
                                : _ ("Some changes could not be sent: you are still signed in."));
    }
  free_question (question);
}

static void
on_sent (GObject *object, GAsyncResult *result, gpointer user_data)
{
  Question *question = user_data;

  portail_sync_run_finish (PORTAIL_SYNC (object), result, &question->fault);
  /* What was written meanwhile counts, too. */
  portail_cache_settle_async (question->cache, on_sent_settled, question);
}

static void
on_response (AdwMessageDialog *dialog, const char *response)
{
  Question *question = g_object_steal_data (G_OBJECT (dialog), "question");

  if (g_str_equal (response, "continue") && question->choice == CHOICE_SEND)
    {
      portail_sync_run_async (question->sync, NULL, on_sent, question);
      return;
    }
  if (g_str_equal (response, "continue") && question->choice == CHOICE_EXPORT)
    portail_trays_export (question->trays);
  else if (g_str_equal (response, "continue"))
    decide (question,
            question->choice == CHOICE_KEEP ? PORTAIL_WIPE_ROWS : PORTAIL_WIPE_EVERYTHING);
  free_question (question);
}

static void
on_chosen (GtkCheckButton *button, AdwMessageDialog *dialog)
{
  Question *question = g_object_get_data (G_OBJECT (dialog), "question");

  if (!gtk_check_button_get_active (button))
    return;
  question->choice = (Choice) GPOINTER_TO_INT (g_object_get_data (G_OBJECT (button), "choice"));
  adw_message_dialog_set_response_appearance (
      dialog, "continue",
      question->choice == CHOICE_DISCARD ? ADW_RESPONSE_DESTRUCTIVE : ADW_RESPONSE_SUGGESTED);
}

static GtkWidget *
new_choices (AdwMessageDialog *dialog)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkCheckButton *first = NULL;

  for (int i = 0; i < N_CHOICES; i++)
    {
      GtkWidget *button = gtk_check_button_new_with_mnemonic (_ (choices[i]));

      g_object_set_data (G_OBJECT (button), "choice", GINT_TO_POINTER (i));
      gtk_check_button_set_group (GTK_CHECK_BUTTON (button), first);
      if (first == NULL)
        first = GTK_CHECK_BUTTON (button);
      g_signal_connect_object (button, "toggled", G_CALLBACK (on_chosen), dialog, 0);
      gtk_box_append (GTK_BOX (box), button);
    }
  gtk_check_button_set_active (first, TRUE);
  return box;
}

/* Takes @question. */
static AdwMessageDialog *
new_dialog (Question *question, guint n_changes)
{
  g_autofree char *text = g_strdup_printf (
      g_dngettext (
          GETTEXT_PACKAGE, "%u change exists on this computer alone. What is to become of it?",
          "%u changes exist on this computer alone. What is to become of them?", n_changes),
      n_changes);
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (question->trays));
  AdwMessageDialog *dialog = ADW_MESSAGE_DIALOG (adw_message_dialog_new (
      GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL, _ ("Sign out with unsent changes?"), text));

  g_object_set_data_full (G_OBJECT (dialog), "question", question, free_question);
  adw_message_dialog_add_responses (dialog, "cancel", _ ("_Cancel"), "continue", _ ("C_ontinue"),
                                    NULL);
  adw_message_dialog_set_extra_child (dialog, new_choices (dialog));
  adw_message_dialog_set_default_response (dialog, "continue");
  adw_message_dialog_set_close_response (dialog, "cancel");
  return dialog;
}

/* Takes @question. */
static void
ask (Question *question)
{
  AdwMessageDialog *dialog = new_dialog (question, count_changes (question->cache));

  g_signal_connect (dialog, "response", G_CALLBACK (on_response), NULL);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
on_settled (GObject *object, GAsyncResult *result, gpointer user_data)
{
  Question *question = user_data;
  gboolean is_open = portail_cache_settle_finish (PORTAIL_CACHE (object), result, NULL);

  if (is_open && count_changes (question->cache) > 0)
    {
      ask (question);
      return;
    }
  if (is_open)
    decide (question, PORTAIL_WIPE_EVERYTHING);
  free_question (question);
}

void
portail_sign_out_ask (PortailTrays *trays,
                      PortailCache *cache,
                      PortailSync *sync,
                      PortailSignOutDecided decided,
                      GObject *owner)
{
  Question *question = g_new0 (Question, 1);

  question->trays = g_object_ref (trays);
  question->cache = g_object_ref (cache);
  question->sync = g_object_ref (sync);
  question->decided = decided;
  g_set_weak_pointer (&question->owner, owner);
  /* What was typed last may still be on its way into the outbox. */
  portail_cache_settle_async (cache, on_settled, question);
}
