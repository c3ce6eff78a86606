/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/bench/demo-cache.h"

#include "app/portail-account.h"
#include "app/portail-cache-store.h"
#include "app/portail-pull.h"
#include "shared/portail-id.h"
#include "shared/portail-record-json.h"
#include "shared/records/portail-dotation-row.h"
#include "shared/records/portail-dotation.h"
#include "shared/records/portail-enterprise-card.h"
#include "shared/records/portail-enterprise.h"

#define SERVER       "http://127.0.0.1:9"
#define USER         "01990000-0000-7000-8000-00000000a001"
#define COMPANY      "01990000-0000-7000-8000-00000000c001"
#define N_WEEKS      40
#define ROWS_A_SHEET 30

typedef struct
{
  GString *json;
  gint64 rev;
} Page;

static void
begin_page (Page *page, const char *scope)
{
  g_string_append_printf (page->json,
                          "%s{\"scope\":\"%s\",\"cursor\":\"c\",\"more\":false,\"reset\":true,"
                          "\"changes\":[",
                          page->json->str[page->json->len - 1] == '[' ? "" : ",", scope);
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
  begin_page (page, "enterprise:" COMPANY);
  enterprise = portail_record_new (&portail_enterprise_type);
  enterprise->base.id = g_strdup (COMPANY);
  enterprise->base.enterprise_id = g_strdup (COMPANY);
  enterprise->name = g_strdup ("Garage des Docks");
  enterprise->is_active = TRUE;
  put (page, enterprise);
}

static void
put_sheet (Page *page, guint week)
{
  PortailDotation *sheet = portail_record_new (&portail_dotation_type);
  g_autofree char *id = portail_id_new ();
  g_autofree char *period = g_strdup_printf ("2025-W%02u", week + 1);

  sheet->base.id = g_strdup (id);
  sheet->base.enterprise_id = g_strdup (COMPANY);
  portail_week_parse (period, &sheet->period);
  sheet->status = PORTAIL_DOTATION_BROUILLON;
  put (page, sheet);
  for (guint i = 0; i < ROWS_A_SHEET; i++)
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

static GBytes *
make_answer (void)
{
  Page page = { g_string_new ("{\"epoch\":\"e\",\"server_time\":\"2025-09-20T18:03:11.123Z\","
                              "\"scopes\":[{\"scope\":\"global\",\"role\":null},"
                              "{\"scope\":\"user:" USER "\",\"role\":null},"
                              "{\"scope\":\"enterprise:" COMPANY "\",\"role\":\"patron\"}],"
                              "\"pages\":["),
                0 };

  begin_page (&page, "global");
  put_company (&page);
  for (guint week = 0; week < N_WEEKS; week++)
    put_sheet (&page, week);
  g_string_append (page.json, "]}]}");
  return g_string_free_to_bytes (page.json);
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
demo_cache_make (const char *data_directory)
{
  g_autofree char *base = g_build_filename (data_directory, "portail", "accounts", NULL);
  g_autoptr (PortailAccount) account = portail_account_new (base, SERVER, USER, "camille");
  g_autoptr (PortailCacheStore) store = NULL;
  g_autoptr (GBytes) answer = make_answer ();
  g_autoptr (PortailPullOutcome) outcome = NULL;
  g_autoptr (GError) error = NULL;
  gboolean is_done = FALSE;

  portail_account_save_async (account, NULL, on_ready, &is_done);
  while (!is_done)
    g_main_context_iteration (NULL, TRUE);
  store = portail_cache_store_open (account->directory, &error);
  g_assert_no_error (error);
  outcome = portail_pull_apply (store, answer, &error);
  g_assert_no_error (error);
}
