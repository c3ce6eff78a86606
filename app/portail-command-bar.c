/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/portail-command-bar.h"

#include "shared/portail-i18n.h"
#include "shared/portail-transition.h"

/* What the table of transitions does not say: how a command is asked for. */
typedef struct
{
  const char *command;
  const char *css_class; /* of its button; or NULL */
  const char *question;  /* asked before; NULL: done at once, since it can be taken back */
  const char *consequence;
  AdwResponseAppearance appearance;
} Manner;

static const Manner manners[] = {
  { "submit", "suggested-action", NULL, NULL, ADW_RESPONSE_SUGGESTED },
  { "withdraw", NULL, NULL, NULL, ADW_RESPONSE_DEFAULT },
  { "validate", "suggested-action", N_ ("Validate this dotation?"),
    N_ ("The week is closed then. Only staff can reopen it, with a reason."),
    ADW_RESPONSE_SUGGESTED },
  { "refuse", "destructive-action", N_ ("Refuse this dotation?"),
    N_ ("The company reads your reason, corrects the sheet and submits it again."),
    ADW_RESPONSE_DESTRUCTIVE },
  { "pay", "suggested-action", N_ ("Mark this dotation as paid?"),
    N_ ("The tax of the week counts as paid. Only staff can reopen it, with a reason."),
    ADW_RESPONSE_SUGGESTED },
  { "reopen", NULL, N_ ("Reopen this dotation?"),
    N_ ("It becomes a draft again, which the company can change."), ADW_RESPONSE_DESTRUCTIVE },
};

struct _PortailCommandBar
{
  AdwBin parent_instance;

  GtkBox *box;
  PortailDotationModel *model;
  gulong handler;
  char *obstacle;
  int shown_status; /* whose buttons are there; -1 for none */
};

G_DEFINE_FINAL_TYPE (PortailCommandBar, portail_command_bar, ADW_TYPE_BIN)

static guint done_signal;

static const Manner *
find_manner (const char *command)
{
  for (gsize i = 0; i < G_N_ELEMENTS (manners); i++)
    if (g_str_equal (manners[i].command, command))
      return &manners[i];
  return NULL;
}

/* Why @transition cannot be taken now; NULL when it can. */
static const char *
get_refusal (PortailCommandBar *bar, const PortailTransition *transition)
{
  PortailRole role = portail_dotation_model_get_role (bar->model);

  if (!(portail_permission_get (PORTAIL_MODULE_DOTATIONS, role) & transition->right))
    return transition->right == PORTAIL_RIGHT_VALIDATE ? _ ("This is for staff to do.")
                                                       : _ ("This is for the company to do.");
  return g_str_equal (transition->command, "submit") ? bar->obstacle : NULL;
}

static void
send (PortailCommandBar *bar, const char *command, const char *reason)
{
  if (bar->model == NULL || portail_dotation_model_get_dotation (bar->model) == NULL)
    return;
  portail_dotation_model_command (bar->model, command, reason);
  g_signal_emit (bar, done_signal, 0, command);
}

/* Owned; NULL where nothing was written. */
static char *
read_reason (AdwMessageDialog *dialog)
{
  GtkWidget *view = g_object_get_data (G_OBJECT (dialog), "reason");
  GtkTextBuffer *buffer;
  GtkTextIter start;
  GtkTextIter end;
  g_autofree char *text = NULL;

  if (view == NULL)
    return NULL;
  buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (view));
  gtk_text_buffer_get_bounds (buffer, &start, &end);
  text = g_strstrip (gtk_text_buffer_get_text (buffer, &start, &end, FALSE));
  return *text != '\0' ? g_steal_pointer (&text) : NULL;
}

static void
on_reason_changed (AdwMessageDialog *dialog)
{
  g_autofree char *reason = read_reason (dialog);

  adw_message_dialog_set_response_enabled (dialog, "do", reason != NULL);
}

static void
on_response (AdwMessageDialog *dialog, const char *response, PortailCommandBar *bar)
{
  g_autofree char *reason = read_reason (dialog);

  if (g_str_equal (response, "do"))
    send (bar, g_object_get_data (G_OBJECT (dialog), "command"), reason);
}

static void
add_reason (AdwMessageDialog *dialog)
{
  GtkWidget *view = gtk_text_view_new ();
  GtkWidget *scroller = gtk_scrolled_window_new ();

  gtk_text_view_set_wrap_mode (GTK_TEXT_VIEW (view), GTK_WRAP_WORD_CHAR);
  gtk_text_view_set_accepts_tab (GTK_TEXT_VIEW (view), FALSE);
  gtk_text_view_set_top_margin (GTK_TEXT_VIEW (view), 9);
  gtk_text_view_set_bottom_margin (GTK_TEXT_VIEW (view), 9);
  gtk_text_view_set_left_margin (GTK_TEXT_VIEW (view), 9);
  gtk_text_view_set_right_margin (GTK_TEXT_VIEW (view), 9);
  gtk_accessible_update_property (GTK_ACCESSIBLE (view), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Reason"), -1);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), view);
  gtk_scrolled_window_set_min_content_height (GTK_SCROLLED_WINDOW (scroller), 90);
  gtk_widget_add_css_class (scroller, "card");
  gtk_widget_set_tooltip_text (scroller, _ ("Reason"));
  adw_message_dialog_set_extra_child (dialog, scroller);
  g_object_set_data (G_OBJECT (dialog), "reason", view);
  adw_message_dialog_set_response_enabled (dialog, "do", FALSE);
  g_signal_connect_object (gtk_text_view_get_buffer (GTK_TEXT_VIEW (view)), "changed",
                           G_CALLBACK (on_reason_changed), dialog, G_CONNECT_SWAPPED);
  gtk_widget_grab_focus (view);
}

static void
ask (PortailCommandBar *bar, const PortailTransition *transition, const Manner *manner)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (bar));
  AdwMessageDialog *dialog = ADW_MESSAGE_DIALOG (
      adw_message_dialog_new (GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL, _ (manner->question),
                              _ (manner->consequence)));

  adw_message_dialog_add_responses (dialog, "cancel", _ ("_Cancel"), "do", _ (transition->title),
                                    NULL);
  adw_message_dialog_set_response_appearance (dialog, "do", manner->appearance);
  adw_message_dialog_set_close_response (dialog, "cancel");
  g_object_set_data (G_OBJECT (dialog), "command", (gpointer) transition->command);
  if (portail_transition_needs_argument (transition))
    add_reason (dialog);
  else
    adw_message_dialog_set_default_response (dialog, "do");
  g_signal_connect_object (dialog, "response", G_CALLBACK (on_response), bar, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
run (PortailCommandBar *bar, const PortailTransition *transition)
{
  const Manner *manner = find_manner (transition->command);

  if (manner != NULL && manner->question != NULL)
    ask (bar, transition, manner);
  else
    send (bar, transition->command, NULL);
}

static void
on_clicked (GtkButton *button, PortailCommandBar *bar)
{
  run (bar, g_object_get_data (G_OBJECT (button), "transition"));
}

static GtkWidget *
new_button (PortailCommandBar *bar, const PortailTransition *transition)
{
  const Manner *manner = find_manner (transition->command);
  /* An ellipsis where the command asks before it acts. */
  g_autofree char *label = manner != NULL && manner->question != NULL
                               ? g_strdup_printf ("%s…", _ (transition->title))
                               : g_strdup (_ (transition->title));
  GtkWidget *button = gtk_button_new_with_label (label);

  if (manner != NULL && manner->css_class != NULL)
    gtk_widget_add_css_class (button, manner->css_class);
  g_object_set_data (G_OBJECT (button), "transition", (gpointer) transition);
  g_signal_connect (button, "clicked", G_CALLBACK (on_clicked), bar);
  return button;
}

static void
show_status (PortailCommandBar *bar, int status)
{
  GtkWidget *child;

  bar->shown_status = status;
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (bar->box))) != NULL)
    gtk_box_remove (bar->box, child);
  for (const PortailTransition *t = portail_transition_get_table (); t->type != NULL; t++)
    if (status >= 0 && g_str_equal (t->type, "dotation") && find_manner (t->command) != NULL
        && portail_transition_starts_at (t, status))
      gtk_box_append (bar->box, new_button (bar, t));
}

static void
update (PortailCommandBar *bar)
{
  const PortailDotation *dotation = bar->model != NULL
                                        ? portail_dotation_model_get_dotation (bar->model)
                                        : NULL;
  int status = dotation != NULL ? (int) dotation->status : -1;

  if (status != bar->shown_status)
    show_status (bar, status);
  for (GtkWidget *button = gtk_widget_get_first_child (GTK_WIDGET (bar->box)); button != NULL;
       button = gtk_widget_get_next_sibling (button))
    {
      const char *refusal = get_refusal (bar, g_object_get_data (G_OBJECT (button), "transition"));

      gtk_widget_set_sensitive (button, refusal == NULL);
      gtk_widget_set_tooltip_text (button, refusal);
      gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                      refusal != NULL ? refusal : "", -1);
    }
}

static void
portail_command_bar_dispose (GObject *object)
{
  PortailCommandBar *bar = PORTAIL_COMMAND_BAR (object);

  if (bar->model != NULL)
    g_clear_signal_handler (&bar->handler, bar->model);
  g_clear_object (&bar->model);
  g_clear_pointer (&bar->obstacle, g_free);
  G_OBJECT_CLASS (portail_command_bar_parent_class)->dispose (object);
}

static void
portail_command_bar_class_init (PortailCommandBarClass *class)
{
  G_OBJECT_CLASS (class)->dispose = portail_command_bar_dispose;
  gtk_widget_class_set_css_name (GTK_WIDGET_CLASS (class), "commandbar");
  done_signal = g_signal_new ("done", G_TYPE_FROM_CLASS (class), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                              NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
portail_command_bar_init (PortailCommandBar *bar)
{
  bar->shown_status = -1;
  bar->box = GTK_BOX (gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6));
  adw_bin_set_child (ADW_BIN (bar), GTK_WIDGET (bar->box));
}

GtkWidget *
portail_command_bar_new (void)
{
  return g_object_new (PORTAIL_TYPE_COMMAND_BAR, NULL);
}

void
portail_command_bar_set_model (PortailCommandBar *bar, PortailDotationModel *model)
{
  g_return_if_fail (PORTAIL_IS_COMMAND_BAR (bar));
  if (bar->model != NULL)
    g_clear_signal_handler (&bar->handler, bar->model);
  g_set_object (&bar->model, model);
  if (model != NULL)
    bar->handler = g_signal_connect_swapped (model, "changed", G_CALLBACK (update), bar);
  update (bar);
}

void
portail_command_bar_set_obstacle (PortailCommandBar *bar, const char *obstacle)
{
  g_return_if_fail (PORTAIL_IS_COMMAND_BAR (bar));
  if (g_strcmp0 (obstacle, bar->obstacle) == 0)
    return;
  g_free (bar->obstacle);
  bar->obstacle = g_strdup (obstacle);
  update (bar);
}

gboolean
portail_command_bar_activate (PortailCommandBar *bar, const char *command)
{
  g_return_val_if_fail (PORTAIL_IS_COMMAND_BAR (bar), FALSE);
  for (GtkWidget *button = gtk_widget_get_first_child (GTK_WIDGET (bar->box)); button != NULL;
       button = gtk_widget_get_next_sibling (button))
    {
      const PortailTransition *transition = g_object_get_data (G_OBJECT (button), "transition");

      if (g_str_equal (transition->command, command) && gtk_widget_get_sensitive (button))
        {
          run (bar, transition);
          return TRUE;
        }
    }
  return FALSE;
}
