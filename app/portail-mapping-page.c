/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/portail-mapping-page.h"

#include "app/portail-discord-mapping.h"
#include "app/portail-draft.h"
#include "app/portail-mapping-effects.h"
#include "app/portail-mapping-faults.h"
#include "app/portail-page.h"
#include "app/portail-server-ask.h"
#include "app/portail-server-frame.h"
#include "app/portail-server-refusal.h"
#include "app/portail-toast.h"
#include "shared/portail-i18n.h"
#include "shared/portail-json-text.h"

#define PATH       "/api/config/discord-mapping"
#define TRIAL_PATH PATH "/dry-run"

/* What the draft is of. */
#define DRAFT_TYPE "discord-mapping"
#define DRAFT_ID   "server"

struct _PortailMappingPage
{
  AdwBin parent_instance;

  PortailDesk *desk;
  PortailServerResource *resource;
  PortailRecordForm *form;
  GtkDropDown *company;
  GtkStack *companies; /* a form each, made when it is first shown */
  GtkWidget *faults;
  GtkLabel *changes;
  GtkWidget *review_button;
  GSimpleActionGroup *actions;
  GCancellable *cancellable;
  char **company_ids; /* in the order of the chooser */
  gboolean is_read;
  gboolean is_filling;
};

static void implement_page (PortailPageInterface *interface);

G_DEFINE_FINAL_TYPE_WITH_CODE (PortailMappingPage,
                               portail_mapping_page,
                               ADW_TYPE_BIN,
                               G_IMPLEMENT_INTERFACE (PORTAIL_TYPE_PAGE, implement_page))

static const PortailFormField main_fields[] = {
  { "main_guild_id", N_ ("Where staff and DOT agents are found. 17 to 20 digits.") },
  { "staff_role_ids", N_ ("Several ids with commas between.") },
  { "dot_role_ids", N_ ("Several ids with commas between.") },
  { 0 },
};
static const PortailFormField manner_fields[] = {
  { "match_role_names",
    N_ ("Where no id fits, a role called “Patron” or “Co-patron” counts as one.") },
  { "refresh_minutes", N_ ("How often a bot looks roles up, beside every sign-in.") },
  { 0 },
};
static const PortailFormSection sections[] = {
  { N_ ("Main guild"), main_fields },
  { N_ ("How roles are found"), manner_fields },
  { 0 },
};

static const PortailFormField company_fields[] = {
  { "discord_guild_id", N_ ("Its owner is the patron.") },
  { "main_guild_role_id", N_ ("Whoever has it belongs to the company.") },
  { "patron_role_id", NULL },
  { "co_patron_role_id", NULL },
  { "employee_role_id", NULL },
  { 0 },
};
static const PortailFormSection company_sections[] = { { NULL, company_fields }, { 0 } };

static const PortailJson *
find_company (PortailMappingPage *page, const char *id)
{
  const PortailJson *list = portail_json_get (portail_server_resource_get_json (page->resource),
                                              "enterprises");

  for (const PortailJson *company = list != NULL ? list->first_child : NULL; company != NULL;
       company = company->next)
    if (g_strcmp0 (portail_json_get_member_string (company, "id"), id) == 0)
      return company;
  return NULL;
}

static PortailRecordForm *
find_form (PortailMappingPage *page, const char *id)
{
  GtkWidget *form = gtk_stack_get_child_by_name (page->companies, id);

  return form != NULL ? PORTAIL_RECORD_FORM (form) : NULL;
}

static guint
count_changes (PortailMappingPage *page)
{
  guint n = portail_record_form_is_changed (page->form);

  for (guint i = 0; page->company_ids != NULL && page->company_ids[i] != NULL; i++)
    {
      PortailRecordForm *form = find_form (page, page->company_ids[i]);

      n += form != NULL && portail_record_form_is_changed (form);
    }
  return n;
}

static void
update_actions (PortailMappingPage *page)
{
  guint n = page->is_read ? count_changes (page) : 0;
  g_autofree char *text = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE,
                                                        "%u part is changed and not saved.",
                                                        "%u parts are changed and not saved.", n),
                                           n);

  gtk_label_set_text (page->changes, n > 0 ? text : "");
  portail_mapping_faults_update (page->faults, page->company_ids);
  g_simple_action_set_enabled (
      G_SIMPLE_ACTION (g_action_map_lookup_action (G_ACTION_MAP (page->actions), "save")),
      n > 0 && portail_server_resource_can_send (page->resource));
}

/* Drafts: the texts of every form that was touched, by the company's id. */

static void
append_draft (GString *json, const char *name, PortailRecordForm *form)
{
  g_autofree char *text = form != NULL ? portail_record_form_dup_draft (form) : NULL;

  if (text == NULL)
    return;
  if (json->len > 1)
    g_string_append_c (json, ',');
  portail_json_append_string (json, name);
  g_string_append_c (json, ':');
  portail_json_append_string (json, text);
}

static void
keep_draft (PortailMappingPage *page)
{
  PortailCache *cache = portail_desk_get_cache (page->desk);
  g_autoptr (GString) json = g_string_new ("{");
  PortailDraft draft = { .type = (char *) DRAFT_TYPE, .id = (char *) DRAFT_ID };

  if (cache == NULL || !page->is_read)
    return;
  append_draft (json, DRAFT_ID, page->form);
  for (guint i = 0; page->company_ids != NULL && page->company_ids[i] != NULL; i++)
    append_draft (json, page->company_ids[i], find_form (page, page->company_ids[i]));
  draft.text = json->len > 1 ? g_string_append_c (json, '}')->str : NULL;
  portail_draft_keep_async (cache, &draft, NULL, NULL);
}

static void
on_typed (PortailMappingPage *page)
{
  if (page->is_filling)
    return;
  update_actions (page);
  keep_draft (page);
}

/* Forms */

static PortailRecordForm *
ensure_form (PortailMappingPage *page, const char *id)
{
  PortailRecordForm *form = find_form (page, id);
  g_autoptr (PortailMappingCompany) company = NULL;

  if (form != NULL || find_company (page, id) == NULL)
    return form;
  form = PORTAIL_RECORD_FORM (
      portail_record_form_new (&portail_mapping_company_type, company_sections));
  company = portail_mapping_company_new (find_company (page, id));
  portail_record_form_set_record (form, company, PORTAIL_FORM_EDIT);
  gtk_stack_add_named (page->companies, GTK_WIDGET (form), id);
  g_signal_connect_object (form, "changed", G_CALLBACK (on_typed), page, G_CONNECT_SWAPPED);
  g_signal_connect_object (form, "submit", G_CALLBACK (portail_mapping_page_review), page,
                           G_CONNECT_SWAPPED);
  return form;
}

static void
on_company_chosen (PortailMappingPage *page)
{
  guint selected = gtk_drop_down_get_selected (page->company);
  const char *id;

  if (page->is_filling || selected == GTK_INVALID_LIST_POSITION || page->company_ids == NULL)
    return;
  id = page->company_ids[selected];
  if (id != NULL && ensure_form (page, id) != NULL)
    gtk_stack_set_visible_child_name (page->companies, id);
  portail_mapping_faults_update (page->faults, page->company_ids);
}

static void
fill_companies (PortailMappingPage *page)
{
  const PortailJson *list = portail_json_get (portail_server_resource_get_json (page->resource),
                                              "enterprises");
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  g_autoptr (GStrvBuilder) ids = g_strv_builder_new ();

  for (const PortailJson *company = list != NULL ? list->first_child : NULL; company != NULL;
       company = company->next)
    {
      g_strv_builder_add (ids, portail_json_get_member_string (company, "id"));
      gtk_string_list_append (names, portail_json_get_member_string (company, "name"));
    }
  g_strfreev (page->company_ids);
  page->company_ids = g_strv_builder_end (ids);
  page->is_filling = TRUE;
  gtk_drop_down_set_model (page->company, G_LIST_MODEL (names));
  page->is_filling = FALSE;
  on_company_chosen (page);
}

/* What others wrote comes in where nobody typed. */
static void
show_record (PortailRecordForm *form, gconstpointer record)
{
  if (portail_record_form_is_changed (form))
    portail_record_form_update (form, record);
  else
    portail_record_form_set_record (form, record, PORTAIL_FORM_EDIT);
}

static void
on_draft_loaded (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PortailMappingPage) page = user_data;
  g_autoptr (PortailDraft) draft = portail_draft_load_finish (PORTAIL_CACHE (object), result, NULL);
  g_autoptr (PortailJsonDocument) json = draft != NULL ? portail_json_parse (
                                             draft->text, strlen (draft->text), NULL)
                                                       : NULL;
  const PortailJson *root = json != NULL ? portail_json_document_get_root (json) : NULL;

  if (root == NULL || !page->is_read || count_changes (page) > 0)
    return;
  page->is_filling = TRUE;
  for (const PortailJson *part = root->first_child; part != NULL; part = part->next)
    {
      PortailRecordForm *form = portail_mapping_page_get_form (
          page, g_str_equal (part->name, DRAFT_ID) ? NULL : part->name);

      if (form != NULL && portail_json_get_string (part) != NULL)
        portail_record_form_restore_draft (form, portail_json_get_string (part));
    }
  page->is_filling = FALSE;
  update_actions (page);
}

static void
update (PortailMappingPage *page)
{
  const PortailJson *json = portail_server_resource_get_json (page->resource);
  gboolean is_first = !page->is_read;
  g_autoptr (PortailDiscordMapping) mapping = json != NULL ? portail_discord_mapping_new (json)
                                                           : NULL;

  if (mapping == NULL)
    {
      page->is_read = FALSE;
      update_actions (page);
      return;
    }
  page->is_filling = TRUE;
  show_record (page->form, mapping);
  for (guint i = 0; page->company_ids != NULL && page->company_ids[i] != NULL; i++)
    {
      PortailRecordForm *form = find_form (page, page->company_ids[i]);
      const PortailJson *company = find_company (page, page->company_ids[i]);
      g_autoptr (PortailMappingCompany) record = form != NULL && company != NULL
                                                     ? portail_mapping_company_new (company)
                                                     : NULL;

      if (record != NULL)
        show_record (form, record);
    }
  page->is_filling = FALSE;
  page->is_read = TRUE;
  if (is_first)
    fill_companies (page);
  update_actions (page);
  if (is_first && portail_desk_get_cache (page->desk) != NULL)
    portail_draft_load_async (portail_desk_get_cache (page->desk), DRAFT_TYPE, DRAFT_ID,
                              on_draft_loaded, g_object_ref (page));
}

/* Saving */

/* Of guint: the companies that were changed, by their place in the chooser. Owned. */
static GArray *
list_sent (PortailMappingPage *page)
{
  GArray *sent = g_array_new (FALSE, FALSE, sizeof (guint));

  for (guint i = 0; page->company_ids != NULL && page->company_ids[i] != NULL; i++)
    {
      PortailRecordForm *form = find_form (page, page->company_ids[i]);

      if (form != NULL && portail_record_form_get_changed (form) != 0)
        g_array_append_val (sent, i);
    }
  return sent;
}

/* The parts that were changed, as the server takes them. Owned. */
static GBytes *
make_body (PortailMappingPage *page)
{
  GString *json = g_string_new ("{");
  g_autoptr (PortailDiscordMapping) mapping = portail_record_form_dup_record (page->form);
  PortailFieldSet id = portail_record_type_field_bit (&portail_mapping_company_type, "id");
  g_autoptr (GArray) sent = list_sent (page);

  portail_discord_mapping_append_members (mapping, portail_record_form_get_changed (page->form),
                                          json);
  portail_json_append_name (json, "enterprises");
  g_string_append_c (json, '[');
  for (guint i = 0; i < sent->len; i++)
    {
      PortailRecordForm *form = find_form (page, page->company_ids[g_array_index (sent, guint, i)]);
      g_autoptr (PortailMappingCompany) company = portail_record_form_dup_record (form);

      g_string_append (json, i > 0 ? "," : "");
      portail_record_append_json (company, portail_record_form_get_changed (form) | id, json);
    }
  return g_string_free_to_bytes (g_string_append (json, "]}"));
}

static void
forget_typed (PortailMappingPage *page)
{
  GtkWidget *child;

  page->is_filling = TRUE;
  portail_record_form_set_record (page->form, NULL, PORTAIL_FORM_EDIT);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (page->companies))) != NULL)
    gtk_stack_remove (page->companies, child);
  page->is_filling = FALSE;
  keep_draft (page);
  page->is_read = FALSE;
}

/* Each at its row, of companies in the order in which they were sent; the rest in a toast. */
static void
show_refusal (PortailMappingPage *page, GAsyncResult *result, const GError *error)
{
  const PortailProblems *problems = portail_server_refusal_get (result);
  g_autoptr (PortailProblems) others = portail_record_form_refuse (page->form, problems, -1);
  g_autoptr (GArray) sent = list_sent (page);
  g_autoptr (PortailProblems) rest = portail_mapping_faults_refuse (page->faults, page->company_ids,
                                                                    sent, others);
  g_autofree char *text = portail_server_refusal_to_text (rest,
                                                          problems == NULL ? error->message : NULL);

  if (text != NULL)
    portail_toast_show (GTK_WIDGET (page), text);
}

static void
on_saved (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PortailMappingPage) page = user_data;
  g_autoptr (GError) error = NULL;

  portail_server_resource_send_finish (PORTAIL_SERVER_RESOURCE (object), result, &error);
  /* Its forms go with the page. */
  if (page->desk == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (error != NULL)
    {
      show_refusal (page, result, error);
      return;
    }
  forget_typed (page);
  update (page);
  portail_toast_show (GTK_WIDGET (page), _ ("The mapping is saved."));
}

static void
on_effects_answer (AdwMessageDialog *dialog, const char *response, PortailMappingPage *page)
{
  if (g_str_equal (response, "save") && page->is_read)
    portail_server_resource_send_async (page->resource,
                                        portail_api_request_new ("PUT", PATH, make_body (page)),
                                        on_saved, g_object_ref (page));
}

static void
on_tried (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PortailMappingPage) page = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (PortailJsonDocument) trial = portail_server_ask_finish (result, &error);
  AdwMessageDialog *dialog;

  if (page->desk == NULL)
    return;
  gtk_widget_set_sensitive (GTK_WIDGET (page->form), TRUE);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (trial == NULL)
    {
      show_refusal (page, result, error);
      return;
    }
  dialog = portail_mapping_effects_new (GTK_WIDGET (page), portail_json_document_get_root (trial));
  g_signal_connect_object (dialog, "response", G_CALLBACK (on_effects_answer), page, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}

void
portail_mapping_page_review (PortailMappingPage *page)
{
  gboolean is_valid;

  g_return_if_fail (PORTAIL_IS_MAPPING_PAGE (page));
  if (!page->is_read || count_changes (page) == 0
      || !portail_server_resource_can_send (page->resource))
    return;
  is_valid = portail_record_form_validate (page->form);
  if (!portail_mapping_faults_validate (page->faults, page->company_ids) || !is_valid)
    return;
  gtk_widget_set_sensitive (GTK_WIDGET (page->form), FALSE);
  portail_server_ask_async (page->desk,
                            portail_api_request_new ("POST", TRIAL_PATH, make_body (page)),
                            page->cancellable, on_tried, g_object_ref (page));
}

PortailRecordForm *
portail_mapping_page_get_form (PortailMappingPage *page, const char *enterprise_id)
{
  g_return_val_if_fail (PORTAIL_IS_MAPPING_PAGE (page), NULL);
  if (!page->is_read)
    return NULL;
  return enterprise_id != NULL ? ensure_form (page, enterprise_id) : page->form;
}

GtkWidget *
portail_mapping_page_get_faults (PortailMappingPage *page)
{
  g_return_val_if_fail (PORTAIL_IS_MAPPING_PAGE (page), NULL);
  return page->faults;
}

/* As a page */

static void
activate_save (GSimpleAction *action, GVariant *unused, gpointer user_data)
{
  portail_mapping_page_review (PORTAIL_MAPPING_PAGE (user_data));
}

static const GActionEntry entries[] = { { .name = "save", .activate = activate_save } };

static GActionGroup *
get_actions (PortailPage *page)
{
  return G_ACTION_GROUP (PORTAIL_MAPPING_PAGE (page)->actions);
}

static void
settle (PortailPage *page)
{
  keep_draft (PORTAIL_MAPPING_PAGE (page));
}

static void
implement_page (PortailPageInterface *interface)
{
  interface->get_actions = get_actions;
  interface->settle = settle;
}

static void
portail_mapping_page_dispose (GObject *object)
{
  PortailMappingPage *page = PORTAIL_MAPPING_PAGE (object);

  g_cancellable_cancel (page->cancellable);
  g_clear_object (&page->cancellable);
  g_clear_object (&page->actions);
  g_clear_object (&page->resource);
  g_clear_object (&page->desk);
  G_OBJECT_CLASS (portail_mapping_page_parent_class)->dispose (object);
}

static void
portail_mapping_page_finalize (GObject *object)
{
  g_strfreev (PORTAIL_MAPPING_PAGE (object)->company_ids);
  G_OBJECT_CLASS (portail_mapping_page_parent_class)->finalize (object);
}

static void
portail_mapping_page_class_init (PortailMappingPageClass *class)
{
  G_OBJECT_CLASS (class)->dispose = portail_mapping_page_dispose;
  G_OBJECT_CLASS (class)->finalize = portail_mapping_page_finalize;
}

static void
portail_mapping_page_init (PortailMappingPage *page)
{
  page->cancellable = g_cancellable_new ();
  page->actions = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (page->actions), entries, G_N_ELEMENTS (entries),
                                   page);
  gtk_widget_insert_action_group (GTK_WIDGET (page), "mapping", G_ACTION_GROUP (page->actions));
}

static GtkWidget *
new_companies (PortailMappingPage *page)
{
  GtkWidget *group = adw_preferences_group_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);

  page->company = GTK_DROP_DOWN (gtk_drop_down_new (
      NULL, gtk_property_expression_new (GTK_TYPE_STRING_OBJECT, NULL, "string")));
  gtk_drop_down_set_enable_search (page->company, TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (page->company), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Company"), -1);
  page->companies = GTK_STACK (gtk_stack_new ());
  gtk_stack_set_vhomogeneous (page->companies, FALSE);
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), _ ("Companies"));
  page->faults = portail_mapping_faults_new (page->company, page->companies);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (page->company));
  gtk_box_append (GTK_BOX (box), page->faults);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (page->companies));
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), box);
  g_signal_connect_object (page->company, "notify::selected", G_CALLBACK (on_company_chosen), page,
                           G_CONNECT_SWAPPED);
  return group;
}

/* What is changed, and the way on, stay in sight. */
static GtkWidget *
new_foot (PortailMappingPage *page)
{
  GtkWidget *foot = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);

  page->changes = GTK_LABEL (gtk_label_new (NULL));
  page->review_button = gtk_button_new_with_mnemonic (_ ("_Review and save…"));
  gtk_label_set_xalign (page->changes, 0);
  gtk_label_set_wrap (page->changes, TRUE);
  gtk_widget_set_hexpand (GTK_WIDGET (page->changes), TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (page->changes), "dim-label");
  gtk_widget_add_css_class (page->review_button, "suggested-action");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (page->review_button), "mapping.save");
  gtk_widget_add_css_class (foot, "page-foot");
  gtk_box_append (GTK_BOX (foot), GTK_WIDGET (page->changes));
  gtk_box_append (GTK_BOX (foot), page->review_button);
  return foot;
}

GtkWidget *
portail_mapping_page_new (PortailDesk *desk)
{
  PortailMappingPage *page = g_object_new (PORTAIL_TYPE_MAPPING_PAGE, NULL);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 18);
  GtkWidget *whole = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *frame;

  page->desk = g_object_ref (desk);
  page->resource = portail_server_resource_new (desk);
  page->form = PORTAIL_RECORD_FORM (
      portail_record_form_new (&portail_discord_mapping_type, sections));
  portail_record_form_set_check (page->form, portail_discord_mapping_check, NULL);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (page->form));
  gtk_box_append (GTK_BOX (box), new_companies (page));
  frame = portail_server_frame_new (page->resource, portail_server_frame_wrap (box));
  gtk_widget_set_vexpand (frame, TRUE);
  gtk_box_append (GTK_BOX (whole), frame);
  gtk_box_append (GTK_BOX (whole), new_foot (page));
  adw_bin_set_child (ADW_BIN (page), whole);
  g_signal_connect_object (page->form, "changed", G_CALLBACK (on_typed), page, G_CONNECT_SWAPPED);
  g_signal_connect_object (page->form, "submit", G_CALLBACK (portail_mapping_page_review), page,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (page->resource, "changed", G_CALLBACK (update), page, G_CONNECT_SWAPPED);
  portail_server_resource_set_path (page->resource, PATH);
  return GTK_WIDGET (page);
}
