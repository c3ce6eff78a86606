/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/portail-declarations.h"

#include "app/portail-declaration-columns.h"
#include "app/portail-tax-preview.h"
#include "app/portail-toast.h"
#include "app/portail-week-lock.h"
#include "shared/portail-i18n.h"
#include "shared/portail-transition.h"
#include "shared/records/portail-period-lock.h"

struct _PortailDeclarations
{
  AdwBin parent_instance;

  PortailDeclarationSource source; /* the hooks' */
  PortailDesk *desk;
  GtkStack *stack;
  PortailRecordPage *page;
  PortailTaxPanel *panel; /* NULL until it is asked for */
  PortailTaxPreview *preview;
  PortailTaxSnapshot *prefill; /* what a new one would begin with; NULL while it is read */
  GCancellable *prefilling;
  GCancellable *reading;     /* of the open record */
  PortailWeek typed_period;  /* of a new one: that of the panel */
  PortailWeek filled_period; /* of a new one: that of its amounts */
};

G_DEFINE_FINAL_TYPE (PortailDeclarations, portail_declarations, ADW_TYPE_BIN)

static PortailFieldSet
bit (const char *field)
{
  return portail_record_type_field_bit (&portail_tax_declaration_type, field);
}

static PortailDeclarations *
get_self (gpointer user_data)
{
  return PORTAIL_DECLARATIONS (((PortailDeclarationSource *) user_data)->owner);
}

/* Where the amount comes from */

static PortailTaxPanelMode
get_mode (PortailDeclarations *self, const PortailTaxDeclaration *declaration)
{
  PortailRecordForm *form = portail_record_page_get_form (self->page);

  if (portail_record_form_get_purpose (form) != PORTAIL_FORM_CREATE)
    return PORTAIL_TAX_PANEL_READ;
  return declaration->dotation_id != NULL ? PORTAIL_TAX_PANEL_FILLED : PORTAIL_TAX_PANEL_TYPED;
}

/* What a sheet gives is not typed, and what is not there is not shown. */
static void
update_hidden (PortailDeclarations *self, const PortailTaxDeclaration *declaration)
{
  PortailFieldSet hidden = 0;

  if (declaration->dotation_id != NULL)
    hidden |= bit ("amount");
  if (portail_timestamp_is_null (declaration->paid_at))
    hidden |= bit ("paid_at");
  if (declaration->refusal_reason == NULL)
    hidden |= bit ("refusal_reason");
  portail_record_form_set_hidden (portail_record_page_get_form (self->page), hidden);
}

static void
put (PortailDeclarations *self, const PortailTaxDeclaration *values, PortailFieldSet fields)
{
  portail_record_form_put (portail_record_page_get_form (self->page), values, fields);
}

/* The sheet of the panel into the form, or out of it. */
static void
on_fill (PortailDeclarations *self)
{
  const PortailTaxSnapshot *snapshot = portail_tax_panel_get_snapshot (self->panel);

  if (snapshot != NULL)
    put (self, snapshot->declaration,
         bit ("dotation_id") | bit ("amount") | bit ("due_date") | bit ("tax_type"));
}

static void
on_type (PortailDeclarations *self)
{
  g_autoptr (PortailTaxDeclaration) typed = portail_record_new (&portail_tax_declaration_type);

  put (self, typed, bit ("dotation_id"));
  portail_record_form_focus (portail_record_page_get_form (self->page), "amount");
}

/* A new one */

static void
on_prefill (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PortailDeclarations) self = user_data;
  g_autoptr (GError) error = NULL;
  PortailTaxSnapshot *snapshot = portail_cache_query_finish (PORTAIL_CACHE (object), result,
                                                             &error);

  if (self->desk == NULL || snapshot == NULL)
    {
      g_clear_pointer (&snapshot, portail_tax_snapshot_free);
      return;
    }
  g_clear_pointer (&self->prefill, portail_tax_snapshot_free);
  self->prefill = snapshot;
}

/* Kept ready, so that a new one begins with everything. */
static void
read_prefill (PortailDeclarations *self)
{
  PortailCache *cache = portail_desk_get_cache (self->desk);
  const char *company = portail_desk_get_company_id (self->desk);

  g_cancellable_cancel (self->prefilling);
  g_clear_object (&self->prefilling);
  g_clear_pointer (&self->prefill, portail_tax_snapshot_free);
  if (cache == NULL || company == NULL)
    return;
  self->prefilling = g_cancellable_new ();
  portail_cache_query_async (
      cache,
      portail_tax_snapshot_new_filled_query (
          company, portail_shell_context_get_period (portail_desk_get_context (self->desk))),
      self->prefilling, on_prefill, g_object_ref (self));
}

static void
fill_new (PortailRecordPage *page, gpointer record, gpointer user_data)
{
  PortailDeclarations *self = get_self (user_data);
  PortailTaxDeclaration *declaration = record;

  declaration->period = portail_shell_context_get_period (portail_desk_get_context (self->desk));
  if (self->prefill != NULL)
    portail_record_copy_fields (declaration, self->prefill->declaration,
                                bit ("dotation_id") | bit ("amount") | bit ("due_date")
                                    | bit ("tax_type"));
  self->filled_period = self->prefill != NULL ? declaration->period : PORTAIL_WEEK_NULL;
}

/* The panel, made when a record is opened */

static PortailTaxPanel *
get_panel (PortailDeclarations *self)
{
  if (self->panel != NULL || self->desk == NULL)
    return self->panel;
  self->panel = g_object_ref_sink (PORTAIL_TAX_PANEL (portail_tax_panel_new ()));
  portail_record_page_add_below (self->page, GTK_WIDGET (self->panel));
  g_signal_connect_object (self->panel, "fill", G_CALLBACK (on_fill), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->panel, "type", G_CALLBACK (on_type), self, G_CONNECT_SWAPPED);
  return self->panel;
}

/* Why staff alone writes what is of that week: NULL where it is open, or not yet known. */
static const char *
find_week_lock (PortailDeclarations *self, const PortailTaxDeclaration *declaration)
{
  const PortailTaxSnapshot *snapshot = portail_tax_panel_get_snapshot (get_panel (self));
  PortailRole role = portail_desk_get_role (self->desk, declaration->base.enterprise_id);

  return snapshot != NULL && snapshot->declaration->period.number == declaration->period.number
                 && portail_week_lock_binds (role)
             ? snapshot->lock_reason
             : NULL;
}

static void
on_snapshot (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PortailDeclarations) self = user_data;
  g_autoptr (GError) error = NULL;
  PortailTaxSnapshot *snapshot = portail_cache_query_finish (PORTAIL_CACHE (object), result,
                                                             &error);
  g_autoptr (PortailTaxDeclaration) shown = NULL;

  if (self->desk == NULL || snapshot == NULL)
    {
      g_clear_pointer (&snapshot, portail_tax_snapshot_free);
      return;
    }
  shown = portail_record_form_dup_record (portail_record_page_get_form (self->page));
  if (shown == NULL || shown->period.number != snapshot->declaration->period.number)
    {
      portail_tax_snapshot_free (snapshot);
      return;
    }
  portail_tax_panel_set_snapshot (get_panel (self), snapshot, get_mode (self, shown));
  portail_record_page_update (self->page);
}

static void
read_snapshot (PortailDeclarations *self, PortailQuery *query)
{
  g_cancellable_cancel (self->reading);
  g_clear_object (&self->reading);
  self->reading = g_cancellable_new ();
  portail_cache_query_async (portail_desk_get_cache (self->desk), query, self->reading, on_snapshot,
                             g_object_ref (self));
}

/* NULL unless a new one is in the form. Owned. */
static PortailTaxDeclaration *
dup_new (PortailDeclarations *self)
{
  PortailRecordForm *form = portail_record_page_get_form (self->page);

  return portail_record_form_get_purpose (form) == PORTAIL_FORM_CREATE
             ? portail_record_form_dup_record (form)
             : NULL;
}

/* Another week is another sheet. */
static void
on_new_snapshot (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PortailDeclarations) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (PortailTaxDeclaration) shown = NULL;
  PortailTaxSnapshot *snapshot = portail_cache_query_finish (PORTAIL_CACHE (object), result,
                                                             &error);

  if (self->desk == NULL || snapshot == NULL)
    {
      g_clear_pointer (&snapshot, portail_tax_snapshot_free);
      return;
    }
  shown = dup_new (self);
  if (shown == NULL)
    {
      portail_tax_snapshot_free (snapshot);
      return;
    }
  portail_tax_panel_set_snapshot (get_panel (self), snapshot, get_mode (self, shown));
  if (g_strcmp0 (shown->dotation_id, snapshot->declaration->dotation_id) != 0
      || portail_day_is_null (shown->due_date)
      || shown->period.number != self->filled_period.number)
    on_fill (self);
  self->filled_period = shown->period;
}

static void
read_new (PortailDeclarations *self, const PortailTaxDeclaration *declaration)
{
  const char *company = portail_record_page_get_company_id (self->page);

  self->typed_period = declaration->period;
  g_cancellable_cancel (self->reading);
  g_clear_object (&self->reading);
  if (company == NULL || portail_week_is_null (declaration->period))
    return;
  self->reading = g_cancellable_new ();
  portail_cache_query_async (portail_desk_get_cache (self->desk),
                             portail_tax_snapshot_new_filled_query (company, declaration->period),
                             self->reading, on_new_snapshot, g_object_ref (self));
}

static void
show_record (PortailRecordPage *page, gconstpointer record, gpointer user_data)
{
  PortailDeclarations *self = get_self (user_data);
  g_autoptr (PortailTaxDeclaration) fresh = record == NULL ? dup_new (self) : NULL;
  const PortailTaxDeclaration *declaration = record != NULL ? record : fresh;

  if (declaration == NULL || portail_desk_get_cache (self->desk) == NULL)
    {
      g_cancellable_cancel (self->reading);
      portail_tax_panel_set_snapshot (get_panel (self), NULL, PORTAIL_TAX_PANEL_READ);
      return;
    }
  update_hidden (self, declaration);
  if (fresh != NULL)
    read_new (self, declaration);
  else
    read_snapshot (self, portail_tax_snapshot_new_query (declaration->base.id));
}

static void
record_typed (PortailRecordPage *page, gconstpointer record, gpointer user_data)
{
  PortailDeclarations *self = get_self (user_data);
  const PortailTaxDeclaration *declaration = record;

  if (record == NULL)
    return;
  update_hidden (self, declaration);
  if (portail_record_form_get_purpose (portail_record_page_get_form (page)) != PORTAIL_FORM_CREATE)
    return;
  portail_tax_panel_set_mode (get_panel (self), get_mode (self, declaration));
  if (declaration->period.number != self->typed_period.number)
    read_new (self, declaration);
}

static void
check (gconstpointer record, PortailProblems *problems, gpointer user_data)
{
  PortailDeclarations *self = get_self (user_data);
  const PortailTaxDeclaration *declaration = record;
  const char *lock = find_week_lock (self, declaration);

  if (lock != NULL)
    portail_problems_add (problems, "period", "locked", "%s", lock);
  if (declaration->dotation_id == NULL && portail_money_is_null (declaration->amount))
    portail_problems_add (problems, "amount", "required", _ ("This field is required."));
  if (portail_week_is_null (declaration->period))
    portail_problems_add (problems, "period", "required", _ ("This field is required."));
}

static char *
find_obstacle (PortailRecordPage *page,
               gconstpointer record,
               const char *command,
               gpointer user_data)
{
  PortailDeclarations *self = get_self (user_data);
  const PortailTaxDeclaration *declaration = record;

  if (portail_declaration_get_version (&self->source, declaration->base.id)
          == PORTAIL_TAX_SUPERSEDED
      && (g_str_equal (command, "pay") || g_str_equal (command, "correct")))
    return g_strdup (_ ("A newer version corrects this one already."));
  return g_str_equal (command, "submit") || g_str_equal (command, "correct")
             ? g_strdup (find_week_lock (self, declaration))
             : NULL;
}

static char *
find_lock (PortailRecordPage *page, gconstpointer record, gpointer user_data)
{
  return g_strdup (find_week_lock (get_self (user_data), record));
}

static gboolean
print (PortailRecordPage *page, gconstpointer record, gpointer user_data)
{
  PortailDeclarations *self = get_self (user_data);
  const PortailTaxDeclaration *declaration = record;

  if (record == NULL || portail_tax_panel_get_chain (get_panel (self)) == NULL)
    return FALSE;
  gtk_stack_set_visible_child_name (self->stack, "preview");
  portail_tax_preview_show (self->preview, portail_desk_get_cache (self->desk),
                            declaration->base.id);
  return TRUE;
}

static const PortailRecordPageHooks hooks = {
  .fill_new = fill_new,
  .show_record = show_record,
  .record_typed = record_typed,
  .check = check,
  .text = portail_declaration_dup_text,
  .list_texts = &portail_declaration_list_texts,
  .find_obstacle = find_obstacle,
  .find_lock = find_lock,
  .print = print,
};

static void
on_preview_closed (PortailDeclarations *self)
{
  gtk_stack_set_visible_child_name (self->stack, "list");
  portail_tax_preview_show (self->preview, NULL, NULL);
}

/* Versions */

static void
on_versions (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PortailDeclarations) self = user_data;
  GHashTable *versions = portail_cache_query_finish (PORTAIL_CACHE (object), result, NULL);

  if (versions == NULL)
    return;
  g_clear_pointer (&self->source.versions, g_hash_table_unref);
  self->source.versions = versions;
  if (self->desk != NULL)
    portail_record_table_refresh_texts (portail_record_page_get_table (self->page));
}

/* What stands beside the record in the form, or beside the new one. */
static void
reread_panel (PortailDeclarations *self)
{
  const PortailRecord *record = portail_record_page_get_record (self->page);
  g_autoptr (PortailTaxDeclaration) fresh = self->panel != NULL ? dup_new (self) : NULL;

  /* Once the week is filled in, the form is the person's. */
  if (fresh != NULL && fresh->period.number == self->filled_period.number
      && !portail_week_is_null (fresh->period))
    read_snapshot (self, portail_tax_snapshot_new_filled_query (
                             portail_record_page_get_company_id (self->page), fresh->period));
  else if (fresh != NULL)
    read_new (self, fresh);
  else if (record != NULL)
    read_snapshot (self, portail_tax_snapshot_new_query (record->id));
}

static void
on_cache_changed (PortailDeclarations *self, const char *type)
{
  PortailCache *cache = portail_desk_get_cache (self->desk);

  if (cache == NULL)
    return;
  if (type == NULL || g_str_equal (type, portail_tax_declaration_type.name))
    portail_cache_query_async (cache, portail_tax_versions_new_query (), NULL, on_versions,
                               g_object_ref (self));
  if (type == NULL || g_str_has_prefix (type, "dotation") || g_str_has_prefix (type, "bareme"))
    read_prefill (self);
  if (type == NULL || g_str_equal (type, portail_period_lock_type.name))
    reread_panel (self);
}

static void
on_account_changed (PortailDeclarations *self)
{
  PortailCache *cache = portail_desk_get_cache (self->desk);

  on_preview_closed (self);
  g_clear_pointer (&self->source.versions, g_hash_table_unref);
  read_prefill (self);
  if (cache == NULL)
    return;
  g_signal_connect_object (cache, "changed", G_CALLBACK (on_cache_changed), self,
                           G_CONNECT_SWAPPED);
  on_cache_changed (self, portail_tax_declaration_type.name);
}

static void
portail_declarations_dispose (GObject *object)
{
  PortailDeclarations *self = PORTAIL_DECLARATIONS (object);

  g_cancellable_cancel (self->prefilling);
  g_cancellable_cancel (self->reading);
  g_clear_object (&self->prefilling);
  g_clear_object (&self->reading);
  g_clear_pointer (&self->prefill, portail_tax_snapshot_free);
  g_clear_object (&self->panel);
  g_clear_object (&self->desk);
  G_OBJECT_CLASS (portail_declarations_parent_class)->dispose (object);
}

static void
portail_declarations_finalize (GObject *object)
{
  g_clear_pointer (&PORTAIL_DECLARATIONS (object)->source.versions, g_hash_table_unref);
  G_OBJECT_CLASS (portail_declarations_parent_class)->finalize (object);
}

static void
portail_declarations_class_init (PortailDeclarationsClass *class)
{
  G_OBJECT_CLASS (class)->dispose = portail_declarations_dispose;
  G_OBJECT_CLASS (class)->finalize = portail_declarations_finalize;
}

static void
portail_declarations_init (PortailDeclarations *self)
{
  self->source.owner = self;
  self->stack = GTK_STACK (gtk_stack_new ());
  gtk_stack_set_hhomogeneous (self->stack, FALSE);
  gtk_stack_set_vhomogeneous (self->stack, FALSE);
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->stack));
}

GtkWidget *
portail_declarations_new (PortailDesk *desk)
{
  PortailDeclarations *self = g_object_new (PORTAIL_TYPE_DECLARATIONS, NULL);
  GtkWidget *page = portail_record_page_new (desk, &portail_declaration_page_spec, &hooks,
                                             &self->source);
  GtkWidget *preview = portail_tax_preview_new ();

  self->desk = g_object_ref (desk);
  self->page = PORTAIL_RECORD_PAGE (page);
  self->preview = PORTAIL_TAX_PREVIEW (preview);
  gtk_stack_add_named (self->stack, page, "list");
  gtk_stack_add_named (self->stack, preview, "preview");
  g_signal_connect_object (preview, "close", G_CALLBACK (on_preview_closed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (portail_desk_get_context (desk), "changed", G_CALLBACK (read_prefill),
                           self, G_CONNECT_SWAPPED);
  g_signal_connect_object (desk, "account-changed", G_CALLBACK (on_account_changed), self,
                           G_CONNECT_SWAPPED);
  on_account_changed (self);
  return GTK_WIDGET (self);
}

PortailRecordPage *
portail_declarations_get_page (PortailDeclarations *declarations)
{
  g_return_val_if_fail (PORTAIL_IS_DECLARATIONS (declarations), NULL);
  return declarations->page;
}

PortailTaxPanel *
portail_declarations_get_panel (PortailDeclarations *declarations)
{
  g_return_val_if_fail (PORTAIL_IS_DECLARATIONS (declarations), NULL);
  return get_panel (declarations);
}

gboolean
portail_declarations_is_ready (PortailDeclarations *declarations)
{
  g_return_val_if_fail (PORTAIL_IS_DECLARATIONS (declarations), FALSE);
  return declarations->prefill != NULL && declarations->source.versions != NULL;
}
