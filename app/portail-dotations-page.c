/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/portail-dotations-page.h"

#include "app/portail-dotation-page.h"
#include "app/portail-page.h"
#include "app/portail-toast.h"
#include "app/portail-week-deeds.h"
#include "shared/portail-error.h"
#include "shared/portail-i18n.h"
#include "shared/portail-id.h"

struct _PortailDotationsPage
{
  AdwBin parent_instance;

  GtkStack *stack;
  PortailWeeksView *weeks;
  PortailDotationPage *sheet; /* the open one, or NULL */
  PortailDesk *desk;
  PortailShellContext *context; /* the desk's */
  PortailCache *cache;          /* the desk's, as the page has shown it */
  GSimpleActionGroup *actions;
  PortailUndoStack *undo_stack; /* of the list: weeks that went to the trash or came back */
  gboolean is_creating;
};

static void implement_page (PortailPageInterface *interface);

G_DEFINE_FINAL_TYPE_WITH_CODE (PortailDotationsPage,
                               portail_dotations_page,
                               ADW_TYPE_BIN,
                               G_IMPLEMENT_INTERFACE (PORTAIL_TYPE_PAGE, implement_page))

/* The page's actions that are the open sheet's. */
static const struct
{
  const char *name;
  PortailDotationPageDeed deed;
} deeds[] = {
  { "undo", PORTAIL_DOTATION_PAGE_UNDO },
  { "redo", PORTAIL_DOTATION_PAGE_REDO },
  { "print", PORTAIL_DOTATION_PAGE_PRINT },
  { "save", PORTAIL_DOTATION_PAGE_SAVE },
};

/* Those that are actions of its own, while it can be edited. */
static const struct
{
  const char *name;
  const char *sheet_action;
} imports[] = {
  { "import", "sheet.import-file" },
  { "paste-table", "sheet.import-clipboard" },
};

static void
enable (PortailDotationsPage *page, const char *name, gboolean is_enabled)
{
  g_simple_action_set_enabled (
      G_SIMPLE_ACTION (g_action_map_lookup_action (G_ACTION_MAP (page->actions), name)),
      is_enabled);
}

static void
update_actions (PortailDotationsPage *page)
{
  gboolean is_editable = page->sheet != NULL
                         && portail_dotation_model_is_editable (
                             portail_dotation_page_get_model (page->sheet));

  enable (page, "new", page->cache != NULL && page->sheet == NULL);
  enable (page, "find", page->cache != NULL && page->sheet == NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (imports); i++)
    enable (page, imports[i].name, is_editable);
  for (gsize i = 0; page->sheet != NULL && i < G_N_ELEMENTS (deeds); i++)
    enable (page, deeds[i].name, portail_dotation_page_can (page->sheet, deeds[i].deed));
  if (page->sheet != NULL)
    return;
  enable (page, "undo", portail_undo_stack_can_undo (page->undo_stack));
  enable (page, "redo", portail_undo_stack_can_redo (page->undo_stack));
  enable (page, "print", FALSE);
  enable (page, "save", FALSE);
}

static void
do_deed (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  PortailDotationsPage *page = PORTAIL_DOTATIONS_PAGE (user_data);
  const char *name = g_action_get_name (G_ACTION (action));

  for (gsize i = 0; i < G_N_ELEMENTS (deeds); i++)
    if (page->sheet != NULL && g_str_equal (deeds[i].name, name))
      portail_dotation_page_do (page->sheet, deeds[i].deed);
  if (page->sheet == NULL && g_str_equal (name, "undo"))
    portail_undo_stack_undo (page->undo_stack);
  else if (page->sheet == NULL && g_str_equal (name, "redo"))
    portail_undo_stack_redo (page->undo_stack);
}

static void
do_import (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  PortailDotationsPage *page = PORTAIL_DOTATIONS_PAGE (user_data);

  for (gsize i = 0; i < G_N_ELEMENTS (imports); i++)
    if (page->sheet != NULL && g_str_equal (imports[i].name, g_action_get_name (G_ACTION (action))))
      gtk_widget_activate_action (GTK_WIDGET (page->sheet), imports[i].sheet_action, NULL);
}

static void
do_new (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  portail_dotations_page_open_week (PORTAIL_DOTATIONS_PAGE (user_data));
}

static void
do_find (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  portail_weeks_view_find (PORTAIL_DOTATIONS_PAGE (user_data)->weeks);
}

static const GActionEntry entries[] = {
  { .name = "undo", .activate = do_deed },     { .name = "redo", .activate = do_deed },
  { .name = "print", .activate = do_deed },    { .name = "save", .activate = do_deed },
  { .name = "new", .activate = do_new },       { .name = "find", .activate = do_find },
  { .name = "import", .activate = do_import }, { .name = "paste-table", .activate = do_import },
};

void
portail_dotations_page_close_sheet (PortailDotationsPage *page)
{
  GtkWidget *sheet;

  g_return_if_fail (PORTAIL_IS_DOTATIONS_PAGE (page));
  if (page->sheet == NULL)
    return;
  portail_dotation_page_commit (page->sheet);
  sheet = GTK_WIDGET (g_steal_pointer (&page->sheet));
  gtk_stack_set_visible_child (page->stack, GTK_WIDGET (page->weeks));
  gtk_stack_remove (page->stack, sheet);
  update_actions (page);
}

/* Rights follow the company of the sheet, whatever the header shows. */
static void
update_role (PortailDotationsPage *page)
{
  PortailDotationModel *model;
  const PortailDotation *dotation;
  const PortailShellCompany *company;

  if (page->sheet == NULL)
    return;
  model = portail_dotation_page_get_model (page->sheet);
  dotation = portail_dotation_model_get_dotation (model);
  company = dotation != NULL && dotation->base.enterprise_id != NULL
                ? portail_shell_context_find_company (page->context, dotation->base.enterprise_id)
                : NULL;
  portail_dotation_model_set_role (model, company != NULL ? company->role : PORTAIL_ROLE_NONE);
}

/* Another company or week in the header is another sheet: back to the weeks. */
static void
on_context_changed (PortailDotationsPage *page)
{
  const PortailShellCompany *company = portail_shell_context_get_company (page->context);
  PortailWeek period = portail_shell_context_get_period (page->context);
  const PortailDotation *dotation = page->sheet != NULL ? portail_dotation_model_get_dotation (
                                        portail_dotation_page_get_model (page->sheet))
                                                        : NULL;

  update_role (page);
  if (dotation != NULL
      && (company == NULL || g_strcmp0 (company->id, dotation->base.enterprise_id) != 0
          || period.number != dotation->period.number))
    portail_dotations_page_close_sheet (page);
}

/* The header shows what the page shows. */
static void
follow_sheet (PortailDotationsPage *page)
{
  const PortailDotation *dotation = portail_dotation_model_get_dotation (
      portail_dotation_page_get_model (page->sheet));
  g_autofree char *enterprise_id = NULL;
  PortailWeek period;

  if (dotation == NULL)
    return;
  enterprise_id = g_strdup (dotation->base.enterprise_id);
  period = dotation->period;
  g_signal_handlers_block_by_func (page->context, on_context_changed, page);
  portail_shell_context_choose_company (page->context, enterprise_id);
  portail_shell_context_set_period (page->context, period);
  g_signal_handlers_unblock_by_func (page->context, on_context_changed, page);
}

static void
on_model_changed (PortailDotationModel *model, PortailDotationsPage *page)
{
  if (page->sheet == NULL || portail_dotation_page_get_model (page->sheet) != model)
    return;
  if (portail_dotation_model_get_role (model) == PORTAIL_ROLE_NONE)
    {
      follow_sheet (page);
      update_role (page);
    }
}

static void
do_week (PortailDotationsPage *page,
         PortailWeekDeed deed,
         const char *enterprise_id,
         const char *dotation_id)
{
  PortailDeedPlace place = { page->cache, page->undo_stack, GTK_WIDGET (page) };

  portail_week_deeds_do (&place, deed, enterprise_id, dotation_id);
}

/* What is being typed goes with the sheet. */
static void
on_trash (PortailDotationsPage *page)
{
  const PortailDotation *dotation = portail_dotation_model_get_dotation (
      portail_dotation_page_get_model (page->sheet));
  g_autofree char *enterprise_id = NULL;
  g_autofree char *id = NULL;

  if (dotation == NULL || page->cache == NULL)
    return;
  enterprise_id = g_strdup (dotation->base.enterprise_id);
  id = g_strdup (dotation->base.id);
  portail_dotations_page_close_sheet (page);
  do_week (page, PORTAIL_WEEK_DEED_TRASH, enterprise_id, id);
}

static void
on_restore (PortailDotationsPage *page, const char *enterprise_id, const char *dotation_id)
{
  if (page->cache != NULL)
    do_week (page, PORTAIL_WEEK_DEED_RESTORE, enterprise_id, dotation_id);
}

void
portail_dotations_page_open (PortailDotationsPage *page, const char *dotation_id)
{
  g_autoptr (PortailUndoStack) undo_stack = NULL;
  g_autoptr (PortailDotationModel) model = NULL;

  g_return_if_fail (PORTAIL_IS_DOTATIONS_PAGE (page));
  if (page->cache == NULL)
    return;
  portail_dotations_page_close_sheet (page);
  undo_stack = portail_undo_stack_new ();
  model = portail_dotation_model_new (page->cache, dotation_id, undo_stack);
  page->sheet = PORTAIL_DOTATION_PAGE (portail_dotation_page_new (model));
  g_signal_connect_object (model, "changed", G_CALLBACK (on_model_changed), page, 0);
  g_signal_connect_object (page->sheet, "back", G_CALLBACK (portail_dotations_page_close_sheet),
                           page, G_CONNECT_SWAPPED);
  g_signal_connect_object (page->sheet, "trash", G_CALLBACK (on_trash), page, G_CONNECT_SWAPPED);
  g_signal_connect_object (page->sheet, "actions-changed", G_CALLBACK (update_actions), page,
                           G_CONNECT_SWAPPED);
  gtk_stack_add_named (page->stack, GTK_WIDGET (page->sheet), NULL);
  gtk_stack_set_visible_child (page->stack, GTK_WIDGET (page->sheet));
  update_actions (page);
}

static void
on_created (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  PortailDotationsPage *page = PORTAIL_DOTATIONS_PAGE (g_task_get_source_object (task));
  g_autoptr (GError) error = NULL;

  page->is_creating = FALSE;
  if (portail_cache_apply_finish (PORTAIL_CACHE (object), result, NULL, &error))
    portail_dotations_page_open (page, g_task_get_task_data (task));
  else
    portail_toast_show (GTK_WIDGET (page), error->message);
}

PortailSyncOp *
portail_dotations_page_make_week_op (const char *enterprise_id, PortailWeek period, char **id)
{
  PortailSyncOp *op = portail_sync_op_new (PORTAIL_SYNC_OP_SINGLE, enterprise_id);
  g_autoptr (PortailDotation) dotation = portail_record_new (&portail_dotation_type);
  PortailChange *change;

  *id = portail_id_new ();
  change = portail_change_new (PORTAIL_CHANGE_CREATE, &portail_dotation_type, *id);
  dotation->period = period;
  portail_change_set_fields (change, dotation,
                             portail_record_type_field_bit (&portail_dotation_type, "period"));
  portail_sync_op_take_change (op, change);
  return op;
}

static void
create_week (PortailDotationsPage *page)
{
  const PortailShellCompany *company = portail_shell_context_get_company (page->context);
  char *id;
  PortailSyncOp *op = portail_dotations_page_make_week_op (
      company->id, portail_shell_context_get_period (page->context), &id);
  GTask *task = g_task_new (page, NULL, NULL, NULL);

  g_task_set_source_tag (task, create_week);
  g_task_set_task_data (task, id, g_free);
  page->is_creating = TRUE;
  portail_cache_apply_async (page->cache, op, NULL, on_created, task);
}

void
portail_dotations_page_open_week (PortailDotationsPage *page)
{
  const PortailDotationSummary *there;
  g_autofree char *refusal = NULL;

  g_return_if_fail (PORTAIL_IS_DOTATIONS_PAGE (page));
  if (page->cache == NULL || page->is_creating || !portail_weeks_view_is_ready (page->weeks))
    return;
  there = portail_weeks_view_find_week (page->weeks);
  if (there != NULL)
    {
      g_autofree char *id = g_strdup (there->id);

      portail_dotations_page_open (page, id);
    }
  else if ((refusal = portail_weeks_view_dup_refusal (page->weeks)) == NULL)
    create_week (page);
  else
    portail_toast_show (GTK_WIDGET (page), refusal);
}

static GActionGroup *
get_actions (PortailPage *page)
{
  return G_ACTION_GROUP (PORTAIL_DOTATIONS_PAGE (page)->actions);
}

static void
open_record (PortailPage *page, const char *type, const char *id)
{
  if (g_str_equal (type, portail_dotation_type.name))
    portail_dotations_page_open (PORTAIL_DOTATIONS_PAGE (page), id);
}

static void
settle (PortailPage *page)
{
  portail_dotations_page_close_sheet (PORTAIL_DOTATIONS_PAGE (page));
}

static gboolean
is_showing (PortailPage *page, const char *type, const char *id)
{
  PortailDotationPage *sheet = PORTAIL_DOTATIONS_PAGE (page)->sheet;

  return sheet != NULL && g_str_equal (type, portail_dotation_type.name)
         && g_strcmp0 (id, portail_dotation_model_get_id (portail_dotation_page_get_model (sheet)))
                == 0;
}

static void
implement_page (PortailPageInterface *interface)
{
  interface->get_actions = get_actions;
  interface->open_record = open_record;
  interface->settle = settle;
  interface->is_showing = is_showing;
}

static void
portail_dotations_page_dispose (GObject *object)
{
  PortailDotationsPage *page = PORTAIL_DOTATIONS_PAGE (object);

  page->sheet = NULL;
  g_clear_object (&page->cache);
  g_clear_object (&page->desk);
  g_clear_object (&page->actions);
  g_clear_object (&page->undo_stack);
  G_OBJECT_CLASS (portail_dotations_page_parent_class)->dispose (object);
}

static void
portail_dotations_page_class_init (PortailDotationsPageClass *class)
{
  G_OBJECT_CLASS (class)->dispose = portail_dotations_page_dispose;
}

static void
portail_dotations_page_init (PortailDotationsPage *page)
{
  page->undo_stack = portail_undo_stack_new ();
  g_signal_connect_object (page->undo_stack, "changed", G_CALLBACK (update_actions), page,
                           G_CONNECT_SWAPPED);
  page->actions = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (page->actions), entries, G_N_ELEMENTS (entries),
                                   page);
  page->stack = GTK_STACK (gtk_stack_new ());
  gtk_stack_set_hhomogeneous (page->stack, FALSE);
  gtk_stack_set_vhomogeneous (page->stack, FALSE);
  page->weeks = g_object_new (PORTAIL_TYPE_WEEKS_VIEW, NULL);
  gtk_stack_add_named (page->stack, GTK_WIDGET (page->weeks), "weeks");
  g_signal_connect_object (page->weeks, "open", G_CALLBACK (portail_dotations_page_open), page,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (page->weeks, "new", G_CALLBACK (portail_dotations_page_open_week), page,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (page->weeks, "restore", G_CALLBACK (on_restore), page,
                           G_CONNECT_SWAPPED);
  adw_bin_set_child (ADW_BIN (page), GTK_WIDGET (page->stack));
  update_actions (page);
}

static void
on_account_changed (PortailDotationsPage *page)
{
  portail_dotations_page_close_sheet (page);
  portail_undo_stack_clear (page->undo_stack);
  g_set_object (&page->cache, portail_desk_get_cache (page->desk));
  portail_weeks_view_set_cache (page->weeks, page->cache);
  update_actions (page);
}

GtkWidget *
portail_dotations_page_new (PortailDesk *desk)
{
  PortailDotationsPage *page = g_object_new (PORTAIL_TYPE_DOTATIONS_PAGE, NULL);

  page->desk = g_object_ref (desk);
  page->context = portail_desk_get_context (desk);
  portail_weeks_view_set_context (page->weeks, page->context);
  g_signal_connect_object (page->context, "changed", G_CALLBACK (on_context_changed), page,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (desk, "account-changed", G_CALLBACK (on_account_changed), page,
                           G_CONNECT_SWAPPED);
  on_account_changed (page);
  return GTK_WIDGET (page);
}

GtkWidget *
portail_dotations_page_get_sheet (PortailDotationsPage *page)
{
  g_return_val_if_fail (PORTAIL_IS_DOTATIONS_PAGE (page), NULL);
  return (GtkWidget *) page->sheet;
}

PortailWeeksView *
portail_dotations_page_get_weeks (PortailDotationsPage *page)
{
  g_return_val_if_fail (PORTAIL_IS_DOTATIONS_PAGE (page), NULL);
  return page->weeks;
}
