/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/portail-record-page.h"

#include "app/portail-page.h"
#include "shared/portail-i18n.h"

struct _PortailRecordPage
{
  AdwBin parent_instance;

  PortailDesk *desk;
  const PortailRecordPageSpec *spec;
  PortailRecordPageHooks hooks;
  gpointer user_data;
  PortailRecordTable *table;
  PortailRecordForm *form;
  PortailUndoStack *undo_stack;
  GSimpleActionGroup *actions;
};

static void implement_page (PortailPageInterface *interface);

G_DEFINE_FINAL_TYPE_WITH_CODE (PortailRecordPage,
                               portail_record_page,
                               ADW_TYPE_BIN,
                               G_IMPLEMENT_INTERFACE (PORTAIL_TYPE_PAGE, implement_page))

static guint opened_signal;

static GActionGroup *
get_actions (PortailPage *page)
{
  return G_ACTION_GROUP (PORTAIL_RECORD_PAGE (page)->actions);
}

static void
implement_page (PortailPageInterface *interface)
{
  interface->get_actions = get_actions;
}

static void
portail_record_page_dispose (GObject *object)
{
  PortailRecordPage *page = PORTAIL_RECORD_PAGE (object);

  g_clear_object (&page->desk);
  g_clear_object (&page->undo_stack);
  g_clear_object (&page->actions);
  g_clear_object (&page->form);
  G_OBJECT_CLASS (portail_record_page_parent_class)->dispose (object);
}

static void
portail_record_page_class_init (PortailRecordPageClass *class)
{
  G_OBJECT_CLASS (class)->dispose = portail_record_page_dispose;
  opened_signal = g_signal_new ("opened", G_TYPE_FROM_CLASS (class), G_SIGNAL_RUN_LAST, 0, NULL,
                                NULL, NULL, G_TYPE_NONE, 0);
}

static void
portail_record_page_init (PortailRecordPage *page)
{
  page->actions = g_simple_action_group_new ();
  page->undo_stack = portail_undo_stack_new ();
}

static void
follow (PortailRecordPage *page)
{
  portail_record_table_set_company (page->table, portail_desk_get_company_id (page->desk));
  portail_record_table_set_cache (page->table, portail_desk_get_cache (page->desk));
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
  if (hooks != NULL)
    page->hooks = *hooks;
  page->user_data = user_data;
  page->table = PORTAIL_RECORD_TABLE (portail_record_table_new (spec->table));
  page->form = g_object_ref_sink (
      PORTAIL_RECORD_FORM (portail_record_form_new (spec->table->type, spec->sections)));
  adw_bin_set_child (ADW_BIN (page), GTK_WIDGET (page->table));
  g_signal_connect_object (portail_desk_get_context (desk), "changed", G_CALLBACK (follow), page,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (desk, "account-changed", G_CALLBACK (follow), page, G_CONNECT_SWAPPED);
  follow (page);
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

PortailRecordForm *
portail_record_page_get_form (PortailRecordPage *page)
{
  return page->form;
}

PortailUndoStack *
portail_record_page_get_undo_stack (PortailRecordPage *page)
{
  return page->undo_stack;
}

gconstpointer
portail_record_page_get_record (PortailRecordPage *page)
{
  return NULL;
}

const char *
portail_record_page_get_company_id (PortailRecordPage *page)
{
  return portail_desk_get_company_id (page->desk);
}

gboolean
portail_record_page_can_create (PortailRecordPage *page)
{
  return FALSE;
}

void
portail_record_page_add_above (PortailRecordPage *page, GtkWidget *widget)
{
  g_object_ref_sink (widget);
  g_object_unref (widget);
}

void
portail_record_page_add_below (PortailRecordPage *page, GtkWidget *widget)
{
  g_object_ref_sink (widget);
  g_object_unref (widget);
}

void
portail_record_page_add_button (PortailRecordPage *page, GtkWidget *button)
{
  portail_record_table_add_button (page->table, button);
}

void
portail_record_page_add_menu (PortailRecordPage *page, GMenuModel *section)
{
}

void
portail_record_page_open (PortailRecordPage *page, const char *id)
{
}

void
portail_record_page_begin_new (PortailRecordPage *page,
                               gconstpointer values,
                               PortailFieldSet fields)
{
}

void
portail_record_page_close (PortailRecordPage *page)
{
}

gboolean
portail_record_page_save (PortailRecordPage *page)
{
  return TRUE;
}

void
portail_record_page_do (PortailRecordPage *page,
                        PortailSyncOp *op,
                        const char *title,
                        const char *done)
{
  portail_sync_op_free (op);
}
