/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/portail-company-page.h"

#include "app/portail-company-reading.h"
#include "app/portail-draft.h"
#include "app/portail-op-step.h"
#include "app/portail-page.h"
#include "app/portail-status-text.h"
#include "shared/portail-i18n.h"
#include "shared/records/portail-grade-rule.h"

/* What the draft is of. */
#define DRAFT_TYPE "enterprise/settings"

struct _PortailCompanyPage
{
  AdwBin parent_instance;

  GtkStack *stack; /* "loading", "status", "form" */
  AdwStatusPage *status;
  GtkLabel *title;
  GtkWidget *discard_button;
  GtkWidget *save_button;
  PortailCompanyForm *form;

  PortailDesk *desk;
  PortailCache *cache;
  char *company_id;               /* that is shown or being read; or NULL */
  PortailCompanyReading *reading; /* NULL before it came */
  GSimpleActionGroup *actions;
  gulong cache_handler;
  guint draft_source;
  gboolean is_draft_known; /* it was looked for; before, nothing is kept over it */
  gboolean is_readable;    /* to who had the role when it was shown */
};

static void implement_page (PortailPageInterface *interface);

G_DEFINE_FINAL_TYPE_WITH_CODE (PortailCompanyPage,
                               portail_company_page,
                               ADW_TYPE_BIN,
                               G_IMPLEMENT_INTERFACE (PORTAIL_TYPE_PAGE, implement_page))

static PortailRights
get_rights (PortailCompanyPage *page)
{
  return page->company_id != NULL
             ? portail_desk_get_rights (page->desk, PORTAIL_MODULE_COMPANY_CONFIG, page->company_id)
             : PORTAIL_RIGHT_NONE;
}

static gboolean
can_read (PortailCompanyPage *page)
{
  return (get_rights (page) & PORTAIL_RIGHT_READ) != 0;
}

static gboolean
can_write (PortailCompanyPage *page)
{
  return (get_rights (page) & PORTAIL_RIGHT_WRITE) != 0;
}

static PortailUndoStack *
get_undo_stack (PortailCompanyPage *page)
{
  return portail_company_form_get_undo_stack (page->form);
}

gboolean
portail_company_page_is_changed (PortailCompanyPage *page)
{
  g_return_val_if_fail (PORTAIL_IS_COMPANY_PAGE (page), FALSE);
  return page->reading != NULL && portail_company_form_is_changed (page->form);
}

static void
update_actions (PortailCompanyPage *page)
{
  gboolean is_changed = portail_company_page_is_changed (page);
  const struct
  {
    const char *name;
    gboolean is_enabled;
  } states[] = {
    { "undo", portail_undo_stack_can_undo (get_undo_stack (page)) },
    { "redo", portail_undo_stack_can_redo (get_undo_stack (page)) },
    { "save", is_changed },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (states); i++)
    g_simple_action_set_enabled (
        G_SIMPLE_ACTION (g_action_map_lookup_action (G_ACTION_MAP (page->actions), states[i].name)),
        states[i].is_enabled);
  gtk_widget_set_visible (page->discard_button, is_changed);
  gtk_widget_set_visible (page->save_button, can_write (page));
  gtk_widget_set_sensitive (page->save_button, is_changed);
}

/* Drafts */

/* Borrows @text, which may be NULL. */
static PortailDraft
make_draft (PortailCompanyPage *page, char *text)
{
  return (PortailDraft){ (char *) DRAFT_TYPE, page->company_id, page->company_id,
                         page->reading->enterprise->base.rev, text };
}

static void
keep_draft (PortailCompanyPage *page)
{
  g_autofree char *text = NULL;
  PortailDraft draft;

  g_clear_handle_id (&page->draft_source, g_source_remove);
  if (page->cache == NULL || page->reading == NULL || !page->is_draft_known)
    return;
  text = portail_company_form_dup_draft (page->form);
  draft = make_draft (page, text);
  portail_draft_keep_async (page->cache, &draft, NULL, NULL);
}

static gboolean
on_draft_due (gpointer page)
{
  PORTAIL_COMPANY_PAGE (page)->draft_source = 0;
  keep_draft (page);
  return G_SOURCE_REMOVE;
}

static void
on_typed (PortailCompanyPage *page)
{
  update_actions (page);
  if (page->draft_source == 0)
    page->draft_source = g_idle_add_full (G_PRIORITY_LOW, on_draft_due, page, NULL);
}

static void
on_draft_loaded (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PortailCompanyPage) page = user_data;
  g_autoptr (PortailDraft) draft = portail_draft_load_finish (PORTAIL_CACHE (object), result, NULL);

  if (page->reading == NULL)
    return;
  page->is_draft_known = TRUE;
  if (draft != NULL && g_strcmp0 (draft->id, page->company_id) == 0)
    portail_company_form_restore_draft (page->form, draft->text);
  update_actions (page);
}

/* Reading */

static void
show_reading (PortailCompanyPage *page)
{
  const PortailEnterprise *enterprise = page->reading->enterprise;

  gtk_label_set_text (page->title, enterprise->name != NULL ? enterprise->name : "");
  portail_company_form_set_role (page->form, portail_desk_get_role (page->desk, page->company_id));
  portail_company_form_show (page->form, enterprise, page->reading->grades);
  gtk_stack_set_visible_child_name (page->stack, "form");
  update_actions (page);
}

static void
show_status (PortailCompanyPage *page,
             const char *icon_name,
             const char *title,
             const char *description)
{
  adw_status_page_set_icon_name (page->status, icon_name);
  adw_status_page_set_title (page->status, title);
  portail_status_text_set (page->status, description);
  gtk_stack_set_visible_child_name (page->stack, "status");
}

static void
on_read (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PortailCompanyPage) page = user_data;
  g_autoptr (GError) error = NULL;
  PortailCompanyReading *reading = portail_cache_query_finish (PORTAIL_CACHE (object), result,
                                                               &error);
  gboolean is_first = page->reading == NULL;

  /* Meanwhile another account is open. */
  if (PORTAIL_CACHE (object) != page->cache)
    {
      g_clear_pointer (&reading, portail_company_reading_free);
      return;
    }
  if (reading == NULL)
    {
      show_status (page, "dialog-warning-symbolic", _ ("The company cannot be read"),
                   error->message);
      return;
    }
  if (g_strcmp0 (reading->enterprise->base.id, page->company_id) != 0)
    {
      portail_company_reading_free (reading);
      return;
    }
  g_clear_pointer (&page->reading, portail_company_reading_free);
  page->reading = reading;
  if (!is_first && portail_company_page_is_changed (page))
    portail_company_form_update (page->form, reading->enterprise, reading->grades);
  else
    show_reading (page);
  if (is_first)
    portail_draft_load_async (page->cache, DRAFT_TYPE, page->company_id, on_draft_loaded,
                              g_object_ref (page));
}

static void
read_company (PortailCompanyPage *page)
{
  if (page->cache != NULL && page->company_id != NULL)
    portail_cache_query_async (page->cache, portail_company_reading_query_new (page->company_id),
                               NULL, on_read, g_object_ref (page));
}

static void
on_cache_changed (PortailCompanyPage *page, const char *type)
{
  if (type == NULL || g_str_equal (type, portail_enterprise_type.name)
      || g_str_equal (type, portail_grade_rule_type.name))
    read_company (page);
}

static void
show_company (PortailCompanyPage *page)
{
  const char *company_id = portail_desk_get_company_id (page->desk);

  if (page->reading != NULL)
    keep_draft (page);
  g_clear_pointer (&page->reading, portail_company_reading_free);
  g_free (page->company_id);
  page->company_id = g_strdup (page->cache != NULL ? company_id : NULL);
  page->is_draft_known = FALSE;
  page->is_readable = can_read (page);
  portail_undo_stack_clear (get_undo_stack (page));
  if (page->company_id == NULL)
    show_status (page, "network-server-symbolic", _ ("No company yet"),
                 _ ("Your companies come with the first sync."));
  else if (!page->is_readable)
    show_status (page, "changes-prevent-symbolic", _ ("No access"),
                 _ ("Your role in this company does not include its settings."));
  else
    {
      gtk_stack_set_visible_child_name (page->stack, "loading");
      read_company (page);
    }
  update_actions (page);
}

/* Deeds */

void
portail_company_page_discard (PortailCompanyPage *page)
{
  g_return_if_fail (PORTAIL_IS_COMPANY_PAGE (page));
  if (page->reading == NULL)
    return;
  portail_undo_stack_clear (get_undo_stack (page));
  show_reading (page);
  keep_draft (page);
}

static void
on_save_failed (GtkWidget *page)
{
  show_company (PORTAIL_COMPANY_PAGE (page));
}

gboolean
portail_company_page_save (PortailCompanyPage *page)
{
  g_autofree char *text = NULL;
  PortailDraft typed;
  PortailOpStepPlace place;
  const PortailChange *change;
  PortailSyncOp *op;

  g_return_val_if_fail (PORTAIL_IS_COMPANY_PAGE (page), FALSE);
  if (page->reading == NULL || !can_write (page) || !portail_company_form_validate (page->form))
    return FALSE;
  if (!portail_company_page_is_changed (page))
    return TRUE;
  text = portail_company_form_dup_draft (page->form);
  typed = make_draft (page, text);
  place = (PortailOpStepPlace){ GTK_WIDGET (page),
                                page->cache,
                                get_undo_stack (page),
                                C_ ("undo", "Settings"),
                                _ ("The settings have been saved."),
                                &typed,
                                on_save_failed };
  op = portail_company_form_make_op (page->form);
  change = portail_sync_op_get_change (op);
  /* What is shown now is what will be there. */
  portail_record_copy_fields (page->reading->enterprise, change->record, change->fields);
  portail_undo_stack_clear (get_undo_stack (page));
  if (change->fields != 0)
    portail_op_step_do (&place, op);
  else
    portail_sync_op_free (op);
  show_reading (page);
  keep_draft (page);
  return TRUE;
}

static void
do_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  PortailCompanyPage *page = PORTAIL_COMPANY_PAGE (user_data);
  const char *name = g_action_get_name (G_ACTION (action));

  if (g_str_equal (name, "undo"))
    portail_undo_stack_undo (get_undo_stack (page));
  else if (g_str_equal (name, "redo"))
    portail_undo_stack_redo (get_undo_stack (page));
  else
    portail_company_page_save (page);
}

static const GActionEntry entries[] = {
  { .name = "undo", .activate = do_action },
  { .name = "redo", .activate = do_action },
  { .name = "save", .activate = do_action },
};

static GActionGroup *
get_actions (PortailPage *page)
{
  return G_ACTION_GROUP (PORTAIL_COMPANY_PAGE (page)->actions);
}

static void
settle (PortailPage *page)
{
  keep_draft (PORTAIL_COMPANY_PAGE (page));
}

static void
implement_page (PortailPageInterface *interface)
{
  interface->get_actions = get_actions;
  interface->settle = settle;
}

static void
portail_company_page_dispose (GObject *object)
{
  PortailCompanyPage *page = PORTAIL_COMPANY_PAGE (object);

  g_clear_handle_id (&page->draft_source, g_source_remove);
  if (page->cache != NULL)
    g_clear_signal_handler (&page->cache_handler, page->cache);
  g_clear_object (&page->cache);
  g_clear_object (&page->desk);
  g_clear_object (&page->actions);
  G_OBJECT_CLASS (portail_company_page_parent_class)->dispose (object);
}

static void
portail_company_page_finalize (GObject *object)
{
  PortailCompanyPage *page = PORTAIL_COMPANY_PAGE (object);

  g_clear_pointer (&page->reading, portail_company_reading_free);
  g_free (page->company_id);
  G_OBJECT_CLASS (portail_company_page_parent_class)->finalize (object);
}

static void
on_save_clicked (PortailCompanyPage *page)
{
  portail_company_page_save (page);
}

static void
portail_company_page_class_init (PortailCompanyPageClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = portail_company_page_dispose;
  G_OBJECT_CLASS (class)->finalize = portail_company_page_finalize;
  g_type_ensure (PORTAIL_TYPE_COMPANY_FORM);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/fr/flashbackfa_entreprise/Portail/portail-company-page.ui");
  gtk_widget_class_bind_template_child (widget_class, PortailCompanyPage, stack);
  gtk_widget_class_bind_template_child (widget_class, PortailCompanyPage, status);
  gtk_widget_class_bind_template_child (widget_class, PortailCompanyPage, title);
  gtk_widget_class_bind_template_child (widget_class, PortailCompanyPage, discard_button);
  gtk_widget_class_bind_template_child (widget_class, PortailCompanyPage, save_button);
  gtk_widget_class_bind_template_child (widget_class, PortailCompanyPage, form);
  gtk_widget_class_bind_template_callback (widget_class, on_save_clicked);
  gtk_widget_class_bind_template_callback (widget_class, portail_company_page_discard);
}

static void
portail_company_page_init (PortailCompanyPage *page)
{
  page->actions = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (page->actions), entries, G_N_ELEMENTS (entries),
                                   page);
  gtk_widget_init_template (GTK_WIDGET (page));
  g_signal_connect_object (page->form, "changed", G_CALLBACK (on_typed), page, G_CONNECT_SWAPPED);
  g_signal_connect_object (page->form, "submit", G_CALLBACK (on_save_clicked), page,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (get_undo_stack (page), "changed", G_CALLBACK (update_actions), page,
                           G_CONNECT_SWAPPED);
}

static void
on_context_changed (PortailCompanyPage *page)
{
  if (g_strcmp0 (page->company_id, portail_desk_get_company_id (page->desk)) != 0
      || page->is_readable != can_read (page))
    show_company (page);
  else if (page->reading != NULL)
    {
      portail_company_form_set_role (page->form,
                                     portail_desk_get_role (page->desk, page->company_id));
      update_actions (page);
    }
}

static void
on_account_changed (PortailCompanyPage *page)
{
  if (page->reading != NULL)
    keep_draft (page);
  g_clear_pointer (&page->reading, portail_company_reading_free);
  if (page->cache != NULL)
    g_clear_signal_handler (&page->cache_handler, page->cache);
  g_set_object (&page->cache, portail_desk_get_cache (page->desk));
  if (page->cache != NULL)
    page->cache_handler = g_signal_connect_swapped (page->cache, "changed",
                                                    G_CALLBACK (on_cache_changed), page);
  show_company (page);
}

GtkWidget *
portail_company_page_new (PortailDesk *desk)
{
  PortailCompanyPage *page = g_object_new (PORTAIL_TYPE_COMPANY_PAGE, NULL);

  page->desk = g_object_ref (desk);
  g_signal_connect_object (desk, "account-changed", G_CALLBACK (on_account_changed), page,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (portail_desk_get_context (desk), "changed",
                           G_CALLBACK (on_context_changed), page, G_CONNECT_SWAPPED);
  on_account_changed (page);
  return GTK_WIDGET (page);
}

gboolean
portail_company_page_is_ready (PortailCompanyPage *page)
{
  g_return_val_if_fail (PORTAIL_IS_COMPANY_PAGE (page), FALSE);
  return page->reading != NULL && page->is_draft_known;
}

PortailCompanyForm *
portail_company_page_get_form (PortailCompanyPage *page)
{
  g_return_val_if_fail (PORTAIL_IS_COMPANY_PAGE (page), NULL);
  return page->form;
}
