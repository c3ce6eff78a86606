/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/portail-draft-list.h"

#include <string.h>

#include "app/portail-draft.h"
#include "app/portail-op-values.h"
#include "app/portail-sheet-keeper.h"
#include "app/portail-toast.h"
#include "shared/portail-i18n.h"
#include "shared/portail-json.h"
#include "shared/portail-record-sql.h"
#include "shared/portail-schema.h"
#include "shared/records/portail-dotation.h"

/* A draft and what it is of. */
typedef struct
{
  PortailDraft *draft;
  const PortailRecordType *type;
  gboolean is_there; /* the record can be opened */
} Entry;

struct _PortailDraftList
{
  AdwBin parent_instance;

  GtkListBox *rows;
  PortailCache *cache;
  PortailUndoStack *stack;
  GCancellable *cancellable;
  guint n;
};

G_DEFINE_FINAL_TYPE (PortailDraftList, portail_draft_list, ADW_TYPE_BIN)

static guint changed_signal;

static void
free_entry (gpointer pointer)
{
  Entry *entry = pointer;

  portail_draft_free (entry->draft);
  g_free (entry);
}

static void
unref_array (gpointer array)
{
  g_ptr_array_unref (array);
}

/* Reading */

/* NULL for what a page keeps for itself. */
static const PortailRecordType *
find_type (const char *name)
{
  return g_str_equal (name, PORTAIL_SHEET_DRAFT_TYPE) ? &portail_dotation_type
                                                      : portail_schema_find (name);
}

static void
add_entry (GPtrArray *entries, PortailDatabase *database, const PortailDraft *draft)
{
  const PortailRecordType *type = find_type (draft->type);
  g_autoptr (PortailRecord) record = NULL;
  Entry *entry;

  if (type == NULL)
    return;
  record = portail_record_sql_load (database, type, draft->id, NULL);
  entry = g_new (Entry, 1);
  *entry = (Entry){ portail_draft_new (draft), type, record != NULL };
  g_ptr_array_add (entries, entry);
}

static gpointer
run_read (PortailDatabase *database, gpointer input, GError **error)
{
  PortailStatement *statement = portail_database_prepare (
      database, "SELECT type, id, enterprise_id, base_rev, text FROM draft ORDER BY type, id",
      error);
  g_autoptr (GPtrArray) entries = g_ptr_array_new_with_free_func (free_entry);
  PortailStep step;

  if (statement == NULL)
    return NULL;
  while ((step = portail_statement_step (statement, error)) == PORTAIL_STEP_ROW)
    add_entry (entries, database,
               &(PortailDraft){ (char *) portail_statement_get_text (statement, 0),
                                (char *) portail_statement_get_text (statement, 1),
                                (char *) portail_statement_get_text (statement, 2),
                                portail_statement_get_int64 (statement, 3),
                                (char *) portail_statement_get_text (statement, 4) });
  portail_statement_reset (statement);
  return step == PORTAIL_STEP_DONE ? g_steal_pointer (&entries) : NULL;
}

/* Words */

static void
add_line (GString *lines, const char *title, const char *text)
{
  if (text == NULL || *text == '\0')
    return;
  if (lines->len > 0)
    g_string_append_c (lines, '\n');
  /* Translators: where a text was typed, and the text. */
  g_string_append_printf (lines, _ ("%1$s: %2$s"), title != NULL ? title : "", text);
}

static void
add_form (GString *lines, const PortailRecordType *type, const PortailJson *root)
{
  for (guint i = 0; i < portail_record_type_get_n_fields (type); i++)
    {
      const PortailField *field = portail_record_type_get_field (type, i);

      if (field->title != NULL)
        add_line (lines, _ (field->title), portail_json_get_member_string (root, field->name));
    }
}

static void
add_texts (GString *lines, const PortailJson *list)
{
  for (const PortailJson *json = list != NULL ? list->first_child : NULL; json != NULL;
       json = json->next)
    add_line (lines, portail_json_get_member_string (json, "title"),
              portail_json_get_member_string (json, "text"));
}

static void
add_sheet (GString *lines, const PortailJson *root)
{
  const PortailJson *rows = portail_json_get (root, "rows");
  guint n_rows = rows != NULL ? (guint) portail_json_count_children (rows) : 0;

  add_texts (lines, portail_json_get (root, "left"));
  add_texts (lines, portail_json_get (root, "texts"));
  add_line (lines, _ ("Bank balance"), portail_json_get_member_string (root, "solde"));
  add_line (lines, _ ("Notes"), portail_json_get_member_string (root, "notes"));
  if (n_rows == 0)
    return;
  if (lines->len > 0)
    g_string_append_c (lines, '\n');
  g_string_append_printf (
      lines, g_dngettext (GETTEXT_PACKAGE, "%u incomplete row", "%u incomplete rows", n_rows),
      n_rows);
}

/* Owned. */
static char *
dup_lines (const Entry *entry)
{
  g_autoptr (PortailJsonDocument) document = portail_json_parse (entry->draft->text,
                                                                 strlen (entry->draft->text), NULL);
  g_autoptr (GString) lines = g_string_new (NULL);

  if (document == NULL)
    return g_strdup (entry->draft->text);
  if (g_str_equal (entry->draft->type, PORTAIL_SHEET_DRAFT_TYPE))
    add_sheet (lines, portail_json_document_get_root (document));
  else
    add_form (lines, entry->type, portail_json_document_get_root (document));
  return g_strdup (lines->str);
}

/* Discarding */

typedef struct
{
  PortailDraftList *list;
  PortailCache *cache;
  PortailDraft *draft;
} Discard;

static void
free_discard (gpointer pointer)
{
  Discard *discard = pointer;

  g_clear_weak_pointer (&discard->list);
  g_object_unref (discard->cache);
  portail_draft_free (discard->draft);
  g_free (discard);
}

static void
keep (Discard *discard, const char *text)
{
  PortailDraft draft = *discard->draft;

  draft.text = (char *) text;
  portail_draft_keep_async (discard->cache, &draft, NULL, NULL);
  if (discard->list != NULL)
    portail_draft_list_read (discard->list);
}

static void
undo_discard (gpointer step)
{
  keep (step, ((Discard *) step)->draft->text);
}

static void
redo_discard (gpointer step)
{
  keep (step, NULL);
}

static void
on_discard (GtkWidget *button, PortailDraftList *list)
{
  static const PortailUndoKind kind = { undo_discard, redo_discard, free_discard };
  const Entry *entry = g_object_get_data (G_OBJECT (button), "entry");
  Discard *discard = g_new0 (Discard, 1);

  g_set_weak_pointer (&discard->list, list);
  discard->cache = g_object_ref (list->cache);
  discard->draft = portail_draft_new (entry->draft);
  portail_undo_stack_push (list->stack, _ ("Discard"), &kind, discard);
  portail_toast_show_undo (GTK_WIDGET (list), _ ("The draft has been discarded."));
  keep (discard, NULL);
}

/* Rows */

static void
on_open (GtkWidget *button, PortailDraftList *list)
{
  const Entry *entry = g_object_get_data (G_OBJECT (button), "entry");

  gtk_widget_activate_action (GTK_WIDGET (list), "win.open-record", "(ss)", entry->type->name,
                              entry->draft->id);
}

static void
on_copy (GtkWidget *button, PortailDraftList *list)
{
  g_autofree char *lines = dup_lines (g_object_get_data (G_OBJECT (button), "entry"));

  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (list)), lines);
  portail_toast_show (GTK_WIDGET (list), _ ("Copied"));
}

static void
add_button (PortailDraftList *list,
            GtkWidget *box,
            const char *label,
            GCallback clicked,
            const Entry *entry)
{
  GtkWidget *button = gtk_button_new_with_label (label);

  g_object_set_data (G_OBJECT (button), "entry", (gpointer) entry);
  g_signal_connect_object (button, "clicked", clicked, list, 0);
  gtk_box_append (GTK_BOX (box), button);
}

/* Takes @entry. */
static GtkWidget *
new_row (PortailDraftList *list, Entry *entry)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *buttons = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  gboolean is_new = g_str_has_prefix (entry->draft->id, "new:");
  g_autofree char *lines = dup_lines (entry);

  gtk_box_append (GTK_BOX (box), portail_op_values_new_label (_ (entry->type->title), "heading"));
  if (!entry->is_there)
    gtk_box_append (GTK_BOX (box), portail_op_values_new_label (
                                       is_new ? _ ("Begun and not made yet")
                                              : _ ("It is no longer there, or not yours to see."),
                                       "dim-label"));
  gtk_box_append (GTK_BOX (box), portail_op_values_new_label (lines, NULL));
  if (entry->is_there)
    add_button (list, buttons, _ ("Open"), G_CALLBACK (on_open), entry);
  add_button (list, buttons, _ ("Copy"), G_CALLBACK (on_copy), entry);
  add_button (list, buttons, _ ("Discard"), G_CALLBACK (on_discard), entry);
  gtk_box_append (GTK_BOX (box), buttons);
  gtk_widget_add_css_class (box, "draft-row");
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  g_object_set_data_full (G_OBJECT (row), "entry", entry, free_entry);
  return row;
}

static void
show_entries (PortailDraftList *list, GPtrArray *entries)
{
  GtkWidget *row;

  while ((row = gtk_widget_get_first_child (GTK_WIDGET (list->rows))) != NULL)
    gtk_list_box_remove (list->rows, row);
  list->n = entries != NULL ? entries->len : 0;
  while (entries != NULL && entries->len > 0)
    gtk_list_box_append (list->rows, new_row (list, g_ptr_array_steal_index (entries, 0)));
  g_signal_emit (list, changed_signal, 0);
}

static void
on_read (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PortailDraftList) list = user_data;
  g_autoptr (GPtrArray) entries = portail_cache_query_finish (PORTAIL_CACHE (object), result, NULL);

  if (entries != NULL && list->cache == PORTAIL_CACHE (object))
    show_entries (list, entries);
}

/* Behind what is being kept now. */
static void
on_settled (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PortailDraftList) list = user_data;

  if (!portail_cache_settle_finish (PORTAIL_CACHE (object), result, NULL) || list->cache == NULL)
    return;
  portail_cache_query_async (list->cache, portail_query_new (run_read, NULL, NULL, unref_array),
                             list->cancellable, on_read, g_object_ref (list));
}

void
portail_draft_list_read (PortailDraftList *list)
{
  g_return_if_fail (PORTAIL_IS_DRAFT_LIST (list));
  if (list->cache != NULL)
    portail_cache_settle_async (list->cache, on_settled, g_object_ref (list));
}

void
portail_draft_list_set_cache (PortailDraftList *list, PortailCache *cache)
{
  g_return_if_fail (PORTAIL_IS_DRAFT_LIST (list));
  g_cancellable_cancel (list->cancellable);
  g_clear_object (&list->cancellable);
  list->cancellable = g_cancellable_new ();
  g_set_object (&list->cache, cache);
  show_entries (list, NULL);
  portail_draft_list_read (list);
}

guint
portail_draft_list_get_n (PortailDraftList *list)
{
  g_return_val_if_fail (PORTAIL_IS_DRAFT_LIST (list), 0);
  return list->n;
}

static void
portail_draft_list_dispose (GObject *object)
{
  PortailDraftList *list = PORTAIL_DRAFT_LIST (object);

  g_cancellable_cancel (list->cancellable);
  g_clear_object (&list->cancellable);
  g_clear_object (&list->cache);
  g_clear_object (&list->stack);
  G_OBJECT_CLASS (portail_draft_list_parent_class)->dispose (object);
}

static void
portail_draft_list_class_init (PortailDraftListClass *class)
{
  G_OBJECT_CLASS (class)->dispose = portail_draft_list_dispose;
  changed_signal = g_signal_new ("changed", G_TYPE_FROM_CLASS (class), G_SIGNAL_RUN_LAST, 0, NULL,
                                 NULL, NULL, G_TYPE_NONE, 0);
}

static void
portail_draft_list_init (PortailDraftList *list)
{
  GtkWidget *scroller = gtk_scrolled_window_new ();
  GtkWidget *clamp = adw_clamp_new ();

  list->rows = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_list_box_set_selection_mode (list->rows, GTK_SELECTION_NONE);
  gtk_widget_set_valign (GTK_WIDGET (list->rows), GTK_ALIGN_START);
  gtk_widget_add_css_class (GTK_WIDGET (list->rows), "boxed-list");
  gtk_accessible_update_property (GTK_ACCESSIBLE (list->rows), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Typed and not saved"), -1);
  adw_clamp_set_maximum_size (ADW_CLAMP (clamp), 800);
  adw_clamp_set_child (ADW_CLAMP (clamp), GTK_WIDGET (list->rows));
  gtk_widget_add_css_class (clamp, "drafts");
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), clamp);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  adw_bin_set_child (ADW_BIN (list), scroller);
}

GtkWidget *
portail_draft_list_new (PortailUndoStack *stack)
{
  PortailDraftList *list = g_object_new (PORTAIL_TYPE_DRAFT_LIST, NULL);

  list->stack = g_object_ref (stack);
  return GTK_WIDGET (list);
}
