/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The record in the panel: from the cache, its draft, what is typed. */
#include "app/portail-draft.h"
#include "app/portail-record-page-private.h"
#include "app/portail-toast.h"
#include "shared/portail-change-rights.h"
#include "shared/portail-error.h"
#include "shared/portail-i18n.h"
#include "shared/portail-id.h"
#include "shared/portail-transition.h"

/* After the last key, until what was typed is stored. */
#define DRAFT_DELAY_MS 400

static guint
find_field (PortailRecordPage *page, const char *name)
{
  int index = name != NULL ? portail_record_type_find_field (page->type, name) : -1;

  return index >= 0 ? (guint) index : G_MAXUINT;
}

/* What the panel shows */

static const PortailRecord *
get_shown (PortailRecordPage *page)
{
  return page->fresh != NULL ? page->fresh : page->record;
}

static void
show_title (PortailRecordPage *page)
{
  guint index = find_field (page, page->spec->table->card_title);
  const PortailField *field = index != G_MAXUINT ? portail_record_type_get_field (page->type, index)
                                                 : NULL;
  g_autofree char *title = NULL;

  if (page->fresh != NULL || page->record == NULL || field == NULL)
    title = page->fresh != NULL && page->spec->new_label != NULL
                ? g_strdup (_ (page->spec->new_label))
                : g_strdup ("");
  else
    title = page->hooks.text != NULL ? page->hooks.text (field, page->record, page->user_data)
                                     : NULL;
  if (title == NULL)
    title = portail_field_to_text (field, page->record);
  gtk_label_set_text (page->panel->title, title);
  gtk_widget_set_tooltip_text (GTK_WIDGET (page->panel->title), title);
}

static void
show_pill (PortailRecordPage *page)
{
  guint index = find_field (page, page->spec->table->pill_field);
  const PortailField *field = index != G_MAXUINT ? portail_record_type_get_field (page->type, index)
                                                 : NULL;
  int value = field != NULL && page->record != NULL
                  ? (int) portail_field_get_integer (field, page->record)
                  : 0;
  const PortailChoice *choice = value != 0 ? portail_choice_find (field->choices, value) : NULL;
  const char *css_class = "draft";

  gtk_widget_set_visible (GTK_WIDGET (page->panel->pill), choice != NULL);
  if (choice == NULL)
    return;
  for (const PortailRecordPill *pill = page->spec->table->pills; pill->value != 0; pill++)
    if (pill->value == value)
      css_class = pill->css_class;
  gtk_label_set_text (page->panel->pill, _ (choice->title));
  gtk_widget_set_css_classes (GTK_WIDGET (page->panel->pill),
                              (const char *[]){ "pill-label", css_class, NULL });
}

static const char *
find_lock_reason (PortailRecordPage *page, PortailRights granted)
{
  PortailChangeKind kind = page->fresh != NULL ? PORTAIL_CHANGE_CREATE : PORTAIL_CHANGE_UPDATE;
  const PortailRecord *record = get_shown (page);

  if (record == NULL)
    return NULL;
  if (kind == PORTAIL_CHANGE_UPDATE && !portail_transition_is_editable (record))
    return _ ("In this state it can no longer be changed.");
  if (portail_record_type_is_derived (page->type)
      || portail_change_rights_suffice (kind, NULL, record, granted))
    return NULL;
  return granted & PORTAIL_RIGHT_WRITE_REFUSED ? _ ("Only what was refused can be changed.")
                                               : _ ("You can read this, not change it.");
}

static void
show_rights (PortailRecordPage *page)
{
  const char *company = portail_record_page_get_company_id (page);
  PortailRole role = portail_record_page_get_role (page, company);
  PortailRights granted = portail_record_page_get_rights (page, company);
  g_autofree char *lock = portail_record_page_dup_lock (page, page->record);
  const char *reason = find_lock_reason (page, granted);
  PortailFormRights rights = { portail_permission_get_readable (page->type, role),
                               portail_permission_get_writable (page->type, role),
                               reason != NULL ? reason : lock };

  portail_record_form_set_rights (page->form, &rights);
}

static void
make_panel (PortailRecordPage *page)
{
  page->panel = portail_record_panel_new (page->above, page->below);
  gtk_box_append (page->sides, GTK_WIDGET (page->panel));
  g_signal_connect_swapped (page->panel->commands, "run",
                            G_CALLBACK (portail_record_page_on_command), page);
}

static void
make_form (PortailRecordPage *page)
{
  GHashTableIter iter;
  gpointer field;
  gpointer words;

  page->form = PORTAIL_RECORD_FORM (portail_record_form_new (page->type, page->spec->sections));
  adw_bin_set_child (page->panel->form_place, GTK_WIDGET (page->form));
  portail_record_form_set_check (page->form, portail_record_page_check, page);
  portail_record_form_set_cache (page->form, page->cache);
  g_signal_connect_object (page->form, "changed", G_CALLBACK (portail_record_page_on_typed), page,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (page->form, "submit", G_CALLBACK (portail_record_page_save), page,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (page->form, "cancel", G_CALLBACK (portail_record_page_close), page,
                           G_CONNECT_SWAPPED);
  g_hash_table_iter_init (&iter, page->suggestions);
  while (g_hash_table_iter_next (&iter, &field, &words))
    portail_record_form_set_suggestions (page->form, field, words);
  show_rights (page);
}

void
portail_record_page_set_suggestions (PortailRecordPage *page,
                                     const char *field,
                                     const char *const *words)
{
  g_return_if_fail (PORTAIL_IS_RECORD_PAGE (page));
  g_hash_table_replace (page->suggestions, g_strdup (field), g_strdupv ((char **) words));
  if (page->form != NULL)
    portail_record_form_set_suggestions (page->form, field, words);
}

/* They take longer to make than the rest of the page. */
PortailRecordForm *
portail_record_page_get_form (PortailRecordPage *page)
{
  if (page->form == NULL && page->desk != NULL)
    {
      make_panel (page);
      make_form (page);
    }
  return page->form;
}

static void
show_commands (PortailRecordPage *page)
{
  const char *company = portail_record_page_get_company_id (page);
  PortailRights granted = portail_record_page_get_rights (page, company);

  for (const PortailTransition *t = portail_transition_get_table (); t->type != NULL; t++)
    if (g_str_equal (t->type, page->type->name))
      {
        g_autofree char *obstacle = portail_record_page_dup_obstacle (page, t->command);

        portail_command_bar_set_obstacle (page->panel->commands, t->command, obstacle);
      }
  portail_command_bar_set_record (page->panel->commands, page->fresh == NULL ? page->record : NULL,
                                  granted);
}

static void
show_foot (PortailRecordPage *page)
{
  gboolean is_changed = page->fresh != NULL || portail_record_form_is_changed (page->form);
  gboolean has_commands = portail_command_bar_has_any (page->panel->commands);

  /* A command is about what is stored: first save or discard. */
  gtk_widget_set_visible (page->panel->save_bar, is_changed);
  gtk_widget_set_visible (GTK_WIDGET (page->panel->commands), !is_changed && has_commands);
  gtk_widget_set_visible (page->panel->foot, is_changed || has_commands);
}

static void
show_sides (PortailRecordPage *page)
{
  gboolean is_open = page->open_id != NULL;

  gtk_widget_set_visible (page->list_side, !is_open || !page->is_narrow);
  gtk_widget_set_visible (page->panel_separator, is_open && !page->is_narrow);
  portail_record_table_set_place (page->table, is_open ? PORTAIL_RECORD_TABLE_BESIDE_RECORD
                                                       : PORTAIL_RECORD_TABLE_ALONE);
}

void
portail_record_page_show_panel (PortailRecordPage *page)
{
  show_sides (page);
  if (page->form != NULL)
    {
      gtk_widget_set_visible (GTK_WIDGET (page->panel), page->open_id != NULL);
      portail_record_panel_set_place (page->panel, page->is_narrow ? PORTAIL_RECORD_PANEL_ALONE
                                                                   : PORTAIL_RECORD_PANEL_BESIDE);
      show_title (page);
      show_pill (page);
      show_rights (page);
      show_commands (page);
      show_foot (page);
      gtk_widget_set_visible (page->panel->menu, page->fresh == NULL);
    }
  portail_record_page_update_actions (page);
}

void
portail_record_page_update (PortailRecordPage *page)
{
  g_return_if_fail (PORTAIL_IS_RECORD_PAGE (page));
  portail_record_page_show_panel (page);
}

static void
tell_shown (PortailRecordPage *page)
{
  if (page->hooks.show_record != NULL)
    page->hooks.show_record (page, page->record, page->user_data);
}

/* Drafts */

static char *
dup_draft_id (PortailRecordPage *page)
{
  return page->fresh != NULL ? portail_draft_dup_new_id (portail_record_page_get_company_id (page))
                             : g_strdup (page->open_id);
}

static void
keep_draft (PortailRecordPage *page, char *text)
{
  g_autofree char *id = dup_draft_id (page);
  PortailDraft draft = { (char *) page->type->name, id,
                         (char *) portail_record_page_get_company_id (page),
                         page->record != NULL ? page->record->rev : 0, text };

  g_clear_handle_id (&page->draft_timer, g_source_remove);
  if (page->cache == NULL || page->open_id == NULL || (text == NULL && !page->has_draft))
    return;
  page->has_draft = text != NULL;
  portail_draft_keep_async (page->cache, &draft, NULL, NULL);
}

void
portail_record_page_flush_draft (PortailRecordPage *page)
{
  g_autofree char *text = NULL;

  if (page->draft_timer == 0)
    return;
  text = portail_record_form_dup_draft (page->form);
  keep_draft (page, text);
}

static gboolean
on_draft_due (gpointer user_data)
{
  portail_record_page_flush_draft (PORTAIL_RECORD_PAGE (user_data));
  return G_SOURCE_REMOVE;
}

void
portail_record_page_on_typed (PortailRecordPage *page)
{
  g_autoptr (PortailRecord) record = portail_record_form_dup_record (page->form);

  g_clear_handle_id (&page->draft_timer, g_source_remove);
  page->draft_timer = g_timeout_add (DRAFT_DELAY_MS, on_draft_due, page);
  if (!portail_record_form_is_changed (page->form))
    gtk_widget_set_visible (page->panel->draft_bar, FALSE);
  show_foot (page);
  portail_record_page_update_actions (page);
  if (page->hooks.record_typed != NULL && record != NULL)
    page->hooks.record_typed (page, record, page->user_data);
}

/* One reading of a draft, until another record is opened. */
typedef struct
{
  PortailRecordPage *page;
  GCancellable *opening;
  guint load_number; /* of a draft: nothing */
} Opening;

static Opening *
opening_new (PortailRecordPage *page)
{
  Opening *opening = g_new (Opening, 1);

  *opening = (Opening){ g_object_ref (page), g_object_ref (page->opening), page->n_loads };
  return opening;
}

static void
free_opening (Opening *opening)
{
  g_object_unref (opening->page);
  g_object_unref (opening->opening);
  g_free (opening);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Opening, free_opening)

static void
on_draft_loaded (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Opening) opening = user_data;
  PortailRecordPage *page = opening->page;
  g_autoptr (PortailDraft) draft = portail_draft_load_finish (PORTAIL_CACHE (object), result, NULL);

  if (draft == NULL || g_cancellable_is_cancelled (opening->opening)
      || portail_record_form_is_changed (page->form))
    return;
  page->has_draft = TRUE;
  if (portail_record_form_restore_draft (page->form, draft->text))
    gtk_widget_set_visible (page->panel->draft_bar, TRUE);
}

static void
load_draft (PortailRecordPage *page)
{
  g_autofree char *id = dup_draft_id (page);

  portail_draft_load_async (page->cache, page->type->name, id, on_draft_loaded, opening_new (page));
}

/* Opening and closing */

static void
leave_record (PortailRecordPage *page)
{
  portail_record_page_flush_draft (page);
  g_clear_handle_id (&page->draft_timer, g_source_remove);
  g_cancellable_cancel (page->opening);
  g_clear_object (&page->opening);
  g_clear_pointer (&page->open_id, g_free);
  g_clear_pointer (&page->taken_key, g_free);
  g_clear_pointer (&page->record, portail_record_free);
  g_clear_pointer (&page->fresh, portail_record_free);
  page->has_draft = FALSE;
  page->is_row_awaited = FALSE;
  if (page->panel != NULL)
    gtk_widget_set_visible (page->panel->draft_bar, FALSE);
}

static void
enter_record (PortailRecordPage *page, const char *id)
{
  g_autofree char *copy = g_strdup (id);

  leave_record (page);
  portail_record_page_get_form (page);
  page->open_id = g_steal_pointer (&copy);
  page->opening = g_cancellable_new ();
  gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (page->panel->scroller), 0);
}

static void
tell_opened (PortailRecordPage *page)
{
  portail_record_page_show_panel (page);
  tell_shown (page);
  g_signal_emit_by_name (page, "opened");
}

void
portail_record_page_reset_panel (PortailRecordPage *page)
{
  gboolean was_open = page->open_id != NULL;

  leave_record (page);
  if (page->form != NULL)
    portail_record_form_set_record (page->form, NULL, PORTAIL_FORM_EDIT);
  if (was_open)
    tell_opened (page);
}

void
portail_record_page_close (PortailRecordPage *page)
{
  gboolean has_keyboard;

  g_return_if_fail (PORTAIL_IS_RECORD_PAGE (page));
  has_keyboard = page->panel != NULL
                 && gtk_widget_get_focus_child (GTK_WIDGET (page->panel)) != NULL;
  portail_record_page_reset_panel (page);
  portail_record_page_show_panel (page);
  /* GTK would hand it on to whatever is next: the button of a toast that undoes. */
  if (has_keyboard)
    portail_record_table_focus_rows (page->table);
}

static void
show_loaded (PortailRecordPage *page, PortailRecord *record)
{
  gboolean is_first = page->record == NULL;

  g_clear_pointer (&page->record, portail_record_free);
  page->record = record;
  portail_record_form_set_company (page->form, record->enterprise_id);
  if (is_first)
    {
      portail_record_form_set_record (page->form, record, PORTAIL_FORM_EDIT);
      tell_opened (page);
      load_draft (page);
      return;
    }
  portail_record_form_update (page->form, record);
  portail_record_page_show_panel (page);
  tell_shown (page);
}

static void
on_loaded (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Opening) opening = user_data;
  PortailRecordPage *page = opening->page;
  g_autoptr (GError) error = NULL;
  PortailRecord *record = portail_cache_load_finish (PORTAIL_CACHE (object), result, &error);

  /* What was read before a later save is what one had before. */
  if (g_cancellable_is_cancelled (opening->opening) || opening->load_number != page->n_loads)
    {
      if (record != NULL)
        portail_record_free (record);
      return;
    }
  if (record != NULL)
    {
      show_loaded (page, record);
      return;
    }
  if (!g_error_matches (error, PORTAIL_ERROR, PORTAIL_ERROR_NOT_FOUND))
    portail_toast_show (GTK_WIDGET (page), error->message);
  else if (portail_record_form_is_changed (page->form))
    portail_toast_show (GTK_WIDGET (page),
                        _ ("It is no longer there. What you typed is kept among the drafts, behind "
                           "the state of the sync."));
  else if (page->record == NULL)
    portail_toast_show (GTK_WIDGET (page), _ ("It is no longer there."));
  portail_record_page_close (page);
}

static void
load (PortailRecordPage *page)
{
  page->n_loads++;
  portail_cache_load_async (page->cache, page->type, page->open_id, on_loaded, opening_new (page));
}

void
portail_record_page_open (PortailRecordPage *page, const char *id)
{
  g_return_if_fail (PORTAIL_IS_RECORD_PAGE (page));
  if (page->cache == NULL || (page->fresh == NULL && g_strcmp0 (id, page->open_id) == 0))
    return;
  if (page->hooks.open != NULL && page->hooks.open (page, id, page->user_data))
    return;
  enter_record (page, id);
  portail_record_form_set_record (page->form, NULL, PORTAIL_FORM_EDIT);
  portail_record_page_show_panel (page);
  /* The row that had the keyboard is out of sight. */
  if (page->is_narrow)
    gtk_widget_grab_focus (page->panel->back_button);
  load (page);
}

void
portail_record_page_begin_new (PortailRecordPage *page,
                               gconstpointer values,
                               PortailFieldSet fields)
{
  g_autofree char *id = portail_id_new ();
  PortailRecord *record;

  g_return_if_fail (PORTAIL_IS_RECORD_PAGE (page));
  if (!portail_record_page_can_create (page)
      || (values == NULL && page->hooks.begin_new != NULL
          && page->hooks.begin_new (page, page->user_data)))
    return;
  enter_record (page, id);
  record = portail_record_new (page->type);
  record->id = g_strdup (id);
  if (!(page->spec->flags & PORTAIL_RECORD_PAGE_GLOBAL))
    record->enterprise_id = g_strdup (portail_desk_get_company_id (page->desk));
  portail_record_set_initial (record, 0);
  page->fresh = record;
  if (page->hooks.fill_new != NULL)
    page->hooks.fill_new (page, record, page->user_data);
  if (values != NULL)
    portail_record_copy_fields (record, values, fields);
  portail_record_form_set_company (page->form, record->enterprise_id);
  portail_record_form_set_record (page->form, record, PORTAIL_FORM_CREATE);
  tell_opened (page);
  /* Rows are greyed or not by the rights that were shown just now. */
  portail_record_form_focus (page->form, NULL);
  if (values == NULL)
    load_draft (page);
}

static gboolean
has_typed_since (PortailRecordPage *page, const PortailRecord *saved)
{
  g_autoptr (PortailRecord) typed = portail_record_form_dup_record (page->form);

  return !portail_record_form_is_valid (page->form)
         || (typed != NULL && portail_record_get_differing_fields (typed, saved) != 0);
}

/* The new record is there; what was typed since it was sent stays to be saved. */
static void
show_created (PortailRecordPage *page, const PortailRecord *saved)
{
  g_autofree char *typed = has_typed_since (page, saved)
                               ? portail_record_form_dup_draft (page->form)
                               : NULL;

  page->is_row_awaited = !portail_record_table_reveal (page->table, page->open_id);
  portail_record_form_set_record (page->form, saved, PORTAIL_FORM_EDIT);
  if (typed != NULL)
    portail_record_form_restore_draft (page->form, typed);
}

void
portail_record_page_note_saved (PortailRecordPage *page, const PortailRecord *saved)
{
  gboolean was_new = page->fresh != NULL;

  if (g_strcmp0 (saved->id, page->open_id) != 0)
    return;
  page->has_draft = TRUE;
  keep_draft (page, NULL);
  gtk_widget_set_visible (page->panel->draft_bar, FALSE);
  g_clear_pointer (&page->fresh, portail_record_free);
  g_clear_pointer (&page->record, portail_record_free);
  page->record = portail_record_copy (saved);
  if (was_new)
    show_created (page, saved);
  else
    portail_record_form_update (page->form, saved);
  if (portail_record_form_is_changed (page->form))
    portail_record_page_on_typed (page);
  tell_opened (page);
  load (page);
}

void
portail_record_page_discard (PortailRecordPage *page)
{
  if (page->open_id == NULL)
    return;
  page->has_draft = TRUE;
  keep_draft (page, NULL);
  gtk_widget_set_visible (page->panel->draft_bar, FALSE);
  if (page->fresh != NULL)
    {
      portail_record_page_close (page);
      return;
    }
  portail_record_form_set_record (page->form, page->record, PORTAIL_FORM_EDIT);
  portail_record_page_show_panel (page);
  tell_shown (page);
}

void
portail_record_page_on_cache_changed (PortailRecordPage *page, const char *type, const char *id)
{
  gboolean is_of_type = type == NULL || g_str_equal (type, page->type->name);
  gboolean is_it = is_of_type && (id == NULL || g_strcmp0 (id, page->open_id) == 0);

  /* Whoever had the key may have another one by now. */
  if (is_of_type)
    g_clear_pointer (&page->taken_key, g_free);
  if (is_it && page->open_id != NULL && page->fresh == NULL && page->cache != NULL)
    load (page);
}
