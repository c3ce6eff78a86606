/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/portail-record-page.h"

#include "app/portail-fold-bin.h"
#include "app/portail-page.h"
#include "app/portail-record-page-private.h"
#include "shared/portail-i18n.h"

static void implement_page (PortailPageInterface *interface);

G_DEFINE_FINAL_TYPE_WITH_CODE (PortailRecordPage,
                               portail_record_page,
                               ADW_TYPE_BIN,
                               G_IMPLEMENT_INTERFACE (PORTAIL_TYPE_PAGE, implement_page))

/* Rights */

static gboolean
is_of_companies (PortailRecordPage *page)
{
  return !(page->spec->flags & PORTAIL_RECORD_PAGE_GLOBAL);
}

static gboolean
shows_all_companies (PortailRecordPage *page)
{
  return page->is_everywhere || !is_of_companies (page)
         || page->spec->flags & PORTAIL_RECORD_PAGE_ALL_COMPANIES;
}

PortailRole
portail_record_page_get_role (PortailRecordPage *page, const char *enterprise_id)
{
  if (enterprise_id != NULL && is_of_companies (page))
    return portail_desk_get_role (page->desk, enterprise_id);
  return shows_all_companies (page) ? portail_desk_get_highest_role (page->desk)
                                    : portail_desk_get_role (page->desk, NULL);
}

PortailRights
portail_record_page_get_rights (PortailRecordPage *page, const char *enterprise_id)
{
  return portail_permission_get (page->type->module,
                                 portail_record_page_get_role (page, enterprise_id));
}

const char *
portail_record_page_get_company_id (PortailRecordPage *page)
{
  g_return_val_if_fail (PORTAIL_IS_RECORD_PAGE (page), NULL);
  if (page->record != NULL)
    return page->record->enterprise_id;
  if (page->fresh != NULL)
    return page->fresh->enterprise_id;
  return is_of_companies (page) ? portail_desk_get_company_id (page->desk) : NULL;
}

gboolean
portail_record_page_can_create (PortailRecordPage *page)
{
  const char *company = portail_desk_get_company_id (page->desk);

  g_return_val_if_fail (PORTAIL_IS_RECORD_PAGE (page), FALSE);
  return page->cache != NULL && !(page->spec->flags & PORTAIL_RECORD_PAGE_NO_NEW)
         && (company != NULL || !is_of_companies (page))
         && portail_record_page_get_rights (page, company) & PORTAIL_RIGHT_WRITE;
}

/* What the table shows */

static void
show_empty (PortailRecordPage *page)
{
  PortailRecordTableStatus status = page->spec->empty;
  const char *label = status.button != NULL ? status.button : page->spec->new_label;

  if (page->is_in_trash)
    {
      portail_record_table_set_empty (
          page->table,
          &(PortailRecordTableStatus){ "user-trash-symbolic", _ ("The trash is empty"), "", NULL });
      return;
    }
  status.title = _ (status.title);
  status.description = status.description != NULL ? _ (status.description) : "";
  status.button = label != NULL && portail_record_page_can_create (page) ? _ (label) : NULL;
  /* Nobody is invited to what they may not do. */
  if (status.button == NULL && !(page->spec->flags & PORTAIL_RECORD_PAGE_NO_NEW))
    status.description = _ ("What others enter is shown here.");
  portail_record_table_set_empty (page->table, &status);
}

/* Who may not see the rows sees none in the panel either. */
static void
show_refusal (PortailRecordPage *page)
{
  PortailRecordTableStatus status = { "system-lock-screen-symbolic", _ ("Not for you to see"),
                                      _ ("Your role does not include this. Your company's patron "
                                         "or the staff can help."),
                                      NULL };
  gboolean may_see = page->cache == NULL
                     || portail_permission_can_see (page->type->module,
                                                    portail_record_page_get_role (page, NULL));

  portail_record_table_set_refusal (page->table, may_see ? NULL : &status);
  if (!may_see && page->open_id != NULL)
    portail_record_page_reset_panel (page);
}

void
portail_record_page_follow (PortailRecordPage *page)
{
  PortailShellContext *context = portail_desk_get_context (page->desk);
  PortailRole role = portail_record_page_get_role (page, NULL);
  gboolean has_several = portail_shell_context_get_n_companies (context) > 1
                         && is_of_companies (page)
                         && !(page->spec->flags & PORTAIL_RECORD_PAGE_ALL_COMPANIES);

  portail_record_table_set_company (
      page->table, shows_all_companies (page) ? NULL : portail_desk_get_company_id (page->desk));
  portail_record_table_set_shelf (page->table,
                                  page->is_in_trash ? PORTAIL_SHELF_TRASH : PORTAIL_SHELF_LIVE);
  portail_record_table_set_readable (page->table,
                                     portail_permission_get_readable (page->type, role));
  show_empty (page);
  show_refusal (page);
  gtk_widget_set_visible (page->everywhere_button, has_several && !page->is_narrow);
  gtk_widget_set_visible (page->new_button, !(page->spec->flags & PORTAIL_RECORD_PAGE_NO_NEW));
  if (page->is_in_trash)
    portail_banner_show (page->trash_banner,
                         _ ("What is in the trash stays there for 30 days and can be restored."),
                         _ ("Back to the list"), "records.trash");
  else
    portail_banner_hide (page->trash_banner);
  portail_record_page_show_selection (page);
  portail_record_page_show_panel (page);
}

static void
on_account_changed (PortailRecordPage *page)
{
  PortailCache *cache = portail_desk_get_cache (page->desk);

  if (cache != page->cache)
    {
      portail_record_page_reset_panel (page);
      portail_undo_stack_clear (page->undo_stack);
      if (page->cache != NULL)
        g_signal_handlers_disconnect_by_data (page->cache, page);
      g_set_object (&page->cache, cache);
      if (cache != NULL)
        g_signal_connect_object (cache, "changed",
                                 G_CALLBACK (portail_record_page_on_cache_changed), page,
                                 G_CONNECT_SWAPPED);
      if (page->form != NULL)
        portail_record_form_set_cache (page->form, cache);
      portail_record_table_set_cache (page->table, cache);
      if (page->locks != NULL)
        portail_week_locks_set_cache (page->locks, cache);
    }
  portail_record_page_follow (page);
}

/* Another company in the header: its rows, and a record of another company goes. */
static void
on_context_changed (PortailRecordPage *page)
{
  const char *company = portail_record_page_get_company_id (page);

  if (page->open_id != NULL && !shows_all_companies (page)
      && g_strcmp0 (company, portail_desk_get_company_id (page->desk)) != 0)
    portail_record_page_close (page);
  portail_record_page_follow (page);
}

/* The selection */

void
portail_record_page_show_selection (PortailRecordPage *page)
{
  g_autoptr (GtkBitset) selected = gtk_selection_model_get_selection (
      portail_record_table_get_selection (page->table));
  guint64 n_selected = gtk_bitset_get_size (selected);
  g_autoptr (GPtrArray) items = n_selected > 1 && n_selected <= PORTAIL_RECORD_WINDOW
                                    ? portail_record_table_list_selected (page->table)
                                    : g_ptr_array_new ();
  g_autoptr (GPtrArray) records = g_ptr_array_new ();
  PortailRights rights = ~0u;
  g_autofree char *text = g_strdup_printf (
      g_dngettext (GETTEXT_PACKAGE, "%u row selected", "%u rows selected", (guint) n_selected),
      (guint) n_selected);

  for (guint i = 0; i < items->len && items->len == n_selected; i++)
    {
      const PortailRecord *record = portail_record_item_get_record (items->pdata[i]);

      g_ptr_array_add (records, (gpointer) record);
      rights &= portail_record_page_get_rights (page, record->enterprise_id);
    }
  portail_command_bar_set_records (page->selection_commands, records,
                                   page->is_in_trash ? PORTAIL_RIGHT_NONE : rights);
  gtk_widget_set_visible (GTK_WIDGET (page->selection_commands),
                          !page->is_in_trash && !page->is_narrow
                              && portail_command_bar_has_any (page->selection_commands));
  gtk_widget_set_visible (page->restore_button, page->is_in_trash);
  gtk_widget_set_visible (page->edit_selected_button,
                          !page->is_in_trash && page->spec->bulk_fields != NULL);
  gtk_widget_set_visible (page->delete_selected_button,
                          !page->is_in_trash
                              && !(page->spec->flags & PORTAIL_RECORD_PAGE_NO_DELETE));
  gtk_label_set_text (page->selection_label, text);
  gtk_revealer_set_reveal_child (page->selection_revealer,
                                 n_selected > (page->is_in_trash ? 0 : 1));
  portail_record_page_update_actions (page);
}

/* The panel, once it is there, follows the one row that is selected. */
static void
on_selection_changed (PortailRecordPage *page)
{
  portail_record_page_show_selection (page);
  if (page->open_id != NULL && page->fresh == NULL && !page->is_narrow && !page->is_in_trash)
    {
      g_autoptr (GPtrArray) ids = portail_record_page_list_selected_ids (page);

      if (ids->len == 1)
        portail_record_page_open (page, g_ptr_array_index (ids, 0));
    }
}

/* Rows that go take their selection along without a word. */
static void
on_rows_updated (PortailRecordPage *page)
{
  if (page->is_row_awaited && portail_record_table_reveal (page->table, page->open_id))
    page->is_row_awaited = FALSE;
  portail_record_page_show_selection (page);
}

static void
on_open (PortailRecordPage *page, PortailRecordItem *item)
{
  char id[PORTAIL_ID_TEXT_SIZE];

  if (!page->is_in_trash)
    portail_record_page_open (page,
                              portail_record_key_format (portail_record_item_get_key (item), id));
}

static void
on_trash (PortailRecordPage *page)
{
  g_action_group_activate_action (G_ACTION_GROUP (page->record_actions), "delete", NULL);
}

static void
on_next_step (PortailRecordPage *page)
{
  portail_record_page_begin_new (page, NULL, 0);
}

static void
on_width_changed (PortailRecordPage *page, PortailFoldBin *bin)
{
  page->is_narrow = portail_fold_bin_is_narrow (bin);
  if (page->desk != NULL)
    portail_record_page_follow (page);
}

/* PortailPage */

static GActionGroup *
get_actions (PortailPage *page)
{
  return G_ACTION_GROUP (PORTAIL_RECORD_PAGE (page)->actions);
}

static void
open_record (PortailPage *page, const char *type, const char *id)
{
  if (g_str_equal (type, PORTAIL_RECORD_PAGE (page)->type->name))
    portail_record_page_open (PORTAIL_RECORD_PAGE (page), id);
}

/* The header shows the company and the week that a filter names. */
static void
choose_context (PortailRecordPage *page, GVariant *filters)
{
  PortailShellContext *context = portail_desk_get_context (page->desk);
  const char *text;
  PortailWeek period;

  if (g_variant_lookup (filters, "enterprise_id", "&s", &text)
      && portail_shell_context_find_company (context, text) != NULL)
    {
      portail_shell_context_choose_company (context, text);
      if (is_of_companies (page))
        g_action_group_change_action_state (G_ACTION_GROUP (page->record_actions), "all-companies",
                                            g_variant_new_boolean (FALSE));
    }
  if (g_variant_lookup (filters, "period", "&s", &text) && portail_week_parse (text, &period))
    portail_shell_context_set_period (context, period);
}

static void
show_rows (PortailPage *iface, const char *type, GVariant *filters)
{
  PortailRecordPage *page = PORTAIL_RECORD_PAGE (iface);

  if (!g_str_equal (type, page->type->name))
    return;
  choose_context (page, filters);
  if (page->is_in_trash)
    g_action_group_change_action_state (G_ACTION_GROUP (page->record_actions), "trash",
                                        g_variant_new_boolean (FALSE));
  if (page->is_narrow)
    portail_record_page_close (page);
  portail_record_table_set_filters (page->table, filters);
}

static void
settle (PortailPage *page)
{
  portail_record_page_flush_draft (PORTAIL_RECORD_PAGE (page));
}

static gboolean
is_showing (PortailPage *iface, const char *type, const char *id)
{
  PortailRecordPage *page = PORTAIL_RECORD_PAGE (iface);

  return g_str_equal (type, page->type->name) && g_strcmp0 (id, page->open_id) == 0;
}

static void
implement_page (PortailPageInterface *interface)
{
  interface->get_actions = get_actions;
  interface->open_record = open_record;
  interface->show_rows = show_rows;
  interface->settle = settle;
  interface->is_showing = is_showing;
}

/* Life */

static void
portail_record_page_dispose (GObject *object)
{
  PortailRecordPage *page = PORTAIL_RECORD_PAGE (object);

  if (page->desk != NULL)
    {
      portail_record_page_flush_draft (page);
      /* What is below goes before this, and says so. */
      g_signal_handlers_disconnect_by_data (portail_record_table_get_model (page->table), page);
      g_signal_handlers_disconnect_by_data (portail_record_table_get_selection (page->table), page);
    }
  if (page->form != NULL)
    g_signal_handlers_disconnect_by_data (page->form, page);
  g_cancellable_cancel (page->opening);
  g_clear_object (&page->opening);
  g_clear_object (&page->cache);
  g_clear_object (&page->locks);
  g_clear_object (&page->desk);
  g_clear_object (&page->undo_stack);
  g_clear_object (&page->actions);
  g_clear_object (&page->record_actions);
  g_clear_object (&page->menu);
  g_clear_object (&page->above);
  g_clear_object (&page->below);
  page->form = NULL;
  page->panel = NULL;
  G_OBJECT_CLASS (portail_record_page_parent_class)->dispose (object);
}

static void
portail_record_page_finalize (GObject *object)
{
  PortailRecordPage *page = PORTAIL_RECORD_PAGE (object);

  g_hash_table_unref (page->suggestions);
  g_free (page->open_id);
  g_free (page->taken_key);
  g_clear_pointer (&page->record, portail_record_free);
  g_clear_pointer (&page->fresh, portail_record_free);
  G_OBJECT_CLASS (portail_record_page_parent_class)->finalize (object);
}

static void
bind_children (GtkWidgetClass *class)
{
  gtk_widget_class_bind_template_child (class, PortailRecordPage, sides);
  gtk_widget_class_bind_template_child (class, PortailRecordPage, list_side);
  gtk_widget_class_bind_template_child (class, PortailRecordPage, trash_banner);
  gtk_widget_class_bind_template_child (class, PortailRecordPage, table_place);
  gtk_widget_class_bind_template_child (class, PortailRecordPage, selection_revealer);
  gtk_widget_class_bind_template_child (class, PortailRecordPage, selection_label);
  gtk_widget_class_bind_template_child (class, PortailRecordPage, selection_commands);
  gtk_widget_class_bind_template_child (class, PortailRecordPage, restore_button);
  gtk_widget_class_bind_template_child (class, PortailRecordPage, edit_selected_button);
  gtk_widget_class_bind_template_child (class, PortailRecordPage, delete_selected_button);
  gtk_widget_class_bind_template_child (class, PortailRecordPage, panel_separator);
  gtk_widget_class_bind_template_callback (class, on_width_changed);
}

static void
portail_record_page_class_init (PortailRecordPageClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = portail_record_page_dispose;
  G_OBJECT_CLASS (class)->finalize = portail_record_page_finalize;
  g_signal_new ("opened", G_TYPE_FROM_CLASS (class), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                G_TYPE_NONE, 0);
  /* From the list too; where nothing is open, the key is for whoever is around. */
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "records.close", NULL);
  g_type_ensure (PORTAIL_TYPE_BANNER);
  g_type_ensure (PORTAIL_TYPE_COMMAND_BAR);
  g_type_ensure (PORTAIL_TYPE_FOLD_BIN);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/fr/flashbackfa_entreprise/Portail/portail-record-page.ui");
  bind_children (widget_class);
}

/* Of the panel, whether it is there or still to come. */
static GtkWidget *
new_part (void)
{
  GtkWidget *part = g_object_ref_sink (gtk_box_new (GTK_ORIENTATION_VERTICAL, 12));

  gtk_widget_set_visible (part, FALSE);
  return part;
}

static void
portail_record_page_init (PortailRecordPage *page)
{
  page->undo_stack = portail_undo_stack_new ();
  page->suggestions = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                             (GDestroyNotify) g_strfreev);
  page->above = new_part ();
  page->below = new_part ();
  portail_record_page_set_up_actions (page);
  gtk_widget_init_template (GTK_WIDGET (page));
}

static char *
dup_name (const PortailField *field, gconstpointer record, gpointer user_data)
{
  PortailRecordPage *page = user_data;
  const PortailShellCompany *company;

  if (!g_str_equal (field->refers_to, "enterprise") || portail_field_is_null (field, record))
    return NULL;
  company = portail_shell_context_find_company (portail_desk_get_context (page->desk),
                                                portail_field_get_string (field, record));
  return g_strdup (company != NULL ? company->name : "");
}

static void
set_up_parts (PortailRecordPage *page)
{
  page->table = PORTAIL_RECORD_TABLE (portail_record_table_new (page->spec->table));
  adw_bin_set_child (page->table_place, GTK_WIDGET (page->table));
  portail_record_table_set_names (page->table, dup_name, page);
  if (page->hooks.text != NULL)
    portail_record_table_set_text (page->table, page->hooks.text, page->user_data);
  portail_record_page_set_up_bar (page);
}

static void
connect_parts (PortailRecordPage *page)
{
  g_signal_connect_swapped (page->table, "open", G_CALLBACK (on_open), page);
  g_signal_connect_swapped (page->table, "trash", G_CALLBACK (on_trash), page);
  g_signal_connect_swapped (page->table, "next-step", G_CALLBACK (on_next_step), page);
  g_signal_connect_object (portail_record_table_get_selection (page->table), "selection-changed",
                           G_CALLBACK (on_selection_changed), page, G_CONNECT_SWAPPED);
  g_signal_connect_object (portail_record_table_get_model (page->table), "updated",
                           G_CALLBACK (on_rows_updated), page, G_CONNECT_SWAPPED);
  g_signal_connect_swapped (page->selection_commands, "run",
                            G_CALLBACK (portail_record_page_on_selection_command), page);
  g_signal_connect_object (page->undo_stack, "changed",
                           G_CALLBACK (portail_record_page_update_actions), page,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (portail_desk_get_context (page->desk), "changed",
                           G_CALLBACK (on_context_changed), page, G_CONNECT_SWAPPED);
  g_signal_connect_object (page->desk, "account-changed", G_CALLBACK (on_account_changed), page,
                           G_CONNECT_SWAPPED);
}

GtkWidget *
portail_record_page_new (PortailDesk *desk,
                         const PortailRecordPageSpec *spec,
                         const PortailRecordPageHooks *hooks,
                         gpointer user_data)
{
  PortailRecordPage *page = g_object_new (PORTAIL_TYPE_RECORD_PAGE, NULL);

  page->desk = g_object_ref (desk);
  page->spec = spec;
  page->type = spec->table->type;
  if (hooks != NULL)
    page->hooks = *hooks;
  page->user_data = user_data;
  portail_record_page_set_up_locks (page);
  set_up_parts (page);
  connect_parts (page);
  on_account_changed (page);
  return GTK_WIDGET (page);
}

PortailDesk *
portail_record_page_get_desk (PortailRecordPage *page)
{
  return page->desk;
}

PortailRecordTable *
portail_record_page_get_table (PortailRecordPage *page)
{
  return page->table;
}

PortailUndoStack *
portail_record_page_get_undo_stack (PortailRecordPage *page)
{
  return page->undo_stack;
}

gconstpointer
portail_record_page_get_record (PortailRecordPage *page)
{
  return page->record;
}

void
portail_record_page_add_above (PortailRecordPage *page, GtkWidget *widget)
{
  g_return_if_fail (PORTAIL_IS_RECORD_PAGE (page));
  gtk_box_append (GTK_BOX (page->above), widget);
  gtk_widget_set_visible (page->above, TRUE);
}

void
portail_record_page_add_below (PortailRecordPage *page, GtkWidget *widget)
{
  g_return_if_fail (PORTAIL_IS_RECORD_PAGE (page));
  gtk_box_append (GTK_BOX (page->below), widget);
  gtk_widget_set_visible (page->below, TRUE);
}

void
portail_record_page_add_button (PortailRecordPage *page, GtkWidget *button)
{
  g_return_if_fail (PORTAIL_IS_RECORD_PAGE (page));
  portail_record_table_add_button (page->table, button);
}

void
portail_record_page_add_menu (PortailRecordPage *page, GMenuModel *section)
{
  g_return_if_fail (PORTAIL_IS_RECORD_PAGE (page));
  g_menu_append_section (page->menu, NULL, section);
}
