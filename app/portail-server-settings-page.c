/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/portail-server-settings-page.h"

#include "app/portail-blanchiment-words.h"
#include "app/portail-draft.h"
#include "app/portail-op-step.h"
#include "app/portail-page.h"
#include "app/portail-server-frame.h"
#include "app/portail-server-settings.h"
#include "app/portail-toast.h"
#include "shared/portail-i18n.h"
#include "shared/portail-id.h"
#include "shared/portail-record-sql.h"
#include "shared/portail-tax-delay.h"
#include "shared/records/portail-setting.h"

/* What the draft is of. */
#define DRAFT_TYPE "setting/server"
#define DRAFT_ID   "server"

enum
{
  BLANCHIMENT,
  DELAY,
  N_KEYS,
};

static const char *const keys[N_KEYS] = { PORTAIL_BLANCHIMENT_DEFAULTS_KEY, PORTAIL_TAX_DELAY_KEY };

struct _PortailServerSettingsPage
{
  AdwBin parent_instance;

  GtkWidget *save_button;
  PortailRecordForm *form;
  PortailRecordForm *trial;
  GtkLabel *score_label;
  GtkLabel *reasons;

  PortailDesk *desk;
  PortailCache *cache;
  PortailSetting *stored[N_KEYS]; /* NULL where the server has none */
  PortailUndoStack *undo_stack;
  GSimpleActionGroup *actions;
  gulong cache_handler;
  int score;
  gboolean is_read;
};

static void implement_page (PortailPageInterface *interface);

G_DEFINE_FINAL_TYPE_WITH_CODE (PortailServerSettingsPage,
                               portail_server_settings_page,
                               ADW_TYPE_BIN,
                               G_IMPLEMENT_INTERFACE (PORTAIL_TYPE_PAGE, implement_page))

static const PortailFormField taxes[] = {
  { "due_delay_days", N_ ("After the end of the week. A company may have its own.") },
  { 0 },
};
static const PortailFormField shares[] = {
  { "entreprise_taux", N_ ("A company may have its own.") },
  { "groupe_taux", NULL },
  { 0 },
};
static const PortailFormField weights[] = {
  { "somme_points", NULL },   { "somme_seuil", NULL },
  { "cumul_points", NULL },   { "cumul_seuil", NULL },
  { "duree_points", NULL },   { "duree_jours", NULL },
  { "parties_points", NULL }, { 0 },
};
static const PortailFormSection sections[] = {
  { N_ ("Taxes"), taxes },
  { N_ ("Blanchiment (RP only)"), shares },
  { N_ ("Weights of the risk"), weights },
  { 0 },
};

static const PortailFormField trial_fields[] = {
  { "amount", NULL },     { "cumul", NULL },       { "days", NULL },
  { "donneur_id", NULL }, { "receveur_id", NULL }, { 0 },
};
static const PortailFormSection trial_sections[] = { { NULL, trial_fields }, { 0 } };

static gboolean
can_write (PortailServerSettingsPage *page)
{
  return page->cache != NULL
         && (portail_permission_get (PORTAIL_MODULE_SYSTEM_CONFIG,
                                     portail_desk_get_highest_role (page->desk))
             & PORTAIL_RIGHT_WRITE)
                != 0;
}

static void
update_actions (PortailServerSettingsPage *page)
{
  gboolean is_changed = page->is_read && portail_record_form_is_changed (page->form);
  const struct
  {
    const char *name;
    gboolean is_enabled;
  } states[] = {
    { "undo", portail_undo_stack_can_undo (page->undo_stack) },
    { "redo", portail_undo_stack_can_redo (page->undo_stack) },
    { "save", is_changed },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (states); i++)
    g_simple_action_set_enabled (
        G_SIMPLE_ACTION (g_action_map_lookup_action (G_ACTION_MAP (page->actions), states[i].name)),
        states[i].is_enabled);
  gtk_widget_set_visible (page->save_button, can_write (page));
  gtk_widget_set_sensitive (page->save_button, is_changed);
}

/* The trial: what the weights as typed would say */

static void
show_trial (PortailServerSettingsPage *page)
{
  g_autoptr (PortailServerSettings) settings = portail_record_form_dup_record (page->form);
  g_autoptr (PortailRiskTrial) trial = portail_record_form_dup_record (page->trial);
  g_autoptr (PortailProblems) problems = portail_problems_new ();
  PortailBlanchimentRisk risk;
  g_autofree char *reasons = NULL;
  g_autofree char *score = NULL;

  if (settings == NULL || trial == NULL)
    return;
  portail_server_settings_check (settings, problems);
  if (problems->len > 0)
    {
      page->score = -1;
      gtk_label_set_text (page->score_label, "—");
      gtk_label_set_text (page->reasons, _ ("Correct the settings first."));
      return;
    }
  reasons = portail_server_settings_try (settings, trial, &risk);
  page->score = (int) risk.score;
  score = portail_blanchiment_risk_to_text (risk.score, PORTAIL_BLANCHIMENT_FIRM);
  gtk_label_set_text (page->score_label, score);
  gtk_label_set_text (page->reasons, *reasons != '\0' ? reasons : _ ("No rule speaks against it."));
}

static void
keep_draft (PortailServerSettingsPage *page)
{
  g_autofree char *text = page->is_read ? portail_record_form_dup_draft (page->form) : NULL;
  const PortailDraft draft = { .type = (char *) DRAFT_TYPE, .id = (char *) DRAFT_ID, .text = text };

  if (page->cache != NULL && page->is_read)
    portail_draft_keep_async (page->cache, &draft, NULL, NULL);
}

static void
on_typed (PortailServerSettingsPage *page)
{
  show_trial (page);
  update_actions (page);
  keep_draft (page);
}

static void
check_form (gconstpointer record, PortailProblems *problems, gpointer user_data)
{
  portail_server_settings_check (record, problems);
}

/* Reading */

static gpointer
run_reading (PortailDatabase *database, gpointer unused, GError **error)
{
  return portail_record_sql_list (database, &portail_setting_type, error,
                                  "WHERE user_id IS NULL AND trashed_at IS NULL AND key IN (?, ?)",
                                  "tt", keys[BLANCHIMENT], keys[DELAY]);
}

static void
on_draft_loaded (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PortailServerSettingsPage) page = user_data;
  g_autoptr (PortailDraft) draft = portail_draft_load_finish (PORTAIL_CACHE (object), result, NULL);

  if (draft != NULL && page->is_read && can_write (page)
      && portail_record_form_restore_draft (page->form, draft->text))
    on_typed (page);
}

static void
show_stored (PortailServerSettingsPage *page)
{
  PortailFieldSet all = portail_record_type_get_all_fields (&portail_server_settings_type);
  const PortailFormRights rights = {
    .readable = all,
    .writable = can_write (page) ? all : 0,
    .lock_reason = can_write (page) ? NULL : _ ("The staff changes these settings."),
  };
  g_autoptr (PortailServerSettings) settings = portail_server_settings_new (
      page->stored[BLANCHIMENT] != NULL ? page->stored[BLANCHIMENT]->value : NULL,
      page->stored[DELAY] != NULL ? page->stored[DELAY]->value : NULL);
  gboolean is_first = !page->is_read;

  settings->base.id = g_strdup (DRAFT_ID);
  portail_record_form_set_rights (page->form, &rights);
  if (!is_first && portail_record_form_is_changed (page->form))
    portail_record_form_update (page->form, settings);
  else
    portail_record_form_set_record (page->form, settings, PORTAIL_FORM_EDIT);
  page->is_read = TRUE;
  show_trial (page);
  update_actions (page);
  if (is_first)
    portail_draft_load_async (page->cache, DRAFT_TYPE, DRAFT_ID, on_draft_loaded,
                              g_object_ref (page));
}

static void
on_read (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PortailServerSettingsPage) page = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) found = portail_cache_query_finish (PORTAIL_CACHE (object), result, &error);

  /* Meanwhile another account is open. */
  if (PORTAIL_CACHE (object) != page->cache)
    return;
  if (found == NULL)
    {
      portail_toast_show (GTK_WIDGET (page), error->message);
      return;
    }
  for (guint i = 0; i < N_KEYS; i++)
    g_clear_pointer (&page->stored[i], portail_record_free);
  for (guint i = 0; i < found->len; i++)
    for (guint j = 0; j < N_KEYS; j++)
      if (g_str_equal (((PortailSetting *) found->pdata[i])->key, keys[j]))
        page->stored[j] = portail_record_copy (found->pdata[i]);
  show_stored (page);
}

static void
read_settings (PortailServerSettingsPage *page)
{
  if (page->cache != NULL)
    portail_cache_query_async (
        page->cache,
        portail_query_new (run_reading, NULL, NULL, (GDestroyNotify) g_ptr_array_unref), NULL,
        on_read, g_object_ref (page));
}

static void
on_cache_changed (PortailServerSettingsPage *page, const char *type)
{
  if (type == NULL || g_str_equal (type, portail_setting_type.name))
    read_settings (page);
}

/* Saving */

/* NULL where the value stays. Takes @value. */
static PortailChange *
make_change (const PortailSetting *stored, const char *key, char *value)
{
  const PortailRecordType *type = &portail_setting_type;
  g_autoptr (PortailSetting) setting = portail_record_new (type);
  g_autofree char *id = stored != NULL ? g_strdup (stored->base.id) : portail_id_new ();
  PortailFieldSet fields = portail_record_type_field_bit (type, "value");
  PortailChange *change;

  setting->value = value;
  setting->key = g_strdup (key);
  if (stored != NULL && g_strcmp0 (stored->value, value) == 0)
    return NULL;
  if (stored == NULL)
    fields |= portail_record_type_field_bit (type, "key");
  change = portail_change_new (stored != NULL ? PORTAIL_CHANGE_UPDATE : PORTAIL_CHANGE_CREATE, type,
                               id);
  portail_change_set_fields (change, setting, fields);
  return change;
}

/* Only what was touched is written, so that what is built in stays free to change. */
static PortailSyncOp *
make_op (PortailServerSettingsPage *page, const PortailServerSettings *settings)
{
  PortailFieldSet delay = portail_record_type_field_bit (settings->base.type, "due_delay_days");
  PortailFieldSet changed = portail_record_form_get_changed (page->form);
  PortailSyncOp *op = portail_sync_op_new (PORTAIL_SYNC_OP_BATCH, NULL);
  PortailChange *changes[N_KEYS] = { NULL };

  if (changed & ~delay)
    changes[BLANCHIMENT] = make_change (page->stored[BLANCHIMENT], keys[BLANCHIMENT],
                                        portail_server_settings_to_blanchiment_json (settings));
  if (changed & delay)
    changes[DELAY] = make_change (page->stored[DELAY], keys[DELAY],
                                  portail_server_settings_to_delay_json (settings));
  for (guint i = 0; i < N_KEYS; i++)
    if (changes[i] != NULL)
      portail_sync_op_take_change (op, changes[i]);
  return op;
}

static void
on_save_failed (GtkWidget *widget)
{
  PortailServerSettingsPage *page = PORTAIL_SERVER_SETTINGS_PAGE (widget);

  page->is_read = FALSE;
  read_settings (page);
}

gboolean
portail_server_settings_page_save (PortailServerSettingsPage *page)
{
  g_autofree char *text = NULL;
  PortailDraft typed = { .type = (char *) DRAFT_TYPE, .id = (char *) DRAFT_ID };
  g_autoptr (PortailServerSettings) settings = NULL;
  g_autoptr (PortailSyncOp) op = NULL;
  PortailOpStepPlace place;

  g_return_val_if_fail (PORTAIL_IS_SERVER_SETTINGS_PAGE (page), FALSE);
  if (!page->is_read || !can_write (page) || !portail_record_form_validate (page->form))
    return FALSE;
  settings = portail_record_form_dup_record (page->form);
  text = portail_record_form_dup_draft (page->form);
  typed.text = text;
  place = (PortailOpStepPlace){ GTK_WIDGET (page),
                                page->cache,
                                page->undo_stack,
                                C_ ("undo", "Settings"),
                                _ ("The settings have been saved."),
                                &typed,
                                on_save_failed };
  op = make_op (page, settings);
  if (op->changes->len > 0)
    portail_op_step_do (&place, g_steal_pointer (&op));
  portail_record_form_set_record (page->form, settings, PORTAIL_FORM_EDIT);
  on_typed (page);
  return TRUE;
}

static void
do_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  PortailServerSettingsPage *page = PORTAIL_SERVER_SETTINGS_PAGE (user_data);
  const char *name = g_action_get_name (G_ACTION (action));

  if (g_str_equal (name, "undo"))
    portail_undo_stack_undo (page->undo_stack);
  else if (g_str_equal (name, "redo"))
    portail_undo_stack_redo (page->undo_stack);
  else
    portail_server_settings_page_save (page);
}

static const GActionEntry entries[] = {
  { .name = "undo", .activate = do_action },
  { .name = "redo", .activate = do_action },
  { .name = "save", .activate = do_action },
};

static GActionGroup *
get_actions (PortailPage *page)
{
  return G_ACTION_GROUP (PORTAIL_SERVER_SETTINGS_PAGE (page)->actions);
}

static void
settle (PortailPage *page)
{
  keep_draft (PORTAIL_SERVER_SETTINGS_PAGE (page));
}

static void
implement_page (PortailPageInterface *interface)
{
  interface->get_actions = get_actions;
  interface->settle = settle;
}

static void
portail_server_settings_page_dispose (GObject *object)
{
  PortailServerSettingsPage *page = PORTAIL_SERVER_SETTINGS_PAGE (object);

  if (page->cache != NULL)
    g_clear_signal_handler (&page->cache_handler, page->cache);
  g_clear_object (&page->cache);
  g_clear_object (&page->desk);
  g_clear_object (&page->undo_stack);
  g_clear_object (&page->actions);
  for (guint i = 0; i < N_KEYS; i++)
    g_clear_pointer (&page->stored[i], portail_record_free);
  G_OBJECT_CLASS (portail_server_settings_page_parent_class)->dispose (object);
}

static void
portail_server_settings_page_class_init (PortailServerSettingsPageClass *class)
{
  G_OBJECT_CLASS (class)->dispose = portail_server_settings_page_dispose;
}

static GtkLabel *
new_label (const char *text, const char *css_class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_widget_add_css_class (label, css_class);
  return GTK_LABEL (label);
}

/* Below the weights: what they would say of one operation. */
static GtkWidget *
new_trial (PortailServerSettingsPage *page)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 9);
  GtkWidget *results = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  g_autoptr (PortailRiskTrial) trial = portail_record_new (&portail_risk_trial_type);

  page->trial = PORTAIL_RECORD_FORM (
      portail_record_form_new (&portail_risk_trial_type, trial_sections));
  trial->base.id = g_strdup ("trial");
  trial->amount = PORTAIL_DOLLARS (60000);
  trial->cumul = PORTAIL_DOLLARS (120000);
  trial->days = 3;
  portail_record_form_set_record (page->trial, trial, PORTAIL_FORM_CREATE);
  page->score_label = new_label ("—", "title-3");
  page->reasons = new_label (NULL, "dim-label");
  gtk_widget_add_css_class (results, "example-results");
  gtk_box_append (GTK_BOX (results), GTK_WIDGET (page->score_label));
  gtk_box_append (GTK_BOX (results), GTK_WIDGET (page->reasons));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (new_label (_ ("Try the weights"), "heading")));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (page->trial));
  gtk_box_append (GTK_BOX (box), results);
  g_signal_connect_object (page->trial, "changed", G_CALLBACK (show_trial), page,
                           G_CONNECT_SWAPPED);
  return box;
}

static GtkWidget *
new_bar (PortailServerSettingsPage *page)
{
  GtkWidget *bar = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);
  GtkWidget *title = GTK_WIDGET (new_label (_ ("Settings of the server"), "heading"));

  gtk_widget_add_css_class (bar, "page-bar");
  gtk_widget_set_hexpand (title, TRUE);
  page->save_button = gtk_button_new_with_mnemonic (_ ("_Save"));
  gtk_widget_add_css_class (page->save_button, "suggested-action");
  g_signal_connect_object (page->save_button, "clicked",
                           G_CALLBACK (portail_server_settings_page_save), page, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (bar), title);
  gtk_box_append (GTK_BOX (bar), page->save_button);
  return bar;
}

static void
portail_server_settings_page_init (PortailServerSettingsPage *page)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *body = gtk_box_new (GTK_ORIENTATION_VERTICAL, 18);
  GtkWidget *scroller = portail_server_frame_wrap (body);

  page->score = -1;
  page->actions = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (page->actions), entries, G_N_ELEMENTS (entries),
                                   page);
  page->undo_stack = portail_undo_stack_new ();
  page->form = PORTAIL_RECORD_FORM (
      portail_record_form_new (&portail_server_settings_type, sections));
  portail_record_form_set_check (page->form, check_form, page);
  gtk_box_append (GTK_BOX (body), GTK_WIDGET (page->form));
  gtk_box_append (GTK_BOX (body), new_trial (page));
  gtk_widget_set_vexpand (scroller, TRUE);
  gtk_box_append (GTK_BOX (box), new_bar (page));
  gtk_box_append (GTK_BOX (box), scroller);
  adw_bin_set_child (ADW_BIN (page), box);
  g_signal_connect_object (page->form, "changed", G_CALLBACK (on_typed), page, G_CONNECT_SWAPPED);
  g_signal_connect_object (page->form, "submit", G_CALLBACK (portail_server_settings_page_save),
                           page, G_CONNECT_SWAPPED);
  g_signal_connect_object (page->undo_stack, "changed", G_CALLBACK (update_actions), page,
                           G_CONNECT_SWAPPED);
}

static void
on_account_changed (PortailServerSettingsPage *page)
{
  keep_draft (page);
  if (page->cache != NULL)
    g_clear_signal_handler (&page->cache_handler, page->cache);
  g_set_object (&page->cache, portail_desk_get_cache (page->desk));
  page->is_read = FALSE;
  portail_record_form_set_record (page->form, NULL, PORTAIL_FORM_EDIT);
  portail_undo_stack_clear (page->undo_stack);
  if (page->cache != NULL)
    page->cache_handler = g_signal_connect_swapped (page->cache, "changed",
                                                    G_CALLBACK (on_cache_changed), page);
  update_actions (page);
  read_settings (page);
}

GtkWidget *
portail_server_settings_page_new (PortailDesk *desk)
{
  PortailServerSettingsPage *page = g_object_new (PORTAIL_TYPE_SERVER_SETTINGS_PAGE, NULL);

  page->desk = g_object_ref (desk);
  g_signal_connect_object (desk, "account-changed", G_CALLBACK (on_account_changed), page,
                           G_CONNECT_SWAPPED);
  on_account_changed (page);
  return GTK_WIDGET (page);
}

gboolean
portail_server_settings_page_is_ready (PortailServerSettingsPage *page)
{
  g_return_val_if_fail (PORTAIL_IS_SERVER_SETTINGS_PAGE (page), FALSE);
  return page->is_read;
}

PortailRecordForm *
portail_server_settings_page_get_form (PortailServerSettingsPage *page)
{
  g_return_val_if_fail (PORTAIL_IS_SERVER_SETTINGS_PAGE (page), NULL);
  return page->form;
}

int
portail_server_settings_page_get_score (PortailServerSettingsPage *page)
{
  g_return_val_if_fail (PORTAIL_IS_SERVER_SETTINGS_PAGE (page), -1);
  return page->score;
}
