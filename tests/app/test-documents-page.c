/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The page of documents on a real cache, real files and a real display. */
#include "app/portail-documents-page.h"

#include <locale.h>
#include <string.h>

#include "app/portail-application.h"
#include "app/portail-cache-store.h"
#include "app/portail-employee-link.h"
#include "app/portail-page.h"
#include "app/portail-saved-search.h"
#include "app/portail-saved-searches.h"
#include "app/portail-sql.h"
#include "app/portail-upload-dialog.h"
#include "shared/portail-i18n.h"
#include "shared/portail-id.h"
#include "shared/portail-record-sql.h"
#include "tests/app/dotation-seed.h"
#include "tests/support/portail-await.h"
#include "tests/support/portail-file-sample.h"
#include "tests/support/portail-robot.h"
#include "tests/support/portail-screenshot.h"
#include "tests/support/portail-tree.h"

typedef struct
{
  PortailClientFixture client;
  GtkWindow *window;
  PortailShellContext *context;
  PortailDesk *desk;
  PortailDocumentsPage *page;
  PortailRecordPage *records;
  char *folder; /* of the user's own files */
} Fixture;

static void
set_role (Fixture *fixture, PortailRole role)
{
  PortailShellCompany companies[] = { { PORTAIL_FIXTURE_COMPANY, "Bahama Mamas", role } };

  portail_shell_context_set_companies (fixture->context, companies, G_N_ELEMENTS (companies));
}

static void
set_up (Fixture *fixture, gconstpointer unused)
{
  PortailDeskAccount account = { .user_id = PORTAIL_FIXTURE_USER };

  portail_client_fixture_set_up (&fixture->client, NULL);
  dotation_seed (&fixture->client, PORTAIL_ROLE_PATRON);
  fixture->folder = g_dir_make_tmp ("portail-documents-XXXXXX", NULL);
  fixture->context = portail_shell_context_new (portail_day_from_date (2025, 9, 17));
  set_role (fixture, PORTAIL_ROLE_PATRON);
  account.cache = fixture->client.cache;
  account.directory = fixture->client.directory;
  fixture->desk = portail_desk_new (fixture->context, NULL);
  portail_desk_set_account (fixture->desk, &account);
  fixture->page = PORTAIL_DOCUMENTS_PAGE (portail_documents_page_new (fixture->desk));
  fixture->records = portail_documents_page_get_records (fixture->page);
  fixture->window = GTK_WINDOW (adw_window_new ());
  adw_window_set_content (ADW_WINDOW (fixture->window), GTK_WIDGET (fixture->page));
  gtk_window_set_default_size (fixture->window, 1280, 760);
  gtk_window_present (fixture->window);
  portail_robot_focus (fixture->window);
}

static void
tear_down (Fixture *fixture, gconstpointer unused)
{
  gtk_window_destroy (g_steal_pointer (&fixture->window));
  portail_desk_set_account (fixture->desk, NULL);
  portail_await_finalize (g_steal_pointer (&fixture->desk));
  g_clear_object (&fixture->context);
  portail_client_fixture_tear_down (&fixture->client, NULL);
  portail_tree_remove (fixture->folder);
  g_free (fixture->folder);
}

/* Takes @bytes. */
static void
add_file (Fixture *fixture, GListStore *files, const char *name, GBytes *bytes)
{
  g_autofree char *path = g_build_filename (fixture->folder, name, NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  gsize length;
  const char *content = g_bytes_get_data (bytes, &length);

  g_assert_true (g_file_set_contents (path, content, (gssize) length, NULL));
  g_list_store_append (files, file);
  g_bytes_unref (bytes);
}

static GListStore *
make_files (Fixture *fixture)
{
  GListStore *files = g_list_store_new (G_TYPE_FILE);

  add_file (fixture, files, "facture garage.pdf", portail_file_sample_new_page ("FACTURE 2025-09"));
  add_file (fixture, files, "diplôme zoé.png", portail_file_sample_new_png (640, 480, 7));
  add_file (fixture, files, "page.html", g_bytes_new ("<html></html>", 13));
  return files;
}

static GtkWindow *
find_dialog (void)
{
  return portail_robot_find_window (PORTAIL_TYPE_UPLOAD_DIALOG);
}

static gboolean
can_add (gpointer unused)
{
  GtkWindow *dialog = find_dialog ();
  GtkWidget *button = dialog != NULL ? portail_robot_find_child (GTK_WIDGET (dialog),
                                                                 GTK_TYPE_BUTTON, "add_button")
                                     : NULL;

  return button != NULL && gtk_widget_is_sensitive (button);
}

static void
open_files (Fixture *fixture, GListStore *files)
{
  portail_documents_page_add_files (fixture->page, G_LIST_MODEL (files));
  portail_robot_wait (can_add, NULL);
}

static guint
count_rows (Fixture *fixture)
{
  return g_list_model_get_n_items (G_LIST_MODEL (
      portail_record_table_get_model (portail_record_page_get_table (fixture->records))));
}

static gboolean
has_two (gpointer user_data)
{
  return count_rows (user_data) == 2;
}

static gboolean
has_none (gpointer user_data)
{
  Fixture *fixture = user_data;
  PortailRecordModel *model = portail_record_table_get_model (
      portail_record_page_get_table (fixture->records));

  return portail_record_model_get_state (model) == PORTAIL_RECORD_MODEL_READY
         && count_rows (fixture) == 0;
}

static void
press_add (void)
{
  GtkWidget *button = portail_robot_find_child (GTK_WIDGET (find_dialog ()), GTK_TYPE_BUTTON,
                                                "add_button");

  g_signal_emit_by_name (button, "clicked");
}

/* The form of the file that is shown. */
static PortailRecordForm *
get_form (void)
{
  return PORTAIL_RECORD_FORM (
      portail_robot_find_child (GTK_WIDGET (find_dialog ()), PORTAIL_TYPE_RECORD_FORM, NULL));
}

static void
put (const PortailDocument *values, const char *const *names)
{
  PortailFieldSet fields = 0;

  for (guint i = 0; names[i] != NULL; i++)
    fields |= portail_record_type_field_bit (&portail_document_type, names[i]);
  portail_record_form_put (get_form (), values, fields);
}

static void
select_file (int index)
{
  GtkListBox *rows = GTK_LIST_BOX (
      portail_robot_find_child (GTK_WIDGET (find_dialog ()), GTK_TYPE_LIST_BOX, "rows"));

  gtk_list_box_select_row (rows, gtk_list_box_get_row_at_index (rows, index));
}

/* Types it for the file at @index. */
static void
put_category (int index, const char *category)
{
  static const char *const names[] = { "category", NULL };
  g_autoptr (PortailDocument) values = portail_record_new (&portail_document_type);

  values->category = g_strdup (category);
  select_file (index);
  put (values, names);
}

static GtkWidget *
get_link (void)
{
  return portail_robot_find_child (GTK_WIDGET (find_dialog ()), PORTAIL_TYPE_EMPLOYEE_LINK, NULL);
}

static gboolean
proposes_somebody (gpointer unused)
{
  return gtk_widget_get_visible (get_link ());
}

static void
press_link (void)
{
  g_autoptr (PortailDocument) typed = NULL;

  g_signal_emit_by_name (portail_robot_find_child (get_link (), GTK_TYPE_BUTTON, NULL), "clicked");
  typed = portail_record_form_dup_record (get_form ());
  g_assert_nonnull (typed->employee_id);
  g_assert_false (proposes_somebody (NULL));
}

static gboolean
is_closed (gpointer unused)
{
  return find_dialog () == NULL;
}

/* What the types need is given; the picture of the dialog before is kept. */
static void
add_two (Fixture *fixture)
{
  static const char *const facture_fields[] = { "date", "montant", "category", "tags", NULL };
  static const char *const diplome_fields[] = { "nom", "prenom", "grade", NULL };
  g_autoptr (GListStore) files = make_files (fixture);
  g_autoptr (PortailDocument) values = portail_record_new (&portail_document_type);

  open_files (fixture, files);
  portail_screenshot_save_pair (GTK_WIDGET (find_dialog ()), "documents-upload");
  press_add ();
  portail_screenshot_save_pair (GTK_WIDGET (find_dialog ()), "documents-upload-errors");
  portail_screenshot_make_narrow (find_dialog (), 700);
  portail_screenshot_save_pair (GTK_WIDGET (find_dialog ()), "documents-upload-narrow");
  g_assert_nonnull (find_dialog ());
  values->date = portail_day_from_date (2025, 9, 15);
  values->montant = PORTAIL_DOLLARS (12500);
  values->category = g_strdup ("Garage");
  values->tags = g_strdup ("réparation, véhicule");
  values->nom = g_strdup ("Lefèvre");
  values->prenom = g_strdup ("Zoé");
  values->grade = g_strdup ("Agent");
  select_file (0);
  put (values, facture_fields);
  select_file (1);
  put (values, diplome_fields);
  portail_robot_wait (proposes_somebody, NULL);
  portail_screenshot_save_pair (GTK_WIDGET (find_dialog ()), "documents-upload-link");
  press_link ();
  press_add ();
  portail_robot_wait (is_closed, NULL);
  portail_robot_wait (has_two, fixture);
}

static gboolean
has_picture (gpointer user_data)
{
  GtkWidget *picture = portail_robot_find_child (GTK_WIDGET (((Fixture *) user_data)->page),
                                                 GTK_TYPE_PICTURE, "picture");

  return picture != NULL && gtk_picture_get_paintable (GTK_PICTURE (picture)) != NULL;
}

static void
open_first (Fixture *fixture)
{
  PortailRecordTable *table = portail_record_page_get_table (fixture->records);
  g_autoptr (PortailRecordItem) item = g_list_model_get_item (
      G_LIST_MODEL (portail_record_table_get_model (table)), 0);
  g_autofree char *id = NULL;

  while (portail_record_item_get_record (item) == NULL)
    g_main_context_iteration (NULL, TRUE);
  id = g_strdup (((const PortailRecord *) portail_record_item_get_record (item))->id);
  portail_record_page_open (fixture->records, id);
}

static void
test_add (Fixture *fixture, gconstpointer unused)
{
  PortailUndoStack *undo_stack = portail_record_page_get_undo_stack (fixture->records);

  portail_robot_wait (has_none, fixture);
  portail_screenshot_save_pair (GTK_WIDGET (fixture->window), "documents-empty");
  add_two (fixture);
  portail_screenshot_save_pair (GTK_WIDGET (fixture->window), "documents-pictures");
  open_first (fixture);
  portail_robot_wait (has_picture, fixture);
  portail_screenshot_save_pair (GTK_WIDGET (fixture->window), "documents-open");
  portail_screenshot_make_narrow (GTK_WINDOW (fixture->window), 720);
  portail_screenshot_save_pair (GTK_WIDGET (fixture->window), "documents-open-narrow");
  portail_record_page_close (fixture->records);
  portail_screenshot_save_pair (GTK_WIDGET (fixture->window), "documents-narrow");
  /* All of them are one step. */
  g_assert_true (portail_undo_stack_undo (undo_stack));
  portail_robot_wait (has_none, fixture);
  g_assert_true (portail_undo_stack_redo (undo_stack));
  portail_robot_wait (has_two, fixture);
  g_assert_cmpuint (portail_cache_get_counts (fixture->client.cache).n_to_send, ==, 2);
}

static void
test_duplicate (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GListStore) files = g_list_store_new (G_TYPE_FILE);
  GtkWidget *notice;

  add_two (fixture);
  add_file (fixture, files, "copie.pdf", portail_file_sample_new_page ("FACTURE 2025-09"));
  open_files (fixture, files);
  notice = portail_robot_find_child (GTK_WIDGET (find_dialog ()), GTK_TYPE_BOX, "notice");
  g_assert_true (gtk_widget_get_visible (notice));
  portail_screenshot_save_pair (GTK_WIDGET (find_dialog ()), "documents-duplicate");
  gtk_window_close (find_dialog ());
  portail_robot_wait (is_closed, NULL);
}

static gboolean
has_one (gpointer user_data)
{
  return count_rows (user_data) == 1;
}

/* One of two is refused by the cache; it is added when its reason is gone. */
static void
test_failure (Fixture *fixture, gconstpointer unused)
{
  static const char *const names[] = { "nom", "prenom", "grade", "category", NULL };
  g_autoptr (GListStore) files = g_list_store_new (G_TYPE_FILE);
  g_autoptr (PortailDocument) values = portail_record_new (&portail_document_type);
  g_autoptr (PortailDocument) typed = NULL;
  PortailUndoStack *stack = portail_record_page_get_undo_stack (fixture->records);

  add_file (fixture, files, "diplôme a.pdf", portail_file_sample_new_page ("A"));
  add_file (fixture, files, "diplôme b.pdf", portail_file_sample_new_page ("B"));
  portail_client_execute (&fixture->client, "CREATE TEMP TRIGGER full BEFORE INSERT ON document"
                                            " WHEN new.filename LIKE '% a.pdf'"
                                            " BEGIN SELECT raise (ABORT, 'no room'); END");
  open_files (fixture, files);
  values->nom = g_strdup ("Lefèvre");
  values->prenom = g_strdup ("Zoé");
  values->grade = g_strdup ("Agent");
  values->category = g_strdup ("Garage");
  for (int i = 0; i < 2; i++)
    {
      select_file (i);
      put (values, names);
    }
  press_add ();
  portail_robot_wait (has_one, fixture);
  portail_robot_wait (can_add, NULL);
  portail_screenshot_save_pair (GTK_WIDGET (find_dialog ()), "documents-not-added");
  typed = portail_record_form_dup_record (get_form ());
  g_assert_cmpstr (typed->filename, ==, "diplôme a.pdf");
  g_assert_cmpstr (typed->category, ==, "Garage");
  portail_client_execute (&fixture->client, "DROP TRIGGER full");
  press_add ();
  portail_robot_wait (is_closed, NULL);
  portail_robot_wait (has_two, fixture);
  g_assert_true (portail_undo_stack_undo (stack));
  portail_robot_wait (has_one, fixture);
  portail_screenshot_save_pair (GTK_WIDGET (fixture->window), "documents-one-left");
}

static gboolean
is_set_aside (gpointer unused)
{
  return !gtk_widget_get_visible (GTK_WIDGET (find_dialog ()));
}

static gboolean
is_shown (gpointer unused)
{
  return gtk_widget_get_visible (GTK_WIDGET (find_dialog ()));
}

static gpointer
run_count (PortailDatabase *database, gpointer sql, GError **error)
{
  gint64 n = -1;

  portail_sql_take_integer (portail_database_query (database, error, sql, ""), &n, error);
  return g_memdup2 (&n, sizeof n);
}

/* Drafts of files, and @condition. */
static gint64
count_drafts (Fixture *fixture, const char *condition)
{
  PortailCache *cache = fixture->client.cache;
  char *sql = g_strconcat ("SELECT count (*) FROM draft WHERE type = 'document'", condition, NULL);
  g_auto (PortailAwait) await = { 0 };
  g_autofree gint64 *n = NULL;

  portail_cache_settle_async (cache, portail_await_ready, &await);
  portail_cache_settle_finish (cache, portail_await (&await), NULL);
  portail_await_clear (&await);
  portail_cache_query_async (cache, portail_query_new (run_count, sql, g_free, g_free), NULL,
                             portail_await_ready, &await);
  n = portail_cache_query_finish (cache, portail_await (&await), NULL);
  return *n;
}

static void
close_for_good (Fixture *fixture)
{
  gtk_window_close (find_dialog ());
  portail_robot_wait (is_set_aside, NULL);
  g_assert_cmpint (count_drafts (fixture, ""), ==, 0);
  portail_undo_stack_clear (portail_record_page_get_undo_stack (fixture->records));
  portail_robot_wait (is_closed, NULL);
}

/* What was typed is one step away, however often the window is closed; put aside it is nobody's
 * unsaved work. */
static void
test_escape (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GListStore) files = make_files (fixture);
  g_autoptr (PortailDocument) typed = NULL;
  PortailUndoStack *stack = portail_record_page_get_undo_stack (fixture->records);

  open_files (fixture, files);
  put_category (0, "Garage");
  for (guint i = 0; i < 2; i++)
    {
      gtk_window_close (find_dialog ());
      portail_robot_wait (is_set_aside, NULL);
      g_assert_cmpint (count_drafts (fixture, ""), ==, 0);
      g_assert_true (portail_undo_stack_undo (stack));
      portail_robot_wait (is_shown, NULL);
      g_assert_cmpint (count_drafts (fixture, ""), ==, 1);
      g_assert_true (portail_undo_stack_redo (stack));
      portail_robot_wait (is_set_aside, NULL);
      g_assert_cmpint (count_drafts (fixture, ""), ==, 0);
      g_assert_true (portail_undo_stack_undo (stack));
      portail_robot_wait (is_shown, NULL);
    }
  typed = portail_record_form_dup_record (get_form ());
  g_assert_cmpstr (typed->category, ==, "Garage");
  close_for_good (fixture);
}

static gboolean
has_two_drafts (gpointer user_data)
{
  return count_drafts (user_data, "") == 2;
}

/* Two files of one content each have what was typed for them. */
static void
test_equal_files (Fixture *fixture, gconstpointer unused)
{
  static const char *const categories[] = { "Garage", "Atelier" };
  g_autoptr (GListStore) files = g_list_store_new (G_TYPE_FILE);

  add_file (fixture, files, "a.pdf", portail_file_sample_new_page ("FACTURE 2025-09"));
  add_file (fixture, files, "b.pdf", portail_file_sample_new_page ("FACTURE 2025-09"));
  open_files (fixture, files);
  for (int i = 0; i < 2; i++)
    put_category (i, categories[i]);
  portail_robot_wait (has_two_drafts, fixture);
  gtk_window_destroy (find_dialog ());
  portail_robot_wait (is_closed, NULL);
  open_files (fixture, files);
  for (int i = 0; i < 2; i++)
    {
      g_autoptr (PortailDocument) typed = NULL;

      select_file (i);
      typed = portail_record_form_dup_record (get_form ());
      g_assert_cmpstr (typed->category, ==, categories[i]);
    }
  close_for_good (fixture);
}

/* The draft of the file is as typed: a value, and what is none. */
static gboolean
is_kept (gpointer user_data)
{
  return count_drafts (user_data, " AND json_extract (text, '$.category') = 'Garage'"
                                  " AND json_extract (text, '$.montant') = '12x'")
         == 1;
}

/* The window goes without being closed, as when the program is killed. */
static void
test_kill (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GListStore) files = make_files (fixture);
  g_autofree char *draft = NULL;

  open_files (fixture, files);
  put_category (0, "Garage");
  portail_record_form_restore_draft (get_form (), "{\"montant\":\"12x\"}");
  portail_await_until (is_kept, fixture);
  gtk_window_destroy (find_dialog ());
  portail_robot_wait (is_closed, NULL);
  open_files (fixture, files);
  select_file (0);
  draft = portail_record_form_dup_draft (get_form ());
  g_assert_nonnull (strstr (draft, "\"category\":\"Garage\""));
  g_assert_nonnull (strstr (draft, "\"montant\":\"12x\""));
  close_for_good (fixture);
}

static void
test_reader (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GListStore) files = make_files (fixture);

  set_role (fixture, PORTAIL_ROLE_EMPLOYE);
  portail_documents_page_add_files (fixture->page, G_LIST_MODEL (files));
  g_assert_null (find_dialog ());
  portail_screenshot_save_pair (GTK_WIDGET (fixture->window), "documents-reader");
}

static gboolean
has_saved (gpointer searches)
{
  const GPtrArray *list = portail_saved_searches_get_list (searches);

  return list != NULL && list->len == 1;
}

static gboolean
has_read (gpointer searches)
{
  return portail_saved_searches_get_list (searches) != NULL;
}

static void
test_saved_searches (Fixture *fixture, gconstpointer unused)
{
  PortailRecordTable *table = portail_record_page_get_table (fixture->records);
  PortailRecordModel *model = portail_record_table_get_model (table);
  PortailSavedSearches *searches = PORTAIL_SAVED_SEARCHES (
      portail_robot_find_child (GTK_WIDGET (fixture->page), PORTAIL_TYPE_SAVED_SEARCHES, NULL));
  g_autoptr (GtkWidget) other = NULL;
  g_autoptr (PortailRecordQuery) query = NULL;

  portail_robot_wait (has_read, searches);
  gtk_widget_activate_action (GTK_WIDGET (table), "table.filter", "s", "doc_type=2");
  portail_saved_searches_keep (searches, "Diplômes <b>");
  portail_robot_wait (has_saved, searches);
  portail_record_table_clear_filters (table);
  /* Another window of the same person has it too. */
  other = g_object_ref_sink (portail_saved_searches_new (fixture->desk, table, "documents"));
  portail_robot_wait (has_saved, other);
  query = portail_record_query_copy (portail_record_model_get_query (model));
  portail_saved_search_apply (
      g_ptr_array_index (portail_saved_searches_get_list (PORTAIL_SAVED_SEARCHES (other)), 0),
      query);
  portail_record_table_show_query (table, query);
  g_assert_cmpuint (portail_record_query_get_n_filters (portail_record_model_get_query (model)), ==,
                    1);
}

#define ADD(path, test) g_test_add (path, Fixture, NULL, set_up, test, tear_down)

int
main (int argc, char *argv[])
{
  g_autoptr (PortailApplication) application = NULL;

  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);
  adw_init ();
  application = portail_application_new ();
  g_assert_true (g_application_register (G_APPLICATION (application), NULL, NULL));
  ADD ("/documents-page/files-are-named-added-shown-and-taken-back", test_add);
  ADD ("/documents-page/a-file-that-is-there-is-told-before-it-is-added", test_duplicate);
  ADD ("/documents-page/a-document-that-fails-keeps-what-was-typed-and-holds-up-no-other",
       test_failure);
  ADD ("/documents-page/what-was-typed-of-files-comes-back-with-undo", test_escape);
  ADD ("/documents-page/what-was-typed-of-equal-files-is-of-each", test_equal_files);
  ADD ("/documents-page/what-was-typed-of-files-survives-a-kill", test_kill);
  ADD ("/documents-page/who-may-not-write-adds-nothing", test_reader);
  ADD ("/documents-page/a-search-is-kept-under-a-name", test_saved_searches);
  return g_test_run ();
}
