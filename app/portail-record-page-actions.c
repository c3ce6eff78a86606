/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The actions of a page of records, its bar and its menus. */
#include "app/portail-history-dialog.h"
#include "app/portail-late-menu.h"
#include "app/portail-list-export.h"
#include "app/portail-record-bulk-dialog.h"
#include "app/portail-record-page-private.h"
#include "shared/portail-change-rights.h"
#include "shared/portail-i18n.h"

static void
enable (GSimpleActionGroup *group, const char *name, gboolean is_enabled)
{
  g_simple_action_set_enabled (
      G_SIMPLE_ACTION (g_action_map_lookup_action (G_ACTION_MAP (group), name)), is_enabled);
}

static void
do_undo (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  portail_undo_stack_undo (PORTAIL_RECORD_PAGE (user_data)->undo_stack);
}

static void
do_redo (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  portail_undo_stack_redo (PORTAIL_RECORD_PAGE (user_data)->undo_stack);
}

static void
do_new (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  portail_record_page_begin_new (PORTAIL_RECORD_PAGE (user_data), NULL, 0);
}

static void
do_find (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  PortailRecordPage *page = PORTAIL_RECORD_PAGE (user_data);

  if (page->is_narrow)
    portail_record_page_close (page);
  portail_record_table_find (page->table);
}

static void
do_save (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  portail_record_page_save (PORTAIL_RECORD_PAGE (user_data));
}

static void
do_print (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  PortailRecordPage *page = PORTAIL_RECORD_PAGE (user_data);

  if (page->record == NULL || page->hooks.print == NULL
      || !page->hooks.print (page, page->record, page->user_data))
    portail_list_export_print (page);
}

/* The group "records" beside the deeds */

static void
do_export (GSimpleAction *action, GVariant *format, gpointer user_data)
{
  portail_list_export_run (PORTAIL_RECORD_PAGE (user_data), g_variant_get_string (format, NULL));
}

static void
do_export_workbook (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  portail_list_export_run (PORTAIL_RECORD_PAGE (user_data), "xlsx");
}

static void
do_import (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  PortailRecordPage *page = PORTAIL_RECORD_PAGE (user_data);

  if (page->hooks.import != NULL)
    page->hooks.import (page, page->user_data);
}

static void
do_edit_selected (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  portail_record_bulk_dialog_run (PORTAIL_RECORD_PAGE (user_data));
}

static void
do_everywhere (GSimpleAction *action, GVariant *state, gpointer user_data)
{
  PortailRecordPage *page = PORTAIL_RECORD_PAGE (user_data);

  page->is_everywhere = g_variant_get_boolean (state);
  g_simple_action_set_state (action, state);
  portail_record_page_follow (page);
}

static void
do_trash (GSimpleAction *action, GVariant *state, gpointer user_data)
{
  PortailRecordPage *page = PORTAIL_RECORD_PAGE (user_data);

  page->is_in_trash = g_variant_get_boolean (state);
  g_simple_action_set_state (action, state);
  portail_record_page_close (page);
  portail_record_page_follow (page);
}

static void
do_history (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  PortailRecordPage *page = PORTAIL_RECORD_PAGE (user_data);

  if (page->record != NULL)
    portail_history_dialog_show (GTK_WIDGET (page), page->desk, page->record,
                                 gtk_label_get_text (page->panel->title));
}

static const GActionEntry page_entries[] = {
  { .name = "undo", .activate = do_undo },     { .name = "redo", .activate = do_redo },
  { .name = "new", .activate = do_new },       { .name = "find", .activate = do_find },
  { .name = "save", .activate = do_save },     { .name = "print", .activate = do_print },
  { .name = "import", .activate = do_import }, { .name = "export", .activate = do_export_workbook },
};

static const GActionEntry record_entries[] = {
  { .name = "export", .activate = do_export, .parameter_type = "s" },
  { .name = "import", .activate = do_import },
  { .name = "history", .activate = do_history },
  { .name = "print", .activate = do_print },
  { .name = "new", .activate = do_new },
  { .name = "edit-selected", .activate = do_edit_selected },
  { .name = "all-companies", .state = "false", .change_state = do_everywhere },
  { .name = "trash", .state = "false", .change_state = do_trash },
};

void
portail_record_page_set_up_actions (PortailRecordPage *page)
{
  page->actions = g_simple_action_group_new ();
  page->record_actions = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (page->actions), page_entries,
                                   G_N_ELEMENTS (page_entries), page);
  g_action_map_add_action_entries (G_ACTION_MAP (page->record_actions), record_entries,
                                   G_N_ELEMENTS (record_entries), page);
  for (const GActionEntry *entry = portail_record_page_deeds; entry->name != NULL; entry++)
    g_action_map_add_action_entries (G_ACTION_MAP (page->record_actions), entry, 1, page);
  gtk_widget_insert_action_group (GTK_WIDGET (page), "records",
                                  G_ACTION_GROUP (page->record_actions));
}

static gboolean
may_delete (PortailRecordPage *page, const PortailRecord *record)
{
  g_autofree char *lock = portail_record_page_dup_week_lock (page, record);

  return record != NULL && lock == NULL && !(page->spec->flags & PORTAIL_RECORD_PAGE_NO_DELETE)
         && portail_change_rights_suffice (
             PORTAIL_CHANGE_DELETE, NULL, record,
             portail_record_page_get_rights (page, record->enterprise_id));
}

/* Whether the person may delete some of these records at all. */
static gboolean
may_throw_away (PortailRecordPage *page)
{
  PortailRights rights = portail_record_page_get_rights (page, NULL);

  return !(page->spec->flags & PORTAIL_RECORD_PAGE_NO_DELETE)
         && rights & (PORTAIL_RIGHT_WRITE | PORTAIL_RIGHT_VALIDATE);
}

void
portail_record_page_update_actions (PortailRecordPage *page)
{
  GSimpleActionGroup *records = page->record_actions;
  gboolean can_create = portail_record_page_can_create (page) && !page->is_in_trash;
  gboolean is_typing = page->open_id != NULL
                       && (page->fresh != NULL || portail_record_form_is_changed (page->form));
  guint64 n_selected = gtk_bitset_get_size (
      gtk_selection_model_get_selection (portail_record_table_get_selection (page->table)));
  gboolean can_edit_several = page->spec->bulk_fields != NULL && !page->is_in_trash
                              && portail_record_page_get_rights (page, NULL) & PORTAIL_RIGHT_WRITE;

  enable (page->actions, "undo", portail_undo_stack_can_undo (page->undo_stack));
  enable (page->actions, "redo", portail_undo_stack_can_redo (page->undo_stack));
  enable (page->actions, "new", can_create);
  enable (page->actions, "find", page->cache != NULL);
  enable (page->actions, "save", is_typing && !page->is_saving);
  enable (page->actions, "print", page->cache != NULL);
  enable (page->actions, "export", page->cache != NULL);
  enable (page->actions, "import", page->hooks.import != NULL && can_create);
  enable (records, "new", can_create);
  enable (records, "close", page->open_id != NULL);
  enable (records, "save", is_typing && !page->is_saving);
  enable (records, "discard", is_typing && !page->is_saving);
  enable (records, "export", page->cache != NULL);
  enable (records, "print", page->cache != NULL);
  /* Before the server has it there is none. */
  enable (records, "history", page->record != NULL && page->record->rev > 0);
  enable (records, "import", page->hooks.import != NULL && can_create);
  enable (records, "duplicate",
          can_create && page->record != NULL
              && !(page->spec->flags & PORTAIL_RECORD_PAGE_NO_DUPLICATE));
  enable (records, "delete",
          !page->is_in_trash
              && ((n_selected > 0 && may_throw_away (page)) || may_delete (page, page->record)));
  enable (records, "delete-open", may_delete (page, page->record));
  enable (records, "restore", page->is_in_trash && n_selected > 0 && may_throw_away (page));
  enable (records, "edit-selected", n_selected > 0 && can_edit_several);
  enable (records, "trash", may_throw_away (page));
}

/* The bar */

static GMenuModel *
new_menu (PortailRecordPage *page)
{
  static const char *const formats[][2] = {
    { N_ ("Excel workbook…"), "records.export::xlsx" },
    { N_ ("CSV…"), "records.export::csv" },
    { N_ ("PDF…"), "records.export::pdf" },
  };
  g_autoptr (GMenu) out = g_menu_new ();
  g_autoptr (GMenu) in = g_menu_new ();
  g_autoptr (GMenu) view = g_menu_new ();
  g_autoptr (GMenu) export = g_menu_new ();

  for (gsize i = 0; i < G_N_ELEMENTS (formats); i++)
    g_menu_append (export, _ (formats[i][0]), formats[i][1]);
  if (page->hooks.import != NULL)
    g_menu_append (in, _ ("_Import…"), "records.import");
  g_menu_append_submenu (out, _ ("_Export"), G_MENU_MODEL (export));
  g_menu_append (out, _ ("_Print"), "records.print");
  if (!(page->spec->flags & (PORTAIL_RECORD_PAGE_GLOBAL | PORTAIL_RECORD_PAGE_ALL_COMPANIES)))
    g_menu_append (view, _ ("All _companies"), "records.all-companies");
  if (!(page->spec->flags & PORTAIL_RECORD_PAGE_NO_DELETE))
    g_menu_append (view, _ ("_Trash"), "records.trash");
  page->menu = g_menu_new ();
  g_menu_append_section (page->menu, NULL, G_MENU_MODEL (in));
  g_menu_append_section (page->menu, NULL, G_MENU_MODEL (out));
  g_menu_append_section (page->menu, NULL, G_MENU_MODEL (view));
  return G_MENU_MODEL (page->menu);
}

static GMenuModel *
new_row_menu (PortailRecordPage *page)
{
  GMenu *menu = g_menu_new ();

  if (page->spec->bulk_fields != NULL)
    g_menu_append (menu, _ ("_Edit…"), "records.edit-selected");
  if (!(page->spec->flags & PORTAIL_RECORD_PAGE_NO_DELETE))
    {
      g_menu_append (menu, _ ("_Move to the trash"), "records.delete");
      g_menu_append (menu, _ ("_Restore"), "records.restore");
    }
  return G_MENU_MODEL (menu);
}

void
portail_record_page_set_up_bar (PortailRecordPage *page)
{
  GtkWidget *more = gtk_menu_button_new ();
  g_autoptr (GMenuModel) row_menu = new_row_menu (page);

  page->everywhere_button = gtk_toggle_button_new_with_label (_ ("All companies"));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (page->everywhere_button),
                                  "records.all-companies");
  gtk_widget_add_css_class (page->everywhere_button, "chip-toggle");
  page->new_button = gtk_button_new_from_icon_name ("list-add-symbolic");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (page->new_button), "records.new");
  if (page->spec->new_label != NULL)
    {
      gtk_widget_set_tooltip_text (page->new_button, _ (page->spec->new_label));
      gtk_accessible_update_property (GTK_ACCESSIBLE (page->new_button),
                                      GTK_ACCESSIBLE_PROPERTY_LABEL, _ (page->spec->new_label), -1);
    }
  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (more), "view-more-symbolic");
  portail_late_menu_set (GTK_MENU_BUTTON (more), new_menu (page));
  gtk_widget_set_tooltip_text (more, _ ("More"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (more), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("More"),
                                  -1);
  portail_record_table_add_button (page->table, page->everywhere_button);
  portail_record_table_add_button (page->table, page->new_button);
  portail_record_table_add_button (page->table, more);
  portail_record_table_set_row_menu (page->table,
                                     g_menu_model_get_n_items (row_menu) > 0 ? row_menu : NULL);
}
