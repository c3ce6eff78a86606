/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/portail-trays.h"

#include "app/portail-toast.h"
#include "app/portail-tray-row.h"
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
  PortailShellContext *context;
  PortailCache *cache;
  PortailOutboxList *lists[PORTAIL_N_TRAYS];
  GtkNoSelection *selections[PORTAIL_N_TRAYS];
  GtkStack *states[PORTAIL_N_TRAYS]; /* "list" or "empty" */
};

G_DEFINE_FINAL_TYPE (PortailTrays, portail_trays, ADW_TYPE_BIN)

static const char *
find_company_name (PortailTrays *trays, const char *id)
{
  const PortailShellCompany *company = id != NULL
                                           ? portail_shell_context_find_company (trays->context, id)
                                           : NULL;

  return company != NULL ? company->name : NULL;
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
      gtk_stack_set_visible_child_name (trays->states[i], n > 0 ? "list" : "empty");
      n_all += n;
    }
  gtk_widget_set_sensitive (trays->export_button, n_all > 0);
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

/* What is discarded has no way back: the one question with explicit verbs. */
static void
ask_discard (PortailTrays *trays, PortailOutboxItem *item)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (trays));
  GtkWidget *dialog = adw_message_dialog_new (
      GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL, _ ("Give this change up?"),
      _ ("What you typed is lost, and with it what builds on it. The sheet shows what the server "
         "has again."));

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
on_resolve (PortailTrays *trays, PortailOutboxItem *item, PortailResolution resolution)
{
  if (resolution == PORTAIL_RESOLVE_DISCARD)
    ask_discard (trays, item);
  else
    resolve (trays, item, resolution);
}

static void
set_up_row (PortailTrays *trays, GtkListItem *list_item)
{
  GtkWidget *row = portail_tray_row_new ();

  g_signal_connect_object (row, "resolve", G_CALLBACK (on_resolve), trays, G_CONNECT_SWAPPED);
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
  gtk_stack_add_named (trays->stack, states, kinds[i].name);
}

/* Export */

static void
on_saved (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PortailTrays) trays = user_data;
  g_autoptr (GError) error = NULL;

  if (g_file_replace_contents_finish (G_FILE (object), result, NULL, &error))
    portail_toast_show (GTK_WIDGET (trays), _ ("The changes have been exported."));
  else
    portail_toast_show (GTK_WIDGET (trays), error->message);
}

static void
on_exported (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GFile) file = user_data;
  PortailTrays *trays = g_object_get_data (G_OBJECT (file), "trays");
  g_autoptr (GError) error = NULL;
  char *json = portail_cache_export_finish (PORTAIL_CACHE (object), result, &error);
  g_autoptr (GBytes) bytes = NULL;

  if (json == NULL)
    {
      portail_toast_show (GTK_WIDGET (trays), error->message);
      return;
    }
  bytes = g_bytes_new_take (json, strlen (json));
  g_file_replace_contents_bytes_async (file, bytes, NULL, FALSE, G_FILE_CREATE_PRIVATE, NULL,
                                       on_saved, g_object_ref (trays));
}

static void
on_file_chosen (GtkNativeDialog *dialog, int response, PortailTrays *trays)
{
  g_autoptr (GFile) file = response == GTK_RESPONSE_ACCEPT
                               ? gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog))
                               : NULL;

  if (file != NULL && trays->cache != NULL)
    {
      g_object_set_data_full (G_OBJECT (file), "trays", g_object_ref (trays), g_object_unref);
      portail_cache_export_async (trays->cache, NULL, on_exported, g_steal_pointer (&file));
    }
  g_object_unref (dialog);
}

void
portail_trays_export (PortailTrays *trays)
{
  GtkRoot *root;
  GtkFileChooserNative *dialog;

  g_return_if_fail (PORTAIL_IS_TRAYS (trays));
  root = gtk_widget_get_root (GTK_WIDGET (trays));
  dialog = gtk_file_chooser_native_new (_ ("Export all changes"),
                                        GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL,
                                        GTK_FILE_CHOOSER_ACTION_SAVE, _ ("_Export"), NULL);

  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (dialog), "portail-modifications.json");
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (dialog), TRUE);
  g_signal_connect_object (dialog, "response", G_CALLBACK (on_file_chosen), trays, 0);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (dialog));
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

  portail_trays_set_cache (trays, NULL);
  for (guint i = 0; i < PORTAIL_N_TRAYS; i++)
    g_clear_object (&trays->selections[i]);
  g_clear_object (&trays->context);
  G_OBJECT_CLASS (portail_trays_parent_class)->dispose (object);
}

static void
portail_trays_class_init (PortailTraysClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = portail_trays_dispose;
  gtk_widget_class_set_template_from_resource (
      widget_class, "/fr/flashbackfa_entreprise/Portail/portail-trays.ui");
  gtk_widget_class_bind_template_child (widget_class, PortailTrays, stack);
  gtk_widget_class_bind_template_child (widget_class, PortailTrays, export_button);
  gtk_widget_class_bind_template_callback (widget_class, on_export);
}

static void
portail_trays_init (PortailTrays *trays)
{
  gtk_widget_init_template (GTK_WIDGET (trays));
  for (guint i = 0; i < PORTAIL_N_TRAYS; i++)
    add_tray (trays, i);
  update (trays);
}

GtkWidget *
portail_trays_new (PortailShellContext *context)
{
  PortailTrays *trays = g_object_new (PORTAIL_TYPE_TRAYS, NULL);

  trays->context = g_object_ref (context);
  return GTK_WIDGET (trays);
}

void
portail_trays_set_cache (PortailTrays *trays, PortailCache *cache)
{
  g_return_if_fail (PORTAIL_IS_TRAYS (trays));
  g_set_object (&trays->cache, cache);
  for (guint i = 0; i < PORTAIL_N_TRAYS; i++)
    {
      g_clear_object (&trays->lists[i]);
      if (cache != NULL)
        {
          trays->lists[i] = portail_outbox_list_new (cache, kinds[i].states);
          g_signal_connect_object (trays->lists[i], "items-changed", G_CALLBACK (update), trays,
                                   G_CONNECT_SWAPPED);
        }
      if (trays->selections[i] != NULL)
        gtk_no_selection_set_model (trays->selections[i],
                                    cache != NULL ? G_LIST_MODEL (trays->lists[i]) : NULL);
    }
  if (cache != NULL)
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
  while (!g_str_equal (gtk_stack_get_visible_child_name (trays->stack), kinds[i].name))
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
