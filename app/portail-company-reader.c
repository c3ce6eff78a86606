/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/portail-company-reader.h"

struct _PortailCompanyReader
{
  GObject parent_instance;

  PortailCache *cache; /* NULL once it is disposed */
  char *user_id;
  PortailAccountCompanies *companies;
};

G_DEFINE_FINAL_TYPE (PortailCompanyReader, portail_company_reader, G_TYPE_OBJECT)

static guint changed_signal;

static void
portail_company_reader_dispose (GObject *object)
{
  PortailCompanyReader *reader = PORTAIL_COMPANY_READER (object);

  g_clear_object (&reader->cache);
  g_clear_pointer (&reader->user_id, g_free);
  g_clear_pointer (&reader->companies, portail_account_companies_free);
  G_OBJECT_CLASS (portail_company_reader_parent_class)->dispose (object);
}

static void
portail_company_reader_class_init (PortailCompanyReaderClass *class)
{
  G_OBJECT_CLASS (class)->dispose = portail_company_reader_dispose;
  changed_signal = g_signal_new ("changed", G_TYPE_FROM_CLASS (class), G_SIGNAL_RUN_LAST, 0, NULL,
                                 NULL, NULL, G_TYPE_NONE, 0);
}

static void
portail_company_reader_init (PortailCompanyReader *reader)
{
}

static void
on_read (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PortailCompanyReader) reader = user_data;
  g_autoptr (PortailAccountCompanies) companies = portail_cache_query_finish (
      PORTAIL_CACHE (object), result, NULL);

  if (companies == NULL || reader->cache == NULL
      || portail_account_companies_is_equal (companies, reader->companies))
    return;
  g_clear_pointer (&reader->companies, portail_account_companies_free);
  reader->companies = g_steal_pointer (&companies);
  g_signal_emit (reader, changed_signal, 0);
}

static void
read_again (PortailCompanyReader *reader)
{
  portail_cache_query_async (reader->cache, portail_account_companies_query_new (reader->user_id),
                             NULL, on_read, g_object_ref (reader));
}

static void
on_cache_changed (PortailCompanyReader *reader, const char *type)
{
  static const char *const types[] = { "enterprise", "enterprise_card", "membership", "user",
                                       NULL };

  if (reader->cache != NULL && (type == NULL || g_strv_contains (types, type)))
    read_again (reader);
}

/* A role may change without a row that changes. */
static void
on_cycle (PortailCompanyReader *reader, GParamSpec *pspec, PortailSync *sync)
{
  gboolean is_running;

  g_object_get (sync, "is-running", &is_running, NULL);
  if (!is_running && reader->cache != NULL)
    read_again (reader);
}

PortailCompanyReader *
portail_company_reader_new (PortailCache *cache, PortailSync *sync, const char *user_id)
{
  PortailCompanyReader *reader = g_object_new (PORTAIL_TYPE_COMPANY_READER, NULL);

  reader->cache = g_object_ref (cache);
  reader->user_id = g_strdup (user_id);
  g_signal_connect_object (cache, "changed", G_CALLBACK (on_cache_changed), reader,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (sync, "notify::is-running", G_CALLBACK (on_cycle), reader,
                           G_CONNECT_SWAPPED);
  read_again (reader);
  return reader;
}

const PortailAccountCompanies *
portail_company_reader_get (PortailCompanyReader *reader)
{
  g_return_val_if_fail (PORTAIL_IS_COMPANY_READER (reader), NULL);
  return reader->companies;
}
