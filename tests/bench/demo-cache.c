/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/bench/demo-cache.h"

#include "app/portail-account.h"
#include "app/portail-cache-store.h"
#include "app/portail-pull.h"
#include "shared/portail-id.h"
#include "shared/portail-record-json.h"
#include "shared/records/portail-archive.h"
#include "shared/records/portail-blanchiment-operation.h"
#include "shared/records/portail-dotation-row.h"
#include "shared/records/portail-dotation.h"
#include "shared/records/portail-enterprise-card.h"
#include "shared/records/portail-enterprise.h"

#define SERVER  "http://127.0.0.1:9"
#define USER    "01990000-0000-7000-8000-00000000a001"
#define COMPANY "01990000-0000-7000-8000-00000000c001"
/* Rows of an answer. */
#define PAGE_ROWS 5000

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
                             "{\"scope\":\"user:" USER "\",\"role\":null},"
                             "{\"scope\":\"enterprise:" COMPANY "\",\"role\":\"patron\"}],"
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

  card->base.id = g_strdup (COMPANY);
  card->name = g_strdup ("Garage des Docks");
  card->is_active = TRUE;
  put (page, card);
  g_string_append (page->json, "]}");
  begin_page (page, "enterprise:" COMPANY, "true");
  enterprise = portail_record_new (&portail_enterprise_type);
  enterprise->base.id = g_strdup (COMPANY);
  enterprise->base.enterprise_id = g_strdup (COMPANY);
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
  sheet->base.enterprise_id = g_strdup (COMPANY);
  sheet->period.number = portail_week_from_number (2025, 1).number + (int) week;
  sheet->status = PORTAIL_DOTATION_BROUILLON;
  put (page, sheet);
  for (guint i = 0; i < n_rows; i++)
    {
      PortailDotationRow *row = portail_record_new (&portail_dotation_row_type);

      row->base.enterprise_id = g_strdup (COMPANY);
      row->dotation_id = g_strdup (id);
      row->position = i;
      row->employee_name = g_strdup_printf ("Personne %u", i + 1);
      row->run.cents = 100000 + i * 1000;
      row->facture.cents = 25000;
      row->vente.cents = 0;
      put (page, row);
    }
}

static void
put_archive (Page *page, guint index)
{
  PortailArchive *archive = portail_record_new (&portail_archive_type);

  archive->base.enterprise_id = g_strdup (COMPANY);
  archive->number = g_strdup_printf ("FACTURE-2025-%06u", index + 1);
  archive->doc_type = PORTAIL_ARCHIVE_FACTURE;
  archive->title = g_strdup_printf ("Facture %u du garage", index + 1);
  archive->category = g_strdup (index % 3 == 0 ? "Atelier" : "Carrosserie");
  archive->tags = g_strdup ("garage,2025");
  archive->date.number = portail_day_from_date (2025, 1, 1).number + (int) (index % 300);
  archive->amount.cents = 10000 + (gint64) index * 7 % 900000;
  archive->status = PORTAIL_ARCHIVE_VALIDE;
  put (page, archive);
}

static void
put_operation (Page *page, guint index)
{
  PortailBlanchimentOperation *operation = portail_record_new (&portail_blanchiment_operation_type);

  operation->base.enterprise_id = g_strdup (COMPANY);
  operation->status = PORTAIL_BLANCHIMENT_TERMINE;
  operation->date_recu.number = portail_day_from_date (2025, 1, 1).number + (int) (index % 300);
  operation->date_rendu.number = operation->date_recu.number + (int) (index % 9);
  operation->groupe = g_strdup_printf ("Groupe %u", index % 40);
  operation->employee_name = g_strdup_printf ("Personne %u", index % 60);
  operation->donneur_id = g_strdup_printf ("%u", 1000 + index % 500);
  operation->receveur_id = g_strdup_printf ("%u", 2000 + index % 500);
  operation->amount.cents = 100000 + (gint64) index * 13 % 5000000;
  operation->entreprise_taux.basis_points = 1500;
  operation->groupe_taux.basis_points = 8000;
  operation->risk_score = index % 100;
  put (page, operation);
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

/* @n_rows of @put_one, answer by answer. */
static void
apply_many (PortailCacheStore *store,
            Page *page,
            void (*put_one) (Page *page, guint index),
            guint n_rows)
{
  for (guint first = 0; first < n_rows; first += PAGE_ROWS)
    {
      begin_answer (page);
      begin_page (page, "enterprise:" COMPANY, "false");
      for (guint i = first; i < MIN (first + PAGE_ROWS, n_rows); i++)
        put_one (page, i);
      apply (store, page);
    }
}

static void
on_ready (GObject *source, GAsyncResult *result, gpointer is_done)
{
  g_autoptr (GError) error = NULL;

  portail_account_save_finish (result, &error);
  g_assert_no_error (error);
  *(gboolean *) is_done = TRUE;
}

void
demo_cache_make (const char *data_directory, const DemoCacheSize *size)
{
  g_autofree char *base = g_build_filename (data_directory, "portail", "accounts", NULL);
  g_autoptr (PortailAccount) account = portail_account_new (base, SERVER, USER, "camille");
  g_autoptr (PortailCacheStore) store = NULL;
  g_autoptr (GError) error = NULL;
  Page page = { NULL, 0 };
  gboolean is_done = FALSE;

  portail_account_save_async (account, NULL, on_ready, &is_done);
  while (!is_done)
    g_main_context_iteration (NULL, TRUE);
  store = portail_cache_store_open (account->directory, &error);
  g_assert_no_error (error);
  begin_answer (&page);
  begin_page (&page, "global", "true");
  put_company (&page);
  for (guint week = 0; week < size->n_weeks; week++)
    put_sheet (&page, week, size->n_rows);
  apply (store, &page);
  apply_many (store, &page, put_archive, size->n_archives);
  apply_many (store, &page, put_operation, size->n_operations);
}
