/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/portail-archives-page.h"

#include "app/portail-archive-excerpts.h"
#include "app/portail-archive-files.h"
#include "app/portail-archive-find.h"
#include "app/portail-archive-template-dialog.h"
#include "app/portail-frame-steps.h"
#include "app/portail-page.h"
#include "app/portail-query-guide.h"
#include "app/portail-query-help.h"
#include "app/portail-saved-searches.h"
#include "app/portail-snapshot-view.h"
#include "app/portail-tag-list.h"
#include "app/portail-toast.h"
#include "app/portail-workbook-save.h"
#include "shared/portail-i18n.h"
#include "shared/portail-search-excerpt.h"

struct _PortailArchivesPage
{
  AdwBin parent_instance;

  PortailDesk *desk;
  PortailRecordPage *records;
  PortailQueryGuide *guide;
  PortailSnapshotView *snapshot;
  GtkWidget *refusal; /* the box above the form */
  GtkLabel *refusal_reason;
  PortailArchiveExcerpts *excerpts;
  char *words;                /* what is searched; NULL for nothing */
  PortailArchiveQuery *query; /* the same, for its marks */
  GSimpleActionGroup *actions;
  gboolean is_exporting;
};

static void implement_page (PortailPageInterface *interface);

G_DEFINE_FINAL_TYPE_WITH_CODE (PortailArchivesPage,
                               portail_archives_page,
                               ADW_TYPE_BIN,
                               G_IMPLEMENT_INTERFACE (PORTAIL_TYPE_PAGE, implement_page))

/* What the list is of */

#define COLUMN_FOUND "found"

static const PortailField extras[] = {
  { .name = COLUMN_FOUND, .title = N_ ("Found in"), .kind = PORTAIL_KIND_TEXT, .max = 4000 },
  { .name = NULL },
};

/* What one looks for first stands where a narrow window still shows it. */
static const char *const columns[] = { "title",    COLUMN_FOUND, "doc_type", "status",
                                       "date",     "amount",     "number",   "tags",
                                       "category", "period",     NULL };
static const char *const card_fields[] = { "amount", COLUMN_FOUND, "date", "tags", NULL };
static const PortailRecordLetters letters[] = { { "tags", 14, 18 },
                                                { "category", 7, 12 },
                                                { NULL } };

static const PortailRecordPill pills[] = {
  { PORTAIL_ARCHIVE_EN_ATTENTE, "waiting" },
  { PORTAIL_ARCHIVE_VALIDE, "good" },
  { PORTAIL_ARCHIVE_REFUSE, "bad" },
  { 0 },
};

static const PortailRecordTableSpec table_spec = {
  .type = &portail_archive_type,
  .name = "archives",
  .label = N_ ("Archives"),
  .search_hint = N_ ("Search in everything"),
  .sort = "date",
  .order = PORTAIL_SORT_DESCENDING,
  .columns = columns,
  .card_title = "title",
  .card_fields = card_fields,
  .pill_field = "status",
  .pills = pills,
  .extras = extras,
  .letters = letters,
  .find = portail_archive_find,
};

static const PortailFormField main_fields[] = {
  { .name = "doc_type" }, { .name = "title" },
  { .name = "category" }, { .name = "tags", .hint = N_ ("Several tags are separated by commas.") },
  { .name = "date" },     { .name = "period" },
  { .name = "amount" },   { .name = "content" },
  { .name = NULL },
};

static const PortailFormField life_fields[] = {
  { .name = "number" },
  { .name = "validated_by" },
  { .name = "validated_at" },
  { .name = NULL },
};

static const PortailFormSection sections[] = {
  { .title = NULL, .fields = main_fields },
  { .title = N_ ("Validation"), .fields = life_fields },
  { .fields = NULL },
};

static const char *const bulk_fields[] = { "category", "tags", NULL };

static const PortailRecordPageSpec page_spec = {
  .table = &table_spec,
  .sections = sections,
  .new_label = N_ ("New archive"),
  .file_name = N_ ("archives"),
  .bulk_fields = bulk_fields,
  .empty = {
      .icon_name = "portail-archives-symbolic",
      .title = N_ ("No archives yet"),
      .description = N_ ("Validated dotations, declarations, documents and operations come here "
                         "when they are sent to the archives."),
  },
};

/* Hooks of the list */

static char *
dup_text (const PortailField *field, gconstpointer record, gpointer user_data)
{
  PortailArchivesPage *page = user_data;

  if (g_str_equal (field->name, COLUMN_FOUND))
    return g_strdup (
        portail_archive_excerpts_get (page->excerpts, ((const PortailRecord *) record)->id));
  return NULL;
}

static GArray *
find_marks (const char *text, gpointer user_data)
{
  const PortailArchivesPage *page = user_data;

  return page->query != NULL ? portail_search_excerpt_find (page->query, text) : NULL;
}

static void
show_columns (PortailArchivesPage *page)
{
  const char *absent[] = { page->query == NULL ? COLUMN_FOUND : NULL, NULL };

  portail_record_table_set_absent (portail_record_page_get_table (page->records), absent);
}

static PortailFrameStepsState
show_columns_later (gpointer page)
{
  show_columns (page);
  return PORTAIL_FRAME_STEPS_DONE;
}

static void
search (PortailArchivesPage *page, const char *words)
{
  g_free (page->words);
  page->words = g_strdup (words);
  portail_archive_excerpts_set_words (page->excerpts, words);
  g_clear_pointer (&page->query, portail_archive_query_free);
  if (words != NULL)
    page->query = portail_archive_query_parse (words, -1);
  portail_record_table_refresh_texts (portail_record_page_get_table (page->records));
}

/* The list may show another search. */
static void
on_updated (PortailArchivesPage *page)
{
  PortailRecordTable *table = portail_record_page_get_table (page->records);
  const PortailRecordQuery *query = portail_record_model_get_query (
      portail_record_table_get_model (table));
  const char *words = portail_record_query_get_search (query);

  if (g_strcmp0 (words, page->words) == 0)
    return;
  search (page, words);
  portail_frame_steps_run (GTK_WIDGET (page), show_columns_later);
}

static void
on_excerpts (PortailArchivesPage *page)
{
  portail_record_table_refresh_texts (portail_record_page_get_table (page->records));
}

/* Tags of the form: read when somebody opens a record. */

static void
on_tags (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PortailArchivesPage) page = user_data;
  g_auto (GStrv) tags = portail_cache_query_finish (PORTAIL_CACHE (object), result, NULL);

  if (tags != NULL && page->snapshot != NULL)
    portail_record_page_set_suggestions (page->records, "tags", (const char *const *) tags);
}

static void
read_tags (PortailArchivesPage *page)
{
  PortailCache *cache = portail_desk_get_cache (page->desk);

  if (cache != NULL)
    portail_cache_study_async (cache, portail_tag_list_query_new (&portail_archive_type), NULL,
                               on_tags, g_object_ref (page));
}

/* Hooks of the panel */

static void
fill_new (PortailRecordPage *records, gpointer record, gpointer user_data)
{
  PortailArchive *archive = record;

  archive->doc_type = PORTAIL_ARCHIVE_AUTRE;
  archive->date = portail_timestamp_get_paris_day (portail_timestamp_now ());
}

static void
show_record (PortailRecordPage *records, gconstpointer record, gpointer user_data)
{
  PortailArchivesPage *page = user_data;
  const PortailArchive *archive = record;
  gboolean is_refused = archive != NULL && archive->status == PORTAIL_ARCHIVE_REFUSE;

  if (page->refusal == NULL || page->snapshot == NULL)
    return;
  gtk_label_set_text (page->refusal_reason,
                      is_refused && archive->refusal_reason != NULL ? archive->refusal_reason : "");
  gtk_widget_set_visible (page->refusal, is_refused);
  portail_snapshot_view_show (page->snapshot, portail_desk_get_cache (page->desk),
                              archive != NULL && archive->base.id != NULL ? archive : NULL);
}

static gboolean
print_record (PortailRecordPage *records, gconstpointer record, gpointer user_data)
{
  PortailArchivesPage *page = user_data;

  if (!portail_snapshot_view_has_report (page->snapshot))
    return FALSE;
  portail_snapshot_view_preview (page->snapshot);
  return TRUE;
}

static const PortailRecordPageHooks hooks = {
  .fill_new = fill_new,
  .show_record = show_record,
  .text = dup_text,
  .print = print_record,
};

/* Actions of the menu */

static void
on_workbook (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PortailArchivesPage) page = user_data;
  g_autoptr (GError) error = NULL;
  PortailWorkbook *workbook = portail_cache_query_finish (PORTAIL_CACHE (object), result, &error);

  page->is_exporting = FALSE;
  if (workbook != NULL)
    portail_workbook_save_run (GTK_WIDGET (page), workbook, _ ("archives"));
  else
    portail_toast_show (GTK_WIDGET (page), error->message);
}

static void
activate_export (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  PortailArchivesPage *page = PORTAIL_ARCHIVES_PAGE (user_data);
  PortailCache *cache = portail_desk_get_cache (page->desk);
  PortailRecordTable *table = portail_record_page_get_table (page->records);

  if (cache == NULL || page->is_exporting)
    return;
  page->is_exporting = TRUE;
  portail_cache_scan_async (cache,
                            portail_archive_files_new_workbook (portail_record_model_get_query (
                                portail_record_table_get_model (table))),
                            NULL, on_workbook, g_object_ref (page));
}

static void
activate_template (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  portail_archive_template_dialog_show (PORTAIL_ARCHIVES_PAGE (user_data)->records);
}

static const GActionEntry entries[] = {
  { .name = "export", .activate = activate_export },
  { .name = "template", .activate = activate_template },
};

/* A page inside of a page */

static GActionGroup *
get_actions (PortailPage *page)
{
  return portail_page_get_actions (PORTAIL_PAGE (PORTAIL_ARCHIVES_PAGE (page)->records));
}

static void
open_record (PortailPage *page, const char *type, const char *id)
{
  portail_page_open_record (PORTAIL_PAGE (PORTAIL_ARCHIVES_PAGE (page)->records), type, id);
}

static void
show_rows (PortailPage *page, const char *type, GVariant *filters)
{
  portail_page_show_rows (PORTAIL_PAGE (PORTAIL_ARCHIVES_PAGE (page)->records), type, filters);
}

static void
settle (PortailPage *page)
{
  portail_page_settle (PORTAIL_PAGE (PORTAIL_ARCHIVES_PAGE (page)->records));
}

static void
implement_page (PortailPageInterface *interface)
{
  interface->get_actions = get_actions;
  interface->open_record = open_record;
  interface->show_rows = show_rows;
  interface->settle = settle;
}

/* Life */

static void
portail_archives_page_dispose (GObject *object)
{
  PortailArchivesPage *page = PORTAIL_ARCHIVES_PAGE (object);

  if (page->excerpts != NULL)
    portail_archive_excerpts_set_cache (page->excerpts, NULL);
  g_clear_object (&page->refusal);
  g_clear_object (&page->snapshot);
  G_OBJECT_CLASS (portail_archives_page_parent_class)->dispose (object);
}

static void
portail_archives_page_finalize (GObject *object)
{
  PortailArchivesPage *page = PORTAIL_ARCHIVES_PAGE (object);

  g_clear_pointer (&page->query, portail_archive_query_free);
  g_free (page->words);
  g_clear_object (&page->excerpts);
  g_clear_object (&page->actions);
  g_clear_object (&page->desk);
  G_OBJECT_CLASS (portail_archives_page_parent_class)->finalize (object);
}

static void
portail_archives_page_class_init (PortailArchivesPageClass *class)
{
  G_OBJECT_CLASS (class)->dispose = portail_archives_page_dispose;
  G_OBJECT_CLASS (class)->finalize = portail_archives_page_finalize;
}

static void
portail_archives_page_init (PortailArchivesPage *page)
{
  page->excerpts = portail_archive_excerpts_new ();
  page->actions = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (page->actions), entries, G_N_ELEMENTS (entries),
                                   page);
  gtk_widget_insert_action_group (GTK_WIDGET (page), "archives", G_ACTION_GROUP (page->actions));
}

static GtkWidget *
new_line (const char *text, const char *css_class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  if (css_class != NULL)
    gtk_widget_add_css_class (label, css_class);
  return label;
}

/* Why it was refused, and what to do then. */
static void
add_refusal (PortailArchivesPage *page)
{
  page->refusal = g_object_ref_sink (gtk_box_new (GTK_ORIENTATION_VERTICAL, 3));
  page->refusal_reason = GTK_LABEL (new_line (NULL, NULL));
  gtk_widget_add_css_class (page->refusal, "card");
  gtk_widget_add_css_class (page->refusal, "refusal");
  gtk_box_append (GTK_BOX (page->refusal), new_line (_ ("Refused"), "heading"));
  gtk_box_append (GTK_BOX (page->refusal), GTK_WIDGET (page->refusal_reason));
  gtk_box_append (GTK_BOX (page->refusal),
                  new_line (_ ("A change sends it to be validated again."), "dim-label"));
  gtk_widget_set_visible (page->refusal, FALSE);
  portail_record_page_add_above (page->records, page->refusal);
}

static void
add_search (PortailArchivesPage *page)
{
  PortailRecordTable *table = portail_record_page_get_table (page->records);
  GtkWidget *entry = portail_record_table_get_search_entry (table);
  GtkWidget *help = portail_query_help_new ();

  page->guide = PORTAIL_QUERY_GUIDE (portail_query_guide_new (entry));
  /* Five buttons stand beside it at 360 px. */
  gtk_editable_set_width_chars (GTK_EDITABLE (entry), 3);
  portail_record_table_add_line (table, GTK_WIDGET (page->guide));
  portail_record_table_add_button (table, help);
  portail_record_table_add_button (table,
                                   portail_saved_searches_new (page->desk, table, table_spec.name));
  g_signal_connect_object (help, "insert", G_CALLBACK (portail_query_guide_insert), page->guide,
                           G_CONNECT_SWAPPED);
  portail_record_table_set_marks (table, find_marks, page);
  g_signal_connect_object (portail_record_table_get_model (table), "updated",
                           G_CALLBACK (on_updated), page, G_CONNECT_SWAPPED);
  g_signal_connect_object (page->excerpts, "changed", G_CALLBACK (on_excerpts), page,
                           G_CONNECT_SWAPPED);
}

static void
add_menu (PortailArchivesPage *page)
{
  g_autoptr (GMenu) menu = g_menu_new ();
  GMenuItem *template = g_menu_item_new (_ ("_Template of exports…"), "archives.template");

  g_menu_append (menu, _ ("Export by the _template…"), "archives.export");
  g_menu_item_set_attribute (template, "hidden-when", "s", "action-disabled");
  g_menu_append_item (menu, template);
  g_object_unref (template);
  portail_record_page_add_menu (page->records, G_MENU_MODEL (menu));
}

static void
on_context_changed (PortailArchivesPage *page)
{
  PortailShellContext *context = portail_desk_get_context (page->desk);
  guint n = portail_shell_context_get_n_companies (context);
  g_autofree const char **names = g_new0 (const char *, n + 1);
  gboolean may_set = (portail_permission_get (PORTAIL_MODULE_SYSTEM_CONFIG,
                                              portail_desk_get_highest_role (page->desk))
                      & PORTAIL_RIGHT_WRITE)
                     != 0;

  for (guint i = 0; i < n; i++)
    names[i] = portail_shell_context_get_company_at (context, i)->name;
  portail_query_guide_set_companies (page->guide, names);
  g_simple_action_set_enabled (
      G_SIMPLE_ACTION (g_action_map_lookup_action (G_ACTION_MAP (page->actions), "template")),
      may_set);
  show_columns (page);
}

static void
on_account_changed (PortailArchivesPage *page)
{
  PortailCache *cache = portail_desk_get_cache (page->desk);

  portail_query_guide_set_cache (page->guide, cache);
  portail_archive_excerpts_set_cache (page->excerpts, cache);
  if (page->snapshot != NULL)
    portail_snapshot_view_set_blobs (page->snapshot, portail_desk_get_blobs (page->desk));
  if (cache == NULL && page->snapshot != NULL)
    portail_snapshot_view_show (page->snapshot, NULL, NULL);
}

GtkWidget *
portail_archives_page_new (PortailDesk *desk)
{
  PortailArchivesPage *page = g_object_new (PORTAIL_TYPE_ARCHIVES_PAGE, NULL);

  page->desk = g_object_ref (desk);
  page->snapshot = g_object_ref_sink (PORTAIL_SNAPSHOT_VIEW (portail_snapshot_view_new ()));
  page->records = PORTAIL_RECORD_PAGE (portail_record_page_new (desk, &page_spec, &hooks, page));
  adw_bin_set_child (ADW_BIN (page), GTK_WIDGET (page->records));
  g_signal_connect_object (page->records, "opened", G_CALLBACK (read_tags), page,
                           G_CONNECT_SWAPPED);
  add_refusal (page);
  portail_record_page_add_above (page->records, GTK_WIDGET (page->snapshot));
  add_search (page);
  add_menu (page);
  g_signal_connect_object (portail_desk_get_context (desk), "changed",
                           G_CALLBACK (on_context_changed), page, G_CONNECT_SWAPPED);
  g_signal_connect_object (desk, "account-changed", G_CALLBACK (on_account_changed), page,
                           G_CONNECT_SWAPPED);
  on_context_changed (page);
  on_account_changed (page);
  return GTK_WIDGET (page);
}

PortailRecordPage *
portail_archives_page_get_records (PortailArchivesPage *page)
{
  g_return_val_if_fail (PORTAIL_IS_ARCHIVES_PAGE (page), NULL);
  return page->records;
}
