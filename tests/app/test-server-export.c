/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The workbook of a list that only the server has. */
#include "app/portail-server-export.h"

#include "tests/support/portail-await.h"
#include "tests/support/portail-sync-fixture.h"

#define PATH "/api/users"

static char *
dup_name (const PortailJson *item, gpointer suffix)
{
  return g_strconcat (portail_json_get_member_string (item, "username"), suffix, NULL);
}

static char *
dup_email (const PortailJson *item, gpointer unused)
{
  return g_strdup (portail_json_get_member_string (item, "email"));
}

static const PortailServerColumn columns[] = {
  { "Name", 28, dup_name },
  { "E-mail", 22, dup_email },
  { 0 },
};
static const PortailServerExportSpec spec = { "Accounts", "accounts", columns };

typedef struct
{
  GListModel *list;
  guint n_items;
} Wanted;

static gboolean
has_items (gpointer user_data)
{
  const Wanted *wanted = user_data;

  return g_list_model_get_n_items (wanted->list) == wanted->n_items;
}

static const char *
get_text (const PortailWorkbook *workbook, guint row, guint column)
{
  return portail_worksheet_get_cell (portail_workbook_get_sheet (workbook, 0), row, column)->text;
}

/* A part says that it is one; with the last page it is the whole. */
static void
test_pages (PortailSyncFixture *fixture, gconstpointer unused)
{
  g_autoptr (PortailShellContext) context = portail_shell_context_new (
      portail_day_from_date (2025, 9, 20));
  g_autoptr (PortailDesk) desk = portail_desk_new (context, NULL);
  const PortailDeskAccount account = { .cache = fixture->base.cache,
                                       .client = fixture->client,
                                       .user_id = PORTAIL_FIXTURE_USER,
                                       .directory = fixture->base.directory };
  g_autoptr (PortailServerList) list = NULL;
  g_autoptr (PortailWorkbook) part = NULL;
  g_autoptr (PortailWorkbook) whole = NULL;
  Wanted wanted = { .n_items = 1 };

  portail_fake_server_say (fixture->server, PATH, 200,
                           "{\"items\":[{\"id\":\"1\",\"username\":\"=zoe\",\"email\":null}],"
                           "\"next_cursor\":\"more\"}");
  portail_fake_server_say (fixture->server, PATH, 200,
                           "{\"items\":[{\"id\":\"2\",\"username\":\"ada\","
                           "\"email\":\"ada@example.org\"}],\"next_cursor\":null}");
  portail_desk_set_account (desk, &account);
  list = portail_server_list_new (desk, PATH);
  wanted.list = G_LIST_MODEL (list);
  portail_await_until (has_items, &wanted);
  part = portail_server_export_make_workbook (list, &spec, (gpointer) "!");
  g_assert_cmpuint (portail_worksheet_get_n_rows (portail_workbook_get_sheet (part, 0)), ==, 2);
  g_assert_cmpint (portail_worksheet_get_row_kind (portail_workbook_get_sheet (part, 0), 1), ==,
                   PORTAIL_WORKBOOK_ROW_TOTAL);
  portail_server_list_load_more (list);
  wanted.n_items = 2;
  portail_await_until (has_items, &wanted);
  whole = portail_server_export_make_workbook (list, &spec, (gpointer) "!");
  g_assert_cmpuint (portail_worksheet_get_n_rows (portail_workbook_get_sheet (whole, 0)), ==, 2);
  g_assert_cmpstr (get_text (whole, 0, 0), ==, "=zoe!");
  g_assert_null (get_text (whole, 0, 1));
  g_assert_cmpstr (get_text (whole, 1, 0), ==, "ada!");
  g_assert_cmpstr (get_text (whole, 1, 1), ==, "ada@example.org");
  portail_desk_set_account (desk, NULL);
}

int
main (int argc, char *argv[])
{
  portail_sync_fixture_init ();
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/server-export/a-part-says-that-it-is-one", PortailSyncFixture, NULL,
              portail_sync_fixture_set_up, test_pages, portail_sync_fixture_tear_down);
  return g_test_run ();
}
