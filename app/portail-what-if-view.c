/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/portail-what-if-view.h"

#include "app/portail-bareme-choices.h"
#include "app/portail-bareme-trial.h"
#include "app/portail-fold-bin.h"
#include "app/portail-status-text.h"
#include "app/portail-toast.h"
#include "app/portail-what-if-result.h"
#include "shared/portail-i18n.h"

#define QUESTION_WIDTH   500
#define RESULT_HEIGHT    560 /* where it is narrow */
#define PROGRESS_SECONDS 0.1

/* How many weeks, up to the one that the header has chosen. */
static const guint spans[] = { 4, 8, 12, 26, 52 };
#define SPAN_DEFAULT 2

struct _PortailWhatIfView
{
  AdwBin parent_instance;

  GtkScrolledWindow *scroller;
  GtkBox *body;
  GtkScrolledWindow *question;
  GtkWidget *separator;
  AdwComboRow *bareme;
  AdwComboRow *span;
  GtkWidget *all_row;
  GtkSwitch *all_companies;
  PortailBaremeTrial *trial;
  GtkStack *stack;
  AdwStatusPage *status;
  GtkProgressBar *progress;
  PortailWhatIfResult *result;

  PortailDesk *desk;
  PortailBaremeChoices *choices;
  GCancellable *reading;   /* of the tables */
  GCancellable *comparing; /* NULL while nothing is compared */
  PortailWhatIfProgress *count;
  guint progress_source;
};

G_DEFINE_FINAL_TYPE (PortailWhatIfView, portail_what_if_view, ADW_TYPE_BIN)

/* What is asked */

static gboolean
may_compare (PortailWhatIfView *view, const char *enterprise_id)
{
  return (portail_desk_get_rights (view->desk, PORTAIL_MODULE_IMPOTS, enterprise_id)
          & PORTAIL_RIGHT_READ)
         != 0;
}

/* Those about which the person may ask. NULL at the end. Owned. */
static char **
list_companies (PortailWhatIfView *view)
{
  PortailShellContext *context = portail_desk_get_context (view->desk);
  const char *chosen = portail_desk_get_company_id (view->desk);
  gboolean is_all = gtk_switch_get_active (view->all_companies);
  g_autoptr (GStrvBuilder) ids = g_strv_builder_new ();

  for (guint i = 0; i < portail_shell_context_get_n_companies (context); i++)
    {
      const char *id = portail_shell_context_get_company_at (context, i)->id;

      if ((is_all || g_strcmp0 (id, chosen) == 0) && may_compare (view, id))
        g_strv_builder_add (ids, id);
    }
  return g_strv_builder_end (ids);
}

static guint
count_comparable (PortailWhatIfView *view)
{
  PortailShellContext *context = portail_desk_get_context (view->desk);
  guint n = 0;

  for (guint i = 0; i < portail_shell_context_get_n_companies (context); i++)
    if (may_compare (view, portail_shell_context_get_company_at (context, i)->id))
      n++;
  return n;
}

/* States */

static void
show_status (PortailWhatIfView *view,
             const char *icon_name,
             const char *title,
             const char *description)
{
  adw_status_page_set_icon_name (view->status, icon_name);
  adw_status_page_set_title (view->status, title);
  portail_status_text_set (view->status, description);
  gtk_stack_set_visible_child_name (view->stack, "status");
}

static void
show_waiting (PortailWhatIfView *view)
{
  show_status (view, "view-dual-symbolic", _ ("Nothing compared yet"),
               _ ("Choose a draft or change the table, then compare: sums, chart and tables show "
                  "what would differ."));
}

static void
stop (PortailWhatIfView *view)
{
  g_cancellable_cancel (view->comparing);
  g_clear_object (&view->comparing);
  g_clear_pointer (&view->count, portail_what_if_progress_unref);
  g_clear_handle_id (&view->progress_source, g_source_remove);
}

static void
update (PortailWhatIfView *view)
{
  gtk_widget_set_visible (view->all_row, count_comparable (view) > 1);
  gtk_widget_action_set_enabled (
      GTK_WIDGET (view), "what-if.compare",
      portail_desk_get_cache (view->desk) != NULL && view->comparing == NULL
          && portail_bareme_trial_get (view->trial) != NULL && count_comparable (view) > 0);
}

/* Invariant 2. */
static void
on_question_changed (PortailWhatIfView *view)
{
  if (view->desk == NULL)
    return;
  stop (view);
  portail_what_if_result_set_answer (view->result, NULL);
  show_waiting (view);
  update (view);
}

/* Comparing */

static gboolean
on_progress (gpointer user_data)
{
  PortailWhatIfView *view = PORTAIL_WHAT_IF_VIEW (user_data);

  gtk_progress_bar_set_fraction (view->progress,
                                 portail_what_if_progress_get_fraction (view->count));
  return G_SOURCE_CONTINUE;
}

static void
show_answer (PortailWhatIfView *view, PortailWhatIfAnswer *answer)
{
  gboolean is_empty = answer->sheets->len == 0;

  if (is_empty)
    {
      portail_what_if_answer_free (answer);
      show_status (view, "x-office-spreadsheet-symbolic", _ ("No sheet in these weeks"),
                   _ ("There is nothing to compare: ask for more weeks, or choose another week "
                      "above."));
      return;
    }
  portail_what_if_result_set_answer (view->result, answer);
  gtk_stack_set_visible_child_name (view->stack, "result");
  /* Where it is narrow this brings it into view. */
  gtk_widget_child_focus (GTK_WIDGET (view->result), GTK_DIR_TAB_FORWARD);
}

static void
on_answer (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PortailWhatIfView) view = user_data;
  g_autoptr (GError) error = NULL;
  PortailWhatIfAnswer *answer = portail_cache_query_finish (PORTAIL_CACHE (object), result, &error);

  /* Cancelled with the question: what was shown instead stays. */
  if (answer == NULL && g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (view->desk == NULL || view->comparing == NULL)
    {
      g_clear_pointer (&answer, portail_what_if_answer_free);
      return;
    }
  stop (view);
  update (view);
  if (answer != NULL)
    show_answer (view, answer);
  else
    show_status (view, "dialog-error-symbolic", _ ("The weeks could not be compared"),
                 error->message);
}

static void
activate_compare (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  PortailWhatIfView *view = PORTAIL_WHAT_IF_VIEW (widget);
  PortailWeek to = portail_shell_context_get_period (portail_desk_get_context (view->desk));
  guint n_weeks = spans[MIN (adw_combo_row_get_selected (view->span), G_N_ELEMENTS (spans) - 1)];
  g_auto (GStrv) companies = list_companies (view);
  PortailBareme draft = *portail_bareme_trial_get (view->trial);
  const PortailWhatIfQuestion question = {
    .enterprise_ids = (const char *const *) companies,
    .from = { to.number - (gint32) n_weeks + 1 },
    .to = to,
    .draft = &draft,
  };

  if (portail_bareme_trial_is_changed (view->trial))
    {
      /* Translators: a tax table that somebody has changed to try it. */
      draft.name = _ ("changed table");
      draft.effective_from = PORTAIL_WEEK_NULL;
    }

  stop (view);
  view->comparing = g_cancellable_new ();
  view->count = portail_what_if_progress_new ();
  view->progress_source = g_timeout_add ((guint) (PROGRESS_SECONDS * 1000), on_progress, view);
  gtk_progress_bar_set_fraction (view->progress, 0);
  gtk_stack_set_visible_child_name (view->stack, "progress");
  update (view);
  portail_cache_scan_async (portail_desk_get_cache (view->desk),
                            portail_what_if_run_new_query (&question, view->count, view->comparing),
                            view->comparing, on_answer, g_object_ref (view));
}

static void
activate_stop (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  on_question_changed (PORTAIL_WHAT_IF_VIEW (widget));
}

/* Tables */

static void
on_bareme_chosen (PortailWhatIfView *view)
{
  guint chosen = adw_combo_row_get_selected (view->bareme);

  if (view->choices != NULL && chosen < view->choices->choices->len)
    portail_bareme_trial_set (
        view->trial, &((PortailBaremeChoice *) view->choices->choices->pdata[chosen])->bareme);
}

/* The newest draft, if there is one: that is what one comes here for. */
static guint
find_first_choice (PortailWhatIfView *view)
{
  for (guint i = 0; i < view->choices->choices->len; i++)
    if (((PortailBaremeChoice *) view->choices->choices->pdata[i])->kind == PORTAIL_BAREME_DRAFT)
      return i;
  return 0;
}

static void
on_choices (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PortailWhatIfView) view = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GtkStringList) titles = gtk_string_list_new (NULL);
  PortailBaremeChoices *choices = portail_cache_query_finish (PORTAIL_CACHE (object), result,
                                                              &error);

  if (choices == NULL || view->desk == NULL)
    {
      if (error != NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED)
          && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CLOSED))
        portail_toast_show (GTK_WIDGET (view), error->message);
      g_clear_pointer (&choices, portail_bareme_choices_free);
      return;
    }
  g_clear_pointer (&view->choices, portail_bareme_choices_free);
  view->choices = choices;
  for (guint i = 0; i < choices->choices->len; i++)
    gtk_string_list_append (titles, ((PortailBaremeChoice *) choices->choices->pdata[i])->title);
  g_signal_handlers_block_by_func (view->bareme, on_bareme_chosen, view);
  adw_combo_row_set_model (view->bareme, G_LIST_MODEL (titles));
  adw_combo_row_set_selected (view->bareme, find_first_choice (view));
  g_signal_handlers_unblock_by_func (view->bareme, on_bareme_chosen, view);
  on_bareme_chosen (view);
}

static void
read_choices (PortailWhatIfView *view)
{
  PortailCache *cache = portail_desk_get_cache (view->desk);

  g_cancellable_cancel (view->reading);
  g_clear_object (&view->reading);
  view->reading = g_cancellable_new ();
  on_question_changed (view);
  if (cache != NULL)
    portail_cache_query_async (
        cache,
        portail_bareme_choices_new_query (
            portail_desk_get_company_id (view->desk),
            portail_shell_context_get_period (portail_desk_get_context (view->desk))),
        view->reading, on_choices, g_object_ref (view));
}

/* What somebody is changing stays. */
static void
on_context_changed (PortailWhatIfView *view)
{
  if (portail_bareme_trial_is_changed (view->trial))
    on_question_changed (view);
  else
    read_choices (view);
}

static void
on_cache_changed (PortailWhatIfView *view, const char *type)
{
  if ((type == NULL || g_str_has_prefix (type, "bareme") || g_str_equal (type, "wealth_tranche"))
      && !portail_bareme_trial_is_changed (view->trial))
    read_choices (view);
}

static void
on_account_changed (PortailWhatIfView *view)
{
  PortailCache *cache = portail_desk_get_cache (view->desk);

  if (cache != NULL)
    g_signal_connect_object (cache, "changed", G_CALLBACK (on_cache_changed), view,
                             G_CONNECT_SWAPPED);
  read_choices (view);
}

static void
on_width_changed (PortailWhatIfView *view, PortailFoldBin *bin)
{
  gboolean is_narrow = portail_fold_bin_is_narrow (bin);

  gtk_orientable_set_orientation (GTK_ORIENTABLE (view->body), is_narrow
                                                                   ? GTK_ORIENTATION_VERTICAL
                                                                   : GTK_ORIENTATION_HORIZONTAL);
  gtk_scrolled_window_set_policy (view->scroller, GTK_POLICY_NEVER,
                                  is_narrow ? GTK_POLICY_AUTOMATIC : GTK_POLICY_NEVER);
  gtk_scrolled_window_set_policy (view->question, GTK_POLICY_NEVER,
                                  is_narrow ? GTK_POLICY_NEVER : GTK_POLICY_AUTOMATIC);
  gtk_widget_set_size_request (GTK_WIDGET (view->question), is_narrow ? -1 : QUESTION_WIDTH, -1);
  gtk_widget_set_size_request (GTK_WIDGET (view->stack), -1, is_narrow ? RESULT_HEIGHT : -1);
  gtk_widget_set_visible (view->separator, !is_narrow);
}

static void
portail_what_if_view_dispose (GObject *object)
{
  PortailWhatIfView *view = PORTAIL_WHAT_IF_VIEW (object);

  stop (view);
  g_cancellable_cancel (view->reading);
  g_clear_object (&view->reading);
  g_clear_pointer (&view->choices, portail_bareme_choices_free);
  g_clear_object (&view->desk);
  G_OBJECT_CLASS (portail_what_if_view_parent_class)->dispose (object);
}

static void
bind_children (GtkWidgetClass *class)
{
  gtk_widget_class_bind_template_child (class, PortailWhatIfView, scroller);
  gtk_widget_class_bind_template_child (class, PortailWhatIfView, body);
  gtk_widget_class_bind_template_child (class, PortailWhatIfView, question);
  gtk_widget_class_bind_template_child (class, PortailWhatIfView, separator);
  gtk_widget_class_bind_template_child (class, PortailWhatIfView, bareme);
  gtk_widget_class_bind_template_child (class, PortailWhatIfView, span);
  gtk_widget_class_bind_template_child (class, PortailWhatIfView, all_row);
  gtk_widget_class_bind_template_child (class, PortailWhatIfView, all_companies);
  gtk_widget_class_bind_template_child (class, PortailWhatIfView, trial);
  gtk_widget_class_bind_template_child (class, PortailWhatIfView, stack);
  gtk_widget_class_bind_template_child (class, PortailWhatIfView, status);
  gtk_widget_class_bind_template_child (class, PortailWhatIfView, progress);
  gtk_widget_class_bind_template_child (class, PortailWhatIfView, result);
  gtk_widget_class_bind_template_callback (class, on_bareme_chosen);
  gtk_widget_class_bind_template_callback (class, on_question_changed);
  gtk_widget_class_bind_template_callback (class, on_width_changed);
}

static void
portail_what_if_view_class_init (PortailWhatIfViewClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = portail_what_if_view_dispose;
  g_type_ensure (PORTAIL_TYPE_BAREME_TRIAL);
  g_type_ensure (PORTAIL_TYPE_FOLD_BIN);
  g_type_ensure (PORTAIL_TYPE_WHAT_IF_RESULT);
  gtk_widget_class_install_action (widget_class, "what-if.compare", NULL, activate_compare);
  gtk_widget_class_install_action (widget_class, "what-if.stop", NULL, activate_stop);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/fr/flashbackfa_entreprise/Portail/portail-what-if-view.ui");
  bind_children (widget_class);
}

static void
portail_what_if_view_init (PortailWhatIfView *view)
{
  g_autoptr (GtkStringList) titles = gtk_string_list_new (NULL);

  gtk_widget_init_template (GTK_WIDGET (view));
  for (gsize i = 0; i < G_N_ELEMENTS (spans); i++)
    {
      g_autofree char *title = g_strdup_printf (
          g_dngettext (GETTEXT_PACKAGE, "the last %u week", "the last %u weeks", spans[i]),
          spans[i]);

      gtk_string_list_append (titles, title);
    }
  adw_combo_row_set_model (view->span, G_LIST_MODEL (titles));
  adw_combo_row_set_selected (view->span, SPAN_DEFAULT);
}

GtkWidget *
portail_what_if_view_new (PortailDesk *desk)
{
  PortailWhatIfView *view = g_object_new (PORTAIL_TYPE_WHAT_IF_VIEW, NULL);

  view->desk = g_object_ref (desk);
  g_signal_connect_object (portail_desk_get_context (desk), "changed",
                           G_CALLBACK (on_context_changed), view, G_CONNECT_SWAPPED);
  g_signal_connect_object (desk, "account-changed", G_CALLBACK (on_account_changed), view,
                           G_CONNECT_SWAPPED);
  on_account_changed (view);
  return GTK_WIDGET (view);
}

const PortailWhatIfAnswer *
portail_what_if_view_get_answer (PortailWhatIfView *view)
{
  g_return_val_if_fail (PORTAIL_IS_WHAT_IF_VIEW (view), NULL);
  return portail_what_if_result_get_answer (view->result);
}

gboolean
portail_what_if_view_is_ready (PortailWhatIfView *view)
{
  g_return_val_if_fail (PORTAIL_IS_WHAT_IF_VIEW (view), FALSE);
  return view->choices != NULL && portail_bareme_trial_get (view->trial) != NULL;
}
