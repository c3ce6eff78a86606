/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/portail-baremes-page.h"

#include "app/portail-bareme-comparison.h"
#include "app/portail-bareme-list.h"
#include "app/portail-op-step.h"
#include "app/portail-page.h"
#include "app/portail-status-text.h"
#include "app/portail-toast.h"
#include "shared/portail-i18n.h"

struct _PortailBaremesPage
{
  AdwBin parent_instance;

  GtkStack *stack;
  GtkStack *states; /* of the list: "loading", "list", "failed" */
  GtkBox *groups;
  AdwStatusPage *failed;
  GtkWidget *new_button;
  PortailBaremePage *editor; /* the open one, or NULL */

  PortailDesk *desk;
  PortailCache *cache;
  PortailUndoStack *undo_stack; /* of the list */
  PortailBaremeList *list;      /* NULL before it is read */
  GSimpleActionGroup *actions;
  GCancellable *cancellable;
  gulong cache_handler;
};

static void implement_page (PortailPageInterface *interface);

G_DEFINE_FINAL_TYPE_WITH_CODE (PortailBaremesPage,
                               portail_baremes_page,
                               ADW_TYPE_BIN,
                               G_IMPLEMENT_INTERFACE (PORTAIL_TYPE_PAGE, implement_page))

static PortailRights
get_rights (PortailBaremesPage *page)
{
  return portail_permission_get (PORTAIL_MODULE_SYSTEM_CONFIG,
                                 portail_desk_get_highest_role (page->desk));
}

static PortailUndoStack *
get_undo_stack (PortailBaremesPage *page)
{
  return page->editor != NULL ? portail_bareme_document_get_undo_stack (
             portail_bareme_page_get_document (page->editor))
                              : page->undo_stack;
}

static void
enable (PortailBaremesPage *page, const char *name, gboolean is_enabled)
{
  g_simple_action_set_enabled (
      G_SIMPLE_ACTION (g_action_map_lookup_action (G_ACTION_MAP (page->actions), name)),
      is_enabled);
}

static void
update_actions (PortailBaremesPage *page)
{
  gboolean can_write = page->cache != NULL && (get_rights (page) & PORTAIL_RIGHT_WRITE) != 0;

  enable (page, "undo", portail_undo_stack_can_undo (get_undo_stack (page)));
  enable (page, "redo", portail_undo_stack_can_redo (get_undo_stack (page)));
  enable (page, "new", can_write && page->editor == NULL && page->list != NULL);
  enable (page, "save", page->editor != NULL);
  gtk_widget_set_visible (page->new_button, can_write);
  gtk_widget_action_set_enabled (GTK_WIDGET (page), "baremes.new", can_write);
}

static void
close_editor (PortailBaremesPage *page)
{
  GtkWidget *editor;

  if (page->editor == NULL)
    return;
  portail_bareme_page_commit (page->editor);
  editor = GTK_WIDGET (g_steal_pointer (&page->editor));
  gtk_stack_set_visible_child_name (page->stack, "list");
  gtk_stack_remove (page->stack, editor);
  /* The stack hands the keyboard to where it was: in the menu of the button, which is closed. */
  if (gtk_widget_get_mapped (GTK_WIDGET (page->stack)))
    gtk_widget_grab_focus (page->new_button);
  update_actions (page);
}

/* The list */

static void
on_row_activated (AdwActionRow *row, PortailBaremesPage *page)
{
  portail_baremes_page_open (page, gtk_widget_get_name (GTK_WIDGET (row)));
}

/* When it applies, and whose it is. */
static char *
describe (const PortailBaremeEntry *entry)
{
  g_autofree char *week = portail_week_to_text (entry->version->effective_from);
  g_autoptr (GString) text = g_string_new (NULL);

  /* Translators: a week. */
  g_string_append_printf (text, _ ("From %s"), week);
  if (!portail_timestamp_is_null (entry->version->published_at))
    {
      g_autofree char *day = portail_timestamp_to_text (entry->version->published_at);

      /* Translators: a moment. */
      g_string_append (text, " · ");
      g_string_append_printf (text, _ ("published %s"), day);
    }
  if (entry->author != NULL)
    {
      g_string_append (text, " · ");
      /* Translators: the name of a person. */
      g_string_append_printf (text, _ ("by %s"), entry->author);
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static GtkWidget *
new_row (PortailBaremesPage *page, const PortailBaremeEntry *entry)
{
  static const char *const classes[PORTAIL_BAREME_N_PHASES] = {
    [PORTAIL_BAREME_PHASE_DRAFT] = "draft",
    [PORTAIL_BAREME_PHASE_COMING] = "waiting",
    [PORTAIL_BAREME_PHASE_IN_FORCE] = "good",
    [PORTAIL_BAREME_PHASE_PAST] = "draft",
  };
  const char *name = entry->version->name != NULL ? entry->version->name : _ ("Without a name");
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *pill = gtk_label_new (portail_bareme_phase_get_title (entry->phase));
  g_autofree char *words = describe (entry);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), name);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), words);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 2);
  gtk_widget_add_css_class (pill, "pill-label");
  gtk_widget_add_css_class (pill, classes[entry->phase]);
  gtk_widget_set_valign (pill, GTK_ALIGN_CENTER);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), pill);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row),
                             gtk_image_new_from_icon_name ("go-next-symbolic"));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  gtk_widget_set_name (row, entry->version->base.id);
  g_signal_connect_object (row, "activated", G_CALLBACK (on_row_activated), page, 0);
  return row;
}

static GtkWidget *
new_built_in_row (void)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *pill = gtk_label_new (portail_bareme_phase_get_title (PORTAIL_BAREME_PHASE_IN_FORCE));

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _ ("Built-in table"));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row),
                               _ ("Applies as long as nothing else is published."));
  gtk_widget_add_css_class (pill, "pill-label");
  gtk_widget_add_css_class (pill, "good");
  gtk_widget_set_valign (pill, GTK_ALIGN_CENTER);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), pill);
  return row;
}

/* Versions of one scope. @enterprise_id NULL: of the whole server. */
static void
add_group (PortailBaremesPage *page, const char *title, const char *enterprise_id)
{
  GtkWidget *group = adw_preferences_group_new ();
  g_autofree char *escaped = g_markup_escape_text (title, -1);
  gboolean has_force = enterprise_id != NULL;
  guint n = 0;

  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), escaped);
  for (guint i = 0; i < page->list->entries->len; i++)
    {
      const PortailBaremeEntry *entry = g_ptr_array_index (page->list->entries, i);

      if (g_strcmp0 (entry->version->base.enterprise_id, enterprise_id) != 0)
        continue;
      adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), new_row (page, entry));
      has_force |= entry->phase == PORTAIL_BAREME_PHASE_IN_FORCE;
      n++;
    }
  if (!has_force)
    adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), new_built_in_row ());
  if (enterprise_id != NULL && n == 0)
    adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (group),
                                           _ ("None of its own: the table of the server applies."));
  else if (enterprise_id != NULL)
    adw_preferences_group_set_description (
        ADW_PREFERENCES_GROUP (group), _ ("A table of its own comes before that of the server."));
  gtk_box_append (page->groups, group);
}

static void
show_list (PortailBaremesPage *page)
{
  const PortailShellCompany *company = portail_shell_context_get_company (
      portail_desk_get_context (page->desk));
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (page->groups))) != NULL)
    gtk_box_remove (page->groups, child);
  add_group (page, _ ("Tables of the server"), NULL);
  if (company != NULL)
    {
      /* Translators: the name of a company. */
      g_autofree char *title = g_strdup_printf (_ ("Tables of %s"), company->name);

      add_group (page, title, company->id);
    }
  gtk_stack_set_visible_child_name (page->states, "list");
}

static void
on_list_read (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PortailBaremesPage) page = user_data;
  g_autoptr (GError) error = NULL;
  PortailBaremeList *list = portail_cache_query_finish (PORTAIL_CACHE (object), result, &error);

  if (list == NULL && g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  g_clear_pointer (&page->list, portail_bareme_list_free);
  page->list = list;
  if (list != NULL)
    show_list (page);
  else
    {
      portail_status_text_set (page->failed, error->message);
      gtk_stack_set_visible_child_name (page->states, "failed");
    }
  update_actions (page);
}

static void
read_list (PortailBaremesPage *page)
{
  PortailShellContext *context = portail_desk_get_context (page->desk);

  g_cancellable_cancel (page->cancellable);
  g_clear_object (&page->cancellable);
  if (page->cache == NULL)
    return;
  page->cancellable = g_cancellable_new ();
  portail_cache_query_async (
      page->cache,
      portail_bareme_list_query_new (portail_desk_get_company_id (page->desk),
                                     portail_shell_context_get_current_week (context)),
      page->cancellable, on_list_read, g_object_ref (page));
}

static void
on_cache_changed (PortailBaremesPage *page, const char *type)
{
  if (type == NULL || g_str_has_prefix (type, portail_bareme_version_type.name))
    read_list (page);
}

/* Deeds */

static PortailOpStepPlace
get_place (PortailBaremesPage *page, const char *title, const char *done)
{
  return (PortailOpStepPlace){
    .within = GTK_WIDGET (page),
    .cache = page->cache,
    .stack = page->undo_stack,
    .title = title,
    .done = done,
  };
}

static void
delete_open (PortailBaremesPage *page)
{
  PortailBaremeDocument *document = portail_bareme_page_get_document (page->editor);
  const PortailBaremeVersion *version = portail_bareme_document_get_version (document);
  PortailOpStepPlace place = get_place (page, C_ ("undo", "Delete the draft"),
                                        _ ("The draft has been deleted."));
  PortailSyncOp *op = portail_sync_op_new (PORTAIL_SYNC_OP_SINGLE, version->base.enterprise_id);

  portail_sync_op_take_change (
      op, portail_change_new (PORTAIL_CHANGE_DELETE, version->base.type, version->base.id));
  close_editor (page);
  portail_op_step_do (&place, op);
}

static void
make_draft (PortailBaremesPage *page,
            const PortailBareme *bareme,
            const char *enterprise_id,
            const char *name)
{
  PortailShellContext *context = portail_desk_get_context (page->desk);
  PortailOpStepPlace place = get_place (page, C_ ("undo", "New draft"), NULL);
  PortailWeek week = { portail_shell_context_get_current_week (context).number + 1 };
  g_autofree char *id = NULL;
  PortailSyncOp *op = portail_bareme_document_make_draft (bareme, enterprise_id, name, week, &id);

  portail_op_step_do (&place, op);
  portail_baremes_page_open (page, id);
}

void
portail_baremes_page_begin_new (PortailBaremesPage *page,
                                PortailBaremeOrigin origin,
                                const char *enterprise_id)
{
  static const PortailBareme nothing = { 0 };

  g_return_if_fail (PORTAIL_IS_BAREMES_PAGE (page));
  if (page->cache == NULL || page->list == NULL || (get_rights (page) & PORTAIL_RIGHT_WRITE) == 0)
    return;
  make_draft (page,
              origin == PORTAIL_BAREME_FROM_FORCE     ? &page->list->force
              : origin == PORTAIL_BAREME_FROM_DEFAULT ? portail_bareme_get_default ()
                                                      : &nothing,
              enterprise_id, _ ("New tax table"));
}

static void
duplicate_open (PortailBaremesPage *page)
{
  PortailBaremeDocument *document = portail_bareme_page_get_document (page->editor);
  const PortailBaremeVersion *version = portail_bareme_document_get_version (document);
  PortailBareme bareme = *portail_bareme_document_get_bareme (document);
  /* Translators: the name of a tax table. */
  g_autofree char *name = g_strdup_printf (_ ("Copy of %s"),
                                           version->name != NULL ? version->name : "");
  g_autofree char *enterprise_id = g_strdup (version->base.enterprise_id);

  if (bareme.n_tranches > PORTAIL_BAREME_MAX_TRANCHES
      || bareme.n_richesse > PORTAIL_BAREME_MAX_TRANCHES
      || (get_rights (page) & PORTAIL_RIGHT_WRITE) == 0)
    return;
  make_draft (page, &bareme, enterprise_id, name);
}

static void
compare_open (PortailBaremesPage *page)
{
  PortailBaremeDocument *document = portail_bareme_page_get_document (page->editor);
  const PortailBaremeVersion *version = portail_bareme_document_get_version (document);
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (page));
  g_autoptr (GPtrArray) others = g_ptr_array_new ();
  GtkWidget *window;

  for (guint i = 0; page->list != NULL && i < page->list->entries->len; i++)
    {
      const PortailBaremeEntry *entry = g_ptr_array_index (page->list->entries, i);

      if (!g_str_equal (entry->version->base.id, version->base.id))
        g_ptr_array_add (others, entry->version);
    }
  window = portail_bareme_comparison_new (
      page->cache, portail_bareme_document_get_bareme (document), version->name, others);
  gtk_window_set_transient_for (GTK_WINDOW (window),
                                GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL);
  gtk_window_set_modal (GTK_WINDOW (window), TRUE);
  gtk_window_present (GTK_WINDOW (window));
}

void
portail_baremes_page_open (PortailBaremesPage *page, const char *bareme_id)
{
  g_autoptr (PortailBaremeDocument) document = NULL;

  g_return_if_fail (PORTAIL_IS_BAREMES_PAGE (page));
  if (page->cache == NULL)
    return;
  close_editor (page);
  document = portail_bareme_document_new (page->cache, bareme_id);
  portail_bareme_document_set_rights (document, get_rights (page));
  page->editor = PORTAIL_BAREME_PAGE (portail_bareme_page_new (document));
  g_signal_connect_object (page->editor, "back", G_CALLBACK (close_editor), page,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (page->editor, "actions-changed", G_CALLBACK (update_actions), page,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (page->editor, "duplicate", G_CALLBACK (duplicate_open), page,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (page->editor, "compare", G_CALLBACK (compare_open), page,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (page->editor, "delete", G_CALLBACK (delete_open), page,
                           G_CONNECT_SWAPPED);
  gtk_stack_add_named (page->stack, GTK_WIDGET (page->editor), NULL);
  gtk_stack_set_visible_child (page->stack, GTK_WIDGET (page->editor));
  update_actions (page);
}

/* Actions */

static void
do_step (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  PortailBaremesPage *page = PORTAIL_BAREMES_PAGE (user_data);

  if (g_str_equal (g_action_get_name (G_ACTION (action)), "undo"))
    portail_undo_stack_undo (get_undo_stack (page));
  else
    portail_undo_stack_redo (get_undo_stack (page));
}

static void
do_save (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  PortailBaremesPage *page = PORTAIL_BAREMES_PAGE (user_data);

  if (page->editor != NULL)
    portail_bareme_page_commit (page->editor);
}

static void
do_new (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  portail_baremes_page_begin_new (PORTAIL_BAREMES_PAGE (user_data), PORTAIL_BAREME_FROM_FORCE,
                                  NULL);
}

static const GActionEntry entries[] = {
  { .name = "undo", .activate = do_step },
  { .name = "redo", .activate = do_step },
  { .name = "save", .activate = do_save },
  { .name = "new", .activate = do_new },
};

/* (bi): whether for the chosen company, then the PortailBaremeOrigin. */
static void
activate_new (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  PortailBaremesPage *page = PORTAIL_BAREMES_PAGE (widget);
  gboolean is_for_company;
  int origin;

  g_variant_get (parameter, "(bi)", &is_for_company, &origin);
  portail_baremes_page_begin_new (page, (PortailBaremeOrigin) origin,
                                  is_for_company ? portail_desk_get_company_id (page->desk) : NULL);
}

static GActionGroup *
get_actions (PortailPage *page)
{
  return G_ACTION_GROUP (PORTAIL_BAREMES_PAGE (page)->actions);
}

static void
open_record (PortailPage *page, const char *type, const char *id)
{
  if (g_str_equal (type, portail_bareme_version_type.name))
    portail_baremes_page_open (PORTAIL_BAREMES_PAGE (page), id);
}

static void
settle (PortailPage *page)
{
  if (PORTAIL_BAREMES_PAGE (page)->editor != NULL)
    portail_bareme_page_commit (PORTAIL_BAREMES_PAGE (page)->editor);
}

static void
implement_page (PortailPageInterface *interface)
{
  interface->get_actions = get_actions;
  interface->open_record = open_record;
  interface->settle = settle;
}

static void
portail_baremes_page_dispose (GObject *object)
{
  PortailBaremesPage *page = PORTAIL_BAREMES_PAGE (object);

  g_cancellable_cancel (page->cancellable);
  g_clear_object (&page->cancellable);
  if (page->cache != NULL)
    g_clear_signal_handler (&page->cache_handler, page->cache);
  page->editor = NULL;
  g_clear_object (&page->cache);
  g_clear_object (&page->desk);
  g_clear_object (&page->undo_stack);
  g_clear_object (&page->actions);
  g_clear_pointer (&page->list, portail_bareme_list_free);
  G_OBJECT_CLASS (portail_baremes_page_parent_class)->dispose (object);
}

static void
portail_baremes_page_class_init (PortailBaremesPageClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = portail_baremes_page_dispose;
  gtk_widget_class_set_template_from_resource (
      widget_class, "/fr/flashbackfa_entreprise/Portail/portail-baremes-page.ui");
  gtk_widget_class_bind_template_child (widget_class, PortailBaremesPage, stack);
  gtk_widget_class_bind_template_child (widget_class, PortailBaremesPage, states);
  gtk_widget_class_bind_template_child (widget_class, PortailBaremesPage, groups);
  gtk_widget_class_bind_template_child (widget_class, PortailBaremesPage, failed);
  gtk_widget_class_bind_template_child (widget_class, PortailBaremesPage, new_button);
  gtk_widget_class_bind_template_callback (widget_class, read_list);
  gtk_widget_class_install_action (widget_class, "baremes.new", "(bi)", activate_new);
}

static void
portail_baremes_page_init (PortailBaremesPage *page)
{
  page->actions = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (page->actions), entries, G_N_ELEMENTS (entries),
                                   page);
  page->undo_stack = portail_undo_stack_new ();
  g_signal_connect_object (page->undo_stack, "changed", G_CALLBACK (update_actions), page,
                           G_CONNECT_SWAPPED);
  gtk_widget_init_template (GTK_WIDGET (page));
}

static void
on_context_changed (PortailBaremesPage *page)
{
  const PortailBaremeVersion *open = page->editor != NULL ? portail_bareme_document_get_version (
                                         portail_bareme_page_get_document (page->editor))
                                                          : NULL;

  if (open != NULL && open->base.enterprise_id != NULL
      && g_strcmp0 (open->base.enterprise_id, portail_desk_get_company_id (page->desk)) != 0)
    close_editor (page);
  if (page->editor != NULL)
    portail_bareme_document_set_rights (portail_bareme_page_get_document (page->editor),
                                        get_rights (page));
  update_actions (page);
  read_list (page);
}

static void
on_account_changed (PortailBaremesPage *page)
{
  close_editor (page);
  if (page->cache != NULL)
    g_clear_signal_handler (&page->cache_handler, page->cache);
  g_set_object (&page->cache, portail_desk_get_cache (page->desk));
  portail_undo_stack_clear (page->undo_stack);
  g_clear_pointer (&page->list, portail_bareme_list_free);
  gtk_stack_set_visible_child_name (page->states, "loading");
  if (page->cache != NULL)
    page->cache_handler = g_signal_connect_swapped (page->cache, "changed",
                                                    G_CALLBACK (on_cache_changed), page);
  update_actions (page);
  read_list (page);
}

GtkWidget *
portail_baremes_page_new (PortailDesk *desk)
{
  PortailBaremesPage *page = g_object_new (PORTAIL_TYPE_BAREMES_PAGE, NULL);

  page->desk = g_object_ref (desk);
  g_signal_connect_object (desk, "account-changed", G_CALLBACK (on_account_changed), page,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (portail_desk_get_context (desk), "changed",
                           G_CALLBACK (on_context_changed), page, G_CONNECT_SWAPPED);
  on_account_changed (page);
  return GTK_WIDGET (page);
}

PortailBaremePage *
portail_baremes_page_get_editor (PortailBaremesPage *page)
{
  g_return_val_if_fail (PORTAIL_IS_BAREMES_PAGE (page), NULL);
  return page->editor;
}

guint
portail_baremes_page_get_n_shown (PortailBaremesPage *page)
{
  g_return_val_if_fail (PORTAIL_IS_BAREMES_PAGE (page), 0);
  return page->list != NULL ? page->list->entries->len : G_MAXUINT;
}
