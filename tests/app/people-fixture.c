/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/app/people-fixture.h"

#include "app/portail-cache-store.h"
#include "app/portail-page.h"
#include "shared/portail-id.h"
#include "shared/portail-record-sql.h"
#include "shared/records/portail-grade-rule.h"
#include "tests/support/portail-await.h"
#include "tests/support/portail-robot.h"
#include "tests/support/portail-screenshot.h"

/* What the server gave. Takes @record. */
static char *
give (PortailCacheStore *store, gpointer pointer)
{
  static gint64 rev;
  g_autoptr (PortailRecord) record = pointer;
  g_autoptr (GError) error = NULL;

  record->id = portail_id_new ();
  record->enterprise_id = g_strdup (PORTAIL_FIXTURE_COMPANY);
  record->rev = ++rev;
  portail_record_sql_replace (store->database, record, &error);
  g_assert_no_error (error);
  return g_strdup (record->id);
}

static char *
give_employee (PortailCacheStore *store,
               const char *name,
               const char *grade,
               PortailEmployeeStatus status)
{
  PortailEmployee *employee = portail_record_new (&portail_employee_type);

  employee->name = g_strdup (name);
  employee->grade = g_strdup (grade);
  employee->status = status;
  employee->hired_on = portail_day_from_date (2025, 9, 1);
  return give (store, employee);
}

static void
give_grade (PortailCacheStore *store, const char *grade)
{
  PortailGradeRule *rule = portail_record_new (&portail_grade_rule_type);

  rule->grade = g_strdup (grade);
  g_free (give (store, rule));
}

static void
seed (PeopleFixture *fixture)
{
  g_autoptr (GError) error = NULL;
  PortailCacheStore *store;

  portail_client_fixture_close (&fixture->client);
  store = portail_cache_store_open (fixture->client.directory, &error);
  g_assert_no_error (error);
  g_assert_true (portail_cache_store_begin (store, &error));
  fixture->first_id = give_employee (store, "Zoé Lefèvre", "Patron", PORTAIL_EMPLOYEE_ACTIF);
  g_free (give_employee (store, "Jean <b>Dupont</b>", "Serveur", PORTAIL_EMPLOYEE_ACTIF));
  g_free (give_employee (store, "Ali Ben Saïd", "Serveur", PORTAIL_EMPLOYEE_CONGE));
  g_free (give_employee (store, "Maria Lopez", "Barman", PORTAIL_EMPLOYEE_INACTIF));
  give_grade (store, "Barman");
  give_grade (store, "Patron");
  give_grade (store, "Serveur");
  g_assert_true (portail_cache_store_commit (store, &error));
  portail_cache_store_free (store);
  portail_client_fixture_open (&fixture->client);
}

void
people_set_role (PeopleFixture *fixture, PortailRole role)
{
  PortailShellCompany companies[] = { { PORTAIL_FIXTURE_COMPANY, "Bahama Mamas", role },
                                      { PEOPLE_OTHER_COMPANY, "Vanilla Unicorn",
                                        PORTAIL_ROLE_EMPLOYE } };

  portail_shell_context_set_companies (fixture->context, companies, G_N_ELEMENTS (companies));
}

void
people_show_account (PeopleFixture *fixture)
{
  PortailDeskAccount account = { .cache = fixture->client.cache, .user_id = PORTAIL_FIXTURE_USER };

  portail_desk_set_account (fixture->desk, &account);
}

void
people_open_window (PeopleFixture *fixture)
{
  fixture->desk = portail_desk_new (fixture->context, NULL);
  people_show_account (fixture);
  fixture->page = PORTAIL_EMPLOYEES_PAGE (portail_employees_page_new (fixture->desk));
  fixture->records = portail_employees_page_get_records (fixture->page);
  fixture->window = GTK_WINDOW (adw_window_new ());
  adw_window_set_content (ADW_WINDOW (fixture->window), GTK_WIDGET (fixture->page));
  gtk_window_set_default_size (fixture->window, 1280, 760);
  gtk_window_present (fixture->window);
  portail_robot_focus (fixture->window);
}

void
people_close_window (PeopleFixture *fixture)
{
  gtk_window_destroy (g_steal_pointer (&fixture->window));
  portail_await_finalize (g_steal_pointer (&fixture->desk));
}

void
people_set_up (PeopleFixture *fixture, gconstpointer unused)
{
  portail_client_fixture_set_up (&fixture->client, NULL);
  fixture->context = portail_shell_context_new (portail_day_from_date (2025, 9, 20));
  people_set_role (fixture, PORTAIL_ROLE_PATRON);
  seed (fixture);
  people_open_window (fixture);
}

void
people_tear_down (PeopleFixture *fixture, gconstpointer unused)
{
  people_close_window (fixture);
  portail_await_finalize (g_steal_pointer (&fixture->context));
  portail_client_fixture_tear_down (&fixture->client, NULL);
  g_free (fixture->first_id);
}

/* What is seen */

GListModel *
people_get_rows (PeopleFixture *fixture)
{
  return G_LIST_MODEL (
      portail_record_table_get_model (portail_record_page_get_table (fixture->records)));
}

gboolean
people_is_ready (gpointer user_data)
{
  PortailRecordModel *model = PORTAIL_RECORD_MODEL (people_get_rows (user_data));

  return portail_record_model_get_state (model) == PORTAIL_RECORD_MODEL_READY
         && portail_record_model_get_totals (model) != NULL;
}

/* Rows and grades that a test waits for. */
typedef struct
{
  PeopleFixture *fixture;
  const char *grade; /* NULL: any */
  guint n;
} Wanted;

static gboolean
has_rows (gpointer user_data)
{
  const Wanted *wanted = user_data;
  GListModel *rows = people_get_rows (wanted->fixture);
  guint n = 0;

  if (!people_is_ready (wanted->fixture))
    return FALSE;
  for (guint i = 0; i < g_list_model_get_n_items (rows); i++)
    {
      g_autoptr (PortailRecordItem) item = g_list_model_get_item (rows, i);
      const PortailEmployee *employee = portail_record_item_get_record (item);

      if (wanted->grade == NULL
          || (employee != NULL && g_strcmp0 (employee->grade, wanted->grade) == 0))
        n++;
    }
  return n == wanted->n;
}

void
people_wait_for_rows (PeopleFixture *fixture, guint n)
{
  portail_robot_wait (has_rows, &(Wanted){ fixture, NULL, n });
}

void
people_wait_for_grade (PeopleFixture *fixture, const char *grade, guint n)
{
  portail_robot_wait (has_rows, &(Wanted){ fixture, grade, n });
}

const PortailEmployee *
people_get_open (PeopleFixture *fixture)
{
  return portail_record_page_get_record (fixture->records);
}

gboolean
people_is_open (gpointer user_data)
{
  return people_get_open (user_data) != NULL;
}

PortailRecordForm *
people_get_form (PeopleFixture *fixture)
{
  return portail_record_page_get_form (fixture->records);
}

void
people_act (PeopleFixture *fixture, const char *action)
{
  g_action_group_activate_action (portail_page_get_actions (PORTAIL_PAGE (fixture->page)), action,
                                  NULL);
}
