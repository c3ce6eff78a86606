/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/bench/demo-cache.h"

#include "app/portail-account.h"
#include "app/portail-cache-store.h"
#include "app/portail-pull.h"
#include "app/portail-token-store.h"
#include "shared/portail-id.h"
#include "shared/portail-record-json.h"
#include "shared/portail-record-sql.h"
#include "shared/records/portail-archive.h"
#include "shared/records/portail-blanchiment-operation.h"
#include "shared/records/portail-dotation-row.h"
#include "shared/records/portail-dotation.h"
#include "shared/records/portail-enterprise-card.h"
#include "shared/records/portail-enterprise.h"

#define SERVER "http://127.0.0.1:9"
#define N_DAYS 300
/* What the rules make of such operations. */
#define USUAL_RISK 20

typedef struct
{
  GString *json;
  gint64 rev;
} Page;

static void
begin_page (Page *page, const char *scope, const char *is_reset)
{
  g_string_append_printf (page->json,
                          "%s{\"scope\":\"%s\",\"cursor\":\"c\",\"more\":false,\"reset\":%s,"
                          "\"changes\":[",
                          page->json->str[page->json->len - 1] == '[' ? "" : ",", scope, is_reset);
}

static void
begin_answer (Page *page)
{
  page->json = g_string_new ("{\"epoch\":\"e\",\"server_time\":\"2025-09-20T18:03:11.123Z\","
                             "\"scopes\":[{\"scope\":\"global\",\"role\":null},"
                             "{\"scope\":\"user:" DEMO_CACHE_USER "\",\"role\":null},"
                             "{\"scope\":\"enterprise:" DEMO_CACHE_COMPANY
                             "\",\"role\":\"patron\"}],"
                             "\"pages\":[");
}

/* Takes @pointer. */
static void
put (Page *page, gpointer pointer)
{
  PortailRecord *record = pointer;

  if (record->id == NULL)
    record->id = portail_id_new ();
  record->rev = ++page->rev;
  record->created_at = portail_timestamp_now ();
  record->updated_at = record->created_at;
  if (page->json->str[page->json->len - 1] != '[')
    g_string_append_c (page->json, ',');
  g_string_append_printf (page->json,
                          "{\"op\":\"put\",\"type\":\"%s\",\"row\":", record->type->name);
  portail_record_append_json (record, portail_record_type_get_all_fields (record->type),
                              page->json);
  g_string_append_c (page->json, '}');
  portail_record_free (record);
}

static void
put_company (Page *page)
{
  PortailEnterpriseCard *card = portail_record_new (&portail_enterprise_card_type);
  PortailEnterprise *enterprise;

  card->base.id = g_strdup (DEMO_CACHE_COMPANY);
  card->name = g_strdup ("Garage des Docks");
  card->is_active = TRUE;
  put (page, card);
  g_string_append (page->json, "]}");
  begin_page (page, "enterprise:" DEMO_CACHE_COMPANY, "true");
  enterprise = portail_record_new (&portail_enterprise_type);
  enterprise->base.id = g_strdup (DEMO_CACHE_COMPANY);
  enterprise->base.enterprise_id = g_strdup (DEMO_CACHE_COMPANY);
  enterprise->name = g_strdup ("Garage des Docks");
  enterprise->is_active = TRUE;
  enterprise->blanchiment_enabled = TRUE;
  put (page, enterprise);
}

static void
put_sheet (Page *page, guint week, guint n_rows)
{
  PortailDotation *sheet = portail_record_new (&portail_dotation_type);
  g_autofree char *id = portail_id_new ();

  sheet->base.id = g_strdup (id);
  sheet->base.enterprise_id = g_strdup (DEMO_CACHE_COMPANY);
  sheet->period.number = portail_week_from_number (2025, 1).number + (int) week;
  sheet->status = PORTAIL_DOTATION_BROUILLON;
  put (page, sheet);
  for (guint i = 0; i < n_rows; i++)
    {
      PortailDotationRow *row = portail_record_new (&portail_dotation_row_type);

      row->base.enterprise_id = g_strdup (DEMO_CACHE_COMPANY);
      row->dotation_id = g_strdup (id);
      row->position = i;
      row->employee_name = g_strdup_printf ("Personne %u", i + 1);
      row->run.cents = 100000 + i * 1000;
      row->facture.cents = 25000;
      row->vente.cents = 0;
      put (page, row);
    }
}

/* Rows as they lie in the cache: a pull of a million would take its time. */
static void
insert (PortailCacheStore *store, gpointer pointer, gint64 rev)
{
  PortailRecord *record = pointer;
  g_autoptr (GError) error = NULL;

  record->id = portail_id_new ();
  record->enterprise_id = g_strdup (DEMO_CACHE_COMPANY);
  record->rev = rev;
  record->created_at = record->updated_at = portail_timestamp_now ();
  portail_record_sql_insert (store->database, record, &error);
  g_assert_no_error (error);
}

static void
put_archive (PortailCacheStore *store, guint index)
{
  g_autoptr (PortailArchive) archive = portail_record_new (&portail_archive_type);

  archive->number = g_strdup_printf ("FACTURE-2025-%06u", index + 1);
  archive->doc_type = PORTAIL_ARCHIVE_FACTURE;
  archive->title = g_strdup_printf ("Facture %u du garage", index + 1);
  archive->category = g_strdup (index % 3 == 0 ? "Atelier" : "Carrosserie");
  archive->tags = g_strdup ("garage,2025");
  archive->date.number = portail_day_from_date (2025, 1, 1).number + (int) (index % N_DAYS);
  archive->amount.cents = 10000 + (gint64) index * 7 % 900000;
  archive->status = PORTAIL_ARCHIVE_VALIDE;
  insert (store, archive, index + 1);
}

static void
put_operation (PortailCacheStore *store, guint index)
{
  g_autoptr (PortailBlanchimentOperation) operation = portail_record_new (
      &portail_blanchiment_operation_type);

  /* Some of the last days are still open. */
  operation->status = index % N_DAYS >= N_DAYS - 10 && index % 7 == 0 ? PORTAIL_BLANCHIMENT_EN_COURS
                                                                      : PORTAIL_BLANCHIMENT_TERMINE;
  operation->date_recu.number = portail_day_from_date (2025, 1, 1).number + (int) (index % N_DAYS);
  operation->date_rendu.number = operation->date_recu.number + (int) (index % 9);
  operation->groupe = g_strdup_printf ("Groupe %u", index % 40);
  operation->employee_name = g_strdup_printf ("Personne %u", index % 60);
  operation->donneur_id = g_strdup_printf ("%u", 1000 + index % 500);
  operation->receveur_id = g_strdup_printf ("%u", 2000 + index % 500);
  operation->amount.cents = 100000 + (gint64) index * 13 % 5000000;
  operation->entreprise_taux.basis_points = 1500;
  operation->groupe_taux.basis_points = 8000;
  operation->risk_score = USUAL_RISK;
  insert (store, operation, index + 1);
}

/* Takes the answer of @page. */
static void
apply (PortailCacheStore *store, Page *page)
{
  g_autoptr (GBytes) answer = NULL;
  g_autoptr (PortailPullOutcome) outcome = NULL;
  g_autoptr (GError) error = NULL;

  g_string_append (page->json, "]}]}");
  answer = g_string_free_to_bytes (g_steal_pointer (&page->json));
  outcome = portail_pull_apply (store, answer, &error);
  g_assert_no_error (error);
}

static void
on_ready (GObject *source, GAsyncResult *result, gpointer is_done)
{
  g_autoptr (GError) error = NULL;

  portail_account_save_finish (result, &error);
  g_assert_no_error (error);
  *(gboolean *) is_done = TRUE;
}

static void
on_kept (GObject *source, GAsyncResult *result, gpointer is_done)
{
  g_assert_true (portail_token_store_save_finish (PORTAIL_TOKEN_STORE (source), result, NULL));
  g_assert_true (portail_token_store_is_persistent (PORTAIL_TOKEN_STORE (source)));
  *(gboolean *) is_done = TRUE;
}

void
demo_cache_fill (const char *directory, const DemoCacheSize *size)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PortailCacheStore) store = portail_cache_store_open (directory, &error);
  Page page = { NULL, 0 };

  g_assert_no_error (error);
  begin_answer (&page);
  begin_page (&page, "global", "true");
  put_company (&page);
  for (guint week = 0; week < size->n_weeks; week++)
    put_sheet (&page, week, size->n_rows);
  apply (store, &page);
  g_assert_true (portail_cache_store_begin (store, &error));
  for (guint i = 0; i < size->n_archives; i++)
    put_archive (store, i);
  for (guint i = 0; i < size->n_operations; i++)
    put_operation (store, i);
  g_assert_true (portail_cache_store_commit (store, &error));
}

void
demo_cache_make (const char *data_directory, const DemoCacheSize *size)
{
  g_autofree char *base = g_build_filename (data_directory, "portail", "accounts", NULL);
  g_autoptr (PortailAccount) account = portail_account_new (base, SERVER, DEMO_CACHE_USER,
                                                            "camille");
  g_autoptr (PortailTokenStore) tokens = portail_token_store_new (SERVER, DEMO_CACHE_USER);
  gboolean is_done = FALSE;

  portail_account_save_async (account, NULL, on_ready, &is_done);
  while (!is_done)
    g_main_context_iteration (NULL, TRUE);
  is_done = FALSE;
  portail_token_store_save_async (tokens, "of-no-server", NULL, on_kept, &is_done);
  while (!is_done)
    g_main_context_iteration (NULL, TRUE);
  demo_cache_fill (account->directory, size);
}
