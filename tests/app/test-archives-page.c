/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The module Archives on a real cache and a real display. */
#include "app/portail-archives-page.h"

#include <glib/gstdio.h>
#include <locale.h>

#include "app/portail-application.h"
#include "app/portail-archive-files.h"
#include "app/portail-cache-store.h"
#include "app/portail-outbox-item.h"
#include "app/portail-page.h"
#include "app/portail-record-page-private.h"
#include "app/portail-snapshot-view.h"
#include "shared/portail-id.h"
#include "shared/portail-record-sql.h"
#include "shared/records/portail-archive.h"
#include "shared/records/portail-enterprise-card.h"
#include "shared/report/portail-workbook-xlsx.h"
#include "tests/support/portail-await.h"
#include "tests/support/portail-client-fixture.h"
#include "tests/support/portail-robot.h"
#include "tests/support/portail-screenshot.h"

#define OTHER_COMPANY "01990000-0000-7000-8000-00000000c002"
#define DOTATION_1    "01990000-0000-7000-8000-0000000000d1"
#define N_MANY        300

typedef struct
{
  PortailClientFixture client;
  GtkWindow *window;
  PortailShellContext *context;
  PortailDesk *desk;
  PortailArchivesPage *page;
  PortailRecordPage *records;
  char *dotation_id;
  char *refused_id;
  char *hidden_id;
} Fixture;

static const char dotation_payload[] =
    "{\"bareme\":null,\"depenses\":[{\"dotation_id\":\"" DOTATION_1 "\",\"kind\":\"depense\","
    "\"date\":\"2025-09-16\",\"justificatif\":\"Essence\",\"montant\":35000,\"position\":1}],"
    "\"dotation\":{\"id\":\"" DOTATION_1 "\",\"period\":\"2025-W38\",\"status\":\"valide\","
    "\"solde_bancaire\":1600000},\"retraits\":[{\"kind\":\"retrait\",\"date\":\"2025-09-18\","
    "\"justificatif\":\"Coffre <b>fort</b>\",\"montant\":12000,\"position\":1}],\"rows\":["
    "{\"employee_name\":\"Zoé Lefèvre\",\"grade\":\"Patron\",\"is_direction\":true,\"run\":90000,"
    "\"salaire\":60000,\"salaire_manuel\":true,\"prime\":32000,\"prime_manuelle\":true},"
    "{\"employee_name\":\"Jean Dupont\",\"grade\":\"Serveur\",\"is_direction\":false,"
    "\"run\":150000,\"salaire\":70000,\"salaire_manuel\":true,\"prime\":28000,"
    "\"prime_manuelle\":true}],\"totals\":{}}";

static const char operation_payload[] =
    "{\"blanchiment_operation\":{\"status\":\"termine\",\"groupe\":\"Vagos\",\"amount\":50000,"
    "\"date_recu\":\"2025-09-01\",\"date_rendu\":\"2025-09-08\",\"risk_score\":40}}";

static void
put (PortailCacheStore *store, gpointer record)
{
  g_autoptr (GError) error = NULL;

  portail_record_sql_replace (store->database, record, &error);
  g_assert_no_error (error);
  portail_cache_store_touch (store, ((PortailRecord *) record)->type,
                             ((PortailRecord *) record)->id, NULL);
}

/* Owned. */
static PortailArchive *
make (guint index, PortailArchiveType type, const char *title)
{
  PortailArchive *archive = portail_record_new (&portail_archive_type);

  archive->base.id = portail_id_new ();
  archive->base.enterprise_id = g_strdup (PORTAIL_FIXTURE_COMPANY);
  archive->base.rev = index + 1;
  archive->base.created_at = portail_timestamp_of_paris_day (portail_day_from_date (2025, 9, 22));
  archive->number = g_strdup_printf ("AUTRE-2025-%06u", index + 1);
  archive->doc_type = type;
  archive->status = PORTAIL_ARCHIVE_EN_ATTENTE;
  archive->title = g_strdup (title);
  archive->date = portail_day_from_date (2025, 1 + (int) index % 9, 1 + (int) index % 28);
  archive->amount = PORTAIL_DOLLARS (1000 + index * 137);
  return archive;
}

static void
seed_many (PortailCacheStore *store)
{
  static const char *const titles[] = { "Facture garage", "Diplôme de cuisine",
                                        "Contrat <b>vip</b>", "عقد" };
  static const PortailArchiveType types[] = { PORTAIL_ARCHIVE_FACTURE, PORTAIL_ARCHIVE_DIPLOME,
                                              PORTAIL_ARCHIVE_AUTRE, PORTAIL_ARCHIVE_AUTRE };

  for (guint i = 0; i < N_MANY; i++)
    {
      g_autoptr (PortailArchive) archive = make (i, types[i % 4], titles[i % 4]);

      archive->status = (PortailArchiveStatus) (1 + i % 3);
      archive->tags = g_strdup (i % 2 == 0 ? "vip,bon client" : "à payer");
      archive->category = g_strdup ("Comptabilité");
      archive->content = g_strdup ("Le garage du bon client a payé sa facture en deux fois.");
      if (archive->status == PORTAIL_ARCHIVE_REFUSE)
        archive->refusal_reason = g_strdup ("Le montant ne correspond pas.");
      put (store, archive);
    }
}

static void
seed_special (Fixture *fixture, PortailCacheStore *store)
{
  g_autoptr (PortailArchive) dotation = make (N_MANY, PORTAIL_ARCHIVE_DOTATION,
                                              "Dotation 2025-W38");
  g_autoptr (PortailArchive) refused = make (N_MANY + 1, PORTAIL_ARCHIVE_AUTRE, "Bail du local");
  g_autoptr (PortailArchive) hidden = make (N_MANY + 2, PORTAIL_ARCHIVE_IMPOT, "Impôt 2025-W38");
  g_autoptr (PortailArchive) operation = make (N_MANY + 3, PORTAIL_ARCHIVE_BLANCHIMENT,
                                               "Opération Vagos");

  dotation->payload = g_strdup (dotation_payload);
  dotation->source_type = g_strdup ("dotation");
  dotation->source_id = g_strdup (DOTATION_1);
  put (store, dotation);
  refused->status = PORTAIL_ARCHIVE_REFUSE;
  refused->refusal_reason = g_strdup ("La signature <b>manque</b>.");
  put (store, refused);
  hidden->source_type = g_strdup ("tax_declaration");
  hidden->source_id = portail_id_new ();
  put (store, hidden);
  operation->payload = g_strdup (operation_payload);
  put (store, operation);
  fixture->dotation_id = g_strdup (dotation->base.id);
  fixture->refused_id = g_strdup (refused->base.id);
  fixture->hidden_id = g_strdup (hidden->base.id);
}

static void
seed (Fixture *fixture)
{
  g_autoptr (PortailEnterpriseCard) card = portail_record_new (&portail_enterprise_card_type);
  g_autoptr (GError) error = NULL;
  PortailCacheStore *store;

  portail_client_fixture_close (&fixture->client);
  store = portail_cache_store_open (fixture->client.directory, &error);
  g_assert_no_error (error);
  g_assert_true (portail_cache_store_begin (store, &error));
  card->base.id = g_strdup (PORTAIL_FIXTURE_COMPANY);
  card->name = g_strdup ("Bahama Mamas");
  put (store, card);
  seed_many (store);
  seed_special (fixture, store);
  g_assert_true (portail_cache_store_commit (store, &error));
  portail_cache_store_free (store);
  portail_client_fixture_open (&fixture->client);
}

static void
set_role (Fixture *fixture, PortailRole role)
{
  PortailShellCompany companies[] = { { PORTAIL_FIXTURE_COMPANY, "Bahama Mamas", role },
                                      { OTHER_COMPANY, "Vanilla Unicorn", role } };

  portail_shell_context_set_companies (fixture->context, companies, G_N_ELEMENTS (companies));
}

static void
set_up (Fixture *fixture, gconstpointer role)
{
  PortailDeskAccount account = { .user_id = PORTAIL_FIXTURE_USER };

  portail_client_fixture_set_up (&fixture->client, NULL);
  seed (fixture);
  fixture->context = portail_shell_context_new (portail_day_from_date (2025, 9, 20));
  set_role (fixture, (PortailRole) GPOINTER_TO_INT (role));
  fixture->desk = portail_desk_new (fixture->context, NULL);
  account.cache = fixture->client.cache;
  portail_desk_set_account (fixture->desk, &account);
  fixture->page = PORTAIL_ARCHIVES_PAGE (portail_archives_page_new (fixture->desk));
  fixture->records = portail_archives_page_get_records (fixture->page);
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
  portail_await_idle ();
  portail_await_finalize (g_steal_pointer (&fixture->desk));
  portail_await_finalize (g_steal_pointer (&fixture->context));
  portail_client_fixture_tear_down (&fixture->client, NULL);
  g_free (fixture->dotation_id);
  g_free (fixture->refused_id);
  g_free (fixture->hidden_id);
}

/* What is seen */

static guint
count_rows (Fixture *fixture)
{
  return g_list_model_get_n_items (G_LIST_MODEL (
      portail_record_table_get_model (portail_record_page_get_table (fixture->records))));
}

static gboolean
is_ready (gpointer user_data)
{
  PortailRecordModel *model = portail_record_table_get_model (
      portail_record_page_get_table (((Fixture *) user_data)->records));

  return portail_record_model_get_state (model) == PORTAIL_RECORD_MODEL_READY
         && portail_record_model_get_totals (model) != NULL;
}

static gboolean
is_whole (gpointer user_data)
{
  return is_ready (user_data) && count_rows (user_data) == N_MANY + 4;
}

/* The mapped label below @widget that has @text in it. */
static GtkWidget *
find_label (GtkWidget *widget, const char *text)
{
  GtkWidget *found = NULL;

  if (GTK_IS_LABEL (widget) && gtk_widget_get_mapped (widget)
      && strstr (gtk_label_get_text (GTK_LABEL (widget)), text) != NULL)
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_label (child, text);
  return found;
}

typedef struct
{
  GtkWidget *within;
  const char *text;
} Sight;

static gboolean
is_seen (gpointer user_data)
{
  const Sight *sight = user_data;

  return find_label (sight->within, sight->text) != NULL;
}

static void
wait_for (Fixture *fixture, const char *text)
{
  Sight sight = { GTK_WIDGET (fixture->window), text };

  portail_robot_wait (is_seen, &sight);
}

#define WORDS "type:facture montant:>2000 client -cuisine"

static gboolean
is_found (gpointer user_data)
{
  PortailRecordModel *model = portail_record_table_get_model (
      portail_record_page_get_table (((Fixture *) user_data)->records));
  const char *words = portail_record_query_get_search (portail_record_model_get_query (model));

  return is_ready (user_data) && g_strcmp0 (words, WORDS) == 0;
}

static void
test_search (Fixture *fixture, gconstpointer unused)
{
  portail_robot_wait (is_whole, fixture);
  portail_screenshot_save_pair (GTK_WIDGET (fixture->window), "archives");
  portail_record_table_find (portail_record_page_get_table (fixture->records));
  portail_robot_type (fixture->window, "typ");
  wait_for (fixture, "type:");
  portail_screenshot_save_pair (GTK_WIDGET (fixture->window), "archives-completion");
  portail_robot_press (fixture->window, "Down Return");
  portail_robot_type (fixture->window, "fac");
  wait_for (fixture, "type:facture");
  portail_robot_press (fixture->window, "Down Return");
  portail_robot_type (fixture->window, "montant:>2000 client -cuisine");
  wait_for (fixture, ", ");
  portail_robot_wait (is_found, fixture);
  g_assert_cmpuint (count_rows (fixture), ==, 73);
  wait_for (fixture, "without");
  portail_screenshot_save_pair (GTK_WIDGET (fixture->window), "archives-search");
  portail_screenshot_make_narrow (GTK_WINDOW (fixture->window), 720);
  portail_screenshot_save_pair (GTK_WIDGET (fixture->window), "archives-search-narrow");
}

/* No text is an error, and none stops the page. */
static void
test_any_text_is_a_search (Fixture *fixture, gconstpointer unused)
{
  static const char *const texts[] = { "\"",         "type:",      "-",
                                       "((",         "montant:>",  "tag:\"",
                                       "a OR NOT b", "* : ^ NEAR", "date:2025-99..",
                                       "';--" };
  GtkWidget *entry = portail_record_table_get_search_entry (
      portail_record_page_get_table (fixture->records));

  portail_robot_wait (is_whole, fixture);
  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      gtk_editable_set_text (GTK_EDITABLE (entry), texts[i]);
      portail_await_idle ();
      portail_robot_wait (is_ready, fixture);
    }
  gtk_editable_set_text (GTK_EDITABLE (entry), "");
  portail_robot_wait (is_whole, fixture);
}

static void
open (Fixture *fixture, const char *id)
{
  portail_robot_wait (is_whole, fixture);
  portail_page_open_record (PORTAIL_PAGE (fixture->page), "archive", id);
}

static GtkWindow *
find_preview (Fixture *fixture)
{
  return portail_robot_find_shown_window (GTK_TYPE_WINDOW, GTK_WINDOW (fixture->window));
}

static gboolean
has_preview (gpointer user_data)
{
  return find_preview (user_data) != NULL;
}

static void
test_a_sheet_is_shown_as_it_was (Fixture *fixture, gconstpointer unused)
{
  GtkWidget *snapshot;
  GtkWindow *preview;

  open (fixture, fixture->dotation_id);
  wait_for (fixture, "61,900");
  portail_screenshot_save_pair (GTK_WIDGET (fixture->window), "archives-dotation");
  snapshot = portail_robot_find_child (GTK_WIDGET (fixture->window), PORTAIL_TYPE_SNAPSHOT_VIEW,
                                       NULL);
  gtk_widget_activate_action (snapshot, "snapshot.preview", NULL);
  portail_robot_wait (has_preview, fixture);
  preview = find_preview (fixture);
  portail_screenshot_settle (GTK_WIDGET (preview));
  portail_screenshot_save (GTK_WIDGET (preview), "archives-preview");
  gtk_window_destroy (preview);
  portail_screenshot_make_narrow (GTK_WINDOW (fixture->window), 720);
  portail_screenshot_save_pair (GTK_WIDGET (fixture->window), "archives-dotation-narrow");
}

static gboolean
is_saved (gpointer user_data)
{
  return !portail_record_form_is_changed (
      portail_record_page_get_form (((Fixture *) user_data)->records));
}

static void
test_a_refused_one_says_why_and_waits_again_after_an_edit (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (PortailArchive) edited = portail_record_new (&portail_archive_type);
  g_autoptr (PortailArchive) after = NULL;

  open (fixture, fixture->refused_id);
  wait_for (fixture, "La signature <b>manque</b>.");
  portail_screenshot_save_pair (GTK_WIDGET (fixture->window), "archives-refused");
  edited->title = g_strdup ("Bail signé");
  portail_record_form_put (portail_record_page_get_form (fixture->records), edited,
                           portail_record_type_field_bit (&portail_archive_type, "title"));
  g_assert_true (portail_record_page_save (fixture->records));
  portail_robot_wait (is_saved, fixture);
  after = portail_client_load (&fixture->client, &portail_archive_type, fixture->refused_id);
  g_assert_cmpstr (after->title, ==, "Bail signé");
  g_assert_cmpint (after->status, ==, PORTAIL_ARCHIVE_EN_ATTENTE);
}

static void
lock_week (Fixture *fixture, const char *sql)
{
  portail_client_execute (&fixture->client, sql);
  portail_client_execute (&fixture->client,
                          "INSERT INTO period_lock (id, rev, period, locked, reason) VALUES"
                          " ('01990000-0000-7000-8000-0000000000f0', 1, '2025-W38', 1,"
                          " 'contrôle')");
  portail_desk_set_account (fixture->desk, NULL);
  portail_desk_set_account (fixture->desk, &(PortailDeskAccount){ .cache = fixture->client.cache });
}

static void
test_what_is_of_a_locked_week_is_read (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *sql = g_strdup_printf ("UPDATE archive SET period = '2025-W38' WHERE id = '%s'",
                                          fixture->refused_id);
  g_autoptr (PortailArchive) edited = portail_record_new (&portail_archive_type);

  portail_robot_wait (is_whole, fixture);
  lock_week (fixture, sql);
  open (fixture, fixture->refused_id);
  wait_for (fixture, "contrôle");
  portail_screenshot_save_pair (GTK_WIDGET (fixture->window), "archives-locked");
  gtk_widget_activate_action (GTK_WIDGET (portail_record_page_get_table (fixture->records)),
                              "records.delete-open", NULL);
  edited->title = g_strdup ("Bail signé");
  portail_record_form_put (portail_record_page_get_form (fixture->records), edited,
                           portail_record_type_field_bit (&portail_archive_type, "title"));
  g_assert_false (portail_record_page_save (fixture->records));
  portail_robot_wait (is_whole, fixture);
  g_assert_cmpuint (portail_cache_get_counts (fixture->client.cache).n_to_send, ==, 0);
}

static gboolean
is_noted (gpointer user_data)
{
  return portail_cache_get_counts (((Fixture *) user_data)->client.cache).n_to_send > 0;
}

/* The server takes all of a batch or nothing. */
static void
test_a_bulk_edit_leaves_a_locked_week_out (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *sql = g_strdup_printf ("UPDATE archive SET period = '2025-W38' WHERE id = '%s'",
                                          fixture->refused_id);
  PortailChange *wanted = portail_change_new (PORTAIL_CHANGE_UPDATE, &portail_archive_type, NULL);
  GPtrArray *ids = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (PortailArchive) edited = portail_record_new (&portail_archive_type);
  g_autoptr (GPtrArray) ops = NULL;
  const PortailSyncOp *op;

  portail_robot_wait (is_whole, fixture);
  lock_week (fixture, sql);
  open (fixture, fixture->refused_id);
  wait_for (fixture, "contrôle");
  edited->category = g_strdup ("Loyer");
  portail_change_set_fields (wanted, edited,
                             portail_record_type_field_bit (&portail_archive_type, "category"));
  g_ptr_array_add (ids, g_strdup (fixture->refused_id));
  g_ptr_array_add (ids, g_strdup (fixture->dotation_id));
  portail_record_page_edit_ids (fixture->records, ids, wanted);
  portail_robot_wait (is_noted, fixture);
  ops = portail_client_list (&fixture->client, PORTAIL_OP_STATES (PENDING));
  g_assert_cmpuint (ops->len, ==, 1);
  op = portail_outbox_item_get_op (ops->pdata[0])->op;
  g_assert_cmpuint (op->changes->len, ==, 1);
  g_assert_cmpstr (((const PortailChange *) op->changes->pdata[0])->id, ==, fixture->dotation_id);
}

static void
test_what_one_may_not_read_says_so (Fixture *fixture, gconstpointer unused)
{
  GtkWidget *snapshot;

  open (fixture, fixture->hidden_id);
  portail_screenshot_settle (GTK_WIDGET (fixture->window));
  portail_screenshot_save_pair (GTK_WIDGET (fixture->window), "archives-hidden");
  snapshot = portail_robot_find_child (GTK_WIDGET (fixture->window), PORTAIL_TYPE_SNAPSHOT_VIEW,
                                       NULL);
  g_assert_false (portail_snapshot_view_has_report (PORTAIL_SNAPSHOT_VIEW (snapshot)));
}

static void
test_the_first_row_of_a_workbook_is_a_template (void)
{
  g_autoptr (PortailWorkbook) workbook = portail_workbook_new ();
  PortailWorksheet *sheet = portail_workbook_add_sheet (workbook, "Modèle");
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GFileIOStream) stream = NULL;
  g_autoptr (GFile) file = g_file_new_tmp ("portail-template-XXXXXX.xlsx", &stream, &error);
  g_autoptr (GPtrArray) columns = NULL;
  g_auto (PortailAwait) await = { NULL };
  static const char *const fields[] = { "date", "amount", NULL };

  portail_worksheet_add_column (sheet, "Date", PORTAIL_WORKBOOK_TEXT, 12);
  portail_worksheet_add_column (sheet, "Somme ($)", PORTAIL_WORKBOOK_TEXT, 12);
  portail_worksheet_add_column (sheet, "Visa", PORTAIL_WORKBOOK_TEXT, 12);
  bytes = portail_workbook_to_xlsx (workbook, portail_timestamp_now (), &error);
  g_assert_no_error (error);
  g_file_replace_contents (file, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), NULL,
                           FALSE, G_FILE_CREATE_NONE, NULL, NULL, &error);
  g_assert_no_error (error);
  portail_archive_files_read_async (file, NULL, portail_await_ready, &await);
  columns = portail_archive_files_read_finish (portail_await (&await), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (columns->len, ==, G_N_ELEMENTS (fields));
  for (guint i = 0; i < columns->len; i++)
    g_assert_cmpstr (((PortailTemplateColumn *) g_ptr_array_index (columns, i))->field, ==,
                     fields[i]);
  g_file_delete (file, NULL, NULL);
}

#define ADD(path, role, test)                                                                      \
  g_test_add (path, Fixture, GINT_TO_POINTER (role), set_up, test, tear_down)

int
main (int argc, char *argv[])
{
  g_autoptr (PortailApplication) application = NULL;

  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);
  adw_init ();
  application = portail_application_new ();
  g_assert_true (g_application_register (G_APPLICATION (application), NULL, NULL));
  ADD ("/archives-page/the-search-says-what-it-means-and-finds", PORTAIL_ROLE_STAFF, test_search);
  ADD ("/archives-page/any-text-is-a-search", PORTAIL_ROLE_STAFF, test_any_text_is_a_search);
  ADD ("/archives-page/a-sheet-is-shown-as-it-was", PORTAIL_ROLE_STAFF,
       test_a_sheet_is_shown_as_it_was);
  ADD ("/archives-page/a-refused-one-says-why-and-waits-again-after-an-edit", PORTAIL_ROLE_PATRON,
       test_a_refused_one_says_why_and_waits_again_after_an_edit);
  ADD ("/archives-page/what-is-of-a-locked-week-is-read", PORTAIL_ROLE_PATRON,
       test_what_is_of_a_locked_week_is_read);
  ADD ("/archives-page/a-bulk-edit-leaves-a-locked-week-out", PORTAIL_ROLE_PATRON,
       test_a_bulk_edit_leaves_a_locked_week_out);
  ADD ("/archives-page/what-one-may-not-read-says-so", PORTAIL_ROLE_EMPLOYE,
       test_what_one_may_not_read_says_so);
  g_test_add_func ("/archives-page/the-first-row-of-a-workbook-is-a-template",
                   test_the_first_row_of_a_workbook_is_a_template);
  return g_test_run ();
}
