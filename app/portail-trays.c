/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/portail-trays.h"

#include "app/portail-draft-list.h"
#include "app/portail-op-cancel.h"
#include "app/portail-op-choice-dialog.h"
#include "app/portail-op-details.h"
#include "app/portail-op-edit-dialog.h"
#include "app/portail-page.h"
#include "app/portail-status-text.h"
#include "app/portail-toast.h"
#include "app/portail-transfers-bar.h"
#include "app/portail-tray-export.h"
#include "app/portail-tray-row.h"
#include "app/portail-undo-stack.h"
#include "shared/portail-i18n.h"

typedef struct
{
  const char *name;
  const char *title; /* of the switcher */
  const char *empty_icon;
  const char *empty_title;
  const char *empty_words;
  PortailOpStates states;
} TrayKind;

static const TrayKind kinds[PORTAIL_N_TRAYS] = {
  [PORTAIL_TRAY_TO_SEND] = { "to-send", N_ ("To send"), "emblem-ok-symbolic",
                             N_ ("Nothing to send"),
                             N_ ("All that you changed has reached the server."),
                             PORTAIL_OP_STATES (PENDING) },
  [PORTAIL_TRAY_TO_RESOLVE] = { "to-resolve", N_ ("To resolve"), "emblem-ok-symbolic",
                                N_ ("Nothing to resolve"),
                                N_ ("When somebody else changes the same figure as you, both "
                                    "values wait here for your choice."),
                                PORTAIL_OP_STATES (CONFLICT) },
  [PORTAIL_TRAY_REFUSED] = { "refused", N_ ("Rejected"), "emblem-ok-symbolic",
                             N_ ("Nothing was refused"),
                             N_ ("What the server does not take is kept here with its reason."),
                             PORTAIL_OP_STATES (REJECTED) | PORTAIL_OP_STATES (QUARANTINED) },
};

struct _PortailTrays
{
  AdwBin parent_instance;

  GtkStack *stack;
  GtkWidget *export_button;
  GtkWidget *note; /* why nothing leaves at the moment */
  PortailTransfersBar *transfers;
  PortailDraftList *drafts;
  PortailDesk *desk;
  PortailCache *cache;
  PortailSync *sync; /* whose status is followed */
  PortailUndoStack *undo_stack;
  GSimpleActionGroup *actions;
  PortailOutboxList *lists[PORTAIL_N_TRAYS];
  GtkNoSelection *selections[PORTAIL_N_TRAYS];
  GtkStack *states[PORTAIL_N_TRAYS]; /* by PortailOutboxListState, and "empty" */
  AdwStatusPage *faults[PORTAIL_N_TRAYS];
};

static void implement_page (PortailPageInterface *interface);

G_DEFINE_FINAL_TYPE_WITH_CODE (PortailTrays,
                               portail_trays,
                               ADW_TYPE_BIN,
                               G_IMPLEMENT_INTERFACE (PORTAIL_TYPE_PAGE, implement_page))

static GActionGroup *
get_actions (PortailPage *page)
{
  return G_ACTION_GROUP (PORTAIL_TRAYS (page)->actions);
}

static void
implement_page (PortailPageInterface *interface)
{
  interface->get_actions = get_actions;
}

static const char *
find_company_name (PortailTrays *trays, const char *id)
{
  const PortailShellCompany *company = id != NULL ? portail_shell_context_find_company (
                                           portail_desk_get_context (trays->desk), id)
                                                  : NULL;

  return company != NULL ? company->name : NULL;
}

static const char *
find_state_name (PortailTrays *trays, guint i)
{
  PortailOutboxListState state = trays->lists[i] != NULL
                                     ? portail_outbox_list_get_state (trays->lists[i])
                                     : PORTAIL_OUTBOX_LIST_READY;

  if (portail_trays_get_n (trays, (PortailTray) i) > 0)
    return "list";
  if (state == PORTAIL_OUTBOX_LIST_FAILED)
    return "fault";
  return state == PORTAIL_OUTBOX_LIST_READING ? "reading" : "empty";
}

static void
update (PortailTrays *trays)
{
  guint n_all = 0;

  for (guint i = 0; i < PORTAIL_N_TRAYS; i++)
    {
      guint n = portail_trays_get_n (trays, (PortailTray) i);
      GtkStackPage *page = gtk_stack_get_page (trays->stack, GTK_WIDGET (trays->states[i]));
      g_autofree char *title = NULL;

      /* Translators: the name of a tray and how much is in it. */
      title = n > 0 ? g_strdup_printf (_ ("%1$s (%2$u)"), _ (kinds[i].title), n)
                    : g_strdup (_ (kinds[i].title));
      gtk_stack_page_set_title (page, title);
      gtk_stack_page_set_needs_attention (page, n > 0 && i != PORTAIL_TRAY_TO_SEND);
      if (trays->lists[i] != NULL && portail_outbox_list_get_fault (trays->lists[i]) != NULL)
        portail_status_text_set (trays->faults[i], portail_outbox_list_get_fault (trays->lists[i]));
      gtk_stack_set_visible_child_name (trays->states[i], find_state_name (trays, i));
      n_all += n;
    }
  gtk_widget_set_sensitive (trays->export_button, n_all > 0);
}

/* A tray that is there only while it holds something. */
static void
update_drafts (PortailTrays *trays)
{
  GtkStackPage *page = gtk_stack_get_page (trays->stack, GTK_WIDGET (trays->drafts));
  guint n = portail_draft_list_get_n (trays->drafts);
  g_autofree char *title = g_strdup_printf (_ ("%1$s (%2$u)"), _ ("Drafts"), n);

  gtk_stack_page_set_title (page, title);
  gtk_stack_page_set_visible (page, n > 0);
  if (n == 0 && gtk_stack_get_visible_child (trays->stack) == GTK_WIDGET (trays->drafts))
    portail_trays_show (trays, PORTAIL_TRAY_TO_SEND);
}

/* What waits leaves by itself; only where something is in the way is there a word about it. */
static void
update_note (PortailTrays *trays)
{
  const char *text = NULL;

  if (trays->sync != NULL && portail_sync_get_status (trays->sync) == PORTAIL_SYNC_STATUS_OFFLINE)
    text = _ ("No connection at the moment. All this is kept here and leaves by itself.");
  else if (trays->sync != NULL
           && portail_sync_get_status (trays->sync) == PORTAIL_SYNC_STATUS_SIGNED_OUT)
    text = _ ("All this is kept here and leaves once you have signed in again.");
  gtk_label_set_text (GTK_LABEL (trays->note), text != NULL ? text : "");
  gtk_widget_set_visible (trays->note, text != NULL);
}

static void
follow_sync (PortailTrays *trays)
{
  PortailSync *sync = trays->cache != NULL ? portail_desk_get_sync (trays->desk) : NULL;

  if (trays->sync != NULL)
    g_signal_handlers_disconnect_by_data (trays->sync, trays);
  g_set_object (&trays->sync, sync);
  if (sync != NULL)
    g_signal_connect_object (sync, "notify::status", G_CALLBACK (update_note), trays,
                             G_CONNECT_SWAPPED);
  portail_transfers_bar_set_sources (trays->transfers, trays->cache,
                                     trays->cache != NULL ? portail_desk_get_blobs (trays->desk)
                                                          : NULL);
  update_note (trays);
}

static void
on_resolved (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PortailTrays) trays = user_data;
  g_autoptr (GError) error = NULL;

  if (!portail_cache_resolve_finish (PORTAIL_CACHE (object), result, &error))
    portail_toast_show (GTK_WIDGET (trays), error->message);
}

static void
resolve (PortailTrays *trays, PortailOutboxItem *item, PortailResolution resolution)
{
  if (trays->cache != NULL)
    portail_cache_resolve_async (trays->cache, portail_outbox_item_get_op (item)->op->op_id,
                                 resolution, on_resolved, g_object_ref (trays));
}

static void
on_discard_answer (AdwMessageDialog *dialog, const char *response, PortailTrays *trays)
{
  PortailOutboxItem *item = g_object_get_data (G_OBJECT (dialog), "item");

  if (g_str_equal (response, "discard"))
    resolve (trays, item, PORTAIL_RESOLVE_DISCARD);
}

/* Those that wait to be sent. Owned; items borrowed. */
static GPtrArray *
list_dependents (PortailTrays *trays, PortailOutboxItem *item)
{
  return portail_outbox_item_list_dependents (item,
                                              G_LIST_MODEL (trays->lists[PORTAIL_TRAY_TO_SEND]));
}

/* What is discarded has no way back: the one question with explicit verbs. */
static void
ask_discard (PortailTrays *trays, PortailOutboxItem *item)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (trays));
  g_autoptr (GPtrArray) dependents = list_dependents (trays, item);
  g_autofree char *names = portail_op_cancel_list_names (dependents);
  g_autofree char *body = names != NULL
                              ? g_strdup_printf (
                                  _ ("What you typed is lost, and with it what builds on it:\n%s"),
                                  names)
                              : g_strdup (_ ("What you typed is lost. The record shows what the "
                                             "server has again."));
  GtkWidget *dialog = adw_message_dialog_new (GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL,
                                              _ ("Give this change up?"), body);

  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "keep", _ ("_Keep it"), "discard",
                                    _ ("_Give it up"), NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "discard",
                                              ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "keep");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "keep");
  g_object_set_data_full (G_OBJECT (dialog), "item", g_object_ref (item), g_object_unref);
  g_signal_connect_object (dialog, "response", G_CALLBACK (on_discard_answer), trays, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
cancel (PortailTrays *trays, PortailOutboxItem *item)
{
  const PortailOpCancelPlace place = { GTK_WIDGET (trays), trays->cache, trays->undo_stack };
  g_autoptr (GPtrArray) dependents = list_dependents (trays, item);

  portail_op_cancel_run (&place, item, dependents);
}

static void
open_record (PortailTrays *trays, PortailOutboxItem *item)
{
  const PortailRecord *owner = portail_outbox_item_get_owner (item);

  if (owner != NULL)
    gtk_widget_activate_action (GTK_WIDGET (trays), "win.open-record", "(ss)", owner->type->name,
                                owner->id);
}

static void
on_deed (PortailTrays *trays, PortailOutboxItem *item, PortailOpDeed deed)
{
  GtkWidget *within = GTK_WIDGET (trays);
  const PortailSyncOp *op = portail_outbox_item_get_op (item)->op;

  if (trays->cache == NULL)
    return;
  if (deed == PORTAIL_DEED_SEE)
    portail_op_details_show (within, item, find_company_name (trays, op->enterprise_id));
  else if (deed == PORTAIL_DEED_OPEN)
    open_record (trays, item);
  else if (deed == PORTAIL_DEED_EDIT)
    portail_op_edit_dialog_run (within, trays->desk, item);
  else if (deed == PORTAIL_DEED_CHOOSE)
    portail_op_choice_dialog_run (within, trays->cache, item);
  else if (deed == PORTAIL_DEED_TAKE_MINE)
    resolve (trays, item, PORTAIL_RESOLVE_TAKE_MINE);
  else if (deed == PORTAIL_DEED_TAKE_THEIRS)
    resolve (trays, item, PORTAIL_RESOLVE_TAKE_THEIRS);
  else if (deed == PORTAIL_DEED_CANCEL)
    cancel (trays, item);
  else if (deed == PORTAIL_DEED_DISCARD)
    ask_discard (trays, item);
  else if (deed == PORTAIL_DEED_EXPORT)
    portail_tray_export_run (within, trays->cache, op->op_id);
}

/* An upload is cancelled with the document that it is of. */
static void
on_upload_cancelled (PortailTrays *trays, const char *document_id)
{
  GListModel *list = G_LIST_MODEL (trays->lists[PORTAIL_TRAY_TO_SEND]);

  for (guint i = 0; i < g_list_model_get_n_items (list); i++)
    {
      g_autoptr (PortailOutboxItem) item = g_list_model_get_item (list, i);
      const PortailChange *change = portail_outbox_item_get_change (item);

      if (change != NULL && g_str_equal (change->id, document_id)
          && portail_op_situation_find (item) == PORTAIL_OP_WAITING)
        {
          cancel (trays, item);
          return;
        }
    }
}

static void
set_up_row (PortailTrays *trays, GtkListItem *list_item)
{
  GtkWidget *row = portail_tray_row_new ();

  g_signal_connect_object (row, "deed", G_CALLBACK (on_deed), trays, G_CONNECT_SWAPPED);
  gtk_list_item_set_child (list_item, row);
  gtk_list_item_set_activatable (list_item, FALSE);
}

static void
bind_row (PortailTrays *trays, GtkListItem *list_item)
{
  PortailOutboxItem *item = PORTAIL_OUTBOX_ITEM (gtk_list_item_get_item (list_item));
  const char *enterprise_id = portail_outbox_item_get_op (item)->op->enterprise_id;

  portail_tray_row_set_item (PORTAIL_TRAY_ROW (gtk_list_item_get_child (list_item)), item,
                             find_company_name (trays, enterprise_id));
}

static GtkWidget *
new_list (PortailTrays *trays, guint i)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  GtkWidget *scroller = gtk_scrolled_window_new ();
  GtkWidget *clamp = adw_clamp_scrollable_new ();
  GtkWidget *view;

  g_signal_connect_object (factory, "setup", G_CALLBACK (set_up_row), trays, G_CONNECT_SWAPPED);
  g_signal_connect_object (factory, "bind", G_CALLBACK (bind_row), trays, G_CONNECT_SWAPPED);
  trays->selections[i] = gtk_no_selection_new (NULL);
  view = gtk_list_view_new (GTK_SELECTION_MODEL (g_object_ref (trays->selections[i])), factory);
  gtk_list_view_set_show_separators (GTK_LIST_VIEW (view), TRUE);
  gtk_widget_add_css_class (view, "tray");
  gtk_accessible_update_property (GTK_ACCESSIBLE (view), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ (kinds[i].empty_title), -1);
  adw_clamp_scrollable_set_maximum_size (ADW_CLAMP_SCROLLABLE (clamp), 800);
  adw_clamp_scrollable_set_child (ADW_CLAMP_SCROLLABLE (clamp), view);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), clamp);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  return scroller;
}

static void
on_read_again (PortailTrays *trays)
{
  for (guint i = 0; i < PORTAIL_N_TRAYS; i++)
    if (trays->lists[i] != NULL)
      portail_outbox_list_read (trays->lists[i]);
}

static GtkWidget *
new_fault (PortailTrays *trays, guint i)
{
  GtkWidget *fault = adw_status_page_new ();
  GtkWidget *button = gtk_button_new_with_mnemonic (_ ("_Try again"));

  trays->faults[i] = ADW_STATUS_PAGE (fault);
  adw_status_page_set_icon_name (trays->faults[i], "dialog-error-symbolic");
  adw_status_page_set_title (trays->faults[i], _ ("What waits cannot be read"));
  adw_status_page_set_child (trays->faults[i], button);
  gtk_widget_set_halign (button, GTK_ALIGN_CENTER);
  g_signal_connect_object (button, "clicked", G_CALLBACK (on_read_again), trays, G_CONNECT_SWAPPED);
  return fault;
}

static GtkWidget *
new_reading (void)
{
  GtkWidget *spinner = gtk_spinner_new ();

  gtk_spinner_start (GTK_SPINNER (spinner));
  gtk_widget_set_halign (spinner, GTK_ALIGN_CENTER);
  gtk_widget_set_valign (spinner, GTK_ALIGN_CENTER);
  gtk_widget_set_size_request (spinner, 32, 32);
  gtk_accessible_update_property (GTK_ACCESSIBLE (spinner), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Loading"), -1);
  return spinner;
}

static void
add_tray (PortailTrays *trays, guint i)
{
  GtkWidget *states = gtk_stack_new ();
  GtkWidget *empty = adw_status_page_new ();

  adw_status_page_set_icon_name (ADW_STATUS_PAGE (empty), kinds[i].empty_icon);
  adw_status_page_set_title (ADW_STATUS_PAGE (empty), _ (kinds[i].empty_title));
  adw_status_page_set_description (ADW_STATUS_PAGE (empty), _ (kinds[i].empty_words));
  trays->states[i] = GTK_STACK (states);
  gtk_stack_add_named (GTK_STACK (states), empty, "empty");
  gtk_stack_add_named (GTK_STACK (states), new_list (trays, i), "list");
  gtk_stack_add_named (GTK_STACK (states), new_fault (trays, i), "fault");
  gtk_stack_add_named (GTK_STACK (states), new_reading (), "reading");
  gtk_stack_add_named (trays->stack, states, kinds[i].name);
}

/* The widget */

void
portail_trays_export (PortailTrays *trays)
{
  g_return_if_fail (PORTAIL_IS_TRAYS (trays));
  if (trays->cache != NULL)
    portail_tray_export_run (GTK_WIDGET (trays), trays->cache, NULL);
}

static void
on_export (PortailTrays *trays)
{
  portail_trays_export (trays);
}

static void
portail_trays_dispose (GObject *object)
{
  PortailTrays *trays = PORTAIL_TRAYS (object);

  if (trays->cache != NULL)
    portail_trays_set_cache (trays, NULL);
  for (guint i = 0; i < PORTAIL_N_TRAYS; i++)
    g_clear_object (&trays->selections[i]);
  g_clear_object (&trays->desk);
  G_OBJECT_CLASS (portail_trays_parent_class)->dispose (object);
}

static void
portail_trays_finalize (GObject *object)
{
  PortailTrays *trays = PORTAIL_TRAYS (object);

  g_object_unref (trays->actions);
  g_object_unref (trays->undo_stack);
  G_OBJECT_CLASS (portail_trays_parent_class)->finalize (object);
}

static void
portail_trays_class_init (PortailTraysClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = portail_trays_dispose;
  G_OBJECT_CLASS (class)->finalize = portail_trays_finalize;
  g_type_ensure (PORTAIL_TYPE_TRANSFERS_BAR);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/fr/flashbackfa_entreprise/Portail/portail-trays.ui");
  gtk_widget_class_bind_template_child (widget_class, PortailTrays, stack);
  gtk_widget_class_bind_template_child (widget_class, PortailTrays, export_button);
  gtk_widget_class_bind_template_child (widget_class, PortailTrays, note);
  gtk_widget_class_bind_template_child (widget_class, PortailTrays, transfers);
  gtk_widget_class_bind_template_callback (widget_class, on_export);
  gtk_widget_class_bind_template_callback (widget_class, on_upload_cancelled);
}

static void
update_actions (PortailTrays *trays)
{
  GActionMap *map = G_ACTION_MAP (trays->actions);

  g_simple_action_set_enabled (G_SIMPLE_ACTION (g_action_map_lookup_action (map, "undo")),
                               portail_undo_stack_can_undo (trays->undo_stack));
  g_simple_action_set_enabled (G_SIMPLE_ACTION (g_action_map_lookup_action (map, "redo")),
                               portail_undo_stack_can_redo (trays->undo_stack));
}

static void
activate_undo (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  portail_undo_stack_undo (PORTAIL_TRAYS (user_data)->undo_stack);
}

static void
activate_redo (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  portail_undo_stack_redo (PORTAIL_TRAYS (user_data)->undo_stack);
}

static void
portail_trays_init (PortailTrays *trays)
{
  static const GActionEntry entries[] = {
    { .name = "undo", .activate = activate_undo },
    { .name = "redo", .activate = activate_redo },
  };

  trays->undo_stack = portail_undo_stack_new ();
  trays->actions = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (trays->actions), entries, G_N_ELEMENTS (entries),
                                   trays);
  g_signal_connect_object (trays->undo_stack, "changed", G_CALLBACK (update_actions), trays,
                           G_CONNECT_SWAPPED);
  gtk_widget_init_template (GTK_WIDGET (trays));
  for (guint i = 0; i < PORTAIL_N_TRAYS; i++)
    add_tray (trays, i);
  trays->drafts = PORTAIL_DRAFT_LIST (portail_draft_list_new (trays->undo_stack));
  gtk_stack_add_named (trays->stack, GTK_WIDGET (trays->drafts), "drafts");
  g_signal_connect_object (trays->drafts, "changed", G_CALLBACK (update_drafts), trays,
                           G_CONNECT_SWAPPED);
  g_signal_connect_swapped (trays, "map", G_CALLBACK (portail_draft_list_read), trays->drafts);
  update (trays);
  update_drafts (trays);
  update_actions (trays);
}

GtkWidget *
portail_trays_new (PortailDesk *desk)
{
  PortailTrays *trays = g_object_new (PORTAIL_TYPE_TRAYS, NULL);

  trays->desk = g_object_ref (desk);
  g_signal_connect_object (desk, "account-changed", G_CALLBACK (follow_sync), trays,
                           G_CONNECT_SWAPPED);
  return GTK_WIDGET (trays);
}

void
portail_trays_set_cache (PortailTrays *trays, PortailCache *cache)
{
  g_return_if_fail (PORTAIL_IS_TRAYS (trays));
  if (g_set_object (&trays->cache, cache))
    {
      portail_undo_stack_clear (trays->undo_stack);
      portail_draft_list_set_cache (trays->drafts, cache);
    }
  for (guint i = 0; i < PORTAIL_N_TRAYS; i++)
    {
      g_clear_object (&trays->lists[i]);
      if (cache != NULL)
        {
          trays->lists[i] = portail_outbox_list_new (cache, kinds[i].states);
          g_signal_connect_object (trays->lists[i], "read", G_CALLBACK (update), trays,
                                   G_CONNECT_SWAPPED);
        }
      if (trays->selections[i] != NULL)
        gtk_no_selection_set_model (trays->selections[i],
                                    cache != NULL ? G_LIST_MODEL (trays->lists[i]) : NULL);
    }
  if (trays->desk == NULL)
    return;
  follow_sync (trays);
  update (trays);
}

void
portail_trays_show (PortailTrays *trays, PortailTray tray)
{
  g_return_if_fail (PORTAIL_IS_TRAYS (trays));
  g_return_if_fail (tray < PORTAIL_N_TRAYS);
  gtk_stack_set_visible_child_name (trays->stack, kinds[tray].name);
}

void
portail_trays_show_urgent (PortailTrays *trays)
{
  PortailTray tray = PORTAIL_TRAY_TO_SEND;

  g_return_if_fail (PORTAIL_IS_TRAYS (trays));
  if (portail_trays_get_n (trays, PORTAIL_TRAY_TO_RESOLVE) > 0)
    tray = PORTAIL_TRAY_TO_RESOLVE;
  else if (portail_trays_get_n (trays, PORTAIL_TRAY_REFUSED) > 0)
    tray = PORTAIL_TRAY_REFUSED;
  portail_trays_show (trays, tray);
}

PortailTray
portail_trays_get_shown (PortailTrays *trays)
{
  guint i = 0;

  g_return_val_if_fail (PORTAIL_IS_TRAYS (trays), PORTAIL_TRAY_TO_SEND);
  while (i + 1 < PORTAIL_N_TRAYS
         && !g_str_equal (gtk_stack_get_visible_child_name (trays->stack), kinds[i].name))
    i++;
  return (PortailTray) i;
}

guint
portail_trays_get_n (PortailTrays *trays, PortailTray tray)
{
  g_return_val_if_fail (PORTAIL_IS_TRAYS (trays), 0);
  return trays->lists[tray] != NULL ? g_list_model_get_n_items (G_LIST_MODEL (trays->lists[tray]))
                                    : 0;
}
