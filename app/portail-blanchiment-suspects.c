/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/portail-blanchiment-suspects.h"

#include <string.h>

#include "app/portail-blanchiment-suspect-row.h"
#include "app/portail-blanchiment-words.h"
#include "app/portail-command-dialog.h"
#include "app/portail-command-manner.h"
#include "app/portail-status-text.h"
#include "shared/portail-i18n.h"
#include "shared/portail-text-fold.h"

struct _PortailBlanchimentSuspects
{
  AdwBin parent_instance;

  GtkEditable *search;
  GtkDropDown *review_chooser;
  GtkDropDown *reason_chooser;
  GtkWidget *all_box;
  GtkToggleButton *all_companies;
  GtkStack *stack;
  AdwStatusPage *status_page;
  GtkButton *status_button;
  GtkListView *view;
  GtkLabel *foot;

  PortailBlanchimentBook *book;
  GListStore *items;
  GtkFilter *filter;
  GtkFilterListModel *shown;
  char *search_key;                      /* NULL: no words */
  PortailBlanchimentFindingItem *judged; /* that staff was asked about last; or NULL */
};

G_DEFINE_FINAL_TYPE (PortailBlanchimentSuspects, portail_blanchiment_suspects, ADW_TYPE_BIN)

enum
{
  OPEN,
  REVIEW,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

/* Behind “All reviews”. */
static const PortailBlanchimentReview reviews[] = {
  PORTAIL_BLANCHIMENT_NOT_REVIEWED,
  PORTAIL_BLANCHIMENT_CLEARED,
  PORTAIL_BLANCHIMENT_CONFIRMED,
};

/* Filters */

static gboolean
has_word (const char *text, const char *key)
{
  g_autofree char *folded = portail_text_fold (text != NULL ? text : "");

  return strstr (folded, key) != NULL;
}

static gboolean
matches_words (PortailBlanchimentSuspects *suspects, const PortailBlanchimentOperation *operation)
{
  const char *key = suspects->search_key;

  return key == NULL || has_word (operation->employee_name, key)
         || has_word (operation->groupe, key) || has_word (operation->donneur_id, key)
         || has_word (operation->receveur_id, key);
}

/* The rules, then « suspendu », behind “All reasons”. */
static gboolean
matches_reason (PortailBlanchimentSuspects *suspects, const PortailBlanchimentFinding *finding)
{
  guint chosen = gtk_drop_down_get_selected (suspects->reason_chooser);

  if (chosen == 0 || chosen == GTK_INVALID_LIST_POSITION)
    return TRUE;
  if (chosen <= PORTAIL_BLANCHIMENT_N_RULES)
    return finding->risk.points[chosen - 1] > 0;
  return finding->operation->status == PORTAIL_BLANCHIMENT_SUSPENDU;
}

static gboolean
matches (gpointer item, gpointer user_data)
{
  PortailBlanchimentSuspects *suspects = PORTAIL_BLANCHIMENT_SUSPECTS (user_data);
  const PortailBlanchimentFinding *finding = portail_blanchiment_finding_item_get (item);
  guint review = gtk_drop_down_get_selected (suspects->review_chooser);

  if (!gtk_toggle_button_get_active (suspects->all_companies)
      && g_strcmp0 (
             finding->operation->base.enterprise_id,
             portail_desk_get_company_id (portail_blanchiment_book_get_desk (suspects->book)))
             != 0)
    return FALSE;
  if (review > 0 && review <= G_N_ELEMENTS (reviews) && finding->review != reviews[review - 1])
    return FALSE;
  return matches_reason (suspects, finding) && matches_words (suspects, finding->operation);
}

static gboolean
is_filtered (PortailBlanchimentSuspects *suspects)
{
  return suspects->search_key != NULL || gtk_drop_down_get_selected (suspects->review_chooser) > 0
         || gtk_drop_down_get_selected (suspects->reason_chooser) > 0;
}

static void
clear_filters (PortailBlanchimentSuspects *suspects)
{
  gtk_editable_set_text (suspects->search, "");
  gtk_drop_down_set_selected (suspects->review_chooser, 0);
  gtk_drop_down_set_selected (suspects->reason_chooser, 0);
}

/* What is shown */

static void
show_status (PortailBlanchimentSuspects *suspects,
             const char *icon_name,
             const char *title,
             const char *description,
             const char *button)
{
  adw_status_page_set_icon_name (suspects->status_page, icon_name);
  adw_status_page_set_title (suspects->status_page, title);
  portail_status_text_set (suspects->status_page, description);
  gtk_button_set_label (suspects->status_button, button != NULL ? button : "");
  gtk_widget_set_visible (GTK_WIDGET (suspects->status_button), button != NULL);
  gtk_stack_set_visible_child_name (suspects->stack, "status");
}

static void
show_foot (PortailBlanchimentSuspects *suspects)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (suspects->shown));
  guint n_to_review = 0;
  g_autofree char *number = g_strdup_printf (
      g_dngettext (GETTEXT_PACKAGE, "%u suspect", "%u suspects", n), n);
  g_autofree char *text = NULL;

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (PortailBlanchimentFindingItem) item = g_list_model_get_item (
          G_LIST_MODEL (suspects->shown), i);

      n_to_review += portail_blanchiment_finding_item_get (item)->review
                     == PORTAIL_BLANCHIMENT_NOT_REVIEWED;
    }
  /* Translators: number of suspects, then how many of them nobody has reviewed. */
  text = g_strdup_printf (_ ("%1$s · %2$u to review"), number, n_to_review);
  gtk_label_set_text (suspects->foot, text);
  gtk_widget_set_visible (GTK_WIDGET (suspects->foot), n > 0);
}

static void
update (PortailBlanchimentSuspects *suspects)
{
  const char *fault = portail_blanchiment_book_get_fault (suspects->book);

  show_foot (suspects);
  if (fault != NULL)
    show_status (suspects, "dialog-warning-symbolic", _ ("The operations cannot be read"), fault,
                 _ ("_Try again"));
  else if (portail_blanchiment_book_get_survey (suspects->book) == NULL)
    gtk_stack_set_visible_child_name (suspects->stack, "loading");
  else if (g_list_model_get_n_items (G_LIST_MODEL (suspects->shown)) > 0)
    gtk_stack_set_visible_child_name (suspects->stack, "list");
  else if (is_filtered (suspects))
    show_status (suspects, "system-search-symbolic", _ ("No suspect matches"),
                 _ ("Try other words, or take the filters away."), _ ("_Clear the filters"));
  else
    show_status (suspects, "object-select-symbolic", _ ("No suspects"),
                 _ ("No operation has a risk of 60 or more, and none is suspended."), NULL);
}

static void
on_filter_changed (PortailBlanchimentSuspects *suspects)
{
  g_autofree char *key = portail_text_fold (gtk_editable_get_text (suspects->search));

  if (suspects->book == NULL)
    return;
  g_free (suspects->search_key);
  suspects->search_key = *key != '\0' ? g_steal_pointer (&key) : NULL;
  gtk_filter_changed (suspects->filter, GTK_FILTER_CHANGE_DIFFERENT);
  update (suspects);
}

static void
on_book_changed (PortailBlanchimentSuspects *suspects)
{
  const PortailBlanchimentSurvey *survey = portail_blanchiment_book_get_survey (suspects->book);
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);
  PortailDesk *desk = portail_blanchiment_book_get_desk (suspects->book);

  for (guint i = 0; survey != NULL && i < survey->findings->len; i++)
    g_ptr_array_add (items, portail_blanchiment_finding_item_new (survey->findings->pdata[i]));
  g_list_store_splice (suspects->items, 0,
                       g_list_model_get_n_items (G_LIST_MODEL (suspects->items)), items->pdata,
                       items->len);
  gtk_widget_set_visible (suspects->all_box,
                          portail_role_is_server_wide (portail_desk_get_highest_role (desk)));
  if (!gtk_widget_get_visible (suspects->all_box))
    gtk_toggle_button_set_active (suspects->all_companies, FALSE);
  gtk_filter_changed (suspects->filter, GTK_FILTER_CHANGE_DIFFERENT);
  update (suspects);
}

static void
on_status_button (PortailBlanchimentSuspects *suspects)
{
  if (portail_blanchiment_book_get_fault (suspects->book) != NULL)
    portail_blanchiment_book_reload (suspects->book);
  else
    clear_filters (suspects);
}

/* Rows */

static void
on_judged (const PortailTransition *transition,
           const PortailArguments *arguments,
           gpointer user_data)
{
  PortailBlanchimentSuspects *suspects = PORTAIL_BLANCHIMENT_SUSPECTS (user_data);
  const PortailBlanchimentFinding *finding;
  PortailSyncOp *op;

  if (suspects->judged == NULL)
    return;
  finding = portail_blanchiment_finding_item_get (suspects->judged);
  op = portail_sync_op_new (PORTAIL_SYNC_OP_SINGLE, finding->operation->base.enterprise_id);
  portail_sync_op_take_change (
      op, portail_command_manner_make_change (transition, finding->operation->base.id, arguments));
  g_signal_emit (suspects, signals[REVIEW], 0, op);
}

static void
on_review (PortailBlanchimentSuspectRow *row, PortailBlanchimentSuspects *suspects)
{
  g_autoptr (GPtrArray) operations = g_ptr_array_new ();

  g_set_object (&suspects->judged, portail_blanchiment_suspect_row_get_item (row));
  if (suspects->judged == NULL)
    return;
  g_ptr_array_add (operations,
                   (gpointer) portail_blanchiment_finding_item_get (suspects->judged)->operation);
  portail_command_dialog_ask (
      GTK_WIDGET (suspects),
      portail_transition_find (portail_blanchiment_operation_type.name, "review"), operations,
      on_judged);
}

static void
set_up_row (PortailBlanchimentSuspects *suspects, GtkListItem *list_item)
{
  GtkWidget *row = portail_blanchiment_suspect_row_new ();

  g_signal_connect_object (row, "review", G_CALLBACK (on_review), suspects, 0);
  gtk_list_item_set_child (list_item, row);
}

static void
bind_row (PortailBlanchimentSuspects *suspects, GtkListItem *list_item)
{
  PortailBlanchimentFindingItem *item = gtk_list_item_get_item (list_item);
  const PortailBlanchimentOperation *operation =
      portail_blanchiment_finding_item_get (item)->operation;
  PortailDesk *desk = portail_blanchiment_book_get_desk (suspects->book);
  const PortailShellCompany *company = portail_shell_context_find_company (
      portail_desk_get_context (desk), operation->base.enterprise_id);
  PortailRights rights = portail_desk_get_rights (desk, PORTAIL_MODULE_BLANCHIMENT,
                                                  operation->base.enterprise_id);

  portail_blanchiment_suspect_row_show (
      PORTAIL_BLANCHIMENT_SUSPECT_ROW (gtk_list_item_get_child (list_item)), item,
      company != NULL && gtk_toggle_button_get_active (suspects->all_companies) ? company->name
                                                                                : NULL,
      rights & PORTAIL_RIGHT_VALIDATE ? NULL : _ ("This is for staff to do."));
}

static void
on_activated (PortailBlanchimentSuspects *suspects, guint position)
{
  g_autoptr (PortailBlanchimentFindingItem) item = g_list_model_get_item (
      G_LIST_MODEL (suspects->shown), position);

  if (item != NULL)
    g_signal_emit (suspects, signals[OPEN], 0,
                   portail_blanchiment_finding_item_get (item)->operation->base.id);
}

static void
portail_blanchiment_suspects_dispose (GObject *object)
{
  PortailBlanchimentSuspects *suspects = PORTAIL_BLANCHIMENT_SUSPECTS (object);

  g_clear_object (&suspects->book);
  g_clear_object (&suspects->judged);
  g_clear_object (&suspects->items);
  g_clear_object (&suspects->filter);
  g_clear_object (&suspects->shown);
  g_clear_pointer (&suspects->search_key, g_free);
  G_OBJECT_CLASS (portail_blanchiment_suspects_parent_class)->dispose (object);
}

static void
bind_children (GtkWidgetClass *class)
{
  gtk_widget_class_bind_template_child (class, PortailBlanchimentSuspects, search);
  gtk_widget_class_bind_template_child (class, PortailBlanchimentSuspects, review_chooser);
  gtk_widget_class_bind_template_child (class, PortailBlanchimentSuspects, reason_chooser);
  gtk_widget_class_bind_template_child (class, PortailBlanchimentSuspects, all_box);
  gtk_widget_class_bind_template_child (class, PortailBlanchimentSuspects, all_companies);
  gtk_widget_class_bind_template_child (class, PortailBlanchimentSuspects, stack);
  gtk_widget_class_bind_template_child (class, PortailBlanchimentSuspects, status_page);
  gtk_widget_class_bind_template_child (class, PortailBlanchimentSuspects, status_button);
  gtk_widget_class_bind_template_child (class, PortailBlanchimentSuspects, view);
  gtk_widget_class_bind_template_child (class, PortailBlanchimentSuspects, foot);
  gtk_widget_class_bind_template_callback (class, on_filter_changed);
  gtk_widget_class_bind_template_callback (class, on_status_button);
  gtk_widget_class_bind_template_callback (class, on_activated);
}

static void
portail_blanchiment_suspects_class_init (PortailBlanchimentSuspectsClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);
  GType type = G_TYPE_FROM_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = portail_blanchiment_suspects_dispose;
  signals[OPEN] = g_signal_new ("open", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                                1, G_TYPE_STRING);
  signals[REVIEW] = g_signal_new ("review", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 1, G_TYPE_POINTER);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/fr/flashbackfa_entreprise/Portail/portail-blanchiment-suspects.ui");
  bind_children (widget_class);
}

static void
fill_choosers (PortailBlanchimentSuspects *suspects)
{
  g_autoptr (GtkStringList) review_titles = gtk_string_list_new (NULL);
  g_autoptr (GtkStringList) reason_titles = gtk_string_list_new (NULL);

  gtk_string_list_append (review_titles, _ ("All reviews"));
  for (gsize i = 0; i < G_N_ELEMENTS (reviews); i++)
    gtk_string_list_append (review_titles, portail_blanchiment_review_get_title (reviews[i]));
  gtk_drop_down_set_model (suspects->review_chooser, G_LIST_MODEL (review_titles));
  gtk_string_list_append (reason_titles, _ ("All reasons"));
  for (int i = 0; i < PORTAIL_BLANCHIMENT_N_RULES; i++)
    gtk_string_list_append (reason_titles,
                            portail_blanchiment_rule_get_title ((PortailBlanchimentRule) i));
  gtk_string_list_append (reason_titles,
                          portail_blanchiment_status_get_title (PORTAIL_BLANCHIMENT_SUSPENDU));
  gtk_drop_down_set_model (suspects->reason_chooser, G_LIST_MODEL (reason_titles));
}

static void
portail_blanchiment_suspects_init (PortailBlanchimentSuspects *suspects)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();

  gtk_widget_init_template (GTK_WIDGET (suspects));
  fill_choosers (suspects);
  suspects->items = g_list_store_new (PORTAIL_TYPE_BLANCHIMENT_FINDING_ITEM);
  g_signal_connect_object (factory, "setup", G_CALLBACK (set_up_row), suspects, G_CONNECT_SWAPPED);
  g_signal_connect_object (factory, "bind", G_CALLBACK (bind_row), suspects, G_CONNECT_SWAPPED);
  gtk_list_view_set_factory (suspects->view, factory);
  g_object_unref (factory);
}

GtkWidget *
portail_blanchiment_suspects_new (PortailBlanchimentBook *book)
{
  PortailBlanchimentSuspects *suspects = g_object_new (PORTAIL_TYPE_BLANCHIMENT_SUSPECTS, NULL);
  g_autoptr (GtkNoSelection) selection = NULL;

  suspects->book = g_object_ref (book);
  suspects->filter = GTK_FILTER (gtk_custom_filter_new (matches, suspects, NULL));
  suspects->shown = gtk_filter_list_model_new (G_LIST_MODEL (g_object_ref (suspects->items)),
                                               g_object_ref (suspects->filter));
  selection = gtk_no_selection_new (G_LIST_MODEL (g_object_ref (suspects->shown)));
  gtk_list_view_set_model (suspects->view, GTK_SELECTION_MODEL (selection));
  g_signal_connect_object (book, "changed", G_CALLBACK (on_book_changed), suspects,
                           G_CONNECT_SWAPPED);
  on_book_changed (suspects);
  return GTK_WIDGET (suspects);
}

void
portail_blanchiment_suspects_find (PortailBlanchimentSuspects *suspects)
{
  g_return_if_fail (PORTAIL_IS_BLANCHIMENT_SUSPECTS (suspects));
  gtk_widget_grab_focus (GTK_WIDGET (suspects->search));
}

GListModel *
portail_blanchiment_suspects_get_rows (PortailBlanchimentSuspects *suspects)
{
  g_return_val_if_fail (PORTAIL_IS_BLANCHIMENT_SUSPECTS (suspects), NULL);
  return G_LIST_MODEL (suspects->shown);
}
